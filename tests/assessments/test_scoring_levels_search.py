"""The sets of possible levels are exactly those that a search through all completions finds.

The search counts in units of 1/STEPS points, so that every value below is a whole number and dividing by a weight
leaves no remainder. With weights 6/20, 6/20, 8/20 the total in twentieths is 6·IIT + 3·EIT-1 + 3·EIT-2 + 8·OIT.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations, product

import pytest

from assessments.scoring import evaluate
from tests.assessments.specs import LEVELS_FROM_2566, framework_spec

EXCELLENT, GOOD, PASS, IMPROVE, URGENT = (level.name for level in LEVELS_FROM_2566)
STEPS = 200 * 24 * 1000
SHARES = {"IIT": 6, "EIT-1": 3, "EIT-2": 3, "OIT": 8}
HALF = STEPS // 200  # half a hundredth of a point: from bound - HALF on, a figure is published as the bound
HAIR = 24
Point = dict[str, int]


def corners(bounds: tuple[int, ...]) -> list[int]:
    """0, 100, and at each bound the least figure that passes it and one a hair below."""
    edges = [bound * STEPS - HALF for bound in bounds]
    return [0, 100 * STEPS, *edges, *(edge - HAIR for edge in edges)]


def twentieths(point: Point) -> int:
    return sum(share * point[place] for place, share in SHARES.items())


def completions(known: Mapping[str, int]) -> Iterator[Point]:
    """Every corner of the figures that agree with `known`: a level that is possible at all is possible at one of them.

    What a level allows is a body with flat sides, so it has corners; at a corner all figures stand at a bound, but for
    those that EIT or the total determines.
    """
    choices = {place: [known[place]] if place in known else corners((85, 95)) for place in SHARES}
    pairs = set(product(choices["EIT-1"], choices["EIT-2"]))
    if "EIT" in known:
        pairs = {(one, 2 * known["EIT"] - one) for one in choices["EIT-1"]} | {
            (2 * known["EIT"] - two, two) for two in choices["EIT-2"]
        }
        pairs = {(one, two) for one, two in pairs if known.get("EIT-1", one) == one and known.get("EIT-2", two) == two}
    free = [place for place in SHARES if place not in known and not (place.startswith("EIT") and "EIT" in known)]
    targets = [known["total"]] if "total" in known else corners((70, 85, 95))
    for iit, (one, two), oit in product(choices["IIT"], pairs, choices["OIT"]):
        point = {"IIT": iit, "EIT-1": one, "EIT-2": two, "OIT": oit}
        yield point
        for target, place in product(targets, free):
            yield point | {place: point[place] + (20 * target - twentieths(point)) // SHARES[place]}


def level_by_the_table(point: Point) -> str:
    """The table of ITA.md section 3, on published figures in hundredths of a point."""
    total = (twentieths(point) + 20 * HALF) // (20 * 2 * HALF)
    least = min((figure + HALF) // (2 * HALF) for figure in point.values())
    if total < 8500:
        return IMPROVE if total >= 7000 else URGENT
    if total >= 9500 and least >= 9500:
        return EXCELLENT
    return GOOD if least >= 8500 else PASS


def searched_levels(known: Mapping[str, int]) -> set[str]:
    return {
        level_by_the_table(point)
        for point in completions(known)
        if all(0 <= figure <= 100 * STEPS for figure in point.values())
        and ("total" not in known or 20 * known["total"] == twentieths(point))
    }


@pytest.mark.parametrize(
    "figures",
    [
        ("98.72", "100", "90.04", "100"),
        ("95", "95", "95", "95"),
        ("85", "85", "85", "85"),
        ("94.9", "97.1", "84.9", "96.3"),
        ("85.38", "88.84", "66.82", "86.88"),
        ("100", "100", "100", "87.49"),
    ],
)
def test_possible_levels_are_exactly_those_that_a_search_finds(figures: tuple[str, ...]) -> None:
    """Each of the 64 subsets of the six figures of one result, taken as the only ones known."""
    iit, one, two, oit = map(Decimal, figures)
    eit = (one + two) / 2
    total = Decimal("0.30") * iit + Decimal("0.30") * eit + Decimal("0.40") * oit
    whole = {"IIT": iit, "EIT-1": one, "EIT-2": two, "EIT": eit, "OIT": oit, "total": total}
    spec = framework_spec(2568, parts=(1, 2))

    for size in range(7):
        for subset in combinations(whole, size):
            found = searched_levels({place: int(whole[place] * STEPS) for place in subset})
            result = evaluate(spec, {}, {place: whole[place] for place in subset})

            assert set(result.possible_levels) == found, subset
