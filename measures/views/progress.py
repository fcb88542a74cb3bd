"""A step's page: what it is, what was reported of it, and the forms to report and to correct a report."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import READERS, SCORERS, municipality_get, roles_in
from accounts.errors import UserError
from accounts.models import Municipality, Role, User
from measures.evidence_files import Preparation, Upload, files_prepared
from measures.forms.progress import CorrectionForm, ReportForm
from measures.models import ProgressReport
from measures.queries.progress import OFFERED, StepSheet, evidence_offered, step_sheet_get
from measures.verbs.progress import progress_change, progress_record


class StepGoneError(Http404):
    """The step is not there, or not any more."""

    def __init__(self, municipality: Municipality) -> None:
        super().__init__("ไม่มีขั้นตอนนี้")
        self.municipality = municipality


@dataclass(frozen=True, slots=True)
class _Place:
    """A person before a step; `report` is the one to be corrected, if any."""

    user: User
    municipality: Municipality
    sheet: StepSheet
    report: ProgressReport | None = None

    @property
    def url(self) -> str:
        measure = self.sheet.plan.measure
        return reverse("step_page", args=[self.municipality.slug, measure.action_year, self.sheet.plan.step.pk])

    def done(self, request: HttpRequest, report: ProgressReport) -> HttpResponse:
        """To the report on the step's page; a script is told where that is, lest it follows by itself."""
        url = f"{self.url}#report-{report.pk}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": url})
        return redirect(url)


def _get(request: HttpRequest, slug: str, fiscal_year: int, pk: int, roles: Collection[Role]) -> _Place:
    """Returns the step if the person has one of `roles`; not found for one that is not there."""
    municipality = municipality_get(request.user, slug, roles=roles)
    sheet = step_sheet_get(municipality, fiscal_year, pk)
    if sheet is None:
        raise StepGoneError(municipality)
    assert isinstance(request.user, User)  # noqa: S101  # the getter has let nobody else through
    return _Place(request.user, municipality, sheet)


def _get_report(
    request: HttpRequest, slug: str, fiscal_year: int, pk: int, number: int
) -> tuple[_Place, ProgressReport]:
    """Returns a report of the step to be corrected; not found for one that is not there."""
    at = _get(request, slug, fiscal_year, pk, SCORERS)
    for report in at.sheet.plan.reports:
        if report.pk == number:
            return replace(at, report=report), report
    raise Http404("ไม่มีรายงานนี้")


@login_required
@require_http_methods(["GET", "POST"])
def step_page(request: HttpRequest, slug: str, fiscal_year: int, pk: int) -> HttpResponse:
    """The step with its reports; POST records a report, or looks for evidence to be used again."""
    try:
        at = _get(request, slug, fiscal_year, pk, SCORERS if request.method == "POST" else READERS)
    except StepGoneError as error:
        if request.method == "GET":
            raise
        return _gone(request, error.municipality, fiscal_year)
    if request.method == "GET" or "find" in request.POST:
        return _page(request, at, _fresh(request, at))
    with _prepared(request) as preparation:
        form = ReportForm(request.POST, municipality=at.municipality, sheet=at.sheet, preparation=preparation)
        if form.is_valid():
            try:
                report = progress_record(step=at.sheet.plan.step, by=at.user, **form.words)
            except UserError as error:
                form.add_error(None, list(error.messages))
            else:
                messages.success(request, "บันทึกรายงานความก้าวหน้าแล้ว")
                return at.done(request, report)
    return _page(request, at, form)


@login_required
@require_http_methods(["GET", "POST"])
def progress_correct(request: HttpRequest, slug: str, fiscal_year: int, pk: int, number: int) -> HttpResponse:
    """Corrects a report."""
    at, report = _get_report(request, slug, fiscal_year, pk, number)
    if request.method == "GET" or "find" in request.POST:
        return _page(request, at, _fresh(request, at))
    with _prepared(request) as preparation:
        form = CorrectionForm(
            request.POST, municipality=at.municipality, sheet=at.sheet, report=report, preparation=preparation
        )
        if form.is_valid():
            try:
                progress_change(report=report, version=form.cleaned_data["version"], by=at.user, **form.words)
            except UserError as error:
                form.add_error(None, list(error.messages))
                at, _ = _get_report(request, slug, fiscal_year, pk, number)  # as it is stored now
            else:
                messages.success(request, "บันทึกการแก้ไขรายงานแล้ว")
                return at.done(request, report)
    return _page(request, at, form)


def _gone(request: HttpRequest, municipality: Municipality, fiscal_year: int) -> HttpResponse:
    """What was typed of a step that somebody removed from the plan: shown, so that it can be used elsewhere."""
    names = ("date", "summary", "outcome", "reason", "links")
    typed = [(ReportForm.base_fields[name].label, request.POST.get(name, "").strip()) for name in names]
    context = {
        "municipality": municipality,
        "fiscal_year": fiscal_year,
        "typed": [(label, words) for label, words in typed if words],
    }
    return render(request, "measures/step_gone.html", context, status=HTTPStatus.GONE)


@contextmanager
def _prepared(request: HttpRequest) -> Iterator[Preparation]:
    uploads = [Upload(file.name or "", file.file) for file in request.FILES.getlist("uploads") if file.file]
    with files_prepared(uploads) as preparation:
        yield preparation


def _fresh(request: HttpRequest, at: _Place) -> ReportForm:
    """The form as it begins, or with what was typed before somebody looked for evidence."""
    typed = {}
    if request.method == "POST":
        names = set(CorrectionForm.base_fields) - {"uploads"}
        typed = {name: request.POST.get(name, "") for name in names} | {"reuse": request.POST.getlist("reuse")}
    kind = CorrectionForm if at.report else ReportForm
    return kind(municipality=at.municipality, sheet=at.sheet, report=at.report, initial=typed)


def _page(request: HttpRequest, at: _Place, form: ReportForm) -> HttpResponse:
    may_report = not SCORERS.isdisjoint(roles_in(at.user, at.municipality))
    words, chosen = request.POST.get("words", ""), form.chosen
    context = {
        "municipality": at.municipality,
        "fiscal_year": at.sheet.plan.measure.action_year,
        "plan": at.sheet.plan,
        "step": at.sheet.plan.step,
        "report": at.report,
        "form": form if may_report else None,
        "may_report": may_report,
        "words": words,
        "found": bool(words) and "find" in request.POST,
        "chosen": chosen,
        "offered": evidence_offered(at.municipality, words, chosen) if may_report else [],
        "most_offered": OFFERED,
        "choose_again": bool(form.is_bound and request.FILES),
    }
    template = "progress_form" if at.report else "step_page"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, f"measures/{template}.html", context, status=status)
