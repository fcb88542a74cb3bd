"""Findings: edit a wording, state the lowest question, choose between a wording and a new draft."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import EDITORS, municipality_get
from accounts.errors import UserError
from accounts.models import User
from assessments.forms import ChoiceForm, FindingForm, LowestQuestionForm
from assessments.queries import IndicatorFinding, Overview, overview_get
from assessments.verbs.findings import finding_edit, finding_keep, finding_redraft
from assessments.verbs.scores import lowest_question_state


@dataclass(frozen=True, slots=True)
class _Place:
    """The finding that an address names."""

    user: User
    overview: Overview
    finding: IndicatorFinding

    def back(self) -> HttpResponse:
        """To the finding on the year's page."""
        assessment = self.overview.assessment
        response = redirect("year", assessment.municipality.slug, assessment.fiscal_year)
        response["Location"] += f"#finding-{self.finding.indicator.number}"
        return response


def _get(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> _Place:
    """Returns the finding if the person may edit it; not found for a year or an indicator that is not there."""
    municipality = municipality_get(request.user, slug, roles=EDITORS)
    try:
        overview = overview_get(municipality, fiscal_year)
    except UserError as error:
        raise Http404(str(error)) from error
    finding = next((each for each in overview.findings if each.indicator.number == number), None)
    if finding is None or not isinstance(request.user, User):
        raise Http404(f"ไม่มีตัวชี้วัดที่ {number}")
    return _Place(request.user, overview, finding)


def _page(request: HttpRequest, place: _Place, form: FindingForm, lowest_form: LowestQuestionForm) -> HttpResponse:
    context = {
        "overview": place.overview,
        "municipality": place.overview.assessment.municipality,
        "fiscal_year": place.overview.assessment.fiscal_year,
        "finding": place.finding,
        "scored": place.overview.result.indicators[place.finding.indicator.number],
        "form": form,
        "lowest_form": lowest_form,
    }
    status = 422 if form.errors or lowest_form.errors else 200
    return render(request, "assessments/finding_form.html", context, status=status)


def _finding_form(place: _Place) -> FindingForm:
    finding = place.finding
    return FindingForm(initial={"text": finding.analysis, "draft": finding.draft.analysis, "version": finding.version})


def _lowest_form(place: _Place, data: QueryDict | None = None) -> LowestQuestionForm:
    indicator = place.finding.indicator
    stated = place.overview.assessment.lowest_questions.filter(indicator=indicator).first()
    initial = {"question": stated.question_id, "value": stated.value} if stated else None
    return LowestQuestionForm(data, initial=initial, indicator=indicator)


@login_required
@require_http_methods(["GET", "POST"])
def finding_form(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """Edits the wording of a finding."""
    place = _get(request, slug, fiscal_year, number)
    if request.method == "GET":
        return _page(request, place, _finding_form(place), _lowest_form(place))
    form = FindingForm(request.POST)
    if form.is_valid():
        try:
            finding_edit(
                assessment=place.overview.assessment,
                indicator=place.finding.indicator,
                text=form.cleaned_data["text"],
                draft=form.cleaned_data["draft"],
                version=form.cleaned_data["version"],
                by=place.user,
            )
        except UserError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, f"บันทึกผลการวิเคราะห์ของ{place.finding.indicator} แล้ว")
            return place.back()
    return _page(request, place, form, _lowest_form(place))


@login_required
@require_POST
def finding_choose(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """Takes the rules' draft again, or keeps the person's wording although the draft has changed."""
    place = _get(request, slug, fiscal_year, number)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        raise Http404("คำขอไม่ครบ")
    assessment, indicator = place.overview.assessment, place.finding.indicator
    version = form.cleaned_data["version"]
    try:
        if form.cleaned_data["choice"] == "draft":
            finding_redraft(assessment=assessment, indicator=indicator, version=version, by=place.user)
            done = f"ใช้ร่างของระบบสำหรับ{indicator} แล้ว"
        else:
            finding_keep(assessment=assessment, indicator=indicator, draft=form.cleaned_data["draft"], version=version)
            done = f"คงข้อความเดิมของ{indicator} แล้ว"
    except UserError as error:
        messages.error(request, str(error))
        return redirect("finding_form", slug, fiscal_year, number)
    messages.success(request, done)
    return place.back()


@login_required
@require_POST
def lowest_question_form(request: HttpRequest, slug: str, fiscal_year: int, number: int) -> HttpResponse:
    """States the lowest question of an indicator."""
    place = _get(request, slug, fiscal_year, number)
    form = _lowest_form(place, request.POST)
    if form.is_valid():
        try:
            lowest_question_state(
                assessment=place.overview.assessment,
                indicator=place.finding.indicator,
                question=form.cleaned_data["question"],
                value=form.cleaned_data["value"],
            )
        except UserError as error:
            form.add_error("value", str(error))
        else:
            messages.success(request, f"บันทึกข้อคำถามที่ได้คะแนนน้อยที่สุดของ{place.finding.indicator} แล้ว")
            return place.back()
    return _page(request, place, _finding_form(place), form)
