"""The Thai fiscal year and its quarters."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaitext.fiscal import bounds, fiscal_year, format_quarters, quarter, quarter_bounds

DAYS = st.dates(min_value=date(1857, 1, 1), max_value=date(2157, 12, 31))
YEARS = st.integers(min_value=2400, max_value=2700)


@pytest.mark.parametrize(
    ("day", "year", "number"),
    [
        (date(2024, 9, 30), 2567, 4),
        (date(2024, 10, 1), 2568, 1),
        (date(2024, 12, 31), 2568, 1),
        (date(2025, 1, 1), 2568, 2),
        (date(2025, 3, 31), 2568, 2),
        (date(2025, 4, 1), 2568, 3),
        (date(2025, 6, 30), 2568, 3),
        (date(2025, 7, 1), 2568, 4),
        (date(2025, 9, 30), 2568, 4),
    ],
)
def test_day_belongs_to_its_fiscal_year_and_quarter(day: date, year: int, number: int) -> None:
    place = (fiscal_year(day), quarter(day))

    assert place == (year, number)


def test_bounds_run_from_october_to_september() -> None:
    first, last = bounds(2568)

    assert (first, last) == (date(2024, 10, 1), date(2025, 9, 30))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, (date(2024, 10, 1), date(2024, 12, 31))),
        (2, (date(2025, 1, 1), date(2025, 3, 31))),
        (3, (date(2025, 4, 1), date(2025, 6, 30))),
        (4, (date(2025, 7, 1), date(2025, 9, 30))),
    ],
)
def test_quarter_bounds_of_each_quarter(number: int, expected: tuple[date, date]) -> None:
    days = quarter_bounds(2568, number)

    assert days == expected


@pytest.mark.parametrize("number", [0, 5, -1])
def test_quarter_bounds_of_no_quarter_raises(number: int) -> None:
    with pytest.raises(ValueError, match=f"no quarter {number}"):
        quarter_bounds(2568, number)


@pytest.mark.parametrize(
    ("first", "last", "expected"), [(1, 4, "ไตรมาส 1 - 4"), (1, 1, "ไตรมาส 1"), (2, 3, "ไตรมาส 2 - 3")]
)
def test_format_quarters_names_first_and_last(first: int, last: int, expected: str) -> None:
    printed = format_quarters(first, last)

    assert printed == expected


@pytest.mark.parametrize(("first", "last"), [(0, 4), (1, 5), (3, 2)])
def test_format_quarters_of_no_range_raises(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="quarter"):
        format_quarters(first, last)


@given(day=DAYS)
def test_every_day_lies_in_its_year_and_quarter(day: date) -> None:
    year_first, year_last = bounds(fiscal_year(day))
    quarter_first, quarter_last = quarter_bounds(fiscal_year(day), quarter(day))

    assert year_first <= quarter_first <= day <= quarter_last <= year_last


@given(year=YEARS)
def test_quarters_follow_each_other_and_fill_the_year(year: int) -> None:
    quarters = [quarter_bounds(year, number) for number in (1, 2, 3, 4)]

    next_firsts = [first for first, _ in quarters[1:]] + [bounds(year + 1)[0]]

    assert quarters[0][0] == bounds(year)[0]
    assert [last + timedelta(days=1) for _, last in quarters] == next_firsts
