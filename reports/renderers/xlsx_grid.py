"""Where things stand on a worksheet: columns shared by all tables of a section, and cells of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reports.content import Block, Cell, Signature, Table
from reports.renderers import spans

CM = 72 / 2.54  # points
PIXEL = 0.75  # points
EMU_PER_PIXEL, EMU_PER_CM = 9_525, 360_000  # the unit of drawings
DIGIT_PIXELS = 8  # the widest digit of the default font (TH Sarabun New 16 pt), the unit of column widths
_SNAP = 0.03  # of the page width: borders of two tables nearer than that become one
_MIDDLE = 0.15  # a border so near the middle is middle enough for a signature


@dataclass(frozen=True, slots=True)
class Grid:
    """The sheet's columns. `borders` are shares of the text width, from 0 to 1; `width` is that width in points."""

    borders: tuple[float, ...]
    width: float

    @property
    def columns(self) -> int:
        return len(self.borders) - 1

    def points(self, column: int) -> float:
        """The width of a column (from 1)."""
        return (self.borders[column] - self.borders[column - 1]) * self.width

    def digits(self, column: int) -> float:
        """The width of a column (from 1) as Excel counts it, in digits of the default font."""
        return self.points(column) / PIXEL / DIGIT_PIXELS

    def spans(self, widths: Sequence[float]) -> list[tuple[int, int]]:
        """First and last sheet column (from 1) of each column of a table with these `widths`."""
        shares = _borders(widths)
        places = [0]
        for number, share in enumerate(shares[1:-1], 1):
            nearest = min(range(len(self.borders)), key=lambda place: abs(self.borders[place] - share))
            most = self.columns - (len(widths) - number)
            places.append(min(max(nearest, places[-1] + 1), most))
        places.append(self.columns)
        return [(start + 1, end) for start, end in pairwise(places)]

    def right_half(self) -> tuple[int, int]:
        """First and last column of the right half."""
        return self.spans((1, 1))[1]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a table with its place: `row` from 0, sheet columns `first` to `last` from 1."""

    cell: Cell
    row: int
    rows: int
    first: int
    last: int
    head: bool
    total: bool


def grid(blocks: Sequence[Block], *, width: float) -> Grid:
    """The grid of a section, `width` points wide.

    The table with most columns gives it. The borders of other tables, and the middle where a signature begins, are
    added only where none is near, so that the usual sheet of one table has that table's columns and no merged cells.
    Two columns are the least: some programs do not shrink a page of one column, were its font to make it too wide.
    """
    tables = sorted((block for block in blocks if isinstance(block, Table)), key=lambda table: -len(table.widths))
    borders = list(_borders(tables[0].widths)) if tables and len(tables[0].widths) > 1 else [0.0, 0.5, 1.0]
    for share in (border for table in tables for border in _borders(table.widths)):
        if _distance(share, borders) > _SNAP:
            borders.append(share)
    if any(isinstance(block, Signature) for block in blocks) and _distance(0.5, borders) > _MIDDLE:
        borders.append(0.5)
    return Grid(tuple(sorted(borders)), width)


def placed(table: Table, sheet: Grid) -> Iterator[Placed]:
    """The cells of `table`, head first, spans counted as HTML does; a place without a cell gets an empty one."""
    columns = sheet.spans(table.widths)
    rows = [*table.head, *table.rows]
    for each in (each for row in spans.placed(rows, len(columns), fill=True) for each in row):
        first, last = columns[each.column][0], columns[each.column + each.columns - 1][1]
        head, total = each.row < len(table.head), rows[each.row].total
        yield Placed(each.cell, each.row, each.rows, first, last, head=head, total=total)


def _distance(share: float, borders: Sequence[float]) -> float:
    return min(abs(share - border) for border in borders)


def _borders(widths: Sequence[float]) -> tuple[float, ...]:
    total = sum(widths)
    return (0.0, *(reached / total for reached in accumulate(widths[:-1])), 1.0)
