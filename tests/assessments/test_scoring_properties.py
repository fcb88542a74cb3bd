"""What holds for every set of scores: order, monotony, missing cells, limits, and the soundness of possible levels."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import Cell, Figure, Result, Scored, evaluate
from tests.assessments.specs import LEVELS_FROM_2566, framework_spec, spec_2568

SPEC = spec_2568()
CELLS = list(evaluate(SPEC, {}, {}).questions)
SMALL = framework_spec(2568, iit_questions=1, eit_questions=1, oit_items={"9.1": 1, "10.1": 1}, parts=(1, 2))
SMALL_CELLS = list(evaluate(SMALL, {}, {}).questions)
PLACES = [*(f"indicator-{number}" for number in range(1, 11)), "IIT", "EIT", "EIT-1", "EIT-2", "OIT", "total"]
RANKS = [level.name for level in LEVELS_FROM_2566]

score = st.integers(0, 100_000).map(lambda thousandths: Decimal(thousandths) / 1000)
high_score = st.integers(80_000, 100_000).map(lambda thousandths: Decimal(thousandths) / 1000)
few = settings(max_examples=60, deadline=None, database=None)


def filled(cells: list[Cell]) -> st.SearchStrategy[dict[Cell, Decimal]]:
    """A score in every cell, either of the whole scale or near the bounds of the levels."""
    row = st.lists(score, min_size=len(cells), max_size=len(cells))
    high_row = st.lists(high_score, min_size=len(cells), max_size=len(cells))
    return (row | high_row).map(lambda scores: dict(zip(cells, scores, strict=True)))


def everything(result: Result) -> list[Scored]:
    """All figures of a result, always in the same order."""
    indicators = result.indicators.values()
    parts = chain.from_iterable(each.parts.values() for each in indicators)
    subs = chain.from_iterable(each.sub_indicators.values() for each in indicators)
    return [*parts, *subs, *indicators, *result.instruments.values(), result.total]


def cells_needed(result: Result) -> dict[str, set[Cell]]:
    """The cells that each computed figure rests on, by its place; written out from the structure of the year."""
    needed: dict[str, set[Cell]] = {"total": set(result.questions)}
    for instrument in SPEC.instruments:
        for indicator in instrument.indicators:
            for sub in indicator.sub_indicators:
                needed[sub.code] = {(code, None) for code in sub.questions}
            for cell in [cell for cell in result.questions if cell[0] in indicator.questions]:
                places = [f"indicator-{indicator.number}", instrument.code]
                if cell[1] is not None:
                    places += [f"indicator-{indicator.number}-part-{cell[1]}", f"{instrument.code}-{cell[1]}"]
                for place in places:
                    needed.setdefault(place, set()).add(cell)
    return needed


@few
@given(scores=filled(CELLS), data=st.data())
def test_order_of_cells_does_not_matter(scores: dict[Cell, Decimal], data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(scores.items()))))

    result = evaluate(SPEC, shuffled, {})

    assert result == evaluate(SPEC, scores, {})


@few
@given(scores=filled(CELLS), data=st.data())
def test_order_of_scores_within_an_indicator_does_not_matter(scores: dict[Cell, Decimal], data: st.DataObject) -> None:
    cells: list[Cell] = [("i4", None), ("i5", None), ("i6", None)]
    turned = dict(zip(cells, data.draw(st.permutations([scores[cell] for cell in cells])), strict=True))

    result = evaluate(SPEC, scores | turned, {})

    assert [each.figure for each in everything(result)] == [
        each.figure for each in everything(evaluate(SPEC, scores, {}))
    ]


@few
@given(scores=filled(CELLS), cell=st.sampled_from(CELLS), higher=score, hidden=st.sets(st.sampled_from(CELLS)))
def test_raising_a_score_lowers_nothing(
    scores: dict[Cell, Decimal], cell: Cell, higher: Decimal, hidden: set[Cell]
) -> None:
    known: dict[Cell, Decimal | None] = {place: None if place in hidden else value for place, value in scores.items()}
    known[cell] = scores[cell]

    before = evaluate(SPEC, known, {})
    after = evaluate(SPEC, known | {cell: max(scores[cell], higher)}, {})

    pairs = zip(everything(before), everything(after), strict=True)
    ranks = [[RANKS.index(name) for name in result.possible_levels] for result in (before, after)]
    assert all(
        low.figure.used is None or (high.figure.used is not None and low.figure.used <= high.figure.used)
        for low, high in pairs
    )
    assert min(ranks[1]) <= min(ranks[0])
    assert max(ranks[1]) <= max(ranks[0])


@few
@given(scores=filled(CELLS), removed=st.sampled_from(CELLS))
def test_removing_a_cell_takes_away_exactly_the_figures_that_need_it(
    scores: dict[Cell, Decimal], removed: Cell
) -> None:
    full = evaluate(SPEC, scores, {})
    needed = cells_needed(full)

    result = evaluate(SPEC, {cell: value for cell, value in scores.items() if cell != removed}, {})

    for before, after in zip(everything(full), everything(result), strict=True):
        expected = Figure(None, None) if removed in needed[before.place] else before.figure
        assert after.figure == expected, before.place
    assert (result.known, result.expected) == (len(CELLS) - 1, len(CELLS))


@few
@given(
    scores=st.dictionaries(st.sampled_from(CELLS), score | st.none()),
    official=st.dictionaries(st.sampled_from(PLACES), score | st.none()),
)
def test_any_input_stays_within_limits_and_has_a_possible_level(
    scores: dict[Cell, Decimal | None], official: dict[str, Decimal | None]
) -> None:
    result = evaluate(SPEC, scores, official)

    computed = [each.figure.computed for each in everything(result) if each.figure.computed is not None]

    assert all(0 <= figure <= 100 and figure.as_tuple().exponent == -2 for figure in computed)
    assert result.possible_levels
    assert list(result.possible_levels) == sorted(result.possible_levels, key=RANKS.index)
    assert (result.level is None) == (len(result.possible_levels) > 1)


@settings(max_examples=150, deadline=None, database=None)
@given(
    scores=filled(SMALL_CELLS),
    hidden=st.sets(st.sampled_from(SMALL_CELLS)),
    shown=st.sets(st.integers(1, 10)),
)
def test_true_level_is_among_those_that_partial_knowledge_allows(
    scores: dict[Cell, Decimal], hidden: set[Cell], shown: set[int]
) -> None:
    """One question an indicator, so that an indicator's exact figure can be given as its official one."""
    truth = evaluate(SMALL, scores, {})
    known = {cell: value for cell, value in scores.items() if cell not in hidden}
    exact = {number: truth.indicators[number].working.exact for number in shown}
    official = {
        f"indicator-{number}": Decimal(value.numerator) / value.denominator
        for number, value in exact.items()
        if value is not None
    }

    result = evaluate(SMALL, known, official)

    assert truth.level in result.possible_levels
    assert truth.level is not None
