"""A person's work, what the person was told, and what was sent about a municipality's steps."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Municipality, Role, User
from measures.models import Digest, Reminder, Status, Step
from measures.periods import Period
from measures.queries.digests import reminders_by_person
from measures.queries.work import WorkList, work_get
from measures.verbs.digests import reminders_send
from measures.verbs.measures import StepData
from measures.verbs.progress import progress_record
from tests.factories import department, measure, member, municipality, overseer, user
from tests.measures.many import many_measures
from tests.measures.pages import address, desk_of, words

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 25)
#: A deadline of each kind.
LATE, SOON, LATER = date(2026, 3, 1), date(2026, 4, 24), date(2026, 4, 25)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel("2026-03-25T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def place() -> Municipality:
    return municipality()


@pytest.fixture
def anna(place: Municipality) -> User:
    """Somebody of the finance department."""
    person = member(place, Role.STAFF)
    Membership.objects.filter(user=person).update(department=department(place))
    return person


def step_of(
    place: Municipality, text: str, due: date, *, assignee: User | None = None, unit: str = "กองช่าง", year: int = 2569
) -> Step:
    when = Period(dates=(date(due.year, due.month, 1), due))
    data = StepData(text, [department(place, unit)], when, assignee=assignee)
    found: Step = measure(place, action_year=year, steps=[data]).steps.get()
    return found


def say(step: Step, status: Status, day: date = TODAY) -> None:
    progress_record(step=step, date=day, status=status, summary="ทำแล้ว", outcome="ดี", reason="ไม่มีหลักฐาน", by=None)


def texts(found: WorkList) -> dict[str, list[str]]:
    return {
        name: [step.step.text for step in getattr(found, name)]
        for name in ("late", "soon", "later", "done")
        if getattr(found, name)
    }


def page(person: User, name: str = "mine") -> str:
    client = Client()
    client.force_login(person)
    return words(client.get(reverse(name)))


def test_work_is_grouped_by_when_it_is_due(place: Municipality, anna: User) -> None:
    step_of(place, "ช้า", LATE, assignee=anna)
    step_of(place, "ช้ากว่า", date(2026, 2, 1), assignee=anna)
    step_of(place, "วันนี้", TODAY, assignee=anna)
    step_of(place, "เร็ว ๆ นี้", SOON, assignee=anna)
    step_of(place, "ภายหลัง", LATER, assignee=anna)

    work = work_get(anna)

    assert texts(work.assigned) == {"late": ["ช้ากว่า", "ช้า"], "soon": ["วันนี้", "เร็ว ๆ นี้"], "later": ["ภายหลัง"]}
    assert (work.late, work.soon) == (2, 2)


def test_work_shows_what_was_done_in_the_last_thirty_days(place: Municipality, anna: User) -> None:
    for text, day in (("นานแล้ว", date(2026, 2, 22)), ("ก่อน", date(2026, 2, 23)), ("เพิ่งเสร็จ", TODAY)):
        say(step_of(place, text, LATE, assignee=anna), Status.DONE, day)
    say(step_of(place, "เลิก", LATE, assignee=anna), Status.CANCELLED)

    work = work_get(anna)

    assert texts(work.assigned) == {"done": ["เพิ่งเสร็จ", "ก่อน"]}


def test_work_of_a_department_stands_apart_from_ones_own(place: Municipality, anna: User) -> None:
    colleague = member(place, Role.STAFF)
    step_of(place, "ของฉัน", LATE, assignee=anna, unit="กองคลัง")
    step_of(place, "ของกอง", LATE, unit="กองคลัง")
    step_of(place, "ของเพื่อน", SOON, assignee=colleague, unit="กองคลัง")
    step_of(place, "กองอื่น", LATE)

    work = work_get(anna)

    assert texts(work.assigned) == {"late": ["ของฉัน"]}
    assert texts(work.departmental) == {"late": ["ของกอง"], "soon": ["ของเพื่อน"]}


def test_work_comes_from_all_own_municipalities_and_from_no_other(place: Municipality, anna: User) -> None:
    second, foreign = municipality("ban-na", proper_name="บ้านนา"), municipality("ban-pho", proper_name="บ้านโพธิ์")
    Membership.objects.create(user=anna, municipality=second, role=Role.STAFF)
    for each, text in ((place, "ที่หนึ่ง"), (second, "ที่สอง")):
        step_of(each, text, LATE, assignee=anna)
    Step.objects.filter(pk=step_of(foreign, "ที่อื่น", LATE).pk).update(assignee=anna)

    work = work_get(anna)

    assert texts(work.assigned) == {"late": ["ที่สอง", "ที่หนึ่ง"]}  # บ้านนา comes before บ้านสวน
    assert work.places == 2


def test_work_of_nobody_is_that_of_the_integrity_officer(place: Municipality, anna: User) -> None:
    """As the reminders have it; steps whose department or assignee can report are not the officer's."""
    officer, executive = member(place, Role.INTEGRITY_OFFICER), member(place, Role.EXECUTIVE)
    step_of(place, "ไม่มีใคร", SOON, unit="กองช่าง")
    Step.objects.filter(pk=step_of(place, "ของผู้บริหาร", SOON).pk).update(assignee=executive)
    step_of(place, "ของกองคลัง", SOON, unit="กองคลัง")
    step_of(place, "ของแอนนา", SOON, assignee=anna)

    work = work_get(officer, TODAY)

    assert texts(work.unowned) == {"soon": ["ไม่มีใคร", "ของผู้บริหาร"]}
    assert (texts(work.assigned), texts(work.departmental)) == ({}, {})
    assert "ยังไม่มีผู้รายงานผล" in page(officer)
    assert {each.step.step.text for each in reminders_by_person(SOON)[officer]} == {"ไม่มีใคร", "ของผู้บริหาร"}


