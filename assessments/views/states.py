"""Hands a year's figures on: submit, approve, give back."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import DECIDERS, READERS, SCORERS, municipality_get
from accounts.errors import UserError
from assessments.forms import ReasonForm
from assessments.models import State
from assessments.queries import assessment_get, mark_get, mark_of
from assessments.verbs.states import UnconfirmedError, assessment_approve, assessment_return, assessment_submit
from assessments.views.scores import overview_page
from assessments.views.sheets import SheetRequest, sheet_get, sheet_of


@login_required
@require_POST
def scores_submit(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Hands the figures to the executive."""
    at = sheet_get(request, slug, fiscal_year, SCORERS)
    confirmed = request.POST.getlist("confirmed")
    submit = partial(assessment_submit, confirmed=confirmed)
    try:
        return _handed_on(request, at, submit, "ส่งคะแนนให้ผู้บริหารแล้ว ระหว่างนี้แก้ไขคะแนนไม่ได้")
    except UnconfirmedError as error:
        # Of the same figures that the person saw, so that what is ticked stays ticked.
        return overview_page(request, at, unconfirmed=error.sentences, confirmed=confirmed)


@login_required
@require_POST
def scores_approve(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Approves submitted figures."""
    return _handed_on(request, sheet_get(request, slug, fiscal_year, DECIDERS), assessment_approve, "อนุมัติคะแนนแล้ว")


@login_required
@require_POST
def scores_return(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Gives submitted figures back, or opens approved ones again, with a reason."""
    at = sheet_get(request, slug, fiscal_year, DECIDERS)
    form = ReasonForm(request.POST, state=at.sheet.state)
    if not form.is_valid():
        return overview_page(request, at, form=form)
    give_back = partial(assessment_return, reason=form.cleaned_data["reason"])
    opened = at.sheet.state == State.APPROVED
    done = "เปิดให้เจ้าหน้าที่แก้ไขคะแนนอีกครั้งแล้ว" if opened else "ส่งคืนให้เจ้าหน้าที่แก้ไขแล้ว"
    return _handed_on(request, at, give_back, done, form)


def _handed_on(
    request: HttpRequest, at: SheetRequest, step: Callable[..., None], done: str, form: ReasonForm | None = None
) -> HttpResponse:
    """Takes the step upon what the person saw; where it is refused, shows why and the year as it stands now."""
    if at.sheet.assessment is None:
        return overview_page(request, at, errors=("ยังไม่มีคะแนนของปีนี้ กรุณากรอกคะแนนก่อน",), form=form)
    municipality, fiscal_year = at.sheet.municipality, at.sheet.fiscal_year
    try:
        step(assessment=at.sheet.assessment, seen=request.POST.get("seen", ""), by=at.user)
    except UnconfirmedError:
        raise
    except UserError as error:
        latest = sheet_of(request, municipality, fiscal_year)
        return overview_page(request, latest, errors=error.messages, form=form)
    messages.success(request, done)
    return redirect("scores", municipality.slug, fiscal_year)


@login_required
@require_GET
def scores_mark(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Says that the year changed since the page with the mark `seen` was shown; nothing while it did not."""
    municipality = municipality_get(request.user, slug, roles=READERS)
    try:
        mark = mark_get(assessment_get(municipality, fiscal_year))
    except UserError:
        mark = mark_of(0, 0)
    if mark == request.GET.get("seen"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(request, "assessments/scores_stale.html")
