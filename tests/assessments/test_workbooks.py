"""Opening any workbook: what it shows and hides, and every file that is refused, each in a sentence."""

import io
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook as NewWorkbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from accounts.errors import UserError
from assessments.importers.reading import MAX_BYTES
from assessments.importers.workbook_parts import MAX_UNPACKED, Parts
from assessments.importers.workbooks import BookCell, CellKind, Merged, workbook_open
from tests.assessments.workbooks import book, books, replaced, saved, with_parts

SHEET, WORKBOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

NO_WORKBOOK = "ไฟล์นี้ไม่ใช่สมุดงาน Excel กรุณาเปิดไฟล์แล้วบันทึกเป็นสมุดงาน Excel (.xlsx) ก่อนนำเข้า"
OLD_WORKBOOK = "ไฟล์นี้เป็นสมุดงาน Excel รุ่นเก่า (.xls) กรุณาเปิดไฟล์แล้วบันทึกเป็น .xlsx ก่อนนำเข้า"
WITH_PASSWORD = "สมุดงานนี้ตั้งรหัสผ่านไว้ กรุณาเปิดไฟล์ ยกเลิกรหัสผ่าน แล้วบันทึกใหม่ก่อนนำเข้า"
WITH_MACROS = "สมุดงานนี้มีแมโคร กรุณาบันทึกเป็นสมุดงาน Excel ที่ไม่มีแมโคร (.xlsx) ก่อนนำเข้า"
SWOLLEN = "ข้อมูลในสมุดงานมากผิดปกติ กรุณาคัดลอกเฉพาะข้อมูลที่ต้องการลงสมุดงานใหม่แล้วนำเข้าอีกครั้ง"
UNSAFE = "สมุดงานนี้มีเนื้อหาที่อาจไม่ปลอดภัย กรุณาคัดลอกข้อมูลลงสมุดงานใหม่แล้วนำเข้าอีกครั้ง"
DAMAGED = "สมุดงานนี้ชำรุด อ่านไม่ได้ กรุณาเปิดไฟล์ใน Excel แล้วบันทึกเป็นไฟล์ใหม่ก่อนนำเข้า"
TOO_WIDE = "แผ่นงาน “คะแนน” มีข้อมูลเกิน 5,000 แถวหรือ 50 คอลัมน์ กรุณาลบส่วนที่ไม่เกี่ยวข้องแล้วนำเข้าอีกครั้ง"


def refused(raw: bytes) -> str:
    with pytest.raises(UserError) as caught:
        workbook_open(raw)
    (message,) = caught.value.messages
    return message


def shown(*cells: object, change: Callable[[Worksheet], object] | None = None) -> dict[int, BookCell]:
    """What the cells of one row show when they are read back."""
    (sheet,) = workbook_open(book(cells, heads=(), change=change)).sheets
    return dict(sheet.rows.get(1, {}))


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("๙๗.๘๒", CellKind.TEXT, "๙๗.๘๒"),
        (" i1\n", CellKind.TEXT, " i1\n"),
        (97.82, CellKind.NUMBER, "97.82"),
        (100, CellKind.NUMBER, "100"),
        (0, CellKind.NUMBER, "0"),
        (98.27999999999999, CellKind.NUMBER, "98.28"),
        (1e-7, CellKind.NUMBER, "0.0000001"),
        (-5, CellKind.NUMBER, "-5"),
        (True, CellKind.BOOLEAN, "TRUE"),
        (False, CellKind.BOOLEAN, "FALSE"),
        ("#DIV/0!", CellKind.ERROR, "#DIV/0!"),
        (date(2025, 3, 25), CellKind.DATE, "45741"),
        (datetime(2025, 3, 25, 12, 0), CellKind.DATE, "45741.5"),  # noqa: DTZ001  # Excel's moments have no zone
        ("=1+1", CellKind.NO_VALUE, ""),
    ],
)
def test_cell_shows_its_kind_and_text(value: object, kind: CellKind, text: str) -> None:
    cells = shown(value)

    assert cells == {1: BookCell(kind, text, formula=value == "=1+1")}


@pytest.mark.parametrize(
    ("number_format", "kind", "text"),
    [
        ("0.00%", CellKind.NUMBER, "98.28%"),
        ('0.00" %"', CellKind.NUMBER, "0.9828"),
        ("[$-D00041E]0.00", CellKind.NUMBER, "0.9828"),
        ("[$-D07041E]d mmmm yyyy", CellKind.DATE, "0.9828"),
        ("General", CellKind.NUMBER, "0.9828"),
    ],
)
def test_number_is_what_its_format_makes_of_it(number_format: str, kind: CellKind, text: str) -> None:
    cells = shown(0.9828, change=lambda sheet: setattr(sheet["A1"], "number_format", number_format))

    assert cells == {1: BookCell(kind, text)}


