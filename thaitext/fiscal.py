"""The Thai fiscal year: 1 October to 30 September, named by the Buddhist year in which it ends (ITA.md section 4)."""

from datetime import date

from thaitext.dates import BUDDHIST_ERA_OFFSET

FIRST_MONTH = 10

# Month and day of each quarter's first and last day.
_QUARTER_ENDS = {1: ((10, 1), (12, 31)), 2: ((1, 1), (3, 31)), 3: ((4, 1), (6, 30)), 4: ((7, 1), (9, 30))}


def fiscal_year(day: date) -> int:
    """Return the fiscal year (Buddhist Era) that holds `day`: 1 October 2567 is in 2568."""
    return day.year + BUDDHIST_ERA_OFFSET + (day.month >= FIRST_MONTH)


def bounds(year: int) -> tuple[date, date]:
    """Return the first and the last day of fiscal year `year` (Buddhist Era)."""
    ends_in = year - BUDDHIST_ERA_OFFSET
    return date(ends_in - 1, FIRST_MONTH, 1), date(ends_in, FIRST_MONTH - 1, 30)


def quarter(day: date) -> int:
    """Return the quarter of the fiscal year that holds `day`, 1 (October-December) to 4 (July-September)."""
    return (day.month - FIRST_MONTH) % 12 // 3 + 1


def quarter_bounds(year: int, number: int) -> tuple[date, date]:
    """Return the first and the last day of quarter `number` (1-4) of fiscal year `year` (Buddhist Era).

    Raises ValueError for any other number.
    """
    _require_quarter(number)
    first, last = _QUARTER_ENDS[number]
    calendar_year = year - BUDDHIST_ERA_OFFSET - (number == 1)
    return date(calendar_year, *first), date(calendar_year, *last)


def format_quarters(first: int, last: int) -> str:
    """Return "ไตรมาส 1 - 4", or "ไตรมาส 1" when both are the same.

    Raises ValueError for numbers outside 1-4 and when `last` is before `first`.
    """
    _require_quarter(first)
    _require_quarter(last)
    if last < first:
        raise ValueError(f"quarter {last} is before quarter {first}")
    return f"ไตรมาส {first}" if first == last else f"ไตรมาส {first} - {last}"


def _require_quarter(number: int) -> None:
    if number not in _QUARTER_ENDS:
        raise ValueError(f"a fiscal year has no quarter {number}")
