"""One measure in the browser: its page, its form, its place in the plan, its end."""

import re
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Municipality, Role
from measures.models import Measure, ProgressReport, Status
from measures.periods import Period
from measures.verbs import measures
from measures.verbs.measures import StepData, measure_change
from tests.factories import department, framework, measure, member, municipality
from tests.measures.pages import address, desk_of, faults, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    framework(2568)
    return municipality()


@pytest.fixture
def officer(place: Municipality) -> Client:
    return desk_of(place)


def step() -> StepData:
    """A step of the first quarter that nobody is responsible for yet."""
    return StepData("ประชุม", [], Period(quarters=(1, 1)))


def titled(place: Municipality, title: str, *steps: StepData) -> Measure:
    """A measure of 2569 with this title."""
    row = measure(place, steps=steps)
    Measure.objects.filter(pk=row.pk).update(title=title)
    row.refresh_from_db()
    return row


def test_measure_shows_all_that_is_known(place: Municipality, officer: Client) -> None:
    view, person = framework(2568), member(place, Role.STAFF, "somchai")
    row = measure(
        place,
        indicators=[view.indicators[2]],
        issue=view.framework.issues.get(number=5),
        questions=[view.questions["i5"]],
        steps=[StepData("ตรวจ", [department(place)], Period(words="ตลอดปี"), "รายงานทุกเดือน", assignee=person)],
    )
    row.steps.update(budget="12500.50")

    page = words(officer.get(address("measure", place, 2569, row.pk)))

    for expected in (
        "2. การใช้งบประมาณ",
        f"5. {view.framework.issues.get(number=5).title}",
        f"i5 {view.questions['i5'].text}",
        "กำกับติดตาม รายงานทุกเดือน",
        "งบประมาณ 12,500.50 บาท",
        "ผู้รับมอบหมาย somchai",
        "กองคลัง ตลอดปี",
    ):
        assert expected in page


@pytest.mark.parametrize("name", ["measure", "measure_form", "measure_delete", "step_new"])
def test_measure_of_another_municipality_or_year_is_not_found(name: str, place: Municipality, officer: Client) -> None:
    other = municipality("ban-chang", proper_name="บ้านฉาง")
    foreign, earlier = measure(other), measure(place, action_year=2568)

    statuses = [
        officer.get(address(name, place, 2569, number)).status_code for number in (foreign.pk, earlier.pk, 2**70)
    ]

    assert statuses == [404, 404, 404]


def test_measure_of_two_hundred_steps_says_that_it_is_full(place: Municipality, officer: Client) -> None:
    row = measure(place, steps=[step()] * 200)

    page = officer.get(address("measure", place, 2569, row.pk))

    html = page.content.decode()
    assert html.count('id="step-') == 200
    assert address("step_new", place, 2569, row.pk) not in html
    assert "มาตรการหนึ่งมีได้ไม่เกิน 200 ขั้นตอน" in html


@pytest.mark.parametrize("rows", [1, 3])
def test_measure_takes_twelve_queries_whatever_its_size(
    rows: int, place: Municipality, officer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    units = [department(place, f"กองที่ {number}") for number in range(rows)]
    row = measure(place, steps=[StepData("ประชุม", units, Period(words="ทุกเดือน"))] * rows)
    officer.get(address("plan", place))

    with django_assert_num_queries(12):
        page = officer.get(address("measure", place, 2569, row.pk))

    assert page.content.decode().count('id="step-') == rows


def test_new_measure_is_stored_and_leads_to_its_first_step(place: Municipality, officer: Client) -> None:
    response = officer.post(
        address("measure_new", place),
        {"title": "สุ่มตรวจ", "indicators": ["2", "4"], "issue": "5", "questions": ["i4", "i5"]},
    )

    row = Measure.objects.get()
    assert response.headers["Location"] == address("step_new", place, 2569, row.pk)
    assert (row.title, row.municipality, row.action_year) == ("สุ่มตรวจ", place, 2569)
    assert [each.number for each in row.indicators.all()] == [2, 4]
    assert row.issue
    assert (row.issue.number, [each.code for each in row.questions.all()]) == (5, ["i4", "i5"])


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({}, ["มาตรการ/โครงการ/กิจกรรม: กรุณาระบุชื่อมาตรการ/โครงการ/กิจกรรม",
              "ตัวชี้วัด: กรุณาเลือกตัวชี้วัดหรือประเด็นที่มาตรการนี้ตอบ อย่างน้อยหนึ่งเรื่อง"]),
        ({"title": "สุ่มตรวจ"}, ["ตัวชี้วัด: กรุณาเลือกตัวชี้วัดหรือประเด็นที่มาตรการนี้ตอบ อย่างน้อยหนึ่งเรื่อง"]),
        ({"title": "ก" * 1001, "issue": "5"},
         ["มาตรการ/โครงการ/กิจกรรม: กรุณาเขียนให้ไม่เกิน 1000 ตัวอักษร ขณะนี้มี 1001 ตัวอักษร"]),
        ({"title": "สุ่มตรวจ", "indicators": ["11"]}, ["ตัวชี้วัด: ตัวชี้วัดที่เลือกไม่อยู่ในกรอบของปีนี้ กรุณาเลือกใหม่"]),
    ],
    ids=["nothing", "answers nothing", "too long", "no such indicator"],
)  # fmt: skip
def test_new_measure_says_what_is_wrong_and_keeps_what_was_typed(
    sent: dict[str, str], wrong: list[str], place: Municipality, officer: Client
) -> None:
    page = officer.post(address("measure_new", place), sent)

    assert page.status_code == 422
    assert faults(page) == wrong
    assert sent.get("title", "") in page.content.decode()
    assert not Measure.objects.exists()


