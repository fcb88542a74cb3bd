"""The portals that the browser visits, and how a person gets in."""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

from tests.services.programs import missing, running

READY = "ระบบพร้อมใช้งาน"


@dataclass(frozen=True, slots=True)
class Portal:
    """A portal with the demo: where it is, and the password of the demo's people."""

    url: str
    password: str

    def log_in(self, page: Page, username: str) -> None:
        """Logs in by the form and waits for the first page."""
        page.goto(f"{self.url}/accounts/login/")
        page.get_by_label("ชื่อผู้ใช้").fill(username)
        page.get_by_label("รหัสผ่าน").fill(self.password)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        page.wait_for_url(f"{self.url}/")


@contextmanager
def portal_running(folder: Path) -> Iterator[Portal]:
    """The portal as ``make run`` starts it, web server and worker, with its data in `folder`."""
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        missing("The collected static files")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        "PORTAL_ALLOWED_HOSTS": "127.0.0.1",
        "PORTAL_DATA_DIR": folder,
        "PORTAL_HTTPS": "false",
        "PYTHONUNBUFFERED": "1",
    }
    command: list[str | Path] = [
        *("env", "--unset=DATABASE_URL", *(f"{name}={value}" for name, value in environment.items())),
        *(sys.executable, settings.BASE_DIR / "manage.py", "run_portal", "--port", str(port)),
    ]
    log = folder / "run.log"
    with running(command, log=log, ready=lambda: READY in log.read_text(encoding="utf-8")):
        password = (folder / "secrets/demo-password").read_text(encoding="ascii")
        yield Portal(f"http://127.0.0.1:{port}", password)
