"""What a person would submit: a document as it stands now, with what proofreading says of it."""

from accounts.errors import UserError
from accounts.models import Municipality
from reports.documents.registry import DocumentKind
from reports.proofreading import proofread
from reports.queries.editions import figures_dump
from reports.snapshots import SnapshotError, document_hash
from reports.verbs.editions import Submission


def submission_get(municipality: Municipality, kind: DocumentKind, fiscal_year: int) -> Submission:
    """Builds a document and proofreads that very one. Raises UserError where it cannot be built, or a picture read."""
    result_year = fiscal_year - kind.years_on
    figures = figures_dump(municipality, result_year)
    document = kind.build(municipality, fiscal_year)
    try:
        document_hash(document)
    except SnapshotError as error:
        raise UserError("อ่านภาพหรือตราในเอกสารไม่ได้ กรุณาลองใหม่ หากยังไม่ได้กรุณาแจ้งผู้ดูแลระบบ") from error
    remarks = proofread(municipality, kind.kind, fiscal_year, document=document)
    return Submission(document, result_year, remarks, figures)
