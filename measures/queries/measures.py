"""Reads the measures of a year with their steps and how these stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeAlias

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from accounts.models import Department, Municipality
from assessments.models import Indicator
from measures.models import Measure, ProgressReport, Responsibility, Status, Step
from measures.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step with its departments, its reports (the newest first) and how it stands today."""

    step: Step
    measure: Measure
    departments: Sequence[Department]
    reports: Sequence[ProgressReport]
    standing: Standing

    @property
    def latest(self) -> ProgressReport | None:
        return self.reports[0] if self.reports else None


#: A measure with its steps as they stand.
PlanRow: TypeAlias = tuple[Measure, Sequence[PlanStep]]


@dataclass(frozen=True, slots=True)
class Plan:
    """The measures of an action year (Buddhist Era) in order, each with its steps."""

    municipality: Municipality
    action_year: int
    measures: Sequence[PlanRow]

    @property
    def mark(self) -> str:
        """What tells this plan from the next: another one as soon as anybody changes a measure or a step."""
        return mark_of((measure.pk, measure.version) for measure, _ in self.measures)

    @property
    def steps(self) -> list[PlanStep]:
        """All steps, measure by measure."""
        return [step for _, steps in self.measures for step in steps]

    @property
    def late(self) -> list[PlanStep]:
        """The steps whose deadline has passed, the longest overdue first."""
        return sorted((step for step in self.steps if step.standing.late), key=lambda step: step.standing.days)

    @property
    def counts(self) -> dict[Status, int]:
        """How many steps stand at each status; none is left out."""
        found = Counter(step.standing.status for step in self.steps)
        return {status: found[status] for status in Status}


def mark_of(versions: Iterable[tuple[int, int]]) -> str:
    """The mark of a plan, from the keys of its measures with their versions."""
    return sha256(repr(sorted(versions)).encode()).hexdigest()[:16]


def plan_get(municipality: Municipality, action_year: int, today: date | None = None) -> Plan:
    """Returns the plan of a year, empty where there is none. Six queries, however many measures and steps."""
    own = Measure.objects.filter(municipality=municipality, action_year=action_year)
    return Plan(municipality, action_year, _rows(own, today))


def plan_row_get(
    municipality: Municipality, action_year: int, number: int, today: date | None = None
) -> PlanRow | None:
    """Returns one measure of the plan by its key; None where it is another's or gone. At most six queries."""
    own = Measure.objects.filter(municipality=municipality, action_year=action_year, pk=number)
    return next(iter(_rows(own, today)), None)


def _rows(measures: QuerySet[Measure], today: date | None) -> list[PlanRow]:
    """The measures with their steps as they stand.

    What hangs on steps is grouped here: Django's own prefetching takes twice as long for a thousand of them.
    """
    found = measures.select_related("issue").prefetch_related(
        Prefetch("indicators", Indicator.objects.select_related("instrument")),
        "questions",
        Prefetch("steps", Step.objects.select_related("assignee")),
    )
    wanted = {"step__measure__in": measures.order_by()}
    departments: defaultdict[int, list[Department]] = defaultdict(list)
    for responsibility in Responsibility.objects.filter(**wanted).select_related("department"):
        departments[responsibility.step_id].append(responsibility.department)
    reports: defaultdict[int, list[ProgressReport]] = defaultdict(list)
    for report in ProgressReport.objects.filter(**wanted).select_related("by"):
        reports[report.step_id].append(report)
    today = today or timezone.localdate()
    return [
        (
            measure,
            [_plan_step(measure, step, departments[step.pk], reports[step.pk], today) for step in measure.steps.all()],
        )
        for measure in found
    ]


def plan_steps(steps: QuerySet[Step], today: date) -> list[PlanStep]:
    """Those steps as they stand, in the plan's order; of their reports only deadline, day and status. Three queries."""
    responsible = Responsibility.objects.select_related("department")
    reports = ProgressReport.objects.only("step", "date", "due", "status")
    rows = (
        steps.select_related("measure")
        .prefetch_related(Prefetch("responsibilities", responsible), Prefetch("reports", reports))
        .order_by("measure__action_year", "measure__order", "measure", "order", "pk")
    )
    return [plan_step(step.measure, step, today) for step in rows]


def plan_step(measure: Measure, step: Step, today: date) -> PlanStep:
    """A step as it stands; its responsibilities and reports should be prefetched."""
    departments = [each.department for each in step.responsibilities.all()]
    return _plan_step(measure, step, departments, list(step.reports.all()), today)


def _plan_step(
    measure: Measure, step: Step, departments: Sequence[Department], reports: Sequence[ProgressReport], today: date
) -> PlanStep:
    dues = step.when.dues(measure.action_year)
    return PlanStep(step, measure, departments, reports, standing(dues, reports, today))


def measures_listed(municipality: Municipality, result_year: int) -> list[Measure]:
    """The measures that answer the result of `result_year`, with their steps. Two queries."""
    measures = Measure.objects.filter(municipality=municipality, action_year=result_year + 1)
    return list(measures.prefetch_related("steps"))


def measures_for_result(municipality: Municipality, result_year: int) -> list[Measure]:
    """The measures that answer the result of `result_year`, with all that documents print of them.

    At most five queries, whatever the number of measures.
    """
    responsible = Responsibility.objects.select_related("department")
    return list(
        Measure.objects.filter(municipality=municipality, action_year=result_year + 1)
        .select_related("issue")
        .prefetch_related("indicators", "issue__questions", Prefetch("steps__responsibilities", responsible))
    )
