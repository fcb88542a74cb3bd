"""Cells over several rows of a worksheet: their rows, and pages that end beside their text, not in it."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reports.content import Cell, Document, Paragraph, Row, Section, Table, cell, head, text
from reports.renderers.xlsx import render
from reports.renderers.xlsx_spans import lacking, page_starts, stretches


@pytest.mark.parametrize(
    ("pieces", "rows", "missing"),
    [
        ([30], [30, 30], []),
        ([60], [30, 30], []),
        ([90], [30, 30], [30]),
        ([40, 40], [30, 30, 30, 30], []),
        ([40, 40], [30, 30, 30], [10]),
        ([40, 40, 40], [30, 30], [40, 40]),
        ([900], [30], [290, 290, 290]),
        ([], [30], []),
    ],
)
def test_rows_that_pieces_lack_follow(pieces: list[float], rows: list[float], missing: list[float]) -> None:
    """900 points less 30 are 870: three rows of 290, since none is higher than 409.5."""
    assert lacking(pieces, rows) == missing


def test_pieces_stand_below_each_other_and_the_last_takes_the_rest() -> None:
    assert stretches([40, 30, 20], [30, 30, 30, 30, 30]) == [(0, 1, 1), (2, 2, 2), (3, 3, 4)]


@pytest.mark.parametrize(
    ("texts", "used", "starts"),
    [
        ([], 0, [4, 7]),
        ([(0, 2)], 0, [4, 7]),
        ([(2, 4)], 0, [2, 5, 8]),
        ([(2, 3), (3, 4)], 0, [2, 5, 8]),
        ([(2, 4), (6, 8)], 0, [2, 5, 6, 9]),
        ([(1, 6)], 0, [4, 7]),
        ([(2, 4)], 30, [2, 5, 8]),
        ([], 30, [3, 6, 9]),
    ],
)
def test_pages_begin_with_texts_that_had_no_room(texts: list[tuple[int, int]], used: float, starts: list[int]) -> None:
    """Ten rows of 30 points, the first the head; a page of 130 holds four, or three below a repeated head."""
    assert page_starts([30] * 10, texts, page=130, used=used, head=1) == starts


def sheet(*rows: Row, widths: tuple[float, ...] = (1, 4)) -> Worksheet:
    table = Table("ตาราง", widths, (head("ข้อ", "ข้อบกพร่อง"),), rows)
    content = render(Document("k", "เรื่อง", "เทศบาล", (Section("หน้า", (table,), orientation="landscape"),)))
    found = openpyxl.load_workbook(BytesIO(content)).active
    assert isinstance(found, Worksheet)
    return found


def test_long_text_over_rows_stands_in_pieces_inside_one_border() -> None:
    told = [f"ย่อหน้าที่ {number} " + "ต้องแก้ไข " * 30 for number in range(3)]
    remark = Cell(tuple(Paragraph(text(each)) for each in told), rows=2)

    written = sheet(Row((cell("i1"), remark)), Row((cell("i2"),)))

    column = [written.cell(row, 2) for row in range(2, written.max_row + 1)]
    pieces = [each for each in column if each.value]
    assert [str(each.value).split(" ต้อง")[0] for each in pieces] == ["ย่อหน้าที่ ๐", "ย่อหน้าที่ ๑", "ย่อหน้าที่ ๒"]
    assert [each.border.top.style for each in pieces] == ["thin", None, None]
    assert [written.cell(row, 1).value for row in (2, 3)] == ["i1", "i2"]


def test_short_text_over_rows_is_one_merged_cell() -> None:
    written = sheet(Row((cell("i1"), cell("ดี", rows=2))), Row((cell("i2"),)))

    assert [str(area) for area in written.merged_cells.ranges] == ["B2:B3"]


def test_page_ends_before_a_text_that_it_would_part() -> None:
    """A landscape page holds 467.7 points: the head and 13 rows of 30 take 420, the next text three rows of 30."""
    rows = [Row((cell(f"i{number}"), cell("ดี"))) for number in range(13)]
    rows += [Row((cell("e1"), cell("แก้ " * 60, rows=3))), Row((cell("e2"),)), Row((cell("e3"),))]

    written = sheet(*rows)

    assert [row_break.id for row_break in written.row_breaks.brk] == [14]
    assert written.cell(15, 1).value == "e1"
