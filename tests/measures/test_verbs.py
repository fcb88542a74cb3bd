"""A measure answers the result of the year before, with steps of the municipality's own departments."""

from datetime import date
from typing import Any

import pytest
from auditlog.models import LogEntry
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Role
from measures.models import Measure, Responsibility, Step
from measures.periods import Period
from measures.queries import measures_for_result, measures_listed
from measures.verbs.measures import StepData, measure_create
from tests.factories import department, framework, measure, member, municipality

pytestmark = pytest.mark.django_db


def test_measure_create_stores_the_measure_with_its_steps() -> None:
    place, view = municipality(), framework(2568)
    finance, clerk = department(place, "กองคลัง"), department(place, "สำนักปลัดเทศบาล")

    made = measure_create(
        municipality=place,
        action_year=2569,
        title="  ชี้แจงแผน  งบประมาณ ",
        indicators=[view.indicators[2], view.indicators[4]],
        steps=[
            StepData("ประชุม  พนักงาน", [finance, clerk], Period(quarters=(1, 4)), supervision="รายงานทุกไตรมาส"),
            StepData("เผยแพร่แผน", [finance], Period(dates=(date(2025, 10, 1), date(2025, 12, 31)))),
            StepData("ติดตามผล", [clerk], Period(words="ทุกเดือน")),
        ],
        order=3,
    )

    stored = Measure.objects.get(pk=made.pk)
    assert (stored.title, stored.action_year, stored.order) == ("ชี้แจงแผน งบประมาณ", 2569, 3)
    assert (str(stored), stored.issue) == ("ชี้แจงแผน งบประมาณ", None)
    assert [indicator.number for indicator in stored.indicators.all()] == [2, 4]
    assert [(step.order, step.text, step.period, step.supervision) for step in stored.steps.all()] == [
        (1, "ประชุม พนักงาน", "ไตรมาส 1 - 4", "รายงานทุกไตรมาส"),
        (2, "เผยแพร่แผน", "1 ตุลาคม - 31 ธันวาคม 2568", ""),
        (3, "ติดตามผล", "ทุกเดือน", ""),
    ]
    assert [set(step.departments.all()) for step in stored.steps.all()] == [{finance, clerk}, {finance}, {clerk}]


def test_measure_create_keeps_the_order_in_which_departments_are_named() -> None:
    place = municipality()
    finance, clerk, health = (department(place, name) for name in ("กองคลัง", "สำนักปลัดเทศบาล", "กองสาธารณสุข"))
    steps = [
        StepData("ประชุม", [health, finance, clerk], Period(words="ทุกเดือน")),
        StepData("ติดตาม", [clerk, health], Period(words="ทุกปี")),
    ]

    measure(place, steps=steps)

    (stored,) = measures_for_result(place, 2568)
    assert [[each.department for each in step.responsibilities.all()] for step in stored.steps.all()] == [
        [health, finance, clerk],
        [clerk, health],
    ]


def test_measure_create_names_a_department_once() -> None:
    place = municipality()
    finance, clerk = department(place, "กองคลัง"), department(place, "สำนักปลัดเทศบาล")

    measure(place, steps=[StepData("ประชุม", [clerk, finance, clerk], Period(words="ทุกเดือน"))])

    assert [each.department for each in Responsibility.objects.all()] == [clerk, finance]


def test_measure_create_leaves_an_audit_entry_for_each_responsibility() -> None:
    place = municipality()

    measure(
        place,
        steps=[StepData("ประชุม", [department(place, "กองคลัง"), department(place, "กองช่าง")], Period(words="ทุกเดือน"))],
    )

    entries = LogEntry.objects.get_for_model(Responsibility)
    assert [entry.action for entry in entries] == [LogEntry.Action.CREATE] * 2


def test_measure_create_answers_an_issue_alone() -> None:
    place = municipality()
    issue = framework(2566).framework.issues.get(number=2)

    made = measure(place, action_year=2567, issue=issue)

    assert (made.issue, list(made.indicators.all())) == (issue, [])


def test_measure_create_leaves_an_audit_entry() -> None:
    made = measure(municipality())

    entries = LogEntry.objects.get_for_object(made)

    assert entries.filter(action=LogEntry.Action.CREATE).count() == 1


