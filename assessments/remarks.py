"""The drafting rules of a remark: what the scores of an issue's questions say, instrument by instrument (seed 001).

Pure: questions with their scores in, a `Remark` out. Rules:

1. a question of which any known part falls short of 85 is a weak point, named with the parts that do;
2. else, with any score known, it passes, and its standard is to be kept;
3. what has no score is named as missing, and is never a weak point;
4. one weak point is told in the sentence; of several each gets a line of its own.

What is weak and what to do are the framework's own clauses. Scores are compared as they are published, with two
decimals. Digits are Arabic.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from assessments.findings import SPEAKERS
from assessments.specs import PASS_MARK
from thaitext.numbers import round_half_up
from thaitext.words import join_list

_KEEP = "จึงควรรักษามาตรฐานการดำเนินงานไว้และพัฒนาอย่างต่อเนื่อง"


class Side(Enum):
    """On which side of the pass mark a question stands."""

    KEPT = "kept"
    WEAK = "weak"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the framework's clauses and its scores 0–100 by part (None: an instrument without parts)."""

    code: str
    text: str
    finding: str
    remedy: str
    scores: Mapping[int | None, Decimal | None]

    @property
    def side(self) -> Side:
        if self.short:
            return Side.WEAK
        return Side.UNKNOWN if len(self.missing) == len(self.scores) else Side.KEPT

    @property
    def short(self) -> tuple[int | None, ...]:
        """The parts that fall short of the pass mark."""
        known = ((part, score) for part, score in self.scores.items() if score is not None)
        return tuple(part for part, score in known if round_half_up(score) < PASS_MARK)

    @property
    def missing(self) -> tuple[int | None, ...]:
        """The parts that have no score."""
        return tuple(part for part, score in self.scores.items() if score is None)

    @property
    def reached(self) -> tuple[int | None, ...]:
        """The parts that pass."""
        return tuple(part for part in self.scores if part not in (*self.short, *self.missing))


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of an instrument's questions in an issue; what there is nothing to say of is empty.

    `weak` leads over to `points`, one a weak question, or tells the only one itself.
    """

    kept: str = ""
    weak: str = ""
    points: tuple[str, ...] = ()
    missing: str = ""


def remark(*, instrument: str, questions: Sequence[Asked], municipality: str) -> Remark:
    """Drafts the remark on an instrument's questions; `municipality` is the full official name."""
    kept = [asked for asked in questions if asked.side is Side.KEPT]
    weak = [asked for asked in questions if asked.side is Side.WEAK]
    missing = [asked for asked in questions if asked.missing]
    many = len(questions) > 1 and not missing
    return Remark(
        kept=_kept(kept, every=many and len(kept) == len(questions)) if kept else "",
        weak=_weak(weak, _voice(instrument, municipality), every=many and len(weak) == len(questions)) if weak else "",
        points=tuple(f"ข้อ {each.code} {_told(each)}" for each in weak) if len(weak) > 1 else (),
        missing=_missing(missing, every=all(asked.side is Side.UNKNOWN for asked in questions)) if missing else "",
    )


def _kept(kept: Sequence[Asked], *, every: bool) -> str:
    subject = "ทุกข้อ" if every else f"{_named((each, each.reached) for each in kept)} "
    return f"{subject}ผ่านเกณฑ์ {PASS_MARK} คะแนน {_KEEP}"


def _weak(weak: Sequence[Asked], voice: str, *, every: bool) -> str:
    subject = "ทุกข้อ" if every else f"{_named((each, each.short) for each in weak)} "
    rest = f" {_told(weak[0])}" if len(weak) == 1 else "มีข้อบกพร่องซึ่งควรแก้ไขและปรับปรุง ดังนี้"
    return f"{subject}ต่ำกว่าเกณฑ์ {PASS_MARK} คะแนน {voice}{rest}"


def _voice(instrument: str, municipality: str) -> str:
    """Who finds the fault: those who were asked, or the municipality itself has it."""
    speaker = SPEAKERS.get(instrument)
    return f"โดยยังมี{speaker}เห็นว่า" if speaker else f"เนื่องจาก{municipality}"


def _told(asked: Asked) -> str:
    """What is weak and what to do. A question without clauses says what it asks."""
    fault = asked.finding or f"ยังไม่เป็นไปตามที่ประเมินในเรื่อง “{asked.text}”"
    return f"{fault} จึงเห็นควร{asked.remedy or 'ตรวจสอบและแก้ไขให้ครบถ้วน'}"


def _missing(missing: Sequence[Asked], *, every: bool) -> str:
    what = "ข้อคำถามในแบบวัดนี้" if every else _named((each, each.missing) for each in missing)
    return f"ยังไม่มีผลคะแนนของ{what} จึงยังวิเคราะห์ไม่ได้"


def _named(named: Iterable[tuple[Asked, tuple[int | None, ...]]]) -> str:
    """Questions by their codes, those of the same parts together: "ข้อ e1 และ e2 ส่วนที่ 1 และข้อ e4"."""
    by_parts: dict[tuple[int | None, ...], list[str]] = {}
    for asked, parts in named:
        some = () if len(parts) == len(asked.scores) else parts
        by_parts.setdefault(some, []).append(asked.code)
    return join_list(
        [" ".join((f"ข้อ {join_list(codes)}", *(f"ส่วนที่ {part}" for part in parts))) for parts, codes in by_parts.items()]
    )
