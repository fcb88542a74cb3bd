"""Reads the measures of a year with their steps and how these stand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    """Returns the plan of a year, empty where there is none. Seven queries, however many measures and steps."""
    own = Measure.objects.filter(municipality=municipality, action_year=action_year)
    return Plan(municipality, action_year, _rows(own, today))


def plan_row_get(
    municipality: Municipality, action_year: int, number: int, today: date | None = None
) -> PlanRow | None:
    """Returns one measure of the plan by its key; None where it is another's or gone. At most seven queries."""
    own = Measure.objects.filter(municipality=municipality, action_year=action_year, pk=number)
    return next(iter(_rows(own, today)), None)


def _rows(measures: QuerySet[Measure], today: date | None) -> list[PlanRow]:
    """The measures with their steps as they stand.

    What hangs on steps is grouped here: Django's own prefetching takes twice as long for a thousand of them.
    """
    found = measures.select_related("issue").prefetch_related(
        Prefetch("indicators", Indicator.objects.select_related("instrument")),
        "questions",
    )
    wanted = {"step__measure__in": measures.order_by()}
    departments = _departments(Step.objects.filter(measure__in=measures.order_by()))
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(measure__in=measures.order_by()).select_related("assignee"):
        steps[step.measure_id].append(step)
    reports: defaultdict[int, list[ProgressReport]] = defaultdict(list)
    for report in ProgressReport.objects.filter(**wanted).select_related("by"):
        reports[report.step_id].append(report)
    today = today or timezone.localdate()
    return [
        (
            measure,
            [_plan_step(measure, step, departments[step.pk], reports[step.pk], today) for step in steps[measure.pk]],
        )
        for measure in found
    ]


def plan_step(measure: Measure, step: Step, today: date) -> PlanStep:
    """A step as it stands; its responsibilities and reports should be prefetched."""
    departments = [each.department for each in step.responsibilities.all()]
    return _plan_step(measure, step, departments, list(step.reports.all()), today)


def _plan_step(
    measure: Measure, step: Step, departments: Sequence[Department], reports: Sequence[ProgressReport], today: date
) -> PlanStep:
    dues = step.when.dues(measure.action_year)
    return PlanStep(step, measure, departments, reports, standing(dues, reports, today))


def plan_steps(steps: QuerySet[Step], today: date) -> list[PlanStep]:
    """These steps as they stand, in their order, with their measures, municipalities and assignees.

    Five queries, however many steps; what hangs on them is grouped here, as in a plan. A report knows its day, deadline
    and status alone.
    """
    found, wanted = list(steps.select_related("assignee")), steps.order_by()
    measures = Measure.objects.filter(pk__in=wanted.values("measure")).select_related("municipality")
    by_measure = {measure.pk: measure for measure in measures.order_by()}
    departments = _departments(wanted)
    reports: defaultdict[int, list[ProgressReport]] = defaultdict(list)
    for report in ProgressReport.objects.filter(step__in=wanted).only("step", "date", "due", "status"):
        reports[report.step_id].append(report)
    for step in found:
        step.measure = by_measure[step.measure_id]
    return [_plan_step(step.measure, step, departments[step.pk], reports[step.pk], today) for step in found]


def _departments(steps: QuerySet[Step]) -> Mapping[int, list[Department]]:
    """The departments of these steps, by step, in the order in which they were named. Two queries."""
    named = Responsibility.objects.filter(step__in=steps.order_by())
    units = {unit.pk: unit for unit in Department.objects.filter(pk__in=named.order_by().values("department"))}
    found: defaultdict[int, list[Department]] = defaultdict(list)
    for step, unit in named.values_list("step", "department"):
        found[step].append(units[unit])
    return found


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
