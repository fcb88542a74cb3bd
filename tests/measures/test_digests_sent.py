"""Who is told what, by mail too; nothing twice, whoever runs the job and however often."""

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connections
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Membership, Municipality, Role, User
from measures.models import Digest, Measure, Reminder, Status, Step
from measures.periods import Cycle, Period
from measures.queries.digests import reminders_by_person
from measures.tasks import send_reminders
from measures.verbs.digests import Sent, reminders_send
from measures.verbs.measures import StepData
from measures.verbs.progress import progress_record
from tests.factories import department, measure, member, municipality

#: A Wednesday, and the last day of quarter 2.
WEDNESDAY, QUARTER_END = date(2026, 3, 25), date(2026, 3, 31)
BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    """It is Wednesday, the 25th of March 2569, eight o'clock in Bangkok."""
    with time_machine.travel("2026-03-25T08:00:00+07:00", tick=False) as traveller:
        yield traveller


def worker(place: Municipality, unit: str = "", *, role: Role = Role.STAFF, email: bool = True) -> User:
    """Somebody of the municipality, of a department where one is named, with an address."""
    person = member(place, role)
    person.email = f"{person.username}@example.go.th" if email else ""
    person.save()
    if unit:
        Membership.objects.filter(user=person).update(department=department(place, unit))
    return person


def step_of(place: Municipality, due: date, *units: str, assignee: User | None = None, text: str = "ประชุม") -> Step:
    when = Period(dates=(due - timedelta(days=10), due))
    data = StepData(text, [department(place, unit) for unit in units], when, assignee=assignee)
    found: Step = measure(place, steps=[data]).steps.get()
    return found


def told() -> set[tuple[str, str, date, str]]:
    """What was told so far: to whom, which step, its deadline, and the mark."""
    return set(Reminder.objects.values_list("user__username", "step__text", "due", "mark"))


def test_assignee_is_told_of_the_step() -> None:
    place = municipality()
    anna, _ = worker(place, "กองคลัง"), worker(place, "กองคลัง")
    step_of(place, date(2026, 4, 1), "กองคลัง", assignee=anna)

    sent = reminders_send(day=WEDNESDAY)

    assert sent == Sent(digests=1, reminders=1, mails=1, refused=0)
    assert told() == {(anna.username, "ประชุม", date(2026, 4, 1), "7")}


def test_people_of_the_departments_are_told_without_an_assignee() -> None:
    place = municipality()
    people = [worker(place, "กองคลัง"), worker(place, "กองช่าง"), worker(place, "กองคลัง", role=Role.INTEGRITY_OFFICER)]
    worker(place, "กองคลัง", role=Role.EXECUTIVE)
    worker(place, "กองการศึกษา")
    step_of(place, date(2026, 4, 1), "กองคลัง", "กองช่าง")

    reminders_send(day=WEDNESDAY)

    assert {username for username, *_ in told()} == {person.username for person in people}


@pytest.mark.parametrize("left", ["locked out", "elsewhere"])
def test_step_of_somebody_who_left_is_told_to_the_department(left: str) -> None:
    place = municipality()
    gone, colleague = worker(place, "กองคลัง"), worker(place, "กองคลัง")
    step_of(place, date(2026, 4, 1), "กองคลัง", assignee=gone)
    if left == "locked out":
        User.objects.filter(pk=gone.pk).update(is_active=False)
    else:
        Membership.objects.filter(user=gone).delete()

    reminders_send(day=WEDNESDAY)

    assert {username for username, *_ in told()} == {colleague.username}


def test_step_of_an_executive_is_told_to_the_department() -> None:
    place = municipality()
    executive, colleague = worker(place, "กองคลัง", role=Role.EXECUTIVE), worker(place, "กองคลัง")
    step = step_of(place, date(2026, 4, 1), "กองคลัง")
    Step.objects.filter(pk=step.pk).update(assignee=executive)

    reminders_send(day=WEDNESDAY)

    assert {username for username, *_ in told()} == {colleague.username}


