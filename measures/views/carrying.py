"""Last year's measures, carried forward."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.errors import UserError
from measures.forms.suggestions import CarryForm
from measures.queries.carrying import carriable_listed
from measures.verbs.carrying import measures_carry
from measures.views.places import plan_place_get


@login_required
@require_http_methods(["GET", "POST"])
def carry(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Shows last year's measures with what they would answer this year, and carries those that are chosen."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    listed = carriable_listed(place.municipality, fiscal_year)
    form = CarryForm(request.POST if request.method == "POST" else None, listed=listed)
    if form.is_bound and form.is_valid():
        numbers = form.cleaned_data["measures"]
        try:
            carried = measures_carry(municipality=place.municipality, action_year=fiscal_year, numbers=numbers)
        except UserError as error:
            form.add_error("measures", list(error.messages))
        else:
            messages.success(request, f"ยกมาตรการมาแล้ว {len(carried)} รายการ กรุณาตรวจสอบระยะเวลาและงบประมาณ")
            return place.to("plan")
    context = place.context() | {
        "form": form,
        "rows": form.rows,
        "can_carry": any(each.can_be_carried for each in listed),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "measures/plan_carry.html", context, status=status)
