"""A municipality's evidence: its list, where it is used, and taking a piece of it back."""

import io
from datetime import date
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.errors import UserError
from accounts.models import Municipality, Role, User
from measures.models import Evidence, Status, Step
from measures.verbs.activities import activity_pictures_set
from measures.verbs.evidence import WITHDRAWN, evidence_add_file, evidence_publish, evidence_withdraw
from measures.verbs.progress import progress_change, progress_record
from reports.documents import activity_note, implementation_report
from tests.factories import member, municipality
from tests.measures.files import PDF, photo
from tests.measures.pages import desk_of, faults
from tests.measures.pages import words as words_of
from tests.measures.reports import link, reported
from tests.measures.test_activities import activity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "media")]


def kept(place: Municipality, caption: str = "คำสั่ง", by: User | None = None) -> Evidence:
    return evidence_add_file(municipality=place, caption=caption, file=io.BytesIO(PDF), name="คำสั่งที่ 9.pdf", by=by)


def snapshot(place: Municipality, caption: str = "ภาพประชุม") -> Evidence:
    return evidence_add_file(municipality=place, caption=caption, file=io.BytesIO(photo()), name="ภาพ.jpg", by=None)


def page(client: Client, query: str = "") -> str:
    return words_of(client.get(reverse("evidence", args=["ban-suan"]) + query))


def place_of(name: str, evidence: Evidence, *more: int) -> str:
    return reverse(name, args=["ban-suan", evidence.pk, *more])


def test_list_says_what_is_used_and_finds_by_caption_and_by_name(place: Municipality, step: Step, desk: Client) -> None:
    used, picture, unused = kept(place), snapshot(place), link(place, "ประกาศ")
    reported(step, evidence=[used])
    activity_pictures_set(activity=activity(place), pictures=[picture], version=0)
    kept(municipality("ban-na", proper_name="บ้านนา"), "ของที่อื่น")

    everything, by_use, by_name = page(desk), page(desk, "?use=unused"), page(desk, "?text=9.pdf&use=used")

    assert "3 รายการ" in everything
    assert "ประกาศ ลิงก์ https://a.go.th/ ยังไม่ได้ใช้ ภาพประชุม" in everything
    assert ("ใช้ใน 1 รายงาน" in everything, "ใช้ใน 1 กิจกรรม" in everything) == (True, True)
    assert "ของที่อื่น" not in everything
    assert ("1 รายการ" in by_use, unused.caption in by_use, used.caption in by_use) == (True, True, False)
    assert ("1 รายการ" in by_name, used.caption in by_name) == (True, True)
    assert "ไม่พบหลักฐานที่ตรงกับเงื่อนไข" in page(desk, "?text=ไม่มี")


def test_list_without_evidence_says_where_it_is_added(desk: Client) -> None:
    assert "หลักฐานเพิ่มได้เมื่อรายงานผลของขั้นตอน" in page(desk)


def test_list_is_paged_and_keeps_what_is_looked_for(place: Municipality, desk: Client) -> None:
    Evidence.objects.bulk_create(
        Evidence(municipality=place, caption=f"ประกาศ {n}", url="https://a.go.th/") for n in range(51)
    )

    answer = desk.get(reverse("evidence", args=["ban-suan"]), {"text": "ประกาศ", "page": "2"})

    assert "หน้า 2 จาก 2" in words_of(answer)
    assert 'href="?text=%E0%B8%9B%E0%B8%A3%E0%B8%B0%E0%B8%81%E0%B8%B2%E0%B8%A8&amp;page=1"' in answer.content.decode()


