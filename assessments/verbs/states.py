"""Hands a year's figures on: draft → submitted → approved, or back with a reason (DESIGN: States)."""

from collections.abc import Collection, Mapping

from django.db import transaction

from accounts.errors import UserError
from accounts.models import User
from assessments.models import Assessment, State, StateChange
from assessments.queries import mark_get, score_sheet_get
from assessments.score_checks import Severity
from assessments.verbs.assessments import assessment_open
from thaitext.words import clean

#: What must be confirmed before the figures are handed on.
CONFIRM = {
    Severity.WARNING: "กรุณาตรวจสอบข้อสังเกต แล้วทำเครื่องหมายยืนยันก่อนส่ง",
    Severity.HINT: "กรุณายืนยันว่าช่องที่เว้นว่างไม่มีคะแนนในระบบ ITAS ก่อนส่ง",
}
SEEN_BEFORE = "มีผู้แก้ไขหรือส่งต่อคะแนนหลังจากท่านเปิดหน้านี้ กรุณาตรวจสอบข้อมูลล่าสุดในหน้านี้ แล้วยืนยันอีกครั้ง"


class UnconfirmedError(UserError):
    """Something must be confirmed first: `sentences` has what to say of each severity."""

    def __init__(self, sentences: Mapping[Severity, str]) -> None:
        super().__init__(*sentences.values())
        self.sentences = sentences


@transaction.atomic
def assessment_submit(*, assessment: Assessment, seen: str, confirmed: Collection[str], by: User) -> None:
    """Hands the figures to the executive; from here on nobody changes them.

    `seen` is the mark of the year that the person saw (`assessments.queries.mark_get`), `confirmed` names the
    severities that the person confirms: "warning", having looked at all of them, "hint", that empty cells have no score
    in ITAS. Raises UserError when the year changed since, while the figures have errors, without a confirmation that is
    needed (UnconfirmedError), and when it is no draft.
    """
    _expect(assessment, seen, State.DRAFT)
    sheet = score_sheet_get(assessment.municipality, assessment.fiscal_year)
    errors = [check.words for check in sheet.checks if check.severity is Severity.ERROR]
    if errors:
        raise UserError(*errors)
    open_questions = {check.severity for check in sheet.checks} - {*confirmed}
    if unconfirmed := {severity: words for severity, words in CONFIRM.items() if severity in open_questions}:
        raise UnconfirmedError(unconfirmed)
    _move(assessment, State.SUBMITTED, by, missing=sheet.result.expected - sheet.result.known)


@transaction.atomic
def assessment_approve(*, assessment: Assessment, seen: str, by: User) -> None:
    """Approves submitted figures; `seen` is their mark that the person saw.

    Raises UserError when they are not submitted, were handed on since, or `by` has submitted them.
    """
    _expect(assessment, seen, State.SUBMITTED)
    submitted = assessment.state_changes.filter(state=State.SUBMITTED).first()
    if submitted and submitted.by_id == by.pk:
        raise UserError("ผู้ส่งคะแนนอนุมัติคะแนนที่ตนส่งไม่ได้ กรุณาให้ผู้บริหารท่านอื่นอนุมัติ")
    _move(assessment, State.APPROVED, by)


@transaction.atomic
def assessment_return(*, assessment: Assessment, seen: str, reason: str, by: User) -> None:
    """Gives submitted or approved figures back for a change; `seen` is their mark that the person saw.

    Raises UserError without a reason, for a draft, and when they were handed on since.
    """
    _expect(assessment, seen, State.SUBMITTED, State.APPROVED)
    reason = clean(reason)
    if not reason:
        raise UserError("กรุณาระบุเหตุผล เพื่อให้เจ้าหน้าที่ทราบว่าต้องแก้ไขสิ่งใด")
    _move(assessment, State.DRAFT, by, reason=reason)


def _expect(assessment: Assessment, seen: str, *states: State) -> None:
    """Locks the year; refuses when it is in none of the states, or changed after the person saw it."""
    state = State(assessment_open(assessment).state)
    if state not in states:
        raise UserError(f"คะแนนอยู่ในสถานะ “{state.label}” แล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด")
    if mark_get(assessment) != seen:
        raise UserError(SEEN_BEFORE)


def _move(assessment: Assessment, state: State, by: User, *, reason: str = "", missing: int = 0) -> None:
    assessment.state = state
    assessment.save(update_fields=["state"])
    StateChange.objects.create(assessment=assessment, state=state, reason=reason, missing=missing, by=by)
