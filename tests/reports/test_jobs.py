"""Jobs: from the order to the file, with every way in which one can fail."""

import hashlib
import logging
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Membership
from reports.documents.registry import KINDS
from reports.models import Job, JobState
from reports.renderers.registry import FORMATS
from reports.tasks import render_job, sweep_jobs
from reports.verbs.jobs import SILENCE, job_claim, job_fail, job_finish, job_request, jobs_requeue
from tests.reports.demo import analysis, municipality, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

DENIED = "ท่านไม่มีสิทธิ์จัดทำเอกสารของหน่วยงานนี้แล้ว กรุณาติดต่อผู้ดูแลระบบ"


TITLE = "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด เทศบาลนครบ้านสวน 2568"


def order(slug: str = "ban-suan", fiscal_year: int = 2568, **changes: Any) -> Job:
    """A job that the staff of the municipality ordered: the analysis as HTML, unless `changes` say otherwise."""
    wanted = {"kind": "indicator-analysis", "ending": "html", "digits": "thai", "by": person(f"{slug}.staff")}
    return job_request(municipality=municipality(slug), fiscal_year=fiscal_year, **{**wanted, **changes})


def claimed(**changes: Any) -> Job:
    """A job as the worker has it that took it."""
    job = job_claim(job_id=order(**changes).pk)
    assert job is not None
    return job


def aged(job: Job, *, state: JobState, silence: timedelta) -> Job:
    """The job in `state`, not heard of for `silence`."""
    Job.objects.filter(pk=job.pk).update(state=state, heartbeat=timezone.now() - silence)
    return job


def stored_files(slug: str) -> set[Path]:
    """The files of a municipality's documents."""
    return set((settings.MEDIA_ROOT / "documents" / slug).glob("*"))


def queued_messages() -> set[Path]:
    """What waits in the folder queue."""
    return set((settings.DATA_DIR / "queue/messages").iterdir())


def test_job_request_waits_for_a_worker() -> None:
    job = order()

    stored = Job.objects.get(pk=job.pk)

    assert (stored.state, stored.kind, stored.format, stored.digits) == (
        JobState.QUEUED, "indicator-analysis", "html", "thai",
    )  # fmt: skip
    assert (stored.error, stored.sha256, stored.file_name, stored.file.name) == ("", "", "", "")
    assert stored.attempts == 0
    assert not stored.ended


def test_job_claim_gives_the_job_to_one_worker_alone() -> None:
    job = order()

    first, second = job_claim(job_id=job.pk), job_claim(job_id=job.pk)

    stored = Job.objects.get(pk=job.pk)
    assert first == job
    assert second is None
    assert (stored.state, stored.attempts) == (JobState.RUNNING, 1)


def test_job_claim_starts_the_heartbeat() -> None:
    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        job = order()

    with time_machine.travel("2026-11-20 09:05:00+07:00", tick=False):
        job_claim(job_id=job.pk)
        now = timezone.now()

    assert Job.objects.get(pk=job.pk).heartbeat == now


def test_job_claim_of_an_unknown_job_gives_nothing() -> None:
    claimed = job_claim(job_id=uuid.uuid4())

    assert claimed is None


@pytest.mark.parametrize("state", [JobState.RUNNING, JobState.DONE, JobState.FAILED])
def test_job_claim_of_a_job_that_does_not_wait_gives_nothing(state: JobState) -> None:
    job = aged(order(), state=state, silence=timedelta())

    claimed = job_claim(job_id=job.pk)

    assert claimed is None
    assert Job.objects.get(pk=job.pk).state == state


def test_job_finish_stores_the_bytes_with_their_hash() -> None:
    job = claimed()

    job_finish(job=job, content="รายงาน".encode(), file_name="รายงาน.html")

    stored = Job.objects.get(pk=job.pk)
    with stored.file.open() as file:
        content = file.read()
    assert content == "รายงาน".encode()
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.file_name == "รายงาน.html"
    assert stored.file.name == f"documents/ban-suan/{job.pk}.html"
    assert stored.state == JobState.DONE
    assert stored.ended


def test_job_fail_keeps_the_sentence() -> None:
    job = claimed()

    job_fail(job=job, sentence="ยังไม่มีคะแนน")

    stored = Job.objects.get(pk=job.pk)
    assert (stored.state, stored.error, stored.ended) == (JobState.FAILED, "ยังไม่มีคะแนน", True)


@pytest.mark.parametrize("ending", ["html", "pdf", "xlsx"])
def test_render_job_stores_the_document(ending: str) -> None:
    job = order(ending=ending)

    render_job(str(job.pk))

    stored = Job.objects.get(pk=job.pk)
    with stored.file.open() as file:
        content = file.read()
    assert (stored.state, stored.error) == (JobState.DONE, "")
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.file_name == f"{TITLE}.{ending}"


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_render_job_writes_the_digits_that_were_ordered(digits: Any) -> None:
    job = order(digits=digits)

    render_job(str(job.pk))

    with Job.objects.get(pk=job.pk).file.open() as file:
        assert file.read() == FORMATS["html"].render(analysis("ban-suan"), digits=digits)


def test_render_job_in_arabic_digits_says_so_in_the_name() -> None:
    """Who orders both digits gets two files, and sees which is which."""
    job = order(digits="arabic")

    render_job(str(job.pk))

    assert Job.objects.get(pk=job.pk).file_name == f"{TITLE} เลขอารบิก.html"


