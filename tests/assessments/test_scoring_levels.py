"""The rating level: every bound from both sides, and what unknown figures leave possible (ITA.md section 3)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assessments.levels import LevelGap
from assessments.scoring import Cell, LevelSpec, Operand, Result, evaluate
from tests.assessments.cases import BAN_SUAN_2568, SATENG_NOK, SATENG_NOK_EIT_ONLY, indicators
from tests.assessments.specs import LEVELS_FROM_2566, framework_spec, spec_2564, spec_2566, spec_2568

EXCELLENT, GOOD, PASS, IMPROVE, URGENT = (level.name for level in LEVELS_FROM_2566)
FOUR = ("IIT", "EIT-1", "EIT-2", "OIT")


def scored(**figures: str) -> Result:
    """The result of official figures alone; EIT_1 stands for "EIT-1"."""
    official = {place.replace("_", "-"): Decimal(figure) for place, figure in figures.items()}
    return evaluate(spec_2566(), {}, official)


@pytest.mark.parametrize(
    ("total", "letter"),
    [
        ("100", "AA"),
        ("95", "AA"),
        ("94.99", "A"),
        ("85", "A"),
        ("84.99", "B"),
        ("75", "B"),
        ("74.99", "C"),
        ("65", "C"),
        ("64.99", "D"),
        ("55", "D"),
        ("54.99", "E"),
        ("50", "E"),
        ("49.99", "F"),
        ("0", "F"),
    ],
)
def test_letter_until_2565_by_total_alone(total: str, letter: str) -> None:
    result = evaluate(spec_2564(), {}, {"total": Decimal(total), "IIT": Decimal(0), "OIT": Decimal(0)})

    possible = result.possible_levels

    assert possible == (letter,)
    assert result.level == letter


@pytest.mark.parametrize(
    ("total", "least", "level"),
    [
        ("100", "100", EXCELLENT),
        ("95", "95", EXCELLENT),
        ("95", "94.99", GOOD),
        ("94.99", "95", GOOD),
        ("94.99", "85", GOOD),
        ("85", "85", GOOD),
        ("97.59", "94.99", GOOD),
        ("97.59", "84.99", PASS),
        ("85", "84.99", PASS),
        ("85", "0", PASS),
        ("84.99", "85", IMPROVE),
        ("84.99", "0", IMPROVE),
        ("70", "0", IMPROVE),
        ("69.99", "0", URGENT),
        ("69.99", "85", URGENT),
        ("0", "0", URGENT),
    ],
)
@pytest.mark.parametrize("failing", FOUR)
def test_level_from_2566_by_total_and_the_least_of_four(total: str, least: str, level: str, failing: str) -> None:
    official = dict.fromkeys(FOUR, Decimal(100)) | {failing: Decimal(least), "total": Decimal(total)}

    result = evaluate(spec_2566(), {}, official)

    assert result.possible_levels == (level,)


@pytest.mark.parametrize(("total", "level"), [("84.995", GOOD), ("84.994", IMPROVE), ("94.995", EXCELLENT)])
def test_level_is_decided_on_the_published_total(total: str, level: str) -> None:
    """84.995 is published as 85.00, 84.994 as 84.99."""
    result = scored(IIT="100", EIT_1="100", EIT_2="100", OIT="100", total=total)

    decided = result.level

    assert decided == level


def test_level_is_decided_on_the_published_scores_of_computed_figures() -> None:
    """IIT of three questions at 94.99, 95.00 and 94.995 in each indicator: 284.985 / 3 = 94.995 → 95.00."""
    thirds = ("94.99", "95.00", "94.995")
    scores: dict[Cell, Decimal] = {(f"i{nth}", None): Decimal(thirds[nth % 3]) for nth in range(1, 16)}

    result = evaluate(spec_2568(), scores, {"EIT-1": Decimal(100), "EIT-2": Decimal(100), "OIT": Decimal(100)})

    assert result.level_operands[1] == Operand("IIT", Decimal("95.00"))
    assert result.level == EXCELLENT


def test_seed_001_is_decided_without_an_official_total() -> None:
    """Total 83.71 < 85, so no pair of EIT parts matters."""
    result = evaluate(spec_2566(), SATENG_NOK, SATENG_NOK_EIT_ONLY)

    possible = result.possible_levels

    assert possible == (IMPROVE,)


def test_seed_000_may_be_excellent_or_good_but_not_a_bare_pass() -> None:
    """EIT 95.02: a part may be as low as 2 · 95.02 - 100 = 90.04, or both may be 95.02."""
    result = evaluate(spec_2568(), {}, BAN_SUAN_2568)

    possible = result.possible_levels

    assert possible == (EXCELLENT, GOOD)
    assert result.level is None
    assert result.level_gap is None
    assert result.level_operands == (
        Operand("total", Decimal("98.12")),
        Operand("IIT", Decimal("98.72")),
        Operand("EIT-1", None),
        Operand("EIT-2", None),
        Operand("OIT", Decimal("100.00")),
    )


@pytest.mark.parametrize(
    ("eit", "possible"),
    [
        ("97.50", (EXCELLENT,)),
        ("97.49", (EXCELLENT, GOOD)),
        ("95", (EXCELLENT, GOOD)),
        ("94.99", (GOOD,)),
        ("92.50", (GOOD,)),
        ("92.49", (GOOD, PASS)),
        ("85", (GOOD, PASS)),
        ("84.99", (PASS,)),
    ],
)
def test_eit_without_its_parts_bounds_the_lower_one(eit: str, possible: tuple[str, ...]) -> None:
    """The lower part lies in [2m - 100, m]: 97.50 → at least 95; 97.49 → 94.98; 92.50 → 85; 92.49 → 84.98.

    With IIT and OIT 100 the total is 70 + 0.3m, at least 95 from m = 83.34 on.
    """
    result = scored(IIT="100", EIT=eit, OIT="100")

    levels = result.possible_levels

    assert levels == possible


@pytest.mark.parametrize(
    ("first", "possible"),
    [("95", (EXCELLENT,)), ("95.02", (GOOD,)), ("99", (GOOD,)), ("100", (GOOD,)), ("94", (GOOD,))],
)
def test_one_known_part_gives_the_other(first: str, possible: tuple[str, ...]) -> None:
    """EIT 95: the other part is 190 minus the known one, 95 → 95, 95.02 → 94.98, 99 → 91, 100 → 90, 94 → 96."""
    result = scored(IIT="100", EIT="95", EIT_1=first, OIT="100")

    levels = result.possible_levels

    assert levels == possible


def test_eit_indicators_bound_the_parts_more_tightly_than_their_mean() -> None:
    """Indicators 30, 100 and 100: EIT 76.67 alone lets a part be 53.34 and the other 100.

    In indicator 6 the parts add up to 60, so each lies within 0-60 there, and within (0 + 200) / 3 = 66.67 and
    (60 + 200) / 3 = 86.67 over all. A rule that asks 65 of each is therefore met for certain.
    """
    lenient = (LevelSpec(GOOD, Decimal(0), Decimal(65)), LevelSpec(PASS, Decimal(0)))
    spec = framework_spec(2568, parts=(1, 2), levels=lenient)
    official = {f"indicator-{number}": Decimal(figure) for number, figure in [(6, 30), (7, 100), (8, 100)]}

    with_indicators = evaluate(spec, {}, official | {"IIT": Decimal(100), "OIT": Decimal(100)})
    with_the_mean = evaluate(spec, {}, {"EIT": Decimal("76.67"), "IIT": Decimal(100), "OIT": Decimal(100)})

    assert with_indicators.possible_levels == (GOOD,)
    assert with_the_mean.possible_levels == (GOOD, PASS)


def test_unknown_instrument_is_bounded_by_the_official_total() -> None:
    """IIT and both parts 96; total 95.60 → OIT = (95.60 - 57.60) / 0.40 = 95; total 95.59 → 94.975 → 94.98."""
    enough = scored(IIT="96", EIT_1="96", EIT_2="96", total="95.60")
    short = scored(IIT="96", EIT_1="96", EIT_2="96", total="95.59")

    assert enough.possible_levels == (EXCELLENT,)
    assert short.possible_levels == (GOOD,)


@pytest.mark.parametrize("relation", [{"EIT": "92.4975"}, {"total": "97.74925"}])
def test_part_that_follows_as_exactly_the_bound_passes_it(relation: dict[str, str]) -> None:
    """Part 2 is 100. Part 1 = 2 · 92.4975 - 100 or (97.74925 - 70 - 15) / 0.15, each 84.995 and published as 85.00."""
    result = scored(IIT="100", EIT_2="100", OIT="100", **relation)

    possible = result.possible_levels

    assert possible == (GOOD,)


def test_official_total_alone_bounds_what_can_be_missing() -> None:
    """Total 99.50: a part of EIT has 15 % of it, so it may miss 0.50 / 0.15 = 3.33 points; OIT 1.25: all are above 95.

    Total 99.24 may hide a part at 100 - 0.76 / 0.15 = 94.93. Below 85 the total decides alone.
    """
    totals = {total: scored(total=total).possible_levels for total in ("99.50", "99.24", "90", "84.99", "69.99")}

    assert totals == {
        "99.50": (EXCELLENT,),
        "99.24": (EXCELLENT, GOOD),
        "90": (GOOD, PASS),
        "84.99": (IMPROVE,),
        "69.99": (URGENT,),
    }


def test_without_any_figure_every_level_is_possible() -> None:
    assert scored().possible_levels == (EXCELLENT, GOOD, PASS, IMPROVE, URGENT)
    assert evaluate(spec_2564(), {}, {}).possible_levels == ("AA", "A", "B", "C", "D", "E", "F")


def test_low_instrument_excludes_levels_before_the_total_is_known() -> None:
    """OIT 60 leaves a total between 24 and 84."""
    result = scored(OIT="60")

    possible = result.possible_levels

    assert possible == (IMPROVE, URGENT)


def test_question_cells_narrow_the_level_before_they_are_complete() -> None:
    """Seed 001 without o43, worth 100 / 5 / 2 / 2 = 5 points of OIT: OIT 86.875-91.875, total 83.7128-85.7128.

    EIT 77.83 has a part below 85, so a total from 85 on is ผ่าน. Without i1, which can add 14.07 / 6 / 5 = 0.47 points
    of IIT to what it had, the total stays below 85.
    """
    undecided = evaluate(spec_2566(), SATENG_NOK | {("o43", None): None}, SATENG_NOK_EIT_ONLY)
    decided = evaluate(spec_2566(), SATENG_NOK | {("i1", None): None}, SATENG_NOK_EIT_ONLY)

    assert undecided.possible_levels == (PASS, IMPROVE)
    assert decided.possible_levels == (IMPROVE,)


def test_rounding_of_official_figures_does_not_break_the_relation() -> None:
    """EIT 99.98 with part 1 = 99.95 asks for a part 2 of 100.01: within rounding of 100, so it is not unknown."""
    result = scored(IIT="100", EIT="99.98", EIT_1="99.95", OIT="100")

    possible = result.possible_levels

    assert possible == (EXCELLENT,)


def test_contradiction_says_nothing_about_the_missing_part() -> None:
    """EIT 95 with part 1 = 85 asks for a part 2 of 105: impossible, so part 2 stays unknown."""
    result = scored(IIT="100", EIT="95", EIT_1="85", OIT="100")

    possible = result.possible_levels

    assert possible == (GOOD, PASS)


def test_contradiction_inside_an_indicator_says_nothing_about_its_missing_part() -> None:
    """Indicator 6 is 90 with part 1 at 70, which asks for a part 2 of 110; indicators 7 and 8 are 100 in both parts.

    EIT 290 / 3 = 96.67; EIT-1 = 270 / 3 = 90. EIT-2 would be 2 · 96.67 - 90 = 103.33 and stays unknown.
    """
    scores: dict[Cell, Decimal] = {(f"e{nth}", 1): Decimal(70 if nth <= 3 else 100) for nth in range(1, 10)}
    official = {"IIT": 100, "OIT": 100, "indicator-6": 90, "indicator-7": 100, "indicator-8": 100}

    result = evaluate(spec_2568(), scores, {place: Decimal(figure) for place, figure in official.items()})

    assert result.instruments["EIT-1"].figure.computed == Decimal("90.00")
    assert result.possible_levels == (GOOD, PASS)


def test_contradicting_total_stands_as_typed() -> None:
    result = scored(IIT="50", EIT_1="50", EIT_2="50", OIT="50", total="96")

    decided = result.level

    assert decided == PASS


def test_no_levels_give_no_level() -> None:
    spec = framework_spec(2569, levels=(), scoreable=False)

    result = evaluate(spec, {}, indicators(*["90"] * 10))

    assert (result.possible_levels, result.level, result.level_gap) == ((), None, None)


def test_gap_names_what_the_next_level_asks_for() -> None:
    """83.71 lacks 1.29 to 85 and ผ่าน asks for no more. ผ่าน lacks in OIT; ผ่านดี lacks in total and EIT part 2."""
    improve = evaluate(spec_2566(), SATENG_NOK, SATENG_NOK_EIT_ONLY)
    passed = scored(IIT="99", EIT="99", EIT_1="99", EIT_2="99", OIT="84.50")
    good = scored(IIT="95", EIT_1="95", EIT_2="90", OIT="96", total="94.65")
    best = scored(IIT="96", EIT_1="96", EIT_2="96", OIT="96")

    assert improve.level_gap == LevelGap(PASS, Decimal("1.29"), ())
    assert passed.level_gap == LevelGap(
        GOOD,
        Decimal(0),
        (("IIT", Decimal(0)), ("EIT-1", Decimal(0)), ("EIT-2", Decimal(0)), ("OIT", Decimal("0.50"))),
    )
    assert good.level_gap == LevelGap(
        EXCELLENT,
        Decimal("0.35"),
        (("IIT", Decimal(0)), ("EIT-1", Decimal(0)), ("EIT-2", Decimal(5)), ("OIT", Decimal(0))),
    )
    assert best.level_gap is None


def test_gap_is_unknown_while_a_score_it_needs_is_unknown() -> None:
    result = scored(IIT="100", EIT="94", OIT="100")

    gap = result.level_gap

    assert result.level == GOOD
    assert gap is None
