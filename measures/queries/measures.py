"""Reads the measures of a year with their steps and how these stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import Department, Municipality
from measures.models import Measure, ProgressReport, Responsibility, Step
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


@dataclass(frozen=True, slots=True)
class Plan:
    """The measures of an action year (Buddhist Era) in order, each with its steps."""

    municipality: Municipality
    action_year: int
    measures: Sequence[tuple[Measure, Sequence[PlanStep]]]

    @property
    def steps(self) -> list[PlanStep]:
        """All steps, measure by measure."""
        return [step for _, steps in self.measures for step in steps]


def plan_get(municipality: Municipality, action_year: int, today: date | None = None) -> Plan:
    """Returns the plan of a year, empty where there is none. At most nine queries, however many measures and steps."""
    today = today or timezone.localdate()
    responsible = Responsibility.objects.select_related("department")
    measures = (
        Measure.objects.filter(municipality=municipality, action_year=action_year)
        .select_related("issue")
        .prefetch_related(
            "indicators__instrument",
            "questions",
            "steps__assignee",
            Prefetch("steps__responsibilities", responsible),
            "steps__reports__by",
        )
    )
    return Plan(
        municipality,
        action_year,
        [(measure, [plan_step(measure, step, today) for step in measure.steps.all()]) for measure in measures],
    )


def plan_step(measure: Measure, step: Step, today: date) -> PlanStep:
    """A step as it stands; its responsibilities and reports should be prefetched."""
    reports = list(step.reports.all())
    return PlanStep(
        step=step,
        measure=measure,
        departments=[each.department for each in step.responsibilities.all()],
        reports=reports,
        standing=standing(step.when.dues(measure.action_year), reports, today),
    )


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
