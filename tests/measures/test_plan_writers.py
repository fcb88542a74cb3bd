"""Several people change a plan at the same time: what one of them sees stored stays, and nothing is there twice."""

from datetime import date
from functools import partial
from threading import Barrier

import pytest

from accounts.models import Role
from measures.models import Measure, ProgressReport, Status, Step
from measures.periods import Period
from measures.verbs.measures import StepData, measure_create, step_remove
from measures.verbs.progress import progress_record
from tests.factories import framework, measure, member, municipality
from tests.threads import PATIENCE, at_once, tried

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("today", "media")]

ROUNDS = 15


def test_step_is_removed_or_reported_on_never_both() -> None:
    place, barrier = municipality(), Barrier(2, timeout=PATIENCE)
    staff = member(place, Role.STAFF)
    steps = [measure(place, steps=[StepData("ตรวจ", [], Period(quarters=(1, 4)))]).steps.get() for _ in range(ROUNDS)]

    def reports(of: Step) -> object:
        return progress_record(step=of, date=date(2026, 3, 20), status=Status.IN_PROGRESS, by=staff)

    taken = [
        at_once(
            partial(tried, barrier, partial(reports, each)),
            partial(tried, barrier, partial(step_remove, step=Step.objects.get(pk=each.pk), version=0)),
        )
        for each in steps
    ]

    assert {sum(each) for each in taken} == {1}
    assert set(ProgressReport.objects.values_list("step", flat=True)) == {
        step.pk for step, (reported, _) in zip(steps, taken, strict=True) if reported
    }
    assert Step.objects.count() == ProgressReport.objects.count()


def test_second_click_makes_no_second_measure_and_no_second_report() -> None:
    place, barrier = municipality(), Barrier(2, timeout=PATIENCE)
    staff, indicators = member(place, Role.STAFF), [framework(2568).indicators[1]]
    step = measure(place, steps=[StepData("ตรวจ", [], Period(quarters=(1, 4)))]).steps.get()

    for number in range(ROUNDS):
        makes = partial(
            measure_create, municipality=place, action_year=2569, title=f"มาตรการ {number}", indicators=indicators
        )
        reports = partial(
            progress_record,
            step=step, date=date(2026, 3, 20), status=Status.IN_PROGRESS, summary=f"ครั้งที่ {number}", by=staff,
        )  # fmt: skip
        for act in (makes, reports):
            assert sorted(at_once(*[partial(tried, barrier, act)] * 2)) == [False, True]

    made = Measure.objects.exclude(pk=step.measure_id).order_by("order")
    assert [each.title for each in made] == [f"มาตรการ {number}" for number in range(ROUNDS)]
    assert [each.order for each in made] == list(range(2, ROUNDS + 2))
    assert step.reports.count() == ROUNDS
