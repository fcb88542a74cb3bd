"""Limitations: what keeps the municipality from doing better, issue by issue."""

from collections.abc import Collection, Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import EDITORS, READERS, municipality_get, roles_in
from accounts.errors import UserError
from accounts.models import User
from assessments.forms import LimitationForm
from assessments.models import Assessment
from assessments.queries import assessment_get
from assessments.queries.limitations import IssueLimitation, limitations_listed
from assessments.verbs.limitations import limitation_edit
from thaitext.words import join_list


@login_required
@require_http_methods(["GET", "POST"])
def limitations(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """The limitations of all issues on one page: for editors a form, for the others their texts."""
    municipality = municipality_get(request.user, slug, roles=EDITORS if request.method == "POST" else READERS)
    try:
        assessment = assessment_get(municipality, fiscal_year)
    except UserError as error:
        raise Http404(str(error)) from error
    seen = limitations_listed(assessment)
    if request.method == "GET":
        return _page(request, assessment, LimitationForm(limitations=seen), seen)
    form = LimitationForm(request.POST, limitations=seen)
    if not form.is_valid():
        return _page(request, assessment, form, seen)
    changed = form.changed
    asked = [number for number in changed if request.POST.get("issue", str(number)) == str(number)]
    saved = _save(request, assessment, form, asked)
    if waiting := [number for number in changed if number not in saved]:
        return _page(request, assessment, form, limitations_listed(assessment), waiting)
    response = redirect("limitations", slug, fiscal_year)
    if len(saved) == 1:
        response["Location"] += f"#issue-{saved[0]}"
    return response


def _save(request: HttpRequest, assessment: Assessment, form: LimitationForm, asked: Collection[int]) -> list[int]:
    """Stores the texts of the issues asked for and says so. Returns those that were stored; the others get errors."""
    assert isinstance(request.user, User)  # noqa: S101  # the getter has let nobody else through
    data, saved = dict(form.cleaned_data), []
    for number in asked:
        try:
            limitation_edit(
                assessment=assessment,
                issue=form.limitations[number].issue,
                text=data[f"text-{number}"],
                version=data[f"version-{number}"],
                by=request.user,
            )
        except UserError as error:
            form.add_error(f"text-{number}", str(error))
        else:
            saved.append(number)
    if saved:
        messages.success(request, f"บันทึกข้อจำกัดของ{_named(saved)} แล้ว")
    elif not asked:
        messages.info(request, "ไม่มีข้อความใดเปลี่ยนแปลง จึงไม่ได้บันทึก")
    return saved


def _named(numbers: Collection[int]) -> str:
    return f"ประเด็นที่ {join_list([str(number) for number in numbers])}"


def _page(
    request: HttpRequest,
    assessment: Assessment,
    form: LimitationForm,
    limitations: Iterable[IssueLimitation],
    waiting: Collection[int] = (),
) -> HttpResponse:
    """The page with what was typed; `limitations` are what stands now, `waiting` the issues typed but not stored."""
    context = {
        "municipality": assessment.municipality,
        "fiscal_year": assessment.fiscal_year,
        "form": form,
        "entries": [(each, form[f"text-{each.issue.number}"]) for each in limitations],
        "may_edit": not EDITORS.isdisjoint(roles_in(request.user, assessment.municipality)),
        "waiting": _named(waiting) if waiting else "",
    }
    return render(request, "assessments/limitations.html", context, status=422 if form.errors else 200)
