"""Documents: preview, the job that makes a file, and the file."""

import logging
import uuid
from functools import partial

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST
from kombu.exceptions import OperationalError

from accounts.access import municipality_get
from accounts.errors import UserError
from accounts.models import User
from reports.content import Digits
from reports.documents.registry import KINDS, DocumentKind
from reports.forms import JobForm
from reports.models import Job, JobState
from reports.renderers.registry import FORMATS
from reports.tasks import render_job
from reports.verbs import job_request

logger = logging.getLogger(__name__)


def _kind(kind: str) -> DocumentKind:
    if kind not in KINDS:
        raise Http404(f"ไม่รู้จักเอกสาร {kind}")
    return KINDS[kind]


def _digits(request: HttpRequest) -> Digits:
    return "arabic" if request.GET.get("digits") == "arabic" else "thai"


@login_required
@require_GET
def preview(request: HttpRequest, slug: str, fiscal_year: int, kind: str) -> HttpResponse:
    """The document as it will be printed, with the buttons to download it."""
    municipality = municipality_get(request.user, slug)
    context: dict[str, object] = {
        "municipality": municipality,
        "fiscal_year": fiscal_year,
        "kind": _kind(kind),
        "digits": _digits(request),
        "formats": [form for form in FORMATS.values() if form.downloadable],
    }
    try:
        _kind(kind).check(municipality, fiscal_year)
    except UserError as error:
        context["reason"] = str(error)
    return render(request, "reports/preview.html", context, status=404 if "reason" in context else 200)


@login_required
@require_GET
@xframe_options_sameorigin
@csp_replace(  # type: ignore[arg-type]  # its annotation knows only views without arguments
    {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "font-src": ["'self'"],
        "img-src": ["data:"],
        "frame-ancestors": ["'self'"],
    }
)
def content(request: HttpRequest, slug: str, fiscal_year: int, kind: str) -> HttpResponse:
    """The document's own HTML, which the PDF is made from; the preview shows it in a frame without scripts."""
    municipality = municipality_get(request.user, slug)
    try:
        document = _kind(kind).build(municipality, fiscal_year)
        return HttpResponse(FORMATS["html"].render(document, digits=_digits(request)))
    except UserError as error:
        raise Http404(str(error)) from error


@login_required
@require_POST
def job_create(request: HttpRequest, slug: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Orders a file of the document from the worker."""
    municipality = municipality_get(request.user, slug)
    form = JobForm(request.POST)
    if not form.is_valid() or not isinstance(request.user, User):
        raise Http404("ไม่รู้จักรูปแบบเอกสาร")
    job = job_request(
        municipality=municipality,
        fiscal_year=fiscal_year,
        kind=_kind(kind).kind,
        ending=form.cleaned_data["format"],
        digits=form.cleaned_data["digits"],
        by=request.user,
    )
    transaction.on_commit(partial(_enqueue, job))
    return redirect("job", slug, fiscal_year, job.pk)


def _enqueue(job: Job) -> None:
    """Puts the job's number on the queue. With the queue away it waits: the sweeper puts it there later."""
    try:
        render_job.delay(str(job.pk))
    except OperationalError:
        logger.exception("Job %s could not be queued", job.pk)


@login_required
@require_GET
def job(request: HttpRequest, slug: str, fiscal_year: int, job_id: uuid.UUID) -> HttpResponse:
    """How far a job is."""
    municipality = municipality_get(request.user, slug)
    row = get_object_or_404(Job, pk=job_id, municipality=municipality, fiscal_year=fiscal_year)
    context = {"municipality": municipality, "fiscal_year": fiscal_year, "job": row, "kind": KINDS.get(row.kind)}
    # The page asks for its moving part alone; without JavaScript the whole page reloads itself.
    template = "reports/job_state.html" if request.headers.get("HX-Request") else "reports/job.html"
    return render(request, template, context)


@login_required
@require_GET
def job_file(request: HttpRequest, slug: str, fiscal_year: int, job_id: uuid.UUID) -> FileResponse:
    """The file of a job that is done, under its Thai name."""
    municipality = municipality_get(request.user, slug)
    row = get_object_or_404(Job, pk=job_id, municipality=municipality, fiscal_year=fiscal_year, state=JobState.DONE)
    if not row.has_file:
        raise Http404("ไม่มีไฟล์นี้ในระบบแล้ว")
    media_type = FORMATS[row.format].media_type
    return FileResponse(row.file.open(), as_attachment=True, filename=row.file_name, content_type=media_type)
