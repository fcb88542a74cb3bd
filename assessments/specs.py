"""What scoring needs to know of a fiscal year's framework, as plain values (ITA.md sections 1 and 3).

Weights add up to 1, bounds are scores 0-100. A specification that contradicts itself raises ValueError.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

PASS_MARK = Decimal(85)
"""A score passes from here on, in every year so far (ITA.md section 3)."""
EXCELLENT_MARK = Decimal(95)
"""What each of the four scores needs for the best level (ITA.md section 3)."""
SCORE_PLACES = 3
"""Decimals that a score may have as it is entered (DESIGN: Numbers)."""


@dataclass(frozen=True, slots=True)
class SubIndicatorSpec:
    """A sub-indicator such as 9.1 and the codes of its questions."""

    code: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """An indicator (1-10) and its question codes, which the sub-indicators, if there are any, share out among them.

    No questions: only official figures (years 2562-2565).
    """

    number: int
    questions: tuple[str, ...]
    sub_indicators: tuple[SubIndicatorSpec, ...] = ()

    def __post_init__(self) -> None:
        shared_out = sorted(code for sub in self.sub_indicators for code in sub.questions)
        if self.sub_indicators and shared_out != sorted(self.questions):
            raise ValueError(f"indicator {self.number}: each question must belong to exactly one sub-indicator")


@dataclass(frozen=True, slots=True)
class InstrumentSpec:
    """IIT, EIT or OIT with its share of the total (0.30); `parts` is (1, 2) where a question has a score in each."""

    code: str
    weight: Decimal
    indicators: tuple[IndicatorSpec, ...]
    parts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.parts and any(indicator.sub_indicators for indicator in self.indicators):
            raise ValueError(f"{self.code}: an instrument has parts or sub-indicators, not both")


@dataclass(frozen=True, slots=True)
class LevelSpec:
    """One rating level; a framework lists them best first and the first that applies is the level.

    It applies when the total is at least `total_from` and, unless `each_from` is None, each of the four scores at least
    `each_from`. Bounds have at most two decimals.
    """

    name: str
    total_from: Decimal
    each_from: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FrameworkSpec:
    """The structure of a fiscal year (Buddhist Era).

    `scoreable` is False where the year's questions cannot be turned into indicators: then nothing is computed from
    cells, while official figures are still carried upward.
    """

    fiscal_year: int
    instruments: tuple[InstrumentSpec, ...]
    levels: tuple[LevelSpec, ...]
    scoreable: bool

    def __post_init__(self) -> None:
        if sum(instrument.weight for instrument in self.instruments) != 1:
            raise ValueError(f"framework {self.fiscal_year}: the weights of the instruments must add up to 1")
        if any(not _asks_for_less(lower, than=higher) for higher, lower in pairwise(self.levels)):
            raise ValueError(f"framework {self.fiscal_year}: levels must be listed best first, none asking for more")


def _asks_for_less(level: LevelSpec, *, than: LevelSpec) -> bool:
    """Whether everything that reaches the level `than` would also reach `level`."""
    if level.total_from > than.total_from:
        return False
    return level.each_from is None or (than.each_from is not None and level.each_from <= than.each_from)


def framework_spec(
    *,
    fiscal_year: int,
    scoreable: bool,
    instruments: Iterable[tuple[str, Decimal, int]],
    indicators: Sequence[tuple[int, str]],
    questions: Sequence[tuple[str, int, str]],
    levels: Iterable[LevelSpec],
) -> FrameworkSpec:
    """The spec of flat rows: instruments (code, weight, number of parts), indicators (number, instrument's code) and
    questions (code, indicator's number, sub-indicator's code or ""), each in the framework's order.

    Sub-indicators stand in the order in which their questions name them.
    """

    def indicator_spec(number: int) -> IndicatorSpec:
        own = [(code, sub) for code, indicator, sub in questions if indicator == number]
        subs = dict.fromkeys(sub for _, sub in own if sub)
        return IndicatorSpec(
            number=number,
            questions=tuple(code for code, _ in own),
            sub_indicators=tuple(SubIndicatorSpec(sub, tuple(c for c, s in own if s == sub)) for sub in subs),
        )

    return FrameworkSpec(
        fiscal_year=fiscal_year,
        scoreable=scoreable,
        instruments=tuple(
            InstrumentSpec(
                code=code,
                weight=weight,
                parts=tuple(range(1, parts + 1)),
                indicators=tuple(indicator_spec(number) for number, instrument in indicators if instrument == code),
            )
            for code, weight, parts in instruments
        ),
        levels=tuple(levels),
    )
