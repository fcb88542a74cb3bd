"""Charts as plain HTML with small SVG strips: the same markup in a document, its preview and a portal page.

No script, no inline style (a strict Content Security Policy holds), no text inside SVG: shapes are SVG, whose
percentages stretch with the page, and every word and figure is HTML. The rules are in ``static/css/charts.css``.
"""

from decimal import Decimal
from html import escape
from math import ceil

from django.utils.safestring import SafeString

from reports.content import Digits, Dot, DotGroup, DotPlot
from reports.palette import LIMIT, SHAPES, series_marks
from thaitext.digits import turn
from thaitext.numbers import format_score
from thaitext.words import printable

MISSING = "ยังไม่มีคะแนน"

_LABEL, _LABEL_ON_A_PHONE = 9, 19  # per cent of the strip that a label takes
_MARGIN = Decimal(2)  # per cent of the strip left free at both ends, so that a marker at 100 is not cut


def dot_plot(plot: DotPlot, *, digits: Digits) -> SafeString:
    """Return a ``<figure>`` with the title sentence, a legend and one row a dot: label, place on the axis, score.

    Scores are 0–100, shown with two decimals half-up; a missing one reads "ยังไม่มีคะแนน". The axis ends at 100 and
    starts at a multiple of 10 below everything shown, at most at 80. Raises ValueError for more than three series.
    Source of the design: UX.md section 2.
    """
    return SafeString(_DotPlot(plot, digits).figure())


class _DotPlot:
    def __init__(self, plot: DotPlot, digits: Digits) -> None:
        self.plot = plot
        self.digits = digits
        self.start = axis_start(plot)
        self.markers = {key: SHAPES[mark.shape].format(mark.colour) for key, mark in series_marks(plot).items()}

    def figure(self) -> str:
        groups = "".join(map(self.group, self.plot.groups))
        return (
            f'<figure class="dot-plot"><figcaption>{self.say(self.plot.title)}</figcaption>{self.legend()}{self.axis()}'
            f'<div class="dot-plot-body">{self.limits()}<table>{groups}</table></div></figure>'
        )

    def legend(self) -> str:
        items = "".join(
            f"<li>{self.svg('dot-plot-key', key, self.marker(key, Decimal(50)))}{self.say(name)}</li>"
            for key, name in self.plot.series
        )
        return f'<ul class="dot-plot-legend">{items}</ul>'

    def axis(self) -> str:
        # A limit is said before an end of the axis that stands too near for both labels.
        ends = {end for end in (Decimal(self.start), Decimal(100)) if self.room(end) >= _LABEL}
        ticks = "".join(
            f'<span class="at-{round(self.place(value))}{self.kind(value)}">{self.score(value)}</span>'
            for value in sorted(ends | set(self.plot.limits))
        )
        return f'<div class="dot-plot-axis">{ticks}</div>'

    def kind(self, value: Decimal) -> str:
        """Return the classes of a label: what it is, and whether a phone leaves it out or moves it to a side."""
        crowded = self.room(value) < _LABEL_ON_A_PHONE
        if value not in self.plot.limits:
            return " crowded" if crowded else ""
        side = " before" if value < max(self.plot.limits) else " after"
        return f" limit{side if crowded else ''}"

    def room(self, value: Decimal) -> Decimal:
        """Return how far the nearest other limit is, in per cent of the strip's width."""
        others = (limit for limit in self.plot.limits if limit != value)
        return min((abs(self.place(value) - self.place(limit)) for limit in others), default=Decimal(100))

    def limits(self) -> str:
        """Return the lines at the limits: one drawing behind all rows."""
        lines = "".join(
            f'<line x1="{x}%" x2="{x}%" y1="0" y2="100%" stroke="#{LIMIT}" stroke-dasharray="2 2"/>'
            for x in map(self.place, self.plot.limits)
        )
        title = f"เส้นเกณฑ์ {' และ '.join(map(format_limit, self.plot.limits))} คะแนน"
        return self.svg("dot-plot-limits", title, lines)

    def group(self, group: DotGroup) -> str:
        heading = f'<tr><th scope="rowgroup">{self.say(group.title)}</th><td></td><td>คะแนน</td></tr>'
        return f"<tbody>{heading}{''.join(map(self.row, group.dots))}</tbody>"

    def row(self, dot: Dot) -> str:
        label = f'<th scope="row">{self.say(dot.label)}</th>'
        if dot.value is None:
            return f'<tr>{label}<td></td><td class="missing">{MISSING}</td></tr>'
        figure = self.score(dot.value)
        strip = self.svg("dot-plot-strip", f"{dot.label} {figure}", self.marker(dot.series, self.place(dot.value)))
        return f"<tr>{label}<td>{strip}</td><td>{figure}</td></tr>"

    def svg(self, name: str, title: str, shapes: str) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true" class="{name}">'
            f"<title>{self.say(title)}</title>{shapes}</svg>"
        )

    def marker(self, series: str, x: Decimal) -> str:
        return f'<svg x="{x}%" y="50%" overflow="visible">{self.markers[series]}</svg>'

    def place(self, value: Decimal) -> Decimal:
        """Return where on the strip a score stands, in per cent of the strip's width."""
        share = (value - self.start) / (100 - self.start)
        return round(_MARGIN + (100 - 2 * _MARGIN) * share, 2)

    def score(self, value: Decimal) -> str:
        return turn(format_limit(value), self.digits)

    def say(self, text: str) -> str:
        return escape(turn(printable(text), self.digits))


def axis_start(plot: DotPlot) -> int:
    """Return the score at which the axis starts: a multiple of 10 below everything shown, within 0–80."""
    shown = [dot.value for dot in plot.dots if dot.value is not None]
    least = min([*shown, *plot.limits, Decimal(100)])
    return max(0, min(80, 10 * (ceil(least / 10) - 1)))


def format_limit(value: Decimal) -> str:
    """Return a score as documents print it: 85, 93.22."""
    return format_score(value, document=True)
