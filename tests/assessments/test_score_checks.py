"""What looks wrong in a year's figures: each rule at its bound from both sides, its words, and the order of all."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from assessments.codes import Place, places_by_key
from assessments.score_checks import Check, Severity, score_checks
from assessments.scoring import FrameworkSpec, evaluate
from tests.assessments.cases import SATENG_NOK, SATENG_NOK_OFFICIAL
from tests.assessments.specs import framework_spec, spec_2564, spec_2566, spec_2568

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT
NOTHING = "ยังไม่มีคะแนนแม้แต่ช่องเดียว กรุณากรอกคะแนนก่อนส่ง"


def checks(
    figures: Mapping[str, str], last_year: Mapping[str, str] | None = None, spec: FrameworkSpec | None = None
) -> list[Check]:
    """All remarks on the figures of 2568, or of `spec`; figures by key ("i1", "e1-2", "total")."""
    spec = spec or spec_2568()
    places = places_by_key(spec)
    given = {places[key]: Decimal(value) for key, value in figures.items()}
    before: dict[Place, Decimal] = {places[key]: Decimal(value) for key, value in (last_year or {}).items()}
    result = evaluate(
        spec,
        {place: value for place, value in given.items() if not isinstance(place, str)},
        {place: value for place, value in given.items() if isinstance(place, str)},
    )
    return list(score_checks(spec, result, before))


def warnings(
    figures: Mapping[str, str], last_year: Mapping[str, str] | None = None, spec: FrameworkSpec | None = None
) -> dict[str, str]:
    """The warnings' words by key; no figure here has two."""
    found = [check for check in checks(figures, last_year, spec) if check.severity is WARNING]
    assert len({check.key for check in found}) == len(found)
    return {check.key: check.words for check in found}


# Nothing entered


@pytest.mark.parametrize(
    ("spec", "key"),
    [
        (spec_2568(), "i1"),
        (spec_2564(), "indicator-1"),
        (framework_spec(2569, oit_items={"9.1": 2, "10.1": 1}, parts=(1, 2), scoreable=False), "indicator-1"),
    ],
    ids=["questions", "no questions", "not scoreable"],
)
def test_year_without_any_figure_is_an_error_at_the_first_figure(spec: FrameworkSpec, key: str) -> None:
    first, *others = checks({}, spec=spec)

    assert first == Check(ERROR, key, NOTHING)
    assert {check.severity for check in others} == {HINT}


@pytest.mark.parametrize("key", ["i1", "e9-2", "o28", "indicator-10", "EIT-2", "OIT", "total"])
@pytest.mark.parametrize("value", ["0", "100"])
def test_one_figure_is_enough_also_0(key: str, value: str) -> None:
    """0 is a figure; only what is missing is none."""
    severities = {check.severity for check in checks({key: value})}

    assert ERROR not in severities


# Far from last year


@pytest.mark.parametrize(
    ("key", "value", "before"),
    [
        ("i1", "95", "75"),
        ("i1", "75", "95"),
        ("i1", "95.00", "75.000"),
        ("e1-2", "20", "0"),
        ("indicator-7", "93.215", "73.215"),
        ("total", "60", "80"),
    ],
)
def test_figure_20_points_from_last_years_is_not_asked_about(key: str, value: str, before: str) -> None:
    """95 − 75 = 20.00, and 73.215 + 20 = 93.215."""
    assert warnings({key: value}, {key: before}) == {}


