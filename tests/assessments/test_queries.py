"""What pages and documents read: one object, a fixed number of queries, as many for 88 questions as for 52."""

from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from assessments.findings import Kind
from assessments.models import TextStatus
from assessments.queries import assessment_get, overview_get
from assessments.verbs.findings import finding_edit
from assessments.verbs.scores import lowest_question_state, scores_import
from tests.factories import assessment, every_score, framework, municipality, user, wordings_are

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("fiscal_year", "cells"), [(2566, 103), (2568, 61)])
def test_overview_get_takes_six_queries_whatever_the_number_of_questions(
    fiscal_year: int, cells: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """2566: 30 + 2 · 15 + 43 = 103 cells of 88 questions; 2568: 15 + 2 · 9 + 28 = 61 cells of 52."""
    place, view = municipality(), framework(fiscal_year)
    scores_import(municipality=place, fiscal_year=fiscal_year, figures=every_score(view.spec), by=None)
    year = place.assessments.get()
    for indicator in view.indicators.values():
        question = view.questions_of(indicator)[0]
        lowest_question_state(assessment=year, indicator=indicator, question=question, value=None)
        finding_edit(assessment=year, indicator=indicator, text="ข้อความ", draft="", version=0, by=user())

    with django_assert_num_queries(6):
        overview = overview_get(place, fiscal_year)
        printed = [
            (each.indicator.instrument.code, each.analysis, each.edited and each.edited.edited_by)
            for each in overview.findings
        ]

    assert (overview.result.known, overview.result.expected, len(printed)) == (cells, cells, 10)
    assert overview.assessment.municipality == place
    assert overview.assessment.framework.fiscal_year == fiscal_year


def test_overview_get_hands_the_stored_scores_to_scoring_and_findings() -> None:
    """Three questions of indicator 1: (97.82 + 88.5 + 99) / 3 = 285.32 / 3 = 95.10666… → 95.11."""
    place = municipality()
    assessment(place, scores={"i1": "97.82", "i2": "88.5", "i3": "99", "indicator-2": "100", "indicator-3": "93.215"})

    overview = overview_get(place, 2568)

    assert overview.has_scores
    assert overview.result.indicators[1].figure.computed == Decimal("95.11")
    assert [each.draft.kind for each in overview.findings] == [Kind.LOWEST, Kind.KEPT, Kind.SHORTFALL] + 7 * [
        Kind.UNKNOWN
    ]
    assert [each.question.code for each in overview.findings[0].draft.lowest] == ["i2"]


def test_overview_get_quotes_the_stated_question() -> None:
    place, view = municipality(), framework(2568)
    year = assessment(place, scores={"indicator-1": "98.28"})
    lowest_question_state(
        assessment=year, indicator=view.indicators[1], question=view.questions["i2"], value=Decimal("97.82")
    )

    (lowest,) = overview_get(place, 2568).findings[0].draft.lowest

    assert (lowest.question.code, lowest.value, lowest.part) == ("i2", Decimal("97.82"), None)
    assert lowest.question.text == view.questions["i2"].text


@pytest.mark.parametrize("status", TextStatus)
def test_overview_get_says_whether_a_wording_is_confirmed(status: TextStatus) -> None:
    """Only a wording that was read in a named public source is (ITA.md, marks)."""
    place = municipality()
    assessment(place, scores={"i1": "97", "i2": "88", "i3": "99"})
    wordings_are(status)

    (lowest,) = overview_get(place, 2568).findings[0].draft.lowest

    assert (lowest.question.code, lowest.question.confirmed) == ("i2", status == TextStatus.CONFIRMED)


def test_overview_get_says_when_a_figure_was_changed_last() -> None:
    place = municipality()
    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        assessment(place, scores={"i1": "90", "total": "92"})
    with time_machine.travel("2026-11-20 09:05:00+07:00", tick=False):
        assessment(place, scores={"i1": "90", "total": "93"})
        changed = timezone.now()

    with time_machine.travel("2026-11-20 09:10:00+07:00", tick=False):
        assessment(place, scores={"i1": "90"})

    assert overview_get(place, 2568).changed_at == changed


def test_overview_of_figures_taken_back_has_no_scores() -> None:
    place = municipality()
    assessment(place, scores={"i1": "90", "total": "92"})

    scores_import(municipality=place, fiscal_year=2568, figures={("i1", None): None, "total": None}, by=None)

    overview = overview_get(place, 2568)
    assert (overview.has_scores, overview.result.known) == (False, 0)


def test_overview_waits_for_choices_of_changed_drafts_alone() -> None:
    place = municipality()
    year = assessment(place, scores={"indicator-1": "98", "indicator-2": "97"})
    for finding in overview_get(place, 2568).findings[:2]:
        finding_edit(
            assessment=year, indicator=finding.indicator, text="ข้อความ", draft=finding.draft.analysis, version=0,
            by=user(),
        )  # fmt: skip

    scores_import(municipality=place, fiscal_year=2568, figures={"indicator-2": Decimal(80)}, by=None)

    assert [each.indicator.number for each in overview_get(place, 2568).waiting] == [2]


@pytest.mark.parametrize("fiscal_year", [2562, 2566, 2569])
def test_overview_get_of_official_indicators_alone_says_something_of_each(fiscal_year: int) -> None:
    place = municipality()
    assessment(place, fiscal_year, {f"indicator-{number}": "97.16" for number in range(1, 11)})

    findings = overview_get(place, fiscal_year).findings

    assert {each.draft.kind for each in findings} == {Kind.SHORTFALL}
    assert [each for each in findings if "  " in each.analysis or each.analysis.endswith("จึงเห็นควร")] == []


def test_overview_get_of_a_year_without_scores_says_what_is_missing() -> None:
    place = municipality()
    framework(2568)

    with pytest.raises(UserError) as caught:
        overview_get(place, 2568)

    assert str(caught.value) == "เทศบาลเมืองบ้านสวน ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2568 กรุณานำเข้าคะแนนก่อน"


def test_overview_has_no_scores_before_the_first_figure() -> None:
    place = municipality()
    assessment(place)

    assert not overview_get(place, 2568).has_scores


def test_assessment_get_finds_the_own_year_alone() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    own = assessment(place, 2568)
    assessment(place, 2567)
    assessment(other, 2568)

    assert assessment_get(place, 2568) == own
