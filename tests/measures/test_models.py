"""What the database refuses of a measure and a step, and how a step says when."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models import RestrictedError

from accounts.models import Department, Municipality
from measures.models import Measure, Responsibility, Step
from measures.periods import Period
from measures.verbs.measures import StepData
from tests.factories import assessment, department, measure, municipality

OCTOBER, DECEMBER = date(2025, 10, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("fields", "period"),
    [
        ({"start": OCTOBER, "end": DECEMBER}, "1 ตุลาคม - 31 ธันวาคม 2568"),
        ({"start": OCTOBER, "end": date(2026, 9, 30)}, "1 ตุลาคม 2568 - 30 กันยายน 2569"),
        ({"start": OCTOBER, "end": OCTOBER}, "1 ตุลาคม 2568"),
        ({"first_quarter": 1, "last_quarter": 4}, "ไตรมาส 1 - 4"),
        ({"first_quarter": 2, "last_quarter": 2}, "ไตรมาส 2"),
        ({"rhythm": "ทุกวันที่ 15 ของเดือน"}, "ทุกวันที่ 15 ของเดือน"),
        (
            {"cycle": "quarterly", "start": OCTOBER, "end": DECEMBER},
            "ทุกไตรมาส ตั้งแต่ 1 ตุลาคม 2568 ถึง 31 ธันวาคม 2568",
        ),
    ],
)
def test_step_says_its_period_in_words(fields: dict[str, Any], period: str) -> None:
    step = Step(text="ประชุม", **fields)

    assert step.period == period
    assert str(step) == "ประชุม"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({}, "step_has_one_period"),
        ({"rhythm": "ทุกเดือน", "start": OCTOBER, "end": DECEMBER}, "step_has_one_period"),
        ({"rhythm": "ทุกเดือน", "first_quarter": 1, "last_quarter": 2}, "step_has_one_period"),
        ({"start": OCTOBER, "end": DECEMBER, "first_quarter": 1, "last_quarter": 2}, "step_has_one_period"),
        ({"cycle": "monthly", "first_quarter": 1, "last_quarter": 2}, "step_has_one_period"),
        ({"cycle": "monthly", "start": OCTOBER, "end": DECEMBER, "rhythm": "ทุกเดือน"}, "step_has_one_period"),
        ({"start": DECEMBER, "end": OCTOBER}, "step_forwards"),
        ({"cycle": "monthly", "start": DECEMBER, "end": OCTOBER}, "step_forwards"),
        ({"cycle": "monthly", "start": OCTOBER}, "step_forwards"),
        ({"start": OCTOBER}, "step_forwards"),
        ({"end": OCTOBER, "rhythm": "ทุกเดือน"}, "step_forwards"),
        ({"first_quarter": 3, "last_quarter": 2}, "step_quarters_forwards"),
        ({"first_quarter": 0, "last_quarter": 2}, "step_quarters_forwards"),
        ({"first_quarter": 1, "last_quarter": 5}, "step_quarters_forwards"),
        ({"first_quarter": 1}, "step_quarters_forwards"),
        ({"last_quarter": 1, "rhythm": "ทุกเดือน"}, "step_quarters_forwards"),
    ],
)
def test_database_refuses_a_step_without_one_right_period(fields: dict[str, Any], constraint: str) -> None:
    owner = measure(municipality())

    with pytest.raises(IntegrityError, match=constraint):
        Step.objects.create(measure=owner, text="ประชุม", **fields)


@pytest.mark.django_db
@pytest.mark.parametrize("year", [2025, 2399, 2701])
def test_database_refuses_a_measure_outside_the_buddhist_era(year: int) -> None:
    place = municipality()

    with pytest.raises(IntegrityError, match="measure_year_is_buddhist_era"):
        Measure.objects.create(municipality=place, action_year=year, title="ประชุม")


@pytest.mark.django_db
def test_database_refuses_a_department_that_is_responsible_twice() -> None:
    place = municipality()
    unit = department(place)
    measure(place, steps=[StepData("ประชุม", [unit], Period(words="ทุกเดือน"))])

    with pytest.raises(IntegrityError, match=r"responsibility_once|measures_responsibility\.step_id"):
        Responsibility.objects.create(step=Step.objects.get(), department=unit)


@pytest.mark.django_db
def test_department_that_is_responsible_cannot_be_deleted_alone() -> None:
    place = municipality()
    unit, idle = department(place), department(place, "สำนักปลัดเทศบาล")
    measure(place, steps=[StepData("ประชุม", [unit], Period(words="ทุกเดือน"))])

    idle.delete()
    with pytest.raises(RestrictedError):
        unit.delete()

    assert list(place.departments.all()) == [unit]
    assert [each.department for each in Responsibility.objects.all()] == [unit]


@pytest.mark.django_db
def test_municipality_is_deleted_with_its_measures_and_departments() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    for each in (place, other):
        measure(each, steps=[StepData("ประชุม", [department(each)], Period(words="ทุกเดือน"))])
        assessment(each, scores={"i1": "90"})

    place.delete()

    assert list(Municipality.objects.all()) == [other]
    assert [each.municipality for each in Department.objects.all()] == [other]
    assert [each.municipality for each in Measure.objects.all()] == [other]
    assert [each.step.measure.municipality for each in Responsibility.objects.all()] == [other]