@pytest.mark.parametrize(
    ("key", "value", "before", "words"),
    [
        ("i1", "95.01", "75", "ข้อ i1 ได้ 95.01 ต่างจากปีก่อน (75.00) 20.01 คะแนน กรุณาตรวจสอบกับระบบ ITAS"),
        ("i1", "75", "95.01", "ข้อ i1 ได้ 75.00 ต่างจากปีก่อน (95.01) 20.01 คะแนน กรุณาตรวจสอบกับระบบ ITAS"),
        ("e1-2", "20.01", "0", "ข้อ e1 ส่วนที่ 2 ได้ 20.01 ต่างจากปีก่อน (0.00) 20.01 คะแนน กรุณาตรวจสอบกับระบบ ITAS"),
        ("o1", "0", "100", "ข้อ o1 ได้ 0.00 ต่างจากปีก่อน (100.00) 100.00 คะแนน กรุณาตรวจสอบกับระบบ ITAS"),
        (
            "indicator-7", "93.225", "73.215",
            "ตัวชี้วัดที่ 7 ได้ 93.23 ต่างจากปีก่อน (73.22) 20.01 คะแนน กรุณาตรวจสอบกับระบบ ITAS",
        ),
        ("EIT-1", "9.5", "95", "แบบวัด EIT ส่วนที่ 1 ได้ 9.50 ต่างจากปีก่อน (95.00) 85.50 คะแนน กรุณาตรวจสอบกับระบบ ITAS"),
        ("total", "59.99", "80", "คะแนนรวม ได้ 59.99 ต่างจากปีก่อน (80.00) 20.01 คะแนน กรุณาตรวจสอบกับระบบ ITAS"),
    ],
)  # fmt: skip
def test_figure_further_than_20_points_from_last_years_is_asked_about(
    key: str, value: str, before: str, words: str
) -> None:
    """93.225 − 73.215 = 20.01; shown half-up: 93.23 and 73.22."""
    assert warnings({key: value}, {key: before}) == {key: words}


@pytest.mark.parametrize(
    ("this_year", "last_year"),
    [({"i2": "90"}, {"i1": "10"}), ({"i1": "10"}, {}), ({"e1-1": "90"}, {"e1-2": "10"})],
    ids=["not entered yet", "nothing last year", "the other part"],
)
def test_figure_without_its_own_of_last_year_is_not_asked_about(
    this_year: dict[str, str], last_year: dict[str, str]
) -> None:
    assert warnings(this_year, last_year) == {}


# Equal to the indicator's official figure


@pytest.mark.parametrize(
    ("figures", "key", "words"),
    [
        (
            {"i2": "98.28", "indicator-1": "98.28"}, "i2",
            "ข้อ i2 ได้ 98.28 เท่ากับคะแนนทางการของตัวชี้วัดที่ 1 พอดี กรุณาตรวจสอบว่าไม่ได้คัดลอกผิดแถว",
        ),
        (
            {"e9-2": "94.680", "indicator-8": "94.68"}, "e9-2",
            "ข้อ e9 ส่วนที่ 2 ได้ 94.68 เท่ากับคะแนนทางการของตัวชี้วัดที่ 8 พอดี กรุณาตรวจสอบว่าไม่ได้คัดลอกผิดแถว",
        ),
        (
            {"i15": "0.001", "indicator-5": "0.001"}, "i15",
            "ข้อ i15 ได้ 0.00 เท่ากับคะแนนทางการของตัวชี้วัดที่ 5 พอดี กรุณาตรวจสอบว่าไม่ได้คัดลอกผิดแถว",
        ),
    ],
)  # fmt: skip
def test_question_equal_to_its_indicator_is_asked_about(figures: dict[str, str], key: str, words: str) -> None:
    """Seed 002: a question's score that was copied from the indicator's row."""
    assert warnings(figures) == {key: words}


@pytest.mark.parametrize(
    "figures",
    [
        {"i2": "98.281", "indicator-1": "98.28"},
        {"i2": "98.279", "indicator-1": "98.28"},
        {"i2": "98.28", "indicator-2": "98.28"},
        {"i2": "98.28", "IIT": "98.28", "total": "98.28"},
        {"i2": "98.28"},
        {"i2": "100", "indicator-1": "100"},
        {"i2": "0", "indicator-1": "0"},
        {"o1": "100", "indicator-9": "100"},
        {"o21": "0", "indicator-10": "0"},
    ],
    ids=[
        "a thousandth above", "a thousandth below", "another indicator's", "its instrument's", "no official figure",
        "100", "0", "100 of OIT", "0 of OIT",
    ],
)  # fmt: skip
def test_question_that_is_not_equal_or_may_well_be_is_not_asked_about(figures: dict[str, str]) -> None:
    assert warnings(figures) == {}


