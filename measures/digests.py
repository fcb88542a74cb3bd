"""Which reminders are due today, and what a digest says of them. Pure: how steps stand in, marks and words out.

The next open deadline of a step is told "30", "7" and "1" days before it; a late one on the day after it ("late-1")
and every week from then on ("late-2" …), for a year. Nobody is reminded at weekends: Saturday's and Sunday's marks are
told on Monday, but the "1" on the last weekday before the deadline: on Monday a deadline of Sunday or Monday is here.
In the same way a mark whose day was missed, because the portal was off or the step came later, is told within the next
six days; the newest mark of a deadline alone. Source: UX.md section 3.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from measures.standing import Standing
from thaitext.dates import format_date

#: So many days before a deadline it is told.
DAYS_BEFORE = (30, 7, 1)
#: The last of them comes before a weekend, not after it.
LAST_MARK = min(DAYS_BEFORE)
#: A step that is late for longer is told no more: nobody works on it.
LATE_WEEKS = 52
#: A mark is told on its day, or less than this after it.
FRESH = timedelta(days=7)
SATURDAY = 5


class Stands(Protocol):
    """What is asked of a step: how it stands."""

    @property
    def standing(self) -> Standing: ...


S = TypeVar("S", bound=Stands)


@dataclass(frozen=True, slots=True)
class DueReminder(Generic[S]):
    """A step whose deadline is to be told: the deadline, which mark, and the day on which the mark was reached."""

    step: S
    due: date
    mark: str
    since: date


def reminders_due(steps: Iterable[S], today: date) -> list[DueReminder[S]]:
    """The reminders of these steps that are due on `today`, none at a weekend; what was told already is not known."""
    if today.weekday() >= SATURDAY:
        return []
    found = []
    for step in steps:
        due = step.standing.due
        if due is not None and (reached := mark_reached(due, today)):
            mark, since = reached
            found.append(DueReminder(step, due, mark, since))
    return found


def mark_reached(due: date, today: date) -> tuple[str, date] | None:
    """The newest mark of a deadline on `today`, with its day; None where there is none, or none that is fresh."""
    days = (due - today).days
    if days < 0:
        week = (-days - 1) // 7 + 1
        return (f"late-{week}", due + timedelta(days=7 * week - 6)) if week <= LATE_WEEKS else None
    reached = [(day, before) for before in DAYS_BEFORE if (day := _mark_day(due, before)) <= today]
    if not reached:
        return None
    since, before = max(reached)
    return (str(before), since) if today - since < FRESH else None


def _mark_day(due: date, before: int) -> date:
    """The day on which the mark of so many days before a deadline is reached; the last one on a weekday."""
    day = due - timedelta(days=before)
    while before == LAST_MARK and day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return day


def subject(day: date, days: Iterable[int]) -> str:
    """What the mail of a day is called, from the days that are left until each deadline, negative for late ones.

    "แจ้งเตือนงาน ITA 25 มี.ค. 2569: เกินกำหนด 2 ครบกำหนดใน 7 วัน 1".
    """
    left = list(days)
    counts = {
        "เกินกำหนด": sum(each < 0 for each in left),
        "ครบกำหนดใน 7 วัน": sum(0 <= each <= 7 for each in left),
        "ครบกำหนดใน 30 วัน": sum(each > 7 for each in left),
    }
    said = " ".join(f"{words} {number}" for words, number in counts.items() if number)
    return f"แจ้งเตือนงาน ITA {format_date(day, 'short_month')}: {said}"
