"""Several steps at once: handed to another person, moved to other dates."""

from collections.abc import Sequence
from datetime import date

import pytest
from auditlog.models import LogEntry
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Membership, Municipality, Role, User
from measures.models import Measure, Status, Step
from measures.periods import Cycle, Period
from measures.verbs.handover import steps_hand_over, steps_reschedule
from measures.verbs.measures import OutsideYearError, StaleMeasureError, StepData
from measures.verbs.progress import progress_record
from tests.factories import department, measure, member, municipality
from tests.measures.pages import address, desk_of, faults, words

pytestmark = pytest.mark.django_db

SPRING = Period(dates=(date(2026, 3, 1), date(2026, 3, 31)))


@pytest.fixture
def place() -> Municipality:
    return municipality()


def steps_of(place: Municipality, assignee: User | None, *texts: str) -> list[Step]:
    """Steps of one measure, each in quarter 1."""
    quarter = Period(quarters=(1, 1))
    data = [StepData(text, [department(place)], quarter, assignee=assignee) for text in texts]
    return list(measure(place, steps=data).steps.all())


def seen(steps: Sequence[Step]) -> dict[int, int]:
    return {step.pk: step.measure.version for step in steps}


def ticks(steps: Sequence[Step]) -> list[str]:
    return [f"{pk}-{version}" for pk, version in seen(steps).items()]


def assignees() -> dict[str, str | None]:
    return dict(Step.objects.values_list("text", "assignee__username"))


def test_steps_go_to_another_person_with_a_new_version(place: Municipality) -> None:
    gone, heir = member(place, Role.STAFF), member(place, Role.STAFF)
    first, second, third = steps_of(place, gone, "ก", "ข", "ค")

    changed = steps_hand_over(municipality=place, action_year=2569, picked=seen([first, second]), to=heir)

    assert changed == [first, second]
    assert assignees() == {"ก": heir.username, "ข": heir.username, "ค": gone.username}
    assert Measure.objects.get().version == 1
    assert LogEntry.objects.get_for_objects(Step.objects.filter(assignee=heir)).filter(action=1).count() == 2
    third.measure.refresh_from_db()
    assert third.measure.version == 1


def test_nothing_goes_when_somebody_changed_a_measure_in_between(place: Municipality) -> None:
    gone, heir = member(place, Role.STAFF), member(place, Role.STAFF)
    steps = [*steps_of(place, gone, "ก"), *steps_of(place, gone, "ข")]
    picked = seen(steps)
    Measure.objects.filter(pk=steps[1].measure_id).update(version=7, title="ประชุมใหญ่")

    with pytest.raises(StaleMeasureError, match="“ประชุมใหญ่”"):
        steps_hand_over(municipality=place, action_year=2569, picked=picked, to=heir)

    assert assignees() == {"ก": gone.username, "ข": gone.username}


@pytest.mark.parametrize("who", ["locked out", "elsewhere", "an executive"])
def test_steps_go_to_nobody_who_does_not_belong(who: str, place: Municipality) -> None:
    gone, stranger = member(place, Role.STAFF), member(municipality("ban-na", proper_name="บ้านนา"), Role.STAFF)
    if who == "locked out":
        Membership.objects.create(user=stranger, municipality=place, role=Role.STAFF)
        User.objects.filter(pk=stranger.pk).update(is_active=False)
    if who == "an executive":
        Membership.objects.create(user=stranger, municipality=place, role=Role.EXECUTIVE)
    steps = steps_of(place, gone, "ก")

    with pytest.raises(UserError, match="รายงานผลในเทศบาลเมืองบ้านสวนไม่ได้"):
        steps_hand_over(municipality=place, action_year=2569, picked=seen(steps), to=stranger)


def test_steps_of_another_municipality_or_year_are_not_there(place: Municipality) -> None:
    heir = member(place, Role.STAFF)
    foreign = steps_of(municipality("ban-na", proper_name="บ้านนา"), None, "ก")
    own = steps_of(place, None, "ข")

    for picked, year in ((seen(foreign), 2569), (seen(own), 2568)):
        with pytest.raises(UserError, match="ถูกลบไปแล้ว"):
            steps_hand_over(municipality=place, action_year=year, picked=picked, to=heir)

    assert assignees() == {"ก": None, "ข": None}


