"""What a person would submit: a document as it stands now, with what proofreading says of it."""

from accounts.models import Municipality
from reports.documents.registry import DocumentKind
from reports.proofreading import proofread
from reports.verbs.editions import Submission


def submission_get(municipality: Municipality, kind: DocumentKind, fiscal_year: int) -> Submission:
    """Builds and proofreads a document. Raises UserError where it cannot be built yet."""
    document = kind.build(municipality, fiscal_year)
    remarks = proofread(municipality, kind.kind, fiscal_year)
    return Submission(document, fiscal_year - kind.years_on, remarks)
