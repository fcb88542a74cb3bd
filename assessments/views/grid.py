"""The score grid: a page for each instrument, and its plain form, which stores all that changed at once."""

from dataclasses import replace
from decimal import Decimal
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import READERS, SCORERS
from assessments.codes import Place, place_key
from assessments.forms import CellForm
from assessments.grids import Conflict, Entry, Grid, grid_of
from assessments.models import ScoreAct
from assessments.queries import comments_counted
from assessments.verbs.assessments import LockedYearError
from assessments.verbs.scores import StaleFiguresError, scores_import
from assessments.views.sheets import SheetRequest, sheet_get, sheet_of


@login_required
@require_http_methods(["GET", "POST"])
def grid(request: HttpRequest, slug: str, fiscal_year: int, name: str) -> HttpResponse:
    """One page of the grid. Looking at it writes nothing; POST stores what changed on it, all or nothing."""
    at = sheet_get(request, slug, fiscal_year, SCORERS if request.method == "POST" else READERS)
    page = grid_of(at.sheet, name)
    if page is None:
        raise Http404(f"ปี {fiscal_year} ไม่มีแบบกรอก {name}")
    return _store(request, at, page) if request.method == "POST" else _shown(request, at, page)


def _shown(request: HttpRequest, at: SheetRequest, page: Grid, status: int = HTTPStatus.OK) -> HttpResponse:
    remarks = comments_counted(at.sheet.assessment) if at.sheet.assessment else {}
    context = at.context() | {
        "grid": page.remarked(remarks),
        "faults": [cell for cell in page.cells if cell.entry and cell.entry.fault],
        "returned": at.returned(at.steps()),
    }
    return render(request, "assessments/grid.html", context, status=status)


def _store(request: HttpRequest, at: SheetRequest, page: Grid) -> HttpResponse:
    """Stores the page that a browser without JavaScript sent; what cannot be stored is shown with every typed text."""
    figures, versions, entries = _changes(request.POST, at, page)
    if any(entry.fault for entry in entries.values()):
        return _shown(request, at, page.filled(entries), HTTPStatus.UNPROCESSABLE_ENTITY)
    municipality, fiscal_year = at.sheet.municipality, at.sheet.fiscal_year
    try:
        outcome = scores_import(
            municipality=municipality, fiscal_year=fiscal_year, figures=figures, versions=versions,
            kind=ScoreAct.Kind.FORM, by=at.user,
        )  # fmt: skip
    except StaleFiguresError as error:
        entries |= {
            place_key(place): Entry(entries[place_key(place)].text, str(error), Conflict.of(row))
            for place, row in error.rows.items()
        }
        return _shown_latest(request, at, page.name, entries, HTTPStatus.CONFLICT)
    except LockedYearError as error:
        for key, entry in entries.items():
            typed = entry.text.strip()
            entries[key] = replace(entry, fault=f"{f'ท่านกรอก {typed}' if typed else 'ท่านลบคะแนน'} แต่{error}")
        return _shown_latest(request, at, page.name, entries, HTTPStatus.LOCKED)
    messages.success(request, f"บันทึกแล้ว {outcome}")
    return redirect("grid", municipality.slug, fiscal_year, page.name)


def _shown_latest(
    request: HttpRequest, at: SheetRequest, name: str, entries: dict[str, Entry], status: HTTPStatus
) -> HttpResponse:
    """The page as it stands now, with what the person typed upon an earlier one."""
    latest = sheet_of(request, at.sheet.municipality, at.sheet.fiscal_year)
    page = grid_of(latest.sheet, name)
    if page is None:
        raise Http404(f"ปี {at.sheet.fiscal_year} ไม่มีแบบกรอก {name}")
    return _shown(request, latest, page.filled(entries), status)


def _changes(
    data: QueryDict, at: SheetRequest, page: Grid
) -> tuple[dict[Place, Decimal | None], dict[Place, int], dict[str, Entry]]:
    """What a posted page changes: figures and the versions that the person saw, and every text that was typed."""
    figures: dict[Place, Decimal | None] = {}
    versions: dict[Place, int] = {}
    entries: dict[str, Entry] = {}
    for each in page.cells:
        key, place = each.cell.key, each.cell.place
        saw = data.get(f"{key}-saw", "")
        version, _, figure = saw.partition(":")
        text = data.get(key, figure)
        if text == figure:
            continue
        form = CellForm({"value": text, "version": version}, place=place, spec=at.sheet.framework.spec)
        entries[key] = Entry(text, form.fault, saw=saw)
        if form.is_valid():
            figures[place], versions[place] = form.cleaned_data["value"], form.cleaned_data["version"]
    return figures, versions, entries
