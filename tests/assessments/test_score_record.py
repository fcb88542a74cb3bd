"""One cell saved: with the version that the person saw, its history, and nothing lost when two people save."""

from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Municipality, User
from assessments.codes import Place
from assessments.models import Assessment, OfficialFigure, Score, ScoreAct, ScoreChange, State
from assessments.verbs.assessments import LockedYearError
from assessments.verbs.scores import StaleFiguresError, score_record
from tests.factories import assessment, framework, municipality, user

pytestmark = pytest.mark.django_db

I1: Place = ("i1", None)


def saved(
    place: Municipality, cell: Place, value: str | None, version: int = 0, by: User | None = None
) -> Score | OfficialFigure:
    """The row after a person saved the cell in 2568."""
    score = None if value is None else Decimal(value)
    return score_record(municipality=place, fiscal_year=2568, place=cell, value=score, version=version, by=by)


def history(key: str) -> list[tuple[Decimal | None, Decimal | None, int]]:
    """Before, after and version of each change of a figure, the first one first."""
    return list(ScoreChange.objects.filter(place=key).order_by("version").values_list("before", "after", "version"))


def test_score_record_stores_the_first_value() -> None:
    place, person = municipality(), user()
    framework(2568)

    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        row = saved(place, I1, "97.82", by=person)
        now = timezone.now()

    stored = Score.objects.get()
    assert stored == row
    assert (row.value, row.version, row.changed_by, row.changed_at) == (Decimal("97.82"), 1, person, now)
    assert (stored.value, stored.version, stored.changed_by, stored.changed_at) == (Decimal("97.82"), 1, person, now)
    assert (stored.question.code, stored.part) == I1


def test_score_record_leaves_an_act_with_its_one_change() -> None:
    place, person = municipality(), user()
    framework(2568)

    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        saved(place, I1, "97.82", by=person)
        now = timezone.now()

    act = ScoreAct.objects.get()
    change = act.changes.get()
    assert (act.assessment, act.kind, act.by, act.at, act.undoes) == (
        place.assessments.get(),
        "cell",
        person,
        now,
        None,
    )
    assert (change.assessment, change.place) == (act.assessment, "i1")
    assert history("i1") == [(None, Decimal("97.82"), 1)]


def test_score_record_changes_a_value_that_the_person_saw() -> None:
    place, first, second = municipality(), user(), user()
    framework(2568)
    seen = saved(place, I1, "97.82", by=first)

    row = saved(place, I1, "97.28", seen.version, by=second)

    assert (row.value, row.version, row.changed_by) == (Decimal("97.28"), 2, second)
    assert Score.objects.values_list("value", "version", "changed_by").get() == (Decimal("97.28"), 2, second.pk)
    assert history("i1") == [(None, Decimal("97.82"), 1), (Decimal("97.82"), Decimal("97.28"), 2)]


def test_score_record_of_a_stale_version_shows_the_value_as_it_stands_and_stores_nothing() -> None:
    place, first, second = municipality(), user(), user()
    framework(2568)
    saved(place, I1, "97.82", by=first)

    with pytest.raises(StaleFiguresError) as caught:
        saved(place, I1, "79.82", 0, by=second)

    assert str(caught.value) == "มีผู้แก้ไขข้อ i1 ก่อนท่านบันทึก กรุณาตรวจสอบค่าล่าสุดแล้วยืนยันอีกครั้ง"
    assert list(caught.value.rows) == [I1]
    row = caught.value.rows[I1]
    assert (row.value, row.version, row.changed_by) == (Decimal("97.82"), 1, first)
    assert Score.objects.values_list("value", "version", "changed_by").get() == (Decimal("97.82"), 1, first.pk)
    assert history("i1") == [(None, Decimal("97.82"), 1)]
    assert ScoreAct.objects.count() == 1


def test_score_record_after_a_conflict_stores_the_persons_choice() -> None:
    """ "ใช้ค่าของฉัน": the same value again, with the version that the refusal showed."""
    place, first, second = municipality(), user(), user()
    framework(2568)
    saved(place, I1, "97.82", by=first)
    with pytest.raises(StaleFiguresError) as caught:
        saved(place, I1, "79.82", 0, by=second)

    row = saved(place, I1, "79.82", caught.value.rows[I1].version, by=second)

    assert (row.value, row.version) == (Decimal("79.82"), 2)
    assert history("i1") == [(None, Decimal("97.82"), 1), (Decimal("97.82"), Decimal("79.82"), 2)]


