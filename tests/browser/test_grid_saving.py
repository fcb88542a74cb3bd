"""What is typed is saved when one leaves it, and only then; nothing typed is lost, nothing wrong gets in unseen."""

import re

from playwright.sync_api import expect

from assessments.models import Assessment, ScoreAct
from tests.browser.grids import SAVED, Desk, Gate, asked, asked_before_leaving, cell, foot, said, sent, type_in
from tests.browser.looking import heard, serious

SAVING = "กำลังบันทึก…"
MINUTE = 60_000


# ---- when ----------------------------------------------------------------------------------------------------------


def test_looking_at_a_page_writes_nothing(desk: Desk) -> None:
    page = desk.enter(path="scores/")
    requests = heard(page, "request")

    for name in ("IIT", "EIT", "OIT", "official"):
        page.goto(desk.address(f"scores/{name}/"))
        page.locator("input[data-version]").first.focus()
        for key in ("Tab", "Enter", "ArrowDown", "ArrowUp", "Shift+Tab", "Escape"):
            page.keyboard.press(key)

    page.goto(desk.address("scores/"))
    assert sent(requests) == []
    assert not Assessment.objects.exists()
    assert not ScoreAct.objects.exists()


def test_half_a_figure_is_not_saved_however_long_one_waits(desk: Desk) -> None:
    page = desk.enter()
    page.clock.install()
    page.goto(desk.address("scores/IIT/"))
    requests = heard(page, "request")
    cell(page, "i1").focus()

    for key in "0.8":
        page.keyboard.press(key)
        page.clock.fast_forward(MINUTE)
    seen = sent(requests)
    page.keyboard.press("2")
    page.keyboard.press("Tab")

    assert seen == []
    expect(said(page, "i1")).to_have_text(SAVED)
    assert desk.stored() == {"i1": "0.82"}
    assert desk.acts() == [("cell", [("i1", "", "0.82")])]


def test_saved_is_said_only_after_the_answer(desk: Desk) -> None:
    page = desk.grid()
    gate = Gate(page, "**/cells/i1")
    bar = page.locator("#sheet-state")

    cell(page, "i1").focus()
    type_in(page, "98.28")
    expect(said(page, "i1")).to_have_text(SAVING)
    expect(bar).to_have_text("กำลังบันทึก 1 ช่อง")
    before = desk.stored()
    gate.open()

    expect(said(page, "i1")).to_have_text(SAVED)
    expect(bar).to_have_text("บันทึกแล้วทุกช่อง")
    assert before == {}
    assert desk.stored() == {"i1": "98.28"}


def test_saving_moves_neither_focus_nor_what_is_being_typed(desk: Desk) -> None:
    page = desk.grid()
    gate = Gate(page, "**/cells/i1")
    cell(page, "i1").focus()
    type_in(page, "98.28")

    page.keyboard.type("9.5")
    page.keyboard.press("ArrowLeft")
    gate.open()
    expect(said(page, "i1")).to_have_text(SAVED)
    page.keyboard.type("1")

    expect(cell(page, "i2")).to_be_focused()
    expect(cell(page, "i2")).to_have_value("9.15")


def test_status_is_told_once_for_several_cells(desk: Desk) -> None:
    page = desk.grid()
    cell(page, "i1").focus()

    type_in(page, "98.28", "99", "97.5")

    expect(page.locator("#grid-said")).to_have_attribute("role", "status")
    expect(page.locator("#grid-said")).to_have_text("บันทึกแล้ว 3 ช่อง")
    expect(page.locator("#grid-alert")).to_have_attribute("role", "alert")
    expect(page.locator("#grid-alert")).to_be_empty()


def test_answers_come_in_order_and_leave_the_latest_totals(desk: Desk) -> None:
    """(99 + 98 + 97) / 3 = 98: an answer to i1 that overtook the others would say that two are missing."""
    page = desk.grid()
    requests = heard(page, "request")
    gate = Gate(page, "**/cells/i1")
    cell(page, "i1").focus()

    type_in(page, "99", "98", "97")
    for key in ("i1", "i2", "i3"):
        expect(said(page, key)).to_have_text(re.compile(SAVING))
    before = sent(requests)
    gate.open()

    expect(page.locator("#sheet-state")).to_have_text("บันทึกแล้วทุกช่อง")
    expect(page.locator("#count-IIT")).to_have_text("3/15")
    expect(foot(page, 1)).to_contain_text("คำนวณ 98.00")
    assert before == ["i1"]
    assert sent(requests) == ["i1", "i2", "i3"]


