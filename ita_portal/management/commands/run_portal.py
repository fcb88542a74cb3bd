"""Runs the whole portal on one machine: the database brought up to date, the demo, a web server and a worker."""

import errno
import fcntl
import io
import multiprocessing
import os
import runpy
import signal
import socket
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from accounts.console import PortalCommand
from accounts.errors import UserError

FORK = multiprocessing.get_context("fork")
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
HOST = "127.0.0.1"
WEB_SERVER = (
    "gunicorn", "ita_portal.wsgi:application", "--workers", "2", "--worker-class", "gthread", "--threads", "4",
    "--max-requests", "1000", "--max-requests-jitter", "100", "--graceful-timeout", "5", "--no-control-socket",
)  # fmt: skip
WORKER = (
    "celery", "--app", "ita_portal", "worker", "--beat", "--concurrency", "1", "--loglevel", "INFO",
    "--without-gossip", "--without-mingle",
)  # fmt: skip
START_SECONDS = 30.0
STOP_SECONDS = 15.0
PAUSE = 0.05


class Child:
    """One of the portal's programs, in a process group of its own, so that Ctrl-C reaches only us.

    It is a fork of this process: Django and the apps are loaded once for all, which halves the time of a start.
    No database connection may be open at that moment.
    """

    def __init__(self, name: str, *arguments: str) -> None:
        self.log = settings.DATA_DIR / "log" / f"{name}.log"
        self.process = FORK.Process(target=run_program, args=(self.log, arguments), name=name)
        self.process.start()

    def require_alive(self) -> None:
        """Raises UserError when the program has ended by itself."""
        if not self.process.is_alive():
            raise UserError(f"โปรแกรมส่วนหนึ่งของระบบหยุดทำงาน กรุณาดูสาเหตุใน {self.log} แล้วเริ่มใหม่")

    def stop(self, deadline: float) -> None:
        """Waits until the program, already asked to end, has ended; kills what is left of it at `deadline`."""
        self.process.join(max(0.0, deadline - time.monotonic()))
        if self.process.pid:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join()


def run_program(log: Path, arguments: tuple[str, ...]) -> None:
    """Becomes ``python -m`` of the arguments, writing to `log`."""
    os.setsid()
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    with log.open("ab") as output, Path(os.devnull).open("rb") as nothing:
        for target, source in ((0, nothing), (1, output), (2, output)):
            os.dup2(source.fileno(), target)
    sys.argv = list(arguments)
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


class Command(PortalCommand):
    help = "เริ่มระบบทั้งหมดบนเครื่องนี้ พร้อมข้อมูลตัวอย่าง หยุดด้วย Ctrl-C"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="พอร์ตของหน้าเว็บ (ค่าเริ่มต้น 8000)")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        require_free(port)
        migrate()
        stopping = threading.Event()
        for number in STOP_SIGNALS:
            signal.signal(number, lambda *_: stopping.set())
        children: list[Child] = []
        try:
            children.append(Child("web", *WEB_SERVER, "--bind", f"{HOST}:{port}"))
            children.append(Child("worker", *WORKER))
            demo = load()
            if wait_until_answered(port, children, stopping):
                self.stdout.write(f"ระบบพร้อมใช้งานที่ http://{HOST}:{port} (หยุดด้วย Ctrl-C)\n{demo}")
                self.stdout.flush()
            while not stopping.wait(0.5):
                for child in children:
                    child.require_alive()
        finally:
            # The programs first: with the terminal gone, a word to it raises.
            for child in children:
                child.process.terminate()
            with suppress(OSError):
                self.stdout.write("กำลังหยุดระบบ …")
            deadline = time.monotonic() + STOP_SECONDS
            for child in children:
                child.stop(deadline)


def require_free(port: int) -> None:
    """Raises UserError when `port` cannot be opened on this machine."""
    try:
        socket.create_server((HOST, port)).close()
    except (OSError, OverflowError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = "มีโปรแกรมอื่นใช้อยู่" if taken else "ใช้ไม่ได้"
        raise UserError(f"พอร์ต {port} {reason} กรุณาเลือกพอร์ตอื่น เช่น make run PORT=8001") from error


@contextmanager
def data_folder_held() -> Iterator[None]:
    """Holds the data folder: of two starts at once the second waits here, and then finds all done.

    No program may be forked meanwhile: it would hold the folder too.
    """
    folder = os.open(settings.DATA_DIR, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def migrate() -> None:
    """Brings the database up to date and leaves no connection open."""
    with data_folder_held():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()


def load() -> str:
    """Loads the frameworks and the demo, while the programs start; returns what `load_demo` says of its users."""
    demo = io.StringIO()
    with data_folder_held():
        call_command("load_frameworks", stdout=io.StringIO())
        call_command("load_demo", stdout=demo)
    connections.close_all()
    return demo.getvalue()


def wait_until_answered(port: int, children: list[Child], stopping: threading.Event) -> bool:
    """Waits for the first answer to a request; False when told to stop before it. Raises UserError after 30 s."""
    deadline = time.monotonic() + START_SECONDS
    while not stopping.wait(PAUSE):
        for child in children:
            child.require_alive()
        web = HTTPConnection(HOST, port, timeout=START_SECONDS)
        try:
            web.request("GET", "/")
            web.getresponse().read()
            return True
        except (OSError, HTTPException):
            if time.monotonic() > deadline:
                raise UserError(f"หน้าเว็บไม่ตอบใน {START_SECONDS:.0f} วินาที กรุณาดูสาเหตุใน {children[0].log}") from None
        finally:
            web.close()
    return False
