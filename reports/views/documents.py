"""Documents: the preview and what it shows."""

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from accounts.access import municipality_get
from accounts.errors import UserError
from reports.renderers.registry import FORMATS
from reports.views.places import digits_of, kind_of


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
    try:
        kind_of(kind).check(municipality, fiscal_year)
    except UserError as error:
        context["reason"] = str(error)
    return render(request, "reports/preview.html", context, status=404 if "reason" in context else 200)


@login_required
@require_GET
@xframe_options_sameorigin
@csp_replace(  # type: ignore[arg-type]  # its annotation knows only views without arguments
    {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "font-src": ["'self'"],
        "img-src": ["data:"],
        "frame-ancestors": ["'self'"],
    }
)
def content(request: HttpRequest, slug: str, fiscal_year: int, kind: str) -> HttpResponse:
    """The document's own HTML, which the PDF is made from; the preview shows it in a frame without scripts."""
    municipality = municipality_get(request.user, slug)
    try:
        document = kind_of(kind).build(municipality, fiscal_year)
        return HttpResponse(FORMATS["html"].render(document, digits=digits_of(request)))
    except UserError as error:
        raise Http404(str(error)) from error
