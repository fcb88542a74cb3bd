"""What a document says, free of every output format.

A builder in ``reports/documents`` makes one `Document`; each renderer in ``reports/renderers`` turns any
`Document` into bytes. Nothing of PDF, Excel or HTML stands here. Digits are Arabic: the renderer turns them at
the very end. Everything is immutable, so that the same content gives the same hash.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, TypeAlias

from thaitext import digits

Align: TypeAlias = Literal["start", "center", "end"]
Orientation: TypeAlias = Literal["portrait", "landscape"]
#: Where the page's number stands; the first page has none.
PageNumbers: TypeAlias = Literal["top-center", "top-right", "bottom-center", "bottom-right", "none"]
Digits: TypeAlias = digits.Digits  # what a renderer turns all digits into


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """A score 0–100, or None where it is missing ("–"). A spreadsheet keeps it as a number."""

    value: Decimal | None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick, drawn where fonts have none. `label` says what it means, for those who hear the document."""

    label: str


Inline: TypeAlias = Run | Score | Tick
Text: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title. Headings become bookmarks."""

    text: str
    level: Literal[1, 2, 3] = 2
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `indent` indents the first line as official letters do."""

    text: Text
    align: Align = "start"
    indent: bool = False


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items behind a dash, as in the municipalities' own tables."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file of the municipality (its seal, a photograph). `alt` says what it shows."""

    path: Path
    alt: str
    width_cm: float


@dataclass(frozen=True, slots=True)
class Dot:
    """One row of a dot plot: a score 0–100, or None where there is none yet."""

    label: str
    value: Decimal | None
    series: str


@dataclass(frozen=True, slots=True)
class DotGroup:
    """Rows of a dot plot that belong together, under a small heading."""

    title: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class DotPlot:
    """Scores as dots against limits (for example 85 and 95). `title` is a sentence made from the data.

    `series` gives the order and the names of the dots' series, for colour, shape and legend.
    """

    title: str
    groups: tuple[DotGroup, ...]
    limits: tuple[Decimal, ...]
    series: tuple[tuple[str, str], ...]

    @property
    def dots(self) -> Iterator[Dot]:
        """All dots in reading order."""
        return (dot for group in self.groups for dot in group.dots)


@dataclass(frozen=True, slots=True)
class Spoke:
    """A spoke of a radar with its scores 0–100, one a series in the radar's order; None where there is none."""

    label: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Radar:
    """Series of scores on spokes from one centre: a shape to compare. Its figures stand in a table beside it.

    `title` is a sentence made from the data; spokes are numbered from 1, clockwise from the top.
    """

    title: str
    spokes: tuple[Spoke, ...]
    series: tuple[str, ...]

    @property
    def drawn(self) -> tuple[int, ...]:
        """The places of the series that have a score: a radar may be of one year alone."""
        return tuple(
            place for place in range(len(self.series)) if any(spoke.values[place] is not None for spoke in self.spokes)
        )


@dataclass(frozen=True, slots=True)
class TrendYear:
    """A fiscal year (Buddhist Era) of a trend with its score 0–100; None is a gap in the line, never a zero.

    `changed` marks a year that was measured otherwise than the year before.
    """

    year: int
    value: Decimal | None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """Scores of years as a line against limits. `title` is a sentence made from the data; `series` names the line.

    `years` follow each other without a gap; `change` says what the mark at a changed year means.
    """

    title: str
    years: tuple[TrendYear, ...]
    limits: tuple[Decimal, ...]
    series: str
    change: str


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature block: room to sign, (full name), position lines; never alone on a page.

    Where it was signed electronically, `signed` says so in the place of the room for ink.
    """

    name: str
    position: tuple[str, ...]
    signed: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """What is written in it, line by line."""
        return (*filter(None, [self.signed]), f"({self.name})", *self.position)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts on a new page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of blocks. A cell whose only content is one Score is a number in a spreadsheet."""

    blocks: tuple["Block", ...] = ()
    align: Align = "start"
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. `total` sets it apart as a sum or a result."""

    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head rows repeat on every page. `widths` are shares of the text width, one a column.

    A `plain` one lays things out side by side, pictures for instance: it has no lines.
    """

    caption: str
    widths: tuple[float, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """Two blocks beside each other, `left` on its share of the width (0–1); below each other where there is no room."""

    left: "Block"
    right: "Block"
    share: float = 0.5


Block: TypeAlias = (
    Heading | Paragraph | BulletList | Picture | Table | DotPlot | Radar | Trend | Beside | Signature | PageBreak
)


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on pages of one orientation; a worksheet of its own, called `name`, in a workbook.

    A `dense` one is set in smaller type (13.5 instead of 16 pt), for a sheet that must not grow.
    """

    name: str
    blocks: tuple[Block, ...]
    orientation: Orientation = "portrait"
    dense: bool = False


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The paper (of a portrait page) and its margins, in centimetres. The defaults are UX.md section 4: A4.

    `head_line` stands at the top left of every page, `foot_line` in small type at the bottom left; the place of page
    numbers is `numbers`.
    """

    width_cm: float = 21.0
    height_cm: float = 29.7
    left_cm: float = 3.0
    right_cm: float = 2.0
    top_cm: float = 2.5
    bottom_cm: float = 2.0
    head_line: str = ""
    numbers: PageNumbers = "top-center"
    foot_line: str = ""

    def paper_cm(self, orientation: Orientation) -> tuple[float, float]:
        """Width and height of a page. Turned or not, a page keeps its margins: top is always above the text."""
        if orientation == "landscape":
            return self.height_cm, self.width_cm
        return self.width_cm, self.height_cm

    def text_cm(self, orientation: Orientation) -> tuple[float, float]:
        """Width and height of what stands between the margins of a page."""
        width, height = self.paper_cm(orientation)
        return width - self.left_cm - self.right_cm, height - self.top_cm - self.bottom_cm


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `unbroken` are names of places that must not be cut at a line's end."""

    kind: str
    title: str
    author: str
    sections: tuple[Section, ...]
    unbroken: tuple[str, ...] = ()
    page: PageSetup = PageSetup()


def text(*parts: str | Inline) -> Text:
    """Makes a Text of strings and inlines: ``text("ผลคะแนน ", Score(value), " คะแนน")``."""
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def cell(*parts: str | Inline, align: Align = "start", columns: int = 1, rows: int = 1) -> Cell:
    """Makes a cell of one paragraph."""
    return Cell((Paragraph(text(*parts)),), align=align, columns=columns, rows=rows)


def head(*titles: str) -> Row:
    """Makes a head row of centred bold titles."""
    return Row(tuple(cell(Run(title, bold=True), align="center") for title in titles))


def stacked(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks below each other, for a medium that cannot set them beside."""
    for block in blocks:
        if isinstance(block, Beside):
            yield from stacked((block.left, block.right))
        else:
            yield block


def bullets(items: Iterable[str]) -> BulletList:
    """Makes a list of plain items."""
    return BulletList(tuple(text(item) for item in items))
