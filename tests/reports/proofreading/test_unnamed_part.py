"""Scores of questions whose parts differ, without the part. e1 has 80 and 90, e2 70 in both."""

import pytest

from reports.proofreading.rules import unnamed_part
from tests.reports.proofreading.manuscripts import passage, scored, told

RULE = unnamed_part.RULE
SCORES = {("e1", 1): "80", ("e1", 2): "90", ("e2", 1): "70", ("e2", 2): "70", ("i1", None): "60"}


def test_part_that_is_not_named_is_a_warning() -> None:
    read = scored(SCORES, {}, passages=(passage("ข้อ e1 ได้ 80 คะแนน"),))

    (remark,) = RULE(read)

    assert remark.severity.value == "warning"
    assert remark.says == "ข้อ e1 มีคะแนนต่างกันในแต่ละส่วน (ส่วนที่ 1 ได้ 80 ส่วนที่ 2 ได้ 90) กรุณาระบุส่วน"


@pytest.mark.parametrize(
    "text",
    ["ข้อ e1 ส่วนที่ 1 ได้ 80 คะแนน", "ข้อ e2 ได้ 70 คะแนน", "ข้อ i1 ได้ 60 คะแนน", "ข้อ e1 ต้องปรับปรุง", "e1-2 ได้ 90 คะแนน"],
)
def test_named_or_equal_parts_are_left(text: str) -> None:
    assert told(RULE, scored(SCORES, {}, passages=(passage(text),))) == []