@pytest.mark.parametrize("rows", [5, 200])
def test_list_takes_as_many_queries_whatever_the_rows(
    rows: int, place: Municipality, desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Evidence.objects.bulk_create(
        Evidence(municipality=place, caption=f"ประกาศ {n}", url="https://a.go.th/") for n in range(rows)
    )

    with django_assert_num_queries(6):
        desk.get(reverse("evidence", args=["ban-suan"]))


def test_page_shows_the_activity_that_uses_a_picture(place: Municipality, desk: Client) -> None:
    picture = snapshot(place)
    made = activity(place)
    activity_pictures_set(activity=made, pictures=[picture], version=0)

    answer = desk.get(place_of("evidence_page", picture))

    assert f'href="{reverse("activity", args=["ban-suan", made.fiscal_year, made.pk])}"' in answer.content.decode()
    assert "ยังไม่มีรายงานหรือกิจกรรม" not in words_of(answer)


def test_withdrawal_takes_the_files_away_and_keeps_who_and_why(
    place: Municipality, media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    officer = member(place, Role.INTEGRITY_OFFICER)
    picture, other = snapshot(place), snapshot(place)
    evidence_publish(evidence=picture, is_public=True)
    hashed = picture.files.get().sha256

    with django_capture_on_commit_callbacks(execute=True):
        evidence_withdraw(evidence=picture, reason=" มีเลขประจำตัวประชาชน\n", by=officer)

    picture.refresh_from_db()
    [row], [others] = picture.files.all(), other.files.all()
    left = {str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()}
    assert left == {others.file.name, others.web.name}
    assert (row.file.name, row.web.name, row.name, row.sha256) == ("", "", "ภาพ.jpg", hashed)
    assert (picture.withdrawn_by, picture.withdrawn_because) == (officer, "มีเลขประจำตัวประชาชน")
    assert (picture.caption, picture.is_public) == ("ภาพประชุม", False)
    entry = LogEntry.objects.get_for_object(picture).order_by("-pk").first()
    assert entry
    assert entry.changes_dict["withdrawn_because"] == ["", "มีเลขประจำตัวประชาชน"]


def test_withdrawal_is_refused_where_a_report_would_prove_nothing(place: Municipality, step: Step) -> None:
    """Not where other evidence is left, where the report says why there is none, or where it is not done."""
    officer = member(place, Role.INTEGRITY_OFFICER)
    alone, first, second, reasoned, begun = (kept(place, caption) for caption in "กขคงจ")
    done = {"date": date(2026, 3, 20), "status": Status.DONE, "summary": "ทำแล้ว", "outcome": "ดี"}
    progress_record(step=step, evidence=[alone], by=None, **done)  # type: ignore[arg-type]  # a test's own words
    progress_record(step=step, evidence=[first, second], by=None, **done)  # type: ignore[arg-type]
    progress_record(step=step, evidence=[reasoned], reason="อยู่ในแฟ้ม", by=None, **done)  # type: ignore[arg-type]
    reported(step, evidence=[begun])

    for free in (first, reasoned, begun):
        evidence_withdraw(evidence=free, reason="ส่งผิด", by=officer)

    for bound in (alone, second):
        with pytest.raises(UserError, match=r"รายงานวันที่ 20 มี\.ค\. 2569 ของขั้นตอน “ประชุมติดตามผล” จะไม่เหลือหลักฐาน"):
            evidence_withdraw(evidence=bound, reason="ส่งผิด", by=officer)


def test_withdrawn_evidence_proves_nothing(place: Municipality, step: Step) -> None:
    gone = kept(place)
    report = reported(step, evidence=[gone])
    evidence_withdraw(evidence=gone, reason="ส่งผิด", by=member(place, Role.INTEGRITY_OFFICER))
    gone.refresh_from_db()

    with pytest.raises(UserError, match="ยังไม่มีหลักฐาน"):
        progress_change(
            report=report, version=0, date=report.date, status=Status.DONE, due=report.due, summary="ทำแล้ว",
            outcome="ดี", evidence=[gone], by=None,
        )  # fmt: skip


@pytest.mark.parametrize(("reason", "words"), [(" \n", "กรุณาเขียนเหตุผล"), ("ก" * 501, "ยาวเกิน 500 ตัวอักษร")])
def test_withdrawal_needs_a_reason(reason: str, words: str, place: Municipality) -> None:
    with pytest.raises(UserError, match=words):
        evidence_withdraw(evidence=kept(place), reason=reason, by=member(place, Role.INTEGRITY_OFFICER))


def test_what_was_withdrawn_is_neither_withdrawn_again_nor_published(place: Municipality) -> None:
    officer = member(place, Role.INTEGRITY_OFFICER)
    gone = kept(place)
    evidence_withdraw(evidence=gone, reason="ส่งผิด", by=officer)

    with pytest.raises(UserError, match=WITHDRAWN):
        evidence_withdraw(evidence=gone, reason="ส่งผิด", by=officer)
    with pytest.raises(UserError, match=WITHDRAWN):
        evidence_publish(evidence=gone, is_public=True)


def test_author_withdraws_by_the_page_and_others_read_why(place: Municipality, desk: Client, staff: User) -> None:
    mine = kept(place, by=staff)

    shown = words_of(desk.get(place_of("evidence_page", mine)))
    empty = desk.post(place_of("evidence_withdrawal", mine), {"reason": ""})
    answer = desk.post(place_of("evidence_withdrawal", mine), {"reason": "ส่งไฟล์ผิด"}, follow=True)

    assert "ถอนหลักฐานนี้" in shown
    assert (empty.status_code, faults(empty)) == (422, ["เหตุผลที่ถอน: กรุณาเขียนเหตุผลที่ถอน"])
    said = words_of(desk_of(place, Role.EXECUTIVE).get(place_of("evidence_page", mine)))
    assert "หลักฐานนี้ถูกถอนแล้ว" in said
    assert f"{staff.username} · 25 มี.ค. 2569 10:00 น. เหตุผล: ส่งไฟล์ผิด" in said
    assert answer.redirect_chain == [(place_of("evidence_page", mine), 302)]
    assert desk.get(place_of("evidence_file", mine, 1)).status_code == 404
    assert "คำสั่ง ถอนแล้ว 25 มี.ค. 2569 10:00 น." in page(desk, "?use=withdrawn")


def test_nobody_else_withdraws(place: Municipality, desk: Client) -> None:
    foreign = kept(municipality("ban-na", proper_name="บ้านนา"))
    theirs = kept(place, by=member(place, Role.STAFF))
    clients = {role: desk_of(place, role) for role in (Role.STAFF, Role.EXECUTIVE, Role.INTEGRITY_OFFICER)}

    asked = {role: client.get(place_of("evidence_withdrawal", theirs)).status_code for role, client in clients.items()}

    assert asked == {Role.STAFF: 403, Role.EXECUTIVE: 403, Role.INTEGRITY_OFFICER: 200}
    assert desk.post(place_of("evidence_withdrawal", foreign), {"reason": "x"}).status_code == 404
    assert "ถอนหลักฐานนี้" not in words_of(desk.get(place_of("evidence_page", theirs)))


def test_documents_name_what_was_withdrawn(place: Municipality, step: Step) -> None:
    officer = member(place, Role.INTEGRITY_OFFICER)
    gone, picture = kept(place), snapshot(place)
    reported(step, evidence=[gone])
    activity_pictures_set(activity=activity(place), pictures=[picture], version=0)

    for each in (gone, picture):
        evidence_withdraw(evidence=each, reason="ส่งผิด", by=officer)

    assert "ถอนแล้ว" in repr(implementation_report.build(place, 2569))
    assert "(ภาพนี้ถูกถอนแล้ว)" in repr(activity_note.build(place, 2568))
