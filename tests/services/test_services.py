"""The tests' own surroundings."""

import os
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection
from playwright.sync_api import Page

from tests.services.programs import missing


def test_redis_url_answers(redis_url: str) -> None:
    client = redis.Redis.from_url(redis_url)

    client.set("question", "answer")

    assert client.get("question") == b"answer"
    client.close()


@pytest.mark.django_db
def test_database_is_the_chosen_one(pytestconfig: pytest.Config) -> None:
    chosen = pytestconfig.getoption("database")

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    assert connection.vendor == chosen


def test_data_folder_belongs_to_this_process_alone(worker_id: str) -> None:
    folder = Path(os.environ["PORTAL_DATA_DIR"])

    name = "main" if worker_id == "master" else worker_id

    assert folder == settings.DATA_DIR
    assert folder.name == name
    assert folder.parent.name.startswith("portal-test-")


def test_browser_draws_a_page(page: Page) -> None:
    page.set_content("<title>ทดสอบ</title>")

    title = page.title()

    assert title == "ทดสอบ"


def test_browser_fixture_marks_the_test(page: Page, request: pytest.FixtureRequest) -> None:
    marks = {mark.name for mark in request.node.iter_markers()}

    assert "browser" in marks


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), (None, pytest.skip.Exception)])
def test_missing_component_fails_where_everything_must_be_there_and_skips_elsewhere(
    ci: str | None, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    if ci:
        monkeypatch.setenv("CI", ci)

    with pytest.raises(outcome) as said:
        missing("Redis")

    assert str(said.value) == "Redis is not installed here: `make test` installs it"
