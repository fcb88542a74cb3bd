"""How far a step is and whether it is late: the one place that decides it. Pure: dates and reports in.

A report that a step is done answers its deadline and all earlier ones; a step is done once its last deadline is
answered. Of several reports on a deadline the newest counts. A report keeps its deadline when the period of the step
is changed: then it is about the one that stands in its place (`deadline_meant`). Due today is not late (UX.md
section 3). `today` is the day in Bangkok.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from measures.models import Status


class Reported(Protocol):
    """What is asked of a report: the deadline that it reports on, and its status."""

    @property
    def due(self) -> date: ...

    @property
    def status(self) -> str: ...


AReport = TypeVar("AReport", bound=Reported)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a step stands: `due` is the next deadline, None once it is done or given up."""

    status: Status
    due: date | None
    today: date

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < self.today

    @property
    def days(self) -> int:
        """Days until the deadline, negative when it has passed; 0 without one."""
        return (self.due - self.today).days if self.due else 0


def standing(dues: Sequence[date], reports: Iterable[Reported], today: date) -> Standing:
    """How a step with these deadlines stands after its reports, the newest first."""
    newest_first = list(reports)
    if newest_first and newest_first[0].status == Status.CANCELLED:
        return Standing(Status.CANCELLED, None, today)
    latest: dict[date, str] = {}
    for report in newest_first:
        latest.setdefault(deadline_meant(dues, report.due), report.status)
    answered = max((due for due, status in latest.items() if status == Status.DONE), default=None)
    left = [due for due in dues if answered is None or due > answered]
    if not left:
        return Standing(Status.DONE, None, today)
    begun = answered is not None or Status.IN_PROGRESS in latest.values()
    return Standing(Status.IN_PROGRESS if begun else Status.NOT_STARTED, left[0], today)


def deadline_meant(dues: Sequence[date], due: date) -> date:
    """Which of a step's deadlines a report on `due` is about, after the period may have changed.

    A single deadline is what every report is about; of several it is that of the same month, since no two of a cycle
    are in one. Without such a one it stays the day that it was.
    """
    if len(dues) == 1:
        return dues[0]
    return next((each for each in dues if (each.year, each.month) == (due.year, due.month)), due)


def overtaking(dues: Sequence[date], due: date, status: str, newer: Iterable[AReport]) -> AReport | None:
    """The report that leaves another one without effect, None where that one counts or says the same.

    `due` and `status` are those of the other one, `newer` are the reports of the step that are newer, the newest first.
    A step is given up by its newest report of all; otherwise the newest of a deadline counts.
    """
    about = deadline_meant(dues, due)
    for place, each in enumerate(newer):
        whole_step = Status.CANCELLED in {status, each.status} and not place
        if whole_step or deadline_meant(dues, each.due) == about:
            return each if each.status != status else None
    return None
