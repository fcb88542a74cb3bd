"""The plan of an action year: list with filters, one measure, new, change, order, delete."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.forms import REOPEN
from measures.forms.plan import MeasureForm, MoveForm, PlanFilterForm, VersionForm, measure_initial
from measures.models import Measure, Status
from measures.queries import Plan, PlanFilter, PlanRow, PlanStep, plan_get, plan_row_get
from measures.verbs import measures
from measures.views.places import PlanPlace, plan_place_get
from thaitext.words import quote

#: So many steps stand on a page, those of a measure together; a measure counts as one more.
PAGE = 100
#: So many late steps stand above the list, and so many steps of a measure in it.
LATE_SHOWN = 3
STEPS_SHOWN = 10

GONE = "มาตรการนี้ถูกลบไปแล้ว หากยังต้องการ กรุณาบันทึกข้อความที่พิมพ์ไว้เป็นมาตรการใหม่"


@dataclass(frozen=True, slots=True)
class Listed:
    """A measure in the table: its place in the whole plan, and the steps that are shown.

    `cut` steps fit too but are left to the measure's own page, `unfit` ones are not looked for.
    """

    place: int
    measure: Measure
    steps: Sequence[PlanStep]
    cut: int
    unfit: int
    is_last: bool


@login_required
@require_GET
def plan(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """The year's measures with their steps and how these stand; what is late comes first."""
    place = plan_place_get(request, slug, fiscal_year)
    whole = plan_get(place.municipality, fiscal_year)
    form = PlanFilterForm(request.GET, plan=whole)
    sought = form.sought
    rows = sought.found(whole)
    everything = request.GET.get("all") == "1"
    pages = [rows] if everything else _pages(rows)
    page = Paginator(pages, 1).get_page(_page_of(pages, request.GET.get("at", "")) or request.GET.get("page"))
    listed = _listed(whole, page.object_list[0], None if everything else STEPS_SHOWN)
    context = place.context() | {
        "plan": whole,
        "form": form,
        "filtered": sought != PlanFilter(),
        "narrowed": replace(sought, status=None, late=False) != PlanFilter(),
        "page": page,
        "rows": listed,
        "incomplete": page.has_other_pages() or any(each.cut for each in listed),
        "found": len(rows),
        "found_steps": sum(len(steps) for _, steps in rows),
        "late": whole.late[:LATE_SHOWN],
        "pills": _pills(whole, form, sought),
        "address": form.address_without(),
        "everything": everything,
        "last_year": not whole.measures and _has_plan(place.municipality, fiscal_year - 1),
    }
    return render(request, "measures/plan.html", context)


def _pages(rows: Sequence[PlanRow]) -> list[list[PlanRow]]:
    """The measures page by page, one page at least, by how many steps of them are shown."""
    pages: list[list[PlanRow]] = [[]]
    room = PAGE
    for measure, steps in rows:
        needed = min(len(steps), STEPS_SHOWN) + 1
        if needed > room and pages[-1]:
            pages.append([])
            room = PAGE
        pages[-1].append((measure, steps))
        room -= needed
    return pages


def _page_of(pages: Sequence[Sequence[PlanRow]], number: str) -> int | None:
    """The page on which the measure of that key stands, None for one that is on none."""
    found = (at for at, rows in enumerate(pages, 1) if any(str(measure.pk) == number for measure, _ in rows))
    return next(found, None)


def _listed(whole: Plan, rows: Iterable[PlanRow], shown: int | None) -> list[Listed]:
    """The rows of a page as the table shows them, with at most so many steps each."""
    places = {measure.pk: place for place, (measure, _) in enumerate(whole.measures, 1)}
    steps_of = {measure.pk: len(steps) for measure, steps in whole.measures}
    return [
        Listed(
            place=places[measure.pk],
            measure=measure,
            steps=steps[:shown],
            cut=len(steps) - len(steps[:shown]),
            unfit=steps_of[measure.pk] - len(steps),
            is_last=places[measure.pk] == len(whole.measures),
        )
        for measure, steps in rows
    ]


