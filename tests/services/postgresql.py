"""A private PostgreSQL in a temporary folder, reached through a socket that nobody else sees."""

import os
import pwd
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import chown
from tempfile import TemporaryDirectory

from tests.services.programs import as_user, running

DEBIAN_FOLDER = Path("/usr/lib/postgresql")
INITDB_OPTIONS = [
    "--pgdata=data",
    "--username=portal",
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--no-sync",
]
# The data lives for one test run: nothing is gained by writing it to the disk carefully.
HASTE = {
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "listen_addresses": "",
    # Between two tests its tables are empty: taken for so, what a test fills them with is searched row by row.
    "autovacuum": "off",
}  # fmt: skip


def programs_folder() -> Path | None:
    """The folder of the newest installed server's programs, or None."""
    versions = [folder for folder in DEBIAN_FOLDER.glob("*/bin") if (folder / "postgres").exists()]
    return max(versions, key=lambda folder: int(folder.parent.name), default=None)


def server_user() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: root lends it the user that Debian's package makes."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


@contextmanager
def postgresql(programs: Path) -> Iterator[str]:
    """Runs a server of its own and gives the address for DATABASE_URL."""
    user = server_user()
    with TemporaryDirectory(prefix="portal-postgresql-") as name:
        folder = Path(name)
        if user:
            chown(folder, user.pw_uid, user.pw_gid)
        subprocess.run(
            [*as_user(user), str(programs / "initdb"), *INITDB_OPTIONS],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )
        server: list[str | Path] = [programs / "postgres", "-D", folder / "data", "-k", folder]
        for setting, value in HASTE.items():
            server += ["-c", f"{setting}={value}"]
        question: list[str | Path] = [programs / "pg_isready", "--quiet", "--host", folder]
        with running(
            server,
            log=folder / "log",
            ready=lambda: subprocess.run(question, check=False).returncode == 0,
            user=user,
        ):
            yield f"postgresql://portal@/{folder}/portal"
