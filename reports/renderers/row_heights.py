"""How tall a table row will be, roughly: enough to know whether it may be kept in one piece.

A row that is kept whole but does not fit a page loses its repeated head, so whole rows are only those that surely fit.
The guess errs on the tall side: a row takes as many lines as its longest cell, wrapped with few letters to the line.
"""

from collections.abc import Sequence
from math import ceil

from reports.content import (
    Block,
    BulletList,
    Cell,
    Inline,
    Orientation,
    PageSetup,
    Paragraph,
    Picture,
    Run,
    Score,
    Table,
    Text,
    Tick,
)
from reports.renderers.spans import Line, Nest, Placed
from thaitext.words import visible_length

_LETTERS_PER_CM = 5.0  # Laksaman 10.64 pt sets 5.3 of an average Thai text
_LINE_CM = 0.638  # 1.7 times 10.64 pt, as document.css sets the lines of a table
_PADDING_CM = 0.4

# Of a page's lines: 15 of a landscape page's 25 (its table's head takes 3), 23 of a portrait page's 39. With 17, pages
# of the demo documents stay two thirds empty above a row of 16 lines; with 11, rows are cut that need not be.
_MOST_SHARE = 0.6


# Of rows beside a cell that spans them: it is drawn to the page's end, also where the next row goes to a new page.
_MOST_BESIDE = 0.25


# Lines with which a row that a page's end may part begins (document.css).
_BEGINNING = 8


def fits_on_a_page(
    line: Line, table: Table, page: PageSetup, orientation: Orientation, *, beside: bool = False
) -> bool:
    """Return whether the line surely takes no more than three fifths of a page and holds no span over rows.

    A line of several rows, and one `beside` a cell that spans it with others, may take no more than a quarter.
    """
    width, height = page.text_cm(orientation)
    share = _MOST_BESIDE if beside or line.rows > 1 else _MOST_SHARE
    return _line_lines(line, table, width) <= int(share * height / _LINE_CM)


def stands_alone(line: Line) -> bool:
    """Return whether the line is a row that no span ties to others."""
    return all(isinstance(item, Placed) and item.rows == 1 for item in line.items)


def is_short(cell: Cell, width_cm: float) -> bool:
    """Return whether a cell is so short that all of it stands where a tall row begins: no more than eight lines."""
    return 0 < _cell_lines(cell, width_cm) <= _BEGINNING


def _line_lines(line: Line, table: Table, width: float) -> float:
    heights = [0.0]
    for item in line.items:
        if isinstance(item, Nest):
            heights.append(sum(_line_lines(each, table, width) for each in item.lines))
        elif item.rows > line.rows:
            heights.append(float("inf"))
        else:
            heights.append(_cell_lines(item.cell, room(item, table.widths, width)))
    return max(heights)


def room(item: Placed | Nest, widths: Sequence[float], around: float) -> float:
    """Return the width of a cell in a table that is `around` wide, in the same unit."""
    return around * sum(widths[item.column : item.column + item.columns]) / sum(widths)


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
    content = "".join(map(_letters, text))
    return sum(max(1, ceil(visible_length(line) / letters)) for line in content.split("\n"))


def _letters(inline: Inline) -> str:
    """What takes as much room as the inline."""
    match inline:
        case Run():
            return inline.text
        case Score():
            return "100.00"
        case Tick():
            return "กก"