def _pills(whole: Plan, form: PlanFilterForm, sought: PlanFilter) -> list[tuple[str, str, int, bool]]:
    """Links that pick by status: words, address, how many steps, and whether it is picked."""
    rest = form.address_without("status", "late")
    every = [("ทุกสถานะ", rest, len(whole.steps), sought.status is None and not sought.late)]
    late = [("เกินกำหนด", f"{rest}late=on", len(whole.late), sought.late and sought.status is None)]
    by_status = [
        (status.label, f"{rest}status={status.value}", number, sought.status == status and not sought.late)
        for status, number in whole.counts.items()
        if number or status != Status.CANCELLED
    ]
    return every + late + by_status


def _has_plan(municipality: Municipality, action_year: int) -> bool:
    return Measure.objects.filter(municipality=municipality, action_year=action_year).exists()


@login_required
@require_GET
def measure(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """One measure: what it answers, its steps with all that is known of them, and what can be done."""
    return measure_page(request, plan_place_get(request, slug, fiscal_year), number)


def measure_page(request: HttpRequest, place: PlanPlace, number: int, *, errors: tuple[str, ...] = ()) -> HttpResponse:
    """The page of a measure, with what was wrong about the last act."""
    row, steps = place.row(number)
    context = place.context() | {
        "measure": row,
        "steps": steps,
        "errors": errors,
        "may_add": place.may_edit and len(steps) < measures.MAX_STEPS,
        "max_steps": measures.MAX_STEPS,
        "has_reports": any(step.reports for step in steps),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "measures/measure.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def measure_new(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Adds a measure; its steps come next."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    if request.method == "GET":
        return _form_page(request, place, MeasureForm(framework=place.framework))
    form = MeasureForm(request.POST, framework=place.framework)
    if form.is_valid():
        try:
            made = measures.measure_create(municipality=place.municipality, action_year=fiscal_year, **form.answers)
        except UserError as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, "เพิ่มมาตรการแล้ว ขั้นต่อไปคือเพิ่มขั้นตอน ผู้รับผิดชอบ และระยะเวลา")
            return place.to("step_new", made.pk)
    return _form_page(request, place, form)


@login_required
@require_http_methods(["GET", "POST"])
def measure_form(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """Changes what a measure is called and answers; what was typed for a deleted one can be kept as a new one."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    if request.method == "GET":
        row, _ = place.row(number)
        form = MeasureForm(framework=place.framework, initial=measure_initial(row))
        return _form_page(request, place, form, row)
    form = MeasureForm(request.POST, framework=place.framework)
    found = plan_row_get(place.municipality, fiscal_year, number)
    if found is None:
        form.add_error(None, GONE)
        return _form_page(request, place, form)
    row, _ = found
    seen = VersionForm(request.POST)
    if form.is_valid() and seen.is_valid():
        try:
            measures.measure_change(measure=row, version=seen.cleaned_data["version"], **form.answers)
        except UserError as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, "บันทึกมาตรการแล้ว")
            return place.to("measure", number)
    elif seen.errors:
        form.add_error(None, REOPEN)
    return _form_page(request, place, form, row)


def _form_page(request: HttpRequest, place: PlanPlace, form: MeasureForm, row: Measure | None = None) -> HttpResponse:
    context = place.context() | {"form": form, "measure": row}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "measures/measure_form.html", context, status=status)


@login_required
@require_POST
def measure_move(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """Moves a measure up or down in the plan, and shows where it stands now."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    row, _ = place.row(number)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Http404("คำขอไม่สมบูรณ์")
    try:
        measures.measure_move(measure=row, **form.moved)
    except UserError as error:
        messages.error(request, str(error))
    return place.to("plan", query={"at": number}, anchor=f"measure-{number}")


@login_required
@require_http_methods(["GET", "POST"])
def measure_delete(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """Asks whether a measure is to be deleted with its steps, and deletes it."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    row, steps = place.row(number)
    errors: tuple[str, ...] = ()
    if request.method == "POST":
        form = VersionForm(request.POST)
        try:
            if not form.is_valid():
                raise UserError(REOPEN)
            measures.measure_delete(measure=row, version=form.cleaned_data["version"])
        except UserError as error:
            errors = error.messages
        else:
            messages.success(request, f"ลบมาตรการ {quote(row.title)} แล้ว")
            return place.to("plan")
    context = place.context() | {
        "measure": row,
        "steps": steps,
        "errors": errors,
        "has_reports": any(step.reports for step in steps),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "measures/measure_delete.html", context, status=status)
