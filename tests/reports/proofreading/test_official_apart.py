"""Official and computed figures apart."""

from reports.proofreading.rules import official_apart
from tests.reports.proofreading.manuscripts import remarks, scored

RULE = official_apart.RULE
SCORES = {("i1", None): "90", ("i2", None): "90", ("i3", None): "93"}


def test_difference_is_a_warning() -> None:
    (remark,) = RULE(scored(SCORES, {"indicator-1": "92"}, urls={"indicator-1": "/grid#indicator-1"}))

    assert (remark.severity.value, remark.place, remark.url) == ("warning", "ตัวชี้วัดที่ 1", "/grid#indicator-1")
    assert "คะแนนทางการ 92.00 ต่างจากคะแนนที่คำนวณได้ 91.00 อยู่ 1.00 คะแนน" in remark.text


def test_small_difference_is_left() -> None:
    assert list(RULE(scored(SCORES, {"indicator-1": "91.02"}))) == []
    assert remarks(RULE) == []
