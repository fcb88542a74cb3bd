"""A document as an Excel workbook (.xlsx): one worksheet a section, numbers as numbers, native charts.

The same content gives the same bytes: no time, no path and no chance stands in the file.
"""

import re
from collections.abc import Sequence
from typing import assert_never, cast

from openpyxl import Workbook
from openpyxl.chart._chart import ChartBase
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assessments.exporters.workbook_looks import FACE, SIZE, cleaned, saved, set_default_font
from reports.content import (
    Digits,
    Document,
    DotPlot,
    Heading,
    Orientation,
    PageSetup,
    Paragraph,
    Radar,
    Section,
    Trend,
    stacked,
    text,
)
from reports.renderers.steps import Progress, Steps
from reports.renderers.xlsx_charts import PlotData, plot_chart
from reports.renderers.xlsx_figures import ChartData, RadarData, TrendData, chart_data, radar_chart, trend_chart
from reports.renderers.xlsx_grid import CM, EMU_PER_CM, EMU_PER_PIXEL, grid
from reports.renderers.xlsx_sheet import SheetWriter, steps_of
from thaitext.digits import turn

# "D00" are Thai digits, "041E" is Thai. Documents print ๑๐๐; a column of numbers shows ๑๐๐.๐๐, its points in line.
_NUMBER_FORMATS: dict[Digits, str] = {"thai": "[$-D00041E]0.00", "arabic": "0.00"}
_WHOLE_FORMATS: dict[Digits, str] = {"thai": "[$-D00041E]0", "arabic": "0"}

_CHART_INSET_CM = 0.7  # columns come out narrower in some programs; a chart past the last column is cut in print
_FOOT_SIZE = 12  # points: an address is long
_PACKING = 20  # what packing the file takes, in hundredths of what writing the cells takes
_DATA_SHEET = "ข้อมูลกราฟ"
_DATA_NOTE = "ตัวเลขในแผ่นงานนี้ใช้แสดงกราฟ หากแก้ไขคะแนน กราฟจะเปลี่ยนตาม ตำแหน่งนับจากบนลงล่าง"

_SHEET_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n]+")
_SHEET_NAME_LENGTH = 31
_SHEET_NAME_TAKEN = frozenset({"history"})  # Excel keeps it for itself


def render(document: Document, *, digits: Digits = "thai", progress: Progress | None = None) -> bytes:
    """Returns the workbook. Scores stay numbers 0–100 and show `digits`; digits of texts are turned.

    `progress` is told after each cell of a table and each other block, and when the file is packed.

    Raises PictureError where a picture is missing or is none.
    """
    return _Book(document, digits, progress).content()


