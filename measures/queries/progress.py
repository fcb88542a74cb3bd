"""Reads a step with what was reported of it, and the evidence of a municipality."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone

from accounts.models import Municipality
from measures.models import Evidence, EvidenceFile, ProgressReport, Responsibility, Status, Step
from measures.queries.measures import PlanStep, plan_step

#: How much evidence is offered at once to be used again.
OFFERED = 30


@dataclass(frozen=True, slots=True)
class StepSheet:
    """A step as it stands today, with the deadlines that a report may be about."""

    plan: PlanStep
    dues: Sequence[date]

    @property
    def open_dues(self) -> list[date]:
        """The deadlines that are not answered, and those that somebody has reported on.

        All of a step that is given up, since it may be taken up again; the last where the period has moved since.
        """
        standing = self.plan.standing
        reported = {report.due for report in self.plan.reports}
        if standing.status == Status.CANCELLED:
            return list(self.dues)
        found = [due for due in self.dues if due in reported or (standing.due is not None and due >= standing.due)]
        return found or list(self.dues[-1:])


def step_sheet_get(
    municipality: Municipality, action_year: int, pk: int, today: date | None = None
) -> StepSheet | None:
    """Returns a step of the municipality's year, None where there is no such. Seven queries, however many reports."""
    evidence = Evidence.objects.order_by("pk").select_related("by").prefetch_related("files")
    people = ProgressReport.objects.select_related("by", "corrected_by")
    reports = people.prefetch_related(Prefetch("evidence", evidence))
    step = (
        Step.objects.filter(measure__municipality=municipality, measure__action_year=action_year, pk=pk)
        .select_related("measure__municipality", "measure__issue", "assignee")
        .prefetch_related(
            "measure__indicators",
            Prefetch("responsibilities", Responsibility.objects.select_related("department")),
            Prefetch("reports", reports),
        )
        .first()
    )
    if step is None:
        return None
    plan = plan_step(step.measure, step, today or timezone.localdate())
    return StepSheet(plan, step.when.dues(action_year))


def evidence_offered(municipality: Municipality, words: str, chosen: Collection[int]) -> list[Evidence]:
    """What may be used again in a report: that which is chosen, then the newest whose caption has all the words.

    At most `OFFERED` besides the chosen. Three queries.
    """
    every = Evidence.objects.filter(municipality=municipality).prefetch_related("files")
    wanted = Q()
    for word in words.split():
        wanted &= Q(caption__icontains=word)
    found = every.filter(wanted, withdrawn_at=None).exclude(pk__in=chosen)[:OFFERED]
    return [*every.filter(pk__in=chosen), *found]


def evidence_get(municipality: Municipality, pk: int) -> Evidence | None:
    """Returns evidence of the municipality with its revisions and what uses it: reports, activities. Four queries."""
    files = EvidenceFile.objects.select_related("by")
    reports = ProgressReport.objects.select_related("step__measure")
    return (
        Evidence.objects.filter(municipality=municipality, pk=pk)
        .select_related("by", "withdrawn_by", "municipality")
        .prefetch_related(Prefetch("files", files), Prefetch("reports", reports), "activities")
        .first()
    )
