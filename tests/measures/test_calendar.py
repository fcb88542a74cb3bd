"""The calendar of a year, what is due next, and what the private address tells (ITA.md section 5)."""

import re
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from measures.ics import Event
from measures.models import CalendarFeed, ProgressReport, Status, Step
from measures.periods import Cycle, Period
from measures.queries.calendar import (
    Phase,
    calendar_years,
    closing_words,
    feed_events,
    feed_get,
    feed_of,
    year_calendar_get,
)
from measures.verbs.feeds import feed_renew
from measures.verbs.measures import StepData
from tests.factories import department, framework, measure, member, municipality, user

pytestmark = pytest.mark.django_db

#: A day in April: registration is over, OIT is answered, the appeal is to come.
APRIL = date(2026, 4, 20)


def report(step: Step, due: date, status: Status = Status.DONE) -> None:
    """What a department said of a deadline."""
    ProgressReport.objects.create(step=step, date=due, due=due, status=status, summary="แล้วเสร็จ")


def told(events: list[Event]) -> list[tuple[str, str]]:
    """Day and title of each event."""
    return [(f"{each.day:%d/%m/%Y}", each.summary) for each in events]


def test_calendar_says_how_each_step_stands() -> None:
    framework(2569)

    found = year_calendar_get(municipality(), 2569, APRIL)

    assert {row.step.number: row.phase for row in found.rows} == {
        1: Phase.PAST, 2: Phase.NOW, 3: Phase.NOW, 4: Phase.NOW, 5: Phase.NOW, 6: Phase.NOW, 7: Phase.AHEAD,
        8: Phase.AHEAD, 9: Phase.AHEAD, 10: Phase.AHEAD, 11: Phase.AHEAD, 12: Phase.AHEAD,
    }  # fmt: skip
    assert [(row.step.number, row.phase, row.days) for row in found.duties] == [
        (4, Phase.NOW, 71),  # 30 June: 10 days of April, 31 of May, 30 of June
        (8, Phase.AHEAD, 103),  # 1 August: 71, 31 of July, 1
    ]


@pytest.mark.parametrize(
    ("today", "phase", "days"),
    [
        (date(2026, 3, 1), Phase.AHEAD, 1),
        (date(2026, 3, 2), Phase.NOW, 29),
        (date(2026, 3, 31), Phase.NOW, 0),
        (date(2026, 4, 1), Phase.PAST, -1),
    ],
)
def test_step_is_over_the_day_after_its_last(today: date, phase: Phase, days: int) -> None:
    framework(2569)

    row = year_calendar_get(municipality(), 2569, today).rows[0]

    assert (row.phase, row.days) == (phase, days)


def test_step_whose_system_closes_before_its_end_is_over_then() -> None:
    """IIT is said to last until 30 September, and ITAS to close on 30 June (seed 002)."""
    framework(2569)

    row = year_calendar_get(municipality(), 2569, date(2026, 7, 1)).rows[1]

    assert (row.period, row.last_day, row.phase) == (
        "2 มีนาคม - 30 กันยายน 2569", date(2026, 6, 30), Phase.PAST,
    )  # fmt: skip


def test_closing_is_said_with_weekday_and_hour() -> None:
    framework(2569)

    rows = year_calendar_get(municipality(), 2569, APRIL).rows

    assert [closing_words(row.step) for row in rows[:5]] == [
        "วันอังคารที่ 31 มีนาคม 2569 เวลา 17.00 น.",
        "วันอังคารที่ 30 มิถุนายน 2569 เวลา 17.00 น.",
        "วันพุธที่ 30 กันยายน 2569 เวลา 17.00 น.",
        "วันอังคารที่ 30 มิถุนายน 2569 เวลา 17.00 น.",
        "",
    ]


def test_year_without_a_calendar_has_no_rows() -> None:
    framework(2568)
    framework(2569)

    found = [year_calendar_get(municipality(f"m{year}"), year).rows for year in (2568, 2570, 2999)]

    assert found == [[], [], []]
    assert calendar_years() == [2569]


