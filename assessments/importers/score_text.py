"""Reads scores from text that people copy: the result page of ITAS, a table of a PDF, codes and scores in any order.

On one line a code and its score may stand in either order; a line of several codes runs from code to score or from
score to code, by its own ends or as the other lines do. From line to line a score only ever follows its code, as ITAS
has it: such a score is taken where no number stands above the code too, and no line of the text has its score before
its code. A text that begins with a number and ends with a code might run the other way as a whole, and is not taken.

A number is a score unless it is called something else (น้ำหนัก, ถ่วงน้ำหนัก, เกณฑ์ …), counts something ("ข้อ 3", "ปี 2568")
or is small and whole amid a wording. Of several that may be a code's score, the one that is called คะแนน is it; else
nothing is guessed: that is a fault which names them all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from accounts.errors import UserError
from assessments.codes import quoted, shortened
from assessments.importers.reading import MAX_ROWS
from assessments.importers.score_lines import Group, Line, Side, Ways, lines_read, shared_out, turned_round, ways_of
from assessments.importers.score_reading import RawScore, ScoreReading, figures_read
from assessments.importers.score_words import ENDS_BLOCK, Code, Name, Number, Rank
from assessments.scoring import FrameworkSpec
from assessments.wording import place_words
from thaitext.words import join_list

MAX_LETTERS, MAX_LINE = 50_000, 3_000
#: So many lines that were not read are named; so many codes without a score.
MAX_REMARKS, MAX_NAMES = 5, 20

TOO_LONG = "ข้อความยาวเกินไป กรุณาคัดลอกเฉพาะส่วนที่มีคะแนน"
NO_PAIRS = "ไม่พบรหัสและคะแนนในข้อความ กรุณาคัดลอกทั้งรหัสและคะแนน เช่น i1 98.28"
ONE_LINE = "กรุณาแยกรหัสและคะแนนเป็นบรรทัดละข้อ"

_LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
#: A line that says of which part the lines below are; "ส่วนที่ 1 บทนำ" is a chapter.
_ONLY_PART = re.compile(r"[\s(]*(?:แบบวัด|คะแนน)?\s*(?:ส่วนที่|part)\s*[0-9][\s):]*", re.IGNORECASE)


@dataclass(slots=True)
class _Block:
    """A code and what may be its scores, until the next code.

    With more than one code it is open whose the numbers are, unless they stand below as many `heads` of columns.
    `context` is the part that headings name, `part` the one that stands beside the code. `doubts` are numbers between
    the code before and this one, `skipped` codes right above that have no score. `below`: the numbers stand in lines
    below the code, else on the `side` of it.
    """

    line: int
    codes: list[Code]
    numbers: list[Number]
    context: str = ""
    part: str = ""
    heads: bool = False
    side: Side = Side.BEHIND
    below: bool = False
    doubts: Sequence[Number] = ()
    skipped: Sequence[Code] = ()

    @property
    def rank(self) -> Rank:
        return self.codes[0].rank

    @property
    def empty(self) -> bool:
        return not any(number.live for number in self.numbers)

    @property
    def rivals(self) -> list[str]:
        """All numbers that may be the score, as they are written."""
        doubts = self.doubts if self.below else ()
        return [shortened(number.text) for number in (*doubts, *self.numbers) if number.name is not Name.OTHER]


def scores_text_read(text: str, spec: FrameworkSpec) -> ScoreReading:
    """Reads pasted text into figures and faults, each with its line; lines that say nothing are among the remarks.

    A dash is an empty cell here and takes nothing back. Raises UserError for text that is too long, or has neither a
    score nor a fault.
    """
    texts = _LINE_BREAKS.split(text)
    if len(text) > MAX_LETTERS or len(texts) > MAX_ROWS or max(map(len, texts)) > MAX_LINE:
        raise UserError(TOO_LONG)
    lines = lines_read(texts, spec)
    reader = _TextReader(spec, ways_of(lines))
    for line in lines:
        reader.line(line)
    reader.close()
    if reader.ways.forward and (above := turned_round(lines)):
        reader.rows.append(_turned_round(above))
    reading = figures_read(reader.rows, spec).or_refused(NO_PAIRS)
    return replace(reading, remarks=(*reading.remarks, *reader.remarks()))


class _TextReader:
    """Gathers blocks line by line; `ways` is how the whole text runs."""

    def __init__(self, spec: FrameworkSpec, ways: Ways) -> None:
        self.parts = {each.code[0]: each.parts for each in spec.instruments}
        self.weights = {each.code: f"{each.weight * 100:.0f}" for each in spec.instruments}
        self.ways = ways
        self.rows: list[RawScore] = []
        self.block: _Block | None = None
        self.context = ""
        self.doubts: list[Number] = []
        self.unread: list[tuple[bool, int, str]] = []  # whether it has no number, line, text
        self.unscored: dict[str, None] = {}
        self.given: dict[tuple[str, str], str] = {}

    def line(self, line: Line) -> None:
        if line.groups:
            self._coded(line)
        else:
            self._uncoded(line)

    def close(self) -> None:
        """Ends the open block: its numbers become rows."""
        if self.block:
            self.rows += self._rows(self.block)
        self.block = None

    def remarks(self) -> Iterator[str]:
        """Codes without a score, and lines that were not read, those with a number first."""
        given = {code for code, _ in self.given}
        if names := [name for name in self.unscored if name not in given]:
            more = f" และอีก {len(names) - MAX_NAMES} ข้อ" if len(names) > MAX_NAMES else ""
            yield f"ไม่พบคะแนนของข้อ {' '.join(names[:MAX_NAMES]) if more else join_list(names)}{more}"
        for _, number, text in sorted(self.unread)[:MAX_REMARKS]:
            yield f"บรรทัด {number}: ไม่ได้อ่าน {quoted(text)}"
        if len(self.unread) > MAX_REMARKS:
            yield f"ไม่ได้อ่านอีก {len(self.unread) - MAX_REMARKS} บรรทัด"

    def _coded(self, line: Line) -> None:
        """A line with codes: each opens a block that has its numbers, or waits for them."""
        waiting = self.block if self.block and self.block.empty else None
        shared = shared_out(line, self.ways)
        if waiting and waiting.rank >= Rank.INDICATOR and not line.codes[0].first:
            waiting.codes += line.codes  # a wording that goes on and names another code
            waiting.numbers += line.numbers
        elif shared is None:
            self.close()
            self.rows.append(_whose(line.number, line.codes))
        elif waiting and shared[0][1] is Side.BEFORE and not self.ways.only_backward:
            self.block = None
            self.rows.append(_whose(line.number, [*waiting.codes, *line.codes]))
        else:
            for group, side in shared:
                self._open(line, group, side)
            self._close_if_done()
        self.context = line.part if line.lasting else self.context
        self.doubts = []

    def _open(self, line: Line, group: Group, side: Side) -> None:
        above = self.block
        skipped = [*above.skipped, *above.codes] if above and above.empty and above.rank == Rank.QUESTION else []
        self.close()
        if group.section:
            self.context = group.section.part
        self.block = _Block(
            line.number, group.codes, group.numbers, line.part or self.context, group.part,
            heads=line.heads, side=side, doubts=self.doubts, skipped=skipped,
        )  # fmt: skip

    def _close_if_done(self) -> None:
        """Ends a block that has its scores in the code's own line: a number further down is none of them.

        One whose score stands before its code stays open: a number below would make both doubtful.
        """
        block = self.block
        if block is None or block.empty or block.side is Side.BEFORE:
            return
        code, named = block.codes[0], [number for number in block.numbers if number.part]
        all_named = len(named) == len(block.numbers) or block.rank == Rank.INSTRUMENT
        parts = self._parts_of(code) if all_named and not code.part else ()
        if len(named) >= len(parts):
            self.close()

    def _uncoded(self, line: Line) -> None:
        """A line without a code: it goes on with the open block, ends it, or says nothing."""
        block, alone = self.block, line.leads and all(number.alone for number in line.lead)
        heading = ENDS_BLOCK.match(line.text) is not None and not alone
        if block and line.leads and not heading and self._takes(block, line, alone=alone):
            block.below = block.below or block.empty
            block.numbers += line.lead
        elif line.part and not line.leads:
            self.close()
            self.context = line.part if _ONLY_PART.fullmatch(line.text) else ""
        elif line.leads or heading or block is None or _is_full(block):
            self.close()
            self.unread.append((not line.lead, line.number, line.text))
            self.doubts += [number for number in line.lead if number.live and not heading]
        elif line.lead:
            self.unread.append((False, line.number, line.text))

    def _takes(self, block: _Block, line: Line, *, alone: bool) -> bool:
        """Whether the numbers of a line without a code go to the open block: as its score, or to make it doubtful."""
        named = all(number.part for number in line.lead if number.live)
        if block.side is Side.BEFORE:
            return True
        if block.empty or block.below:
            called = any(number.name is Name.SCORE for number in line.lead)
            return block.rank >= Rank.INDICATOR or alone or named or called
        return named

    def _parts_of(self, code: Code) -> tuple[int, ...]:
        """The parts in which a question or an instrument has scores."""
        return self.parts.get(code.code[0].upper(), ()) if code.rank in {Rank.QUESTION, Rank.INSTRUMENT} else ()

    def _rows(self, block: _Block) -> Iterator[RawScore]:
        if block.empty:
            self.unscored |= {code.code: None for code in block.codes if code.rank == Rank.QUESTION}
        elif len(block.codes) == 1:
            yield from self._rows_of(block, block.codes[0])
        elif block.heads and len(block.codes) == len(block.numbers) and not block.doubts and not self.ways.backward:
            for code, number in zip(block.codes, block.numbers, strict=True):
                yield from self._row(block, code, number.part or code.part or block.context, number.text)
        else:
            yield _whose(block.line, block.codes)

    def _rows_of(self, block: _Block, code: Code) -> Iterator[RawScore]:
        """The rows of one code: one score, or one of each part, named or in their order."""
        parts, question = self._parts_of(code), code.rank == Rank.QUESTION
        default = code.part or ((block.part or (block.context if question else "")) if parts else "")
        weight = self.weights.get(code.code, "")
        named = dict.fromkeys(number.part for number in block.numbers)
        by_part = {part: _candidates([each for each in block.numbers if each.part == part], weight) for part in named}
        unnamed = by_part.get("", [])
        in_order = question and not default and len(by_part) == 1 and len(unnamed) == len(parts) > 0
        in_order = in_order and block.side is not Side.BOTH and not (block.below and block.side is Side.BEFORE)
        if block.below and block.skipped and len(block.rivals) > 1:
            yield _whose(block.line, [*block.skipped, code])
        elif fault := self._doubt(block, code, {} if in_order else by_part):
            yield RawScore(f"บรรทัด {block.line}", "", "", "", fault)
        elif in_order:
            for each, number in zip(parts, unnamed, strict=True):
                yield from self._row(block, code, str(each), number.text)
        else:
            for part, numbers in by_part.items():
                for number in numbers[:1]:
                    yield from self._row(block, code, part or default, number.text)

    def _doubt(self, block: _Block, code: Code, by_part: Mapping[str, Sequence[Number]]) -> str:
        """Why it is open which number is the code's score; "" where it is not."""
        name, rivals = _name(code), _listed(block.rivals)
        several = any(len({number.text for number in numbers}) > 1 for numbers in by_part.values())
        mixed = len(by_part) > 1 and by_part.get("") and code.rank != Rank.INSTRUMENT
        if block.below and self.ways.backward:
            return f"พบ {rivals} ใต้{name} แต่บรรทัดอื่นมีคะแนนอยู่หน้ารหัส จึงไม่ทราบว่าเป็นคะแนนของรหัสใด {ONE_LINE}"
        if several or mixed or (block.below and (block.doubts or block.side is Side.BEFORE)):
            return f"พบตัวเลขมากกว่าหนึ่งตัว ({rivals}) จึงไม่ทราบว่าตัวใดเป็นคะแนนของ{name} กรุณาเหลือไว้ตัวเดียว"
        if any(_is_weight(number, self.weights.get(code.code, "")) for number in by_part.get("", ())):
            return f"ไม่ทราบว่าร้อยละ {rivals} เป็นคะแนนหรือน้ำหนักของ{name} กรุณาใส่คำว่า คะแนน ไว้หน้าคะแนน"
        return ""

    def _row(self, block: _Block, code: Code, part: str, text: str) -> Iterator[RawScore]:
        """A score; a page that shows one twice alike is taken once."""
        place = (code.code, part)
        if self.given.get(place) != text:
            self.given.setdefault(place, text)
            yield RawScore(f"บรรทัด {block.line}", code.code, part, text)


