"""A CSV of scores: read whole, or refused with every fault, its row and what to do."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import UserError
from assessments.codes import Place
from tests.assessments.workbooks import book, read
from tests.factories import csv_file

HEADER = "กรุณาใช้หัวคอลัมน์ code,part,score และบันทึกเป็น CSV"
UNREADABLE = 'อ่านเป็น CSV ไม่ได้ เครื่องหมายคำพูด (") อาจไม่ครบคู่ หรือข้อความยาวเกินไป กรุณาแก้ไขแล้วบันทึกไฟล์เป็น CSV อีกครั้ง'


def scores_read(raw: bytes, fiscal_year: int = 2568) -> Mapping[Place, Decimal | None]:
    """The figures of a CSV; raises UserError with every fault."""
    return read(raw, fiscal_year=fiscal_year).sound()


def faults(raw: bytes) -> tuple[str, ...]:
    with pytest.raises(UserError) as caught:
        scores_read(raw)
    return caught.value.messages


def test_scores_read_takes_questions_and_official_figures() -> None:
    raw = csv_file(
        "i1,,97.82", "e1,1,๘๘.๕", "E1,๒,79", "๐1,,100", "indicator-8,,93.215", "IIT,,98.72", "EIT-1,,95", "EIT,2,94",
        "total,,๙๘.๑๒",
    )  # fmt: skip

    figures = scores_read(raw)

    assert figures == {
        ("i1", None): Decimal("97.82"),
        ("e1", 1): Decimal("88.5"),
        ("e1", 2): Decimal(79),
        ("o1", None): Decimal(100),
        "indicator-8": Decimal("93.215"),
        "IIT": Decimal("98.72"),
        "EIT-1": Decimal(95),
        "EIT-2": Decimal(94),
        "total": Decimal("98.12"),
    }


@pytest.mark.parametrize(
    "raw",
    [
        csv_file("i1,,97.82", "e1,2,88"),
        csv_file("i1,,97.82", "e1,2,88", encoding="utf-8-sig"),
        csv_file("ข้อ i๑,,๙๗.๘๒", "ข้อ e๑,๒,๘๘", encoding="cp874"),
        csv_file("ข้อ i๑,,๙๗.๘๒", "ข้อ e๑,๒,๘๘", encoding="utf-8"),
        csv_file("i1;;97.82", "e1;2;88", header="code;part;score"),
        csv_file("i1\t\t97.82", "e1\t2\t88", header="code\tpart\tscore"),
        csv_file('"i1","","97.82"', '"e1","2","88"', header='"code","part","score"'),
        csv_file("97.82,i1,", "88,e1,2", header="score,code,part"),
        csv_file("i1,,97.82,ข้อความ", 'e1,2,88,"มี ""คำพูด"", จุลภาค"', header=" CODE , Part ,SCORE, Question "),
        csv_file("", "i1,,97.82", ",,", "   ", "e1,2,88", ""),
        csv_file("i1,,97.82", "i2,,", "i3,, ", "e1,2,88"),
        b"code,part,score\ni1,,97.82\ne1,2,88",
        b"code,part,score\ri1,,97.82\re1,2,88\r",
    ],
    ids=[
        "utf-8", "mark", "windows-874", "thai", "semicolons", "tabs", "quoted", "order", "more columns", "blank rows",
        "missing scores", "no last line break", "old line breaks",
    ],
)  # fmt: skip
def test_scores_read_takes_what_spreadsheets_write(raw: bytes) -> None:
    figures = scores_read(raw)

    assert figures == {("i1", None): Decimal("97.82"), ("e1", 2): Decimal(88)}


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("0", "0"),
        ("00.00", "0"),
        ("100", "100"),
        ("100.000", "100"),
        ("93.215", "93.215"),
        ("98.28%", "98.28"),
        ("-0", "0"),
    ],
)
def test_scores_read_takes_both_ends_and_three_decimals(text: str, score: str) -> None:
    assert scores_read(csv_file(f"i1,,{text}")) == {("i1", None): Decimal(score)}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("i1,,-0.01", "ข้อ i1 ได้ -0.01 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        ("i1,,100.001", "ข้อ i1 ได้ 100.001 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        ("total,,๑๐๑", "คะแนนรวม ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        ("EIT,2,1e3", "อ่าน “1e3” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28"),
        ("e1,2,97.8215", "ข้อ e1 ส่วนที่ 2 ได้ 97.8215 คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง"),
        (
            f"i1,,50.{'0' * 30}1",
            f"ข้อ i1 ได้ 50.{'0' * 27}… คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง",
        ),
        ("i1,,0.0000001", "ข้อ i1 ได้ 0.0000001 คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง"),
        ("i1,,สูง", "อ่าน “สูง” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28"),
        ("i1,,NaN", "อ่าน “NaN” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28"),
        ("i1,,=1+1", "อ่าน “=1+1” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28"),
        (
            'i1,,"98,28"',
            "อ่าน “98,28” เป็นตัวเลขไม่ได้ กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28 (หมายถึง 98.28 หรือไม่)",
        ),
        ("i1,,1O0", "อ่าน “1O0” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28 (หมายถึง 100 หรือไม่)"),
        ("o1,,50", "ข้อ o1 ได้ 50 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ"),
        ("i99,,50", "กรอบการประเมินปี 2568 ไม่มีข้อ i99 (มี i1–i15) กรุณาตรวจสอบรหัส"),
        ("e1,,50", "ข้อ e1 ของแบบวัด EIT ต้องระบุส่วนที่ 1 หรือ 2"),
        ("i1,1,50", "ข้อ i1 ไม่มีส่วนที่ 1 (แบบวัดนี้ไม่แบ่งส่วน กรุณาเว้นว่าง)"),
        (
            ",,50",
            "แถวนี้มีคะแนนแต่ไม่มีรหัส กรุณาใส่รหัส เช่น i1",
        ),
    ],
)
def test_scores_read_names_the_row_of_a_fault(row: str, fault: str) -> None:
    raw = csv_file("i15,,90", "", row)

    assert faults(raw) == (f"แถว 4: {fault}",)


def test_scores_read_says_all_faults_at_once() -> None:
    raw = csv_file("i1,,101", "i2,,90", "e1,,80", "x1,,80", "i2,,91", "o1,,99")

    assert faults(raw) == (
        "แถว 2: ข้อ i1 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข",
        "แถว 4: ข้อ e1 ของแบบวัด EIT ต้องระบุส่วนที่ 1 หรือ 2",
        "แถว 5: ไม่รู้จักรหัส “x1” กรุณาใช้ i1 e1 o1 indicator-1 ถึง indicator-10 IIT EIT EIT-1 EIT-2 OIT หรือ total",
        "แถว 6: ข้อ i2 ซ้ำกับแถว 3 กรุณาเหลือไว้แห่งเดียว",
        "แถว 7: ข้อ o1 ได้ 99 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ",
    )


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("i1,,90", "ข้อ I๑,,90", "ข้อ i1"),
        ("o1,,100", "๐1,,0", "ข้อ o1"),
        ("e1,2,90", "E1,๒,-", "ข้อ e1 ส่วนที่ 2"),
        ("EIT-1,,90", "EIT,1,90", "แบบวัด EIT ส่วนที่ 1"),
        ("total,,90", "รวม,,90", "คะแนนรวม"),
    ],
)
def test_scores_read_refuses_one_cell_twice_however_spelt(first: str, second: str, name: str) -> None:
    raw = csv_file(first, second)

    assert faults(raw) == (f"แถว 3: {name} ซ้ำกับแถว 2 กรุณาเหลือไว้แห่งเดียว",)


def test_scores_read_counts_rows_as_a_spreadsheet_does() -> None:
    """A quoted line break stands inside one row: lines 2 and 3 of the file are row 2."""
    raw = csv_file('i1,,90,"บรรทัดแรก\nบรรทัดที่สอง"', "i2,,101,", header="code,part,score,question")

    assert faults(raw) == ("แถว 3: ข้อ i2 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข",)


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("code,part,score", "i1,,98,28"),
        ("code,part,score,question", "i1,,98,28"),
        ("code,part,score,question", "i1,,98,๒๘"),
        ("code,part,score,question", "i1,,98, 28 "),
        ("code,part,score,question", "i1,,98,28,ข้อความ"),
    ],
)
def test_scores_read_refuses_a_decimal_comma_that_splits_a_score(header: str, row: str) -> None:
    """Without quotation marks 98,28 is two cells: 98 would be stored silently, 28 taken for the wording."""
    raw = csv_file(row, header=header)

    assert faults(raw) == ("แถว 2: มีช่องเกินหัวคอลัมน์ หากใช้จุลภาคเป็นจุดทศนิยม กรุณาเปลี่ยนเป็นจุด เช่น 98.28",)


@pytest.mark.parametrize("row", ["i1", "i1,", "i1;98.28"])
def test_scores_read_refuses_a_row_that_lacks_a_cell(row: str) -> None:
    assert faults(csv_file("i2,,90", row)) == (
        "แถว 3: แถวนี้มีช่องไม่ครบ กรุณาใส่ code,part,score ให้ครบทุกช่อง (ไม่ทราบคะแนนให้เว้นว่าง)",
    )


@pytest.mark.parametrize("dash", ["-", "–", " - "])
def test_scores_read_of_a_dash_takes_the_figure_back(dash: str) -> None:
    figures = scores_read(csv_file(f"i1,,{dash}", f"total,,{dash}", "i2,,", "i3,,90"))

    assert figures == {("i1", None): None, "total": None, ("i3", None): Decimal(90)}


@pytest.mark.parametrize(
    "raw",
    [
        b"i1,97.82\ni2,90\n",
        "ข้อ i๑;๙๗.๘๒\nI2;90\n".encode("cp874"),
        "i1\t97.82\n\ni2\t90\n".encode("utf-8-sig"),
        b"code,score\ni1,97.82\ni2,90\n",
        "รหัส,ข้อคำถาม,คะแนน\ni1,ก,97.82\ni2,ข,90\n".encode(),
        "รหัส,ส่วนที่,คะแนน\ni1,,97.82\ni2,,90\n".encode(),
        b"i1,97.82\ni2,90\ne1-2,\n",
        b"i1,,97.82\ni2,,90\n",
    ],
    ids=["commas", "semicolons", "tabs", "English heads", "wording", "Thai heads", "empty score", "empty part"],
)
def test_scores_read_takes_codes_beside_scores(raw: bytes) -> None:
    figures = scores_read(raw)

    assert figures == {("i1", None): Decimal("97.82"), ("i2", None): Decimal(90)}


def test_scores_read_of_codes_beside_scores_names_the_first_row_too() -> None:
    raw = b"i1,101\ne1,90\ne1-2,90\ni2,98,28\n"

    assert faults(raw) == (
        "แถว 1: ข้อ i1 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข",
        "แถว 2: ข้อ e1 ของแบบวัด EIT ต้องระบุส่วนที่ 1 หรือ 2",
        "แถว 4: มีช่องเกินหัวคอลัมน์ หากใช้จุลภาคเป็นจุดทศนิยม กรุณาเปลี่ยนเป็นจุด เช่น 98.28",
    )


def test_scores_read_of_a_decimal_comma_beside_a_semicolon_has_a_hint() -> None:
    assert faults(b"i1;98,28\n") == (
        "แถว 1: อ่าน “98,28” เป็นตัวเลขไม่ได้ กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28 (หมายถึง 98.28 หรือไม่)",
    )


def test_scores_read_refuses_more_rows_than_a_year_can_have() -> None:
    full = csv_file(*["i2,,"] * 4_999, "i1,,90")

    with pytest.raises(UserError) as caught:
        scores_read(full + b"i3,,90\r\n")

    assert caught.value.messages == ("ไฟล์มีเกิน 5,000 แถว กรุณาตรวจสอบว่าเป็นไฟล์คะแนน",)
    assert scores_read(full) == {("i1", None): Decimal(90)}


def test_scores_read_of_dashes_alone_is_something_to_do() -> None:
    assert scores_read(csv_file("e1,2,-")) == {("e1", 2): None}


@pytest.mark.parametrize(
    ("header", "row", "fault"),
    [
        ("code,part,score,score", "i1,,90,90", "“score”"),
        ("code,part,Score,SCORE", "i1,,90,90", "“SCORE”"),
        ("รหัส,คะแนน ส่วนที่ 1,ส่วนที่ ๑", "e1,90,90", "“ส่วนที่ ๑”"),
    ],
)
def test_scores_read_refuses_a_column_that_is_doubled(header: str, row: str, fault: str) -> None:
    assert faults(csv_file(row, header=header)) == (f"แถว 1: มีคอลัมน์ {fault} ซ้ำ กรุณาเหลือไว้คอลัมน์เดียว",)


TABLES: list[list[tuple[object, ...]]] = [
    [("รหัส", "คะแนน", "คะแนน ส่วนที่ 2"), ("i1", 97.82, None), ("e1", None, 88)],
    [("คะแนน ITA ปี 2568",), (), ("รหัส", "ส่วนที่", "คะแนน"), ("i1", None, 97.82), ("e1", 2, 88)],
    [("รหัส", "ส่วนที่", "หมายเหตุ", "คะแนน", "น้ำหนัก"), ("i1", None, "ดี", 97.82, 0.3), ("e1", 2, None, 88, None)],
    [("รหัส", "ส่วนที่", "คะแนน", "ปีก่อน (2567)"), ("i1", None, 97.82, 90), ("e1", 2, 88, 91)],
    [("code", "part", "score"), ("ตัวชี้วัดที่ 1", None, None), ("x9", None, None), ("i1", None, 97.82), ("e1", 2, 88)],
    [("i1", 97.82), ("e1-2", 88)],
    [("รหัส", "คะแนน"), ("i1", 97.82), ("รหัส", "ส่วนที่ 2"), ("e1", 88)],
]


@pytest.mark.parametrize(
    "rows", TABLES, ids=["parts", "title", "unknown", "last year", "headings", "pairs", "two tables"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_table_is_read_alike_in_a_csv_and_in_a_workbook(rows: list[tuple[object, ...]], delimiter: str) -> None:
    width = max(map(len, rows))
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([*row, *[None] * (width - len(row))] for row in rows)

    from_csv = read(file.getvalue().encode())
    from_workbook = read(book(*rows, heads=()))

    assert from_csv.figures == from_workbook.figures == {("i1", None): Decimal("97.82"), ("e1", 2): Decimal(88)}
    assert (from_csv.faults, from_workbook.faults) == ((), ())
    assert [remark.partition(": ")[2] or remark for remark in from_workbook.remarks] == list(from_csv.remarks)


def test_scores_read_names_the_columns_that_it_does_not_read() -> None:
    reading = read(csv_file("i1,90,ดี,x", "i2,91,,", header="code,score,note,"))

    assert reading.remarks == ("ไม่ได้อ่านคอลัมน์ C และ D",)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", f"ไม่พบคอลัมน์ code part score {HEADER}"),
        (b"name,value\ni1,90\n", f"ไม่พบคอลัมน์ code part score {HEADER}"),
        ("ข้อ,คะแนนเต็ม\ni1,100\n".encode(), f"ไม่พบคอลัมน์ code part score {HEADER}"),
        (b"i1,98,28\ni2,90\n", f"ไม่พบคอลัมน์ code part score {HEADER}"),
        (b"code,part\ni1,\n", f"ไม่พบคอลัมน์ score {HEADER}"),
        (csv_file('i1,,"90'), f"แถว 2: {UNREADABLE}"),
        (csv_file('i1,,"90"0'), f"แถว 2: {UNREADABLE}"),
        (csv_file("i1,,90," + "ก" * 140_000, header="code,part,score,question"), f"แถว 2: {UNREADABLE}"),
        (b"code,part,score\ni1,,\xfc\xfd\n", "อ่านตัวอักษรในไฟล์ไม่ได้ กรุณาบันทึกไฟล์เป็น CSV แบบ UTF-8 หรือ Windows-874"),
    ],
)
def test_scores_read_refuses_a_file_that_is_no_score_file(raw: bytes, fault: str) -> None:
    assert faults(raw) == (fault,)


def test_scores_read_of_a_year_that_is_not_scoreable_takes_official_figures_alone() -> None:
    with pytest.raises(UserError) as caught:
        scores_read(csv_file("total,,95", "o1,,100"), 2569)

    assert caught.value.messages == ("แถว 3: ข้อ o1: กรอบการประเมินปี 2569 ยังคำนวณคะแนนไม่ได้ กรุณากรอกเฉพาะคะแนนทางการ",)
    assert scores_read(csv_file("total,,95", "o1,,"), 2569) == {"total": Decimal(95)}


def read_or_refused(raw: bytes) -> Mapping[Place, Decimal | None]:
    """The figures, or none where the file is refused in a sentence; anything else is a fault of ours."""
    try:
        return scores_read(raw)
    except UserError:
        return {}


@given(st.binary(max_size=300))
def test_scores_read_of_any_bytes_is_a_sentence(raw: bytes) -> None:
    assert read_or_refused(raw) == {}


CELLS = st.one_of(
    st.sampled_from(
        ["i1", "e1", "๐1", "indicator-7", "EIT", "total", "1", "๒", "97.82", "๑๐๐", "-1", '"', "=", "9" * 400]
    ),
    st.text(max_size=8),
)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=6), st.sampled_from([",", ";", "\t"]))
def test_scores_read_of_any_rows_gives_scores_or_a_sentence(rows: list[list[str]], delimiter: str) -> None:
    lines = [delimiter.join(["code", "part", "score"]), *(delimiter.join(row) for row in rows)]

    figures = read_or_refused("\n".join(lines).encode("utf-8", "replace"))

    assert all(score is None or 0 <= score <= 100 for score in figures.values())