def test_integrity_officers_are_told_where_a_department_has_nobody() -> None:
    place, other = municipality(), municipality("ban-na", proper_name="บ้านนา")
    officer = worker(place, role=Role.INTEGRITY_OFFICER)
    worker(other, role=Role.INTEGRITY_OFFICER)
    worker(place)
    step_of(place, date(2026, 4, 1), "กองคลัง")

    reminders_send(day=WEDNESDAY)

    assert {username for username, *_ in told()} == {officer.username}


def test_person_is_not_reminded_of_what_was_just_reported() -> None:
    """The step is due in a week; its mark "7" was reached today."""
    place = municipality()
    anna, ben = worker(place, "กองคลัง"), worker(place, "กองคลัง")
    step = step_of(place, date(2026, 4, 1), "กองคลัง")
    progress_record(step=step, date=WEDNESDAY, status=Status.IN_PROGRESS, by=anna)

    reminders_send(day=WEDNESDAY)

    assert {username for username, *_ in told()} == {ben.username}


def test_steps_that_are_done_or_given_up_are_told_no_more() -> None:
    place = municipality()
    anna = worker(place)
    done, given_up = (step_of(place, date(2026, 3, 1), assignee=anna, text=text) for text in ("เสร็จ", "เลิก"))
    progress_record(step=done, date=WEDNESDAY, status=Status.DONE, summary="ทำแล้ว", outcome="ดี", reason="ไม่มี", by=None)
    progress_record(step=given_up, date=WEDNESDAY, status=Status.CANCELLED, reason="ไม่จำเป็น", by=None)

    assert reminders_send(day=WEDNESDAY) == Sent(0, 0, 0, 0)
    assert (Digest.objects.count(), mail.outbox) == (0, [])


def test_person_of_two_municipalities_gets_one_digest() -> None:
    first, second = municipality(), municipality("ban-na", proper_name="บ้านนา")
    anna = worker(first)
    Membership.objects.create(user=anna, municipality=second, role=Role.STAFF)
    step_of(first, date(2026, 4, 1), assignee=anna, text="ก")
    step_of(second, date(2026, 3, 20), assignee=anna, text="ข")

    reminders_send(day=WEDNESDAY)

    assert {(text, mark) for _, text, _, mark in told()} == {("ก", "7"), ("ข", "late-1")}
    assert [message.subject for message in mail.outbox] == ["แจ้งเตือนงาน ITA 25 มี.ค. 2569: เกินกำหนด 1 ครบกำหนดใน 7 วัน 1"]


def test_mail_says_what_where_and_until_when(settings: Settings) -> None:
    settings.PORTAL_URL = "https://ita.example.go.th"
    place = municipality()
    anna = worker(place)
    step = step_of(place, date(2026, 4, 1), assignee=anna, text="ประชุม <ครั้งที่ 1>\nและ & สรุปผล")

    reminders_send(day=WEDNESDAY)

    [message] = mail.outbox
    assert message.to == [anna.email]
    assert "วันพุธที่ 25 มีนาคม 2569" in message.body
    assert (
        "- ประชุม <ครั้งที่ 1> และ & สรุปผล\n"
        "  เทศบาลเมืองบ้านสวน กำหนด 1 เม.ย. 2569 (อีก 7 วัน)\n"
        f"  https://ita.example.go.th/m/ban-suan/2569/measures/steps/{step.pk}/\n"
    ) in message.body
    assert "https://ita.example.go.th/work/\n" in message.body
    assert anna.username not in message.body


def test_person_without_an_address_is_told_in_the_portal_alone() -> None:
    place = municipality()
    anna = worker(place, email=False)
    step_of(place, date(2026, 4, 1), assignee=anna)

    sent = reminders_send(day=WEDNESDAY)

    digest = Digest.objects.get()
    assert (sent, digest.address, digest.mailed_at, mail.outbox) == (Sent(1, 1, 0, 0), "", None, [])


def test_second_run_of_a_day_tells_nothing() -> None:
    place = municipality()
    anna = worker(place)
    step_of(place, date(2026, 4, 1), assignee=anna)

    runs = reminders_send(day=WEDNESDAY), reminders_send(day=WEDNESDAY)

    assert runs == (Sent(1, 1, 1, 0), Sent(0, 0, 0, 0))
    assert len(mail.outbox) == 1


