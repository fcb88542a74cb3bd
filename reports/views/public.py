"""What the public sees of a municipality: its documents, each edition at its address, and the files of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response

from accounts.errors import UserError
from accounts.models import Municipality
from measures.models import FileKind
from measures.views.evidence import MEDIA_TYPES
from reports.documents.registry import KINDS, DocumentKind
from reports.models import EditionFile, Publication
from reports.public_addresses import edition_address
from reports.queries.publications import (
    PUBLISHED_FORMATS,
    LastChange,
    Shown,
    documents_shown,
    evidence_file_shown,
    evidence_files_shown,
    figures_published,
    files_shown,
    publications_of,
)
from reports.renderers.registry import FORMATS, Format
from reports.verbs.edition_files import edition_file_open
from reports.views.places import kind_of
from reports.views.public_answers import kept_by_asking, page, place_shown, public

YEARS_ON = {kind.kind: kind.years_on for kind in KINDS.values()}


@public
def public_home(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The years of a municipality with their published documents and open data."""
    municipality, change = place_shown(slug)

    def context() -> Mapping[str, Any]:
        years: dict[int, list[object]] = {}
        for each in documents_shown(municipality):
            shown = (KINDS[each.publication.kind], each.publication, _files(each))
            years.setdefault(each.publication.fiscal_year, []).append(shown)
        data = figures_published(municipality, YEARS_ON)
        return {"municipality": municipality, "years": years, "data_years": list(data)}

    return page(request, change, "public/home.html", context)


@public
def public_document(request: HttpRequest, slug: str, kind: str, fiscal_year: int) -> HttpResponseBase:
    """A document's stable address: its current edition, or why there is none any more."""
    at = _Asked.of(request, slug, kind, fiscal_year)
    current = next((each for each in at.shown if each.visible and each.replaced_by_id is None), None)
    return _edition(at, current) if current else _gone(at, at.shown)


@public
def public_edition(request: HttpRequest, slug: str, kind: str, fiscal_year: int, number: int) -> HttpResponseBase:
    """An edition's stable address: it answers whatever comes later, and says which edition has taken its place."""
    at = _Asked.of(request, slug, kind, fiscal_year)
    visible = next((each for each in at.numbered(number) if each.visible), None)
    return _edition(at, visible) if visible else _gone(at, at.numbered(number))


@public
def public_file(
    request: HttpRequest, slug: str, kind: str, fiscal_year: int, *, number: int, ending: str
) -> HttpResponseBase:
    """A file of a published edition. A PDF is opened in the browser, the others are downloaded."""
    at = _Asked.of(request, slug, kind, fiscal_year)
    if ending not in PUBLISHED_FORMATS:
        raise Http404("ไม่มีไฟล์รูปแบบนี้")
    visible = next((each for each in at.numbered(number) if each.visible), None)
    if visible is None:
        return _gone(at, at.numbered(number))
    file = files_shown(visible).files[ending]
    etag = f'"{file.sha256}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            stored = edition_file_open(file)
        except UserError as error:
            raise Http404(str(error)) from error
        media_type = FORMATS[ending].media_type
        answer = FileResponse(stored, as_attachment=ending != "pdf", filename=file.file_name, content_type=media_type)
        answer.headers["X-Content-Type-Options"] = "nosniff"
    kept_by_asking(answer, etag, at.change)
    answer.headers["Link"] = f'<{edition_address(slug, kind, fiscal_year, number)}>; rel="canonical"'
    return answer


@public
def public_evidence(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """A file of evidence that is marked as public and that a published report lists; nothing else."""
    municipality, change = place_shown(slug)
    file = evidence_file_shown(municipality, number)
    if file is None:
        raise Http404("ไม่มีหลักฐานนี้")
    etag = f'"{file.sha256}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            content = file.file.open()
        except FileNotFoundError as error:
            raise Http404("ไม่มีไฟล์นี้ในระบบแล้ว") from error
        media_type = MEDIA_TYPES[FileKind(file.kind)]
        answer = FileResponse(content, as_attachment=True, filename=file.name, content_type=media_type)
        answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
        answer.headers["X-Content-Type-Options"] = "nosniff"
    return kept_by_asking(answer, etag, change)


@public
def public_seal(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The seal of a municipality that has published something."""
    municipality, change = place_shown(slug)
    if municipality.seal_file is None:
        raise Http404("หน่วยงานนี้ยังไม่มีตรา")
    return kept_by_asking(FileResponse(municipality.seal.open(), content_type="image/png"), f'"{change.mark}"', change)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Somebody asks for a document, of which `shown` are all publications, the latest first."""

    request: HttpRequest
    municipality: Municipality
    change: LastChange
    kind: DocumentKind
    shown: list[Publication]

    @classmethod
    def of(cls, request: HttpRequest, slug: str, kind: str, fiscal_year: int) -> "_Asked":
        municipality, change = place_shown(slug)
        return cls(request, municipality, change, kind_of(kind), publications_of(municipality, kind, fiscal_year))

    def numbered(self, number: int) -> list[Publication]:
        """The publications of one edition."""
        return [each for each in self.shown if each.edition.number == number]


def _edition(at: _Asked, publication: Publication) -> HttpResponseBase:
    municipality, edition, year = at.municipality, publication.edition, publication.fiscal_year

    def context() -> Mapping[str, Any]:
        return {
            "municipality": municipality,
            "kind": at.kind,
            "publication": publication,
            "edition": edition,
            "approval": edition.approval,
            "files": _files(files_shown(publication)),
            "newer": next((each for each in at.shown if each.pk == publication.replaced_by_id), None),
            "others": [each for each in at.shown if each.pk != publication.pk],
            "evidence": evidence_files_shown(publication),
            "data_year": _data_year(municipality, publication),
            "document_url": reverse("public_document", args=[municipality.slug, at.kind.kind, year]),
            "address": edition_address(municipality.slug, at.kind.kind, year, edition.number or 0),
        }

    return page(at.request, at.change, "public/edition.html", context)


def _files(shown: Shown) -> list[tuple[Format, EditionFile]]:
    """The files with their formats, in which people look for them."""
    return [(FORMATS[ending], file) for ending, file in shown.files.items()]


def _data_year(municipality: Municipality, publication: Publication) -> int | None:
    """The year whose open data was taken from this very publication."""
    data = figures_published(municipality, YEARS_ON)
    return next((year for year, each in data.items() if each.pk == publication.pk), None)


def _gone(at: _Asked, publications: Sequence[Publication]) -> HttpResponseBase:
    """That what stood here was withdrawn, and why; not found where nothing ever stood here."""
    withdrawn = next((each for each in publications if each.withdrawn_at is not None), None)
    if withdrawn is None:
        raise Http404("ไม่มีเอกสารนี้")
    context = {
        "municipality": at.municipality, "kind": at.kind, "publication": withdrawn, "edition": withdrawn.edition
    }  # fmt: skip
    return page(at.request, at.change, "public/gone.html", lambda: context, status=410)
