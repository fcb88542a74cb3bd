"""A telephone: documents and pages fit, what is wider says that it scrolls, and no words run into each other."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import Page, ViewportSize

from reports.content import Digits, Document, Dot, DotGroup, DotPlot, Section
from reports.renderers.html import render
from tests.browser.looking import too_wide
from tests.browser.portals import Portal
from tests.reports.samples import LIMITS, SERIES, indicator_analysis

TELEPHONE: ViewportSize = {"width": 390, "height": 844}
#: The frame of the preview on it.
FRAME: ViewportSize = {"width": 342, "height": 690}
DESK: ViewportSize = {"width": 1280, "height": 800}

#: By how many pixels each table of a document is wider than its box.
HIDDEN = "[...document.querySelectorAll('.table')].map(box => box.scrollWidth - box.clientWidth)"
HINTS = "[...document.querySelectorAll('.table')].map(box => getComputedStyle(box, '::before').content)"
#: Words that should be on one line each, and take more.
BROKEN = """found => [...document.querySelectorAll(found)].filter(words => {
    const line = parseFloat(getComputedStyle(words).lineHeight)
    return words.getClientRects().length > 1 || words.offsetHeight > 1.6 * line
}).map(words => words.textContent)"""
#: Pairs of labels of an axis that touch.
TOUCHING = """() => [...document.querySelectorAll('.dot-plot-axis')].flatMap(axis => {
    const range = document.createRange()
    const shown = [...axis.children].filter(label => label.offsetWidth).map(label => {
        range.selectNodeContents(label)
        return [label.textContent, range.getBoundingClientRect()]
    })
    return shown.slice(1).filter(([, box], place) => box.left <= shown[place][1].right + 1).map(([words]) => words)
})"""


def open_document(page: Page, document: Document, digits: Digits, viewport: ViewportSize) -> None:
    page.set_viewport_size(viewport)
    page.set_content(render(document, digits=digits).decode())


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_document_fits_but_for_its_wide_table_and_breaks_no_head(page: Page, digits: Digits) -> None:
    open_document(page, indicator_analysis(), digits, FRAME)

    score, finding, measures = page.evaluate(HIDDEN)
    assert (too_wide(page), score, finding) == (0, 0, 0)
    assert measures > 0
    assert page.evaluate(BROKEN, "th .line") == []


@pytest.mark.parametrize(
    ("viewport", "media", "hints"),
    [
        (FRAME, "screen", ["none", "none", '"เลื่อนไปทางขวาเพื่อดูทั้งตาราง →"']),
        (FRAME, "print", ["none", "none", "none"]),
        (DESK, "screen", ["none", "none", "none"]),
    ],
)
def test_table_that_scrolls_says_so_on_a_screen(
    page: Page, viewport: ViewportSize, media: str, hints: list[str]
) -> None:
    page.emulate_media(media=media)  # type: ignore[arg-type]  # one of its two words
    open_document(page, indicator_analysis(), "thai", viewport)

    assert page.evaluate(HINTS) == hints


@pytest.mark.parametrize("digits", ["thai", "arabic"])
@pytest.mark.parametrize("width", [320, 342, 480, 640, 700])
def test_labels_of_an_axis_never_touch(page: Page, width: int, digits: Digits) -> None:
    """Axes that start at 80, 70 … 0; the labels at 85 and 95 are always there."""
    plots = tuple(
        DotPlot("", (DotGroup("", (Dot("", Decimal(least), "IIT"),)),), LIMITS, SERIES) for least in range(5, 95, 10)
    )

    open_document(page, Document("", "", "", (Section("", plots),)), digits, {"width": width, "height": 690})

    assert page.evaluate(TOUCHING) == []
    assert page.locator(".dot-plot-axis .limit:visible").count() == 2 * len(plots)


def test_periods_of_measures_keep_their_days_together(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter("sateng-nok.officer", viewport=TELEPHONE)

    page.goto(f"{running_portal.url}/m/sateng-nok/2566/")

    assert page.locator(".period .whole").count() > 20
    assert page.evaluate(BROKEN, ".period .whole") == []


def test_text_of_a_finding_is_in_sight_whole(running_portal: Portal, enter: Callable[..., Page]) -> None:
    """The longest of the demo: eleven lines."""
    page = enter("sateng-nok.officer", viewport=DESK)

    page.goto(f"{running_portal.url}/m/sateng-nok/2566/findings/10/")

    hidden = page.locator("textarea").evaluate("text => text.scrollHeight - text.clientHeight")
    assert hidden == 0
