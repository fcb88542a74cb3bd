"""A year's measures at a glance: by status, and over the quarters."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from measures.queries import plan_get
from measures.queries.board import board_columns, current_quarter, timeline_rows
from measures.views.places import plan_place_get
from thaitext import fiscal
from thaitext.dates import format_period

#: So many cards stand in a column at most; the rest is in the plan.
CARDS = 40
#: Measures on a page of the timeline.
ROWS = 50


@login_required
@require_GET
def board(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """The steps of the year in a column for each status, the late first."""
    place = plan_place_get(request, slug, fiscal_year)
    plan = plan_get(place.municipality, fiscal_year)
    columns = [
        (column, column.steps[:CARDS], len(column.steps) - len(column.steps[:CARDS])) for column in board_columns(plan)
    ]
    return render(request, "measures/board.html", place.context() | {"plan": plan, "columns": columns})


@login_required
@require_GET
def timeline(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """The measures of the year over its four quarters, with what is due."""
    place = plan_place_get(request, slug, fiscal_year)
    plan = plan_get(place.municipality, fiscal_year)
    today = timezone.localdate()
    now = current_quarter(fiscal_year, today)
    quarters = [
        (number, format_period(*fiscal.quarter_bounds(fiscal_year, number)), number == now) for number in (1, 2, 3, 4)
    ]
    page = Paginator(timeline_rows(plan), ROWS).get_page(request.GET.get("page"))
    context = {"plan": plan, "page": page, "rows": page.object_list, "quarters": quarters, "now": now, "today": today}
    return render(request, "measures/timeline.html", place.context() | context)
