"""A year's figures as a whole: how far they are, import with a preview, the files to fill in, paper."""

import csv
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import SCORERS
from accounts.errors import UserError
from assessments.exporters.score_xlsx import score_workbook
from assessments.exporters.workbook_looks import MEDIA_TYPE
from assessments.forms import ApplyForm, ReasonForm, ScoreFileForm, ScoreTextForm
from assessments.grids import grid_of, grid_tabs
from assessments.importers.score_file import scores_file_read
from assessments.importers.score_paste import scores_block_read
from assessments.importers.score_reading import ScoreReading
from assessments.importers.score_text import scores_text_read
from assessments.models import Framework, ScoreAct, State
from assessments.previews import Preview
from assessments.queries import given_back, mark_of, revisions_listed
from assessments.score_checks import Severity
from assessments.score_previews import preview_of
from assessments.verbs.assessments import LockedYearError
from assessments.verbs.scores import StaleFiguresError, scores_import
from assessments.views.sheets import SheetRequest, changed_answer, sheet_get, sheet_of

#: What a person confirms before handing the figures on, where the checks found something of the kind.
TO_CONFIRM = {
    Severity.WARNING: "ตรวจสอบข้อสังเกตข้างต้นแล้ว",
    Severity.HINT: "ยืนยันว่าช่องที่เว้นว่างข้างต้นไม่มีคะแนนในระบบ ITAS",
}


