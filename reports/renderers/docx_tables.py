"""Tables as WordprocessingML: fixed widths, heads that repeat, cells over several rows and columns."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import Protocol

from reports.content import Cell, Orientation, PageSetup, Row, Table
from reports.renderers import spans
from reports.renderers.docx_text import twips
from reports.renderers.row_heights import fits_on_a_page
from reports.renderers.spans import Placed

#: The padding of a cell at both sides together, as the table style has it.
PADDING_CM = 0.3

_HEAD_FILL, _TOTAL_FILL = "ECECEC", "F6F6F6"
_FLAGS = 'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'


class CellContent(Protocol):
    """Returns the paragraphs of a cell with `room_cm` to write on, of the head, or of a last row that is kept whole.

    What follows the table can keep such a row beside it. A row that may be parted cannot be asked to stay with what
    follows: LibreOffice would no longer part it, and cut its text at the page's end.
    """

    def __call__(self, cell: Cell, room_cm: float, *, head: bool, last: bool) -> str: ...


def table(
    table: Table,
    room_cm: float,
    page: PageSetup,
    orientation: Orientation,
    *,
    caption: str,
    content: CellContent,
    step: Callable[[], None],
) -> str:
    """Returns a table `room_cm` wide; "" for one without rows. `caption` is a quoted attribute.

    `content` returns a cell's paragraphs. `step` is called after each row.
    """
    columns = len(table.widths)
    edges = [twips(room_cm * reached / sum(table.widths)) for reached in accumulate(table.widths, initial=0.0)]
    whole = [
        fits_on_a_page(line, table, page, orientation) for line in spans.lines(table.rows, columns)
    ]  # a row that is kept whole but fits no page would lose its repeated head
    rows = []
    for part, is_head in ((table.head, True), (table.rows, False)):
        for number, cells in enumerate(_covered(part, columns)):
            kept = is_head or whole[number]
            last = not is_head and kept and number == len(part) - 1
            properties = f"{'<w:cantSplit/>' if kept else ''}{'<w:tblHeader/>' if is_head else ''}"
            written = (
                _cell(
                    each,
                    edges,
                    continued=each.row < number,
                    fill=_fill(part[number], is_head=is_head),
                    is_head=is_head,
                    content=partial(content, head=is_head, last=last),
                )
                for each in cells
            )
            rows.append(f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>")
            step()
    flags = (
        f'<w:tblLook w:val="0000" w:firstRow="{int(bool(table.head))}" {_FLAGS}/>'
        f"{'' if table.plain else f'<w:tblCaption w:val={caption}/>'}"
    )
    return _framed(edges, rows, "TableNormal" if table.plain else "TableGrid", after=flags)


def layout(edges_cm: Sequence[float], rows: Sequence[Sequence[str]], *, lined: bool = False) -> str:
    """Returns cells beside each other, without padding; `lined`, with a faint line below each row.

    `edges_cm` are where the cells begin and end.
    """
    edges = [twips(edge) for edge in edges_cm]
    written = []
    for cells in rows:
        placed = (
            f'<w:tc><w:tcPr><w:tcW w:w="{end - start}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{content}</w:tc>"
            for (start, end), content in zip(pairwise(edges), cells, strict=True)
        )
        written.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(placed)}</w:tr>")
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="D5D9DC"/>' for side in ("bottom", "insideH")
    )
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    more = f"{f'<w:tblBorders>{lines}</w:tblBorders>' if lined else ''}"
    return _framed(edges, written, "TableNormal", more, f"<w:tblCellMar>{margins}</w:tblCellMar>")


def _framed(edges: Sequence[int], rows: Sequence[str], style: str, lines: str = "", after: str = "") -> str:
    """Returns the table of rows; `lines` and `after` are properties before and behind its layout."""
    if not rows:
        return ""
    grid = "".join(f'<w:gridCol w:w="{end - start}"/>' for start, end in pairwise(edges))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{edges[-1]}" w:type="dxa"/>{lines}'
        f'<w:tblLayout w:type="fixed"/>{after}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _covered(rows: Sequence[Row], columns: int) -> Iterator[list[Placed]]:
    """The cells that each row shows, from left to right: those that begin in it, and those that reach into it."""
    above: dict[int, Placed] = {}
    for begun in spans.placed(rows, columns, fill=True):
        above |= {each.column: each for each in begun}
        shown, column = [], 0
        while column < columns:
            shown.append(above[column])
            column += above[column].columns
        yield shown


def _cell(
    placed: Placed,
    edges: Sequence[int],
    *,
    continued: bool,
    fill: str,
    is_head: bool,
    content: Callable[[Cell, float], str],
) -> str:
    width = edges[placed.column + placed.columns] - edges[placed.column]
    cell = Cell() if continued else placed.cell
    merge = "" if continued else ' w:val="restart"'
    properties = (
        f'<w:tcW w:w="{width}" w:type="dxa"/>',
        f'<w:gridSpan w:val="{placed.columns}"/>' if placed.columns > 1 else "",
        f"<w:vMerge{merge}/>" if placed.rows > 1 else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "",
        '<w:vAlign w:val="center"/>' if is_head else "",
    )
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{content(cell, width / twips(1) - PADDING_CM)}</w:tc>"


def _fill(row: Row, *, is_head: bool) -> str:
    if is_head:
        return _HEAD_FILL
    return _TOTAL_FILL if row.total else ""
