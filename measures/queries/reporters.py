"""Reads who may report, and says whose a step is: for reminders, lists of work and choices of an assignee alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.access import EDITORS, SCORERS
from accounts.models import Department, Membership, Municipality, User
from measures.models import Step


@dataclass(frozen=True, slots=True)
class Reporters:
    """The people of a municipality who may report and can log in: by key, by department, and who plans measures."""

    people: Mapping[int, User]
    by_department: Mapping[Department, Sequence[User]]
    officers: Sequence[User]

    def of(self, step: Step, departments: Iterable[Department]) -> list[User]:
        """Whose a step is, each once: the assignee's; without one who may report, that of the responsible departments'
        people; where these have nobody, that of the integrity officers.
        """
        if step.assignee_id and step.assignee_id in self.people:
            return [self.people[step.assignee_id]]
        found = [person for department in departments for person in self.by_department.get(department, ())]
        return list(dict.fromkeys(found or self.officers))


NOBODY = Reporters({}, {}, ())


def reporters_by_municipality(
    municipalities: Iterable[Municipality] | QuerySet[Any] | None = None,
) -> dict[int, Reporters]:
    """Who may report in each of these municipalities, or in all; one without anybody is left out. One query."""
    memberships = Membership.objects.filter(municipality__isnull=False, role__in=SCORERS, user__is_active=True)
    if municipalities is not None:
        memberships = memberships.filter(municipality__in=municipalities)
    rows: defaultdict[int | None, list[Membership]] = defaultdict(list)
    for each in memberships.select_related("user", "department").order_by("pk"):
        rows[each.municipality_id].append(each)
    return {place: _reporters(found) for place, found in rows.items() if place is not None}


def people_of(municipality: Municipality) -> list[User]:
    """Who can be asked to see to a step: those who may report in the municipality. One query."""
    found = reporters_by_municipality([municipality]).get(municipality.pk, NOBODY)
    return [found.people[key] for key in sorted(found.people)]


def _reporters(memberships: Sequence[Membership]) -> Reporters:
    by_department: defaultdict[Department, list[User]] = defaultdict(list)
    for each in memberships:
        if each.department:
            by_department[each.department].append(each.user)
    return Reporters(
        people={each.user_id: each.user for each in memberships},
        by_department=dict(by_department),
        officers=[each.user for each in memberships if each.role in EDITORS],
    )