@pytest.mark.parametrize(("number", "kind", "text"), [(68, CellKind.NUMBER, "98.28%"), (71, CellKind.DATE, "0.9828")])
def test_number_in_a_format_that_thai_excel_names_by_number_alone(number: int, kind: CellKind, text: str) -> None:
    raw = book((0.9828,), heads=(), change=lambda sheet: setattr(sheet["A1"], "number_format", "0.00%"))
    raw = with_parts(raw, {STYLES: replaced('numFmtId="10"', f'numFmtId="{number}"')})

    (sheet,) = workbook_open(raw).sheets

    assert sheet.rows == {1: {1: BookCell(kind, text)}}


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('<c r="A1"><f>1+1</f><v>97.82</v></c>', BookCell(CellKind.NUMBER, "97.82", formula=True)),
        ('<c r="A1" t="str"><f>B1</f><v>๙๗</v></c>', BookCell(CellKind.TEXT, "๙๗", formula=True)),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', BookCell(CellKind.ERROR, "#DIV/0!", formula=True)),
        ('<c r="A1" t="inlineStr"><is><r><t>i</t></r><r><t>1</t></r></is></c>', BookCell(CellKind.TEXT, "i1")),
        ('<c t="d"><v>2025-03-25</v></c>', BookCell(CellKind.DATE, "2025-03-25")),
        ("<c><v>9.5E1</v></c>", BookCell(CellKind.NUMBER, "95")),
    ],
)
def test_cell_as_other_programs_write_it(value: str, cell: BookCell) -> None:
    raw = with_parts(book((1,), heads=()), {SHEET: replaced('<c r="A1" t="n"><v>1</v></c>', value)})

    (sheet,) = workbook_open(raw).sheets

    assert sheet.rows == {1: {1: cell}}


@pytest.mark.parametrize(
    "value",
    [
        '<c r="A1" t="str"><f>B1</f><v></v></c>',
        '<c r="A1" s="1"/>',
        '<c r="A1"><v/></c>',
        '<c r="A1" t="s"/>',
        '<c r="A1" t="s"><v></v></c>',
        '<c r="A1" t="inlineStr"/>',
    ],
)
def test_cell_that_shows_nothing_is_none(value: str) -> None:
    raw = with_parts(book((1,), heads=()), {SHEET: replaced('<c r="A1" t="n"><v>1</v></c>', value)})

    (sheet,) = workbook_open(raw).sheets

    assert sheet.rows == {}


def test_rich_text_is_read_without_its_looks() -> None:
    cells = shown(CellRichText("ข้อ ", TextBlock(InlineFont(b=True), "i1")))

    assert cells == {1: BookCell(CellKind.TEXT, "ข้อ i1")}


def test_sheet_knows_what_is_hidden_and_merged() -> None:
    workbook = NewWorkbook()
    sheet = workbook.worksheets[0]
    sheet.title = "ซ่อน"
    for row in range(1, 5):
        sheet.append([row, row, row])
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[3].height = 1
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("A4:B4")
    sheet.sheet_state = "veryHidden"
    workbook.create_sheet("แสดง")

    raw = with_parts(saved(workbook), {SHEET: replaced('ht="1"', 'ht="0"')})
    read, other = workbook_open(raw).sheets

    assert (read.name, read.hidden, read.hidden_rows, read.hidden_columns) == (
        "ซ่อน", True, frozenset({2, 3}), frozenset({2}),
    )  # fmt: skip
    assert read.merged == (Merged(4, 1, 4, 2),)
    assert (other.name, other.hidden, other.rows) == ("แสดง", False, {})


def test_texts_that_cells_share_are_found_by_number() -> None:
    """Excel keeps each text once; the hints of reading (rPh) that Japanese adds are no part of it."""
    texts = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>ก</t></si>'
        "<si><r><t>i</t></r><r><t>1</t></r><rPh><t>ไอ</t></rPh></si></sst>"
    )
    cells = '<c t="s"><v>1</v></c><c t="s"><v>0</v></c>'
    raw = with_parts(
        book((1,), heads=()),
        {
            SHEET: replaced('<c r="A1" t="n"><v>1</v></c>', cells),
            "xl/_rels/workbook.xml.rels": replaced(
                "</Relationships>",
                '<Relationship Type="http://a/sharedStrings" Target="texts.xml" Id="t"/></Relationships>',
            ),
            "xl/texts.xml": lambda part: texts.encode(),
        },
    )

    (sheet,) = workbook_open(raw).sheets

    assert sheet.rows == {1: {1: BookCell(CellKind.TEXT, "i1"), 2: BookCell(CellKind.TEXT, "ก")}}


