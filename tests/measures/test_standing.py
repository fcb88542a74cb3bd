"""How a step stands after its reports, reckoned by hand."""

from dataclasses import dataclass
from datetime import date

import pytest

from measures.models import Status
from measures.standing import standing

DUES = (date(2024, 3, 31), date(2024, 9, 30))
BEFORE, ON_THE_DAY, AFTER = date(2024, 3, 30), date(2024, 3, 31), date(2024, 4, 1)


@dataclass(frozen=True)
class Report:
    due: date
    status: str


FIRST_DONE, LAST_DONE = Report(DUES[0], Status.DONE), Report(DUES[1], Status.DONE)
FIRST_BEGUN = Report(DUES[0], Status.IN_PROGRESS)
GIVEN_UP = Report(DUES[0], Status.CANCELLED)


@pytest.mark.parametrize(
    ("reports", "status", "due"),
    [
        ([], Status.NOT_STARTED, DUES[0]),
        ([Report(DUES[0], Status.NOT_STARTED)], Status.NOT_STARTED, DUES[0]),
        ([FIRST_BEGUN], Status.IN_PROGRESS, DUES[0]),
        ([FIRST_DONE], Status.IN_PROGRESS, DUES[1]),
        ([LAST_DONE], Status.DONE, None),
        ([LAST_DONE, FIRST_BEGUN], Status.DONE, None),
        ([FIRST_BEGUN, FIRST_DONE], Status.IN_PROGRESS, DUES[0]),
        ([GIVEN_UP, FIRST_DONE], Status.CANCELLED, None),
        ([FIRST_BEGUN, GIVEN_UP], Status.IN_PROGRESS, DUES[0]),
    ],
    ids=["nothing", "said so", "begun", "first done", "last done", "all done", "corrected", "given up", "taken up"],
)
def test_standing_follows_the_newest_report_of_each_deadline(
    reports: list[Report], status: Status, due: date | None
) -> None:
    stands = standing(DUES, reports, BEFORE)

    assert (stands.status, stands.due) == (status, due)


@pytest.mark.parametrize(("today", "late", "days"), [(BEFORE, False, 1), (ON_THE_DAY, False, 0), (AFTER, True, -1)])
def test_standing_is_late_from_the_day_after_the_deadline(today: date, days: int, *, late: bool) -> None:
    stands = standing(DUES, [], today)

    assert (stands.late, stands.days) == (late, days)


def test_standing_of_what_is_done_or_given_up_is_never_late() -> None:
    ends = [standing(DUES, reports, date(2030, 1, 1)) for reports in ([LAST_DONE], [GIVEN_UP])]

    assert [(each.late, each.days) for each in ends] == [(False, 0), (False, 0)]
