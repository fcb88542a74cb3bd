"""Codes of scores and official figures as people write them.

A place is what a file or a person names: the cell of a question (``("e10", 2)``) or the key of an official figure
(``"indicator-7"``, ``"EIT-2"``, ``"total"``).
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from assessments.scoring import Cell, FrameworkSpec, InstrumentSpec, Result, evaluate
from assessments.specs import SCORE_PLACES
from assessments.wording import place_words
from thaitext.digits import to_arabic
from thaitext.numbers import UnreadableNumber, read_score_text
from thaitext.words import clean, quote

#: A cell of a question, or the key of an official figure.
Place: TypeAlias = Cell | str

#: A cell with more letters holds no code, no score and no head.
MAX_CELL_LETTERS = 100
#: So much of what somebody wrote is repeated in a sentence.
MAX_QUOTED = 30

#: The one grammar of codes, in Arabic digits: "ข้อ i1", "01", "e1-2", "ตัวชี้วัดที่ 7", "EIT1", "EIT ส่วนที่ 2", "รวม".
_CODE = re.compile(
    r"""
    (?: (?:ข้อ)? \s* (?P<letter>[ieo0]) \s* -? 0* (?P<question>[1-9][0-9]{0,2})
      | (?: indicator | ind | ตัวชี้วัด(?:ที่)? ) [\s_-]* 0* (?P<indicator>[1-9][0-9]{0,2})
      | (?P<instrument> [ieo]it )
      | total | รวม | คะแนนรวม | ภาพรวม
    )
    (?: (?: \s* (?:[-/]|ส่วนที่) \s* | (?<=it) [\s_-]* ) (?P<part>[0-9]) )?
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,  # else a Turkish İ would be an I
)


class CodeError(ValueError):
    """A code, a part or a score that cannot be taken; the message is a Thai sentence with a remedy."""


def is_code(text: str) -> bool:
    """Whether a text looks like a code, of whatever year."""
    return code_exactness(text) > 0


def code_exactness(text: str) -> int:
    """How much a code says: 3 for a question, 2 for an indicator, 1 for an instrument or the total; 0 is no code."""
    written = _CODE.fullmatch(to_arabic(clean(text))) if len(text) <= MAX_CELL_LETTERS else None
    if written is None:
        return 0
    return 3 if written["question"] else 2 if written["indicator"] else 1


def place_read(code: str, part: str, spec: FrameworkSpec) -> Place:
    """Returns the place in the framework that `code` and `part` name; the part may stand in the code ("e1-2").

    Takes both digit systems, ``๐``, ``0`` and ``O`` for the ``o`` of a code, capital letters and ``ข้อ i1``. Raises
    CodeError where the framework has no such place, where a part is missing, or given where there is none.
    """
    number = _part_read(part)
    written = _CODE.fullmatch(to_arabic(clean(code))) if len(code) <= MAX_CELL_LETTERS else None
    if written is None:
        raise CodeError(
            f"ไม่รู้จักรหัส {quoted(to_arabic(code))} "
            "กรุณาใช้ i1 e1 o1 indicator-1 ถึง indicator-10 IIT EIT EIT-1 EIT-2 OIT หรือ total"
        )
    if own := written["part"]:
        if number not in {None, int(own)}:
            raise CodeError(f"รหัส {shortened(written[0])} กับส่วนที่ {number} ไม่ตรงกัน กรุณาเว้นช่องส่วนที่ให้ว่าง")
        number = int(own)
    if written["question"]:
        letter = written["letter"].lower().replace("0", "o")
        return _cell(f"{letter}{written['question']}", number, spec)
    if written["indicator"]:
        return _indicator(int(written["indicator"]), number, spec)
    if written["instrument"]:
        return _instrument(written["instrument"].upper(), number, spec)
    return _whole("total", number)


def question_read(text: str) -> str | None:
    """A question's code as frameworks write it ("o1" for "ข้อ ๐๑"), of whatever year; None for anything else."""
    written = _CODE.fullmatch(to_arabic(clean(text))) if len(text) <= MAX_CELL_LETTERS else None
    if written is None or not written["question"] or written["part"]:
        return None
    return f"{written['letter'].lower().replace('0', 'o')}{written['question']}"


def place_name(place: Place) -> str:
    """A place in Thai words, for a sentence."""
    if isinstance(place, tuple):
        code, part = place
        return f"ข้อ {code} ส่วนที่ {part}" if part else f"ข้อ {code}"
    return place_words(place)


def place_key(place: Place) -> str:
    """A place in one word, for addresses and ids: "i1", "e10-2", "indicator-7", "EIT-2", "total"."""
    if isinstance(place, str):
        return place
    code, part = place
    return f"{code}-{part}" if part else code


def places_by_key(spec: FrameworkSpec) -> dict[str, Place]:
    """Every place of the framework by its key: cells first, then official figures, in the framework's order."""
    return {place_key(place): place for place in _places(spec)}


def figures_evaluated(spec: FrameworkSpec, figures: Mapping[Place, Decimal | None]) -> Result:
    """A year scored from its figures by place: `evaluate`, which takes questions and official figures apart."""
    official = {place: value for place, value in figures.items() if isinstance(place, str)}
    return evaluate(spec, {place: value for place, value in figures.items() if not isinstance(place, str)}, official)


def score_read(text: str) -> Decimal | None:
    """Returns the score that a person wrote, as `thaitext.numbers.read_score_text` reads it; None for nothing or "-".

    The one way from text to score, for files, pasted blocks and forms: a text longer than a cell is refused before a
    number is made of it. Raises UnreadableNumber with the sentence to show.
    """
    if len(text) <= MAX_CELL_LETTERS or not text.strip():
        try:
            return read_score_text(text)
        except UnreadableNumber:
            if len(clean(text)) <= MAX_QUOTED:
                raise
    raise UnreadableNumber(f"อ่าน {quoted(text)} เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28")


