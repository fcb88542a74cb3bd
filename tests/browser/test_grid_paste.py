"""A block from Excel: what goes where is shown first, then all of it is one act, which can be taken back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Role
from accounts.templatetags.portal import thai_moment
from assessments.models import Score
from tests.browser.grids import CLIPBOARD, SAVED, Desk, Gate, asked, cell, foot, said, sent, type_in
from tests.browser.looking import heard, serious

COPY = "text => navigator.clipboard.writeText(text)"


def paste(page: Page, key: str, text: str) -> Locator:
    """Copies the text, pastes it into the cell by the keyboard, and returns the dialog with the preview."""
    page.evaluate(COPY, text)
    cell(page, key).focus()
    page.keyboard.press("Control+V")
    return page.get_by_role("dialog")


def rows(dialog: Locator) -> list[list[str]]:
    """What the preview lists: the cell, the old value, the new one and what happens."""
    found = dialog.get_by_role("row").filter(has=dialog.page.get_by_role("rowheader")).all()
    return [[" ".join(each.split()) for each in row.locator("th, td").all_inner_texts()] for row in found]


def moment(key: str) -> str:
    """When the figure of a question was stored, as pages say it."""
    return thai_moment(Score.objects.get(question__code=key).changed_at)


def take_back(page: Page) -> None:
    page.get_by_role("button", name="เลิกทำ").click()


# ---- paste ---------------------------------------------------------------------------------------------------------


def test_column_from_excel_is_shown_then_stored_as_one_act(desk: Desk) -> None:
    """Excel ends a block with a line break, which is no empty cell of its own: (97.82 + 98.28 + 98.74) / 3 = 98.28."""
    desk.store({"i1": "97.82", "i2": "90"})
    page = desk.grid(permissions=CLIPBOARD)

    dialog = paste(page, "i1", "๙๗.๘๒\r\n98.28\r\n ๙๘.74 \r\n")
    expect(dialog).to_contain_text("ตรวจสอบก่อนวาง")
    shown, before, entered = rows(dialog), desk.stored(), moment("i2")
    expect(dialog.locator(".effects")).to_have_text(re.compile(r"เพิ่ม 1\s*แก้ไข 1\s*ลบ 0\s*เท่าเดิม 1"))
    assert serious(page) == []
    page.keyboard.press("Enter")

    expect(dialog).to_be_hidden()
    expect(page.locator("#grid-notice")).to_contain_text("บันทึกแล้ว เพิ่ม 1 ช่อง แก้ไข 1 ช่อง เท่าเดิม 0 ช่อง")
    expect(cell(page, "i1")).to_be_focused()
    expect(cell(page, "i2")).to_have_value("98.28")
    expect(cell(page, "i3")).to_have_value("98.74")
    expect(foot(page, 1)).to_contain_text("คำนวณ 98.28")
    expect(page.locator("#count-IIT")).to_have_text("3/15")
    assert shown == [
        [f"ข้อ i2 แถวที่ 2 คอลัมน์ 1 ค่าเดิมโดย ผู้ดูแลระบบ เมื่อ {entered}", "90", "98.28", "แก้ไข"],
        ["ข้อ i3 แถวที่ 3 คอลัมน์ 1", "–", "98.74", "เพิ่ม"],
    ]
    assert before == {"i1": "97.82", "i2": "90"}
    assert desk.stored() == {"i1": "97.82", "i2": "98.28", "i3": "98.74"}
    assert desk.acts() == [("paste", [("i2", "90", "98.28"), ("i3", "", "98.74")])]


def test_block_of_two_columns_fills_both_parts(desk: Desk) -> None:
    page = desk.grid("EIT", permissions=CLIPBOARD)

    dialog = paste(page, "e2-1", "90\t80\n\t๘๑\n92\t")
    dialog.get_by_role("button", name="วาง 4 ช่อง").click()

    expect(dialog).to_be_hidden()
    assert desk.stored() == {"e2-1": "90", "e2-2": "80", "e3-2": "81", "e4-1": "92"}


def test_codes_in_the_first_column_say_where_each_row_goes(desk: Desk) -> None:
    page = desk.grid("OIT", permissions=CLIPBOARD)

    dialog = paste(page, "o5", "๐3\t100\nO1\t0\nข้อ o28\t๑๐๐\n")
    dialog.get_by_role("button", name="วาง 3 ช่อง").click()

    expect(dialog).to_be_hidden()
    expect(cell(page, "o28")).to_have_value("100")
    assert desk.stored() == {"o1": "0", "o3": "100", "o28": "100"}


def test_what_cannot_be_pasted_is_listed_and_the_rest_goes_in(desk: Desk) -> None:
    page = desk.grid(permissions=CLIPBOARD)

    dialog = paste(page, "i14", "98\n98,28\n99\n97")

    faults = dialog.get_by_role("alert").get_by_role("listitem")
    expect(faults).to_have_text([
        re.compile(r"แถวที่ 2 คอลัมน์ 1\s+อ่าน .98,28. เป็นตัวเลขไม่ได้"),
        re.compile(r"แถวที่ 3\s+เกินท้ายตาราง"),
        re.compile(r"แถวที่ 4\s+เกินท้ายตาราง"),
    ])  # fmt: skip
    assert serious(page) == []
    dialog.get_by_role("button", name="วาง 1 ช่อง").click()
    expect(dialog).to_be_hidden()
    assert desk.stored() == {"i14": "98"}


def test_what_cannot_be_pasted_is_seen_before_it_is_confirmed(desk: Desk) -> None:
    """However long the preview: what is wrong and the button with the focus are both on the screen."""
    page = desk.grid(permissions=CLIPBOARD, viewport={"width": 390, "height": 740})

    dialog = paste(page, "i1", "98,28\n" + "97\n" * 14)

    expect(dialog.get_by_role("alert")).to_be_in_viewport(ratio=1)
    expect(dialog.get_by_role("button", name="วาง 14 ช่อง")).to_be_in_viewport(ratio=1)
    expect(dialog.get_by_role("button", name="วาง 14 ช่อง")).to_be_focused()


def test_block_without_a_score_is_refused_with_words(desk: Desk) -> None:
    page = desk.grid(permissions=CLIPBOARD)

    dialog = paste(page, "i1", "\t\n\t\n")
    expect(dialog.get_by_role("alert")).to_contain_text("ไม่มีคะแนนในข้อมูลที่วาง")
    dialog.get_by_role("button", name="ปิด").click()

    expect(dialog).to_be_hidden()
    expect(cell(page, "i1")).to_be_focused()
    expect(cell(page, "i1")).to_have_value("")


@pytest.mark.parametrize("way", ["button", "Escape"])
def test_cancelled_paste_stores_nothing(way: str, desk: Desk) -> None:
    page = desk.grid(permissions=CLIPBOARD)
    dialog = paste(page, "i1", "97.82\n98.28\n")
    requests = heard(page, "request")

    if way == "button":
        dialog.get_by_role("button", name="ยกเลิก").click()
    else:
        expect(dialog).to_be_visible()
        page.keyboard.press(way)

    expect(dialog).to_be_hidden()
    expect(cell(page, "i1")).to_be_focused()
    assert [cell(page, key).input_value() for key in ("i1", "i2")] == ["", ""]
    assert sent(requests) == []
    assert desk.acts() == []


def test_single_figure_is_pasted_as_text(desk: Desk) -> None:
    page = desk.grid(permissions=CLIPBOARD)

    dialog = paste(page, "i1", "๙๗.๘๒\r\n")
    page.keyboard.press("Tab")

    expect(said(page, "i1")).to_have_text(SAVED)
    expect(dialog).to_have_count(0)
    assert desk.acts() == [("cell", [("i1", "", "97.82")])]


def test_outdated_preview_says_so_and_shows_what_stands_now(desk: Desk) -> None:
    """As a conflict in the grid does: the figure, who stored it and when; also on a telephone."""
    desk.store({"i1": "90"})
    page = desk.grid(permissions=CLIPBOARD, viewport={"width": 390, "height": 844})
    dialog = paste(page, "i1", "97.82\n98.28\n")
    expect(dialog.get_by_role("button", name="วาง 2 ช่อง")).to_be_visible()
    desk.store({"i1": "95"}, by=Role.INTEGRITY_OFFICER)

    dialog.get_by_role("button", name="วาง 2 ช่อง").click()

    expect(dialog.get_by_role("alert")).to_contain_text("ยังไม่ได้บันทึก ด้านล่างเทียบกับค่าล่าสุดแล้ว")
    expect(dialog).to_contain_text("มีผู้แก้ไขข้อ i1 ก่อนท่านบันทึก")
    assert rows(dialog) == [
        [f"ข้อ i1 ค่าเดิมโดย นายธีรพัฒน์ คงวารี เมื่อ {moment('i1')}", "95", "97.82", "แก้ไข"],
        ["ข้อ i2", "–", "98.28", "เพิ่ม"],
    ]
    assert dialog.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    assert serious(page) == []
    assert desk.stored() == {"i1": "95"}
    dialog.get_by_role("button", name="วาง 2 ช่อง").click()
    expect(dialog).to_be_hidden()
    assert desk.stored() == {"i1": "97.82", "i2": "98.28"}


def test_paste_without_a_network_says_so(desk: Desk) -> None:
    page = desk.grid(permissions=CLIPBOARD)
    page.context.set_offline(True)

    dialog = paste(page, "i1", "97.82\n98.28\n")

    expect(page.locator("#grid-notice")).to_contain_text("กรุณาตรวจสอบการเชื่อมต่อแล้วลองอีกครั้ง")
    expect(dialog).to_have_count(0)


def test_what_went_wrong_while_the_preview_is_open_is_said_in_it(desk: Desk) -> None:
    page = desk.grid(permissions=CLIPBOARD)
    dialog = paste(page, "i1", "97.82\n98.28\n")
    expect(dialog.get_by_role("button", name="วาง 2 ช่อง")).to_be_visible()
    page.context.set_offline(True)

    dialog.get_by_role("button", name="วาง 2 ช่อง").click()

    expect(dialog.get_by_role("alert")).to_contain_text("กรุณาตรวจสอบการเชื่อมต่อแล้วลองอีกครั้ง")
    assert serious(page) == []
    page.context.set_offline(False)
    dialog.get_by_role("button", name="วาง 2 ช่อง").click()
    expect(dialog).to_be_hidden()
    assert desk.stored() == {"i1": "97.82", "i2": "98.28"}


@pytest.mark.parametrize("status", [400, 404])
def test_answer_that_fits_nothing_asks_to_open_the_page_anew(status: int, desk: Desk) -> None:
    page = desk.grid(permissions=CLIPBOARD)
    page.route("**/scores/apply/", lambda route: route.fulfill(status=status, body="?"))
    dialog = paste(page, "i1", "97.82\n98.28\n")

    dialog.get_by_role("button", name="วาง 2 ช่อง").click()

    expect(dialog.get_by_role("alert")).to_contain_text("กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")
    expect(dialog.get_by_role("button", name="วาง 2 ช่อง")).to_be_visible()


def test_block_takes_the_place_of_a_text_that_was_begun(desk: Desk) -> None:
    """As in a spreadsheet; what was begun is neither stored nor left behind."""
    desk.store({"i1": "90"})
    page = desk.grid(permissions=CLIPBOARD)
    page.evaluate(COPY, "97.82\n98.28\n")
    cell(page, "i1").focus()
    page.keyboard.type("12")

    page.keyboard.press("Control+V")
    page.get_by_role("dialog").get_by_role("button", name="วาง 2 ช่อง").click()

    expect(cell(page, "i1")).to_have_value("97.82")
    assert desk.acts() == [("paste", [("i1", "90", "97.82"), ("i2", "", "98.28")])]


def test_pasted_figures_that_look_wrong_say_so_at_once(desk: Desk) -> None:
    """Also after the paste is taken back: the warning stands under the figure without the page being loaded anew."""
    desk.store({"indicator-1": "97.82"})
    page = desk.grid(permissions=CLIPBOARD)
    dialog = paste(page, "i1", "97.82\n98.28\n")

    dialog.get_by_role("button", name="วาง 2 ช่อง").click()

    expect(asked(page, "i1")).to_contain_text("เท่ากับคะแนนทางการของตัวชี้วัดที่ 1 พอดี")
    expect(said(page, "i1")).to_contain_text("บันทึกแล้ว")
    expect(said(page, "i2")).to_have_text(SAVED)
    take_back(page)
    expect(cell(page, "i1")).to_have_value("")
    expect(said(page, "i1")).to_have_text(SAVED)


def test_pasted_figures_leave_alone_what_is_being_typed(desk: Desk) -> None:
    page = desk.grid(permissions=CLIPBOARD)
    cell(page, "i2").focus()
    type_in(page, "98,28")
    expect(said(page, "i2")).to_contain_text("หมายถึง 98.28 หรือไม่")

    dialog = paste(page, "i1", "97.82\n98\n")
    dialog.get_by_role("button", name="วาง 2 ช่อง").click()

    expect(cell(page, "i1")).to_have_value("97.82")
    expect(cell(page, "i2")).to_have_value("98,28")
    expect(said(page, "i2")).to_contain_text("หมายถึง 98.28 หรือไม่")
    assert desk.stored() == {"i1": "97.82", "i2": "98"}


# ---- taking back ---------------------------------------------------------------------------------------------------


def test_last_acts_are_taken_back_one_by_one(desk: Desk) -> None:
    page = desk.grid()
    expect(page.get_by_role("button", name="เลิกทำ")).to_be_disabled()
    cell(page, "i1").focus()
    type_in(page, "97.82", "98.28")
    expect(said(page, "i2")).to_have_text(SAVED)

    take_back(page)
    expect(page.locator("#grid-notice")).to_have_text(re.compile("เลิกทำแล้ว ข้อ i2"))
    expect(cell(page, "i2")).to_have_value("")
    after_one = desk.stored()
    take_back(page)

    expect(page.locator("#grid-notice")).to_have_text(re.compile("เลิกทำแล้ว ข้อ i1"))
    expect(cell(page, "i1")).to_have_value("")
    expect(page.get_by_role("button", name="เลิกทำ")).to_be_disabled()
    expect(page.locator("#count-IIT")).to_have_text("0/15")
    assert after_one == {"i1": "97.82"}
    assert desk.stored() == {}
    assert [kind for kind, _ in desk.acts()] == ["cell", "cell", "undo", "undo"]


def test_key_takes_back_and_leaves_the_focus(desk: Desk) -> None:
    desk.store({"i1": "90"})
    page = desk.grid()
    cell(page, "i1").focus()
    type_in(page, "97.82")
    expect(said(page, "i1")).to_have_text(SAVED)

    page.keyboard.press("Control+Z")

    expect(cell(page, "i1")).to_have_value("90")
    expect(cell(page, "i2")).to_be_focused()
    assert desk.acts() == [("cell", [("i1", "90", "97.82")]), ("undo", [("i1", "97.82", "90")])]


def test_key_takes_back_letters_while_one_types(desk: Desk) -> None:
    page = desk.grid()
    requests = heard(page, "request")
    cell(page, "i1").focus()
    page.keyboard.type("97.82")

    page.keyboard.press("Control+Z")

    expect(cell(page, "i1")).not_to_have_value("97.82")
    assert sent(requests) == []


def test_paste_is_taken_back_as_one_step(desk: Desk) -> None:
    desk.store({"i1": "90"})
    page = desk.grid(permissions=CLIPBOARD)
    dialog = paste(page, "i1", "97\n98\n99\n96\n")
    dialog.get_by_role("button", name="วาง 4 ช่อง").click()
    expect(cell(page, "i4")).to_have_value("96")

    page.keyboard.press("Control+Z")

    expect(page.locator("#grid-notice")).to_contain_text("เลิกทำแล้ว 4 ช่อง")
    expect(cell(page, "i1")).to_have_value("90")
    expect(cell(page, "i4")).to_have_value("")
    expect(page.get_by_role("button", name="เลิกทำ")).to_be_disabled()
    assert desk.stored() == {"i1": "90"}


def test_taking_back_waits_for_what_is_on_its_way(desk: Desk) -> None:
    """Who types a wrong figure and presses the button at once means that figure, not the one before it."""
    page = desk.grid()
    cell(page, "i1").focus()
    type_in(page, "97.82")
    expect(said(page, "i1")).to_have_text(SAVED)
    gate = Gate(page, "**/cells/i2")
    page.keyboard.type("12")

    take_back(page)
    expect(said(page, "i2")).to_contain_text("กำลังบันทึก…")
    gate.open()

    expect(page.locator("#grid-notice")).to_have_text(re.compile("เลิกทำแล้ว ข้อ i2"))
    expect(cell(page, "i2")).to_have_value("")
    assert desk.stored() == {"i1": "97.82"}


def test_acts_of_others_are_not_taken_back(desk: Desk) -> None:
    desk.store({"i1": "97.82"}, by=Role.INTEGRITY_OFFICER)

    page = desk.grid()

    expect(page.get_by_role("button", name="เลิกทำ")).to_be_disabled()
    cell(page, "i1").focus()
    page.keyboard.press("Control+Z")
    expect(page.locator("#grid-notice").get_by_role("alert")).to_contain_text("ไม่มีการแก้ไขของท่านที่เลิกทำได้")
    assert desk.stored() == {"i1": "97.82"}


def test_figure_that_another_has_changed_since_is_not_taken_back(desk: Desk) -> None:
    page = desk.grid()
    cell(page, "i1").focus()
    type_in(page, "97.82")
    expect(said(page, "i1")).to_have_text(SAVED)
    desk.store({"i1": "99"}, by=Role.INTEGRITY_OFFICER)

    take_back(page)

    refusal = page.locator("#grid-notice").get_by_role("alert")
    expect(refusal).to_contain_text("เลิกทำไม่ได้ เพราะมีผู้แก้ไขข้อ i1 หลังจากนั้นแล้ว")
    assert desk.stored() == {"i1": "99"}
