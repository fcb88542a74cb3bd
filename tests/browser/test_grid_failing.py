"""The network, the server or the session goes: what was typed stays, says so, and is saved when it can be."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from accounts.models import Membership, Role
from assessments.models import Assessment, State
from tests import factories
from tests.browser.grids import SAVED, Desk, asked_before_leaving, cell, said, sent, type_in
from tests.browser.looking import heard, serious

WAITING = "ยังไม่ได้บันทึก รอการเชื่อมต่อ ระบบจะลองใหม่เอง"


def leave(page: Page) -> None:
    """Follows a link as a person does; the browser may ask first."""
    page.get_by_role("link", name="หน้าแรก").click()


def log_in(page: Page) -> None:
    """Fills in the form of log-in for the staff."""
    page.get_by_label("ชื่อผู้ใช้").fill(Role.STAFF.value)
    page.get_by_label("รหัสผ่าน").fill(factories.PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("หน่วยงานของฉัน")


def test_network_that_comes_back_saves_what_was_kept(desk: Desk) -> None:
    page = desk.grid()
    page.context.set_offline(True)
    cell(page, "i1").focus()

    type_in(page, "98.28", "99")

    expect(said(page, "i1")).to_have_text(WAITING)
    expect(said(page, "i2")).to_have_text(WAITING)
    expect(cell(page, "i1")).to_have_value("98.28")
    expect(page.locator("#sheet-state")).to_have_text("รอการเชื่อมต่อ 2 ช่อง")
    assert desk.stored() == {}
    page.context.set_offline(False)
    expect(said(page, "i1")).to_have_text(SAVED)
    expect(said(page, "i2")).to_have_text(SAVED)
    expect(page.locator("#sheet-state")).to_have_text("บันทึกแล้วทุกช่อง")
    assert desk.stored() == {"i1": "98.28", "i2": "99"}


def test_server_that_fails_is_asked_again_later_and_later(desk: Desk) -> None:
    """After one second, then two, then four: nothing is asked in between."""
    page = desk.enter()
    page.clock.install()
    page.goto(desk.address("scores/IIT/"))
    page.route("**/cells/i1", lambda route: route.fulfill(status=500, body="ระบบขัดข้อง"), times=3)
    requests = heard(page, "request")
    page.clock.pause_at(page.evaluate("Date.now() + 1000"))
    cell(page, "i1").focus()
    type_in(page, "98.28")
    expect(said(page, "i1")).to_have_text(WAITING)

    seen = []
    for wait in (1_000, 2_000, 4_000):
        page.clock.run_for(wait - 100)
        seen.append(len(sent(requests)))
        with page.expect_response("**/cells/i1"):
            page.clock.run_for(100)

    expect(said(page, "i1")).to_have_text(SAVED)
    assert seen == [1, 2, 3]
    assert len(sent(requests)) == 4
    assert desk.stored() == {"i1": "98.28"}


def test_half_a_figure_is_not_saved_by_trying_again(desk: Desk) -> None:
    page = desk.grid()
    page.context.set_offline(True)
    cell(page, "i1").focus()
    type_in(page, "98.28", "99")
    expect(said(page, "i2")).to_have_text(WAITING)

    cell(page, "i1").focus()
    page.keyboard.type("9")
    page.context.set_offline(False)
    expect(said(page, "i2")).to_have_text(SAVED)
    before = desk.stored()
    type_in(page, "7.5")

    expect(said(page, "i1")).to_have_text(SAVED)
    assert before == {"i2": "99"}
    assert desk.stored() == {"i1": "97.5", "i2": "99"}
    assert desk.acts() == [("cell", [("i2", "", "99")]), ("cell", [("i1", "", "97.5")])]


def test_browser_asks_before_leaving_what_is_not_saved(desk: Desk) -> None:
    page = desk.grid()
    asked = asked_before_leaving(page)
    page.context.set_offline(True)
    cell(page, "i1").focus()
    type_in(page, "98.28")
    expect(said(page, "i1")).to_have_text(WAITING)

    leave(page)

    expect(page).to_have_url(desk.address("scores/IIT/"))
    expect(cell(page, "i1")).to_have_value("98.28")
    assert asked == ["beforeunload"]
    page.context.set_offline(False)
    expect(said(page, "i1")).to_have_text(SAVED)
    leave(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("หน่วยงานของฉัน")
    assert asked == ["beforeunload"]


def test_browser_asks_before_leaving_what_was_refused(desk: Desk) -> None:
    page = desk.grid()
    asked = asked_before_leaving(page)
    cell(page, "i1").focus()
    type_in(page, "98,28")
    expect(said(page, "i1")).to_contain_text("ยังไม่ได้บันทึก")

    leave(page)

    expect(cell(page, "i1")).to_have_value("98,28")
    assert asked == ["beforeunload"]


def test_session_that_is_over_keeps_what_is_typed(desk: Desk) -> None:
    desk.store({"i3": "97"}, by=Role.STAFF)
    page = desk.grid()
    Session.objects.all().delete()
    cell(page, "i1").focus()

    type_in(page, "98.28", "99")

    banner = page.get_by_role("alert").filter(has_text="หมดเวลาการใช้งาน")
    expect(banner).to_have_count(1)
    expect(said(page, "i1")).to_have_text("ยังไม่ได้บันทึก กรุณาเข้าสู่ระบบอีกครั้ง")
    expect(said(page, "i2")).to_have_text("ยังไม่ได้บันทึก กรุณาเข้าสู่ระบบอีกครั้ง")
    expect(cell(page, "i1")).to_have_value("98.28")
    expect(page).to_have_url(desk.address("scores/IIT/"))
    assert serious(page) == []
    assert desk.stored() == {"i3": "97"}


def test_new_log_in_in_another_tab_saves_what_was_kept(desk: Desk) -> None:
    page = desk.grid()
    Session.objects.all().delete()
    cell(page, "i1").focus()
    type_in(page, "98.28", "99")
    banner = page.get_by_role("alert").filter(has_text="หมดเวลาการใช้งาน")

    with page.context.expect_page() as opened:
        banner.get_by_role("link", name="เข้าสู่ระบบในแท็บใหม่").click()
    tab = opened.value
    log_in(tab)
    tab.close()
    page.evaluate("dispatchEvent(new Event('focus'))")  # tabs without a screen always have the focus

    expect(said(page, "i1")).to_have_text(SAVED)
    expect(said(page, "i2")).to_have_text(SAVED)
    expect(banner).to_have_count(0)
    assert desk.stored() == {"i1": "98.28", "i2": "99"}
    page.get_by_role("button", name="เลิกทำ").click()
    expect(page.locator("#grid-notice")).to_have_text(re.compile("เลิกทำแล้ว"))
    assert len(desk.stored()) == 1


def test_log_in_elsewhere_is_noticed_when_the_next_figure_is_saved(desk: Desk) -> None:
    """The page's token is an old one then, although nobody is asked to log in."""
    page = desk.grid()
    page.context.clear_cookies()
    tab = page.context.new_page()
    tab.goto(f"{desk.url}/accounts/login/")
    log_in(tab)

    cell(page, "i1").focus()
    type_in(page, "98.28")

    expect(said(page, "i1")).to_have_text(SAVED)
    expect(page.locator("#grid-notice")).to_be_empty()
    assert desk.stored() == {"i1": "98.28"}


