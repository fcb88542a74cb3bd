"""Tasks of the worker."""

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import Http404

from accounts.access import municipality_get
from accounts.errors import UserError
from reports.documents.registry import kind_get
from reports.file_names import file_name
from reports.models import Job
from reports.renderers.registry import format_get
from reports.verbs.jobs import HEARTBEAT, job_beat, job_claim, job_fail, job_finish, jobs_requeue

logger = logging.getLogger(__name__)


@shared_task
def render_job(job_id: str) -> None:
    """Renders the document of a job. Doing it twice does nothing.

    A user's error ends the job with its sentence, any other with a reference number that the log carries too.
    """
    job = job_claim(job_id=uuid.UUID(job_id))
    if job is None:
        return
    try:
        with beating(job):
            _render(job)
    except UserError as error:
        job_fail(job=job, sentence=str(error))
    except (Http404, PermissionDenied):
        job_fail(job=job, sentence="ท่านไม่มีสิทธิ์จัดทำเอกสารของหน่วยงานนี้แล้ว กรุณาติดต่อผู้ดูแลระบบ")
    except Exception:  # whatever it is, the person who waits must be told
        reference = str(job.pk)[:8].upper()
        logger.exception("Job %s failed, reference %s", job.pk, reference)
        sentence = f"จัดทำเอกสารไม่สำเร็จ กรุณาลองใหม่ หากยังไม่ได้กรุณาแจ้งผู้ดูแลระบบ (รหัสอ้างอิง {reference})"
        job_fail(job=job, sentence=sentence)


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Tells every 20 seconds, from a thread of its own, that the job is being worked on."""
    stopped = Event()

    def beat() -> None:
        try:
            while not stopped.wait(HEARTBEAT.total_seconds()):
                try:
                    job_beat(job=job)
                except DatabaseError:  # busy for a moment: the next beat tells
                    logger.warning("Job %s missed a heartbeat", job.pk, exc_info=True)
        finally:
            connection.close()

    thread = Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def _render(job: Job) -> None:
    # The worker asks for the permission again: it may have been taken away while the job waited.
    municipality = municipality_get(job.requested_by, job.municipality.slug)
    kind, form = kind_get(job.kind), format_get(job.format)
    document = kind.build(municipality, job.fiscal_year)
    content = form.render(document, digits="arabic" if job.digits == "arabic" else "thai")
    mark = f"{job.fiscal_year} เลขอารบิก" if job.digits == "arabic" else str(job.fiscal_year)
    job_finish(job=job, content=content, file_name=file_name(f"{kind.name} {municipality.name}", mark, form.ending))


@shared_task
def sweep_jobs() -> None:
    """Puts lost jobs on the queue again."""
    for number in jobs_requeue():
        render_job.delay(str(number))


@worker_ready.connect
def sweep_at_start(**kwargs: Any) -> None:
    """A worker that starts looks for jobs that its predecessor lost."""
    sweep_jobs.delay()
