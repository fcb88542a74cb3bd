"""The page of the calendar, and the private address as a program asks for it."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Municipality, Role
from measures.models import CalendarFeed, Step
from measures.periods import Cycle, Period
from measures.verbs.feeds import feed_renew
from measures.verbs.measures import StepData
from tests.factories import assessment, department, framework, measure, member, municipality, user

pytestmark = pytest.mark.django_db

APRIL = datetime.fromisoformat("2026-04-20T09:00:00+07:00")


@pytest.fixture(autouse=True)
def april() -> Iterator[None]:
    """It is 20 April 2569."""
    with time_machine.travel(APRIL, tick=False):
        yield


@pytest.fixture
def place() -> Municipality:
    """A municipality, in a portal that knows the calendar of 2569."""
    framework(2568)
    framework(2569)
    return municipality()


def browser(place: Municipality, role: Role = Role.STAFF) -> Client:
    client = Client()
    client.force_login(member(place, role))
    return client


def page(client: Client, fiscal_year: int = 2569) -> Any:
    return client.get(reverse("calendar", args=["ban-suan", fiscal_year]))


def words(response: Any) -> str:
    """What a person reads of a page, blanks put together."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


@pytest.mark.parametrize("name", ["calendar", "activities", "activity_new"])
def test_trail_and_tabs_lead_to_pages_that_are_there(name: str, place: Municipality) -> None:
    """2569 has no figures and no measures of 2570 answer it; the result before 2401, 2568 and 2798 has no framework."""
    client = browser(place, Role.INTEGRITY_OFFICER)

    for year in (2401, 2568, 2569, 2798):
        answer = client.get(reverse(name, args=["ban-suan", year]))
        body = answer.content.decode()
        trail = body.split('<ol class="trail">')[1].split("</ol>")[0]
        tabs = body.partition('<nav class="plan-tabs"')[2].partition("</nav>")[0]
        places = re.findall(r'href="(/[^"]+)"', trail + tabs)

        assert answer.status_code == 200
        assert [where for where in places if client.get(where).status_code != 200] == []
        assert f"เทศบาลเมืองบ้านสวน ปี {year}" in " ".join(trail.split())


def test_trail_leads_to_the_year_itself(place: Municipality) -> None:
    assessment(place, 2568, {"i1": "90"})

    answer = page(browser(place), 2568)

    assert f'href="{reverse("year", args=["ban-suan", 2568])}"' in answer.content.decode()
    assert f'href="{reverse("year", args=["ban-suan", 2567])}"' not in answer.content.decode()


def address(feed: CalendarFeed) -> str:
    return reverse("calendar_feed", args=[feed.token])


def test_page_says_what_is_due_next_with_days_left(place: Municipality) -> None:
    steps = [
        StepData("ส่งรายงาน", [department(place)], Period(dates=(date(2026, 4, 1), date(2026, 4, 25)))),
        StepData("ทบทวนคู่มือ", [department(place)], Period(quarters=(2, 2))),
        StepData("สรุปผล", [department(place)], Period(dates=(date(2026, 4, 1), date(2026, 4, 20)))),
    ]
    measure(place, steps=steps)

    answer = page(browser(place))
    said = words(answer)

    for step in Step.objects.all():
        assert f'href="{reverse("step_page", args=["ban-suan", 2569, step.pk])}"' in answer.content.decode()
    assert "การตอบและอนุมัติแบบวัด OIT ปิดระบบ วันอังคารที่ 30 มิถุนายน 2569 เวลา 17.00 น. อีก 71 วัน" in said
    assert "การขอชี้แจงเพิ่มเติม 1 - 7 สิงหาคม 2569 เริ่มใน 103 วัน" in said
    assert "มาตรการที่เกินกำหนด 1 ขั้นตอน" in said
    assert "ทบทวนคู่มือ ประชุมติดตามผลทุกเดือน กองคลัง กำหนด 31 มี.ค. 2569 เกินกำหนด 20 วัน" in said
    assert "สรุปผล ประชุมติดตามผลทุกเดือน กองคลัง กำหนด 20 เม.ย. 2569 ครบกำหนดวันนี้" in said
    assert "ส่งรายงาน ประชุมติดตามผลทุกเดือน กองคลัง กำหนด 25 เม.ย. 2569 อีก 5 วัน" in said


def test_page_shows_the_whole_calendar_with_what_is_over(place: Municipality) -> None:
    response = page(browser(place))

    said = words(response)
    assert said.count("หน้าที่ของหน่วยงาน") == 3
    assert said.count("ผ่านไปแล้ว") == 1
    assert said.count("อยู่ในช่วงนี้") == 5
    assert reverse("preview", args=["ban-suan", 2569, "calendar"]) in response.content.decode()


def test_page_of_a_year_without_a_calendar_says_so(place: Municipality) -> None:
    response = page(browser(place), 2568)

    said = words(response)
    assert response.status_code == 200
    assert "ยังไม่มีปฏิทินของปี 2568 ในระบบ" in said
    assert "ไม่มีกำหนดของหน่วยงานที่ยังไม่ถึง และไม่มีมาตรการของปี 2568 ที่ค้างดำเนินการ" in said
    assert "ดูเอกสารปฏิทิน" not in said


