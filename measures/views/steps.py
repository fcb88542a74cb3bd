"""The steps of a measure: add, change, order, remove."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import UserError
from assessments.forms import REOPEN
from measures.forms.plan import MoveForm, VersionForm
from measures.forms.steps import StepForm, departments_sent, step_initial
from measures.models import Measure
from measures.queries import PlanStep
from measures.verbs import measures
from measures.views.places import PlanPlace, plan_place_get, step_of

GONE = "ขั้นตอนนี้ถูกลบไปแล้ว หากยังต้องการ กรุณาบันทึกข้อความที่พิมพ์ไว้เป็นขั้นตอนใหม่"


@login_required
@require_http_methods(["GET", "POST"])
def step_new(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """Adds a step at the end of a measure."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    measure, _ = place.row(number)
    if request.method == "GET":
        form = StepForm(municipality=place.municipality, initial={"way": "quarters"})
        return _form_page(request, place, measure, form)
    sent = departments_sent(request.POST)
    form = StepForm(sent, municipality=place.municipality)
    if form.is_valid():
        try:
            made = measures.step_add(measure=measure, **form.told)
        except UserError as error:
            _refused(form, error)
        else:
            messages.success(request, "เพิ่มขั้นตอนแล้ว")
            if "another" in sent:
                return place.to("step_new", number)
            return place.to("measure", number, anchor=f"step-{made.pk}")
    return _form_page(request, place, measure, form)


@login_required
@require_http_methods(["GET", "POST"])
def step_form(request: HttpRequest, slug: str, fiscal_year: int, number: int, step_number: int) -> HttpResponse:
    """Changes a step; what was typed for one that somebody removed can be kept as a new one."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    measure, steps = place.row(number)
    if request.method == "GET":
        step = step_of(steps, step_number)
        initial = step_initial(step.step, step.departments)
        form = StepForm(municipality=place.municipality, step=step.step, initial=initial)
        return _form_page(request, place, measure, form, step)
    sent = departments_sent(request.POST)
    if all(each.step.pk != step_number for each in steps):
        form = StepForm(sent, municipality=place.municipality)
        form.add_error(None, GONE)
        return _form_page(request, place, measure, form)
    step = step_of(steps, step_number)
    form = StepForm(sent, municipality=place.municipality, step=step.step)
    if form.is_valid():
        try:
            measures.step_change(step=step.step, **form.told)
        except UserError as error:
            _refused(form, error)
        else:
            messages.success(request, "บันทึกขั้นตอนแล้ว")
            return place.to("measure", number, anchor=f"step-{step_number}")
    return _form_page(request, place, measure, form, step)


def _refused(form: StepForm, error: UserError) -> None:
    field = "outside" if isinstance(error, measures.OutsideYearError) else None
    form.add_error(field, list(error.messages))


def _form_page(
    request: HttpRequest, place: PlanPlace, measure: Measure, form: StepForm, step: PlanStep | None = None
) -> HttpResponse:
    context = place.context() | {"measure": measure, "form": form, "plan_step": step}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "measures/step_form.html", context, status=status)


@login_required
@require_POST
def step_move(request: HttpRequest, slug: str, fiscal_year: int, number: int, step_number: int) -> HttpResponse:
    """Moves a step up or down in its measure."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    _, steps = place.row(number)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Http404("คำขอไม่สมบูรณ์")
    try:
        measures.step_move(step=step_of(steps, step_number).step, **form.moved)
    except UserError as error:
        messages.error(request, str(error))
    return place.to("measure", number, anchor=f"step-{step_number}")


@login_required
@require_http_methods(["GET", "POST"])
def step_remove(request: HttpRequest, slug: str, fiscal_year: int, number: int, step_number: int) -> HttpResponse:
    """Asks whether a step is to be removed, and removes it."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    measure, steps = place.row(number)
    step = step_of(steps, step_number)
    errors: tuple[str, ...] = ()
    if request.method == "POST":
        form = VersionForm(request.POST)
        try:
            if not form.is_valid():
                raise UserError(REOPEN)
            measures.step_remove(step=step.step, version=form.cleaned_data["version"])
        except UserError as error:
            errors = error.messages
        else:
            messages.success(request, "ลบขั้นตอนแล้ว")
            return place.to("measure", number, anchor="steps")
    context = place.context() | {"measure": measure, "plan_step": step, "errors": errors}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "measures/step_remove.html", context, status=status)
