"""Acts on jobs."""

import hashlib
import uuid
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Municipality, User
from reports.content import Digits
from reports.models import Job, JobState

#: A job whose worker has not been heard of for so long is given to another one.
SILENCE = timedelta(minutes=2)


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
        state=JobState.RUNNING, heartbeat=timezone.now()
    )
    return Job.objects.select_related("municipality", "requested_by").get(pk=job_id) if claimed else None


def job_finish(*, job: Job, content: bytes, file_name: str) -> None:
    """Stores the file of a job with its hash, under the name that people see."""
    job.sha256 = hashlib.sha256(content).hexdigest()
    job.file_name = file_name
    job.file.save(file_name, ContentFile(content), save=False)
    job.state = JobState.DONE
    job.save()


def job_fail(*, job: Job, sentence: str) -> None:
    """Ends a job with the sentence that its person reads."""
    job.state, job.error = JobState.FAILED, sentence
    job.save()


def jobs_requeue() -> list[uuid.UUID]:
    """Makes jobs that nobody works on wait again; returns the numbers to put on the queue.

    No broker survives the kill of its worker unaided: a job counts as lost when it was silent for two minutes.
    """
    lost = Job.objects.filter(state__in=(JobState.QUEUED, JobState.RUNNING), heartbeat__lt=timezone.now() - SILENCE)
    numbers = list(lost.values_list("pk", flat=True))
    Job.objects.filter(pk__in=numbers).update(state=JobState.QUEUED, heartbeat=timezone.now())
    return numbers
