"""A report with a photo: chosen, sent, seen upright, downloaded without the place; on a telephone; without scripts."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page, Route, expect
from pytest_django import Settings

from measures.models import ProgressReport, Status, Step
from tests.browser.looking import serious, too_wide
from tests.browser.portals import Portal
from tests.measures.files import PDF, photo

PHOTO: FilePayload = {"name": "ภาพการประชุม.jpg", "mimeType": "image/jpeg", "buffer": photo()}
ORDER: FilePayload = {"name": "คำสั่ง.pdf", "mimeType": "application/pdf", "buffer": PDF}
LIE: FilePayload = {"name": "โปรแกรม.pdf", "mimeType": "application/pdf", "buffer": b"MZ"}
TODAY = "25/03/2569"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """Files are kept in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path


def step_opened(portal: Portal, page: Page) -> Step:
    """The page of a step of Ban Suan, before its staff."""
    step = Step.objects.filter(measure__municipality__slug="ban-suan", measure__action_year=2569).earliest("pk")
    portal.log_in(page, "ban-suan.staff")
    page.goto(f"{portal.url}/m/ban-suan/2569/measures/steps/{step.pk}/")
    return step


def fill_in(page: Page) -> None:
    """All that a step that is done asks for, but the evidence."""
    page.get_by_role("textbox", name="วันที่รายงาน").fill(TODAY)
    page.get_by_label("ดำเนินการแล้ว").check()
    page.get_by_label("สรุปผลการดำเนินการ").fill("จัดประชุมชี้แจงแล้ว")
    page.get_by_label("ผลลัพธ์หรือความสำเร็จ").fill("บุคลากรเข้าใจหลักเกณฑ์")


def save(page: Page) -> None:
    page.get_by_role("button", name="บันทึกรายงาน").click()


def test_staff_report_with_a_photo_and_a_link(portal: Portal, page: Page) -> None:
    step_opened(portal, page)
    fill_in(page)
    page.get_by_label("ไฟล์", exact=True).set_input_files([PHOTO, ORDER])
    page.get_by_label("คำอธิบาย ภาพการประชุม.jpg").fill("ภาพการประชุมชี้แจง")
    page.get_by_label("วันที่ของหลักฐาน (ไม่บังคับ) ภาพการประชุม.jpg").fill("๒๐ มี.ค. ๒๕๖๙")
    page.get_by_label("ลิงก์ (ไม่บังคับ)").fill("https://www.example.go.th/news ประกาศบนเว็บไซต์")
    assert serious(page) == []

    save(page)

    report = page.get_by_role("article")
    expect(page.get_by_role("status").get_by_text("บันทึกรายงานความก้าวหน้าแล้ว")).to_be_in_viewport()
    expect(report).to_be_in_viewport()
    for words in ("25 มี.ค. 2569", "ดำเนินการแล้ว", "บุคลากรเข้าใจหลักเกณฑ์", "คำสั่ง", "ประกาศบนเว็บไซต์"):
        expect(report).to_contain_text(words)
    shown = report.locator("img")
    expect(shown).to_be_visible()
    assert shown.evaluate("picture => [picture.naturalWidth, picture.naturalHeight]") == [300, 400]
    assert serious(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert too_wide(page) == 0
    assert serious(page) == []

    report.get_by_role("link", name="ภาพการประชุมชี้แจง").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("ภาพการประชุมชี้แจง")
    assert (too_wide(page), serious(page)) == (0, [])
    with page.expect_download() as download:
        page.get_by_role("link", name="ภาพการประชุม.jpg").click()
    kept = Image.open(io.BytesIO(download.value.path().read_bytes()))
    assert download.value.suggested_filename == "ภาพการประชุม.jpg"
    assert (kept.size, dict(kept.getexif())) == ((300, 400), {})
    assert ProgressReport.objects.latest("pk").status == Status.DONE


def test_files_stay_chosen_when_something_is_refused(portal: Portal, page: Page) -> None:
    step_opened(portal, page)
    fill_in(page)
    page.get_by_label("ผลลัพธ์หรือความสำเร็จ").fill("")
    page.get_by_label("ไฟล์", exact=True).set_input_files([ORDER, LIE])
    page.get_by_label("คำอธิบาย คำสั่ง.pdf").fill("คำสั่งแต่งตั้ง")

    save(page)

    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("ผลลัพธ์หรือความสำเร็จ: สถานะ “ดำเนินการแล้ว” ต้องมีผลลัพธ์")
    expect(alert).to_contain_text("“โปรแกรม.pdf” ไม่ใช่ไฟล์ชนิดที่รับ")
    expect(page.get_by_label("คำอธิบาย คำสั่ง.pdf")).to_have_value("คำสั่งแต่งตั้ง")
    expect(page.get_by_text("กรุณาเลือกไฟล์อีกครั้ง")).to_have_count(0)
    assert serious(page) == []

    page.get_by_label("ผลลัพธ์หรือความสำเร็จ").fill("บุคลากรเข้าใจหลักเกณฑ์")
    page.get_by_role("button", name="นำออก โปรแกรม.pdf").click()
    save(page)

    expect(page.get_by_role("article")).to_contain_text("คำสั่งแต่งตั้ง")


def test_sending_can_be_stopped_and_taken_up_again(portal: Portal, page: Page) -> None:
    step = step_opened(portal, page)
    fill_in(page)
    page.get_by_label("ไฟล์", exact=True).set_input_files([ORDER])
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route("**/steps/*/", hold)
    save(page)
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name="ยกเลิกการส่ง").click()

    expect(page.get_by_role("progressbar")).to_be_hidden()
    expect(page.locator("#sending-said")).to_have_text("ยกเลิกการส่งแล้ว ยังไม่ได้บันทึก")
    assert len(held) == 1
    assert step.reports.count() == 0

    page.unroute("**/steps/*/")
    save(page)

    expect(page.get_by_role("article")).to_contain_text("คำสั่ง")


