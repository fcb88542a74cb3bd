"""Documents made by the real worker, with and without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import heard
from tests.browser.portals import Portal

NAME = "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด เทศบาลนครบ้านสวน 2568"
PREVIEW = "/m/ban-suan/2568/documents/indicator-analysis/"


@pytest.mark.parametrize(
    ("word", "ending", "beginning"), [("PDF", "pdf", b"%PDF-1.7"), ("Excel", "xlsx", b"PK\x03\x04")]
)
def test_worker_makes_a_file_that_comes_by_itself(
    word: str, ending: str, beginning: bytes, running_portal: Portal, enter: Callable[..., Page]
) -> None:
    page = enter("ban-suan.officer")
    page.goto(running_portal.url + PREVIEW)

    with page.expect_download() as download:
        page.get_by_role("button", name=f"ดาวน์โหลด {word}").click()

    expect(page.get_by_text("เอกสารพร้อมแล้ว")).to_be_visible()
    assert download.value.suggested_filename == f"{NAME}.{ending}"
    assert Path(download.value.path()).read_bytes().startswith(beginning)


def test_reload_does_not_fetch_the_file_again(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter("ban-suan.officer")
    page.goto(running_portal.url + PREVIEW)
    with page.expect_download():
        page.get_by_role("button", name="ดาวน์โหลด PDF").click()
    downloads = heard(page, "download")

    page.reload(wait_until="networkidle")

    expect(page.get_by_role("link", name="ดาวน์โหลดไฟล์")).to_be_visible()
    assert downloads == []


def test_job_reaches_its_file_without_javascript(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter("ban-suan.executive", java_script_enabled=False)
    page.goto(running_portal.url + PREVIEW)

    page.get_by_role("button", name="ดาวน์โหลด PDF").click()
    expect(page).to_have_url(re.compile("/jobs/"))
    link = page.get_by_role("link", name="ดาวน์โหลดไฟล์")
    expect(link).to_be_visible(timeout=20_000)  # the page reloads itself every two seconds
    with page.expect_download() as download:
        link.click()

    assert download.value.suggested_filename == f"{NAME}.pdf"
