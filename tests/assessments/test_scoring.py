"""Figures from cells to total: golden cases worked by hand, and each rule of ITA.md section 2."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.scoring import Cell, Figure, Operand, ScoreWarning, evaluate
from tests.assessments.cases import BAN_SUAN_2568, SATENG_NOK, SATENG_NOK_EIT_ONLY, SATENG_NOK_OFFICIAL, TRAT_2564
from tests.assessments.specs import framework_spec, spec_2564, spec_2566, spec_2568


def test_iit_indicators_are_the_means_of_their_questions_half_up() -> None:
    """เทศบาลเมืองสะเตงนอก 2566, six questions each.

    1: 561.57 / 6 = 93.595 → 93.60    2: 481.70 / 6 = 80.2833… → 80.28    3: 532.14 / 6 = 88.69
    4: 496.23 / 6 = 82.705 → 82.71    5: 489.84 / 6 = 81.64
    IIT = 2561.48 / 30 = 85.38266… → 85.38
    """
    expected = [Decimal(each) for each in ("93.60", "80.28", "88.69", "82.71", "81.64")]

    result = evaluate(spec_2566(), SATENG_NOK, {})

    assert [result.indicators[number].figure.computed for number in range(1, 6)] == expected
    assert result.indicators[1].working.exact == Fraction("93.595")
    assert result.instruments["IIT"].working.exact == Fraction(256148, 3000)
    assert result.instruments["IIT"].figure == Figure(None, Decimal("85.38"))


def test_oit_indicator_is_the_mean_of_its_sub_indicators_not_of_its_items() -> None:
    """เทศบาลเมืองสะเตงนอก 2566: o35, o42 and o43 are 0, all others 100.

    9 = (100 · 5) / 5 = 100
    10.1 = 7/8 → 87.5, 10.2 = 3/5 → 60, indicator 10 = (87.5 + 60) / 2 = 73.75; the thirteen items would give 76.92.
    OIT = (100 + 73.75) / 2 = 86.875 → 86.88
    """
    result = evaluate(spec_2566(), SATENG_NOK, {})

    tenth = result.indicators[10]

    assert result.indicators[9].figure == Figure(None, Decimal("100.00"))
    assert tenth.sub_indicators["10.1"].figure.computed == Decimal("87.50")
    assert tenth.sub_indicators["10.2"].figure.computed == Decimal("60.00")
    assert tenth.figure.computed == Decimal("73.75")
    assert tenth.working.operands == (Operand("10.1", Decimal("87.50")), Operand("10.2", Decimal("60.00")))
    assert result.instruments["OIT"].figure.computed == Decimal("86.88")


def test_total_of_seed_001_stands_beside_the_official_one() -> None:
    """เทศบาลเมืองสะเตงนอก 2566: EIT from official indicators, since its questions are incomplete.

    EIT = (80.09 + 73.50 + 79.89) / 3 = 233.48 / 3 = 77.82666… → 77.83
    total = 0.30 · 2561.48/30 + 0.30 · 233.48/3 + 0.40 · 86.875 = 25.6148 + 23.3480 + 34.7500 = 83.7128 → 83.71
    From instruments rounded first it would be 25.614 + 23.349 + 34.752 = 83.715 → 83.72, which may be how the official
    figure came about. It differs by 0.01, which is within the tolerance.
    """
    official = SATENG_NOK_EIT_ONLY | {"total": Decimal("83.72")}

    result = evaluate(spec_2566(), SATENG_NOK, official)

    assert result.indicators[6].figure == Figure(Decimal("80.09"), None)
    assert result.instruments["EIT"].figure.computed == Decimal("77.83")
    assert result.total.working.exact == Fraction("83.7128")
    assert result.total.figure == Figure(Decimal("83.72"), Decimal("83.71"))
    assert result.total.figure.difference == Decimal("0.01")
    assert result.warnings == ()
    assert result.level == "ต้องปรับปรุง"


def test_total_of_seed_001_from_its_printed_indicators() -> None:
    """IIT 426.92 / 5 = 85.384; EIT 77.82666…; OIT 86.875.

    0.30 · 85.384 + 0.30 · 77.82666… + 0.40 · 86.875 = 25.6152 + 23.3480 + 34.7500 = 83.7132 → 83.71
    """
    printed = SATENG_NOK_OFFICIAL | {"total": None}

    result = evaluate(spec_2566(), {}, printed)

    assert result.total.working.exact == Fraction("83.7132")
    assert result.total.figure == Figure(None, Decimal("83.71"))
    assert result.level == "ต้องปรับปรุง"


def test_fragments_of_eit_give_parts_where_complete_and_no_indicator() -> None:
    """เทศบาลเมืองสะเตงนอก 2566: part 1 of indicator 6 is complete, 444.22 / 5 = 88.844 → 88.84; part 2 has nothing.

    Part 2 of indicator 7 is complete, 276.60 / 5 = 55.32; part 1 has only e10.
    """
    result = evaluate(spec_2566(), SATENG_NOK, {})

    sixth, seventh = result.indicators[6], result.indicators[7]

    assert [sixth.parts[part].figure.computed for part in (1, 2)] == [Decimal("88.84"), None]
    assert [seventh.parts[part].figure.computed for part in (1, 2)] == [None, Decimal("55.32")]
    assert (sixth.figure, seventh.figure) == (Figure(None, None), Figure(None, None))
    assert sixth.missing == tuple((f"e{nth}", 2) for nth in range(1, 6))
    assert seventh.parts[1].working.missing == 4
    assert (result.known, result.expected) == (30 + 18 + 43, 30 + 30 + 43)
    assert result.total.figure.used is None


def test_total_of_seed_000_from_official_indicators_with_three_decimals() -> None:
    """เทศบาลนครบ้านสวน 2568.

    IIT 493.59 / 5 = 98.718 → 98.72    EIT (97.16 + 94.68 + 93.215) / 3 = 285.055 / 3 = 95.01833… → 95.02    OIT 100
    total = 29.6154 + 28.5055 + 40 = 98.1209 → 98.12
    """
    result = evaluate(spec_2568(), {}, BAN_SUAN_2568)

    instruments = {place: scored.figure.computed for place, scored in result.instruments.items()}

    assert instruments == {
        "IIT": Decimal("98.72"),
        "EIT-1": None,
        "EIT-2": None,
        "EIT": Decimal("95.02"),
        "OIT": Decimal("100.00"),
    }
    assert result.total.figure == Figure(None, Decimal("98.12"))
    assert result.total.working.exact == Fraction("98.1209")
    assert result.indicators[8].figure.used == Decimal("93.215")


def test_total_of_trat_2564_from_ten_indicators() -> None:
    """IIT 449.73 / 5 = 89.946    EIT 267.81 / 3 = 89.27    OIT 138.45 / 2 = 69.225.

    total = 26.9838 + 26.7810 + 27.6900 = 81.4548 → 81.45, letter B
    """
    result = evaluate(spec_2564(), {}, TRAT_2564)

    assert result.total.figure == Figure(None, Decimal("81.45"))
    assert result.total.working.exact == Fraction("81.4548")
    assert result.level == "B"
    assert (result.known, result.expected) == (0, 0)


def test_eit_indicator_is_the_mean_of_its_two_parts_and_eit_parts_of_the_indicators() -> None:
    """Three questions an indicator, part 1 all 90, part 2: 60 in indicator 6, 72 in 7, 81 in 8.

    indicators 75, 81, 85.5; EIT-1 = 90, EIT-2 = (60 + 72 + 81) / 3 = 71; EIT = 241.5 / 3 = 80.5 = (90 + 71) / 2
    """
    second = {"6": 60, "7": 72, "8": 81}
    scores: dict[Cell, Decimal] = {(f"e{nth}", 1): Decimal(90) for nth in range(1, 10)}
    scores |= {(f"e{nth}", 2): Decimal(second[str(6 + (nth - 1) // 3)]) for nth in range(1, 10)}

    result = evaluate(spec_2568(), scores, {})

    assert [result.indicators[number].figure.computed for number in (6, 7, 8)] == [75, 81, Decimal("85.5")]
    assert result.instruments["EIT-1"].figure == Figure(None, Decimal(90))
    assert result.instruments["EIT-2"].figure == Figure(None, Decimal(71))
    assert result.instruments["EIT"].figure == Figure(None, Decimal("80.5"))


def test_eit_has_no_computed_figure_while_an_indicator_has_none() -> None:
    """EIT-1 93.00 and EIT-2 88.01 are official, two of three indicators are not known: EIT is not the parts' mean."""
    official = {"EIT-1": Decimal("93.00"), "EIT-2": Decimal("88.01"), "indicator-6": Decimal("90.00")}

    result = evaluate(spec_2568(), {}, official)

    assert result.instruments["EIT"].figure == Figure(None, None)
    assert [(each.place, each.value) for each in result.instruments["EIT"].working.operands] == [
        ("indicator-6", Decimal("90.00")),
        ("indicator-7", None),
        ("indicator-8", None),
    ]
    assert result.total.figure.used is None


