"""A document on its way to the public: approved, published, read by a stranger, checked, corrected, withdrawn."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from reports.models import EditionFile
from tests.browser.looking import serious, too_wide
from tests.browser.portals import Portal
from tests.browser.test_editions import WAITS, submit
from tests.reports.pdf import joined, pages_by_pdfium

PUBLIC = "/ban-suan/indicator-analysis/2568/"


def approved(portal: Portal, officer: Page, executive: Page) -> None:
    """The officer submits, the executive approves."""
    submit(portal, officer, "")
    executive.goto(portal.url)
    executive.get_by_role("link", name=WAITS).click()
    executive.get_by_role("button", name="จัดทำฉบับที่จะอนุมัติ").click()
    executive.get_by_label("รหัสผ่านของท่าน").fill(portal.password)
    executive.get_by_role("button", name="อนุมัติเอกสาร").click()
    expect(executive.get_by_role("heading", level=1)).to_contain_text("ฉบับที่ 1")


def test_stranger_reads_and_checks_what_was_published(
    portal: Portal, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    officer, executive = new_context().new_page(), new_context().new_page()
    context = new_context(java_script_enabled=False)
    stranger = context.new_page()
    portal.log_in(officer, "ban-suan.officer")
    portal.log_in(executive, "ban-suan.executive")
    approved(portal, officer, executive)
    before = stranger.goto(portal.url + PUBLIC)

    officer.goto(executive.url)
    officer.get_by_role("button", name="เผยแพร่ต่อสาธารณะ").click()
    expect(officer.get_by_text("เผยแพร่แล้วเมื่อ")).to_be_visible()
    assert serious(officer) == []

    home = stranger.goto(f"{portal.url}/ban-suan/")
    stranger.get_by_role("link", name=re.compile("^รายงานการวิเคราะห์ผลการประเมิน")).click()
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("รายงานการวิเคราะห์")
    pdf = stranger.request.get(f"{portal.url}{PUBLIC}1.pdf").body()
    kept = tmp_path / "เอกสาร.pdf"
    kept.write_bytes(pdf)
    stranger.get_by_role("link", name="ตรวจสอบเอกสาร").first.click()
    stranger.get_by_label(re.compile("^ไฟล์")).set_input_files(kept)
    stranger.get_by_role("button", name="ตรวจไฟล์").click()
    expect(stranger.get_by_role("status")).to_contain_text("เป็นฉบับที่อนุมัติและเผยแพร่อยู่")
    kept.write_bytes(pdf + b"\n")
    stranger.get_by_label(re.compile("^ไฟล์")).set_input_files(kept)
    stranger.get_by_role("button", name="ตรวจไฟล์").click()
    expect(stranger.get_by_role("status")).to_contain_text("ไม่พบในเอกสารที่อนุมัติ")

    assert before is not None
    assert before.status == 404
    assert home is not None
    assert home.status == 200
    assert sha256(pdf).hexdigest() == EditionFile.objects.get(format="pdf").sha256
    assert all(joined(f"{PUBLIC}1/") in joined(page) for page in pages_by_pdfium(pdf))
    assert context.cookies() == []

    officer.get_by_label("เหตุผลที่ถอน").fill("ตาราง 2 คลาดเคลื่อน")
    officer.get_by_role("button", name="ถอนการเผยแพร่").click()
    expect(officer.get_by_role("status")).to_contain_text("ถอนการเผยแพร่แล้ว")
    gone = stranger.goto(f"{portal.url}{PUBLIC}1/")
    assert gone is not None
    assert gone.status == 410
    expect(stranger.get_by_text("ตาราง 2 คลาดเคลื่อน")).to_be_visible()


def test_public_pages_can_be_read_by_everybody(portal: Portal, new_context: Callable[..., BrowserContext]) -> None:
    """No page has what axe calls serious, is wider than a telephone, or asks another host for anything."""
    officer, executive = new_context().new_page(), new_context().new_page()
    portal.log_in(officer, "ban-suan.officer")
    portal.log_in(executive, "ban-suan.executive")
    approved(portal, officer, executive)
    officer.goto(executive.url)
    officer.get_by_role("button", name="เผยแพร่ต่อสาธารณะ").click()
    expect(officer.get_by_text("เผยแพร่แล้วเมื่อ")).to_be_visible()
    telephone = new_context(viewport={"width": 390, "height": 844}).new_page()
    asked: list[str] = []
    telephone.on("request", lambda request: asked.append(request.url))

    found = {}
    for address in (
        "/ban-suan/",
        PUBLIC,
        f"{PUBLIC}1/",
        "/ban-suan/open-data/2568/",
        "/check/",
        "/check/?hash=x",
        "/site/",
    ):
        telephone.goto(portal.url + address)
        found[address] = (serious(telephone), too_wide(telephone))

    assert found == dict.fromkeys(found, ([], 0))
    assert all(url.startswith((portal.url, "data:")) for url in asked)
    assert not [url for url in asked if url.endswith(".js")]
