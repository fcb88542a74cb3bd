"""What departments report of a step: what a status asks for, which deadline it answers, and corrections."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from auditlog.models import LogEntry

from accounts.errors import UserError
from accounts.models import Municipality, Role
from measures.evidence_files import files_prepared
from measures.models import Evidence, ProgressReport, Status, Step
from measures.periods import Cycle, Period
from measures.queries.progress import step_sheet_get
from measures.verbs.evidence import NewFile, NewLink, evidence_add_link
from measures.verbs.measures import StepData, step_change, step_remove
from measures.verbs.progress import ReportData, progress_change, progress_record, report_faults
from tests.factories import department, measure, member, municipality
from tests.measures.files import PDF, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "media")]

TODAY = date(2026, 3, 25)
QUARTERS = [date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]
DONE: dict[str, Any] = {"summary": "จัดประชุมแล้ว", "outcome": "บุคลากรเข้าใจหลักเกณฑ์", "reason": "บันทึกไว้ในแฟ้ม"}


def step(place: Municipality, when: Period | None = None) -> Step:
    """A step of the action year 2569, every quarter unless said otherwise."""
    when = when or Period(cycle=Cycle.QUARTERLY)
    made = measure(place, steps=[StepData("ประชุมติดตามผล", [department(place)], when)])
    found: Step = made.steps.get()
    return found


def link(place: Municipality, caption: str = "ประกาศ") -> Evidence:
    return evidence_add_link(municipality=place, caption=caption, url="https://a.go.th/", by=None)


def report(of: Step, day: date = TODAY, status: Status = Status.IN_PROGRESS, **more: Any) -> ProgressReport:
    return progress_record(step=of, date=day, status=status, by=None, **more)


def test_progress_record_keeps_all_that_was_said() -> None:
    place = municipality()
    staff, old = member(place, Role.STAFF), link(place)

    with files_prepared([upload("คำสั่ง.pdf", PDF)]) as preparation:
        made = progress_record(
            step=step(place),
            date=TODAY,
            status=Status.DONE,
            due=QUARTERS[1],
            summary=" จัดประชุม\r\nสองครั้ง ",
            outcome="ลดข้อร้องเรียน",
            percent=50,
            reason="",
            evidence=[old],
            files=[NewFile(preparation.files[0], "คำสั่ง", date(2026, 3, 1))],
            links=[NewLink("https://b.go.th/", "ข่าว")],
            by=staff,
        )

    stored = ProgressReport.objects.get(pk=made.pk)
    assert (stored.date, stored.due, stored.status, stored.percent, stored.by, stored.version) == (
        TODAY, QUARTERS[1], Status.DONE, 50, staff, 0,
    )  # fmt: skip
    assert (stored.summary, stored.outcome, stored.reason) == ("จัดประชุม\nสองครั้ง", "ลดข้อร้องเรียน", "")
    assert {(each.caption, each.by) for each in stored.evidence.all()} == {
        ("ประกาศ", None), ("คำสั่ง", staff), ("ข่าว", staff),
    }  # fmt: skip


def test_step_that_is_done_stays_so_when_its_period_is_moved() -> None:
    place = municipality()
    of = step(place, Period(dates=(date(2025, 10, 1), date(2026, 3, 31))))
    report(of, TODAY, Status.DONE, **DONE)

    step_change(step=of, data=StepData("ประชุม", [], Period(quarters=(1, 3))), version=0)

    sheet = step_sheet_get(place, 2569, of.pk, date(2026, 7, 15))
    assert sheet is not None
    assert (sheet.plan.standing.status, sheet.plan.standing.late) == (Status.DONE, False)
    assert sheet.open_dues == [date(2026, 6, 30)]


OVERTAKEN = (
    "มีรายงานที่ใหม่กว่าแล้ว คือ รายงานวันที่ 24 มี.ค. 2569 สถานะ “อยู่ระหว่างดำเนินการ” สถานะที่เลือกจึงไม่มีผล "
    "กรุณาใช้วันที่ 24 มี.ค. 2569 เป็นต้นไป หรือแก้ไขรายงานฉบับนั้นแทน"
)


@pytest.mark.parametrize("due", [QUARTERS[1], QUARTERS[3]], ids=["same deadline", "another deadline"])
def test_cancellation_before_the_newest_report_of_the_step_is_refused(due: date) -> None:
    of = step(municipality())
    report(of, date(2026, 3, 24), due=QUARTERS[1])

    with pytest.raises(UserError) as refused:
        report(of, date(2026, 3, 20), Status.CANCELLED, due=due, reason="ไม่มีงบประมาณ")

    assert refused.value.messages == (OVERTAKEN,)
    report(of, date(2026, 3, 24), Status.CANCELLED, due=due, reason="ไม่มีงบประมาณ")
    assert Step.objects.get().reports.first().status == Status.CANCELLED  # type: ignore[union-attr]


def test_done_before_the_newest_report_of_its_deadline_is_refused() -> None:
    of = step(municipality())
    report(of, date(2026, 3, 24), due=QUARTERS[1])

    with pytest.raises(UserError) as refused:
        report(of, date(2026, 3, 20), Status.DONE, due=QUARTERS[1], **DONE)
    other = report(of, date(2026, 3, 20), Status.DONE, due=QUARTERS[0], **DONE)
    late_note = report(of, date(2026, 3, 10), due=QUARTERS[1])

    assert refused.value.messages == (OVERTAKEN,)
    assert set(ProgressReport.objects.filter(date__lt=date(2026, 3, 24))) == {other, late_note}


def test_correction_of_an_older_report_keeps_its_words_but_takes_no_status_without_effect() -> None:
    of = step(municipality())
    older = report(of, date(2026, 3, 24), due=QUARTERS[1])
    report(of, date(2026, 3, 24), due=QUARTERS[1])
    stored: dict[str, Any] = {"report": older, "version": 0, "date": older.date, "due": older.due, "by": None}

    with pytest.raises(UserError) as refused:
        progress_change(**stored, status=Status.DONE, **DONE)
    older.refresh_from_db()
    progress_change(**stored, status=Status.IN_PROGRESS, summary="แก้คำผิด")

    assert refused.value.messages == (OVERTAKEN,)
    assert ProgressReport.objects.get(pk=older.pk).summary == "แก้คำผิด"


def test_progress_record_without_a_deadline_is_about_the_next_open_one_and_then_the_last() -> None:
    of = step(municipality())

    made = [report(of, status=Status.DONE, **DONE) for _ in range(5)]

    assert [each.due for each in made] == [*QUARTERS, QUARTERS[-1]]


@pytest.mark.parametrize(
    ("data", "faults"),
    [
        (ReportData(TODAY, Status.NOT_STARTED), {}),
        (ReportData(TODAY, Status.IN_PROGRESS, percent=100), {}),
        (ReportData(TODAY, Status.DONE, "ก", "ข", evidence=1), {}),
        (ReportData(TODAY, Status.DONE, "ก", "ข", reason="ค"), {}),
        (ReportData(TODAY, Status.CANCELLED, reason="ค"), {}),
        (
            ReportData(TODAY, Status.DONE, " ", "\u200b"),
            {
                "summary": "สถานะ “ดำเนินการแล้ว” ต้องมีสรุปผล กรุณาเขียนว่าได้ทำสิ่งใดบ้าง",
                "outcome": "สถานะ “ดำเนินการแล้ว” ต้องมีผลลัพธ์ กรุณาเขียนว่าเกิดผลหรือความสำเร็จใด",
                "reason": "ยังไม่มีหลักฐาน กรุณาแนบไฟล์หรือลิงก์ หรือเขียนเหตุผลที่ไม่มีหลักฐาน",
            },
        ),
        (ReportData(TODAY, Status.CANCELLED, "ก", "ข", evidence=3), {"reason": "กรุณาเขียนเหตุผลที่ยกเลิกขั้นตอนนี้"}),
        (
            ReportData(date(2026, 3, 26), Status.IN_PROGRESS),
            {"date": "วันที่ 26 มี.ค. 2569 ยังมาไม่ถึง กรุณาใช้วันที่วันนี้หรือก่อนหน้า"},
        ),
        (
            ReportData(TODAY, Status.IN_PROGRESS, percent=101),
            {"percent": "ร้อยละต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข หรือเว้นว่าง"},
        ),
        (
            ReportData(TODAY, Status.IN_PROGRESS, "ก" * 4001),
            {"summary": "ข้อความยาวเกิน 4,000 ตัวอักษร กรุณาเขียนให้สั้นลง หรือแนบเป็นหลักฐาน"},
        ),
    ],
)
def test_report_faults_are_what_the_status_asks_for(data: ReportData, faults: dict[str, str]) -> None:
    found = report_faults(data, TODAY)

    assert found == faults


def test_progress_record_says_all_that_is_wrong_and_keeps_nothing(media: Path) -> None:
    place, elsewhere = municipality(), municipality("other")
    of = step(place)

    with files_prepared([upload("a.pdf", PDF)]) as preparation, pytest.raises(UserError) as error:
        report(
            of,
            date(2026, 3, 26),
            Status.CANCELLED,
            due=date(2026, 5, 1),
            evidence=[link(elsewhere)],
            files=[NewFile(preparation.files[0], "ก")],
        )

    assert error.value.messages == (
        "วันที่ 26 มี.ค. 2569 ยังมาไม่ถึง กรุณาใช้วันที่วันนี้หรือก่อนหน้า",
        "กรุณาเขียนเหตุผลที่ยกเลิกขั้นตอนนี้",
        "ขั้นตอนนี้ไม่มีกำหนดที่เลือกแล้ว กรุณาเลือกรอบที่รายงานใหม่",
        "มีหลักฐานของหน่วยงานอื่น กรุณาเลือกหลักฐานของเทศบาลเมืองบ้านสวน",
    )
    assert (ProgressReport.objects.count(), Evidence.objects.filter(municipality=place).count()) == (0, 0)
    assert list(media.rglob("*.*")) == []


def test_progress_record_takes_ten_files_in_all() -> None:
    of = step(municipality())
    with files_prepared([upload(f"{number}.pdf", PDF) for number in range(10)]) as preparation:
        first = report(of, files=[NewFile(file, "ก") for file in preparation.files])

    with files_prepared([upload("a.pdf", PDF)]) as preparation, pytest.raises(UserError, match="ไม่เกิน 10 ไฟล์"):
        report(of, evidence=first.evidence.all(), files=[NewFile(preparation.files[0], "ก")])

    assert ProgressReport.objects.count() == 1


def test_progress_change_corrects_and_leaves_who_reported() -> None:
    place = municipality()
    staff, old = member(place, Role.STAFF), link(place)
    made = progress_record(step=step(place), date=TODAY, status=Status.IN_PROGRESS, evidence=[old], by=staff)

    progress_change(
        report=made, version=0, date=date(2026, 3, 20), status=Status.DONE, due=QUARTERS[1], summary="ก", outcome="ข",
        links=[NewLink("https://b.go.th/", "ข่าว")], by=member(place, Role.STAFF),
    )  # fmt: skip

    stored = ProgressReport.objects.get(pk=made.pk)
    assert (stored.date, stored.due, stored.status, stored.summary, stored.by, stored.version) == (
        date(2026, 3, 20), QUARTERS[1], Status.DONE, "ก", staff, 1,
    )  # fmt: skip
    assert [each.caption for each in stored.evidence.all()] == ["ข่าว"]
    assert Evidence.objects.filter(pk=old.pk).exists()
    entry = LogEntry.objects.get_for_object(stored).filter(changes__has_key="status").first()
    assert entry
    assert entry.changes_dict["status"] == ["in_progress", "done"]


def test_progress_change_of_a_stale_version_is_refused_and_its_files_are_not_kept(media: Path) -> None:
    made = report(step(municipality()))
    same: dict[str, Any] = {"date": TODAY, "status": Status.IN_PROGRESS, "due": made.due, "by": None}
    progress_change(report=made, version=0, summary="ของคนแรก", **same)

    with files_prepared([upload("a.pdf", PDF)]) as preparation, pytest.raises(UserError) as error:
        progress_change(
            report=made, version=0, summary="ของคนที่สอง", files=[NewFile(preparation.files[0], "ก")], **same
        )  # fmt: skip

    assert str(error.value) == ("มีผู้แก้ไขรายงานนี้หลังจากท่านเปิดหน้านี้ กรุณาเทียบกับข้อมูลล่าสุดในหน้านี้ แล้วบันทึกอีกครั้ง")
    assert ProgressReport.objects.get().summary == "ของคนแรก"
    assert (Evidence.objects.count(), list(media.rglob("*.pdf"))) == (0, [])


def test_progress_change_keeps_a_deadline_that_the_step_has_no_more() -> None:
    of = step(municipality())
    made = report(of, due=QUARTERS[0])
    of.cycle = Cycle.HALF_YEARLY
    of.save()

    progress_change(report=made, version=0, date=TODAY, status=Status.IN_PROGRESS, due=QUARTERS[0], by=None)

    assert ProgressReport.objects.get().due == QUARTERS[0]


def test_open_deadlines_are_those_not_answered_and_those_reported_on() -> None:
    place = municipality()
    of = step(place)

    def found() -> list[date]:
        sheet = step_sheet_get(place, 2569, of.pk)
        assert sheet
        return sheet.open_dues

    before = found()
    report(of, due=QUARTERS[1], status=Status.DONE, **DONE)
    answered = found()
    report(of, due=QUARTERS[3], status=Status.DONE, **DONE)
    done = found()
    report(of, status=Status.CANCELLED, reason="ยุบโครงการ")
    cancelled = found()

    assert (before, answered, done, cancelled) == (QUARTERS, QUARTERS[1:], [QUARTERS[1], QUARTERS[3]], QUARTERS)


def test_open_deadlines_of_a_step_that_has_moved_since_it_was_done_are_the_last() -> None:
    place = municipality()
    of = step(place, Period(dates=(date(2025, 10, 1), date(2026, 3, 20))))
    report(of, status=Status.DONE, **DONE)
    of.end = date(2026, 3, 10)
    of.save()

    sheet = step_sheet_get(place, 2569, of.pk)

    assert sheet
    assert sheet.open_dues == [date(2026, 3, 10)]


@pytest.mark.parametrize(("slug", "action_year"), [("other", 2569), ("ban-suan", 2568)])
def test_step_of_another_municipality_or_year_is_not_there(slug: str, action_year: int) -> None:
    of = step(municipality())
    place = Municipality.objects.filter(slug=slug).first() or municipality(slug)

    found = step_sheet_get(place, action_year, of.pk)

    assert found is None


def test_same_report_sent_twice_is_kept_once() -> None:
    place = municipality()
    of, staff = step(place), member(place, Role.STAFF)
    progress_record(step=of, date=TODAY, status=Status.IN_PROGRESS, summary="จัดประชุมแล้ว", by=staff)

    with pytest.raises(UserError, match="ท่านบันทึกรายงานที่มีข้อความเดียวกันนี้ไว้แล้ว"):
        progress_record(step=of, date=TODAY, status=Status.IN_PROGRESS, summary="จัดประชุมแล้ว", by=staff)
    progress_record(step=of, date=TODAY, status=Status.IN_PROGRESS, summary="จัดประชุมครั้งที่สองแล้ว", by=staff)

    assert [each.summary for each in of.reports.order_by("pk")] == ["จัดประชุมแล้ว", "จัดประชุมครั้งที่สองแล้ว"]


def test_report_of_a_step_that_was_removed_keeps_nothing(media: Path) -> None:
    place = municipality()
    of = step(place)
    step_remove(step=Step.objects.get(pk=of.pk), version=0)

    with (
        pytest.raises(UserError, match="ขั้นตอนนี้ถูกลบออกจากแผนไปแล้ว"),
        files_prepared([upload("คำสั่ง.pdf", PDF)]) as preparation,
    ):
        report(of, files=[NewFile(preparation.files[0], "คำสั่ง")])

    assert (ProgressReport.objects.count(), Evidence.objects.count(), list(media.rglob("*.pdf"))) == (0, 0, [])
