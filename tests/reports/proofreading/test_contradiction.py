"""Narratives that say the opposite of their scores."""

import pytest

from reports.proofreading.rules import contradiction
from tests.reports.proofreading.manuscripts import scored, told, with_finding

RULE = contradiction.RULE


def finding(score: str, text: str) -> list[str]:
    """How grave the rule's remarks on a finding are."""
    return [severity for severity, _ in told(RULE, with_finding(scored({}, {"indicator-5": score}), 5, text))]


@pytest.mark.parametrize(
    ("score", "text"),
    [
        ("70", "จากผลคะแนนดังกล่าว ควรรักษามาตรฐานไว้"), ("84.99", "ผ่านเกณฑ์ที่กำหนด"), ("70", "การดำเนินงานอยู่ในระดับดีเยี่ยม"),
        ("90", "คะแนนต่ำกว่าเกณฑ์ จึงเห็นควรแก้ไข"), ("85", "ไม่ผ่านเกณฑ์"), ("96", "ปีที่ผ่านมาต่ำกว่าเกณฑ์ ปีนี้คะแนนต่ำกว่าเกณฑ์"),
        ("96", "ไม่มีข้อที่ไม่ผ่านเกณฑ์\nตัวชี้วัดที่ 5 ได้ 96 คะแนน ต่ำกว่าเกณฑ์"), ("84", "ทุกข้อผ่านเกณฑ์"),
        ("100", "พบว่าเจ้าหน้าที่บางส่วนคิดว่า มาตรการป้องกันการทุจริตยังไม่สามารถป้องกันได้อย่างแท้จริง จึงเห็นควรวิเคราะห์ความเสี่ยง"),
    ],
)  # fmt: skip
def test_opposite_of_the_score_is_an_error(score: str, text: str) -> None:
    assert finding(score, text) == ["error"]


@pytest.mark.parametrize(
    ("score", "text"),
    [
        ("95", "จากผลคะแนนดังกล่าว ควรรักษามาตรฐานไว้"), ("70", "ยังไม่ผ่านเกณฑ์ จึงเห็นควรแก้ไขและปรับปรุง"),
        ("84.99", "ต่ำกว่าเกณฑ์ จึงต้องยกระดับให้ผ่านเกณฑ์"),
        ("99", "ยังมีเจ้าหน้าที่บางส่วนคิดว่า การสั่งงานยังไม่เป็นธรรม เห็นควรมีมาตรการ"),
        ("100", "ควรรักษามาตรฐานไว้"), ("85", "ผ่านเกณฑ์"),
        ("70", "แม้บางข้ออยู่ในระดับดี แต่ยังมีข้อบกพร่องที่ควรปรับปรุง"),
        ("96", "ทุกข้อผ่านเกณฑ์ ไม่มีข้อที่ไม่ผ่านเกณฑ์"), ("96", "ไม่มีข้อใดต่ำกว่าเกณฑ์"), ("96", "ไม่พบว่ามีคะแนนต่ำกว่าเกณฑ์"),
        ("96", "ปีที่ผ่านมาต่ำกว่าเกณฑ์ ปีนี้จึงดีขึ้นมาก"), ("96", "หากผลต่ำกว่าเกณฑ์จะต้องรายงานผู้บริหาร"),
        ("96", "ปี ๒๕๖๖ คะแนนต่ำกว่าเกณฑ์"), ("96", "กำกับติดตามเพื่อป้องกันไม่ให้คะแนนต่ำกว่าเกณฑ์"),
        ("96", "ไม่ผ่านเกณฑ์ 2 ข้อ จากทั้งหมด"),
        ("84", "มี 2 ข้อที่ผ่านเกณฑ์ และ 1 ข้อที่ควรปรับปรุง"), ("84", "มี ๒ ข้อที่ผ่านเกณฑ์"), ("84", "บางข้อผ่านเกณฑ์"),
        ("84", "ผ่านเกณฑ์เพียง 2 ข้อ จากทั้งหมด 3 ข้อ"), ("84", "ปีที่ผ่านมาผ่านเกณฑ์"), ("84", "หน่วยงานไม่สามารถรักษามาตรฐานได้"),
        ("100", "ปีที่ผ่านมาเจ้าหน้าที่บางส่วนเห็นว่า การสั่งงานยังไม่เป็นธรรม จึงเห็นควรแก้ไข"),
    ],
)  # fmt: skip
def test_narrative_that_agrees_is_left(score: str, text: str) -> None:
    assert finding(score, text) == []


@pytest.mark.parametrize(
    ("score", "text"),
    [
        ("84", "บุคลากรมีความรู้ดีเยี่ยม"), ("84", "การทำงานเป็นที่น่าพอใจ"), ("84", "บุคลากรรักษามาตรฐานการให้บริการได้ดี"),
        ("84", "การเบิกจ่ายงบประมาณผ่านเกณฑ์"), ("96", "การเบิกจ่ายงบประมาณต่ำกว่าเกณฑ์"),
        ("96", "ไม่มีมาตรการรองรับ คะแนนต่ำกว่าเกณฑ์"),
    ],
)  # fmt: skip
def test_what_may_be_said_of_something_else_is_a_warning(score: str, text: str) -> None:
    assert finding(score, text) == ["warning"]


def test_complaint_that_is_praise_is_a_warning() -> None:
    """Seed 002, indicator 7: the question's own words, unturned."""
    text = "ยังมีผู้มารับบริการบางส่วนมีความเห็นว่าหน่วยงานมีการประชาสัมพันธ์ข้อมูลข่าวสารอย่างชัดเจน เห็นควรมีมาตรการยกระดับ"

    assert finding("99.31", text) == ["warning"]


def test_low_question_of_a_passing_indicator_may_be_called_low() -> None:
    read = with_finding(
        scored({("i13", None): "80", ("i14", None): "95", ("i15", None): "95"}, {}), 5, "ข้อ i13 ต่ำกว่าเกณฑ์"
    )

    assert told(RULE, read) == []


def test_finding_without_scores_is_left() -> None:
    assert told(RULE, with_finding(scored({}, {}), 5, "ผ่านเกณฑ์ ต่ำกว่าเกณฑ์")) == []
