"""Scores in plain sheets of a workbook: every fault with its sheet and cell. The template: test_score_template."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from accounts.errors import UserError
from assessments.codes import Place
from assessments.importers.score_reading import ScoreReading
from tests.assessments.workbooks import book, books, faults, read, refused, replaced, saved, with_parts

NO_TABLE = "ไม่พบตารางคะแนนในสมุดงาน กรุณาใช้แบบกรอกของระบบ หรือใส่หัวคอลัมน์ รหัส ส่วนที่ คะแนน ไว้เหนือคะแนน"
MERGED = "เซลล์นี้ถูกผสานกับเซลล์อื่น กรุณายกเลิกการผสานเซลล์ แล้วใส่รหัสและคะแนนทีละแถว"
I1, I2 = {("i1", None): Decimal("97.82")}, {("i2", None): Decimal(90)}


def row_begins(cells: str) -> Callable[[bytes], bytes]:
    """A change of a sheet: the first two cells of row 2 become others."""

    def change(content: bytes) -> bytes:
        changed, count = re.subn(rb'(<row r="2".*?>)<c r="A2".*?</c><c r="B2".*?</c>', rb"\1" + cells.encode(), content)
        assert count == 1
        return changed

    return change


@pytest.mark.parametrize(
    "raw",
    [
        book(("i1", "", 97.82), ("e1", 2, 88)),
        book(("ข้อ i๑", None, "๙๗.๘๒"), ("E1", "๒", " 88 %")),
        book(("i1", "", 97.82), ("e1", 2, 88), heads=(" CODE ", "Part", "SCORE")),
        book((97.82, "i1", None), (88, "e1", "ส่วนที่ 2"), heads=("คะแนน", "รหัส", "ส่วนที่")),
        book(("i1", 97.82, None), ("e1", None, 88), heads=("รหัส", "คะแนน", "คะแนน\nส่วนที่ 2")),
        book(("คะแนน ITA ปี 2568",), (), ("รหัส", "คะแนน"), ("i1", 97.82), ("e1 ส่วนที่ 2", 88), heads=()),
        book(("i1", 97.82), ("e1-2", 88), heads=()),
        book(("i1", "", 97.82), ("รหัส", "ข้อคำถาม", "ส่วนที่ 2"), ("e1", "ก", 88)),
        books({"หนึ่ง": [("i1", 97.82)], "ว่าง": [], "สอง": [(), ("รหัส", "คะแนน ส่วนที่ 2"), ("e1", 88)]}),
        book(("i1", "", 97.82), ("i2", "", None), ("x9", "", ""), ("", "", ""), ("e1", 2, 88)),
    ],
    ids=[
        "numbers", "texts", "English heads", "order", "scores by part", "title above", "pairs", "two tables", "sheets",
        "empty scores",
    ],
)  # fmt: skip
def test_sheet_of_codes_and_scores_is_read(raw: bytes) -> None:
    reading = read(raw)

    assert reading.figures == I1 | {("e1", 2): Decimal(88)}
    assert (reading.faults, reading.remarks) == ((), ())


def test_reading_says_where_each_figure_stands() -> None:
    reading = read(books({"IIT": [("รหัส", "คะแนน"), ("i1", 97.82), ("i2", "-")]}))

    assert reading.figures == I1 | {("i2", None): None}
    assert reading.wheres == {("i1", None): "แผ่นงาน IIT เซลล์ B2", ("i2", None): "แผ่นงาน IIT เซลล์ B3"}


def test_number_in_per_cent_is_what_it_shows() -> None:
    raw = book(("i1", "", 0.9782), change=lambda sheet: setattr(sheet["C2"], "number_format", "0.00%"))

    assert read(raw).figures == I1


@pytest.mark.parametrize(
    ("number_format", "score"),
    [
        ("0.00_%", "97.82"),
        ("0.00*%", "97.82"),
        ("0.00;0.00%", "97.82"),
        ("[>1]0.00;0.00%", "97.82"),
        ("[<=100]0.00;0.00%;@", "97.82"),
    ],
)
def test_number_whose_format_only_mentions_per_cent_is_the_number(number_format: str, score: str) -> None:
    raw = book(("i1", "", 97.82), change=lambda sheet: setattr(sheet["C2"], "number_format", number_format))

    assert read(raw).figures == {("i1", None): Decimal(score)}


def test_number_of_which_it_is_open_whether_it_is_in_per_cent_is_a_fault() -> None:
    raw = book(("i1", "", 0.9782), change=lambda sheet: setattr(sheet["C2"], "number_format", "[>1]0.00;0.00%;0.00"))

    assert faults(raw) == [
        "แผ่นงาน คะแนน เซลล์ C2: รูปแบบตัวเลขของเซลล์นี้แสดงค่าได้ทั้งเป็นร้อยละและไม่เป็น กรุณาเปลี่ยนรูปแบบเซลล์เป็นทั่วไป แล้วกรอกคะแนนอีกครั้ง"
    ]


def test_formula_in_a_code_or_a_part_is_named_too() -> None:
    cells = '<c r="A2" t="str"><f>D2</f><v>e1</v></c><c r="B2"><f>1+1</f><v>2</v></c>'
    raw = with_parts(book(("e1", 2, 88)), {"xl/worksheets/sheet1.xml": row_begins(cells)})

    reading = read(raw)

    assert (reading.figures, reading.faults) == ({("e1", 2): Decimal(88)}, ())
    assert set(reading.remarks) == {
        "แผ่นงาน คะแนน เซลล์ A2: เป็นสูตร จึงใช้ค่าที่คำนวณไว้ล่าสุด คือ “e1”",
        "แผ่นงาน คะแนน เซลล์ B2: เป็นสูตร จึงใช้ค่าที่คำนวณไว้ล่าสุด คือ “2”",
    }


def test_formula_gives_the_value_it_was_saved_with_and_is_named() -> None:
    raw = with_parts(
        book(("i1", "", 1)),
        {"xl/worksheets/sheet1.xml": replaced('t="n"><v>1</v>', "><f>AVERAGE(D1:D9)</f><v>97.82</v>")},
    )

    reading = read(raw)

    assert (reading.figures, reading.faults) == (I1, ())
    assert reading.remarks == ("แผ่นงาน คะแนน เซลล์ C2: เป็นสูตร จึงใช้ค่าที่คำนวณไว้ล่าสุด คือ “97.82”",)


@pytest.mark.parametrize(
    ("score", "fault"),
    [
        ("=1+1", "เซลล์นี้เป็นสูตรที่ยังไม่ได้คำนวณ กรุณาเปิดไฟล์ใน Excel แล้วบันทึกใหม่ หรือกรอกเป็นตัวเลข"),
        ("#DIV/0!", "สูตรในเซลล์นี้คำนวณไม่ได้ กรุณากรอกเป็นตัวเลข เช่น 98.28"),
        (True, "เซลล์นี้เป็นค่าจริงหรือเท็จ ไม่ใช่คะแนน กรุณากรอกเป็นตัวเลข เช่น 98.28"),
        ("สูง", "อ่าน “สูง” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28"),
        ("97,82", "อ่าน “97,82” เป็นตัวเลขไม่ได้ กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28 (หมายถึง 97.82 หรือไม่)"),
        (101, "ข้อ i1 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        (97.8215, "ข้อ i1 ได้ 97.8215 คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง"),
        ("9" * 32_000, f"อ่าน “{'9' * 30}…” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28"),
    ],
)
def test_cell_that_is_no_score_is_a_fault(score: object, fault: str) -> None:
    raw = book(("i2", "", 90), ("i1", "", score))

    reading = read(raw)

    assert reading.figures == I2
    assert [str(each) for each in reading.faults] == [f"แผ่นงาน คะแนน เซลล์ C3: {fault}"]


def test_date_in_a_cell_of_a_score_is_a_fault() -> None:
    raw = book(("i1", "", 45000), change=lambda sheet: setattr(sheet["C2"], "number_format", "d mmm yyyy"))

    assert faults(raw) == ["แผ่นงาน คะแนน เซลล์ C2: เซลล์นี้เป็นวันที่ ไม่ใช่คะแนน กรุณากรอกเป็นตัวเลข เช่น 98.28"]


def test_all_faults_of_all_sheets_are_said_at_once() -> None:
    raw = books(
        {
            "IIT": [("รหัส", "คะแนน"), ("i1", 101), ("i2", 90), ("", 80)],
            "OIT": [("รหัส", "คะแนน"), ("o1", 50), ("i2", 91), ("o99", 100)],
        }
    )

    assert faults(raw) == [
        "แผ่นงาน IIT เซลล์ B2: ข้อ i1 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข",
        "แผ่นงาน IIT เซลล์ B4: แถวนี้มีคะแนนแต่ไม่มีรหัส กรุณาใส่รหัส เช่น i1",
        "แผ่นงาน OIT เซลล์ B2: ข้อ o1 ได้ 50 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ",
        "แผ่นงาน OIT เซลล์ B3: ข้อ i2 ซ้ำกับแผ่นงาน IIT เซลล์ B3 กรุณาเหลือไว้แห่งเดียว",
        "แผ่นงาน OIT เซลล์ B4: กรอบการประเมินปี 2568 ไม่มีข้อ o99 (มี o1–o28) กรุณาตรวจสอบรหัส",
    ]


@pytest.mark.parametrize(
    ("merge", "wheres"),
    [
        ("C2:C3", ["แผ่นงาน คะแนน เซลล์ C2"]),
        ("A2:A3", ["แผ่นงาน คะแนน เซลล์ A2"]),
        ("C3:D3", ["แผ่นงาน คะแนน เซลล์ C3"]),
        ("A4:C4", []),
        ("D2:D3", []),
        ("A1:A1", []),
    ],
    ids=["two scores", "two codes", "score with its neighbour", "heading", "beside the table", "one cell"],
)
def test_merged_cells_over_scores_are_a_fault_once(merge: str, wheres: list[str]) -> None:
    rows = [("i1", "", 97.82), ("i2", "", 90), ("ตัวชี้วัดที่ 2 การใช้งบประมาณ",)]
    raw = book(*rows, change=lambda sheet: sheet.merge_cells(merge))

    assert faults(raw) == [f"{where}: {MERGED}" for where in wheres]


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["C"].hidden = True


def hide_sheet(sheet: Worksheet) -> None:
    sheet.sheet_state = "hidden"
    assert isinstance(sheet.parent, Workbook)
    sheet.parent.create_sheet("แสดง")


@pytest.mark.parametrize(
    ("hide", "fault"),
    [
        (
            hide_row,
            "แผ่นงาน คะแนน เซลล์ C3: แถวนี้ถูกซ่อนไว้แต่มีคะแนน กรุณาเลิกซ่อนแล้วตรวจสอบคะแนน หรือลบแถวนี้",
        ),
        (hide_column, "แผ่นงาน คะแนน คอลัมน์ C: คอลัมน์นี้ของตารางคะแนนถูกซ่อนไว้ กรุณาเลิกซ่อนแล้วตรวจสอบคะแนน"),
        (hide_sheet, "แผ่นงาน คะแนน: แผ่นงานนี้ถูกซ่อนไว้แต่มีคะแนน กรุณาเลิกซ่อนแล้วตรวจสอบคะแนน หรือลบแผ่นงานนี้"),
    ],
)
def test_scores_that_are_hidden_are_a_fault(hide: Callable[[Worksheet], None], fault: str) -> None:
    raw = book(("i1", "", 97.82), ("i2", "", 90), change=hide)

    assert faults(raw) == [fault]


def test_what_is_hidden_without_a_score_is_passed_over() -> None:
    raw = book(("i1", "", 97.82), ("i2", "", None), change=hide_row)

    reading = read(raw)

    assert (reading.figures, reading.faults) == (I1, ())


def test_sheets_and_columns_that_are_not_read_are_named() -> None:
    sheets: dict[str, list[tuple[object, ...]]] = {
        "IIT": [("รหัส", "ข้อคำถาม", "คะแนน", "หมายเหตุ", ""), ("i1", "ก", 97.82, "ดี", 3)],
        "สรุป": [("ค่าเฉลี่ย", 95)],
        "ว่าง": [],
    }

    reading = read(books(sheets))

    assert (reading.figures, reading.faults) == (I1, ())
    assert reading.remarks == (
        "แผ่นงาน IIT: ไม่ได้อ่านคอลัมน์ D และ E",
        "แผ่นงาน สรุป: ไม่ได้อ่าน เพราะไม่พบหัวคอลัมน์ รหัส และคะแนน",
    )


def test_score_that_stands_in_another_column_than_those_above_is_named() -> None:
    reading = read(book(("i1", None, 97.82), ("i2", 90), heads=()))

    assert (reading.figures, reading.faults) == (I1, ())
    assert reading.remarks == ("แผ่นงาน คะแนน: ไม่ได้อ่านคอลัมน์ B",)


@pytest.mark.parametrize(
    "raw",
    [
        book(heads=()),
        book(("ค่าเฉลี่ย", 95), heads=()),
        book(("i1", 1, 97.82), heads=()),
        book(*[("ก",)] * 30, ("i1", 97.82), heads=()),
        book(("i1", 100), heads=("ข้อ", "คะแนนเต็ม")),
        book(("i1", 98, 28), ("i2", 90), heads=()),
    ],
    ids=["empty", "no codes", "three columns", "far below", "unknown heads", "a row above that is no pair"],
)
def test_workbook_without_a_table_is_refused(raw: bytes) -> None:
    assert refused(raw) == NO_TABLE


def test_heads_that_name_one_column_twice_are_a_fault() -> None:
    raw = book(("i1", 97.82, 90), heads=("รหัส", "คะแนน", "Score"))

    assert faults(raw) == ["แผ่นงาน คะแนน แถว 1: มีคอลัมน์ “Score” ซ้ำ กรุณาเหลือไว้คอลัมน์เดียว"]


def test_year_that_is_not_scoreable_takes_official_figures_alone() -> None:
    reading = read(book(("total", "", 95), ("o1", "", 100)), fiscal_year=2569)

    assert reading.figures == {"total": Decimal(95)}
    assert [str(fault) for fault in reading.faults] == [
        "แผ่นงาน คะแนน เซลล์ C3: ข้อ o1: กรอบการประเมินปี 2569 ยังคำนวณคะแนนไม่ได้ กรุณากรอกเฉพาะคะแนนทางการ"
    ]


VALUES = st.one_of(
    st.sampled_from(
        [
            "i1", "e1", "๐1", "ข้อ i2", "indicator-7", "EIT", "EIT-1", "total", "รหัส", "คะแนน", "ส่วนที่", "ส่วนที่ 2",
            "1", "๒", "97.82", "-", "", "=1+1", '=IF(A1,"x","")', "#N/A", "ita-scores/2567/ban-suan/0123456789ab",
        ]
    ),
    st.none(),
    st.booleans(),
    st.integers(-10, 200),
    st.floats(),
    st.dates(),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8),
)  # fmt: skip


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """A workbook of any cells, names, formulas, merged ranges and hidden things."""
    workbook = Workbook()
    for number in range(draw(st.integers(0, 2))):
        workbook.create_sheet(draw(st.sampled_from(["IIT", "iit", "วิธีกรอก", f"แผ่น {number}"])))
    for sheet in workbook.worksheets:
        for row, values in enumerate(draw(st.lists(st.lists(VALUES, max_size=4), max_size=6)), 1):
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column)
                try:
                    cell.value = value
                except ValueError:  # openpyxl itself refuses it
                    continue
        corners = draw(st.lists(st.integers(1, 5), min_size=4, max_size=4))
        if draw(st.booleans()):
            left, right, top, bottom = (*sorted(corners[:2]), *sorted(corners[2:]))
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
        if draw(st.booleans()):
            sheet.row_dimensions[corners[0]].hidden = True
            sheet.column_dimensions["ABCDE"[corners[1] - 1]].hidden = True
    if len(workbook.worksheets) > 1 and draw(st.booleans()):
        workbook.worksheets[1].sheet_state = "hidden"
    return saved(workbook)


def read_or_refused(raw: bytes) -> ScoreReading | None:
    """The reading, or none where the file is refused in a sentence; anything else is a fault of ours."""
    try:
        return read(raw)
    except UserError:
        return None


def stored(reading: ScoreReading | None) -> Iterator[tuple[Place, Decimal | None]]:
    return iter(reading.figures.items() if reading else ())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(workbooks())
def test_any_workbook_gives_figures_faults_or_a_sentence(raw: bytes) -> None:
    reading = read_or_refused(raw)

    assert all(score is None or 0 <= score <= 100 for _, score in stored(reading))
    assert reading is None or reading.figures or reading.faults


TEMPLATE = book(*[(f"i{number}", "", 90 + number) for number in range(1, 10)])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEMPLATE) - 1), st.integers(0, 255)), max_size=8), st.integers(1, 10_000))
def test_damaged_workbook_gives_figures_faults_or_a_sentence(changes: list[tuple[int, int]], length: int) -> None:
    raw = bytearray(TEMPLATE)
    for place, value in changes:
        raw[place] = value

    reading = read_or_refused(bytes(raw[:length]))

    assert all(score is None or 0 <= score <= 100 for _, score in stored(reading))
