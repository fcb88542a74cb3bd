"""The board by status and the timeline by quarter."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from accounts.models import Municipality, Role
from measures.models import Status, Step
from measures.periods import Cycle, Period
from measures.queries import plan_get
from measures.queries.board import Answer, board_columns, current_quarter, timeline_rows
from measures.verbs.measures import StepData
from measures.verbs.progress import progress_record
from tests.factories import department, measure, member, municipality
from tests.measures.pages import address, desk_of, words

pytestmark = pytest.mark.django_db

#: In quarter 2 of 2569.
TODAY = date(2026, 3, 25)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel("2026-03-25T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def place() -> Municipality:
    """A measure with steps at every status; "รอ" has no deadline that is near."""
    place = municipality()
    finance = [department(place)]
    steps = {
        "รอ": Period(quarters=(4, 4)),
        "ช้า": Period(dates=(date(2026, 3, 1), date(2026, 3, 22))),
        "วันนี้": Period(dates=(date(2026, 3, 1), TODAY)),
        "ทำอยู่": Period(cycle=Cycle.QUARTERLY),
        "เสร็จ": Period(quarters=(1, 1)),
        "เลิก": Period(quarters=(1, 4)),
    }
    measure(place, steps=[StepData(text, finance, when) for text, when in steps.items()])
    say("ทำอยู่", Status.DONE, date(2025, 12, 31))
    say("เสร็จ", Status.DONE)
    say("เลิก", Status.CANCELLED)
    return place


def say(text: str, status: Status, due: date | None = None) -> None:
    progress_record(
        step=Step.objects.get(text=text), date=TODAY, status=status, due=due, summary="ทำแล้ว", outcome="ดี",
        reason="ไม่มีหลักฐาน", by=None,
    )  # fmt: skip


def test_board_has_a_column_for_each_status_with_the_late_first(place: Municipality) -> None:
    columns = board_columns(plan_get(place, 2569))

    assert {column.status: [step.step.text for step in column.steps] for column in columns} == {
        Status.NOT_STARTED: ["ช้า", "วันนี้", "รอ"],
        Status.IN_PROGRESS: ["ทำอยู่"],
        Status.DONE: ["เสร็จ"],
        Status.CANCELLED: ["เลิก"],
    }
    assert [column.late for column in columns] == [1, 0, 0, 0]


def test_board_page_says_when_each_step_is_due(place: Municipality) -> None:
    page = words(desk_of(place, Role.STAFF).get(address("board", place)))

    assert "ยังไม่ดำเนินการ 3 ขั้นตอน เกินกำหนด 1 ขั้นตอน ช้า ประชุมติดตามผลทุกเดือน กองคลัง" in page
    assert "กำหนด 22 มี.ค. 2569 เกินกำหนด 3 วัน" in page
    assert "กำหนด 25 มี.ค. 2569 ครบกำหนดวันนี้" in page
    assert "กำหนด 31 มี.ค. 2569 อีก 6 วัน" in page
    assert "มอบขั้นตอนให้ผู้อื่น" not in page


def test_board_page_names_who_sees_to_a_step(place: Municipality) -> None:
    anna = member(place, Role.STAFF)
    Step.objects.filter(text="ช้า").update(assignee=anna)

    page = words(desk_of(place).get(address("board", place)))

    assert f"กองคลัง {anna.username} กำหนด 22 มี.ค. 2569" in page
    assert "มอบขั้นตอนให้ผู้อื่น" in page


def test_board_page_leaves_the_rest_of_a_column_to_the_plan(place: Municipality) -> None:
    measure(place, steps=[StepData(f"ที่ {n}", [], Period(quarters=(3, 3))) for n in range(50)])

    page = desk_of(place).get(address("board", place))

    assert "และอีก 13 ขั้นตอน ดูทั้งหมดในแผน" in words(page)
    assert f'href="{address("plan", place)}?status=not_started&amp;all=1"' in page.content.decode()


def test_timeline_says_what_is_due_in_each_quarter(place: Municipality) -> None:
    [row] = timeline_rows(plan_get(place, 2569))

    due = {
        quarter.number: {deadline.day: dict(deadline.answers) for deadline in quarter.deadlines}
        for quarter in row.quarters
    }
    assert due == {
        1: {date(2025, 12, 31): {Answer.DONE: 2}},
        2: {
            date(2026, 3, 22): {Answer.LATE: 1},
            TODAY: {Answer.OPEN: 1},
            date(2026, 3, 31): {Answer.OPEN: 1},
        },
        3: {date(2026, 6, 30): {Answer.OPEN: 1}},
        4: {date(2026, 9, 30): {Answer.OPEN: 2, Answer.CANCELLED: 1}},
    }
    assert row.outside == []


def test_timeline_draws_a_span_where_steps_go_on() -> None:
    place = municipality()
    when = [Period(quarters=(1, 2)), Period(quarters=(4, 4)), Period(dates=(date(2026, 9, 1), date(2026, 10, 15)))]
    measure(place, steps=[StepData("ก", [], each) for each in when])

    [row] = timeline_rows(plan_get(place, 2569))

    assert [(each.active, each.begins, each.ends) for each in row.quarters] == [
        (True, True, False), (True, False, True), (False, False, False), (True, True, True),
    ]  # fmt: skip
    assert [(each.day, each.answers) for each in row.outside] == [(date(2026, 10, 15), [(Answer.OPEN, 1)])]


@pytest.mark.parametrize(("year", "quarter"), [(2568, None), (2569, 2), (2570, None)])
def test_current_quarter_is_of_its_own_year_alone(year: int, quarter: int | None) -> None:
    assert current_quarter(year, TODAY) == quarter


def test_timeline_page_marks_the_quarter_of_today(place: Municipality) -> None:
    page = desk_of(place, Role.STAFF).get(address("timeline", place))

    assert "วันนี้ 25 มี.ค. 2569 อยู่ในไตรมาส 2" in words(page)
    assert "ไตรมาส 2 ขณะนี้ 1 มกราคม - 31 มีนาคม 2569" in words(page)
    assert "ครบกำหนด 22 มี.ค. 2569 เกินกำหนด 1" in words(page)
    assert page.content.decode().count("style=") == 0


@pytest.mark.parametrize("name", ["board", "timeline"])
def test_page_without_steps_says_what_to_do(name: str) -> None:
    place = municipality()
    measure(place)

    page = words(desk_of(place).get(address(name, place)))

    assert "ปีนี้ยังไม่มีขั้นตอนของมาตรการ" in page


@pytest.mark.parametrize("name", ["board", "timeline"])
@pytest.mark.parametrize("rows", [5, 200])
def test_page_takes_as_many_queries_whatever_the_rows(
    name: str, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = municipality()
    finance = [department(place)]
    measure(place, steps=[StepData(f"ที่ {n}", finance, Period(quarters=(1, 4))) for n in range(rows)])
    desk = desk_of(place)

    with django_assert_num_queries(12):
        desk.get(address(name, place))
