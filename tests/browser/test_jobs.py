"""Documents made by the real worker, with and without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import Municipality, User
from reports.models import Job, JobState
from reports.tasks import render_job
from reports.verbs.jobs import job_request
from tests.browser.looking import heard, serious, too_wide
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


def ordered(portal: Portal, page: Page) -> Job:
    """A job that waits, and its page before the person who ordered it."""
    job = job_request(
        municipality=Municipality.objects.get(slug="ban-suan"), fiscal_year=2568, kind="indicator-analysis",
        ending="html", digits="thai", by=User.objects.get(username="ban-suan.officer"),
    )  # fmt: skip
    portal.log_in(page, "ban-suan.officer")
    page.goto(f"{portal.url}/m/ban-suan/2568/jobs/{job.pk}/")
    return job


def test_bar_moves_while_the_words_stay(portal: Portal, page: Page) -> None:
    """The words change from ten to ten, so that a screen reader is not kept busy; the bar changes at once."""
    job = ordered(portal, page)
    bar = page.get_by_role("progressbar", name="กำลังจัดทำ")
    shown = []

    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=41, total=100)
    expect(bar).to_have_js_property("value", 41)
    shown.append(page.get_by_text("จัดทำแล้ว 40%").evaluate("element => element.mark = 'the same element'"))
    Job.objects.filter(pk=job.pk).update(done=48)
    expect(bar).to_have_js_property("value", 48)

    assert page.get_by_text("จัดทำแล้ว 40%").evaluate("element => element.mark") == shown[0]
    assert serious(page) == []
    Job.objects.filter(pk=job.pk).update(done=77)
    expect(page.get_by_text("จัดทำแล้ว 70%")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_job_is_cancelled_and_made_again(
    script: bool, portal: Portal, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context(java_script_enabled=script).new_page()
    job = ordered(portal, page)

    page.get_by_role("button", name="ยกเลิกการจัดทำ").click()
    expect(page.get_by_text("ยกเลิกแล้ว")).to_be_visible()
    cancelled = Job.objects.get(pk=job.pk).state
    page.get_by_role("button", name="จัดทำใหม่").click()

    expect(page.get_by_text("เอกสารพร้อมแล้ว")).to_be_visible()
    assert cancelled == JobState.CANCELLED
    assert Job.objects.get(repeats=job).state == JobState.DONE


def test_failed_job_shows_its_reference_and_is_tried_again(portal: Portal, page: Page) -> None:
    job = ordered(portal, page)

    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="ยังไม่มีคะแนน")

    expect(page.get_by_text(f"รหัสอ้างอิง {job.reference}")).to_be_visible()
    page.get_by_role("button", name="ลองใหม่").click()
    expect(page.get_by_text("เอกสารพร้อมแล้ว")).to_be_visible()


def test_file_whose_figures_changed_says_so(portal: Portal, page: Page) -> None:
    job = ordered(portal, page)
    render_job(str(job.pk))
    page.goto(portal.url + PREVIEW)
    before = page.get_by_text("ข้อมูลเปลี่ยนแล้วหลังจัดทำ").count()

    Municipality.objects.filter(slug="ban-suan").update(name="เทศบาลนครบ้านสวนใหม่")
    page.reload()
    expect(page.get_by_text("ข้อมูลเปลี่ยนแล้วหลังจัดทำ")).to_be_visible()
    page.get_by_role("button", name="จัดทำใหม่").click()
    expect(page.get_by_text("เอกสารพร้อมแล้ว")).to_be_visible()

    assert before == 0
    page.goto(portal.url + PREVIEW)
    expect(page.get_by_text("ข้อมูลเปลี่ยนแล้วหลังจัดทำ")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_all_documents_of_a_year_come_as_one_file(
    width: int, running_portal: Portal, enter: Callable[..., Page]
) -> None:
    page = enter("sateng-nok.officer", viewport={"width": width, "height": 900})
    page.goto(f"{running_portal.url}/m/sateng-nok/2566/")
    page.get_by_role("link", name="เอกสารทั้งชุดเป็นไฟล์เดียว").click()
    faults = (serious(page), too_wide(page))

    with page.expect_download(timeout=120_000) as download:
        page.get_by_role("button", name="จัดทำเอกสารทั้งชุด").click()

    expect(page.get_by_text("เอกสารพร้อมแล้ว")).to_be_visible()
    with ZipFile(download.value.path()) as archive:
        names = archive.namelist()
    assert faults == ([], 0)
    assert (serious(page), too_wide(page)) == ([], 0)
    assert download.value.suggested_filename == "เอกสาร ITA เทศบาลเมืองสะเตงนอก 2566.zip"
    assert "รายการ.csv" in names
    assert "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด เทศบาลเมืองสะเตงนอก 2566.pdf" in names
