"""A portal of its own: a data folder, a database, and the real programs as processes."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.services.programs import PATIENCE, as_user

JOBS = "import sys, django; django.setup(); from tests.reports.portal_jobs import main; main(*sys.argv[1:])"
WORKER = ("celery", "--app", "ita_portal", "worker", "--concurrency", "1", "--without-gossip", "--without-mingle")


@dataclass(frozen=True, slots=True)
class Portal:
    """A data folder with the environment that its processes get."""

    folder: Path
    environment: dict[str, str]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs ``python …`` to its end."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=4 * PATIENCE,
            check=False,
        )

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a command of ``manage.py``."""
        return self.run("manage.py", *arguments)

    def jobs(self, verb: str, *arguments: str) -> dict[str, Any]:
        """Lets `tests.reports.portal_jobs` do something with a job; returns the job's row."""
        done = self.run("-c", JOBS, verb, *arguments)
        assert done.returncode == 0, done.stderr
        row: dict[str, Any] = json.loads(done.stdout)
        return row

    def files(self, slug: str) -> list[Path]:
        """The files of a municipality's documents."""
        return sorted((self.folder / "media/documents" / slug).glob("*"))


def portal(folder: Path, *, broker: str = "", database: str = "") -> Portal:
    """A portal in `folder`; without a broker's or database's address it uses the folder queue and SQLite."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    environment = kept | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PORTAL_DATA_DIR": str(folder),
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    addresses = {"CELERY_BROKER_URL": broker, "DATABASE_URL": database}
    return Portal(folder, environment | {name: address for name, address in addresses.items() if address})


@contextmanager
def worker(portal: Portal) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker in a process group of its own; it ends with the block at the latest."""
    with (portal.folder / "log/worker.log").open("ab") as log:
        process = subprocess.Popen(
            [*as_user(None), sys.executable, "-m", *WORKER],
            cwd=settings.BASE_DIR,
            env=portal.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kills a worker with its children at once, as a power cut would; nothing where it has ended."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
