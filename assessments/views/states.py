"""Hands a year's figures on: submit, approve, give back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import DECIDERS, SCORERS
from accounts.errors import UserError
from assessments.forms import ReasonForm
from assessments.verbs.states import assessment_approve, assessment_return, assessment_submit
from assessments.views.scores import overview_page
from assessments.views.sheets import sheet_get


@login_required
@require_POST
def scores_submit(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Hands the figures to the executive."""
    at = sheet_get(request, slug, fiscal_year, SCORERS)
    if at.sheet.assessment is None:
        return overview_page(request, at, errors=("ยังไม่มีคะแนนให้ส่ง กรุณากรอกคะแนนก่อน",))
    try:
        assessment_submit(assessment=at.sheet.assessment, confirmed="confirmed" in request.POST, by=at.user)
    except UserError as error:
        return overview_page(request, at, errors=error.messages)
    messages.success(request, "ส่งคะแนนให้ผู้บริหารแล้ว ระหว่างนี้แก้ไขคะแนนไม่ได้")
    return redirect("scores", slug, fiscal_year)


@login_required
@require_POST
def scores_approve(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Approves submitted figures."""
    at = sheet_get(request, slug, fiscal_year, DECIDERS)
    if at.sheet.assessment is None:
        raise Http404("ยังไม่มีคะแนนให้อนุมัติ")
    try:
        assessment_approve(assessment=at.sheet.assessment, by=at.user)
    except UserError as error:
        return overview_page(request, at, errors=error.messages)
    messages.success(request, "อนุมัติคะแนนแล้ว")
    return redirect("scores", slug, fiscal_year)


@login_required
@require_POST
def scores_return(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Gives submitted figures back, or opens approved ones again, with a reason."""
    at = sheet_get(request, slug, fiscal_year, DECIDERS)
    if at.sheet.assessment is None:
        raise Http404("ยังไม่มีคะแนนให้ส่งคืน")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return overview_page(request, at, form=form)
    try:
        assessment_return(assessment=at.sheet.assessment, reason=form.cleaned_data["reason"], by=at.user)
    except UserError as error:
        return overview_page(request, at, errors=error.messages)
    messages.success(request, "ส่งคืนให้เจ้าหน้าที่แก้ไขแล้ว")
    return redirect("scores", slug, fiscal_year)
