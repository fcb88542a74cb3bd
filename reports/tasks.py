"""Tasks of the worker."""

import errno
import logging
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DatabaseError, connection
from django.http import Http404
from kombu.exceptions import OperationalError

from accounts.access import municipality_get, province_get
from accounts.errors import UserError
from reports.batch_zip import Entry, batch_zip
from reports.content import Digits, Document
from reports.documents.registry import KINDS, kind_get
from reports.file_names import file_name
from reports.models import Job, JobState
from reports.queries.editions import job_document
from reports.queries.jobs import batch_documents, stored_get, stored_with
from reports.renderers.marks import renderer_mark
from reports.renderers.registry import FORMATS, format_get
from reports.snapshots import SnapshotError, document_hash
from reports.verbs.batches import batch_next, batches_next
from reports.verbs.edition_files import edition_file_store
from reports.verbs.files import files_sweep
from reports.verbs.jobs import (
    HEARTBEAT,
    JobGoneError,
    job_adopt,
    job_beat,
    job_claim,
    job_fail,
    job_finish,
    job_progress,
    jobs_requeue,
)
from reports.verbs.publications import publications_complete

logger = logging.getLogger(__name__)

#: How far a job is, is written at most so often, in seconds.
PROGRESS_EVERY = 0.5

_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@shared_task
def render_job(job_id: str) -> None:
    """Renders the document of a job, or gathers a batch. Doing it twice does nothing.

    A user's error ends the job with its sentence, any other with a reference number that the log carries too.
    """
    job = job_claim(job_id=uuid.UUID(job_id))
    if job is None:
        return
    try:
        with beating(job):
            make = _gather if job.is_batch else _render
            make(job)
    except JobGoneError:
        logger.info("Job %s is not wanted any more", job.pk)
    except UserError as error:
        job_fail(job=job, sentence=str(error))
    except (Http404, PermissionDenied):
        job_fail(job=job, sentence="ท่านไม่มีสิทธิ์จัดทำเอกสารของหน่วยงานนี้แล้ว กรุณาติดต่อผู้ดูแลระบบ")
    except Exception as error:  # whatever it is, the person who waits must be told
        logger.exception("Job %s failed, reference %s", job.pk, job.reference)
        job_fail(job=job, sentence=_sentence(error, job))
    if job.parent_id:
        jobs_enqueue(batch_next(batch_id=job.parent_id))


def jobs_enqueue(numbers: Iterable[uuid.UUID]) -> None:
    """Puts jobs' numbers on the queue. With the queue away they wait: the sweeper puts them there later."""
    for number in numbers:
        try:
            render_job.delay(str(number))
        except OperationalError:
            logger.exception("Job %s could not be queued", number)


def _sentence(error: Exception, job: Job) -> str:
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        why = "จัดทำเอกสารไม่สำเร็จ เพราะที่เก็บไฟล์ของระบบเต็ม กรุณาแจ้งผู้ดูแลระบบ แล้วกด “ลองใหม่”"
    else:
        why = "จัดทำเอกสารไม่สำเร็จ กรุณาลองใหม่ หากยังไม่ได้กรุณาแจ้งผู้ดูแลระบบ"
    return f"{why} (รหัสอ้างอิง {job.reference})"


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


class Telling:
    """Writes into a job's row how far it is, at most twice a second, and never less than before.

    Raises JobGoneError when the job is not wanted any more: the renderer that tells ends there.
    """

    def __init__(self, job: Job, *, done: int = 0, total: int = 1) -> None:
        self.job = job
        self.done, self.total = done, total
        self.told = 0.0

    def __call__(self, done: int, total: int) -> None:
        if done * self.total > self.done * total:
            self.done, self.total = done, total
        now = time.monotonic()
        if now - self.told < PROGRESS_EVERY:
            return
        self.told = now
        try:
            job_progress(job=self.job, done=self.done, total=self.total)
        except DatabaseError:  # busy for a moment: the next one tells
            logger.warning("Job %s could not tell how far it is", self.job.pk, exc_info=True)


