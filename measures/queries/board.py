"""Arranges a plan by status and over the quarters of its year. No query: the plan has been read."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from measures.models import Measure, Status
from measures.queries.measures import Plan, PlanStep
from thaitext import fiscal

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Column:
    """The steps that stand at a status: the late first, then by deadline; those without one in the plan's order."""

    status: Status
    steps: Sequence[PlanStep]

    @property
    def late(self) -> int:
        return sum(step.standing.late for step in self.steps)


def board_columns(plan: Plan) -> list[Column]:
    """A column for each status of the official form, and one for steps that are given up."""
    ordered = sorted(plan.steps, key=lambda step: step.standing.due or date.max)
    return [Column(status, [step for step in ordered if step.standing.status is status]) for status in Status]


class Answer(StrEnum):
    """How a step's deadline stands."""

    LATE = "late"
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return {"late": "เกินกำหนด", "open": "ยังไม่ถึงกำหนด", "done": "ดำเนินการแล้ว", "cancelled": "ยกเลิก"}[self.value]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which steps of a measure are due, and how many of them stand how."""

    day: date
    answers: Sequence[tuple[Answer, int]]


@dataclass(frozen=True, slots=True)
class Quarter:
    """A measure in a quarter: whether it goes on, begins or ends there, and what is due."""

    number: int
    active: bool
    begins: bool
    ends: bool
    deadlines: Sequence[Deadline]


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A measure over the four quarters of the action year. `outside` is what is due before or after that year."""

    measure: Measure
    steps: int
    quarters: Sequence[Quarter]
    outside: Sequence[Deadline]


def timeline_rows(plan: Plan) -> list[TimelineRow]:
    """The measures of a plan with their deadlines by quarter."""
    return [_row(measure, steps, plan.action_year) for measure, steps in plan.measures]


def current_quarter(action_year: int, today: date) -> int | None:
    """The quarter of the action year (Buddhist Era) that holds `today`, None outside that year."""
    return fiscal.quarter(today) if fiscal.fiscal_year(today) == action_year else None


def _row(measure: Measure, steps: Sequence[PlanStep], action_year: int) -> TimelineRow:
    spans = [step.step.when.span(action_year) for step in steps]
    bounds = {number: fiscal.quarter_bounds(action_year, number) for number in QUARTERS}
    active = {
        number: any(start <= last and end >= first for start, end in spans) for number, (first, last) in bounds.items()
    }
    deadlines = _deadlines(steps, action_year)
    first_day, last_day = fiscal.bounds(action_year)
    return TimelineRow(
        measure,
        len(steps),
        [
            Quarter(
                number,
                active[number],
                begins=not active.get(number - 1),
                ends=not active.get(number + 1),
                deadlines=[each for each in deadlines if first <= each.day <= last],
            )
            for number, (first, last) in bounds.items()
        ],
        [each for each in deadlines if not first_day <= each.day <= last_day],
    )


def _deadlines(steps: Sequence[PlanStep], action_year: int) -> list[Deadline]:
    counts: dict[date, Counter[Answer]] = {}
    for step in steps:
        for due in step.step.when.dues(action_year):
            counts.setdefault(due, Counter())[_answer(step, due)] += 1
    return [
        Deadline(day, [(each, counts[day][each]) for each in Answer if counts[day][each]]) for day in sorted(counts)
    ]


def _answer(step: PlanStep, due: date) -> Answer:
    standing = step.standing
    if standing.status is Status.CANCELLED:
        return Answer.CANCELLED
    if standing.due is None or due < standing.due:
        return Answer.DONE
    return Answer.LATE if due < standing.today else Answer.OPEN
