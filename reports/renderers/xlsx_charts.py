"""Dot plots as native Excel charts whose numbers stand in cells.

Excel has no dot plot. A scatter chart shows one: the score runs along x, the row's place down y, and each limit is a
line between two points. A scatter chart has no names on its axis, so each row is named by the label of an unseen point
at the left edge. All of it refers to cells of one sheet and follows them when somebody changes a score there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from openpyxl.chart import Reference, ScatterChart, Series
from openpyxl.chart.axis import ChartLines, NumericAxis, Scaling
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend, LegendEntry
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel, XYSeries
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.text import Text as ChartText
from openpyxl.chart.title import Title
from openpyxl.descriptors import String
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)
from openpyxl.drawing.text import Font as Typeface
from openpyxl.worksheet.worksheet import Worksheet

from assessments.exporters.workbook_looks import FACE
from reports.charts import axis_start
from reports.content import Cell, Dot, DotPlot, Row, Run, Score, Table, cell, head
from reports.palette import LIMIT, Mark, series_marks
from reports.renderers.xlsx_text import Say, text_width
from thaitext.numbers import format_score

_DASHES: tuple[Literal["dash", "sysDot", "dashDot", "lgDash"], ...] = ("dash", "sysDot", "dashDot", "lgDash")
INK, GRID = "404040", "D5D9DC"
_HIDDEN = ";;;"  # a number format that shows nothing; an axis kept, its numbers not
_ROW_CM, _TITLE_CM, _FOOT_CM = 0.62, 2.4, 3.8  # a row of the plot; two lines of title; axis and legend
_DIGIT_CM = 0.17  # a digit of the rows' names, 13 pt


class _Unwrapped(RichTextProperties):
    """Text on one line, however long. openpyxl takes "none" for "not given", and Excel then wraps a label early."""

    tagname = "bodyPr"
    wrap = String()  # type: ignore[assignment]  # a wider type on purpose


@dataclass(frozen=True, slots=True)
class Point:
    """A row of a plot's data: its place from the top, and what it shows; a group's title has no score."""

    place: Decimal
    name: str
    value: Decimal | None = None
    series: str | None = None
    title: bool = False


@dataclass(frozen=True, slots=True)
class PlotData:
    """What a plot writes into cells: rows, then two ends of each limit, then the left edge."""

    plot: DotPlot

    @property
    def rows(self) -> tuple[Point, ...]:
        """The plot from top to bottom, titles of groups between the dots."""
        return tuple(
            Point(Decimal(place), name, value, series, title)
            for place, (name, value, series, title) in enumerate(self._rows(), 1)
        )

    @property
    def limits(self) -> tuple[Point, ...]:
        """Top and bottom end of each limit's line."""
        ends = (Decimal(0), Decimal(len(self.rows) + 1))
        return tuple(
            Point(end, f"เกณฑ์ {format_score(limit, document=True)} คะแนน", limit)
            for limit in self.plot.limits
            for end in ends
        )

    @property
    def edge(self) -> Point:
        """The left edge, where the rows' names are hung up."""
        return Point(Decimal(0), "ขอบซ้ายของกราฟ", Decimal(axis_start(self.plot)))

    @property
    def height_cm(self) -> float:
        """The height of the chart."""
        return _TITLE_CM + _FOOT_CM + _ROW_CM * (len(self.rows) + 1)

    def table(self) -> Table:
        """The data as a table: place, name, score, and one column a series with the place of its own dots.

        A series takes its scores from the common column; where its own place is empty, nothing is drawn. So a
        missing score leaves a gap, and dots of one series need not stand together.
        """
        keys = [key for key, _ in self.plot.series]
        return Table(
            caption="",
            widths=(1.6, 6.0, 1.8, *(6.6 / len(keys) for _ in keys)),
            head=(head("ตำแหน่ง", "รายการ", "คะแนน", *(name for _, name in self.plot.series)),),
            rows=tuple(_table_row(point, keys) for point in (*self.rows, *self.limits, self.edge)),
        )

    def _rows(self) -> Iterator[tuple[str, Decimal | None, str | None, bool]]:
        for group in self.plot.groups:
            if group.title:
                yield group.title, None, None, True
            yield from ((_name(dot), dot.value, dot.series, False) for dot in group.dots)


def plot_chart(
    data: PlotData, sheet: Worksheet, first: int, *, width_cm: float, number_format: str, say: Say
) -> ScatterChart:
    """The chart of `data`, whose table has its first row in row `first` of `sheet` and its head in the row above."""
    marks = series_marks(data.plot).values()
    dots = [_dots(data, sheet, first, number, mark) for number, mark in enumerate(marks)]
    limits = [_limit(data, sheet, first, number) for number in range(len(data.plot.limits))]
    names = [_row_name(data, sheet, first, number) for number in range(len(data.rows))]
    chart = ScatterChart(scatterStyle="lineMarker", varyColors=False)
    chart.roundedCorners = False
    chart.visible_cells_only = False  # the numbers stand in a hidden sheet
    chart.series = [*dots, *limits, *names]
    chart.title = Title(tx=ChartText(rich=rich_text(size=16, bold=True, text=say(data.plot.title))), overlay=False)
    chart.x_axis = _score_axis(start=axis_start(data.plot), number_format=number_format)
    chart.y_axis = _place_axis(end=len(data.rows) + 1)
    shown = len(dots) + len(limits)
    unnamed = [LegendEntry(idx=shown + number, delete=True) for number in range(len(names))]
    chart.legend = Legend(legendPos="b", legendEntry=unnamed, overlay=False, txPr=rich_text(size=12))
    top, foot = _TITLE_CM / data.height_cm, _FOOT_CM / data.height_cm
    names_share = min(max(text_width(point.name) for point in data.rows) * _DIGIT_CM / width_cm + 0.03, 0.6)
    inside = ManualLayout(
        layoutTarget="inner", xMode="edge", yMode="edge",
        x=names_share, y=top, w=0.95 - names_share, h=1 - top - foot,
    )  # fmt: skip
    chart.layout = Layout(manualLayout=inside)
    chart.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(solidFill=GRID))
    return chart