def test_change_begins_with_what_is_stored(place: Municipality, officer: Client) -> None:
    view = framework(2568)
    row = measure(place, indicators=[view.indicators[2]], questions=[view.questions["i5"]])

    html = officer.get(address("measure_form", place, 2569, row.pk)).content.decode()

    assert re.findall(r'value="([^"]*)"\s+id="[^"]*"\s+checked', html) == ["2", "i5"]
    assert 'name="version" value="0"' in html


def test_change_is_stored(place: Municipality, officer: Client) -> None:
    row = titled(place, "สุ่มตรวจ")

    response = officer.post(
        address("measure_form", place, 2569, row.pk), {"title": "ตรวจทุกเดือน", "indicators": ["3"], "version": "0"}
    )

    row.refresh_from_db()
    assert response.headers["Location"] == address("measure", place, 2569, row.pk)
    assert (row.title, [each.number for each in row.indicators.all()], row.version) == ("ตรวจทุกเดือน", [3], 1)


def test_stale_change_is_refused_and_can_be_sent_again(place: Municipality, officer: Client) -> None:
    row = titled(place, "สุ่มตรวจ")
    measure_change(measure=row, title="ของคนที่สอง", indicators=[framework().indicators[2]], version=0)
    url, typed = address("measure_form", place, 2569, row.pk), {"title": "ของคนแรก", "indicators": ["3"]}

    refused = officer.post(url, typed | {"version": "0"})
    html = refused.content.decode()
    again = officer.post(url, typed | {"version": re.findall(r'name="version" value="(\d+)"', html)[0]})

    assert refused.status_code == 422
    assert faults(refused) == ["มีผู้แก้ไขมาตรการนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อมูลล่าสุดในหน้านี้ แล้วบันทึกอีกครั้ง"]
    assert "ของคนแรก" in html
    assert "ของคนที่สอง" in html
    assert again.status_code == 302
    assert Measure.objects.get().title == "ของคนแรก"


@pytest.mark.parametrize("version", ["", "x"])
def test_change_without_a_version_is_refused(version: str, place: Municipality, officer: Client) -> None:
    row = titled(place, "สุ่มตรวจ")

    page = officer.post(
        address("measure_form", place, 2569, row.pk), {"title": "อื่น", "indicators": ["3"], "version": version}
    )

    assert page.status_code == 422
    assert Measure.objects.get().title == "สุ่มตรวจ"


def test_measure_is_moved_and_shown_where_it_stands(place: Municipality, officer: Client) -> None:
    first, second = titled(place, "ก"), titled(place, "ข")

    response = officer.post(address("measure_move", place, 2569, second.pk), {"move": "up-0"})

    assert response.headers["Location"] == f"{address('plan', place)}?at={second.pk}#measure-{second.pk}"
    assert [each.title for each in Measure.objects.all()] == ["ข", "ก"]
    first.refresh_from_db()
    assert (first.order, first.version) == (2, 0)


def test_stale_move_says_so(place: Municipality, officer: Client) -> None:
    titled(place, "ก")
    second = titled(place, "ข")

    page = officer.post(address("measure_move", place, 2569, second.pk), {"move": "up-7"}, follow=True)

    assert "มีผู้แก้ไขมาตรการนี้ก่อนท่านบันทึก" in page.content.decode()
    assert [each.title for each in Measure.objects.all()] == ["ก", "ข"]


