"""Acts on measures: one transaction each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.errors import UserError
from accounts.models import Department, Municipality
from assessments.models import Indicator, Issue
from measures.models import Measure, Responsibility, Step
from thaitext.words import clean


@dataclass(frozen=True, slots=True)
class StepData:
    """A step to be made: exactly one of dates, quarters (1–4) and rhythm says when."""

    text: str
    departments: Sequence[Department]
    dates: tuple[date, date] | None = None
    quarters: tuple[int, int] | None = None
    rhythm: str = ""
    supervision: str = ""


@transaction.atomic
def measure_create(
    *,
    municipality: Municipality,
    action_year: int,
    title: str,
    indicators: Iterable[Indicator] = (),
    issue: Issue | None = None,
    steps: Sequence[StepData] = (),
    order: int = 0,
) -> Measure:
    """Makes a measure of the action year (Buddhist Era) with its steps.

    Raises UserError when it answers nothing, a department belongs to another municipality, or an indicator or
    issue to another year than the one before the action year.
    """
    indicators = list(indicators)
    if not indicators and issue is None:
        raise UserError(f"มาตรการ “{title}” ต้องสอดคล้องกับตัวชี้วัดหรือประเด็นอย่างน้อยหนึ่งเรื่อง")
    result_years = {indicator.framework_id for indicator in indicators} | ({issue.framework_id} if issue else set())
    if result_years != {action_year - 1}:
        raise UserError(f"มาตรการของปี {action_year} ต้องสอดคล้องกับผลการประเมินของปี {action_year - 1}")
    if not clean(title):
        raise UserError("กรุณาระบุชื่อมาตรการ/โครงการ/กิจกรรม")
    measure = Measure(municipality=municipality, action_year=action_year, title=clean(title), issue=issue, order=order)
    _save(measure)
    measure.indicators.set(indicators)
    for number, data in enumerate(steps, 1):
        if any(department.municipality_id != municipality.pk for department in data.departments):
            raise UserError(f"ขั้นตอน “{data.text}” มีผู้รับผิดชอบของหน่วยงานอื่น กรุณาเลือกส่วนราชการของ{municipality.name}")
        start, end = data.dates or (None, None)
        first, last = data.quarters or (None, None)
        step = Step(
            measure=measure,
            order=number,
            text=clean(data.text),
            start=start,
            end=end,
            first_quarter=first,
            last_quarter=last,
            rhythm=clean(data.rhythm),
            supervision=clean(data.supervision),
        )
        _save(step)
        for department in dict.fromkeys(data.departments):
            Responsibility.objects.create(step=step, department=department)
    return measure


def _save(row: Measure | Step) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        raise UserError(f"“{row}”: {' '.join(error.messages)}") from error
    row.save()
