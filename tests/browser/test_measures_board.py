"""The board, the timeline, a person's work and the change of several steps, as a person sees and uses them."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from playwright.sync_api import Page, expect

from accounts.models import User
from measures.models import Reminder, Step
from measures.verbs.digests import reminders_send
from tests.browser.looking import serious, too_wide
from tests.browser.portals import Portal

PLAN = "/m/ban-suan/2569/measures"
SIZES = [(1280, 900), (390, 844)]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """It is Wednesday, the 25th of March 2569, in the portal of this process: the demo's plan is this year's."""
    with time_machine.travel("2026-03-25T09:00:00+07:00"):
        yield


@pytest.fixture
def busy(clock: None, portal: Portal) -> User:
    """The staff of Ban Suan see to four steps that are late, of which they were told on Monday."""
    staff = User.objects.get(username="ban-suan.staff")
    for step in Step.objects.filter(measure__municipality__slug="ban-suan")[:4]:
        step.assignee = staff
        step.start, step.end = date(2026, 1, 1), date(2026, 1, 31)
        step.first_quarter = step.last_quarter = step.cycle_day = None
        step.cycle = step.rhythm = ""
        step.save()
    reminders_send(day=date(2026, 3, 23))
    assert Reminder.objects.filter(user=staff).count() == 4
    return staff


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_pages_of_the_year_are_readable_at_every_width(
    size: tuple[int, int], portal: Portal, busy: User, page: Page
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    portal.log_in(page, "ban-suan.officer")
    found = {}
    for name in ("board", "timeline", "bulk", f"bulk/?giver={busy.pk}", "bulk/dates", "reminders"):
        page.goto(f"{portal.url}{PLAN}/{name}{'' if '?' in name else '/'}")
        found[name] = (page.locator("h1").count(), too_wide(page), serious(page))
    for name in ("", "work/", "work/digests/"):
        page.goto(f"{portal.url}/{name}")
        found[name or "home"] = (page.locator("h1").count(), too_wide(page), serious(page))

    assert found == dict.fromkeys(found, (1, 0, []))


def test_person_goes_from_the_first_page_to_the_report_of_a_late_step(portal: Portal, busy: User, page: Page) -> None:
    portal.log_in(page, busy.username)

    page.get_by_role("link", name="ดูงานของฉัน").click()
    mine = page.get_by_role("region", name="มอบหมายให้ฉัน")
    expect(mine).to_contain_text("เกินกำหนด 4 ขั้นตอน")
    mine.get_by_role("link", name="รายงานผล").first.click()

    expect(page.get_by_role("heading", name="รายงานความก้าวหน้า", exact=True)).to_be_visible()


def test_officer_hands_the_steps_of_a_leaver_to_another(portal: Portal, busy: User, page: Page) -> None:
    portal.log_in(page, "ban-suan.officer")
    page.goto(f"{portal.url}{PLAN}/board/")

    page.get_by_role("link", name="มอบขั้นตอนให้ผู้อื่น").click()
    page.get_by_label("ผู้ที่มีขั้นตอนอยู่").select_option(str(busy.pk))
    page.get_by_role("button", name="แสดงขั้นตอน").click()
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(4)
    boxes.nth(3).uncheck()
    officer = User.objects.get(username="ban-suan.officer")
    page.get_by_label("มอบให้").select_option(str(officer.pk))
    page.get_by_role("button", name="มอบขั้นตอนที่เลือก").click()

    expect(page.get_by_role("status")).to_contain_text("มอบ 3 ขั้นตอนให้")
    assert (busy.steps.count(), officer.steps.count()) == (1, 3)


def test_officer_moves_several_steps_into_a_quarter(portal: Portal, busy: User, page: Page) -> None:
    portal.log_in(page, "ban-suan.officer")
    page.goto(f"{portal.url}{PLAN}/bulk/dates/")

    page.get_by_role("checkbox").nth(0).check()
    page.get_by_role("checkbox").nth(2).check()
    page.get_by_label("ระบุวันที่").check()
    page.get_by_label("วันเริ่มต้น").fill("1/4/2569")
    page.get_by_label("วันสิ้นสุด").fill("31/10/2569")
    page.get_by_role("button", name="บันทึกระยะเวลาของขั้นตอนที่เลือก").click()
    expect(page.get_by_role("alert")).to_contain_text("นอกปีงบประมาณ 2569")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(2)
    page.get_by_label("วันสิ้นสุด").fill("30/6/2569")
    page.get_by_role("button", name="บันทึกระยะเวลาของขั้นตอนที่เลือก").click()

    expect(page.get_by_role("status")).to_contain_text("เปลี่ยนระยะเวลาของ 2 ขั้นตอนแล้ว")
    assert Step.objects.filter(start=date(2026, 4, 1), end=date(2026, 6, 30)).count() == 2
