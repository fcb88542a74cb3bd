"""A measure is changed, moved and deleted upon the version that was seen."""

from datetime import date
from typing import Any

import pytest

from accounts.errors import UserError
from measures.models import Measure, ProgressReport, Responsibility, Status, Step
from measures.periods import Period
from measures.verbs.measures import (
    StaleMeasureError,
    StepData,
    measure_change,
    measure_delete,
    measure_move,
)
from tests.factories import department, framework, measure, municipality

pytestmark = pytest.mark.django_db

STALE = "มีผู้แก้ไขมาตรการนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อมูลล่าสุดในหน้านี้ แล้วบันทึกอีกครั้ง"


def change(row: Measure, **changes: Any) -> None:
    """Changes a measure to one that answers indicator 2, upon the version of `row`."""
    told: dict[str, Any] = {
        "title": "เปิดเผยแผนงบประมาณ",
        "indicators": [framework().indicators[2]],
        "version": row.version,
    }
    measure_change(measure=row, **told | changes)


def titles(place: Any) -> list[str]:
    """The plan's titles in their order."""
    return [each.title for each in Measure.objects.filter(municipality=place)]


def three(place: Any) -> list[Measure]:
    """Measures ก, ข and ค, in this order, none of them numbered yet."""
    rows = [measure(place) for _ in range(3)]
    for row, title in zip(rows, "กขค", strict=True):
        Measure.objects.filter(pk=row.pk).update(title=title, order=0)
    return [Measure.objects.get(pk=row.pk) for row in rows]


def test_measure_change_stores_title_and_answers() -> None:
    place, view = municipality(), framework(2568)
    row = measure(place)
    issue = view.framework.issues.get(number=5)

    change(row, title=" เปิดเผย  แผน ", issue=issue, questions=[view.questions["i4"], view.questions["i5"]])

    stored = Measure.objects.get()
    assert (stored.title, stored.issue, stored.version) == ("เปิดเผย แผน", issue, 1)
    assert [each.number for each in stored.indicators.all()] == [2]
    assert [each.code for each in stored.questions.all()] == ["i4", "i5"]


def test_measure_change_leaves_the_steps() -> None:
    row = measure(municipality(), steps=[StepData("ประชุม", [], Period(words="ทุกเดือน"))])

    change(row)

    assert [step.text for step in Measure.objects.get().steps.all()] == ["ประชุม"]


def test_measure_change_refuses_a_stale_version() -> None:
    row = measure(municipality())
    change(row, title="ข้อความของคนที่สอง")

    with pytest.raises(StaleMeasureError) as caught:
        change(row, title="ข้อความของคนแรก")

    assert str(caught.value) == STALE
    assert Measure.objects.get().title == "ข้อความของคนที่สอง"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"indicators": []}, "มาตรการ “เปิดเผยแผนงบประมาณ” ต้องสอดคล้องกับตัวชี้วัดหรือประเด็นอย่างน้อยหนึ่งเรื่อง"),
        ({"title": " "}, "กรุณาระบุชื่อมาตรการ/โครงการ/กิจกรรม"),
    ],
)
def test_measure_change_refuses_what_nobody_can_print(changes: dict[str, Any], sentence: str) -> None:
    row = measure(municipality())

    with pytest.raises(UserError) as caught:
        change(row, **changes)

    assert str(caught.value) == sentence
    assert Measure.objects.get().version == 0


def test_measure_change_refuses_answers_to_another_year() -> None:
    row = measure(municipality())

    with pytest.raises(UserError) as caught:
        change(row, questions=[framework(2567).questions["i1"]])

    assert str(caught.value) == "มาตรการของปี 2569 ต้องสอดคล้องกับผลการประเมินของปี 2568"


def test_measure_change_refuses_a_measure_that_is_gone() -> None:
    row = measure(municipality())
    Measure.objects.all().delete()

    with pytest.raises(UserError) as caught:
        change(row)

    assert str(caught.value) == "มาตรการ “ประชุมติดตามผลทุกเดือน” ถูกลบไปแล้ว กรุณากลับไปดูแผนล่าสุด"


@pytest.mark.parametrize(
    ("moved", "up", "order"),
    [(0, True, "กขค"), (1, True, "ขกค"), (2, True, "กคข"), (0, False, "ขกค"), (1, False, "กคข"), (2, False, "กขค")],
)
def test_measure_move_goes_one_place_and_stays_at_the_ends(moved: int, up: bool, order: str) -> None:
    place = municipality()
    rows = three(place)

    measure_move(measure=rows[moved], up=up, version=0)

    assert titles(place) == list(order)
    assert list(Measure.objects.values_list("order", flat=True)) == [1, 2, 3]


def test_measure_move_leaves_other_plans() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    rows = three(place)
    three(other)
    measure(place, action_year=2568)

    measure_move(measure=rows[2], up=True, version=0)

    assert titles(other) == list("กขค")
    assert set(Measure.objects.filter(municipality=other).values_list("order", flat=True)) == {0}


def test_measure_move_refuses_a_stale_version() -> None:
    place = municipality()
    rows = three(place)
    measure_move(measure=rows[2], up=True, version=0)

    with pytest.raises(StaleMeasureError):
        measure_move(measure=rows[2], up=True, version=0)

    assert titles(place) == list("กคข")


def test_measure_delete_takes_the_steps_along() -> None:
    place = municipality()
    row = measure(place, steps=[StepData("ประชุม", [department(place)], Period(words="ทุกเดือน"))])

    measure_delete(measure=row, version=0)

    assert not Measure.objects.exists()
    assert not Step.objects.exists()
    assert not Responsibility.objects.exists()


def test_measure_delete_refuses_one_that_was_reported_on() -> None:
    row = measure(municipality(), steps=[StepData("ประชุม", [], Period(quarters=(1, 1)))])
    day = date(2025, 12, 31)
    ProgressReport.objects.create(step=row.steps.get(), date=day, due=day, status=Status.NOT_STARTED)

    with pytest.raises(UserError) as caught:
        measure_delete(measure=row, version=0)

    assert str(caught.value) == (
        "มาตรการนี้มีรายงานความก้าวหน้าแล้ว จึงลบไม่ได้ "
        "หากไม่ดำเนินการต่อ กรุณารายงานขั้นตอนที่เหลือเป็น “ยกเลิก” พร้อมเหตุผล เพื่อให้ผลที่รายงานไว้ยังคงอยู่"
    )
    assert Measure.objects.get().version == 0


def test_measure_delete_refuses_a_stale_version() -> None:
    row = measure(municipality())
    change(row)

    with pytest.raises(StaleMeasureError):
        measure_delete(measure=row, version=0)

    assert Measure.objects.exists()
