"""A year's figures from a file or from ITAS to the executive's approval."""

import re
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from accounts.models import Role
from accounts.templatetags.portal import thai_moment
from assessments.models import Assessment, Score, State, StateChange
from tests.assessments.workbooks import opened, saved
from tests.browser.grids import SAVED, Desk, cell, said, type_in
from tests.browser.looking import serious

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: As the result page of ITAS is copied: in its own order, with both digit systems, a heading and a question's words.
ITAS = """ผลการประเมิน ITA ปีงบประมาณ 2568
ข้อ i2 เจ้าหน้าที่ปฏิบัติงานอย่างเท่าเทียม 98.28
I1 ๙๗.๘๒
๐1 100
"""
EMPTY_TOO = "ยืนยันว่าช่องที่เว้นว่างข้างต้นไม่มีคะแนนในระบบ ITAS"
READ_ONLY = "จึงแก้ไขไม่ได้"


def upload(page: Page, raw: bytes, name: str = "ita-ban-suan-2568.xlsx") -> None:
    file: FilePayload = {"name": name, "mimeType": XLSX, "buffer": raw}
    page.get_by_label("ไฟล์ Excel หรือ CSV").set_input_files(file)
    page.get_by_role("region", name="จากไฟล์").get_by_role("button", name="ตรวจสอบก่อนบันทึก").click()


def preview(page: Page) -> list[list[str]]:
    """The rows of the preview: the cell, the old value, the new one and what happens."""
    rows = page.get_by_role("table").locator("tbody tr").all()
    return [[" ".join(text.split()) for text in row.locator("th, td").all_inner_texts()] for row in rows]


def state(page: Page) -> Locator:
    return page.locator(".page-head .tag")


def submit(page: Page) -> None:
    page.get_by_role("button", name="ยืนยันและส่งคะแนน").click()


def give_back(page: Page, button: str, reason: str) -> None:
    page.get_by_label("เหตุผล").fill(reason)
    page.get_by_role("button", name=button).click()


# ---- files and text ------------------------------------------------------------------------------------------------


def test_workbook_is_filled_in_previewed_and_stored_as_one_act(desk: Desk) -> None:
    desk.store({"i1": "97.82", "i2": "90"})
    page = desk.enter(path="scores/file/")
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดแบบกรอก Excel").click()
    book = opened(Path(download.value.path()).read_bytes())
    places = {str(row[0].value): row[2] for name in ("IIT", "EIT", "OIT") for row in book[name].iter_rows()}
    for code, score in (("i2", 98.28), ("i3", "๙๘.๗๔"), ("e1", 88), ("o1", 100)):
        places[code].value = score

    upload(page, saved(book))
    shown, before = preview(page), desk.stored()
    expect(page.locator(".effects")).to_have_text(re.compile(r"เพิ่ม 3\s*แก้ไข 1\s*ลบ 0\s*เท่าเดิม 1"))
    assert serious(page) == []
    page.get_by_role("button", name="บันทึก 4 ช่อง").click()

    expect(page).to_have_url(desk.address("scores/"))
    expect(page.get_by_role("status")).to_contain_text("บันทึกแล้ว เพิ่ม 3 ช่อง แก้ไข 1 ช่อง")
    assert [[row[0].split(" แผ่นงาน ")[0], *row[1:]] for row in shown] == [
        ["ข้อ i2", "90", "98.28", "แก้ไข"],
        ["ข้อ i3", "–", "98.74", "เพิ่ม"],
        ["ข้อ e1 ส่วนที่ 1", "–", "88", "เพิ่ม"],
        ["ข้อ o1", "–", "100", "เพิ่ม"],
    ]
    assert before == {"i1": "97.82", "i2": "90"}
    assert desk.stored() == {"i1": "97.82", "i2": "98.28", "i3": "98.74", "e1-1": "88", "o1": "100"}
    changes = [("e1-1", "", "88"), ("i2", "90", "98.28"), ("i3", "", "98.74"), ("o1", "", "100")]
    assert desk.acts() == [("import", changes)]