def test_chart_sheet_is_left_out() -> None:
    workbook = NewWorkbook()
    workbook.create_chartsheet("กราฟ")

    sheets = workbook_open(saved(workbook)).sheets

    assert [sheet.name for sheet in sheets] == ["Sheet"]


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", NO_WORKBOOK),
        (b"%PDF-1.7", NO_WORKBOOK),
        (b"code,part,score\ni1,,90\n", NO_WORKBOOK),
        (b"PK\x03\x04workbook", DAMAGED),
        (OLE + b"\x00" * 512 + "Workbook".encode("utf-16-le"), OLD_WORKBOOK),
        (OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"), WITH_PASSWORD),
        (OLE + b"\x00" * 512 + "WordDocument".encode("utf-16-le"), NO_WORKBOOK),
    ],
)
def test_file_that_is_no_workbook_is_named_for_what_it_is(raw: bytes, sentence: str) -> None:
    assert refused(raw) == sentence


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, NO_WORKBOOK),
        ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}, NO_WORKBOOK),
        ({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}, NO_WORKBOOK),
        ({"[Content_Types].xml": b"<Types/>", "xl/vbaProject.bin": b""}, WITH_MACROS),
        ({"[Content_Types].xml": b"<Types/>", "xl/macrosheets/sheet1.xml": b""}, WITH_MACROS),
        ({"[Content_Types].xml": b'<Types x="sheet.macroEnabled.main"/>'}, WITH_MACROS),
        ({"[Content_Types].xml": b"<Types/>", "bomb.xml": b"\x00" * (10 * MAX_BYTES)}, SWOLLEN),
        ({f"{number}.xml": b"" for number in range(501)}, SWOLLEN),
    ],
    ids=["ods", "docx", "no reference", "vba", "macro sheet", "macro type", "bomb", "many parts"],
)
def test_archive_that_is_no_plain_workbook_is_refused(parts: dict[str, bytes], sentence: str) -> None:
    assert refused(zipped(parts)) == sentence


def test_archive_with_a_password_on_its_parts_is_refused() -> None:
    raw = bytearray(book(("i1", "", 90)))
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1

    assert refused(bytes(raw)) == WITH_PASSWORD


def test_archive_whose_part_is_larger_than_it_says_is_refused() -> None:
    raw = bytearray(with_parts(book(("i1", "", 90)), {SHEET: lambda part: part}))
    entry = raw.rindex(b"PK\x01\x02", 0, raw.rindex(SHEET.encode()))
    raw[entry + 24 : entry + 28] = (100).to_bytes(4, "little")

    assert refused(bytes(raw)) == DAMAGED


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_part_that_declares_entities_is_refused(declaration: str) -> None:
    raw = with_parts(book(("i1", "", 90)), {SHEET: lambda part: declaration.encode() + part})

    assert refused(raw) == UNSAFE


def test_part_in_an_encoding_that_hides_a_declaration_is_refused() -> None:
    raw = with_parts(book(("i1", "", 90)), {SHEET: lambda part: part.decode().encode("utf-16")})

    assert refused(raw) == UNSAFE


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, lambda part: part[:-20]),
        (SHEET, None),
        (SHEET, replaced('r="A1"', 'r="AAAA1"')),
        (SHEET, replaced("<v>90</v>", "<v>ninety</v>")),
        (SHEET, replaced("<v>90</v>", "<v>٩٨</v>")),
        (SHEET, replaced("<v>90</v>", "<v>๙๘</v>")),
        (SHEET, replaced("<v>90</v>", "<v>9_0</v>")),
        (SHEET, replaced("<v>90</v>", "<v>nan</v>")),
        (SHEET, replaced('r="C2"', 'r="C3"')),
        (SHEET, replaced('t="n"><v>90</v>', 't="s"><v>999</v>')),
        (SHEET, replaced('<row r="1"', '<row r="one"')),
        (SHEET, replaced("<sheetData>", '<cols><col min="1" max="1" width="wide"/></cols><sheetData>')),
        (SHEET, replaced("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A:A"/></mergeCells>')),
        (WORKBOOK, lambda part: b"<workbook/>"),
        (WORKBOOK, replaced('r:id="rId1"', 'r:id="rId99"')),
        (STYLES, lambda part: b"<styleSheet>"),
        ("xl/_rels/workbook.xml.rels", None),
    ],
)
def test_workbook_that_is_damaged_is_refused(part: str, change: Callable[[bytes], bytes] | None) -> None:
    raw = with_parts(book(("i1", "", 90)), {part: change})

    assert refused(raw) == DAMAGED


