"""Codes of questions with a figure for their letter; which: tests/thaitext/test_slips.py."""

from reports.proofreading.rules import code_slip
from tests.reports.proofreading.manuscripts import found, remarks

RULE = code_slip.RULE


def test_zero_for_o_is_a_warning_and_thai_digits_a_hint() -> None:
    assert found(RULE, "ข้อ ๐15 และ 0๑๑ ตาม O๔๒") == [("warning", "๐15"), ("warning", "0๑๑"), ("hint", "O๔๒")]


def test_code_is_mended() -> None:
    assert [remark.fix for remark in remarks(RULE, "ข้อ ๐15")] == ["o15"]


def test_codes_and_numbers_are_left() -> None:
    assert found(RULE, "ข้อ o15 i1 e10 ข้อ 10 โทร. 073-212345 เวลา 09.30 น. วันที่ 01 มกราคม") == []
