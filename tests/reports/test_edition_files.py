"""Files of editions: made of what was frozen, written whole or not at all, and never another one afterwards."""

import errno
import os
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit
from signal import SIG_IGN, SIGXFSZ, signal

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.errors import UserError
from reports.content import Cell, Document, Picture, Row, Section, Table
from reports.models import Approval, EditionFile, Job, JobState
from reports.queries.editions import approval_document, job_document, kept_picture
from reports.renderers.registry import FORMATS
from reports.snapshots import picture_hash
from reports.tasks import render_job
from reports.verbs.edition_files import edition_file_open, edition_file_order, edition_file_store, pictures_keep
from reports.verbs.files import files_sweep
from reports.verbs.jobs import SILENCE, job_cancel, job_claim, job_fail, jobs_requeue
from tests.reports.demo import picture
from tests.reports.editions import PDF, Office, claimed, document, office

pytestmark = pytest.mark.django_db

CHANGED_FILE = "ไฟล์ที่เก็บไว้ไม่ตรงกับค่าตรวจสอบของฉบับนี้ กรุณาแจ้งผู้ดูแลระบบให้กู้คืนจากข้อมูลสำรอง"


@pytest.fixture
def town() -> Office:
    """One that no other test has stored a file of."""
    return office(f"town-{uuid.uuid4().hex[:8]}")


def ordered(town: Office, approval: Approval, ending: str = "html") -> EditionFile:
    """A file of the approval that is to be made."""
    return edition_file_order(
        approval=approval, ending=ending, digits="thai", file_name=f"รายงาน.{ending}", by=town.mayor
    )


def job_of(file: EditionFile) -> Job:
    file.refresh_from_db()
    assert file.job is not None
    return file.job


