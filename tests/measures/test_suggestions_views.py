"""Weak points in the browser: take a suggestion, change it first, drop it, take that back; carry last year's plan."""

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Municipality, Role
from measures.models import Measure, SuggestionDrop
from measures.periods import Period
from measures.verbs.measures import StepData
from tests.factories import assessment, department, framework, measure, member, municipality
from tests.measures.pages import address, desk_of, faults, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("early")]

SCORES = {"i4": "70", "i5": "60", "i6": "90"}


@pytest.fixture
def early() -> Iterator[None]:
    """The first day of the action year 2569 in Bangkok."""
    with time_machine.travel("2025-10-01T10:00:00+07:00"):
        yield


@pytest.fixture
def place() -> Municipality:
    """i4 and i5 of its result of 2568 are weak."""
    place = municipality()
    assessment(place, 2568, SCORES)
    return place


@pytest.fixture
def officer(place: Municipality) -> Client:
    return desk_of(place)


def acts(name: str, place: Municipality, key: str = "i5") -> str:
    return address(name, place, 2569, key)


def test_page_shows_each_weak_point_with_its_suggestion(place: Municipality, officer: Client) -> None:
    questions = framework(2568).questions
    department(place, "กองคลัง")

    response = officer.get(address("suggestions", place))

    page = words(response)
    assert "ยังไม่มีมาตรการ 2 จาก 2 จุดที่ควรยกระดับ" in page
    for code, score in (("i4", "70.00"), ("i5", "60.00")):
        assert f"{code} {questions[code].text} {score} ต่ำกว่าเกณฑ์" in page
        assert questions[code].remedy in page
    assert "ไตรมาส 1 - 2" in page
    assert re.findall(r'<option value="\d+" selected>(.*?)</option>', response.content.decode()) == ["กองคลัง"] * 2


def test_page_counts_what_is_answered_and_dropped(place: Municipality, officer: Client) -> None:
    view = framework(2568)
    made = measure(place, indicators=[view.indicators[2]], questions=[view.questions["i5"]])
    officer.post(acts("suggestion_drop", place, "i4"))

    response = officer.get(address("suggestions", place))

    page = words(response)
    assert "พิจารณาครบ 2 จุดที่ควรยกระดับ มีมาตรการแล้ว 1 ยังไม่มีมาตรการ 0 ไม่ใช้ข้อเสนอ 1" in page
    assert address("measure", place, 2569, made.pk) in response.content.decode()


def test_page_names_measures_that_are_near(place: Municipality, officer: Client) -> None:
    made = measure(place, indicators=[framework(2568).indicators[2]])

    html = officer.get(address("suggestions", place)).content.decode()

    assert html.count("มีมาตรการของตัวชี้วัดหรือประเด็นนี้ 1 รายการ แต่ยังไม่ระบุข้อนี้") == 2
    assert address("measure", place, 2569, made.pk) in html


def test_page_of_a_result_without_weak_points_says_so(officer: Client, place: Municipality) -> None:
    assessment(place, 2568, dict.fromkeys(SCORES, "95"))

    page = words(officer.get(address("suggestions", place)))

    assert "ไม่พบจุดที่ต้องยกระดับ" in page


def test_page_of_a_result_without_scores_leads_to_them(officer: Client, place: Municipality) -> None:
    framework(2567)

    response = officer.get(address("suggestions", place, 2568))

    assert response.status_code == 200
    assert "ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2567" in words(response)
    assert address("scores", place, 2567) in response.content.decode()


@pytest.mark.parametrize("role", [Role.STAFF, Role.EXECUTIVE])
def test_readers_see_the_weak_points_without_buttons(role: Role, place: Municipality) -> None:
    response = desk_of(place, role).get(address("suggestions", place))

    assert "i5" in words(response)
    assert "ใช้มาตรการนี้" not in response.content.decode()


def test_accept_makes_the_measure_and_answers_the_point(place: Municipality, officer: Client) -> None:
    finance = department(place, "กองคลัง")

    page = officer.post(acts("suggestion_accept", place), {"department": str(finance.pk)}, follow=True)

    made = Measure.objects.get()
    assert [each.code for each in made.questions.all()] == ["i5"]
    assert [list(step.departments.all()) for step in made.steps.all()] == [[finance]] * 4
    assert "เพิ่มมาตรการของข้อ i5 แล้ว 4 ขั้นตอน แก้ไขต่อได้ในแผน" in page.content.decode()
    assert "ยังไม่มีมาตรการ 1 จาก 2 จุดที่ควรยกระดับ" in words(page)


def test_accept_without_a_department_leaves_it_for_later(place: Municipality, officer: Client) -> None:
    officer.post(acts("suggestion_accept", place), {"department": ""})

    assert [list(step.departments.all()) for step in Measure.objects.get().steps.all()] == [[]] * 4