def _render(job: Job) -> None:
    assert job.municipality is not None  # noqa: S101  # a batch alone may be without one
    telling = Telling(job)
    telling(0, 1)
    # The worker asks for the permission again: it may have been taken away while the job waited.
    municipality = municipality_get(job.requested_by, job.municipality.slug)
    kind, form = kind_get(job.kind), format_get(job.format)
    digits: Digits = "arabic" if job.digits == "arabic" else "thai"
    if frozen := job_document(job):  # an edition's file is made of what was submitted, never of today's data
        edition_file_store(job=job, content=form.render(frozen, digits=digits, progress=telling))
        publications_complete()
        return
    document = kind.build(municipality, job.fiscal_year)
    content_hash, mark = _hash(document), renderer_mark()
    same = stored_with(
        municipality=municipality, fiscal_year=job.fiscal_year, kind=job.kind, ending=job.format, digits=job.digits,
        mark=mark,
    )  # fmt: skip
    if content_hash and (stored := stored_get(same, content_hash)) and job_adopt(job=job, stored=stored):
        return
    content = form.render(document, digits=digits, progress=telling)
    job_finish(
        job=job, content=content, file_name=document_file_name(job), content_hash=content_hash, mark=mark
    )  # fmt: skip


def document_file_name(job: Job) -> str:
    """The name under which people get the file of a document, or of a batch."""
    mark = f"{job.fiscal_year} เลขอารบิก" if job.digits == "arabic" else str(job.fiscal_year)
    name = "เอกสาร ITA" if job.is_batch else KINDS[job.kind].name
    place = job.municipality.name if job.municipality else f"จังหวัด{job.province}"
    return file_name(f"{name} {place}", mark, job.format)


def _hash(document: Document) -> str:
    """The hash of what a document says; none where a picture is missing, of which the renderer tells more."""
    try:
        return document_hash(document)
    except SnapshotError:
        return ""


def _gather(batch: Job) -> None:
    """Packs the files of a batch's documents, which have all ended."""
    if batch.municipality:
        municipality_get(batch.requested_by, batch.municipality.slug)
    else:
        province_get(batch.requested_by, batch.province)
    telling = Telling(batch, done=batch.total, total=batch.total)  # all are made: from now on it asks whether to go on
    entries = [_entry(job) for job in batch_documents(batch)]
    with TemporaryUploadedFile("batch.zip", None, 0, None) as draft:
        made = batch_zip(entries, into=draft, folders=batch.municipality is None, step=lambda: telling(0, 1))
        if not made:
            # None at all are left where their municipality was deleted meanwhile.
            raise UserError(" ".join(["ไม่มีเอกสารใดในชุดนี้ที่จัดทำได้", *(entry.reason for entry in entries[:1])]))
        job_finish(job=batch, content=draft, file_name=document_file_name(batch))


def _entry(job: Job) -> Entry:
    """A batch's document as it goes into the file."""
    assert job.municipality is not None  # noqa: S101  # a batch alone may be without one
    return Entry(
        place=job.municipality.name,
        slug=job.municipality.slug,
        document=KINDS[job.kind].name if job.kind in KINDS else job.kind,
        fiscal_year=job.fiscal_year,
        format=FORMATS[job.format].name if job.format in FORMATS else job.format,
        file=job.file if job.state == JobState.DONE and job.file else None,
        file_name=job.file_name,
        reason=missing_reason(job),
    )


def document_title(job: Job) -> str:
    """A document of a batch, in the words of a list."""
    kind = KINDS[job.kind].name if job.kind in KINDS else job.kind
    return f"{job.municipality} · {kind} ปีงบประมาณ {job.fiscal_year} ({job.format})"


def missing_reason(job: Job) -> str:
    """Why a batch lacks a document; empty where it does not."""
    return "ยกเลิกก่อนจัดทำเสร็จ" if job.state == JobState.CANCELLED else job.error


@shared_task
def sweep_jobs() -> None:
    """Puts lost jobs on the queue again, and what batches and publications wait for."""
    publications_complete()
    jobs_enqueue(jobs_requeue())
    jobs_enqueue(batches_next())


@shared_task
def sweep_files() -> None:
    """Removes files that were kept long enough, and those that no job knows."""
    logger.info("%s files were removed", files_sweep(keep_days=settings.KEEP_FILES_DAYS))


@worker_ready.connect
def sweep_at_start(**kwargs: Any) -> None:
    """A worker that starts looks for jobs that its predecessor lost."""
    sweep_jobs.delay()
