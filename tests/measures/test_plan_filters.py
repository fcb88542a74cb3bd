"""What a person looks for in the plan, and what is found."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Municipality, Role
from measures.models import Measure, ProgressReport, Status, Step
from measures.periods import Period
from measures.queries import Plan, PlanFilter, plan_get, plan_row_get
from measures.verbs.measures import StepData, measure_create
from tests.factories import department, framework, member, municipality

pytestmark = pytest.mark.django_db

#: In the action year 2569; quarter 1 ends on 31 December 2025.
TODAY = date(2026, 1, 10)


def step(text: str, quarter: int, *names: str, place: Municipality) -> StepData:
    return StepData(text, [department(place, name) for name in names], Period(quarters=(quarter, quarter)))


def reported(text: str, status: Status) -> None:
    """Somebody reports on the step of these words."""
    row = Step.objects.get(text=text)
    ProgressReport.objects.create(step=row, date=TODAY, due=row.when.dues(2569)[-1], status=status)


@pytest.fixture
def place() -> Municipality:
    """Three measures of 2569: purchases (indicator 2, issue 5, i5), one of indicators 2 and 9, one without steps."""
    place, view = municipality(), framework(2568)
    issue = view.framework.issues.get(number=5)
    measure_create(
        municipality=place,
        action_year=2569,
        title="สุ่มตรวจการจัดซื้อจัดจ้าง",
        indicators=[view.indicators[2]],
        issue=issue,
        questions=[view.questions["i5"]],
        steps=[
            step("แต่งตั้งคณะสุ่มตรวจ", 1, "กองคลัง", place=place),
            step("สุ่มตรวจครั้งที่ 1", 2, "งานตรวจสอบภายใน", "กองคลัง", place=place),
        ],
    )
    measure_create(
        municipality=place,
        action_year=2569,
        title="เผยแพร่แผนงบประมาณ",
        indicators=[view.indicators[2], view.indicators[9]],
        steps=[
            step("จัดทำแผน", 1, "กองคลัง", place=place),
            step("เผยแพร่บนเว็บไซต์ E-Service", 3, "งานประชาสัมพันธ์", place=place),
        ],
    )
    measure_create(municipality=place, action_year=2569, title="รอขั้นตอน", issue=issue)
    reported("จัดทำแผน", Status.DONE)
    reported("สุ่มตรวจครั้งที่ 1", Status.IN_PROGRESS)
    return place


def found(place: Municipality, sought: PlanFilter) -> dict[str, list[str]]:
    """The words of the steps that are found, by the title of their measure."""
    rows = sought.found(plan_get(place, 2569, TODAY))
    return {measure.title: [each.step.text for each in steps] for measure, steps in rows}


def test_nothing_sought_finds_everything(place: Municipality) -> None:
    rows = found(place, PlanFilter())

    assert rows == {
        "สุ่มตรวจการจัดซื้อจัดจ้าง": ["แต่งตั้งคณะสุ่มตรวจ", "สุ่มตรวจครั้งที่ 1"],
        "เผยแพร่แผนงบประมาณ": ["จัดทำแผน", "เผยแพร่บนเว็บไซต์ E-Service"],
        "รอขั้นตอน": [],
    }


def test_indicator_finds_each_measure_that_answers_it(place: Municipality) -> None:
    both, one = found(place, PlanFilter(indicator=2)), found(place, PlanFilter(indicator=9))

    assert list(both) == ["สุ่มตรวจการจัดซื้อจัดจ้าง", "เผยแพร่แผนงบประมาณ"]
    assert list(one) == ["เผยแพร่แผนงบประมาณ"]


def test_issue_finds_measures_without_steps_too(place: Municipality) -> None:
    rows = found(place, PlanFilter(issue=5))

    assert list(rows) == ["สุ่มตรวจการจัดซื้อจัดจ้าง", "รอขั้นตอน"]


def test_department_finds_its_own_steps(place: Municipality) -> None:
    audit = department(place, "งานตรวจสอบภายใน")

    rows = found(place, PlanFilter(department=audit.pk))

    assert rows == {"สุ่มตรวจการจัดซื้อจัดจ้าง": ["สุ่มตรวจครั้งที่ 1"]}


@pytest.mark.parametrize(
    ("status", "rows"),
    [
        (Status.DONE, {"เผยแพร่แผนงบประมาณ": ["จัดทำแผน"]}),
        (Status.IN_PROGRESS, {"สุ่มตรวจการจัดซื้อจัดจ้าง": ["สุ่มตรวจครั้งที่ 1"]}),
        (
            Status.NOT_STARTED,
            {"สุ่มตรวจการจัดซื้อจัดจ้าง": ["แต่งตั้งคณะสุ่มตรวจ"], "เผยแพร่แผนงบประมาณ": ["เผยแพร่บนเว็บไซต์ E-Service"]},
        ),
        (Status.CANCELLED, {}),
    ],
)
def test_status_finds_the_steps_that_stand_so(status: Status, rows: dict[str, list[str]], place: Municipality) -> None:
    assert found(place, PlanFilter(status=status)) == rows


def test_late_finds_what_is_overdue_alone(place: Municipality) -> None:
    rows = found(place, PlanFilter(late=True))

    assert rows == {"สุ่มตรวจการจัดซื้อจัดจ้าง": ["แต่งตั้งคณะสุ่มตรวจ"]}


def test_conditions_hold_for_the_same_step(place: Municipality) -> None:
    finance = department(place, "กองคลัง")

    rows = found(place, PlanFilter(department=finance.pk, status=Status.IN_PROGRESS, text="คลัง"))

    assert rows == {"สุ่มตรวจการจัดซื้อจัดจ้าง": ["สุ่มตรวจครั้งที่ 1"]}


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("e-service", ["เผยแพร่บนเว็บไซต์ E-Service"]),
        ("ครั้งที่ ๑", ["สุ่มตรวจครั้งที่ 1"]),
        ("จัดซื้อ", ["แต่งตั้งคณะสุ่มตรวจ", "สุ่มตรวจครั้งที่ 1"]),
        ("จัดซื้อ แต่งตั้ง", ["แต่งตั้งคณะสุ่มตรวจ"]),
        ("ตรวจสอบภายใน", ["สุ่มตรวจครั้งที่ 1"]),
        ("i5", ["แต่งตั้งคณะสุ่มตรวจ", "สุ่มตรวจครั้งที่ 1"]),
        ("ไตรมาส 3", ["เผยแพร่บนเว็บไซต์ E-Service"]),
        ("การเปิดเผยข้อมูล", ["จัดทำแผน", "เผยแพร่บนเว็บไซต์ E-Service"]),
        ("ไม่มีคำนี้", []),
    ],
)
def test_text_is_sought_in_measure_and_step(text: str, steps: list[str], place: Municipality) -> None:
    rows = found(place, PlanFilter(text=text))

    assert [each for row in rows.values() for each in row] == steps


def test_text_finds_a_measure_that_has_no_steps_yet(place: Municipality) -> None:
    assert found(place, PlanFilter(text="รอ ขั้นตอน")) == {"รอขั้นตอน": []}


def test_plan_counts_steps_and_puts_the_longest_overdue_first(place: Municipality) -> None:
    plan = plan_get(place, 2569, date(2026, 4, 1))

    assert plan.counts == {Status.NOT_STARTED: 2, Status.IN_PROGRESS: 1, Status.DONE: 1, Status.CANCELLED: 0}
    assert [(each.step.text, each.standing.days) for each in plan.late] == [
        ("แต่งตั้งคณะสุ่มตรวจ", -91),
        ("สุ่มตรวจครั้งที่ 1", -1),
    ]


def test_plan_of_another_year_or_municipality_is_empty(place: Municipality) -> None:
    other = municipality("ban-chang", proper_name="บ้านฉาง")

    plans: list[Plan] = [plan_get(place, 2568, TODAY), plan_get(other, 2569, TODAY)]

    assert [list(plan.measures) for plan in plans] == [[], []]


def test_plan_row_is_found_in_its_own_plan_alone(place: Municipality) -> None:
    other = municipality("ban-chang", proper_name="บ้านฉาง")
    number = Measure.objects.get(title="เผยแพร่แผนงบประมาณ").pk

    own = plan_row_get(place, 2569, number, TODAY)

    assert own
    assert (own[0].pk, [step.standing.status for step in own[1]]) == (number, [Status.DONE, Status.NOT_STARTED])
    assert plan_row_get(place, 2568, number) is None
    assert plan_row_get(other, 2569, number) is None
    assert plan_row_get(place, 2569, 2**70) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_plan_takes_seven_queries_whatever_its_size(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place, view = municipality(), framework(2568)
    person = member(place, Role.STAFF)
    for number in range(rows):
        unit = department(place, f"กองที่ {number}")
        steps = [StepData("ประชุม", [unit], Period(quarters=(1, 1)), assignee=person)] * (number + 1)
        made = measure_create(
            municipality=place,
            action_year=2569,
            title=f"ประชุม {number}",
            indicators=[view.indicators[1]],
            issue=view.framework.issues.get(number=1),
            questions=[view.questions["i1"]],
            steps=steps,
        )
        ProgressReport.objects.create(step=made.steps.all()[0], date=TODAY, due=TODAY, status=Status.DONE, by=person)

    with django_assert_num_queries(7):
        shown = [
            (
                str(measure.issue),
                [each.instrument.code for each in measure.indicators.all()],
                [each.code for each in measure.questions.all()],
                [
                    (str(step.step.assignee), step.departments, [str(each.by) for each in step.reports])
                    for step in steps
                ],
            )
            for measure, steps in plan_get(place, 2569, TODAY).measures
        ]

    assert len(shown) == rows