@pytest.mark.parametrize("version", [0, 1, 2, 7])
@pytest.mark.parametrize("value", ["98.28", "98.280"])
def test_score_record_of_the_same_value_is_no_change_and_no_conflict(value: str, version: int) -> None:
    """Two people copy the same figure from the same sheet: neither is asked anything."""
    place, first, second = municipality(), user(), user()
    framework(2568)
    saved(place, I1, "90", by=first)
    saved(place, I1, "98.28", 1, by=first)

    row = saved(place, I1, value, version, by=second)

    assert (row.value, row.version, row.changed_by) == (Decimal("98.28"), 2, first)
    assert ScoreAct.objects.count() == 2


@pytest.mark.parametrize("version", [1, 3])
def test_score_record_of_another_version_than_the_stored_one_is_stale_in_either_direction(version: int) -> None:
    place = municipality()
    framework(2568)
    saved(place, I1, "90")
    saved(place, I1, "91", 1)

    with pytest.raises(StaleFiguresError) as caught:
        saved(place, I1, "92", version)

    assert (caught.value.rows[I1].value, caught.value.rows[I1].version) == (Decimal(91), 2)
    assert Score.objects.get().value == Decimal(91)


def test_score_record_takes_a_value_back_and_enters_it_again() -> None:
    """Empty is not 0: the row stays without a value, and its versions count on."""
    place = municipality()
    framework(2568)
    saved(place, I1, "97.82")

    taken = saved(place, I1, None, 1)
    empty = (taken.value, taken.version)
    again = saved(place, I1, "0", 2)

    assert empty == (None, 2)
    assert (again.value, again.version) == (Decimal(0), 3)
    assert history("i1") == [
        (None, Decimal("97.82"), 1),
        (Decimal("97.82"), None, 2),
        (None, Decimal(0), 3),
    ]


def test_score_record_of_a_value_that_somebody_took_back_is_stale() -> None:
    place, first, second = municipality(), user(), user()
    framework(2568)
    saved(place, I1, "97.82", by=first)
    saved(place, I1, None, 1, by=first)

    with pytest.raises(StaleFiguresError) as caught:
        saved(place, I1, "97.28", 1, by=second)

    assert (caught.value.rows[I1].value, caught.value.rows[I1].version) == (None, 2)


def test_score_record_of_nothing_where_nothing_was_stores_no_row() -> None:
    place = municipality()
    framework(2568)

    row = saved(place, I1, None)

    assert (row.value, row.version) == (None, 0)
    assert (Score.objects.count(), ScoreAct.objects.count()) == (0, 0)


@pytest.mark.parametrize("key", ["indicator-1", "indicator-10", "IIT", "EIT", "EIT-1", "EIT-2", "OIT", "total"])
def test_score_record_stores_official_figures_as_it_does_scores(key: str) -> None:
    place, person = municipality(), user()
    framework(2568)
    saved(place, key, "93.215", by=person)

    row = saved(place, key, "93.22", 1, by=person)

    assert isinstance(row, OfficialFigure)
    assert OfficialFigure.objects.values_list("key", "value", "version").get() == (key, Decimal("93.22"), 2)
    assert history(key) == [(None, Decimal("93.215"), 1), (Decimal("93.215"), Decimal("93.22"), 2)]
    assert not Score.objects.exists()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("total", "คะแนนรวม"),
        ("EIT-2", "แบบวัด EIT ส่วนที่ 2"),
        ("indicator-7", "ตัวชี้วัดที่ 7"),
    ],
)
def test_score_record_of_a_stale_official_figure_calls_it_by_its_name(key: str, words: str) -> None:
    place = municipality()
    framework(2568)
    saved(place, key, "93")

    with pytest.raises(StaleFiguresError) as caught:
        saved(place, key, "94")

    assert str(caught.value) == f"มีผู้แก้ไข{words} ก่อนท่านบันทึก กรุณาตรวจสอบค่าล่าสุดแล้วยืนยันอีกครั้ง"


def test_score_record_keeps_the_parts_of_a_question_apart() -> None:
    place = municipality()
    framework(2568)
    saved(place, ("e1", 1), "88.5")

    row = saved(place, ("e1", 2), "79")

    assert row.version == 1
    assert list(Score.objects.order_by("part").values_list("question__code", "part", "value")) == [
        ("e1", 1, Decimal("88.5")),
        ("e1", 2, Decimal(79)),
    ]
    assert (history("e1-1"), history("e1-2")) == ([(None, Decimal("88.5"), 1)], [(None, Decimal(79), 1)])


def test_score_record_keeps_municipalities_and_years_apart() -> None:
    first, second = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    assessment(first, 2567, {"i1": "91"})
    framework(2568)
    saved(first, I1, "92")

    row = saved(second, I1, "93")

    assert row.version == 1
    assert list(
        Score.objects.order_by("value").values_list("assessment__municipality__slug", "assessment__framework", "value")
    ) == [("ban-suan", 2567, Decimal(91)), ("ban-suan", 2568, Decimal(92)), ("ban-chang", 2568, Decimal(93))]


