"""Changes several steps at once: hands them to another person, moves their dates."""

from collections.abc import Mapping

from django.db import transaction

from accounts.errors import UserError
from accounts.models import Municipality, User
from measures.models import Measure, Step
from measures.periods import Period
from measures.queries.reporters import people_of
from measures.verbs.measures import StaleMeasureError, cannot_report, outside_asked, period_put
from thaitext.words import join_list, quote

#: So many steps can be changed at once.
MAX_PICKED = 200


@transaction.atomic
def steps_hand_over(*, municipality: Municipality, action_year: int, picked: Mapping[int, int], to: User) -> list[Step]:
    """Makes `to` the assignee of steps of the action year (Buddhist Era) and returns those that changed hands.

    `picked` has the steps' keys, each with the version of its measure that the person saw. All or none: raises
    UserError when `to` may not report in the municipality, a step is not there, or none or too many are picked, and
    StaleMeasureError when a measure is not at that version any more.
    """
    if to not in people_of(municipality):
        raise UserError(cannot_report(to, municipality))
    steps = [step for step in _opened(municipality, action_year, picked) if step.assignee_id != to.pk]
    for step in steps:  # one by one: each leaves its audit entry
        step.assignee = to
        step.save(update_fields=["assignee"])
    _count_versions(steps)
    return steps


@transaction.atomic
def steps_reschedule(
    *,
    municipality: Municipality,
    action_year: int,
    picked: Mapping[int, int],
    when: Period,
    outside_confirmed: bool = False,
) -> list[Step]:
    """Gives steps of the action year (Buddhist Era) the same period and returns those that had another.

    Raises UserError as `steps_hand_over` does, and OutsideYearError when days lie outside the action year without
    `outside_confirmed`.
    """
    outside_asked(action_year, when, confirmed=outside_confirmed)
    steps = [step for step in _opened(municipality, action_year, picked) if step.when != when]
    for step in steps:
        period_put(step, when)
        step.save()
    _count_versions(steps)
    return steps


def _opened(municipality: Municipality, action_year: int, picked: Mapping[int, int]) -> list[Step]:
    """The steps to be changed, their measures locked until the transaction ends and at the versions that were seen."""
    if not picked:
        raise UserError("กรุณาเลือกอย่างน้อยหนึ่งขั้นตอน")
    if len(picked) > MAX_PICKED:
        raise UserError(f"เปลี่ยนได้ครั้งละไม่เกิน {MAX_PICKED} ขั้นตอน กรุณาแบ่งทำหลายครั้ง")
    own = Measure.objects.filter(municipality=municipality, action_year=action_year, steps__in=picked)
    keys = set(own.values_list("pk", flat=True))
    measures = Measure.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(keys)
    steps = list(Step.objects.filter(pk__in=picked, measure__in=measures).order_by("measure", "order", "pk"))
    if len(steps) < len(picked):
        raise UserError("มีขั้นตอนที่เลือกซึ่งถูกลบไปแล้ว จึงยังไม่ได้บันทึก กรุณาตรวจสอบรายการล่าสุดในหน้านี้ แล้วบันทึกอีกครั้ง")
    for step in steps:
        step.measure = measures[step.measure_id]
    stale = {step.measure.title for step in steps if step.measure.version != picked[step.pk]}
    if stale:
        titles = join_list([quote(title) for title in sorted(stale)])
        raise StaleMeasureError(
            f"มีผู้แก้ไขมาตรการ {titles} ก่อนท่านบันทึก จึงยังไม่ได้บันทึก กรุณาตรวจสอบรายการล่าสุดในหน้านี้ แล้วบันทึกอีกครั้ง"
        )
    return steps


def _count_versions(steps: list[Step]) -> None:
    """Whoever saw one of the measures before this change sees that there was one."""
    for measure in {step.measure for step in steps}:
        measure.version += 1
        measure.save(update_fields=["version"])
