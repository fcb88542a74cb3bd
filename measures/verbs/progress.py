"""Records what departments report of a step, and corrects it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from accounts.errors import UserError
from accounts.models import User
from measures.evidence_files import TOO_MANY_FILES
from measures.evidence_limits import MAX_FILES
from measures.models import Evidence, Measure, ProgressReport, Status, Step
from measures.standing import overtaking, standing
from measures.verbs.evidence import NewFile, NewLink, new_evidence
from thaitext.dates import format_date
from thaitext.words import clean

#: How long the texts of a report may be.
LENGTHS = {"summary": 4000, "outcome": 4000, "reason": 1000}
SEEN_BEFORE = "มีผู้แก้ไขรายงานนี้หลังจากท่านเปิดหน้านี้ กรุณาเทียบกับข้อมูลล่าสุดในหน้านี้ แล้วบันทึกอีกครั้ง"


@dataclass(frozen=True, slots=True)
class ReportData:
    """What a report says. `percent` is 0–100; `evidence` is how much proves it, kept, new or of other reports."""

    date: dt.date
    status: Status
    summary: str = ""
    outcome: str = ""
    percent: int | None = None
    reason: str = ""
    evidence: int = 0


def report_faults(data: ReportData, today: dt.date, overtaken_by: ProgressReport | None = None) -> dict[str, str]:
    """What is wrong with a report, one sentence a field (UX.md section 3); empty for one that can be recorded.

    `overtaken_by` is the newer report that leaves it without effect, as `newer_report` finds it.
    """
    texts = {name: clean(getattr(data, name)) for name in LENGTHS}
    faults = {
        name: f"ข้อความยาวเกิน {length:,} ตัวอักษร กรุณาเขียนให้สั้นลง หรือแนบเป็นหลักฐาน"
        for name, length in LENGTHS.items()
        if len(texts[name]) > length
    }
    if data.date > today:
        faults["date"] = f"วันที่ {format_date(data.date, 'short_month')} ยังมาไม่ถึง กรุณาใช้วันที่วันนี้หรือก่อนหน้า"
    elif overtaken_by:
        day = format_date(overtaken_by.date, "short_month")
        faults["date"] = (
            f"มีรายงานที่ใหม่กว่าแล้ว คือ รายงานวันที่ {day} สถานะ “{overtaken_by.get_status_display()}” "
            f"สถานะที่เลือกจึงไม่มีผล กรุณาใช้วันที่ {day} เป็นต้นไป หรือแก้ไขรายงานฉบับนั้นแทน"
        )
    if data.percent is not None and not 0 <= data.percent <= 100:
        faults["percent"] = "ร้อยละต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข หรือเว้นว่าง"
    if data.status == Status.DONE:
        if not texts["summary"]:
            faults["summary"] = "สถานะ “ดำเนินการแล้ว” ต้องมีสรุปผล กรุณาเขียนว่าได้ทำสิ่งใดบ้าง"
        if not texts["outcome"]:
            faults["outcome"] = "สถานะ “ดำเนินการแล้ว” ต้องมีผลลัพธ์ กรุณาเขียนว่าเกิดผลหรือความสำเร็จใด"
        if not data.evidence and not texts["reason"]:
            faults["reason"] = "ยังไม่มีหลักฐาน กรุณาแนบไฟล์หรือลิงก์ หรือเขียนเหตุผลที่ไม่มีหลักฐาน"
    if data.status == Status.CANCELLED and not texts["reason"]:
        faults["reason"] = "กรุณาเขียนเหตุผลที่ยกเลิกขั้นตอนนี้"
    return faults


def newer_report(
    step: Step, date: dt.date, status: Status, due: dt.date, report: ProgressReport | None = None
) -> ProgressReport | None:
    """The newer report of a step that would leave one with these words without effect, None where there is none.

    `report` is the one that is to be corrected to them; what leaves day, status and deadline as they are is no matter.
    One query, none where the reports are prefetched.
    """
    if report and (report.date, report.status, report.due) == (date, status, due):
        return None
    others = [each for each in step.reports.all() if each != report]
    newer = [each for each in others if each.date > date or (report and each.date == date and each.pk > report.pk)]
    return overtaking(step.when.dues(step.measure.action_year), due, status, newer)


def progress_record(
    *,
    step: Step,
    date: dt.date,
    status: Status,
    due: dt.date | None = None,
    summary: str = "",
    outcome: str = "",
    percent: int | None = None,
    reason: str = "",
    evidence: Iterable[Evidence] = (),
    files: Sequence[NewFile] = (),
    links: Sequence[NewLink] = (),
    by: User | None,
) -> ProgressReport:
    """Records how far a step is on a day; `due` is the deadline reported on, else the next open one, or the last.

    `evidence` is the municipality's own from before, `files` and `links` become new evidence. Raises UserError for
    what `report_faults` says, a deadline that the step does not have, evidence of another municipality, more than ten
    files, a step that is gone, the same report sent twice, and as `measures.verbs.evidence` does for new evidence;
    nothing is kept then.
    """
    evidence = list(evidence)
    data = ReportData(date, status, summary, outcome, percent, reason, proving(evidence) + len(files) + len(links))
    due = due or next_due(step)
    newer = newer_report(step, date, status, due)
    report = ProgressReport(step=step, by=by)
    _fill(report, data, due)
    _check(report, data, evidence, files, newer=newer)
    with new_evidence(step.measure.municipality, files, links, by) as new:
        _hold(step)
        _refuse_twice(report)
        report.save()
        report.evidence.set([*evidence, *new])
    return report


def progress_change(
    *,
    report: ProgressReport,
    version: int,
    date: dt.date,
    status: Status,
    due: dt.date,
    summary: str = "",
    outcome: str = "",
    percent: int | None = None,
    reason: str = "",
    evidence: Iterable[Evidence] = (),
    files: Sequence[NewFile] = (),
    links: Sequence[NewLink] = (),
    by: User | None,
) -> None:
    """Corrects a report; `version` is the one that the person saw, `evidence` what is to stay or comes from others.

    Evidence that does not stay remains the municipality's. Who reported remains, beside who corrected last.
    Raises UserError when somebody corrected it in between, and as `progress_record` does.
    """
    evidence = list(evidence)
    data = ReportData(date, status, summary, outcome, percent, reason, proving(evidence) + len(files) + len(links))
    was_due, newer = report.due, newer_report(report.step, date, status, due, report)
    _fill(report, data, due)
    _check(report, data, evidence, files, newer=newer, was_due=was_due)
    with new_evidence(report.step.measure.municipality, files, links, by) as new:
        if ProgressReport.objects.select_for_update().get(pk=report.pk).version != version:
            raise UserError(SEEN_BEFORE)
        report.version = version + 1
        report.corrected_by, report.corrected_at = by, timezone.now()
        report.save()
        report.evidence.set([*evidence, *new])


def proving(evidence: Iterable[Evidence]) -> int:
    """How much of the evidence proves anything: what was withdrawn does not."""
    return sum(not each.is_withdrawn for each in evidence)


def next_due(step: Step) -> dt.date:
    """The next open deadline of a step, or its last one. One query, none where the reports are prefetched."""
    dues = step.when.dues(step.measure.action_year)
    return standing(dues, step.reports.all(), timezone.localdate()).due or dues[-1]


def _hold(step: Step) -> None:
    """Keeps the step until the transaction ends, as a change of the plan holds its measure. UserError if it is gone."""
    Measure.objects.select_for_update(of=("self",)).filter(pk=step.measure_id).first()
    if not Step.objects.filter(pk=step.pk).exists():
        raise UserError("ขั้นตอนนี้ถูกลบออกจากแผนไปแล้ว จึงยังไม่ได้บันทึกรายงาน กรุณาสอบถามเจ้าหน้าที่คุณธรรม แล้วรายงานในขั้นตอนที่ใช้แทน")


def _refuse_twice(report: ProgressReport) -> None:
    """A form that was sent twice, by a second click or from a page gone back to, is one report."""
    names = ("step", "by", "date", "due", "status", "summary", "outcome", "percent", "reason")
    if report.by and ProgressReport.objects.filter(**{name: getattr(report, name) for name in names}).exists():
        raise UserError("ท่านบันทึกรายงานที่มีข้อความเดียวกันนี้ไว้แล้ว หากต้องการเพิ่มหลักฐาน กรุณาแก้ไขรายงานนั้น")


def _fill(report: ProgressReport, data: ReportData, due: dt.date) -> None:
    report.date, report.due, report.status, report.percent = data.date, due, data.status, data.percent
    report.summary, report.outcome, report.reason = clean(data.summary), clean(data.outcome), clean(data.reason)


def _check(
    report: ProgressReport,
    data: ReportData,
    evidence: Sequence[Evidence],
    files: Sequence[NewFile],
    *,
    newer: ProgressReport | None,
    was_due: dt.date | None = None,
) -> None:
    step = report.step
    faults = list(report_faults(data, timezone.localdate(), newer).values())
    if report.due not in {*step.when.dues(step.measure.action_year), was_due}:
        faults.append("ขั้นตอนนี้ไม่มีกำหนดที่เลือกแล้ว กรุณาเลือกรอบที่รายงานใหม่")
    if any(each.municipality_id != step.measure.municipality_id for each in evidence):
        faults.append(f"มีหลักฐานของหน่วยงานอื่น กรุณาเลือกหลักฐานของ{step.measure.municipality.name}")
    if len(files) + sum(1 for each in evidence if not each.url) > MAX_FILES:
        faults.append(TOO_MANY_FILES)
    if faults:
        raise UserError(*faults)
