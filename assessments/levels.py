"""Rating levels: which level the figures of a year give, and which ones they still allow (ITA.md section 3).

A level asks for a total and, from 2566, for the least of the four scores IIT, EIT part 1, EIT part 2 and OIT. Some of
these may be unknown. Every figure is therefore a `Range`, and a level is possible when some choice of figures inside
their ranges gives it while keeping the two relations

    an instrument with parts = mean of its parts          total = weighted sum of the instruments

Seen from the total down, these form a tree, so adding up ranges from the parts to the total answers exactly whether
such a choice exists. Thresholds are asked of the published figure: 84.995 is published as 85.00 and passes 85.

Pure functions on Fractions; scores 0-100.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from assessments.specs import LevelSpec

TOLERANCE = Decimal("0.02")
"""Official figures may be this far from ours, since upstream rounds elsewhere (ITA.md section 2, rule 5)."""

_HALF_A_HUNDREDTH = Fraction(1, 200)
_SLACKS = (Fraction(0), Fraction(TOLERANCE), Fraction(100))


@dataclass(frozen=True, slots=True)
class Range:
    """The figures from `low` to `high`; `half_open` leaves `high` itself out."""

    low: Fraction = Fraction(0)
    high: Fraction = Fraction(100)
    half_open: bool = False

    @classmethod
    def at(cls, value: Fraction) -> Range:
        return cls(value, value)

    @property
    def empty(self) -> bool:
        return self.low > self.high or (self.half_open and self.low == self.high)

    def meet(self, other: Range) -> Range:
        """The figures that lie in both ranges; may be empty."""
        high, closed = min((self.high, not self.half_open), (other.high, not other.half_open))
        return Range(max(self.low, other.low), high, half_open=not closed)

    def widened(self, by: Fraction) -> Range:
        return Range(self.low - by, self.high + by, self.half_open)


def weighted(ranges: Sequence[Range], weights: Sequence[Fraction]) -> Range:
    """Every sum `weights[0]·x₀ + weights[1]·x₁ + …` with each x in its range."""
    return Range(
        sum((weight * part.low for part, weight in zip(ranges, weights, strict=True)), Fraction(0)),
        sum((weight * part.high for part, weight in zip(ranges, weights, strict=True)), Fraction(0)),
        half_open=any(part.half_open and weight > 0 for part, weight in zip(ranges, weights, strict=True)),
    )


def mean(ranges: Sequence[Range]) -> Range:
    return Range(
        sum(part.low for part in ranges) / Fraction(len(ranges)),
        sum(part.high for part in ranges) / Fraction(len(ranges)),
        half_open=any(part.half_open for part in ranges),
    )


def narrow(whole: Range, parts: Sequence[Range]) -> tuple[Range, ...]:
    """What is left of each part once the mean of all lies in `whole`: of two, the other is 2·whole - this one."""
    room = whole.widened(_slack(whole, mean(parts)))
    low = sum((part.low for part in parts), Fraction(0))
    high = sum((part.high for part in parts), Fraction(0))
    return tuple(
        part.meet(Range(len(parts) * room.low - (high - part.high), len(parts) * room.high - (low - part.low)))
        for part in parts
    )


@dataclass(frozen=True, slots=True)
class Branch:
    """One instrument: its weight, the range of its own figure and of its parts; without parts its figure counts."""

    weight: Fraction
    own: Range
    parts: tuple[Range, ...] = ()
    slack: Fraction = Fraction(0)

    @property
    def scores(self) -> tuple[Range, ...]:
        return self.parts or (self.own,)

    @property
    def reach(self) -> Range:
        return self.own.meet(mean(self.scores).widened(self.slack))

    def cut(self, place: int, to: Range) -> Branch:
        """This branch with one of its scores held inside `to`."""
        if not self.parts:
            return replace(self, own=self.own.meet(to))
        return replace(self, parts=tuple(part.meet(to) if i == place else part for i, part in enumerate(self.parts)))


@dataclass(frozen=True, slots=True)
class Region:
    """All choices of figures that are still open: the range of the total and one branch per instrument."""

    total: Range
    branches: tuple[Branch, ...]
    slack: Fraction = Fraction(0)

    @property
    def empty(self) -> bool:
        reaches = [branch.reach for branch in self.branches]
        ranges = [self.total, *(score for branch in self.branches for score in branch.scores), *reaches]
        return any(each.empty for each in ranges) or self._of(reaches).widened(self.slack).meet(self.total).empty

    @property
    def reach(self) -> Range:
        return self._of([branch.reach for branch in self.branches])

    def _of(self, reaches: Sequence[Range]) -> Range:
        """The totals that the instruments' figures give."""
        return weighted(reaches, [branch.weight for branch in self.branches]) if reaches else Range()

    def eased(self) -> Region:
        """This region with each relation given as much slack as the known figures need to agree.

        None where they agree; the tolerance where they differ by rounding; and a relation that they plainly contradict
        is not used at all, since it then says nothing about a figure that is missing.
        """
        branches = tuple(replace(branch, slack=_slack(branch.own, mean(branch.scores))) for branch in self.branches)
        eased = replace(self, branches=branches)
        return replace(eased, slack=_slack(eased.total, eased.reach))

    def passing(self, level: LevelSpec) -> Region:
        """The choices that fulfil both conditions of `level`."""
        passed = replace(self, total=self.total.meet(_from(level.total_from)))
        if level.each_from is not None:
            for branch, place in self._places():
                passed = passed.cut(branch, place, _from(level.each_from))
        return passed

    def failing(self, level: LevelSpec) -> list[Region]:
        """The choices that fall short of `level`: by the total, or by one of the four scores."""
        failed = [replace(self, total=self.total.meet(_below(level.total_from)))]
        if level.each_from is not None:
            failed += [self.cut(branch, place, _below(level.each_from)) for branch, place in self._places()]
        return [region for region in failed if not region.empty]

    def _places(self) -> list[tuple[int, int]]:
        return [(i, place) for i, branch in enumerate(self.branches) for place in range(len(branch.scores))]

    def cut(self, index: int, place: int, to: Range) -> Region:
        return replace(
            self,
            branches=tuple(branch.cut(place, to) if i == index else branch for i, branch in enumerate(self.branches)),
        )