class _Book:
    def __init__(self, document: Document, digits: Digits, progress: Progress | None) -> None:
        self.digits = digits
        written = sum(steps_of(stacked(section.blocks)) for section in document.sections)
        self.packing = max(1, written * _PACKING // 100)
        self.step = Steps(progress, written + self.packing)
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
        # A kind a sheet: on one, tables of different columns would share the columns of the sheet.
        for kind in dict.fromkeys(type(plot) for _, plot, _ in plots):
            self.charts([each for each in plots if type(each[1]) is kind])

    def content(self) -> bytes:
        content = saved(self.book)
        self.step(self.packing)
        return content

    def sheet(self, section: Section) -> SheetWriter:
        """Adds a worksheet with a section's blocks."""
        sheet = self.book.create_sheet(self.name(section.name))
        blocks = tuple(stacked(section.blocks))
        width, height = (cm * CM for cm in self.page.text_cm(section.orientation))
        writer = SheetWriter(
            sheet,
            grid(blocks, width=width),
            page=height,
            say=self.say,
            number_format=_NUMBER_FORMATS[self.digits],
            step=self.step,
        )
        writer.write(blocks)
        writer.freeze()
        writer.repeat_head()
        _set_page(
            writer,
            self.page,
            section.orientation,
            head_line=self.say(self.page.head_line),
            foot_line=self.say(self.page.foot_line),
            title_page=len(self.book.worksheets) == 1,
        )
        return writer

    def charts(self, plots: Sequence[tuple[SheetWriter, DotPlot | Radar | Trend, int]]) -> None:
        """Adds the sheet of the numbers of charts of one kind, and the charts, each on its own section's sheet.

        The numbers are no part of the document: their sheet is hidden, so that it is not printed, and can be shown.
        """
        all_data = [chart_data(plot) for _, plot, _ in plots]
        blocks = [block for data in all_data for block in (Heading(data.plot.title), data.table())]
        source = self.sheet(Section(_DATA_SHEET, (Paragraph(text(_DATA_NOTE)), *blocks)))
        source.sheet.sheet_state = "hidden"
        source.sheet.print_area = ""  # LibreOffice prints what has one, hidden or not
        for (writer, _, row), data, (_, head, _) in zip(plots, all_data, source.tables, strict=True):
            width = writer.grid.width / CM - _CHART_INSET_CM
            chart = self.chart(data, source.sheet, head + 1, width_cm=width)
            size = XDRPositiveSize2D(round(width * EMU_PER_CM), round(data.height_cm * EMU_PER_CM))
            anchor = OneCellAnchor(_from=AnchorMarker(row=row - 1, rowOff=4 * EMU_PER_PIXEL), ext=size)
            chart.anchor = anchor  # type: ignore[assignment]  # the stubs know cell names only
            writer.sheet.add_chart(chart)

    def chart(self, data: ChartData, sheet: Worksheet, first: int, *, width_cm: float) -> ChartBase:
        """The chart of data whose table has its first row in row `first` of `sheet`."""
        whole = _WHOLE_FORMATS[self.digits]
        match data:
            case PlotData():
                _show_places_whole(data, sheet, first, whole)
                return plot_chart(data, sheet, first, width_cm=width_cm, number_format=whole, say=self.say)
            case RadarData():
                return radar_chart(data, sheet, first, number_format=whole, say=self.say)
            case TrendData():
                return trend_chart(data, sheet, first, number_format=whole, say=self.say)
            case _:
                assert_never(data)

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


def _set_page(
    writer: SheetWriter, page: PageSetup, orientation: Orientation, *, head_line: str, foot_line: str, title_page: bool
) -> None:
    """A4, one page wide, centred, with repeated table heads, the head line and the page's number.

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
    _set_letterhead(sheet, page, head_line, foot_line, title_page=title_page)
    if writer.row > 1:
        sheet.print_area = f"A1:{get_column_letter(writer.grid.columns)}{writer.row - 1}"


def _set_letterhead(sheet: Worksheet, page: PageSetup, head_line: str, foot_line: str, *, title_page: bool) -> None:
    """The head line and the foot line on every page, the number on all but the first."""
    sheet.HeaderFooter.differentFirst = title_page
    edge, _, side = page.numbers.partition("-")
    if side:
        _write_edge(
            getattr(cast(HeaderFooterItem, sheet.oddFooter if edge == "bottom" else sheet.oddHeader), side), "- &P -"
        )
    for header in (sheet.oddHeader, sheet.firstHeader) if head_line else ():
        # "&" begins a code in a header; two of them are one letter.
        _write_edge(cast(HeaderFooterItem, header).left, head_line.replace("&", "&&"))
    for footer in (sheet.oddFooter, sheet.firstFooter) if foot_line else ():
        _write_edge(cast(HeaderFooterItem, footer).left, foot_line.replace("&", "&&"), size=_FOOT_SIZE)


def _write_edge(part: _HeaderFooterPart, words: str, *, size: int = SIZE) -> None:
    part.text, part.font, part.size = words, f"{FACE},Regular", size


def _show_places_whole(data: PlotData, sheet: Worksheet, first: int, number_format: str) -> None:
    """Shows the places of a plot's rows without decimals: they are no scores."""
    count = len(data.rows) + len(data.limits) + 1
    for row in range(first, first + count):
        for column in (1, *range(4, 4 + len(data.plot.series))):
            sheet.cell(row, column).number_format = number_format
