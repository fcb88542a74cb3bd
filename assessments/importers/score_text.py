"""Reads scores from text that people copy: the result page of ITAS, a table of a PDF, codes and scores in any order.

A code opens a block that lasts until the next one; the numbers at the end of its lines are its scores. Numbers inside a
wording ("ข้อ 3", "ปี 2568") are none. Where a block has more numbers than scores, or a number could be another code's,
nothing is guessed: that is a fault.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from accounts.errors import UserError
from assessments.importers.score_reading import MAX_ROWS, RawScore, ScoreReading, figures_read
from assessments.importers.score_words import ENDS_BLOCK, Code, Numbers, Part, Rank, Token, cells_of, tokens_of
from assessments.scoring import FrameworkSpec
from assessments.wording import place_words
from thaitext.words import join_list, quote

MAX_LETTERS, MAX_LINE = 50_000, 3_000
#: So many lines that were not read are named; so many codes without a score.
MAX_REMARKS, MAX_NAMES = 5, 20

TOO_LONG = "ข้อความยาวเกินไป กรุณาคัดลอกเฉพาะส่วนที่มีคะแนน"
NO_SCORES = "ไม่พบรหัสและคะแนนในข้อความ กรุณาคัดลอกทั้งรหัสและคะแนน เช่น i1 98.28"

_LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


@dataclass(slots=True)
class _Block:
    """What belongs to a code: `numbers` are pairs of text and part ("" where none is named).

    `line` is where the code stands, `context` the part that headings above it name. With more than one code it is not
    known whose the numbers are, unless they stand below as many heads of columns (`heads`).
    """

    line: int
    codes: list[Code]
    context: str
    heads: bool = False
    numbers: list[tuple[str, str]] = field(default_factory=list)
    part: str = ""

    @property
    def rank(self) -> Rank:
        return self.codes[0].rank


def scores_text_read(text: str, spec: FrameworkSpec) -> ScoreReading:
    """Reads pasted text into figures and faults, each with its line; lines that say nothing are among the remarks.

    A dash is an empty cell here and takes nothing back. Raises UserError for text that is too long, or has neither a
    score nor a fault.
    """
    lines = _LINE_BREAKS.split(text)
    if len(text) > MAX_LETTERS or len(lines) > MAX_ROWS or max(map(len, lines)) > MAX_LINE:
        raise UserError(TOO_LONG)
    reader = _TextReader({each.code[0].lower(): each.parts for each in spec.instruments})
    for number, line in enumerate(lines, 1):
        reader.line(number, line)
    reader.close()
    reading = figures_read(reader.rows, spec)
    if not reading.figures and not reading.faults:
        raise UserError(NO_SCORES)
    return replace(reading, remarks=(*reading.remarks, *reader.remarks()))


class _TextReader:
    """Gathers blocks line by line; `parts` are those of an instrument's questions, by their letter."""

    def __init__(self, parts: Mapping[str, tuple[int, ...]]) -> None:
        self.parts = parts
        self.rows: list[RawScore] = []
        self.block: _Block | None = None
        self.context = ""
        self.unread: list[tuple[bool, int, str]] = []  # whether it has no number, line, text
        self.empty: dict[str, None] = {}
        self.given: dict[tuple[str, str], str] = {}

    def line(self, number: int, line: str) -> None:
        cells = cells_of(line)
        tokens = tokens_of(cells)
        if any(isinstance(token, Code) for token in tokens):
            for token in tokens:
                self._token(number, token)
            if self.block and len(cells) == len(tokens) == len(self.block.codes) > 1:
                self.block.heads = True
            self._close_if_full()
        elif cells:
            self._without_code(number, " ".join(cells), tokens)

    def close(self) -> None:
        """Ends the open block: its numbers become rows."""
        if self.block:
            self.rows += self._rows(self.block)
        self.block = None

    def remarks(self) -> Iterator[str]:
        """Codes without a score, and lines that were not read, those with a number first."""
        given = {code for code, _ in self.given}
        if empty := [name for name in self.empty if name not in given]:
            more = f" และอีก {len(empty) - MAX_NAMES} ข้อ" if len(empty) > MAX_NAMES else ""
            yield f"ไม่พบคะแนนของข้อ {' '.join(empty[:MAX_NAMES]) if more else join_list(empty)}{more}"
        for _, number, text in sorted(self.unread)[:MAX_REMARKS]:
            yield f"บรรทัด {number}: ไม่ได้อ่าน {quote(text)}"
        if len(self.unread) > MAX_REMARKS:
            yield f"ไม่ได้อ่านอีก {len(self.unread) - MAX_REMARKS} บรรทัด"

    def _token(self, line: int, token: Token) -> None:
        """A token of a line that has a code."""
        if isinstance(token, Code):
            self._code(line, token)
        elif self.block is None:
            self.context = token.number if isinstance(token, Part) else self.context
        elif isinstance(token, Part):
            self.block.part = token.number
        else:
            self.block.numbers += [(text, self.block.part) for text in token.texts]

    def _code(self, line: int, code: Code) -> None:
        block = self.block
        if block and not block.numbers and block.line == line:
            if code.code == block.codes[-1].code and code.part == block.codes[-1].part:
                return  # named twice
            if code.rank == block.rank:
                block.codes.append(code)  # i1 … i3 … 97.82: whose is it?
                return
            if code.rank < block.rank:
                return  # ตัวชี้วัดที่ 1 (IIT) … 98.28
            self.block = None  # IIT ตัวชี้วัดที่ 1 … 98.28
        elif block and not block.numbers and block.rank >= Rank.INDICATOR and not code.first:
            block.codes.append(code)  # a wording that goes on in the next line and names another code
            return
        self.close()
        if code.rank <= Rank.INSTRUMENT:
            self.context = code.part
        self.block = _Block(line, [code], self.context)

    def _without_code(self, line: int, text: str, tokens: Sequence[Token]) -> None:
        numbers = [token for token in tokens if isinstance(token, Numbers)]
        parts = [token.number for token in tokens if isinstance(token, Part)]
        alone = bool(numbers) and all(token.alone for token in numbers)
        heading = ENDS_BLOCK.match(text) is not None and not alone
        if numbers and not heading and self._takes(parts=bool(parts), alone=alone):
            for token in tokens:
                self._token(line, token)
        elif parts and not numbers:
            self.close()
            self.context = parts[0] if len(parts) == 1 else ""
        elif numbers or heading or self.block is None or self.block.numbers:
            self.close()
            self.unread.append((not numbers, line, text))

    def _takes(self, *, parts: bool, alone: bool) -> bool:
        """Whether the numbers of a line without a code are the open block's."""
        block = self.block
        if block is None:
            return False
        if block.rank == Rank.INSTRUMENT and block.numbers:
            return parts
        return alone or parts or (block.rank >= Rank.INDICATOR and not block.numbers)

    def _close_if_full(self) -> None:
        """Ends a block that has its scores on the code's own line: a number further down is none of them."""
        block = self.block
        if block is None or not block.numbers:
            return
        parts = self._parts_of(block.codes[0])
        open_parts = parts if block.rank == Rank.INSTRUMENT or not block.context else ()
        if block.rank == Rank.INSTRUMENT and open_parts and not block.codes[0].part:
            return
        if len(block.numbers) >= max(1, len(open_parts)):
            self.close()

    def _parts_of(self, code: Code) -> tuple[int, ...]:
        return self.parts.get(code.code[0].lower(), ()) if code.rank in {Rank.QUESTION, Rank.INSTRUMENT} else ()

    def _rows(self, block: _Block) -> Iterator[RawScore]:
        where, first = f"บรรทัด {block.line}", block.codes[0]
        if not block.numbers:
            self.empty |= {code.code: None for code in block.codes if code.rank == Rank.QUESTION}
        elif len(block.codes) == 1:
            yield from self._rows_of(first, block, where)
        elif block.heads and len(block.codes) == len(block.numbers):
            for code, (text, part) in zip(block.codes, block.numbers, strict=True):
                yield from self._row(where, code, part or code.part or block.context, text)
        else:
            names = _listed([_name(code) for code in block.codes])
            fault = f"พบหลายรหัส ({names}) จึงไม่ทราบว่าคะแนนเป็นของรหัสใด กรุณาแยกรหัสและคะแนนเป็นบรรทัดละข้อ"
            yield RawScore(where, "", "", "", fault)

    def _rows_of(self, code: Code, block: _Block, where: str) -> Iterator[RawScore]:
        """The rows of one code: one score, or one of each part, named or in their order."""
        parts = self._parts_of(code)
        context = block.context if parts and code.rank == Rank.QUESTION else code.part
        unnamed = [text for text, part in block.numbers if not part]
        in_order = code.rank == Rank.QUESTION and not context and len(unnamed) == len(parts) == len(block.numbers)
        if in_order and parts:
            for number, text in zip(parts, unnamed, strict=True):
                yield from self._row(where, code, str(number), text)
        elif len(unnamed) > 1 or (unnamed and len(block.numbers) > 1 and code.rank != Rank.INSTRUMENT):
            numbers = _listed([text for text, _ in block.numbers])
            fault = f"พบตัวเลขมากกว่าหนึ่งตัว ({numbers}) จึงไม่ทราบว่าตัวใดเป็นคะแนนของ{_name(code)} กรุณาเหลือไว้ตัวเดียว"
            yield RawScore(where, "", "", "", fault)
        else:
            for text, part in block.numbers:
                yield from self._row(where, code, part or context, text)

    def _row(self, where: str, code: Code, part: str, text: str) -> Iterator[RawScore]:
        """A score; a page that shows one twice alike is taken once."""
        place = (code.code, part)
        if self.given.get(place) != text:
            self.given.setdefault(place, text)
            yield RawScore(where, code.code, part, text)


def _listed(items: Sequence[str]) -> str:
    return join_list(items) if len(items) <= 4 else f"{' '.join(items[:4])} …"


def _name(code: Code) -> str:
    return f"ข้อ {code.code}" if code.rank == Rank.QUESTION else place_words(code.code)