def _is_full(block: _Block) -> bool:
    """Whether a wording below it has nothing to do with a block. One below an indicator may be of its questions."""
    return not (block.empty or block.side is Side.BEFORE or (block.below and block.rank == Rank.INDICATOR))


def _candidates(numbers: Sequence[Number], weight: str) -> list[Number]:
    """The numbers that may be the score, by their names: those called คะแนน before all others."""
    live = [number for number in numbers if number.live]
    if any(number.name is Name.SCALE for number in numbers):
        return [number for number in numbers if number.name is not Name.OTHER] if live else []
    scores = [number for number in live if number.name is Name.SCORE]
    return scores or [number for number in live if not _is_weight(number, weight)] or live


def _is_weight(number: Number, weight: str) -> bool:
    """Whether a percentage is just the instrument's share of the total."""
    return number.name is Name.SHARE and bool(weight) and re.fullmatch(rf"{weight}(?:\.0+)?", number.text) is not None


def _whose(line: int, codes: Sequence[Code]) -> RawScore:
    """The fault that numbers may be those of several codes."""
    names = _listed(list(dict.fromkeys(map(_name, codes))))
    return RawScore(f"บรรทัด {line}", "", "", "", f"พบหลายรหัส ({names}) จึงไม่ทราบว่าคะแนนเป็นของรหัสใด {ONE_LINE}")


def _turned_round(above: Line) -> RawScore:
    numbers = _listed([shortened(number.text) for number in above.lead if number.live])
    fault = f"พบ {numbers} อยู่เหนือรหัสแรก และรหัสสุดท้ายไม่มีคะแนน จึงไม่ทราบว่าคะแนนอยู่หน้าหรือหลังรหัส {ONE_LINE}"
    return RawScore(f"บรรทัด {above.number}", "", "", "", fault)


def _listed(items: Sequence[str]) -> str:
    return join_list(items) if len(items) <= 4 else f"{' '.join(items[:4])} …"


def _name(code: Code) -> str:
    return f"ข้อ {code.code}" if code.rank == Rank.QUESTION else place_words(code.code)
