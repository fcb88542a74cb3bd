"""A document as one self-contained HTML page: the browser's preview, and what the PDF is made from.

The page asks for nothing outside itself and holds no script and no inline style. It is well-formed XML too, so that
the PDF renderer reads it with a fast parser. Digits are turned here, on each text, at the very end.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from html import escape
from itertools import accumulate, groupby, pairwise
from pathlib import Path
from typing import assert_never

from reports.charts import dot_plot
from reports.content import (
    Beside,
    Block,
    BulletList,
    Digits,
    Document,
    DotPlot,
    Heading,
    Inline,
    Orientation,
    PageBreak,
    PageSetup,
    Paragraph,
    Picture,
    Radar,
    Run,
    Section,
    Signature,
    Table,
    Text,
    Tick,
    Trend,
)
from reports.radar import radar
from reports.renderers import spans
from reports.renderers.held_words import CLOSING, DAY_OR_RANGE, OPENING, names_pattern
from reports.renderers.paper import letterhead_rules, page_rules
from reports.renderers.pictures import encode
from reports.renderers.row_heights import fits_on_a_page, is_short, room, stands_alone
from reports.renderers.spans import Line, Nest, Placed
from reports.renderers.steps import Progress, Steps
from reports.trend import trend
from thaitext.digits import turn
from thaitext.numbers import format_score
from thaitext.words import printable, visible_length

_STYLESHEETS = (
    Path(__file__).resolve().parents[2] / "static" / "css" / "charts.css",
    Path(__file__).with_name("document.css"),
)
# What few documents hold: only those carry its rules.
_FIGURES = Path(__file__).resolve().parents[2] / "static" / "css" / "figures.css"
_COUNTERS = {"thai": "thai", "arabic": "decimal"}

_QUOTED = re.compile(r"(?<!>)“([ก-๛]+)(”?)")  # not in a name that is held together already

# A figure, which may stand in bold, and its unit.
_FIGURE = r"[0-9๐-๙]+(?:\.[0-9๐-๙]+)?"
_SCORE = re.compile(rf"{OPENING}(?:<b>{_FIGURE}</b>|{_FIGURE}) คะแนน{CLOSING}")

# A word of a table's head, in no tag, with the stroke behind it: a browser may have less room for it than paper has.
_HEAD_WORD = re.compile(r"<[^>]*>|[ก-๎]+/?")
_SHORT_WORD = 8

# Letters that surely fit on a centimetre, and those of the words on both sides, which a program may not part from it.
_LETTERS_PER_CM, _LETTERS_BESIDE = 4, 16
_BEFORE, _AFTER, _TAG = re.compile(r"[^\s<>]*$"), re.compile(r"^[^\s<>]*"), re.compile(r"<[^>]*>")
_DASH_CM = 0.25  # what an item's dash takes of its lines

# No Thai font has a tick. Its title is what a screen reader says, and what the tagged PDF keeps as its words.
_TICK = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="tick" role="img" viewBox="0 0 16 16"><title>{}</title>'
    '<path d="M2.5 9L6.5 13L13.5 3.5" fill="none" stroke="#000" stroke-width="1.8"/></svg>'
)

# Cells where a word may be longer than a line. Only these may break it: looking for such words costs every line time.
_TIGHT_CM = 5.0
_LONG_WORD = re.compile(r"[!-;=?-~]{20}")


def render(document: Document, *, digits: Digits = "thai", progress: Progress | None = None) -> bytes:
    """Return the whole page as UTF-8, in one step. Raises PictureError for a picture that is missing or is none."""
    step = Steps(progress, 1)
    content = page(document, digits=digits, style=stylesheet(digits, document.page)).encode()
    step()
    return content


def page(
    document: Document,
    *,
    digits: Digits,
    style: str = "",
    first_word: Callable[[str], str] | None = None,
    fits: Callable[[str, str, str, float], bool] | None = None,
) -> str:
    """Return the page as text, with `style` and the document's own column widths in its one style element.

    With `first_word`, which returns the first of some Thai words, the page also holds an opening quotation mark and the
    word behind it together. Browsers do so by themselves. Pango asks libthai, which knows Thai letters and ASCII alone
    and allows a break after “; U+2060 in between changes nothing.
    """
    return _Page(document, digits, first_word, fits).html(style)


@lru_cache(maxsize=16)
def stylesheet(digits: Digits, setup: PageSetup) -> str:
    """Return the rules that all documents of this paper share, with page numbers in `digits`."""
    sheets = [path.read_text(encoding="utf-8") for path in _STYLESHEETS]
    rules = "\n".join([page_rules(setup), *sheets, *letterhead_rules(setup, digits)])
    return rules.replace("counter(page)", f"counter(page, {_COUNTERS[digits]})")


class _Page:
    def __init__(
        self,
        document: Document,
        digits: Digits,
        first_word: Callable[[str], str] | None,
        fits: Callable[[str, str, str, float], bool] | None,
    ) -> None:
        self.document = document
        self.first_word = first_word
        self.fits = fits
        self.digits = digits
        self.orientation: Orientation = "portrait"
        self.room_cm = 0.0  # the width of what is written now: of a section, of a cell
        self.signed: set[Block] = set()  # what stands before a signature
        self.sizes: dict[str, str] = {}  # class name → rule, for widths that only the content knows
        self.figures = False  # whether the rules of _FIGURES are needed
        self.nests: dict[str, str] = {}  # rule → class name, for the lines of tables in cells
        self.names = names_pattern(map(self.say, document.unbroken))

    def html(self, style: str) -> str:
        sections = "".join(map(self.section, self.document.sections))
        figures = [_figure_rules()] if self.figures else []
        rules = "\n".join([style, *figures, *self.sizes.values()])
        return (
            '<!DOCTYPE html>\n<html lang="th"><head><meta charset="utf-8"/>'
            '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
            f"<title>{self.say(self.document.title)}</title>"
            f'<meta name="author" content="{self.say(self.document.author)}"/>'
            f"<style>{rules}</style></head><body><main>\n{sections}</main></body></html>\n"
        )

    def section(self, section: Section) -> str:
        self.orientation = section.orientation
        self.room_cm, _ = self.document.page.text_cm(section.orientation)
        self.signed = {before for before, block in pairwise(section.blocks) if isinstance(block, Signature)}
        self.figures |= section.dense
        dense = " dense" if section.dense else ""
        return f'<section class="{section.orientation}{dense}">{self.blocks(section.blocks)}</section>\n'

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(
            self.signatures(list(run)) if signed else "".join(map(self.block, run))
            for signed, run in groupby(blocks, lambda block: isinstance(block, Signature))
        )

    def signatures(self, blocks: list[Block]) -> str:
        """Return signatures that follow each other in a row: below each other they would take a page of their own."""
        markup = "".join(map(self.block, blocks))
        if len(blocks) == 1:
            return markup
        self.figures = True
        return f'<div class="signatures">{markup}</div>'

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                markup = f"<h{block.level}{_css(block.align)}>{self.phrase(block.text)}</h{block.level}>"
            case Paragraph():
                markup = f"<p{_css(block.align, 'indent' if block.indent else '')}>{self.text(block.text)}</p>"
            case BulletList():
                self.room_cm -= _DASH_CM
                markup = f"<ul>{''.join(f'<li>- {self.text(item)}</li>' for item in block.items)}</ul>"
                self.room_cm += _DASH_CM
            case Table():
                markup = self.table(block)
            case DotPlot() | Radar() | Trend():
                markup = self.chart(block)
            case Beside():
                markup = self.beside(block)
            case Picture():
                markup = self.picture(block)
            case Signature():
                lines = "".join(f"<p>{self.phrase(line)}</p>" for line in block.lines)
                signed = lines.replace("<p>", '<p class="signed">', 1) if block.signed else lines
                markup = f'<div class="signature">{signed}</div>'
            case PageBreak():
                markup = '<div class="page-break"></div>'
            case _:
                assert_never(block)
        return markup

    def chart(self, chart: DotPlot | Radar | Trend) -> str:
        if isinstance(chart, DotPlot):
            return dot_plot(chart, digits=self.digits)
        self.figures = True
        drawn = radar(chart, digits=self.digits) if isinstance(chart, Radar) else trend(chart, digits=self.digits)
        markup, rules = drawn
        self.sizes |= rules  # where its labels stand
        return markup

    def beside(self, pair: Beside) -> str:
        """Return two blocks beside each other."""
        self.figures = True
        around, parts = self.room_cm, []
        for share, block in ((pair.share, pair.left), (1 - pair.share, pair.right)):
            self.room_cm = around * share
            parts.append(f'<div class="{self.size(100 * share, "%")}">{self.block(block)}</div>')
        self.room_cm = around
        return f'<div class="beside">{"".join(parts)}</div>'

    def table(self, table: Table) -> str:
        signed = table in self.signed
        whole = sum(table.widths)
        columns = "".join(f'<col class="{self.size(100 * width / whole, "%")}"/>' for width in table.widths)
        head = "".join(self.line(line, table, "th") for line in spans.lines(table.head, len(table.widths)))
        head = f"<thead>{head}</thead>" if head else ""
        lines = spans.lines(table.rows, len(table.widths), nested=self.first_word is not None)
        rows = [self.line(line, table, "td") for line in lines]
        # The last row before a signature can be told to go with it to a new page (pdf_engine).
        body = f"<tbody>{''.join(rows)}</tbody>"
        if signed and len(rows) > 1 and lines[-1].stands_alone(len(table.widths)):
            body = f'<tbody>{"".join(rows[:-1])}</tbody><tbody class="company">{rows[-1]}</tbody>'
        caption = self.say(table.caption)
        if table.plain:  # pictures beside each other are no table to those who hear the document
            laid_out = f"<colgroup>{columns}</colgroup>{body}"
            return f'<div class="table plain"><table role="presentation">{laid_out}</table></div>'
        return (  # a table too wide for a screen scrolls, by keyboard too
            f'<div class="table" role="region" aria-label="{caption}" tabindex="0"><table><caption>{caption}</caption>'
            f"<colgroup>{columns}</colgroup>{head}{body}</table></div>"
        )

    def line(self, line: Line, table: Table, tag: str, *, nest: Nest | None = None) -> str:
        around, items = self.room_cm, []
        first = nest is not None and line is nest.lines[0]  # may be parted: the cells beside it never stand alone
        whole = (
            tag == "td"
            and not first
            and fits_on_a_page(line, table, self.document.page, self.orientation, beside=nest is not None)
        )
        tall = tag == "td" and not whole and nest is None and stands_alone(line)
        for item in line.items:
            self.room_cm = room(item, table.widths, around)
            markup = self.nest(item, table, around) if isinstance(item, Nest) else self.cell(item, line, tag, tall=tall)
            items.append(markup)
        self.room_cm = around
        closed = not line.items or line.items[-1].column + line.items[-1].columns == len(table.widths)
        names = (
            "whole" if whole else "",
            "tall" if tall else "",
            "total" if line.total else "",
            "" if closed else "open",
        )
        return f"<tr{_css(*names)}>{''.join(items)}</tr>"

    def nest(self, nest: Nest, table: Table, around: float) -> str:
        """Return a cell that holds a table. Its columns run on to the cell's end on every page (document.css)."""
        inside = self.room_cm
        widths = table.widths[nest.column : nest.column + nest.columns]
        starts = [inside * reached / sum(widths) for reached in accumulate(widths[:-1], initial=0.0)]
        ends = ["100%"] if nest.column + nest.columns == len(table.widths) else []
        lines = ["0 100% / 100% .75pt", *(f"{at} 0 / .75pt 100%" for at in (*(f"{s:.3f}cm" for s in starts), *ends))]
        rule = f"background: {', '.join(f'linear-gradient(#000) {line} no-repeat' for line in lines)};"
        name = self.nests.setdefault(rule, f"nest-{len(self.nests) + 1}")
        self.sizes[name] = f".table .{name} {{ {rule} }}"
        columns = "".join(f'<col class="{self.size(100 * width / sum(widths), "%")}"/>' for width in widths)
        self.room_cm = around
        rows = "".join(self.line(line, table, "td", nest=nest) for line in nest.lines)
        span = f' colspan="{nest.columns}"' if nest.columns > 1 else ""
        return f'<td{span} class="nest {name}"><table><colgroup>{columns}</colgroup><tbody>{rows}</tbody></table></td>'

    def cell(self, placed: Placed, line: Line, tag: str, *, tall: bool = False) -> str:
        cell = placed.cell
        scope = ' scope="col"' if tag == "th" else ""
        down = placed.rows - line.rows + 1  # a cell that spans all rows of its line spans none
        spans = "".join(
            f' {name}="{span}"' for name, span in (("colspan", cell.columns), ("rowspan", down)) if span != 1
        )
        match cell.blocks:
            case (Paragraph(text=text, align="start", indent=False),):  # the usual cell, without a box round its text
                content = self.text(text)
            case blocks:
                content = self.blocks(blocks)
        if tall and is_short(cell, self.room_cm):
            content = f'<div class="start">{content}</div>'
        if tag == "th" and not self.first_word:
            content = _HEAD_WORD.sub(self.head_word, content)
        tight = "tight" if self.room_cm < _TIGHT_CM or _LONG_WORD.search(_TAG.sub("", content)) else ""
        return f"<{tag}{scope}{spans}{_css(cell.align, tight)}>{content}</{tag}>"

    def head_word(self, word: re.Match[str]) -> str:
        most = min(_SHORT_WORD, self.room_cm * _LETTERS_PER_CM)
        short = visible_length(word[0]) <= most and not word[0].startswith("<")
        return f'<span class="line">{word[0]}</span>' if short else word[0]

    def picture(self, picture: Picture) -> str:
        encoded = encode(picture.path, width_cm=picture.width_cm)
        source = f"data:{encoded.media_type};base64,{b64encode(encoded.data).decode()}"
        width = self.size(picture.width_cm, "cm")
        return f'<p class="center"><img class="{width}" alt="{self.say(picture.alt)}" src="{source}"/></p>'

    def size(self, width: float, unit: str) -> str:
        """Return the name of a class of this width: an inline style would be refused by a strict policy."""
        name = f"w{round(width * 100)}{'cm' if unit == 'cm' else ''}"
        self.sizes[name] = f".{name} {{ width: {width:.2f}{unit}; }}"
        return name

    def text(self, text: Text) -> str:
        content = "".join(map(self.inline, text))
        return _SCORE.sub(self.held, content)

    def inline(self, inline: Inline) -> str:
        if isinstance(inline, Tick):
            return _TICK.format(self.say(inline.label))
        content = self.phrase(inline.text if isinstance(inline, Run) else format_score(inline.value, document=True))
        if isinstance(inline, Run) and inline.underline:
            content = f"<u>{content}</u>"
        return f"<b>{content}</b>" if inline.bold else content

    def phrase(self, text: str) -> str:
        """Return text with its line breaks kept, and what belongs on one line held together."""
        content = self.say(text)
        if self.names:
            content = self.names.sub(self.held, content)
        content = DAY_OR_RANGE.sub(self.dated, content)
        if first_word := self.first_word:
            content = _QUOTED.sub(lambda quoted: self.quoted(quoted, first_word), content)
        return content.replace("\n", "<br/>")

    def dated(self, found: re.Match[str]) -> str:
        return f'<span class="line">{found[0]}</span>' if found["range"] else self.held(found)

    def quoted(self, quoted: re.Match[str], first_word: Callable[[str], str]) -> str:
        letters, closing = quoted.groups()
        word = first_word(letters)
        rest = letters[len(word) :]
        return f"{self.held(quoted, f'“{word}')}{rest}{closing}" if rest else self.held(quoted)

    def held(self, found: re.Match[str], part: str = "") -> str:
        """Return words held together; those that may be too long for a line as a box, which breaks where it must."""
        words = part or found[0]
        if self.fits:
            before, after = found.string[: found.start()], found.string[found.start() + len(words) :]
            beside = _BEFORE.findall(before)[0], _AFTER.findall(after)[0]
            fits = self.fits(_TAG.sub("", words), *beside, self.room_cm)
        else:
            fits = visible_length(words) + _LETTERS_BESIDE <= self.room_cm * _LETTERS_PER_CM
        return f'<span class="{"line" if fits else "whole"}">{words}</span>'

    def say(self, text: str) -> str:
        return escape(turn(printable(text), self.digits))


@cache
def _figure_rules() -> str:
    return _FIGURES.read_text(encoding="utf-8")


def _css(*names: str) -> str:
    classes = " ".join(name for name in names if name and name != "start")
    return f' class="{classes}"' if classes else ""