def test_open_steps_stand_by_their_deadlines_the_late_ones_first() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    steps = [
        StepData("ไตรมาสสุดท้าย", [department(place)], Period(quarters=(4, 4))),
        StepData("เลยกำหนด", [department(place)], Period(quarters=(1, 1))),
        StepData("เสร็จแล้ว", [department(place)], Period(quarters=(1, 1))),
        StepData("ยกเลิก", [department(place)], Period(quarters=(1, 1))),
        StepData("ครบวันนี้", [department(place)], Period(dates=(date(2026, 4, 1), APRIL))),
    ]
    measure(place, steps=steps)
    measure(place, action_year=2568, steps=steps[:1])
    measure(other, steps=[StepData("ของเขา", [department(other)], Period(quarters=(3, 3)))])
    done, given_up = (Step.objects.get(text=text) for text in ("เสร็จแล้ว", "ยกเลิก"))
    report(done, date(2025, 12, 31))
    report(given_up, date(2025, 12, 31), Status.CANCELLED)

    found = year_calendar_get(place, 2569, APRIL)

    assert [each.step.text for each in found.open_steps] == ["เลยกำหนด", "ครบวันนี้", "ไตรมาสสุดท้าย"]
    assert [each.step.text for each in found.late] == ["เลยกำหนด"]
    assert [each.step.text for each in found.ahead] == ["ครบวันนี้", "ไตรมาสสุดท้าย"]


@pytest.mark.parametrize("rows", [1, 3])
def test_year_calendar_takes_six_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    framework(2569)
    place = municipality()
    for _ in range(rows):
        measure(place, steps=[StepData("ประชุม", [department(place)], Period(cycle=Cycle.MONTHLY))])
    for step in Step.objects.all():
        report(step, date(2025, 10, 31))

    with django_assert_num_queries(6):
        found = year_calendar_get(place, 2569, APRIL)
        told = [(each.step.text, each.departments[0].name, each.standing.due) for each in found.open_steps]

    assert told == [("ประชุม", "กองคลัง", date(2025, 11, 30))] * rows


def test_feed_tells_own_duties_by_their_first_and_last_day() -> None:
    framework(2568)
    framework(2569)
    feed = feed_renew(municipality=municipality(), by=user())

    events = feed_events(feed, APRIL)

    assert told(events) == [
        ("02/03/2026", "เริ่ม: การลงทะเบียนเข้าสู่ระบบ ITAS"),
        ("31/03/2026", "วันสุดท้าย: การลงทะเบียนเข้าสู่ระบบ ITAS (ปิดระบบ 17.00 น.)"),
        ("02/03/2026", "เริ่ม: การตอบและอนุมัติแบบวัด OIT"),
        ("30/06/2026", "วันสุดท้าย: การตอบและอนุมัติแบบวัด OIT (ปิดระบบ 17.00 น.)"),
        ("01/08/2026", "เริ่ม: การเผยแพร่ผลการตรวจ OIT รอบที่ 1 และการขอชี้แจงเพิ่มเติม"),
        ("07/08/2026", "วันสุดท้าย: การเผยแพร่ผลการตรวจ OIT รอบที่ 1 และการขอชี้แจงเพิ่มเติม (ปิดระบบ 17.00 น.)"),
    ]
    assert events[1].uid == "ban-suan-duty-2569-1-last@ita-portal"
    assert events[1].description == (
        "การลงทะเบียนเข้าสู่ระบบ ITAS\n"
        "ช่วงเวลา: 2 - 31 มีนาคม 2569\n"
        "ผู้ดำเนินการ: หน่วยงาน (Admin และผู้บริหาร)\n"
        "ปิดระบบ: วันอังคารที่ 31 มีนาคม 2569 เวลา 17.00 น.\n"
        "ปฏิทินการประเมิน ITA ปีงบประมาณ 2569"
    )


