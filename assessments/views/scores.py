"""Scores: import of a CSV, and the CSV to fill in."""

import csv

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import SCORERS, municipality_get
from accounts.errors import UserError
from accounts.models import User
from assessments.forms import ScoreImportForm
from assessments.importers.score_csv import scores_read
from assessments.models import Framework
from assessments.queries import framework_get, score_sheet_get
from assessments.verbs.scores import scores_import


@login_required
@require_http_methods(["GET", "POST"])
def scores_form(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Imports a CSV of scores into the year: all or nothing, all faults at once."""
    municipality = municipality_get(request.user, slug, roles=SCORERS)
    try:
        framework = framework_get(fiscal_year)
    except UserError as error:
        raise Http404(str(error)) from error
    form = ScoreImportForm(request.POST, request.FILES) if request.method == "POST" else ScoreImportForm()
    errors: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid() and isinstance(request.user, User):
        try:
            figures = scores_read(form.cleaned_data["file"].read(), framework.spec)
            outcome = scores_import(
                municipality=municipality, fiscal_year=fiscal_year, figures=figures, by=request.user
            )
        except UserError as error:
            errors = error.messages
        else:
            messages.success(
                request,
                f"นำเข้าคะแนนปีงบประมาณ {fiscal_year} แล้ว: เพิ่ม {outcome.added} แก้ไข {outcome.changed} "
                f"เท่าเดิม {outcome.same}",
            )
            return redirect("year", slug, fiscal_year)
    context = {
        "municipality": municipality,
        "fiscal_year": fiscal_year,
        "framework": framework.framework,
        "years": Framework.objects.order_by("-pk").values_list("pk", flat=True),
        "form": form,
        "errors": errors,
    }
    status = 422 if errors or form.errors else 200
    return render(request, "assessments/scores_form.html", context, status=status)


@login_required
@require_GET
def scores_template(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """The year's CSV with every code, its current score and its wording, to fill in and bring back."""
    municipality = municipality_get(request.user, slug, roles=SCORERS)
    try:
        sheet = score_sheet_get(municipality, fiscal_year)
    except UserError as error:
        raise Http404(str(error)) from error
    # The mark lets Excel open the file as UTF-8.
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ita-{municipality.slug}-{fiscal_year}.csv"'
    writer = csv.writer(response)
    writer.writerow(["code", "part", "score", "question"])
    for cell in sheet.cells.values():
        code, part = cell.place if isinstance(cell.place, tuple) else (cell.place, None)
        writer.writerow([code, part or "", cell.typed, cell.asks])
    return response