def test_accept_twice_makes_one_measure(place: Municipality, officer: Client) -> None:
    officer.post(acts("suggestion_accept", place))

    page = officer.post(acts("suggestion_accept", place))

    assert page.status_code == 422
    assert faults(page)[0].startswith("ข้อ i5 มีมาตรการแล้ว คือ")
    assert Measure.objects.count() == 1


def test_accept_refuses_a_department_of_another_municipality(place: Municipality, officer: Client) -> None:
    foreign = department(municipality("ban-chang", proper_name="บ้านฉาง"))

    page = officer.post(acts("suggestion_accept", place), {"department": str(foreign.pk)})

    assert (page.status_code, faults(page)) == (422, ["ส่วนราชการที่เลือกไม่อยู่ในหน่วยงานนี้ กรุณาเลือกใหม่"])
    assert not Measure.objects.exists()


@pytest.mark.parametrize("name", ["suggestion_accept", "suggestion_form"])
@pytest.mark.parametrize("key", ["i6", "zz9", "indicator-2"])
def test_what_is_no_weak_point_is_not_found(name: str, key: str, place: Municipality, officer: Client) -> None:
    assert officer.post(acts(name, place, key)).status_code == 404


def test_dropped_suggestion_can_be_taken_back(place: Municipality, officer: Client) -> None:
    dropped = officer.post(acts("suggestion_drop", place), follow=True)
    restored = officer.post(acts("suggestion_restore", place), follow=True)

    assert "ข้อเสนอที่ไม่ใช้ 1 จุด" in words(dropped)
    assert "ข้อเสนอที่ไม่ใช้" not in words(restored)
    assert not SuggestionDrop.objects.exists()


@pytest.mark.parametrize("name", ["suggestion_drop", "suggestion_restore"])
def test_question_that_is_not_there_cannot_be_dropped(name: str, place: Municipality, officer: Client) -> None:
    assert officer.post(acts(name, place, "zz9")).status_code == 404


def step_typed(number: int, **changes: str) -> dict[str, str]:
    """What the form of a suggested step sends."""
    told = {"keep": "on", "text": f"ขั้น {number}", "department": "", "first_quarter": "1", "last_quarter": "2"}
    return {f"step-{number}-{name}": value for name, value in (told | changes).items() if value != "off"}


def suggestion_typed(**step_4: str) -> dict[str, object]:
    """A suggestion of which the third step is left out."""
    steps = step_typed(1) | step_typed(2) | step_typed(3, keep="off") | step_typed(4, **step_4)
    return {"title": "ตรวจการจัดซื้อ", "indicators": ["2"], "questions": ["i5", "i4"], **steps}


def test_form_begins_with_the_suggestion(place: Municipality, officer: Client) -> None:
    html = officer.get(acts("suggestion_form", place)).content.decode()

    assert framework(2568).questions["i5"].remedy in html
    assert re.findall(r'name="(?:indicators|questions)"\s+value="([^"]*)"\s+id="[^"]*"\s+checked', html) == ["2", "i5"]
    assert html.count("<legend>ขั้นตอนที่") == 4


def test_changed_suggestion_becomes_a_measure(place: Municipality, officer: Client) -> None:
    clerk = department(place, "สำนักปลัดเทศบาล")

    response = officer.post(
        acts("suggestion_form", place),
        suggestion_typed(department=str(clerk.pk), last_quarter="4", supervision="รายงาน"),
    )

    made = Measure.objects.get()
    assert response.headers["Location"] == address("measure", place, 2569, made.pk)
    assert (made.title, [each.code for each in made.questions.all()]) == ("ตรวจการจัดซื้อ", ["i4", "i5"])
    assert [(step.text, step.when, list(step.departments.all())) for step in made.steps.all()] == [
        ("ขั้น 1", Period(quarters=(1, 2)), []),
        ("ขั้น 2", Period(quarters=(1, 2)), []),
        ("ขั้น 4", Period(quarters=(1, 4)), [clerk]),
    ]


