"""Programs of the test machine: started for one test run, waited for, stopped again."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from pwd import struct_passwd
from typing import NoReturn

import pytest

PATIENCE = 30.0
PAUSE = 0.05


class ProgramError(Exception):
    """A program ended early or did not get ready in time; the message carries the end of its log."""


def missing(component: str) -> NoReturn:
    """Skips the test with the reason; fails it where everything must be there (``CI=true``)."""
    sentence = f"{component} is not installed here: `make test` installs it"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def as_user(user: struct_passwd | None) -> list[str]:
    """What stands before a command that ends with this process and, which only root may ask, runs as `user`."""
    identity = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"] if user else []
    return ["setpriv", "--pdeathsig=INT", *identity, "--"]


@contextmanager
def running(
    command: Sequence[str | Path], *, log: Path, ready: Callable[[], bool], user: struct_passwd | None = None
) -> Iterator[None]:
    """Runs `command` until the block ends; enters it when `ready` says so.

    The program ends with this process even if that is killed.
    Raises ProgramError when the program ends by itself or is not ready within 30 seconds.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*as_user(user), *command], stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise ProgramError(f"{command[0]} did not start: {log.read_text(errors='replace')[-1000:]}")
            time.sleep(PAUSE)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # to PostgreSQL: do not wait for the clients
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
