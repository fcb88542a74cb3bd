"""How far a job is: told by the renderers, written at most twice a second, and where a cancelled job ends."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from reports import tasks
from reports.content import Document, Heading, Section, Table, cell, head
from reports.content import Row as TableRow
from reports.models import Job, JobState
from reports.renderers.registry import FORMATS
from reports.tasks import Telling, render_job
from reports.verbs.jobs import JobGoneError, job_cancel, job_claim, job_finish, job_progress, job_request
from tests.reports.demo import municipality, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def order(**changes: Any) -> Job:
    """A job of the staff of ban-suan: the analysis as HTML, unless `changes` say otherwise."""
    wanted = {"fiscal_year": 2568, "kind": "indicator-analysis", "ending": "html", "digits": "thai"}
    return job_request(municipality=municipality("ban-suan"), by=person("ban-suan.staff"), **{**wanted, **changes})


def claimed() -> Job:
    """A job as the worker has it that took it."""
    job = job_claim(job_id=order().pk)
    assert job is not None
    return job


def long_document(rows: int) -> Document:
    """A heading and a table."""
    table = Table(
        "มาตรการ", (1, 6), (head("ข้อ", "มาตรการ"),),
        tuple(TableRow((cell(str(number)), cell("จัดทำและเผยแพร่คู่มือการให้บริการ " * 4))) for number in range(rows)),
    )  # fmt: skip
    return Document("test", "รายงาน", "เทศบาล", (Section("มาตรการ", (Heading("รายงาน", level=1), table)),))


@pytest.mark.parametrize(("ending", "least"), [("pdf", 8), ("xlsx", 200), ("html", 1)])
def test_renderer_tells_how_far_it_is_and_never_less(ending: str, least: int) -> None:
    """The PDF four pages laid out and drawn at least, the workbook each cell, the page its one step."""
    told: list[tuple[int, int]] = []

    content = FORMATS[ending].render(long_document(100), digits="thai", progress=lambda *far: told.append(far))

    shares = [done / total for done, total in told]
    assert len(shares) >= least
    assert shares == sorted(shares)
    assert 0 < shares[0] <= shares[-1] <= 1
    assert content == FORMATS[ending].render(long_document(100), digits="thai")


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "html"])
def test_renderer_ends_where_it_is_told_that_nobody_wants_the_document(ending: str) -> None:
    told: list[tuple[int, int]] = []

    def no_more(done: int, total: int) -> None:
        told.append((done, total))
        raise JobGoneError

    with pytest.raises(JobGoneError):
        FORMATS[ending].render(long_document(100), digits="thai", progress=no_more)

    assert len(told) == 1
    assert FORMATS[ending].render(long_document(2), digits="thai"), "the next document is made all the same"


def test_telling_writes_at_once_and_then_seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    job = claimed()
    telling = Telling(job)

    telling(1, 10)
    telling(2, 10)
    first = Job.objects.values_list("done", "total").get()
    monkeypatch.setattr(tasks, "PROGRESS_EVERY", 0.0)
    telling(3, 10)

    assert first == (1, 10)
    assert Job.objects.values_list("done", "total").get() == (3, 10)


def test_telling_never_tells_less_than_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that is laid out a second time begins at its first page again."""
    monkeypatch.setattr(tasks, "PROGRESS_EVERY", 0.0)
    telling = Telling(claimed())

    telling(60, 100)
    telling(1, 5)

    assert Job.objects.values_list("done", "total").get() == (60, 100)


def test_job_progress_is_a_sign_of_life() -> None:
    job = claimed()
    before = Job.objects.get().heartbeat

    job_progress(job=job, done=1, total=2)

    assert Job.objects.get().heartbeat > before


def test_cancelled_job_that_waits_is_never_begun() -> None:
    job = order()

    cancelled = job_cancel(job=job)
    render_job(str(job.pk))

    stored = Job.objects.get()
    assert (cancelled, stored.state, stored.attempts, stored.file.name) == (True, JobState.CANCELLED, 0, "")
    assert stored.ended


def test_cancelled_job_ends_when_its_worker_tells_next() -> None:
    job = claimed()
    job_cancel(job=job)

    with pytest.raises(JobGoneError):
        Telling(job)(1, 2)
    job_finish(job=job, content=b"late", file_name="late.html")

    assert Job.objects.values_list("state", "file", "file_name").get() == (JobState.CANCELLED, "", "")


def test_job_that_is_cancelled_while_it_is_drawn_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its person cancels just before the worker tells for the third time how far it is."""
    job = order(ending="pdf")
    monkeypatch.setattr(tasks, "PROGRESS_EVERY", 0.0)
    told: list[str] = []

    def cancel_third(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('UPDATE "reports_job" SET "done"'):
            told.append(sql)
            if len(told) == 3:
                job_cancel(job=job)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(cancel_third):
        render_job(str(job.pk))

    stored = Job.objects.get()
    assert len(told) == 3, "it stopped there"
    assert (stored.state, stored.error, stored.file.name) == (JobState.CANCELLED, "", "")


def test_job_that_has_ended_is_not_cancelled() -> None:
    job = order()
    render_job(str(job.pk))

    cancelled = job_cancel(job=Job.objects.get())

    assert (cancelled, Job.objects.get().state) == (False, JobState.DONE)


def test_tens_are_rounded_down() -> None:
    parts = [(0, 0), (0, 7), (1, 11), (59, 100), (99, 100), (7, 7)]

    assert [Job(done=done, total=total).tens for done, total in parts] == [0, 0, 0, 50, 90, 100]
