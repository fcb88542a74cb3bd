"""Lowest questions that are not the lowest."""

from decimal import Decimal

import pytest

from reports.proofreading.manuscript import Manuscript, StatedLowest
from reports.proofreading.rules import lowest_question
from tests.reports.proofreading.manuscripts import scored, told, with_finding

RULE = lowest_question.RULE
KNOWN = {("i1", None): "98", ("i2", None): "97.82", ("i3", None): "99.02"}


def official_alone() -> Manuscript:
    """Indicator 6 as seed 002 prints it; none of its questions is known."""
    return scored({}, {"indicator-6": "99.20", "indicator-7": "100"})


@pytest.mark.parametrize(
    "text",
    [
        "ข้อคำถามที่ได้คะแนนน้อยที่สุดในตัวชี้วัดนี้ คือ “ให้บริการอย่างเท่าเทียมกัน (99.20 คะแนน)” จึงเห็นควร",
        "ข้อที่ต่ำที่สุด คือ ให้บริการอย่างเท่าเทียมกัน (๙๙.๒๐) คะแนน", "คะแนนต่ำสุดคือข้อ e2 ได้ 99.50 คะแนน",
    ],
)  # fmt: skip
def test_lowest_that_equals_its_indicator_is_an_error(text: str) -> None:
    assert [severity for severity, _ in told(RULE, with_finding(official_alone(), 6, text))] == ["error"]


@pytest.mark.parametrize(
    "text", ["ข้อคำถามที่ได้คะแนนน้อยที่สุด คือ ให้บริการ (98.10 คะแนน)", "ได้ 99.20 คะแนน ควรปรับปรุง", "น้อยที่สุดคือข้อแรก"]
)
def test_lowest_below_its_indicator_is_left(text: str) -> None:
    assert told(RULE, with_finding(official_alone(), 6, text)) == []


def test_lowest_above_a_known_score_is_an_error() -> None:
    read = with_finding(scored(KNOWN, {}), 1, "ข้อคำถามที่ได้คะแนนน้อยที่สุด คือ ข้อ i1 (98 คะแนน)")

    (remark,) = RULE(read)

    assert remark.says == "คะแนน 98 สูงกว่าข้อ i2 ซึ่งได้ 97.82 คะแนน จึงไม่ใช่ข้อที่ได้คะแนนน้อยที่สุด"


def test_wrong_question_without_its_score_is_an_error() -> None:
    read = with_finding(scored(KNOWN, {}), 1, "ข้อที่ได้คะแนนน้อยที่สุด คือข้อ i1 จึงเห็นควรปรับปรุง")

    assert told(RULE, read) == [("error", "คะแนนน้อยที่สุด")]


def test_quoted_question_that_is_not_the_lowest_is_an_error() -> None:
    read = scored(KNOWN, {})
    text = f"ข้อที่น้อยที่สุด คือ “{read.questions['i3']}” จึงเห็นควรปรับปรุง"

    assert told(RULE, with_finding(read, 1, text)) == [("error", "น้อยที่สุด")]


def test_right_lowest_question_is_left() -> None:
    read = with_finding(scored(KNOWN, {}), 1, "ข้อที่ได้คะแนนน้อยที่สุด คือข้อ i2 (97.82 คะแนน)")

    assert told(RULE, read) == []


def test_equal_questions_are_all_the_lowest() -> None:
    even = dict.fromkeys(KNOWN, "90")

    assert told(RULE, with_finding(scored(even, {}), 1, "ข้อที่ได้คะแนนน้อยที่สุด คือข้อ i1 (90 คะแนน)")) == []


@pytest.mark.parametrize(("value", "errors"), [("99.20", 1), ("99.50", 1), ("98", 0), (None, 0)])
def test_stated_lowest_is_below_its_indicator(value: str | None, errors: int) -> None:
    stated = (StatedLowest(6, "e2", Decimal(value) if value else None, "/finding"),)
    read = scored({}, {"indicator-6": "99.20"}, stated=stated)

    assert [each.url for each in RULE(read)] == ["/finding"] * errors


def test_question_that_equals_the_official_figure_is_a_warning() -> None:
    read = scored({("i1", None): "98.28", ("i2", None): "97"}, {"indicator-1": "98.28", "indicator-2": "100"})

    assert [(each.severity.value, each.place) for each in RULE(read)] == [("warning", "ข้อ i1")]
