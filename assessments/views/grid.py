"""The score grid: a page for each instrument, its cells saved one by one or, without JavaScript, all at once."""

import json
from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import REMARKERS, SCORERS
from accounts.errors import UserError
from assessments.codes import Place, place_key, place_name
from assessments.forms import CellForm, CommentForm
from assessments.grids import Conflict, Entry, Grid, GridCell, GridGroup, grid_of, page_of
from assessments.models import OfficialFigure, Score, ScoreAct
from assessments.queries import changes_listed, comments_listed
from assessments.verbs.assessments import LockedYearError
from assessments.verbs.scores import StaleFiguresError, score_comment, score_record, scores_import, scores_undo
from assessments.views.sheets import SheetRequest, sheet_get, visit
from thaitext.words import join_list

LOCKED = 423
NAMED_AT_MOST = 3


@login_required
@require_http_methods(["GET", "POST"])
def grid(request: HttpRequest, slug: str, fiscal_year: int, name: str) -> HttpResponse:
    """One page of the grid. Looking at it writes nothing; POST stores what changed on it, all or nothing."""
    at = sheet_get(request, slug, fiscal_year, SCORERS) if request.method == "POST" else None
    at = at or sheet_get(request, slug, fiscal_year)
    page = grid_of(at.sheet, name)
    if page is None:
        raise Http404(f"ปี {fiscal_year} ไม่มีแบบกรอก {name}")
    if request.method == "GET":
        return _page(request, at, page)
    figures, versions, entries = _changes(request.POST, at, page)
    if not any(entry.fault for entry in entries.values()):
        try:
            outcome = scores_import(
                municipality=at.sheet.municipality, fiscal_year=fiscal_year, figures=figures, versions=versions,
                kind=ScoreAct.Kind.FORM, by=at.user,
            )  # fmt: skip
        except StaleFiguresError as error:
            conflicts = {place_key(place): _conflict(row) for place, row in error.rows.items()}
            entries = {
                key: Entry(entry.text, conflict=conflicts.get(key), fault=str(error) if key in conflicts else "")
                for key, entry in entries.items()
            }
            return _page(request, at, grid_of(sheet_get(request, slug, fiscal_year).sheet, name, entries), 409)
        except LockedYearError as error:
            messages.error(request, str(error))
            return _page(request, at, grid_of(at.sheet, name, entries), LOCKED)
        messages.success(request, f"บันทึกแล้ว เพิ่ม {outcome.added} แก้ไข {outcome.changed}")
        return redirect("grid", slug, fiscal_year, name)
    return _page(request, at, grid_of(at.sheet, name, entries), 422)


def _page(request: HttpRequest, at: SheetRequest, page: Grid | None, status: int = 200) -> HttpResponse:
    assert page is not None  # noqa: S101  # its name was looked up before
    faults = [cell for cell in page.cells if cell.entry and cell.entry.fault]
    return render(request, "assessments/grid.html", at.context() | {"grid": page, "faults": faults}, status=status)


def _changes(
    data: QueryDict, at: SheetRequest, page: Grid
) -> tuple[dict[Place, Decimal | None], dict[Place, int], dict[str, Entry]]:
    """What a posted page changes: figures and the versions that the person saw, and every text that was typed."""
    figures: dict[Place, Decimal | None] = {}
    versions: dict[Place, int] = {}
    entries: dict[str, Entry] = {}
    for each in page.cells:
        key, place = each.cell.key, each.cell.place
        version, _, saw = data.get(f"{key}-saw", "").partition(":")
        text = data.get(key, saw)
        if text == saw:
            continue
        form = CellForm({"value": text, "version": version}, place=place, spec=at.sheet.framework.spec)
        if form.is_valid():
            entries[key] = Entry(text)
            figures[place], versions[place] = form.cleaned_data["value"], form.cleaned_data["version"]
        else:
            entries[key] = Entry(text, fault=form.fault)
    return figures, versions, entries


@login_required
@require_http_methods(["GET", "POST"])
def cell(request: HttpRequest, slug: str, fiscal_year: int, key: str) -> HttpResponse:
    """One figure: GET its history and remarks, POST stores what the person typed upon the version that was seen."""
    at = sheet_get(request, slug, fiscal_year, SCORERS) if request.method == "POST" else None
    at = at or sheet_get(request, slug, fiscal_year)
    if key not in at.sheet.cells:
        raise Http404(f"ปี {fiscal_year} ไม่มีช่อง {key}")
    return _details(request, at, key) if request.method == "GET" else _save(request, at, key)


