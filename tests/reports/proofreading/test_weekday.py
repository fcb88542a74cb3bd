"""Weekdays that are not those of their days: 31 March 2569 is a Tuesday, 31 March 2564 a Wednesday."""

import pytest

from reports.proofreading.rules import weekday
from tests.reports.proofreading.manuscripts import found

RULE = weekday.RULE


def test_wrong_weekday_is_a_warning() -> None:
    text = "ปิดการลงทะเบียนในวันอังคารที่ ๓๑ มีนาคม ๒๕๖๔ เวลา ๑๗.๐๐ น."

    assert found(RULE, text) == [("warning", "วันอังคารที่ ๓๑ มีนาคม ๒๕๖๔")]


@pytest.mark.parametrize(
    "text", ["วันอังคารที่ 31 มีนาคม 2569", "วันพุธที่ 31 มี.ค. 2564", "วันที่ 31 มีนาคม 2564", "วันอังคารที่ 31 กุมภาพันธ์ 2564"]
)
def test_right_weekdays_are_left(text: str) -> None:
    assert found(RULE, text) == []
