"""Fixtures of the pages of scores: the demo, and a person who fills in."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import Municipality
from tests.factories import framework, municipality
from tests.reports.demo import demo_loaded, logged_in


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The frameworks and the five demo municipalities."""
    with demo_loaded(django_db_blocker):
        yield


@pytest.fixture
def staff(demo: None, db: None) -> Client:
    """The browser of the staff of ban-chang, which has no scores of 2568 yet."""
    return logged_in("ban-chang.staff")


@pytest.fixture
def place() -> Municipality:
    """A municipality in whose year 2568 nothing was entered."""
    framework(2568)
    return municipality()
