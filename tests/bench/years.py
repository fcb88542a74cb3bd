"""Whole years for the bench."""

from decimal import Decimal

from accounts.models import Municipality, User
from assessments.codes import Place
from assessments.queries import score_sheet_get
from assessments.verbs.scores import scores_import
from tests.factories import every_score, framework


def year_filled(place: Municipality, fiscal_year: int, by: User) -> dict[Place, Decimal]:
    """Fills in every cell and every official figure of the year, so that nothing looks wrong; returns the figures."""
    view = framework(fiscal_year)
    cells = every_score(view.spec, "87.125")
    scores_import(municipality=place, fiscal_year=fiscal_year, figures=cells, by=by)
    result = score_sheet_get(place, fiscal_year).result
    computed = {
        each.place: each.figure.computed for each in [*result.indicators.values(), *result.instruments.values()]
    }
    computed["total"] = result.total.figure.computed
    official: dict[Place, Decimal] = {key: value or Decimal(87) for key, value in computed.items()}
    scores_import(municipality=place, fiscal_year=fiscal_year, figures=official, by=by)
    return cells | official
