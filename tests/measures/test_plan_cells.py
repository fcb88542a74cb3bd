"""What stands in the cells of a plan's table: read as people write it, or a fault with its sheet and cell."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from accounts.models import Municipality
from measures.importers.measure_columns import Field
from measures.periods import Period
from measures.verbs.measures import MAX_STEPS, StepData
from tests.assessments.workbooks import replaced, with_parts
from tests.factories import department, framework, measure, municipality
from tests.measures.plans import (
    compared,
    counts,
    faults,
    opened,
    own,
    read,
    saved,
    table,
    taken,
)

pytestmark = pytest.mark.django_db

QUARTERS = Period(quarters=(1, 4))
HALF_YEAR = Period(dates=(date(2025, 10, 1), date(2026, 3, 31)))
NEW = {Field.TITLE: "สุ่มตรวจ", Field.INDICATORS: "1", Field.TEXT: "ตั้งคณะทำงาน", Field.PERIOD: "ไตรมาส 1 - 4"}


@pytest.fixture
def place() -> Municipality:
    framework(2568)
    return municipality()


@pytest.mark.parametrize(
    "row",
    [
        NEW | {Field.INDICATORS: "ตัวชี้วัดที่ ๑ และ 3", Field.QUESTIONS: "I1; ข้อ ๐๑", Field.DEPARTMENTS: "กองช่าง\nกอง คลัง"},
        NEW | {Field.INDICATORS: "1, 3, 1", Field.QUESTIONS: "i1\no1", Field.DEPARTMENTS: "กองช่าง; กองคลัง,กองช่าง"},
        NEW | {Field.INDICATORS: "3 การใช้อำนาจ, 1", Field.QUESTIONS: "i1,o1", Field.DEPARTMENTS: "กองช่าง, กองคลัง,"},
    ],
)  # fmt: skip
def test_cells_are_read_as_people_write_them(row: dict[Field, object], place: Municipality) -> None:
    view = framework(2568)
    units = [department(place, name) for name in ("กองคลัง", "กองช่าง")]

    (found,) = read(place, own(row | {Field.BUDGET: "๑๒,๕๐๐.๕๐ บาท", Field.NUMBER: "ที่ ๒"})).measures

    assert {*found.indicators} == {view.indicators[1], view.indicators[3]}
    assert found.questions == (view.questions["i1"], view.questions["o1"])
    assert (found.number, found.steps[0].departments) == (2, (units[1], units[0]))
    assert (found.steps[0].when, found.steps[0].budget) == (QUARTERS, Decimal("12500.50"))


@pytest.mark.parametrize("words", ["2", "ประเด็นที่ 2", "๒. ชื่อเดิม", "title"])
def test_issue_is_read_by_its_number_or_its_title(words: str, place: Municipality) -> None:
    issue = framework(2568).framework.issues.get(number=2)

    (found,) = read(place, own(NEW | {Field.ISSUE: issue.title if words == "title" else words})).measures

    assert found.issue == issue


def test_department_whose_name_has_a_comma_is_read_back(place: Municipality) -> None:
    units = [department(place, "งานวินัย, นิติการ"), department(place, "กองคลัง")]
    step = StepData("ก", units, QUARTERS)
    measure(place, steps=[step])

    found = compared(place, taken(place))

    assert counts(found)["เท่าเดิม"] == 2


def test_rows_of_a_measure_belong_together_by_its_number(place: Municipality) -> None:
    """Rows may be sorted anew, and may leave the number out where it is the one above."""
    step = {Field.PERIOD: "ไตรมาส 1"}
    raw = own(
        {Field.NUMBER: 2, Field.TITLE: "ข", Field.INDICATORS: 2, Field.STEP_NUMBER: 2, Field.TEXT: "ข2"} | step,
        {Field.NUMBER: 1, Field.STEP_NUMBER: 2, Field.TEXT: "ก2"} | step,
        {Field.STEP_NUMBER: 3, Field.TEXT: "ก3"} | step,
        {Field.NUMBER: 2, Field.STEP_NUMBER: 1, Field.TEXT: "ข1"} | step,
        {Field.NUMBER: 1, Field.TITLE: "ก", Field.INDICATORS: 1, Field.STEP_NUMBER: 1, Field.TEXT: "ก1"} | step,
        {Field.TITLE: "ค", Field.INDICATORS: 3, Field.TEXT: "ค1"} | step,
    )

    found = read(place, raw)

    told = [(each.title, [step.text for step in each.steps]) for each in found.measures]
    assert told == [("ก", ["ก1", "ก2", "ก3"]), ("ค", ["ค1"]), ("ข", ["ข1", "ข2"])]
    assert found.faults == ()


def test_measure_cells_merged_over_its_steps_are_read(place: Municipality) -> None:
    first = NEW | {Field.NUMBER: 1}
    book, sheet = opened(own(first, {Field.NUMBER: None, Field.TEXT: "ตรวจ", Field.PERIOD: "ไตรมาส 2"}))
    for cells in ("A2:A3", "B2:B3", "E2:E3"):
        sheet.merge_cells(cells)

    found = read(place, saved(book))

    assert [len(each.steps) for each in found.measures] == [2]
    assert found.faults == ()


def test_every_fault_is_named_at_once_with_its_cell(place: Municipality) -> None:
    department(place, "กองคลัง")
    raw = own(
        NEW | {Field.NUMBER: "1.5"},
        NEW | {Field.NUMBER: 2, Field.INDICATORS: "11, x", Field.QUESTIONS: "i99", Field.DEPARTMENTS: "กองครัง",
               Field.PERIOD: "30 ก.ย. 2569 - 1 ต.ค. 2568", Field.BUDGET: "สิบ", Field.STEP_NUMBER: 1},
        {Field.NUMBER: 2, Field.STEP_NUMBER: 1, Field.TEXT: "ก" * 2001, Field.PERIOD: ""},
        {Field.NUMBER: 3, Field.ISSUE: "99"},
        {Field.NUMBER: 4, Field.TITLE: "ก" * 1001, Field.PERIOD: "ไตรมาส 1"},
        {Field.NUMBER: 5, Field.TITLE: "ไม่ตอบเรื่องใด"},
        {Field.NUMBER: 2, Field.TITLE: "อีกชื่อ"},
        fields=Field,
    )  # fmt: skip

    found = [re.sub(r"^แผ่นงาน แผน เซลล์ ", "", each) for each in faults(place, raw)]

    assert found == [
        "A2: ลำดับ “1.5” ใช้ไม่ได้ กรุณาใส่เลขจำนวนเต็ม 1 ถึง 9,999 หรือเว้นว่าง",
        (
            "H3: ไม่พบส่วนราชการ “กองครัง” ของเทศบาลเมืองบ้านสวน (หมายถึง “กองคลัง” หรือไม่) "
            "กรุณาใช้ชื่อจากแผ่นงานคำอธิบาย หากมีหลายส่วนราชการให้คั่นด้วยจุลภาค"
        ),
        "I3: วันสิ้นสุด 1 ต.ค. 2568 อยู่ก่อนวันเริ่มต้น 30 ก.ย. 2569 กรุณาตรวจสอบวัน เดือน และปี",
        "K3: อ่าน “สิบ” เป็นจำนวนเงินไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 12,500 หรือ 12,500.50",
        (
            "C3: ไม่พบตัวชี้วัด “11” ในกรอบของปีนี้ กรุณาใส่หมายเลข 1 ถึง 10 หลายตัวชี้วัดคั่นด้วยจุลภาค เช่น 1, 3 "
            "ไม่พบตัวชี้วัด “x” ในกรอบของปีนี้ กรุณาใส่หมายเลข 1 ถึง 10 หลายตัวชี้วัดคั่นด้วยจุลภาค เช่น 1, 3"
        ),
        "E3: ไม่พบข้อคำถาม “i99” ในกรอบของปีนี้ กรุณาใช้รหัสจากแผ่นงานคำอธิบาย คั่นด้วยจุลภาค เช่น i1, e3",
        "F4: ขั้นตอนที่ 1 ซ้ำกับแผ่นงาน แผน แถว 3 กรุณาแก้ลำดับ หรือเว้นว่างเพื่อให้ต่อจากแถวข้างบน",
        "G4: ข้อความยาว 2,001 ตัวอักษร กรุณาเขียนให้ไม่เกิน 2,000 ตัวอักษร",
        "I4: กรุณาระบุระยะเวลา เช่น ไตรมาส 1 - 4 หรือ 1 ตุลาคม 2568 - 30 กันยายน 2569",
        "B5: มาตรการนี้ไม่มีชื่อ กรุณาระบุมาตรการ/โครงการ/กิจกรรม หรือลบแถวนี้",
        "G6: แถวนี้มีข้อมูลของขั้นตอนแต่ไม่มีขั้นตอนและวิธีการ กรุณาระบุ หรือลบข้อมูลของแถวนี้",
        "B6: ข้อความยาว 1,001 ตัวอักษร กรุณาเขียนให้ไม่เกิน 1,000 ตัวอักษร",
        (
            "B8: ไม่ตรงกับแผ่นงาน แผน แถว 3 ซึ่งเป็นมาตรการเดียวกัน กรุณาแก้ให้ตรงกันหรือเว้นว่าง "
            "หากเป็นอีกมาตรการหนึ่ง กรุณาใช้ลำดับมาตรการที่ไม่ซ้ำ"
        ),
        "แผ่นงาน แผน แถว 6: มาตรการต้องตอบตัวชี้วัดหรือประเด็นอย่างน้อยหนึ่งเรื่อง กรุณาใส่หมายเลขตัวชี้วัดหรือประเด็น",
        "แผ่นงาน แผน แถว 7: มาตรการต้องตอบตัวชี้วัดหรือประเด็นอย่างน้อยหนึ่งเรื่อง กรุณาใส่หมายเลขตัวชี้วัดหรือประเด็น",
    ]


def test_step_more_than_a_measure_may_have_is_a_fault(place: Municipality) -> None:
    rows = [{Field.NUMBER: 1, Field.TEXT: f"ขั้น {n}", Field.PERIOD: "ไตรมาส 1"} for n in range(MAX_STEPS + 1)]
    rows[0] |= {Field.TITLE: "ก", Field.INDICATORS: 1}

    found = faults(place, own(*rows))

    assert found[0] == f"แผ่นงาน แผน เซลล์ B{MAX_STEPS + 2}: มาตรการนี้มีเกิน {MAX_STEPS} ขั้นตอน กรุณาแยกเป็นหลายมาตรการ"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (datetime(2025, 10, 1), "เซลล์นี้เป็นวันที่ของ Excel"),  # noqa: DTZ001 - a workbook's days have no zone
        (True, "เซลล์นี้เป็นค่าจริงหรือเท็จ"),
        ("=1/0", "เซลล์นี้เป็นสูตรที่ยังไม่ได้คำนวณ"),
        (45931, "อ่าน “45931” เป็นระยะเวลาไม่ได้"),
    ],
)
def test_cell_that_holds_no_text_is_a_fault(value: object, sentence: str, place: Municipality) -> None:
    (fault,) = faults(place, own(NEW | {Field.PERIOD: value}))

    assert fault.startswith("แผ่นงาน แผน เซลล์ D2: ")
    assert sentence in fault


def test_formula_gives_the_value_it_was_saved_with_and_is_named(place: Municipality) -> None:
    raw = with_parts(
        own(NEW | {Field.BUDGET: 1}),
        {"xl/worksheets/sheet1.xml": replaced('t="n"><v>1</v>', "><f>5*500</f><v>2500</v>")},
    )

    found = compared(place, raw)

    assert found.rows[0].steps[0][1] == StepData("ตั้งคณะทำงาน", (), QUARTERS, "", Decimal(2500))
    assert found.preview.remarks == ("แผ่นงาน แผน เซลล์ E2: เป็นสูตร จึงใช้ค่าที่คำนวณไว้ล่าสุด คือ “2500”",)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("C2:C3", "แผ่นงาน แผน เซลล์ C2: เซลล์นี้ถูกผสานกับเซลล์อื่น กรุณายกเลิกการผสานเซลล์ แล้วกรอกขั้นตอนละแถว"),
        ("A2:B2", "แผ่นงาน แผน เซลล์ A2: เซลล์นี้ถูกผสานกับเซลล์อื่น กรุณายกเลิกการผสานเซลล์ แล้วกรอกขั้นตอนละแถว"),
    ],
)
def test_merged_cells_that_leave_a_step_open_are_a_fault(cells: str, fault: str, place: Municipality) -> None:
    book, sheet = opened(own(NEW, {Field.TEXT: "ตรวจ", Field.PERIOD: "ไตรมาส 2"}))
    sheet.merge_cells(cells)

    assert fault in faults(place, saved(book))


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["C"].hidden = True


def hide_sheet(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"
    assert sheet.parent
    sheet.parent.create_sheet("อื่น")


@pytest.mark.parametrize(
    ("hide", "fault"),
    [
        (hide_row, "แผ่นงาน แผน แถว 2: แถวนี้ถูกซ่อนไว้แต่มีข้อมูล กรุณาเลิกซ่อนแล้วตรวจสอบ หรือลบแถวนี้"),
        (hide_column, "แผ่นงาน แผน คอลัมน์ C: คอลัมน์นี้ของแผนถูกซ่อนไว้ กรุณาเลิกซ่อนแล้วตรวจสอบ"),
        (hide_sheet, "แผ่นงาน แผน: แผ่นงานนี้ถูกซ่อนไว้แต่มีแผน กรุณาเลิกซ่อนแล้วตรวจสอบ หรือลบแผ่นงานนี้"),
    ],
)
def test_what_is_hidden_is_a_fault(hide: object, fault: str, place: Municipality) -> None:
    book, sheet = opened(own(NEW))
    assert callable(hide)
    hide(sheet)

    assert faults(place, saved(book)) == [fault]


def test_column_twice_is_a_fault(place: Municipality) -> None:
    raw = table([[*NEW, "ขั้นตอน"], [*NEW.values(), "ตรวจ"]])

    assert faults(place, raw) == ["แผ่นงาน แผน เซลล์ E1: มีคอลัมน์ “ขั้นตอนและวิธีการ” ซ้ำ กรุณาเหลือไว้คอลัมน์เดียว"]
