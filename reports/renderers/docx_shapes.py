"""The shapes of radars and trends, drawn as ``reports/radar.py`` and ``reports/trend.py`` draw them for a page."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from math import cos, pi, sin

from reports.charts import format_limit
from reports.content import Radar, Trend
from reports.palette import LIMIT, MARKS
from reports.radar import scale
from reports.renderers.docx_drawing import EDGE, FAINT, GRID, Drawing, Point
from reports.trend import trend_start

LIMIT_DASH, CHANGE_DASH = (1.5, 1.5), (4.5, 2.3)
SERIES_DASHES: tuple[tuple[float, ...], ...] = ((), (3.75, 2.25), (0.75, 2.25))
RADAR_CM, TREND_HEIGHT_CM = 6.2, 3.1

# Of the score 100 and of the spokes' numbers, from the middle, in shares of the picture's width.
_REACH, _NUMBERS_AT = 100 / 256, 114 / 256
_TREND_MARGIN, _NEAREST = 0.06, 0.1  # of a strip's height
_SIZE_PT, _SMALL_PT = 13.0, 11.0


class RadarDrawing(Drawing):
    """The web of a radar with its series; a spoke without a score interrupts the line."""

    def __init__(self, figure: Radar, say: Callable[[str], str]) -> None:
        super().__init__(RADAR_CM, RADAR_CM)
        self.radar = figure
        self.rings = scale(figure)
        self._web()
        for number in range(len(figure.spokes)):
            self.figure(self._point(number, _NUMBERS_AT), say(str(number + 1)), _SIZE_PT)
        for place in figure.drawn:
            self._series(place)
        for ring in (self.rings[0], self.rings[-1]):
            x, y = self._at(0, ring)
            self.figure((x + 0.12, y), say(format_limit(ring)), _SMALL_PT, FAINT, "lm")

    def _web(self) -> None:
        spokes = range(len(self.radar.spokes))
        for ring in self.rings[1:]:
            for number in spokes:
                self.line(self._at(number, ring), self._at(number + 1, ring), EDGE if ring == 100 else GRID, 0.75)
        for number in spokes:
            self.line(self._at(number, self.rings[0]), self._at(number, Decimal(100)), GRID, 0.75)

    def _series(self, place: int) -> None:
        mark, values = MARKS[place], [spoke.values[place] for spoke in self.radar.spokes]
        for number, (value, after) in enumerate(zip(values, [*values[1:], *values[:1]], strict=True)):
            if value is not None and after is not None:
                here, there = self._at(number, value), self._at(number + 1, after)
                self.line(here, there, mark.colour, 1.5, SERIES_DASHES[place])
        for number, value in enumerate(values):
            if value is not None:
                self.marker(self._at(number, value), mark)

    def _at(self, number: int, value: Decimal) -> Point:
        return self._point(number, _REACH * float((value - self.rings[0]) / (100 - self.rings[0])))

    def _point(self, number: int, reach: float) -> Point:
        angle = 2 * pi * number / len(self.radar.spokes)
        return RADAR_CM * (0.5 + reach * sin(angle)), RADAR_CM * (0.5 - reach * cos(angle))


class TrendDrawing(Drawing):
    """The line of a trend in a strip that begins at `left_cm`, behind the figures of its axis."""

    def __init__(self, figure: Trend, width_cm: float, left_cm: float, say: Callable[[str], str]) -> None:
        super().__init__(width_cm, TREND_HEIGHT_CM)
        self.trend = figure
        self.left_cm = left_cm
        self.start = trend_start(figure)
        self.year_cm = (width_cm - left_cm) / len(figure.years)
        self._frame()
        self._curve()
        heights = {limit: self._height(limit) for limit in figure.limits}
        for end in (Decimal(self.start), Decimal(100)):
            if all(abs(self._height(end) - y) >= _NEAREST * TREND_HEIGHT_CM for y in heights.values()):
                heights[end] = self._height(end)
        for value, y in heights.items():
            self.figure((left_cm - 0.15, y), say(format_limit(value)), _SIZE_PT, FAINT, "rm")

    def _frame(self) -> None:
        for limit in self.trend.limits:
            y = self._height(limit)
            self.line((self.left_cm, y), (self.width_cm, y), LIMIT, 0.75, LIMIT_DASH)
        bottom = TREND_HEIGHT_CM - 0.02
        self.line((self.left_cm, bottom), (self.width_cm, bottom), EDGE, 0.75)
        for place, year in enumerate(self.trend.years):
            if year.changed and place:
                x = self.left_cm + place * self.year_cm
                self.line((x, 0), (x, TREND_HEIGHT_CM), LIMIT, 1.1, CHANGE_DASH)

    def _curve(self) -> None:
        """Joins neighbouring years that both have a score."""
        known = [
            (place, (self.left_cm + (place + 0.5) * self.year_cm, self._height(year.value)))
            for place, year in enumerate(self.trend.years)
            if year.value is not None
        ]
        for (before, here), (after, there) in pairwise(known):
            if after == before + 1:
                self.line(here, there, MARKS[0].colour, 1.5)
        for _, here in known:
            self.marker(here, MARKS[0])

    def _height(self, value: Decimal) -> float:
        part = float((value - self.start) / (100 - self.start))
        return TREND_HEIGHT_CM * (1 - _TREND_MARGIN - (1 - 2 * _TREND_MARGIN) * part)