def test_link_waits_for_what_is_on_its_way(desk: Desk) -> None:
    page = desk.grid()
    gate = Gate(page, "**/cells/i1")
    asked = asked_before_leaving(page)
    cell(page, "i1").focus()
    page.keyboard.type("98.28")

    page.get_by_role("link", name="EIT").click()
    expect(said(page, "i1")).to_have_text(SAVING)
    expect(page).to_have_url(desk.address("scores/IIT/"))
    gate.open()

    expect(page).to_have_url(desk.address("scores/EIT/"))
    expect(page.locator("#count-IIT")).to_have_text("1/15")
    assert asked == []


# ---- what ----------------------------------------------------------------------------------------------------------


def test_figures_are_read_as_people_type_them_and_shown_as_stored(desk: Desk) -> None:
    page = desk.grid()
    cell(page, "i1").focus()

    type_in(page, "๙๘.๒๘", " 98.28 ", "98.28%", "９８．２８", "98\u200b.280", "0", "-")

    expect(said(page, "i7")).to_have_text(SAVED)
    expect(page.locator("#sheet-state")).to_have_text("บันทึกแล้วทุกช่อง")
    assert [cell(page, f"i{number}").input_value() for number in range(1, 8)] == ["98.28"] * 5 + ["0", ""]
    assert desk.stored() == {f"i{number}": "98.28" for number in range(1, 6)} | {"i6": "0"}


def test_refused_figures_stay_with_what_is_wrong(desk: Desk) -> None:
    desk.store({"i1": "97.82"})
    page = desk.grid()
    refused = {
        "98,28": "กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28 (หมายถึง 98.28 หรือไม่)",
        "100.5": "คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
        "-1": "คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
        "98.2815": "มีทศนิยมเกิน 3 ตำแหน่ง",
        "เก้าสิบ": "กรุณากรอกเฉพาะตัวเลข",
    }

    cell(page, "i1").focus()
    type_in(page, *refused)

    for number, (text, words) in enumerate(refused.items(), 1):
        box = cell(page, f"i{number}")
        expect(said(page, f"i{number}")).to_contain_text("ยังไม่ได้บันทึก: ")
        expect(said(page, f"i{number}")).to_contain_text(words)
        expect(box).to_have_value(text)
        expect(box).to_have_attribute("aria-invalid", "true")
        expect(box).to_have_accessible_description(re.compile(re.escape(words)))
    expect(page.locator("#sheet-state")).to_have_text("ยังไม่ได้บันทึก 5 ช่อง")
    expect(page.locator("#grid-alert")).to_contain_text(re.compile("^i5 ยังไม่ได้บันทึก: "))
    assert serious(page) == []
    assert desk.stored() == {"i1": "97.82"}


def test_item_is_all_or_nothing(desk: Desk) -> None:
    page = desk.grid("OIT")

    cell(page, "o1").focus()
    type_in(page, "50")

    expect(said(page, "o1")).to_contain_text("ข้อ OIT มีได้เฉพาะ 0 หรือ 100")
    assert desk.stored() == {}


def test_mended_figure_is_saved_and_no_longer_wrong(desk: Desk) -> None:
    page = desk.grid()
    cell(page, "i1").focus()
    type_in(page, "98,28")
    expect(cell(page, "i1")).to_have_attribute("aria-invalid", "true")

    cell(page, "i1").focus()
    type_in(page, "98.28")

    expect(said(page, "i1")).to_have_text(SAVED)
    expect(cell(page, "i1")).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#sheet-state")).to_have_text("บันทึกแล้วทุกช่อง")
    assert desk.stored() == {"i1": "98.28"}


def test_emptied_cell_has_no_score_rather_than_nought(desk: Desk) -> None:
    """Without i2 the indicator has no mean: a missing score is never 0."""
    desk.store({"i1": "90", "i2": "96", "i3": "96"})
    page = desk.grid()
    expect(foot(page, 1)).to_contain_text("คำนวณ 94.00")

    cell(page, "i2").focus()
    page.keyboard.press("Delete")
    page.keyboard.press("Tab")

    expect(said(page, "i2")).to_have_text(SAVED)
    expect(foot(page, 1)).to_contain_text("คำนวณ –")
    expect(foot(page, 1)).to_contain_text("ยังขาด 1 ช่อง")
    expect(page.locator("#count-IIT")).to_have_text("2/15")
    assert desk.stored() == {"i1": "90", "i3": "96"}


