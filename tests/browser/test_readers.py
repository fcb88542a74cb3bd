"""What people see who only read: each role its own part of the running portal."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.portals import Portal


def test_staff_takes_the_form_of_a_year(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter("sateng-nok.staff")
    page.goto(f"{running_portal.url}/m/sateng-nok/2566/scores/")

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()

    assert download.value.suggested_filename == "ita-sateng-nok-2566.csv"
    assert b"i1,,85.93," in download.value.path().read_bytes()


def test_executive_reads_without_editing(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter("ban-suan.executive")
    page.goto(running_portal.url)

    page.get_by_role("link", name="ปี 2568").click()

    expect(page.get_by_role("article")).to_have_count(10)
    expect(page.get_by_role("link", name="แก้ไขผลการวิเคราะห์")).to_have_count(0)
    expect(page.get_by_role("link", name="นำเข้าคะแนน")).to_have_count(0)
    expect(page.get_by_role("link", name="ดูเอกสาร")).to_be_visible()


def test_overseer_sees_the_province_alone(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter("overseer.yala")
    page.goto(running_portal.url)

    expect(page.get_by_role("heading", level=2, name="เทศบาล")).to_have_text(["เทศบาลเมืองสะเตงนอก"])
    page.get_by_role("link", name="ปี 2566", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("เทศบาลเมืองสะเตงนอก ปีงบประมาณ 2566")
    answer = page.goto(f"{running_portal.url}/m/ban-suan/2568/")
    assert answer
    assert answer.status == 404


@pytest.mark.parametrize(
    "path", ["", "findings/1/", "documents/indicator-analysis/", "documents/indicator-analysis/content"]
)
def test_stranger_is_told_that_there_is_no_such_page(
    path: str, running_portal: Portal, enter: Callable[..., Page]
) -> None:
    page = enter("sateng-nok.officer")

    answer = page.goto(f"{running_portal.url}/m/ban-suan/2568/{path}")

    assert answer
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("ไม่พบหน้านี้")


def test_visitor_is_asked_to_log_in_and_led_on(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter(None)
    page.goto(f"{running_portal.url}/m/ban-suan/2568/")
    page.get_by_label("ชื่อผู้ใช้").fill("ban-suan.staff")
    page.get_by_label("รหัสผ่าน").fill(running_portal.password)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("เทศบาลนครบ้านสวน ปีงบประมาณ 2568")

    page.get_by_role("button", name="ออกจากระบบ").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("เข้าสู่ระบบ")
