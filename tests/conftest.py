"""The browser of the tests: Debian's Chromium, speaking Thai, driven by Playwright."""

from typing import Any

import pytest

from tests.services.chromium import CHROMIUM, CHROMIUM_ARGUMENTS
from tests.services.programs import missing


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        missing("Chromium")
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "th-TH", "timezone_id": "Asia/Bangkok"}
