"""Every page, in a data-driven list: it says what it is, asks for nothing foreign, and anybody can use it."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from accounts.models import Municipality, User
from assessments.codes import Place
from assessments.verbs.scores import scores_import
from reports.models import Job
from reports.tasks import render_job
from reports.verbs.jobs import job_request
from tests.browser.looking import heard, serious, too_wide
from tests.browser.portals import Portal

WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 360, "height": 740}


IIT = "IIT แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน"
EIT = "EIT แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก"
OIT = "OIT แบบวัดการเปิดเผยข้อมูลสาธารณะ"


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
    Case("year, no framework", "ban-chang.officer", "/m/ban-chang/2600/", "เทศบาลตำบลบ้านฉาง ปีงบประมาณ 2600", 404),
    Case("year, measures alone", "ban-chang.officer", "/m/ban-chang/2565/", "เทศบาลตำบลบ้านฉาง ปีงบประมาณ 2565"),
    Case("scores", "ban-suan.staff", "/m/ban-suan/2568/scores/", "คะแนนรายข้อ"),
    Case("scores, read only", "sateng-nok.executive", "/m/sateng-nok/2566/scores/", "คะแนนรายข้อ"),
    Case("scores, official alone", "ban-suan.staff", "/m/ban-suan/2569/scores/", "คะแนนรายข้อ"),
    Case("IIT", "sateng-nok.staff", "/m/sateng-nok/2566/scores/IIT/", IIT),
    Case("EIT", "sateng-nok.staff", "/m/sateng-nok/2566/scores/EIT/", EIT),
    Case("OIT", "sateng-nok.staff", "/m/sateng-nok/2566/scores/OIT/", OIT),
    Case("official figures", "sateng-nok.staff", "/m/sateng-nok/2566/scores/official/", "คะแนนทางการ"),
    Case("EIT, read only", "sateng-nok.executive", "/m/sateng-nok/2566/scores/EIT/", EIT),
    Case("official, read only", "ban-suan.executive", "/m/ban-suan/2568/scores/official/", "คะแนนทางการ"),
    Case("no such instrument", "ban-suan.staff", "/m/ban-suan/2569/scores/IIT/", "ไม่พบหน้านี้", 404),
    Case("import", "ban-suan.staff", "/m/ban-suan/2568/scores/file/", "นำเข้าคะแนน"),
    Case("paper", "sateng-nok.staff", "/m/sateng-nok/2566/scores/print/", "แบบกรอกคะแนน ITA ปีงบประมาณ 2566"),
    Case("cell", "sateng-nok.staff", "/m/sateng-nok/2566/scores/cells/e10-2", "ประวัติและความเห็น ข้อ e10 ส่วนที่ 2"),
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
    Case("forbidden", "ban-suan.executive", "/m/ban-suan/2568/scores/file/", "ท่านไม่มีสิทธิ์ใช้หน้านี้", 403),
]


def usable(page: Page) -> list[tuple[int, list[str]]]:
    """By how much the page is too wide, and what axe finds on it: on a wide screen, then on a narrow one."""
    found = []
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        found.append((too_wide(page), serious(page)))
    return found


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
    # 204 says that a part of the page is as it was.
    assert [answer.url for answer in answers[1:] if answer.status not in (200, 204)] == []
    assert {answer.url.startswith((running_portal.url, "data:")) for answer in answers} == {True}
    assert [each.text for each in messages if f"status of {case.status}" not in each.text] == []
    assert serious(page) == []

    page.set_viewport_size(NARROW)

    assert too_wide(page) == 0
    assert serious(page) == []


@pytest.mark.parametrize("fiscal_year", [2564, 2569])
def test_year_of_official_figures_alone_can_be_used_by_anybody(portal: Portal, page: Page, fiscal_year: int) -> None:
    """2562–2565 have letters and no questions; of 2569 the questions are not known whole."""
    figures: dict[Place, Decimal | None] = {"indicator-1": Decimal("84.5"), "total": Decimal("81.45")}
    place = Municipality.objects.get(slug="ban-suan")
    scores_import(municipality=place, fiscal_year=fiscal_year, figures=figures, by=None)
    portal.log_in(page, "ban-suan.officer")
    messages = heard(page, "console")

    page.goto(f"{portal.url}/m/ban-suan/{fiscal_year}/", wait_until="networkidle")

    expect(page.locator("h1")).to_have_text(f"{place.name} ปีงบประมาณ {fiscal_year}")
    expect(page.get_by_role("region", name="คะแนนรวมและระดับ")).to_contain_text("81.45")
    assert messages == []
    assert usable(page) == [(0, []), (0, [])]


@pytest.mark.parametrize(("kept", "says"), [(True, "เอกสารพร้อมแล้ว"), (False, "ไม่มีไฟล์นี้ในระบบแล้ว")])
def test_job_that_is_done_can_be_used_by_anybody(portal: Portal, page: Page, kept: bool, says: str) -> None:
    job = job_request(
        municipality=Municipality.objects.get(slug="ban-suan"), fiscal_year=2568, kind="indicator-analysis",
        ending="xlsx", digits="thai", by=User.objects.get(username="ban-suan.staff"),
    )  # fmt: skip
    render_job(str(job.pk))
    if not kept:
        Job.objects.get(pk=job.pk).file.delete(save=False)
    portal.log_in(page, "ban-suan.staff")

    page.goto(f"{portal.url}/m/ban-suan/2568/jobs/{job.pk}/", wait_until="networkidle")

    expect(page.get_by_text(says)).to_be_visible()
    expect(page.get_by_role("link", name="ดาวน์โหลดไฟล์")).to_have_count(int(kept))
    expect(page.get_by_role("button", name="จัดทำใหม่")).to_have_count(int(not kept))
    assert usable(page) == [(0, []), (0, [])]


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


@pytest.mark.parametrize("name", ["IIT", "EIT", "OIT"])
def test_grid_of_many_questions_is_light(name: str, running_portal: Portal, enter: Callable[..., Page]) -> None:
    """At most 60 kB compressed and 3,000 nodes, also with the 88 questions of 2566 (UX.md section 6)."""
    page = enter("sateng-nok.staff", viewport=WIDE)
    answers = heard(page, "response")

    page.goto(f"{running_portal.url}/m/sateng-nok/2566/scores/{name}/", wait_until="networkidle")

    sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in answers}
    assert len(gzip.compress(answers[0].body())) <= 60_000
    assert page.locator("*").count() <= 3_000
    assert len(answers) <= 20
    assert sum(sizes.values()) <= 300_000
    assert sum(size for url, size in sizes.items() if url.endswith(".js")) <= 100_000
