"""When a step is done and when it must be reported, reckoned by hand."""

from dataclasses import replace
from datetime import date

import pytest

from measures.periods import Cycle, Period

DAYS = Period(dates=(date(2024, 2, 29), date(2024, 9, 30)))
QUARTERS = Period(quarters=(2, 3))
MONTHLY = Period(cycle=Cycle.MONTHLY, cycle_day=15)
MONTH_ENDS = Period(cycle=Cycle.MONTHLY)
QUARTERLY = Period(cycle=Cycle.QUARTERLY)
HALF_YEARLY = Period(cycle=Cycle.HALF_YEARLY)
#: The meetings of seed 001.
MEETINGS = Period(dates=(date(2023, 12, 15), date(2024, 9, 15)), cycle=Cycle.MONTHLY, cycle_day=15)
WORDS = Period(words="ตลอดปีงบประมาณ")


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (DAYS, "29 กุมภาพันธ์ - 30 กันยายน 2567"),
        (QUARTERS, "ไตรมาส 2 - 3"),
        (MONTHLY, "ทุกวันที่ 15 ของเดือน"),
        (MONTH_ENDS, "ทุกเดือน"),
        (MEETINGS, "ทุกวันที่ 15 ของเดือน ตั้งแต่ 15 ธันวาคม 2566 ถึง 15 กันยายน 2567"),
        (replace(MEETINGS, cycle_day=None), "ทุกเดือน ตั้งแต่ 15 ธันวาคม 2566 ถึง 15 กันยายน 2567"),
        (Period(cycle=Cycle.QUARTERLY), "ทุกไตรมาส"),
        (Period(cycle=Cycle.HALF_YEARLY), "รอบ 6 เดือน และ 12 เดือน"),
        (WORDS, "ตลอดปีงบประมาณ"),
    ],
)
def test_label_says_the_period_as_municipalities_write_it(period: Period, label: str) -> None:
    assert period.label == label


@pytest.mark.parametrize(
    ("period", "dues"),
    [
        (DAYS, [date(2024, 9, 30)]),
        (QUARTERS, [date(2024, 6, 30)]),
        (WORDS, [date(2024, 9, 30)]),
        (Period(cycle=Cycle.QUARTERLY), [date(2023, 12, 31), date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30)]),
        (Period(cycle=Cycle.HALF_YEARLY), [date(2024, 3, 31), date(2024, 9, 30)]),
    ],
)
def test_dues_of_2567_are_the_days_by_which_it_must_be_done(period: Period, dues: list[date]) -> None:
    assert list(period.dues(2567)) == dues


def test_dues_of_a_month_are_its_day_or_its_last() -> None:
    """Fiscal year 2567 is October 2023 to September 2024, with 29 days in February."""
    assert [due.isoformat() for due in MONTHLY.dues(2567)] == [
        "2023-10-15", "2023-11-15", "2023-12-15", "2024-01-15", "2024-02-15", "2024-03-15",
        "2024-04-15", "2024-05-15", "2024-06-15", "2024-07-15", "2024-08-15", "2024-09-15",
    ]  # fmt: skip
    assert [due.day for due in MONTH_ENDS.dues(2567)] == [31, 30, 31, 31, 29, 31, 30, 31, 30, 31, 31, 30]
    assert Period(cycle=Cycle.MONTHLY, cycle_day=31).dues(2567) == MONTH_ENDS.dues(2567)


@pytest.mark.parametrize(
    ("period", "dues"),
    [
        (MEETINGS, ["2023-12-15", "2024-01-15", "2024-02-15", "2024-03-15", "2024-04-15", "2024-05-15", "2024-06-15",
                    "2024-07-15", "2024-08-15", "2024-09-15"]),
        (replace(MEETINGS, dates=(date(2024, 1, 16), date(2024, 3, 14))), ["2024-02-15"]),
        (replace(MEETINGS, dates=(date(2024, 1, 16), date(2024, 1, 31))), ["2024-01-31"]),
        (replace(MONTH_ENDS, dates=(date(2024, 3, 25), date(2024, 5, 31))), ["2024-03-31", "2024-04-30", "2024-05-31"]),
        (replace(MONTH_ENDS, dates=(date(2024, 8, 1), date(2024, 9, 15))), ["2024-08-31", "2024-09-15"]),
        (replace(MONTH_ENDS, dates=(date(2024, 9, 2), date(2024, 9, 15))), ["2024-09-15"]),
        (replace(QUARTERLY, dates=(date(2024, 1, 1), date(2024, 8, 31))), ["2024-03-31", "2024-06-30", "2024-08-31"]),
        (replace(HALF_YEARLY, dates=(date(2024, 4, 1), date(2024, 9, 30))), ["2024-09-30"]),
        (replace(QUARTERLY, dates=(date(2024, 7, 1), date(2024, 12, 31))), ["2024-09-30", "2024-12-31"]),
    ],
    ids=["seed 001", "no day at the ends", "no such day", "month ends", "last month cut", "one month cut",
         "last quarter cut", "second half", "beyond the year"],
)  # fmt: skip
def test_dues_of_a_cycle_lie_between_its_days_and_the_last_round_ends_with_them(
    period: Period, dues: list[str]
) -> None:
    assert [due.isoformat() for due in period.dues(2567)] == dues


@pytest.mark.parametrize(
    ("period", "outside"),
    [
        (Period(dates=(date(2023, 10, 1), date(2024, 9, 30))), False),
        (Period(dates=(date(2023, 9, 30), date(2024, 9, 30))), True),
        (Period(dates=(date(2023, 10, 1), date(2024, 10, 1))), True),
        (QUARTERS, False),
        (MONTHLY, False),
        (MEETINGS, False),
        (replace(MEETINGS, dates=(date(2023, 12, 15), date(2024, 10, 15))), True),
        (WORDS, False),
    ],
)
def test_outside_is_a_day_before_or_after_the_action_year(period: Period, *, outside: bool) -> None:
    assert period.outside(2567) is outside


def test_moved_one_year_moves_days_and_leaves_the_rest() -> None:
    """29 February 2024 has no day in 2025: the 28th."""
    assert DAYS.moved_one_year() == Period(dates=(date(2025, 2, 28), date(2025, 9, 30)))
    moved = MEETINGS.moved_one_year()
    assert (moved.dates, moved.rhythm) == ((date(2024, 12, 15), date(2025, 9, 15)), MEETINGS.rhythm)
    assert [each.moved_one_year() for each in (QUARTERS, MONTHLY, WORDS)] == [QUARTERS, MONTHLY, WORDS]
