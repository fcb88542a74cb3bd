"""Dates of the Buddhist Era, printed and read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaitext.dates import DateStyle, UnreadableDate, format_date, format_period, parse_date
from thaitext.digits import to_thai

# Buddhist years 2400-2700, and 2500-2599 for years of two digits.
DAYS = st.dates(min_value=date(1857, 1, 1), max_value=date(2157, 12, 31))
DAYS_OF_THE_CENTURY = st.dates(min_value=date(1957, 1, 1), max_value=date(2056, 12, 31))


@pytest.mark.parametrize(
    ("day", "style", "expected"),
    [
        (date(2024, 10, 1), "long", "1 ตุลาคม 2567"),
        (date(2024, 10, 1), "short", "1 ต.ค. 67"),
        (date(2024, 10, 1), "short_month", "1 ต.ค. 2567"),
        (date(2023, 3, 31), "month", "มี.ค. 2566"),
        (date(1957, 2, 28), "short", "28 ก.พ. 00"),
        (date(2026, 6, 14), "long", "14 มิถุนายน 2569"),
    ],
)
def test_format_date_in_each_style(day: date, style: DateStyle, expected: str) -> None:
    printed = format_date(day, style)

    assert printed == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2023, 10, 1), date(2024, 9, 30), "1 ตุลาคม 2566 - 30 กันยายน 2567"),
        (date(2026, 3, 2), date(2026, 3, 31), "2 - 31 มีนาคม 2569"),
        (date(2023, 10, 1), date(2023, 12, 31), "1 ตุลาคม - 31 ธันวาคม 2566"),
        (date(2025, 3, 1), date(2026, 3, 31), "1 มีนาคม 2568 - 31 มีนาคม 2569"),
        (date(2026, 6, 30), date(2026, 6, 30), "30 มิถุนายน 2569"),
    ],
)
def test_format_period_names_shared_parts_once(start: date, end: date, expected: str) -> None:
    printed = format_period(start, end)

    assert printed == expected


def test_format_period_that_ends_before_its_start_raises() -> None:
    start, end = date(2024, 10, 1), date(2024, 9, 30)

    with pytest.raises(ValueError, match="before its start"):
        format_period(start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 ตุลาคม 2567", date(2024, 10, 1)),
        ("๑ ตุลาคม ๒๕๖๗", date(2024, 10, 1)),
        ("วันที่ 1 ตุลาคม พ.ศ. 2567", date(2024, 10, 1)),
        ("วันพุธที่ 25 มีนาคม 2569", date(2026, 3, 25)),
        ("1 ต.ค. 2566", date(2023, 10, 1)),
        ("1ต.ค.2566", date(2023, 10, 1)),
        ("1 ต.ค 2566", date(2023, 10, 1)),
        ("1 ต. ค. 2566", date(2023, 10, 1)),
        ("1 ตค 66", date(2023, 10, 1)),
        ("1 ต.ค. 66", date(2023, 10, 1)),
        ("1ธ.ค. พ.ศ. 2566", date(2023, 12, 1)),
        ("13 พ.ค. พ.ศ.2567", date(2024, 5, 13)),
        ("13 พ.ค. พศ 2567", date(2024, 5, 13)),
        ("25/03/2569", date(2026, 3, 25)),
        ("๒๕/๓/๖๙", date(2026, 3, 25)),
        ("25-3-2569", date(2026, 3, 25)),
        ("25.03.2569", date(2026, 3, 25)),
        ("2569-03-25", date(2026, 3, 25)),
        (" 25 / 03 / 2569\u200b\n", date(2026, 3, 25)),
        ("29 ก.พ. 2567", date(2024, 2, 29)),
        ("1 มกราคม 2400", date(1857, 1, 1)),
        ("31 ธันวาคม 2700", date(2157, 12, 31)),
    ],
)
def test_parse_date_reads_what_people_type(text: str, expected: date) -> None:
    day = parse_date(text)

    assert day == expected


@pytest.mark.parametrize(
    "text",
    ["25/03/2026", "2026-03-25", "25 มี.ค. 2026", "25 มีนาคม ค.ศ. 2026", "1 ม.ค. ค.ศ. 69", "1/1/2199"],
)
def test_parse_date_with_a_common_era_year_asks_for_the_buddhist_year(text: str) -> None:
    with pytest.raises(UnreadableDate) as refusal:
        parse_date(text)

    assert refusal.value.reason == f"ปีใน “{text}” เป็นปี ค.ศ. กรุณาใช้ปี พ.ศ. เช่น 25/03/2569"


@pytest.mark.parametrize("text", ["1/1/2399", "1/1/2701", "1/1/269", "1 ต.ค. 9999"])
def test_parse_date_outside_the_years_refuses(text: str) -> None:
    with pytest.raises(UnreadableDate) as refusal:
        parse_date(text)

    assert refusal.value.reason == f"ปีใน “{text}” ต้องเป็น พ.ศ. 2400 ถึง 2700 กรุณาตรวจสอบปี"


@pytest.mark.parametrize("text", ["31 เม.ย. 2567", "29 ก.พ. 2566", "0/1/2569", "32/1/2569", "1/13/2569", "1/0/2569"])
def test_parse_date_that_no_calendar_has_refuses(text: str) -> None:
    with pytest.raises(UnreadableDate) as refusal:
        parse_date(text)

    assert refusal.value.reason == f"ไม่มีวันที่ “{text}” ในปฏิทิน กรุณาตรวจสอบวันและเดือน"


def test_parse_date_with_an_unknown_month_refuses() -> None:
    """A misprint seen in a real document: 6.ค. for ธ.ค. would not even look like a month; ร.ค. does."""
    with pytest.raises(UnreadableDate) as refusal:
        parse_date("1 ร.ค. 2566")

    assert refusal.value.reason == "ไม่รู้จักเดือนใน “1 ร.ค. 2566” กรุณาใช้ชื่อเดือนเต็มหรือย่อ เช่น ตุลาคม หรือ ต.ค."


@pytest.mark.parametrize(
    "text",
    ["", "ตุลาคม 2567", "1 ตุลาคม", "31 6.ค. 2566", "25/03-2569", "25 Mar 2569", "1-31 ต.ค. 2566", "25/03/2569 10:00"],
)
def test_parse_date_of_no_date_says_what_to_do(text: str) -> None:
    with pytest.raises(UnreadableDate) as refusal:
        parse_date(text)

    assert str(refusal.value) == (f"อ่าน “{text}” เป็นวันที่ไม่ได้ กรุณากรอกวัน เดือน และปี พ.ศ. เช่น 25/03/2569 หรือ 25 มี.ค. 2569")


@given(day=DAYS, style=st.sampled_from(["long", "short_month"]))
def test_parse_date_reads_back_what_format_date_prints(day: date, style: DateStyle) -> None:
    printed = format_date(day, style)

    assert parse_date(printed) == day
    assert parse_date(to_thai(printed)) == day


@given(day=DAYS_OF_THE_CENTURY)
def test_parse_date_reads_back_years_of_two_digits(day: date) -> None:
    printed = format_date(day, "short")

    assert parse_date(printed) == day


@given(text=st.text(alphabet="0123๒๕๖๙/.- มกคตศพวันที่", max_size=16))
def test_parse_date_reads_or_refuses(text: str) -> None:
    try:
        year = parse_date(text).year + 543
    except UnreadableDate:
        year = 2569

    assert 2400 <= year <= 2700
