"""The plan in the browser: list, filters, pages, empty states. Who may see it: tests/reports/test_permissions."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Municipality, Role
from measures.models import Measure, ProgressReport, Status
from measures.periods import Period
from measures.templatetags.measures import FOR_EDITORS, TABS, measure_tabs
from measures.verbs.measures import StepData
from tests.factories import department, framework, measure, municipality
from tests.measures.many import many_measures
from tests.measures.pages import address, desk_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    framework(2568)
    return municipality()


@pytest.fixture
def officer(place: Municipality) -> Client:
    return desk_of(place)


def step(text: str = "ประชุม", quarter: int = 1, *units: str, place: Municipality | None = None) -> StepData:
    departments = [department(place, name) for name in units] if place else []
    return StepData(text, departments, Period(quarters=(quarter, quarter)))


def titled(place: Municipality, title: str, *steps: StepData) -> Measure:
    """A measure of 2569 with this title."""
    row = measure(place, steps=steps)
    Measure.objects.filter(pk=row.pk).update(title=title)
    row.refresh_from_db()
    return row


def listed(page: str) -> list[str]:
    """The titles of the list with their numbers."""
    return re.findall(r'<th colspan="4" scope="rowgroup">\s*<a href="[^"]*">(.*?)</a>', page)


def test_list_shows_measures_with_steps_departments_period_and_standing(place: Municipality, officer: Client) -> None:
    titled(place, "สุ่มตรวจ", step("ตั้งคณะทำงาน", 1, "กองคลัง", "กองช่าง", place=place), step("ตรวจ", 4))
    row = Measure.objects.get().steps.first()
    assert row
    ProgressReport.objects.create(step=row, date=date(2025, 12, 1), due=date(2025, 12, 31), status=Status.DONE)

    page = words(officer.get(address("plan", place)))

    assert "1. สุ่มตรวจ ตัวชี้วัดที่ 1" in page
    assert "ตั้งคณะทำงาน กองคลัง กองช่าง ไตรมาส 1 ดำเนินการแล้ว รายงานผล" in page
    assert "ตรวจ ยังไม่ระบุ ไตรมาส 4" in page
    assert "1 มาตรการ 2 ขั้นตอน" in page


def test_list_puts_what_is_late_above_all_else(place: Municipality, officer: Client) -> None:
    place_of_2567 = measure(place, action_year=2567, steps=[step("ค้างมานาน", 1)])
    framework(2566)

    html = officer.get(address("plan", place, 2567)).content.decode()

    assert html.index("เกินกำหนด 1 ขั้นตอน") < html.index(place_of_2567.title)
    assert html.index("ค้างมานาน") < html.index("ทุกสถานะ")


def test_list_of_a_year_without_measures_says_what_to_do_next(place: Municipality, officer: Client) -> None:
    html = officer.get(address("plan", place)).content.decode()

    assert "ยังไม่มีมาตรการของปีงบประมาณ 2569" in html
    assert address("suggestions", place) in html
    assert address("measure_new", place) in html
    assert address("plan_carry", place) not in html


def test_empty_list_offers_last_years_measures(place: Municipality, officer: Client) -> None:
    measure(place, action_year=2568)

    html = officer.get(address("plan", place)).content.decode()

    assert address("plan_carry", place) in html


@pytest.mark.parametrize("role", [Role.STAFF, Role.EXECUTIVE])
def test_list_offers_readers_nothing_to_change(role: Role, place: Municipality) -> None:
    row = titled(place, "สุ่มตรวจ", step())
    reader = desk_of(place, role)

    pages = [reader.get(address("plan", place)), reader.get(address("measure", place, 2569, row.pk))]

    for page in pages:
        html = page.content.decode()
        assert page.status_code == 200
        assert "measures/new/" not in html
        assert "/change/" not in html
        assert "/move" not in html


@pytest.mark.parametrize("action_year", [2562, 2571, 2700])
def test_plan_of_a_year_without_a_framework_is_not_found(
    action_year: int, place: Municipality, officer: Client
) -> None:
    assert officer.get(address("plan", place, action_year)).status_code == 404


def test_filters_find_and_say_how_many(place: Municipality, officer: Client) -> None:
    titled(place, "สุ่มตรวจ", step("ตั้งคณะทำงาน"), step("ตรวจ", 4))
    titled(place, "เผยแพร่แผน", step("ขึ้นเว็บไซต์"))

    html = officer.get(address("plan", place), {"text": "ตรวจ คณะ"}).content.decode()

    assert listed(html) == ["1. สุ่มตรวจ"]
    assert "พบ 1 จาก 2 มาตรการ รวม 1 ขั้นตอน" in html
    assert "ไม่แสดง 1 ขั้นตอนที่ไม่ตรงเงื่อนไข" in html
    assert "เลื่อนลง" not in html


def test_filters_that_find_nothing_lead_back(place: Municipality, officer: Client) -> None:
    titled(place, "สุ่มตรวจ")

    page = words(officer.get(address("plan", place), {"text": "ไม่มีคำนี้"}))

    assert "ไม่พบมาตรการที่ตรงกับเงื่อนไข แผนปีนี้มี 1 มาตรการ" in page


@pytest.mark.parametrize(
    "query",
    [{"indicator": "x"}, {"issue": "99"}, {"department": "-1"}, {"status": "lost"}, {"page": "99"}, {"all": "x"}],
)
def test_what_is_not_understood_looks_for_nothing(query: dict[str, str], place: Municipality, officer: Client) -> None:
    titled(place, "สุ่มตรวจ", step())

    html = officer.get(address("plan", place), query).content.decode()

    assert listed(html) == ["1. สุ่มตรวจ"]


def test_pills_pick_a_status_and_keep_the_rest(place: Municipality, officer: Client) -> None:
    titled(place, "สุ่มตรวจ", step())

    html = officer.get(address("plan", place), {"text": "ตรวจ", "status": "done"}).content.decode()

    pills = re.findall(r'<a class="pill"\s+href="([^"]*)"\s*(aria-current)?', html)
    assert pills == [
        ("?text=%E0%B8%95%E0%B8%A3%E0%B8%A7%E0%B8%88&amp;", ""),
        ("?text=%E0%B8%95%E0%B8%A3%E0%B8%A7%E0%B8%88&amp;late=on", ""),
        ("?text=%E0%B8%95%E0%B8%A3%E0%B8%A7%E0%B8%88&amp;status=not_started", ""),
        ("?text=%E0%B8%95%E0%B8%A3%E0%B8%A7%E0%B8%88&amp;status=in_progress", ""),
        ("?text=%E0%B8%95%E0%B8%A3%E0%B8%A7%E0%B8%88&amp;status=done", "aria-current"),
    ]


def test_list_has_a_hundred_steps_a_page_and_all_on_one_to_print(place: Municipality, officer: Client) -> None:
    """A measure counts as a row of its own: sixteen of five steps fill a page, the seventeenth begins the next."""
    last = many_measures(place, 17)[-1].measure

    first, second, there, everything = (
        listed(officer.get(address("plan", place), query).content.decode())
        for query in ({}, {"page": "2"}, {"at": str(last.pk)}, {"all": "1"})
    )

    assert (len(first), second, there, len(everything)) == (16, ["17. มาตรการที่ 17"], second, 17)


def test_list_shows_ten_steps_of_a_long_measure_and_all_to_print(place: Municipality, officer: Client) -> None:
    titled(place, "ยาว", *[step(f"ขั้นตอน-{number:02}") for number in range(1, 13)])

    short = officer.get(address("plan", place)).content.decode()
    whole = officer.get(address("plan", place), {"all": "1"}).content.decode()

    assert "ขั้นตอน-10" in short
    assert "ขั้นตอน-11" not in short
    assert "และอีก 2 ขั้นตอน" in short
    assert "ขั้นตอน-12" in whole


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_twelve_queries_whatever_its_size(
    rows: int, place: Municipality, officer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        made = measure(place, steps=[step("ประชุม", 1, f"กองที่ {number}", place=place)] * 2)
        made.questions.add(framework().questions["i1"])
    officer.get(address("plan", place))

    with django_assert_num_queries(12):
        page = officer.get(address("plan", place))

    assert len(listed(page.content.decode())) == rows


def test_year_of_the_result_leads_to_the_plan_that_answers_it(place: Municipality, officer: Client) -> None:
    titled(place, "สุ่มตรวจ")

    html = officer.get(reverse("year", args=[place.slug, 2568])).content.decode()

    assert address("plan", place, 2569) in html
    assert address("suggestions", place, 2569) in html


def test_head_leads_to_each_page_that_the_portal_has(place: Municipality) -> None:
    pages = measure_tabs(place, 2569, may_edit=True)

    assert {page.name for page in pages} == {name for name, _ in TABS} & every_name()
    assert ("แผน", address("plan", place)) in [(page.title, page.url) for page in pages]
    assert FOR_EDITORS.isdisjoint(page.name for page in measure_tabs(place, 2569, may_edit=False))


def every_name() -> set[str]:
    """The names of all the portal's addresses."""
    return {key for key in get_resolver().reverse_dict if isinstance(key, str)}


def test_head_says_which_page_is_shown(place: Municipality, officer: Client) -> None:
    html = officer.get(address("suggestions", place)).content.decode()

    assert re.findall(r'aria-current="page">(.*?)</a>', html) == ["ยังไม่มีมาตรการ"]