def score_checked(place: Place, score: Decimal, spec: FrameworkSpec) -> Decimal:
    """Returns the score if the framework can store it at the place. Raises CodeError with the sentence to show."""
    name = place_name(place)
    if place not in set(_places(spec)):
        raise CodeError(f"กรอบการประเมินปี {spec.fiscal_year} ไม่มี{name} กรุณาตรวจสอบรหัส")
    if isinstance(place, tuple) and not spec.scoreable:
        raise CodeError(f"{name}: กรอบการประเมินปี {spec.fiscal_year} ยังคำนวณคะแนนไม่ได้ กรุณากรอกเฉพาะคะแนนทางการ")
    return value_checked(name, score, all_or_nothing=isinstance(place, tuple) and place[0].startswith("o"))


def value_checked(name: str, score: Decimal, *, all_or_nothing: bool) -> Decimal:
    """Returns the score if it is one: 0–100, up to three decimals, an OIT item 0 or 100 (ITA.md section 2).

    Raises CodeError, which calls the score by `name`.
    """
    figure = shortened(f"{score:f}")
    if not 0 <= score <= 100:
        raise CodeError(f"{name} ได้ {figure} คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข")
    if Fraction(score) * 10**SCORE_PLACES % 1:  # exact, however many digits were typed
        raise CodeError(
            f"{name} ได้ {figure} คะแนน มีทศนิยมเกิน {SCORE_PLACES} ตำแหน่ง กรุณาปัดเศษให้เหลือ {SCORE_PLACES} ตำแหน่ง"
        )
    if all_or_nothing and score not in (0, 100):
        raise CodeError(f"{name} ได้ {figure} คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ")
    return score


def quoted(text: str) -> str:
    """What somebody wrote, in quotation marks for a sentence to them; a long text is cut before it is cleaned."""
    return quote(shortened(clean(text[: MAX_CELL_LETTERS + 1])))


def shortened(text: str) -> str:
    """As much of a text as a sentence repeats."""
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}…"


def _places(spec: FrameworkSpec) -> Iterator[Place]:
    """Every place of the framework: cells first, then official figures."""
    for instrument in spec.instruments:
        parts = instrument.parts or (None,)
        yield from ((code, part) for each in instrument.indicators for code in each.questions for part in parts)
    for instrument in spec.instruments:
        yield from (f"indicator-{indicator.number}" for indicator in instrument.indicators)
    for instrument in spec.instruments:
        yield from (instrument.code, *(f"{instrument.code}-{part}" for part in instrument.parts))
    yield "total"


def _part_read(part: str) -> int | None:
    text = to_arabic(clean(part)).removeprefix("ส่วนที่").strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]", text):
        raise CodeError(f"ส่วนที่ {quoted(text)} ใช้ไม่ได้ กรุณาระบุ 1 หรือ 2 หรือเว้นว่าง")
    return int(text)


def _cell(code: str, part: int | None, spec: FrameworkSpec) -> Cell:
    instrument = next((each for each in spec.instruments if code in _codes(each)), None)
    if instrument is None:
        letter = code[0]
        numbers = [int(each[1:]) for whole in spec.instruments for each in _codes(whole) if each[0] == letter]
        known = (
            f"มี {letter}1–{letter}{max(numbers)}) กรุณาตรวจสอบรหัส"
            if numbers
            else "กรอบการประเมินปีนี้ไม่มีข้อคำถามของแบบวัดนี้) กรุณากรอกเฉพาะคะแนนทางการ"
        )
        raise CodeError(f"กรอบการประเมินปี {spec.fiscal_year} ไม่มีข้อ {code} ({known}")
    if part is None and instrument.parts:
        raise CodeError(f"ข้อ {code} ของแบบวัด {instrument.code} ต้องระบุส่วนที่ 1 หรือ 2")
    if part is not None and part not in instrument.parts:
        parts = "ระบุได้เฉพาะส่วนที่ 1 หรือ 2" if instrument.parts else "แบบวัดนี้ไม่แบ่งส่วน กรุณาเว้นว่าง"
        raise CodeError(f"ข้อ {code} ไม่มีส่วนที่ {part} ({parts})")
    return code, part


def _indicator(number: int, part: int | None, spec: FrameworkSpec) -> str:
    numbers = {each.number for instrument in spec.instruments for each in instrument.indicators}
    if number not in numbers:
        raise CodeError(f"กรอบการประเมินปี {spec.fiscal_year} ไม่มีตัวชี้วัดที่ {number} กรุณาใช้ 1 ถึง {max(numbers)}")
    return _whole(f"indicator-{number}", part)


def _instrument(code: str, part: int | None, spec: FrameworkSpec) -> str:
    instrument = next(each for each in spec.instruments if each.code == code)
    if part is None:
        return code
    if part not in instrument.parts:
        raise CodeError(f"แบบวัด {code} ไม่มีส่วนที่ {part} ในปี {spec.fiscal_year} กรุณาเว้นว่าง")
    return f"{code}-{part}"


def _whole(key: str, part: int | None) -> str:
    if part is not None:
        raise CodeError(f"{place_name(key)} ไม่แบ่งส่วน กรุณาเว้นช่องส่วนที่ให้ว่าง")
    return key


def _codes(instrument: InstrumentSpec) -> set[str]:
    return {code for indicator in instrument.indicators for code in indicator.questions}
