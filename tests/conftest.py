"""The browser of the tests: Debian's Chromium, speaking Thai, driven by Playwright."""

from pathlib import Path
from typing import Any

import pytest

from tests.services.programs import missing

CHROMIUM = Path("/usr/bin/chromium")
# Chromium's sandbox needs rights that containers lack; the rest keeps it off the network and the screen card.
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        missing("Chromium")
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "th-TH", "timezone_id": "Asia/Bangkok"}
