"""Charts in a Word document: pictures of lines and marks, with titles, names and figures as text round them.

So a reader can search and mend every word, in the document's digits, and those who hear it miss nothing.
"""

from collections.abc import Sequence
from decimal import Decimal

from reports.charts import MISSING, axis_start, format_limit
from reports.content import DotPlot, Radar, Trend
from reports.palette import LIMIT, MARKS, Mark, series_marks
from reports.renderers.docx_drawing import Drawing
from reports.renderers.docx_pictures import PictureWriter
from reports.renderers.docx_shapes import (
    CHANGE_DASH,
    LIMIT_DASH,
    RADAR_CM,
    SERIES_DASHES,
    TREND_HEIGHT_CM,
    RadarDrawing,
    TrendDrawing,
)
from reports.renderers.docx_tables import layout
from reports.renderers.docx_text import Look, TextWriter, twips

_SPACES = "\u00a0\u00a0 "  # behind a name of a legend

# Of a dot plot: where the columns of labels, strips and scores end, in shares of the width; how high a row is, and what
# a strip leaves free at its ends.
_ENDS = (0.38, 0.80, 1.0)
_ROW_CM, _MARGIN = 0.54, 0.02
_NEAREST = Decimal(9)  # per cent of the strip between two figures of the axis

_KEY_CM, _LINE_KEY_CM, _KEY_HEIGHT_CM = 0.37, 0.75, 0.37
_AXIS_CM = 0.95  # of a trend, for the figures left of the strip


