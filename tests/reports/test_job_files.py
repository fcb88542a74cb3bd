"""Stored files: the same content gives the same file, what is old is swept, a full disk leaves nothing behind."""

import errno
import logging
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from pytest_django.fixtures import Settings

from reports.models import Job, JobState
from reports.renderers import marks
from reports.tasks import render_job
from reports.verbs import files
from reports.verbs.files import files_sweep
from reports.verbs.jobs import job_adopt, job_claim, job_repeat, job_request
from tests.reports.demo import municipality, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


class FullDisk(FileSystemStorage):
    """A disk on which half of a file finds room."""

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        raise OSError(errno.ENOSPC, "No space left on device", str(path))


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    """Folders of the test's own, empty."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()


def made(**changes: Any) -> Job:
    """A job that the worker has done: the analysis of ban-suan as HTML, unless `changes` say otherwise."""
    wanted = {"fiscal_year": 2568, "kind": "indicator-analysis", "ending": "html", "digits": "thai"}
    job = job_request(municipality=municipality("ban-suan"), by=person("ban-suan.staff"), **{**wanted, **changes})
    render_job(str(job.pk))
    job.refresh_from_db()
    return job


def running() -> Job:
    """A job of the same analysis that a worker has begun."""
    ordered = job_request(
        municipality=municipality("ban-suan"), fiscal_year=2568, kind="indicator-analysis", ending="html",
        digits="thai", by=person("ban-suan.staff"),
    )  # fmt: skip
    job = job_claim(job_id=ordered.pk)
    assert job is not None
    return job


def kept(folder: Path) -> list[str]:
    """The files below a folder."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def aged(job: Job, days: int) -> None:
    """Makes a job have ended so many days ago."""
    Job.objects.filter(pk=job.pk).update(finished=timezone.now() - timedelta(days=days))


def test_job_keeps_what_its_file_is_made_of() -> None:
    job = made()

    assert job.finished is not None
    assert (job.size, len(job.sha256), len(job.content_hash)) == (job.file.size, 64, 64)
    assert job.mark == marks.renderer_mark()
    assert kept(settings.FILE_UPLOAD_TEMP_DIR) == []


def test_same_content_is_the_same_stored_file() -> None:
    first = made()

    second = made()

    assert (second.state, second.file.name, second.sha256) == (JobState.DONE, first.file.name, first.sha256)
    assert kept(settings.MEDIA_ROOT) == [f"{first.pk}.html"]


@pytest.mark.parametrize("changes", [{"digits": "arabic"}, {"ending": "xlsx"}, {"kind": "issue-analysis"}])
def test_another_document_format_or_digits_is_another_file(changes: dict[str, str]) -> None:
    first = made()

    second = made(**changes)

    assert second.file.name != first.file.name


def test_changed_content_is_another_file() -> None:
    first = made()
    place = municipality("ban-suan")
    place.name = "เทศบาลนครบ้านสวนใหม่"
    place.save()

    second = made()

    assert second.file.name != first.file.name
    assert second.content_hash != first.content_hash


def test_file_of_other_programs_is_drawn_anew() -> None:
    first = made()
    Job.objects.update(mark="of an earlier release")

    second = made()

    assert second.file.name != first.file.name


def test_stored_file_that_was_lost_is_made_anew() -> None:
    first = made()
    Path(first.file.path).unlink()

    second = made()

    assert (second.state, second.file.name == first.file.name, second.has_file) == (JobState.DONE, False, True)


def test_job_repeat_leaves_the_failed_job_as_it_was() -> None:
    failed = made(kind="poem")
    before = Job.objects.filter(pk=failed.pk).values().get()

    again = job_repeat(job=failed, by=person("ban-suan.officer"))

    assert Job.objects.filter(pk=failed.pk).values().get() == before
    assert (again.state, again.repeats, again.kind, again.requested_by) == (
        JobState.QUEUED, failed, "poem", person("ban-suan.officer"),
    )  # fmt: skip


def test_full_disk_is_said_with_a_reference_and_leaves_nothing(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.FullDisk"}}

    job = made()

    assert (job.state, job.file.name) == (JobState.FAILED, "")
    assert job.error == (
        f"จัดทำเอกสารไม่สำเร็จ เพราะที่เก็บไฟล์ของระบบเต็ม กรุณาแจ้งผู้ดูแลระบบ แล้วกด “ลองใหม่” (รหัสอ้างอิง {job.reference})"
    )
    assert (kept(settings.MEDIA_ROOT), kept(settings.FILE_UPLOAD_TEMP_DIR)) == ([], [])
    assert [job.reference in record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == [
        True
    ]


def test_sweep_removes_what_was_kept_long_enough_and_says_so() -> None:
    old, young = made(), made(digits="arabic")
    aged(old, days=91)

    removed = files_sweep(keep_days=90)

    old.refresh_from_db()
    assert removed == 1
    assert kept(settings.MEDIA_ROOT) == [f"{young.pk}.html"]
    assert (old.state, old.has_file, old.was_swept, len(old.sha256)) == (JobState.DONE, False, True, 64)


def test_sweep_keeps_a_file_that_a_younger_job_shares() -> None:
    old, _young = made(), made()
    aged(old, days=91)

    removed = files_sweep(keep_days=90)

    assert (removed, kept(settings.MEDIA_ROOT)) == (0, [f"{old.pk}.html"])


def test_sweep_keeps_a_file_that_a_job_adopts_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = made(), running()
    aged(old, days=91)
    too_old = vars(files)["_too_old"]

    def adopted(before: datetime) -> list[str]:
        names: list[str] = too_old(before)
        assert job_adopt(job=new, stored=old)
        return names

    monkeypatch.setattr(files, "_too_old", adopted)
    removed = files_sweep(keep_days=90)

    new.refresh_from_db()
    assert (removed, new.state, new.file.name, new.has_file) == (0, JobState.DONE, old.file.name, True)


def test_file_that_was_swept_meanwhile_is_not_adopted() -> None:
    old, new = made(), running()
    aged(old, days=91)
    files_sweep(keep_days=90)

    adopted = job_adopt(job=new, stored=old)

    new.refresh_from_db()
    assert (adopted, new.state) == (False, JobState.RUNNING)


def test_sweep_of_zero_days_keeps_all() -> None:
    job = made()
    aged(job, days=4000)

    removed = files_sweep(keep_days=0)

    assert (removed, kept(settings.MEDIA_ROOT)) == (0, [f"{job.pk}.html"])


def test_sweep_removes_files_that_belong_to_nothing() -> None:
    """A day old: what is younger may be under way. Files of editions, and seals, are in folders of their own."""
    job = made()
    lost = [settings.MEDIA_ROOT / "documents/ban-suan/lost.pdf", settings.MEDIA_ROOT / "batches/lost.zip"]
    others = [settings.MEDIA_ROOT / "editions/ban-suan/a.pdf", settings.MEDIA_ROOT / "seals/ban-suan.png"]
    fresh = settings.MEDIA_ROOT / "documents/ban-suan/fresh.pdf"
    draft = settings.FILE_UPLOAD_TEMP_DIR / "tmp.upload.pdf"
    for path in (*lost, *others, fresh, draft):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (*lost, *others, draft, Path(job.file.path)):
        os.utime(path, (long_ago, long_ago))

    removed = files_sweep(keep_days=90)

    assert removed == 3
    assert kept(settings.MEDIA_ROOT) == sorted([f"{job.pk}.html", "fresh.pdf", "a.pdf", "ban-suan.png"])
    assert kept(settings.FILE_UPLOAD_TEMP_DIR) == []
