"""Journeys that change something, through a fresh demo."""

import re

from django.conf import settings
from playwright.sync_api import FilePayload, Page, expect

from accounts.models import Municipality
from assessments.models import Finding, Question, Score
from reports.models import Job, JobState
from tests.browser.looking import serious
from tests.browser.portals import Portal

OFFICERS_WORDS = "แสดงให้เห็นว่า ประชาชนต้องการมีส่วนร่วมมากขึ้น จึงเห็นควรจัดเวทีรับฟังทุกไตรมาส"


def csv_file(*rows: str) -> FilePayload:
    """A CSV of scores as a browser uploads it."""
    return {"name": "คะแนน.csv", "mimeType": "text/csv", "buffer": "\n".join(["code,part,score", *rows]).encode()}


def test_officer_goes_from_scores_to_documents(portal: Portal, page: Page) -> None:
    portal.log_in(page, "ban-suan.officer")
    page.get_by_role("link", name="ปี 2568").click()
    card = page.get_by_role("article", name="8. การปรับปรุงการทำงาน")
    expect(card).to_contain_text("ร่างโดยระบบ")

    card.get_by_role("link", name="แก้ไข").click()
    page.get_by_label("ผลการวิเคราะห์").fill(OFFICERS_WORDS)
    page.get_by_role("button", name="บันทึกข้อความ").click()

    expect(page.get_by_role("status")).to_have_text(re.compile("บันทึกผลการวิเคราะห์ของตัวชี้วัดที่ 8 การปรับปรุงการทำงาน แล้ว"))
    expect(card).to_contain_text(OFFICERS_WORDS)
    expect(card).to_contain_text("แก้ไขโดย นายธีรพัฒน์ คงวารี")
    expect(card).to_be_in_viewport()
    expect(page.get_by_role("status")).to_be_in_viewport()

    # Another question is the lowest now: the rules draft something else, and the page asks.
    card.get_by_role("link", name="แก้ไข").click()
    page.get_by_role("combobox").select_option(index=3)
    page.get_by_role("textbox", name="คะแนนของข้อนี้").fill("๘๙.๐๐")
    page.get_by_role("button", name="บันทึกข้อคำถาม").click()
    card.get_by_role("link", name="เทียบสองข้อความแล้วเลือก").click()
    choice = page.get_by_role("region", name="ร่างของระบบเปลี่ยนไป ต้องการใช้ข้อความใด")
    expect(choice).to_contain_text(OFFICERS_WORDS)
    expect(choice).to_contain_text(Question.objects.get(framework=2568, code="e9").remedy)
    assert serious(page) == []
    choice.get_by_role("button", name="คงข้อความที่แก้ไขไว้").click()

    expect(card).to_contain_text(OFFICERS_WORDS)
    expect(card.get_by_role("link", name="เทียบสองข้อความแล้วเลือก")).to_have_count(0)

    page.get_by_role("link", name="ดูเอกสาร").click()
    document = page.frame_locator("iframe")
    expect(document.get_by_text(OFFICERS_WORDS).first).to_be_visible()
    expect(document.get_by_text("พ.ศ. ๒๕๖๘").first).to_be_visible()
    page.get_by_role("link", name="เลขอารบิก").click()
    expect(document.get_by_text("พ.ศ. 2568").first).to_be_visible()

    for word, ending in (("PDF", "pdf"), ("Excel", "xlsx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"ดาวน์โหลด {word}").click()
        made = Job.objects.latest("created")
        assert (download.value.suggested_filename, made.format) == (made.file_name, ending)
        page.get_by_role("link", name="กลับไปดูตัวอย่างเอกสาร").click()
    assert list(Job.objects.values_list("digits", flat=True)) == ["arabic", "arabic"]


def test_officer_takes_the_new_draft(portal: Portal, page: Page) -> None:
    portal.log_in(page, "ban-suan.officer")
    page.goto(f"{portal.url}/m/ban-suan/2568/findings/8/")
    page.get_by_label("ผลการวิเคราะห์").fill(OFFICERS_WORDS)
    page.get_by_role("button", name="บันทึกข้อความ").click()

    page.goto(f"{portal.url}/m/ban-suan/2568/findings/8/")
    page.get_by_role("button", name="ใช้ร่างของระบบ").click()

    expect(page.get_by_role("article", name="8. การปรับปรุงการทำงาน")).to_contain_text("ร่างโดยระบบ")
    assert [(finding.text, finding.version) for finding in Finding.objects.all()] == [("", 2)]


def test_two_people_edit_the_same_finding(portal: Portal, page: Page) -> None:
    portal.log_in(page, "ban-suan.officer")
    address = f"{portal.url}/m/ban-suan/2568/findings/8/"
    page.goto(address)
    second = page.context.new_page()
    second.goto(address)
    second.get_by_label("ผลการวิเคราะห์").fill("ข้อความของคนที่สอง")
    second.get_by_role("button", name="บันทึกข้อความ").click()

    page.get_by_label("ผลการวิเคราะห์").fill("ข้อความของคนแรก")
    page.get_by_role("button", name="บันทึกข้อความ").click()

    expect(page.get_by_role("alert")).to_contain_text("มีผู้แก้ไขข้อความนี้ก่อนท่านบันทึก")
    expect(page.get_by_text("ข้อความของคนที่สอง", exact=True)).to_be_visible()
    page.get_by_role("button", name="บันทึกข้อความ").click()
    expect(page.get_by_role("article", name="8. การปรับปรุงการทำงาน")).to_contain_text("ข้อความของคนแรก")
    assert [finding.text for finding in Finding.objects.all()] == ["ข้อความของคนแรก"]


def test_choice_on_an_outdated_page_is_not_taken(portal: Portal, page: Page) -> None:
    portal.log_in(page, "ban-suan.officer")
    address = f"{portal.url}/m/ban-suan/2568/findings/8/"
    page.goto(address)
    page.get_by_label("ผลการวิเคราะห์").fill(OFFICERS_WORDS)
    page.get_by_role("button", name="บันทึกข้อความ").click()
    page.goto(address)
    second = page.context.new_page()
    second.goto(address)
    second.get_by_label("ผลการวิเคราะห์").fill("ข้อความของคนที่สอง")
    second.get_by_role("button", name="บันทึกข้อความ").click()

    page.get_by_role("button", name="ใช้ร่างของระบบ").click()

    expect(page).to_have_url(address)
    expect(page.get_by_text("มีผู้แก้ไขข้อความนี้ก่อนท่านบันทึก")).to_be_visible()
    expect(page.get_by_label("ผลการวิเคราะห์")).to_have_value("ข้อความของคนที่สอง")
    assert serious(page) == []
    assert [finding.text for finding in Finding.objects.all()] == ["ข้อความของคนที่สอง"]


def test_staff_mends_a_file_and_imports_it(portal: Portal, page: Page) -> None:
    portal.log_in(page, "ban-suan.staff")
    page.get_by_role("link", name="กรอกคะแนน").click()
    page.get_by_role("link", name="ปี 2568", exact=True).click()
    page.get_by_role("navigation", name="หน้าของคะแนน").get_by_role("link", name="นำเข้า").click()
    file = page.get_by_label("ไฟล์ Excel หรือ CSV")
    button = page.get_by_role("region", name="จากไฟล์").get_by_role("button", name="ตรวจสอบก่อนบันทึก")

    file.set_input_files(csv_file("i1,,101", 'i2,,"98,28"', "zz9,,50", "e1,,90", "i3,,97.5", "i3,,97.5"))
    button.click()

    faults = page.get_by_role("alert").get_by_role("listitem")
    expect(faults).to_have_text([re.compile(rf"^\s*แถว {row}\s") for row in (2, 3, 4, 5, 7)])
    assert serious(page) == []
    assert not Score.objects.filter(assessment__municipality__slug="ban-suan").exists()
    page.get_by_role("link", name="กลับไปเลือกไฟล์").click()

    file.set_input_files(csv_file("i1,,๙๗.๘๒", "i2,,98.28", "e1,1,90"))
    button.click()
    page.get_by_role("button", name="บันทึก 3 ช่อง").click()

    expect(page.get_by_role("status")).to_contain_text("บันทึกแล้ว เพิ่ม 3 ช่อง")
    expect(page.locator("#sheet-sum")).to_contain_text(re.compile(r"3\s+จาก 61"))


def test_failed_job_is_tried_again(portal: Portal, page: Page) -> None:
    municipality = Municipality.objects.get(slug="ban-suan")
    portal.log_in(page, "ban-suan.officer")
    job = Job.objects.create(
        municipality=municipality,
        fiscal_year=2568,
        kind="indicator-analysis",
        format="pdf",
        digits="thai",
        requested_by=municipality.memberships.earliest("pk").user,
        state=JobState.FAILED,
        error="จัดทำเอกสารไม่สำเร็จ กรุณาลองใหม่",
    )

    page.goto(f"{portal.url}/m/ban-suan/2568/jobs/{job.pk}/")
    expect(page.locator("#job-state")).to_contain_text(job.error)
    assert serious(page) == []
    with page.expect_download():
        page.get_by_role("button", name="ลองใหม่").click()

    expect(page.get_by_text("เอกสารพร้อมแล้ว")).to_be_visible()
    assert serious(page) == []


def test_fault_of_ours_shows_a_reference(portal: Portal, page: Page) -> None:
    """A finished job whose file is a folder on the disk is nobody's mistake but ours."""
    municipality = Municipality.objects.get(slug="ban-suan")
    portal.log_in(page, "ban-suan.officer")
    job = Job.objects.create(
        municipality=municipality,
        fiscal_year=2568,
        kind="indicator-analysis",
        format="pdf",
        digits="thai",
        requested_by=municipality.memberships.earliest("pk").user,
        state=JobState.DONE,
        file="documents/ban-suan",
    )
    (settings.MEDIA_ROOT / "documents/ban-suan").mkdir(parents=True, exist_ok=True)

    answer = page.goto(f"{portal.url}/m/ban-suan/2568/jobs/{job.pk}/file")

    assert answer
    assert answer.status == 500
    expect(page.get_by_role("heading", level=1)).to_have_text("ระบบขัดข้อง")
    expect(page.get_by_text(re.compile("รหัสอ้างอิง [0-9A-F]{8}"))).to_be_visible()
    assert serious(page) == []
