"""The scores of one municipality in one year, from its question cells and official figures up to the rating level.

Rules: ITA.md section 2 (scores) and 3 (levels); explained with worked tables in docs/scoring.md.

All scores are 0-100. A missing score is None and never counts as zero: whatever needs it has no computed figure. The
arithmetic is exact (fractions) all the way up; a figure is rounded, half-up to two decimals, only where it is shown. On
each level an official figure stands before the computed one, and it is what the next level uses.

Pure: plain values in, an immutable result out; no framework, no database.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from assessments.levels import (
    TOLERANCE,
    Branch,
    LevelGap,
    Range,
    Region,
    level_gap,
    mean,
    narrow,
    possible_levels,
    weighted,
)
from assessments.specs import FrameworkSpec, IndicatorSpec, InstrumentSpec, LevelSpec, SubIndicatorSpec
from thaitext.numbers import round_half_up

__all__ = [
    "TOLERANCE",
    "Cell",
    "Figure",
    "FrameworkSpec",
    "IndicatorResult",
    "IndicatorSpec",
    "InstrumentSpec",
    "LevelGap",
    "LevelSpec",
    "Operand",
    "Result",
    "ScoreWarning",
    "Scored",
    "SubIndicatorSpec",
    "Working",
    "evaluate",
]

Cell: TypeAlias = tuple[str, int | None]
"""A question code and its part; the part is None where the instrument has no parts: ("e1", 2), ("i1", None)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A score in its two origins, neither overwriting the other: `official` as typed, `computed` with two decimals."""

    official: Decimal | None
    computed: Decimal | None

    @property
    def used(self) -> Decimal | None:
        return self.computed if self.official is None else self.official

    @property
    def difference(self) -> Decimal | None:
        """Official minus computed, None unless both are known."""
        return None if self.official is None or self.computed is None else self.official - self.computed


@dataclass(frozen=True, slots=True)
class Operand:
    """One term of a working: what it is, its figure as shown, and its weight (None in a plain mean)."""

    place: str
    value: Decimal | None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """How a computed figure came about: the weighted sum, else plain mean, of the operands; `exact` is not rounded."""

    operands: tuple[Operand, ...] = ()
    exact: Fraction | None = None

    @property
    def missing(self) -> int:
        return sum(operand.value is None for operand in self.operands)


@dataclass(frozen=True, slots=True)
class Scored:
    """A figure at its place: "9.1", "indicator-6-part-1", "indicator-6", "EIT-1", "EIT", "total"."""

    place: str
    figure: Figure
    working: Working


@dataclass(frozen=True, slots=True)
class IndicatorResult(Scored):
    """An indicator with its parts by number, its sub-indicators by code, and its cells that have no score yet."""

    number: int
    instrument: str
    parts: Mapping[int, Scored]
    sub_indicators: Mapping[str, Scored]
    missing: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ScoreWarning:
    """Two figures of one place that are further apart than `TOLERANCE`; `place` as in the official figures' keys.

    Codes: "official-differs"; "parts-differ", where `figure` holds EIT as used and, as computed, the mean of its parts.
    """

    code: str
    place: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Result:
    """All figures of a year.

    `questions` has every cell of the framework, in its order; `instruments` has "IIT", "EIT", "EIT-1", "EIT-2", "OIT".
    `level_operands` are the published figures that decide the level: the total, then the four scores. `possible_levels`
    are all that the known figures allow, best first; `level` is the only one, or None while there are several.
    """

    fiscal_year: int
    questions: Mapping[Cell, Decimal | None]
    indicators: Mapping[int, IndicatorResult]
    instruments: Mapping[str, Scored]
    total: Scored
    level_operands: tuple[Operand, ...]
    possible_levels: tuple[str, ...]
    level_gap: LevelGap | None
    warnings: tuple[ScoreWarning, ...]

    @property
    def level(self) -> str | None:
        return self.possible_levels[0] if len(self.possible_levels) == 1 else None

    @property
    def known(self) -> int:
        """Number of question cells that have a score."""
        return sum(score is not None for score in self.questions.values())

    @property
    def expected(self) -> int:
        """Number of question cells that the framework has."""
        return len(self.questions)


def evaluate(
    spec: FrameworkSpec, scores: Mapping[Cell, Decimal | None], official: Mapping[str, Decimal | None]
) -> Result:
    """Score one municipality's year.

    `official` is keyed "indicator-1" … "indicator-10", "IIT", "EIT", "EIT-1", "EIT-2", "OIT", "total". An entry that is
    None is the same as no entry. Raises ValueError for a score at a place that the framework does not have, or outside
    0-100.
    """
    return _Evaluation(spec, scores, official).result()


@dataclass(frozen=True, slots=True)
class _Node:
    """A place on the way up: what is shown, the exact figure in use, and the range that the figure can still take."""

    shown: Scored
    exact: Fraction | None
    bounds: Range

    def operand(self, weight: Decimal | None = None) -> Operand:
        return Operand(self.shown.place, self.shown.figure.used, weight)


class _Evaluation:
    """One run over a framework, from the cells upward."""

    def __init__(
        self, spec: FrameworkSpec, scores: Mapping[Cell, Decimal | None], official: Mapping[str, Decimal | None]
    ) -> None:
        self.spec = spec
        self.official = official
        self.questions = {
            cell: scores.get(cell)
            for instrument in spec.instruments
            for indicator in instrument.indicators
            for cell in _cells(instrument, indicator)
        }
        _check(scores.items(), self.questions)
        _check(official.items(), set(_official_places(spec)))
        self.indicators: dict[int, IndicatorResult] = {}
        self.instruments: dict[str, _Node] = {}

    def result(self) -> Result:
        for instrument in self.spec.instruments:
            self._instrument(instrument)
        total = self._total()
        deciding = [self.instruments[place] for each in self.spec.instruments for place in _score_places(each)]
        operands = tuple(
            Operand(node.shown.place, None if node.exact is None else round_half_up(node.exact))
            for node in [total, *deciding]
        )
        possible = possible_levels(self.spec.levels, self._region(total))
        return Result(
            fiscal_year=self.spec.fiscal_year,
            questions=MappingProxyType(self.questions),
            indicators=MappingProxyType(self.indicators),
            instruments=MappingProxyType({place: node.shown for place, node in self.instruments.items()}),
            total=total.shown,
            level_operands=operands,
            possible_levels=possible,
            level_gap=level_gap(
                self.spec.levels,
                possible[0] if len(possible) == 1 else None,
                operands[0].value,
                [(operand.place, operand.value) for operand in operands[1:]],
            ),
            warnings=tuple(self._warnings(total.shown)),
        )

    def _instrument(self, spec: InstrumentSpec) -> None:
        """Score the indicators of an instrument, its parts, and itself."""
        indicators = []
        by_part: dict[int, list[_Node]] = {part: [] for part in spec.parts}
        for each in spec.indicators:
            node, parts = self._indicator(spec, each)
            indicators.append(node)
            for part, part_node in parts.items():
                by_part[part].append(part_node)
        for part, nodes in by_part.items():
            self.instruments[f"{spec.code}-{part}"] = self._mean(f"{spec.code}-{part}", nodes)
        self.instruments[spec.code] = self._mean(spec.code, indicators)

    def _indicator(self, instrument: InstrumentSpec, spec: IndicatorSpec) -> tuple[_Node, dict[int, _Node]]:
        """The nodes of an indicator and of its parts; the indicator's own figure narrows the range of its parts."""
        place = f"indicator-{spec.number}"
        subs = {sub.code: self._mean(sub.code, self._leaves(sub.questions)) for sub in spec.sub_indicators}
        parts = {
            part: self._mean(f"{place}-part-{part}", self._leaves(spec.questions, part)) for part in instrument.parts
        }
        node = self._mean(place, list(subs.values()) or list(parts.values()) or self._leaves(spec.questions))
        self.indicators[spec.number] = IndicatorResult(
            place=place,
            figure=node.shown.figure,
            working=node.shown.working,
            number=spec.number,
            instrument=instrument.code,
            parts=MappingProxyType({part: part_node.shown for part, part_node in parts.items()}),
            sub_indicators=MappingProxyType({code: sub.shown for code, sub in subs.items()}),
            missing=tuple(cell for cell in _cells(instrument, spec) if self.questions[cell] is None),
        )
        if not parts:
            return node, {}
        ranges = narrow(node.bounds, [part_node.bounds for part_node in parts.values()])
        narrowed = zip(parts.items(), ranges, strict=True)
        return node, {part: replace(part_node, bounds=bounds) for (part, part_node), bounds in narrowed}

    def _leaves(self, questions: Sequence[str], part: int | None = None) -> list[_Node]:
        """The questions as nodes; none where the framework cannot be scored from its questions."""
        return [self._leaf(code, self.questions[code, part]) for code in questions] if self.spec.scoreable else []

    @staticmethod
    def _leaf(code: str, score: Decimal | None) -> _Node:
        exact = None if score is None else Fraction(score)
        return _Node(Scored(code, Figure(score, None), Working()), exact, Range() if exact is None else Range.at(exact))

    def _mean(self, place: str, children: Sequence[_Node]) -> _Node:
        """The plain mean of the children; without any, only what is official."""
        known = [child.exact for child in children if child.exact is not None]
        exact = sum(known) / Fraction(len(known)) if children and len(known) == len(children) else None
        bounds = mean([child.bounds for child in children]) if children and exact is None else Range()
        return self._node(place, tuple(child.operand() for child in children), exact, bounds)

    def _total(self) -> _Node:
        """The weighted sum of the instruments."""
        weights = [each.weight for each in self.spec.instruments]
        nodes = [self.instruments[each.code] for each in self.spec.instruments]
        bounds = weighted([node.bounds for node in nodes], [Fraction(weight) for weight in weights])
        exact = None if any(node.exact is None for node in nodes) else bounds.low  # known figures: low and high are one
        operands = tuple(node.operand(weight) for node, weight in zip(nodes, weights, strict=True))
        return self._node("total", operands, exact, bounds)

    def _node(self, place: str, operands: tuple[Operand, ...], exact: Fraction | None, bounds: Range) -> _Node:
        """A place with its computed figure, before which its official one stands."""
        official = self.official.get(place)
        used = exact if official is None else Fraction(official)
        figure = Figure(official, None if exact is None else round_half_up(exact))
        shown = Scored(place, figure, Working(operands, exact))
        return _Node(shown, used, bounds if used is None else Range.at(used))

    def _region(self, total: _Node) -> Region:
        """All figures that the known ones leave open."""
        branches = tuple(
            Branch(
                weight=Fraction(each.weight),
                own=self.instruments[each.code].bounds,
                parts=tuple(self.instruments[f"{each.code}-{part}"].bounds for part in each.parts),
            )
            for each in self.spec.instruments
        )
        return Region(total.bounds, branches)

    def _warnings(self, total: Scored) -> Iterator[ScoreWarning]:
        for scored in [*self.indicators.values(), *(node.shown for node in self.instruments.values()), total]:
            if _apart(scored.figure):
                yield ScoreWarning("official-differs", scored.place, scored.figure)
        for spec in self.spec.instruments:
            whole = self.instruments[spec.code].shown.figure
            parts = self._mean("", [self.instruments[f"{spec.code}-{part}"] for part in spec.parts]).shown.figure
            figure = Figure(whole.used, parts.computed)
            if _apart(figure) and parts.computed != whole.computed:
                yield ScoreWarning("parts-differ", spec.code, figure)


def _cells(instrument: InstrumentSpec, indicator: IndicatorSpec) -> list[Cell]:
    return [(code, part) for code in indicator.questions for part in instrument.parts or (None,)]


def _score_places(instrument: InstrumentSpec) -> list[str]:
    """Where the scores stand that the level asks for: each part, or the instrument itself if it has none."""
    return [f"{instrument.code}-{part}" for part in instrument.parts] or [instrument.code]


def _official_places(spec: FrameworkSpec) -> Iterator[str]:
    for instrument in spec.instruments:
        yield from (f"indicator-{indicator.number}" for indicator in instrument.indicators)
        yield from (instrument.code, *_score_places(instrument))
    yield "total"


def _check(given: Iterable[tuple[object, Decimal | None]], places: Container[object]) -> None:
    for place, score in given:
        if score is None:
            continue
        if place not in places:
            raise ValueError(f"the framework has no {place!r}")
        if not (score.is_finite() and 0 <= score <= 100):
            raise ValueError(f"the score of {place!r} is {score}, not within 0-100")


def _apart(figure: Figure) -> bool:
    return figure.difference is not None and abs(figure.difference) > TOLERANCE