def test_two_sheets_of_one_part_are_refused() -> None:
    """Each entry would unpack it again."""
    raw = with_parts(books({"IIT": [], "EIT": []}), {WORKBOOK: replaced('r:id="rId2"', 'r:id="rId1"')})
    by_another_reference = {
        WORKBOOK: replaced('r:id="rId2"', 'r:id="again"'),
        "xl/_rels/workbook.xml.rels": replaced(
            'Id="rId2"',
            'Id="rId2"/><Relationship Type="http://a/worksheet" Target="/xl/a/../worksheets/sheet1.xml" Id="again"',
        ),
    }

    assert refused(raw) == DAMAGED
    assert refused(with_parts(books({"IIT": [], "EIT": []}), by_another_reference)) == DAMAGED


def test_part_that_is_read_again_and_again_counts_each_time() -> None:
    parts = Parts(with_parts(book(("i1", "", 90)), {SHEET: lambda part: part + b" " * (MAX_UNPACKED // 3)}))

    for _ in range(2):
        list(parts.elements(SHEET))
    with pytest.raises(UserError) as caught:
        list(parts.elements(SHEET))

    assert caught.value.messages == (SWOLLEN,)


@pytest.mark.parametrize(
    "change",
    [
        replaced('<c r="B2"', '<c r="C2"'),
        replaced("</sheetData>", '<row r="2"><c r="C2"><v>91</v></c></row></sheetData>'),
    ],
    ids=["in one row", "in a row that comes twice"],
)
def test_two_values_in_one_cell_are_refused(change: Callable[[bytes], bytes]) -> None:
    raw = with_parts(book(("i1", 80, 90)), {SHEET: change})

    assert refused(raw) == ("แผ่นงาน คะแนน เซลล์ C2: เซลล์นี้มีสองค่า กรุณาเปิดไฟล์ใน Excel ตรวจสอบเซลล์นี้ แล้วบันทึกใหม่ก่อนนำเข้า")


def test_two_sheets_of_one_name_are_refused() -> None:
    raw = with_parts(books({"IIT": [], "EIT": []}), {WORKBOOK: replaced('name="EIT"', 'name="iit"')})

    assert refused(raw) == "สมุดงานมีแผ่นงานชื่อ “iit” ซ้ำกัน กรุณาเปลี่ยนชื่อหรือลบให้เหลือแผ่นเดียว"


@pytest.mark.parametrize("place", ["A5001", "AY1", "XFD1048576"])
def test_cell_far_outside_is_refused_and_an_empty_one_is_not(place: str) -> None:
    filled = book(("i1", "", 90), change=lambda sheet: setattr(sheet[place], "value", 1))
    coloured = book(("i1", "", 90), change=lambda sheet: setattr(sheet[place], "number_format", "0.00"))

    (sheet,) = workbook_open(coloured).sheets

    assert refused(filled) == TOO_WIDE
    assert list(sheet.rows) == [1, 2]


def test_workbook_with_too_many_cells_is_refused() -> None:
    assert refused(book(*([[1] * 50] * 1001), heads=())) == SWOLLEN


def test_text_that_stands_in_many_cells_is_refused_before_it_grows() -> None:
    assert refused(book(*([["ก" * 30_000] * 50] * 8), heads=())) == SWOLLEN


def test_range_that_merges_everything_is_one_range() -> None:
    """openpyxl would make 17 thousand million cells of it."""
    change = replaced("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')

    (sheet,) = workbook_open(with_parts(book(("i1", "", 90)), {SHEET: change})).sheets

    assert sheet.merged == (Merged(1, 1, 1_048_576, 16_384),)


def test_workbook_with_too_many_merged_ranges_or_elements_is_refused() -> None:
    ranges = '<mergeCell ref="A1:B2"/>' * 1001
    merged = replaced("</sheetData>", f"</sheetData><mergeCells>{ranges}</mergeCells>")
    crowd = replaced("</sheetData>", f"</sheetData>{'<x/>' * 500_001}")

    assert refused(with_parts(book(("i1", "", 90)), {SHEET: merged})) == SWOLLEN
    assert refused(with_parts(book(("i1", "", 90)), {SHEET: crowd})) == SWOLLEN


def test_workbook_of_any_damage_is_a_sentence_or_opens() -> None:
    """Ten bytes changed, or the end cut off, 400 times."""
    raw = book(*(["i1", "", 90] for _ in range(20)), change=lambda sheet: sheet.merge_cells("A3:B4"))
    chance = random.Random(2568)  # noqa: S311  # no secret

    for _ in range(400):
        damaged = bytearray(raw[: chance.randrange(100, len(raw))] if chance.random() < 0.2 else raw)
        for _ in range(10):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        with suppress(UserError):
            workbook_open(bytes(damaged))
