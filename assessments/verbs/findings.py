"""Writes a person's wording of findings."""

from django.db import transaction
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import User
from assessments.models import Assessment, Finding, Indicator
from assessments.verbs.assessments import assessment_open
from thaitext.words import clean


@transaction.atomic
def finding_edit(
    *, assessment: Assessment, indicator: Indicator, text: str, draft: str, version: int, by: User
) -> None:
    """Keeps a person's wording of an indicator's analysis; a wording equal to the draft is the draft again.

    `draft` is the rules' draft that the person saw, `version` the version of the finding that was edited (0: never
    edited). Raises UserError when the text is empty or somebody else saved in between.
    """
    text = clean(text)
    if not text:
        raise UserError("กรุณาเขียนผลการวิเคราะห์ หรือกด “ใช้ร่างของระบบ” เพื่อกลับไปใช้ข้อความที่ระบบร่างให้")
    finding = _opened(assessment, indicator, version)
    finding.text = "" if text == clean(draft) else text
    _save(finding, draft, by)


@transaction.atomic
def finding_redraft(*, assessment: Assessment, indicator: Indicator, version: int, by: User) -> None:
    """Takes the rules' draft again in place of a person's wording. Raises UserError as `finding_edit` does."""
    finding = _opened(assessment, indicator, version)
    finding.text = ""
    _save(finding, "", by)


@transaction.atomic
def finding_keep(*, assessment: Assessment, indicator: Indicator, draft: str, version: int) -> None:
    """Keeps the person's wording although today's draft is another: `draft` has been seen.

    Whose words they are does not change. Raises UserError as `finding_edit` does, and where nobody worded anything.
    """
    finding = _opened(assessment, indicator, version)
    if not finding.text:
        raise UserError(f"{indicator} ใช้ร่างของระบบอยู่แล้ว จึงไม่มีข้อความเดิมให้คงไว้ กรุณาตรวจสอบข้อความล่าสุด")
    finding.draft = clean(draft)
    finding.version += 1
    finding.save()


def _opened(assessment: Assessment, indicator: Indicator, version: int) -> Finding:
    """The finding to be changed; refuses when it is not at `version` any more."""
    assessment_open(assessment)
    finding = assessment.findings.filter(indicator=indicator).first()
    if (finding.version if finding else 0) != version:
        raise UserError("มีผู้แก้ไขข้อความนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อความล่าสุด แล้วบันทึกอีกครั้ง")
    return finding or Finding(assessment=assessment, indicator=indicator, version=0)


def _save(finding: Finding, draft: str, by: User) -> None:
    finding.draft = clean(draft)
    finding.edited_by, finding.edited_at = by, timezone.now()
    finding.version += 1
    finding.save()
