"""A person before the sheet of a municipality's year: what the views of scores begin with, and what they answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import DECIDERS, READERS, REMARKERS, SCORERS, municipality_get, roles_in
from accounts.errors import UserError
from accounts.models import Municipality, Role, User
from assessments.codes import Place, place_key
from assessments.grids import grid_of, grid_tabs
from assessments.models import State
from assessments.queries import ScoreSheet, Step, score_sheet_get, states_listed, steps_of, undoable_listed
from assessments.wording import level_words, total_basis


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """The sheet, the person, and what the person may do with it."""

    user: User
    roles: Collection[Role]
    sheet: ScoreSheet

    @property
    def may_score(self) -> bool:
        return not SCORERS.isdisjoint(self.roles)

    @property
    def may_fill_in(self) -> bool:
        """Whether the person may change figures now: the role, and a year that is a draft."""
        return self.may_score and self.sheet.state == State.DRAFT

    @property
    def may_remark(self) -> bool:
        return not REMARKERS.isdisjoint(self.roles)

    @property
    def may_decide(self) -> bool:
        return not DECIDERS.isdisjoint(self.roles)

    def steps(self) -> list[Step]:
        """How the year was handed on, the latest step first. One query."""
        return steps_of(states_listed(self.sheet.assessment)) if self.sheet.assessment else []

    def returned(self, steps: Sequence[Step]) -> Step | None:
        """Why the year is to be changed once more, while it is."""
        return steps[0] if steps and self.sheet.state == State.DRAFT else None

    def context(self) -> dict[str, object]:
        """What every page of the sheet shows. One query."""
        sheet = self.sheet
        acts = undoable_listed(sheet.assessment, self.user, visit(self.user)) if sheet.assessment else []
        return {
            "municipality": sheet.municipality,
            "fiscal_year": sheet.fiscal_year,
            "sheet": sheet,
            "result": sheet.result,
            "level": level_words(sheet.result),
            "basis": total_basis(sheet.result),
            "tabs": grid_tabs(sheet),
            "may_score": self.may_score,
            "may_fill_in": self.may_fill_in,
            "may_decide": self.may_decide,
            "may_remark": self.may_remark,
            "undoable": acts[0] if acts and self.may_fill_in else None,
        }


def sheet_get(request: HttpRequest, slug: str, fiscal_year: int, roles: Collection[Role] = READERS) -> SheetRequest:
    """Returns the sheet if the person has one of `roles`; not found for a year without a framework."""
    return sheet_of(request, municipality_get(request.user, slug, roles=roles), fiscal_year)


def sheet_of(request: HttpRequest, municipality: Municipality, fiscal_year: int) -> SheetRequest:
    """The sheet of a municipality that the person may see, as it stands now; not found as for `sheet_get`."""
    try:
        sheet = score_sheet_get(municipality, fiscal_year)
    except UserError as error:
        raise Http404(str(error)) from error
    assert isinstance(request.user, User)  # noqa: S101  # the getter has let nobody else through
    return SheetRequest(request.user, roles_in(request.user, municipality), sheet)


def visit(user: User) -> datetime:
    """When the person's visit began: what was done before is not taken back."""
    return user.last_login or user.date_joined


def changed_answer(request: HttpRequest, at: SheetRequest, places: Collection[Place], done: str) -> HttpResponse:
    """What a page of the grid takes over after several figures changed at once: they and all that moves with them.

    `done` says what was done; the name of the page comes with the request.
    """
    after = sheet_of(request, at.sheet.municipality, at.sheet.fiscal_year)
    page = grid_of(after.sheet, request.POST.get("page", ""))
    keys = set(map(place_key, places))
    context = after.context() | {
        "grid": page,
        "groups": page.groups if page else (),
        "changed": [cell for cell in page.cells if cell.cell.key in keys] if page else [],
        "done": done,
        "now": timezone.now(),
        "swap": True,
    }
    return render(request, "assessments/scores_changed.html", context)
