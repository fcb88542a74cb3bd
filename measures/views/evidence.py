"""Evidence: its page with all revisions, its files behind the check of permissions, and what may be changed of it."""

from collections.abc import Collection
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_GET, require_POST

from accounts.access import EDITORS, READERS, SCORERS, municipality_get, roles_in
from accounts.errors import UserError
from accounts.models import Role, User
from measures.evidence_files import Upload, files_prepared
from measures.forms.progress import DescribeForm, ReplaceForm
from measures.models import Evidence, EvidenceFile, FileKind
from measures.queries.progress import evidence_get
from measures.verbs.evidence import evidence_describe, evidence_publish, evidence_replace, may_withdraw

OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.DOCX: f"{OFFICE}.wordprocessingml.document",
    FileKind.XLSX: f"{OFFICE}.spreadsheetml.sheet",
}


def _get(request: HttpRequest, slug: str, pk: int, roles: Collection[Role] = READERS) -> Evidence:
    """Returns the evidence if the person has one of `roles`; not found for one that is not there."""
    evidence = evidence_get(municipality_get(request.user, slug, roles=roles), pk)
    if evidence is None:
        raise Http404("ไม่มีหลักฐานนี้")
    return evidence


@login_required
@require_GET
def evidence_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What it proves, its revisions, and where it is used."""
    return _page(request, _get(request, slug, pk))


@login_required
@require_POST
def evidence_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Words its caption and its day anew."""
    evidence = _get(request, slug, pk, SCORERS)
    form = DescribeForm(request.POST)
    if form.is_valid():
        seen = (form.cleaned_data["seen_caption"], form.cleaned_data["seen_day"])
        new = {name: form.cleaned_data[name] for name in ("caption", "proves_on")}
        try:
            evidence_describe(evidence=evidence, seen=seen, **new)
        except UserError as error:
            form.add_error(None, list(error.messages))
            evidence = _get(request, slug, pk, SCORERS)
        else:
            messages.success(request, "บันทึกคำอธิบายหลักฐานแล้ว")
            return redirect("evidence_page", slug, pk)
    return _page(request, evidence, describe=form)


@login_required
@require_POST
def evidence_revise(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes a newer revision of its file."""
    evidence = _get(request, slug, pk, SCORERS)
    form = ReplaceForm(request.POST, request.FILES)
    assert isinstance(request.user, User)  # noqa: S101  # the getter has let nobody else through
    if form.is_valid():
        file = form.cleaned_data["file"]
        with files_prepared([Upload(file.name, file.file)]) as preparation:
            try:
                if preparation.refusals:
                    raise UserError(*preparation.refusals)
                evidence_replace(
                    evidence=evidence,
                    file=preparation.files[0],
                    revision=form.cleaned_data["revision"],
                    by=request.user,
                )
            except UserError as error:
                form.add_error("file", list(error.messages))
            else:
                hidden = " และยังไม่เผยแพร่ต่อสาธารณะ กรุณาตรวจสอบก่อนเผยแพร่อีกครั้ง" if evidence.is_public else ""
                messages.success(request, f"เปลี่ยนไฟล์เป็นฉบับใหม่แล้ว ฉบับเดิมอยู่ในประวัติ{hidden}")
                return redirect("evidence_page", slug, pk)
        evidence = _get(request, slug, pk, SCORERS)
    return _page(request, evidence, replace=form)


@login_required
@require_POST
def evidence_open(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Says whether the public may see it."""
    evidence = _get(request, slug, pk, EDITORS)
    is_public = request.POST.get("is_public") == "yes"
    try:
        evidence_publish(evidence=evidence, is_public=is_public)
    except UserError as error:
        messages.error(request, str(error))
        return redirect("evidence_page", slug, pk)
    done = "เผยแพร่หลักฐานนี้ต่อสาธารณะได้แล้ว" if is_public else "หลักฐานนี้ไม่เผยแพร่ต่อสาธารณะแล้ว"
    messages.success(request, done)
    return redirect("evidence_page", slug, pk)


@login_required
@require_GET
def evidence_file(request: HttpRequest, slug: str, pk: int, revision: int) -> HttpResponseBase:
    """A revision of the file, to be downloaded under its Thai name."""
    row = _row(request, slug, pk, revision)
    kind = FileKind(row.kind)
    return _answer(request, row.file, mark=row.sha256, media_type=MEDIA_TYPES[kind], name=row.name)


@login_required
@require_GET
def evidence_web(request: HttpRequest, slug: str, pk: int, revision: int) -> HttpResponseBase:
    """The smaller picture of a revision, to be shown on a page."""
    row = _row(request, slug, pk, revision)
    if not row.web:
        raise Http404("หลักฐานนี้ไม่ใช่ภาพ")
    return _answer(request, row.web, mark=f"{row.sha256}-web", media_type="image/jpeg", name="")


def _row(request: HttpRequest, slug: str, pk: int, revision: int) -> EvidenceFile:
    municipality = municipality_get(request.user, slug)
    own = EvidenceFile.objects.filter(evidence__municipality=municipality, evidence__withdrawn_at=None)
    return get_object_or_404(own, evidence__pk=pk, revision=revision)


def _answer(request: HttpRequest, file: FieldFile, *, mark: str, media_type: str, name: str) -> HttpResponseBase:
    """The file, inline without a name, or that the browser has it already. Nothing in it may run or load anything."""
    mark = f'"{mark}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=mark)
    if answer is None:
        try:
            content = file.open()
        except FileNotFoundError as error:
            raise Http404("ไม่มีไฟล์นี้ในระบบแล้ว") from error
        answer = FileResponse(content, as_attachment=bool(name), filename=name, content_type=media_type)
    answer["ETag"] = mark
    # It may be looked at again without being sent again, but never without the check of permissions.
    answer["Cache-Control"] = "private, no-cache"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _page(
    request: HttpRequest,
    evidence: Evidence,
    *,
    describe: DescribeForm | None = None,
    replace: ReplaceForm | None = None,
) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101  # the getter has let nobody else through
    roles = roles_in(request.user, evidence.municipality)
    stored = {"caption": evidence.caption, "proves_on": evidence.proves_on}
    describe, replace = describe or DescribeForm(initial=stored), replace or ReplaceForm()
    context = {
        "municipality": evidence.municipality,
        "evidence": evidence,
        "seen_day": evidence.proves_on.isoformat() if evidence.proves_on else "",
        "newest": next(iter(evidence.files.all()), None),
        "may_change": not SCORERS.isdisjoint(roles),
        "may_publish": not EDITORS.isdisjoint(roles),
        "may_withdraw": may_withdraw(evidence, request.user, roles),
        "describe": describe,
        "replace": replace,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if describe.errors or replace.errors else HTTPStatus.OK
    return render(request, "measures/evidence_page.html", context, status=status)
