"""Where an edition's publication stands, for the edition's page."""

from accounts.access import PUBLISHERS, roles_in
from accounts.errors import UserError
from accounts.models import User
from reports.forms.publications import WithdrawForm
from reports.models import Edition
from reports.personal_data import PersonalDatum, personal_data
from reports.public_addresses import edition_address
from reports.queries.editions import edition_document
from reports.queries.publications import edition_newest, publication_files, publication_of


def publication_panel(person: User, edition: Edition, withdraw: WithdrawForm | None) -> dict[str, object]:
    """What the page says of it, and what the person may do about it. Four queries for an approved edition."""
    if not edition.approved:
        return {"publishing": False}
    publication = publication_of(edition)
    if publication and publication.withdrawn_at and not publication.published_at and not publication.withdrawn_by_id:
        stopped = publication.reason
    else:
        stopped = ""
    standing = publication if publication and publication.withdrawn_at is None else None
    waits = standing is not None and standing.published_at is None
    failed = [
        file
        for file in (publication_files(edition).select_related("job") if waits else ())
        if not file.made and (file.job is None or file.job.ended)
    ]
    may_publish = bool(roles_in(person, edition.municipality) & PUBLISHERS)
    return {
        "publication": publication,
        "standing": standing,
        "stopped": stopped,
        "publishing": waits and not failed,
        "failed": failed,
        "may_publish": may_publish,
        "personal": _personal(edition) if may_publish and standing is None else [],
        "is_newest": edition_newest(edition) == edition.number,
        "withdraw": withdraw or WithdrawForm(),
        "public_address": edition_address(
            edition.municipality.slug, edition.kind, edition.fiscal_year, edition.number or 0
        ),
    }


def _personal(edition: Edition) -> list[PersonalDatum]:
    """What the public should perhaps not read; nothing of a document that cannot be read, which its page says."""
    try:
        return personal_data(edition_document(edition))
    except UserError:
        return []