@pytest.mark.parametrize(
    "when",
    [
        SPRING,
        Period(quarters=(2, 3)),
        Period(cycle=Cycle.MONTHLY, cycle_day=15),
        Period(dates=(date(2026, 4, 1), date(2026, 9, 30)), cycle=Cycle.MONTHLY),
    ],
    ids=["days", "quarters", "cycle", "cycle between days"],
)
def test_steps_take_the_same_period(when: Period, place: Municipality) -> None:
    first, second, _ = steps_of(place, None, "ก", "ข", "ค")

    changed = steps_reschedule(municipality=place, action_year=2569, picked=seen([first, second]), when=when)

    assert changed == [first, second]
    assert [step.when for step in Step.objects.all()] == [when, when, Period(quarters=(1, 1))]
    assert Measure.objects.get().version == 1


def test_days_outside_the_year_are_asked_about(place: Municipality) -> None:
    steps = steps_of(place, None, "ก")
    when = Period(dates=(date(2026, 9, 1), date(2026, 10, 31)))

    with pytest.raises(OutsideYearError, match="2569"):
        steps_reschedule(municipality=place, action_year=2569, picked=seen(steps), when=when)
    changed = steps_reschedule(
        municipality=place, action_year=2569, picked=seen(steps), when=when, outside_confirmed=True
    )

    assert [step.when for step in changed] == [when]


def test_page_shows_the_open_steps_of_a_person_and_hands_them_over(place: Municipality) -> None:
    gone, heir = member(place, Role.STAFF), member(place, Role.STAFF)
    first, second, done = steps_of(place, gone, "เตรียมการ", "ประชุม", "เสร็จแล้ว")
    progress_record(
        step=done, date=date(2026, 1, 5), status=Status.DONE, summary="ทำแล้ว", outcome="ดี", reason="ไม่มี", by=None
    )
    Membership.objects.filter(user=gone).delete()
    desk = desk_of(place)

    chosen = words(desk.get(address("bulk", place), {"giver": gone.pk}))
    answer = desk.post(
        f"{address('bulk', place)}?giver={gone.pk}", {"picked": ticks([first, second]), "taker": heir.pk}, follow=True
    )

    assert f"{gone.username} (2 ขั้นตอน) รายงานผลไม่ได้แล้ว" in chosen
    assert "เตรียมการ" in chosen
    assert "เสร็จแล้ว" not in chosen
    assert f"มอบ 2 ขั้นตอนให้ {heir.username} แล้ว" in words(answer)
    assert assignees() == {"เตรียมการ": heir.username, "ประชุม": heir.username, "เสร็จแล้ว": gone.username}


def test_page_keeps_ticks_and_shows_the_latest_when_refused(place: Municipality) -> None:
    gone, heir = member(place, Role.STAFF), member(place, Role.STAFF)
    first, second = steps_of(place, gone, "เตรียมการ", "ประชุม")
    sent = {"picked": ticks([second]), "taker": str(heir.pk)}
    Measure.objects.update(version=3)

    page = desk_of(place).post(f"{address('bulk', place)}?giver={gone.pk}", sent)

    assert page.status_code == 422
    assert "มีผู้แก้ไขมาตรการ “ประชุมติดตามผลทุกเดือน” ก่อนท่านบันทึก" in faults(page)[0]
    said = page.content.decode()
    assert f'value="{second.pk}-3"' in said
    assert [f'id="step-{step.pk}"\n                 checked' in said for step in (first, second)] == [False, True]
    assert f'<option value="{heir.pk}" selected>' in said


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({}, "ขั้นตอน: กรุณาเลือกอย่างน้อยหนึ่งขั้นตอน"),
        ({"picked": "x"}, "ขั้นตอน: หน้านี้ไม่สมบูรณ์ กรุณาเปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง"),
        ({"picked": [f"{n}-0" for n in range(201)]}, "ขั้นตอน: เปลี่ยนได้ครั้งละไม่เกิน 200 ขั้นตอน กรุณาแบ่งทำหลายครั้ง"),
        ({"picked": "1-0", "taker": "999999"}, "มอบให้: ผู้ที่เลือกรายงานผลในหน่วยงานนี้ไม่ได้ กรุณาเลือกใหม่"),
    ],
    ids=["nothing", "unreadable", "too many", "a stranger"],
)
def test_page_says_what_is_wrong(sent: dict[str, object], fault: str, place: Municipality) -> None:
    measure(place)

    page = desk_of(place).post(address("bulk", place), sent)

    assert page.status_code == 422
    assert fault in faults(page)