def _save(request: HttpRequest, at: SheetRequest, key: str) -> HttpResponse:
    place, text = at.sheet.cells[key].place, request.POST.get("value", "")
    form = CellForm(request.POST, place=place, spec=at.sheet.framework.spec)
    if not form.is_valid():
        return _refused(request, at, key, Entry(text, fault=form.fault), 422)
    try:
        row = score_record(
            municipality=at.sheet.municipality, fiscal_year=at.sheet.fiscal_year, place=place,
            value=form.cleaned_data["value"], version=form.cleaned_data["version"], by=at.user,
        )  # fmt: skip
    except StaleFiguresError as error:
        (stored,) = error.rows.values()
        return _refused(request, at, key, Entry(text, str(error), _conflict(stored)), 409)
    except LockedYearError as error:
        return _refused(request, at, key, Entry(text, fault=str(error)), LOCKED)
    after = sheet_get(request, at.sheet.municipality.slug, at.sheet.fiscal_year, SCORERS)
    page, group, shown = _place_of(after, key)
    context = after.context() | {"grid": page, "group": group, "cell": shown, "now": timezone.now(), "swap": True}
    response = render(request, "assessments/cell_saved.html", context)
    saved = {"key": key, "version": row.version, "value": shown.cell.typed}
    response["HX-Trigger"] = json.dumps({"score-saved": saved})
    return response


def _refused(request: HttpRequest, at: SheetRequest, key: str, entry: Entry, status: int) -> HttpResponse:
    shown = GridCell(at.sheet.cells[key], (), entry=entry)
    return render(request, "assessments/cell_status.html", {"cell": shown}, status=status)


def _place_of(at: SheetRequest, key: str) -> tuple[Grid, GridGroup, GridCell]:
    """The page, the group and the cell of a figure that the sheet has."""
    page = grid_of(at.sheet, page_of(key))
    assert page is not None  # noqa: S101  # the sheet has the figure
    return next(
        (page, group, cell) for group in page.groups for row in group.rows for cell in row.cells if cell.cell.key == key
    )


def _conflict(row: Score | OfficialFigure) -> Conflict:
    by = row.changed_by.get_full_name() if row.changed_by else ""
    return Conflict(row.value, row.version, by, row.changed_at)


def _details(request: HttpRequest, at: SheetRequest, key: str, form: CommentForm | None = None) -> HttpResponse:
    assessment = at.sheet.assessment
    context = at.context() | {
        "cell": at.sheet.cells[key],
        "page": page_of(key),
        "checks": at.sheet.checks_of(key),
        "changes": changes_listed(assessment, key) if assessment else [],
        "comments": comments_listed(assessment, key) if assessment else [],
        "form": form or CommentForm(),
    }
    template = "assessments/cell_details.html" if request.headers.get("HX-Request") else "assessments/cell_page.html"
    return render(request, template, context, status=422 if form and form.errors else 200)


@login_required
@require_POST
def comment(request: HttpRequest, slug: str, fiscal_year: int, key: str) -> HttpResponse:
    """Adds a remark on a figure, then shows its details again."""
    at = sheet_get(request, slug, fiscal_year, REMARKERS)
    if key not in at.sheet.cells:
        raise Http404(f"ปี {fiscal_year} ไม่มีช่อง {key}")
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _details(request, at, key, form)
    score_comment(
        municipality=at.sheet.municipality, fiscal_year=fiscal_year, place=at.sheet.cells[key].place,
        text=form.cleaned_data["text"], by=at.user,
    )  # fmt: skip
    if request.headers.get("HX-Request"):
        return _details(request, sheet_get(request, slug, fiscal_year), key)
    return redirect("cell", slug, fiscal_year, key)


@login_required
@require_POST
def undo(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Takes back the person's last act of this visit."""
    at = sheet_get(request, slug, fiscal_year, SCORERS)
    back = request.POST.get("page", "")
    try:
        if at.sheet.assessment is None:
            raise UserError("ยังไม่มีการแก้ไขให้เลิกทำ")
        rows = scores_undo(assessment=at.sheet.assessment, since=visit(at.user), by=at.user)
    except UserError as error:
        return _undo_refused(request, at, str(error), back)
    done = f"เลิกทำแล้ว {len(rows)} ช่อง"
    if len(rows) <= NAMED_AT_MOST:
        done = f"เลิกทำแล้ว {join_list([place_name(place) for place in rows])}"
    if not request.headers.get("HX-Request"):
        messages.success(request, done)
        return redirect("grid", slug, fiscal_year, back) if back else redirect("scores", slug, fiscal_year)
    after = sheet_get(request, slug, fiscal_year, SCORERS)
    page = grid_of(after.sheet, back)
    changed = [after.sheet.cells[place_key(place)] for place in rows]
    context = after.context() | {"grid": page, "changed": changed, "done": done, "swap": True}
    return render(request, "assessments/scores_changed.html", context)


def _undo_refused(request: HttpRequest, at: SheetRequest, reason: str, back: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "assessments/undo_refused.html", {"reason": reason}, status=422)
    messages.error(request, reason)
    sheet = at.sheet
    names = (sheet.municipality.slug, sheet.fiscal_year)
    return redirect("grid", *names, back) if back else redirect("scores", *names)
