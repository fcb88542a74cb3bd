"""How a step stands after its reports, reckoned by hand."""

from dataclasses import dataclass
from datetime import date

import pytest

from measures.models import Status
from measures.standing import overtaking, standing

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


JUNE, MONTHS = date(2024, 6, 30), tuple(date(2024, month, 15) for month in range(1, 7))


@pytest.mark.parametrize(
    ("dues", "reports", "status", "due"),
    [
        ([JUNE], [FIRST_DONE], Status.DONE, None),
        ([JUNE], [Report(JUNE, Status.IN_PROGRESS), FIRST_DONE], Status.IN_PROGRESS, JUNE),
        ([JUNE], [FIRST_DONE, Report(JUNE, Status.IN_PROGRESS)], Status.DONE, None),
        (MONTHS, [FIRST_DONE], Status.IN_PROGRESS, date(2024, 4, 15)),
        (MONTHS, [FIRST_BEGUN, Report(date(2024, 3, 15), Status.DONE)], Status.IN_PROGRESS, date(2024, 1, 15)),
        ((date(2024, 3, 31), JUNE), [Report(date(2024, 3, 15), Status.DONE)], Status.IN_PROGRESS, JUNE),
        (DUES, [Report(date(2023, 10, 15), Status.DONE)], Status.IN_PROGRESS, DUES[0]),
        ((date(2024, 3, 31), JUNE), [LAST_DONE], Status.DONE, None),
    ],
    ids=["one later", "taken up again", "done by either", "days to months", "newest of a month", "later in the month",
         "one of six rounds", "ends earlier"],
)  # fmt: skip
def test_standing_after_a_changed_period_keeps_what_was_reported(
    dues: list[date], reports: list[Report], status: Status, due: date | None
) -> None:
    """A single deadline is what every report is about; of several the one of the same month, else none."""
    stands = standing(dues, reports, BEFORE)

    assert (stands.status, stands.due) == (status, due)


@pytest.mark.parametrize(
    ("due", "status", "newer", "overtaken"),
    [
        (DUES[0], Status.DONE, [], False),
        (DUES[0], Status.DONE, [FIRST_BEGUN], True),
        (DUES[0], Status.IN_PROGRESS, [FIRST_BEGUN], False),
        (DUES[0], Status.DONE, [LAST_DONE], False),
        (DUES[1], Status.DONE, [FIRST_BEGUN], False),
        (DUES[0], Status.CANCELLED, [LAST_DONE], True),
        (DUES[0], Status.CANCELLED, [GIVEN_UP], False),
        (DUES[1], Status.IN_PROGRESS, [GIVEN_UP], True),
        (DUES[1], Status.IN_PROGRESS, [FIRST_BEGUN, GIVEN_UP], False),
        (date(2024, 3, 15), Status.DONE, [FIRST_BEGUN], True),
    ],
    ids=["nothing newer", "done before begun", "same word", "other deadline", "later deadline", "given up too late",
         "given up twice", "taken up too late", "taken up since", "deadline moved"],
)  # fmt: skip
def test_overtaking_is_the_newer_report_that_says_something_else(
    due: date, status: Status, newer: list[Report], *, overtaken: bool
) -> None:
    found = overtaking(DUES, due, status, newer)

    assert found == (newer[0] if overtaken else None)
