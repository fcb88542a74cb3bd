"""A document on its way from the officer to the executive, back and again, with and without JavaScript."""

import re
from collections.abc import Callable
from hashlib import sha256

from playwright.sync_api import BrowserContext, Page, expect

from reports.models import Edition, EditionFile, EditionState
from tests.browser.looking import serious, too_wide
from tests.browser.portals import Portal

DOCUMENT = "/m/ban-suan/2568/documents/indicator-analysis/"
WAITS = "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด ปี 2568 รออนุมัติ"
BACK = "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด ปี 2568 ส่งคืนให้แก้ไข"


def submit(portal: Portal, page: Page, note: str) -> None:
    """The officer reads what proofreading says, and submits."""
    page.goto(portal.url + DOCUMENT)
    page.get_by_role("link", name=re.compile("^ตรวจทานและเสนอ")).click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("ข้อความถึงผู้บริหาร").fill(note)
    page.get_by_role("button", name="เสนอผู้บริหาร").click()
    expect(page.get_by_role("status")).to_contain_text("เสนอเอกสารให้ผู้บริหารพิจารณาแล้ว")


def test_document_is_submitted_returned_mended_and_approved(
    portal: Portal, new_context: Callable[..., BrowserContext]
) -> None:
    officer, executive = new_context().new_page(), new_context().new_page()
    portal.log_in(officer, "ban-suan.officer")
    portal.log_in(executive, "ban-suan.executive")

    submit(portal, officer, "ฉบับแรกของปี")
    assert serious(officer) == []
    executive.goto(portal.url)
    executive.get_by_role("link", name=WAITS).click()
    frame = executive.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("รายงานการวิเคราะห์")
    expect(executive.get_by_text("ฉบับแรกของปี").first).to_be_visible()
    executive.get_by_role("button", name="ส่งคืนให้แก้ไข").click()
    expect(executive.get_by_role("alert")).to_contain_text("กรุณาระบุเหตุผล")
    executive.get_by_label("เหตุผลที่ส่งคืน").fill("ขอให้ตรวจตัวชี้วัดที่ 8")
    executive.get_by_role("button", name="ส่งคืนให้แก้ไข").click()
    expect(executive.get_by_role("status")).to_contain_text("ส่งคืนให้เจ้าหน้าที่แก้ไขแล้ว")

    officer.goto(portal.url)
    officer.get_by_role("link", name=BACK).click()
    expect(officer.get_by_text("ขอให้ตรวจตัวชี้วัดที่ 8").first).to_be_visible()
    submit(portal, officer, "ตรวจแล้ว")

    executive.goto(portal.url)
    executive.get_by_role("link", name=WAITS).click()
    expect(executive.get_by_label("ตำแหน่งของท่าน")).to_have_value("นายกเทศมนตรีนครบ้านสวน")
    executive.get_by_role("button", name="จัดทำฉบับที่จะอนุมัติ").click()
    expect(frame.get_by_text("อนุมัติทางอิเล็กทรอนิกส์โดย")).to_be_attached()
    assert serious(executive) == []
    executive.get_by_label("รหัสผ่านของท่าน").fill("ผิด")
    executive.get_by_role("button", name="อนุมัติเอกสาร").click()
    expect(executive.get_by_role("alert")).to_contain_text("รหัสผ่านไม่ถูกต้อง")
    executive.get_by_label("รหัสผ่านของท่าน").fill(portal.password)
    executive.get_by_role("button", name="อนุมัติเอกสาร").click()

    expect(executive.get_by_role("heading", level=1)).to_contain_text("ฉบับที่ 1")
    assert serious(executive) == []
    approved = Edition.objects.get(state=EditionState.APPROVED)
    assert (approved.number, approved.submitted_by.username) == (1, "ban-suan.officer")
    link = executive.get_by_role("link", name=re.compile(r"ฉบับที่ 1\.pdf")).get_attribute("href")
    opened = executive.request.get(f"{portal.url}{link}")
    assert sha256(opened.body()).hexdigest() == EditionFile.objects.get().sha256
    executive.goto(f"{portal.url}/m/ban-suan/2568/editions/")
    expect(executive.get_by_role("article")).to_have_count(2)
    assert serious(executive) == []


def test_document_is_approved_on_a_telephone_without_javascript(
    portal: Portal, new_context: Callable[..., BrowserContext]
) -> None:
    telephone = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False}
    officer, executive = new_context(**telephone).new_page(), new_context(**telephone).new_page()
    portal.log_in(officer, "ban-suan.officer")
    portal.log_in(executive, "ban-suan.executive")

    submit(portal, officer, "")
    executive.goto(portal.url)
    executive.get_by_role("link", name=WAITS).click()
    executive.get_by_label("รักษาราชการแทน").fill("นายกเทศมนตรีนครบ้านสวน")
    executive.get_by_label("ตำแหน่งของท่าน").fill("ปลัดเทศบาล")
    executive.get_by_role("button", name="จัดทำฉบับที่จะอนุมัติ").click()
    executive.get_by_label("รหัสผ่านของท่าน").fill(portal.password)
    executive.get_by_role("button", name="อนุมัติเอกสาร").click()

    expect(executive.get_by_role("heading", level=1)).to_contain_text("ฉบับที่ 1")
    approval = Edition.objects.get().approval
    assert approval is not None
    assert (approval.position, approval.acting) == ("ปลัดเทศบาล", "นายกเทศมนตรีนครบ้านสวน")


def test_pages_of_editions_fit_a_telephone(portal: Portal, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    portal.log_in(page, "ban-suan.officer")
    widths = []

    page.goto(f"{portal.url}{DOCUMENT}submit/")
    widths.append(too_wide(page))
    submit(portal, page, "ข้อความยาว " * 20)
    for address in (page.url, portal.url + DOCUMENT, f"{portal.url}/m/ban-suan/2568/editions/"):
        page.goto(address)
        widths.append(too_wide(page))

    assert widths == [0, 0, 0, 0]
