"""Changes several steps of a year at once: hands them to another person, moves their dates."""

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.errors import UserError
from accounts.models import User
from measures.forms.bulk import DatesForm, GiverForm, HandOverForm, UnitForm
from measures.models import Measure
from measures.queries import PlanStep, plan_get
from measures.queries.reporters import people_of
from measures.verbs.handover import MAX_PICKED, steps_hand_over, steps_reschedule
from measures.verbs.measures import OutsideYearError
from measures.views.places import PlanPlace, plan_place_get
from measures.wording import CANNOT_REPORT


@login_required
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Hands the open steps of a person to another: first whose, then which and to whom."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    steps = [step for step in _open_steps(place) if step.step.assignee]
    people = people_of(place.municipality)
    giver_form = GiverForm(request.GET or None, people=_givers(steps, people))
    giver = giver_form.cleaned_data["giver"] if giver_form.is_valid() else None
    takers = [person for person in people if person.pk != giver]
    form = HandOverForm(request.POST if request.method == "POST" else None, people=takers)
    if form.is_valid():
        try:
            changed = steps_hand_over(
                municipality=place.municipality,
                action_year=fiscal_year,
                picked=form.cleaned_data["picked"],
                to=form.cleaned_data["taker"],
            )
        except UserError as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, f"มอบ {len(changed)} ขั้นตอนให้ {form.cleaned_data['taker'].get_full_name()} แล้ว")
            return place.to("bulk")
    handed = [step for step in steps if step.step.assignee_id == giver]
    return _page(
        request,
        "measures/bulk.html",
        place,
        form=form,
        steps=handed,
        giver_form=giver_form,
        giver=giver,
        title="มอบขั้นตอนให้ผู้อื่น",
        here="bulk",
        any=bool(steps),
    )


@login_required
@require_http_methods(["GET", "POST"])
def bulk_dates(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Gives several steps the same period."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    steps = _open_steps(place)
    unit_form = UnitForm(request.GET, steps=steps)
    form = DatesForm(request.POST if request.method == "POST" else None, initial={"way": "dates"})
    if form.is_valid():
        try:
            changed = steps_reschedule(
                municipality=place.municipality,
                action_year=fiscal_year,
                picked=form.cleaned_data["picked"],
                when=form.cleaned_data["when"],
                outside_confirmed=form.cleaned_data["outside"],
            )
        except UserError as error:
            form.add_error("outside" if isinstance(error, OutsideYearError) else None, list(error.messages))
        else:
            messages.success(request, f"เปลี่ยนระยะเวลาของ {len(changed)} ขั้นตอนแล้ว")
            return place.to("bulk_dates")
    found = unit_form.found(steps)
    return _page(
        request,
        "measures/bulk_dates.html",
        place,
        form=form,
        steps=found,
        unit_form=unit_form,
        title="กำหนดวันหลายขั้นตอน",
        here="bulk_dates",
        any=bool(steps),
    )


def _page(
    request: HttpRequest,
    template: str,
    place: PlanPlace,
    *,
    form: HandOverForm | DatesForm,
    steps: Sequence[PlanStep],
    **more: object,
) -> HttpResponse:
    """The page with the steps to tick, measure by measure."""
    shown = steps[:MAX_PICKED]
    groups: dict[Measure, list[tuple[PlanStep, bool]]] = {}
    for step in shown:
        groups.setdefault(step.measure, []).append((step, form.is_picked(step)))
    context = more | {"form": form, "groups": groups.items(), "shown": len(shown), "cut": len(steps) - len(shown)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, place.context() | context, status=status)


def _open_steps(place: PlanPlace) -> list[PlanStep]:
    """The steps of the year that have a deadline ahead or behind them, in the plan's order."""
    return [step for step in plan_get(place.municipality, place.fiscal_year).steps if step.standing.due]


def _givers(steps: Sequence[PlanStep], people: Sequence[User]) -> dict[int, str]:
    """Those who have open steps, with how many; and whether a person may not report any more."""
    found: dict[int, list[User]] = {}
    for step in steps:
        if step.step.assignee:
            found.setdefault(step.step.assignee.pk, []).append(step.step.assignee)
    return {
        pk: f"{persons[0].get_full_name()} ({len(persons)} ขั้นตอน)"
        + ("" if persons[0] in people else f" {CANNOT_REPORT}")
        for pk, persons in found.items()
    }
