"""Makes and changes measures and their steps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.errors import UserError
from accounts.models import Department, Municipality, User
from assessments.models import Indicator, Issue, Question
from measures.models import Measure, Responsibility, Step
from measures.periods import Period
from thaitext.words import clean


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
    """Makes a measure of the action year (Buddhist Era) with its steps.

    Raises UserError when it answers nothing, a department belongs to another municipality, or an indicator or
    issue to another year than the one before the action year.
    """
    indicators, questions = list(indicators), list(questions)
    if not indicators and issue is None:
        raise UserError(f"มาตรการ “{title}” ต้องสอดคล้องกับตัวชี้วัดหรือประเด็นอย่างน้อยหนึ่งเรื่อง")
    result_years = {indicator.framework_id for indicator in indicators}
    result_years |= {question.framework_id for question in questions} | ({issue.framework_id} if issue else set())
    if result_years != {action_year - 1}:
        raise UserError(f"มาตรการของปี {action_year} ต้องสอดคล้องกับผลการประเมินของปี {action_year - 1}")
    if not clean(title):
        raise UserError("กรุณาระบุชื่อมาตรการ/โครงการ/กิจกรรม")
    measure = Measure(municipality=municipality, action_year=action_year, title=clean(title), issue=issue, order=order)
    _save(measure)
    measure.indicators.set(indicators)
    measure.questions.set(questions)
    for number, data in enumerate(steps, 1):
        if any(department.municipality_id != municipality.pk for department in data.departments):
            raise UserError(f"ขั้นตอน “{data.text}” มีผู้รับผิดชอบของหน่วยงานอื่น กรุณาเลือกส่วนราชการของ{municipality.name}")
        step = Step(measure=measure, order=number)
        _fill(step, data)
        _save(step)
        for department in dict.fromkeys(data.departments):
            Responsibility.objects.create(step=step, department=department)
    return measure


def _fill(step: Step, data: StepData) -> None:
    when = data.when
    step.text = clean(data.text)
    step.start, step.end = when.dates or (None, None)
    step.first_quarter, step.last_quarter = when.quarters or (None, None)
    step.cycle, step.cycle_day = when.cycle.value if when.cycle else "", when.cycle_day
    step.rhythm = clean(when.words)
    step.supervision = clean(data.supervision)
    step.budget, step.assignee = data.budget, data.assignee


def _save(row: Measure | Step) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise UserError(f"“{row}”: {' '.join(error.messages)}") from error
    row.save()
