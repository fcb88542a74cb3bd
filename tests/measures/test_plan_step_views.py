"""The form of a step in the browser: departments in order, the four ways of a period, the question about the year."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import Municipality, Role
from measures.models import Measure, ProgressReport, Status, Step
from measures.periods import Cycle, Period
from measures.verbs.measures import StepData, step_change, step_remove
from tests.factories import department, framework, measure, member, municipality
from tests.measures.pages import address, desk_of, faults, words

pytestmark = pytest.mark.django_db

QUARTER = {"way": "quarters", "first_quarter": "1", "last_quarter": ""}
OUTSIDE = {"way": "dates", "start": "30/09/2568", "end": "31/12/2568"}
DAYS_OUTSIDE = date(2025, 9, 30), date(2025, 12, 31)
ASKED = "วันที่อยู่นอกปีงบประมาณ 2569 (1 ตุลาคม 2568 - 30 กันยายน 2569) หากตั้งใจให้เป็นเช่นนี้ กรุณาทำเครื่องหมายยืนยัน"


@pytest.fixture
def place() -> Municipality:
    framework(2568)
    return municipality()


@pytest.fixture
def row(place: Municipality) -> Measure:
    """A measure of 2569 with one step."""
    return measure(place, steps=[StepData("ประชุม", [department(place)], Period(words="ทุกเดือน"))])


@pytest.fixture
def officer(place: Municipality) -> Client:
    return desk_of(place)


def new(row: Measure) -> str:
    return address("step_new", row.municipality, 2569, row.pk)


def form(row: Measure) -> str:
    return address("step_form", row.municipality, 2569, row.pk, row.steps.get().pk)


def typed(**changes: Any) -> dict[str, Any]:
    """What the form of a new step sends."""
    return {"text": "รายงานผล", "version": "0"} | QUARTER | changes


def test_new_step_is_stored_with_its_departments_in_order(row: Measure, officer: Client, place: Municipality) -> None:
    first, second, third = (department(place, name) for name in ("กองช่าง", "กองการศึกษา", "กองคลัง"))
    person = member(place, Role.STAFF)

    response = officer.post(
        new(row),
        typed(
            departments=[str(third.pk), "", str(first.pk), str(third.pk), str(second.pk)],
            supervision="รายงานทุกเดือน",
            budget="๑๒,๕๐๐.๕๐ บาท",
            assignee=str(person.pk),
        ),
    )

    made = Step.objects.latest("pk")
    assert response.headers["Location"] == address("measure", place, 2569, row.pk) + f"#step-{made.pk}"
    assert [each.department for each in made.responsibilities.all()] == [third, first, second]
    assert (made.text, made.when, made.supervision, made.budget, made.assignee) == (
        "รายงานผล", Period(quarters=(1, 1)), "รายงานทุกเดือน", Decimal("12500.50"), person,
    )  # fmt: skip


def test_new_step_can_be_followed_by_another(row: Measure, officer: Client) -> None:
    response = officer.post(new(row), typed(another="1"))

    assert response.headers["Location"] == new(row)
    assert row.steps.count() == 2


@pytest.mark.parametrize(
    ("sent", "when"),
    [
        (
            {"way": "dates", "start": "1 ต.ค. 2568", "end": "๓๑/๐๓/๒๕๖๙"},
            Period(dates=(date(2025, 10, 1), date(2026, 3, 31))),
        ),
        ({"way": "dates", "start": "2569-09-30", "end": "30/09/2569"}, Period(dates=(date(2026, 9, 30),) * 2)),
        ({"way": "quarters", "first_quarter": "2", "last_quarter": "4"}, Period(quarters=(2, 4))),
        ({"way": "quarters", "first_quarter": "2", "last_quarter": ""}, Period(quarters=(2, 2))),
        ({"way": "cycle", "cycle": "monthly", "cycle_day": "๑๕"}, Period(cycle=Cycle.MONTHLY, cycle_day=15)),
        ({"way": "cycle", "cycle": "monthly", "cycle_day": ""}, Period(cycle=Cycle.MONTHLY)),
        ({"way": "cycle", "cycle": "half_yearly", "cycle_day": ""}, Period(cycle=Cycle.HALF_YEARLY)),
        (
            {"way": "cycle", "cycle": "monthly", "cycle_start": "1 เม.ย. 2569", "cycle_end": "30/09/2569"},
            Period(dates=(date(2026, 4, 1), date(2026, 9, 30)), cycle=Cycle.MONTHLY),
        ),
        ({"way": "words", "words": "ตลอดปีงบประมาณ"}, Period(words="ตลอดปีงบประมาณ")),
        ({"way": "words", "words": "ทุกปี", "start": "ไม่ใช่วันที่", "cycle_day": "99"}, Period(words="ทุกปี")),
    ],
    ids=[
        "days", "one day", "quarters", "one quarter", "day of the month", "months", "half years",
        "months between days", "words",
        "what was typed for another way is not read",
    ],
)  # fmt: skip
def test_period_is_told_in_one_of_four_ways(sent: dict[str, str], when: Period, row: Measure, officer: Client) -> None:
    officer.post(new(row), typed(**sent))

    assert Step.objects.latest("pk").when == when


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"text": ""}, ["ขั้นตอนและวิธีการ: กรุณาระบุขั้นตอนและวิธีการ"]),
        ({"way": ""}, ["ระยะเวลา: กรุณาเลือกวิธีระบุระยะเวลา"]),
        (
            {"way": "dates"},
            ["วันเริ่มต้น: กรุณาระบุวันเริ่มต้น เช่น 01/10/2568", "วันสิ้นสุด: กรุณาระบุวันสิ้นสุด เช่น 30/09/2569"],
        ),
        (
            {"way": "dates", "start": "31/12/2568", "end": "01/10/2568"},
            ["วันสิ้นสุด: วันสิ้นสุด 1 ต.ค. 2568 อยู่ก่อนวันเริ่มต้น 31 ธ.ค. 2568 กรุณาตรวจสอบวัน เดือน และปี"],
        ),
        (
            {"way": "dates", "start": "1/10/2025", "end": "31/12/2568"},
            ["วันเริ่มต้น: ปีใน “1/10/2025” เป็นปี ค.ศ. กรุณาใช้ปี พ.ศ. เช่น 25/03/2569"],
        ),
        (
            {"way": "cycle", "cycle": "monthly", "cycle_start": "01/04/2569"},
            ["ถึงวันที่: กรุณาระบุวันสิ้นสุดของรอบด้วย เช่น 30/09/2569 หรือเว้นว่างทั้งสองวัน"],
        ),
        (
            {"way": "cycle", "cycle": "monthly", "cycle_end": "30/09/2569"},
            ["ตั้งแต่วันที่: กรุณาระบุวันเริ่มต้นของรอบด้วย เช่น 01/04/2569 หรือเว้นว่างทั้งสองวัน"],
        ),
        (
            {"way": "cycle", "cycle": "quarterly", "cycle_start": "31/12/2568", "cycle_end": "01/10/2568"},
            ["ถึงวันที่: วันสิ้นสุด 1 ต.ค. 2568 อยู่ก่อนวันเริ่มต้น 31 ธ.ค. 2568 กรุณาตรวจสอบวัน เดือน และปี"],
        ),
        ({"way": "quarters", "first_quarter": ""}, ["ตั้งแต่ไตรมาส: กรุณาเลือกไตรมาสเริ่มต้น"]),
        (
            {"way": "quarters", "first_quarter": "3", "last_quarter": "2"},
            ["ถึงไตรมาส: ไตรมาส 2 อยู่ก่อนไตรมาสเริ่มต้น 3 กรุณาเลือกใหม่"],
        ),
        ({"way": "cycle"}, ["รอบ: กรุณาเลือกรอบ"]),
        (
            {"way": "cycle", "cycle": "quarterly", "cycle_day": "15"},
            ["ภายในวันที่ของเดือน: วันที่ของเดือนใช้กับรอบทุกเดือนเท่านั้น กรุณาลบออกหรือเลือกรอบทุกเดือน"],
        ),
        (
            {"way": "cycle", "cycle": "monthly", "cycle_day": "32"},
            ["ภายในวันที่ของเดือน: วันที่ของเดือนต้องอยู่ระหว่าง 1 ถึง 31"],
        ),
        ({"way": "words", "words": " "}, ["ข้อความ: กรุณาเขียนระยะเวลา เช่น ตลอดปีงบประมาณ"]),
        (
            {"budget": "หนึ่งหมื่น"},
            ["งบประมาณ (บาท): อ่าน “หนึ่งหมื่น” เป็นจำนวนเงินไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 12,500 หรือ 12,500.50"],
        ),
        ({"departments": ["0"]}, ["ผู้รับผิดชอบ: ส่วนราชการที่เลือกไม่อยู่ในหน่วยงานนี้ กรุณาเลือกใหม่"]),
        ({"assignee": "0"}, ["ผู้รับมอบหมาย: ผู้ที่เลือกรายงานผลในหน่วยงานนี้ไม่ได้ กรุณาเลือกใหม่"]),
        ({"version": ""}, ["Version: หน้านี้ไม่สมบูรณ์ กรุณาเปิดหน้านี้ใหม่แล้วกรอกอีกครั้ง"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    sent: dict[str, Any], wrong: list[str], row: Measure, officer: Client
) -> None:
    page = officer.post(new(row), typed(**sent))

    assert page.status_code == 422
    assert faults(page) == wrong
    assert row.steps.count() == 1


@pytest.mark.parametrize("amount", ["12,500", "๑๒๕๐๐", "12500.00 บาท", " 12,500.0 "])
def test_budget_is_read_as_people_type_it(amount: str, row: Measure, officer: Client) -> None:
    officer.post(new(row), typed(budget=amount))

    assert Step.objects.latest("pk").budget == Decimal(12500)


@pytest.mark.parametrize("amount", ["", "-", "–"])
def test_no_budget_is_none_and_not_zero(amount: str, row: Measure, officer: Client) -> None:
    officer.post(new(row), typed(budget=amount))

    assert Step.objects.latest("pk").budget is None


@pytest.mark.parametrize("amount", ["12,50", "1.234", "-5", "1,2345"])
def test_doubtful_budget_is_refused(amount: str, row: Measure, officer: Client) -> None:
    page = officer.post(new(row), typed(budget=amount))

    assert page.status_code == 422


def test_department_of_another_municipality_is_refused(row: Measure, officer: Client) -> None:
    foreign = department(municipality("ban-chang", proper_name="บ้านฉาง"))

    page = officer.post(new(row), typed(departments=[str(foreign.pk)]))

    assert faults(page) == ["ผู้รับผิดชอบ: ส่วนราชการที่เลือกไม่อยู่ในหน่วยงานนี้ กรุณาเลือกใหม่"]


@pytest.mark.parametrize(
    ("sent", "when"),
    [
        (OUTSIDE, Period(dates=DAYS_OUTSIDE)),
        (
            {"way": "cycle", "cycle": "monthly", "cycle_start": "30/09/2568", "cycle_end": "31/12/2568"},
            Period(dates=DAYS_OUTSIDE, cycle=Cycle.MONTHLY),
        ),
    ],
    ids=["days", "cycle"],
)
def test_days_outside_the_year_are_asked_about_and_then_taken(
    sent: dict[str, str], when: Period, row: Measure, officer: Client
) -> None:
    asked = officer.post(new(row), typed(**sent))
    html = asked.content.decode()
    taken = officer.post(new(row), typed(**sent, outside="on"))

    assert asked.status_code == 422
    assert faults(asked) == [f"ยืนยันว่าตั้งใจให้อยู่นอกปีงบประมาณ: {ASKED}"]
    assert html.count('name="outside"') == 1
    assert 'value="30/09/2568"' in html
    assert taken.status_code == 302
    assert Step.objects.latest("pk").when == when


def test_nobody_is_asked_before_there_is_a_question(row: Measure, officer: Client) -> None:
    assert 'name="outside"' not in officer.get(new(row)).content.decode()


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (Period(dates=(date(2025, 10, 1), date(2026, 3, 31))), {"start": "01/10/2568", "end": "31/03/2569"}),
        (Period(cycle=Cycle.MONTHLY, cycle_day=15), {"cycle_day": "15"}),
        (
            Period(dates=(date(2025, 12, 15), date(2026, 9, 15)), cycle=Cycle.MONTHLY),
            {"cycle_start": "15/12/2568", "cycle_end": "15/09/2569"},
        ),
        (Period(words="ตลอดปี"), {"words": "ตลอดปี"}),
    ],
)
def test_form_begins_with_what_is_stored(
    when: Period, shown: dict[str, str], place: Municipality, officer: Client
) -> None:
    clerk, finance = department(place, "สำนักปลัดเทศบาล"), department(place, "กองคลัง")
    row = measure(place, steps=[StepData("ประชุม", [finance, clerk], when, budget=Decimal(1500))])

    html = officer.get(form(row)).content.decode()

    assert re.findall(r'<option value="\d+" selected>(.*?)</option>', html)[:2] == ["กองคลัง", "สำนักปลัดเทศบาล"]
    assert {name: re.findall(rf'name="{name}" value="([^"]*)"', html)[0] for name in shown} == shown
    assert 'name="budget" value="1,500"' in html


def test_quarters_begin_with_what_is_stored(place: Municipality, officer: Client) -> None:
    row = measure(place, steps=[StepData("ประชุม", [], Period(quarters=(2, 3)))])

    html = officer.get(form(row)).content.decode()

    assert re.findall(r'<option value="[^"]*" selected>(ไตรมาส.*?)</option>', html) == ["ไตรมาส 2", "ไตรมาส 3"]


def test_change_is_stored(row: Measure, officer: Client) -> None:
    response = officer.post(form(row), typed(text="ประชุมทุกสัปดาห์"))

    step = row.steps.get()
    assert response.headers["Location"] == address("measure", row.municipality, 2569, row.pk) + f"#step-{step.pk}"
    assert (step.text, step.period, list(step.departments.all())) == ("ประชุมทุกสัปดาห์", "ไตรมาส 1", [])


def test_stale_change_is_refused_and_can_be_sent_again(row: Measure, officer: Client) -> None:
    step_change(step=row.steps.get(), data=StepData("ของคนที่สอง", [], Period(words="ทุกปี")), version=0)

    refused = officer.post(form(row), typed(text="ของคนแรก"))
    html = refused.content.decode()
    again = officer.post(
        form(row), typed(text="ของคนแรก", version=re.findall(r'name="version" value="(\d+)"', html)[0])
    )

    assert refused.status_code == 422
    assert faults(refused) == ["มีผู้แก้ไขมาตรการนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อมูลล่าสุดในหน้านี้ แล้วบันทึกอีกครั้ง"]
    assert "ของคนแรก" in html
    assert "ของคนที่สอง" in html
    assert again.status_code == 302
    assert row.steps.get().text == "ของคนแรก"


def test_change_of_a_step_that_was_removed_can_be_kept_as_a_new_one(row: Measure, officer: Client) -> None:
    url = form(row)
    step_remove(step=row.steps.get(), version=0)

    page = officer.post(url, typed(text="พิมพ์ไว้แล้ว"))

    html = page.content.decode()
    assert page.status_code == 422
    assert faults(page) == ["ขั้นตอนนี้ถูกลบไปแล้ว หากยังต้องการ กรุณาบันทึกข้อความที่พิมพ์ไว้เป็นขั้นตอนใหม่"]
    assert "พิมพ์ไว้แล้ว" in html
    assert f'action="{new(row)}"' in html


@pytest.mark.parametrize("name", ["step_form", "step_remove"])
def test_step_of_another_measure_is_not_found(name: str, row: Measure, officer: Client) -> None:
    other = measure(row.municipality, steps=[StepData("อื่น", [], Period(words="ทุกเดือน"))])

    response = officer.get(address(name, row.municipality, 2569, row.pk, other.steps.get().pk))

    assert response.status_code == 404


def test_step_is_moved_and_shown_where_it_stands(place: Municipality, officer: Client) -> None:
    row = measure(place, steps=[StepData(text, [], Period(words="ทุกเดือน")) for text in "กขค"])
    last = row.steps.all()[2]

    response = officer.post(address("step_move", place, 2569, row.pk, last.pk), {"move": "up-0"})

    assert response.headers["Location"] == address("measure", place, 2569, row.pk) + f"#step-{last.pk}"
    assert [step.text for step in row.steps.all()] == list("กคข")


def test_stale_move_says_so(place: Municipality, officer: Client) -> None:
    row = measure(place, steps=[StepData(text, [], Period(words="ทุกเดือน")) for text in "กข"])

    page = officer.post(address("step_move", place, 2569, row.pk, row.steps.all()[1].pk), {"move": "up-3"}, follow=True)

    assert "มีผู้แก้ไขมาตรการนี้ก่อนท่านบันทึก" in page.content.decode()
    assert [step.text for step in row.steps.all()] == list("กข")


def test_remove_asks_first_and_then_takes_the_step_away(row: Measure, officer: Client) -> None:
    url = address("step_remove", row.municipality, 2569, row.pk, row.steps.get().pk)

    asked = officer.get(url)
    response = officer.post(url, {"version": "0"})

    assert "ขั้นตอนนี้จะถูกลบออกจากแผนและเอกสาร และนำกลับมาไม่ได้" in words(asked)
    assert response.headers["Location"] == address("measure", row.municipality, 2569, row.pk) + "#steps"
    assert not row.steps.exists()


def test_step_with_reports_is_not_removed(row: Measure, officer: Client) -> None:
    step, day = row.steps.get(), date(2025, 12, 31)
    ProgressReport.objects.create(step=step, date=day, due=day, status=Status.NOT_STARTED)
    url = address("step_remove", row.municipality, 2569, row.pk, step.pk)

    asked, refused = officer.get(url), officer.post(url, {"version": "0"})

    assert "ลบขั้นตอน</button>" not in asked.content.decode()
    assert refused.status_code == 422
    assert faults(refused)[0].startswith("ขั้นตอนนี้มีรายงานความก้าวหน้าแล้ว จึงลบไม่ได้")
    assert row.steps.exists()


def test_two_hundred_and_first_step_is_refused_with_a_sentence(place: Municipality, officer: Client) -> None:
    row = measure(place, steps=[StepData("ประชุม", [], Period(words="ทุกเดือน"))] * 200)

    page = officer.post(new(row), typed())

    assert faults(page) == ["มาตรการ “ประชุมติดตามผลทุกเดือน” มีขั้นตอนได้ไม่เกิน 200 ขั้นตอน กรุณาแยกเป็นหลายมาตรการ"]
    assert row.steps.count() == 200


def test_form_offers_those_who_may_report_and_says_who_may_not_any_more(
    row: Measure, place: Municipality, officer: Client
) -> None:
    staff, executive, other = member(place, Role.STAFF), member(place, Role.EXECUTIVE), member(place, Role.EXECUTIVE)
    Step.objects.update(assignee=executive)

    before = words(officer.get(form(row)))
    kept = officer.post(form(row), typed(assignee=str(executive.pk), **QUARTER))
    refused = officer.post(form(row), typed(assignee=str(other.pk), version="1", **QUARTER))

    assert f"{staff.username} {executive.username} (รายงานผลไม่ได้แล้ว)" in before
    assert other.username not in before
    assert (kept.status_code, row.steps.get().assignee) == (302, executive)
    assert faults(refused) == ["ผู้รับมอบหมาย: ผู้ที่เลือกรายงานผลในหน่วยงานนี้ไม่ได้ กรุณาเลือกใหม่"]
