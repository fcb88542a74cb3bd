"""Journeys through activities and the calendar, in a fresh demo."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect
from pytest_django import Settings

from measures.models import Activity, CalendarFeed, Evidence
from tests.browser.looking import serious, too_wide
from tests.browser.portals import Portal
from tests.measures.pictures import jpeg

#: Pictures of the document that the browser could draw: their texts.
DRAWN = "images => images.filter(image => image.naturalWidth > 0).map(image => image.alt)"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """Files of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path


def photograph(name: str, colour: str) -> FilePayload:
    """A picture as a browser uploads it."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg(colour, (400, 300))}


def test_meeting_with_two_pictures_becomes_a_document(portal: Portal, page: Page) -> None:
    portal.log_in(page, "phon-phisai.staff")
    page.goto(f"{portal.url}/m/phon-phisai/2569/activities/")
    expect(page.get_by_text("ยังไม่มีการประชุมหรือกิจกรรมของปีนี้")).to_be_visible()

    page.get_by_role("link", name="บันทึกกิจกรรม").click()
    page.get_by_label("เรื่อง").fill("ประชุมชี้แจงปฏิทินการประเมินปี 2569")
    page.get_by_label("วันที่").fill("๑๐ มีนาคม ๒๕๖๙")
    page.get_by_label("เวลา").fill("บ่ายโมง")
    page.get_by_label("สถานที่").fill("หอประชุม")
    page.get_by_label("สาระสำคัญและมติ").fill("แจ้งปฏิทิน\n- ลงทะเบียนภายในเดือนมีนาคม")
    page.get_by_role("button", name="บันทึกแล้วไปเพิ่มภาพ").click()
    expect(page.get_by_role("alert")).to_contain_text("เวลา: อ่าน “บ่ายโมง” เป็นเวลาไม่ได้")
    page.get_by_label("เวลา").fill("๑๓.๐๐ น.")
    page.get_by_role("button", name="บันทึกแล้วไปเพิ่มภาพ").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("ภาพกิจกรรม")
    first, second = (page.get_by_role("group", name=f"ภาพที่ {number}") for number in (1, 2))
    first.get_by_label("ไฟล์ภาพ").set_input_files(photograph("ก.jpg", "#12436D"))
    first.get_by_label("คำอธิบายภาพ").fill("ผู้บริหารเปิดประชุม")
    second.get_by_label("ไฟล์ภาพ").set_input_files(photograph("ข.jpg", "#28A197"))
    second.get_by_label("คำอธิบายภาพ").fill("ผู้เข้าร่วมประชุม")
    page.get_by_role("button", name="เพิ่มภาพ", exact=True).click()

    expect(page.get_by_role("status")).to_contain_text("เพิ่มภาพแล้ว 2 ภาพ")
    page.get_by_role("button", name="ย้ายไปก่อนหน้า: ผู้เข้าร่วมประชุม").click()
    expect(page.locator("ol.pictures figcaption")).to_have_text(["ผู้เข้าร่วมประชุม", "ผู้บริหารเปิดประชุม"])
    assert serious(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert too_wide(page) == 0

    page.get_by_role("link", name="เสร็จแล้ว").click()
    assert (serious(page), too_wide(page)) == ([], 0)
    page.get_by_role("link", name="ดูเอกสาร").click()
    document = page.frame_locator("iframe")
    expect(document.get_by_text("วันอังคารที่ ๑๐ มีนาคม ๒๕๖๙ เวลา ๑๓.๐๐ น.")).to_be_visible()
    expect(document.get_by_text("- ลงทะเบียนภายในเดือนมีนาคม")).to_be_visible()
    assert document.get_by_role("img").evaluate_all(DRAWN) == ["ผู้เข้าร่วมประชุม", "ผู้บริหารเปิดประชุม"]
    with page.expect_download() as download:
        page.get_by_role("button", name="ดาวน์โหลด PDF").click()
    pdf = Path(download.value.path()).read_bytes()
    assert (pdf[:5], len(re.findall(rb"/Subtype\s*/Image", pdf))) == (b"%PDF-", 2)

    # The pictures stay among the evidence when the activity goes.
    page.goto(f"{portal.url}/m/phon-phisai/2569/activities/")
    page.get_by_role("link", name="ประชุมชี้แจงปฏิทินการประเมินปี 2569").click()
    page.get_by_role("link", name="แก้ไข").click()
    page.get_by_text("ลบกิจกรรมนี้").click()
    page.get_by_role("button", name="ยืนยันลบกิจกรรม").click()
    expect(page.get_by_role("status")).to_contain_text("แล้ว ภาพยังอยู่ในหลักฐานของหน่วยงาน")
    assert Activity.objects.filter(fiscal_year=2569).count() == 0
    assert Evidence.objects.count() == 2 + 4  # the demo has four


def test_officer_takes_the_calendar_along(portal: Portal, page: Page) -> None:
    portal.log_in(page, "phon-phisai.officer")
    page.goto(f"{portal.url}/m/phon-phisai/2569/calendar/")
    assert (serious(page), too_wide(page)) == ([], 0)

    page.get_by_role("button", name="สร้างที่อยู่ปฏิทิน").click()
    address = page.get_by_label("ที่อยู่ปฏิทินของหน่วยงาน").input_value()
    page.context.clear_cookies()
    answer = page.request.get(address)

    assert address == f"{portal.url}/calendar/{CalendarFeed.objects.get().token}.ics"
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.body().startswith(b"BEGIN:VCALENDAR\r\n")
    assert answer.body().count(b"BEGIN:VEVENT") >= 6