def test_feed_tells_every_open_deadline_and_no_persons_name() -> None:
    """A quarterly step whose first two deadlines are answered has two left; one that is done has none."""
    place = municipality()
    person = member(place, Role.STAFF)
    User.objects.filter(pk=person.pk).update(title="นาย", first_name="สมชาย", last_name="ใจดี")
    units = [department(place, name) for name in ("กองคลัง", "สำนักปลัดเทศบาล")]
    steps = [
        StepData("รายงานผล\nเป็นหนังสือ", units, Period(cycle=Cycle.QUARTERLY), assignee=person),
        StepData("เสร็จแล้ว", units, Period(quarters=(1, 1))),
    ]
    made = measure(place, steps=steps)
    quarterly, done = Step.objects.order_by("pk")
    report(quarterly, date(2026, 3, 31))
    report(done, date(2025, 12, 31))

    events = feed_events(feed_renew(municipality=place, by=person), APRIL)

    assert told(events) == [
        ("30/06/2026", "ครบกำหนด: รายงานผล เป็นหนังสือ"),
        ("30/09/2026", "ครบกำหนด: รายงานผล เป็นหนังสือ"),
    ]
    assert events[0].uid == f"ban-suan-step-{quarterly.pk}-20260630@ita-portal"
    assert events[0].description == (
        "รายงานผล\nเป็นหนังสือ\nมาตรการ: ประชุมติดตามผลทุกเดือน\nระยะเวลา: ทุกไตรมาส\nผู้รับผิดชอบ: กองคลัง สำนักปลัดเทศบาล"
    )
    assert events[0].revision == made.version
    assert not re.search("สมชาย|ใจดี", "".join(f"{each}" for each in events))


@pytest.mark.parametrize(("today", "years"), [(date(2026, 9, 30), [2568, 2569]), (date(2026, 10, 1), [2569])])
def test_feed_leaves_out_measures_from_before_last_year(today: date, years: list[int]) -> None:
    place = municipality()
    for year in (2567, 2568, 2569):
        measure(place, action_year=year, steps=[StepData(f"ปี {year}", [department(place)], Period(quarters=(1, 1)))])

    events = feed_events(feed_renew(municipality=place, by=user()), today)

    assert [each.summary for each in events] == [f"ครบกำหนด: ปี {year}" for year in years]


def test_long_title_is_cut_in_the_feed_and_whole_below() -> None:
    place = municipality()
    measure(place, steps=[StepData("ก" * 500, [department(place)], Period(quarters=(4, 4)))])

    (event,) = feed_events(feed_renew(municipality=place, by=user()), APRIL)

    assert event.summary == f"ครบกำหนด: {'ก' * 120}…"
    assert event.description.startswith("ก" * 500 + "\n")


def test_feed_tells_the_same_on_every_day_of_a_year() -> None:
    framework(2569)
    place = municipality()
    measure(place, steps=[StepData("ประชุม", [department(place)], Period(cycle=Cycle.MONTHLY))])
    feed = feed_renew(municipality=place, by=user())

    first, last = feed_events(feed, date(2025, 10, 1)), feed_events(feed, date(2026, 9, 30))

    assert first == last
    assert len({each.uid for each in first}) == len(first) == 6 + 12


@pytest.mark.parametrize("rows", [1, 3])
def test_feed_takes_six_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    framework(2569)
    place = municipality()
    for _ in range(rows):
        measure(place, steps=[StepData("ประชุม", [department(place)], Period(cycle=Cycle.MONTHLY))])
    feed = feed_renew(municipality=place, by=user())

    with django_assert_num_queries(6):
        events = feed_events(feed, APRIL)

    assert len(events) == 6 + 12 * rows


def test_feed_is_found_by_its_newest_token_alone() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    first = feed_renew(municipality=place, by=user()).token

    feed_renew(municipality=other, by=user())
    second = feed_renew(municipality=place, by=user()).token

    tokens = {feed.token for feed in CalendarFeed.objects.all()}
    assert [re.fullmatch(r"[A-Za-z0-9_-]{43,}", token) is not None for token in tokens] == [True, True]
    assert first not in tokens
    assert (feed_get(first), feed_get(""), feed_get(second)) == (None, None, feed_of(place))
