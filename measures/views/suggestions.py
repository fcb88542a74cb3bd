"""Weak points without a measure: take what is suggested, change it first, drop it, take that back."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import UserError
from accounts.models import Department
from assessments.models import Question
from measures.forms.plan import MeasureForm
from measures.forms.suggestions import UNKNOWN_DEPARTMENT, DepartmentForm, SuggestedStepForm, suggested_initial
from measures.queries.suggestions import WeakPoint, WeakPoints, weak_points_get
from measures.verbs import suggestions as verbs
from measures.verbs.measures import measure_create
from measures.views.places import PlanPlace, plan_place_get


@login_required
@require_GET
def suggestions(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Which weak points of the result have no measure yet, each with a measure that is ready to be taken."""
    return _page(request, plan_place_get(request, slug, fiscal_year))


def _page(
    request: HttpRequest, place: PlanPlace, *, errors: tuple[str, ...] = (), status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    context = place.context() | {"errors": errors}
    try:
        weak = weak_points_get(place.municipality, place.fiscal_year)
    except UserError as error:
        context |= {"reason": str(error)}
        return render(request, "measures/suggestions_empty.html", context, status=status)
    departments = list(place.municipality.departments.all()) if place.may_edit else []
    groups = [
        (
            indicator,
            weak.overview.result.indicators[indicator.number].figure.used,
            [(point, _department_form(point, departments)) for point in points],
        )
        for indicator, points in weak.open_by_indicator
    ]
    return render(request, "measures/suggestions.html", context | {"weak": weak, "groups": groups}, status=status)


def _department_form(point: WeakPoint, departments: list[Department]) -> DepartmentForm:
    return DepartmentForm(auto_id=f"id_{point.key}_%s", departments=departments, indicator=point.indicator.number)


def _point(weak: WeakPoints, key: str) -> WeakPoint:
    found = weak.get(key)
    if found is None:
        raise Http404("ไม่มีจุดนี้ในรายการที่ควรยกระดับ")
    return found


def _weak(place: PlanPlace) -> WeakPoints:
    try:
        return weak_points_get(place.municipality, place.fiscal_year)
    except UserError as error:
        raise Http404(str(error)) from error


@login_required
@require_POST
def suggestion_accept(request: HttpRequest, slug: str, fiscal_year: int, key: str) -> HttpResponse:
    """Takes a suggestion as it is."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    point = _point(_weak(place), key)
    departments = list(place.municipality.departments.all())
    form = DepartmentForm(request.POST, departments=departments, indicator=point.indicator.number)
    try:
        if not form.is_valid():
            raise UserError(UNKNOWN_DEPARTMENT)
        made = verbs.suggestion_accept(
            municipality=place.municipality, action_year=fiscal_year, point=point, departments=form.chosen
        )
    except UserError as error:
        return _page(request, place, errors=error.messages, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, f"เพิ่มมาตรการของ{point.words} แล้ว {made.steps.count()} ขั้นตอน แก้ไขต่อได้ในแผน")
    return place.to("suggestions", anchor="open")


@login_required
@require_POST
def suggestion_drop(request: HttpRequest, slug: str, fiscal_year: int, key: str) -> HttpResponse:
    """Drops a suggestion: no measure is wanted for this question this year."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    verbs.suggestion_drop(
        municipality=place.municipality, action_year=fiscal_year, question=_question(place, key), by=place.user
    )
    messages.success(request, f"จะไม่เสนอมาตรการของข้อ {key} ในปีนี้อีก นำกลับมาได้ที่ท้ายหน้านี้")
    return place.to("suggestions", anchor="open")


@login_required
@require_POST
def suggestion_restore(request: HttpRequest, slug: str, fiscal_year: int, key: str) -> HttpResponse:
    """Takes back that a suggestion was dropped."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    verbs.suggestion_restore(municipality=place.municipality, action_year=fiscal_year, question=_question(place, key))
    messages.success(request, f"เสนอมาตรการของข้อ {key} อีกครั้งแล้ว")
    return place.to("suggestions", anchor=f"point-{key}")


def _question(place: PlanPlace, key: str) -> Question:
    question = place.framework.questions.get(key)
    if question is None:
        raise Http404(f"ไม่มีข้อคำถาม {key} ในปี {place.fiscal_year - 1}")
    return question


@login_required
@require_http_methods(["GET", "POST"])
def suggestion_form(request: HttpRequest, slug: str, fiscal_year: int, key: str) -> HttpResponse:
    """Changes a suggestion before it becomes a measure."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    point = _point(_weak(place), key)
    data = request.POST if request.method == "POST" else None
    form = MeasureForm(data, framework=place.framework, initial=_initial(point))
    departments = list(place.municipality.departments.all())
    step_forms = [
        SuggestedStepForm(
            data,
            prefix=f"step-{number}",
            initial=suggested_initial(step),
            departments=departments,
            indicator=point.indicator.number,
        )
        for number, step in enumerate(point.suggestion.steps, 1)
    ]
    valid = [each.is_valid() for each in (form, *step_forms)]
    if all(valid):
        try:
            made = measure_create(
                municipality=place.municipality,
                action_year=fiscal_year,
                steps=[told for each in step_forms if (told := each.told)],
                **form.answers,
            )
        except UserError as error:
            form.add_error(None, list(error.messages))
        else:
            messages.success(request, "เพิ่มมาตรการแล้ว")
            return place.to("measure", made.pk)
    context = place.context() | {"point": point, "form": form, "step_forms": step_forms}
    wrong = any(each.errors for each in (form, *step_forms))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "measures/suggestion_form.html", context, status=status)


def _initial(point: WeakPoint) -> dict[str, object]:
    issue = point.question.issues.first() if point.question else None
    return {
        "title": point.suggestion.title,
        "indicators": [point.indicator.number],
        "issue": issue.number if issue else None,
        "questions": [point.question.code] if point.question else [],
    }
