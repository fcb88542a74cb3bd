"""Puts a remark's fix into the text that a person typed, by that text's verb and upon the version that was read."""

from collections.abc import Collection
from dataclasses import replace

from accounts.access import EDITORS, SCORERS
from accounts.errors import UserError
from accounts.models import Municipality, Role, User
from assessments.queries import overview_get
from assessments.queries.limitations import limitations_listed
from assessments.verbs.findings import finding_edit
from assessments.verbs.limitations import limitation_edit
from measures.models import Activity, Measure, ProgressReport, Status, Step
from measures.verbs.activities import activity_edit
from measures.verbs.measures import StepData, measure_change, step_change
from measures.verbs.progress import progress_change
from reports.proofreading.manuscript import Target
from reports.proofreading.remark import Mend, Remark

CHANGED = "ข้อความนี้เปลี่ยนไปแล้วหลังจากท่านเปิดหน้านี้ กรุณาดูผลการตรวจทานล่าสุดในหน้านี้"

_MENDERS = {
    Target.FINDING: EDITORS,
    Target.LIMITATION: EDITORS,
    Target.MEASURE: EDITORS,
    Target.STEP: EDITORS,
    Target.REPORT: SCORERS,
    Target.ACTIVITY: SCORERS,
}


def may_mend(remark: Remark, roles: Collection[Role]) -> bool:
    """Whether the portal can put the fix in for somebody with these roles."""
    return remark.mend is not None and not _MENDERS[remark.mend.typed.target].isdisjoint(roles)


def remark_mend(*, municipality: Municipality, result_year: int, mend: Mend, version: int, by: User) -> None:
    """Stores the typed text with the fix in it; `version` is the one that the person saw.

    `result_year` (Buddhist Era) is that of the document. Raises UserError when the text is not the one that was read,
    and as the verb of the text does.
    """
    if version != mend.typed.version:
        raise UserError(CHANGED)
    match mend.typed.target:
        case Target.FINDING:
            _finding(municipality, result_year, mend, by)
        case Target.LIMITATION:
            _limitation(municipality, result_year, mend, by)
        case Target.MEASURE:
            _measure(municipality, mend)
        case Target.STEP:
            _step(municipality, mend)
        case Target.REPORT:
            _report(municipality, mend, by)
        case Target.ACTIVITY:
            _activity(municipality, mend)


def _mended(mend: Mend, text: str) -> str:
    mended = mend.of(text)
    if mended is None:
        raise UserError(CHANGED)
    return mended


def _finding(municipality: Municipality, result_year: int, mend: Mend, by: User) -> None:
    overview = overview_get(municipality, result_year)
    finding = next(each for each in overview.findings if each.indicator.number == mend.typed.key)
    finding_edit(
        assessment=overview.assessment,
        indicator=finding.indicator,
        text=_mended(mend, finding.edited.text if finding.edited else ""),
        # A person who mends a slip has not chosen between the wording and a new draft.
        draft=finding.edited.draft if finding.edited else "",
        version=mend.typed.version,
        by=by,
    )


def _limitation(municipality: Municipality, result_year: int, mend: Mend, by: User) -> None:
    assessment = overview_get(municipality, result_year).assessment
    found = next(each for each in limitations_listed(assessment) if each.issue.number == mend.typed.key)
    limitation_edit(
        assessment=assessment, issue=found.issue, text=_mended(mend, found.text), version=mend.typed.version, by=by
    )


def _measure(municipality: Municipality, mend: Mend) -> None:
    measure = Measure.objects.select_related("issue").filter(municipality=municipality, pk=mend.typed.key).first()
    if measure is None:
        raise UserError(CHANGED)
    measure_change(
        measure=measure,
        title=_mended(mend, measure.title),
        indicators=measure.indicators.all(),
        issue=measure.issue,
        questions=measure.questions.all(),
        version=mend.typed.version,
    )


def _step(municipality: Municipality, mend: Mend) -> None:
    steps = Step.objects.select_related("measure__municipality", "assignee")
    step = steps.filter(measure__municipality=municipality, pk=mend.typed.key).first()
    if step is None:
        raise UserError(CHANGED)
    mended = {mend.typed.field: _mended(mend, getattr(step, mend.typed.field))}
    responsible = step.responsibilities.select_related("department")
    data = StepData(
        text=mended.get("text", step.text),
        departments=[each.department for each in responsible],
        when=replace(step.when, words=mended["rhythm"]) if "rhythm" in mended else step.when,
        supervision=mended.get("supervision", step.supervision),
        budget=step.budget,
        assignee=step.assignee,
    )
    step_change(step=step, data=data, version=mend.typed.version)


def _report(municipality: Municipality, mend: Mend, by: User) -> None:
    reports = ProgressReport.objects.select_related("step__measure__municipality")
    report = reports.filter(step__measure__municipality=municipality, pk=mend.typed.key).first()
    if report is None:
        raise UserError(CHANGED)
    texts = {"summary": report.summary, "outcome": report.outcome, "reason": report.reason}
    texts[mend.typed.field] = _mended(mend, texts[mend.typed.field])
    progress_change(
        report=report,
        version=mend.typed.version,
        date=report.date,
        status=Status(report.status),
        due=report.due,
        summary=texts["summary"],
        outcome=texts["outcome"],
        percent=report.percent,
        reason=texts["reason"],
        evidence=report.evidence.all(),
        by=by,
    )


def _activity(municipality: Municipality, mend: Mend) -> None:
    activity = Activity.objects.filter(municipality=municipality, pk=mend.typed.key).first()
    if activity is None:
        raise UserError(CHANGED)
    texts = {name: str(getattr(activity, name)) for name in ("title", "place", "attendees", "text")}
    texts[mend.typed.field] = _mended(mend, texts[mend.typed.field])
    activity_edit(
        activity=activity,
        title=texts["title"],
        starts=activity.starts,
        place=texts["place"],
        attendees=texts["attendees"],
        text=texts["text"],
        version=mend.typed.version,
    )