def test_eit_prefers_its_indicators_to_its_part_figures() -> None:
    """Indicators 90, 91, 92 → 91; the parts' 80 and 84 average to 82 and are warned about."""
    official = {f"indicator-{number}": Decimal(84 + number) for number in (6, 7, 8)}
    official |= {"EIT-1": Decimal(80), "EIT-2": Decimal(84)}

    result = evaluate(spec_2568(), {}, official)

    assert result.instruments["EIT"].figure == Figure(None, Decimal(91))
    assert [(each.code, each.place, each.figure) for each in result.warnings] == [
        ("parts-differ", "EIT", Figure(Decimal(91), Decimal(82)))
    ]


def test_official_figure_of_a_lower_level_is_used_upward_before_the_computed_one() -> None:
    """Indicator 10 computed 73.75, official 80 → OIT (100 + 80) / 2 = 90; an official OIT of 70 stands in the total.

    total = 0.30 · 2561.48/30 + 0.30 · 233.48/3 + 0.40 · 70 = 25.6148 + 23.3480 + 28 = 76.9628
    """
    official = SATENG_NOK_EIT_ONLY | {"indicator-10": Decimal(80), "OIT": Decimal(70)}

    result = evaluate(spec_2566(), SATENG_NOK, official)

    assert result.indicators[10].figure == Figure(Decimal(80), Decimal("73.75"))
    assert result.instruments["OIT"].figure == Figure(Decimal(70), Decimal(90))
    assert result.total.working.exact == Fraction("76.9628")


