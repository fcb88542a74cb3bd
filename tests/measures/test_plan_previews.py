"""What a workbook would do to a plan, before it is stored: each row beside what stands."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Municipality
from measures.importers.measure_columns import Field
from measures.models import Measure, ProgressReport, Status, Step
from measures.periods import Period
from measures.plan_previews import GONE, NO_ANSWERS, STALE, STEP_ELSEWHERE, STEP_GONE, TOO_MANY
from measures.verbs.measures import (
    MAX_STEPS,
    OutsideYearError,
    measure_change,
)
from tests.factories import department, framework, municipality
from tests.measures.plans import (
    NEW,
    changed,
    compared,
    counts,
    faults,
    imported,
    own,
    planned,
    shown,
    taken,
    texts,
    without,
)

pytestmark = pytest.mark.django_db

OUTSIDE = Period(dates=(date(2025, 9, 15), date(2025, 12, 31)))


@pytest.fixture
def place() -> Municipality:
    framework(2568)
    return municipality()


@pytest.fixture
def plan(place: Municipality) -> Measure:
    return planned(place)


def test_changed_cells_are_told_with_old_and_new(place: Municipality, plan: Measure) -> None:
    raw = changed(
        taken(place),
        {
            (1, Field.TITLE): "ประชุมทุกไตรมาส", (1, Field.INDICATORS): "1, 4", (1, Field.QUESTIONS): "i1",
            (2, Field.PERIOD): "ทุกไตรมาส", (2, Field.DEPARTMENTS): "กองช่าง, กองคลัง", (1, Field.BUDGET): None,
        },
    )  # fmt: skip

    found = compared(place, raw)

    assert shown(found) == [
        (
            "มาตรการที่ 1 “ประชุมทุกไตรมาส”", "แก้ไข",
            [
                ("มาตรการ", "ประชุมติดตามผลทุกเดือน", "ประชุมทุกไตรมาส"), ("ตัวชี้วัด", "1", "1, 4"),
                ("ข้อคำถาม", "", "i1"),
            ],
        ),
        ("มาตรการที่ 1 ขั้นตอนที่ 1 “ตั้งคณะทำงาน”", "แก้ไข", [("งบประมาณ", "5,000 บาท", "")]),
        (
            "มาตรการที่ 1 ขั้นตอนที่ 2 “ตรวจ”", "แก้ไข",
            [("ผู้รับผิดชอบ", "กองคลัง", "กองช่าง, กองคลัง"), ("ระยะเวลา", "ไตรมาส 1 - 4", "ทุกไตรมาส")],
        ),
    ]  # fmt: skip
    assert counts(found) == {"เพิ่ม": 0, "แก้ไข": 3, "เท่าเดิม": 3, "คงไว้": 0}


def test_new_rows_are_told_in_one_cell(place: Municipality) -> None:
    department(place, "กองคลัง")

    found = compared(place, own(NEW | {Field.DEPARTMENTS: "กองคลัง"}))

    assert shown(found) == [
        ("มาตรการใหม่ “เผยแพร่คู่มือ”", "เพิ่ม", [("", "", "มาตรการ: เผยแพร่คู่มือ\nตัวชี้วัด: 2")]),
        (
            "มาตรการใหม่ ขั้นตอนที่ 1 “จัดทำคู่มือ”", "เพิ่ม",
            [("", "", "ขั้นตอน: จัดทำคู่มือ\nผู้รับผิดชอบ: กองคลัง\nระยะเวลา: ไตรมาส 1")],
        ),
    ]  # fmt: skip


def test_what_the_file_leaves_out_stays_and_is_named(place: Municipality, plan: Measure) -> None:
    found = imported(place, without(changed(taken(place), {(1, Field.BUDGET): 1}), 2, 4))

    assert counts(found) == {"เพิ่ม": 0, "แก้ไข": 1, "เท่าเดิม": 2, "คงไว้": 3}
    (remark,) = found.preview.remarks
    assert remark == (
        "ไม่มีในไฟล์ จึงคงไว้ตามเดิม: มาตรการที่ 1 ขั้นตอนที่ 2 “ตรวจ”, มาตรการที่ 2 “อบรม” "
        "การนำเข้าไม่ลบรายการใด หากต้องการลบ กรุณาลบที่หน้าของมาตรการ"
    )
    assert texts(place) == [("ประชุมติดตามผลทุกเดือน", ["ตั้งคณะทำงาน", "ตรวจ", "สรุปผล"]), ("อบรม", ["จัดอบรม"])]


def test_row_whose_cells_were_emptied_stays_too(place: Municipality, plan: Measure) -> None:
    emptied = dict.fromkeys([(3, Field.TEXT), (3, Field.PERIOD), (3, Field.DEPARTMENTS)])

    found = compared(place, changed(taken(place), emptied))

    assert (counts(found)["คงไว้"], found.preview.faults) == (1, ())


def test_measure_whose_first_row_was_deleted_keeps_its_name(place: Municipality, plan: Measure) -> None:
    found = compared(place, without(taken(place), 1))

    assert (shown(found), counts(found)["คงไว้"]) == ([], 1)


def test_columns_that_are_not_there_leave_what_is_stored(place: Municipality, plan: Measure) -> None:
    raw = own(
        {Field.TITLE: "ประชุมติดตามผลทุกเดือน", Field.TEXT: "ตั้งคณะทำงาน", Field.PERIOD: "ไตรมาส 2"},
        {Field.TITLE: None, Field.TEXT: "ตรวจ", Field.PERIOD: "ไตรมาส 1 - 4"},
    )

    found = imported(place, raw)

    step = plan.steps.get(order=1)
    assert shown(found) == [("มาตรการที่ 1 ขั้นตอนที่ 1 “ตั้งคณะทำงาน”", "แก้ไข", [("ระยะเวลา", "ไตรมาส 1 - 4", "ไตรมาส 2")])]
    assert (step.supervision, step.budget) == ("รายงานนายก", Decimal(5000))
    assert (step.departments.count(), step.assignee is None) == (2, False)


@pytest.mark.parametrize(
    ("row", "value", "fault"),
    [
        (1, "m999999.0/s1", GONE),
        (2, "s:999999", STEP_GONE),
        (2, "s:4", STEP_ELSEWHERE),
        (2, "s:1", "รหัสระบบซ้ำกับแผ่นงาน แผน แถว 5 หากเป็นขั้นตอนใหม่ กรุณาลบรหัสในเซลล์นี้"),
        (2, "หาย", "อ่านรหัสระบบไม่ได้ กรุณาใช้รหัสเดิมจากไฟล์ที่ดาวน์โหลด หรือเว้นว่างหากเป็นรายการใหม่"),
        (
            4,
            "m:1",
            "รหัสระบบเป็นของอีกมาตรการหนึ่ง (เทียบกับแผ่นงาน แผน แถว 5) กรุณาตรวจสอบลำดับมาตรการ หรือลบรหัสในเซลล์นี้หากเป็นรายการใหม่",
        ),
    ],
)
def test_key_of_something_else_is_a_fault(row: int, value: str, fault: str, place: Municipality, plan: Measure) -> None:
    pks = list(Step.objects.order_by("measure", "order").values_list("pk", flat=True))
    kind, _, number = value.partition(":")
    if kind == "s":
        value = f"m{plan.pk}.{plan.version}/s{pks[int(number) - 1] if int(number) < 9 else number}"
    elif kind == "m":
        value = f"m{plan.pk}.{plan.version}"
    raw = changed(
        taken(place), {(row, Field.KEY): value} | ({(2, Field.KEY): None, (3, Field.KEY): None} if row == 1 else {})
    )

    assert any(each.endswith(f": {fault}") for each in faults(place, raw))


def test_copied_row_without_its_key_is_a_new_step(place: Municipality, plan: Measure) -> None:
    raw = changed(
        taken(place),
        {(5, Field.NUMBER): 1, (5, Field.STEP_NUMBER): 4, (5, Field.TEXT): "เผยแพร่ผล", (5, Field.PERIOD): "ไตรมาส 4"},
    )

    imported(place, raw)

    assert texts(place)[0] == ("ประชุมติดตามผลทุกเดือน", ["ตั้งคณะทำงาน", "ตรวจ", "สรุปผล", "เผยแพร่ผล"])


def test_measure_that_would_answer_nothing_is_a_fault(place: Municipality, plan: Measure) -> None:
    assert faults(place, changed(taken(place), {(1, Field.INDICATORS): None})) == [f"แผ่นงาน แผน แถว 5: {NO_ANSWERS}"]


def test_steps_beside_those_that_stay_are_counted_together(place: Municipality, plan: Measure) -> None:
    rows = [{Field.TITLE: None, Field.TEXT: f"ขั้น {n}", Field.PERIOD: "ไตรมาส 1"} for n in range(MAX_STEPS)]
    rows[0][Field.TITLE] = "อบรม"

    assert faults(place, own(*rows)) == [f"แผ่นงาน แผน แถว 2: {TOO_MANY}"]


def test_days_outside_the_year_are_asked_about_once(place: Municipality, plan: Measure) -> None:
    raw = changed(taken(place), {(2, Field.PERIOD): "15 กันยายน - 31 ธันวาคม 2568"})
    found = compared(place, raw)

    assert found.asks_outside
    assert found.preview.rows[0].checks == ("มีวันที่อยู่นอกปีงบประมาณ 2569",)
    with pytest.raises(OutsideYearError):
        imported(place, raw)

    imported(place, raw, outside_confirmed=True)

    assert plan.steps.get(order=2).when == OUTSIDE
    assert not compared(place, changed(taken(place), {(2, Field.TEXT): "ตรวจสอบ"})).asks_outside


def test_reports_of_a_changed_step_are_kept_and_named(place: Municipality, plan: Measure) -> None:
    day = date(2026, 3, 1)
    step = plan.steps.get(order=2)
    ProgressReport.objects.create(step=step, date=day, due=day, status=Status.IN_PROGRESS)

    found = imported(place, changed(taken(place), {(2, Field.TEXT): "ตรวจสอบ"}))

    assert found.preview.rows[0].checks == ("มีรายงานความก้าวหน้าแล้ว 1 ครั้ง ซึ่งยังคงอยู่",)
    step.refresh_from_db()
    assert (step.text, step.reports.count()) == ("ตรวจสอบ", 1)


def test_older_file_is_asked_about_where_it_would_overwrite(place: Municipality, plan: Measure) -> None:
    older = taken(place)
    indicators = plan.indicators.all()
    measure_change(measure=plan, title="ประชุมทุกสองเดือน", indicators=indicators, version=plan.version)

    found = compared(place, older)
    untouched = compared(place, changed(older, {(1, Field.TITLE): "ประชุมทุกสองเดือน", (4, Field.TEXT): "อบรม"}))

    assert found.asks_stale
    assert found.preview.rows[0].checks == (STALE,)
    assert not untouched.asks_stale
