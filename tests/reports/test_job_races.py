"""Two workers and one job: whoever has it writes, whoever lost it stores nothing. Attempts come to an end."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.utils import timezone

from accounts.models import Role
from reports.models import Job, JobState
from reports.verbs.jobs import (
    MOST_ATTEMPTS,
    SILENCE,
    job_beat,
    job_claim,
    job_fail,
    job_finish,
    job_request,
    jobs_requeue,
)
from tests.factories import member, municipality

pytestmark = pytest.mark.django_db

GIVEN_UP = "จัดทำเอกสารไม่สำเร็จ ระบบลองแล้วหลายครั้ง กรุณาแจ้งผู้ดูแลระบบ"


@pytest.fixture
def ordered() -> Job:
    """A job that waits."""
    place = municipality(f"town-{uuid.uuid4().hex[:8]}")
    return job_request(
        municipality=place, fiscal_year=2568, kind="indicator-analysis", ending="html", digits="thai",
        by=member(place, Role.STAFF),
    )  # fmt: skip


def claim(job: Job) -> Job:
    """The job as a worker has it."""
    claimed = job_claim(job_id=job.pk)
    assert claimed is not None
    return claimed


def silenced(job: Job) -> None:
    """Nobody has heard of the job for longer than a worker may be silent."""
    Job.objects.filter(pk=job.pk).update(heartbeat=timezone.now() - SILENCE - timedelta(seconds=1))


def taken_over(job: Job) -> tuple[Job, Job]:
    """The job as the worker has it that lost it, and as the next one has it."""
    first = claim(job)
    silenced(job)
    assert jobs_requeue() == [job.pk]
    return first, claim(job)


def files(job: Job) -> list[Path]:
    """The files of the job's municipality."""
    assert job.municipality
    return sorted((settings.MEDIA_ROOT / "documents" / job.municipality.slug).glob("*"))


def after_the_select(act: Callable[[], object]) -> Callable[..., Any]:
    """Lets another worker `act` once, between a select of jobs and the updates that follow it."""
    waiting = [act]

    def execute_and_act(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if waiting and sql.startswith('SELECT "reports_job"."id"'):
            waiting.pop()()
        return result

    return execute_and_act


def test_jobs_requeue_leaves_a_job_alone_that_was_finished_meanwhile(ordered: Job) -> None:
    job = claim(ordered)
    silenced(job)

    with connection.execute_wrapper(
        after_the_select(lambda: job_finish(job=job, content=b"done", file_name="done.html"))
    ):
        numbers = jobs_requeue()

    assert numbers == []
    assert Job.objects.values_list("state", "file_name").get() == (JobState.DONE, "done.html")


def test_jobs_requeue_leaves_a_job_alone_whose_worker_spoke_meanwhile(ordered: Job) -> None:
    job = claim(ordered)
    silenced(job)

    with connection.execute_wrapper(after_the_select(lambda: job_beat(job=job))):
        numbers = jobs_requeue()

    assert numbers == []
    assert Job.objects.get().state == JobState.RUNNING


def test_loser_that_finishes_last_stores_nothing(ordered: Job) -> None:
    first, second = taken_over(ordered)
    job_finish(job=second, content=b"second", file_name="second.html")

    job_finish(job=first, content=b"first", file_name="first.html")

    stored = Job.objects.get()
    (file,) = files(ordered)
    assert (stored.state, stored.file_name, stored.attempts) == (JobState.DONE, "second.html", 2)
    assert (Path(stored.file.path), file.read_bytes()) == (file, b"second")


def test_loser_that_finishes_first_stores_nothing(ordered: Job) -> None:
    first, second = taken_over(ordered)

    job_finish(job=first, content=b"first", file_name="first.html")
    between = Job.objects.values_list("state", "file", "file_name", "sha256").get()
    left = files(ordered)
    job_finish(job=second, content=b"second", file_name="second.html")

    (file,) = files(ordered)
    assert between == (JobState.RUNNING, "", "", "")
    assert left == []
    assert Job.objects.values_list("state", "file_name").get() == (JobState.DONE, "second.html")
    assert file.read_bytes() == b"second"


def test_worker_that_finishes_while_its_job_waits_again_stores_nothing(ordered: Job) -> None:
    first = claim(ordered)
    silenced(ordered)
    jobs_requeue()

    job_finish(job=first, content=b"first", file_name="first.html")

    assert Job.objects.get().state == JobState.QUEUED
    assert files(ordered) == []


def test_loser_does_not_fail_the_job_of_the_next(ordered: Job) -> None:
    first, second = taken_over(ordered)

    job_fail(job=first, sentence="ยังไม่มีคะแนน")

    assert Job.objects.values_list("state", "error").get() == (JobState.RUNNING, "")
    assert second.attempts == 2


def test_job_that_failed_is_not_finished_afterwards(ordered: Job) -> None:
    job = claim(ordered)
    job_fail(job=job, sentence="ยังไม่มีคะแนน")

    job_finish(job=job, content=b"late", file_name="late.html")

    assert Job.objects.values_list("state", "error", "file").get() == (JobState.FAILED, "ยังไม่มีคะแนน", "")
    assert files(ordered) == []


def test_job_beat_is_heard_of_the_worker_that_has_the_job_alone(ordered: Job) -> None:
    first, second = taken_over(ordered)
    with time_machine.travel("2126-11-20 09:00:00+07:00", tick=False):
        job_beat(job=first)
    unheard = Job.objects.get().heartbeat

    with time_machine.travel("2126-11-20 09:05:00+07:00", tick=False):
        job_beat(job=second)
        now = timezone.now()

    assert unheard < now - timedelta(minutes=5)
    assert Job.objects.get().heartbeat == now


def test_third_attempt_is_the_last(ordered: Job) -> None:
    """Three workers die of it: two times it waits again, then its person is told."""
    requeued = []

    for _ in range(MOST_ATTEMPTS):
        claim(ordered)
        silenced(ordered)
        requeued.append(jobs_requeue())

    assert requeued == [[ordered.pk], [ordered.pk], []]
    assert Job.objects.values_list("state", "error", "attempts").get() == (JobState.FAILED, GIVEN_UP, MOST_ATTEMPTS)
    assert job_claim(job_id=ordered.pk) is None


def test_third_attempt_that_is_alive_goes_on(ordered: Job) -> None:
    for _ in range(MOST_ATTEMPTS - 1):
        claim(ordered)
        silenced(ordered)
        jobs_requeue()
    third = claim(ordered)

    numbers = jobs_requeue()
    job_finish(job=third, content=b"third", file_name="third.html")

    assert numbers == []
    assert Job.objects.values_list("state", "attempts").get() == (JobState.DONE, MOST_ATTEMPTS)


def test_job_that_no_worker_took_waits_however_often_its_message_is_lost(ordered: Job) -> None:
    requeued = []

    for _ in range(MOST_ATTEMPTS + 1):
        silenced(ordered)
        requeued.append(jobs_requeue())

    assert requeued == [[ordered.pk]] * (MOST_ATTEMPTS + 1)
    assert Job.objects.values_list("state", "attempts").get() == (JobState.QUEUED, 0)
