"""The plan in a real browser: a suggestion is taken, a step changed, and days outside the year asked about."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from assessments.models import Question
from measures.models import Measure, Step
from tests.browser.looking import heard, serious, too_wide
from tests.browser.portals import Portal

PLAN = "m/ban-suan/2569/measures/"


@pytest.fixture
def weak_point(portal: Portal) -> Question:
    """A lowest question of ban-suan 2568 that no measure names."""
    question = Question.objects.get(framework=2568, code="i2")
    for measure in Measure.objects.filter(municipality__slug="ban-suan", questions=question):
        measure.questions.remove(question)
    return question


def test_officer_takes_a_suggestion_and_makes_it_the_municipalitys_own(
    portal: Portal, page: Page, weak_point: Question
) -> None:
    wrong = heard(page, "pageerror")
    portal.log_in(page, "ban-suan.officer")
    page.goto(f"{portal.url}/m/ban-suan/2568/")
    page.get_by_role("link", name="แผนมาตรการปี 2569").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("แผนมาตรการ")
    assert serious(page) == []

    # Which weak points have no measure? One suggestion is taken as it is.
    page.get_by_role("navigation", name="หน้าของมาตรการ").get_by_role("link", name="ยังไม่มีมาตรการ").click()
    assert serious(page) == []
    point = page.get_by_role("article", name=weak_point.code)
    expect(point).to_contain_text(weak_point.remedy)
    point.get_by_label("ผู้รับผิดชอบ").select_option(label="ฝ่ายนิติการ")
    point.get_by_role("button", name="ใช้มาตรการนี้").click()

    expect(page.get_by_role("status")).to_contain_text("เพิ่มมาตรการของข้อ i2 แล้ว 4 ขั้นตอน")
    answered = page.get_by_role("region", name=re.compile("^มีมาตรการแล้ว"))
    answered.get_by_role("link", name=weak_point.remedy[:50]).click()
    assert serious(page) == []
    made = Measure.objects.latest("pk")
    assert [[each.name for each in step.departments.all()] for step in made.steps.all()] == [["ฝ่ายนิติการ"]] * 4

    # The first step gets days and a second department; its days begin before the year: the page asks.
    page.get_by_role("link", name="แก้ไข ขั้นตอนที่ 1").click()
    page.get_by_label("ผู้รับผิดชอบลำดับที่ 2").select_option(label="สำนักคลัง")
    expect(page.get_by_label("วันเริ่มต้น")).to_be_hidden()
    page.get_by_label("ระบุวันที่").check()
    page.get_by_label("วันเริ่มต้น").fill("๑๕ ก.ย. ๒๕๖๘")
    page.get_by_label("วันสิ้นสุด").fill("31/12/2568")
    page.get_by_label("งบประมาณ").fill("12,500")
    assert serious(page) == []
    page.get_by_role("button", name="บันทึกขั้นตอน").click()

    question = page.get_by_label("ยืนยันว่าตั้งใจให้อยู่นอกปีงบประมาณ")
    expect(page.get_by_role("alert")).to_contain_text("วันที่อยู่นอกปีงบประมาณ 2569 (1 ตุลาคม 2568 - 30 กันยายน 2569)")
    expect(page.get_by_label("วันเริ่มต้น")).to_have_value("๑๕ ก.ย. ๒๕๖๘")
    assert serious(page) == []
    question.check()
    page.get_by_role("button", name="บันทึกขั้นตอน").click()

    row = page.locator(f"#step-{made.steps.all()[0].pk}")
    expect(row).to_contain_text("15 กันยายน - 31 ธันวาคม 2568")
    expect(row).to_contain_text("12,500 บาท")
    expect(row).to_be_in_viewport()
    step = made.steps.all()[0]
    assert [each.department.name for each in step.responsibilities.all()] == ["ฝ่ายนิติการ", "สำนักคลัง"]

    # The third step moves up, and the last goes.
    page.get_by_role("button", name="เลื่อนขึ้น ขั้นตอนที่ 3").click()
    page.get_by_role("link", name="ลบ ขั้นตอนที่ 4").click()
    assert serious(page) == []
    page.get_by_role("button", name="ลบขั้นตอน").click()
    expect(page.get_by_role("status")).to_contain_text("ลบขั้นตอนแล้ว")
    assert [each.pk for each in made.steps.all()] == [step.pk, step.pk + 2, step.pk + 1]
    assert wrong == []


def test_suggestion_is_changed_before_it_is_taken(portal: Portal, page: Page, weak_point: Question) -> None:
    portal.log_in(page, "ban-suan.officer")
    page.goto(f"{portal.url}/{PLAN}suggestions/")

    page.get_by_role("article", name=weak_point.code).get_by_role("link", name="ปรับก่อนใช้").click()
    assert serious(page) == []
    page.get_by_label("มาตรการ/โครงการ/กิจกรรม").fill("สุ่มตรวจการให้บริการทุกเดือน")
    first = page.get_by_role("group", name="ขั้นตอนที่ 1")
    first.get_by_label("ขั้นตอนและวิธีการ").fill("")
    page.get_by_role("group", name="ขั้นตอนที่ 2").get_by_label("ใช้ขั้นตอนนี้").uncheck()
    page.get_by_role("button", name="บันทึกเป็นมาตรการ").click()

    fault = page.get_by_role("alert").get_by_role("link")
    expect(fault).to_have_text(re.compile("กรุณาระบุขั้นตอนและวิธีการ หรือนำเครื่องหมาย"))
    fault.click()
    expect(first.get_by_label("ขั้นตอนและวิธีการ")).to_be_focused()
    page.keyboard.type("ตั้งคณะสุ่มตรวจ")
    page.get_by_role("button", name="บันทึกเป็นมาตรการ").click()

    expect(page.get_by_role("heading", level=2, name="สุ่มตรวจการให้บริการทุกเดือน")).to_be_visible()
    made = Measure.objects.latest("pk")
    assert (made.title, made.steps.count(), made.steps.all()[0].text) == (
        "สุ่มตรวจการให้บริการทุกเดือน", 3, "ตั้งคณะสุ่มตรวจ",
    )  # fmt: skip


def test_plan_works_without_script_on_a_small_screen(portal: Portal, browser: Browser) -> None:
    """A measure with its first step is entered on a phone that runs no script."""
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        portal.log_in(page, "phon-phisai.officer")
        page.goto(f"{portal.url}/m/phon-phisai/2569/measures/new/")
        page.get_by_label("มาตรการ/โครงการ/กิจกรรม").fill("ตรวจทะเบียนคุมทรัพย์สิน")
        page.get_by_label("4. การใช้ทรัพย์สินของราชการ").check()
        page.get_by_role("button", name="บันทึกแล้วเพิ่มขั้นตอน").click()
        page.get_by_label("ขั้นตอนและวิธีการ").fill("ตรวจทะเบียนทุกเดือน")
        page.get_by_label("ผู้รับผิดชอบหลัก").select_option(label="กองคลัง")
        page.get_by_label("ทำเป็นรอบ").check()
        page.get_by_label("รอบ", exact=True).select_option(label="ทุกเดือน")
        page.get_by_label("ภายในวันที่ของเดือน").fill("๑๕")
        page.get_by_role("button", name="บันทึกขั้นตอน", exact=True).click()

        expect(page.get_by_role("row", name="ตรวจทะเบียนทุกเดือน")).to_contain_text("ทุกวันที่ 15 ของเดือน")
        step = Step.objects.latest("pk")
        assert (step.measure.title, step.period) == ("ตรวจทะเบียนคุมทรัพย์สิน", "ทุกวันที่ 15 ของเดือน")


@pytest.mark.parametrize("path", ["", "?text=ประชุม", "suggestions/", "new/", "carry/"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_the_plan_fit_the_screen(width: int, path: str, portal: Portal, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    portal.log_in(page, "ban-suan.officer")

    page.goto(f"{portal.url}/{PLAN}{path}")

    assert too_wide(page) <= 0
    assert serious(page) == []