def possible_levels(levels: Sequence[LevelSpec], figures: Region) -> tuple[str, ...]:
    """The names of all levels that `figures` allow, best first; exactly one when the level is decided."""
    everything = figures.eased()
    possible = []
    left = [everything]
    for level in levels:
        if any(not region.passing(level).empty for region in left):
            possible.append(level.name)
        left = everything.failing(level)  # what fails a level fails all better ones too
    return tuple(possible)


@dataclass(frozen=True, slots=True)
class LevelGap:
    """Points to the next better level: of the total, and of each of the four scores it asks for (0 = enough)."""

    level: str
    total: Decimal
    scores: tuple[tuple[str, Decimal], ...]


def level_gap(
    levels: Sequence[LevelSpec],
    reached: str | None,
    total: Decimal | None,
    scores: Sequence[tuple[str, Decimal | None]],
) -> LevelGap | None:
    """The gap from `reached` to the level above it, on published figures.

    None for the best level, for an undecided one, and where a figure that the next level asks for is unknown.
    """
    names = [level.name for level in levels]
    if reached is None or total is None or names.index(reached) == 0:
        return None
    target = levels[names.index(reached) - 1]
    short = []
    if target.each_from is not None:
        for place, score in scores:
            if score is None:
                return None
            short.append((place, max(target.each_from - score, Decimal(0))))
    return LevelGap(target.name, max(target.total_from - total, Decimal(0)), tuple(short))


def _slack(whole: Range, reach: Range) -> Fraction:
    return next(slack for slack in _SLACKS if not whole.meet(reach.widened(slack)).empty)


def _from(bound: Decimal) -> Range:
    return Range(Fraction(bound) - _HALF_A_HUNDREDTH, Fraction(100))


def _below(bound: Decimal) -> Range:
    return Range(Fraction(0), Fraction(bound) - _HALF_A_HUNDREDTH, half_open=True)
