"""The drafting rules: what an indicator's scores say, in the style of an official analysis.

Pure: a result of `assessments.scoring` and the framework's clauses in, a `Draft` out. The figures and the quoted
question of a draft always come from the scores; only `Draft.analysis` is prose that a person may replace, so an
edit can never carry a wrong figure (docs/decisions/0005-findings.md). Digits are Arabic.

Rules, first that fits:

1. the indicator passes, none of its known questions falls short of 85, and it stands at 100 or all its questions are
   known and equal: keep the standard;
2. all questions known and equal: the indicator as a whole falls short;
3. all questions known: the lowest, with all that tie;
4. some unknown, but a person stated the lowest: that one, unless a known score is lower still, or the stated score is
   no lower than the indicator's own figure (such a one cannot be the lowest);
5. some unknown: the lowest of the known ones, said to be so, if it lies below the indicator's own figure;
6. some unknown, the lowest known no lower than the indicator's figure: it cannot be the lowest, but below 85 it is
   named as a weak point;
7. only the indicator's figure known: the indicator as a whole falls short;
8. nothing known: no analysis.

Scores are compared as they are published, with two decimals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from assessments.scoring import Cell, IndicatorResult
from assessments.specs import PASS_MARK
from thaitext.numbers import round_half_up
from thaitext.words import join_list

FULL_MARK = Decimal(100)
#: Below this more answers speak against the agency than for it: "จำนวนมาก" instead of "บางส่วน".
HALF = Decimal(50)
#: More questions that tie than this are not quoted one by one.
QUOTED_AT_MOST = 3

LEAST = "ข้อคำถามที่ได้คะแนนน้อยที่สุดในตัวชี้วัดนี้ คือ"
LEAST_KNOWN = "ข้อคำถามที่ได้คะแนนน้อยที่สุดในตัวชี้วัดนี้เท่าที่มีข้อมูล คือ"
WEAK_KNOWN = "ข้อคำถามที่ต่ำกว่าเกณฑ์ในตัวชี้วัดนี้เท่าที่มีข้อมูล คือ"

#: Who answers an instrument. OIT asks nobody: it says what the municipality itself shows.
SPEAKERS = {"IIT": "เจ้าหน้าที่", "EIT": "ผู้รับบริการ"}


class Kind(Enum):
    """What a draft says of its indicator."""

    KEPT = "kept"
    LOWEST = "lowest"
    SHORTFALL = "shortfall"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question's wording and our clauses: what a low score shows, and what should be done.

    `confirmed` says whether the wording was read in a named public source (ITA.md, marks).
    """

    code: str
    text: str
    finding: str
    remedy: str
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """An indicator's name and clauses, its instrument, and its questions by code."""

    number: int
    name: str
    instrument: str
    kept: str
    shortfall: str
    remedy: str
    questions: Mapping[str, QuestionWords]


@dataclass(frozen=True, slots=True)
class Lowest:
    """A lowest question with its score (None: stated without one) and, in an instrument with parts, its part."""

    question: QuestionWords
    value: Decimal | None
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What the rules say of an indicator: `lead` and the quoted `lowest` from the figures, then prose.

    `shows` says what the figures show, `advice` what should be done; `unquoted` are codes that tie beside `lowest`.
    """

    kind: Kind
    score: Decimal | None
    shows: str
    advice: str = ""
    lead: str = ""
    lowest: tuple[Lowest, ...] = ()
    unquoted: tuple[str, ...] = ()

    @property
    def analysis(self) -> str:
        """The prose, which a person may replace."""
        return f"{self.shows} {self.advice}".strip()


def draft(
    *,
    words: IndicatorWords,
    result: IndicatorResult,
    cells: Mapping[Cell, Decimal | None],
    stated: Lowest | None,
    municipality: str,
) -> Draft:
    """Drafts the finding of one indicator.

    `cells` are the scores 0–100 of the indicator's own questions, `stated` the lowest question as a person states
    it, `municipality` the full official name.
    """
    score = result.figure.used
    known = {cell: round_half_up(value) for cell, value in cells.items() if value is not None}
    complete = bool(cells) and len(known) == len(cells)
    even = complete and len(set(known.values())) == 1
    if _passes(score, known) and (even or (score is not None and round_half_up(score) == FULL_MARK)):
        return _kept(words, score, municipality)
    if even:
        return _shortfall(words, score, municipality, "ข้อคำถามทุกข้อในตัวชี้วัดนี้ได้คะแนนเท่ากัน")
    if complete:
        return _named(words, score, municipality, _lowest(words, known), LEAST)
    return _partial(words, score, municipality, known, stated)


def _partial(
    words: IndicatorWords,
    score: Decimal | None,
    municipality: str,
    known: Mapping[Cell, Decimal],
    stated: Lowest | None,
) -> Draft:
    """Rules 4 to 8: some scores of the indicator's questions are unknown, or all."""
    own = FULL_MARK if score is None else round_half_up(score)
    if stated and _value(stated) < own and all(_value(stated) <= value for value in known.values()):
        return _named(words, score, municipality, [stated], LEAST)
    if known:
        least = min(known.values())
        if least < own:
            return _named(words, score, municipality, _lowest(words, known), LEAST_KNOWN)
        if least < PASS_MARK:
            return _named(words, score, municipality, _lowest(words, known), WEAK_KNOWN)
    if score is None:
        return Draft(Kind.UNKNOWN, None, "ยังไม่มีผลคะแนนของตัวชี้วัดนี้ จึงยังวิเคราะห์ไม่ได้")
    return _shortfall(words, score, municipality, "")