def test_missed_run_is_made_up_for_on_the_next_weekday() -> None:
    place = municipality()
    anna = worker(place)
    step_of(place, date(2026, 4, 1), assignee=anna)

    reminders_send(day=date(2026, 3, 27))  # a Friday; nobody ran it since the mark was reached on Wednesday

    assert told() == {(anna.username, "ประชุม", date(2026, 4, 1), "7")}
    assert "(อีก 5 วัน)" in mail.outbox[0].body


def test_command_tells_what_it_did() -> None:
    place = municipality()
    step_of(place, date(2026, 4, 1), assignee=worker(place))
    output = StringIO()

    call_command("send_reminders", "--day", "2569-03-25", stdout=output)
    call_command("send_reminders", stdout=output)
    call_command("send_reminders", "--day", "21/03/2569", stdout=output)

    assert output.getvalue().splitlines() == [
        "25 มีนาคม 2569: แจ้งเตือน 1 คน 1 รายการ ส่งอีเมล 1 ฉบับ ส่งไม่สำเร็จ 0 ฉบับ",
        "25 มีนาคม 2569: แจ้งเตือน 0 คน 0 รายการ ส่งอีเมล 0 ฉบับ ส่งไม่สำเร็จ 0 ฉบับ",
        "21 มีนาคม 2569 เป็นวันหยุดสุดสัปดาห์ จะแจ้งเตือนในวันจันทร์",
        "21 มีนาคม 2569: แจ้งเตือน 0 คน 0 รายการ ส่งอีเมล 0 ฉบับ ส่งไม่สำเร็จ 0 ฉบับ",
    ]


