"""The grid from the keyboard: moves like a spreadsheet, reads like a table, hides nothing (UX.md section 1)."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from tests.browser.grids import SAVED, Desk, cell, foot, said, sent, type_in
from tests.browser.looking import heard, serious

#: The cell that has the focus, and whether all of its text is selected.
FOCUSED = """() => {
  const { activeElement: { id, value, selectionStart, selectionEnd } } = document;
  return [id, selectionStart === 0 && selectionEnd === value.length];
}"""
#: Whether something else lies over the middle of the element that has the focus, or it is off the screen.
HIDDEN = """() => {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2) !== document.activeElement;
}"""
#: Height and width of each element in pixels.
SIZES = "(all) => all.map((each) => each.getBoundingClientRect()).map(({ height, width }) => [height, width])"
TALL = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 740}


def focused(page: Page) -> tuple[str, bool]:
    key, selected = page.evaluate(FOCUSED)
    return key, selected


def test_whole_instrument_is_filled_in_with_enter(desk: Desk) -> None:
    """Means of three, half-up: 294.84 / 3 = 98.28, 298.62 / 3 = 99.54, 299.80 / 3 = 99.93, 291.48 / 3 = 97.16,
    296.04 / 3 = 98.68.
    """
    desk.store({"indicator-1": "98.28"})
    page = desk.grid("IIT")
    requests = heard(page, "request")
    typed = ["97.82", "๙๘.๒๘", "98.74%", "๙๙.๒๑", " 99.64 ", "๙9.7๗", "99.80", "100", "๑๐๐"]
    typed += ["94.85", "98.28", "９８.３５", "97.82", "๙๙", "99.22"]

    cell(page, "i1").focus()
    type_in(page, *typed)

    expect(said(page, "i15")).to_have_text(SAVED)
    expect(page.locator("#sheet-state")).to_have_text("บันทึกแล้วทุกช่อง")
    expect(page.locator("#sheet-sum")).to_contain_text(re.compile(r"15\s+จาก 61"))
    expect(page.locator("#count-IIT")).to_have_text("15/15")
    for number, mean in enumerate(("98.28", "99.54", "99.93", "97.16", "98.68"), 1):
        expect(foot(page, number)).to_contain_text(f"คำนวณ {mean}")
    expect(foot(page, 1)).to_contain_text("ทางการ 98.28")
    shown = ["97.82", "98.28", "98.74", "99.21", "99.64", "99.77", "99.8", "100", "100"]
    shown += ["94.85", "98.28", "98.35", "97.82", "99", "99.22"]
    assert [each.input_value() for each in page.locator("input[data-version]").all()] == shown
    assert desk.stored() == {f"i{number}": text for number, text in enumerate(shown, 1)} | {"indicator-1": "98.28"}
    assert focused(page)[0] == "i15"
    assert sent(requests) == [f"i{number}" for number in range(1, 16)]
    assert {request.is_navigation_request() for request in requests} == {False}


def test_last_figure_of_a_year_gives_total_and_level(desk: Desk) -> None:
    """0.30 × 90 + 0.30 × 90 + 0.40 × 100 = 94; every indicator is at 85 at least: the second level."""
    iit = {f"i{number}": "90" for number in range(1, 15)}
    eit = {f"e{number}/{part}": "90" for number in range(1, 10) for part in (1, 2)}
    desk.store(iit | eit | {f"o{number}": "100" for number in range(1, 29)})
    page = desk.grid("IIT")
    total = page.locator("#sheet-sum div", has_text="คะแนนรวมที่คำนวณ").locator("dd")
    level = page.locator("#sheet-sum div", has_text="ระดับ").locator("dd")
    expect(total).to_have_text("–")
    expect(foot(page, 5)).to_contain_text("คำนวณ –")
    expect(foot(page, 5)).to_contain_text("ยังขาด 1 ช่อง")

    cell(page, "i15").focus()
    type_in(page, "๙๐")

    expect(total).to_have_text("94.00")
    expect(level).to_have_text("ผ่านดี")
    expect(foot(page, 5)).to_contain_text("คำนวณ 90.00")
    expect(foot(page, 5)).not_to_contain_text("ยังขาด")


def test_keys_move_up_and_down_and_stop_at_the_ends(desk: Desk) -> None:
    page = desk.grid("IIT")
    cell(page, "i1").focus()

    reached = []
    for key in ("ArrowUp", "Shift+Enter", "ArrowDown", "Enter", "ArrowUp", "Shift+Enter"):
        page.keyboard.press(key)
        reached.append(focused(page)[0])
    cell(page, "i14").focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        reached.append(focused(page)[0])

    assert reached == ["i1", "i1", "i2", "i3", "i2", "i1", "i15", "i15", "i15"]
    expect(page).to_have_url(desk.address("scores/IIT/"))
    assert desk.stored() == {}


def test_tab_goes_across_and_enter_goes_down_where_there_are_two_parts(desk: Desk) -> None:
    page = desk.grid("EIT")
    cell(page, "e1-1").focus()

    reached = []
    for key in ("Tab", "Tab", "Shift+Tab", "Enter", "Enter", "ArrowUp", "Shift+Tab", "ArrowDown"):
        page.keyboard.press(key)
        reached.append(focused(page)[0])

    assert reached == ["e1-2", "e2-1", "e1-2", "e2-2", "e3-2", "e2-2", "e2-1", "e3-1"]


def test_both_parts_of_an_instrument_make_one_figure(desk: Desk) -> None:
    """Part 1: (90 + 91 + 92) / 3 = 91; part 2: (80 + 82 + 84) / 3 = 82; the indicator: (91 + 82) / 2 = 86.50."""
    page = desk.grid("EIT")

    cell(page, "e1-1").focus()
    type_in(page, "90", "๙๑", "92")
    cell(page, "e1-2").focus()
    type_in(page, "80", "82", "๘๔")

    expect(foot(page, 6)).to_contain_text("คำนวณ 86.50")
    expect(foot(page, 6)).to_contain_text("ส่วนที่ 1: 91.00")
    expect(foot(page, 6)).to_contain_text("ส่วนที่ 2: 82.00")
    expect(page.locator("#count-EIT")).to_have_text("6/18")
    assert desk.stored() == {"e1-1": "90", "e1-2": "80", "e2-1": "91", "e2-2": "82", "e3-1": "92", "e3-2": "84"}


def test_arriving_selects_what_is_there(desk: Desk) -> None:
    desk.store({"i1": "97.82", "i2": "98.28", "i3": "99"})
    page = desk.grid("IIT")

    reached = []
    cell(page, "i1").click()
    for key in ("Tab", "Enter", "ArrowUp"):
        reached.append(focused(page))
        page.keyboard.press(key)
    type_in(page, "91.5")

    assert reached == [("i1", True), ("i2", True), ("i3", True)]
    expect(said(page, "i2")).to_have_text(SAVED)
    assert desk.stored() == {"i1": "97.82", "i2": "91.5", "i3": "99"}


def test_left_and_right_stay_in_the_text(desk: Desk) -> None:
    page = desk.grid("IIT")
    cell(page, "i2").focus()

    for key in ("9", "5", "ArrowLeft", "8", "ArrowRight", "ArrowRight", ".", "1"):
        page.keyboard.press(key)

    expect(cell(page, "i2")).to_have_value("985.1")
    assert focused(page)[0] == "i2"


def test_escape_restores_what_was_saved_last(desk: Desk) -> None:
    desk.store({"i1": "97.82"})
    page = desk.grid("IIT")
    cell(page, "i1").focus()
    type_in(page, "90")
    expect(said(page, "i1")).to_have_text(SAVED)
    requests = heard(page, "request")

    page.keyboard.press("ArrowUp")
    page.keyboard.type("12")
    page.keyboard.press("Escape")

    expect(cell(page, "i1")).to_have_value("90")
    assert focused(page) == ("i1", True)
    page.keyboard.press("Tab")
    expect(cell(page, "i2")).to_be_focused()
    assert sent(requests) == []
    assert desk.stored() == {"i1": "90"}


def test_escape_takes_a_refused_text_away_with_its_words(desk: Desk) -> None:
    desk.store({"i1": "97.82"})
    page = desk.grid("IIT")
    cell(page, "i1").focus()
    type_in(page, "978.2")
    expect(cell(page, "i1")).to_have_attribute("aria-invalid", "true")

    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")

    expect(cell(page, "i1")).to_have_value("97.82")
    expect(cell(page, "i1")).not_to_have_attribute("aria-invalid", "true")
    expect(said(page, "i1")).to_be_empty()
    expect(page.locator("#sheet-state")).to_have_text("บันทึกแล้วทุกช่อง")


def test_items_are_done_or_not_done_by_a_button(desk: Desk) -> None:
    page = desk.grid("OIT")
    o1, o2 = (page.get_by_role("row").filter(has=cell(page, key)) for key in ("o1", "o2"))

    there, not_there = (o1.get_by_role("button", name=f"ข้อ o1 {words} คะแนน") for words in ("มี 100", "ไม่มี 0"))
    expect(there).to_have_attribute("aria-pressed", "false")
    there.click()
    o2.get_by_role("button", name="ข้อ o2 ไม่มี 0 คะแนน").click()

    expect(said(page, "o1")).to_have_text(SAVED)
    expect(said(page, "o2")).to_have_text(SAVED)
    expect(cell(page, "o1")).to_have_value("100")
    expect(cell(page, "o2")).to_have_value("0")
    expect(page.locator("#count-OIT")).to_have_text("2/28")
    expect(there).to_have_attribute("aria-pressed", "true")
    expect(not_there).to_have_attribute("aria-pressed", "false")
    assert desk.stored() == {"o1": "100", "o2": "0"}
    not_there.click()
    expect(there).to_have_attribute("aria-pressed", "false")
    expect(not_there).to_have_attribute("aria-pressed", "true")


def test_letters_are_no_shortcuts(desk: Desk) -> None:
    page = desk.grid("OIT")
    cell(page, "o1").focus()

    page.keyboard.type("nyzm?")

    expect(cell(page, "o1")).to_have_value("nyzm?")
    assert focused(page)[0] == "o1"


def test_page_reads_as_a_table_with_its_keys_listed(desk: Desk) -> None:
    """No role=grid: screen readers would lose their commands for tables."""
    page = desk.grid("EIT")

    page.get_by_text("วิธีกรอกและแป้นพิมพ์ลัด").click()

    keys = ["Enter", "↓", "Shift", "Enter", "↑", "Tab", "Esc", "Ctrl", "Z", "Ctrl", "Enter", "Ctrl", "V"]
    expect(page.get_by_role("group").locator("kbd")).to_have_text(keys)
    table = page.get_by_role("table")
    expect(table).to_have_count(1)
    expect(page.get_by_role("grid")).to_have_count(0)
    row = table.get_by_role("row").filter(has=cell(page, "e1-2"))
    asks = row.get_by_role("rowheader").inner_text()
    expect(cell(page, "e1-2")).to_have_accessible_name(re.compile(rf"^{re.escape(asks)}\s+ส่วนที่ 2$"))
    expect(cell(page, "e1-2")).to_have_attribute("inputmode", "decimal")
    expect(cell(page, "e1-2")).to_have_attribute("autocomplete", "off")
    expect(cell(page, "e1-2")).to_have_attribute("type", "text")
    assert serious(page) == []


@pytest.mark.parametrize("viewport", [TALL, PHONE], ids=["wide", "phone"])
def test_cell_with_the_focus_is_never_hidden(viewport: dict[str, int], desk: Desk) -> None:
    page = desk.grid("OIT", viewport=viewport)
    cell(page, "o1").focus()

    hidden = []
    for key in ["Enter"] * 27 + ["Shift+Enter"] * 27:
        page.keyboard.press(key)
        if page.evaluate(HIDDEN):
            hidden.append((key, focused(page)[0]))

    assert hidden == []
    assert focused(page)[0] == "o1"


def test_fingers_meet_large_targets(desk: Desk) -> None:
    """Of 44 px: inputs, what sets them, what leads to their history."""
    page = desk.grid("OIT", viewport=PHONE, has_touch=True)

    targets = page.locator("input[data-version], .sheet button, .sheet a").evaluate_all(SIZES)

    assert len(targets) == 4 * 28
    assert min(map(min, targets)) >= 44


def test_details_of_a_cell_open_and_give_the_focus_back(desk: Desk) -> None:
    desk.store({"i2": "97.82"}, by=Role.INTEGRITY_OFFICER)
    desk.store({"i2": "98.28"}, by=Role.STAFF)
    page = desk.grid("IIT")
    cell(page, "i2").focus()

    page.keyboard.press("Control+Enter")

    dialog = page.get_by_role("dialog", name="ข้อ i2")
    history = dialog.get_by_role("list").get_by_role("listitem")
    expect(history).to_have_count(2)
    expect(history.nth(0)).to_contain_text(
        re.compile(r"97\.82 → 98\.28\s+นางกมลชนก ศรีชลทิพย์ · นำเข้าข้อมูล · .* 25\d\d \d\d:\d\d น\.")
    )
    expect(history.nth(1)).to_contain_text(re.compile(r"ช่องว่าง → 97\.82\s+นายธีรพัฒน์ คงวารี"))
    assert serious(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(cell(page, "i2")).to_be_focused()
    assert len(desk.acts()) == 2


def test_remark_on_a_cell_is_kept_beside_its_history(desk: Desk) -> None:
    page = desk.grid("IIT")
    page.get_by_role("link", name="ประวัติและความเห็นของข้อ i3").click()
    dialog = page.get_by_role("dialog", name="ข้อ i3")
    expect(dialog).to_contain_text("ยังไม่มีการกรอกคะแนนในช่องนี้")

    dialog.get_by_role("button", name="บันทึกความเห็น").click()
    expect(dialog).to_contain_text("กรุณาเขียนความเห็นก่อนบันทึก")
    dialog.get_by_label("เพิ่มความเห็น").fill("รอตรวจกับ ITAS อีกครั้ง")
    dialog.get_by_role("button", name="บันทึกความเห็น").click()

    expect(dialog.get_by_role("status")).to_have_text("บันทึกความเห็นแล้ว")
    expect(dialog.get_by_role("status")).to_be_focused()
    expect(dialog.locator(".comment")).to_have_text(re.compile("รอตรวจกับ ITAS อีกครั้ง\\s+นางกมลชนก ศรีชลทิพย์ · "))
    expect(dialog.get_by_label("เพิ่มความเห็น")).to_have_value("")
    dialog.get_by_role("button", name="ปิด").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="ประวัติและความเห็นของข้อ i3 มี 1 ความเห็น")).to_be_visible()
    assert desk.stored() == {}


def test_remark_in_a_box_that_was_made_larger_offends_no_policy(desk: Desk) -> None:
    """A box that is drawn larger by hand has a style; put back as an attribute, the page's policy refuses it."""
    page = desk.grid("IIT")
    messages = heard(page, "console")
    page.get_by_role("link", name="ประวัติและความเห็นของข้อ i3").click()
    box = page.get_by_label("เพิ่มความเห็น")
    box.evaluate("box => { box.style.height = '200px' }")

    box.fill("รอตรวจกับ ITAS อีกครั้ง")
    page.get_by_role("button", name="บันทึกความเห็น").click()

    expect(page.get_by_role("dialog").get_by_role("status")).to_be_focused()
    assert [message.text for message in messages] == []


@pytest.mark.parametrize("viewport", [TALL, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize(("name", "key"), [("IIT", "i1"), ("EIT", "e1-2"), ("OIT", "o1"), ("official", "indicator-1")])
def test_saving_moves_no_row(name: str, key: str, viewport: dict[str, int], desk: Desk) -> None:
    page = desk.grid(name, viewport=viewport)
    heights = "rows => rows.map(row => row.offsetHeight)"
    before = page.locator(".sheet tbody tr").evaluate_all(heights)

    cell(page, key).focus()
    type_in(page, "100")
    expect(said(page, key)).to_have_text(SAVED)

    assert page.locator(".sheet tbody tr").evaluate_all(heights) == before


def test_both_parts_stand_side_by_side_on_a_telephone(desk: Desk) -> None:
    page = desk.grid("EIT", viewport=PHONE)

    first, second = (cell(page, key).bounding_box() for key in ("e1-1", "e1-2"))

    assert first
    assert second
    assert first["y"] == second["y"]
    assert first["x"] + first["width"] < second["x"]
