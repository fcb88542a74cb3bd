"""Editions: submitting a document, the edition's page, deciding on it, its files and the history of a year."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import DECIDERS, EDITORS, READERS, municipality_get
from accounts.errors import UserError
from accounts.models import User
from reports.documents.registry import KINDS
from reports.file_names import edition_file_name
from reports.forms.editions import ApproveForm, PrepareForm, ReturnForm, SubmitForm
from reports.models import Approval, EditionFile
from reports.queries.editions import (
    approval_document,
    edition_document,
    editions_of_year,
    events_listed,
)
from reports.renderers.registry import FORMATS
from reports.submissions import submission_get
from reports.tasks import jobs_enqueue
from reports.verbs.edition_files import edition_file_open, edition_file_order
from reports.verbs.editions import (
    UnreadRemarksError,
    edition_approve,
    edition_prepare,
    edition_return,
    edition_submit,
)
from reports.views.edition_pages import EditionRequest, edition_page, submission_page
from reports.views.places import digits_of, kind_of
from reports.views.policies import document_policy
from thaitext.numbers import whole_number


@login_required
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, slug: str, fiscal_year: int, kind: str) -> HttpResponse:
    """What proofreading says of the document as it stands, and its submission to the executive."""
    municipality = municipality_get(request.user, slug, roles=EDITORS)
    known = kind_of(kind)
    try:
        submission = submission_get(municipality, known, fiscal_year)
    except UserError:
        return redirect("preview", slug, fiscal_year, kind)  # which says what is missing
    page = partial(
        submission_page,
        request,
        municipality=municipality,
        kind=known,
        fiscal_year=fiscal_year,
        submission=submission,
    )
    if request.method == "GET":
        return page(SubmitForm())
    form, ticked = SubmitForm(request.POST), request.POST.getlist("read")
    if not form.is_valid():
        return page(form, ticked=ticked)
    try:
        edition = edition_submit(
            municipality=municipality,
            kind=kind,
            fiscal_year=fiscal_year,
            submission=submission,
            content_hash_seen=request.POST.get("seen", ""),
            remarks_read=ticked,
            note=form.cleaned_data["note"],
            by=_person(request),
        )
    except UnreadRemarksError as error:
        return page(form, ticked=ticked, errors=error.messages, unread=error.keys)
    except UserError as error:
        return page(form, ticked=ticked, errors=error.messages)
    messages.success(request, "เสนอเอกสารให้ผู้บริหารพิจารณาแล้ว")
    return redirect("edition", slug, fiscal_year, kind, edition.pk)


@login_required
@require_GET
def edition(request: HttpRequest, slug: str, fiscal_year: int, kind: str, number: int) -> HttpResponse:
    """An edition: the document as it was frozen, its facts, what was done with it, and what the person may do."""
    return edition_page(request, _get(request, slug, fiscal_year, kind, number))


@login_required
@require_GET
@xframe_options_sameorigin
@document_policy
def edition_content(request: HttpRequest, slug: str, fiscal_year: int, kind: str, number: int) -> HttpResponse:
    """The frozen document's own HTML; with `approval`, with that approval's lines. Its page shows it in a frame."""
    at = _get(request, slug, fiscal_year, kind, number)
    approval = request.GET.get("approval", "")
    try:
        document = approval_document(_approval_readable(at, approval)) if approval else edition_document(at.edition)
        return HttpResponse(FORMATS["html"].render(document, digits=digits_of(request)))
    except UserError as error:
        raise Http404(str(error)) from error


@login_required
@require_POST
def edition_prepared(request: HttpRequest, slug: str, fiscal_year: int, kind: str, number: int) -> HttpResponse:
    """Makes the very document that the person would approve, and orders its PDF."""
    at = _get(request, slug, fiscal_year, kind, number, to_decide=True)
    form = PrepareForm(request.POST)
    if not form.is_valid():
        return edition_page(request, at, prepare=form)
    try:
        approval = edition_prepare(
            edition=at.edition,
            position=form.cleaned_data["position"],
            acting=form.cleaned_data["acting"],
            content_hash_seen=request.POST.get("seen", ""),
            by=at.person,
        )
    except UserError as error:
        return edition_page(request, at, prepare=form, errors=error.messages)
    _order(at, approval, "pdf", "thai")
    return redirect(f"{at.url}#decide")


@login_required
@require_POST
@sensitive_post_parameters("password")
def edition_approved(request: HttpRequest, slug: str, fiscal_year: int, kind: str, number: int) -> HttpResponse:
    """Approves the PDF that the person read, upon the person's password."""
    at = _get(request, slug, fiscal_year, kind, number, to_decide=True)
    form = ApproveForm(request.POST, person=at.person)
    approval = _approval(at, request.POST.get("approval", ""))
    if not form.is_valid():
        return edition_page(request, at, approve=form)
    try:
        edition_approve(approval=approval, file_sha256_seen=request.POST.get("seen", ""), by=at.person)
    except UserError as error:
        return edition_page(request, at.latest(), errors=error.messages)
    messages.success(request, f"อนุมัติเป็นฉบับที่ {approval.number} แล้ว เอกสารฉบับนี้จะไม่เปลี่ยนแปลงอีก")
    return redirect(at.url)


