"""Cells over several rows of a worksheet: which rows their text takes, and where pages end beside it.

A merged cell that a page's end runs through is cut there, in the middle of a line if it so happens. So a long text goes
into pieces, each merged over rows of its own, and pages end between them.
"""

import math
from collections.abc import Sequence
from itertools import accumulate

MOST_POINTS = 409.5  # Excel's highest row
_NEARLY = 0.01  # points: sums of heights are not exact


def parts(points: float) -> list[float]:
    """`points` in equal rows that Excel can hold."""
    count = math.ceil(points / MOST_POINTS)
    return [points / count] * count


def lacking(pieces: Sequence[float], rows: Sequence[float]) -> list[float]:
    """The heights of the rows that must follow `rows`, so that pieces of these heights stand below each other."""
    left, missing = list(reversed(rows)), []
    for piece in pieces:
        used = 0.0
        while left and used < piece - _NEARLY:
            used += left.pop()
        if used < piece - _NEARLY:
            missing += parts(piece - used)
    return missing


def stretches(pieces: Sequence[float], rows: Sequence[float]) -> list[tuple[int, int, int]]:
    """The rows of each piece: its first, the last that its text reaches, and its last; the last piece takes the rest.

    `rows` are high enough (`lacking`).
    """
    found, first = [], 0
    for number, piece in enumerate(pieces, 1):
        reached, used = first, rows[first]
        while used < piece - _NEARLY and reached < len(rows) - 1:
            reached += 1
            used += rows[reached]
        last = len(rows) - 1 if number == len(pieces) else reached
        found.append((first, reached, last))
        first = min(reached + 1, len(rows) - 1)
    return found


def page_starts(
    rows: Sequence[float], texts: Sequence[tuple[int, int]], *, page: float, used: float, head: int
) -> list[int]:
    """The rows of a table that pages begin with, none of them within `texts` (first and last row of each).

    `rows` are the table's heights, the `head` first of them repeated on each page; `used` points of the first page are
    taken already. All page ends are set, also those that would fall so: a program whose letters are wider prints
    smaller, has room for more rows and would end its pages elsewhere. A text higher than a page is parted.
    """
    ends = list(accumulate(rows, initial=0.0))
    starts, first = [], 0
    for row in range(len(rows)):
        if row > first and used + ends[row + 1] - ends[first] > page:
            start = _before(texts, row)
            if start <= max(first, head):
                start = row
            starts.append(start)
            first, used = start, ends[head]
    return starts


def _before(texts: Sequence[tuple[int, int]], row: int) -> int:
    """The last row, `row` or above, that begins in no text."""
    while parted := [first for first, last in texts if first < row <= last]:
        row = min(parted)
    return row
