"""When a step is done and when it must be reported: days, quarters, cycles. Pure: dates in, dates and words out.

Sources: seeds 001, 003 and 004 (dates, ไตรมาส ๑ - ๔, ทุกวันที่ ๑๕ ของเดือน, รอบ ๖ และ ๑๒ เดือน); ITA.md section 4.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from thaitext import fiscal
from thaitext.dates import format_date, format_period


class Cycle(StrEnum):
    """How often a step comes round."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"

    @property
    def label(self) -> str:
        return {"monthly": "ทุกเดือน", "quarterly": "ทุกไตรมาส", "half_yearly": "รอบ 6 เดือน และ 12 เดือน"}[self.value]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(each.value, each.label) for each in cls]


#: The months that end a round.
_CLOSING_MONTHS = {Cycle.MONTHLY: range(1, 13), Cycle.QUARTERLY: (3, 6, 9, 12), Cycle.HALF_YEARLY: (3, 9)}


@dataclass(frozen=True, slots=True)
class Period:
    """When a step is done, in exactly one of four ways: days, quarters (1–4), a cycle, or words alone.

    A cycle goes round the whole action year, or from the first to the last of `dates`. `cycle_day` is the day of the
    month by which a monthly step is done; without it the month's last day.
    """

    dates: tuple[date, date] | None = None
    quarters: tuple[int, int] | None = None
    cycle: Cycle | None = None
    cycle_day: int | None = None
    words: str = ""

    @property
    def label(self) -> str:
        """In Thai words with Arabic digits: "ไตรมาส 1 - 4", "ทุกไตรมาส ตั้งแต่ 1 มกราคม 2569 ถึง 30 กันยายน 2569"."""
        if self.cycle and self.dates:
            start, end = map(format_date, self.dates)
            return f"{self.rhythm} ตั้งแต่ {start} ถึง {end}"
        if self.dates:
            return format_period(*self.dates)
        if self.quarters:
            return fiscal.format_quarters(*self.quarters)
        return self.rhythm or self.words

    @property
    def rhythm(self) -> str:
        """How often a cycle comes round, without its first and last day; "" for what is no cycle."""
        if self.cycle_day:
            return f"ทุกวันที่ {self.cycle_day} ของเดือน"
        return self.cycle.label if self.cycle else ""

    def span(self, action_year: int) -> tuple[date, date]:
        """The first and the last day, in the action year (Buddhist Era) where the period names no days of its own."""
        if self.dates:
            return self.dates
        if self.quarters:
            first, last = self.quarters
            return fiscal.quarter_bounds(action_year, first)[0], fiscal.quarter_bounds(action_year, last)[1]
        return fiscal.bounds(action_year)

    def dues(self, action_year: int) -> tuple[date, ...]:
        """The days by which it must be done, in order: several for a cycle, else the last day of the period.

        A round that the last day of a cycle cuts short is due on that day.
        """
        start, end = self.span(action_year)
        if self.cycle is None:
            return (end,)
        months = [(number // 12, number % 12 + 1) for number in range(_month_number(start), _month_number(end) + 1)]
        if self.cycle_day:
            days = [date(year, month, min(self.cycle_day, monthrange(year, month)[1])) for year, month in months]
            return tuple(day for day in days if start <= day <= end) or (end,)
        closing = _CLOSING_MONTHS[self.cycle]
        days = [date(year, month, monthrange(year, month)[1]) for year, month in months if month in closing]
        rounds = [day for day in days if day < end]
        return (*rounds, end)

    def outside(self, action_year: int) -> bool:
        """Whether a day of it lies outside the action year: a person is asked whether that is meant."""
        first, last = fiscal.bounds(action_year)
        start, end = self.span(action_year)
        return start < first or end > last

    def moved_one_year(self) -> "Period":
        """The same period a year later; 29 February becomes the 28th. Words stay as they are."""
        if self.dates is None:
            return self
        start, end = self.dates
        return replace(self, dates=(_a_year_later(start), _a_year_later(end)))


def _month_number(day: date) -> int:
    """Counts the months of all years, so that they can be walked through."""
    return day.year * 12 + day.month - 1


def _a_year_later(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, monthrange(day.year + 1, day.month)[1]))
