"""Reads all years of a municipality at once, for what compares them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from accounts.models import Municipality
from assessments.models import Assessment, OfficialFigure, Score
from assessments.queries.frameworks import FrameworkView, framework_view
from assessments.scoring import Cell, Result, evaluate


@dataclass(frozen=True, slots=True)
class YearResult:
    """A municipality's year with its figures evaluated by the framework of that year."""

    assessment: Assessment
    framework: FrameworkView
    result: Result
    changed_at: datetime | None


def results_by_year(municipality: Municipality) -> Mapping[int, YearResult]:
    """Returns the results of all years (Buddhist Era, oldest first) that were begun.

    Three queries, however many years; four more for each framework that the process has not read yet.
    """
    assessments = list(municipality.assessments.select_related("framework").order_by("framework_id"))
    of = {"assessment__municipality": municipality}
    figures: defaultdict[int, dict[str, Decimal | None]] = defaultdict(dict)
    cells: defaultdict[int, dict[Cell, Decimal | None]] = defaultdict(dict)
    changed: defaultdict[int, list[datetime]] = defaultdict(list)
    for number, key, value, when in OfficialFigure.objects.filter(**of).values_list(
        "assessment", "key", "value", "changed_at"
    ):
        figures[number][key] = value
        changed[number].append(when)
    for number, code, part, value, when in Score.objects.filter(**of).values_list(
        "assessment", "question__code", "part", "value", "changed_at"
    ):
        cells[number][code, part] = value
        changed[number].append(when)
    years = {}
    for assessment in assessments:
        assessment.municipality = municipality
        framework = framework_view(assessment.framework)
        result = evaluate(framework.spec, cells[assessment.pk], figures[assessment.pk])
        changed_at = max(changed[assessment.pk], default=None)
        years[assessment.fiscal_year] = YearResult(assessment, framework, result, changed_at)
    return years


def measured_otherwise(before: FrameworkView, after: FrameworkView) -> bool:
    """Whether levels, instruments or indicators of two years differ, so that their scores compare with care alone.

    Questions change every year; the year's own weights of them do not count.
    """
    return _frame(before) != _frame(after)


def _frame(framework: FrameworkView) -> object:
    instruments = [(each.code, each.weight, each.parts) for each in framework.spec.instruments]
    indicators = [(number, indicator.name) for number, indicator in framework.indicators.items()]
    return framework.spec.levels, instruments, indicators
