"""Jobs: ordering a file of a document, how far it is, and the file."""

import logging
import uuid
from functools import partial

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from kombu.exceptions import OperationalError

from accounts.access import municipality_get
from accounts.models import User
from reports.documents.registry import KINDS
from reports.forms import JobForm
from reports.models import Job, JobState
from reports.renderers.registry import FORMATS
from reports.tasks import render_job
from reports.verbs.jobs import job_request
from reports.views.places import kind_of

logger = logging.getLogger(__name__)


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
        kind=kind_of(kind).kind,
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
