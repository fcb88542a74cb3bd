"""The way of a measure: the officer plans it, the department reports with a photo, the report proves it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from pytest_django import Settings

from measures.models import Measure
from tests.browser.looking import serious
from tests.browser.portals import Portal
from tests.measures.files import photo
from tests.reports.pdf import joined, pages_by_pdfium

PHOTO: FilePayload = {"name": "IMG_0042.jpg", "mimeType": "image/jpeg", "buffer": photo()}
TITLE = "เปิดเผยแผนการใช้จ่ายงบประมาณให้ประชาชนติดตาม"
STEP = "ปิดประกาศแผนการใช้จ่ายหน้าสำนักงาน"
SUMMARY = "ปิดประกาศแล้วทั้งสี่ชุมชน"
OUTCOME = "ประชาชนสอบถามการใช้จ่ายได้ทุกไตรมาส"


def planned(page: Page, portal: Portal) -> Measure:
    """The officer's part: a measure with a step, a department and a period."""
    page.goto(f"{portal.url}/m/ban-suan/2569/measures/new/")
    page.get_by_label("มาตรการ/โครงการ/กิจกรรม").fill(TITLE)
    page.get_by_label("2. การใช้งบประมาณ").check()
    page.get_by_role("button", name="บันทึกแล้วเพิ่มขั้นตอน").click()
    page.get_by_label("ขั้นตอนและวิธีการ").fill(STEP)
    page.get_by_label("ผู้รับผิดชอบหลัก").select_option(label="สำนักคลัง")
    page.get_by_label("ระบุไตรมาส").check()
    page.get_by_label("ตั้งแต่ไตรมาส").select_option(label="ไตรมาส 2")
    page.get_by_role("button", name="บันทึกขั้นตอน").click()
    expect(page.get_by_role("heading", level=2, name=TITLE)).to_be_visible()
    return Measure.objects.latest("pk")


def reported(page: Page, measure: Measure) -> None:
    """The department's part: what was done, what came of it, and a photo."""
    page.get_by_role("link", name=TITLE).click()
    page.locator(f"#step-{measure.steps.get().pk}").get_by_role("link", name="รายงานผล").click()
    page.get_by_role("textbox", name="วันที่รายงาน").fill("25/03/2569")
    page.get_by_label("ดำเนินการแล้ว").check()
    page.get_by_label("สรุปผลการดำเนินการ").fill(SUMMARY)
    page.get_by_label("ผลลัพธ์หรือความสำเร็จ").fill(OUTCOME)
    page.get_by_label("ไฟล์", exact=True).set_input_files([PHOTO])
    page.get_by_label("คำอธิบาย IMG_0042.jpg").fill("ประกาศหน้าสำนักงาน")
    page.get_by_role("button", name="บันทึกรายงาน").click()
    expect(page.get_by_role("article").locator("img")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_measure_goes_from_plan_to_report(
    script: bool, portal: Portal, browser: Browser, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with browser.new_context(java_script_enabled=script) as office, browser.new_context() as department:
        officer, staff = office.new_page(), department.new_page()
        portal.log_in(officer, "ban-suan.officer")
        portal.log_in(staff, "ban-suan.staff")

        measure = planned(officer, portal)
        staff.goto(f"{portal.url}/m/ban-suan/2569/measures/?q={TITLE}")
        reported(staff, measure)
        officer.goto(f"{portal.url}/m/ban-suan/2569/measures/")
        officer.get_by_role("link", name="เอกสารรายงานผลของแผน").click()
        officer.get_by_role("link", name="ดูตัวอย่างและดาวน์โหลด รายงานผลการดำเนินการ").click()

        shown = officer.frame_locator("iframe")
        for words in (TITLE, STEP, SUMMARY, OUTCOME, "สำนักคลัง"):
            expect(shown.get_by_text(words).first).to_be_visible()
        with officer.expect_download() as download:
            officer.get_by_role("button", name="ดาวน์โหลด PDF").click()
            if not script:
                officer.get_by_role("link", name="ดาวน์โหลดไฟล์").click()
        printed = joined("".join(pages_by_pdfium(Path(download.value.path()).read_bytes())))
        assert [joined(words) in printed for words in (TITLE, STEP, SUMMARY, OUTCOME, "ประกาศหน้าสำนักงาน")] == [True] * 5
        if script:
            assert serious(officer) == []
