"""Reads a content document back as plain text, the way a reader would."""

from collections.abc import Iterable, Iterator

from reports.content import (
    Beside,
    Block,
    BulletList,
    Cell,
    Document,
    DotPlot,
    Heading,
    Inline,
    PageBreak,
    Paragraph,
    Picture,
    Radar,
    Run,
    Score,
    Section,
    Signature,
    Table,
    Tick,
    Trend,
    stacked,
)
from thaitext.numbers import format_score


def inline_text(parts: Iterable[Inline]) -> str:
    """Runs, scores and ticks in one line; a score as documents print it, a tick as its label in brackets."""
    return "".join(map(_said, parts))


def _said(part: Inline) -> str:
    match part:
        case Run():
            return part.text
        case Score():
            return format_score(part.value, document=True)
        case Tick():
            return f"[{part.label}]"


def block_texts(block: Block) -> Iterator[str]:
    """Every text of a block, in reading order."""
    match block:
        case Heading(text=heading):
            yield heading
        case Paragraph(text=parts):
            yield inline_text(parts)
        case BulletList(items=items):
            yield from map(inline_text, items)
        case Picture(alt=alt):
            yield alt
        case Table(caption=caption, head=head, rows=rows):
            yield caption
            yield from (text for row in (*head, *rows) for cell in row.cells for text in cell_texts(cell))
        case DotPlot() | Radar() | Trend():
            yield from _plot_texts(block)
        case Beside():
            yield from (text for each in stacked((block,)) for text in block_texts(each))
        case Signature(name=name, position=position):
            yield from (name, *position)
        case PageBreak():
            pass


def _plot_texts(plot: DotPlot | Radar | Trend) -> Iterator[str]:
    yield plot.title
    if not isinstance(plot, DotPlot):  # their figures stand in a table beside
        return
    yield from (name for _, name in plot.series)
    for group in plot.groups:
        yield group.title
        yield from (f"{dot.label} {format_score(dot.value)}" for dot in group.dots)


def cell_texts(cell: Cell) -> Iterator[str]:
    """Every text of a cell."""
    for block in cell.blocks:
        yield from block_texts(block)


def texts(document: Document) -> list[str]:
    """Every text of a document, its title and author among them."""
    body = [each for section in document.sections for block in section.blocks for each in block_texts(block)]
    return [document.title, document.author, *(section.name for section in document.sections), *body]


def table_of(section: Section) -> Table:
    """The only table of a section."""
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    return table


def rows_of(table: Table) -> list[list[str]]:
    """The body of a table: a text a cell, its blocks in lines."""
    return [["\n".join(cell_texts(cell)) for cell in row.cells] for row in table.rows]


def underlined(cell: Cell) -> list[str]:
    """The underlined runs of a cell."""
    return [
        part.text
        for block in cell.blocks
        if isinstance(block, Paragraph)
        for part in block.text
        if isinstance(part, Run) and part.underline
    ]
