"""Thai that is not written as it is stored; what: tests/thaitext/test_slips.py."""

from reports.proofreading.rules import unnormalised
from tests.reports.proofreading.manuscripts import found, remarks

RULE = unnormalised.RULE


def test_unnormalised_thai_is_a_warning_that_one_button_mends() -> None:
    text = "ให้บริการประปาเเละนํ้าดื่ม"

    both = remarks(RULE, text)

    assert [remark.severity.value for remark in both] == ["warning"]
    assert both[0].mend is not None
    assert both[0].mend.of(text) == "ให้บริการประปาและน้ำดื่ม"


def test_normalised_thai_is_left() -> None:
    assert found(RULE, "ให้บริการประปาและน้ำดื่ม ทั่วถึง ฯลฯ ต่าง ๆ") == []
