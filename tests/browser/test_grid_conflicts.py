"""Two people in one cell: both values are shown, and the person chooses."""

import re

from playwright.sync_api import Page, expect

from accounts.models import Role
from assessments.models import ScoreChange
from tests.browser.grids import SAVED, Desk, Gate, cell, foot, said, sent, type_in
from tests.browser.looking import heard, serious


def in_one_cell(desk: Desk) -> Page:
    """The officer has i1 open with 97.82, staff store 98.28, the officer types 99.5."""
    desk.store({"i1": "97.82"})
    mine, theirs = desk.grid(role=Role.INTEGRITY_OFFICER), desk.grid()
    cell(theirs, "i1").focus()
    type_in(theirs, "98.28")
    expect(said(theirs, "i1")).to_have_text(SAVED)
    cell(mine, "i1").focus()
    type_in(mine, "99.5")
    return mine


def test_two_people_in_one_cell_see_both_values(desk: Desk) -> None:
    page = in_one_cell(desk)

    words = r"ยังไม่ได้บันทึก:\s+นางกมลชนก ศรีชลทิพย์\s+บันทึก 98\.28\s+เมื่อ \d+ \S+ 25\d\d \d\d:\d\d น\.\s+ท่านกรอก 99\.5"
    expect(said(page, "i1")).to_contain_text(re.compile(words))
    expect(cell(page, "i1")).to_have_value("99.5")
    expect(cell(page, "i1")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#grid-alert")).to_contain_text("i1 ยังไม่ได้บันทึก: นางกมลชนก ศรีชลทิพย์ บันทึก 98.28")
    expect(page.locator("#sheet-state")).to_have_text("ยังไม่ได้บันทึก 1 ช่อง")
    expect(cell(page, "i2")).to_be_focused()
    assert serious(page) == []
    assert desk.stored() == {"i1": "98.28"}


def test_own_value_stands_when_the_person_says_so(desk: Desk) -> None:
    page = in_one_cell(desk)

    page.get_by_role("button", name="ใช้ค่าของฉัน").click()

    expect(said(page, "i1")).to_have_text(SAVED)
    expect(cell(page, "i1")).not_to_have_attribute("aria-invalid", "true")
    assert desk.stored() == {"i1": "99.5"}
    assert desk.acts() == [("cell", [("i1", "97.82", "98.28")]), ("cell", [("i1", "98.28", "99.5")])]


def test_choice_stays_when_the_person_comes_back_to_the_cell(desk: Desk) -> None:
    """Leaving the cell again must not send the same text, which would take the buttons away from under the hand."""
    page = in_one_cell(desk)
    mine = page.get_by_role("button", name="ใช้ค่าของฉัน")
    expect(mine).to_be_visible()

    cell(page, "i1").focus()
    page.keyboard.press("Tab")
    expect(mine).to_be_focused()
    page.keyboard.press("Enter")

    expect(said(page, "i1")).to_have_text(SAVED)
    assert desk.stored() == {"i1": "99.5"}


def test_latest_value_stands_when_the_person_says_so(desk: Desk) -> None:
    page = in_one_cell(desk)

    page.get_by_role("button", name="ใช้ค่าล่าสุด").click()

    expect(cell(page, "i1")).to_have_value("98.28")
    expect(said(page, "i1")).to_be_empty()
    expect(cell(page, "i1")).to_be_focused()
    assert desk.acts() == [("cell", [("i1", "97.82", "98.28")])]
    type_in(page, "98.5")
    expect(said(page, "i1")).to_have_text(SAVED)
    assert desk.stored() == {"i1": "98.5"}


def test_two_people_in_different_cells_do_not_meet(desk: Desk) -> None:
    desk.store({"i1": "97.82", "i2": "97.82"})
    mine, theirs = desk.grid(role=Role.INTEGRITY_OFFICER), desk.grid()

    cell(theirs, "i1").focus()
    type_in(theirs, "98.28")
    cell(mine, "i2").focus()
    type_in(mine, "99.5")
    expect(said(theirs, "i1")).to_have_text(SAVED)
    expect(said(mine, "i2")).to_have_text(SAVED)
    cell(theirs, "i3").focus()
    type_in(theirs, "97")

    expect(said(theirs, "i3")).to_have_text(SAVED)
    expect(foot(theirs, 1)).to_contain_text("คำนวณ 98.26")  # (98.28 + 99.5 + 97) / 3 = 98.26: the other's figure too
    assert desk.stored() == {"i1": "98.28", "i2": "99.5", "i3": "97"}


def test_nobody_conflicts_with_himself(desk: Desk) -> None:
    """The second value waits for the answer to the first, and goes upon its version."""
    page = desk.grid()
    gate = Gate(page, "**/cells/i1")
    cell(page, "i1").focus()
    requests = heard(page, "request")

    for text in ("98", "98.2", "98.28"):
        type_in(page, text)
        page.keyboard.press("ArrowUp")
    gate.open()

    expect(said(page, "i1")).to_have_text(SAVED)
    expect(page.locator("#sheet-state")).to_have_text("บันทึกแล้วทุกช่อง")
    assert desk.acts() == [("cell", [("i1", "", "98")]), ("cell", [("i1", "98", "98.28")])]
    assert list(ScoreChange.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert sent(requests) == ["i1", "i1"]


def test_escape_in_a_conflict_takes_what_is_stored(desk: Desk) -> None:
    """Not what the page was opened with: nobody would see that the figure is another one."""
    desk.store({"i1": "97.82"})
    page = desk.grid()
    desk.store({"i1": "98.28"}, by=Role.INTEGRITY_OFFICER)
    cell(page, "i1").focus()
    type_in(page, "99")
    expect(said(page, "i1")).to_contain_text("นายธีรพัฒน์ คงวารี บันทึก 98.28")

    cell(page, "i1").focus()
    page.keyboard.press("Escape")

    expect(cell(page, "i1")).to_have_value("98.28")
    expect(page.locator("#sheet-state")).to_have_text("บันทึกแล้วทุกช่อง")
    assert desk.stored() == {"i1": "98.28"}
