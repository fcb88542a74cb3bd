"""One figure of the grid: its save, its history and remarks; and taking back the last act."""

import json
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import REMARKERS, SCORERS, municipality_get
from accounts.errors import UserError
from accounts.models import Municipality, User
from assessments.codes import place_name
from assessments.forms import CellForm, CommentForm
from assessments.grids import Conflict, Entry, grid_of, page_of
from assessments.models import OfficialFigure, Score
from assessments.queries import changes_listed, comments_listed, framework_get
from assessments.verbs.assessments import LockedYearError
from assessments.verbs.scores import StaleFiguresError, score_comment, score_record, scores_undo
from assessments.views.sheets import SheetRequest, changed_answer, sheet_get, sheet_of, visit
from thaitext.numbers import plain_score
from thaitext.words import join_list

NAMED_AT_MOST = 3
REMARKED = "บันทึกความเห็นแล้ว"


@login_required
@require_http_methods(["GET", "POST"])
def cell(request: HttpRequest, slug: str, fiscal_year: int, key: str) -> HttpResponse:
    """One figure: GET its history and remarks, POST stores what the person typed upon the version that was seen."""
    if request.method == "POST":
        return _save(request, slug, fiscal_year, key)
    return _details(request, _with(sheet_get(request, slug, fiscal_year), key), key)


def _with(at: SheetRequest, key: str) -> SheetRequest:
    if key not in at.sheet.cells or grid_of(at.sheet, page_of(key)) is None:
        raise Http404(f"ปี {at.sheet.fiscal_year} ไม่มีช่อง {key}")
    return at


def _save(request: HttpRequest, slug: str, fiscal_year: int, key: str) -> HttpResponse:
    municipality = municipality_get(request.user, slug, roles=SCORERS)
    try:
        framework = framework_get(fiscal_year)
        place = framework.places_by_key[key]
    except (UserError, KeyError) as error:
        raise Http404(f"ปี {fiscal_year} ไม่มีช่อง {key}") from error
    assert isinstance(request.user, User)  # noqa: S101  # the getter has let nobody else through
    text, form = request.POST.get("value", ""), CellForm(request.POST, place=place, spec=framework.spec)
    if not form.is_valid():
        return _refused(request, key, Entry(text, form.fault), HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        row = _stored(form, municipality, fiscal_year, request.user)
    except StaleFiguresError as error:
        return _refused(request, key, Entry(text, str(error), Conflict.of(error.rows[place])), HTTPStatus.CONFLICT)
    except LockedYearError as error:
        return _refused(request, key, Entry(text, str(error)), HTTPStatus.LOCKED)
    return _saved(request, sheet_of(request, municipality, fiscal_year), key, row)


def _stored(form: CellForm, municipality: Municipality, fiscal_year: int, by: User) -> Score | OfficialFigure:
    """Stores the figure. A newer value is no conflict where it is the person's own, whose answer was lost."""
    record = partial(
        score_record, municipality=municipality, fiscal_year=fiscal_year, place=form.place,
        value=form.cleaned_data["value"], by=by,
    )  # fmt: skip
    try:
        return record(version=form.cleaned_data["version"])
    except StaleFiguresError as error:
        latest = error.rows[form.place]
        if latest.changed_by_id != by.pk or latest.value not in form.cleaned_data["lost"]:
            raise
        return record(version=latest.version)


def _refused(request: HttpRequest, key: str, entry: Entry, status: int) -> HttpResponse:
    context = {"key": key, "entry": entry, "locked": status == HTTPStatus.LOCKED}
    return render(request, "assessments/cell_status.html", context, status=status)


def _saved(request: HttpRequest, at: SheetRequest, key: str, row: Score | OfficialFigure) -> HttpResponse:
    """The figure's status and what moves with it on its page; a header tells the page the figure and its version."""
    page = grid_of(at.sheet, page_of(key))
    groups = page.moved_by(key) if page else []
    context = at.context() | {"grid": page, "groups": groups, "now": timezone.now(), "swap": True}
    response = render(request, "assessments/cell_saved.html", context)
    # Of the row, not of the sheet that was read after it: in between another person may have stored a figure.
    saved = {"key": key, "version": row.version, "value": plain_score(row.value)}
    response["HX-Trigger"] = json.dumps({"score-saved": saved})
    return response


def _details(
    request: HttpRequest, at: SheetRequest, key: str, form: CommentForm | None = None, done: str = ""
) -> HttpResponse:
    """A figure's history and remarks, with what was wrong about the last remark, or that it is stored."""
    assessment = at.sheet.assessment
    context = at.context() | {
        "cell": at.sheet.cells[key],
        "page": page_of(key),
        "checks": at.sheet.checks_of(key),
        "changes": changes_listed(assessment, key) if assessment else [],
        "comments": comments_listed(assessment, key) if assessment else [],
        "form": form or CommentForm(),
        "done": done,
    }
    template = "assessments/cell_details.html" if request.headers.get("HX-Request") else "assessments/cell_page.html"
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
    return render(request, template, context, status=status)


@login_required
@require_POST
def comment(request: HttpRequest, slug: str, fiscal_year: int, key: str) -> HttpResponse:
    """Adds a remark on a figure, then shows its details again."""
    at = _with(sheet_get(request, slug, fiscal_year, REMARKERS), key)
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _details(request, at, key, form)
    score_comment(
        municipality=at.sheet.municipality, fiscal_year=fiscal_year, place=at.sheet.cells[key].place,
        text=form.cleaned_data["text"], by=at.user,
    )  # fmt: skip
    if request.headers.get("HX-Request"):
        return _details(request, sheet_of(request, at.sheet.municipality, fiscal_year), key, done=REMARKED)
    messages.success(request, REMARKED)
    return redirect("cell", slug, fiscal_year, key)


@login_required
@require_POST
def undo(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Takes back the person's last act of this visit."""
    at = sheet_get(request, slug, fiscal_year, SCORERS)
    page = grid_of(at.sheet, request.POST.get("page", ""))
    back = redirect("grid", slug, fiscal_year, page.name) if page else redirect("scores", slug, fiscal_year)
    try:
        if at.sheet.assessment is None:
            raise UserError("ยังไม่มีการแก้ไขให้เลิกทำ")
        rows = scores_undo(assessment=at.sheet.assessment, since=visit(at.user), by=at.user)
    except UserError as error:
        if request.headers.get("HX-Request"):
            context = {"reason": str(error)}
            return render(request, "assessments/undo_refused.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        messages.error(request, str(error))
        return back
    names = join_list([place_name(place) for place in rows])
    done = f"เลิกทำแล้ว {names if len(rows) <= NAMED_AT_MOST else f'{len(rows)} ช่อง'}"
    if not request.headers.get("HX-Request"):
        messages.success(request, done)
        return back
    return changed_answer(request, at, rows, done)
