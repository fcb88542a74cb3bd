"""The pages of editions: submitting, preparing, approving with the password, returning, files, history."""

import re
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import Role, User
from reports.content import Paragraph, Section, text
from reports.documents.registry import KINDS
from reports.models import Approval, Edition, EditionState, Job, JobState
from reports.proofreading import proofread
from reports.queries.editions import approval_document, edition_document, figures_dump
from reports.renderers.registry import FORMATS
from reports.submissions import submission_get
from reports.tasks import render_job
from reports.verbs.jobs import job_fail
from tests.factories import member
from tests.reports.demo import PASSWORD, analysis, logged_in, municipality, person
from tests.reports.edition_pages import (
    KIND,
    MAYOR,
    at,
    confirmed,
    keys,
    made,
    prepared,
    submitted,
    text_of,
    total_changed,
)
from tests.reports.editions import claimed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

WRONG = "รหัสผ่านไม่ถูกต้อง กรุณากรอกรหัสผ่านที่ใช้เข้าสู่ระบบอีกครั้ง"


@pytest.fixture
def officer() -> Client:
    return logged_in("ban-suan.officer")


@pytest.fixture
def mayor() -> Client:
    cache.clear()  # of what was counted against the password
    return logged_in("ban-suan.executive")


def test_clean_demo_can_be_submitted() -> None:
    severities = {remark.severity.value for remark in proofread(municipality("ban-suan"), KIND, 2568)}

    assert "error" not in severities


def test_submit_freezes_what_the_page_showed(officer: Client) -> None:
    edition = submitted(officer, note="ฉบับแรก")

    assert edition_document(edition) == analysis("ban-suan")
    assert (edition.state, edition.note, edition.submitted_by.username) == ("submitted", "ฉบับแรก", "ban-suan.officer")


def test_submit_of_data_that_changed_meanwhile_is_refused_and_keeps_the_note(officer: Client) -> None:
    page = officer.get(at("edition_submit")).content.decode()
    seen = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)[0]
    total_changed()

    response = officer.post(at("edition_submit"), {"seen": seen, "read": keys(page), "note": "ฉบับแรก"})

    assert response.status_code == 422
    assert "ข้อมูลเปลี่ยนไปหลังจากท่านเปิดหน้านี้" in text_of(response)
    assert "ฉบับแรก</textarea>" in text_of(response)
    assert not Edition.objects.exists()


def test_proofreading_reads_the_very_document_that_is_submitted() -> None:
    """Were it built a second time, a figure saved between the two would be read and not submitted."""
    place, written = municipality("ban-suan"), analysis("ban-suan")
    faulty = replace(written, sections=(*written.sections, Section("ท้าย", (Paragraph(text("ณ วันที่ 31 ก.ย. 2568")),))))

    found = {remark.rule for remark in proofread(place, KIND, 2568, document=faulty)}

    assert "impossible-date" in found
    assert "impossible-date" not in {remark.rule for remark in proofread(place, KIND, 2568)}


