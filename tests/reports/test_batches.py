"""Batches: many documents in one file, each a job of its own."""

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from accounts.errors import UserError
from accounts.models import Membership, Municipality
from reports.models import BATCH, Job, JobState
from reports.tasks import render_job
from reports.verbs.batches import MOST_AT_ONCE, batch_next, batch_request, batches_next
from reports.verbs.jobs import job_cancel, job_claim, job_fail
from tests.reports.demo import logged_in, municipality, overseer, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

ANALYSIS = "indicator-analysis"


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    """A folder of the test's own for files."""
    settings.MEDIA_ROOT = tmp_path


def batch(*kinds: str, endings: tuple[str, ...] = ("html",), **changes: Any) -> Job:
    """A batch of ban-suan's documents of 2568, ordered by its staff."""
    place = municipality("ban-suan")
    documents = [(place, kind, 2568) for kind in kinds or (ANALYSIS,)]
    wanted = {
        "municipality": place, "documents": documents, "fiscal_year": 2568, "endings": endings, "digits": "thai",
        "by": person("ban-suan.staff"),
    }  # fmt: skip
    return batch_request(**{**wanted, **changes})


def worked(ordered: Job) -> Job:
    """The batch when the worker has done all that comes onto the queue."""
    numbers = batch_next(batch_id=ordered.pk)
    while numbers:
        for number in numbers:
            render_job(str(number))
        numbers = batch_next(batch_id=ordered.pk) or list(
            Job.objects.filter(state=JobState.QUEUED).values_list("pk", flat=True)
        )
    ordered.refresh_from_db()
    return ordered


def opened(ordered: Job) -> tuple[list[str], list[dict[str, str]]]:
    """The names in a batch's file, its list apart, and the lines of the list."""
    with ZipFile(ordered.file.path) as archive:
        assert archive.testzip() is None
        assert all(info.flag_bits & 0x800 for info in archive.infolist() if not info.filename.isascii()), "UTF-8"
        lines = list(csv.DictReader(io.StringIO(archive.read("รายการ.csv").decode("utf-8-sig"))))
        return [name for name in archive.namelist() if name != "รายการ.csv"], lines


def test_batch_gathers_its_documents_in_all_formats() -> None:
    done = worked(batch(ANALYSIS, "issue-analysis", endings=("html", "xlsx")))

    names, lines = opened(done)
    assert (done.state, done.done, done.total) == (JobState.DONE, 4, 4)
    assert done.file_name == "เอกสาร ITA เทศบาลนครบ้านสวน 2568.zip"
    assert len(set(names)) == 4
    assert sorted(name.rpartition(".")[2] for name in names) == ["html", "html", "xlsx", "xlsx"]
    assert [line["ผล"] for line in lines] == ["จัดทำแล้ว"] * 4
    assert [line["ชื่อไฟล์"] for line in lines] == names
    assert {child.state for child in done.children.all()} == {JobState.DONE}


def test_document_that_cannot_be_made_is_listed_with_its_reason() -> None:
    done = worked(batch(ANALYSIS, "poem"))

    names, lines = opened(done)
    assert (done.state, len(names)) == (JobState.DONE, 1)
    assert [line["ผล"] for line in lines] == ["จัดทำแล้ว", "ไม่มีในชุดนี้"]
    assert lines[1]["เหตุผล"].startswith("ไม่รู้จักเอกสาร “poem”")


def test_batch_without_any_document_fails_with_the_reason() -> None:
    done = worked(batch("poem"))

    assert (done.state, done.file.name) == (JobState.FAILED, "")
    assert done.error.startswith("ไม่มีเอกสารใดในชุดนี้ที่จัดทำได้ ไม่รู้จักเอกสาร “poem”")


def test_batch_of_a_province_has_a_folder_for_each_municipality() -> None:
    """Two of one name are told apart."""
    place = municipality("ban-suan")
    twin = Municipality.objects.create(
        slug="twin", name=place.name, proper_name="x", kind=place.kind, province=place.province
    )
    person_there = overseer(place.province)
    done = worked(
        batch(
            municipality=None, province=place.province, by=person_there,
            documents=[(place, "calendar", 2569), (twin, "calendar", 2569)],
        )
    )  # fmt: skip

    names, _ = opened(done)
    assert [name.split("/")[0] for name in names] == [f"{place.name} (ban-suan)", f"{place.name} (twin)"]