def test_measure_create_refuses_one_that_answers_nothing() -> None:
    with pytest.raises(UserError) as caught:
        measure_create(municipality=municipality(), action_year=2569, title="ประชุม")

    assert str(caught.value) == "มาตรการ “ประชุม” ต้องสอดคล้องกับตัวชี้วัดหรือประเด็นอย่างน้อยหนึ่งเรื่อง"
    assert not Measure.objects.exists()


@pytest.mark.parametrize("action_year", [2566, 2567, 2569])
def test_measure_create_refuses_an_answer_to_another_year(action_year: int) -> None:
    """Measures of 2568 answer the result of 2567 (ITA.md section 4: result year Y, action year Y + 1)."""
    place, view = municipality(), framework(2567)

    with pytest.raises(UserError) as caught:
        measure(place, action_year=action_year, indicators=[view.indicators[1]])

    assert str(caught.value) == f"มาตรการของปี {action_year} ต้องสอดคล้องกับผลการประเมินของปี {action_year - 1}"


def test_measure_create_refuses_an_issue_of_another_year_than_its_indicators() -> None:
    place = municipality()
    issue = framework(2566).framework.issues.get(number=2)

    with pytest.raises(UserError) as caught:
        measure(place, action_year=2569, issue=issue, indicators=[framework(2568).indicators[1]])

    assert str(caught.value) == "มาตรการของปี 2569 ต้องสอดคล้องกับผลการประเมินของปี 2568"


def test_measure_create_refuses_a_department_of_another_municipality() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    steps = [
        StepData("ประชุม", [department(place)], Period(words="ทุกเดือน")),
        StepData("ติดตาม", [department(other)], Period(words="ทุกปี")),
    ]

    with pytest.raises(UserError) as caught:
        measure(place, steps=steps)

    assert str(caught.value) == ("ขั้นตอน “ติดตาม” มีผู้รับผิดชอบของหน่วยงานอื่น กรุณาเลือกส่วนราชการของเทศบาลเมืองบ้านสวน")
    assert not Measure.objects.exists()
    assert not Step.objects.exists()


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ({}, "กรุณาระบุระยะเวลาแบบเดียว คือ วันที่ ไตรมาส รอบ หรือข้อความ"),
        ({"words": "ทุกเดือน", "quarters": (1, 2)}, "กรุณาระบุระยะเวลาแบบเดียว คือ วันที่ ไตรมาส รอบ หรือข้อความ"),
        (
            {"quarters": (1, 2), "dates": (date(2025, 10, 1), date(2025, 12, 31))},
            "กรุณาระบุระยะเวลาแบบเดียว คือ วันที่ ไตรมาส รอบ หรือข้อความ",
        ),
        ({"quarters": (3, 2)}, "กรุณาระบุไตรมาสเริ่มต้นและไตรมาสสิ้นสุด 1 ถึง 4 ตามลำดับ"),
        (
            {"dates": (date(2025, 12, 31), date(2025, 10, 1))},
            "กรุณาระบุวันเริ่มต้นและวันสิ้นสุด โดยวันสิ้นสุดไม่มาก่อนวันเริ่มต้น",
        ),
    ],
)
def test_measure_create_refuses_a_step_without_one_right_period(period: dict[str, Any], sentence: str) -> None:
    place = municipality()

    with pytest.raises(UserError) as caught:
        measure(place, steps=[StepData("ประชุม", [department(place)], Period(**period))])

    assert str(caught.value) == f"“ประชุม”: {sentence}"
    assert not Measure.objects.exists()


def test_measure_create_refuses_an_empty_title() -> None:
    view = framework(2568)

    with pytest.raises(UserError) as caught:
        measure_create(municipality=municipality(), action_year=2569, title=" ", indicators=[view.indicators[1]])

    assert str(caught.value) == "กรุณาระบุชื่อมาตรการ/โครงการ/กิจกรรม"


def test_measures_for_result_gives_the_own_measures_of_the_year_after_in_order() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    second, first = measure(place), measure(place)
    Measure.objects.filter(pk=first.pk).update(order=1)
    Measure.objects.filter(pk=second.pk).update(order=2)
    measure(place, action_year=2568)
    measure(other)

    found = measures_for_result(place, 2568)

    assert found == [first, second]


