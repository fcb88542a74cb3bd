"""Without JavaScript the grid is one form with one button, and nothing that was typed is lost either."""

import re

from playwright.sync_api import Locator, Page, expect

from accounts.models import Role
from assessments.models import Assessment
from tests.browser.grids import Desk, cell, foot, said


def plain(desk: Desk, name: str = "IIT", role: Role = Role.STAFF) -> Page:
    return desk.grid(name, role, java_script_enabled=False)


def save(page: Page) -> None:
    page.get_by_role("button", name="บันทึกทั้งหน้า").first.click()


def summary(page: Page) -> Locator:
    """What is wrong with the page, before the table."""
    return page.get_by_role("alert").filter(has_text="ยังไม่ได้บันทึก กรุณาตรวจสอบ")


def test_page_is_saved_by_one_button_as_one_act(desk: Desk) -> None:
    """(97.82 + 98.28 + 98.74) / 3 = 98.28; i4 stays as it is, the emptied i5 is taken back."""
    desk.store({"i1": "90", "i4": "95", "i5": "96"})
    page = plain(desk)
    for key, text in (("i1", "๙๗.๘๒"), ("i2", " 98.28 "), ("i3", "98.74%"), ("i5", "")):
        cell(page, key).fill(text)

    save(page)

    expect(page).to_have_url(desk.address("scores/IIT/"))
    expect(page.get_by_role("status").first).to_contain_text(re.compile("บันทึกแล้ว เพิ่ม 2 ช่อง แก้ไข 1 ช่อง ลบ 1 ช่อง"))
    expect(cell(page, "i1")).to_have_value("97.82")
    expect(foot(page, 1)).to_contain_text("คำนวณ 98.28")
    expect(page.locator("#count-IIT")).to_have_text("4/15")
    changes = [("i1", "90", "97.82"), ("i2", "", "98.28"), ("i3", "", "98.74"), ("i5", "96", "")]
    assert desk.acts() == [("form", changes)]
    assert desk.stored() == {"i1": "97.82", "i2": "98.28", "i3": "98.74", "i4": "95"}


