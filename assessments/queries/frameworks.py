"""Reads frameworks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from accounts.errors import UserError
from assessments.codes import Place, places_by_key
from assessments.models import Framework, Indicator, Question
from assessments.scoring import FrameworkSpec, LevelSpec
from assessments.specs import framework_spec
from thaitext.dates import FIRST_YEAR, LAST_YEAR

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True, eq=False)
class FrameworkView:
    """A framework as it is in the database: rows for the pages, `spec` for scoring. Equal to itself alone."""

    framework: Framework
    indicators: Mapping[int, Indicator]
    questions: Mapping[str, Question]
    instrument_names: Mapping[str, str]
    spec: FrameworkSpec
    places_by_key: Mapping[str, Place]

    def questions_of(self, indicator: Indicator) -> list[Question]:
        """The indicator's questions in order."""
        return [question for question in self.questions.values() if question.indicator_id == indicator.pk]


def framework_get(fiscal_year: int) -> FrameworkView:
    """Returns the framework of the fiscal year (Buddhist Era). One query, five the first time.

    Raises UserError for a year without one. The view is shared by all who ask: its rows are for reading.
    """
    framework = of_year(Framework.objects.all(), fiscal_year, "pk").first()
    if framework is None:
        years = [str(year) for year in Framework.objects.order_by("pk").values_list("pk", flat=True)]
        known = f"มีกรอบของปี {years[0]}–{years[-1]}" if years else "ยังไม่ได้โหลดกรอบการประเมิน (load_frameworks)"
        raise UserError(f"ไม่มีกรอบการประเมินของปีงบประมาณ {fiscal_year} ({known}) กรุณาตรวจสอบปี พ.ศ.")
    return framework_view(framework)


def framework_view(framework: Framework) -> FrameworkView:
    """The shared view of a framework whose row was read just now. No query, four the first time."""
    return _framework_view(framework.pk, framework.revision)


@lru_cache(maxsize=32)
def _framework_view(fiscal_year: int, revision: UUID) -> FrameworkView:
    """Reads a framework; `revision` tells one reading from the next."""
    framework = Framework.objects.get(pk=fiscal_year)
    indicators = list(framework.indicators.select_related("instrument"))
    questions = list(framework.questions.select_related("sub_indicator"))
    instruments = sorted({indicator.instrument for indicator in indicators}, key=attrgetter("order"))
    numbers = {indicator.pk: indicator.number for indicator in indicators}
    spec = framework_spec(
        fiscal_year=framework.fiscal_year,
        scoreable=framework.scoreable,
        instruments=[(each.code, each.weight, each.parts) for each in instruments],
        indicators=[(each.number, each.instrument.code) for each in indicators],
        questions=[
            (each.code, numbers[each.indicator_id], each.sub_indicator.code if each.sub_indicator else "")
            for each in questions
        ],
        levels=[LevelSpec(each.name, each.total_from, each.each_from) for each in framework.levels.all()],
    )
    return FrameworkView(
        framework=framework,
        indicators={indicator.number: indicator for indicator in indicators},
        questions={question.code: question for question in questions},
        instrument_names={instrument.code: instrument.name for instrument in instruments},
        spec=spec,
        places_by_key=places_by_key(spec),
    )


def of_year(rows: QuerySet[M], fiscal_year: int, field: str = "framework") -> QuerySet[M]:
    """The rows of a year; none for a number that no year can have, which SQLite cannot even ask for."""
    return rows.filter(**{field: fiscal_year}) if FIRST_YEAR <= fiscal_year <= LAST_YEAR else rows.none()