def test_answer_that_was_lost_is_no_conflict_with_oneself(desk: Desk) -> None:
    """The server stored 98.28, but its answer never came; meanwhile the person has typed something else."""
    page = desk.grid()
    page.route("**/cells/i1", lambda route: (route.fetch(), route.abort()), times=1)
    cell(page, "i1").focus()
    page.keyboard.type("๙๘.๒๘")
    page.keyboard.press("Tab")
    expect(said(page, "i1")).to_have_text(WAITING)
    before = desk.stored()

    cell(page, "i1").focus()
    type_in(page, "97")

    expect(said(page, "i1")).to_have_text(SAVED)
    assert before == {"i1": "98.28"}
    assert desk.acts() == [("cell", [("i1", "", "98.28")]), ("cell", [("i1", "98.28", "97")])]


def test_figure_of_somebody_else_after_a_lost_answer_is_a_conflict(desk: Desk) -> None:
    page = desk.grid()
    page.route("**/cells/i1", lambda route: route.abort(), times=1)
    cell(page, "i1").focus()
    page.keyboard.type("98.28")
    page.keyboard.press("Tab")
    expect(said(page, "i1")).to_have_text(WAITING)
    desk.store({"i1": "98.28"}, by=Role.INTEGRITY_OFFICER)

    cell(page, "i1").focus()
    type_in(page, "97")

    expect(said(page, "i1")).to_contain_text("นายธีรพัฒน์ คงวารี บันทึก 98.28")
    assert desk.stored() == {"i1": "98.28"}


@pytest.mark.parametrize("status", [400, 404, 413])
def test_answer_that_will_not_change_is_not_asked_for_again(status: int, desk: Desk) -> None:
    page = desk.grid()
    requests = heard(page, "request")
    page.route("**/cells/i1", lambda route: route.fulfill(status=status, body="?"))
    cell(page, "i1").focus()

    type_in(page, "98.28")

    expect(said(page, "i1")).to_have_text("ยังไม่ได้บันทึก กรุณาเปิดหน้านี้ใหม่แล้วกรอกอีกครั้ง")
    expect(cell(page, "i1")).to_have_value("98.28")
    page.evaluate("dispatchEvent(new Event('online'))")  # what waits is sent again
    type_in(page, "99")
    expect(said(page, "i2")).to_have_text(SAVED)
    assert sent(requests) == ["i1", "i2"]


