"""A document as an Excel workbook (.xlsx): one worksheet a section, numbers as numbers, native charts.

The same content gives the same bytes: no time, no path and no chance stands in the file.
"""

import re
from collections.abc import Sequence
from typing import cast

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assessments.exporters.workbook_looks import FACE, SIZE, cleaned, saved, set_default_font
from reports.content import Digits, Document, DotPlot, Heading, Orientation, PageSetup, Paragraph, Section, text
from reports.renderers.xlsx_charts import PlotData, plot_chart
from reports.renderers.xlsx_grid import CM, EMU_PER_CM, EMU_PER_PIXEL, grid
from reports.renderers.xlsx_sheet import SheetWriter
from thaitext.digits import turn

# "D00" are Thai digits, "041E" is Thai. Documents print ๑๐๐; a column of numbers shows ๑๐๐.๐๐, its points in line.
_NUMBER_FORMATS: dict[Digits, str] = {"thai": "[$-D00041E]0.00", "arabic": "0.00"}
_WHOLE_FORMATS: dict[Digits, str] = {"thai": "[$-D00041E]0", "arabic": "0"}

_CHART_INSET_CM = 0.7  # columns come out narrower in some programs; a chart past the last column is cut in print
_DATA_SHEET = "ข้อมูลกราฟ"
_DATA_NOTE = "ตัวเลขในแผ่นงานนี้ใช้แสดงกราฟ หากแก้ไขคะแนน กราฟจะเปลี่ยนตาม ตำแหน่งนับจากบนลงล่าง"

_SHEET_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n]+")
_SHEET_NAME_LENGTH = 31
_SHEET_NAME_TAKEN = frozenset({"history"})  # Excel keeps it for itself


def render(document: Document, *, digits: Digits = "thai") -> bytes:
    """Returns the workbook. Scores stay numbers 0–100 and show `digits`; digits of texts are turned.

    Raises PictureError where a picture is missing or is none.
    """
    return _Book(document, digits).content()


class _Book:
    def __init__(self, document: Document, digits: Digits) -> None:
        self.digits = digits
        self.page = document.page
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        set_default_font(self.book)
        self.book.properties.title = self.say(document.title)
        self.book.properties.creator = self.say(document.author)
        self.book.properties.language = "th-TH"
        self.names = set(_SHEET_NAME_TAKEN)
        writers = [self.sheet(section) for section in document.sections]
        plots = [(writer, plot, row) for writer in writers for plot, row in writer.plots]
        if plots:
            self.charts(plots)

    def content(self) -> bytes:
        return saved(self.book)

    def sheet(self, section: Section) -> SheetWriter:
        """Adds a worksheet with a section's blocks."""
        sheet = self.book.create_sheet(self.name(section.name))
        width, height = (cm * CM for cm in self.page.text_cm(section.orientation))
        writer = SheetWriter(
            sheet,
            grid(section.blocks, width=width),
            page=height,
            say=self.say,
            number_format=_NUMBER_FORMATS[self.digits],
        )
        writer.write(section.blocks)
        writer.freeze()
        writer.repeat_head()
        _set_page(writer, self.page, section.orientation, title_page=len(self.book.worksheets) == 1)
        return writer

    def charts(self, plots: Sequence[tuple[SheetWriter, DotPlot, int]]) -> None:
        """Adds the sheet of the plots' numbers, and the charts that show them, each on its own section's sheet.

        The numbers are no part of the document: their sheet is hidden, so that it is not printed, and can be shown.
        """
        all_data = [PlotData(plot) for _, plot, _ in plots]
        blocks = [block for data in all_data for block in (Heading(data.plot.title), data.table())]
        source = self.sheet(Section(_DATA_SHEET, (Paragraph(text(_DATA_NOTE)), *blocks)))
        source.sheet.sheet_state = "hidden"
        source.sheet.print_area = ""  # LibreOffice prints what has one, hidden or not
        for (writer, _, row), data, (_, head, _) in zip(plots, all_data, source.tables, strict=True):
            _show_places_whole(data, source.sheet, head + 1, _WHOLE_FORMATS[self.digits])
            width = writer.grid.width / CM - _CHART_INSET_CM
            whole = _WHOLE_FORMATS[self.digits]
            chart = plot_chart(data, source.sheet, head + 1, width_cm=width, number_format=whole, say=self.say)
            size = XDRPositiveSize2D(round(width * EMU_PER_CM), round(data.height_cm * EMU_PER_CM))
            anchor = OneCellAnchor(_from=AnchorMarker(row=row - 1, rowOff=4 * EMU_PER_PIXEL), ext=size)
            chart.anchor = anchor  # type: ignore[assignment]  # the stubs know cell names only
            writer.sheet.add_chart(chart)

    def say(self, text: str) -> str:
        """A text as the reader gets it."""
        return cleaned(turn(text, self.digits))

    def name(self, wanted: str) -> str:
        """A worksheet's name that Excel takes: 1–31 characters, none forbidden, none twice."""
        allowed = " ".join(_SHEET_NAME_FORBIDDEN.sub(" ", self.say(wanted)).split())
        name = allowed.strip("' ")[:_SHEET_NAME_LENGTH].strip("' ") or "แผ่นงาน"
        free, number = name, 1
        while free.casefold() in self.names:
            number += 1
            ending = turn(f" ({number})", self.digits)
            free = name[: _SHEET_NAME_LENGTH - len(ending)] + ending
        self.names.add(free.casefold())
        return free


def _set_page(writer: SheetWriter, page: PageSetup, orientation: Orientation, *, title_page: bool) -> None:
    """A4, one page wide, centred, with repeated table heads and the page's number above the text.

    Excel prints page numbers in Arabic digits; there is no code for Thai ones. They are Thai only where the reader's
    Windows is set to use national digits. The document's first page has no number, as official letters have none.
    """
    sheet = writer.sheet
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    left, right, top, bottom = (cm / 2.54 for cm in (page.left_cm, page.right_cm, page.top_cm, page.bottom_cm))
    sheet.page_margins = PageMargins(left, right, top, bottom, header=top / 2, footer=bottom / 2)
    page_number = cast(HeaderFooterItem, sheet.oddHeader).center
    page_number.text, page_number.font, page_number.size = "- &P -", f"{FACE},Regular", SIZE
    sheet.HeaderFooter.differentFirst = title_page
    if writer.row > 1:
        sheet.print_area = f"A1:{get_column_letter(writer.grid.columns)}{writer.row - 1}"


def _show_places_whole(data: PlotData, sheet: Worksheet, first: int, number_format: str) -> None:
    """Shows the places of a plot's rows without decimals: they are no scores."""
    count = len(data.rows) + len(data.limits) + 1
    for row in range(first, first + count):
        for column in (1, *range(4, 4 + len(data.plot.series))):
            sheet.cell(row, column).number_format = number_format