def test_whoever_may_not_report_has_no_work(place: Municipality) -> None:
    executive = member(place, Role.EXECUTIVE)
    Step.objects.filter(pk=step_of(place, "ประชุม", LATE).pk).update(assignee=executive)

    said = page(executive)

    assert "รายงานผล" not in said.split("ผู้ที่รายงานผลได้")[0]
    assert "ประชุม" not in said


def test_work_of_years_long_past_is_left_out(place: Municipality, anna: User) -> None:
    step_of(place, "สองปีก่อน", date(2024, 9, 1), assignee=anna, year=2567)
    step_of(place, "ปีก่อน", date(2025, 9, 1), assignee=anna, year=2568)

    work = work_get(anna)

    assert texts(work.assigned) == {"late": ["ปีก่อน"]}


def test_page_leads_to_the_report_of_each_step(place: Municipality, anna: User) -> None:
    step = step_of(place, "ประชุม", LATE, assignee=anna)
    client = Client()
    client.force_login(anna)

    answer = client.get(reverse("mine"))

    assert f'href="{address("step_page", place, 2569, step.pk)}"' in answer.content.decode()
    assert "เกินกำหนด 1 ขั้นตอน ครบกำหนดใน 30 วัน 0 ขั้นตอน" in words(answer)
    assert "กำหนด 1 มี.ค. 2569 เกินกำหนด 24 วัน รายงานผล" in words(answer)


def test_page_without_work_says_whom_to_ask(anna: User) -> None:
    stranger, unplaced = overseer("ชลบุรี"), member(Municipality.objects.get(), Role.STAFF)

    pages = [page(person) for person in (anna, unplaced, stranger)]

    assert "ไม่มีขั้นตอนที่มอบหมายให้ท่านหรือกองคลัง" in pages[0]
    assert "บัญชีนี้ยังไม่ระบุส่วนราชการ" in pages[1]
    assert "บัญชีนี้ไม่ได้เป็นเจ้าหน้าที่ของหน่วยงานใด" in pages[2]


def test_first_page_tells_those_of_a_municipality_what_is_due(place: Municipality, anna: User) -> None:
    step_of(place, "ประชุม", LATE, assignee=anna)

    mine, others = page(anna, "home"), page(overseer("ชลบุรี"), "home")

    assert "งานของฉัน เกินกำหนด 1 ขั้นตอน ครบกำหนดใน 30 วัน 0 ขั้นตอน ดูงานของฉัน" in mine
    assert "ดูงานของฉัน" not in others


