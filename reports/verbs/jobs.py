"""Acts on jobs."""

import hashlib
import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import Municipality, User
from reports.content import Digits
from reports.models import Job, JobState, job_file_path

#: A worker tells of itself every `HEARTBEAT`; a job that was silent for `SILENCE` is given to another one.
HEARTBEAT = timedelta(seconds=20)
SILENCE = timedelta(minutes=2)
#: A job that took so many workers down is not given to a further one.
MOST_ATTEMPTS = 3


def job_request(
    *, municipality: Municipality, fiscal_year: int, kind: str, ending: str, digits: Digits, by: User
) -> Job:
    """Makes the row of a document to be rendered; the caller puts its number on the queue."""
    return Job.objects.create(
        municipality=municipality, fiscal_year=fiscal_year, kind=kind, format=ending, digits=digits, requested_by=by
    )


def job_claim(*, job_id: uuid.UUID) -> Job | None:
    """Takes a waiting job for this worker; None when it is not waiting (any more), so that none is done twice."""
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, attempts=F("attempts") + 1, heartbeat=timezone.now()
    )
    return Job.objects.select_related("municipality", "requested_by").get(pk=job_id) if claimed else None


def job_beat(*, job: Job) -> None:
    """Says that the job's worker is alive."""
    _ours(job).update(heartbeat=timezone.now())


def job_finish(*, job: Job, content: bytes, file_name: str) -> None:
    """Stores the file of a job with its hash, under the name that people see; nothing if another worker has the job."""
    file = default_storage.save(job_file_path(job), ContentFile(content))
    done = _ours(job).update(
        state=JobState.DONE, file=file, file_name=file_name, sha256=hashlib.sha256(content).hexdigest()
    )
    if not done:
        default_storage.delete(file)


def job_fail(*, job: Job, sentence: str) -> None:
    """Ends a job with the sentence that its person reads; nothing if another worker has the job."""
    _ours(job).update(state=JobState.FAILED, error=sentence)


def jobs_requeue() -> list[uuid.UUID]:
    """Makes jobs that nobody works on wait again, or ends them after three tries; returns the numbers to queue.

    No broker survives the kill of its worker unaided: neither a running job nor the message of a waiting one.
    """
    now = timezone.now()
    silent = Job.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING), heartbeat__lt=now - SILENCE)
    silent.filter(state=JobState.RUNNING, attempts__gte=MOST_ATTEMPTS).update(
        state=JobState.FAILED, error="จัดทำเอกสารไม่สำเร็จ ระบบลองแล้วหลายครั้ง กรุณาแจ้งผู้ดูแลระบบ"
    )
    # One conditional update a job: whatever ended in between is left alone.
    return [
        number
        for number in silent.values_list("pk", flat=True)
        if silent.filter(pk=number).update(state=JobState.QUEUED, heartbeat=now)
    ]


def _ours(job: Job) -> QuerySet[Job]:
    """The job's row as long as this attempt of this worker has it."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
