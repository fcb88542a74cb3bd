"""Cells that say nothing although their column must be filled: responsible, period, result, outcome.

A cell that is blank is a warning; one that says itself that something is still missing is a hint.
"""

from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_of

NAME = "empty-cell"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields one remark for each column that has such cells."""
    for gap in manuscript.gaps:
        place = f"ตาราง ช่อง “{gap.column}”"
        says = f"มี {gap.count} แถวที่{f'พิมพ์ว่า “{gap.words}”' if gap.words else 'ว่างอยู่'}"
        yield remark_of(NAME, Severity.HINT if gap.words else Severity.WARNING, place, says, url=gap.url)


RULE = Rule(NAME, "ช่องว่างในตาราง", read)
