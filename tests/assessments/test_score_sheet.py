"""The sheet of a year's figures: what is stored, last year's beside it, what looks wrong; history and undo steps."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments.queries import score_sheet_get
from assessments.verbs.scores import scores_import
from tests.factories import assessment, every_score, framework, municipality, user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fiscal_year", [2565, 2566, 2568])
def test_sheet_takes_eight_queries_whatever_the_number_of_questions(
    fiscal_year: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place, person = municipality(), user()
    for year in (fiscal_year - 1, fiscal_year):
        given = every_score(framework(year).spec) | {"total": Decimal(90)}
        scores_import(municipality=place, fiscal_year=year, figures=given, by=person)
    score_sheet_get(place, fiscal_year)

    with django_assert_num_queries(8):
        sheet = score_sheet_get(place, fiscal_year)

    assert {cell.changed_by for cell in sheet.cells.values() if cell.version} == {person.get_full_name()}


@pytest.mark.parametrize("fiscal_year", range(2562, 2570))
def test_sheet_of_an_empty_year_has_every_place_and_no_figure(fiscal_year: int) -> None:
    place, view = municipality(), framework(fiscal_year)

    sheet = score_sheet_get(place, fiscal_year)

    assert sheet.assessment is None
    assert {(cell.value, cell.version, cell.typed) for cell in sheet.cells.values()} == {(None, 0, "")}
    assert all(cell.asks for cell in sheet.cells.values())
    assert len(sheet.cells) == len(every_score(view.spec)) + 10 + (3 if fiscal_year <= 2565 else 5) + 1


def test_sheet_shows_last_years_figure_of_the_same_wording() -> None:
    """2568 asks i1 as 2567 did; its o-items moved, so a code alone says nothing."""
    place = municipality()
    before, now = framework(2567), framework(2568)
    assessment(place, 2567, scores=dict.fromkeys(("i1",), "90") | {"indicator-1": "91", "total": "92"})

    cells = score_sheet_get(place, 2568).cells

    assert before.questions["i1"].text == now.questions["i1"].text
    last = [cells[key].last_year for key in ("i1", "indicator-1", "total")]
    assert last == [Decimal(90), Decimal(91), Decimal(92)]
    assert cells["i2"].last_year is None


def test_sheet_does_not_compare_what_another_question_scored() -> None:
    """2567 words i1 anew: 2566's i1 asked something else."""
    place = municipality()
    framework(2566)
    framework(2567)
    assessment(place, 2566, scores={"i1": "90"})

    cells = score_sheet_get(place, 2567).cells

    assert cells["i1"].last_year is None