def test_mean_of_thirds_that_decimals_cannot_hold_still_rounds_half_up() -> None:
    """Both parts alike; indicators 0.01/3, 0.01/3 and 0.025/3.

    EIT = (0.01/3 + 0.01/3 + 0.025/3) / 3 = 0.015 / 3 = 0.005 → 0.01; 28-digit decimals would give 0.00499…9 → 0.00.
    """
    firsts = {"e1": Decimal("0.01"), "e4": Decimal("0.01"), "e7": Decimal("0.025")}
    codes = [f"e{nth}" for nth in range(1, 10)]
    scores: dict[Cell, Decimal] = {(code, part): firsts.get(code, Decimal(0)) for code in codes for part in (1, 2)}

    result = evaluate(spec_2568(), scores, {})

    assert result.instruments["EIT"].working.exact == Fraction("0.005")
    assert result.instruments["EIT"].figure.computed == Decimal("0.01")


def test_missing_is_not_zero_on_any_level() -> None:
    """One missing item of 10.2 leaves 10.2, indicator 10, OIT and the total without a computed figure; 10.1 has one."""
    scores = SATENG_NOK | {("o43", None): None}

    result = evaluate(spec_2566(), scores, SATENG_NOK_EIT_ONLY)

    tenth = result.indicators[10]
    assert tenth.sub_indicators["10.1"].figure.computed == Decimal("87.50")
    assert tenth.sub_indicators["10.2"].figure.computed is None
    assert tenth.sub_indicators["10.2"].working.missing == 1
    assert tenth.missing == (("o43", None),)
    assert [tenth.figure.used, result.instruments["OIT"].figure.used, result.total.figure.used] == [None, None, None]
    assert result.instruments["IIT"].figure.computed == Decimal("85.38")