def test_improbable_figures_are_stored_and_asked_about(desk: Desk) -> None:
    """i1: 98.28 − 70 = 28.28 > 20, the official figure of its indicator too; i2 lies 20 apart: nothing."""
    desk.store({"i1": "70", "i2": "70"}, fiscal_year=2567)
    desk.store({"indicator-1": "98.28"})
    page = desk.grid()
    expect(page.get_by_role("row").filter(has=cell(page, "i1"))).to_contain_text("70.00")

    cell(page, "i1").focus()
    type_in(page, "98.28", "90")

    expect(asked(page, "i1")).to_contain_text("ต่างจากปีก่อน (70.00) 28.28 คะแนน กรุณาตรวจสอบกับระบบ ITAS")
    expect(asked(page, "i1")).to_contain_text("เท่ากับคะแนนทางการของตัวชี้วัดที่ 1 พอดี")
    expect(said(page, "i1")).to_contain_text(re.compile(r"บันทึกแล้ว \d\d:\d\d น\."))
    expect(said(page, "i2")).to_have_text(SAVED)
    expect(cell(page, "i1")).not_to_have_attribute("aria-invalid", "true")
    assert serious(page) == []
    assert desk.stored() == {"indicator-1": "98.28", "i1": "98.28", "i2": "90"}


def test_official_figure_apart_from_the_computed_is_asked_about(desk: Desk) -> None:
    """(97 + 98 + 99) / 3 = 98: 98.02 is within 0.02, 98.03 is not."""
    desk.store({"i1": "97", "i2": "98", "i3": "99"})
    page = desk.grid("official")
    expect(page.locator("#computed-1")).to_have_text("98.00")
    cell(page, "indicator-1").focus()

    type_in(page, "98.02")
    expect(said(page, "indicator-1")).to_have_text(SAVED)
    page.keyboard.press("ArrowUp")
    type_in(page, "98.03")

    expect(asked(page, "indicator-1")).to_contain_text("คะแนนทางการ 98.03 ต่างจากคะแนนที่คำนวณได้ 98.00 อยู่ 0.03 คะแนน")
    assert desk.stored()["indicator-1"] == "98.03"


# ---- two people ----------------------------------------------------------------------------------------------------


def test_official_figure_equal_to_a_question_is_asked_about_where_it_is_entered(desk: Desk) -> None:
    desk.store({"i1": "98.28", "i2": "97", "i3": "97"})
    page = desk.grid("official")
    cell(page, "indicator-1").focus()

    type_in(page, "98.28")

    expect(asked(page, "indicator-1")).to_contain_text("ข้อ i1 ได้ 98.28 เท่ากับคะแนนทางการของตัวชี้วัดที่ 1 พอดี")


def test_warning_of_another_figure_comes_and_goes_with_a_save(desk: Desk) -> None:
    """IIT is computed from its indicators: 90 each. One that becomes 99 makes it 91.80, apart from the official 90."""
    desk.store({f"i{number}": "90" for number in range(1, 16)} | {"IIT": "90"})
    page = desk.grid("official")
    warning = asked(page, "IIT")
    expect(warning).to_be_empty()
    cell(page, "indicator-1").focus()

    type_in(page, "99")
    expect(warning).to_contain_text("91.80")
    cell(page, "indicator-1").fill("90")
    page.keyboard.press("Tab")

    expect(warning).to_be_empty()


def test_half_a_figure_is_not_saved_behind_another(desk: Desk) -> None:
    """98.2 waits for the answer to 98; what is typed after it waits until it is left, and is not called saved."""
    page = desk.grid()
    gate = Gate(page, "**/cells/i1")
    cell(page, "i1").focus()
    for text in ("98", "98.2"):
        type_in(page, text)
        page.keyboard.press("ArrowUp")

    page.keyboard.type("9")
    gate.open()
    expect(page.locator("input#i1")).to_have_attribute("data-saved", "98.2")
    expect(said(page, "i1")).to_be_empty()
    expect(page.locator("#sheet-state")).to_be_empty()
    before = desk.stored()
    type_in(page, "7.5")

    expect(said(page, "i1")).to_have_text(SAVED)
    assert before == {"i1": "98.2"}
    assert desk.stored() == {"i1": "97.5"}


def test_figures_of_a_submitted_year_are_refused_with_words(desk: Desk) -> None:
    desk.store({"i1": "97.82"})
    page = desk.grid()
    Assessment.objects.update(state="submitted")

    cell(page, "i1").focus()
    type_in(page, "98.28")

    expect(said(page, "i1")).to_contain_text("คะแนนปีงบประมาณ 2568 อยู่ในสถานะ “รอผู้บริหารอนุมัติ” จึงแก้ไขไม่ได้")
    expect(cell(page, "i1")).to_have_value("98.28")
    assert desk.stored() == {"i1": "97.82"}
