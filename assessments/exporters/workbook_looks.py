"""How our workbooks look and what keeps them safe: face, colours, room for Thai, texts that no program evaluates.

Documents as workbooks (`reports.renderers.xlsx`) take face, safety and bytes from here too.
"""

import math
import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Border, Font, PatternFill, Side

from thaitext.words import printable, visible_length

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# The face of official letters. A workbook cannot embed it and cannot name a second choice; the Thai character set lets
# a machine without it take another Thai face. Column widths are counted in digits of the default font, so they grow
# with a wider face, and fitting to one page's width keeps the print whole. Heights do not grow: TH Sarabun New sets
# lines 21.6 points apart, Laksaman, which stands in for it where it is missing, 26.5. Rows hold the latter uncut.
FACE, SIZE = "TH Sarabun New", 16
LINE_HEIGHT = 26.5  # points, at `SIZE`
THAI_CHARSET = 222

_EDGE, _NO_EDGE = Side(style="thin", color="8A939B"), Side()
EDGES = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
HEAD_FILL = PatternFill("solid", fgColor="DCE3EA")
GROUP_FILL = PatternFill("solid", fgColor="EEF1F4")
OPEN_FILL = PatternFill("solid", fgColor="FFF8DC")
INK, FAINT = "1F2933", "52606D"

_ACTIVE = re.compile(r"[ \n]*[=+\-@＝＋－＠]")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>")


def font(*, size: float = SIZE, bold: bool = False, underline: bool = False, color: str | None = None) -> Font:
    """A cell's font in the face of official letters; `size` in points."""
    return Font(
        name=FACE, sz=size, b=bold, u="single" if underline else None, color=color, charset=THAI_CHARSET, family=2
    )


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
    safe = cleaned(text)
    cell.value = f"'{safe}" if may_be_formula(safe.lstrip("'")) else safe
    cell.data_type = "s"


def read_text(text: str) -> str:
    """The text that `write_text` was given, without the apostrophe that it may have set before."""
    return text[1:] if text.startswith("'") and may_be_formula(text.lstrip("'")) else text


def cleaned(text: str) -> str:
    """`text` without what XML forbids; tabs become spaces, every line end becomes a line feed."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def may_be_formula(text: str) -> bool:
    """Whether some program could take a cleaned text for a formula: it begins with = + - @, after any spaces."""
    return bool(_ACTIVE.match(text))


def row_height(text: str, width: float, *, size: float = SIZE) -> float:
    """Points that a wrapped text needs in a column of `width` digits; rather too many than too few."""
    room = max(width - 3, 1) * SIZE / size  # lines break between words, so up to a short word stays empty
    return height(sum(max(1, math.ceil(1.05 * visible_length(line) / room)) for line in text.split("\n")), size=size)


def height(lines: int, *, size: float = SIZE) -> float:
    """Points that so many lines take; `size` in points."""
    return math.ceil((lines * LINE_HEIGHT * size / SIZE + 3) * 4 / 3) * 0.75  # Excel keeps whole pixels


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
