"""Set-ups as docs/settings.md tells them: a fresh portal answers, one start waits for the other, one beat."""

import fcntl
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from pytest_django import Settings

from ita_portal.management.commands.run_portal import WORKER, data_folder_held
from tests.ita_portal.manage import HOST, manage

TABLES = "SELECT name FROM sqlite_master WHERE name = 'portal_cache'"


@pytest.mark.parametrize(
    ("cache", "tables"), [({}, [("portal_cache",)]), ({"CACHE_URL": "redis://127.0.0.1:1/1"}, [])], ids=["own", "redis"]
)
def test_migrate_makes_the_cache_that_the_log_in_counts_in(
    tmp_path: Path, cache: dict[str, str], tables: list[tuple[str]]
) -> None:
    run = manage(tmp_path, "migrate", "--verbosity", "0", **HOST | cache)

    with closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as database:
        found = database.execute(TABLES).fetchall()
    assert (run.returncode, run.stderr) == (0, "")
    assert found == tables


def test_start_holds_the_data_folder_until_it_is_done(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    other = os.open(tmp_path, os.O_RDONLY)

    with data_folder_held(), pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)

    os.close(other)


def test_portal_has_one_beat() -> None:
    services = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text(encoding="utf-8"))["services"]

    beating = [name for name, service in services.items() if "beat" in service.get("command", "").split()]

    assert beating == ["beat"]
    assert [name for name, service in services.items() if "--beat" in service.get("command", "")] == []
    assert WORKER.count("--beat") == 1
