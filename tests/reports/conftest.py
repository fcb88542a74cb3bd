"""Fixtures of the tests of documents, jobs and pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django import DjangoDbBlocker

from reports.content import Document
from tests.reports.demo import SCORED, analysis, demo_loaded, municipality, picture
from tests.reports.samples import indicator_analysis


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The frameworks and the five demo municipalities."""
    with demo_loaded(django_db_blocker):
        yield


@pytest.fixture(params=["sample", *SCORED])
def real_document(request: pytest.FixtureRequest, demo: None, db: None) -> Document:
    """A document as people print it: the sample, and the analysis of each municipality of the demo that has scores."""
    slug: str = request.param
    return indicator_analysis() if slug == "sample" else analysis(slug)


@pytest.fixture
def seal(demo: None, db: None) -> Iterator[Path]:
    """The file of a seal that ban-suan has got."""
    place = municipality("ban-suan")
    place.seal.save("ตรา.png", ContentFile(picture()))
    path = Path(place.seal.path)
    yield path
    path.unlink(missing_ok=True)
