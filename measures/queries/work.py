"""Reads what a person has to do: steps of their own and of their departments, in all their municipalities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from accounts.models import Membership, Municipality, User
from measures.models import ProgressReport, Responsibility, Status, Step
from measures.queries.measures import PlanStep, plan_step
from thaitext.fiscal import fiscal_year

#: What is due within so many days is soon; what was done so many days ago was done lately.
SOON_DAYS = 30
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class WorkList:
    """Steps by when they are due; each list is in order of deadline, what was done lately the newest first."""

    late: Sequence[PlanStep]
    soon: Sequence[PlanStep]
    later: Sequence[PlanStep]
    done: Sequence[PlanStep]

    def __bool__(self) -> bool:
        return bool(self.late or self.soon or self.later or self.done)


@dataclass(frozen=True, slots=True)
class Work:
    """What a person has to do. `assigned` is theirs by name, `departmental` that of their departments besides.

    `places` is the number of municipalities that the person belongs to, `departments` names their departments.
    """

    assigned: WorkList
    departmental: WorkList
    places: int
    departments: Sequence[str]

    @property
    def late(self) -> int:
        return len(self.assigned.late) + len(self.departmental.late)

    @property
    def soon(self) -> int:
        return len(self.assigned.soon) + len(self.departmental.soon)


def work_get(user: User, today: date | None = None) -> Work:
    """Returns what `user` has to do on `today`, in measures of last fiscal year and later. At most four queries."""
    today = today or timezone.localdate()
    own = Membership.objects.filter(user=user, municipality__isnull=False)
    memberships = list(own.select_related("department"))
    if not memberships:
        return Work(_listed([], today), _listed([], today), 0, [])
    in_own_department = Responsibility.objects.filter(
        step=OuterRef("pk"), department__in=[each.department_id for each in memberships if each.department_id]
    )
    steps = (
        Step.objects.filter(
            Q(assignee=user) | Exists(in_own_department),
            measure__municipality__in={each.municipality_id for each in memberships},
            measure__action_year__gte=fiscal_year(today) - 1,
        )
        .select_related("measure__municipality", "assignee")
        .prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.select_related("department")),
            Prefetch("reports", ProgressReport.objects.only("step", "date", "due", "status")),
        )
        .order_by("measure__municipality", "measure__action_year", "measure__order", "measure", "order", "pk")
    )
    plans = [plan_step(step.measure, step, today) for step in steps]
    return Work(
        _listed([plan for plan in plans if plan.step.assignee_id == user.pk], today),
        _listed([plan for plan in plans if plan.step.assignee_id != user.pk], today),
        len({each.municipality_id for each in memberships}),
        sorted({each.department.name for each in memberships if each.department}),
    )


def _listed(steps: Sequence[PlanStep], today: date) -> WorkList:
    still_open = sorted((step for step in steps if step.standing.due), key=lambda step: step.standing.days)
    done = [step for step in steps if step.standing.status is Status.DONE and _done_on(step) >= today - LATELY]
    return WorkList(
        late=[step for step in still_open if step.standing.late],
        soon=[step for step in still_open if 0 <= step.standing.days <= SOON_DAYS],
        later=[step for step in still_open if step.standing.days > SOON_DAYS],
        done=sorted(done, key=_done_on, reverse=True),
    )


def _done_on(step: PlanStep) -> date:
    """The day of the newest report that says done."""
    return max((report.date for report in step.reports if report.status == Status.DONE), default=date.min)


def people_of(municipality: Municipality) -> list[User]:
    """Who belongs to the municipality and can log in: those who can be asked to see to a step. One query."""
    people = User.objects.filter(memberships__municipality=municipality, is_active=True)
    return list(people.distinct().order_by("pk"))
