"""``run_portal`` as ``make run`` starts it: two portals side by side, each in its own folder, nothing left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest
from django.conf import settings

from tests.ita_portal.manage import HOST, manage
from tests.reports.demo import SCORED, UNSCORED
from tests.services.programs import PATIENCE, PAUSE, as_user, missing

READY = "ระบบพร้อมใช้งานที่"
#: Two first starts at once load two demos, on a machine that runs other tests too.
LONGEST = 4 * PATIENCE
USERS = sorted(
    [
        *(f"{slug}.{role}" for slug in [*SCORED, *UNSCORED] for role in ("staff", "officer", "executive")),
        "nakhon-ratchasima.staff2",
        "overseer.yala",
    ]
)


@pytest.fixture(autouse=True)
def static_files() -> None:
    """Without them no portal starts."""
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        missing("The collected static files")


@dataclass(frozen=True, slots=True)
class Started:
    """A portal that was started: its process, what it has said so far, and its folder."""

    process: subprocess.Popen[bytes]
    folder: Path
    port: int

    @property
    def said(self) -> str:
        return (self.folder / "run.log").read_text(encoding="utf-8")


@contextmanager
def started(folder: Path, port: int) -> Iterator[Started]:
    """Starts a portal with its data in `folder`; whatever is left of it at the end is killed."""
    folder.mkdir()
    environment = {"PORTAL_ALLOWED_HOSTS": "127.0.0.1", "PORTAL_DATA_DIR": str(folder), "PORTAL_HTTPS": "false"}
    with (folder / "run.log").open("wb") as log:
        process = subprocess.Popen(
            [*as_user(None), sys.executable, "manage.py", "run_portal", "--port", str(port)],
            cwd=settings.BASE_DIR, env={"PATH": os.environ["PATH"], **environment},
            stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        yield Started(process, folder, port)
    finally:
        for number in [*descendants(process.pid), process.pid]:
            if alive(number):
                os.kill(number, signal.SIGKILL)
        process.wait()


def wait_for(condition: Callable[[], bool]) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + LONGEST
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def descendants(number: int) -> list[int]:
    """The processes that a process has started, and those that they have started."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):  # ended meanwhile
            continue
    found = [number]
    for parent in found:  # grows while it is read
        found += [child for child, its_parent in parents.items() if its_parent == parent]
    return found[1:]


def alive(number: int) -> bool:
    """Whether a process runs; one that has ended and that nobody has asked after does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    with ExitStack() as held:
        return [held.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1] for _ in range(count)]


def answer(port: int) -> tuple[int, str | None]:
    """The status of a portal's first page, and where it leads."""
    web = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        web.request("GET", "/")
        response = web.getresponse()
        return response.status, response.getheader("Location")
    finally:
        web.close()


def test_two_portals_run_side_by_side_and_leave_nothing_behind(tmp_path: Path) -> None:
    """Each prints its address and its demo's people, answers, and ends at Ctrl-C with everything that it started."""
    with ExitStack() as stack:
        portals = [
            stack.enter_context(started(tmp_path / name, port))
            for name, port in zip(("first", "second"), free_ports(2), strict=True)
        ]
        ready = wait_for(lambda: all(READY in portal.said for portal in portals))
        said = [portal.said.splitlines() for portal in portals]
        answers = [answer(portal.port) for portal in portals]
        children = [number for portal in portals for number in descendants(portal.process.pid)]
        running = [number for number in children if alive(number)]
        for portal in portals:
            portal.process.send_signal(signal.SIGINT)
        codes = [portal.process.wait(LONGEST) for portal in portals]
        gone = wait_for(lambda: not any(map(alive, children)))
        last = [portal.said.splitlines()[-1] for portal in portals]

    passwords = [(portal.folder / "secrets/demo-password").read_text() for portal in portals]
    assert ready
    for portal, lines, password in zip(portals, said, passwords, strict=True):
        assert lines[:2] == [
            f"ระบบพร้อมใช้งานที่ http://127.0.0.1:{portal.port} (หยุดด้วย Ctrl-C)",
            f"ผู้ใช้ตัวอย่าง (รหัสผ่าน {password})",
        ]
        assert sorted(line.split()[0] for line in lines[2:]) == USERS
    assert passwords[0] != passwords[1]
    assert answers == [(302, "/accounts/login/?next=/")] * 2
    assert len(running) >= 4, "a web server and a worker each"
    assert (codes, last, gone) == ([0, 0], ["กำลังหยุดระบบ …"] * 2, True)


def test_port_that_is_taken_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run = manage(tmp_path, "run_portal", "--port", str(port), **HOST)

    sentence = f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ กรุณาเลือกพอร์ตอื่น เช่น make run PORT=8001"
    assert (run.returncode, run.stdout, run.stderr) == (1, "", f"CommandError: {sentence}\n")
    assert not (tmp_path / "portal.sqlite3").exists()
