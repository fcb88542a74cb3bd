"""Storing scores: all or nothing, each figure with its version and its history."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.errors import UserError
from assessments.codes import Place
from assessments.models import Assessment, LowestQuestion, OfficialFigure, Score, ScoreAct
from assessments.verbs.scores import ImportOutcome, lowest_question_state, scores_import
from tests.factories import assessment, every_score, figures, framework, municipality, user

pytestmark = pytest.mark.django_db


def test_scores_import_stores_scores_and_official_figures() -> None:
    place, spec = municipality(), framework(2568).spec
    given = figures(spec, {"i1": "97.82", "e1/1": "88.5", "e1/2": "79", "indicator-8": "93.215", "total": "98.12"})

    outcome = scores_import(municipality=place, fiscal_year=2568, figures=given, by=None)

    stored = place.assessments.get()
    assert outcome == ImportOutcome(added=5, changed=0, cleared=0, same=0)
    assert list(stored.scores.order_by("pk").values_list("question__code", "part", "value", "version")) == [
        ("i1", None, Decimal("97.82"), 1),
        ("e1", 1, Decimal("88.5"), 1),
        ("e1", 2, Decimal(79), 1),
    ]
    assert list(stored.official_figures.order_by("pk").values_list("key", "value", "version")) == [
        ("indicator-8", Decimal("93.215"), 1),
        ("total", Decimal("98.12"), 1),
    ]


def test_scores_import_again_changes_nothing() -> None:
    place, spec = municipality(), framework(2566).spec
    given = every_score(spec, "87.125") | figures(spec, {"total": "90"})
    scores_import(municipality=place, fiscal_year=2566, figures=given, by=None)

    outcome = scores_import(municipality=place, fiscal_year=2566, figures=given, by=None)

    assert outcome == ImportOutcome(added=0, changed=0, cleared=0, same=104)
    assert set(Score.objects.values_list("version", flat=True)) == {1}
    assert ScoreAct.objects.count() == 1


def test_scores_import_counts_versions_and_leaves_the_rest_alone() -> None:
    place = municipality()
    year = assessment(place, scores={"i1": "90", "i2": "91", "total": "92"})

    changes = figures(framework().spec, {"i1": "90.5", "i2": "91", "i3": "80"})

    outcome = scores_import(municipality=place, fiscal_year=2568, figures=changes, by=None)

    assert outcome == ImportOutcome(added=1, changed=1, cleared=0, same=1)
    assert list(year.scores.order_by("pk").values_list("question__code", "value", "version")) == [
        ("i1", Decimal("90.5"), 2),
        ("i2", Decimal(91), 1),
        ("i3", Decimal(80), 1),
    ]
    assert year.official_figures.get().version == 1


def test_scores_import_records_who_changed_a_figure_and_when() -> None:
    place, first, second = municipality(), user(), user()
    framework(2568)
    given: dict[Place, Decimal | None] = {("i1", None): Decimal(90), ("i2", None): Decimal(91), "total": Decimal(92)}
    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        scores_import(municipality=place, fiscal_year=2568, figures=given, by=first)
        entered = timezone.now()

    with time_machine.travel("2026-11-20 09:05:00+07:00", tick=False):
        scores_import(municipality=place, fiscal_year=2568, figures=given | {"total": Decimal(93)}, by=second)
        mended = timezone.now()

    year = place.assessments.get()
    assert list(year.scores.order_by("pk").values_list("changed_by", "changed_at", "version")) == [
        (first.pk, entered, 1),
        (first.pk, entered, 1),
    ]
    assert year.official_figures.values_list("changed_by", "changed_at", "version").get() == (second.pk, mended, 2)


def test_scores_import_on_the_command_line_is_nobodys() -> None:
    place = municipality()
    year = assessment(place, scores={"i1": "90"})

    assert year.scores.get().changed_by is None


def test_person_of_the_history_is_not_deleted() -> None:
    """An account that is not needed any more is made inactive: the history says who it was."""
    place, person = municipality(), user()
    framework(2568)
    scores_import(municipality=place, fiscal_year=2568, figures={"total": Decimal(90)}, by=person)

    with pytest.raises(ProtectedError):
        person.delete()

    assert OfficialFigure.objects.get().changed_by == person


def test_scores_import_takes_a_figure_back() -> None:
    """None is a change of the row, not its end: the version counts on, and entering it again adds it."""
    place = municipality()
    year = assessment(place, scores={"i1": "90", "i2": "91", "total": "92"})

    taken = scores_import(
        municipality=place, fiscal_year=2568, figures={("i1", None): None, "total": None, ("i2", None): Decimal(91)},
        by=None,
    )  # fmt: skip
    again = scores_import(municipality=place, fiscal_year=2568, figures={"total": Decimal(93)}, by=None)

    assert taken == ImportOutcome(added=0, changed=0, cleared=2, same=1)
    assert again == ImportOutcome(added=1, changed=0, cleared=0, same=0)
    assert list(year.scores.order_by("pk").values_list("value", "version")) == [(None, 2), (Decimal(91), 1)]
    assert year.official_figures.values_list("value", "version").get() == (Decimal(93), 3)


def test_scores_import_of_nothing_to_take_back_stores_no_row() -> None:
    place = municipality()
    framework(2568)

    outcome = scores_import(municipality=place, fiscal_year=2568, figures={("i1", None): None, "total": None}, by=None)

    assert outcome == ImportOutcome(added=0, changed=0, cleared=0, same=2)
    assert (Score.objects.count(), OfficialFigure.objects.count()) == (0, 0)


def test_scores_import_leaves_the_history_of_each_changed_figure() -> None:
    place, person = municipality(), user()
    year = assessment(place, scores={"i1": "90", "total": "92"})
    changes = figures(framework().spec, {"i1": "90.5", "total": "92"})

    scores_import(municipality=place, fiscal_year=2568, figures=changes, by=person)

    act = year.score_acts.first()
    assert act is not None
    assert (act.kind, act.by) == ("import", person)
    assert list(act.changes.values_list("place", "before", "after", "version")) == [
        ("i1", Decimal(90), Decimal("90.5"), 2)
    ]


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            {("i1", None): Decimal("98.28111")},
            "ข้อ i1 ได้ 98.28111 คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง",
        ),
        ({("o1", None): Decimal(55)}, "ข้อ o1 ได้ 55 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ"),
        ({("e1", 2): Decimal(-5)}, "ข้อ e1 ส่วนที่ 2 ได้ -5 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        ({"total": Decimal("100.001")}, "คะแนนรวม ได้ 100.001 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        ({("i16", None): Decimal(90)}, "กรอบการประเมินปี 2568 ไม่มีข้อ i16 กรุณาตรวจสอบรหัส"),
        ({"indicator-11": Decimal(90)}, "กรอบการประเมินปี 2568 ไม่มีตัวชี้วัดที่ 11 กรุณาตรวจสอบรหัส"),
    ],
)
def test_scores_import_refuses_what_cannot_be_stored(figures: Mapping[Place, Decimal], sentence: str) -> None:
    place = municipality()
    framework(2568)

    with pytest.raises(UserError) as caught:
        scores_import(municipality=place, fiscal_year=2568, figures=figures, by=None)

    assert caught.value.messages == (sentence,)
    assert not Assessment.objects.exists()


def test_scores_import_says_all_faults_at_once_and_stores_nothing() -> None:
    place = municipality()
    year = assessment(place, scores={"i1": "90"})
    given: dict[Place, Decimal | None] = {
        ("i1", None): Decimal(91),
        ("i2", None): Decimal(101),
        "total": Decimal(95),
        ("o1", None): Decimal(1),
    }

    with pytest.raises(UserError) as caught:
        scores_import(municipality=place, fiscal_year=2568, figures=given, by=None)

    assert caught.value.messages == (
        "ข้อ i2 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข",
        "ข้อ o1 ได้ 1 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ",
    )
    assert list(year.scores.values_list("value", "version")) == [(Decimal(90), 1)]
    assert not year.official_figures.exists()


def test_scores_import_for_a_year_that_is_not_scoreable_takes_official_figures_alone() -> None:
    place = municipality()
    framework(2569)

    with pytest.raises(UserError) as caught:
        scores_import(municipality=place, fiscal_year=2569, figures={("o1", None): Decimal(100)}, by=None)
    outcome = scores_import(municipality=place, fiscal_year=2569, figures={"total": Decimal(95)}, by=None)

    assert str(caught.value) == "ข้อ o1: กรอบการประเมินปี 2569 ยังคำนวณคะแนนไม่ได้ กรุณากรอกเฉพาะคะแนนทางการ"
    assert outcome == ImportOutcome(added=1, changed=0, cleared=0, same=0)


def test_scores_import_of_an_unknown_year_makes_no_assessment() -> None:
    place = municipality()
    framework(2568)

    with pytest.raises(UserError) as caught:
        scores_import(municipality=place, fiscal_year=2570, figures={"total": Decimal(90)}, by=None)

    assert str(caught.value) == "ไม่มีกรอบการประเมินของปีงบประมาณ 2570 (มีกรอบของปี 2568–2568) กรุณาตรวจสอบปี พ.ศ."
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("value", ["-0.001", "100.001"])
@pytest.mark.parametrize("model", [Score, OfficialFigure, LowestQuestion])
def test_database_refuses_a_score_outside_0_to_100(model: type[Score], value: str) -> None:
    year, view = assessment(municipality()), framework()
    keys: dict[type, dict[str, object]] = {
        Score: {"question": view.questions["i1"]},
        OfficialFigure: {"key": "total"},
        LowestQuestion: {"indicator": view.indicators[1], "question": view.questions["i1"]},
    }

    with pytest.raises(IntegrityError, match="within_0_100"):
        model.objects.create(assessment=year, value=Decimal(value), **keys[model])


@pytest.mark.parametrize(("code", "part"), [("i1", None), ("e1", 2)])
def test_database_refuses_one_cell_twice(code: str, part: int | None) -> None:
    year, question = assessment(municipality()), framework().questions[code]
    Score.objects.create(assessment=year, question=question, part=part)

    with pytest.raises(IntegrityError):
        Score.objects.create(assessment=year, question=question, part=part)


def test_lowest_question_is_stated_changed_and_taken_back() -> None:
    year, view = assessment(municipality(), scores={"indicator-1": "98.28"}), framework()
    stated = []

    for code, value in (("i2", Decimal("97.82")), ("i3", None), (None, None)):
        question = view.questions[code] if code else None
        lowest_question_state(assessment=year, indicator=view.indicators[1], question=question, value=value)
        stated.append(list(year.lowest_questions.values_list("question__code", "value")))

    assert stated == [[("i2", Decimal("97.82"))], [("i3", None)], []]


def test_lowest_question_of_another_indicator_is_refused() -> None:
    year, view = assessment(municipality()), framework()

    with pytest.raises(UserError) as caught:
        lowest_question_state(
            assessment=year, indicator=view.indicators[1], question=view.questions["i4"], value=Decimal(90)
        )

    assert str(caught.value) == "ข้อ i4 ไม่อยู่ในตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ กรุณาเลือกข้อคำถามของตัวชี้วัดนี้"
    assert not LowestQuestion.objects.exists()


@pytest.mark.parametrize(("official", "value"), [("98.28", "98.28"), ("98.28", "99"), ("100", "100")])
def test_lowest_question_no_lower_than_its_indicator_is_refused(official: str, value: str) -> None:
    """ITA.md section 6: a lowest question that equals its indicator is a copying fault."""
    year, view = assessment(municipality(), scores={"indicator-1": official}), framework()

    with pytest.raises(UserError) as caught:
        lowest_question_state(
            assessment=year, indicator=view.indicators[1], question=view.questions["i2"], value=Decimal(value)
        )

    assert str(caught.value) == (f"คะแนนของข้อที่ต่ำสุด ({value}) ต้องต่ำกว่าคะแนนของตัวชี้วัด ({official}) กรุณาตรวจสอบกับระบบ ITAS")
    assert not LowestQuestion.objects.exists()


@pytest.mark.parametrize(("official", "value"), [("100", "99.999"), ("98.28", "98.279"), ("98.28", "0")])
def test_lowest_question_below_its_indicator_is_taken(official: str, value: str) -> None:
    year, view = assessment(municipality(), scores={"indicator-1": official}), framework()

    lowest_question_state(
        assessment=year, indicator=view.indicators[1], question=view.questions["i2"], value=Decimal(value)
    )

    assert year.lowest_questions.get().value == Decimal(value)


@pytest.mark.parametrize(
    ("code", "value", "sentence"),
    [
        ("i2", "-5", "ข้อ i2 ได้ -5 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        ("i2", "98.28111", "ข้อ i2 ได้ 98.28111 คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง"),
        ("o1", "55", "ข้อ o1 ได้ 55 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ"),
    ],
)
def test_lowest_question_with_a_score_that_is_none_is_refused(code: str, value: str, sentence: str) -> None:
    year, view = assessment(municipality()), framework()
    question = view.questions[code]

    with pytest.raises(UserError) as caught:
        lowest_question_state(assessment=year, indicator=question.indicator, question=question, value=Decimal(value))

    assert str(caught.value) == sentence
    assert not LowestQuestion.objects.exists()
