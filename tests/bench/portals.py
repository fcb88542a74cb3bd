"""Portals for the bench: a data folder, a database, the programs, each with an environment of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from tests.services.postgresql import postgresql, programs_folder
from tests.services.programs import running
from tests.services.redis_server import free_port

BASE_DIR = Path(__file__).resolve().parents[2]
READY = "ระบบพร้อมใช้งาน"


@contextmanager
def postgresql_database() -> Iterator[str]:
    """The address of an empty database on a server of its own; the address is empty where none is installed.

    It is the tests' server: it does not wait for the disk.
    """
    programs = programs_folder()
    if programs is None:
        yield ""
        return
    with postgresql(programs) as address:
        folder = address.removeprefix("postgresql://portal@/").removesuffix("/portal")
        with psycopg.connect(
            host=f"/{folder.lstrip('/')}", user="portal", dbname="postgres", autocommit=True
        ) as server:
            server.execute("CREATE DATABASE portal")
        yield address


def environment(folder: Path, database: str = "") -> dict[str, str]:
    """What the processes of a portal in `folder` get; without a database's address it has SQLite."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        "PORTAL_ALLOWED_HOSTS": "127.0.0.1",
        "PORTAL_DATA_DIR": str(folder),
        "PORTAL_HTTPS": "false",
        "PYTHONUNBUFFERED": "1",
        **({"DATABASE_URL": database} if database else {}),
    }


def output_of(statement: str, *, environment: dict[str, str], given: str = "") -> str:
    """What a statement prints in a process with a portal's environment, Django set up, and `given` to read."""
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {statement}"],
        check=True, cwd=BASE_DIR, env=environment, input=given, stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip


def lines_in_portal(module: str) -> Iterator[str]:
    """The lines that `run` of a module yields in a portal of its own, with an empty SQLite database."""
    migrate = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
    lines = f"from {module} import run; print(*run(), sep='\\n')"
    with TemporaryDirectory(prefix="portal-bench-") as folder:
        yield from output_of(f"{migrate}; {lines}", environment=environment(Path(folder))).splitlines()


@contextmanager
def portal_serving(folder: Path, environment: dict[str, str]) -> Iterator[int]:
    """The port of a portal as ``make run`` starts it: web server, worker, demo."""
    port = free_port()
    command = ["env", *(f"{name}={value}" for name, value in environment.items())]
    command += [sys.executable, str(BASE_DIR / "manage.py"), "run_portal", "--port", str(port)]
    log = folder / "run.log"
    with running(command, log=log, ready=lambda: READY in log.read_text(encoding="utf-8")):
        yield port


def cpu_seconds(port: int) -> float:
    """The processor time that the portal at `port` has used so far: its programs are forks and share a command line."""
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            if f"--port\0{port}\0".encode() in (process / "cmdline").read_bytes():
                fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
