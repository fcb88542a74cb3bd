"""Fixtures of the tests of documents, jobs and pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django import DjangoDbBlocker

from tests.reports.demo import demo_loaded, municipality, picture


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The frameworks and the five demo municipalities."""
    with demo_loaded(django_db_blocker):
        yield


@pytest.fixture
def seal(demo: None, db: None) -> Iterator[Path]:
    """The file of a seal that ban-suan has got."""
    place = municipality("ban-suan")
    place.seal.save("ตรา.png", ContentFile(picture()))
    path = Path(place.seal.path)
    yield path
    path.unlink(missing_ok=True)
