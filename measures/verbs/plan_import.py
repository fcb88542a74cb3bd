"""Stores what a workbook says of a whole plan: all of it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Municipality
from assessments.models import Indicator, Issue, Question
from measures.models import Measure, Step
from measures.queries.measures import mark_of
from measures.verbs.measures import (
    OutsideYearError,
    StaleMeasureError,
    StepData,
    measure_create,
    measure_rewrite,
)
from thaitext import fiscal
from thaitext.dates import format_period

STALE = "มีผู้แก้ไขแผนหลังจากที่ท่านเปิดหน้านี้ จึงยังไม่ได้บันทึก รายการด้านล่างเทียบกับแผนล่าสุดแล้ว กรุณาตรวจสอบแล้วยืนยันอีกครั้ง"


class StalePlanError(StaleMeasureError):
    """Somebody changed the plan since the person saw what the import would do."""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as it is to be; a stored one that is not `changed` only keeps its place.

    `steps` are those of `measures.verbs.measures.measure_rewrite`.
    """

    measure: Measure | None
    changed: bool
    title: str
    indicators: Sequence[Indicator]
    issue: Issue | None
    questions: Sequence[Question]
    steps: Sequence[tuple[Step | None, StepData | None]]

    def outside(self, action_year: int) -> bool:
        """Whether a step gets days outside the action year that it did not have before."""
        return any(
            data and data.when.outside(action_year) and (step is None or step.when != data.when)
            for step, data in self.steps
        )


@transaction.atomic
def plan_import(
    *,
    municipality: Municipality,
    action_year: int,
    rows: Sequence[MeasureRow],
    seen: str,
    outside_confirmed: bool = False,
) -> None:
    """Makes the plan of the action year (Buddhist Era) what `rows` say, in their order; none is deleted.

    `seen` is the mark of the plan that the rows were made from (`Plan.mark`). Raises StalePlanError when it is another
    one by now or a stored measure is not among the rows, OutsideYearError when a step gets days outside the action
    year without `outside_confirmed`, and UserError as `measure_create` does.
    """
    # Two imports of new measures alone would have no row in common to wait for.
    Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
    own = Measure.objects.filter(municipality=municipality, action_year=action_year)
    stored = dict(own.values_list("pk", "version"))
    if mark_of(stored.items()) != seen or stored.keys() != {row.measure.pk for row in rows if row.measure}:
        raise StalePlanError(STALE)
    if not outside_confirmed and any(row.outside(action_year) for row in rows):
        year = f"{action_year} ({format_period(*fiscal.bounds(action_year))})"
        raise OutsideYearError(f"มีวันที่อยู่นอกปีงบประมาณ {year} หากตั้งใจให้เป็นเช่นนี้ กรุณาทำเครื่องหมายยืนยัน")
    try:
        for number, row in enumerate(rows, 1):
            _store(municipality, action_year, row, number)
    except StaleMeasureError as error:  # between the look at the mark and the lock of the measure
        raise StalePlanError(STALE) from error


def _store(municipality: Municipality, action_year: int, row: MeasureRow, number: int) -> None:
    if row.measure is None:
        measure_create(
            municipality=municipality,
            action_year=action_year,
            title=row.title,
            indicators=row.indicators,
            issue=row.issue,
            questions=row.questions,
            steps=[data for _, data in row.steps if data],
            order=number,
        )
        return
    if row.measure.order != number:
        row.measure.order = number
        row.measure.save(update_fields=["order"])
    if row.changed:
        measure_rewrite(
            measure=row.measure,
            title=row.title,
            indicators=row.indicators,
            issue=row.issue,
            questions=row.questions,
            steps=row.steps,
            version=row.measure.version,
        )
