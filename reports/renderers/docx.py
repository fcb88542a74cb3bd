"""A document as a Word file (.docx): real styles, lists and tables that an official can go on working in.

Made part by part as XML: what Thai needs (complex script, Thai page numbers) stands in it and nothing else, and the
same content gives the same bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise, zip_longest
from typing import assert_never

from reports.content import (
    Align,
    Beside,
    Block,
    BulletList,
    Cell,
    Digits,
    Document,
    DotPlot,
    Heading,
    Orientation,
    PageBreak,
    Paragraph,
    Picture,
    Radar,
    Section,
    Signature,
    Table,
    Text,
    Trend,
)
from reports.renderers import docx_styles
from reports.renderers.docx_figures import FigureWriter
from reports.renderers.docx_package import Package
from reports.renderers.docx_pages import PageWriter
from reports.renderers.docx_pictures import PictureWriter
from reports.renderers.docx_tables import layout, table
from reports.renderers.docx_text import Look, TextWriter, twips
from reports.renderers.steps import Progress, Steps

_ROOM_TO_SIGN, _ROOM_SIGNED = 958, 213  # twips above the first line, as document.css has it
_BETWEEN_CM = 0.34  # two blocks beside each other


def render(document: Document, *, digits: Digits = "thai", progress: Progress | None = None) -> bytes:
    """Returns the Word file. `progress` is told after each block and each row of a table.

    Raises PictureError where a picture is missing or is none.
    """
    return _Writer(document, digits, progress).content()


class _Writer:
    def __init__(self, document: Document, digits: Digits, progress: Progress | None) -> None:
        self.document = document
        self.package = Package()
        self.texts = TextWriter(digits, document.unbroken)
        _, highest_cm = document.page.text_cm("landscape")
        self.pictures = PictureWriter(self.package, self.texts, highest_cm)
        self.figures = FigureWriter(self.texts, self.pictures)
        self.step = Steps(progress, sum(map(_steps, document.sections)))
        self.orientation: Orientation = "portrait"
        self.room_cm = 0.0  # the width of what is written now: of a section, of a cell
        self.in_cell = self.in_head = False
        self.with_next = False  # whether paragraphs stay with the next one
        self.new_page = False  # whether the next block begins a new page

    def content(self) -> bytes:
        for kind, part in (
            ("styles", docx_styles.styles()),
            ("numbering", docx_styles.numbering()),
            ("settings", docx_styles.settings()),
            ("fontTable", docx_styles.fonts()),
        ):
            self.package.add(kind, part)
        pages = PageWriter(self.document.page, self.texts, self.package)
        groups = [list(sections) for _, sections in groupby(self.document.sections, lambda each: each.orientation)]
        body = []
        for number, sections in enumerate(groups, 1):
            self.new_page = False  # pages of another orientation are new ones
            body.append("".join(map(self.section, sections)))
            paper = pages.section(sections[0].orientation, first=number == 1)
            if number < len(groups):
                paper = f'<w:p><w:pPr><w:pStyle w:val="SectionEnd"/>{paper}</w:pPr></w:p>'
            body.append(paper)
        if not groups:
            body.append(pages.section("portrait", first=True))
        return self.package.bytes(
            f"{docx_styles.DECLARATION}<w:document {docx_styles.NAMESPACES}>"
            f"<w:body>{''.join(body)}</w:body></w:document>",
            title=self.texts.say(self.document.title),
            author=self.texts.say(self.document.author),
        )

    def section(self, section: Section) -> str:
        self.orientation = section.orientation
        self.room_cm, _ = self.document.page.text_cm(section.orientation)
        self.texts.half_points = docx_styles.DENSE_HALF_POINTS if section.dense else 0
        return "".join(self.blocks(zip_longest(section.blocks, section.blocks[1:])))

    def blocks(self, blocks: Iterable[tuple[Block, Block | None]]) -> Iterator[str]:
        """Returns each block; what stands before a signature stays with it, so that none is alone on a page."""
        for block, after in blocks:
            self.with_next = isinstance(after, Signature)
            yield self.block(block)
            self.step()
        self.with_next = False

    def block(self, block: Block) -> str:
        match block:
            case Heading() | Paragraph() | BulletList():
                markup = self.prose(block)
            case Table():
                markup = self.table(block)
            case DotPlot() | Radar() | Trend():
                markup = self.figure(block)
            case Beside():
                markup = self.beside(block)
            case Picture():
                look = self.look("Picture", align="center")
                markup = self.texts.paragraph(self.pictures.file(block, self.room_cm), look)
            case Signature():
                markup = self.signature(block)
            case PageBreak():
                self.new_page, markup = not self.in_cell, ""
            case _:
                assert_never(block)
        return markup

    def prose(self, block: Heading | Paragraph | BulletList) -> str:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph():
                return self.words(block.text, self.look(self.paragraph_style(block), align=block.align))
            case BulletList():
                style = "TableList" if self.in_cell else "ListBullet"
                indent = docx_styles.DENSE_LIST if self.texts.half_points and not self.in_cell else ""
                return "".join(self.words(item, replace(self.look(style), indent=indent)) for item in block.items)

    def figure(self, figure: DotPlot | Radar | Trend) -> str:
        """Returns a chart, closed by a paragraph: a table needs one behind it."""
        new_page = self.turned()
        match figure:
            case DotPlot():
                markup = self.figures.dot_plot(figure, self.room_cm, new_page=new_page)
            case Radar():
                markup = self.figures.radar(figure, self.room_cm, new_page=new_page)
            case Trend():
                markup = self.figures.trend(figure, self.room_cm, new_page=new_page)
        return f"{markup}{self.texts.paragraph('', self.look('TableEnd'))}"

    def heading(self, heading: Heading) -> str:
        size = self.texts.half_points
        if size and heading.level == 1:
            self.texts.half_points = docx_styles.DENSE_TITLE_HALF_POINTS
        content = self.texts.words(heading.text)
        self.texts.half_points = size
        return self.texts.paragraph(content, self.look(f"Heading{heading.level}", align=heading.align))

    def paragraph_style(self, paragraph: Paragraph) -> str:
        if self.in_head:
            return "TableHead"
        if self.in_cell:
            return "TableText"
        return "BodyTextFirstIndent" if paragraph.indent else "BodyText"

    def words(self, text: Text, look: Look) -> str:
        return self.texts.paragraph(self.texts.runs(text), look)

    def look(self, style: str, *, align: Align = "start") -> Look:
        spacing = docx_styles.dense_spacing(style) if self.texts.half_points else ""
        return Look(style, align=align, with_next=self.with_next, new_page=self.turned(), spacing=spacing)

    def turned(self) -> bool:
        """Whether what is written now begins a new page; what comes next does not."""
        turned, self.new_page = self.new_page, False
        return turned

    def table(self, block: Table) -> str:
        before = self.texts.paragraph("", Look("SectionEnd", new_page=True)) if self.turned() else ""
        around = self.room_cm, self.in_cell, self.in_head, self.with_next
        written = table(
            block,
            self.room_cm,
            self.document.page,
            self.orientation,
            caption=self.texts.attribute(block.caption),
            content=self.cell,
            step=self.step,
        )
        self.room_cm, self.in_cell, self.in_head, self.with_next = around
        return f"{before}{written}{self.texts.paragraph('', self.look('TableEnd'))}"

    def cell(self, cell: Cell, room_cm: float, *, head: bool, last: bool) -> str:
        """Returns a cell's paragraphs; a cell ends with one."""
        signed = self.with_next
        self.room_cm, self.in_cell, self.in_head = room_cm, True, head
        self.with_next = signed and last
        written = []
        for block in cell.blocks:
            aligned = (
                replace(block, align=cell.align) if isinstance(block, Paragraph) and block.align == "start" else block
            )
            written.append(self.block(aligned))
        if not cell.blocks or isinstance(cell.blocks[-1], PageBreak):
            written.append(self.texts.paragraph("", self.look("TableHead" if head else "TableText")))
        self.with_next = signed
        return "".join(written)

    def beside(self, pair: Beside) -> str:
        """Returns two blocks in the cells of a table without lines."""
        around, before = self.room_cm, self.in_cell
        self.figures.kept = False
        edges = [0.0, around * pair.share, around]
        cells = []
        for (start, end), block in zip(pairwise(edges), (pair.left, pair.right), strict=True):
            self.room_cm = end - start - (_BETWEEN_CM if start == 0 else 0)
            cells.append(self.block(block))
        self.room_cm, self.in_cell, self.figures.kept = around, before, True
        return f"{layout(edges, [cells])}{self.texts.paragraph('', self.look('SectionEnd'))}"

    def signature(self, signature: Signature) -> str:
        """Returns room to sign, the name and the position in the right half, on one page with what stands before."""
        lines = signature.lines
        indent = f'w:left="{twips(self.room_cm / 2)}"'
        room = _ROOM_SIGNED if signature.signed else _ROOM_TO_SIGN
        looks = (
            Look(
                "Signature",
                with_next=number < len(lines),
                spacing=f'w:before="{room}"' if number == 1 else "",
                indent=indent,
                new_page=self.turned(),
            )
            for number in range(1, len(lines) + 1)
        )
        return "".join(
            self.texts.paragraph(self.texts.words(line), look) for line, look in zip(lines, looks, strict=True)
        )


def _steps(section: Section) -> int:
    """How many blocks and rows of tables a section has."""
    return sum(1 + (len(block.head) + len(block.rows) if isinstance(block, Table) else 0) for block in section.blocks)
