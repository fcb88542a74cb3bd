"""Carries last year's measures forward."""

from collections.abc import Collection

from django.db import IntegrityError, transaction

from accounts.errors import UserError
from accounts.models import Municipality
from measures.models import Measure, Step
from measures.queries.carrying import Carriable, carriable_listed
from measures.queries.reporters import people_of
from measures.verbs.measures import StepData, measure_create
from thaitext.words import quote


@transaction.atomic
def measures_carry(*, municipality: Municipality, action_year: int, numbers: Collection[int]) -> list[Measure]:
    """Makes this year's measures from those of last year whose keys are `numbers`, with all days a year later.

    They answer what last year's answered, as far as the new framework has it, and remember where they come from.
    Raises UserError for none, for a measure that was carried already or would answer nothing, and for one that is not
    of the year before; nothing is carried then.
    """
    listed = {each.measure.pk: each for each in carriable_listed(municipality, action_year)}
    if not numbers:
        raise UserError("กรุณาเลือกมาตรการที่ต้องการยกมาอย่างน้อยหนึ่งรายการ")
    if not listed.keys() >= {*numbers}:
        raise UserError("มาตรการที่เลือกบางรายการไม่อยู่ในแผนของปีก่อนแล้ว กรุณาเปิดหน้านี้ใหม่ แล้วเลือกอีกครั้ง")
    wanted = [each for number, each in listed.items() if number in numbers]
    refused = [_refusal(each) for each in wanted if not each.can_be_carried]
    if refused:
        raise UserError(*refused)
    # Who has left since, or may not report any more, keeps no step of the new year.
    staying = {person.pk for person in people_of(municipality)}
    try:
        return [_carried(each, action_year, staying) for each in wanted]
    except IntegrityError as error:  # somebody else carried one of them at the same moment
        raise UserError("มีผู้ยกมาตรการบางรายการมาแล้ว กรุณาเปิดหน้านี้ใหม่ แล้วเลือกอีกครั้ง") from error


def _refusal(carriable: Carriable) -> str:
    title = quote(carriable.measure.title)
    if carriable.carried:
        return f"มาตรการ {title} ยกมาแล้ว จึงยกซ้ำไม่ได้ กรุณานำเครื่องหมายออก"
    return f"มาตรการ {title} ไม่สอดคล้องกับตัวชี้วัดหรือประเด็นใดของกรอบปีใหม่ กรุณาเพิ่มเป็นมาตรการใหม่แทน"


def _carried(carriable: Carriable, action_year: int, staying: Collection[int | None]) -> Measure:
    before = carriable.measure
    measure = measure_create(
        municipality=before.municipality,
        action_year=action_year,
        title=before.title,
        indicators=carriable.indicators,
        issue=carriable.issue,
        questions=carriable.questions,
        steps=[_step(step, staying) for step in carriable.steps],
    )
    measure.carried_from = before
    measure.save(update_fields=["carried_from"])
    return measure


def _step(step: Step, staying: Collection[int | None]) -> StepData:
    return StepData(
        text=step.text,
        departments=[each.department for each in step.responsibilities.all()],
        when=step.when.moved_one_year(),
        supervision=step.supervision,
        budget=step.budget,
        assignee=step.assignee if step.assignee_id in staying else None,
    )
