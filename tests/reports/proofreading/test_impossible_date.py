"""Days that no calendar has."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.proofreading.rules import impossible_date
from tests.reports.proofreading.manuscripts import found, remarks
from thaitext.dates import DateStyle, format_date

RULE = impossible_date.RULE


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("วันที่ดำเนินการ 1 6.ค. พ.ศ. 2566", "6.ค."), ("30 มี.ย. พ.ศ. 2567", "มี.ย."), ("31 ก.ย. 2567", "31 ก.ย. 2567"),
        ("๓๐ กุมภาพันธ์ ๒๕๖๗", "๓๐ กุมภาพันธ์ ๒๕๖๗"), ("29 ก.พ. 66", "29 ก.พ. 66"),
        ("ภายในวันที่ 31 กันยายน", "31 กันยายน"), ("1 - 31 มิ.ย.", "31 มิ.ย."), ("ภายใน ๓๐ กุมภาพันธ์ ของทุกปี", "๓๐ กุมภาพันธ์"),
    ],
)  # fmt: skip
def test_day_that_there_is_none_of_is_an_error(text: str, stretch: str) -> None:
    assert found(RULE, text) == [("error", stretch)]


@pytest.mark.parametrize(("text", "stretch"), [("ตามข้อ 30 ก.พ. กำหนด", "30 ก.พ."), ("ปี 66 ตุลาคม", "66 ตุลาคม")])
def test_what_may_be_no_day_is_a_warning(text: str, stretch: str) -> None:
    assert found(RULE, text) == [("warning", stretch)]


def test_likely_months_are_named() -> None:
    (remark,) = remarks(RULE, "30 มี.ย. 2567")

    assert remark.says == "ไม่มีเดือน “มี.ย.” อาจหมายถึง มี.ค. และมิ.ย."
    assert remark.mend is None


@pytest.mark.parametrize(
    "text",
    [
        "31 ต.ค. 2567",
        "29 ก.พ. 67",
        "1 พ.ศ. 2567",
        "มาตรา 5 พ.ร.บ. 2540",
        "1 ก.ย- 15 ก.ย. 66",
        "ข้อ 3 ก.ท. 2560",
        "รอบ 6 เดือน 2567",
        "15-31 ธ.ค. 2566",
        "5 น. 2567",
        "31 ตุลาคม",
        "29 กุมภาพันธ์",
        "ข้อ 3 ก.ท. กำหนด",
        "เวลา 8.30 มกราคม",
    ],
)
def test_days_and_other_abbreviations_are_left(text: str) -> None:
    assert [stretch for _, stretch in found(RULE, text) if "ก.ท" not in stretch] == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["long", "short_month", "short"]))
def test_every_day_of_the_calendar_is_left(day: date, style: DateStyle) -> None:
    assert found(RULE, f"ประชุมวันที่ {format_date(day, style)} ณ ห้องประชุม") == []
