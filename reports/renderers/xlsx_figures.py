"""Radars and trends as native Excel charts whose numbers stand in cells, as those of dot plots do (xlsx_charts)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, assert_never

from openpyxl.chart import LineChart, RadarChart, Reference, Series
from openpyxl.chart.axis import ChartLines, NumericAxis, Scaling, TextAxis
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import Text as ChartText
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.content import Cell, DotPlot, Radar, Row, Score, Table, Trend, cell, head
from reports.palette import LIMIT, MARKS
from reports.radar import scale
from reports.renderers.xlsx_charts import GRID, INK, PlotData, rich_text, solid
from reports.renderers.xlsx_text import Say
from reports.trend import trend_start
from thaitext.numbers import format_score

_RADAR_CM, _TREND_CM = 11.0, 9.0


@dataclass(frozen=True, slots=True)
class RadarData:
    """What a radar writes into cells: a row a spoke, a column a series that has scores."""

    plot: Radar
    height_cm: float = _RADAR_CM

    def table(self) -> Table:
        """The data as a table; a missing score is an empty cell, so that nothing is drawn there."""
        drawn = self.plot.drawn
        return Table(
            caption="",
            widths=(7.0, *(9.0 / max(1, len(drawn)) for _ in drawn)),
            head=(head("รายการ", *(self.plot.series[place] for place in drawn)),),
            rows=tuple(
                Row((cell(spoke.label), *(_score(spoke.values[place]) for place in drawn)))
                for spoke in self.plot.spokes
            ),
        )


@dataclass(frozen=True, slots=True)
class TrendData:
    """What a trend writes into cells: a row a year, its score, and a column a limit."""

    plot: Trend
    height_cm: float = _TREND_CM

    def table(self) -> Table:
        """The data as a table; a year without a score has an empty cell, so that the line has a gap."""
        limits = self.plot.limits
        names = (f"เกณฑ์ {format_score(limit, document=True)} คะแนน" for limit in limits)
        note = [f"* {self.plot.change}"] if any(year.changed for year in self.plot.years) else []
        columns = 1 + len(limits) + len(note)
        return Table(
            caption="",
            widths=(4.0, *(12.0 / columns for _ in range(columns))),
            head=(head("ปีงบประมาณ", self.plot.series, *names, *note),),
            rows=tuple(
                Row(
                    (
                        cell(f"{year.year}{'*' if year.changed else ''}"),
                        _score(year.value),
                        *(cell(Score(limit)) for limit in limits),
                        *(Cell() for _ in note),
                    )
                )
                for year in self.plot.years
            ),
        )


ChartData: TypeAlias = PlotData | RadarData | TrendData


def chart_data(plot: DotPlot | Radar | Trend) -> ChartData:
    """What a chart writes into cells."""
    match plot:
        case DotPlot():
            return PlotData(plot)
        case Radar():
            return RadarData(plot)
        case Trend():
            return TrendData(plot)
        case _:
            assert_never(plot)


def radar_chart(data: RadarData, sheet: Worksheet, first: int, *, number_format: str, say: Say) -> RadarChart:
    """The chart of `data`, whose table has its first row in row `first` of `sheet` and its head in the row above."""
    chart = RadarChart(radarStyle="marker")
    last = first + len(data.plot.spokes) - 1
    for column, place in enumerate(data.plot.drawn, 2):
        mark = MARKS[place]
        series = Series(Reference(sheet, min_col=column, min_row=first - 1, max_row=last), title_from_data=True)
        series.marker = Marker(symbol=mark.shape, size=7, spPr=solid(mark.colour))
        line = LineProperties(w=22_225, solidFill=mark.colour, prstDash="dash" if place else "solid")
        series.graphicalProperties = GraphicalProperties(ln=line)
        chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    rings = scale(data.plot)
    chart.x_axis = TextAxis(axId=10, crossAx=100, delete=False, txPr=rich_text(size=12), majorGridlines=_grid_lines())
    chart.y_axis = NumericAxis(
        axId=100, crossAx=10, delete=False, scaling=Scaling(min=float(rings[0]), max=100),
        majorUnit=float(rings[1] - rings[0]), numFmt=number_format, txPr=rich_text(size=10),
        majorGridlines=_grid_lines(), crossBetween="between",
    )  # fmt: skip
    _frame(chart, data.plot.title, say)
    return chart


def trend_chart(data: TrendData, sheet: Worksheet, first: int, *, number_format: str, say: Say) -> LineChart:
    """The chart of `data`; where and what its table is, as `radar_chart` says. Missing years are gaps."""
    chart = LineChart()
    last = first + len(data.plot.years) - 1
    noted = any(year.changed for year in data.plot.years)
    for place in range(1 + len(data.plot.limits) + noted):
        series = Series(Reference(sheet, min_col=2 + place, min_row=first - 1, max_row=last), title_from_data=True)
        series.smooth = False
        if place == 0:
            mark = MARKS[0]
            series.marker = Marker(symbol=mark.shape, size=8, spPr=solid(mark.colour))
            line = LineProperties(w=22_225, solidFill=mark.colour)
        else:
            series.marker = Marker(symbol="none")
            # What says only how years differ is a line in the legend alone.
            shown = place <= len(data.plot.limits)
            line = (
                LineProperties(w=12_700, solidFill=LIMIT, prstDash="sysDash") if shown else LineProperties(noFill=True)
            )
        series.graphicalProperties = GraphicalProperties(ln=line)
        chart.series.append(series)
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    axis_line = GraphicalProperties(ln=LineProperties(solidFill=INK))
    chart.x_axis = TextAxis(axId=10, crossAx=100, axPos="b", delete=False, txPr=rich_text(size=12), spPr=axis_line)
    start = trend_start(data.plot)
    chart.y_axis = NumericAxis(
        axId=100, crossAx=10, axPos="l", delete=False, scaling=Scaling(min=start, max=100),
        majorUnit=5 if start >= 60 else 10, numFmt=number_format, txPr=rich_text(size=12),
        majorGridlines=_grid_lines(), crossBetween="between",
    )  # fmt: skip
    _frame(chart, data.plot.title, say)
    return chart


def _frame(chart: RadarChart | LineChart, title: str, say: Say) -> None:
    chart.roundedCorners = False
    chart.visible_cells_only = False  # the numbers stand in a hidden sheet
    chart.display_blanks = "gap"
    chart.title = Title(tx=ChartText(rich=rich_text(size=16, bold=True, text=say(title))), overlay=False)
    chart.legend = Legend(legendPos="b", overlay=False, txPr=rich_text(size=12))
    chart.graphical_properties = GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(solidFill=GRID))


def _grid_lines() -> ChartLines:
    return ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=GRID)))


def _score(value: Decimal | None) -> Cell:
    return Cell() if value is None else cell(Score(value))
