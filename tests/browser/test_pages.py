"""Every page, in a data-driven list: it says what it is, asks for nothing foreign, and anybody can use it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.looking import heard, serious, too_wide
from tests.browser.portals import Portal

WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 360, "height": 740}


@dataclass(frozen=True, slots=True)
class Case:
    """A page: who opens it, where it is, what its heading says, and its status."""

    name: str
    user: str | None
    path: str
    heading: str
    status: int = 200


CASES = [
    Case("log-in", None, "/accounts/login/", "เข้าสู่ระบบ"),
    Case("password", "ban-suan.staff", "/accounts/password/", "เปลี่ยนรหัสผ่าน"),
    Case("log-out", "ban-suan.staff", "/accounts/logout/", "ออกจากระบบ"),
    Case("home", "ban-suan.officer", "/", "หน่วยงานของฉัน"),
    Case("home of an overseer", "overseer.yala", "/", "หน่วยงานของฉัน"),
    Case("home, measures alone", "ban-chang.executive", "/", "หน่วยงานของฉัน"),
    Case("year", "sateng-nok.officer", "/m/sateng-nok/2566/", "เทศบาลเมืองสะเตงนอก ปีงบประมาณ 2566"),
    Case("year, undecided", "ban-suan.executive", "/m/ban-suan/2568/", "เทศบาลนครบ้านสวน ปีงบประมาณ 2568"),
    Case("year, partly", "phon-phisai.officer", "/m/phon-phisai/2568/", "เทศบาลเมืองโพธิ์พิสัย ปีงบประมาณ 2568"),
    Case("year, empty", "ban-chang.officer", "/m/ban-chang/2566/", "เทศบาลตำบลบ้านฉาง ปีงบประมาณ 2566", 404),
    Case("year, measures alone", "ban-chang.officer", "/m/ban-chang/2565/", "เทศบาลตำบลบ้านฉาง ปีงบประมาณ 2565"),
    Case("scores", "ban-suan.staff", "/m/ban-suan/2568/scores/", "นำเข้าคะแนน ปีงบประมาณ 2568"),
    Case(
        "finding",
        "sateng-nok.officer",
        "/m/sateng-nok/2566/findings/6/",
        "แก้ไขผลการวิเคราะห์ ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน",
    ),
    Case(
        "preview",
        "sateng-nok.executive",
        "/m/sateng-nok/2566/documents/indicator-analysis/",
        "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด",
    ),
    Case(
        "preview, refused",
        "ban-chang.officer",
        "/m/ban-chang/2566/documents/indicator-analysis/",
        "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด",
        404,
    ),
    Case("not found", "ban-suan.officer", "/m/nowhere/2568/", "ไม่พบหน้านี้", 404),
    Case("forbidden", "ban-suan.executive", "/m/ban-suan/2568/scores/", "ท่านไม่มีสิทธิ์ใช้หน้านี้", 403),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page_says_what_it_is_and_anybody_can_use_it(
    case: Case, running_portal: Portal, enter: Callable[..., Page]
) -> None:
    page = enter(case.user, viewport=WIDE)
    messages, answers = heard(page, "console"), heard(page, "response")

    page.goto(running_portal.url + case.path, wait_until="networkidle")

    expect(page.locator("h1")).to_have_text(case.heading)
    expect(page.locator("html")).to_have_attribute("lang", "th")
    assert answers[0].status == case.status
    assert [answer.url for answer in answers[1:] if answer.status != 200] == []
    assert {answer.url.startswith((running_portal.url, "data:")) for answer in answers} == {True}
    assert [each.text for each in messages if f"status of {case.status}" not in each.text] == []
    assert serious(page) == []

    page.set_viewport_size(NARROW)

    assert too_wide(page) == 0
    assert serious(page) == []


def test_details_of_a_year_open_without_harm(running_portal: Portal, enter: Callable[..., Page]) -> None:
    page = enter("sateng-nok.officer", viewport=NARROW)
    page.goto(f"{running_portal.url}/m/sateng-nok/2566/")

    for summary in page.get_by_text("คำนวณอย่างไร").all():
        summary.click()

    row = page.locator("#indicators").get_by_role("row").nth(1)
    expect(row).to_contain_text("i1 85.93")
    expect(row).to_contain_text("= 93.60")
    assert too_wide(page) == 0
    assert serious(page) == []


def test_first_visit_is_light(running_portal: Portal, enter: Callable[..., Page]) -> None:
    """At most 300 kB in 20 requests, of which 100 kB scripts (UX.md section 6)."""
    page = enter("sateng-nok.officer", viewport=WIDE)
    answers = heard(page, "response")

    page.goto(f"{running_portal.url}/m/sateng-nok/2566/", wait_until="networkidle")

    sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in answers}
    assert len(answers) <= 20
    assert sum(sizes.values()) <= 300_000
    assert sum(size for url, size in sizes.items() if url.endswith(".js")) <= 100_000
