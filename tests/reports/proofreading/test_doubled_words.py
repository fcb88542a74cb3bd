"""Doubled words; which ones: tests/thaitext/test_slips.py."""

from reports.proofreading.manuscript import Names
from reports.proofreading.rules import doubled_words
from tests.reports.proofreading.manuscripts import found, remarks

RULE = doubled_words.RULE


def test_doubled_word_is_a_warning_that_one_button_mends() -> None:
    text = "การใช้อำนาจ เป็นไปตามเป็นไปตามวัตถุประสงค์"

    (remark,) = remarks(RULE, text)

    assert (remark.severity.value, remark.fix) == ("warning", "เป็นไปตาม")
    assert remark.mend is not None
    assert remark.mend.of(text) == "การใช้อำนาจ เป็นไปตามวัตถุประสงค์"


def test_own_name_that_doubles_is_left() -> None:
    own = Names("เทศบาลตำบล", "หนองหมูหนองหมู", "สระบุรี")

    assert found(RULE, "ตลาดหนองหมูหนองหมู", own=own) == []
    assert found(RULE, "ตลาดหนองแขมหนองแขม", own=own) == [("warning", "หนองแขมหนองแขม")]
