"""The colours and shapes of charts, on pages and in workbooks alike. Colours are RRGGBB.

The portal's own style sheet keeps its variables (``static/css/portal.css``).
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reports.content import DotPlot

Shape: TypeAlias = Literal["circle", "square", "diamond"]

LIMIT = "505A5F"

#: Each shape round its middle, as SVG; its colour is filled in.
SHAPES: dict[Shape, str] = {
    "circle": '<circle r="4.5" fill="#{}"/>',
    "square": '<rect x="-4" y="-4" width="8" height="8" fill="#{}"/>',
    "diamond": '<path d="M0 -5.5L5.5 0L0 5.5L-5.5 0Z" fill="#{}"/>',
}


@dataclass(frozen=True, slots=True)
class Mark:
    """How a series' dots look: two series are never told apart by colour alone."""

    colour: str
    shape: Shape


MARKS = (Mark("12436D", "circle"), Mark("28A197", "square"), Mark("F46A25", "diamond"))


def series_marks(plot: DotPlot) -> dict[str, Mark]:
    """Return series → mark, in the order of the series. Raises ValueError for more than three series."""
    if len(plot.series) > len(MARKS):
        raise ValueError(f"a dot plot tells {len(MARKS)} series apart, not {len(plot.series)}")
    return {key: mark for (key, _), mark in zip(plot.series, MARKS, strict=False)}