def test_overseer_who_lost_the_province_gets_nothing() -> None:
    """Each document asks for the permission again, and the batch itself does."""
    place = municipality("ban-suan")
    person_there = overseer(place.province)
    ordered = batch(municipality=None, province=place.province, by=person_there)
    Membership.objects.filter(user=person_there).delete()

    done = worked(ordered)

    assert (done.state, done.error) == (
        JobState.FAILED, "ท่านไม่มีสิทธิ์จัดทำเอกสารของหน่วยงานนี้แล้ว กรุณาติดต่อผู้ดูแลระบบ",
    )  # fmt: skip
    assert [child.state for child in done.children.all()] == [JobState.FAILED]


def test_batch_puts_few_documents_on_the_queue_at_once() -> None:
    ordered = batch(*["poem"] * 20)

    first, second = batch_next(batch_id=ordered.pk), batch_next(batch_id=ordered.pk)
    job = job_claim(job_id=first[0])
    assert job is not None
    job_fail(job=job, sentence="x")
    third = batch_next(batch_id=ordered.pk)

    ordered.refresh_from_db()
    assert (len(first), second, len(third)) == (MOST_AT_ONCE, [], 1)
    assert ordered.done == 1


def test_sweeper_goes_on_with_a_batch_whose_worker_was_killed() -> None:
    ordered = batch(*["poem"] * 3)
    for number in batch_next(batch_id=ordered.pk):
        job = job_claim(job_id=number)
        assert job is not None
        job_fail(job=job, sentence="x")

    first, second = batches_next(), batches_next()

    assert (first, second) == ([ordered.pk], [])


def test_cancelled_batch_takes_its_documents_along() -> None:
    ordered = batch(*["poem"] * 20)
    numbers = batch_next(batch_id=ordered.pk)
    job_claim(job_id=numbers[0])

    job_cancel(job=ordered)

    assert set(Job.objects.values_list("state", flat=True)) == {JobState.CANCELLED}
    assert batch_next(batch_id=ordered.pk) == []


def test_cancelled_document_is_listed() -> None:
    ordered = batch(ANALYSIS, "calendar")
    job_cancel(job=ordered.children.get(kind="calendar"))

    done = worked(ordered)

    assert opened(done)[1][1]["เหตุผล"] == "ยกเลิกก่อนจัดทำเสร็จ"


def test_batch_of_nothing_is_refused() -> None:
    with pytest.raises(UserError, match="ยังไม่ได้เลือกเอกสาร"):
        batch(endings=())

    assert Job.objects.count() == 0


def test_list_holds_no_formula(settings: Settings) -> None:
    Municipality.objects.filter(slug="ban-suan").update(name="=1+1")

    _, lines = opened(worked(batch(ANALYSIS)))

    assert lines[0]["หน่วยงาน"] == "'=1+1"


def order_page(client: Client, name: str, **place: object) -> tuple[Job, str]:
    """What the form of a page orders, and where it leads."""
    response = client.post(reverse(name, kwargs=place), {"formats": ["pdf", "xlsx"], "digits": "arabic"})
    return Job.objects.get(kind=BATCH), response.headers["Location"]


