"""Fixtures of the tests of measures: a day, a folder for files, a step, and the browser of those who report on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from accounts.models import Municipality, Role, User
from measures.models import Step
from measures.periods import Cycle, Period
from measures.verbs.measures import StepData
from tests.factories import department, measure, member, municipality


@pytest.fixture
def today() -> Iterator[None]:
    """The 25th of March 2569 in Bangkok."""
    with time_machine.travel("2026-03-25T10:00:00+07:00"):
        yield


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """Where files are kept during the test."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def place() -> Municipality:
    return municipality()


@pytest.fixture
def step(place: Municipality) -> Step:
    """A step of the action year 2569, every quarter."""
    data = StepData("ประชุมติดตามผล", [department(place)], Period(cycle=Cycle.QUARTERLY), supervision="รายงานนายก")
    found: Step = measure(place, steps=[data]).steps.get()
    return found


@pytest.fixture
def staff(place: Municipality) -> User:
    return member(place, Role.STAFF)


@pytest.fixture
def desk(staff: User, client: Client) -> Client:
    """The browser of the municipality's staff."""
    client.force_login(staff)
    return client
