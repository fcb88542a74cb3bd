"""Reads publications: what the public sees of a municipality, and where an edition's publication stands."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, QuerySet, Sum

from accounts.models import Municipality
from measures.models import Evidence, EvidenceFile
from reports.models import Edition, EditionFile, EditionState, Publication

#: The formats in which a document is published; all of them are made before anybody sees it.
PUBLISHED_FORMATS = ("pdf", "xlsx", "docx")
#: The documents that print the year's scores: of these the open data is taken.
SCORE_KINDS = ("indicator-analysis", "issue-analysis", "executive-summary")
#: The documents that list evidence.
REPORT_KINDS = ("implementation-report", "progress-report", "progress-report-6")
_HASH = 64

_HEAVY = ("edition__content", "edition__figures", "edition__approval__content")


@dataclass(frozen=True, slots=True)
class Shown:
    """A publication with its files by their format."""

    publication: Publication
    files: Mapping[str, EditionFile]


@dataclass(frozen=True, slots=True)
class Found:
    """What a hash is of: an approved edition, and one of its files, or what it says (`file` is None).

    `publication` is the latest of that edition that was ever shown.
    """

    edition: Edition
    file: EditionFile | None
    publication: Publication | None


@dataclass(frozen=True, slots=True)
class LastChange:
    """When the public's view of a municipality last changed, and a mark that is another one after each change."""

    at: datetime
    mark: str


def publication_files(edition: Edition) -> QuerySet[EditionFile]:
    """The files under which an edition is published, made or not."""
    return EditionFile.objects.filter(approval=edition.approval_id, format__in=PUBLISHED_FORMATS, digits="thai")


def edition_newest(edition: Edition) -> int | None:
    """The number of the newest approved edition of the same document. One query."""
    same = Edition.objects.filter(
        municipality=edition.municipality_id, kind=edition.kind, fiscal_year=edition.fiscal_year,
        state=EditionState.APPROVED,
    )  # fmt: skip
    newest: int | None = same.aggregate(newest=Max("number"))["newest"]
    return newest


def publication_of(edition: Edition) -> Publication | None:
    """The latest publication of an edition, whatever became of it. One query."""
    listed = Publication.objects.filter(edition=edition).select_related("requested_by", "replaced_by__edition")
    return listed.defer("replaced_by__edition__content", "replaced_by__edition__figures").first()


def last_change(municipality: Municipality) -> LastChange | None:
    """When what the public sees of a municipality last changed; None where it was never shown anything. Two queries.

    The mark is another one too when evidence is opened to the public, or closed.
    """
    row = Publication.objects.filter(municipality=municipality).shown().aggregate(
        published=Max("published_at"), withdrawn=Max("withdrawn_at"), newest=Max("pk")
    )  # fmt: skip
    if row["published"] is None:
        return None
    at = max(filter(None, (row["published"], row["withdrawn"])))
    opened = Evidence.objects.filter(municipality=municipality, is_public=True, withdrawn_at__isnull=True)
    evidence = opened.aggregate(Count("pk"), Sum("pk"))
    said = (municipality.pk, municipality.name, municipality.seal.name, row["newest"], at.isoformat(), evidence)
    return LastChange(at, hashlib.sha256(repr(said).encode()).hexdigest())


def documents_shown(municipality: Municipality) -> list[Shown]:
    """The current editions of a municipality's published documents, the newest year first. Two queries."""
    live = Publication.objects.filter(municipality=municipality).live()
    listed = live.select_related("edition__approval").defer(*_HEAVY).order_by("-fiscal_year", "kind")
    return _with_files(list(listed))


def _with_files(publications: Collection[Publication]) -> list[Shown]:
    files: dict[int | None, dict[str, EditionFile]] = {each.edition.approval_id: {} for each in publications}
    listed = EditionFile.objects.filter(approval__in=files, format__in=PUBLISHED_FORMATS, digits="thai")
    for file in listed.exclude(sha256=""):
        files[file.approval_id][file.format] = file
    ordered = {key: {name: of[name] for name in PUBLISHED_FORMATS if name in of} for key, of in files.items()}
    return [Shown(each, ordered[each.edition.approval_id]) for each in publications]


def publications_of(municipality: Municipality, kind: str, fiscal_year: int) -> list[Publication]:
    """All publications of a document that were ever shown, the latest first. One query."""
    shown = Publication.objects.filter(municipality=municipality, kind=kind, fiscal_year=fiscal_year).shown()
    return list(shown.select_related("edition__approval", "replaced_by").defer(*_HEAVY).order_by("-published_at"))


def files_shown(publication: Publication) -> Shown:
    """A publication with its files. One query."""
    return _with_files([publication])[0]


def figures_published(municipality: Municipality, years_on: Mapping[str, int]) -> dict[int, Publication]:
    """The publication that the open data of each result year is taken from, without its contents. One query.

    It is the one of a document that prints the scores which was submitted last. `years_on` says by how many years the
    year of a kind's documents is later than the result that they go back to.
    """
    live = Publication.objects.filter(municipality=municipality, kind__in=SCORE_KINDS).live()
    years: dict[int, Publication] = {}
    for each in live.select_related("edition__approval").defer(*_HEAVY).order_by("edition__submitted_at"):
        years[each.fiscal_year - years_on[each.kind]] = each
    return dict(sorted(years.items(), reverse=True))


def evidence_files_shown(publication: Publication) -> list[EvidenceFile]:
    """The files of evidence that a published report lists and that are marked as public, as it saw them. One query.

    Nothing for other documents; of evidence that came later, or in a later revision, the report knows nothing.
    """
    if publication.kind not in REPORT_KINDS:
        return []
    files = EvidenceFile.objects.filter(
        evidence__is_public=True,
        evidence__withdrawn_at__isnull=True,
        evidence__municipality=publication.municipality_id,
        evidence__reports__step__measure__action_year=publication.fiscal_year,
        evidence__reports__step__measure__municipality=publication.municipality_id,
        at__lte=publication.edition.submitted_at,
    )
    newest: dict[int, EvidenceFile] = {}
    for file in files.select_related("evidence").order_by("evidence", "revision").distinct():
        newest[file.evidence_id] = file
    return list(newest.values())


def evidence_file_shown(municipality: Municipality, number: int) -> EvidenceFile | None:
    """The file of evidence that the public may read, by the evidence's key: one that a shown report lists."""
    live = Publication.objects.filter(municipality=municipality, kind__in=REPORT_KINDS).live()
    for publication in live.select_related("edition").defer("edition__content", "edition__figures"):
        for file in evidence_files_shown(publication):
            if file.evidence_id == number:
                return file
    return None


def hash_found(digest: str) -> Found | None:
    """The approved edition of which this is a hash: of a file, of what was submitted, or the mark that it prints.

    None for all else, drafts and what waits for a decision among it. Two queries.
    """
    editions = Edition.objects.filter(state=EditionState.APPROVED).select_related("approval", "municipality")
    editions = editions.defer("content", "figures", "approval__content")
    if len(digest) == _HASH:
        file = EditionFile.objects.filter(sha256=digest, approval__edition__state=EditionState.APPROVED).first()
        if file and (edition := editions.filter(approval=file.approval_id).first()):
            return Found(edition, file, _latest(edition))
    edition = editions.filter(content_sha256__startswith=digest).order_by("pk").first()
    return Found(edition, None, _latest(edition)) if edition else None


def _latest(edition: Edition) -> Publication | None:
    return Publication.objects.filter(edition=edition).shown().select_related("replaced_by__edition").first()
