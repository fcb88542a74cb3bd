"""Storing scores: all or nothing, each figure with its version and its audit entry."""

from decimal import Decimal

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction

from accounts.errors import UserError
from assessments.models import Assessment, LowestQuestion, OfficialFigure, Score
from assessments.verbs.scores import ImportOutcome, assessment_ensure, lowest_question_state, scores_import
from tests.factories import assessment, every_score, figures, framework, municipality

pytestmark = pytest.mark.django_db


def test_scores_import_stores_scores_and_official_figures() -> None:
    place, spec = municipality(), framework(2568).spec
    given = figures(spec, {"i1": "97.82", "e1/1": "88.5", "e1/2": "79", "indicator-8": "93.215", "total": "98.12"})

    outcome = scores_import(municipality=place, fiscal_year=2568, figures=given, by=None)

    stored = place.assessments.get()
    assert outcome == ImportOutcome(added=5, changed=0, same=0)
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
    entries = LogEntry.objects.count()

    outcome = scores_import(municipality=place, fiscal_year=2566, figures=given, by=None)

    assert outcome == ImportOutcome(added=0, changed=0, same=104)
    assert set(Score.objects.values_list("version", flat=True)) == {1}
    assert LogEntry.objects.count() == entries


def test_scores_import_counts_versions_and_leaves_the_rest_alone() -> None:
    place = municipality()
    year = assessment(place, scores={"i1": "90", "i2": "91", "total": "92"})

    outcome = scores_import(
        municipality=place, fiscal_year=2568, figures=figures(framework().spec, {"i1": "90.5", "i2": "91", "i3": "80"}), by=None)

    assert outcome == ImportOutcome(added=1, changed=1, same=1)
    assert list(year.scores.order_by("pk").values_list("question__code", "value", "version")) == [
        ("i1", Decimal("90.5"), 2),
        ("i2", Decimal(91), 1),
        ("i3", Decimal(80), 1),
    ]
    assert year.official_figures.get().version == 1


def test_scores_import_leaves_an_audit_entry_for_each_changed_figure() -> None:
    place = municipality()
    year = assessment(place, scores={"i1": "90", "total": "92"})
    LogEntry.objects.all().delete()

    scores_import(
        municipality=place, fiscal_year=2568, figures=figures(framework().spec, {"i1": "90.5", "total": "92"}), by=None)

    entry = LogEntry.objects.get()
    assert (entry.action, entry.content_type.model, entry.object_pk) == (
        LogEntry.Action.UPDATE,
        "score",
        str(year.scores.get().pk),
    )
    assert entry.changes == {"value": ["90.000", "90.5"], "version": ["1", "2"]}


def test_scores_import_stores_nothing_when_one_figure_fails() -> None:
    """A score over 100 does not come through the importers; the database refuses it, and all others with it."""
    place, spec = municipality(), framework(2568).spec

    with pytest.raises(IntegrityError), transaction.atomic():
        scores_import(municipality=place, fiscal_year=2568, figures=figures(spec, {"i1": "90", "i2": "101"}), by=None)

    assert not Score.objects.exists()
    assert not Assessment.objects.exists()


def test_scores_import_of_an_unknown_year_makes_no_assessment() -> None:
    place = municipality()
    framework(2568)

    with pytest.raises(UserError) as caught:
        scores_import(municipality=place, fiscal_year=2570, figures={"total": Decimal(90)}, by=None)

    assert str(caught.value) == "ไม่มีกรอบการประเมินของปีงบประมาณ 2570 (มีกรอบของปี 2568–2568) กรุณาตรวจสอบปี พ.ศ."
    assert not Assessment.objects.exists()


def test_assessment_stands_once_for_a_year_of_a_municipality() -> None:
    place = municipality()
    framework(2568)

    first = assessment_ensure(municipality=place, fiscal_year=2568)
    second = assessment_ensure(municipality=place, fiscal_year=2568)

    assert first == second
    assert str(first) == "เทศบาลเมืองบ้านสวน 2568"


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


@pytest.mark.parametrize("value", ["98.28", "99"])
def test_lowest_question_no_lower_than_its_indicator_is_refused(value: str) -> None:
    """ITA.md section 6: a lowest question that equals its indicator is a copying fault."""
    year, view = assessment(municipality(), scores={"indicator-1": "98.28"}), framework()

    with pytest.raises(UserError) as caught:
        lowest_question_state(
            assessment=year, indicator=view.indicators[1], question=view.questions["i2"], value=Decimal(value)
        )

    assert str(caught.value) == (f"คะแนนของข้อที่ต่ำสุด ({value}) ต้องต่ำกว่าคะแนนของตัวชี้วัด (98.28) กรุณาตรวจสอบกับระบบ ITAS")
    assert not LowestQuestion.objects.exists()


@pytest.mark.parametrize(("official", "value"), [("100", "100"), ("98.28", "98.279"), ("98.28", "0")])
def test_lowest_question_of_a_full_or_higher_indicator_is_taken(official: str, value: str) -> None:
    year, view = assessment(municipality(), scores={"indicator-1": official}), framework()

    lowest_question_state(
        assessment=year, indicator=view.indicators[1], question=view.questions["i2"], value=Decimal(value)
    )

    assert year.lowest_questions.get().value == Decimal(value)
