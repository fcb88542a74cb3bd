"""A radar as HTML with SVG shapes and HTML labels, as ``reports/charts.py`` makes dot plots; rules in figures.css.

Where a label stands depends on the number of spokes, so the figure brings these rules along: class name → rule.
"""

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from math import ceil, cos, pi, sin

from reports.charts import format_limit
from reports.content import Digits, Radar
from reports.palette import MARKS, SHAPES
from thaitext.digits import turn
from thaitext.words import printable

_RADIUS, _NUMBERS_AT, _EDGE = 100, 114, 128  # of the score 100, of the spokes' numbers, of the picture, in its units
_DASHES = ("", ' stroke-dasharray="5 3"', ' stroke-dasharray="1 3"')


def radar(figure: Radar, *, digits: Digits) -> tuple[str, dict[str, str]]:
    """Return a ``<figure>`` with the title, the shapes and a legend, and the rules that place its labels.

    A spoke without a score interrupts the line. Raises ValueError for more series than there are marks.
    """
    if len(figure.series) > len(MARKS):
        raise ValueError(f"a radar tells {len(MARKS)} series apart, not {len(figure.series)}")
    return _Radar(figure, digits).markup()


def scale(figure: Radar) -> tuple[Decimal, ...]:
    """Return the scores of the centre and of the rings outwards: 100 last, the first below everything shown."""
    shown = [value for spoke in figure.spokes for value in spoke.values if value is not None]
    start = max(0, min(80, 10 * (ceil(min(shown, default=Decimal(100)) / 10) - 1)))
    step = 5 if start >= 80 else 10 if start >= 60 else 20
    return (*map(Decimal, range(start, 100, step)), Decimal(100))


class _Radar:
    def __init__(self, figure: Radar, digits: Digits) -> None:
        self.figure = figure
        self.digits = digits
        self.rings = scale(figure)
        self.count = len(figure.spokes)

    def markup(self) -> tuple[str, dict[str, str]]:
        shapes = "".join((*self.web(), *(shape for place in self.figure.drawn for shape in self.shape(place))))
        drawing = (
            f'<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true" viewBox="{-_EDGE} {-_EDGE} {2 * _EDGE} '
            f'{2 * _EDGE}"><title>{self.say(self.figure.title)}</title>{shapes}</svg>'
        )
        labels, rules = self.labels()
        markup = (
            f'<figure class="radar"><figcaption>{self.say(self.figure.title)}</figcaption>'
            f'<div class="radar-body">{drawing}{labels}</div>{self.legend()}</figure>'
        )
        return markup, rules

    def web(self) -> Iterator[str]:
        """The rings and spokes behind the shapes."""
        for ring in self.rings[1:]:
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (self.at(number, ring) for number in range(self.count)))
            colour = "9AA5AB" if ring == 100 else "D5D9DC"
            yield f'<polygon points="{points}" fill="none" stroke="#{colour}" stroke-width="1"/>'
        for number in range(self.count):
            x, y = self.at(number, Decimal(100))
            yield f'<line x1="0" y1="0" x2="{x:.1f}" y2="{y:.1f}" stroke="#D5D9DC" stroke-width="1"/>'

    def shape(self, place: int) -> Iterator[str]:
        """The line and the markers of a series. The first is a line throughout, the others are dashed."""
        mark = MARKS[place]
        values = [spoke.values[place] for spoke in self.figure.spokes]
        style = f'stroke="#{mark.colour}" stroke-width="2"{_DASHES[place]}'
        for number, (value, after) in enumerate(zip(values, [*values[1:], *values[:1]], strict=True)):
            if value is not None and after is not None:
                (x1, y1), (x2, y2) = self.at(number, value), self.at(number + 1, after)
                yield f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>'
        for number, value in enumerate(values):
            if value is not None:
                x, y = self.at(number, value)
                yield f'<g transform="translate({x:.1f} {y:.1f})">{SHAPES[mark.shape].format(mark.colour)}</g>'

    def labels(self) -> tuple[str, dict[str, str]]:
        """The numbers of the spokes and the scores of the rings, each in a class that says where it stands."""
        placed = [
            (f"radar-{self.count}-{number + 1}", str(number + 1), *self.point(number, _NUMBERS_AT))
            for number in range(self.count)
        ]
        placed += [
            (f"ring-{ring:.0f}-{self.rings[0]:.0f}", format_limit(ring), 0.0, -self.reach(ring))
            for ring in (self.rings[0], self.rings[-1])
        ]
        rules = {name: f".{name} {{ left: {self.share(x)}%; top: {self.share(y)}%; }}" for name, _, x, y in placed}
        spans = "".join(
            f'<span class="{name}{" ring" if name.startswith("ring") else ""}">{self.say(words)}</span>'
            for name, words, *_ in placed
        )
        return f'<div aria-hidden="true">{spans}</div>', rules

    def legend(self) -> str:
        items = "".join(
            f'<li><svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true" class="figure-key" viewBox="-14 -7 28 14">'
            f'<line x1="-14" y1="0" x2="14" y2="0" stroke="#{MARKS[place].colour}" stroke-width="2"{_DASHES[place]}/>'
            f"{SHAPES[MARKS[place].shape].format(MARKS[place].colour)}</svg>{self.say(self.figure.series[place])}</li>"
            for place in self.figure.drawn
        )
        return f'<ul class="figure-legend">{items}</ul>'

    def at(self, number: int, value: Decimal) -> tuple[float, float]:
        """Return where a score stands on a spoke."""
        return self.point(number, self.reach(value))

    def reach(self, value: Decimal) -> float:
        return float(_RADIUS * (value - self.rings[0]) / (100 - self.rings[0]))

    def point(self, number: int, reach: float) -> tuple[float, float]:
        angle = 2 * pi * number / self.count
        return reach * sin(angle), -reach * cos(angle)

    def share(self, length: float) -> float:
        """Return a place in the picture in per cent of its width."""
        return round(50 + 50 * length / _EDGE, 1)

    def say(self, words: str) -> str:
        return escape(turn(printable(words), self.digits))
