"""Which mark of a deadline is told on a day, and what a mail is called."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from measures.digests import mark_reached, reminders_due, subject
from measures.models import Status
from measures.standing import Standing

#: A Wednesday.
DUE = date(2026, 3, 25)


@dataclass(frozen=True)
class Named:
    """A step that stands somehow."""

    name: str
    standing: Standing


def stands(due: date | None, today: date) -> Named:
    return Named("ขั้นตอน", Standing(Status.NOT_STARTED if due else Status.DONE, due, today))


@pytest.mark.parametrize(
    ("days_after", "mark"),
    [
        (-31, None),
        (-30, ("30", -30)),
        (-24, ("30", -30)),
        (-23, None),  # a week after its day a mark is not told any more
        (-8, None),
        (-7, ("7", -7)),
        (-2, ("7", -7)),
        (-1, ("1", -1)),
        (0, ("1", -1)),  # due today is not late
        (1, ("late-1", 1)),
        (7, ("late-1", 1)),
        (8, ("late-2", 8)),
        (364, ("late-52", 358)),
        (365, None),
    ],
)
def test_mark_is_the_newest_that_is_reached(days_after: int, mark: tuple[str, int] | None) -> None:
    reached = mark_reached(DUE, DUE + timedelta(days=days_after))

    assert reached == (mark and (mark[0], DUE + timedelta(days=mark[1])))


def test_nobody_is_reminded_at_weekends_but_on_monday() -> None:
    """The 22nd of March is a Sunday, the 21st a Saturday: marks of both are told on Monday, the 23rd."""
    due = date(2026, 3, 28)
    days = [date(2026, 3, day) for day in range(20, 25)]

    told = {day.day: [each.mark for each in reminders_due([stands(due, day)], day)] for day in days}

    assert told == {20: [], 21: [], 22: [], 23: ["7"], 24: ["7"]}


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (date(2026, 3, 27), {26: ["1"], 27: ["1"], 30: ["late-1"], 31: ["late-1"]}),  # Friday
        (date(2026, 3, 28), {27: ["1"], 30: ["late-1"], 31: ["late-1"]}),  # Saturday
        (date(2026, 3, 29), {27: ["1"], 30: ["late-1"], 31: ["late-1"]}),  # Sunday
        (date(2026, 3, 30), {27: ["1"], 30: ["1"], 31: ["late-1"]}),  # Monday
        (date(2026, 3, 31), {30: ["1"], 31: ["1"]}),
    ],
)
def test_last_mark_comes_on_a_weekday_before_the_deadline(due: date, told: dict[int, list[str]]) -> None:
    days = [date(2026, 3, day) for day in range(26, 32)]

    found = {day.day: [each.mark for each in reminders_due([stands(due, day)], day)] for day in days}

    assert {day: marks for day, marks in found.items() if marks not in ([], ["7"])} == told


def test_steps_without_an_open_deadline_are_left_out() -> None:
    late, done = stands(DUE - timedelta(days=9), DUE), stands(None, DUE)

    found = reminders_due([done, late], DUE)

    assert [(each.step, each.due, each.mark, each.since) for each in found] == [
        (late, date(2026, 3, 16), "late-2", date(2026, 3, 24))
    ]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([-3, -1, 7], "เกินกำหนด 2 ครบกำหนดใน 7 วัน 1"),
        ([0, 1, 30], "ครบกำหนดใน 7 วัน 2 ครบกำหนดใน 30 วัน 1"),
        ([-400], "เกินกำหนด 1"),
    ],
)
def test_subject_counts_what_is_late_and_what_is_due(days: list[int], words: str) -> None:
    assert subject(DUE, days) == f"แจ้งเตือนงาน ITA 25 มี.ค. 2569: {words}"
