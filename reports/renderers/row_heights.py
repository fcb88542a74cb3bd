"""How tall a table row will be, roughly: enough to know whether it may be kept in one piece.

A row that is kept whole but does not fit a page loses its repeated head, so whole rows are only those that surely fit.
The guess errs on the tall side: a row takes as many lines as its longest cell, wrapped with few letters to the line.
"""

from itertools import accumulate
from math import ceil

from reports.content import Block, BulletList, Cell, Orientation, PageSetup, Paragraph, Picture, Row, Run, Table, Text
from thaitext.words import visible_length

_LETTERS_PER_CM = 5.0  # Laksaman 10.64 pt sets 5.3 of an average Thai text
_LINE_CM = 0.638  # 1.7 times 10.64 pt, as document.css sets the lines of a table
_PADDING_CM = 0.4

# Of a page's lines: 15 of a landscape page's 25 (its table's head takes 3), 23 of a portrait page's 39. With 17, pages
# of the demo documents stay two thirds empty above a row of 16 lines; with 11, rows are cut that need not be.
_MOST_SHARE = 0.6


def fits_on_a_page(row: Row, table: Table, page: PageSetup, orientation: Orientation) -> bool:
    """Return whether the row surely takes no more than three fifths of a page and spans no further rows."""
    if any(cell.rows > 1 for cell in row.cells):
        return False
    width, height = page.text_cm(orientation)
    most = int(_MOST_SHARE * height / _LINE_CM)
    widths = cell_widths(row, table, width)
    return all(_cell_lines(cell, width) <= most for cell, width in zip(row.cells, widths, strict=True))


def cell_widths(row: Row, table: Table, width: float) -> list[float]:
    """Return the width of each cell of a row, in the unit of the table's `width`; spans from rows above count not."""
    ends = list(accumulate(cell.columns for cell in row.cells))
    shares = (sum(table.widths[end - cell.columns : end]) for cell, end in zip(row.cells, ends, strict=True))
    return [width * share / sum(table.widths) for share in shares]


def _cell_lines(cell: Cell, width_cm: float) -> float:
    letters = max(1.0, (width_cm - _PADDING_CM) * _LETTERS_PER_CM)
    return sum(_block_lines(block, letters) for block in cell.blocks)


def _block_lines(block: Block, letters: float) -> float:
    match block:
        case Paragraph():
            return _text_lines(block.text, letters)
        case BulletList():
            return sum(_text_lines(item, max(1.0, letters - 2)) for item in block.items)
        case Picture():
            return block.width_cm / _LINE_CM
        case _:
            return float("inf")  # a table or chart inside a cell: never claim that it fits


def _text_lines(text: Text, letters: float) -> int:
    content = "".join(inline.text if isinstance(inline, Run) else "100.00" for inline in text)
    return sum(max(1, ceil(visible_length(line) / letters)) for line in content.split("\n"))