@pytest.mark.parametrize(("day", "words"), [("2569-03-26", "ยังมาไม่ถึง"), ("เมื่อวาน", "--day")])
def test_command_refuses_a_day_that_it_cannot_do(day: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("send_reminders", "--day", day)


@pytest.mark.parametrize("rows", [5, 200])
def test_reminders_take_as_many_queries_whatever_the_rows(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = municipality()
    worker(place, "กองคลัง")
    step = StepData("ประชุม", [department(place)], Period(dates=(date(2026, 3, 1), date(2026, 4, 1))))
    measure(place, steps=[step] * rows)

    with django_assert_num_queries(4):
        [found] = reminders_by_person(WEDNESDAY).values()

    assert len(found) == rows


def test_reminders_read_no_step_whose_deadline_is_far(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    place = municipality()
    anna = worker(place, "กองคลัง")
    soon = date(2026, 4, 1)
    for year, when in (
        (2567, Period(quarters=(1, 4))),
        (2571, Period(words="ทั้งปี")),
        (2569, Period(dates=(date(2026, 3, 1), date(2026, 4, 25)))),
        (2569, Period(dates=(date(2025, 3, 1), date(2025, 3, 25)))),
        (2569, Period(dates=(date(2026, 3, 1), soon))),
    ):
        framework = year - 1 if year <= 2570 else 2569
        data = StepData("ประชุม", [department(place)], when, assignee=anna)
        made = measure(place, action_year=framework + 1, steps=[data])
        Measure.objects.filter(pk=made.pk).update(action_year=year)

    with django_assert_max_num_queries(4) as read:
        [found] = reminders_by_person(WEDNESDAY).values()

    assert [each.due for each in found] == [soon]
    assert len(re.findall(r"[0-9]+", read.captured_queries[-1]["sql"].split(" IN (")[-1].split(")")[0])) == 1


def year_of_steps(place: Municipality) -> tuple[User, User]:
    """Steps of every kind in 2569: by day, by quarter, in cycles; with the two who are told of them."""
    anna, ben = worker(place), worker(place, "กองคลัง")
    finance = [department(place)]
    measure(
        place,
        steps=[
            StepData("วันพุธ", [], Period(dates=(date(2026, 3, 1), WEDNESDAY)), assignee=anna),
            StepData("ไตรมาส", [], Period(quarters=(1, 1)), assignee=anna),
            StepData("ทุกเดือน", finance, Period(cycle=Cycle.MONTHLY, cycle_day=15)),
            StepData("ครึ่งปี", finance, Period(cycle=Cycle.HALF_YEARLY)),
        ],
    )
    return anna, ben


def done(text: str, on: date, due: date) -> None:
    progress_record(
        step=Step.objects.get(text=text), date=on, due=due, status=Status.DONE, summary="ทำแล้ว", outcome="ดี",
        reason="ไม่มี", by=None,
    )  # fmt: skip


#: When somebody reports, in the evening, and which deadline.
REPORTS = {
    date(2026, 4, 7): [("วันพุธ", WEDNESDAY)],
    date(2025, 12, 30): [("ไตรมาส", date(2025, 12, 31))],
    date(2026, 6, 30): [("ทุกเดือน", date(2026, 6, 15))],
    date(2026, 3, 20): [("ครึ่งปี", QUARTER_END)],
    date(2026, 9, 30): [("ครึ่งปี", date(2026, 9, 30)), ("ทุกเดือน", date(2026, 9, 15))],
}


def late(first: int, last: int) -> list[str]:
    return [f"late-{week}" for week in range(first, last + 1)]


def test_year_of_daily_runs_tells_each_mark_once(clock: time_machine.Traveller) -> None:
    """From 1 October 2568 to 31 December 2569, the job runs twice a day; the portal is off in the week of 8 June.

    Monthly: October's "30" was reached on 15 September, too long ago on the 1st of October. Nobody reports before 30
    June, so that deadline alone is told, from 16 October on in 37 weeks; the day of "late-35", 11 June, lies in the
    week that the portal was off, and is made up for on Monday, the 15th. The report answers June's deadline: July's
    "30" was reached on 15 June, too long ago, "7" and "1" are told, and eleven weeks from 16 July to 24 September.
    """
    place = municipality()
    anna, ben = year_of_steps(place)
    off = {date(2026, 6, 8) + timedelta(days=number) for number in range(7)}

    for number in range(457):
        day = date(2025, 10, 1) + timedelta(days=number)
        for hour in (8, 13):
            clock.move_to(datetime(day.year, day.month, day.day, hour, tzinfo=BANGKOK))
            if day not in off:
                send_reminders()
        for text, due in REPORTS.get(day, []):
            clock.move_to(datetime(day.year, day.month, day.day, 20, tzinfo=BANGKOK))
            done(text, day, due)

    assert told() == (
        lines(anna, "วันพุธ", WEDNESDAY, ["30", "7", "1", "late-1", "late-2"])
        | lines(anna, "ไตรมาส", date(2025, 12, 31), ["30", "7", "1"])
        | lines(ben, "ทุกเดือน", date(2025, 10, 15), ["7", "1", *late(1, 37)])
        | lines(ben, "ทุกเดือน", date(2026, 7, 15), ["7", "1", *late(1, 11)])
        | lines(ben, "ครึ่งปี", QUARTER_END, ["30"])
        | lines(ben, "ครึ่งปี", date(2026, 9, 30), ["30", "7", "1"])
    )
    assert {day.weekday() for day in Digest.objects.values_list("day", flat=True)} <= {0, 1, 2, 3, 4}
    assert len(mail.outbox) == Digest.objects.count()
    assert sum(message.body.count("/measures/steps/") for message in mail.outbox) == Reminder.objects.count()


def lines(person: User, text: str, due: date, marks: list[str]) -> set[tuple[str, str, date, str]]:
    return {(person.username, text, due, mark) for mark in marks}


def at_once(number: int, work: Callable[[], Sent]) -> list[Sent]:
    """What the work returns, done by so many threads, each with a database connection of its own."""
    barrier = threading.Barrier(number, timeout=30)

    def done_once(_: int) -> Sent:
        try:
            barrier.wait()
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(done_once, range(number)))


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_and_mail_everything_once() -> None:
    place = municipality()
    for number in range(20):
        step_of(place, date(2026, 4, 1), assignee=worker(place), text=str(number))

    runs = at_once(2, lambda: reminders_send(day=WEDNESDAY))
    reminders_send(day=WEDNESDAY)

    assert sum(run.digests for run in runs) == 20
    assert Reminder.objects.count() == 20
    assert {message.to[0] for message in mail.outbox} == set(Digest.objects.values_list("address", flat=True))
    assert len(mail.outbox) == 20
