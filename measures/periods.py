"""When a step is done and when it must be reported: days, quarters, cycles. Pure: dates in, dates and words out.

Sources: seeds 001, 003 and 004 (dates, ไตรมาส ๑ - ๔, ทุกวันที่ ๑๕ ของเดือน, รอบ ๖ และ ๑๒ เดือน); ITA.md section 4.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from thaitext import fiscal
from thaitext.dates import format_period


class Cycle(StrEnum):
    """How often a step comes round within the action year."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"

    @property
    def label(self) -> str:
        return {"monthly": "ทุกเดือน", "quarterly": "ทุกไตรมาส", "half_yearly": "รอบ 6 เดือน และ 12 เดือน"}[self.value]

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(each.value, each.label) for each in cls]


@dataclass(frozen=True, slots=True)
class Period:
    """When a step is done, in exactly one of four ways: days, quarters (1–4), a cycle, or words alone.

    `cycle_day` is the day of the month by which a monthly step is done; without it the month's last day.
    """

    dates: tuple[date, date] | None = None
    quarters: tuple[int, int] | None = None
    cycle: Cycle | None = None
    cycle_day: int | None = None
    words: str = ""

    @property
    def label(self) -> str:
        """In Thai words with Arabic digits: "ไตรมาส 1 - 4", "ทุกวันที่ 15 ของเดือน"."""
        if self.dates:
            return format_period(*self.dates)
        if self.quarters:
            return fiscal.format_quarters(*self.quarters)
        if self.cycle:
            return f"ทุกวันที่ {self.cycle_day} ของเดือน" if self.cycle_day else self.cycle.label
        return self.words

    def span(self, action_year: int) -> tuple[date, date]:
        """The first and the last day, in the action year (Buddhist Era) where the period names no days of its own."""
        if self.dates:
            return self.dates
        if self.quarters:
            first, last = self.quarters
            return fiscal.quarter_bounds(action_year, first)[0], fiscal.quarter_bounds(action_year, last)[1]
        return fiscal.bounds(action_year)

    def dues(self, action_year: int) -> tuple[date, ...]:
        """The days by which it must be done, in order: several for a cycle, else the last day of the period."""
        start, end = self.span(action_year)
        if self.cycle is Cycle.QUARTERLY:
            return tuple(fiscal.quarter_bounds(action_year, number)[1] for number in (1, 2, 3, 4))
        if self.cycle is Cycle.HALF_YEARLY:
            return tuple(fiscal.quarter_bounds(action_year, number)[1] for number in (2, 4))
        if self.cycle is Cycle.MONTHLY:
            months = [(start.year + (start.month + n - 1) // 12, (start.month + n - 1) % 12 + 1) for n in range(12)]
            return tuple(date(year, month, self._day(year, month)) for year, month in months)
        return (end,)

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

    def _day(self, year: int, month: int) -> int:
        last = monthrange(year, month)[1]
        return min(self.cycle_day or last, last)


def _a_year_later(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, monthrange(day.year + 1, day.month)[1]))
