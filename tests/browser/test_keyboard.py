"""The keyboard alone: the main actions are in the order of reading, and one sees where one is."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from tests.browser.portals import Portal

FOCUSED = """() => {
  const { activeElement: element } = document;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return [element.innerText.trim() || element.name, outlineStyle !== "none" && parseFloat(outlineWidth) >= 2];
}"""


def stops(page: Page, most: int) -> Iterator[tuple[str, bool]]:
    """What Tab reaches, one after the other, and whether its focus can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        name, visible = page.evaluate(FOCUSED)
        yield name, visible


def test_log_in_needs_no_mouse(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter(None)
    page.goto(f"{running_portal.url}/accounts/login/")

    reached = list(stops(page, 3))
    page.keyboard.type("ban-suan.executive")
    page.keyboard.press("Tab")
    page.keyboard.type(running_portal.password)
    page.keyboard.press("Enter")

    assert [name for name, _ in reached][::2] == ["ข้ามไปยังเนื้อหา", "login"]
    assert all(visible for _, visible in reached)
    expect(page.get_by_role("heading", level=1)).to_have_text("หน่วยงานของฉัน")


def test_year_reaches_its_main_actions_in_order(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter("sateng-nok.officer")
    page.goto(f"{running_portal.url}/m/sateng-nok/2566/")

    reached = list(stops(page, 14))

    names = [name for name, _ in reached]
    assert names[0] == "ข้ามไปยังเนื้อหา"
    assert names[2:11] == [
        "เปลี่ยนรหัสผ่าน",
        "ออกจากระบบ",
        "หน้าแรก",
        "คะแนน: กำลังกรอกคะแนน",
        "กรอกคะแนน",
        "ดูเอกสาร",
        "คำนวณอย่างไร",
        "คะแนนรายตัวชี้วัด",
        "แผนภาพ",
    ]
    assert all(visible for _, visible in reached)


def test_skip_link_leads_past_the_header(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter("ban-suan.officer")
    page.goto(f"{running_portal.url}/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="ข้ามไปยังเนื้อหา")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.get_by_role("main").get_by_role("link").first).to_be_focused()


def test_faults_of_a_form_have_the_focus(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter(None)
    page.goto(f"{running_portal.url}/accounts/login/")

    page.get_by_label("ชื่อผู้ใช้").fill("ban-suan.staff")
    page.get_by_label("รหัสผ่าน").fill("ผิด")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง")
