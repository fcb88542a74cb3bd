"""The Excel renderer: workbooks are opened again and looked into."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from reports.content import (
    Block,
    Cell,
    Digits,
    Document,
    Heading,
    Orientation,
    PageBreak,
    PageSetup,
    Paragraph,
    Picture,
    Row,
    Run,
    Score,
    Section,
    Signature,
    Table,
    Tick,
    bullets,
    cell,
    head,
    text,
)
from reports.renderers.pictures import PictureError
from reports.renderers.xlsx import render
from reports.renderers.xlsx_text import line_count
from tests.reports.samples import indicator_analysis

SENTENCE = "เจ้าหน้าที่ส่วนหนึ่งยังไม่ทราบว่างบประมาณแต่ละรายการใช้ไปเพื่อการใด จึงควรชี้แจงแผนและผลการใช้จ่าย "


def document(*blocks: Block, name: str = "แผ่น", orientation: Orientation = "portrait") -> Document:
    return Document("test", "รายงาน ปี 2568", "เทศบาลตำบลตัวอย่าง", (Section(name, blocks, orientation),))


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content), rich_text=True)


def first_sheet(*blocks: Block, digits: Digits = "thai") -> Worksheet:
    return opened(render(document(*blocks), digits=digits)).worksheets[0]


def one_column(*contents: Cell) -> Table:
    return Table("ตาราง", (1,), (head("รายการ"),), tuple(Row((content,)) for content in contents))


def part(content: bytes, name: str) -> ET.Element:
    with ZipFile(BytesIO(content)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 – our own file


@pytest.mark.parametrize(("digits", "number_format"), [("thai", "[$-D00041E]0.00"), ("arabic", "0.00")])
def test_score_alone_in_a_cell_stays_a_number(digits: Digits, number_format: str) -> None:
    table = one_column(cell(Score(Decimal("98.275")), align="center"), cell(Score(Decimal(100))))

    sheet = first_sheet(table, digits=digits)

    assert [(sheet[at].value, sheet[at].data_type, sheet[at].number_format) for at in ("A2", "A3")] == [
        (98.275, "n", number_format),
        (100, "n", number_format),
    ]


def test_tick_is_a_character() -> None:
    table = one_column(cell(Tick("ดำเนินการแล้ว"), align="center"), cell("ข้อ ", Tick("ครบ"), Run(" แล้ว", bold=True)))

    sheet = first_sheet(table)

    assert [(str(sheet[at].value), sheet[at].alignment.horizontal) for at in ("A2", "A3")] == [
        ("✓", "center"),
        ("ข้อ ✓ แล้ว", "left"),
    ]


def test_missing_score_shows_a_dash_in_the_middle() -> None:
    table = one_column(cell(Score(None), align="end"))

    sheet = first_sheet(table)

    assert (sheet["A2"].value, sheet["A2"].alignment.horizontal) == ("–", "center")


@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("thai", "i12 ปี ๒๕๖๘ ได้ ๙๘.๒๘ และ ๑๐๐ ที่ https://a.example/2568"),
        ("arabic", "i12 ปี 2568 ได้ 98.28 และ 100 ที่ https://a.example/2568"),
    ],
)
def test_digits_of_a_sentence_are_turned_but_not_in_addresses(digits: Digits, shown: str) -> None:
    line = text("i12 ปี 2568 ได้ ", Score(Decimal("98.275")), " และ ", Score(Decimal(100)), " ที่ https://a.example/2568")

    sheet = first_sheet(Paragraph(line), digits=digits)

    assert sheet["A1"].value == shown


def test_underlined_quotation_stays_underlined_inside_its_cell() -> None:
    table = one_column(cell("ข้อคำถาม ", Run("“ถาม”", underline=True), Run(" เน้น", bold=True)))

    value = first_sheet(table)["A2"].value

    assert isinstance(value, CellRichText)
    assert [
        (block.text, block.font.u, bool(block.font.b), block.font.rFont)
        for block in value
        if isinstance(block, TextBlock)
    ] == [
        ("ข้อคำถาม ", None, False, "TH Sarabun New"),
        ("“ถาม”", "single", False, "TH Sarabun New"),
        (" เน้น", None, True, "TH Sarabun New"),
    ]


def test_paragraphs_and_lists_become_lines_of_one_cell() -> None:
    content = Cell((Paragraph(text("มาตรการ")), bullets(["งานแรก", "งานที่ 2"])))

    sheet = first_sheet(one_column(content))

    assert sheet["A2"].value == "มาตรการ\n\u00a0- งานแรก\n\u00a0- งานที่ ๒"
    assert sheet["A2"].alignment.wrap_text


@pytest.mark.parametrize(
    ("entered", "stored"),
    [
        ('=HYPERLINK("http://a.example/","คลิก")', '\'=HYPERLINK("http://a.example/","คลิก")'),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "' =1"),
        ("\r=1", "'\n=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("\x00=1\x0b", "'=1"),
        ("- งาน", "\u00a0- งาน"),
        ("-", "\u00a0-"),
        ("งาน = 1", "งาน = 1"),
    ],
)
def test_text_that_could_become_a_formula_is_neutralised(entered: str, stored: str) -> None:
    table = one_column(cell(entered), cell(Run(entered, underline=True), " ต่อ"))

    sheet = first_sheet(table, Heading(entered), Paragraph(text(entered)), digits="arabic")

    assert sheet["A2"].value == stored
    assert str(sheet["A3"].value) == f"{stored} ต่อ"
    assert [str(sheet[at].value) for at in ("A5", "A6")] == [stored, stored]
    assert {item.data_type for row in sheet.iter_rows() for item in row if item.value is not None} == {"s"}


def test_no_cell_of_the_sample_begins_like_a_formula() -> None:
    book = opened(render(indicator_analysis()))

    beginnings = {str(item.value)[0] for sheet in book for row in sheet.iter_rows() for item in row if item.value}

    assert not beginnings & set("=+-@\t\r")


def test_sections_become_sheets_with_allowed_names() -> None:
    sections = [Section(name, ()) for name in ("ผล [1]: ก/ข * ค?", "ผล [1]: ก/ข * ค?", "ย" * 40, "'History'", "")]

    book = opened(render(Document("test", "ชื่อ", "ผู้จัดทำ", tuple(sections))))

    assert book.sheetnames == ["ผล ๑ ก ข ค", "ผล ๑ ก ข ค (๒)", "ย" * 31, "History (๒)", "แผ่นงาน"]


@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_page_is_a4_one_page_wide_with_official_margins(orientation: Orientation) -> None:
    table = one_column(cell("ก"))

    sheet = opened(render(document(table, orientation=orientation))).worksheets[0]

    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (orientation, 9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    margins = sheet.page_margins
    assert [round(inch * 2.54, 2) for inch in (margins.left, margins.right, margins.top, margins.bottom)] == [
        3,
        2,
        2.5,
        2,
    ]
    assert sheet.oddHeader is not None
    assert sheet.oddHeader.center.text == "- &P -"
    assert sheet.print_options.horizontalCentered
    assert sheet.print_area == "'แผ่น'!$A$1:$B$3"


def test_margins_of_the_document_narrow_the_columns() -> None:
    """21 − 5 − 2 = 14 cm = 529.13 pixels = 66.14 digits of 8 pixels, in two columns."""
    narrow = replace(document(one_column(cell("ก"))), page=PageSetup(left_cm=5))

    sheet = opened(render(narrow)).worksheets[0]

    assert round(sheet.page_margins.left * 2.54, 2) == 5
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [33.07, 33.07]


def test_head_is_frozen_and_repeated() -> None:
    table = one_column(cell("ก"))

    sheet = first_sheet(Heading("หัวเรื่อง"), table, Signature("ชื่อ", ("ตำแหน่ง",)))

    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$2:$2"


def test_head_below_a_long_text_is_not_frozen() -> None:
    table = one_column(cell("ก"))

    sheet = first_sheet(Paragraph(text(SENTENCE * 40)), table)

    assert sheet.freeze_panes is None


def test_column_widths_follow_the_shares_of_the_page() -> None:
    """16 cm = 604.72 pixels = 75.59 digits of 8 pixels; a quarter is 18.90, three quarters 56.69."""
    table = Table("ตาราง", (1, 3), (head("ก", "ข"),), ())

    sheet = first_sheet(table)

    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [18.9, 56.69]


def test_smaller_table_shares_the_columns_of_the_greater_one() -> None:
    wide = Table("ก", (1, 1, 2), (head("1", "2", "3"),), ())
    narrow = Table("ข", (1.02, 0.98), (head("ซ้าย", "ขวา"),), ())

    sheet = first_sheet(Heading("หัวเรื่อง"), wide, narrow)

    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:C1", "A4:B4"]
    assert (sheet["A4"].value, sheet["C4"].value) == ("ซ้าย", "ขวา")


def test_spans_are_merged_with_their_borders() -> None:
    table = Table(
        "ตาราง",
        (1, 1, 1),
        (Row((cell("ชั้น", rows=2), cell("สองช่อง", columns=2))), head("ก", "ข")),
        (Row((cell("x"), cell("y"), cell("z"))),),
    )

    sheet = first_sheet(table)

    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:A2", "B1:C1"]
    assert (sheet["B2"].value, sheet["C2"].value, sheet["A3"].value) == ("ก", "ข", "x")
    assert (sheet["A2"].border.bottom.style, sheet["C1"].border.right.style) == ("thin", "thin")


def test_row_higher_than_half_a_page_goes_on_below_without_losing_text() -> None:
    table = Table(
        "ตาราง",
        (1, 1),
        (head("ก", "ข"),),
        (Row((cell(SENTENCE * 40), cell(Score(Decimal(90))))), Row((cell("ถัดไป"), cell("จบ")))),
    )

    sheet = first_sheet(table)

    rows = list(sheet.iter_rows(min_row=2, max_row=sheet.max_row))
    assert "".join(str(left.value) for left, _ in rows[:-1]) == SENTENCE * 40
    assert [right.value for _, right in rows] == [90, *[None] * (len(rows) - 2), "จบ"]
    assert len(rows) > 3
    assert all((sheet.row_dimensions[row].height or 0) <= 15 * 26.5 + 3.5 for row in range(2, 2 + len(rows)))
    assert [(left.border.top.style, left.border.bottom.style) for left, _ in rows[:-1]] == [
        ("thin", None),
        *[(None, None)] * (len(rows) - 3),
        (None, "thin"),
    ]


def test_height_grows_with_the_lines_of_the_longest_cell() -> None:
    """One line 26.5 + 3 = 29.5 points, rounded up to a whole pixel of 0.75 points; three lines 79.5 + 3 = 82.5."""
    table = one_column(cell("ก"), cell("ก\nข\nค"))

    sheet = first_sheet(table)

    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [30, 82.5]


def test_marks_above_and_below_letters_take_no_width() -> None:
    plain, marked = (Run("กกกกก"),), (Run("กั้กิ์กุ่กี๋กื่"),)

    counts = line_count(plain, 6.0), line_count(marked, 6.0)

    assert counts == (1, 1)


def test_latin_word_goes_to_the_next_line_whole() -> None:
    line = (Run("ดูที่ https://example.go.th/2568"),)

    assert line_count(line, 26.0) == 2


def test_signature_stands_centred_in_the_right_half() -> None:
    sheet = first_sheet(Paragraph(text("เรียน")), Signature("นาย ก", ("นายกเทศมนตรี", "ตำบลตัวอย่าง")))

    assert [sheet[at].value for at in ("B3", "B4", "B5")] == ["(นาย ก)", "นายกเทศมนตรี", "ตำบลตัวอย่าง"]
    assert sheet["B3"].alignment.horizontal == "center"
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [37.8, 37.8]


def test_signature_takes_the_last_row_along_to_its_page() -> None:
    """A page holds 714.33 points: 23 rows of 30 fill 690, a gap 9, so the space to sign (66.25) begins page two."""
    table = one_column(*[cell("ก")] * 22)

    sheet = first_sheet(table, Signature("นาย ก", ()))

    assert [row_break.id for row_break in sheet.row_breaks.brk] == [22]


def test_page_break_becomes_a_row_break() -> None:
    sheet = first_sheet(Heading("ก"), PageBreak(), Heading("ข"))

    assert [row_break.id for row_break in sheet.row_breaks.brk] == [1]


def test_picture_keeps_its_width_and_says_what_it_shows(tmp_path: Path) -> None:
    """2.54 cm are 96 pixels, 914400 EMU; 2:1 makes half of it high."""
    path = tmp_path / "seal.png"
    Image.new("RGBA", (400, 200), (0, 0, 0, 0)).save(path)

    content = render(document(Picture(path, "ตราเทศบาล", 2.54)))

    drawing = part(content, "xl/drawings/drawing1.xml")
    spaces = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
    size = drawing.find(f"{spaces}oneCellAnchor/{spaces}ext")
    name = drawing.find(f".//{spaces}cNvPr")
    assert size is not None
    assert name is not None
    assert (size.get("cx"), size.get("cy"), name.get("descr")) == ("914400", "457200", "ตราเทศบาล")


def test_missing_picture_is_an_error() -> None:
    picture = Picture(Path("no-such-picture.png"), "ตรา", 3)

    with pytest.raises(PictureError, match=r"no-such-picture\.png is missing"):
        render(document(picture))


def test_chart_below_a_short_table_does_not_repeat_its_head() -> None:
    book = opened(render(indicator_analysis()))

    titles = {sheet.title: sheet.print_title_rows for sheet in book}

    assert titles == {
        "ผลคะแนน": None,
        "ผลการวิเคราะห์": "$1:$1",
        "การนำผลไปปรับปรุง": "$2:$2",
        "ข้อมูลกราฟ": "$3:$3",
    }


def test_properties_name_title_author_and_language_but_no_time() -> None:
    content = render(document(Heading("ก")))

    book = opened(content)
    assert (book.properties.title, book.properties.creator, book.properties.language) == (
        "รายงาน ปี ๒๕๖๘",
        "เทศบาลตำบลตัวอย่าง",
        "th-TH",
    )
    with ZipFile(BytesIO(content)) as archive:
        assert b"dcterms" not in archive.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_same_content_gives_the_same_bytes(digits: Digits) -> None:
    first = render(indicator_analysis(), digits=digits)

    second = render(indicator_analysis(), digits=digits)

    assert first == second
