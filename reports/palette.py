"""The colours and shapes of charts, on pages and in workbooks alike. Colours are RRGGBB.

The portal's own style sheet keeps its variables (``static/css/portal.css``).
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reports.content import DotPlot

Shape: TypeAlias = Literal["circle", "square", "diamond"]

LIMIT = "505A5F"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a series' dots look: two series are never told apart by colour alone."""

    colour: str
    shape: Shape


_MARKS = (Mark("12436D", "circle"), Mark("28A197", "square"), Mark("F46A25", "diamond"))


def series_marks(plot: DotPlot) -> dict[str, Mark]:
    """Return series → mark, in the order of the series. Raises ValueError for more than three series."""
    if len(plot.series) > len(_MARKS):
        raise ValueError(f"a dot plot tells {len(_MARKS)} series apart, not {len(plot.series)}")
    return {key: mark for (key, _), mark in zip(plot.series, _MARKS, strict=False)}
