"""Documents: the preview and what it shows."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from accounts.access import municipality_get
from accounts.errors import UserError
from reports.forms import DIGITS
from reports.models import Job
from reports.queries.jobs import files_made
from reports.renderers.registry import FORMATS
from reports.views.contents import Builds
from reports.views.edition_pages import document_panel
from reports.views.places import Place, digits_of, kind_of
from reports.views.policies import document_policy


@login_required
@require_GET
def preview(request: HttpRequest, slug: str, fiscal_year: int, kind: str) -> HttpResponse:
    """The document as it will be printed, with the buttons to download it."""
    municipality = municipality_get(request.user, slug)
    context: dict[str, object] = {
        "municipality": municipality,
        "fiscal_year": fiscal_year,
        "kind": kind_of(kind),
        "digits": digits_of(request),
        "formats": [form for form in FORMATS.values() if form.downloadable],
    }
    builds = Builds(municipality, kind_of(kind), fiscal_year)
    context |= document_panel(request.user, builds)
    if "reason" not in context:
        context["made"] = _made(builds)
    return render(request, "reports/preview.html", context, status=404 if "reason" in context else 200)


def _made(builds: Builds) -> list[tuple[Job, dict[str, str], str, str, bool]]:
    """The stored files of a document, with their addresses, formats and digits, and whether it has changed since.

    One query, and those of building it once for each day on which a file was made, where it tells of a day at all.
    """
    municipality, fiscal_year = builds.municipality, builds.fiscal_year
    jobs = [job for job in files_made(municipality, fiscal_year, builds.kind.kind) if job.format in FORMATS]
    place, digits = Place(fiscal_year, municipality), dict(DIGITS)
    return [
        (job, place.job_urls(job), FORMATS[job.format].name, digits[job.digits], _changed(job, builds)) for job in jobs
    ]


def _changed(job: Job, builds: Builds) -> bool:
    day = timezone.localtime(job.finished).date() if job.finished else timezone.localdate()
    return job.content_hash != builds.hash_on(day)


@login_required
@require_GET
@xframe_options_sameorigin
@document_policy
def content(request: HttpRequest, slug: str, fiscal_year: int, kind: str) -> HttpResponse:
    """The document's own HTML, which the PDF is made from; the preview shows it in a frame without scripts."""
    municipality = municipality_get(request.user, slug)
    try:
        document = kind_of(kind).build(municipality, fiscal_year)
        return HttpResponse(FORMATS["html"].render(document, digits=digits_of(request)))
    except UserError as error:
        raise Http404(str(error)) from error
