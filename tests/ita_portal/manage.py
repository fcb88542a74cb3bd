"""The portal's commands as an operator runs them: a process of its own, its own folder, nothing of our environment."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from django.conf import settings

HOST = {"PORTAL_ALLOWED_HOSTS": "portal.example.go.th", "PORTAL_TRUSTED_PROXIES": "1"}


def manage(data_dir: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs ``manage.py`` on the portal in `data_dir`."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "PORTAL_DATA_DIR": str(data_dir), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def dumped(data_dir: Path) -> list[str]:
    """All that is in the portal's database, as SQL."""
    with closing(sqlite3.connect(data_dir / "portal.sqlite3")) as database:
        return list(database.iterdump())
