"""Steps are added, changed, moved and removed upon the version of their measure."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from auditlog.models import LogEntry

from accounts.errors import UserError
from accounts.models import Role
from measures.models import Measure, ProgressReport, Responsibility, Status, Step
from measures.periods import Cycle, Period
from measures.verbs.measures import (
    OutsideYearError,
    StaleMeasureError,
    StepData,
    step_add,
    step_change,
    step_move,
    step_remove,
)
from tests.factories import department, measure, member, municipality

pytestmark = pytest.mark.django_db

MONTHLY = Period(cycle=Cycle.MONTHLY, cycle_day=15)
#: The action year of the measures here is 2569: 1 October 2025 to 30 September 2026.
EARLY = Period(dates=(date(2025, 9, 30), date(2025, 12, 31)))
ASKED = "วันที่อยู่นอกปีงบประมาณ 2569 (1 ตุลาคม 2568 - 30 กันยายน 2569) หากตั้งใจให้เป็นเช่นนี้ กรุณาทำเครื่องหมายยืนยัน"


def data(text: str = "ประชุม", when: Period = MONTHLY, **more: Any) -> StepData:
    """A step that nobody is responsible for yet."""
    return StepData(text, more.pop("departments", ()), when, **more)


def with_steps(*texts: str, place: Any = None) -> Measure:
    """A measure with steps of these words."""
    return measure(place or municipality(), steps=[data(text) for text in texts])


def texts() -> list[str]:
    """The words of all steps in their order."""
    return [step.text for step in Step.objects.all()]


def report(step: Step) -> None:
    """Somebody reports that the step has begun."""
    day = date(2025, 10, 15)
    ProgressReport.objects.create(step=step, date=day, due=day, status=Status.IN_PROGRESS)


def test_step_add_puts_a_step_last_with_all_that_was_told() -> None:
    place = municipality()
    row = with_steps("ก", "ข", place=place)
    finance, clerk, person = department(place), department(place, "สำนักปลัดเทศบาล"), member(place, Role.STAFF)

    made = step_add(
        measure=row,
        data=data(
            " รายงาน  ผล ",
            Period(quarters=(2, 3)),
            departments=[clerk, finance, clerk],
            supervision="ติดตามทุกเดือน",
            budget=Decimal("12500.50"),
            assignee=person,
        ),
        version=0,
    )

    stored = Step.objects.get(pk=made.pk)
    assert texts() == ["ก", "ข", "รายงาน ผล"]
    assert (stored.period, stored.supervision, stored.budget, stored.assignee) == (
        "ไตรมาส 2 - 3", "ติดตามทุกเดือน", Decimal("12500.50"), person,
    )  # fmt: skip
    assert [each.department for each in stored.responsibilities.all()] == [clerk, finance]
    assert Measure.objects.get().version == 1


def test_step_add_takes_the_two_hundredth_step_and_no_more() -> None:
    row = with_steps(*["ก"] * 199)
    step_add(measure=row, data=data("ที่สองร้อย"), version=0)

    with pytest.raises(UserError) as caught:
        step_add(measure=row, data=data("เกิน"), version=1)

    assert str(caught.value) == "มาตรการ “ประชุมติดตามผลทุกเดือน” มีขั้นตอนได้ไม่เกิน 200 ขั้นตอน กรุณาแยกเป็นหลายมาตรการ"
    assert (Step.objects.count(), Measure.objects.get().version) == (200, 1)


def test_step_add_refuses_a_department_of_another_municipality() -> None:
    other = municipality("ban-chang", proper_name="บ้านฉาง")
    row = with_steps()

    with pytest.raises(UserError) as caught:
        step_add(measure=row, data=data(departments=[department(other)]), version=0)

    assert str(caught.value) == "ขั้นตอน “ประชุม” มีผู้รับผิดชอบของหน่วยงานอื่น กรุณาเลือกส่วนราชการของเทศบาลเมืองบ้านสวน"
    assert not Step.objects.exists()


def test_step_add_refuses_a_stale_version() -> None:
    row = with_steps()
    step_add(measure=row, data=data("ของคนที่สอง"), version=0)

    with pytest.raises(StaleMeasureError):
        step_add(measure=row, data=data("ของคนแรก"), version=0)

    assert texts() == ["ของคนที่สอง"]


@pytest.mark.parametrize(
    "when",
    [EARLY, Period(dates=(date(2026, 9, 1), date(2026, 10, 1))), Period(dates=(date(2024, 10, 1), date(2025, 9, 30)))],
    ids=["begins a day early", "ends a day late", "another year"],
)
def test_step_add_asks_about_days_outside_the_year(when: Period) -> None:
    row = with_steps()

    with pytest.raises(OutsideYearError) as caught:
        step_add(measure=row, data=data(when=when), version=0)

    assert str(caught.value) == ASKED
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    "when",
    [Period(dates=(date(2025, 10, 1), date(2026, 9, 30))), Period(quarters=(1, 4)), MONTHLY, Period(words="ปีหน้า")],
)
def test_step_add_asks_nothing_inside_the_year(when: Period) -> None:
    row = with_steps()

    step_add(measure=row, data=data(when=when), version=0)

    assert Step.objects.get().when == when


def test_step_add_takes_days_outside_the_year_that_are_meant() -> None:
    row = with_steps()

    step_add(measure=row, data=data(when=EARLY), version=0, outside_confirmed=True)

    assert Step.objects.get().when == EARLY


def test_step_change_stores_what_was_told() -> None:
    place = municipality()
    first, second = department(place), department(place, "กองช่าง")
    row = measure(place, steps=[data(departments=[first, second], budget=Decimal(5), supervision="ติดตาม")])

    step_change(step=row.steps.get(), data=data("ใหม่", Period(words="ตลอดปี"), departments=[second, first]), version=0)

    stored = Step.objects.get()
    assert (stored.text, stored.when, stored.supervision, stored.budget) == ("ใหม่", Period(words="ตลอดปี"), "", None)
    assert [each.department for each in stored.responsibilities.all()] == [second, first]
    assert Measure.objects.get().version == 1


def test_step_change_leaves_no_audit_entry_of_departments_that_stay() -> None:
    place = municipality()
    unit = department(place)
    row = measure(place, steps=[data(departments=[unit])])
    before = LogEntry.objects.get_for_model(Responsibility).count()

    step_change(step=row.steps.get(), data=data("ใหม่", departments=[unit]), version=0)

    assert LogEntry.objects.get_for_model(Responsibility).count() == before


def test_step_change_asks_only_about_days_that_are_new() -> None:
    row = with_steps()
    step = step_add(measure=row, data=data(when=EARLY), version=0, outside_confirmed=True)
    step_change(step=step, data=data("ข้อความใหม่", EARLY), version=1)

    with pytest.raises(OutsideYearError):
        step_change(step=step, data=data(when=Period(dates=(date(2025, 9, 29), date(2025, 12, 31)))), version=2)

    stored = Step.objects.get()
    assert (stored.text, stored.when) == ("ข้อความใหม่", EARLY)


def test_step_change_keeps_an_assignee_who_has_left() -> None:
    place = municipality()
    leaver = member(place, Role.STAFF)
    row = measure(place, steps=[data(assignee=leaver)])
    leaver.is_active = False
    leaver.save()

    step_change(step=row.steps.get(), data=data("ใหม่", assignee=leaver), version=0)

    assert Step.objects.get().assignee == leaver


def test_step_change_refuses_a_stale_version() -> None:
    row = with_steps("ก", "ข")
    first, second = row.steps.all()
    step_change(step=first, data=data("ของคนที่สอง"), version=0)

    with pytest.raises(StaleMeasureError) as caught:
        step_change(step=second, data=data("ของคนแรก"), version=0)

    assert str(caught.value) == "มีผู้แก้ไขมาตรการนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อมูลล่าสุดในหน้านี้ แล้วบันทึกอีกครั้ง"
    assert texts() == ["ของคนที่สอง", "ข"]


def test_step_change_refuses_a_step_that_is_gone() -> None:
    row = with_steps("ก")
    step = row.steps.get()
    step_remove(step=step, version=0)

    with pytest.raises(UserError) as caught:
        step_change(step=Step(pk=99, measure=row, text="ก"), data=data(), version=1)

    assert str(caught.value) == "ขั้นตอน “ก” ถูกลบไปแล้ว กรุณากลับไปดูมาตรการล่าสุด"


@pytest.mark.parametrize(
    ("moved", "up", "order"),
    [(0, True, "กขค"), (1, True, "ขกค"), (2, True, "กคข"), (0, False, "ขกค"), (1, False, "กคข"), (2, False, "กขค")],
)
def test_step_move_goes_one_place_and_stays_at_the_ends(moved: int, up: bool, order: str) -> None:
    row = with_steps(*"กขค")

    step_move(step=row.steps.all()[moved], up=up, version=0)

    assert texts() == list(order)


def test_step_move_refuses_a_stale_version() -> None:
    row = with_steps(*"กขค")
    last = row.steps.all()[2]
    step_move(step=last, up=True, version=0)

    with pytest.raises(StaleMeasureError):
        step_move(step=last, up=True, version=0)

    assert texts() == list("กคข")


def test_step_remove_takes_a_step_away() -> None:
    row = with_steps(*"กขค")

    step_remove(step=row.steps.all()[1], version=0)

    assert texts() == ["ก", "ค"]
    assert Measure.objects.get().version == 1


def test_step_remove_refuses_one_that_was_reported_on() -> None:
    row = with_steps("ก", "ข")
    step = row.steps.all()[0]
    report(step)

    with pytest.raises(UserError) as caught:
        step_remove(step=step, version=0)

    assert str(caught.value) == (
        "ขั้นตอนนี้มีรายงานความก้าวหน้าแล้ว จึงลบไม่ได้ หากไม่ดำเนินการต่อ กรุณารายงานเป็น “ยกเลิก” พร้อมเหตุผล เพื่อให้ผลที่รายงานไว้ยังคงอยู่"
    )
    assert texts() == ["ก", "ข"]


def test_step_remove_refuses_a_stale_version() -> None:
    row = with_steps("ก", "ข")
    first, second = row.steps.all()
    step_remove(step=first, version=0)

    with pytest.raises(StaleMeasureError):
        step_remove(step=second, version=0)

    assert texts() == ["ข"]
