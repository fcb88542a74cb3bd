"""A person before the plan of a municipality's year: what the views of measures begin with."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import EDITORS, READERS, SCORERS, municipality_get, roles_in
from accounts.errors import UserError
from accounts.models import Municipality, Role, User
from assessments.queries import FrameworkView, framework_get
from measures.queries import PlanRow, PlanStep, plan_row_get


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """The person, the action year (Buddhist Era), and the framework of the result that it answers."""

    user: User
    roles: Collection[Role]
    municipality: Municipality
    fiscal_year: int
    framework: FrameworkView

    @property
    def may_edit(self) -> bool:
        return not EDITORS.isdisjoint(self.roles)

    @property
    def may_report(self) -> bool:
        return not SCORERS.isdisjoint(self.roles)

    def context(self) -> dict[str, object]:
        """What every page of the plan shows. No query."""
        return {
            "municipality": self.municipality,
            "fiscal_year": self.fiscal_year,
            "result_year": self.fiscal_year - 1,
            "may_edit": self.may_edit,
            "may_report": self.may_report,
        }

    def row(self, number: int) -> PlanRow:
        """The measure of that key with its steps; not found where the year's plan has none."""
        found = plan_row_get(self.municipality, self.fiscal_year, number)
        if found is None:
            raise Http404("ไม่มีมาตรการนี้ในปีงบประมาณนี้")
        return found

    def to(
        self, name: str, *arguments: object, query: Mapping[str, object] | None = None, anchor: str = ""
    ) -> HttpResponse:
        """Leads to a page of this plan, and to a place on it."""
        arguments = (self.municipality.slug, self.fiscal_year, *arguments)
        return redirect(reverse(name, args=arguments, query=query, fragment=anchor or None))


def plan_place_get(request: HttpRequest, slug: str, fiscal_year: int, *, editing: bool = False) -> PlanPlace:
    """Returns the place if the person may see it, and edit it where asked for.

    Not found for a year whose result has no framework. Three queries.
    """
    municipality = municipality_get(request.user, slug, roles=EDITORS if editing else READERS)
    try:
        framework = framework_get(fiscal_year - 1)
    except UserError as error:
        raise Http404(str(error)) from error
    assert isinstance(request.user, User)  # noqa: S101  # the getter has let nobody else through
    held = EDITORS if editing else roles_in(request.user, municipality)
    return PlanPlace(request.user, held, municipality, fiscal_year, framework)


def step_of(steps: Collection[PlanStep], number: int) -> PlanStep:
    """The step of that key; not found where the measure has none."""
    found = next((step for step in steps if step.step.pk == number), None)
    if found is None:
        raise Http404("ไม่มีขั้นตอนนี้ในมาตรการ")
    return found
