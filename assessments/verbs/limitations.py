"""Writes what keeps a municipality from doing better in an issue."""

from django.db import transaction
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import User
from assessments.models import FINDING_LENGTH, Assessment, Issue, Limitation
from assessments.verbs.assessments import assessment_open
from thaitext.words import clean


@transaction.atomic
def limitation_edit(*, assessment: Assessment, issue: Issue, text: str, version: int, by: User | None) -> None:
    """Keeps the limitation in an issue; an empty text says that there is none.

    `version` is the version that was edited (0: never edited); a text that stands already changes nothing, whatever
    the version. Raises UserError for an issue of another year, for a text beyond FINDING_LENGTH, and when somebody else
    saved in between.
    """
    text = clean(text)
    if issue.framework_id != assessment.framework_id:
        raise UserError(f"{issue} ไม่ใช่ประเด็นของปีงบประมาณ {assessment.fiscal_year} กรุณาเลือกประเด็นของปีนี้")
    if len(text) > FINDING_LENGTH:
        raise UserError(f"ข้อความยาว {len(text)} ตัวอักษร กรุณาย่อให้ไม่เกิน {FINDING_LENGTH} ตัวอักษร")
    assessment_open(assessment)
    limitation = assessment.limitations.filter(issue=issue).first()
    if text == (limitation.text if limitation else ""):
        return
    if (limitation.version if limitation else 0) != version:
        raise UserError("มีผู้แก้ไขข้อความนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อความล่าสุด แล้วบันทึกอีกครั้ง")
    limitation = limitation or Limitation(assessment=assessment, issue=issue)
    limitation.text = text
    limitation.version += 1
    limitation.edited_by, limitation.edited_at = by, timezone.now()
    limitation.save()
