"""Writes a person's wording of findings."""

from django.db import transaction

from accounts.errors import UserError
from accounts.models import User
from assessments.models import Assessment, Finding, Indicator
from thaitext.words import clean


@transaction.atomic
def finding_edit(
    *, assessment: Assessment, indicator: Indicator, text: str, draft: str, version: int, by: User
) -> Finding | None:
    """Keeps a person's wording of an indicator's analysis; a wording equal to the draft is the draft again.

    `draft` is the rules' draft that the person saw, `version` the version of the wording that was edited (0: none
    yet). Raises UserError when the text is empty or somebody else saved in between.
    """
    text = clean(text)
    if not text:
        raise UserError("กรุณาเขียนผลการวิเคราะห์ หรือกด “ใช้ร่างของระบบ” เพื่อกลับไปใช้ข้อความที่ระบบร่างให้")
    finding = Finding.objects.select_for_update(of=("self",)).filter(assessment=assessment, indicator=indicator).first()
    if (finding.version if finding else 0) != version:
        raise UserError("มีผู้แก้ไขข้อความนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อความล่าสุดด้านล่าง แล้วบันทึกอีกครั้ง")
    if text == clean(draft):
        if finding:
            finding.delete()
        return None
    finding = finding or Finding(assessment=assessment, indicator=indicator, version=0)
    finding.text, finding.draft, finding.edited_by = text, draft, by
    finding.version += 1
    finding.save()
    return finding


@transaction.atomic
def finding_redraft(*, assessment: Assessment, indicator: Indicator) -> None:
    """Takes the rules' draft again in place of a person's wording."""
    for finding in assessment.findings.filter(indicator=indicator):
        finding.delete()


@transaction.atomic
def finding_keep(*, assessment: Assessment, indicator: Indicator, draft: str) -> None:
    """Keeps the person's wording although the scores now draft something else: `draft` has been seen."""
    for finding in assessment.findings.select_for_update(of=("self",)).filter(indicator=indicator):
        finding.draft = draft
        finding.save()
