"""Acts on jobs."""

import hashlib
import logging
import uuid
from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import Municipality, User
from reports.content import Digits
from reports.models import ENDED, Job, JobState, job_file_path

logger = logging.getLogger(__name__)

#: A worker tells of itself every `HEARTBEAT`; a job that was silent for `SILENCE` is given to another one.
HEARTBEAT = timedelta(seconds=20)
SILENCE = timedelta(minutes=2)
#: A job that took so many workers down is not given to a further one.
MOST_ATTEMPTS = 3

NOT_ENDED = "งานนี้ยังไม่สิ้นสุด กรุณารอให้เสร็จ หรือยกเลิกก่อน"
GIVEN_UP = "จัดทำเอกสารไม่สำเร็จ ระบบลองแล้วหลายครั้ง กรุณาแจ้งผู้ดูแลระบบ"


class JobGoneError(Exception):
    """The job is not this worker's any more: it was cancelled, or given to another worker."""


def job_request(
    *, municipality: Municipality, fiscal_year: int, kind: str, ending: str, digits: Digits, by: User
) -> Job:
    """Makes the row of a document to be rendered; the caller puts its number on the queue."""
    return Job.objects.create(
        municipality=municipality, fiscal_year=fiscal_year, kind=kind, format=ending, digits=digits, requested_by=by
    )


def job_repeat(*, job: Job, by: User) -> Job:
    """Orders a document once more, in a new row; the caller puts its number on the queue.

    Raises UserError for a job that has not ended.
    """
    if not job.ended:
        raise UserError(NOT_ENDED)
    return Job.objects.create(
        municipality=job.municipality, fiscal_year=job.fiscal_year, kind=job.kind, format=job.format,
        digits=job.digits, requested_by=by, repeats=job,
    )  # fmt: skip


def job_claim(*, job_id: uuid.UUID) -> Job | None:
    """Takes a waiting job for this worker; None when it is not waiting (any more), so that none is done twice."""
    # A batch keeps its count of documents: it is claimed when all of them have ended.
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, heartbeat=timezone.now()
    )
    return Job.objects.select_related("municipality", "requested_by").get(pk=job_id) if claimed else None


def job_beat(*, job: Job) -> None:
    """Says that the job's worker is alive."""
    _ours(job).update(heartbeat=timezone.now())


def job_progress(*, job: Job, done: int, total: int) -> None:
    """Says how far the job's worker is. Raises JobGoneError when the job is not this worker's any more."""
    if not _ours(job).update(done=done, total=total, heartbeat=timezone.now()):
        raise JobGoneError


def job_finish(
    *, job: Job, content: bytes | TemporaryUploadedFile, file_name: str, content_hash: str = "", mark: str = ""
) -> None:
    """Stores the file of a job with its hash, under the name that people see; nothing if the job is not ours any more.

    `content` is the file itself, or one on the disk, which is moved. The file appears whole or not at all: what is
    written lies among the uploads until then. Raises OSError when the disk is full, and leaves nothing behind.
    """
    if isinstance(content, bytes):
        with TemporaryUploadedFile(file_name, None, len(content), None) as draft:
            draft.write(content)
            job_finish(job=job, content=draft, file_name=file_name, content_hash=content_hash, mark=mark)
        return
    content.flush()
    size = content.seek(0, 2)
    content.seek(0)
    sha256 = hashlib.file_digest(content.file, "sha256").hexdigest()  # type: ignore[arg-type]  # it is an open file
    file = default_storage.save(job_file_path(job), content)
    stored = 0
    try:
        stored = _end(
            _ours(job), JobState.DONE, file=file, file_name=file_name, size=size, sha256=sha256,
            content_hash=content_hash, mark=mark,
        )  # fmt: skip
    finally:
        if not stored:
            default_storage.delete(file)


@transaction.atomic
def job_adopt(*, job: Job, stored: Job) -> bool:
    """Ends a job with the stored file of another one, which says the same.

    False, and the job goes on, where that file was swept meanwhile. Nothing if the job is not ours any more.
    """
    # The sweeper locks the same row: it either sees who has adopted the file, or has taken it before.
    if not list(Job.objects.select_for_update().filter(pk=stored.pk, file=stored.file.name).values_list("pk")):
        return False
    same = ("file", "file_name", "size", "sha256", "content_hash", "mark")
    _end(_ours(job), JobState.DONE, **{name: getattr(stored, name) for name in same})
    return True


def job_fail(*, job: Job, sentence: str) -> None:
    """Ends a job with the sentence that its person reads; nothing if another worker has the job."""
    _end(_ours(job), JobState.FAILED, error=sentence)


@transaction.atomic
def job_cancel(*, job: Job) -> bool:
    """Ends a job that nobody wants any more, a batch with all its documents; False when it had ended before.

    The worker that has it learns of it when it next tells how far it is, and stores nothing.
    """
    jobs = Job.objects.exclude(state__in=ENDED)
    cancelled = bool(_end(jobs.filter(pk=job.pk), JobState.CANCELLED))
    if cancelled and job.is_batch:
        _end(jobs.filter(parent=job), JobState.CANCELLED)
    return cancelled


def jobs_requeue() -> list[uuid.UUID]:
    """Makes jobs that nobody works on wait again, or ends them after three tries; returns the numbers to queue.

    No broker survives the kill of its worker unaided: neither a running job nor the message of a waiting one.
    """
    now = timezone.now()
    silent = Job.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING), heartbeat__lt=now - SILENCE)
    numbers = []
    # One conditional update a job: whatever ended in between is left alone.
    for number in list(silent.values_list("pk", flat=True)):
        job = silent.filter(pk=number)
        if job.filter(~Q(state=JobState.RUNNING) | Q(attempts__lt=MOST_ATTEMPTS)).update(
            state=JobState.QUEUED, heartbeat=now
        ):
            numbers.append(number)
        elif _end(job.filter(state=JobState.RUNNING), JobState.FAILED, error=GIVEN_UP):
            logger.error(
                "Job %s given up after %s attempts, reference %s", number, MOST_ATTEMPTS, Job(pk=number).reference
            )
    return numbers


def _end(jobs: QuerySet[Job], state: JobState, **changes: object) -> int:
    return jobs.update(state=state, finished=timezone.now(), **changes)


def _ours(job: Job) -> QuerySet[Job]:
    """The job's row as long as this attempt of this worker has it."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