class FigureWriter:
    """Writes charts `room_cm` wide; what stands after one begins below it.

    Their lines are `kept` on one page, but in a row that is whole anyway: LibreOffice would take the row along.
    """

    def __init__(self, texts: TextWriter, pictures: PictureWriter) -> None:
        self.texts = texts
        self.pictures = pictures
        self.kept = True

    def dot_plot(self, plot: DotPlot, room_cm: float, *, new_page: bool) -> str:
        """Returns the title, a legend, an axis and a row a dot: label, place on the axis, score.

        Raises ValueError for more than three series.
        """
        marks = series_marks(plot)
        strip = _Strip(plot, (_ENDS[1] - _ENDS[0]) * room_cm)
        rows = []
        for group in plot.groups:
            rows.append((self._label(group.title, bold=True), self._strip(strip, None), self._figure("คะแนน")))
            for dot in group.dots:
                if dot.value is None:
                    drawn, alt, figure = None, "", MISSING
                else:
                    figure = format_limit(dot.value)
                    drawn, alt = (dot.value, marks[dot.series]), f"{dot.label} {figure} คะแนน"
                rows.append((self._label(dot.label), self._strip(strip, drawn, alt), self._figure(figure)))
        keys = [(self._key(marks[series]), name) for series, name in plot.series]
        return "".join(
            (
                self._title(plot.title, new_page=new_page),
                self._legend(keys),
                self._axis(plot, strip, _ENDS[0] * room_cm),
                layout([0.0, *(end * room_cm for end in _ENDS)], rows, lined=True),
            )
        )

    def radar(self, figure: Radar, room_cm: float, *, new_page: bool) -> str:
        """Returns the title, the web with the numbers of its spokes, and a legend."""
        size = min(RADAR_CM, room_cm)
        drawing = RadarDrawing(figure, self.texts.say)
        keys = [(self._line_key(MARKS[place], SERIES_DASHES[place]), figure.series[place]) for place in figure.drawn]
        names = " ".join(f"{number}. {spoke.label}" for number, spoke in enumerate(figure.spokes, 1))
        shown = self.pictures.drawing(drawing.png(), "image/png", size, size, f"{figure.title} แกน {names}")
        return "".join(
            (
                self._title(figure.title, new_page=new_page),
                self.texts.paragraph(shown, Look("FigureStrip", with_next=self.kept, align="center")),
                self._legend(keys),
            )
        )

    def trend(self, figure: Trend, room_cm: float, *, new_page: bool) -> str:
        """Returns the title, the line with its axis, the years below it, and a legend."""
        drawing = TrendDrawing(figure, room_cm, _AXIS_CM, self.texts.say)
        shown = self.pictures.drawing(drawing.png(), "image/png", room_cm, TREND_HEIGHT_CM, _told(figure))
        share = (room_cm - _AXIS_CM) / len(figure.years)
        edges = [0.0, *(_AXIS_CM + share * number for number in range(len(figure.years) + 1))]
        years = (self._label(str(year.year), centred=True) for year in figure.years)
        keys = [(self._line_key(MARKS[0], ()), figure.series)]
        if any(year.changed for year in figure.years[1:]):
            keys.append((self._change_key(), figure.change))
        return "".join(
            (
                self._title(figure.title, new_page=new_page),
                self.texts.paragraph(shown, Look("FigureStrip", with_next=self.kept)),
                layout(edges, [[self._label(""), *years]]),
                self._legend(keys),
            )
        )

    def _title(self, title: str, *, new_page: bool) -> str:
        return self.texts.paragraph(self.texts.words(title), Look("Caption", with_next=self.kept, new_page=new_page))

    def _legend(self, keys: Sequence[tuple[str, str]]) -> str:
        items = (
            key + self.texts.words(f" {name}{_SPACES if number < len(keys) else ''}")
            for number, (key, name) in enumerate(keys, 1)
        )
        return self.texts.paragraph("".join(items), Look("FigureText", with_next=self.kept))

    def _axis(self, plot: DotPlot, strip: "_Strip", left_cm: float) -> str:
        """Returns the figures of the axis over their places: limits bold, an end only where no limit is near."""
        limits = set(plot.limits)
        ends = (
            end
            for end in (Decimal(strip.start), Decimal(100))
            if all(abs(end - limit) * 96 >= _NEAREST * (100 - strip.start) for limit in limits)
        )
        shown = sorted({*limits, *ends})
        tabs = "".join(f'<w:tab w:val="center" w:pos="{twips(left_cm + strip.place(value))}"/>' for value in shown)
        words = "".join(
            f"<w:r><w:tab/></w:r>{self.texts.words(format_limit(value), bold=value in limits)}" for value in shown
        )
        return self.texts.paragraph(words, Look("FigureText", with_next=self.kept, tabs=tabs))

    def _label(self, words: str, *, bold: bool = False, centred: bool = False) -> str:
        look = Look("FigureText", with_next=self.kept, align="center" if centred else "start")
        return self.texts.paragraph(self.texts.words(words, bold=bold), look)

    def _figure(self, words: str) -> str:
        return self.texts.paragraph(self.texts.words(words), Look("FigureText", with_next=self.kept, align="end"))

    def _strip(self, strip: "_Strip", drawn: tuple[Decimal, Mark] | None, alt: str = "") -> str:
        shown = self.pictures.drawing(strip.png(drawn), "image/png", strip.width_cm, _ROW_CM, alt)
        return self.texts.paragraph(shown, Look("FigureStrip", with_next=self.kept))

    def _key(self, mark: Mark) -> str:
        drawing = Drawing(_KEY_CM, _KEY_HEIGHT_CM)
        drawing.marker((_KEY_CM / 2, _KEY_HEIGHT_CM / 2), mark)
        return self.pictures.drawing(drawing.png(), "image/png", _KEY_CM, _KEY_HEIGHT_CM, "")

    def _line_key(self, mark: Mark, dashes: Sequence[float]) -> str:
        drawing = Drawing(_LINE_KEY_CM, _KEY_HEIGHT_CM)
        middle = _KEY_HEIGHT_CM / 2
        drawing.line((0, middle), (_LINE_KEY_CM, middle), mark.colour, 1.5, dashes)
        drawing.marker((_LINE_KEY_CM / 2, middle), mark)
        return self.pictures.drawing(drawing.png(), "image/png", _LINE_KEY_CM, _KEY_HEIGHT_CM, "")

    def _change_key(self) -> str:
        drawing = Drawing(_KEY_CM, _KEY_HEIGHT_CM)
        drawing.line((_KEY_CM / 2, 0), (_KEY_CM / 2, _KEY_HEIGHT_CM), LIMIT, 1.1, CHANGE_DASH)
        return self.pictures.drawing(drawing.png(), "image/png", _KEY_CM, _KEY_HEIGHT_CM, "")


class _Strip:
    """The strips of a dot plot: limits as dashed lines through all rows, a marker where a score stands."""

    def __init__(self, plot: DotPlot, width_cm: float) -> None:
        self.width_cm = width_cm
        self.start = axis_start(plot)
        self.limits = [self.place(limit) for limit in plot.limits]

    def place(self, value: Decimal) -> float:
        """Where a score stands, in cm from the strip's left end."""
        share = float((value - self.start) / (100 - self.start))
        return (_MARGIN + (1 - 2 * _MARGIN) * share) * self.width_cm

    def png(self, drawn: tuple[Decimal, Mark] | None) -> bytes:
        drawing = Drawing(self.width_cm, _ROW_CM)
        for x in self.limits:
            drawing.line((x, 0), (x, _ROW_CM), LIMIT, 0.75, LIMIT_DASH)
        if drawn:
            value, mark = drawn
            drawing.marker((self.place(value), _ROW_CM / 2), mark)
        return drawing.png()


def _told(figure: Trend) -> str:
    """The figures of a trend for those who hear the document."""
    years = (
        f"ปี {year.year} {MISSING if year.value is None else f'{format_limit(year.value)} คะแนน'}"
        for year in figure.years
    )
    return f"{figure.title} {' '.join(years)}"
