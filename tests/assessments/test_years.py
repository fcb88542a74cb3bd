"""All years of a municipality at once: as many queries for three years as for one, each by its own framework."""

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments.queries.years import measured_otherwise, results_by_year
from tests.factories import assessment, framework, municipality

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("years", [[2568], [2564, 2566, 2568]])
def test_results_take_three_queries_whatever_the_number_of_years(
    years: list[int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = municipality()
    for year in years:
        assessment(place, year, {"total": "80"})

    with django_assert_num_queries(3):
        results = results_by_year(place)

    assert list(results) == years


def test_results_are_the_municipalitys_own_by_the_framework_of_each_year() -> None:
    place, other = municipality(), municipality("other", proper_name="อื่น")
    assessment(place, 2564, {"total": "84.10"})
    assessment(place, 2568, {"i1": "50"})
    assessment(other, 2568, {"i1": "70"})

    results = results_by_year(place)

    assert results[2564].result.level == "B"
    assert results[2568].result.questions["i1", None] == 50
    assert results[2568].changed_at is not None


@pytest.mark.parametrize(
    ("before", "after", "otherwise"), [(2564, 2565, False), (2565, 2566, True), (2567, 2568, False)]
)
def test_years_with_other_levels_are_measured_otherwise(before: int, after: int, otherwise: bool) -> None:
    found = measured_otherwise(framework(before), framework(after))

    assert found is otherwise
