"""Cells that span rows: where each cell of a table stands, and where a page may part the table.

A page may end inside a row: the row goes on below the repeated head, its lines drawn to the page's end. Inside a cell
that spans rows it may not: WeasyPrint gives the rest of such a cell no lines and no room. So on paper the rows that
spans hold together are one row, in which the spanning cells stand beside a smaller table of all the others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from reports.content import Cell, Row


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its place, from row and column 0; its spans end where the table ends."""

    cell: Cell
    row: int
    rows: int
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class Nest:
    """A table of its own, in `columns` columns from `column` on, beside cells that span all its rows."""

    column: int
    columns: int
    lines: tuple["Line", ...]


@dataclass(frozen=True, slots=True)
class Line:
    """What stands side by side, in place of `rows` rows of the table; `total` as in `Row`."""

    items: tuple[Placed | Nest, ...]
    rows: int = 1
    total: bool = False

    def stands_alone(self, columns: int) -> bool:
        """Whether it is one row, and no cell reaches into it from above."""
        return self.rows == 1 and sum(item.columns for item in self.items) == columns


def placed(rows: Sequence[Row], columns: int, *, fill: bool = False) -> list[list[Placed]]:
    """The cells that begin in each row, spans counted as HTML does; with `fill`, empty ones where the row has none."""
    taken: set[tuple[int, int]] = set()
    grid = []
    for number, row in enumerate(rows):
        begin, column = [], 0
        for cell in (*row.cells, *(Cell(),) * (columns * fill)):
            while (number, column) in taken:
                column += 1
            if column >= columns:
                break
            down, right = min(cell.rows, len(rows) - number), min(cell.columns, columns - column)
            taken |= {(number + y, column + x) for y in range(down) for x in range(right)}
            begin.append(Placed(cell, number, down, column, right))
        grid.append(begin)
    return grid


def lines(rows: Sequence[Row], columns: int, *, nested: bool = False) -> list[Line]:
    """The rows of a table; `nested`, those that spans hold together as one line.

    Spans that overlap like steps, so that no cell spans all the rows they hold together, stay as they are.
    """
    grid = placed(rows, columns)
    if not nested:
        return [Line(tuple(row), total=rows[number].total) for number, row in enumerate(grid)]
    return _lines(rows, grid, 0)


def _lines(rows: Sequence[Row], grid: Sequence[Sequence[Placed]], first: int) -> list[Line]:
    """The lines of the part of the table that `grid` holds, which begins in row `first`."""
    found = []
    for start, end in pairwise(_seams(grid, first)):
        part = grid[start - first : end - first]
        whole = [each for each in part[0] if each.rows == len(part)]
        if len(part) > 1 and whole:
            found.append(Line(tuple(_beside(rows, part, whole, start)), rows=len(part)))
        else:
            found += [Line(tuple(row), total=rows[number].total) for number, row in enumerate(part, start)]
    return found


def _seams(grid: Sequence[Sequence[Placed]], first: int) -> Iterator[int]:
    """The rows that no span reaches into from above, and the end."""
    reached = first
    for number, row in enumerate(grid, first):
        if number >= reached:
            yield number
        reached = max([reached, number + 1, *(each.row + each.rows for each in row)])
    yield first + len(grid)


def _beside(
    rows: Sequence[Row], part: Sequence[Sequence[Placed]], whole: Sequence[Placed], start: int
) -> Iterator[Placed | Nest]:
    """The cells that span all rows of the part, and between them tables of what stands in the other columns."""
    walls = {column: each for each in whole for column in range(each.column, each.column + each.columns)}
    ends = {each.column: each.column + each.columns for row in part for each in row}
    for wall, run in groupby(range(max(ends.values())), walls.get):
        columns = list(run)
        if wall:
            yield wall
            continue
        inside = [[each for each in row if each.column in columns] for row in part]
        if any(inside):
            yield Nest(columns[0], len(columns), tuple(_lines(rows, inside, start)))
