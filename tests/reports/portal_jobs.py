"""What a test does with jobs of another portal, inside one of its processes: ``order``, ``wait``, ``age``, ``sweep``.

Each prints the job's row as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from accounts.models import Municipality, User
from reports.models import Job
from reports.tasks import jobs_enqueue
from reports.verbs.jobs import SILENCE, job_request, jobs_requeue
from tests.services.programs import PATIENCE, PAUSE


def order(slug: str, fiscal_year: str, ending: str) -> Job:
    """Orders the analysis as the municipality's staff."""
    job = job_request(
        municipality=Municipality.objects.get(slug=slug),
        fiscal_year=int(fiscal_year),
        kind="indicator-analysis",
        ending=ending,
        digits="thai",
        by=User.objects.get(username=f"{slug}.staff"),
    )
    jobs_enqueue([job.pk])
    return job


def wait(number: str, *states: str) -> Job:
    """Waits until the job is in one of the states, half a minute at the most."""
    deadline = time.monotonic() + PATIENCE
    while (job := Job.objects.get(pk=number)).state not in states:
        if time.monotonic() > deadline:
            sys.exit(f"job {number} is still {job.state}, not {' or '.join(states)}")
        time.sleep(PAUSE)
    return job


def age(number: str) -> Job:
    """Makes the job look as if nobody had heard of it for a long time."""
    Job.objects.filter(pk=number).update(heartbeat=timezone.now() - SILENCE - timedelta(seconds=1))
    return Job.objects.get(pk=number)


def sweep(number: str) -> Job:
    """Does what the sweeper does every minute."""
    jobs_enqueue(jobs_requeue())
    return Job.objects.get(pk=number)


VERBS: dict[str, Callable[..., Job]] = {"order": order, "wait": wait, "age": age, "sweep": sweep}


def main(verb: str, *arguments: str) -> None:
    """Does it and prints the row."""
    job = VERBS[verb](*arguments)
    row = {"id": str(job.pk), "file": job.file.name}
    sys.stdout.write(json.dumps(row | {name: getattr(job, name) for name in ("state", "error", "sha256", "attempts")}))