def test_page_orders_all_documents_of_the_year(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client = logged_in("ban-suan.staff")

    with django_capture_on_commit_callbacks(execute=True):
        ordered, location = order_page(client, "batch", slug="ban-suan", fiscal_year=2568)

    page = client.get(location).content.decode()
    assert location == reverse("job", args=["ban-suan", 2568, ordered.pk])
    assert (ordered.digits, ordered.total) == ("arabic", ordered.children.count())
    assert set(ordered.children.values_list("format", flat=True)) == {"pdf", "xlsx"}
    assert ordered.children.filter(state=JobState.QUEUED).count() == min(MOST_AT_ONCE, ordered.total)
    assert f"จัดทำแล้ว 0 จาก {ordered.total} ฉบับ" in page


def test_overseers_page_orders_the_province_and_gives_the_file() -> None:
    client = Client()
    client.force_login(overseer("ชลบุรี"))

    ordered, location = order_page(client, "province", province="ชลบุรี", fiscal_year=2568)
    Job.objects.filter(parent=ordered).exclude(kind="calendar").delete()
    Job.objects.filter(parent=ordered).update(kind=ANALYSIS, fiscal_year=2568, format="html")
    worked(ordered)
    page = client.get(location)
    file = client.get(f"{location}file")

    assert "เอกสารพร้อมแล้ว" in page.content.decode()
    assert file.headers["Content-Type"] == "application/zip"
    assert "เอกสาร ITA จังหวัดชลบุรี 2568 เลขอารบิก.zip" in unquote(file.headers["Content-Disposition"])
    assert file.getvalue().startswith(b"PK")


def test_page_asks_for_a_format() -> None:
    response = logged_in("ban-suan.staff").post(reverse("batch", args=["ban-suan", 2568]), {"digits": "thai"})

    assert response.status_code == 422
    assert response.content.decode().count("กรุณาเลือกอย่างน้อยหนึ่งรูปแบบ") == 2
    assert Job.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_batch_asks_few_queries(count: int, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    done = worked(batch(ANALYSIS, *["poem"] * count))
    client = logged_in("ban-suan.staff")

    with django_assert_max_num_queries(9):
        client.get(reverse("job", args=["ban-suan", 2568, done.pk]))


def test_batch_made_again_is_a_new_one_of_the_same_formats() -> None:
    done = worked(batch("poem", endings=("html", "xlsx")))

    logged_in("ban-suan.staff").post(reverse("job_repeat", args=["ban-suan", 2568, done.pk]))

    again = Job.objects.get(repeats=done)
    assert (again.kind, again.municipality, again.digits) == (BATCH, done.municipality, "thai")
    assert set(again.children.values_list("format", flat=True)) == {"html", "xlsx"}


def test_batch_that_is_under_way_is_not_made_again() -> None:
    ordered = batch("poem")
    client = logged_in("ban-suan.staff")

    response = client.post(reverse("job_repeat", args=["ban-suan", 2568, ordered.pk]), follow=True)

    assert "งานนี้ยังไม่สิ้นสุด กรุณารอให้เสร็จ หรือยกเลิกก่อน" in response.content.decode()
    assert Job.objects.get(kind=BATCH) == ordered


def test_order_of_a_batch_that_is_under_way_leads_to_it() -> None:
    """The person's own, of the same formats and digits; whatever differs is another batch."""
    client = logged_in("ban-suan.staff")
    address = reverse("batch", args=["ban-suan", 2568])
    first = client.post(address, {"formats": ["pdf", "xlsx"], "digits": "thai"}).headers["Location"]

    again = client.post(address, {"formats": ["xlsx", "pdf"], "digits": "thai"}).headers["Location"]
    others = [
        client.post(address, {"formats": ["pdf"], "digits": "thai"}).headers["Location"],
        client.post(address, {"formats": ["pdf", "xlsx"], "digits": "arabic"}).headers["Location"],
        logged_in("ban-suan.officer").post(address, {"formats": ["pdf", "xlsx"], "digits": "thai"}).headers["Location"],
    ]
    Job.objects.update(state=JobState.DONE)
    others.append(client.post(address, {"formats": ["pdf", "xlsx"], "digits": "thai"}).headers["Location"])

    assert again == first
    assert len({first, *others}) == 5


def test_batch_whose_documents_are_gone_fails_with_a_sentence() -> None:
    """Their municipality was deleted meanwhile."""
    ordered = batch(ANALYSIS)
    ordered.children.all().delete()

    done = worked(ordered)

    assert (done.state, done.error) == (JobState.FAILED, "ไม่มีเอกสารใดในชุดนี้ที่จัดทำได้")