def test_submission_builds_its_document_once(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    place, kind = municipality("ban-suan"), KINDS[KIND]
    with CaptureQueriesContext(connection) as apart:
        written = kind.build(place, 2568)
        proofread(place, KIND, 2568, document=written)
        figures_dump(place, 2568)

    with django_assert_max_num_queries(len(apart)):
        submission = submission_get(place, kind, 2568)

    assert (submission.document, submission.figures) == (written, figures_dump(place, 2568))


def test_submit_with_an_error_is_not_offered_and_refused(officer: Client) -> None:
    """Another municipality's name in the finding: the page says where, and has no button."""
    finding = {"text": "เทศบาลเมืองแสนสุขควรปรับปรุงการให้บริการ", "draft": "x", "version": "0"}
    officer.post(reverse("finding_form", args=["ban-suan", 2568, 8]), finding)

    page = officer.get(at("edition_submit"))
    seen = re.findall(r'name="seen" value="([0-9a-f]{64})"', page.content.decode())[0]
    response = officer.post(at("edition_submit"), {"seen": seen})

    assert "แสนสุข" in text_of(page)
    assert "ต้องแก้ไขก่อนเสนอ" in text_of(page)
    assert "เสนอผู้บริหาร</button>" not in text_of(page)
    assert response.status_code == 422
    assert "การตรวจทานพบข้อผิดพลาด" in text_of(response)


def test_document_that_cannot_be_made_cannot_be_submitted() -> None:
    client = logged_in("ban-chang.officer")

    response = client.get(reverse("edition_submit", args=["ban-chang", 2565, KIND]))

    assert response.headers["Location"] == reverse("preview", args=["ban-chang", 2565, KIND])


def test_executive_reads_the_frozen_document_not_today_s(officer: Client, mayor: Client) -> None:
    before = FORMATS["html"].render(analysis("ban-suan"), digits="thai")
    edition = submitted(officer)
    total_changed()

    frame = mayor.get(at("edition_content", edition))

    assert frame.content == before
    assert frame.content != FORMATS["html"].render(analysis("ban-suan"), digits="thai")
    assert "default-src 'none'" in frame.headers["Content-Security-Policy"]


def test_content_under_another_approval_s_number_is_not_found(officer: Client, mayor: Client) -> None:
    edition = submitted(officer)

    numbers = ("1", "x", "๑", "9" * 4400)
    statuses = [mayor.get(at("edition_content", edition), {"approval": text}).status_code for text in numbers]

    assert statuses == [404, 404, 404, 404]


def test_prepare_shows_the_lines_and_the_very_pdf(officer: Client, mayor: Client) -> None:
    edition = submitted(officer)
    data = {"position": "ปลัดเทศบาล", "acting": MAYOR, "seen": edition.content_sha256}

    mayor.post(at("edition_prepare", edition), data)
    render_job(str(Job.objects.get().pk))
    approval = Approval.objects.get()
    page = text_of(mayor.get(at("edition", edition)))
    file = approval.files.get()
    opened = mayor.get(at("edition_file", edition, file=file.pk))

    assert f"ตำแหน่ง ปลัดเทศบาล รักษาราชการแทน{MAYOR}" in page
    assert file.sha256 in page
    content = b"".join(opened.streaming_content)  # type: ignore[attr-defined]  # a file
    assert content == FORMATS["pdf"].render(approval_document(approval), digits="thai")
    assert opened.headers["Content-Disposition"].startswith("inline")
    assert opened.headers["Cache-Control"] == "private, no-cache"


def test_prepare_queues_one_job(
    officer: Client, mayor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    edition = submitted(officer)
    data = {"position": MAYOR, "seen": edition.content_sha256}

    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        statuses = [mayor.post(at("edition_prepare", edition), data).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert Job.objects.count() == 1
    assert len(callbacks) == 2  # the second puts the same number there again, which does nothing


def test_page_refreshes_itself_while_the_pdf_is_made(officer: Client, mayor: Client) -> None:
    edition = submitted(officer)
    mayor.post(at("edition_prepare", edition), {"position": MAYOR, "seen": edition.content_sha256})

    making = text_of(mayor.get(at("edition", edition)))
    part = mayor.get(at("edition", edition), headers={"HX-Request": "true"})
    made()
    ready = mayor.get(at("edition", edition), headers={"HX-Request": "true"})

    assert '<meta http-equiv="refresh" content="2">' in making
    assert 'name="password"' not in making
    assert 'id="making"' in text_of(part)
    assert (ready.headers["HX-Refresh"], ready.content) == ("true", b"")


def test_pdf_that_failed_says_why_and_can_be_made_again(officer: Client, mayor: Client) -> None:
    edition = submitted(officer)
    data = {"position": MAYOR, "seen": edition.content_sha256}
    mayor.post(at("edition_prepare", edition), data)
    job_fail(job=claimed(Job.objects.get()), sentence="จัดทำเอกสารไม่สำเร็จ เพราะที่เก็บไฟล์ของระบบเต็ม")

    page = text_of(mayor.get(at("edition", edition)))
    prepared(mayor, edition)

    assert "เพราะที่เก็บไฟล์ของระบบเต็ม" in page
    assert 'name="password"' not in page
    assert [job.state for job in Job.objects.order_by("created")] == [JobState.FAILED, JobState.DONE]
    assert 'name="password"' in text_of(mayor.get(at("edition", edition)))


def test_approve_with_the_password_locks_the_edition(officer: Client, mayor: Client) -> None:
    edition = submitted(officer)
    approval = prepared(mayor, edition)

    response = confirmed(mayor, approval)

    edition.refresh_from_db()
    page = text_of(mayor.get(at("edition", edition)))
    assert response.headers["Location"] == at("edition", edition)  # type: ignore[attr-defined]
    assert (edition.state, edition.number, edition.approval) == (EditionState.APPROVED, 1, approval)
    assert "อนุมัติเป็นฉบับที่ 1 แล้ว" in page
    assert "ban-suan-indicator-analysis-2568-1" in page
    assert 'name="password"' not in page


@pytest.mark.parametrize(("password", "sentence"), [("wrong", WRONG), ("", "กรุณากรอกรหัสผ่านของท่าน"), (" ", WRONG)])
def test_approve_with_a_wrong_password_is_refused_in_the_same_words(
    officer: Client, mayor: Client, password: str, sentence: str
) -> None:
    approval = prepared(mayor, submitted(officer))

    response = confirmed(mayor, approval, password)

    assert response.status_code == 422  # type: ignore[attr-defined]
    assert sentence in text_of(response)
    assert Edition.objects.get().state == EditionState.SUBMITTED


def test_approve_with_somebody_else_s_password_is_refused(officer: Client, mayor: Client) -> None:
    other = person("ban-suan.officer")
    other.set_password("another-secret-2568")
    other.save()
    approval = prepared(mayor, submitted(logged_in("ban-suan.officer")))

    response = confirmed(mayor, approval, "another-secret-2568")

    assert WRONG in text_of(response)
    assert Edition.objects.get().state == EditionState.SUBMITTED


def test_wrong_passwords_are_limited_as_at_the_log_in(officer: Client, mayor: Client) -> None:
    """Five in five minutes; the sixth attempt is refused even with the right one."""
    approval = prepared(mayor, submitted(officer))

    answers = [text_of(confirmed(mayor, approval, "wrong")) for _ in range(5)]
    right = text_of(confirmed(mayor, approval))

    assert all(WRONG in answer for answer in answers)
    assert "เข้าสู่ระบบไม่สำเร็จหลายครั้ง กรุณารอสักครู่แล้วลองใหม่" in right
    assert Edition.objects.get().state == EditionState.SUBMITTED


def test_password_is_neither_shown_again_nor_stored(officer: Client, mayor: Client) -> None:
    approval = prepared(mayor, submitted(officer))

    wrong = text_of(confirmed(mayor, approval, "ความลับ-ผิด-2568"))
    confirmed(mayor, approval)

    assert "ความลับ-ผิด-2568" not in wrong
    for row in (*Edition.objects.values(), *Approval.objects.values(), *Job.objects.values()):
        assert PASSWORD not in str(row)


def test_approve_of_a_pdf_that_was_not_seen_is_refused(officer: Client, mayor: Client) -> None:
    edition = submitted(officer)
    approval = prepared(mayor, edition)

    data = {"approval": approval.pk, "seen": "0" * 64, "password": PASSWORD}
    response = mayor.post(at("edition_approve", edition), data)

    assert response.status_code == 422
    assert "ฉบับที่จะอนุมัติยังไม่พร้อม" in text_of(response)


def test_executive_who_submitted_cannot_approve(mayor: Client) -> None:
    """A small office: the executive is the integrity officer too."""
    place, boss = municipality("ban-suan"), person("ban-suan.executive")
    boss.memberships.create(municipality=place, role=Role.INTEGRITY_OFFICER)
    edition = submitted(mayor)

    page = text_of(mayor.get(at("edition", edition)))
    response = mayor.post(at("edition_prepare", edition), {"position": MAYOR, "seen": edition.content_sha256})

    assert "ผู้เสนอเอกสารอนุมัติเอกสารที่ตนเสนอไม่ได้" in page
    assert response.status_code == 422


def test_two_executives_who_approve_one_after_the_other(officer: Client, mayor: Client) -> None:
    """The second had the page open: it says what happened, and nothing is approved twice."""
    deputy = member(municipality("ban-suan"), Role.EXECUTIVE)
    User.objects.filter(pk=deputy.pk).update(first_name="ประเสริฐ", last_name="มั่นคง")
    second = Client()
    second.force_login(deputy)
    edition = submitted(officer)
    first = prepared(mayor, edition)
    data = {"position": "ปลัดเทศบาล", "acting": MAYOR, "seen": edition.content_sha256}
    second.post(at("edition_prepare", edition), data)
    made(b"%PDF in the deputy's name")
    theirs = Approval.objects.get(by=deputy)
    confirmed(mayor, first)

    file = theirs.files.get()
    response = second.post(
        at("edition_approve", edition),
        {"approval": theirs.pk, "seen": file.sha256, "password": "ita-secret-2568"},
    )

    assert response.status_code == 422
    assert "เอกสารนี้อยู่ในสถานะ “อนุมัติแล้ว” แล้ว" in text_of(response)
    assert Edition.objects.get().approval == first


def test_return_with_a_reason_tells_the_officer_at_home(officer: Client, mayor: Client) -> None:
    edition = submitted(officer)
    at_home = text_of(mayor.get(reverse("home")))

    response = mayor.post(
        at("edition_return", edition), {"reason": "คะแนนข้อ i1 ผิด", "seen": edition.content_sha256}, follow=True
    )

    assert "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด ปี 2568 รออนุมัติ" in at_home
    assert "ส่งคืนให้เจ้าหน้าที่แก้ไขแล้ว" in text_of(response)
    assert "คะแนนข้อ i1 ผิด" in text_of(officer.get(at("edition", edition)))
    assert "รายตัวชี้วัด ปี 2568 ส่งคืนให้แก้ไข" in text_of(officer.get(reverse("home")))
    assert "รออนุมัติ" not in text_of(mayor.get(reverse("home")))


def test_return_without_a_reason_is_refused(officer: Client, mayor: Client) -> None:
    edition = submitted(officer)

    response = mayor.post(at("edition_return", edition), {"reason": " ", "seen": edition.content_sha256})

    assert response.status_code == 422
    assert "กรุณาระบุเหตุผล" in text_of(response)
