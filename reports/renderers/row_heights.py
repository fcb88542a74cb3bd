"""How tall a table row will be, roughly: enough to know whether it may be kept in one piece.

A row that is kept whole but does not fit a page loses its repeated head, so whole rows are only those that surely fit.
The guess errs on the tall side: a row takes as many lines as its longest cell, wrapped with few letters to the line.
"""

import unicodedata
from math import ceil

from reports.content import Block, BulletList, Cell, Orientation, Paragraph, Picture, Row, Run, Table, Text

_TEXT_WIDTH_CM: dict[Orientation, float] = {"portrait": 16.0, "landscape": 24.7}
_LETTERS_PER_CM = 5.0  # Laksaman 10.64 pt sets 5.3 of an average Thai text

# Half of the 33 or 22 lines of a page: a row in one piece never leaves more than that empty at the foot of a page.
_MOST_LINES: dict[Orientation, int] = {"portrait": 22, "landscape": 15}


def fits_on_a_page(row: Row, table: Table, orientation: Orientation) -> bool:
    """Return whether the row surely takes no more than half a page and spans no further rows."""
    if any(cell.rows > 1 for cell in row.cells):
        return False
    column, most = 0, 0
    for cell in row.cells:
        share = sum(table.widths[column : column + cell.columns]) / sum(table.widths)
        most = max(most, _cell_lines(cell, share * _TEXT_WIDTH_CM[orientation]))
        column += cell.columns
    return most <= _MOST_LINES[orientation]


def _cell_lines(cell: Cell, width_cm: float) -> int:
    letters = max(1.0, (width_cm - 0.4) * _LETTERS_PER_CM)
    return sum(_block_lines(block, letters) for block in cell.blocks)


def _block_lines(block: Block, letters: float) -> int:
    match block:
        case Paragraph():
            return _text_lines(block.text, letters)
        case BulletList():
            return sum(_text_lines(item, max(1.0, letters - 2)) for item in block.items)
        case Picture():
            return ceil(block.width_cm / 0.75)
        case _:
            return max(_MOST_LINES.values()) + 1  # a table or chart inside a cell: never claim that it fits


def _text_lines(text: Text, letters: float) -> int:
    content = "".join(inline.text if isinstance(inline, Run) else "100.00" for inline in text)
    return sum(max(1, ceil(_length(line) / letters)) for line in content.split("\n"))


def _length(text: str) -> int:
    """Return the number of letters that take room: Thai vowels and tone marks above and below take none."""
    return sum(unicodedata.category(letter) != "Mn" for letter in text)
