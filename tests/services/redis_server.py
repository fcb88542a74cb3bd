"""A private Redis in a temporary folder, on a free port of this machine alone."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import redis

from tests.services.programs import running


def program() -> str | None:
    """Where the server program is, or None."""
    return shutil.which("redis-server")


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def redis_server(program: str, port: int = 0) -> Iterator[str]:
    """Runs a server of its own, on a free port or `port`, and gives its address (database 0).

    It keeps nothing on the disk: what is started again on the same port is empty.
    """
    port = port or free_port()
    client = redis.Redis(host="127.0.0.1", port=port)

    def ready() -> bool:
        try:
            return bool(client.ping())
        except redis.ConnectionError:
            return False

    with TemporaryDirectory(prefix="portal-redis-") as name:
        command = [
            program,
            "--bind",
            "127.0.0.1",
            "--port",
            str(port),
            "--dir",
            name,
            "--save",
            "",
            "--appendonly",
            "no",
        ]
        with client, running(command, log=Path(name) / "log", ready=ready):
            yield f"redis://127.0.0.1:{port}/0"