def stored(town: Office) -> list[Path]:
    """The files of the municipality's editions, and what was left among the uploads."""
    drafts = list(Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*"))
    return drafts + [path for path in (settings.MEDIA_ROOT / "editions" / town.place.slug).rglob("*") if path.is_file()]


def full_disk(work: Callable[[], object]) -> OSError:
    """What `work` raises where a file cannot grow beyond 4 kB: the system refuses as it does on a full disk."""
    limits, handler = getrlimit(RLIMIT_FSIZE), signal(SIGXFSZ, SIG_IGN)
    setrlimit(RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large") as caught:
            work()
    finally:
        setrlimit(RLIMIT_FSIZE, limits)
        signal(SIGXFSZ, handler)
    return caught.value


def test_worker_makes_the_file_of_what_was_frozen(town: Office) -> None:
    """There are no scores at all today: whoever drew today's data would fail."""
    approval = town.prepare(town.submit())
    file = ordered(town, approval)

    render_job(str(job_of(file).pk))

    file.refresh_from_db()
    content = Path(file.file.path).read_bytes()
    assert content == FORMATS["html"].render(approval_document(approval), digits="thai")
    assert (file.made, file.size, file.file_name) == (True, len(content), "รายงาน.html")
    assert job_of(file).state == JobState.DONE
    assert "๙๘.๒๘" in content.decode()
    assert "อนุมัติทางอิเล็กทรอนิกส์" in content.decode()


def test_same_edition_gives_the_same_pdf(town: Office) -> None:
    approval = town.prepare(town.submit())
    file = ordered(town, approval, "pdf")

    render_job(str(job_of(file).pk))

    with edition_file_open(EditionFile.objects.get()) as made:
        assert made.read() == FORMATS["pdf"].render(approval_document(approval), digits="thai")


def test_order_of_a_file_that_is_being_made_or_made_makes_no_second_job(town: Office) -> None:
    approval = town.prepare(town.submit())

    first, second = ordered(town, approval, "pdf"), ordered(town, approval, "pdf")
    town.printed(approval)
    third = ordered(town, approval, "pdf")

    assert first == second == third
    assert Job.objects.get() == first.job
    assert EditionFile.objects.count() == 1


@pytest.mark.parametrize("end", ["failed", "cancelled"])
def test_order_after_a_failure_makes_a_new_job(town: Office, end: str) -> None:
    approval = town.prepare(town.submit())
    lost = job_of(ordered(town, approval, "pdf"))
    job_cancel(job=lost) if end == "cancelled" else job_fail(job=claimed(lost), sentence="ไม่สำเร็จ")

    again = job_of(ordered(town, approval, "pdf"))

    assert again != lost
    assert job_document(again) == approval_document(approval)


def test_job_without_an_edition_draws_today_s_data(town: Office) -> None:
    file = ordered(town, town.prepare(town.submit()))
    other = Job.objects.create(
        municipality=town.place, fiscal_year=2568, kind="calendar", format="pdf", digits="thai",
        requested_by=town.officer,
    )  # fmt: skip

    assert job_document(other) is None
    assert job_document(job_of(file)) is not None


def test_worker_that_lost_its_job_stores_nothing(town: Office) -> None:
    """It was silent too long: the next one has the job, and both come to an end."""
    file = ordered(town, town.prepare(town.submit()), "pdf")
    first = claimed(job_of(file))
    Job.objects.update(heartbeat=timezone.now() - SILENCE - timedelta(seconds=1))
    assert jobs_requeue() == [first.pk]
    second = claimed(first)

    edition_file_store(job=first, content=b"%PDF first")
    between = EditionFile.objects.get()
    edition_file_store(job=second, content=b"%PDF second")
    edition_file_store(job=first, content=b"%PDF first")

    after = EditionFile.objects.get()
    assert (between.sha256, between.made) == ("", False)
    assert Path(after.file.path).read_bytes() == b"%PDF second"
    assert stored(town) == [Path(after.file.path)]
    assert job_claim(job_id=first.pk) is None


def test_worker_killed_twice_before_it_stored_leaves_the_file_to_the_third(town: Office) -> None:
    approval = town.prepare(town.submit())
    job = job_of(ordered(town, approval))
    for _ in range(2):
        claimed(job)
        Job.objects.update(heartbeat=timezone.now() - SILENCE - timedelta(seconds=1))
        assert jobs_requeue() == [job.pk]

    render_job(str(job.pk))

    file = EditionFile.objects.get()
    assert (file.made, job_of(file).attempts) == (True, 3)


def test_full_disk_leaves_nothing_and_says_so(town: Office) -> None:
    file = ordered(town, town.prepare(town.submit()), "pdf")
    job = claimed(job_of(file))

    error = full_disk(lambda: edition_file_store(job=job, content=os.urandom(100_000)))

    file.refresh_from_db()
    assert error.errno == errno.EFBIG
    assert (file.made, file.sha256, stored(town)) == (False, "", [])
    assert job_of(file).state == JobState.RUNNING


def test_full_disk_while_a_picture_is_kept_leaves_nothing(tmp_path: Path) -> None:
    seal = tmp_path / "seal.png"
    seal.write_bytes(os.urandom(100_000))
    written = Document("k", "", "", (Section("", (Picture(seal, "ตรา", 3.0),)),))
    folder = kept_picture("x").parent
    before = set(folder.glob("*"))

    error = full_disk(lambda: pictures_keep(written))

    assert error.errno == errno.EFBIG
    assert set(folder.glob("*")) == before


def test_picture_damaged_in_the_store_is_written_again(tmp_path: Path) -> None:
    seal = tmp_path / "seal.png"
    seal.write_bytes(picture() + b"of this test")
    table = Table("", (1,), (), (Row((Cell((Picture(seal, "ตรา", 3.0),)),)),))
    written = Document("k", "", "", (Section("", (table,)),))
    (digest,) = pictures_keep(written)
    kept_picture(digest).write_bytes(b"half")

    again = pictures_keep(written)

    assert again == [digest]
    assert picture_hash(kept_picture(digest)) == digest


def test_file_that_was_lost_comes_back_only_as_it_was(town: Office) -> None:
    approval = town.prepare(town.submit())
    file = town.printed(approval)
    Path(file.file.path).unlink()

    with pytest.raises(UserError, match=CHANGED_FILE):
        town.printed(approval, content=b"%PDF another one")
    job_fail(job=Job.objects.get(state=JobState.RUNNING), sentence=CHANGED_FILE)
    again = town.printed(approval, content=PDF)

    assert (again.pk, again.sha256, again.made) == (file.pk, file.sha256, True)
    assert Path(again.file.path).read_bytes() == PDF


def test_file_that_was_changed_is_not_given_out(town: Office) -> None:
    file = town.printed(town.prepare(town.submit()))
    Path(file.file.path).write_bytes(b"%PDF forged")

    with pytest.raises(UserError, match=CHANGED_FILE):
        edition_file_open(file)


def test_files_of_editions_are_never_swept(town: Office) -> None:
    file = town.printed(town.prepare(town.submit()))
    Job.objects.update(finished=timezone.now() - timedelta(days=400))
    os.utime(file.file.path, (0, 0))

    files_sweep(keep_days=1)

    assert EditionFile.objects.get().made


def test_file_that_a_killed_worker_left_beside_those_of_editions_is_swept(town: Office) -> None:
    """A day old: what is younger may be under way."""
    file = town.printed(town.prepare(town.submit()))
    lost, fresh = (Path(file.file.path).with_name(f"{name}.pdf") for name in ("lost", "fresh"))
    for path in (lost, fresh):
        path.write_bytes(PDF)
    os.utime(lost, (0, 0))

    files_sweep(keep_days=1)

    assert sorted(stored(town)) == sorted([Path(file.file.path), fresh])


def test_pictures_of_editions_are_kept_where_the_storage_is(settings: Settings, tmp_path: Path) -> None:
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": storage}

    kept = kept_picture("0" * 64)

    assert kept == tmp_path / "editions/pictures" / ("0" * 64)


@pytest.mark.parametrize("name", ["job", "job_cancel", "job_repeat"])
def test_job_of_an_edition_leads_to_the_edition(town: Office, client: Client, name: str) -> None:
    """It is neither repeated nor cancelled there: a repeated one would draw today's data."""
    edition = town.submit()
    job = job_of(ordered(town, town.prepare(edition)))
    client.force_login(town.mayor)
    address = reverse(name, args=[town.place.slug, 2568, job.pk])

    response = client.get(address) if name == "job" else client.post(address)

    assert response.headers["Location"] == reverse("edition", args=[town.place.slug, 2568, edition.kind, edition.pk])
    assert list(Job.objects.values_list("pk", "state")) == [(job.pk, JobState.QUEUED)]


def test_document_with_its_pictures_is_drawn_from_the_kept_ones(town: Office, tmp_path: Path) -> None:
    seal = tmp_path / "seal.png"
    seal.write_bytes(picture())
    table = Table("ตรา", (1,), (), (Row((Cell((Picture(seal, "ตรา", 3.0),)),)),))
    edition = town.submit(Document(document().kind, "รายงาน", "เทศบาล", (Section("รายงาน", (table,)),)))
    seal.unlink()
    file = ordered(town, town.prepare(edition))

    render_job(str(job_of(file).pk))

    file.refresh_from_db()
    assert b"data:image/png;base64," in Path(file.file.path).read_bytes()
