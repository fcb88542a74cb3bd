"""Publishing and withdrawing in the edition's page."""

import html

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Role
from reports.models import Job, JobState, Publication
from reports.tasks import render_job
from reports.verbs.jobs import job_fail
from tests.factories import member
from tests.reports.editions import Office, claimed, document, office
from tests.reports.publications import approved, begun, made, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]


@pytest.fixture
def empty_cache() -> None:
    cache.clear()


def of(town: Office) -> Client:
    client = Client()
    client.force_login(town.officer)
    return client


def at(name: str, number: int) -> str:
    return reverse(name, args=["ban-suan", 2568, "indicator-analysis", number])


def said(response: object) -> str:
    return " ".join(html.unescape(response.content.decode()).split())  # type: ignore[attr-defined]  # of the client


def test_officer_publishes_what_was_approved(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """The worker makes Excel and Word of the approved content; then the public page is there."""
    town = office()
    edition = approved(town)
    client = of(town)

    with django_capture_on_commit_callbacks(execute=False):
        response = client.post(at("publication_create", edition.pk))
    waits = client.get(at("edition", edition.pk))
    for job in Job.objects.filter(state=JobState.QUEUED):
        render_job(str(job.pk))
    page = client.get(at("edition", edition.pk))

    assert response.headers["Location"] == f"{at('edition', edition.pk)}#publication"
    assert "กำลังจัดทำไฟล์ที่จะเผยแพร่" in said(waits)
    assert "เผยแพร่แล้วเมื่อ" in said(page)
    assert "http://127.0.0.1:8000/ban-suan/indicator-analysis/2568/1/" in said(page)
    assert Client().get("/ban-suan/indicator-analysis/2568/1.docx").getvalue().startswith(b"PK")


def test_failed_file_is_said_and_made_again() -> None:
    town = office()
    edition = approved(town)
    begun(edition, town.officer)
    made(edition, "xlsx")
    job_fail(job=claimed(Job.objects.get(format="docx")), sentence="ที่เก็บไฟล์ของระบบเต็ม (รหัสอ้างอิง ABC)")
    client = of(town)

    page = client.get(at("edition", edition.pk))
    response = client.post(at("publication_create", edition.pk))

    assert "จัดทำไฟล์ที่จะเผยแพร่ไม่สำเร็จ จึงยังไม่มีสิ่งใดเผยแพร่" in said(page)
    assert "ที่เก็บไฟล์ของระบบเต็ม (รหัสอ้างอิง ABC)" in said(page)
    assert response.status_code == 302
    assert Job.objects.filter(format="docx", state=JobState.QUEUED).count() == 1


def test_withdrawal_asks_for_a_reason_and_keeps_the_page() -> None:
    town = office()
    publication = published(town)
    client = of(town)

    response = client.post(at("publication_remove", publication.edition_id), {"reason": " "})

    assert response.status_code == 422
    assert "กรุณาระบุเหตุผล ประชาชนที่เปิดที่อยู่ของเอกสารนี้จะเห็นเหตุผล" in said(response)
    assert Publication.objects.live().count() == 1


def test_withdrawn_document_is_gone_and_the_page_says_why() -> None:
    town = office()
    publication = published(town)
    client = of(town)

    response = client.post(
        at("publication_remove", publication.edition_id), {"reason": "ตาราง 2 คลาดเคลื่อน"}, follow=True
    )

    assert "ถอนการเผยแพร่แล้วเมื่อ" in said(response)
    assert "เหตุผล: ตาราง 2 คลาดเคลื่อน" in said(response)
    assert "เผยแพร่อีกครั้ง" in said(response)
    assert Client().get("/ban-suan/indicator-analysis/2568/").status_code == 410


def test_edition_before_the_newest_is_refused_with_a_sentence() -> None:
    town = office()
    first = approved(town)
    approved(town, document(score="99"))
    client = of(town)

    page = client.get(at("edition", first.pk))
    response = client.post(at("publication_create", first.pk))

    assert "เผยแพร่ได้เฉพาะฉบับที่อนุมัติล่าสุดของเอกสารนี้" in said(page)
    assert (response.status_code, "มีฉบับที่ 2" in said(response)) == (422, True)


def test_who_only_reads_sees_no_button() -> None:
    town = office()
    edition = approved(town)
    client = Client()
    client.force_login(member(town.place, Role.STAFF))

    page = client.get(at("edition", edition.pk))
    response = client.post(at("publication_create", edition.pk))

    assert "ฉบับนี้ยังไม่เผยแพร่ ประชาชนยังไม่เห็น" in said(page)
    assert "เผยแพร่ต่อสาธารณะ </button>" not in said(page)
    assert response.status_code == 403


def test_edition_that_waits_offers_nothing_to_publish() -> None:
    town = office()
    edition = town.submit()

    page = of(town).get(at("edition", edition.pk))

    assert "การเผยแพร่ต่อสาธารณะ" not in said(page)


def test_page_warns_of_personal_data_before_they_are_published() -> None:
    town = office()
    edition = approved(town, document(title="ผู้ร้อง โทร. ๐๘๑-๒๓๔-๕๖๗๘"))
    client = of(town)

    before = client.get(at("edition", edition.pk))
    begun(edition, town.officer)
    after = client.get(at("edition", edition.pk))

    assert "หมายเลขโทรศัพท์ “๐๘๑-๒๓๔-๕๖๗๘”" in said(before)
    assert "หมายเลขโทรศัพท์" not in said(after)
