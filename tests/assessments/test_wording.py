"""Results in words, the same on the screen, in documents and on the command line."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.scoring import Cell, Figure, FrameworkSpec, Result, ScoreWarning, evaluate
from assessments.wording import level_words, place_words, total_basis, undecided_words, warning_words
from tests.assessments.cases import BAN_SUAN_2568, SATENG_NOK_OFFICIAL
from tests.assessments.specs import spec_2566, spec_2568


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("total", "คะแนนรวม"),
        ("indicator-10", "ตัวชี้วัดที่ 10"),
        ("indicator-6-part-1", "ตัวชี้วัดที่ 6 ส่วนที่ 1"),
        ("IIT", "แบบวัด IIT"),
        ("EIT-2", "แบบวัด EIT ส่วนที่ 2"),
        ("i1", "i1"),
        ("9.1", "9.1"),
    ],
)
def test_place_words_call_a_figure_by_its_place(place: str, words: str) -> None:
    assert place_words(place) == words


@pytest.mark.parametrize(
    ("code", "place", "official", "computed", "words"),
    [
        (
            "official-differs", "indicator-10", "76.92", "73.75",
            "ตัวชี้วัดที่ 10: คะแนนทางการ 76.92 ต่างจากคะแนนที่คำนวณได้ 73.75 อยู่ 3.17 คะแนน",
        ),
        (
            "official-differs", "total", "83.7", "91",
            "คะแนนรวม: คะแนนทางการ 83.70 ต่างจากคะแนนที่คำนวณได้ 91.00 อยู่ 7.30 คะแนน",
        ),
        (
            "parts-differ", "EIT", "91", "82",
            "แบบวัด EIT: คะแนนที่ใช้ 91.00 ต่างจากค่าเฉลี่ยของคะแนนแต่ละส่วน 82.00 อยู่ 9.00 คะแนน",
        ),
    ],
)  # fmt: skip
def test_warning_words_state_both_figures_and_how_far_apart(
    code: str, place: str, official: str, computed: str, words: str
) -> None:
    warning = ScoreWarning(code, place, Figure(Decimal(official), Decimal(computed)))

    assert warning_words(warning) == words


def official(**figures: str) -> Result:
    """The result of 2568 from official figures alone; ``EIT_1`` is EIT-1."""
    return evaluate(spec_2568(), {}, {place.replace("_", "-"): Decimal(score) for place, score in figures.items()})


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (evaluate(spec_2566(), {}, SATENG_NOK_OFFICIAL), "ต้องปรับปรุง"),
        (evaluate(spec_2568(), {}, BAN_SUAN_2568), "ผ่านดีเยี่ยม หรือ ผ่านดี"),
        (official(IIT="90"), "–"),
        (official(), "–"),
    ],
    ids=["decided", "open", "no total", "nothing"],
)
def test_level_words_say_all_that_is_still_possible(result: Result, words: str) -> None:
    assert level_words(result) == words


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (evaluate(spec_2566(), {}, SATENG_NOK_OFFICIAL), ""),
        (
            evaluate(spec_2568(), {}, BAN_SUAN_2568),
            "ยังชี้ขาดระดับไม่ได้ เนื่องจากยังไม่มีคะแนนของแบบวัด EIT ส่วนที่ 1 และแบบวัด EIT ส่วนที่ 2",
        ),
        (
            official(IIT="99", EIT_1="99"),
            "ยังชี้ขาดระดับไม่ได้ เนื่องจากยังไม่มีคะแนนของแบบวัด EIT ส่วนที่ 2 และแบบวัด OIT",
        ),
    ],
    ids=["decided", "parts", "two"],
)
def test_undecided_words_say_what_is_missing(result: Result, words: str) -> None:
    assert undecided_words(result) == words


def test_undecided_words_name_the_total_where_all_four_scores_are_known() -> None:
    """Scoring decides such a level today; the sentence must hold for a level system that it could not decide."""
    result = replace(official(IIT="90", EIT_1="90", EIT_2="90", OIT="90"), possible_levels=("ผ่านดี", "ผ่าน"))

    assert undecided_words(result) == "ยังชี้ขาดระดับไม่ได้ เนื่องจากยังไม่มีคะแนนรวม"


def every(spec: FrameworkSpec) -> dict[Cell, Decimal]:
    """90 for each question."""
    return dict.fromkeys(evaluate(spec, {}, {}).questions, Decimal(90))


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (evaluate(spec_2568(), every(spec_2568()), {}), "จากคะแนนรายข้อ"),
        (evaluate(spec_2568(), every(spec_2568()), {"total": Decimal(91)}), "จากคะแนนรายข้อ"),
        (evaluate(spec_2568(), every(spec_2568()), {"indicator-3": Decimal(91)}), "จากคะแนนทางการบางส่วน"),
        (official(IIT="90", EIT="90", OIT="90"), "จากคะแนนทางการ"),
        (official(IIT="90"), ""),
    ],
    ids=["questions", "official total", "an indicator", "instruments", "no total"],
)
def test_total_basis_says_from_what_the_total_is_computed(result: Result, words: str) -> None:
    assert total_basis(result) == words
