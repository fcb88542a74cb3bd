"""Publications for tests: an approved edition, its files as the worker makes them, and what the public then sees."""

from accounts.models import User
from reports.content import Document
from reports.models import Edition, Publication
from reports.queries.publications import PUBLISHED_FORMATS, publication_files
from reports.verbs.edition_files import edition_file_store
from reports.verbs.publications import publication_publish, publications_complete
from tests.reports.editions import Office, claimed, document

NAMES = {ending: f"รายงาน ฉบับที่ 1.{ending}" for ending in PUBLISHED_FORMATS}
HOME = "/ban-suan/"
DOCUMENT = "/ban-suan/indicator-analysis/2568/"


def approved(town: Office, written: Document | None = None) -> Edition:
    """An edition that the mayor has approved."""
    return town.approve(town.submit(written or document()))


def begun(edition: Edition, by: User) -> Publication:
    """A publication whose files are still to be made, but for the PDF."""
    return publication_publish(edition=edition, file_names=NAMES, by=by)


def made(edition: Edition, *endings: str) -> None:
    """Stores what the worker would have made: all of the formats, or those that are named."""
    files = publication_files(edition).filter(sha256="", format__in=endings or PUBLISHED_FORMATS)
    for file in files.select_related("job"):
        if file.job:
            edition_file_store(job=claimed(file.job), content=f"{file.format} of {edition.number}".encode())


def published(town: Office, written: Document | None = None) -> Publication:
    """An edition that the public reads."""
    edition = approved(town, written)
    publication = begun(edition, town.officer)
    made(edition)
    publications_complete()
    publication.refresh_from_db()
    return publication
