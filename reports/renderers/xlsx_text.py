"""Text for worksheet cells: made safe, styled, and measured for Thai.

Everything that reaches a cell as text passes `cell_text`, so a formula can come in at no other place.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from assessments.exporters.workbook_looks import FACE, SIZE, THAI_CHARSET, may_be_formula
from reports.content import (
    Beside,
    Block,
    BulletList,
    DotPlot,
    Heading,
    Inline,
    Paragraph,
    Radar,
    Row,
    Run,
    Signature,
    Table,
    Text,
    Tick,
    Trend,
    stacked,
)
from thaitext.numbers import format_score
from thaitext.words import visible_length

Say: TypeAlias = Callable[[str], str]  # text as the reader gets it: cleaned, its digits turned
Line: TypeAlias = tuple[Run, ...]

# A no-break space before the dash keeps "-" from being a cell's first character; see `neutral`.
_BULLET = Run("\u00a0- ")
_TICK = "✓"  # no Thai face has it; programs take it from a face that has
_FIRST_LINE_INDENT = Run(" " * 20)  # 2.5 cm; a cell's own indent would move every line

_DASH_ITEM = re.compile(r"-+(?=\s|$)")
_TOKEN = re.compile(r"[^ \u00a0]*[ \u00a0]*")
# What a long line may be cut into: words with their spaces, at most 20 letters, no mark parted from its letter.
_PIECE = re.compile(r"[^ \n]{1,20}[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*[ \n]*|[ \n]+")
_THAI = re.compile(r"[\u0e00-\u0e7f]")

_SLACK = 2.5  # digits: what stays empty at the end of a row of Thai letters
_ADDRESS = 0.7  # of a row is filled by an address longer than one: it breaks at its strokes and hyphens
BOLD = 1.06  # bold letters are wider by this
_NARROW = re.compile(r"[เแโใไ \u00a0iljtfrI.,:;'!()\[\]|/-]")
_WIDE = re.compile(r"[ญณฌ๐-๙mwMW%@—…]")


@dataclass(frozen=True, slots=True)
class CellText:
    """Text ready for a cell. `bold` and `underline` hold for all of it; a mixture stands inside `value`."""

    value: str | CellRichText
    bold: bool = False
    underline: bool = False


def neutral(text: str) -> str:
    """`text` (cleaned) that no spreadsheet evaluates: not here, not when a cell is edited, not after a way through CSV.

    Every text is stored as a string, so it is never a formula in this file. A text that begins with = + - @ (after
    any spaces; tab and CR are spaces by then) could still become one when somebody presses F2 and Enter or saves
    as CSV, so an apostrophe goes before it, the sign for "this is text". A dash that begins a list item, or stands
    alone for "none", is ordinary Thai writing: a no-break space before it does the same and reads as if nothing
    were there, since no program takes a no-break space for the beginning of a formula.
    """
    if not may_be_formula(text):
        return text
    return ("\u00a0" if _DASH_ITEM.match(text.lstrip(" \n")) else "'") + text


def runs(text: Text, say: Say) -> Line:
    """The inlines of `text` as runs, as the reader gets them."""
    return tuple(_run(inline, say) for inline in text)


def lines(blocks: Iterable[Block], say: Say, *, indent: bool = False) -> Iterator[Line]:
    """The lines of text of `blocks`; pictures and page breaks have none. `indent` obeys first-line indents."""
    for block in blocks:
        match block:
            case Heading():
                yield (Run(say(block.text), bold=True),)
            case Paragraph():
                yield (_FIRST_LINE_INDENT,) * (indent and block.indent) + runs(block.text, say)
            case BulletList():
                yield from ((_BULLET, *runs(item, say)) for item in block.items)
            case Signature():
                yield from ((Run(say(line)),) for line in block.lines)
            case Table():
                yield from (_joined(row, say) for row in (*block.head, *block.rows))
            case Radar() | Trend():
                yield (Run(say(block.title), bold=True),)
            case Beside():
                yield from lines(stacked((block,)), say)
            case DotPlot():
                yield (Run(say(block.title), bold=True),)
                yield from ((Run(say(f"{dot.label} {format_score(dot.value, document=True)}")),) for dot in block.dots)


def cell_text(text: Iterable[Line], *, size: float = SIZE) -> CellText:
    """Lines as one cell: a plain string where the style is one throughout, rich text where it changes."""
    parts = [run for number, line in enumerate(text) for run in ((Run("\n"),) * (number > 0) + line)]
    plain = "".join(run.text for run in parts)
    safe = neutral(plain)
    styles = {(run.bold, run.underline) for run in parts if run.text.strip()}
    if len(styles) < 2:
        bold, underline = next(iter(styles), (False, False))
        return CellText(safe, bold, underline)
    if len(safe) > len(plain):
        parts.insert(0, Run(safe[0]))
    return CellText(CellRichText([_block(run, size) for run in parts if run.text]))


def line_count(line: Line, width: float) -> int:
    """Rows of letters that `line` needs in a cell `width` digits wide; rather one too many than one too few.

    Thai is written without spaces and breaks between words, so up to a short word of each row stays empty;
    a Latin word or an address goes to the next row whole.
    """
    text = "".join(run.text for run in line)
    width = max(width / (BOLD if any(run.bold for run in line) else 1.0), 2.0)
    return sum(_wrapped(part, width) for part in text.split("\n"))


def chunks(text: Iterable[Line], width: float, most: int) -> list[list[Line]]:
    """`text` cut into pieces of at most `most` rows of letters in a cell `width` digits wide; at least one piece.

    A worksheet row is at most 409.5 points high and never breaks over two pages, so a longer text goes on in the row
    below. It is cut between lines where that is possible, else at a space.
    """
    pieces: list[list[Line]] = [[]]
    left = most
    for whole in text:
        for line in [whole] if line_count(whole, width) <= most else _cut(whole, width, most):
            need = line_count(line, width)
            if need > left and pieces[-1]:
                pieces.append([])
                left = most
            pieces[-1].append(line)
            left -= need
    return pieces


def text_width(text: str) -> float:
    """The width of `text` in digits of the same font. Marks above and below a letter have none."""
    narrow, wide = len(_NARROW.findall(text)), len(_WIDE.findall(text))
    return 1.08 * (visible_length(text) - narrow - wide) + 0.65 * narrow + 1.4 * wide


def _wrapped(line: str, width: float) -> int:
    slack = min(_SLACK, width / 3)
    count, used = 1, 0.0
    for token in _TOKEN.findall(line):
        length, thai = text_width(token.rstrip()), _THAI.search(token)
        if used + length > width and not thai and used:
            count, used = count + 1, 0.0
        used += length
        if used > width:
            room = width - slack if thai else _ADDRESS * width
            more = math.ceil((used - width) / room)
            count, used = count + more, max(used - more * room, 0.0)
        used += text_width(token) - length
    return count


def _cut(line: Line, width: float, most: int) -> Iterator[Line]:
    """Cuts a line that is itself too long: at line feeds and spaces, a longer stretch between letters."""
    piece: Line = ()
    for run in line:
        for token in _PIECE.findall(run.text):
            part = Run(token, run.bold, run.underline)
            if piece and line_count((*piece, part), width) > most:
                yield piece
                piece = ()
            piece = (*piece, part)
    if piece:
        yield piece


def _run(inline: Inline, say: Say) -> Run:
    if isinstance(inline, Run):
        return Run(say(inline.text), inline.bold, inline.underline)
    if isinstance(inline, Tick):
        return Run(_TICK)
    return Run(say(format_score(inline.value, document=True)), inline.bold)


def _joined(row: Row, say: Say) -> Line:
    """A row of a table inside a cell: its cells' texts on one line."""
    texts = (" ".join(run.text for line in lines(cell.blocks, say) for run in line) for cell in row.cells)
    return (Run("  ".join(texts)),)


def _block(run: Run, size: float) -> TextBlock:
    face = InlineFont(
        rFont=FACE, sz=size, b=run.bold or None, u="single" if run.underline else None, charset=THAI_CHARSET, family=2
    )
    return TextBlock(face, run.text)
