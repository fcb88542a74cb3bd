"""What became of a year's steps, for the documents that report it: the state of a day, and the words for it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils import timezone

from accounts.errors import UserError
from accounts.models import Municipality
from measures.models import Measure, ProgressReport, Status
from measures.queries import Plan, PlanStep, plan_get
from measures.standing import standing
from reports.content import Cell, Paragraph, bullets, text
from thaitext import fiscal
from thaitext.dates import format_date
from thaitext.words import join_list

NO_STEP = "ยังไม่ได้กำหนดขั้นตอน"
NO_REPORT = "ยังไม่มีรายงานผล"
NONE = "–"

#: The statuses as a result is told: what is done first.
ORDER = (Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED, Status.CANCELLED)

#: The heads of narrow columns.
HEADS = {
    Status.NOT_STARTED: "ยังไม่\nดำเนินการ",
    Status.IN_PROGRESS: "อยู่ระหว่าง\nดำเนินการ",
    Status.DONE: "ดำเนินการ\nแล้ว",
    Status.CANCELLED: "ยกเลิก",
}


def check(municipality: Municipality, action_year: int) -> None:
    """Raises UserError where the municipality has no measures of the action year (Buddhist Era). One query."""
    if not Measure.objects.filter(municipality=municipality, action_year=action_year).exists():
        raise UserError(
            f"{municipality.name} ยังไม่มีมาตรการของปีงบประมาณ {action_year} จึงยังจัดทำรายงานไม่ได้ "
            f"กรุณากำหนดมาตรการจากผลการประเมินของปี {action_year - 1} ก่อน"
        )


def plan_on(
    municipality: Municipality, action_year: int, *, today: date | None = None, half: bool = False
) -> tuple[Plan, date]:
    """Returns the plan of the action year as it stood on a day, and that day. As many queries as `plan_get`.

    The day is `today`, by default the present one; once the year is over it is the year's last day, or that of a report
    that came in later, so that the document stays as it is. Reports dated after the day are left out. With `half` it is
    31 March at the latest, later reports on deadlines up to then are kept, since offices write them in April, and a
    step stands as its rounds up to then do. Raises UserError as `check` does.
    """
    today = today or timezone.localdate()
    plan = plan_get(municipality, action_year)
    if not plan.measures:
        check(municipality, action_year)
    last = half_end(action_year) if half else last_day(action_year, plan.steps)
    day = min(today, last)
    told = [
        (measure, [_of_half(step, day, today) if half else as_of(step, day) for step in steps])
        for measure, steps in plan.measures
    ]
    return replace(plan, measures=told), day


def half_end(action_year: int) -> date:
    """The last day of the first six months."""
    return fiscal.quarter_bounds(action_year, 2)[1]


def year_end(action_year: int) -> date:
    """The last day of the action year."""
    return fiscal.bounds(action_year)[1]


def last_day(action_year: int, steps: Iterable[PlanStep]) -> date:
    """The year's last day, or that of a report that came in later."""
    return max([year_end(action_year), *(report.date for step in steps for report in step.reports)])


def as_of(step: PlanStep, day: date) -> PlanStep:
    """The step as it stood on a day, without reports dated later."""
    reports = [report for report in step.reports if report.date <= day]
    dues = step.step.when.dues(step.measure.action_year)
    return replace(step, reports=reports, standing=standing(dues, reports, day))


def _of_half(step: PlanStep, day: date, today: date) -> PlanStep:
    """The step in the first six months: by its rounds up to 31 March, with what was reported on them until `today`."""
    last = half_end(step.measure.action_year)
    dues = step.step.when.dues(step.measure.action_year)
    rounds = [due for due in dues if due <= last] or dues
    reports = [each for each in step.reports if each.date <= day or (each.due <= last and each.date <= today)]
    return replace(step, reports=reports, standing=standing(rounds, reports, day))


def reported(step: PlanStep) -> list[ProgressReport]:
    """The reports whose summaries tell what was done: of a cycle the newest of each round, else the newest."""
    told = [report for report in step.reports if report.summary]
    newest: dict[date, ProgressReport] = {}
    for report in told:
        newest.setdefault(report.due, report)
    return [newest[due] for due in sorted(newest)] if step.step.cycle else told[:1]


def given_up(step: PlanStep) -> list[str]:
    """When a step was given up, and why; nothing for a step that was not."""
    if step.standing.status != Status.CANCELLED:
        return []
    report = step.reports[0]
    reason = [f"เหตุผล : {report.reason}"] if report.reason else []
    return [f"ยกเลิกการดำเนินการเมื่อวันที่ {format_date(report.date, 'short_month')}", *reason]


def dated(report: ProgressReport) -> str:
    """A report's summary, or else its status, behind its date."""
    return f"{format_date(report.date, 'short_month')} : {report.summary or report.get_status_display()}"


def departments(step: PlanStep) -> Cell:
    """Who is responsible: a name, or a list of names."""
    names = [each.name for each in step.departments]
    return Cell((bullets(names),) if len(names) > 1 else tuple(Paragraph(text(name)) for name in names))


def tally(steps: Iterable[PlanStep]) -> Counter[Status]:
    """How many steps are in each status."""
    return Counter(step.standing.status for step in steps)


def closing(plan: Plan, day: date) -> str:
    """How many measures and steps there are and how far they were on the day, in a sentence."""
    steps = plan.steps
    counts = tally(steps)
    whole = f"มาตรการประจำปีงบประมาณ พ.ศ. {plan.action_year} มี {len(plan.measures)} มาตรการ {len(steps)} ขั้นตอน"
    if not steps:
        return f"{whole} ณ วันที่ {format_date(day)}"
    if counts[Status.DONE] == len(steps):
        return f"{whole} ณ วันที่ {format_date(day)} ดำเนินการแล้วทุกขั้นตอน"
    parts = [f"{status.label} {counts[status]} ขั้นตอน" for status in ORDER if counts[status]]
    return f"{whole} ณ วันที่ {format_date(day)} {join_list(parts)}"
