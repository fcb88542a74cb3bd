"""What a workbook would do to a plan, and how it is stored: all of it or nothing, upon the plan that was seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from auditlog.models import LogEntry

from accounts.errors import UserError
from accounts.models import Municipality
from measures.importers.measure_columns import Field
from measures.models import Measure, Step
from measures.periods import Period
from measures.queries import plan_get
from measures.verbs.measures import (
    StaleMeasureError,
    StepData,
    measure_change,
    measure_delete,
    measure_rewrite,
    step_add,
    step_remove,
)
from measures.verbs.plan_import import StalePlanError, plan_import
from tests.factories import department, framework, measure, municipality
from tests.measures.plans import (
    NEW,
    QUARTERS,
    changed,
    compared,
    counts,
    imported,
    own,
    planned,
    shown,
    taken,
    texts,
)
from tests.threads import PATIENCE, at_once, tried

pytestmark = pytest.mark.django_db

OUTSIDE = Period(dates=(date(2025, 9, 15), date(2025, 12, 31)))


@pytest.fixture
def place() -> Municipality:
    framework(2568)
    return municipality()


@pytest.fixture
def plan(place: Municipality) -> Measure:
    return planned(place)


def test_import_makes_a_plan_of_a_form(place: Municipality) -> None:
    raw = own(
        NEW | {Field.NUMBER: 2},
        NEW | {Field.NUMBER: 1, Field.TITLE: "อบรม", Field.QUESTIONS: "i1, o1", Field.BUDGET: "1,500"},
        {Field.NUMBER: 2, Field.TEXT: "แจกคู่มือ", Field.PERIOD: "ทุกวันที่ 15 ของเดือน"},
    )

    found = imported(place, raw)

    assert texts(place) == [("อบรม", ["จัดทำคู่มือ"]), ("เผยแพร่คู่มือ", ["จัดทำคู่มือ", "แจกคู่มือ"])]
    first = Measure.objects.get(order=1)
    assert [question.code for question in first.questions.all()] == ["i1", "o1"]
    assert counts(found) == {"เพิ่ม": 5, "แก้ไข": 0, "เท่าเดิม": 0, "คงไว้": 0}


def test_file_that_is_brought_twice_changes_nothing_the_second_time(place: Municipality) -> None:
    raw = own(NEW, {Field.TEXT: "แจกคู่มือ", Field.PERIOD: "ไตรมาส 2"})
    imported(place, raw)

    again = compared(place, raw)

    assert (shown(again), counts(again)["เท่าเดิม"]) == ([], 3)


def test_import_raises_the_version_of_what_it_changes_alone(place: Municipality, plan: Measure) -> None:
    imported(place, changed(taken(place), {(1, Field.TITLE): "ใหม่", (2, Field.TEXT): "ตรวจสอบ"}))

    versions = Measure.objects.order_by("order").values_list("title", "version")
    assert list(versions) == [("ใหม่", plan.version + 1), ("อบรม", 0)]


def test_import_leaves_audit_entries(place: Municipality, plan: Measure) -> None:
    raw = changed(taken(place), {(2, Field.TEXT): "ตรวจสอบ"})
    LogEntry.objects.all().delete()

    imported(place, raw)

    changes = {(entry.content_type.model, *entry.changes) for entry in LogEntry.objects.all()}
    assert changes == {("measure", "version"), ("step", "text")}


def test_steps_change_places_by_their_numbers(place: Municipality, plan: Measure) -> None:
    raw = changed(taken(place), {(1, Field.STEP_NUMBER): 3, (3, Field.STEP_NUMBER): 1})

    found = imported(place, raw)

    assert shown(found) == [("มาตรการที่ 1", "แก้ไข", [("ลำดับขั้นตอน", "1, 2, 3", "3, 2, 1")])]
    assert texts(place)[0] == ("ประชุมติดตามผลทุกเดือน", ["สรุปผล", "ตรวจ", "ตั้งคณะทำงาน"])


def test_measures_change_places_by_their_numbers(place: Municipality, plan: Measure) -> None:
    raw = changed(taken(place), {(row, Field.NUMBER): 9 for row in (1, 2, 3)})

    found = imported(place, raw)

    assert shown(found) == [("ลำดับของแผน", "แก้ไข", [("ลำดับมาตรการ", "1, 2", "2, 1")])]
    assert [title for title, _ in texts(place)] == ["อบรม", "ประชุมติดตามผลทุกเดือน"]


def test_new_measure_stands_where_the_file_has_it(place: Municipality, plan: Measure) -> None:
    new = {(5, field): value for field, value in NEW.items()} | {(5, Field.NUMBER): 2, (4, Field.NUMBER): 3}

    imported(place, changed(taken(place), new))

    assert [title for title, _ in texts(place)] == ["ประชุมติดตามผลทุกเดือน", "เผยแพร่คู่มือ", "อบรม"]


def move_on(plan: Measure) -> None:
    measure_change(measure=plan, title="ใหม่", indicators=plan.indicators.all(), version=plan.version)


def remove_step(plan: Measure) -> None:
    step_remove(step=plan.steps.get(order=3), version=plan.version)


def add_step(plan: Measure) -> None:
    step_add(measure=plan, data=StepData("เผยแพร่", [], QUARTERS), version=plan.version)


def add_measure(plan: Measure) -> None:
    measure(plan.municipality)


def delete_measure(plan: Measure) -> None:
    measure_delete(measure=plan, version=plan.version)


@pytest.mark.parametrize("act", [move_on, remove_step, add_step, add_measure, delete_measure])
def test_import_upon_another_plan_than_was_seen_is_refused(
    act: Callable[[Measure], None], place: Municipality, plan: Measure
) -> None:
    seen = plan_get(place, 2569).mark
    found = compared(place, changed(taken(place), {(4, Field.TEXT): "อบรมใหม่"}))
    act(plan)
    before = texts(place)

    with pytest.raises(StalePlanError):
        plan_import(municipality=place, action_year=2569, rows=found.rows, seen=seen)

    assert texts(place) == before


def test_import_that_fails_midway_stores_nothing(place: Municipality, plan: Measure) -> None:
    """A department of another municipality can only come from a caller: the reader refuses its name."""
    stranger = department(municipality("ban-chang", proper_name="บ้านฉาง"))
    found = compared(place, changed(taken(place), {(1, Field.TITLE): "ใหม่", (4, Field.TEXT): "อบรมใหม่"}))
    *rows, last = found.rows
    last = replace(last, steps=[(last.steps[0][0], StepData("อบรม", [stranger], QUARTERS))])
    before = texts(place)

    with pytest.raises(UserError):
        plan_import(municipality=place, action_year=2569, rows=[*rows, last], seen=plan_get(place, 2569).mark)

    assert texts(place) == before


@pytest.mark.parametrize("steps", [[], [(None, StepData("ใหม่", [], QUARTERS))]])
def test_rewriting_a_measure_needs_all_its_steps(
    steps: list[tuple[Step | None, StepData | None]], place: Municipality, plan: Measure
) -> None:
    with pytest.raises(StaleMeasureError):
        measure_rewrite(measure=plan, title="ใหม่", indicators=plan.indicators.all(), steps=steps, version=plan.version)


@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_one_is_stored() -> None:
    framework(2568)
    place = municipality()
    seen = plan_get(place, 2569).mark
    files = [own(NEW | {Field.TITLE: title}) for title in ("ก", "ข")]

    rows = [compared(place, raw).rows for raw in files]
    barrier = Barrier(2, timeout=PATIENCE)

    done = at_once(
        *(
            partial(tried, barrier, partial(plan_import, municipality=place, action_year=2569, rows=each, seen=seen))
            for each in rows
        )
    )

    assert sorted(done) == [False, True]
    assert texts(place) == [("ก" if done[0] else "ข", ["จัดทำคู่มือ"])]
