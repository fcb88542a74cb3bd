"""A document as one self-contained HTML page: the browser's preview, and what the PDF is made from.

The page asks for nothing outside itself and holds no script and no inline style. It is well-formed XML too, so that
the PDF renderer reads it with a fast parser. Digits are turned here, on each text, at the very end.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from typing import assert_never

from reports.charts import dot_plot
from reports.content import (
    Block,
    BulletList,
    Cell,
    Digits,
    Document,
    DotPlot,
    Heading,
    Inline,
    Orientation,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Signature,
    Table,
    Text,
)
from reports.renderers.row_heights import fits_on_a_page
from thaitext.digits import to_arabic, to_thai
from thaitext.numbers import format_score

_STYLESHEETS = (
    Path(__file__).resolve().parents[2] / "static" / "css" / "charts.css",
    Path(__file__).with_name("document.css"),
)
_COUNTERS = {"thai": "thai", "arabic": "decimal"}

# What XML cannot hold. People paste it from other programs; it shows nothing.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_PICTURE_TYPES = ((b"\x89PNG\r\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))


def render(document: Document, *, digits: Digits = "thai") -> bytes:
    """Return the whole page as UTF-8. Raises OSError or ValueError for a picture that is missing or of another type."""
    return page(document, digits=digits, style=stylesheet(digits)).encode()


def page(document: Document, *, digits: Digits, style: str = "") -> str:
    """Return the page as text, with `style` and the document's own column widths in its one style element."""
    return _Page(document, digits).html(style)


@cache
def stylesheet(digits: Digits) -> str:
    """Return the rules every document shares, with page numbers in `digits`."""
    rules = "\n".join(path.read_text(encoding="utf-8") for path in _STYLESHEETS)
    return rules.replace("counter(page)", f"counter(page, {_COUNTERS[digits]})")


class _Page:
    def __init__(self, document: Document, digits: Digits) -> None:
        self.document = document
        self.digits = digits
        self.turn = to_thai if digits == "thai" else to_arabic
        self.orientation: Orientation = "portrait"
        self.sizes: dict[str, str] = {}  # class name → rule, for widths that only the content knows
        names = sorted({self.say(name) for name in document.unbroken if name}, key=len, reverse=True)
        self.names = re.compile(f"({'|'.join(map(re.escape, names))})") if names else None

    def html(self, style: str) -> str:
        sections = "".join(map(self.section, self.document.sections))
        rules = "\n".join([style, *self.sizes.values()])
        return (
            '<!DOCTYPE html>\n<html lang="th"><head><meta charset="utf-8"/>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
            f"<title>{self.say(self.document.title)}</title>"
            f'<meta name="author" content="{self.say(self.document.author)}"/>'
            f"<style>{rules}</style></head><body><main>\n{sections}</main></body></html>\n"
        )

    def section(self, section: Section) -> str:
        self.orientation = section.orientation
        return f'<section class="{section.orientation}">{self.blocks(section.blocks)}</section>\n'

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(map(self.block, blocks))

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                markup = f"<h{block.level}{_css(block.align)}>{self.phrase(block.text)}</h{block.level}>"
            case Paragraph():
                markup = f"<p{_css(block.align, 'indent' if block.indent else '')}>{self.text(block.text)}</p>"
            case BulletList():
                markup = f"<ul>{''.join(f'<li>- {self.text(item)}</li>' for item in block.items)}</ul>"
            case Table():
                markup = self.table(block)
            case DotPlot():
                markup = dot_plot(block, digits=self.digits)
            case Picture():
                markup = self.picture(block)
            case Signature():
                lines = (f"({block.name})", *block.position)
                markup = f'<div class="signature">{"".join(f"<p>{self.phrase(line)}</p>" for line in lines)}</div>'
            case PageBreak():
                markup = '<div class="page-break"></div>'
            case _:
                assert_never(block)
        return markup

    def table(self, table: Table) -> str:
        whole = sum(table.widths)
        columns = "".join(f'<col class="{self.size(100 * width / whole, "%")}"/>' for width in table.widths)
        head = "".join(f"<tr>{''.join(self.cell(cell, 'th') for cell in row.cells)}</tr>" for row in table.head)
        body = "".join(self.row(table, row) for row in table.rows)
        caption = self.say(table.caption)
        return (  # a table too wide for a screen scrolls, by keyboard too
            f'<div class="table" role="region" aria-label="{caption}" tabindex="0"><table><caption>{caption}</caption>'
            f"<colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table></div>"
        )

    def row(self, table: Table, row: Row) -> str:
        whole = "whole" if fits_on_a_page(row, table, self.orientation) else ""
        cells = "".join(self.cell(cell, "td") for cell in row.cells)
        return f"<tr{_css(whole, 'total' if row.total else '')}>{cells}</tr>"

    def cell(self, cell: Cell, tag: str) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        spans = "".join(
            f' {name}="{span}"' for name, span in (("colspan", cell.columns), ("rowspan", cell.rows)) if span != 1
        )
        match cell.blocks:
            case (Paragraph(text=text, align="start", indent=False),):  # the usual cell, without a box round its text
                content = self.text(text)
            case blocks:
                content = self.blocks(blocks)
        return f"<{tag}{scope}{spans}{_css(cell.align)}>{content}</{tag}>"

    def picture(self, picture: Picture) -> str:
        data = picture.path.read_bytes()
        kind = next((kind for mark, kind in _PICTURE_TYPES if data.startswith(mark)), None)
        if kind is None:
            raise ValueError(f"{picture.path.name} is no PNG, JPEG or GIF picture")
        source = f"data:{kind};base64,{b64encode(data).decode()}"
        width = self.size(picture.width_cm, "cm")
        return f'<p class="center"><img class="{width}" alt="{self.say(picture.alt)}" src="{source}"/></p>'

    def size(self, width: float, unit: str) -> str:
        """Return the name of a class of this width: an inline style would be refused by a strict policy."""
        name = f"w{round(width * 100)}{'cm' if unit == 'cm' else ''}"
        self.sizes[name] = f".{name} {{ width: {width:.2f}{unit}; }}"
        return name

    def text(self, text: Text) -> str:
        return "".join(map(self.inline, text))

    def inline(self, inline: Inline) -> str:
        content = self.phrase(inline.text if isinstance(inline, Run) else format_score(inline.value, document=True))
        if isinstance(inline, Run) and inline.underline:
            content = f"<u>{content}</u>"
        return f"<b>{content}</b>" if inline.bold else content

    def phrase(self, text: str) -> str:
        """Return text with its line breaks kept and the document's unbroken names held together."""
        content = self.say(text).replace("\n", "<br/>")
        return self.names.sub(r'<span class="name">\1</span>', content) if self.names else content

    def say(self, text: str) -> str:
        return escape(_UNPRINTABLE.sub("", self.turn(text)))


def _css(*names: str) -> str:
    classes = " ".join(name for name in names if name and name != "start")
    return f' class="{classes}"' if classes else ""
