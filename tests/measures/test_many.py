"""Pages and documents ask as much of the database for 200 measures as for 5 (UX.md section 6)."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Municipality, Role
from measures.models import Measure
from measures.queries.digests import reminders_by_person
from tests.factories import assessment, framework, member, municipality
from tests.measures.many import many_measures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """The 25th of March 2569: of five steps one is late and one is due soon."""
    with time_machine.travel("2026-03-25T09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def place() -> Municipality:
    framework(2567)
    found = municipality()
    assessment(found, 2568, {"i1": "80"})
    return found


#: Pages and their queries, session and person among them.
PAGES = {
    "plan": 12, "suggestions": 15, "board": 12, "timeline": 12, "bulk": 13, "bulk_dates": 12, "calendar": 14,
    "activities": 8, "mine": 8, "home": 15,
}  # fmt: skip


@pytest.mark.parametrize("rows", [5, 200])
@pytest.mark.parametrize("name", PAGES)
def test_page_takes_as_many_queries_whatever_the_measures(
    name: str, rows: int, place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = member(place, Role.INTEGRITY_OFFICER)
    many_measures(place, rows, assignee=officer)
    client = Client()
    client.force_login(officer)
    url = reverse(name) if name in {"mine", "home"} else reverse(name, args=["ban-suan", 2569])
    client.get(url)

    with django_assert_num_queries(PAGES[name]):
        answer = client.get(url)

    body = answer.content.decode()
    assert answer.status_code == 200
    assert (name in {"mine", "plan", "board", "calendar"}) <= ("ขั้นตอนที่ 1 ของ มาตรการที่ 1" in body)
    assert body.count("<") - body.count("</") < 3000


@pytest.mark.parametrize("rows", [5, 200])
def test_carrying_takes_as_many_queries_whatever_the_measures(
    rows: int, place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = member(place, Role.INTEGRITY_OFFICER)
    many_measures(place, rows, action_year=2568, begun=False)
    client = Client()
    client.force_login(officer)
    url = reverse("plan_carry", args=["ban-suan", 2569])
    client.get(url)

    with django_assert_num_queries(15):
        answer = client.get(url)

    assert answer.content.decode().count('name="measures"') == rows


@pytest.mark.parametrize("rows", [5, 200])
@pytest.mark.parametrize(
    "asked",
    [
        ("implementation_report", 2569, 10),
        ("progress_report", 2569, 11),
        ("issue_analysis", 2568, 16),
        ("indicator_analysis", 2568, 12),
    ],
)
def test_document_takes_as_many_queries_whatever_the_measures(
    asked: tuple[str, int, int],
    rows: int,
    place: Municipality,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    kind, year, queries = asked
    many_measures(place, rows)
    build = import_module(f"reports.documents.{kind}").build
    build(place, year)

    with django_assert_num_queries(queries):
        build(place, year)


def test_reminders_of_many_municipalities_take_few_queries(
    place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Two thousand open steps in forty places: two chunks of a thousand, and the people once."""
    for number in range(40):
        other = municipality(f"place-{number}", proper_name=f"ที่ {number}")
        many_measures(other, 10, assignee=member(other, Role.STAFF), begun=False)

    with django_assert_num_queries(6):
        found = reminders_by_person(date(2026, 3, 25))

    assert (len(found), Measure.objects.count()) == (40, 400)
    assert {len(reminders) for reminders in found.values()} == {20}