@pytest.mark.parametrize(
    ("step_4", "wrong"),
    [
        ({"text": " "}, "ขั้นตอนและวิธีการ: กรุณาระบุขั้นตอนและวิธีการ หรือนำเครื่องหมาย “ใช้ขั้นตอนนี้” ออก"),
        (
            {"first_quarter": "4", "last_quarter": "1"},
            "ถึงไตรมาส: ไตรมาส 1 อยู่ก่อนไตรมาสเริ่มต้น 4 กรุณาเลือกใหม่",
        ),
        ({"department": "0"}, "ผู้รับผิดชอบ: ส่วนราชการที่เลือกไม่อยู่ในหน่วยงานนี้ กรุณาเลือกใหม่"),
    ],
)
def test_changed_suggestion_says_what_is_wrong(
    step_4: dict[str, str], wrong: str, place: Municipality, officer: Client
) -> None:
    page = officer.post(acts("suggestion_form", place), suggestion_typed(**step_4))

    assert (page.status_code, faults(page)) == (422, [wrong])
    assert not Measure.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_page_takes_fifteen_queries_whatever_the_number_of_points(
    rows: int, place: Municipality, officer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    view = framework(2568)
    assessment(place, 2568, dict.fromkeys(["i1", "i2", "i3"][:rows], "60"))
    for number in range(rows):
        department(place, f"กองที่ {number}")
        measure(place, indicators=[view.indicators[1]], questions=[view.questions["i4"]])
    officer.post(acts("suggestion_drop", place, "i5"))
    officer.get(address("suggestions", place))

    with django_assert_num_queries(15):
        page = officer.get(address("suggestions", place))

    assert page.content.decode().count('<article class="suggestion"') == rows


def test_carry_page_says_what_each_measure_would_answer(place: Municipality, officer: Client) -> None:
    view = framework(2567)
    steps = [StepData("รายงานปี 2567", [], Period(words="ทุกเดือน"))]
    row = measure(
        place, action_year=2568, indicators=[view.indicators[2]], questions=[view.questions["o35"]], steps=steps
    )
    gone = view.questions["o35"].text not in {each.text for each in framework(2568).questions.values()}

    response = officer.get(address("plan_carry", place))

    page = words(response)
    assert f"{row.title} ตัวชี้วัดที่ 2" in page
    assert ("ไม่มีในกรอบปี 2568 จึงไม่ยกมา: ข้อ o35" in page) is gone
    assert "ข้อความกล่าวถึงปี 2567 กรุณาตรวจสอบหลังยกมา" in page
    assert re.findall(r'value="(\d+)"\s+id="carry-\d+"\s+checked', response.content.decode()) == [str(row.pk)]


def test_carry_makes_this_years_measures(place: Municipality, officer: Client) -> None:
    first, second = measure(place, action_year=2568), measure(place, action_year=2568)

    page = officer.post(address("plan_carry", place), {"measures": [str(first.pk), str(second.pk)]}, follow=True)

    assert page.redirect_chain == [(address("plan", place), 302)]
    assert "ยกมาตรการมาแล้ว 2 รายการ กรุณาตรวจสอบระยะเวลาและงบประมาณ" in page.content.decode()
    assert [each.carried_from for each in Measure.objects.filter(action_year=2569)] == [first, second]


def test_carried_measure_is_shown_but_not_offered_again(place: Municipality, officer: Client) -> None:
    row = measure(place, action_year=2568)
    url = address("plan_carry", place)
    officer.post(url, {"measures": [str(row.pk)]})

    shown, refused = officer.get(url), officer.post(url, {"measures": [str(row.pk)]})

    assert "ยกมาแล้ว ดูมาตรการปี 2569" in words(shown)
    assert "ยกมาเป็นแผนปี 2569" not in shown.content.decode()
    assert faults(refused) == ["มาตรการที่ยกมา: มาตรการที่เลือกบางรายการยกมาไม่ได้ กรุณาตรวจสอบรายการล่าสุด แล้วเลือกอีกครั้ง"]
    assert Measure.objects.filter(action_year=2569).count() == 1


def test_carry_of_nothing_says_so(place: Municipality, officer: Client) -> None:
    measure(place, action_year=2568)

    page = officer.post(address("plan_carry", place))

    assert faults(page) == ["มาตรการที่ยกมา: กรุณาเลือกมาตรการที่ต้องการยกมาอย่างน้อยหนึ่งรายการ"]


def test_carry_page_of_a_year_without_a_plan_before_leads_on(place: Municipality, officer: Client) -> None:
    response = officer.get(address("plan_carry", place))

    assert "ไม่มีมาตรการของปี 2568 ให้ยกมา" in words(response)
    assert address("suggestions", place) in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_carry_page_takes_fifteen_queries_whatever_the_number_of_measures(
    rows: int, place: Municipality, officer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = member(place, Role.STAFF)
    for _ in range(rows):
        steps = [StepData("ตรวจ", [department(place)], Period(words="ทุกเดือน"), assignee=person)]
        row = measure(place, action_year=2568, questions=[framework(2567).questions["i5"]], steps=steps,
                      issue=framework(2567).framework.issues.get(number=5))  # fmt: skip
    officer.post(address("plan_carry", place), {"measures": [str(row.pk)]})
    officer.get(address("plan_carry", place))

    with django_assert_num_queries(15):
        page = officer.get(address("plan_carry", place))

    assert page.content.decode().count("<li>") >= rows