def test_question_that_is_its_indicators_only_one_is_not_asked_about() -> None:
    """One question, one score: it is the indicator's own figure."""
    spec = framework_spec(2568, iit_questions=1, eit_questions=1, oit_items={"9.1": 1, "10.1": 1})

    assert warnings({"i1": "98.28", "indicator-1": "98.28"}, spec=spec) == {}


def test_only_question_of_two_parts_is_asked_about() -> None:
    """One question in two parts: their mean is the indicator's figure, so one part alone seldom is."""
    spec = framework_spec(2568, iit_questions=1, eit_questions=1, oit_items={"9.1": 1, "10.1": 1}, parts=(1, 2))

    assert list(warnings({"e1-1": "98.28", "indicator-6": "98.28"}, spec=spec)) == ["e1-1"]


# Official apart from computed


@pytest.mark.parametrize("official", ["89.98", "90", "90.02"])
def test_official_figure_within_002_of_the_computed_one_is_not_asked_about(official: str) -> None:
    """(89 + 89 + 92) / 3 = 90."""
    assert warnings({"i1": "89", "i2": "89", "i3": "92", "indicator-1": official}) == {}


@pytest.mark.parametrize(
    ("official", "shown"), [("89.979", ("89.98", "0.02")), ("90.021", ("90.02", "0.02")), ("90.03", ("90.03", "0.03"))]
)
def test_official_figure_further_than_002_from_the_computed_one_is_asked_about(
    official: str, shown: tuple[str, str]
) -> None:
    """(89 + 89 + 92) / 3 = 90; 90.021 − 90 = 0.021, shown as 0.02."""
    assert warnings({"i1": "89", "i2": "89", "i3": "92", "indicator-1": official}) == {
        "indicator-1": (
            f"ตัวชี้วัดที่ 1: คะแนนทางการ {shown[0]} ต่างจากคะแนนที่คำนวณได้ 90.00 อยู่ {shown[1]} คะแนน กรุณาตรวจสอบกับระบบ ITAS"
        )
    }


def test_official_figure_beside_the_rounded_computed_one_is_compared_with_what_is_shown() -> None:
    """(90 + 90 + 91) / 3 = 90.333…, shown and compared as 90.33: 90.35 is 0.02 away, 90.351 more."""
    scores = {"i1": "90", "i2": "90", "i3": "91"}

    found = [list(warnings(scores | {"indicator-1": official})) for official in ("90.35", "90.351")]

    assert found == [[], ["indicator-1"]]


def test_instruments_and_total_are_compared_as_indicators_are() -> None:
    """IIT 90, EIT 80, OIT 100 officially: 0.30 · 90 + 0.30 · 80 + 0.40 · 100 = 91, not 95.

    EIT is the mean of its parts, (82 + 84) / 2 = 83, not 80.
    """
    figures = {"IIT": "90", "EIT": "80", "EIT-1": "82", "EIT-2": "84", "OIT": "100", "total": "95"}

    assert warnings(figures) == {
        "total": "คะแนนรวม: คะแนนทางการ 95.00 ต่างจากคะแนนที่คำนวณได้ 91.00 อยู่ 4.00 คะแนน กรุณาตรวจสอบกับระบบ ITAS",
        "EIT": "แบบวัด EIT: คะแนนที่ใช้ 80.00 ต่างจากค่าเฉลี่ยของคะแนนแต่ละส่วน 83.00 อยู่ 3.00 คะแนน กรุณาตรวจสอบกับระบบ ITAS",
    }


# Still missing