def _passes(score: Decimal | None, known: Mapping[Cell, Decimal]) -> bool:
    """Whether neither the indicator's figure nor any known question falls short of the pass mark."""
    figures = [*known.values(), *([] if score is None else [round_half_up(score)])]
    return all(figure >= PASS_MARK for figure in figures)


def _lowest(words: IndicatorWords, known: Mapping[Cell, Decimal]) -> list[Lowest]:
    """The known cells of the least score, in the framework's order."""
    least = min(known.values())
    return [Lowest(words.questions[code], value, part) for (code, part), value in known.items() if value == least]


def _value(lowest: Lowest) -> Decimal:
    """The score as published; a question that is stated without one counts below all others."""
    return Decimal(-1) if lowest.value is None else round_half_up(lowest.value)


def _kept(words: IndicatorWords, score: Decimal | None, municipality: str) -> Draft:
    return Draft(
        Kind.KEPT,
        score,
        shows=f"จากผลคะแนนดังกล่าวแสดงให้เห็นว่า {municipality} {words.kept}",
        advice="จึงควรรักษามาตรฐานนี้ไว้อย่างต่อเนื่อง เพื่อคงความเชื่อมั่นของประชาชน",
    )


def _shortfall(words: IndicatorWords, score: Decimal | None, municipality: str, lead: str) -> Draft:
    short = score is not None and round_half_up(score) < PASS_MARK
    shows = f"ยังต้องยกระดับ{words.name}ให้ผ่านเกณฑ์ที่กำหนดโดยเร็ว" if short else words.shortfall
    opening = "" if lead else "จากผลคะแนนดังกล่าว"
    return Draft(
        Kind.SHORTFALL,
        score,
        shows=f"{opening}แสดงให้เห็นว่า {municipality} {shows}",
        advice=f"จึงเห็นควร{words.remedy}",
        lead=lead,
    )


def _named(
    words: IndicatorWords, score: Decimal | None, municipality: str, lowest: Sequence[Lowest], lead: str
) -> Draft:
    """The lowest questions quoted, what they show, and what should be done."""
    questions = list(dict.fromkeys(each.question for each in lowest))
    quoted, unquoted = questions[:QUOTED_AT_MOST], questions[QUOTED_AT_MOST:]
    if unquoted:
        shows, remedy = f"{municipality} {words.shortfall}", words.remedy
    else:
        shows = _shows(words, lowest[0].value, municipality, [question.finding for question in questions])
        remedy = _numbered([question.remedy for question in questions])
    value = lowest[0].value
    urgency = "ประเด็นนี้ต่ำกว่าเกณฑ์ที่กำหนด " if value is not None and value < PASS_MARK else ""
    return Draft(
        kind=Kind.LOWEST,
        score=score,
        shows=f"แสดงให้เห็นว่า {shows}",
        advice=f"{urgency}จึงเห็นควร{remedy}",
        lead=lead,
        lowest=tuple(each for each in lowest if each.question in quoted),
        unquoted=tuple(question.code for question in unquoted),
    )


def _numbered(remedies: Sequence[str]) -> str:
    """One remedy as it is; several numbered, since each may hold an "และ" of its own."""
    if len(remedies) == 1:
        return remedies[0]
    return "".join(f" ({number}) {remedy}" for number, remedy in enumerate(remedies, 1))


def _shows(words: IndicatorWords, value: Decimal | None, municipality: str, findings: Sequence[str]) -> str:
    """Who thinks so (IIT staff, EIT service users), or what the municipality does not disclose yet (OIT)."""
    clauses = join_list(findings)
    speaker = SPEAKERS.get(words.instrument)
    if speaker is None:
        return f"{municipality} {clauses}"
    share = "จำนวนมาก" if value is not None and value < HALF else "บางส่วน"
    return f"ยังมี{speaker}{share}เห็นว่า {clauses}"