def test_file_that_is_too_large_is_not_sent(portal: Portal, page: Page, tmp_path: Path) -> None:
    step_opened(portal, page)
    fill_in(page)
    large = tmp_path / "ใหญ่.pdf"
    large.write_bytes(PDF + b" " * 20 * 1024 * 1024)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_label("ไฟล์", exact=True).set_input_files([large])

    save(page)

    expect(page.get_by_text("ไฟล์ใหญ่เกิน 20 MB กรุณานำออก แล้วย่อขนาดหรือแบ่งไฟล์")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("มีไฟล์ที่ส่งไม่ได้")
    assert sent == []


def test_ended_session_loses_nothing_of_a_report(portal: Portal, page: Page) -> None:
    step_opened(portal, page)
    fill_in(page)
    page.get_by_label("ไฟล์", exact=True).set_input_files([ORDER])
    Session.objects.all().delete()

    save(page)

    expect(page.get_by_role("alert")).to_contain_text("ท่านออกจากระบบแล้ว กรุณาเข้าสู่ระบบในแท็บใหม่")
    expect(page.get_by_label("สรุปผลการดำเนินการ")).to_have_value("จัดประชุมชี้แจงแล้ว")
    expect(page.get_by_label("คำอธิบาย คำสั่ง.pdf")).to_be_visible()


def test_enter_in_a_field_sends_nothing(portal: Portal, page: Page) -> None:
    step_opened(portal, page)
    fill_in(page)

    page.get_by_label("ร้อยละความก้าวหน้า (ไม่บังคับ)").press("Enter")

    expect(page.get_by_label("สรุปผลการดำเนินการ")).to_have_value("จัดประชุมชี้แจงแล้ว")
    assert ProgressReport.objects.filter(summary="จัดประชุมชี้แจงแล้ว").count() == 0


def test_report_without_scripts(portal: Portal, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    step = step_opened(portal, page)
    fill_in(page)
    page.get_by_role("textbox", name="วันที่รายงาน").fill("30/09/2568")
    page.get_by_label("ไฟล์", exact=True).set_input_files([PHOTO, LIE])

    save(page)

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("“โปรแกรม.pdf” ไม่ใช่ไฟล์ชนิดที่รับ")
    expect(alert).to_contain_text("อยู่นอกปีงบประมาณ 2569")
    expect(page.get_by_text("ข้อความที่กรอกไว้ยังอยู่ครบ แต่ไฟล์ยังไม่ได้เก็บ กรุณาเลือกไฟล์อีกครั้ง")).to_be_visible()
    expect(page.get_by_label("สรุปผลการดำเนินการ")).to_have_value("จัดประชุมชี้แจงแล้ว")

    page.get_by_label("ยืนยันว่าวันที่รายงานถูกต้อง").check()
    page.get_by_label("ไฟล์", exact=True).set_input_files([PHOTO])
    page.get_by_label("คำอธิบายไฟล์ (ไม่บังคับ)").fill("ภาพการประชุมชี้แจง")
    save(page)

    page.wait_for_url(re.compile(r"#report-\d+$"))
    expect(page.get_by_role("article")).to_contain_text("ภาพการประชุมชี้แจง")
    report = step.reports.get()

    page.get_by_role("link", name=re.compile("แก้ไข ?รายงาน 30 ก.ย. 2568")).click()
    page.get_by_label("สรุปผลการดำเนินการ").fill("จัดประชุมชี้แจงสองครั้ง")
    page.get_by_role("button", name="บันทึกการแก้ไข").click()

    expect(page.get_by_role("article")).to_contain_text("จัดประชุมชี้แจงสองครั้ง")
    report.refresh_from_db()
    assert (report.version, report.evidence.count()) == (1, 1)