def _name(dot: Dot) -> str:
    return dot.label if dot.value is not None else f"{dot.label} (ยังไม่มีคะแนน)"


def _table_row(point: Point, keys: list[str]) -> Row:
    place = cell(Score(point.place), align="center")
    score = Cell() if point.title else cell(Score(point.value), align="center")
    drawn = (place if point.series == key and point.value is not None else Cell() for key in keys)
    return Row((place, cell(Run(point.name, bold=point.title)), score, *drawn))


def _dots(data: PlotData, sheet: Worksheet, first: int, number: int, mark: Mark) -> XYSeries:
    last, column = first + len(data.rows) - 1, 4 + number
    series = _series(sheet, x=(3, first, last), y=(column, first, last), name=(column, first - 1))
    series.marker = Marker(symbol=mark.shape, size=9, spPr=solid(mark.colour))
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    return series


def _limit(data: PlotData, sheet: Worksheet, first: int, number: int) -> XYSeries:
    top = first + len(data.rows) + 2 * number
    series = _series(sheet, x=(3, top, top + 1), y=(1, top, top + 1), name=(2, top))
    series.marker = Marker(symbol="none")
    dash = _DASHES[number % len(_DASHES)]
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(w=15_875, solidFill=LIMIT, prstDash=dash))
    return series


def _row_name(data: PlotData, sheet: Worksheet, first: int, number: int) -> XYSeries:
    edge = first + len(data.rows) + len(data.limits)
    row = first + number
    series = _series(sheet, x=(3, edge, edge), y=(1, row, row), name=(2, row))
    series.marker = Marker(symbol="none")
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    series.dLbls = DataLabelList(
        dLblPos="l", showSerName=True, showVal=False, showCatName=False, showLegendKey=False, showPercent=False,
        showBubbleSize=False,
        txPr=rich_text(size=13, bold=data.rows[number].title, wrapped=False),
    )  # fmt: skip
    return series


def _series(sheet: Worksheet, *, x: tuple[int, int, int], y: tuple[int, int, int], name: tuple[int, int]) -> XYSeries:
    """A series from cells: `x` and `y` are (column, first row, last row), `name` is (column, row)."""
    xs, ys = (Reference(sheet, min_col=c, min_row=first, max_row=last) for c, first, last in (x, y))
    series: XYSeries = Series(ys, xs)
    title = Reference(sheet, min_col=name[0], min_row=name[1])
    series.tx = SeriesLabel(strRef=StrRef(f=str(title)))
    series.smooth = False
    return series


def _score_axis(*, start: int, number_format: str) -> NumericAxis:
    return NumericAxis(
        axId=10,
        crossAx=20,
        axPos="b",
        delete=False,
        scaling=Scaling(min=start, max=100),
        majorUnit=5 if start >= 60 else 10,
        crossBetween="midCat",
        crosses="max",  # places count downwards, so the foot of the plot is the greatest place
        numFmt=number_format,
        majorTickMark="out",
        majorGridlines=None,
        txPr=rich_text(size=12),
        spPr=GraphicalProperties(ln=LineProperties(solidFill=INK)),
    )


def _place_axis(*, end: int) -> NumericAxis:
    return NumericAxis(
        axId=20,
        crossAx=10,
        axPos="l",
        delete=False,
        scaling=Scaling(min=0, max=end, orientation="maxMin"),
        majorUnit=1,
        crossBetween="midCat",
        crosses="min",
        numFmt=_HIDDEN,
        txPr=rich_text(size=12),
        spPr=GraphicalProperties(ln=LineProperties(solidFill=INK)),
        majorGridlines=ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRID))),
    )


def solid(colour: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=colour))


def rich_text(*, size: int, bold: bool = False, text: str | None = None, wrapped: bool = True) -> RichText:
    """Text properties in the document's face, Latin and complex script alike; Excel draws Thai with the latter."""
    style = CharacterProperties(
        lang="th-TH", sz=size * 100, b=bold, solidFill=INK, latin=Typeface(typeface=FACE), cs=Typeface(typeface=FACE)
    )
    runs = [] if text is None else [RegularTextRun(rPr=style, t=text)]
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=style), r=runs, endParaRPr=style)
    return RichText(bodyPr=RichTextProperties() if wrapped else _Unwrapped(wrap="none"), p=[paragraph])
