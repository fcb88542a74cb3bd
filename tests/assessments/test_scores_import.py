"""Imports of figures with the versions that the person saw: all of them, or none."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from assessments.codes import Place
from assessments.models import Assessment, ScoreAct, State
from assessments.verbs.assessments import LockedYearError
from assessments.verbs.scores import ImportOutcome, StaleFiguresError, scores_import
from tests.factories import assessment, figures, framework, municipality, user

pytestmark = pytest.mark.django_db

I1: Place = ("i1", None)


def test_scores_import_with_the_versions_that_the_person_saw_stores_all() -> None:
    place, person = municipality(), user()
    year = assessment(place, scores={"i1": "90", "total": "92"})
    given = figures(framework().spec, {"i1": "90.5", "i2": "91", "total": "92"})

    outcome = scores_import(
        municipality=place, fiscal_year=2568, figures=given, versions={I1: 1, "total": 1}, by=person
    )

    assert outcome == ImportOutcome(added=1, changed=1, cleared=0, same=1)
    assert list(year.scores.order_by("pk").values_list("question__code", "value", "version")) == [
        ("i1", Decimal("90.5"), 2),
        ("i2", Decimal(91), 1),
    ]


@pytest.mark.parametrize(
    ("versions", "names", "stale"),
    [
        ({I1: 1, ("i2", None): 1, "total": 2}, "ข้อ i1", {I1: 2}),
        ({I1: 2, ("i2", None): 1}, "คะแนนรวม", {"total": 2}),
        ({}, "ข้อ i1 ข้อ i2 และคะแนนรวม", {I1: 2, ("i2", None): 1, "total": 2}),
    ],
)
def test_scores_import_of_one_stale_figure_stores_nothing(
    versions: Mapping[Place, int], names: str, stale: Mapping[Place, int]
) -> None:
    """i1 and the total stand at version 2, i2 at 1; i3 was never entered, its version is 0 whether given or not."""
    place = municipality()
    year = assessment(place, scores={"i1": "80", "i2": "81", "total": "82"})
    assessment(place, scores={"i1": "90", "total": "92"})
    given = figures(framework().spec, {"i1": "1", "i2": "2", "i3": "3", "total": "4"})

    with pytest.raises(StaleFiguresError) as caught:
        scores_import(municipality=place, fiscal_year=2568, figures=given, versions=versions, by=user())

    assert str(caught.value) == f"มีผู้แก้ไข{names} ก่อนท่านบันทึก กรุณาตรวจสอบค่าล่าสุดแล้วยืนยันอีกครั้ง"
    assert {cell: row.version for cell, row in caught.value.rows.items()} == stale
    assert list(year.scores.order_by("pk").values_list("question__code", "value", "version")) == [
        ("i1", Decimal(90), 2),
        ("i2", Decimal(81), 1),
    ]
    assert year.official_figures.values_list("value", "version").get() == (Decimal(92), 2)
    assert year.score_acts.count() == 2


def test_scores_import_of_stale_figures_that_are_the_same_is_no_conflict() -> None:
    place = municipality()
    assessment(place, scores={"i1": "90", "i2": "91"})
    given = figures(framework().spec, {"i1": "90", "i2": "91", "i3": "92"})

    outcome = scores_import(municipality=place, fiscal_year=2568, figures=given, versions={}, by=None)

    assert outcome == ImportOutcome(added=1, changed=0, cleared=0, same=2)


@pytest.mark.parametrize("kind", [ScoreAct.Kind.FORM, ScoreAct.Kind.PASTE, ScoreAct.Kind.IMPORT])
def test_scores_import_is_one_act_of_its_kind(kind: ScoreAct.Kind) -> None:
    place, person = municipality(), user()
    given = figures(framework(2568).spec, {"i1": "90", "e1/2": "88", "total": "92"})

    scores_import(municipality=place, fiscal_year=2568, figures=given, by=person, kind=kind)

    act = ScoreAct.objects.get()
    assert (act.kind, act.by) == (kind, person)
    assert set(act.changes.values_list("place", "before", "after", "version")) == {
        ("i1", None, Decimal(90), 1),
        ("e1-2", None, Decimal(88), 1),
        ("total", None, Decimal(92), 1),
    }


def test_scores_import_in_a_locked_year_stores_nothing() -> None:
    place = municipality()
    year = assessment(place, scores={"i1": "90"})
    Assessment.objects.update(state=State.SUBMITTED)

    with pytest.raises(LockedYearError) as caught:
        scores_import(municipality=place, fiscal_year=2568, figures={I1: Decimal(91), "total": Decimal(92)}, by=None)

    assert str(caught.value).startswith("คะแนนปีงบประมาณ 2568 อยู่ในสถานะ “รอผู้บริหารอนุมัติ” จึงแก้ไขไม่ได้ ")
    assert year.scores.values_list("value", "version").get() == (Decimal(90), 1)
    assert not year.official_figures.exists()