def test_zero_is_a_score() -> None:
    scores: dict[Cell, Decimal] = {(f"i{nth}", None): Decimal(0) for nth in range(1, 16)}

    result = evaluate(spec_2568(), scores, {})

    assert result.instruments["IIT"].figure == Figure(None, Decimal(0))
    assert result.known == 15


def test_official_zero_stands_before_the_computed_figure() -> None:
    figure = Figure(Decimal(0), Decimal(50))

    used = figure.used

    assert used == 0
    assert figure.difference == -50


def test_working_of_the_total_names_instruments_figures_and_weights() -> None:
    result = evaluate(spec_2566(), SATENG_NOK, SATENG_NOK_EIT_ONLY)

    working = result.total.working

    assert working.operands == (
        Operand("IIT", Decimal("85.38"), Decimal("0.30")),
        Operand("EIT", Decimal("77.83"), Decimal("0.30")),
        Operand("OIT", Decimal("86.88"), Decimal("0.40")),
    )
    assert working.missing == 0


def test_working_of_an_indicator_names_its_questions() -> None:
    result = evaluate(spec_2566(), {("i7", None): Decimal("63.49")}, {})

    working = result.indicators[2].working

    assert working.operands[:2] == (Operand("i7", Decimal("63.49")), Operand("i8", None))
    assert working.missing == 5


@pytest.mark.parametrize(("official", "warned"), [("93.62", False), ("93.58", False), ("93.63", True), ("93.57", True)])
def test_warning_when_official_and_computed_are_more_than_two_hundredths_apart(official: str, warned: bool) -> None:
    """Indicator 1 of seed 001 is computed as 93.60."""
    result = evaluate(spec_2566(), SATENG_NOK, {"indicator-1": Decimal(official)})

    places = [each.place for each in result.warnings]

    assert places == (["indicator-1"] if warned else [])


def test_warnings_name_every_level_with_both_figures() -> None:
    """Total = 0.30 · 90 + 0.30 · 77.82666… + 0.40 · (100 + 76.92) / 2 = 27 + 23.348 + 35.384 = 85.732 → 85.73."""
    official = SATENG_NOK_EIT_ONLY | {"indicator-10": Decimal("76.92"), "IIT": Decimal(90), "total": Decimal(91)}

    result = evaluate(spec_2566(), SATENG_NOK, official)

    assert result.warnings == (
        ScoreWarning("official-differs", "indicator-10", Figure(Decimal("76.92"), Decimal("73.75"))),
        ScoreWarning("official-differs", "IIT", Figure(Decimal(90), Decimal("85.38"))),
        ScoreWarning("official-differs", "total", Figure(Decimal(91), Decimal("85.73"))),
    )


def test_warning_on_a_part_says_which_part() -> None:
    """EIT is 90 by its indicators; its parts, 90 and an official 80, would make it 85."""
    scores: dict[Cell, Decimal] = {(f"e{nth}", part): Decimal(90) for nth in range(1, 10) for part in (1, 2)}

    result = evaluate(spec_2568(), scores, {"EIT-2": Decimal(80)})

    assert result.warnings == (
        ScoreWarning("official-differs", "EIT-2", Figure(Decimal(80), Decimal(90))),
        ScoreWarning("parts-differ", "EIT", Figure(Decimal(90), Decimal(85))),
    )


