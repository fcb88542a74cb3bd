"""A storm over a portal's jobs, in a process of the portal: many are ordered, and workers are killed meanwhile.

Run with the number of jobs and a seed; prints as JSON how each ended, and how often.
"""

import json
import os
import random
import sys
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from accounts.models import Kind, Municipality, User
from reports.models import ENDED, Job, JobState
from reports.tasks import jobs_enqueue
from reports.verbs.batches import batches_next
from reports.verbs.files import files_sweep
from reports.verbs.jobs import SILENCE, job_request, jobs_requeue
from tests.reports.portal import Portal, kill, worker
from tests.services.programs import PATIENCE, PAUSE

WORKERS = 2
KILLS = 6
#: So many seconds without an end mean that messages were lost.
STILL = 4.0
YEAR = 2569

#: Counts, in the database itself, how often each job comes to an end.
_COUNTED = {
    "sqlite": [
        "CREATE TABLE ends (job TEXT)",
        (
            "CREATE TRIGGER job_ends AFTER UPDATE OF state ON reports_job "
            "WHEN NEW.state IN ('done', 'failed', 'cancelled') BEGIN INSERT INTO ends VALUES (NEW.id); END"
        ),
    ],
    "postgresql": [
        "CREATE TABLE ends (job TEXT)",
        (
            "CREATE FUNCTION job_ended() RETURNS trigger AS "
            "'BEGIN INSERT INTO ends VALUES (NEW.id); RETURN NEW; END' LANGUAGE plpgsql"
        ),
        (
            "CREATE TRIGGER job_ends AFTER UPDATE OF state ON reports_job FOR EACH ROW "
            "WHEN (NEW.state IN ('done', 'failed', 'cancelled')) EXECUTE FUNCTION job_ended()"
        ),
    ],
}
_FORGOTTEN = {
    "sqlite": ["DROP TRIGGER job_ends", "DROP TABLE ends"],
    "postgresql": ["DROP TRIGGER job_ends ON reports_job", "DROP FUNCTION job_ended", "DROP TABLE ends"],
}


def ordered(count: int) -> None:
    """Orders one short document of each of so many municipalities."""
    Municipality.objects.filter(slug__startswith="storm-").delete()
    places = Municipality.objects.bulk_create(
        Municipality(
            slug=f"storm-{number}", name=f"เทศบาลตำบลพายุ {number}", proper_name=f"พายุ {number}", kind=Kind.TAMBON,
            province="พายุ",
        )
        for number in range(count)
    )  # fmt: skip
    person, _ = User.objects.get_or_create(username="storm", is_superuser=True)
    jobs = [
        job_request(municipality=place, fiscal_year=YEAR, kind="calendar", ending="html", digits="thai", by=person)
        for place in places
    ]
    jobs_enqueue(job.pk for job in jobs)


def swept(*states: JobState) -> None:
    """What the sweeper does with jobs in these states, with no more patience than it takes to kill a worker."""
    Job.objects.filter(municipality__province="พายุ", state__in=states).update(
        heartbeat=timezone.now() - SILENCE - timedelta(seconds=1)
    )
    jobs_enqueue([*jobs_requeue(), *batches_next()])


def ended() -> int:
    """How many have."""
    return Job.objects.filter(municipality__province="พายุ", state__in=ENDED).count()


def caught() -> None:
    """Waits until a worker is in the middle of a job, or none is left: a kill beside all jobs would prove nothing."""
    jobs = Job.objects.filter(municipality__province="พายุ")
    while jobs.exclude(state__in=ENDED).exists() and not jobs.filter(state=JobState.RUNNING).exists():
        pass


def two_days_later(folder: Path) -> None:
    """Ages all files: who is killed between writing one and saying so leaves it to the sweep."""
    then = time.time() - timedelta(days=2).total_seconds()
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (then, then))


def children(number: int) -> list[int]:
    """The processes that a worker has started: they do its work."""
    pids = " ".join(path.read_text() for path in Path(f"/proc/{number}/task").glob("*/children"))
    return [int(pid) for pid in pids.split()]


def storm(count: int, seed: int) -> dict[str, object]:
    """Lets two workers do the jobs, kills one of them now and then, and starts another one in its place."""
    chance = random.Random(seed)  # noqa: S311  # nothing secret
    portal = Portal(Path(os.environ["PORTAL_DATA_DIR"]), dict(os.environ))
    marks = sorted(chance.sample(range(1, count - 1), KILLS))
    deadline = time.monotonic() + 4 * PATIENCE
    with ExitStack() as stack:
        workers = [stack.enter_context(worker(portal)) for _ in range(WORKERS)]
        last, since = 0, time.monotonic()
        while (far := ended()) < count and time.monotonic() < deadline:
            if far > last:
                last, since = far, time.monotonic()
            if marks and far >= marks[0]:
                marks.pop(0)
                victim = chance.randrange(WORKERS)
                caught()
                if chance.random() < 0.5:  # a child alone, as the kernel does when memory runs out
                    for child in children(workers[victim].pid)[:1]:
                        os.kill(child, 9)
                else:
                    kill(workers[victim])
                    workers[victim] = stack.enter_context(worker(portal))
                # That of the other worker too: it goes on, and finds that the job is not its own any more.
                swept(JobState.RUNNING)
            elif time.monotonic() - since > STILL:
                swept(JobState.RUNNING, JobState.QUEUED)  # a killed worker takes messages with it
                since = time.monotonic()
            time.sleep(PAUSE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT job, count(*) FROM ends GROUP BY job")
        ends = [times for _, times in cursor.fetchall()]
    two_days_later(portal.folder / "media")
    files_sweep(keep_days=0)
    jobs = list(Job.objects.filter(municipality__province="พายุ").select_related("municipality"))
    return {
        "kills": KILLS - len(marks),
        "ends": ends,
        "states": sorted({job.state for job in jobs}),
        "whole": sum(job.has_file and job.file.size == job.size for job in jobs),
        "again": sum(job.attempts > 1 for job in jobs),
        "errors": sorted({job.error for job in jobs if job.state != JobState.DONE}),
        "files": sum(len(portal.files(job.municipality.slug)) for job in jobs if job.municipality),
    }


def main(count: str, seed: str) -> None:
    """Prints what became of the jobs."""
    with connection.cursor() as cursor:
        for statement in _COUNTED[connection.vendor]:
            cursor.execute(statement)
    try:
        ordered(int(count))
        result = storm(int(count), int(seed))
    finally:
        with connection.cursor() as cursor:
            for statement in _FORGOTTEN[connection.vendor]:
                cursor.execute(statement)
    sys.stdout.write(json.dumps(result))
