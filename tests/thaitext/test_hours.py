"""Hours and weekdays, printed and read."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaitext.digits import to_thai
from thaitext.hours import UnreadableHour, format_hour, format_weekday_date, parse_hour


@pytest.mark.parametrize(
    ("hour", "expected"), [(time(10), "10.00 น."), (time(9, 5), "09.05 น."), (time(17, 30), "17.30 น.")]
)
def test_format_hour_has_two_digits_and_a_point(hour: time, expected: str) -> None:
    printed = format_hour(hour)

    assert printed == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 3, 25), "วันอังคารที่ 25 มีนาคม 2568"),
        (date(2026, 3, 31), "วันอังคารที่ 31 มีนาคม 2569"),
        (date(2026, 9, 30), "วันพุธที่ 30 กันยายน 2569"),
        (date(2026, 8, 7), "วันศุกร์ที่ 7 สิงหาคม 2569"),
        (date(2026, 8, 9), "วันอาทิตย์ที่ 9 สิงหาคม 2569"),
    ],
)
def test_format_weekday_date_names_the_weekday_as_the_announcement_does(day: date, expected: str) -> None:
    """The weekdays of 31 March, 7 August and 30 September 2569 are those that seed 002 prints."""
    printed = format_weekday_date(day)

    assert printed == expected


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("10.00 น.", time(10)),
        ("๑๐.๐๐ น.", time(10)),
        ("10:30", time(10, 30)),
        ("เวลา 9.05 น.", time(9, 5)),
        ("เวลา๐๙.๐๕น.", time(9, 5)),
        ("9 น.", time(9)),
        ("13 . 30 นาฬิกา", time(13, 30)),
        ("\u200b23.59\u00a0น", time(23, 59)),
        ("0.00", time(0)),
    ],
)
def test_parse_hour_takes_what_people_type(text: str, hour: time) -> None:
    read = parse_hour(text)

    assert read == hour


@pytest.mark.parametrize("text", ["", "บ่ายสองโมง", "10.5", "10.00 - 12.00 น.", "1000", "10.00.00", "-1.00", "10,00"])
def test_parse_hour_refuses_what_is_no_hour(text: str) -> None:
    with pytest.raises(UnreadableHour) as caught:
        parse_hour(text)

    assert caught.value.reason == f"อ่าน “{text}” เป็นเวลาไม่ได้ กรุณากรอกชั่วโมงและนาที เช่น 10.00 น."


@pytest.mark.parametrize("text", ["24.00", "25.00", "10.60 น."])
def test_parse_hour_refuses_what_no_clock_shows(text: str) -> None:
    with pytest.raises(UnreadableHour) as caught:
        parse_hour(text)

    assert caught.value.reason == f"ไม่มีเวลา “{text}” กรุณากรอกเวลาระหว่าง 00.00 น. ถึง 23.59 น. เช่น 10.00 น."


@given(st.times().map(lambda each: each.replace(second=0, microsecond=0)))
def test_printed_hours_are_read_back_in_both_digit_systems(hour: time) -> None:
    printed = format_hour(hour)

    assert (parse_hour(printed), parse_hour(to_thai(printed))) == (hour, hour)