@login_required
@require_GET
def scores(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """How far the figures are, what looks wrong, and the next step: fill in, submit, approve."""
    return overview_page(request, sheet_get(request, slug, fiscal_year))


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A box to tick before the figures are handed on; `fault` says that it was not."""

    severity: Severity
    words: str
    ticked: bool
    fault: str


def overview_page(
    request: HttpRequest,
    at: SheetRequest,
    *,
    errors: Collection[str] = (),
    form: ReasonForm | None = None,
    unconfirmed: Mapping[Severity, str] = MappingProxyType({}),
    confirmed: Collection[str] = (),
) -> HttpResponse:
    """The page of the year's figures, with what was wrong about the last try to hand them on."""
    found = {check.severity for check in at.sheet.checks}
    steps = at.steps()
    back = given_back(steps) if at.sheet.state != State.APPROVED else None
    context = at.context() | {
        "years": Framework.objects.order_by("-pk").values_list("pk", flat=True),
        "steps": steps,
        "returned": at.returned(steps),
        "back": back,
        "revisions": revisions_listed(at.sheet, back.at) if back else [],
        "to_confirm": [
            Confirmation(severity, words, severity in confirmed, unconfirmed.get(severity, ""))
            for severity, words in TO_CONFIRM.items()
            if severity in found
        ],
        "found": Counter(check.severity.value for check in at.sheet.checks),
        "mark": mark_of(at.sheet.changes, len(steps)),
        "errors": errors,
        "unconfirmed": unconfirmed,
        "form": form or ReasonForm(state=at.sheet.state),
    }
    wrong = errors or unconfirmed or (form and form.errors)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "assessments/scores.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def scores_file(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Reads a workbook or a CSV and shows what it would change; GET shows the form."""
    at = sheet_get(request, slug, fiscal_year, SCORERS)
    form = ScoreFileForm(request.POST, request.FILES) if request.method == "POST" else ScoreFileForm()
    if not at.may_fill_in:
        return _import_page(request, at)
    if request.method == "GET" or not form.is_valid():
        return _import_page(request, at, file_form=form)
    try:
        raw = form.cleaned_data["file"].read()
        reading = scores_file_read(raw, framework=at.sheet.framework, municipality=at.sheet.municipality)
    except UserError as error:
        form.add_error("file", list(error.messages))
        return _import_page(request, at, file_form=form)
    return _preview_page(request, at, reading)


@login_required
@require_POST
def scores_text(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Reads text copied from ITAS, or a table of codes and scores, and shows what it would change."""
    at = sheet_get(request, slug, fiscal_year, SCORERS)
    form = ScoreTextForm(request.POST)
    if not at.may_fill_in:
        return _import_page(request, at)
    if not form.is_valid():
        return _import_page(request, at, text_form=form)
    try:
        reading = scores_text_read(form.cleaned_data["text"], at.sheet.framework.spec)
    except UserError as error:
        form.add_error("text", list(error.messages))
        return _import_page(request, at, text_form=form)
    return _preview_page(request, at, reading, form)


def _import_page(
    request: HttpRequest,
    at: SheetRequest,
    *,
    file_form: ScoreFileForm | None = None,
    text_form: ScoreTextForm | None = None,
) -> HttpResponse:
    """The forms of an import; of a year that is locked, why there are none."""
    forms = {"file_form": file_form or ScoreFileForm(), "text_form": text_form or ScoreTextForm()}
    wrong = any(form.errors for form in forms.values())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    if request.method == "POST" and not at.may_fill_in:
        status = HTTPStatus.LOCKED
    return render(request, "assessments/scores_import.html", at.context() | forms, status=status)


def _preview_page(
    request: HttpRequest, at: SheetRequest, reading: ScoreReading, text_form: ScoreTextForm | None = None
) -> HttpResponse:
    """What the reading would change; a text with faults stays at hand to be mended."""
    preview = preview_of(at.sheet, reading)
    context = at.context() | {"preview": preview, "kind": ScoreAct.Kind.IMPORT, "text_form": text_form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if preview.faults else HTTPStatus.OK
    return render(request, "assessments/scores_preview.html", context, status=status)


@login_required
@require_POST
def scores_paste(request: HttpRequest, slug: str, fiscal_year: int, name: str) -> HttpResponse:
    """Shows what a block pasted into the grid, from the cell `start` on, would change; nothing is stored."""
    at = sheet_get(request, slug, fiscal_year, SCORERS)
    page = grid_of(at.sheet, name)
    start = at.sheet.cells.get(request.POST.get("start", ""))
    if page is None or start is None:
        raise Http404("ไม่มีช่องนี้ในแบบกรอก")
    text, spec = request.POST.get("text", ""), at.sheet.framework.spec
    try:
        reading = scores_block_read(text, columns=page.places, start=start.place, spec=spec)
    except UserError as error:
        reason, status = {"reason": str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "assessments/paste_refused.html", reason, status=status)
    context = at.context() | {"preview": preview_of(at.sheet, reading), "grid": page, "kind": ScoreAct.Kind.PASTE}
    return render(request, "assessments/paste_preview.html", context)


@login_required
@require_POST
def scores_apply(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Stores what a preview showed, all of it or nothing; where figures changed since, shows what stands now."""
    at = sheet_get(request, slug, fiscal_year, SCORERS)
    framework = at.sheet.framework
    form = ApplyForm(request.POST, places=framework.places_by_key, spec=framework.spec)
    if not form.is_valid():
        raise Http404("คำขอไม่สมบูรณ์")
    figures, versions, kind = (form.cleaned_data[name] for name in ("figures", "versions", "kind"))
    try:
        outcome = scores_import(
            municipality=at.sheet.municipality, fiscal_year=fiscal_year, figures=figures, versions=versions,
            kind=kind, by=at.user,
        )  # fmt: skip
    except (StaleFiguresError, LockedYearError) as error:
        latest = sheet_of(request, at.sheet.municipality, fiscal_year)
        preview = preview_of(latest.sheet, ScoreReading(figures, {}, (), (str(error),)))
        status = HTTPStatus.LOCKED if isinstance(error, LockedYearError) else HTTPStatus.CONFLICT
        return _applied_in_vain(request, latest, preview, kind, status)
    done = f"บันทึกแล้ว {outcome}"
    if not request.headers.get("HX-Request"):
        messages.success(request, done)
        return redirect("scores", slug, fiscal_year)
    return changed_answer(request, at, figures, done)


def _applied_in_vain(
    request: HttpRequest, at: SheetRequest, preview: Preview, kind: ScoreAct.Kind, status: HTTPStatus
) -> HttpResponse:
    """The preview once more, with what stands now and why nothing was stored."""
    page = grid_of(at.sheet, request.POST.get("page", ""))
    template = "paste_preview" if request.headers.get("HX-Request") else "scores_preview"
    context = at.context() | {"preview": preview, "grid": page, "kind": kind, "in_vain": True}
    return render(request, f"assessments/{template}.html", context, status=status)


@login_required
@require_GET
def scores_xlsx(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """The year's workbook with every question and its current score, to fill in and bring back."""
    at = sheet_get(request, slug, fiscal_year, SCORERS)
    return _file(score_workbook(at.sheet), MEDIA_TYPE, f"ita-{slug}-{fiscal_year}.xlsx")


@login_required
@require_GET
def scores_csv(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """The same as a CSV: every code with its part, its current score and its wording."""
    at = sheet_get(request, slug, fiscal_year, SCORERS)
    # The mark lets Excel open the file as UTF-8.
    response = _file(b"\xef\xbb\xbf", "text/csv; charset=utf-8", f"ita-{slug}-{fiscal_year}.csv")
    writer = csv.writer(response)
    writer.writerow(["code", "part", "score", "question"])
    for cell in at.sheet.cells.values():
        code, part = cell.place if isinstance(cell.place, tuple) else (cell.place, None)
        writer.writerow([code, part or "", cell.typed, cell.asks])
    return response


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
@require_GET
def scores_print(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """All figures on paper; ``?blank=1`` leaves the scores empty, to be filled in by hand."""
    at = sheet_get(request, slug, fiscal_year)
    grids = [grid_of(at.sheet, tab.name) for tab in grid_tabs(at.sheet)]
    context = at.context() | {"grids": grids, "blank": request.GET.get("blank") == "1"}
    return render(request, "assessments/scores_print.html", context)