@login_required
@require_POST
def edition_returned(request: HttpRequest, slug: str, fiscal_year: int, kind: str, number: int) -> HttpResponse:
    """Gives the document back with a reason."""
    at = _get(request, slug, fiscal_year, kind, number, to_decide=True)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return edition_page(request, at, give_back=form)
    try:
        edition_return(
            edition=at.edition,
            reason=form.cleaned_data["reason"],
            content_hash_seen=request.POST.get("seen", ""),
            by=at.person,
        )
    except UserError as error:
        return edition_page(request, at.latest(), give_back=form, errors=error.messages)
    messages.success(request, "ส่งคืนให้เจ้าหน้าที่แก้ไขแล้ว")
    return redirect(at.url)


@login_required
@require_POST
def edition_file_create(request: HttpRequest, slug: str, fiscal_year: int, kind: str, number: int) -> HttpResponse:
    """Orders a file of an approved edition in another format; one that is made is there at once."""
    at = _get(request, slug, fiscal_year, kind, number)
    ending, digits = request.POST.get("format", ""), request.POST.get("digits", "")
    form = FORMATS.get(ending)
    if at.edition.approval is None or form is None or not form.downloadable or digits not in ("thai", "arabic"):
        raise Http404("ไม่มีไฟล์นี้")
    _order(at, at.edition.approval, ending, digits)
    return redirect(f"{at.url}#files")


@login_required
@require_GET
def edition_file(
    request: HttpRequest, slug: str, fiscal_year: int, kind: str, *, number: int, file: int
) -> HttpResponseBase:
    """A file of the edition: a PDF is opened in the browser, the others are downloaded."""
    at = _get(request, slug, fiscal_year, kind, number)
    files = EditionFile.objects.exclude(sha256="").select_related("approval").defer("approval__content")
    row = get_object_or_404(files, pk=file, approval__edition=at.edition)
    if not at.may_read(row.approval):
        raise Http404("ไม่มีไฟล์นี้")
    mark = f'"{row.sha256}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=mark)
    if answer is None:
        try:
            stored = edition_file_open(row)
        except UserError as error:
            raise Http404(str(error)) from error
        shown = row.format == "pdf"
        media_type = FORMATS[row.format].media_type
        answer = FileResponse(stored, as_attachment=not shown, filename=row.file_name, content_type=media_type)
    answer["ETag"] = mark
    answer["Cache-Control"] = "private, no-cache"
    return answer


@login_required
@require_GET
def editions(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """All editions of the documents that go back to a year's result, with what was done with each."""
    municipality = municipality_get(request.user, slug)
    years = {kind.kind: kind.of_result(fiscal_year) for kind in KINDS.values()}
    listed = editions_of_year(municipality, years)
    events = events_listed(listed)
    documents = [
        (kind, years[kind.kind], [(each, events[each.pk]) for each in listed if each.kind == kind.kind])
        for kind in KINDS.values()
    ]
    context = {
        "municipality": municipality,
        "fiscal_year": fiscal_year,
        "documents": [document for document in documents if document[2]],
    }
    return render(request, "reports/editions.html", context)


def _get(
    request: HttpRequest, slug: str, fiscal_year: int, kind: str, number: int, *, to_decide: bool = False
) -> EditionRequest:
    """The edition, if the person has to do with its municipality; to decide on it takes the role."""
    municipality = municipality_get(request.user, slug, roles=DECIDERS if to_decide else READERS)
    return EditionRequest.of(_person(request), municipality, kind_of(kind), fiscal_year, number)


def _approval(at: EditionRequest, number: str) -> Approval:
    return get_object_or_404(Approval, pk=whole_number(number) or 0, edition=at.edition)


def _approval_readable(at: EditionRequest, number: str) -> Approval:
    approval = _approval(at, number)
    if not at.may_read(approval):
        raise Http404("ไม่มีเนื้อหานี้")
    return approval


def _order(at: EditionRequest, approval: Approval, ending: str, digits: str) -> None:
    """Orders a file from the worker, unless it is made or being made."""
    arabic = digits == "arabic"
    where = (at.municipality.name, at.edition.fiscal_year, approval.number)
    file = edition_file_order(
        approval=approval,
        ending=ending,
        digits="arabic" if arabic else "thai",
        file_name=edition_file_name(at.kind.name, *where, ending, arabic=arabic),
        by=at.person,
    )
    if file.job and not file.job.ended:
        transaction.on_commit(partial(jobs_enqueue, [file.job.pk]))


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  # the decorator has let nobody else through
    return request.user
