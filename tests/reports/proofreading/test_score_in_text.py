"""Scores in texts that differ from the table."""

import pytest

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.rules import score_in_text
from tests.reports.proofreading.manuscripts import passage, scored, told, with_finding

RULE = score_in_text.RULE


def year(*texts: str) -> Manuscript:
    """Indicator 1 has 98.28 (i1 98, i2 97.82, i3 99.02), e1 80 and 90 in its parts; the total is 95.5."""
    scores = {("i1", None): "98", ("i2", None): "97.82", ("i3", None): "99.02", ("e1", 1): "80", ("e1", 2): "90"}
    official = {"indicator-1": "98.28", "indicator-2": "93.215", "total": "95.5"}
    return scored(scores, official, passages=tuple(passage(text) for text in texts))


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("ข้อ i2 ได้ 79.82 คะแนน", "79.82"), ("ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ มีผลคะแนน ๙๘.๘๒ คะแนน",
        "๙๘.๘๒"), ("คะแนนรวม 59.5 คะแนน", "59.5"),
        ("ข้อ e1 ส่วนที่ 1 ได้ 90 คะแนน", "90"), ("ตัวชี้วัดที่ 1 ได้คะแนน 100", "100"), ("i2 (78.92) คะแนน", "78.92"),
        ("ตัวชี้วัดที่ 1 ได้คะแนนร้อยละ 88.10", "88.10"), ("คะแนนเฉลี่ยของตัวชี้วัดที่ 1 เท่ากับ 88.10", "88.10"),
        ("ข้อ I2 ได้ 79.82 คะแนน", "79.82"), ("ข้อ i 2 ได้ 79.82 คะแนน", "79.82"),
        ("ข้อ i2 จากเดิม 90.00 คะแนน เป็น 79.82 คะแนน", "79.82"),
        ("ข้อ i2 ปีที่ผ่านมาได้ 90.00 คะแนน ปีนี้ได้ 79.82 คะแนน", "79.82"),
        ("เป้าหมาย 99 คะแนน\nข้อ i2 ได้ 79.82 คะแนน", "79.82"),
    ],
)  # fmt: skip
def test_other_figure_of_what_is_named_is_an_error(text: str, stretch: str) -> None:
    assert told(RULE, year(text)) == [("error", stretch)]


@pytest.mark.parametrize(
    "text",
    [
        "ข้อ i2 ได้ 97.82 คะแนน", "ตัวชี้วัดที่ 2 ได้ 93.22 คะแนน", "ตัวชี้วัดที่ 2 ได้ 93.215 คะแนน",
        "ข้อ e1 ได้ 80 คะแนน", "คะแนนรวม 95.50 คะแนน",
        "ตัวชี้วัดที่ 1 เพิ่มขึ้น 2.35 คะแนน", "ตัวชี้วัดที่ 1 ต่ำกว่าเกณฑ์ 85 คะแนน",
        "เป้าหมายตัวชี้วัดที่ 1 ไม่ต่ำกว่า 99 คะแนน", "ตัวชี้วัดที่ 7 ได้ 50 คะแนน",
        "ปีงบประมาณ พ.ศ. 2567 ตัวชี้วัดที่ 1 ได้ 91.00 คะแนน", "ความพึงพอใจ 4.50 คะแนน", "ข้อ i99 ได้ 5 คะแนน",
        "ข้อ i1 ปีที่ผ่านมาได้ 90.00 คะแนน ปีนี้ได้ 98", "ข้อ i2 ปีที่ผ่านมาได้ 90.00 คะแนน ปีนี้ได้ 97.82 คะแนน",
        "ข้อ i2 จากเดิม 90.00 คะแนน เป็น 97.82 คะแนน", "ข้อ i2 จากเดิม 90.00 เป็น 97.82 คะแนน",
        "ตัวชี้วัดที่ 1 ลดลงจาก 99.00 คะแนน เหลือ 98.28 คะแนน",
        "เพื่อให้ตัวชี้วัดที่ 1 ได้ 99 คะแนน ในปีถัดไป", "ตัวชี้วัดที่ 1 ได้ 99 คะแนน ในปีถัดไป", "ตัวชี้วัดที่ 1 ได้ 99 คะแนนขึ้นไป",
        "ตั้งเป้าคะแนนรวม ไว้ที่ 99 คะแนน", "ค่าเฉลี่ยระดับประเทศของตัวชี้วัดที่ 1 87.50 คะแนน",
        "คะแนนเฉลี่ยระดับจังหวัดของตัวชี้วัดที่ 1 เท่ากับ 87.50",
        "ตัวชี้วัดที่ 1 จัดอบรม ผู้เข้าอบรมได้คะแนนทดสอบหลังเรียน 82.50 คะแนน", "ผู้ตอบข้อ i3 ให้คะแนน 0 คะแนน",
        "ตัวชี้วัดที่ 1 ได้ 91.00 คะแนน ในปี 2567", "ตัวชี้วัดที่ 1 ร้อยละ 82.50 ของผู้เข้าอบรม", "ตัวชี้วัดที่ 1 จัดอบรม ร้อยละ 82.50",
        "ตัวชี้วัดที่ 1 ปี 2567 ได้ 90.00 คะแนน ปี 2568 ได้ 98.28 คะแนน", "คะแนนรวม 95.5 คะแนน สูงกว่าค่าเฉลี่ยประเทศ 93.00 คะแนน",
        "ตัวชี้วัดที่ 1 ใช้งบประมาณเท่ากับ 82.50 ล้านบาท",
    ],
)  # fmt: skip
def test_right_figures_and_other_numbers_are_left(text: str) -> None:
    assert told(RULE, year(text)) == []


def test_wrong_figure_of_a_known_one_is_mended() -> None:
    (remark,) = RULE(year("ข้อ i2 ได้ 79.82 คะแนน"))

    assert remark.says == "ข้อ i2 ในข้อความได้ 79.82 คะแนน แต่ในตารางคะแนนได้ 97.82"
    assert remark.fix == "97.82"


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("ตัวชี้วัดที่ 1 ร้อยละ 88.10", "88.10"), ("ข้อ i2 ได้ 12,34 คะแนน", "12,34"), ("ข้อ i1 ถึง i3 ได้ 94.27 คะแนน", "94.27"),
        ("ปีที่ผ่านมาข้อ i1 ได้ 90.00 คะแนน ข้อ i2 ได้ 91.00 คะแนน", "91.00"),
    ],
)  # fmt: skip
def test_figure_that_may_be_anothers_is_a_warning_that_no_button_mends(text: str, stretch: str) -> None:
    (remark,) = RULE(year(text))

    assert (remark.severity.value, remark.excerpt and remark.excerpt.found) == ("warning", stretch)
    assert remark.mend is None


def test_unnamed_figure_in_a_finding_is_a_warning() -> None:
    read = with_finding(year(), 1, "มีผู้เห็นว่าควรปรับปรุง (99.31 คะแนน) จึงเห็นควรแก้ไข")

    assert told(RULE, read) == [("warning", "99.31")]


@pytest.mark.parametrize(
    "text", ["ข้อที่น้อยที่สุดได้ (97.82 คะแนน)", "ได้ 98.28 คะแนน", "คะแนนรวมได้ 95.50 คะแนน", "ได้ 5 คะแนน"]
)
def test_own_figure_in_a_finding_is_left(text: str) -> None:
    assert told(RULE, with_finding(year(), 1, text)) == []


def test_document_without_scores_is_left() -> None:
    assert told(RULE, Manuscript(own=year().own, result_year=2568, passages=(passage("ข้อ i2 ได้ 1 คะแนน"),))) == []