def test_role_that_was_taken_away_is_said_and_not_a_session_that_is_over(desk: Desk) -> None:
    page = desk.grid()
    Membership.objects.update(role=Role.EXECUTIVE)
    cell(page, "i1").focus()

    type_in(page, "98.28")

    expect(said(page, "i1")).to_have_text("ยังไม่ได้บันทึก ท่านไม่มีสิทธิ์แก้ไขคะแนนนี้แล้ว กรุณาเปิดหน้านี้ใหม่")
    expect(page.locator("#grid-notice")).to_be_empty()
    expect(cell(page, "i1")).to_have_value("98.28")
    assert desk.stored() == {}


def test_year_that_was_locked_while_one_was_logged_out_is_said(desk: Desk) -> None:
    page = desk.grid()
    desk.store({"i3": "97"}, by=Role.STAFF)
    Session.objects.all().delete()
    cell(page, "i1").focus()
    type_in(page, "98.28")
    banner = page.get_by_role("alert").filter(has_text="หมดเวลาการใช้งาน")
    expect(banner).to_have_count(1)
    Assessment.objects.update(state=State.SUBMITTED)
    tab = page.context.new_page()
    tab.goto(f"{desk.url}/accounts/login/")
    log_in(tab)
    tab.close()

    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(said(page, "i1")).to_contain_text("อยู่ในสถานะ “รอผู้บริหารอนุมัติ” จึงแก้ไขไม่ได้")
    expect(banner).to_have_count(0)
    expect(cell(page, "i1")).to_have_value("98.28")
    assert desk.stored() == {"i3": "97"}


def test_waiting_and_saving_are_told_in_one_place(desk: Desk) -> None:
    page = desk.grid()
    expect(page.get_by_role("status")).to_have_count(1)
    page.context.set_offline(True)
    cell(page, "i1").focus()

    type_in(page, "98.28", "99")

    expect(page.get_by_role("status")).to_have_text(re.compile(r"รอการเชื่อมต่อ [12] ช่อง"))
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text(re.compile(r"บันทึกแล้ว [12] ช่อง"))


@pytest.mark.parametrize("back", ["Escape", "90"])
def test_value_taken_back_after_a_lost_answer_is_the_one_that_stands(back: str, desk: Desk) -> None:
    """The server stored 98.28 and the answer was lost: what the page shows then must be what is stored."""
    desk.store({"i1": "90"}, by=Role.STAFF)
    page = desk.grid()
    page.route("**/cells/i1", lambda route: (route.fetch(), route.abort()), times=1)
    cell(page, "i1").focus()
    page.keyboard.type("98.28")
    page.keyboard.press("Tab")
    expect(said(page, "i1")).to_have_text(WAITING)

    cell(page, "i1").focus()
    page.keyboard.press("Escape") if back == "Escape" else page.keyboard.type(back)
    page.keyboard.press("Enter")

    expect(said(page, "i1")).to_have_text(SAVED)
    expect(cell(page, "i1")).to_have_value("90")
    assert desk.stored() == {"i1": "90"}


def test_taking_back_does_not_begin_while_something_waits(desk: Desk) -> None:
    """It would take back the act before the one that waits, which would be stored afterwards."""
    page = desk.grid()
    cell(page, "i1").focus()
    type_in(page, "97.82")
    expect(said(page, "i1")).to_have_text(SAVED)
    page.route("**/cells/i2", lambda route: route.abort())
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    expect(said(page, "i2")).to_have_text(WAITING)

    page.get_by_role("button", name="เลิกทำ").click()

    expect(page.locator("#grid-notice")).to_contain_text("ยังมีช่องที่ยังไม่ได้บันทึก")
    assert desk.stored() == {"i1": "97.82"}


def test_figures_of_one_person_are_not_stored_in_the_name_of_another(desk: Desk) -> None:
    """The session is over, and a colleague logs in on the same computer."""
    page = desk.grid(role=Role.INTEGRITY_OFFICER)
    Session.objects.all().delete()
    desk.person(Role.STAFF)
    cell(page, "i1").focus()
    type_in(page, "98.28")
    expect(page.get_by_role("alert").filter(has_text="หมดเวลาการใช้งาน")).to_have_count(1)
    tab = page.context.new_page()
    tab.goto(f"{desk.url}/accounts/login/")
    log_in(tab)
    tab.close()

    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(said(page, "i1")).to_contain_text("ผู้ที่เข้าสู่ระบบอยู่ขณะนี้เป็นผู้อื่น")
    expect(cell(page, "i1")).to_have_value("98.28")
    assert desk.stored() == {}
