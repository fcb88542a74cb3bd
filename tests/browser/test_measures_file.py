"""The plan's workbook in a real browser: taken away, changed in a spreadsheet, seen, stored."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from measures.models import Measure, Step
from tests.browser.looking import heard, serious, too_wide
from tests.browser.portals import Portal
from tests.measures.plans import HEAD_ROW, columns

PLAN = "m/sateng-nok/2567/measures/"


def found_on_any_screen(page: Page) -> list[tuple[list[str], int]]:
    """What is wrong with the page on a telephone and on a desk, and by how many pixels it is too wide there."""
    found = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found.append((serious(page), too_wide(page)))
    return found


def test_officer_changes_the_plan_in_a_spreadsheet(portal: Portal, page: Page, tmp_path: Path) -> None:
    wrong = heard(page, "pageerror")
    portal.log_in(page, "sateng-nok.officer")
    page.goto(f"{portal.url}/{PLAN}")
    page.get_by_role("navigation", name="หน้าของมาตรการ").get_by_role("link", name="นำเข้า").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("นำเข้าแผนมาตรการ")
    assert found_on_any_screen(page) == [([], 0), ([], 0)]

    # Taken away.
    with page.expect_download() as download:
        page.get_by_role("link", name="ดาวน์โหลดแผนปี 2567").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "ita-measures-sateng-nok-2567.xlsx"

    # Changed: a text, days that begin before the year, and a new step behind the last one of measure 1.
    book = load_workbook(file)
    sheet = book["แผน"]
    at = {head: f"{letter}{{}}" for head, letter in columns(sheet).items()}
    first = HEAD_ROW + 1
    sheet[at["ขั้นตอนและวิธีการ"].format(first)] = "ทบทวนคู่มือทุกปี"
    sheet[at["ระยะเวลา"].format(first)] = "15 ก.ย. 2566 - 31 มี.ค. 2567"
    sheet.insert_rows(first + 3)
    sheet[at["มาตรการที่"].format(first + 3)] = 1
    sheet[at["ขั้นตอนและวิธีการ"].format(first + 3)] = "ตรวจการใช้คู่มือ"
    sheet[at["ผู้รับผิดชอบ"].format(first + 3)] = "งานธุรการ"
    sheet[at["ระยะเวลา"].format(first + 3)] = "ทุกไตรมาส"
    book.save(file)
    measure = Measure.objects.filter(municipality__slug="sateng-nok", action_year=2567).first()
    assert measure
    reports = measure.steps.all()[0].reports.count()

    # Seen before it is stored; the days are asked about.
    page.get_by_label("ไฟล์ Excel").set_input_files(file)
    page.get_by_role("button", name="ตรวจสอบก่อนบันทึก").click()
    rows = page.locator(".preview-rows tbody")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("ทบทวนคู่มือทุกปี")
    expect(rows.nth(0)).to_contain_text("1 ตุลาคม 2566 - 31 มีนาคม 2567")
    expect(rows.nth(0)).to_contain_text("15 กันยายน 2566 - 31 มีนาคม 2567")
    expect(rows.nth(0)).to_contain_text("มีวันที่อยู่นอกปีงบประมาณ 2567")
    expect(rows.nth(1)).to_contain_text("ระยะเวลา: ทุกไตรมาส")
    assert found_on_any_screen(page) == [([], 0), ([], 0)]
    assert measure.steps.count() == 3
    page.get_by_role("button", name="บันทึก 2 รายการ").click()
    fault = page.get_by_role("alert").get_by_role("link")
    expect(fault).to_contain_text("มีวันที่อยู่นอกปีงบประมาณ")
    assert serious(page) == []
    fault.click()
    question = page.get_by_label("ยืนยันว่าตั้งใจให้อยู่นอกปีงบประมาณ")
    expect(question).to_be_focused()
    question.check()
    page.get_by_role("button", name="บันทึก 2 รายการ").click()

    expect(page.get_by_role("status")).to_contain_text("นำเข้าแผนแล้ว เพิ่ม 1 รายการ แก้ไข 1 รายการ")
    expect(page.get_by_role("heading", level=1)).to_have_text("แผนมาตรการ")
    assert [step.text for step in measure.steps.all()][::3] == ["ทบทวนคู่มือทุกปี", "ตรวจการใช้คู่มือ"]
    assert measure.steps.all()[0].reports.count() == reports

    # The same file once more changes nothing.
    page.goto(f"{portal.url}/{PLAN}file/")
    page.get_by_label("ไฟล์ Excel").set_input_files(file)
    page.get_by_role("button", name="ตรวจสอบก่อนบันทึก").click()
    expect(page.get_by_text("ไม่มีรายการที่เปลี่ยนแปลง")).to_be_visible()
    assert Step.objects.filter(measure=measure).count() == 4
    assert wrong == []
