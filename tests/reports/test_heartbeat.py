"""A slow job tells of itself from a thread with a connection of its own: hence real transactions."""

import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from reports import tasks
from reports.models import Job, JobState
from reports.verbs.jobs import SILENCE, job_claim, job_finish, job_request, jobs_requeue
from tests.factories import member, municipality
from tests.services.programs import PATIENCE, PAUSE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Job:
    """A job that its worker took long ago and has been silent about since; from now on a worker beats quickly."""
    monkeypatch.setattr(tasks, "HEARTBEAT", timedelta(milliseconds=10))
    place = municipality()
    ordered = job_request(
        municipality=place, fiscal_year=2568, kind="indicator-analysis", ending="html", digits="thai",
        by=member(place, Role.STAFF),
    )  # fmt: skip
    claimed = job_claim(job_id=ordered.pk)
    assert claimed is not None
    Job.objects.update(heartbeat=timezone.now() - SILENCE * 2)
    return claimed


def beats_on(after: object) -> bool:
    """Whether the heartbeat gets another than `after`, within half a minute at the most."""
    deadline = time.monotonic() + PATIENCE
    while Job.objects.get().heartbeat == after:
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def test_beating_keeps_a_slow_job_from_being_given_to_another_worker(slow: Job) -> None:
    silent_since = Job.objects.get().heartbeat

    with tasks.beating(slow):
        alive = beats_on(silent_since)
        numbers = jobs_requeue()
        again = beats_on(Job.objects.get().heartbeat)
    job_finish(job=slow, content=b"slow", file_name="slow.html")

    stored = Job.objects.get()
    assert (alive, again, numbers) == (True, True, [])
    assert (stored.state, stored.attempts) == (JobState.DONE, 1)
    stored.file.delete(save=False)


@pytest.mark.parametrize("fails", [False, True])
def test_beating_ends_with_the_work(fails: bool, slow: Job) -> None:
    before = threading.active_count()

    try:
        with tasks.beating(slow):
            during = threading.active_count()
            if fails:
                raise ZeroDivisionError
    except ZeroDivisionError:
        pass

    assert (during, threading.active_count()) == (before + 1, before)


def test_silent_job_is_given_to_another_worker(slow: Job) -> None:
    numbers = jobs_requeue()

    assert numbers == [slow.pk]
