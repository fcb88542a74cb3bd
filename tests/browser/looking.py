"""What a test hears from a page, and what it sees wrong with it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def heard(page: Page, event: Any) -> list[Any]:
    """A list that grows with every `event` of the page from now on."""
    events: list[Any] = []

    def listen(each: Any) -> None:  # Playwright does not take a list's own append
        events.append(each)

    page.on(event, listen)
    return events


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical on the page, with the elements."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {[node['html'] for node in each['nodes']]}"
        for each in violations
        if each["impact"] in ("serious", "critical")
    ]


def too_wide(page: Page) -> int:
    """By how many pixels the page must be scrolled sideways."""
    pixels: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return pixels
