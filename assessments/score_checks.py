"""What looks wrong in a year's figures although it can be stored: questions to the person who enters them. Pure.

Sources: UX.md section 1 (points 5 and 12), the copying faults of ITA.md section 6.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.codes import Place, place_key, place_name
from assessments.scoring import FrameworkSpec, IndicatorSpec, InstrumentSpec, Result
from assessments.wording import warning_words
from thaitext.numbers import format_score
from thaitext.words import join_list

#: A figure further than this from last year's is asked about.
JUMP = Decimal(20)


class Severity(StrEnum):
    """An error keeps the year from being submitted; a warning asks to look again; a hint says what is still open."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Check:
    """One remark on the figure `key` (`assessments.codes.place_key`); `words` is a Thai sentence.

    `also` is the other figure that it speaks of: whichever of the two is entered last, it is said there.
    """

    severity: Severity
    key: str
    words: str
    also: str = ""

    def concerns(self, key: str) -> bool:
        return key in (self.key, self.also)


def score_checks(spec: FrameworkSpec, result: Result, last_year: Mapping[Place, Decimal]) -> tuple[Check, ...]:
    """All remarks on a year, errors first, each kind in the framework's order.

    `last_year` holds last year's figures at this year's places, only where both ask the same.
    """
    remarks = [*_nothing(spec, result), *_jumps(result, last_year), *_copies(spec, result), *_apart(result)]
    remarks += _missing(spec, result)
    return tuple(sorted(remarks, key=lambda check: list(Severity).index(check.severity)))


def _nothing(spec: FrameworkSpec, result: Result) -> Iterator[Check]:
    if not result.known and all(value is None for value in _official(result).values()):
        first = next(iter(result.questions), None)
        key = place_key(first) if first and spec.scoreable else "indicator-1"
        yield Check(Severity.ERROR, key, "ยังไม่มีคะแนนแม้แต่ช่องเดียว กรุณากรอกคะแนนก่อนส่ง")


def _jumps(result: Result, last_year: Mapping[Place, Decimal]) -> Iterator[Check]:
    figures: list[tuple[Place, Decimal | None]] = [*result.questions.items(), *_official(result).items()]
    for place, value in figures:
        before = last_year.get(place)
        if value is not None and before is not None and abs(value - before) > JUMP:
            yield Check(
                Severity.WARNING,
                place_key(place),
                f"{place_name(place)} ได้ {format_score(value)} ต่างจากปีก่อน ({format_score(before)}) "
                f"{format_score(abs(value - before))} คะแนน กรุณาตรวจสอบกับระบบ ITAS",
            )


def _copies(spec: FrameworkSpec, result: Result) -> Iterator[Check]:
    """A question that equals its indicator's official figure is mostly copied from the wrong row (seed 002)."""
    for instrument, indicator in _indicators(spec):
        official = result.indicators[indicator.number].figure.official
        cells = [(code, part) for code in indicator.questions for part in instrument.parts or (None,)]
        if len(cells) < 2 or official in (None, Decimal(0), Decimal(100)):
            continue
        for cell in cells:
            if result.questions[cell] == official:
                yield Check(
                    Severity.WARNING,
                    place_key(cell),
                    f"{place_name(cell)} ได้ {format_score(official)} เท่ากับคะแนนทางการของตัวชี้วัดที่ {indicator.number} พอดี "
                    "กรุณาตรวจสอบว่าไม่ได้คัดลอกผิดแถว",
                    also=f"indicator-{indicator.number}",
                )


def _apart(result: Result) -> Iterator[Check]:
    for warning in result.warnings:
        yield Check(Severity.WARNING, warning.place, f"{warning_words(warning)} กรุณาตรวจสอบกับระบบ ITAS")


def _missing(spec: FrameworkSpec, result: Result) -> Iterator[Check]:
    if spec.scoreable:
        for _, indicator in _indicators(spec):
            cells = result.indicators[indicator.number].missing
            if cells:
                names = join_list([place_name(cell).removeprefix("ข้อ ") for cell in cells])
                words = f"ตัวชี้วัดที่ {indicator.number} ยังไม่มีคะแนนของข้อ {names}"
                yield Check(Severity.HINT, place_key(cells[0]), words)
    for key, value in _official(result).items():
        if value is None and (key == "total" or key.startswith("indicator-")):
            yield Check(Severity.HINT, key, f"ยังไม่มีคะแนนทางการของ{place_name(key)}")


def _official(result: Result) -> dict[str, Decimal | None]:
    scored = [*result.indicators.values(), *result.instruments.values(), result.total]
    return {each.place: each.figure.official for each in scored}


def _indicators(spec: FrameworkSpec) -> Iterator[tuple[InstrumentSpec, IndicatorSpec]]:
    return ((instrument, indicator) for instrument in spec.instruments for indicator in instrument.indicators)
