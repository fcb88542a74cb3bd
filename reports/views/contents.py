"""What a document says at this moment, to tell whether a stored file still says the same."""

from datetime import date

from django.utils import timezone

from accounts.errors import UserError
from accounts.models import Municipality
from reports.content import Document
from reports.documents.registry import KINDS, DocumentKind
from reports.models import Job
from reports.snapshots import SnapshotError, document_hash


def hash_on(municipality: Municipality, fiscal_year: int, kind: str, day: date) -> str:
    """The hash of the document as it would be made on a day of what is known now, empty where it could not be.

    As many queries as building it.
    """
    if kind not in KINDS:
        return ""
    try:
        return document_hash(KINDS[kind].build_on(municipality, fiscal_year, day))
    except (UserError, SnapshotError):
        return ""


class Builds:
    """A document as it would be made on different days of what is known now, built once for each.

    One that tells of no day is built once for all. As many queries as building it, each time that it is built.
    """

    def __init__(self, municipality: Municipality, kind: DocumentKind, fiscal_year: int) -> None:
        self.municipality, self.kind, self.fiscal_year = municipality, kind, fiscal_year
        self.built: dict[date | None, Document] = {}

    def on(self, day: date) -> Document:
        """The document of a day. Raises UserError where it cannot be built."""
        key = day if self.kind.dated else None
        if key not in self.built:
            self.built[key] = self.kind.build_on(self.municipality, self.fiscal_year, day)
        return self.built[key]

    def hash_on(self, day: date) -> str:
        """The hash of the document of a day, empty where it could not be built."""
        try:
            return document_hash(self.on(day))
        except (UserError, SnapshotError):
            return ""


def is_changed(job: Job) -> bool:
    """Whether a document would say something else than its stored file does; another day alone changes nothing.

    As many queries as building it.
    """
    if job.municipality is None or not job.content_hash or job.finished is None:
        return False
    day = timezone.localtime(job.finished).date()
    return job.content_hash != hash_on(job.municipality, job.fiscal_year, job.kind, day)
