"""Last year's measures: what they would answer this year, and how they are carried."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Municipality, Role
from measures.models import Measure
from measures.periods import Cycle, Period
from measures.queries.carrying import Carriable, carriable_listed
from measures.verbs.carrying import measures_carry
from measures.verbs.measures import StepData, measure_create
from tests.factories import department, framework, measure, member, municipality

pytestmark = pytest.mark.django_db


def listed(place: Municipality, action_year: int = 2568) -> list[Carriable]:
    framework(action_year - 1)
    return carriable_listed(place, action_year)


def carried(place: Municipality, *rows: Measure, action_year: int = 2568) -> list[Measure]:
    framework(action_year - 1)
    return measures_carry(municipality=place, action_year=action_year, numbers=[row.pk for row in rows])


def test_listed_maps_by_number_and_wording() -> None:
    """2568 asks i10 of 2567 again in the same words; o27 of 2567 is another item in 2568."""
    place, before, after = municipality(), framework(2567), framework(2568)
    issue = before.framework.issues.get(number=4)
    measure(
        place,
        action_year=2568,
        indicators=[before.indicators[4], before.indicators[10]],
        issue=issue,
        questions=[before.questions["i10"], before.questions["o31"]],
    )

    (row,) = listed(place, 2569)

    assert before.questions["i10"].text == after.questions["i10"].text
    assert row.indicators == [after.indicators[4], after.indicators[10]]
    assert row.issue == after.framework.issues.get(number=4)
    assert [question.framework_id for question in row.questions] == [2568] * len(row.questions)
    assert after.questions["i10"] in row.questions
    assert len(row.questions) + len(row.lost) == 2
    assert row.can_be_carried


def test_listed_says_what_has_no_counterpart() -> None:
    place, before = municipality(), framework(2566)
    measure(place, action_year=2567, indicators=[before.indicators[8]], questions=[before.questions["e14"]])

    (row,) = listed(place)

    assert (row.lost, row.questions) == (["ข้อ e14"], [])
    assert row.can_be_carried


def test_listed_says_which_years_the_words_speak_of() -> None:
    place, before = municipality(), framework(2566)
    steps = [
        StepData("รายงานผลปี ๒๕๖๖", [], Period(words="ตลอดปี 2567")),
        StepData("เอกสารเลขที่ 125661", [], Period(quarters=(1, 1)), supervision="ภายในปี 2567"),
    ]
    measure(place, action_year=2567, indicators=[before.indicators[1]], steps=steps)

    (row,) = listed(place)

    assert row.years == ["2566", "2567"]


def test_listed_is_empty_without_measures_of_the_year_before() -> None:
    place = municipality()
    measure(place, action_year=2568)

    assert listed(place, 2568) == []


def test_carry_moves_days_and_keeps_the_rest() -> None:
    place, before, after = municipality(), framework(2566), framework(2567)
    clerk, finance, person = department(place, "สำนักปลัดเทศบาล"), department(place), member(place, Role.STAFF)
    row = measure_create(
        municipality=place,
        action_year=2567,
        title="สุ่มตรวจ",
        indicators=[before.indicators[2]],
        issue=before.framework.issues.get(number=5),
        steps=[
            StepData("แต่งตั้ง", [clerk, finance], Period(dates=(date(2024, 2, 29), date(2024, 9, 30)))),
            StepData("ตรวจ", [finance], Period(quarters=(2, 3)), "รายงาน", Decimal("1500.50"), person),
            StepData("ประชุม", [], Period((date(2023, 12, 15), date(2024, 9, 15)), cycle=Cycle.MONTHLY, cycle_day=15)),
        ],
    )

    (made,) = carried(place, row)

    stored = Measure.objects.get(pk=made.pk)
    assert (stored.title, stored.action_year, stored.carried_from) == ("สุ่มตรวจ", 2568, row)
    assert (stored.issue, list(stored.indicators.all())) == (
        after.framework.issues.get(number=5), [after.indicators[2]],
    )  # fmt: skip
    assert [
        (step.text, step.when, [each.department for each in step.responsibilities.all()], step.supervision, step.budget)
        for step in stored.steps.all()
    ] == [
        ("แต่งตั้ง", Period(dates=(date(2025, 2, 28), date(2025, 9, 30))), [clerk, finance], "", None),
        ("ตรวจ", Period(quarters=(2, 3)), [finance], "รายงาน", Decimal("1500.50")),
        ("ประชุม", Period((date(2024, 12, 15), date(2025, 9, 15)), cycle=Cycle.MONTHLY, cycle_day=15), [], "", None),
    ]
    assert [step.assignee for step in stored.steps.all()] == [None, person, None]


def test_carry_names_nobody_who_has_left() -> None:
    place = municipality()
    leaver = member(place, Role.STAFF)
    steps = [StepData("ตรวจ", [], Period(quarters=(2, 3)), assignee=leaver)]
    row = measure(place, action_year=2567, steps=steps)
    leaver.is_active = False
    leaver.save()

    (made,) = carried(place, row)

    assert made.steps.get().assignee is None


def test_carry_takes_the_chosen_in_their_order() -> None:
    place = municipality()
    first, second, third = (measure(place, action_year=2567) for _ in range(3))

    made = carried(place, third, first)

    assert [each.carried_from for each in made] == [first, third]
    assert [each.order for each in made] == [1, 2]
    assert [each.carried for each in listed(place)] == [made[0], None, made[1]]
    assert not second.carried_to.exists()


def test_carry_never_takes_a_measure_twice() -> None:
    place = municipality()
    row, other = measure(place, action_year=2567), measure(place, action_year=2567)
    carried(place, row)

    with pytest.raises(UserError) as caught:
        carried(place, other, row)

    assert str(caught.value) == "มาตรการ “ประชุมติดตามผลทุกเดือน” ยกมาแล้ว จึงยกซ้ำไม่ได้ กรุณานำเครื่องหมายออก"
    assert Measure.objects.filter(action_year=2568).count() == 1


def test_measure_is_carried_once_in_the_database_too() -> None:
    place = municipality()
    row = measure(place, action_year=2567)
    carried(place, row)

    with pytest.raises(IntegrityError):
        Measure.objects.create(municipality=place, action_year=2568, title="อีกครั้ง", carried_from=row)


def test_carry_refuses_nothing_chosen() -> None:
    place = municipality()
    measure(place, action_year=2567)

    with pytest.raises(UserError) as caught:
        carried(place)

    assert str(caught.value) == "กรุณาเลือกมาตรการที่ต้องการยกมาอย่างน้อยหนึ่งรายการ"


@pytest.mark.parametrize("year", [2566, 2568])
def test_carry_refuses_a_measure_of_another_year(year: int) -> None:
    place = municipality()
    row = measure(place, action_year=year)
    measure(place, action_year=2567)

    with pytest.raises(UserError) as caught:
        carried(place, row)

    assert str(caught.value) == ("มาตรการที่เลือกบางรายการไม่อยู่ในแผนของปีก่อนแล้ว กรุณาเปิดหน้านี้ใหม่ แล้วเลือกอีกครั้ง")


def test_carry_refuses_a_measure_of_another_municipality() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    row = measure(other, action_year=2567)

    with pytest.raises(UserError):
        carried(place, row)

    assert not Measure.objects.filter(action_year=2568).exists()


def test_carry_refuses_what_would_answer_nothing() -> None:
    """The framework of 2567 has all seven issues; here its fourth is taken away."""
    place = municipality()
    row = measure(place, action_year=2567, issue=framework(2566).framework.issues.get(number=4))
    framework(2567).framework.issues.get(number=4).delete()

    with pytest.raises(UserError) as caught:
        carried(place, row)

    assert str(caught.value) == (
        "มาตรการ “ประชุมติดตามผลทุกเดือน” ไม่สอดคล้องกับตัวชี้วัดหรือประเด็นใดของกรอบปีใหม่ กรุณาเพิ่มเป็นมาตรการใหม่แทน"
    )
    assert [(each.lost, each.can_be_carried) for each in listed(place)] == [(["ประเด็นที่ 4"], False)]


@pytest.mark.parametrize("rows", [1, 3])
def test_listed_takes_ten_queries_whatever_the_number_of_measures(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place, before = municipality(), framework(2566)
    person = member(place, Role.STAFF)
    for _ in range(rows):
        steps = [StepData("ตรวจ", [department(place)], Period(quarters=(2, 3)), assignee=person)] * 2
        row = measure(
            place,
            action_year=2567,
            indicators=[before.indicators[2]],
            issue=before.framework.issues.get(number=5),
            questions=[before.questions["i7"]],
            steps=steps,
        )
    carried(place, row)

    with django_assert_num_queries(10):
        shown = [(str(each.carried), len(each.steps), str(each.issue)) for each in carriable_listed(place, 2568)]

    assert len(shown) == rows


def test_listed_counts_the_steps_whose_days_would_lie_outside_the_year() -> None:
    place = municipality()
    late = Period(dates=(date(2024, 1, 1), date(2024, 2, 28)))  # of 2567, in a plan of 2569
    within = Period(dates=(date(2026, 1, 1), date(2026, 2, 28)))
    measure(place, action_year=2569, steps=[StepData("ตรวจ", [], each) for each in (late, within)])

    (row,) = listed(place, 2570)

    assert row.outside == 1
