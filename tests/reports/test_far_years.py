"""Addresses of years at the ends of what a framework can have: none fails. Who may see them: test_permissions."""

from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from accounts.models import User
from reports.documents.registry import KINDS
from tests.reports.demo import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

GIVEN: dict[str, tuple[str, ...]] = {
    "slug": ("ban-suan",),
    "province": ("ยะลา",),
    "kind": tuple(KINDS),
    "name": ("IIT", "official"),
    "key": ("i1",),
    "ending": ("csv",),
    "job_id": ("6f9619ff-8b86-4d01-b42d-00cf4fc964ff",),
}


def addresses(year: int) -> list[str]:
    """All addresses that hold a year, filled in; a number is 1."""
    found = []
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern) and "fiscal_year" in pattern.pattern.converters:
            route = str(pattern.pattern)
            names = [name for name in pattern.pattern.converters if name != "fiscal_year"]
            for values in product(*(GIVEN.get(name, ("1",)) for name in names)):
                given = dict(zip(names, values, strict=True)) | {"fiscal_year": str(year)}
                found.append("/" + _filled(route, given))
    return found


def _filled(route: str, given: dict[str, str]) -> str:
    for name, value in given.items():
        before, _, after = route.partition(f":{name}>")
        route = before.rpartition("<")[0] + value + after
    return route


@pytest.fixture
def browser(demo: None, db: None) -> Client:
    """That of a superuser, whom nothing is refused."""
    client = Client()
    client.force_login(User.objects.create_superuser("superuser", password=PASSWORD))
    return client


@pytest.mark.parametrize("year", [2400, 2799])
def test_year_without_a_year_beside_it_is_not_found(browser: Client, year: int) -> None:
    statuses = {
        (way, address, getattr(browser, way)(address).status_code)
        for address in addresses(year)
        for way in ("get", "post")
    }

    assert len(statuses) > 200
    assert [each for each in statuses if each[2] != 404] == []


@pytest.mark.parametrize("year", [2401, 2798])
def test_pages_beside_them_lead_there_without_failing(browser: Client, year: int) -> None:
    failed = [(address, status) for address in addresses(year) if (status := browser.get(address).status_code) >= 500]

    assert failed == []
