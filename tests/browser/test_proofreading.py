"""The page of a proofreader's remarks, on a wide and a narrow screen, with and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, expect

from measures.models import Measure
from tests.browser.looking import serious, too_wide
from tests.browser.portals import Portal

PATH = "/m/ban-suan/2568/documents/indicator-analysis/"
FAULTY = "เทศบาลตำบลบ้านสวนจัดให้มีช่องทางจัดให้มีช่องทางสื่อสาร เพราะสำนักงานฯ ในปีงบประมาณ พ.ศ. 2564"


@pytest.fixture
def faulty(portal: Portal) -> Measure:
    measure = Measure.objects.filter(municipality__slug="ban-suan")[0]
    measure.title = FAULTY
    measure.save()
    return measure


def test_remarks_can_be_read_by_anybody(portal: Portal, page: Page, faulty: Measure) -> None:
    portal.log_in(page, "ban-suan.officer")
    page.goto(portal.url + PATH)
    page.get_by_role("link", name="ตรวจทานเอกสาร").click()

    expect(page.locator("h1")).to_have_text("ตรวจทานเอกสาร")
    expect(page.locator("#error mark")).to_have_text("เทศบาลตำบลบ้านสวน")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert (too_wide(page), serious(page)) == (0, [])


def test_jump_leads_to_the_field(portal: Portal, page: Page, faulty: Measure) -> None:
    portal.log_in(page, "ban-suan.officer")
    page.goto(f"{portal.url}{PATH}proofread/")

    page.get_by_role("link", name="ไปแก้ไข ชื่อหรือประเภทของหน่วยงานอื่น").click()

    expect(page.locator("#id_title")).to_have_value(FAULTY)
    assert page.url.endswith("#id_title")


def test_fixes_go_in_one_by_one_without_javascript(portal: Portal, browser: Browser, faulty: Measure) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    portal.log_in(page, "ban-suan.officer")
    page.goto(f"{portal.url}{PATH}proofread/")

    for title in ("ชื่อหรือประเภทของหน่วยงานอื่น", "คำซ้ำ", "คำของหน่วยงานประเภทอื่น"):
        page.get_by_role("button", name=f"แก้ให้เลย {title}").click()
        expect(page.get_by_role("status")).to_contain_text("แล้ว")

    faulty.refresh_from_db()
    context.close()
    assert faulty.title == "เทศบาลนครบ้านสวนจัดให้มีช่องทางสื่อสาร เพราะเทศบาล ในปีงบประมาณ พ.ศ. 2564"
