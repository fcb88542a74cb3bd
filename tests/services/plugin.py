"""Gives every test run its own folder and its own database server, before Django reads its settings.

`--database postgresql` starts a private PostgreSQL; the default is SQLite. Nothing of the caller's environment
reaches the portal under test. With pytest-xdist the main process starts the server, the workers use it.
"""

import os
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.services import redis_server
from tests.services.postgresql import postgresql, programs_folder
from tests.services.programs import missing

SETTINGS = ("CACHE_URL", "CELERY_BROKER_URL", "DATABASE_URL", "DEBUG", "EMAIL_FROM", "EMAIL_URL", "SECRET_KEY")
BROWSER_FIXTURES = {"browser", "context", "new_context", "page"}
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "portal"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=["sqlite", "postgresql"], default="sqlite", help="the database that the tests run on"
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Sets the environment; pytest-django reads the settings inside this hook, after us."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        os.environ["PORTAL_DATA_DIR"] = str(Path(os.environ["PORTAL_DATA_DIR"]).parent / worker)
    else:
        services = ExitStack()
        early_config.add_cleanup(services.close)
        prepare_environment(early_config.known_args_namespace.database, services)
    return (yield)


def prepare_environment(database: str, services: ExitStack) -> None:
    """Empties the environment of the portal's settings and fills in those of this run."""
    for name in list(os.environ):
        if name in SETTINGS or name.startswith("PORTAL_"):
            del os.environ[name]
    folder = services.enter_context(TemporaryDirectory(prefix="portal-test-"))
    os.environ["PORTAL_DATA_DIR"] = str(Path(folder) / "main")
    # Playwright keeps an event loop in the thread of the test, which is otherwise plain synchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if database == "postgresql":
        programs = programs_folder()
        if programs is None:
            raise pytest.UsageError("PostgreSQL is not installed here: `make test` installs it")
        os.environ["DATABASE_URL"] = services.enter_context(postgresql(programs))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that drive a browser, and those that ask a database: only these differ from one to the other."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if BROWSER_FIXTURES.intersection(fixtures):
            item.add_marker("browser")
        if DATABASE_FIXTURES.intersection(fixtures) or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a private Redis."""
    program = redis_server.program()
    if program is None:
        missing("Redis")
    with redis_server.redis_server(program) as url:
        yield url
