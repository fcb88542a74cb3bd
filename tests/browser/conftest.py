"""Fixtures of the tests in a real browser.

`running_portal` is the whole portal as its users start it, shared by tests that only look; `portal` is a fresh demo
inside the test's own process, for tests that change it and look into the database.
"""

import io
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, StorageState
from pytest_django.live_server_helper import LiveServer

from ita_portal.celery import app as celery_app
from ita_portal.demo import demo_load
from tests.browser.grids import Desk, desk_set_up
from tests.browser.portals import Portal, portal_running

PASSWORD = "ita-tests"


@pytest.fixture
def portal(transactional_db: None, live_server: LiveServer) -> Iterator[Portal]:
    """A fresh demo in this process; a job is done before its page is shown."""
    call_command("load_frameworks", stdout=io.StringIO())
    demo_load(settings.BASE_DIR / "fixtures/demo", PASSWORD)
    celery_app.conf.task_always_eager = True
    yield Portal(live_server.url, PASSWORD)
    celery_app.conf.task_always_eager = False


@pytest.fixture(scope="session")
def running_portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A web server and a worker as processes of their own."""
    with portal_running(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@pytest.fixture(scope="session")
def session_of(browser: Browser, running_portal: Portal) -> Callable[[str], StorageState]:
    """The cookies of a person who has logged in to the running portal; each logs in once."""
    sessions: dict[str, StorageState] = {}

    def session(username: str) -> StorageState:
        if username not in sessions:
            with browser.new_context() as context:
                running_portal.log_in(context.new_page(), username)
                sessions[username] = context.storage_state()
        return sessions[username]

    return session


@pytest.fixture
def enter(new_context: Callable[..., BrowserContext], session_of: Callable[[str], StorageState]) -> Callable[..., Page]:
    """Opens a page of the running portal's for a person, or for nobody; takes what `new_context` takes."""

    def page(username: str | None, **options: object) -> Page:
        state = {"storage_state": session_of(username)} if username else {}
        return new_context(**state, **options).new_page()

    return page


@pytest.fixture
def desk(transactional_db: None, live_server: LiveServer, new_context: Callable[..., BrowserContext]) -> Desk:
    """Municipalities, people and the pages of the grid, in the test's own process."""
    return desk_set_up(live_server.url, new_context)
