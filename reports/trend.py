"""A trend over years as HTML with SVG shapes and HTML labels; rules in figures.css, those of its labels beside it."""

from collections.abc import Iterator
from decimal import Decimal
from html import escape
from itertools import pairwise
from math import ceil

from reports.charts import format_limit
from reports.content import Digits, Trend
from reports.palette import LIMIT, MARKS, SHAPES
from thaitext.digits import turn
from thaitext.words import printable

_MARGIN = Decimal(4)  # per cent of the strip left free at both ends
_NEAREST = Decimal(10)  # per cent of the strip between two labels
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true"'
_CHANGE = f'stroke="#{LIMIT}" stroke-width="1.5" stroke-dasharray="6 3"'


def trend(figure: Trend, *, digits: Digits) -> tuple[str, dict[str, str]]:
    """Return a ``<figure>`` with the title, the line, the years below it and a legend, and the rules of its labels.

    Neighbouring years that both have a score are joined; a year without one is a gap.
    """
    return _Trend(figure, digits).markup()


def trend_start(figure: Trend) -> int:
    """Return the score at which the axis starts: a multiple of 10 below everything shown, within 0–80."""
    shown = [year.value for year in figure.years if year.value is not None]
    return max(0, min(80, 10 * (ceil(min([*shown, *figure.limits]) / 10) - 1)))


class _Trend:
    def __init__(self, figure: Trend, digits: Digits) -> None:
        self.figure = figure
        self.digits = digits
        self.start = trend_start(figure)
        self.mark = MARKS[0]

    def markup(self) -> tuple[str, dict[str, str]]:
        title = self.say(self.figure.title)
        shapes = "".join((*self.limits(), *self.changes(), *self.line()))
        labels, rules = self.labels()
        years = "".join(f"<td>{self.say(str(year.year))}</td>" for year in self.figure.years)
        markup = (
            f'<figure class="trend"><figcaption>{title}</figcaption><div class="trend-body">'
            f"{_SVG}><title>{title}</title>{shapes}</svg>{labels}</div>"
            f'<table role="presentation" class="trend-years"><tr>{years}</tr></table>{self.legend()}</figure>'
        )
        return markup, rules

    def limits(self) -> Iterator[str]:
        for limit in self.figure.limits:
            y = self.height(limit)
            yield f'<line x1="0" x2="100%" y1="{y}%" y2="{y}%" stroke="#{LIMIT}" stroke-dasharray="2 2"/>'
        yield '<line x1="0" x2="100%" y1="100%" y2="100%" stroke="#9AA5AB"/>'

    def changes(self) -> Iterator[str]:
        """A line between two years that were measured in different ways."""
        for place, year in enumerate(self.figure.years):
            if year.changed and place:
                x = round(Decimal(100 * place) / len(self.figure.years), 2)
                yield f'<line x1="{x}%" x2="{x}%" y1="0" y2="100%" {_CHANGE}/>'

    def line(self) -> Iterator[str]:
        known = [
            (place, self.across(place), self.height(year.value))
            for place, year in enumerate(self.figure.years)
            if year.value is not None
        ]
        for (before, x1, y1), (after, x2, y2) in pairwise(known):
            if after == before + 1:
                yield (
                    f'<line x1="{x1}%" y1="{y1}%" x2="{x2}%" y2="{y2}%" stroke="#{self.mark.colour}" stroke-width="2"/>'
                )
        shape = SHAPES[self.mark.shape].format(self.mark.colour)
        yield from (f'<svg x="{x}%" y="{y}%" overflow="visible">{shape}</svg>' for _, x, y in known)

    def labels(self) -> tuple[str, dict[str, str]]:
        """The limits and the ends of the axis, left of the strip."""
        heights = {limit: self.height(limit) for limit in self.figure.limits}
        for end in (Decimal(self.start), Decimal(100)):
            if all(abs(self.height(end) - height) >= _NEAREST for height in heights.values()):
                heights[end] = self.height(end)
        names = {value: f"trend-{str(value).replace('.', '-')}-{self.start}" for value in heights}
        rules = {names[value]: f".{names[value]} {{ top: {height}%; }}" for value, height in heights.items()}
        spans = "".join(f'<span class="{names[value]}">{self.say(format_limit(value))}</span>' for value in heights)
        return f'<div aria-hidden="true">{spans}</div>', rules

    def legend(self) -> str:
        key = _SVG + ' class="figure-key" viewBox="-14 -7 28 14">{}</svg>'
        line = f'<line x1="-14" y1="0" x2="14" y2="0" stroke="#{self.mark.colour}" stroke-width="2"/>'
        items = [(line + SHAPES[self.mark.shape].format(self.mark.colour), self.figure.series)]
        if any(year.changed for year in self.figure.years[1:]):
            items.append((f'<line x1="0" y1="-7" x2="0" y2="7" {_CHANGE}/>', self.figure.change))
        return (
            '<ul class="figure-legend">'
            + "".join(f"<li>{key.format(shape)}{self.say(words)}</li>" for shape, words in items)
            + "</ul>"
        )

    def across(self, place: int) -> Decimal:
        return round(Decimal(100 * place + 50) / len(self.figure.years), 2)

    def height(self, value: Decimal) -> Decimal:
        """Return how far below the strip's top a score stands, in per cent of its height."""
        share = (value - self.start) / (100 - self.start)
        return round(100 - _MARGIN - (100 - 2 * _MARGIN) * share, 2)

    def say(self, words: str) -> str:
        return escape(turn(printable(words), self.digits))