def test_page_moves_the_dates_of_several_steps(place: Municipality) -> None:
    first, second, third = steps_of(place, None, "ก", "ข", "ค")
    desk = desk_of(place)

    answer = desk.post(
        address("bulk_dates", place),
        {"picked": ticks([first, third]), "way": "dates", "start": "๑ มี.ค. ๒๕๖๙", "end": "31/03/2569"},
        follow=True,
    )

    assert "เปลี่ยนระยะเวลาของ 2 ขั้นตอนแล้ว" in words(answer)
    assert [step.when for step in Step.objects.all()] == [SPRING, second.when, SPRING]


def test_page_asks_whether_days_outside_the_year_are_meant(place: Municipality) -> None:
    [step] = steps_of(place, None, "ก")
    desk = desk_of(place)
    sent = {"picked": ticks([step]), "way": "dates", "start": "1/9/2569", "end": "31/10/2569"}

    asked = desk.post(address("bulk_dates", place), sent)
    confirmed = desk.post(address("bulk_dates", place), sent | {"outside": "on"})

    assert asked.status_code == 422
    assert 'name="outside"' in asked.content.decode()
    assert "checked" in asked.content.decode().split(f'id="step-{step.pk}"')[1].split(">")[0]
    assert confirmed.status_code == 302


@pytest.mark.parametrize(
    ("period", "fault"),
    [
        ({"way": "dates", "start": "31/3/2569", "end": "1/3/2569"}, "อยู่ก่อนวันเริ่มต้น"),
        ({"way": "quarters", "first_quarter": "3", "last_quarter": "1"}, "อยู่ก่อนไตรมาสเริ่มต้น"),
        ({}, "กรุณาเลือกวิธีระบุระยะเวลา"),
    ],
)
def test_page_refuses_a_period_that_is_none(period: dict[str, str], fault: str, place: Municipality) -> None:
    steps = steps_of(place, None, "ก")

    page = desk_of(place).post(address("bulk_dates", place), {"picked": ticks(steps)} | period)

    assert page.status_code == 422
    assert fault in " ".join(faults(page))


def test_page_of_dates_shows_the_steps_of_a_department(place: Municipality) -> None:
    when = Period(quarters=(1, 1))
    audit = department(place, "งานตรวจสอบ")
    measure(place, steps=[StepData("ของคลัง", [department(place)], when), StepData("ของตรวจสอบ", [audit], when)])

    page = words(desk_of(place).get(address("bulk_dates", place), {"department": audit.pk}))

    assert "ของตรวจสอบ" in page
    assert "ของคลัง" not in page


def test_pages_without_steps_say_what_to_do(place: Municipality) -> None:
    measure(place)
    desk = desk_of(place)

    pages = [words(desk.get(address(name, place))) for name in ("bulk", "bulk_dates")]

    assert "ไม่มีขั้นตอนที่มอบหมายเป็นรายบุคคล" in pages[0]
    assert "ไม่มีขั้นตอนที่ยังไม่เสร็จ" in pages[1]


@pytest.mark.parametrize(("name", "queries"), [("bulk", 13), ("bulk_dates", 12)])
@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_as_many_queries_for_three_steps_as_for_one(
    name: str, queries: int, rows: int, place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    gone = member(place, Role.STAFF)
    for number in range(rows):
        steps_of(place, gone, f"ก{number}")
    desk = desk_of(place)

    with django_assert_num_queries(queries):
        desk.get(address(name, place), {"giver": gone.pk})
