"""Text as WordprocessingML: paragraphs and runs with Thai as complex script, and what belongs on one line held there.

Word takes Thai for complex script: it reads `cs`, `szCs` and `bCs` for it, and breaks its lines by a dictionary.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from reports.content import Align, Digits, Inline, Run, Text, Tick
from reports.renderers.held_words import DAY_OR_RANGE, names_pattern
from thaitext.digits import turn
from thaitext.numbers import format_score
from thaitext.words import printable

TWIPS_PER_CM = 1440 / 2.54

_TICK = "✓"
_NO_BREAK_SPACE = "\u00a0"
_BLANK = re.compile("[\t\r\u2028\u2029]+")
_THAI = re.compile("[\u0e00-\u0e7f]")
_UNIT = re.compile("(?<=[0-9๐-๙]) (?=คะแนน)")

# Word's own "no-width non break" (Insert › Symbol). LibreOffice and ICU heed it too; in Word a word joiner is a box.
_NO_WIDTH_NON_BREAK = "\u200d"
# Where a dictionary may see a word's end: before a consonant or a vowel that is written first, not behind such a vowel.
_MAY_BREAK = re.compile("(?<=[ก-ฺๅ-๎])(?=[ก-ฮเ-ไ])")

_ALIGN: dict[Align, str] = {"start": "", "center": '<w:jc w:val="center"/>', "end": '<w:jc w:val="right"/>'}


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph stands: its style, and what is set on it directly. Lengths are twips."""

    style: str = ""
    align: Align = "start"
    with_next: bool = False
    new_page: bool = False
    tabs: str = ""
    spacing: str = ""
    indent: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text in one look."""

    text: str
    bold: bool = False
    underline: bool = False
    tick: bool = False


class TextWriter:
    """Writes texts with `digits`; names of `unbroken` are never cut at a line's end.

    `half_points` is the size where it differs from the style's.
    """

    def __init__(self, digits: Digits, unbroken: Iterable[str]) -> None:
        self.digits = digits
        self.names = names_pattern(map(self.say, unbroken))
        self.half_points = 0

    def say(self, text: str) -> str:
        """Returns a text as the reader gets it: its digits turned, without what XML cannot hold."""
        return turn(printable(_BLANK.sub(" ", text)), self.digits)

    def attribute(self, text: str) -> str:
        """Returns a text as a quoted attribute."""
        return quoteattr(self.say(text).replace("\n", " "))

    def paragraph(self, content: str, look: Look) -> str:
        """Returns a paragraph of runs."""
        properties = (
            f'<w:pStyle w:val="{look.style}"/>' if look.style else "",
            "<w:keepNext/>" if look.with_next else "",
            "<w:pageBreakBefore/>" if look.new_page else "",
            f"<w:tabs>{look.tabs}</w:tabs>" if look.tabs else "",
            f"<w:spacing {look.spacing}/>" if look.spacing else "",
            f"<w:ind {look.indent}/>" if look.indent else "",
            _ALIGN[look.align],
            f"<w:rPr>{self._size()}</w:rPr>" if self.half_points else "",
        )
        return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{content}</w:p>"

    def words(self, text: str, *, bold: bool = False) -> str:
        """Returns the runs of a plain text."""
        return self.runs((Run(text, bold),))

    def runs(self, text: Text) -> str:
        """Returns the runs of a text, its line breaks kept."""
        return "".join(map(self._run, self._pieces(text)))

    def _pieces(self, text: Iterable[Inline]) -> Iterator[_Piece]:
        before = ""  # of a unit the figure may stand in another piece
        for inline in text:
            if isinstance(inline, Tick):
                yield _Piece(_TICK, tick=True)
                before = _TICK
                continue
            words = inline.text if isinstance(inline, Run) else format_score(inline.value, document=True)
            said = self.say(words)
            held = _UNIT.sub(_NO_BREAK_SPACE, before[-1:] + self._held(said))[len(before[-1:]) :]
            if held:
                yield _Piece(held, inline.bold, isinstance(inline, Run) and inline.underline)
                before = held

    def _held(self, words: str) -> str:
        """Returns a text with its days, ranges and names held together."""
        words = DAY_OR_RANGE.sub(lambda found: found[0].replace(" ", _NO_BREAK_SPACE), words)
        return self.names.sub(lambda found: unbroken(found[0]), words) if self.names else words

    def _run(self, piece: _Piece) -> str:
        properties = (
            '<w:rStyle w:val="Tick"/>' if piece.tick else "",
            "<w:b/><w:bCs/>" if piece.bold else "",
            "" if piece.tick else self._size(),
            '<w:u w:val="single"/>' if piece.underline else "",
            "<w:cs/>" if _THAI.search(piece.text) else "",
        )
        look = f"<w:rPr>{''.join(properties)}</w:rPr>" if any(properties) else ""
        lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in piece.text.split("\n"))
        return f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>"

    def _size(self) -> str:
        size = self.half_points
        return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""


def unbroken(name: str) -> str:
    """Returns a name that no line's end may cut."""
    return _MAY_BREAK.sub(_NO_WIDTH_NON_BREAK, name).replace(" ", _NO_BREAK_SPACE)


def twips(cm: float) -> int:
    """Returns a length as Word counts most of them: 1440 to the inch."""
    return round(cm * TWIPS_PER_CM)
