"""Framework specifications for the scoring tests, built from the structure tables of ITA.md sections 1 and 3."""

from __future__ import annotations

from decimal import Decimal

from assessments.specs import FrameworkSpec, IndicatorSpec, InstrumentSpec, LevelSpec, SubIndicatorSpec

THIRTY, FORTY = Decimal("0.30"), Decimal("0.40")

LETTERS = tuple(
    LevelSpec(name, Decimal(bound))
    for name, bound in [("AA", 95), ("A", 85), ("B", 75), ("C", 65), ("D", 55), ("E", 50), ("F", 0)]
)
LEVELS_FROM_2566 = (
    LevelSpec("ผ่านดีเยี่ยม", Decimal(95), Decimal(95)),
    LevelSpec("ผ่านดี", Decimal(85), Decimal(85)),
    LevelSpec("ผ่าน", Decimal(85)),
    LevelSpec("ต้องปรับปรุง", Decimal(70)),
    LevelSpec("ต้องปรับปรุงโดยด่วน", Decimal(0)),
)

OIT_2566 = {"9.1": 10, "9.2": 8, "9.3": 4, "9.4": 4, "9.5": 4, "10.1": 8, "10.2": 5}
OIT_2568 = {"9.1": 4, "9.2": 7, "9.3": 2, "9.4": 3, "9.5": 4, "10.1": 4, "10.2": 4}


def framework_spec(
    fiscal_year: int,
    *,
    iit_questions: int = 0,
    eit_questions: int = 0,
    oit_items: dict[str, int] | None = None,
    parts: tuple[int, ...] = (),
    levels: tuple[LevelSpec, ...] = LEVELS_FROM_2566,
    scoreable: bool = True,
) -> FrameworkSpec:
    """A framework with so many questions per IIT and EIT indicator, and so many items per OIT sub-indicator."""
    iit = tuple(_indicator(number, "i", (number - 1) * iit_questions, iit_questions) for number in range(1, 6))
    eit = tuple(_indicator(number, "e", (number - 6) * eit_questions, eit_questions) for number in range(6, 9))
    instruments = (
        InstrumentSpec("IIT", THIRTY, iit),
        InstrumentSpec("EIT", THIRTY, eit, parts),
        InstrumentSpec("OIT", FORTY, _oit(oit_items or {})),
    )
    return FrameworkSpec(fiscal_year, instruments, levels, scoreable)


def spec_2564() -> FrameworkSpec:
    """Ten indicators without questions, letters by total alone."""
    return framework_spec(2564, levels=LETTERS)


def spec_2566() -> FrameworkSpec:
    return framework_spec(2566, iit_questions=6, eit_questions=5, oit_items=OIT_2566, parts=(1, 2))


def spec_2568() -> FrameworkSpec:
    return framework_spec(2568, iit_questions=3, eit_questions=3, oit_items=OIT_2568, parts=(1, 2))


def _indicator(number: int, letter: str, before: int, count: int) -> IndicatorSpec:
    return IndicatorSpec(number, _codes(letter, before, count))


def _oit(items: dict[str, int]) -> tuple[IndicatorSpec, ...]:
    subs: dict[int, list[SubIndicatorSpec]] = {9: [], 10: []}
    before = 0
    for code, count in items.items():
        subs[int(code.split(".")[0])].append(SubIndicatorSpec(code, _codes("o", before, count)))
        before += count
    return tuple(
        IndicatorSpec(number, tuple(code for sub in of_number for code in sub.questions), tuple(of_number))
        for number, of_number in subs.items()
    )


def _codes(letter: str, before: int, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}{before + nth}" for nth in range(1, count + 1))