def test_framework_that_cannot_be_scored_uses_official_figures_only() -> None:
    spec = framework_spec(2569, oit_items={"9.1": 2, "10.1": 1}, parts=(1, 2), scoreable=False)
    scores: dict[Cell, Decimal] = {(f"o{nth}", None): Decimal(100) for nth in (1, 2, 3)}

    result = evaluate(spec, scores, BAN_SUAN_2568 | {"indicator-9": None})

    assert result.indicators[9].figure == Figure(None, None)
    assert result.indicators[10].figure == Figure(Decimal(100), None)
    assert result.instruments["IIT"].figure.computed == Decimal("98.72")
    assert result.instruments["OIT"].figure.used is None
    assert (result.known, result.expected) == (3, 3)


def test_nothing_known_gives_no_figure_and_no_warning() -> None:
    result = evaluate(spec_2566(), {}, {})

    figures = {each.figure for each in [*result.indicators.values(), *result.instruments.values(), result.total]}

    assert figures == {Figure(None, None)}
    assert result.warnings == ()
    assert (result.known, result.expected) == (0, 103)


def test_official_figures_that_contradict_each_other_are_scored_and_warned_about() -> None:
    """Total 0.30 · 10 + 0.30 · 95 + 0.40 · 10 = 35.5, not 99; the parts' mean is (40 + 20) / 2 = 30, not 95."""
    official = {"EIT": Decimal(95), "EIT-1": Decimal(40), "EIT-2": Decimal(20), "IIT": Decimal(10), "OIT": Decimal(10)}

    result = evaluate(spec_2566(), {}, official | {"total": Decimal(99)})

    assert result.level == "ผ่าน"
    assert result.warnings == (
        ScoreWarning("official-differs", "total", Figure(Decimal(99), Decimal("35.50"))),
        ScoreWarning("parts-differ", "EIT", Figure(Decimal(95), Decimal(30))),
    )


def test_result_cannot_be_changed() -> None:
    result = evaluate(spec_2566(), {}, {})

    with pytest.raises(FrozenInstanceError):
        result.total = result.instruments["IIT"]  # type: ignore[misc]
    with pytest.raises(TypeError):
        result.questions["i1", None] = Decimal(1)  # type: ignore[index]


def test_later_changes_of_the_input_do_not_reach_the_result() -> None:
    scores = dict(SATENG_NOK)

    result = evaluate(spec_2566(), scores, {})
    scores["i1", None] = None

    assert result.questions["i1", None] == Decimal("85.93")


@pytest.mark.parametrize("cell", [("i31", None), ("e1", None), ("e1", 3), ("i1", 1)])
def test_score_in_a_cell_that_the_framework_does_not_have_is_an_error(cell: tuple[str, int | None]) -> None:
    with pytest.raises(ValueError, match="the framework has no"):
        evaluate(spec_2566(), {cell: Decimal(90)}, {})


def test_official_figure_at_a_place_that_the_framework_does_not_have_is_an_error() -> None:
    with pytest.raises(ValueError, match="the framework has no 'EIT-1'"):
        evaluate(spec_2564(), {}, {"EIT-1": Decimal(90)})


def test_empty_entry_at_an_unknown_place_is_ignored() -> None:
    result = evaluate(spec_2564(), {}, {"EIT-1": None})

    assert list(result.instruments) == ["IIT", "EIT", "OIT"]


@pytest.mark.parametrize("score", ["-0.01", "100.01", "NaN", "Infinity"])
def test_score_outside_0_to_100_is_an_error(score: str) -> None:
    with pytest.raises(ValueError, match="not within 0-100"):
        evaluate(spec_2566(), {("i1", None): Decimal(score)}, {})
