"""How our own workbooks look and what keeps them safe: face, colours, room for Thai, texts that no program evaluates.

`reports.renderers` has the same for documents, which are made of content blocks; nothing below it can import that.
"""

import math
import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Border, Font, PatternFill, Side

from thaitext.words import printable, visible_length

FACE, SIZE = "TH Sarabun New", 16
#: Points that a line of the face takes at `SIZE` where Laksaman stands in for it; rows hold that uncut.
LINE = 26.5

_THAI_CHARSET = 222
_EDGE, _NO_EDGE = Side(style="thin", color="8A939B"), Side()
EDGES = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
HEAD_FILL = PatternFill("solid", fgColor="DCE3EA")
GROUP_FILL = PatternFill("solid", fgColor="EEF1F4")
OPEN_FILL = PatternFill("solid", fgColor="FFF8DC")
INK, FAINT = "1F2933", "52606D"

_ACTIVE = re.compile(r"[ \n]*[=+\-@＝＋－＠]")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")


def font(*, size: float = SIZE, bold: bool = False, color: str = INK) -> Font:
    """A cell's font in the face of official letters; `size` in points."""
    return Font(name=FACE, sz=size, b=bold, color=color, charset=_THAI_CHARSET, family=2)


def edges(*, left: bool, right: bool) -> Border:
    """A line above and below, and at the sides asked for: cells of one heading have none between them."""
    return Border(left=_EDGE if left else _NO_EDGE, right=_EDGE if right else _NO_EDGE, top=_EDGE, bottom=_EDGE)


def set_default_font(book: Workbook) -> None:
    """Makes the face the workbook's own: column widths are counted in its digits.

    openpyxl gives no public way to it.
    """
    book._fonts[0] = font()  # type: ignore[attr-defined]  # noqa: SLF001
    book._named_styles["Normal"].font = font()  # type: ignore[attr-defined]  # noqa: SLF001


def write_text(cell: Cell, text: str) -> None:
    """Writes a text that stays one: an apostrophe goes before = + - @, so that no way through CSV makes it a formula.

    The type is set beside the value: left to itself, openpyxl makes a formula of a text that begins with "=".
    """
    safe = printable(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    cell.value = f"'{safe}" if _ACTIVE.match(safe) else safe
    cell.data_type = "s"


def row_height(text: str, width: float, *, size: float = SIZE) -> float:
    """Points that a wrapped text needs in a column of `width` digits; rather too many than too few."""
    room = max(width - 3, 1) * SIZE / size  # lines break between words, so up to a short word stays empty
    lines = sum(max(1, math.ceil(1.05 * visible_length(line) / room)) for line in text.split("\n"))
    return math.ceil((lines * LINE * size / SIZE + 3) * 4 / 3) * 0.75  # Excel keeps whole pixels


def saved(book: Workbook) -> bytes:
    """The workbook's bytes, without the moment it was made: the same content gives the same bytes."""
    file, result = BytesIO(), BytesIO()
    book.save(file)
    with ZipFile(file) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = _TIMES.sub(b"", content)
            target.writestr(ZipInfo(part.filename, _ZIP_EPOCH), content, ZIP_DEFLATED)
    return result.getvalue()