@pytest.mark.parametrize(
    ("cell", "value", "sentence"),
    [
        (I1, "100.001", "ข้อ i1 ได้ 100.001 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        (I1, "-0.001", "ข้อ i1 ได้ -0.001 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        (("e1", 2), "88.0001", "ข้อ e1 ส่วนที่ 2 ได้ 88.0001 คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง"),
        (("o1", None), "50", "ข้อ o1 ได้ 50 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ"),
        ("total", "101", "คะแนนรวม ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        (("i16", None), "90", "กรอบการประเมินปี 2568 ไม่มีข้อ i16 กรุณาตรวจสอบรหัส"),
        (("e1", None), "90", "กรอบการประเมินปี 2568 ไม่มีข้อ e1 กรุณาตรวจสอบรหัส"),
    ],
)
def test_score_record_refuses_what_cannot_be_stored(cell: Place, value: str, sentence: str) -> None:
    place = municipality()
    framework(2568)

    with pytest.raises(UserError) as caught:
        saved(place, cell, value)

    assert caught.value.messages == (sentence,)
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("value", ["0", "100", "0.001", "99.999"])
def test_score_record_takes_the_bounds_themselves(value: str) -> None:
    place = municipality()
    framework(2568)

    row = saved(place, I1, value)

    assert Score.objects.get().value == row.value == Decimal(value)


@pytest.mark.parametrize(("state", "label"), [(State.SUBMITTED, "รอผู้บริหารอนุมัติ"), (State.APPROVED, "อนุมัติแล้ว")])
@pytest.mark.parametrize("value", ["91", "90", None])
def test_score_record_in_a_locked_year_is_refused_whatever_the_value(
    state: State, label: str, value: str | None
) -> None:
    place = municipality()
    year = assessment(place, scores={"i1": "90"})
    Assessment.objects.update(state=state)

    with pytest.raises(LockedYearError) as caught:
        saved(place, I1, value, 1)

    assert str(caught.value) == (
        f"คะแนนปีงบประมาณ 2568 อยู่ในสถานะ “{label}” จึงแก้ไขไม่ได้ หากต้องแก้ไข กรุณาแจ้งผู้บริหารให้ส่งคืนหรือเปิดให้แก้ไข"
    )
    assert year.scores.values_list("value", "version").get() == (Decimal(90), 1)


def test_score_record_of_a_year_without_a_framework_makes_no_assessment() -> None:
    place = municipality()
    framework(2567)

    with pytest.raises(UserError) as caught:
        saved(place, I1, "90")

    assert str(caught.value) == "ไม่มีกรอบการประเมินของปีงบประมาณ 2568 (มีกรอบของปี 2567–2567) กรุณาตรวจสอบปี พ.ศ."
    assert not Assessment.objects.exists()


def test_score_record_of_a_year_that_is_not_scoreable_takes_official_figures_alone() -> None:
    place = municipality()
    framework(2569)

    with pytest.raises(UserError) as caught:
        score_record(municipality=place, fiscal_year=2569, place=("o1", None), value=Decimal(100), version=0, by=None)
    row = score_record(municipality=place, fiscal_year=2569, place="total", value=Decimal(95), version=0, by=None)

    assert str(caught.value) == "ข้อ o1: กรอบการประเมินปี 2569 ยังคำนวณคะแนนไม่ได้ กรุณากรอกเฉพาะคะแนนทางการ"
    assert row.version == 1


@pytest.mark.parametrize(("cell", "other"), [(I1, ("i2", None)), ("total", "IIT")])
def test_score_record_takes_the_same_few_queries_however_full_the_year_is(
    cell: Place, other: Place, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Reads framework (the verb and the one within it), year, the year's state with its lock, and the figure; writes
    the act, its change and the figure: 8. The test's own transaction adds a savepoint and its release for the verb.
    """
    place, person = municipality(), user()
    framework(2568)
    saved(place, cell, "90", by=person)
    saved(place, other, "90", by=person)

    with django_assert_num_queries(10):
        saved(place, cell, "91", 1, by=person)

    assert history("i1" if cell == I1 else "total")[-1] == (Decimal(90), Decimal(91), 2)


def test_database_refuses_two_changes_of_a_figure_to_one_version() -> None:
    place = municipality()
    year = assessment(place, scores={"i1": "90"})
    act = year.score_acts.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreChange.objects.create(act=act, assessment=year, place="i1", after=Decimal(91), version=1)

    assert history("i1") == [(None, Decimal(90), 1)]