@pytest.mark.parametrize("sent", [{}, {"move": "sideways-0"}, {"move": "up"}, {"move": "up-x"}])
def test_move_that_no_button_sends_is_not_found(sent: dict[str, str], place: Municipality, officer: Client) -> None:
    row = titled(place, "ก")

    assert officer.post(address("measure_move", place, 2569, row.pk), sent).status_code == 404


def test_delete_asks_first(place: Municipality, officer: Client) -> None:
    row = titled(place, "สุ่มตรวจ", step(), step())

    page = words(officer.get(address("measure_delete", place, 2569, row.pk)))

    assert "มาตรการนี้พร้อม 2 ขั้นตอนจะถูกลบออกจากแผนและเอกสาร" in page
    assert Measure.objects.exists()


def test_delete_takes_the_measure_away(place: Municipality, officer: Client) -> None:
    row = titled(place, "สุ่มตรวจ")

    response = officer.post(address("measure_delete", place, 2569, row.pk), {"version": "0"})

    assert response.headers["Location"] == address("plan", place)
    assert not Measure.objects.exists()


@pytest.mark.parametrize("version", ["7", ""])
def test_delete_of_something_else_than_was_seen_is_refused(version: str, place: Municipality, officer: Client) -> None:
    row = titled(place, "สุ่มตรวจ")

    page = officer.post(address("measure_delete", place, 2569, row.pk), {"version": version})

    assert page.status_code == 422
    assert Measure.objects.exists()


def test_delete_of_a_measure_with_reports_is_not_offered(place: Municipality, officer: Client) -> None:
    row = titled(place, "สุ่มตรวจ", step())
    day = date(2025, 12, 31)
    ProgressReport.objects.create(step=row.steps.get(), date=day, due=day, status=Status.NOT_STARTED)
    url = address("measure_delete", place, 2569, row.pk)

    asked, refused = officer.get(url), officer.post(url, {"version": "0"})

    assert "ลบมาตรการ</button>" not in asked.content.decode()
    assert faults(refused)[0].startswith("มาตรการนี้มีรายงานความก้าวหน้าแล้ว จึงลบไม่ได้")
    assert Measure.objects.exists()


def test_measure_deleted_while_it_was_changed_can_be_kept_as_a_new_one(place: Municipality, officer: Client) -> None:
    row = titled(place, "เดิม")
    url = address("measure_form", place, 2569, row.pk)
    row.delete()

    page = officer.post(url, {"title": "ข้อความที่พิมพ์ไว้", "indicators": ["2"], "version": "0"})

    assert page.status_code == 422
    assert faults(page) == ["มาตรการนี้ถูกลบไปแล้ว หากยังต้องการ กรุณาบันทึกข้อความที่พิมพ์ไว้เป็นมาตรการใหม่"]
    assert "ข้อความที่พิมพ์ไว้" in page.content.decode()
    assert f'action="{address("measure_new", place, 2569)}"' in page.content.decode()


def test_measure_deleted_while_it_was_moved_leads_to_the_plan(
    place: Municipality, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = titled(place, "เดิม")
    measure_move = measures.measure_move

    def overtaken(*, measure: Measure, up: bool, version: int) -> None:
        Measure.objects.filter(pk=measure.pk).delete()
        measure_move(measure=measure, up=up, version=version)

    monkeypatch.setattr(measures, "measure_move", overtaken)

    page = officer.post(address("measure_move", place, 2569, row.pk), {"move": "up-0"}, follow=True)

    assert (page.status_code, page.redirect_chain[-1][0].partition("?")[0]) == (200, address("plan", place))
    assert "มาตรการ “เดิม” ถูกลบไปแล้ว" in words(page)


def test_same_measure_sent_twice_is_kept_once(place: Municipality, officer: Client) -> None:
    typed = {"title": "ตรวจทะเบียนคุมทรัพย์สิน", "indicators": ["4"]}

    first = officer.post(address("measure_new", place), typed)
    second = officer.post(address("measure_new", place), typed)
    other = officer.post(address("measure_new", place), typed | {"indicators": ["4", "5"]})

    assert [each.status_code for each in (first, second, other)] == [302, 422, 302]
    assert faults(second) == [
        "แผนปี 2569 มีมาตรการ “ตรวจทะเบียนคุมทรัพย์สิน” ที่ตอบเรื่องเดียวกันนี้อยู่แล้ว กรุณาเพิ่มขั้นตอนในมาตรการนั้น หรือใช้ชื่ออื่น"
    ]
    assert Measure.objects.count() == 2
