"""Hands a year's figures on: draft → submitted → approved, or back with a reason (DESIGN: States)."""

from django.db import transaction

from accounts.errors import UserError
from accounts.models import User
from assessments.models import Assessment, State, StateChange
from assessments.queries import score_sheet_get
from assessments.score_checks import Severity
from assessments.verbs.assessments import assessment_open
from thaitext.words import clean


@transaction.atomic
def assessment_submit(*, assessment: Assessment, confirmed: bool, by: User) -> None:
    """Hands the figures to the executive; from here on nobody changes them.

    `confirmed` says that the person has looked at all warnings and that empty cells have no score in ITAS. Raises
    UserError while the figures have errors, without that confirmation where it is needed, and when it is no draft.
    """
    _expect(assessment_open(assessment), State.DRAFT)
    sheet = score_sheet_get(assessment.municipality, assessment.fiscal_year)
    errors = [check.words for check in sheet.checks if check.severity is Severity.ERROR]
    if errors:
        raise UserError(*errors)
    if sheet.checks and not confirmed:
        raise UserError("กรุณาตรวจสอบข้อสังเกต แล้วทำเครื่องหมายยืนยันก่อนส่ง")
    _move(assessment, State.SUBMITTED, by, missing=sheet.result.expected - sheet.result.known)


@transaction.atomic
def assessment_approve(*, assessment: Assessment, by: User) -> None:
    """Approves submitted figures. Raises UserError when they are not submitted, or `by` has submitted them."""
    _expect(assessment_open(assessment), State.SUBMITTED)
    submitted = assessment.state_changes.filter(state=State.SUBMITTED).first()
    if submitted and submitted.by_id == by.pk:
        raise UserError("ผู้ส่งคะแนนอนุมัติคะแนนที่ตนส่งไม่ได้ กรุณาให้ผู้บริหารท่านอื่นอนุมัติ")
    _move(assessment, State.APPROVED, by)


@transaction.atomic
def assessment_return(*, assessment: Assessment, reason: str, by: User) -> None:
    """Gives submitted or approved figures back for a change. Raises UserError without a reason, or for a draft."""
    _expect(assessment_open(assessment), State.SUBMITTED, State.APPROVED)
    reason = clean(reason)
    if not reason:
        raise UserError("กรุณาระบุเหตุผล เพื่อให้เจ้าหน้าที่ทราบว่าต้องแก้ไขสิ่งใด")
    _move(assessment, State.DRAFT, by, reason=reason)


def _expect(assessment: Assessment, *states: State) -> None:
    if assessment.state not in states:
        raise UserError(f"คะแนนอยู่ในสถานะ “{State(assessment.state).label}” แล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด")


def _move(assessment: Assessment, state: State, by: User, *, reason: str = "", missing: int = 0) -> None:
    assessment.state = state
    assessment.save(update_fields=["state"])
    StateChange.objects.create(assessment=assessment, state=state, reason=reason, missing=missing, by=by)
