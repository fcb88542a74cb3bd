"""Jobs: ordering a file of a document, how far it is, cancelling it, making it again, and the file."""

import uuid
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import municipality_get
from accounts.errors import UserError
from accounts.models import User
from reports.documents.registry import KINDS
from reports.forms import JobForm
from reports.models import ZIP, Edition, Job
from reports.queries.jobs import batch_endings, batch_missing, stored_get, stored_with
from reports.renderers.marks import renderer_mark
from reports.renderers.registry import FORMATS
from reports.tasks import document_title, jobs_enqueue, missing_reason
from reports.verbs.batches import batch_next
from reports.verbs.jobs import NOT_ENDED, job_request
from reports.verbs.jobs import job_cancel as cancel_verb
from reports.verbs.jobs import job_repeat as repeat_verb
from reports.views.batches import batch_start
from reports.views.contents import hash_on, is_changed
from reports.views.places import Place, digits_named, kind_of, place_get

_ZIP_TYPE = "application/zip"


@login_required
@require_POST
def job_create(request: HttpRequest, slug: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Orders a file of the document from the worker; one that is stored and still right is there at once."""
    municipality = municipality_get(request.user, slug)
    form = JobForm(request.POST)
    if not form.is_valid() or not isinstance(request.user, User):
        raise Http404("ไม่รู้จักรูปแบบเอกสาร")
    wanted = Job(
        municipality=municipality, fiscal_year=fiscal_year, kind=kind_of(kind).kind,
        format=form.cleaned_data["format"], digits=form.cleaned_data["digits"],
    )  # fmt: skip
    stored = _stored(wanted)
    if stored is not None:
        return redirect(_ordered_url(Place(fiscal_year, municipality), stored))
    ordered = job_request(
        municipality=municipality,
        fiscal_year=fiscal_year,
        kind=wanted.kind,
        ending=wanted.format,
        digits=form.cleaned_data["digits"],
        by=request.user,
    )
    transaction.on_commit(partial(jobs_enqueue, [ordered.pk]))
    return redirect("job", slug, fiscal_year, ordered.pk)


def _ordered_url(place: Place, stored: Job) -> str:
    """The page of a stored file that was ordered again; an address of its own, so that the file comes again."""
    return f"{place.job_urls(stored)['job']}?order={uuid.uuid4().hex[:8]}"


def _stored(wanted: Job) -> Job | None:
    """The job whose stored file is what would be made now. The document is built only where there may be one."""
    if wanted.municipality is None:
        return None
    drawn_so = stored_with(
        municipality=wanted.municipality, fiscal_year=wanted.fiscal_year, kind=wanted.kind, ending=wanted.format,
        digits=wanted.digits, mark=renderer_mark(),
    )  # fmt: skip
    if not drawn_so.exists():
        return None
    now = hash_on(wanted.municipality, wanted.fiscal_year, wanted.kind, timezone.localdate())
    return stored_get(drawn_so, now)


@login_required
@require_GET
def job(request: HttpRequest, fiscal_year: int, job_id: uuid.UUID, slug: str = "", province: str = "") -> HttpResponse:
    """How far a job is."""
    place = place_get(request.user, fiscal_year, slug, province)
    row = _job_get(place, job_id)
    if edition_url := _edition_url(row):
        return redirect(edition_url)
    # The page asks for its moving part alone; without JavaScript the whole page reloads itself.
    part = bool(request.headers.get("HX-Request"))
    context = {
        "municipality": place.municipality,
        "place": place,
        "fiscal_year": fiscal_year,
        "job": row,
        "kind": KINDS.get(row.kind),
        "urls": place.job_urls(row),
        "may_cancel": _may_cancel(request, row),
        **_missing(row),
        "changed": not part and row.has_file and is_changed(row),
    }
    return render(request, "reports/job_state.html" if part else "reports/job.html", context)


def _missing(batch: Job) -> dict[str, object]:
    """What a batch that has ended lacks."""
    if not batch.is_batch or not batch.ended:
        return {}
    missing = batch_missing(batch)
    lacking = [(document_title(each), missing_reason(each)) for each in missing.jobs]
    return {"missing": missing, "lacking": lacking}


@login_required
@require_GET
def job_file(
    request: HttpRequest, fiscal_year: int, job_id: uuid.UUID, slug: str = "", province: str = ""
) -> FileResponse:
    """The file of a job that is done, under its Thai name."""
    row = _job_get(place_get(request.user, fiscal_year, slug, province), job_id)
    if not row.has_file:
        raise Http404("ไม่มีไฟล์นี้ในระบบแล้ว")
    media_type = _ZIP_TYPE if row.format == ZIP else FORMATS[row.format].media_type
    return FileResponse(row.file.open(), as_attachment=True, filename=row.file_name, content_type=media_type)


@login_required
@require_POST
def job_cancel(
    request: HttpRequest, fiscal_year: int, job_id: uuid.UUID, slug: str = "", province: str = ""
) -> HttpResponse:
    """Ends a job that its person does not want any more."""
    place = place_get(request.user, fiscal_year, slug, province)
    row = _job_get(place, job_id)
    if edition_url := _edition_url(row):
        return redirect(edition_url)
    if not _may_cancel(request, row):
        raise PermissionDenied
    if not cancel_verb(job=row):
        messages.info(request, "งานนี้สิ้นสุดไปก่อนแล้ว จึงไม่ได้ยกเลิก")
    elif row.parent_id:
        transaction.on_commit(partial(_go_on, row.parent_id))
    return redirect(place.job_urls(row)["job"])


def _go_on(batch_id: uuid.UUID) -> None:
    jobs_enqueue(batch_next(batch_id=batch_id))


def _may_cancel(request: HttpRequest, job: Job) -> bool:
    return job.requested_by_id == request.user.pk or bool(getattr(request.user, "is_superuser", False))


@login_required
@require_POST
def job_repeat(
    request: HttpRequest, fiscal_year: int, job_id: uuid.UUID, slug: str = "", province: str = ""
) -> HttpResponse:
    """Makes a document or a batch once more, as a new job; what is stored and still right is there at once."""
    place = place_get(request.user, fiscal_year, slug, province)
    row = _job_get(place, job_id)
    if edition_url := _edition_url(row):
        return redirect(edition_url)
    assert isinstance(request.user, User)  # noqa: S101  # the decorator has let nobody else through
    try:
        if not row.ended:
            raise UserError(NOT_ENDED)
        if row.is_batch:
            again = batch_start(place, batch_endings(row), digits_named(row.digits), by=request.user, repeats=row)
        elif (stored := _stored(row)) is not None:
            return redirect(_ordered_url(place, stored))
        else:
            again = repeat_verb(job=row, by=request.user)
            transaction.on_commit(partial(jobs_enqueue, [again.pk]))
    except UserError as error:
        messages.error(request, str(error))
        again = row
    return redirect(place.job_urls(again)["job"])


def _edition_url(job: Job) -> str:
    """The page of the edition whose file a job makes: there it is seen and ordered again, of what was frozen.

    Empty for a job that draws today's data. One query.
    """
    edition = Edition.objects.filter(approvals__files__job=job).defer("content", "figures").first()
    if job.municipality is None or edition is None:
        return ""
    return reverse("edition", args=[job.municipality.slug, edition.fiscal_year, edition.kind, edition.pk])


def _job_get(place: Place, job_id: uuid.UUID) -> Job:
    return get_object_or_404(
        Job.objects.select_related("municipality"), pk=job_id, fiscal_year=place.fiscal_year,
        municipality=place.municipality, province=place.province,
    )  # fmt: skip
