"""Reads which pages of a year a municipality has, for those pages whose year is no action year."""

from dataclasses import dataclass

from accounts.models import Municipality
from assessments.models import Framework
from assessments.queries.frameworks import of_year
from measures.models import Measure


@dataclass(frozen=True, slots=True)
class YearPages:
    """Whether a fiscal year (Buddhist Era) has a page of its result, and whether it can have a plan."""

    result: bool
    plan: bool


def year_pages_get(municipality: Municipality, fiscal_year: int) -> YearPages:
    """The result's page is there with figures or with measures that answer them. At most three queries."""
    answers = Measure.objects.filter(municipality=municipality, action_year=fiscal_year + 1)
    return YearPages(
        result=of_year(municipality.assessments.all(), fiscal_year).exists() or answers.exists(),
        plan=of_year(Framework.objects.all(), fiscal_year - 1, "pk").exists(),
    )
