"""Makes, changes, orders and deletes measures and their steps.

A measure and its steps share one version: who changes either names the version that was seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet

from accounts.errors import UserError
from accounts.models import Department, Municipality, User
from assessments.models import Indicator, Issue, Question
from measures.models import Measure, ProgressReport, Responsibility, Step
from measures.periods import Period
from measures.queries.reporters import people_of
from thaitext import fiscal
from thaitext.dates import format_period
from thaitext.words import clean, quote

Row = TypeVar("Row", Measure, Step)

#: A measure with more steps is read by nobody; it is several measures.
MAX_STEPS = 200
STALE = "มีผู้แก้ไขมาตรการนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อมูลล่าสุดในหน้านี้ แล้วบันทึกอีกครั้ง"


class StaleMeasureError(UserError):
    """Somebody changed the measure or one of its steps since the person saw it."""


class OutsideYearError(UserError):
    """A step has days outside the action year, and nobody has said yet that this is meant."""


@dataclass(frozen=True, slots=True)
class StepData:
    """A step to be made. `budget` is in baht."""

    text: str
    departments: Sequence[Department]
    when: Period
    supervision: str = ""
    budget: Decimal | None = None
    assignee: User | None = None


@transaction.atomic
def measure_create(
    *,
    municipality: Municipality,
    action_year: int,
    title: str,
    indicators: Iterable[Indicator] = (),
    issue: Issue | None = None,
    questions: Iterable[Question] = (),
    steps: Sequence[StepData] = (),
    order: int = 0,
) -> Measure:
    """Makes a measure of the action year (Buddhist Era) with its steps; without an `order` it comes last.

    Raises UserError when it answers nothing, a department belongs to another municipality, an indicator or issue to
    another year than the one before the action year, there are more than `MAX_STEPS` steps, or the year's plan has a
    measure of that title already that answers the same.
    """
    indicators, questions = list(indicators), list(questions)
    _answers_checked(action_year, title, indicators, issue, questions)
    if len(steps) > MAX_STEPS:
        raise UserError(_too_many(title))
    measure = Measure(municipality=municipality, action_year=action_year, title=clean(title), issue=issue)
    _refuse_twice(measure, indicators, questions)
    measure.order = order or _last(Measure.objects.filter(municipality=municipality, action_year=action_year)) + 1
    _save(measure)
    measure.indicators.set(indicators)
    measure.questions.set(questions)
    for number, data in enumerate(steps, 1):
        _write(Step(measure=measure, order=number), data)
    return measure


@transaction.atomic
def measure_change(
    *,
    measure: Measure,
    title: str,
    indicators: Iterable[Indicator] = (),
    issue: Issue | None = None,
    questions: Iterable[Question] = (),
    version: int,
) -> None:
    """Changes what a measure is called and what it answers.

    Raises UserError as `measure_create` does, and StaleMeasureError when it is not at `version` any more.
    """
    indicators, questions = list(indicators), list(questions)
    _answers_checked(measure.action_year, title, indicators, issue, questions)
    opened = _opened(measure, version)
    opened.title, opened.issue = clean(title), issue
    _save(opened)
    opened.indicators.set(indicators)
    opened.questions.set(questions)


@transaction.atomic
def measure_rewrite(
    *,
    measure: Measure,
    title: str,
    indicators: Iterable[Indicator] = (),
    issue: Issue | None = None,
    questions: Iterable[Question] = (),
    steps: Sequence[tuple[Step | None, StepData | None]],
    version: int,
) -> None:
    """Changes a measure and its steps at once, as one version.

    `steps` has each stored step in its place, with what it becomes or None where it stays as it is; new ones have no
    stored step. Raises UserError as `measure_create` does, and StaleMeasureError when the measure is not at `version`
    or has other steps.
    """
    indicators, questions = list(indicators), list(questions)
    _answers_checked(measure.action_year, title, indicators, issue, questions)
    if len(steps) > MAX_STEPS:
        raise UserError(_too_many(title))
    opened = _opened(measure, version)
    stored = {step.pk: step for step in opened.steps.all()}
    if stored.keys() != {step.pk for step, _ in steps if step}:
        raise StaleMeasureError(STALE)
    opened.title, opened.issue = clean(title), issue
    _save(opened)
    opened.indicators.set(indicators)
    opened.questions.set(questions)
    for number, (step, data) in enumerate(steps, 1):
        row = stored[step.pk] if step else Step(measure=opened)
        is_moved, row.order = row.order != number, number
        if data:
            _write(row, data)
        elif is_moved:
            row.save(update_fields=["order"])


@transaction.atomic
def measure_move(*, measure: Measure, up: bool, version: int) -> None:
    """Moves a measure before the one above it, or after the one below; the first and the last stay at the end.

    Raises StaleMeasureError when it is not at `version` any more.
    """
    opened = _opened(measure, version)
    opened.save(update_fields=["version"])
    rows = Measure.objects.filter(municipality=opened.municipality_id, action_year=opened.action_year)
    _swap(list(rows.order_by("order", "pk")), opened.pk, up=up)


@transaction.atomic
def measure_delete(*, measure: Measure, version: int) -> None:
    """Deletes a measure with its steps.

    Raises UserError when progress was reported on any of them, and StaleMeasureError when it is not at `version`.
    """
    opened = _opened(measure, version)
    if ProgressReport.objects.filter(step__measure=opened).exists():
        raise UserError(
            "มาตรการนี้มีรายงานความก้าวหน้าแล้ว จึงลบไม่ได้ "
            "หากไม่ดำเนินการต่อ กรุณารายงานขั้นตอนที่เหลือเป็น “ยกเลิก” พร้อมเหตุผล เพื่อให้ผลที่รายงานไว้ยังคงอยู่"
        )
    opened.delete()


@transaction.atomic
def step_add(*, measure: Measure, data: StepData, version: int, outside_confirmed: bool = False) -> Step:
    """Adds a step at the end of a measure.

    Raises UserError as `measure_create` does, StaleMeasureError when the measure is not at `version` any more, and
    OutsideYearError when days lie outside the action year without `outside_confirmed`.
    """
    opened = _opened(measure, version)
    if opened.steps.count() >= MAX_STEPS:
        raise UserError(_too_many(opened.title))
    outside_asked(opened.action_year, data.when, confirmed=outside_confirmed)
    opened.save(update_fields=["version"])
    return _write(Step(measure=opened, order=_last(opened.steps.all()) + 1), data)


@transaction.atomic
def step_change(*, step: Step, data: StepData, version: int, outside_confirmed: bool = False) -> None:
    """Changes a step. Days outside the action year that stood so before are not asked about again.

    Raises UserError as `step_add` does, also when the step is gone.
    """
    opened = _opened(step.measure, version)
    stored = _step(opened, step)
    outside_asked(opened.action_year, data.when, confirmed=outside_confirmed or data.when == stored.when)
    opened.save(update_fields=["version"])
    _write(stored, data)


@transaction.atomic
def step_move(*, step: Step, up: bool, version: int) -> None:
    """Moves a step before the one above it, or after the one below; the first and the last stay at the end.

    Raises StaleMeasureError when the measure is not at `version` any more, and UserError when the step is gone.
    """
    opened = _opened(step.measure, version)
    stored = _step(opened, step)
    opened.save(update_fields=["version"])
    _swap(list(opened.steps.order_by("order", "pk")), stored.pk, up=up)


@transaction.atomic
def step_remove(*, step: Step, version: int) -> None:
    """Removes a step.

    Raises UserError when progress was reported on it, and StaleMeasureError when the measure is not at `version`.
    """
    opened = _opened(step.measure, version)
    stored = _step(opened, step)
    if stored.reports.exists():
        raise UserError(
            "ขั้นตอนนี้มีรายงานความก้าวหน้าแล้ว จึงลบไม่ได้ หากไม่ดำเนินการต่อ กรุณารายงานเป็น “ยกเลิก” พร้อมเหตุผล เพื่อให้ผลที่รายงานไว้ยังคงอยู่"
        )
    opened.save(update_fields=["version"])
    stored.delete()


def _opened(measure: Measure, version: int) -> Measure:
    """The measure to be changed, locked until the transaction ends, with its next version; not stored yet."""
    opened = Measure.objects.select_for_update(of=("self",)).filter(pk=measure.pk).first()
    if opened is None:
        raise UserError(f"มาตรการ {quote(measure.title)} ถูกลบไปแล้ว กรุณากลับไปดูแผนล่าสุด")
    if opened.version != version:
        raise StaleMeasureError(STALE)
    opened.version += 1
    return opened


def _step(measure: Measure, step: Step) -> Step:
    """The step as it is stored now."""
    stored = measure.steps.filter(pk=step.pk).first()
    if stored is None:
        raise UserError(f"ขั้นตอน {quote(step.text)} ถูกลบไปแล้ว กรุณากลับไปดูมาตรการล่าสุด")
    return stored


def _answers_checked(
    action_year: int,
    title: str,
    indicators: Sequence[Indicator],
    issue: Issue | None,
    questions: Sequence[Question],
) -> None:
    if not indicators and issue is None:
        raise UserError(f"มาตรการ “{title}” ต้องสอดคล้องกับตัวชี้วัดหรือประเด็นอย่างน้อยหนึ่งเรื่อง")
    result_years = {indicator.framework_id for indicator in indicators}
    result_years |= {question.framework_id for question in questions} | ({issue.framework_id} if issue else set())
    if result_years != {action_year - 1}:
        raise UserError(f"มาตรการของปี {action_year} ต้องสอดคล้องกับผลการประเมินของปี {action_year - 1}")
    if not clean(title):
        raise UserError("กรุณาระบุชื่อมาตรการ/โครงการ/กิจกรรม")


def _refuse_twice(measure: Measure, indicators: Sequence[Indicator], questions: Sequence[Question]) -> None:
    """A form that was sent twice is one measure. Who adds one to a plan waits for whoever does so just now."""
    Municipality.objects.select_for_update(no_key=True).get(pk=measure.municipality_id)
    alike = Measure.objects.filter(
        municipality=measure.municipality_id, action_year=measure.action_year, title=measure.title, issue=measure.issue
    )
    for each in alike.prefetch_related("indicators", "questions"):
        if {*each.indicators.all()} == {*indicators} and {*each.questions.all()} == {*questions}:
            raise UserError(
                f"แผนปี {measure.action_year} มีมาตรการ {quote(measure.title)} ที่ตอบเรื่องเดียวกันนี้อยู่แล้ว "
                "กรุณาเพิ่มขั้นตอนในมาตรการนั้น หรือใช้ชื่ออื่น"
            )


def _last(rows: QuerySet[Measure] | QuerySet[Step]) -> int:
    """The highest number among the rows, 0 without any."""
    return rows.aggregate(last=Max("order"))["last"] or 0


def _swap(rows: list[Row], pk: int, *, up: bool) -> None:
    """Moves one row by one place and numbers all of them from 1; those whose number stays are not stored."""
    place = next(place for place, row in enumerate(rows) if row.pk == pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows.insert(other, rows.pop(place))
    for number, row in enumerate(rows, 1):
        if row.order != number:
            row.order = number
            row.save(update_fields=["order"])


def _too_many(title: str) -> str:
    return f"มาตรการ {quote(title)} มีขั้นตอนได้ไม่เกิน {MAX_STEPS} ขั้นตอน กรุณาแยกเป็นหลายมาตรการ"


def outside_asked(action_year: int, when: Period, *, confirmed: bool) -> None:
    """Raises OutsideYearError for days outside the action year (Buddhist Era), unless a person confirmed them."""
    if when.outside(action_year) and not confirmed:
        year = f"{action_year} ({format_period(*fiscal.bounds(action_year))})"
        raise OutsideYearError(f"วันที่อยู่นอกปีงบประมาณ {year} หากตั้งใจให้เป็นเช่นนี้ กรุณาทำเครื่องหมายยืนยัน")


def _write(step: Step, data: StepData) -> Step:
    """Stores a step with its departments, in the order in which they are named."""
    place = step.measure.municipality
    departments = list(dict.fromkeys(data.departments))
    if any(department.municipality_id != place.pk for department in departments):
        raise UserError(f"ขั้นตอน “{data.text}” มีผู้รับผิดชอบของหน่วยงานอื่น กรุณาเลือกส่วนราชการของ{place.name}")
    # Who has left, or may not report any more, keeps the steps until somebody hands them on.
    if data.assignee and data.assignee.pk != step.assignee_id and data.assignee not in people_of(place):
        raise UserError(cannot_report(data.assignee, place))
    if not clean(data.text):
        raise UserError("กรุณาระบุขั้นตอนและวิธีการ")
    _fill(step, data)
    _save(step)
    named = list(step.responsibilities.values_list("department", flat=True))
    if named != [department.pk for department in departments]:
        for responsibility in step.responsibilities.all():  # one by one: each leaves its audit entry
            responsibility.delete()
        for department in departments:
            Responsibility.objects.create(step=step, department=department)
    return step


def cannot_report(person: User, municipality: Municipality) -> str:
    """What is said of somebody who cannot be asked to see to a step."""
    return f"{person.get_full_name()} รายงานผลใน{municipality.name}ไม่ได้ กรุณาเลือกเจ้าหน้าที่ของหน่วยงานเป็นผู้รับมอบหมาย"


def period_put(step: Step, when: Period) -> None:
    """Puts a period into a step, in place of the one that it had; not stored yet."""
    step.start, step.end = when.dates or (None, None)
    step.first_quarter, step.last_quarter = when.quarters or (None, None)
    step.cycle, step.cycle_day = when.cycle.value if when.cycle else "", when.cycle_day
    step.rhythm = clean(when.words)


def _fill(step: Step, data: StepData) -> None:
    period_put(step, data.when)
    step.text = clean(data.text)
    step.supervision = clean(data.supervision)
    step.budget, step.assignee = data.budget, data.assignee


def _save(row: Measure | Step) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise UserError(f"“{row}”: {' '.join(error.messages)}") from error
    row.save()
