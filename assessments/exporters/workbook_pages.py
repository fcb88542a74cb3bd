"""Sheets of the workbooks that people fill in: set up for paper, and the one that says how to fill them in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assessments.exporters import workbook_looks as looks

_CM = 1 / 2.54
#: Of a guide's columns, in digits of the face.
WIDTHS = (16.0, 70.0)


@dataclass(frozen=True, slots=True)
class Part:
    """Pairs of a guide under their heading; without one they are facts, named in bold."""

    heading: str
    pairs: Sequence[tuple[str, str]]


def numbered(sentences: Iterable[str]) -> list[tuple[str, str]]:
    """The sentences as pairs of a part: "1.", "2." …"""
    return [(f"{number}.", words) for number, words in enumerate(sentences, 1)]


def write_guide(
    worksheet: Worksheet, title: str, parts: Sequence[Part], widths: tuple[float, float] = WIDTHS
) -> dict[str, int]:
    """Writes the parts one below the other, and sets the sheet up for paper; returns each heading's row."""
    for column, width in enumerate(widths, 1):
        worksheet.column_dimensions[get_column_letter(column)].width = width
    _write_heading(worksheet, 1, title, size=20.0)
    row, headings = 2, dict[str, int]()
    for part in parts:
        if part.heading:
            headings[part.heading] = row
            _write_heading(worksheet, row, part.heading)
            row += 1
        for pair in part.pairs:
            _write_pair(worksheet, row, pair, is_fact=not part.heading)
            heights = [looks.row_height(words, width) for words, width in zip(pair, widths, strict=True)]
            worksheet.row_dimensions[row].height = max(heights)
            row += 1
    set_page(worksheet, head=0, columns=2, rows=row - 1)
    return headings


def _write_heading(worksheet: Worksheet, row: int, words: str, *, size: float = looks.SIZE) -> None:
    cell = cast(Cell, worksheet.cell(row, 1))
    looks.write_text(cell, words)
    cell.font = looks.font(size=size, bold=True)
    cell.alignment = Alignment(horizontal="left", vertical="bottom")
    worksheet.row_dimensions[row].height = looks.row_height("", 1, size=size) * 1.4


def _write_pair(worksheet: Worksheet, row: int, pair: tuple[str, str], *, is_fact: bool) -> None:
    is_number = pair[0].rstrip(".").isdecimal()
    for column, words in enumerate(pair, 1):
        cell = cast(Cell, worksheet.cell(row, column))
        looks.write_text(cell, words)
        cell.font = looks.font(bold=is_fact and column == 1)
        side = "right" if is_number and column == 1 else "left"
        cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True, indent=column - 1)


def set_page(worksheet: Worksheet, *, head: int, columns: int, rows: int, landscape: bool = False) -> None:
    """A4, one page wide, the table's head (its row; 0: none) on every page and in sight while scrolling."""
    worksheet.sheet_view.showGridLines = False
    worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
    worksheet.page_setup.paperSize = worksheet.PAPERSIZE_A4
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.print_options.horizontalCentered = True
    worksheet.page_margins = PageMargins(2 * _CM, 1.5 * _CM, 1.5 * _CM, 2 * _CM, header=0.8 * _CM, footer=_CM)
    worksheet.print_area = f"A1:{get_column_letter(columns)}{rows}"
    footer = cast(HeaderFooterItem, worksheet.oddFooter).center
    footer.text, footer.font, footer.size = "หน้า &P / &N", f"{looks.FACE},Regular", 14
    if head:
        worksheet.freeze_panes = f"A{head + 1}"
        worksheet.print_title_rows = f"{head}:{head}"