def test_render_job_twice_does_nothing_the_second_time() -> None:
    job = order()
    render_job(str(job.pk))
    before = Job.objects.filter(pk=job.pk).values().get()
    files = stored_files("ban-suan")

    render_job(str(job.pk))

    assert Job.objects.filter(pk=job.pk).values().get() == before
    assert stored_files("ban-suan") == files


def test_render_job_of_an_unknown_job_does_nothing() -> None:
    render_job(str(uuid.uuid4()))

    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"slug": "ban-chang", "fiscal_year": 2566},
            "เทศบาลตำบลบ้านฉาง ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2566 กรุณานำเข้าคะแนนก่อน",
        ),
        ({"kind": "poem"}, f"ไม่รู้จักเอกสาร “poem” กรุณาใช้ {' '.join(KINDS)}"),
        ({"ending": "txt"}, "ไม่รู้จักรูปแบบ “txt” กรุณาใช้ pdf xlsx docx html"),
    ],
)
def test_render_job_fails_with_the_sentence_of_a_users_error(
    changes: dict[str, Any], sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    job = order(**changes)

    render_job(str(job.pk))

    stored = Job.objects.get(pk=job.pk)
    assert (stored.state, stored.error, stored.file.name) == (JobState.FAILED, sentence, "")
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_render_job_says_what_a_machine_that_cannot_draw_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.renderers.pdf.FONT", "No Such Font")
    job = order(ending="pdf")

    render_job(str(job.pk))

    stored = Job.objects.get(pk=job.pk)
    assert stored.state == JobState.FAILED
    assert stored.error == (
        "ระบบยังจัดทำ PDF ไม่ได้ เพราะเครื่องนี้ขาดส่วนประกอบที่จำเป็น "
        "กรุณาแจ้งผู้ดูแลระบบให้ติดตั้งแพ็กเกจ fonts-tlwg-laksaman-ttf ของ Debian"
    )


def test_render_job_names_a_seal_that_is_no_picture_any_more(seal: Path) -> None:
    seal.write_bytes(b"x")
    job = order()

    render_job(str(job.pk))

    assert Job.objects.get(pk=job.pk).error == (f"เปิดรูปภาพ {seal.name} ไม่ได้ กรุณาตั้งรูปภาพใหม่ แล้วจัดทำเอกสารอีกครั้ง")


def test_render_job_shows_a_reference_that_the_log_carries(
    settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A file where the folder of documents should be is a fault of ours: the sentence tells only the reference."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "documents").touch()
    job = order()

    render_job(str(job.pk))

    stored = Job.objects.get(pk=job.pk)
    reference = str(job.pk)[:8].upper()
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert (stored.state, stored.file.name) == (JobState.FAILED, "")
    assert stored.error == (f"จัดทำเอกสารไม่สำเร็จ กรุณาลองใหม่ หากยังไม่ได้กรุณาแจ้งผู้ดูแลระบบ (รหัสอ้างอิง {reference})")
    assert record.getMessage() == f"Job {job.pk} failed, reference {reference}"
    assert record.exc_info is not None
    assert issubclass(record.exc_info[0] or Exception, OSError)


def test_render_job_asks_for_the_permission_again() -> None:
    job = order()
    Membership.objects.filter(user=job.requested_by).delete()

    render_job(str(job.pk))

    stored = Job.objects.get(pk=job.pk)
    assert (stored.state, stored.error, stored.file.name) == (JobState.FAILED, DENIED, "")


def test_render_job_refuses_a_person_who_left() -> None:
    job = order()
    job.requested_by.is_active = False
    job.requested_by.save()

    render_job(str(job.pk))

    stored = Job.objects.get(pk=job.pk)
    assert (stored.state, stored.error, stored.file.name) == (JobState.FAILED, DENIED, "")


def test_jobs_requeue_takes_silent_jobs_alone() -> None:
    """Two minutes of silence: waiting and running jobs wait again, ended ones rest."""
    late = SILENCE + timedelta(seconds=1)
    lost = [aged(order(), state=state, silence=late) for state in (JobState.QUEUED, JobState.RUNNING)]
    ended = [aged(order(), state=state, silence=late) for state in (JobState.DONE, JobState.FAILED)]
    alive = aged(order(), state=JobState.RUNNING, silence=SILENCE - timedelta(seconds=30))

    numbers = jobs_requeue()

    assert set(numbers) == {job.pk for job in lost}
    assert {Job.objects.get(pk=job.pk).state for job in lost} == {JobState.QUEUED}
    assert [Job.objects.get(pk=job.pk).state for job in ended] == [JobState.DONE, JobState.FAILED]
    assert Job.objects.get(pk=alive.pk).state == JobState.RUNNING


def test_jobs_requeue_does_not_take_the_same_job_again_at_once() -> None:
    aged(order(), state=JobState.RUNNING, silence=SILENCE * 2)

    first, second = jobs_requeue(), jobs_requeue()

    assert len(first) == 1
    assert second == []


def test_lost_job_is_done_after_it_was_requeued() -> None:
    job = order()
    job_claim(job_id=job.pk)
    aged(job, state=JobState.RUNNING, silence=SILENCE * 2)

    for number in jobs_requeue():
        render_job(str(number))

    stored = Job.objects.get(pk=job.pk)
    assert (stored.state, stored.attempts) == (JobState.DONE, 2)


def test_sweep_jobs_puts_lost_jobs_on_the_queue() -> None:
    job = aged(order(), state=JobState.RUNNING, silence=SILENCE * 2)
    order()
    waiting = queued_messages()

    sweep_jobs()

    (message,) = queued_messages() - waiting
    assert str(job.pk) in message.read_text(encoding="utf-8")