def test_workbook_with_wrong_cells_names_them_all_and_stores_nothing(desk: Desk) -> None:
    page = desk.enter(path="scores/file/")
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดแบบกรอก Excel").click()
    book = opened(Path(download.value.path()).read_bytes())
    places = {str(row[0].value): row[2] for name in ("IIT", "OIT") for row in book[name].iter_rows()}
    for code, score in (("i1", 97.82), ("i2", "98,28"), ("i3", 101), ("o1", 50)):
        places[code].value = score

    upload(page, saved(book))

    faults = page.get_by_role("alert").get_by_role("listitem")
    expect(faults).to_have_text([
        re.compile(rf"แผ่นงาน IIT เซลล์ {places['i2'].coordinate}\s.*หมายถึง 98\.28 หรือไม่"),
        re.compile(rf"แผ่นงาน IIT เซลล์ {places['i3'].coordinate}\s.*คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        re.compile(rf"แผ่นงาน OIT เซลล์ {places['o1'].coordinate}\s.*ข้อ OIT มีได้เฉพาะ 0 หรือ 100"),
    ])  # fmt: skip
    expect(page.get_by_role("button", name="บันทึก")).to_have_count(0)
    assert serious(page) == []
    page.get_by_role("link", name="กลับไปเลือกไฟล์").click()
    expect(page).to_have_url(desk.address("scores/file/"))
    assert desk.stored() == {}


def test_file_that_is_no_workbook_is_refused_with_words(desk: Desk) -> None:
    page = desk.enter(path="scores/file/")

    upload(page, b"PK\x03\x04 not a workbook")

    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(re.compile("ไฟล์ Excel หรือ CSV: .*กรุณา"))
    expect(page.get_by_role("alert")).to_be_focused()
    assert desk.stored() == {}


def test_text_of_itas_is_recognised_previewed_and_stored(desk: Desk) -> None:
    desk.store({"i1": "90"})
    page = desk.enter(path="scores/file/")
    page.get_by_label("ข้อความที่คัดลอกมา").fill(ITAS)

    page.get_by_role("region", name="จากหน้าผลการประเมินของ ITAS").get_by_role("button").click()
    shown, before = preview(page), desk.stored()
    page.get_by_role("button", name="บันทึก 3 ช่อง").click()

    expect(page.get_by_role("status")).to_contain_text("บันทึกแล้ว เพิ่ม 2 ช่อง แก้ไข 1 ช่อง")
    assert sorted([row[0].split(" บรรทัด")[0], *row[1:]] for row in shown) == [
        ["ข้อ i1", "90", "97.82", "แก้ไข"],
        ["ข้อ i2", "–", "98.28", "เพิ่ม"],
        ["ข้อ o1", "–", "100", "เพิ่ม"],
    ]
    assert before == {"i1": "90"}
    assert desk.acts() == [("import", [("i1", "90", "97.82"), ("i2", "", "98.28"), ("o1", "", "100")])]


def test_text_without_a_score_is_kept_and_refused_with_words(desk: Desk) -> None:
    page = desk.enter(path="scores/file/")
    page.get_by_label("ข้อความที่คัดลอกมา").fill("ไม่มีคะแนนในข้อความนี้")

    page.get_by_role("region", name="จากหน้าผลการประเมินของ ITAS").get_by_role("button").click()

    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(re.compile("ข้อความที่คัดลอกมา: ไม่พบรหัสและคะแนน"))
    expect(page.get_by_label("ข้อความที่คัดลอกมา")).to_have_value("ไม่มีคะแนนในข้อความนี้")
    assert serious(page) == []


def test_outdated_preview_of_a_file_says_so_and_shows_what_stands_now(desk: Desk) -> None:
    desk.store({"i1": "90"})
    page = desk.enter(path="scores/file/")
    upload(page, b"code,score\ni1,97.82\ni2,98.28\n", "คะแนน.csv")
    expect(page.get_by_role("button", name="บันทึก 2 ช่อง")).to_be_visible()
    desk.store({"i1": "95"}, by=Role.INTEGRITY_OFFICER)

    page.get_by_role("button", name="บันทึก 2 ช่อง").click()

    expect(page.get_by_role("alert")).to_contain_text("ยังไม่ได้บันทึก คะแนนด้านล่างเทียบกับค่าล่าสุดแล้ว")
    expect(page.get_by_role("region", name="คะแนนที่จะเปลี่ยน")).to_contain_text("มีผู้แก้ไขข้อ i1 ก่อนท่านบันทึก")
    by = f"ค่าเดิมโดย นายธีรพัฒน์ คงวารี เมื่อ {thai_moment(Score.objects.get(question__code='i1').changed_at)}"
    assert preview(page) == [[f"ข้อ i1 {by}", "95", "97.82", "แก้ไข"], ["ข้อ i2", "–", "98.28", "เพิ่ม"]]
    assert serious(page) == []
    assert desk.stored() == {"i1": "95"}
    page.get_by_role("button", name="บันทึก 2 ช่อง").click()
    expect(page.get_by_role("status")).to_contain_text("บันทึกแล้ว")
    assert desk.stored() == {"i1": "97.82", "i2": "98.28"}


def test_cancelled_preview_stores_nothing(desk: Desk) -> None:
    page = desk.enter(path="scores/file/")
    upload(page, b"code,score\ni1,97.82\n", "scores.csv")

    page.get_by_role("link", name="ยกเลิก").click()

    expect(page).to_have_url(desk.address("scores/file/"))
    assert desk.stored() == {}


# ---- states --------------------------------------------------------------------------------------------------------


def test_year_goes_to_the_executive_and_back_and_is_approved(desk: Desk) -> None:
    desk.store({f"i{number}": "90" for number in range(1, 15)})
    staff, executive = desk.enter(path="scores/"), desk.enter(Role.EXECUTIVE, "scores/")
    tab = staff.context.new_page()
    tab.goto(desk.address("scores/IIT/"))
    expect(state(staff)).to_have_text("กำลังกรอกคะแนน")
    expect(executive.get_by_role("button", name="อนุมัติคะแนน")).to_have_count(0)

    # Nothing goes on before the person says that the empty cells are empty in ITAS too.
    submit(staff)
    staff.get_by_role("alert").get_by_role("link", name="กรุณายืนยันว่าช่องที่เว้นว่างไม่มีคะแนนในระบบ ITAS ก่อนส่ง").click()
    expect(staff.get_by_label(EMPTY_TOO)).to_be_in_viewport()
    expect(staff.get_by_label(EMPTY_TOO)).to_have_accessible_description(re.compile("กรุณายืนยันว่าช่องที่เว้นว่าง"))
    assert serious(staff) == []
    staff.get_by_label(EMPTY_TOO).check()
    submit(staff)
    expect(staff.get_by_role("status")).to_contain_text("ส่งคะแนนให้ผู้บริหารแล้ว")
    expect(state(staff)).to_have_text("รอผู้บริหารอนุมัติ")
    expect(staff.get_by_role("button", name="ยืนยันและส่งคะแนน")).to_have_count(0)

    # The executive is told, reads, and needs a reason to give it back.
    executive.goto(desk.url)
    executive.get_by_role("link", name="คะแนนปี 2568 รออนุมัติ").click()
    executive.get_by_role("navigation", name="หน้าของคะแนน").get_by_role("link", name="IIT").click()
    expect(executive.get_by_role("textbox")).to_have_count(0)
    expect(executive.locator("#i1")).to_have_text("90")
    expect(executive.locator("#i15")).to_have_text("–")
    expect(executive.get_by_role("link", name="ประวัติและความเห็นของข้อ i15")).to_be_visible()
    executive.get_by_role("link", name="ภาพรวม").click()
    give_back(executive, "ส่งคืนให้แก้ไข", " ")
    expect(executive.get_by_role("alert")).to_contain_text("กรุณาระบุเหตุผล")
    give_back(executive, "ส่งคืนให้แก้ไข", "ข้อ i15 มีคะแนนใน ITAS แล้ว")
    expect(executive.get_by_role("status")).to_contain_text("ส่งคืนให้เจ้าหน้าที่แก้ไขแล้ว")

    # The staff see why, correct it, and hand it on again.
    staff.goto(desk.url)
    staff.get_by_role("link", name="คะแนนปี 2568 ส่งคืนให้แก้ไข").click()
    expect(staff.get_by_role("main")).to_contain_text("ผู้บริหารส่งคืนให้แก้ไข")
    expect(staff.get_by_role("main")).to_contain_text("ข้อ i15 มีคะแนนใน ITAS แล้ว")
    assert serious(staff) == []
    staff.get_by_role("link", name="ตัวชี้วัดที่ 5 ยังไม่มีคะแนนของข้อ i15").click()
    cell(staff, "i15").focus()
    type_in(staff, "95")
    expect(said(staff, "i15")).to_have_text(SAVED)
    staff.get_by_role("link", name="ภาพรวม").click()
    staff.get_by_label(EMPTY_TOO).check()
    submit(staff)
    expect(state(staff)).to_have_text("รอผู้บริหารอนุมัติ")

    # Approved, everything is locked, also for a page that was opened before.
    executive.goto(desk.address("scores/"))
    expect(executive.get_by_role("region", name="เปลี่ยนแปลงหลังการส่งคืน: 1 ช่อง")).to_contain_text("ช่องว่าง → 95")
    executive.get_by_role("button", name="อนุมัติคะแนน").click()
    expect(executive.get_by_role("status")).to_contain_text("อนุมัติคะแนนแล้ว")
    expect(state(executive)).to_have_text("อนุมัติแล้ว")
    cell(tab, "i1").focus()
    with tab.expect_response("**/cells/i1") as answer:
        type_in(tab, "12")
    expect(said(tab, "i1")).to_contain_text(READ_ONLY)
    staff.get_by_role("link", name="EIT").first.click()
    expect(staff.get_by_role("textbox")).to_have_count(0)
    expect(staff.get_by_role("main")).to_contain_text(READ_ONLY)
    assert answer.value.status == 423
    assert desk.stored()["i1"] == "90"

    give_back(executive, "เปิดให้แก้ไขอีกครั้ง", "ITAS ประกาศคะแนนใหม่")
    expect(state(executive)).to_have_text("กำลังกรอกคะแนน")
    steps = list(StateChange.objects.order_by("pk").values_list("state", "by__username", "missing", "reason"))
    assert steps == [
        (State.SUBMITTED, "staff", 47, ""),
        (State.DRAFT, "executive", 0, "ข้อ i15 มีคะแนนใน ITAS แล้ว"),
        (State.SUBMITTED, "staff", 46, ""),
        (State.APPROVED, "executive", 0, ""),
        (State.DRAFT, "executive", 0, "ITAS ประกาศคะแนนใหม่"),
    ]


def test_figures_that_changed_meanwhile_are_looked_at_before_they_go_on(desk: Desk) -> None:
    desk.store({"i1": "90"})
    staff, executive = desk.enter(path="scores/"), desk.enter(Role.EXECUTIVE, "scores/")
    staff.get_by_label(EMPTY_TOO).check()
    desk.store({"i1": "12"}, by=Role.INTEGRITY_OFFICER)

    submit(staff)

    expect(staff.get_by_role("alert")).to_contain_text("มีผู้แก้ไขหรือส่งต่อคะแนนหลังจากท่านเปิดหน้านี้")
    expect(staff.get_by_label(EMPTY_TOO)).not_to_be_checked()
    expect(state(staff)).to_have_text("กำลังกรอกคะแนน")
    expect(state(executive)).to_have_text("กำลังกรอกคะแนน")
    assert not StateChange.objects.exists()
    staff.get_by_label(EMPTY_TOO).check()
    submit(staff)
    expect(state(staff)).to_have_text("รอผู้บริหารอนุมัติ")


def test_approval_is_of_what_the_executive_has_seen(desk: Desk) -> None:
    """Two pages of the executive: given back and submitted anew, the older one approves nothing."""
    desk.store({"i1": "90"})
    staff = desk.enter(path="scores/")
    staff.get_by_label(EMPTY_TOO).check()
    submit(staff)
    older = desk.enter(Role.EXECUTIVE, "scores/")
    give_back(desk.enter(Role.EXECUTIVE, "scores/"), "ส่งคืนให้แก้ไข", "ข้อ i1 ไม่ตรงกับ ITAS")
    desk.store({"i1": "12"}, by=Role.STAFF)
    staff.goto(desk.address("scores/"))
    staff.get_by_label(EMPTY_TOO).check()
    submit(staff)
    expect(state(staff)).to_have_text("รอผู้บริหารอนุมัติ")

    older.get_by_role("button", name="อนุมัติคะแนน").click()

    expect(older.get_by_role("alert")).to_contain_text("มีผู้แก้ไขหรือส่งต่อคะแนนหลังจากท่านเปิดหน้านี้")
    assert Assessment.objects.get().state == State.SUBMITTED


def test_checks_say_that_they_are_out_of_date(desk: Desk) -> None:
    desk.store({"i1": "90"})
    page = desk.enter(path="scores/")
    stale = page.get_by_role("region", name="ผลการตรวจสอบ").get_by_role("link", name="แสดงข้อมูลล่าสุด")
    with page.expect_response("**/scores/mark/**") as same:
        page.evaluate("dispatchEvent(new Event('focus'))")
    expect(stale).to_have_count(0)
    desk.store({"i1": "91"}, by=Role.INTEGRITY_OFFICER)

    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(stale).to_be_visible()
    assert same.value.status == 204
    assert serious(page) == []
    stale.click()
    expect(stale).to_have_count(0)
    expect(page).to_have_url(desk.address("scores/"))


def test_year_without_a_single_figure_is_not_handed_on(desk: Desk) -> None:
    page = desk.enter(path="scores/")

    submit(page)

    expect(page.get_by_role("alert")).to_contain_text("ยังไม่มีคะแนน")
    assert not Assessment.objects.exists()


def test_remark_of_a_check_leads_to_its_cell(desk: Desk) -> None:
    desk.store({"indicator-9": "98.28", "o19": "100"})
    page = desk.enter(path="scores/", viewport={"width": 1280, "height": 700})

    page.get_by_role("link", name="ยังไม่มีคะแนนทางการของตัวชี้วัดที่ 10").click()

    expect(page).to_have_url(desk.address("scores/official/#indicator-10"))
    expect(cell(page, "indicator-10")).to_be_in_viewport(ratio=1)


def test_executive_remarks_on_a_figure_and_changes_none(desk: Desk) -> None:
    desk.store({"i1": "90"})
    page = desk.grid(role=Role.EXECUTIVE)

    page.get_by_role("link", name="ประวัติและความเห็นของข้อ i1", exact=True).click()
    page.get_by_label("เพิ่มความเห็น").fill("ตรงกับเอกสารหรือไม่")
    page.get_by_role("button", name="บันทึกความเห็น").click()

    expect(page.locator(".comment")).to_contain_text("นายวิรัตน์ มิ่งชลธาร")
    assert desk.acts() == []
    answer = page.goto(desk.address("scores/file/"))
    assert answer
    assert answer.status == 403