def test_page_shows_five_late_steps_and_ten_that_are_due_next_and_counts_the_rest(place: Municipality) -> None:
    for number in (4,) * 13 + (1,) * 7:
        measure(place, steps=[StepData("ประชุม", [department(place)], Period(quarters=(number, number)))])

    said = words(page(browser(place)))

    assert said.count("กำหนด 31 ธ.ค. 2568 เกินกำหนด 110 วัน") == 5
    assert said.count("กำหนด 30 ก.ย. 2569 อีก 163 วัน") == 10  # 10 of April, 31, 30, 31, 31, 30
    assert "มาตรการที่เกินกำหนด 7 ขั้นตอน" in said
    assert ["และอีก 2 ขั้นตอน" in said, "และอีก 3 ขั้นตอน" in said] == [True, True]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_as_many_queries_whatever_the_rows(
    rows: int, place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        measure(place, steps=[StepData("ประชุม", [department(place)], Period(cycle=Cycle.MONTHLY))])
    client = browser(place)
    feed_renew(municipality=place, by=user())

    # session, person, municipality, roles, three of steps, calendar, feed
    with django_assert_num_queries(14):
        response = page(client)

    assert response.status_code == 200


@pytest.mark.parametrize("role", [Role.STAFF, Role.INTEGRITY_OFFICER, Role.EXECUTIVE])
def test_address_is_made_by_the_officer_and_the_executive(role: Role, place: Municipality) -> None:
    client = browser(place, role)
    url = reverse("feed_renew", args=["ban-suan", 2569])

    offered = url in page(client).content.decode()
    status = client.post(url).status_code

    may = role != Role.STAFF
    assert (offered, status, CalendarFeed.objects.count()) == ((True, 302, 1) if may else (False, 403, 0))


def test_new_address_ends_the_old_one(place: Municipality) -> None:
    client = browser(place, Role.INTEGRITY_OFFICER)
    old = address(feed_renew(municipality=place, by=user()))
    before = unescape(page(client).content.decode())

    response = client.post(reverse("feed_renew", args=["ban-suan", 2569]))

    new = address(CalendarFeed.objects.get())
    after = unescape(page(client).content.decode())
    assert response.headers["Location"] == reverse("calendar", args=["ban-suan", 2569]) + "#feed"
    assert f'value="http://testserver{old}"' in before
    assert f'value="http://testserver{new}"' in after
    assert f'href="webcal://testserver{new}"' in after
    assert old not in after
    assert "ที่อยู่เดิมจะใช้ไม่ได้ทันที" in words(page(client))
    assert [Client().get(each).status_code for each in (old, new)] == [404, 200]


def test_opening_the_page_makes_no_address(place: Municipality) -> None:
    page(browser(place, Role.INTEGRITY_OFFICER))

    assert not CalendarFeed.objects.exists()


def test_page_and_renewal_of_another_municipality_are_not_found(place: Municipality) -> None:
    client = browser(municipality("ban-chang", proper_name="บ้านฉาง"), Role.INTEGRITY_OFFICER)

    statuses = [page(client).status_code, client.post(reverse("feed_renew", args=["ban-suan", 2569])).status_code]

    assert statuses == [404, 404]


def test_feed_is_read_without_log_in(place: Municipality) -> None:
    measure(place, steps=[StepData("ส่งรายงาน; ฉบับแรก", [department(place)], Period(quarters=(3, 3)))])
    feed = feed_renew(municipality=place, by=user())

    response = Client().get(address(feed))

    lines = response.content.replace(b"\r\n ", b"").decode().split("\r\n")
    assert response.status_code == 200
    assert {name: response.headers[name] for name in ("Content-Type", "Content-Disposition", "X-Robots-Tag")} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="ita-ban-suan.ics"',
        "X-Robots-Tag": "noindex",
    }
    assert sorted(response.headers["Cache-Control"].split(", ")) == ["max-age=900", "private"]
    assert not response.cookies
    assert "X-WR-CALNAME:ITA เทศบาลเมืองบ้านสวน" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines
    assert r"SUMMARY:ครบกำหนด: ส่งรายงาน\; ฉบับแรก" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 7
    assert "BEGIN:VALARM" not in lines
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 75


def test_feed_that_did_not_change_is_not_sent_again(place: Municipality) -> None:
    measure(place, steps=[StepData("ส่งรายงาน", [department(place)], Period(quarters=(3, 3)))])
    url = address(feed_renew(municipality=place, by=user()))
    known = Client().get(url).headers["ETag"]

    same = Client().get(url, headers={"If-None-Match": known})
    Step.objects.update(text="ส่งรายงานใหม่")
    changed = Client().get(url, headers={"If-None-Match": known})

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", known)
    assert changed.status_code == 200
    assert changed.headers["ETag"] != known


def test_feed_answers_programs_that_ask_for_the_head_alone(place: Municipality) -> None:
    url = address(feed_renew(municipality=place, by=user()))

    head, post = Client().head(url), Client().post(url)

    assert (head.status_code, head.content) == (200, b"")
    assert post.status_code == 405


@pytest.mark.parametrize("token", ["x", "a" * 43, "-" * 64, "0"])
def test_unknown_address_is_not_found(token: str, place: Municipality) -> None:
    feed_renew(municipality=place, by=user())

    status = Client().get(reverse("calendar_feed", args=[token])).status_code

    assert status == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_feed_takes_seven_queries(
    rows: int, place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        measure(place, steps=[StepData("ประชุม", [department(place)], Period(cycle=Cycle.MONTHLY))])
    url = address(feed_renew(municipality=place, by=user()))

    with django_assert_num_queries(7):
        response = Client().get(url)

    assert response.content.count(b"BEGIN:VEVENT") == 6 + 12 * rows
