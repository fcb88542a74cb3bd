"""Publications for tests: an approved edition, its files as the worker makes them, and what the public then sees."""

from hashlib import sha256

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Municipality, User
from reports.content import Document
from reports.models import Approval, Edition, EditionFile, EditionState, Publication
from reports.queries.publications import PUBLISHED_FORMATS, publication_files
from reports.snapshots import document_dump, text_hash
from reports.verbs.edition_files import edition_file_store
from reports.verbs.publications import publication_publish, publications_complete
from tests.reports.editions import PDF, Office, claimed, document

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


def publication_furnished(place: Municipality, officer: User, executive: User) -> EditionFile:
    """The analysis by issues of 2566, published as its first edition; returns its PDF."""
    content, now = document_dump(document()), timezone.now()
    edition = Edition.objects.create(
        municipality=place, kind="issue-analysis", fiscal_year=2566, content=content,
        content_sha256=text_hash(content), figures='{"framework": null}', submitted_by=officer, submitted_at=now,
    )  # fmt: skip
    approval = Approval.objects.create(
        edition=edition, by=executive, name="นายมะรูดิง ยะลาวงศ์", position="นายกเทศมนตรี", number=1,
        day=timezone.localdate(), code="sateng-nok-issue-analysis-2566-1", content=content,
        content_sha256=text_hash(content),
    )  # fmt: skip
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.APPROVED, number=1, approval=approval)
    Publication.objects.create(
        edition=edition, municipality=place, kind="issue-analysis", fiscal_year=2566, requested_by=officer,
        published_at=now,
    )  # fmt: skip
    file = EditionFile(
        approval=approval, format="pdf", digits="thai", file_name="รายงาน.pdf", size=len(PDF),
        sha256=sha256(PDF).hexdigest(), made_at=now,
    )  # fmt: skip
    file.file.save("", ContentFile(PDF))
    return file