@pytest.mark.parametrize("rows", [5, 200])
def test_page_takes_as_many_queries_whatever_the_rows(
    rows: int, place: Municipality, anna: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    finance = [department(place)]
    steps = [
        StepData(f"ที่ {n}", finance, Period(quarters=(1, 4)), assignee=anna if n % 2 else None) for n in range(rows)
    ]
    measure(place, steps=steps)
    client = Client()
    client.force_login(anna)

    with django_assert_num_queries(8):
        client.get(reverse("mine"))


def test_long_lists_are_cut_and_lead_to_the_plan(place: Municipality, anna: User) -> None:
    """A hundred steps of each kind: 30 more than are shown is what the plan is for."""
    many_measures(place, 40, assignee=anna)

    client = Client()
    client.force_login(anna)
    answer = client.get(reverse("mine"))
    body, said = answer.content.decode(), words(answer)
    found = client.get(re.findall(r'href="([^"]*late=on[^"]*)"', body)[0].replace("&amp;", "&"))

    assert "เกินกำหนด 40 ขั้นตอน" in said
    assert "ครบกำหนดใน 30 วัน 40 ขั้นตอน" in said
    assert said.count("และอีก 20 ขั้นตอน ดูในแผนมาตรการปี 2569 ของเทศบาลเมืองบ้านสวน") == 2
    assert said.count("และอีก 110 ขั้นตอน") == 1
    assert body.count('class="btn btn-outline-primary"') == 20 + 20 + 10 + 1
    assert "พบ 40 จาก 40 มาตรการ รวม 40 ขั้นตอน" in words(found)


def test_digests_say_what_was_told_and_by_which_way(place: Municipality, anna: User) -> None:
    anna.email = "anna@example.go.th"
    anna.save()
    step_of(place, "ประชุม", date(2026, 4, 1), assignee=anna)
    reminders_send(day=TODAY)

    said = page(anna, "digests")

    assert "25 มี.ค. 2569 ส่งอีเมลเมื่อ 25 มี.ค. 2569 09:00 น. ประชุม เทศบาลเมืองบ้านสวน" in said
    assert "กำหนด 1 เม.ย. 2569 อีก 7 วัน" in said


@pytest.mark.parametrize(
    ("address", "attempts", "words"),
    [
        ("", 0, "แจ้งในระบบ (ไม่มีอีเมล)"),
        ("a@b.go.th", 0, "กำลังรอส่งอีเมล"),
        ("a@b.go.th", 2, "ส่งอีเมลไม่สำเร็จ 2 ครั้ง ระบบจะลองใหม่"),
        ("a@b.go.th", 5, "แจ้งในระบบ ส่งอีเมลไม่สำเร็จ ประชุม"),
    ],
)
def test_digests_say_how_the_mail_is(address: str, attempts: int, words: str, place: Municipality, anna: User) -> None:
    step = step_of(place, "ประชุม", LATE, assignee=anna)
    digest = Digest.objects.create(user=anna, day=TODAY, address=address, attempts=attempts)
    Reminder.objects.create(digest=digest, user=anna, step=step, due=LATE, mark="late-1")

    assert words in page(anna, "digests")


def test_digests_say_which_mail_a_newer_one_stands_for_and_which_is_over(place: Municipality, anna: User) -> None:
    step = step_of(place, "ประชุม", LATE, assignee=anna)
    for day, mark in ((date(2026, 3, 9), "late-2"), (date(2026, 3, 16), "late-3")):
        digest = Digest.objects.create(user=anna, day=day, address="a@b.go.th")
        Reminder.objects.create(digest=digest, user=anna, step=step, due=LATE, mark=mark)

    said = page(anna, "digests")

    assert "9 มี.ค. 2569 แจ้งในระบบ ไม่ได้ส่งอีเมลแยก เพราะมีฉบับใหม่กว่า" in said
    assert "16 มี.ค. 2569 แจ้งในระบบ ไม่ได้ส่งอีเมล ประชุม" in said


def test_digests_keep_silent_about_a_municipality_that_was_left(place: Municipality, anna: User) -> None:
    step_of(place, "ความลับ", date(2026, 4, 1), assignee=anna)
    reminders_send(day=TODAY)
    Membership.objects.filter(user=anna).delete()

    said = page(anna, "digests")

    assert "ความลับ" not in said
    assert "ท่านไม่มีสิทธิ์ดูแล้ว" in said


def test_nobody_sees_the_digests_of_another(place: Municipality, anna: User) -> None:
    step_of(place, "ประชุม", date(2026, 4, 1), assignee=anna)
    reminders_send(day=TODAY)

    assert "ยังไม่เคยมีการแจ้งเตือน" in page(user(), "digests")


def test_officer_sees_who_was_told_what(place: Municipality, anna: User) -> None:
    foreign = municipality("ban-na", proper_name="บ้านนา")
    step_of(place, "ประชุม", date(2026, 4, 1), assignee=anna)
    step_of(foreign, "ที่อื่น", date(2026, 4, 1), assignee=member(foreign, Role.STAFF))
    reminders_send(day=TODAY)

    said = words(desk_of(place).get(address("reminders_sent", place)))

    assert "1 รายการ" in said
    assert f"ประชุม {anna.username} 25 มี.ค. 2569 แจ้งในระบบ (ไม่มีอีเมล) 1 เม.ย. 2569 อีก 7 วัน" in said
    assert "ที่อื่น" not in said


def test_officer_of_a_year_without_reminders_reads_when_they_go(place: Municipality) -> None:
    measure(place)

    said = words(desk_of(place).get(address("reminders_sent", place)))

    assert "ยังไม่มีการแจ้งเตือนของปีนี้" in said


@pytest.mark.parametrize(("name", "queries"), [("digests", 5), ("reminders_sent", 8)])
@pytest.mark.parametrize("rows", [1, 3])
def test_pages_of_what_was_sent_take_as_many_queries_for_three_rows_as_for_one(
    rows: int, name: str, queries: int, place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = member(place, Role.INTEGRITY_OFFICER)
    for number in range(rows):
        step = step_of(place, f"ที่ {number}", LATE, assignee=officer)
        digest = Digest.objects.create(user=officer, day=date(2026, 3, 10 + number))
        Reminder.objects.create(digest=digest, user=officer, step=step, due=LATE, mark="late-1")
    client = Client()
    client.force_login(officer)
    url = reverse(name) if name == "digests" else address(name, place)

    with django_assert_num_queries(queries):
        client.get(url)
