"""Open data of a published year: its page with the dictionary, and its files."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.queries import framework_get
from reports.documents.registry import KINDS
from reports.exporters.open_data import EXPORTERS
from reports.file_names import file_name
from reports.models import Edition, Publication
from reports.open_data import COLUMNS, DICTIONARY, LICENCE, LICENCE_URL, Row, Source, figures_load, rows
from reports.public_addresses import edition_address
from reports.queries.publications import figures_published
from reports.views.public import YEARS_ON
from reports.views.public_answers import kept_by_asking, page, place_shown, public

_SHOWN_ON_THE_PAGE = ("total", "instrument", "indicator")


@public
def open_data(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponseBase:
    """What the data are, under which licence, what each column means, and the figures that matter most."""
    municipality, change = place_shown(slug)
    publication = _publication(municipality, fiscal_year)

    def context() -> Mapping[str, Any]:
        source, figures = _read(municipality, publication, fiscal_year)
        return {
            "municipality": municipality,
            "fiscal_year": fiscal_year,
            "kind": KINDS[publication.kind],
            "edition": publication.edition,
            "source": source,
            "rows": [row for item in _SHOWN_ON_THE_PAGE for row in figures if row.item == item],
            "count": len(figures),
            "endings": list(EXPORTERS),
            "dictionary": [(name, *DICTIONARY[name]) for name in COLUMNS],
            "licence": LICENCE,
            "licence_url": LICENCE_URL,
        }

    return page(request, change, "public/open_data.html", context)


@public
def open_data_file(request: HttpRequest, slug: str, fiscal_year: int, ending: str) -> HttpResponseBase:
    """The data as a file."""
    municipality, change = place_shown(slug)
    publication = _publication(municipality, fiscal_year)
    if ending not in EXPORTERS:
        raise Http404("ไม่มีข้อมูลรูปแบบนี้")
    media_type, export = EXPORTERS[ending]
    etag = f'"{change.mark[:32]}-{ending}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(export(*_read(municipality, publication, fiscal_year)), content_type=media_type)
        name = file_name(f"ข้อมูลเปิด ITA {municipality.name}", str(fiscal_year), ending)
        answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
        answer.headers["X-Content-Type-Options"] = "nosniff"
    kept_by_asking(answer, etag, change)
    answer.headers["Link"] = f'<{LICENCE_URL}>; rel="license"'
    answer.headers["Access-Control-Allow-Origin"] = "*"  # open data may be read by other sites' pages
    return answer


def _publication(municipality: Municipality, fiscal_year: int) -> Publication:
    """The publication that the year's data are taken from. Raises Http404 where none is shown."""
    publication = figures_published(municipality, YEARS_ON).get(fiscal_year)
    if publication is None:
        raise Http404("ยังไม่มีข้อมูลเปิดของปีนี้")
    return publication


def _read(municipality: Municipality, publication: Publication, fiscal_year: int) -> tuple[Source, list[Row]]:
    """The figures that the edition froze, whatever became of the data since."""
    edition = publication.edition
    frozen = figures_load(Edition.objects.values_list("figures", flat=True).get(pk=edition.pk))
    try:
        framework = framework_get(fiscal_year)
    except UserError as error:
        raise Http404(str(error)) from error
    if frozen is None:
        raise Http404("เอกสารที่เผยแพร่ของปีนี้ไม่มีคะแนน")
    kind, number = publication.kind, edition.number or 0
    source = Source(
        municipality=municipality.name,
        province=municipality.province,
        fiscal_year=fiscal_year,
        edition=f"{KINDS[kind].name} ปีงบประมาณ {publication.fiscal_year} ฉบับที่ {number}",
        address=edition_address(municipality.slug, kind, publication.fiscal_year, number),
    )
    return source, rows(source, framework.spec, frozen)