def test_only_what_works_without_script_is_shown(desk: Desk) -> None:
    page = plain(desk, "OIT")

    expect(page.get_by_role("button", name="บันทึกทั้งหน้า")).to_have_count(2)  # above the table and below it
    page.get_by_text("วิธีกรอกและแป้นพิมพ์ลัด").click()
    expect(page.get_by_role("group")).to_contain_text("กดปุ่ม “บันทึกทั้งหน้า”")
    expect(page.get_by_role("group").locator("kbd:visible")).to_have_count(0)
    expect(page.get_by_role("button", name="ข้อ o1 มี 100 คะแนน")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator("body").click()
    save(page)
    expect(page).to_have_url(desk.address("scores/OIT/"))
    assert not desk.acts()


def test_errors_lead_to_their_cells_and_nothing_is_stored(desk: Desk) -> None:
    desk.store({"i1": "90"})
    page = plain(desk)
    for key, text in (("i1", "97.82"), ("i2", "98,28"), ("i9", "๑๐๑")):
        cell(page, key).fill(text)

    save(page)

    expect(summary(page)).to_contain_text("กรุณาตรวจสอบ 2 ช่อง")
    links = summary(page).get_by_role("link")
    expect(links).to_have_text([
        re.compile(r"ข้อ i2: .*กรุณาใช้จุดทศนิยมแทนจุลภาค .*หมายถึง 98\.28 หรือไม่"),
        re.compile(r"ข้อ i9: .*คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
    ])  # fmt: skip
    expect(summary(page)).to_be_focused()
    assert [cell(page, key).input_value() for key in ("i1", "i2", "i9")] == ["97.82", "98,28", "๑๐๑"]
    expect(said(page, "i2")).to_contain_text("กรุณาใช้จุดทศนิยมแทนจุลภาค")
    expect(cell(page, "i2")).to_have_attribute("aria-invalid", "true")
    expect(cell(page, "i1")).not_to_have_attribute("aria-invalid", "true")
    assert desk.stored() == {"i1": "90"}
    links.nth(1).click()
    expect(page).to_have_url(re.compile("#i9$"))
    expect(cell(page, "i9")).to_be_in_viewport()


def test_mended_errors_store_all_that_was_typed(desk: Desk) -> None:
    page = plain(desk)
    cell(page, "i1").fill("97.82")
    cell(page, "i2").fill("98,28")
    save(page)
    expect(summary(page)).to_be_visible()

    cell(page, "i2").fill("98.28")
    save(page)

    expect(summary(page)).to_have_count(0)
    assert desk.stored() == {"i1": "97.82", "i2": "98.28"}


def in_one_cell(desk: Desk) -> Page:
    """The officer types 99.5 into i1 and 91 into i2; staff have stored 98.28 in i1 before it is saved."""
    desk.store({"i1": "97.82"})
    page = plain(desk, role=Role.INTEGRITY_OFFICER)
    cell(page, "i1").fill("99.5")
    cell(page, "i2").fill("91")
    desk.store({"i1": "98.28"}, by=Role.STAFF)
    save(page)
    return page


def test_two_people_in_one_cell_see_both_values(desk: Desk) -> None:
    page = in_one_cell(desk)

    expect(summary(page)).to_contain_text("มีผู้แก้ไขข้อ i1 ก่อนท่านบันทึก")
    words = r"นางกมลชนก ศรีชลทิพย์\s+บันทึก 98\.28\s+เมื่อ \d+ \S+ 25\d\d \d\d:\d\d น\.\s+ท่านกรอก 99\.5"
    expect(said(page, "i1")).to_contain_text(re.compile(words))
    expect(said(page, "i1")).to_contain_text("กดบันทึกทั้งหน้าอีกครั้งเพื่อใช้ค่าของท่าน หรือกรอกค่าล่าสุดแทน")
    expect(page.get_by_role("button", name="ใช้ค่าของฉัน")).to_have_count(0)
    assert [cell(page, key).input_value() for key in ("i1", "i2")] == ["99.5", "91"]
    assert desk.stored() == {"i1": "98.28"}


def test_saving_again_decides_for_ones_own_value(desk: Desk) -> None:
    page = in_one_cell(desk)

    save(page)

    expect(summary(page)).to_have_count(0)
    assert desk.stored() == {"i1": "99.5", "i2": "91"}


def test_typing_the_latest_value_leaves_it_as_it_is(desk: Desk) -> None:
    page = in_one_cell(desk)

    cell(page, "i1").fill("98.28")
    save(page)

    expect(summary(page)).to_have_count(0)
    assert desk.stored() == {"i1": "98.28", "i2": "91"}
    assert desk.acts()[-1] == ("form", [("i2", "", "91")])


def test_different_cells_of_one_page_do_not_meet(desk: Desk) -> None:
    desk.store({"i1": "97.82"})
    page = plain(desk)
    cell(page, "i2").fill("91")
    desk.store({"i1": "98.28"}, by=Role.INTEGRITY_OFFICER)

    save(page)

    expect(summary(page)).to_have_count(0)
    assert desk.stored() == {"i1": "98.28", "i2": "91"}


def test_year_that_was_submitted_meanwhile_keeps_what_was_typed_in_sight(desk: Desk) -> None:
    desk.store({"i1": "97.82"})
    page = plain(desk)
    cell(page, "i1").fill("99.5")
    Assessment.objects.update(state="submitted")

    save(page)

    expect(summary(page)).to_contain_text("ท่านกรอก 99.5 แต่คะแนนปีงบประมาณ 2568 อยู่ในสถานะ “รอผู้บริหารอนุมัติ”")
    expect(page.locator("#i1")).to_have_text("97.82")
    expect(said(page, "i1")).to_contain_text("ยังไม่ได้บันทึก: ท่านกรอก 99.5")
    assert desk.stored() == {"i1": "97.82"}


def test_last_act_is_taken_back_by_the_button(desk: Desk) -> None:
    page = plain(desk)
    cell(page, "i1").fill("97.82")
    cell(page, "i2").fill("98.28")
    save(page)

    page.get_by_role("button", name="เลิกทำ").click()

    expect(page).to_have_url(desk.address("scores/IIT/"))
    expect(page.get_by_role("status").first).to_contain_text("เลิกทำแล้ว")
    expect(cell(page, "i1")).to_have_value("")
    expect(page.get_by_role("button", name="เลิกทำ")).to_be_disabled()
    assert desk.stored() == {}


def test_details_of_a_cell_are_a_page_that_takes_a_remark(desk: Desk) -> None:
    desk.store({"i3": "97.82"}, by=Role.INTEGRITY_OFFICER)
    page = plain(desk)

    page.get_by_role("link", name="ประวัติและความเห็นของข้อ i3").click()
    page.get_by_label("เพิ่มความเห็น").fill("ตรวจกับ ITAS แล้ว")
    page.get_by_role("button", name="บันทึกความเห็น").click()

    expect(page).to_have_url(desk.address("scores/cells/i3"))
    expect(page.locator(".comment")).to_have_text(re.compile("ตรวจกับ ITAS แล้ว\\s+นางกมลชนก ศรีชลทิพย์ · "))
    expect(page.locator(".history")).to_contain_text("ช่องว่าง → 97.82")
    expect(page.get_by_role("button", name="ปิด")).to_have_count(0)
    page.get_by_role("link", name="กลับไปหน้าคะแนน").click()
    expect(page).to_have_url(desk.address("scores/IIT/#i3"))
