"""The workbooks of real documents, opened again: heads in sight and on paper, A4, and rows that hold their text."""

import math
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import ImageFont

from reports.content import Document
from reports.renderers.xlsx import render

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

#: What stands first in the head of each section's table.
HEADS = {"ผลคะแนน": "ตัวชี้วัด", "ผลการวิเคราะห์": "ตัวชี้วัด", "การนำผลไปปรับปรุง": "มาตรการ/โครงการ/กิจกรรม"}
CHART_DATA = "ข้อมูลกราฟ"
#: The wider of the two faces that a workbook may be shown in, at 16 points. Its lengths are pixels, a line's height
#: points; a column is so many of its digits wide.
FACE = ImageFont.truetype("/usr/share/fonts/truetype/tlwg/Laksaman.ttf", 16 * 96 / 72)
LINE = 26.5
DIGIT = FACE.getlength("0")


@pytest.fixture
def book(real_document: Document) -> Workbook:
    return openpyxl.load_workbook(BytesIO(render(real_document)))


def head_row(sheet: Worksheet) -> int:
    """The row of the table's head."""
    (row,) = {row for row in range(1, 12) if sheet.cell(row, 1).value == HEADS[sheet.title]}
    return row


def width(sheet: Worksheet, row: int, column: int) -> float:
    """The pixels of a cell, merged over columns or not; of one that is merged over rows, infinitely many."""
    last = column
    for area in sheet.merged_cells.ranges:
        if (area.min_row, area.min_col) == (row, column):
            if area.max_row > row:
                return math.inf
            last = area.max_col
    letters = map(get_column_letter, range(column, last + 1))
    return DIGIT * sum(sheet.column_dimensions[letter].width for letter in letters)


def test_heads_stay_in_sight_and_are_repeated_on_paper(book: Workbook) -> None:
    for title in ("ผลการวิเคราะห์", "การนำผลไปปรับปรุง"):
        sheet = book[title]
        row = head_row(sheet)

        assert (sheet.print_title_rows, sheet.freeze_panes) == (f"${row}:${row}", f"A{row + 1}")


def test_sheets_print_on_a4_one_page_wide(book: Workbook, real_document: Document) -> None:
    orientations = {section.name: section.orientation for section in real_document.sections}

    for sheet in book:
        setup, fit = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
        assert (setup.paperSize, setup.fitToWidth, setup.fitToHeight) == (9, 1, 0)
        assert setup.orientation == orientations.get(sheet.title, "portrait")
        assert fit is not None
        assert fit.fitToPage
        assert bool(sheet.print_area) == (sheet.title != CHART_DATA)
    assert book.sheetnames == [*orientations, CHART_DATA]


def test_rows_are_high_enough_for_their_wrapped_text(book: Workbook) -> None:
    """Measured in the wider face: however a line breaks, it takes no fewer rows than its length asks for."""
    cut = []
    for title in HEADS:
        sheet = book[title]
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, MergedCell) or not isinstance(cell.value, str):
                    continue
                room = width(sheet, cell.row, cell.column)
                size = (cell.font.sz or 16) / 16
                lines = sum(max(1, math.ceil(FACE.getlength(line) * size / room)) for line in cell.value.split("\n"))
                if lines * LINE * size > (sheet.row_dimensions[cell.row].height or 0):
                    cut.append((title, cell.coordinate, lines, sheet.row_dimensions[cell.row].height))

    assert cut == []