def test_cells_that_are_missing_are_hints_by_indicator() -> None:
    """Of 2568 all is known but i2, i4–i6, e1 part 2, e2 in both parts, o5, and the official figures of 3 and total."""
    spec = spec_2568()
    missing = {"i2", "i4", "i5", "i6", "e1-2", "e2-1", "e2-2", "o5", "indicator-3", "total"}
    cells = {key: "100" for key in places_by_key(spec) if key not in missing}

    assert checks(cells) == [
        Check(HINT, "i2", "ตัวชี้วัดที่ 1 ยังไม่มีคะแนนของข้อ i2"),
        Check(HINT, "i4", "ตัวชี้วัดที่ 2 ยังไม่มีคะแนนของข้อ i4 i5 และ i6"),
        Check(HINT, "e1-2", "ตัวชี้วัดที่ 6 ยังไม่มีคะแนนของข้อ e1 ส่วนที่ 2 e2 ส่วนที่ 1 และ e2 ส่วนที่ 2"),
        Check(HINT, "o5", "ตัวชี้วัดที่ 9 ยังไม่มีคะแนนของข้อ o5"),
        Check(HINT, "indicator-3", "ยังไม่มีคะแนนทางการของตัวชี้วัดที่ 3"),
        Check(HINT, "total", "ยังไม่มีคะแนนทางการของคะแนนรวม"),
    ]


@pytest.mark.parametrize("missing", ["IIT", "EIT", "EIT-1", "EIT-2", "OIT"])
def test_official_figure_of_an_instrument_may_stay_empty(missing: str) -> None:
    """ITAS prints those of the indicators and the total everywhere, those of the instruments not."""
    assert checks({key: "100" for key in places_by_key(spec_2568()) if key != missing}) == []


@pytest.mark.parametrize(
    "spec",
    [spec_2564(), framework_spec(2569, oit_items={"9.1": 2, "10.1": 1}, parts=(1, 2), scoreable=False)],
    ids=["no questions", "not scoreable"],
)
def test_year_without_question_scores_misses_official_figures_alone(spec: FrameworkSpec) -> None:
    remarks = checks({"total": "90"}, spec=spec)

    assert remarks == [
        Check(HINT, f"indicator-{number}", f"ยังไม่มีคะแนนทางการของตัวชี้วัดที่ {number}") for number in range(1, 11)
    ]


# All together


def test_remarks_come_by_severity_then_by_rule_then_in_the_frameworks_order() -> None:
    """i1 − 20.01 and total − 30 from last year; i2 and e1 part 1 equal to their indicators; (75 + 99 + 92) / 3 = 88.67
    is not 99."""
    figures = {
        "i1": "75", "i2": "99", "i3": "92",
        "e1-1": "80", "indicator-1": "99", "indicator-6": "80", "total": "60",
    }  # fmt: skip
    last_year = {"total": "90", "i1": "95.01", "i3": "92"}

    remarks = checks(figures, last_year)

    severities = [check.severity for check in remarks]
    assert severities == [WARNING] * 5 + [HINT] * 17
    assert [(check.key, check.words.split()[1]) for check in remarks if check.severity is WARNING] == [
        ("i1", "i1"),
        ("total", "ได้"),
        ("i2", "i2"),
        ("e1-1", "e1"),
        ("indicator-1", "1:"),
    ]
    assert [check.key for check in remarks[5:]] == [
        *("i4", "i7", "i10", "i13", "e1-2", "e4-1", "e7-1", "o1", "o21"),
        *(f"indicator-{number}" for number in (2, 3, 4, 5, 7, 8, 9, 10)),
    ]


def test_figure_may_have_several_remarks() -> None:
    """98.28 is far from last year's 70, and equal to its indicator's official figure."""
    remarks = checks({"i2": "98.28", "indicator-1": "98.28"}, {"i2": "70"})

    assert [(check.severity, check.key) for check in remarks if check.key == "i2"] == [(WARNING, "i2"), (WARNING, "i2")]


def test_real_year_without_a_fault_is_asked_about_nothing_but_what_is_missing() -> None:
    """สะเตงนอก 2566: its official figures are those of its questions, of which EIT's are known in fragments."""
    spec = spec_2566()

    remarks = score_checks(spec, evaluate(spec, SATENG_NOK, SATENG_NOK_OFFICIAL), {})

    assert [(check.severity, check.key) for check in remarks] == [(HINT, "e1-2"), (HINT, "e6-1"), (HINT, "e13-1")]
