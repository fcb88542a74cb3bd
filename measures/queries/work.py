"""Reads what a person has to do: steps of their own and of their departments, in all their municipalities."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.access import SCORERS
from accounts.models import Department, Membership, User
from measures.models import Responsibility, Status, Step
from measures.queries.measures import PlanStep, plan_steps
from measures.queries.reporters import Reporters, reporters_by_municipality
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
    """What a person has to do. `assigned` is theirs by name, `departmental` that of their departments besides, and
    `unowned` what falls to them as integrity officers since neither an assignee nor a department can report.

    `places` is the number of municipalities in which the person may report, `departments` are theirs.
    """

    assigned: WorkList
    departmental: WorkList
    unowned: WorkList
    places: int
    departments: Sequence[Department]

    def __bool__(self) -> bool:
        return any(self.lists)

    @property
    def lists(self) -> Sequence[WorkList]:
        return self.assigned, self.departmental, self.unowned

    @property
    def late(self) -> int:
        return sum(len(each.late) for each in self.lists)

    @property
    def soon(self) -> int:
        return sum(len(each.soon) for each in self.lists)


def work_get(user: User, today: date | None = None) -> Work:
    """Returns what `user` has to do on `today`, in measures of last fiscal year and later. Six queries.

    Whose a step is, `measures.queries.reporters` says, as for reminders; steps of one's departments that a colleague
    has are shown besides.
    """
    today = today or timezone.localdate()
    own = Membership.objects.filter(user=user, municipality__isnull=False, role__in=SCORERS)
    places = reporters_by_municipality(own.values("municipality"))
    named = (reporters.by_department.items() for reporters in places.values())
    units = {unit for departments in named for unit, people in departments if user in people}
    steps = Step.objects.filter(_perhaps_of(user, units, places), measure__action_year__gte=fiscal_year(today) - 1)
    in_order = ("measure__municipality", "measure__action_year", "measure__order", "measure", "order", "pk")
    plans = plan_steps(steps.order_by(*in_order), today)
    assigned = [plan for plan in plans if plan.step.assignee_id == user.pk]
    others = [plan for plan in plans if plan.step.assignee_id != user.pk]
    departmental = [plan for plan in others if any(each in units for each in plan.departments)]
    unowned = [plan for plan in others if all(each not in units for each in plan.departments)]
    return Work(
        _listed(assigned, today),
        _listed(departmental, today),
        _listed([plan for plan in unowned if user in _owners(plan, places)], today),
        len(places),
        sorted(units, key=lambda unit: unit.name),
    )


def _perhaps_of(user: User, units: Collection[Department], places: Mapping[int, Reporters]) -> Q:
    """Steps that are the person's or of the departments `units`, and those that nobody in particular can report."""
    at = Responsibility.objects.filter(step=OuterRef("pk"))
    found = Q(assignee=user) | Q(Exists(at.filter(department__in=units)))
    for place, reporters in places.items():
        if user in reporters.officers:
            staffed = at.filter(department__in=[*reporters.by_department])
            found |= Q(measure__municipality=place) & ~Q(assignee__in=[*reporters.people]) & ~Q(Exists(staffed))
    return found & Q(measure__municipality__in=[*places])


def _owners(plan: PlanStep, places: Mapping[int, Reporters]) -> list[User]:
    return places[plan.measure.municipality_id].of(plan.step, plan.departments)


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
