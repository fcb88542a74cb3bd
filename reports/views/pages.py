"""The first page and the year's page."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import EDITORS, SCORERS, municipality_get, roles_in
from accounts.errors import UserError
from accounts.models import Municipality, User
from assessments.queries import overview_get
from assessments.specs import PASS_MARK
from assessments.wording import level_words
from measures.queries import measures_listed
from measures.queries.work import work_get
from reports.charts import dot_plot
from reports.documents.registry import KINDS
from reports.documents.score_figures import instrument_verdict, score_plot, verdict
from reports.queries.home import framework_exists, home_rows, provinces_overseen, result_years


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What the person has to do, then the person's municipalities and their years."""
    assert isinstance(request.user, User)  # noqa: S101  # the decorator has let nobody else through
    page = Paginator(Municipality.objects.visible_to(request.user), 50).get_page(request.GET.get("page"))
    rows = home_rows(request.user, list(page), {kind.kind: kind.name for kind in KINDS.values()})
    context = {"page": page, "rows": rows, "provinces": provinces_overseen(rows), "work": work_get(request.user)}
    return render(request, "reports/home.html", context)


@login_required
@require_GET
def year(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """A municipality's year: total and level, indicators, chart, findings, measures and documents."""
    municipality = municipality_get(request.user, slug)
    roles = roles_in(request.user, municipality)
    measures = measures_listed(municipality, fiscal_year)
    # What was done is reported of measures; without scores that is all there is to document.
    documents = [(kind, kind.of_result(fiscal_year)) for kind in KINDS.values() if measures or not kind.years_on]
    context = {
        "municipality": municipality,
        "fiscal_year": fiscal_year,
        "years": result_years([municipality])[municipality.pk],
        "may_score": bool(roles & SCORERS),
        "may_edit": bool(roles & EDITORS),
        "framework_exists": True,
        "measures": measures,
        "documents": documents,
    }
    try:
        overview = overview_get(municipality, fiscal_year)
    except UserError as error:
        context |= {
            "reason": str(error),
            "framework_exists": framework_exists(fiscal_year),
            "documents": [(kind, of_year) for kind, of_year in documents if kind.of_measures],
        }
        return render(request, "reports/year_empty.html", context, status=200 if measures else 404)
    return render(
        request,
        "reports/year.html",
        context
        | {
            "overview": overview,
            "result": overview.result,
            "pass_mark": PASS_MARK,
            "level": level_words(overview.result),
            "indicators": [
                (overview.framework.indicators[number], scored, verdict(scored.figure.used))
                for number, scored in overview.result.indicators.items()
            ],
            "instruments": [
                (scored, instrument_verdict(overview, place))
                for code in overview.framework.instrument_names
                for place, scored in sorted(overview.result.instruments.items())  # EIT, EIT-1, EIT-2
                if place.startswith(code)
            ],
            "chart": dot_plot(score_plot(overview), digits="arabic"),
        },
    )


@login_required
@require_GET
def seal(request: HttpRequest, slug: str) -> FileResponse:
    """The municipality's seal."""
    municipality = municipality_get(request.user, slug)
    file = municipality.seal_file
    if file is None:
        raise Http404("ยังไม่มีตราของหน่วยงาน")
    return FileResponse(file.open("rb"))