@pytest.mark.parametrize("rows", [1, 3])
def test_measures_for_result_takes_five_queries_whatever_the_number_of_measures(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place, view = municipality(), framework(2566)
    issue, unit = view.framework.issues.get(number=2), department(place)
    for _ in range(rows):
        steps = [StepData("ประชุม", [unit], Period(words="ทุกเดือน")), StepData("ติดตาม", [unit], Period(quarters=(1, 4)))]
        measure(place, action_year=2567, steps=steps, issue=issue, indicators=[view.indicators[1]])

    with django_assert_num_queries(5):
        printed = [
            (
                each.issue and str(each.issue),
                [str(indicator) for indicator in each.indicators.all()],
                [
                    (step.period, [one.department.name for one in step.responsibilities.all()])
                    for step in each.steps.all()
                ],
            )
            for each in measures_for_result(place, 2566)
        ]

    assert len(printed) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_measures_listed_takes_two_queries_whatever_the_number_of_measures(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = municipality()
    for _ in range(rows):
        measure(
            place, steps=[StepData("ประชุม", [], Period(words="ทุกเดือน")), StepData("ติดตาม", [], Period(quarters=(1, 4)))]
        )

    with django_assert_num_queries(2):
        listed = [[step.period for step in each.steps.all()] for each in measures_listed(place, 2568)]

    assert listed == [["ทุกเดือน", "ไตรมาส 1 - 4"]] * rows


def test_measures_listed_gives_the_own_measures_of_the_year_after() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    own = measure(place)
    measure(place, action_year=2568)
    measure(other)

    assert measures_listed(place, 2568) == [own]


def test_measure_create_puts_a_measure_last_unless_its_place_is_named() -> None:
    place = municipality()
    measure_create(municipality=place, action_year=2569, title="ก", indicators=[framework().indicators[1]], order=7)

    made = measure(place)

    assert made.order == 8


def test_measure_create_takes_two_hundred_steps() -> None:
    place = municipality()

    made = measure(place, steps=[StepData("ประชุม", [], Period(words="ทุกเดือน"))] * 200)

    assert made.steps.count() == 200


def test_measure_create_refuses_more_than_two_hundred_steps() -> None:
    place = municipality()

    with pytest.raises(UserError) as caught:
        measure(place, steps=[StepData("ประชุม", [], Period(words="ทุกเดือน"))] * 201)

    assert str(caught.value) == "มาตรการ “ประชุมติดตามผลทุกเดือน” มีขั้นตอนได้ไม่เกิน 200 ขั้นตอน กรุณาแยกเป็นหลายมาตรการ"
    assert not Measure.objects.exists()


def test_measure_create_refuses_a_step_without_words() -> None:
    place = municipality()

    with pytest.raises(UserError) as caught:
        measure(place, steps=[StepData(" \u200b ", [], Period(words="ทุกเดือน"))])

    assert str(caught.value) == "กรุณาระบุขั้นตอนและวิธีการ"
    assert not Measure.objects.exists()


def test_measure_create_refuses_an_assignee_of_another_municipality() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    stranger = member(other, Role.STAFF, "stranger")

    with pytest.raises(UserError) as caught:
        measure(place, steps=[StepData("ประชุม", [], Period(words="ทุกเดือน"), assignee=stranger)])

    assert str(caught.value) == "stranger รายงานผลในเทศบาลเมืองบ้านสวนไม่ได้ กรุณาเลือกเจ้าหน้าที่ของหน่วยงานเป็นผู้รับมอบหมาย"


def test_measure_create_refuses_an_assignee_who_has_left() -> None:
    place = municipality()
    leaver = member(place, Role.STAFF, "leaver")
    leaver.is_active = False
    leaver.save()

    with pytest.raises(UserError) as caught:
        measure(place, steps=[StepData("ประชุม", [], Period(words="ทุกเดือน"), assignee=leaver)])

    assert str(caught.value) == "leaver รายงานผลในเทศบาลเมืองบ้านสวนไม่ได้ กรุณาเลือกเจ้าหน้าที่ของหน่วยงานเป็นผู้รับมอบหมาย"
