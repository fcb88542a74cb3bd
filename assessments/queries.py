"""Reads frameworks and assessments, and hands plain values to the pure cores."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from accounts.errors import UserError
from accounts.models import Municipality
from assessments import findings
from assessments.models import Assessment, Finding, Framework, Indicator, Question, TextStatus
from assessments.scoring import FrameworkSpec, LevelSpec, Result, evaluate
from assessments.specs import framework_spec
from thaitext.words import clean

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """A framework as it is in the database: rows for the pages, `spec` for scoring."""

    framework: Framework
    indicators: Mapping[int, Indicator]
    questions: Mapping[str, Question]
    instrument_names: Mapping[str, str]
    spec: FrameworkSpec

    def questions_of(self, indicator: Indicator) -> list[Question]:
        """The indicator's questions in order."""
        return [question for question in self.questions.values() if question.indicator_id == indicator.pk]


def framework_get(fiscal_year: int) -> FrameworkView:
    """Returns the framework of the fiscal year (Buddhist Era). One query, and three the first time.

    Raises UserError for a year without one. The view is shared by all who ask: its rows are for reading.
    """
    framework = _of_year(Framework.objects.all(), fiscal_year, "pk").first()
    if framework is None:
        years = [str(year) for year in Framework.objects.order_by("pk").values_list("pk", flat=True)]
        known = f"มีกรอบของปี {years[0]}–{years[-1]}" if years else "ยังไม่ได้โหลดกรอบการประเมิน (load_frameworks)"
        raise UserError(f"ไม่มีกรอบการประเมินของปีงบประมาณ {fiscal_year} ({known}) กรุณาตรวจสอบปี พ.ศ.")
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
    )


def _of_year(rows: QuerySet[M], fiscal_year: int, field: str = "framework") -> QuerySet[M]:
    """The rows of a year; none for a number that no year can have, which SQLite cannot even ask for."""
    return rows.filter(**{field: fiscal_year}) if 2400 <= fiscal_year <= 2700 else rows.none()


@dataclass(frozen=True, slots=True)
class IndicatorFinding:
    """An indicator's finding as it stands: the rules' draft, and a person's wording where there is one."""

    indicator: Indicator
    draft: findings.Draft
    row: Finding | None

    @property
    def edited(self) -> Finding | None:
        """The person's wording, if there is one."""
        return self.row if self.row and self.row.text else None

    @property
    def version(self) -> int:
        """The version that a change must name."""
        return self.row.version if self.row else 0

    @property
    def analysis(self) -> str:
        """The prose that documents print."""
        return self.edited.text if self.edited else self.draft.analysis

    @property
    def shows(self) -> str:
        """What the figures show, without the advice: for a table whose other columns answer it."""
        return self.edited.text if self.edited else self.draft.shows

    @property
    def draft_changed(self) -> bool:
        """Whether the scores now draft something else than the person saw when editing."""
        return self.edited is not None and self.edited.draft != clean(self.draft.analysis)


@dataclass(frozen=True, slots=True)
class Overview:
    """All that pages and documents say of a municipality's year: one object for the screen and for print."""

    assessment: Assessment
    framework: FrameworkView
    result: Result
    findings: tuple[IndicatorFinding, ...]
    changed_at: datetime | None

    @property
    def waiting(self) -> list[IndicatorFinding]:
        """Findings whose draft changed since a person worded them: the person is asked which stands."""
        return [finding for finding in self.findings if finding.draft_changed]

    @property
    def has_scores(self) -> bool:
        """Whether any figure at all is known."""
        figures = [*self.result.indicators.values(), *self.result.instruments.values(), self.result.total]
        return self.result.known > 0 or any(scored.figure.used is not None for scored in figures)


def assessment_get(municipality: Municipality, fiscal_year: int) -> Assessment:
    """Returns the municipality's year; raises UserError when nothing was entered for it yet."""
    assessment = _of_year(municipality.assessments.select_related("municipality"), fiscal_year).first()
    if assessment is None:
        framework_get(fiscal_year)
        raise UserError(f"{municipality.name} ยังไม่มีผลคะแนน ITA ของปีงบประมาณ {fiscal_year} กรุณานำเข้าคะแนนก่อน")
    return assessment


def overview_get(municipality: Municipality, fiscal_year: int) -> Overview:
    """Returns the year's figures, level and findings. Six queries (nine the first time), however many questions.

    Raises UserError for a year without a framework or without scores.
    """
    assessment = assessment_get(municipality, fiscal_year)
    framework = framework_get(fiscal_year)
    cells = list(assessment.scores.values_list("question__code", "part", "value", "changed_at"))
    figures = list(assessment.official_figures.values_list("key", "value", "changed_at"))
    result = evaluate(
        framework.spec,
        {(code, part): value for code, part, value, _ in cells},
        {key: value for key, value, _ in figures},
    )
    changed_at = max([when for *_, when in cells] + [when for *_, when in figures], default=None)
    return Overview(assessment, framework, result, tuple(_findings(assessment, framework, result)), changed_at)


def _findings(assessment: Assessment, framework: FrameworkView, result: Result) -> Iterable[IndicatorFinding]:
    rows = {finding.indicator_id: finding for finding in assessment.findings.select_related("edited_by")}
    stated = {lowest.indicator_id: lowest for lowest in assessment.lowest_questions.select_related("question")}
    for indicator in framework.indicators.values():
        words = _words(framework, indicator)
        lowest = stated.get(indicator.pk)
        yield IndicatorFinding(
            indicator=indicator,
            draft=findings.draft(
                words=words,
                result=result.indicators[indicator.number],
                cells={cell: value for cell, value in result.questions.items() if cell[0] in words.questions},
                stated=findings.Lowest(words.questions[lowest.question.code], lowest.value) if lowest else None,
                municipality=assessment.municipality.name,
            ),
            row=rows.get(indicator.pk),
        )


def _words(framework: FrameworkView, indicator: Indicator) -> findings.IndicatorWords:
    return findings.IndicatorWords(
        number=indicator.number,
        name=indicator.name,
        instrument=indicator.instrument.code,
        kept=indicator.kept,
        shortfall=indicator.shortfall,
        remedy=indicator.remedy,
        questions={question.code: _question_words(question) for question in framework.questions_of(indicator)},
    )


def _question_words(question: Question) -> findings.QuestionWords:
    return findings.QuestionWords(
        code=question.code,
        text=question.text,
        finding=question.finding,
        remedy=question.remedy,
        confirmed=question.text_status == TextStatus.CONFIRMED,
    )


def sheet_get(municipality: Municipality, fiscal_year: int) -> list[tuple[str, str, str, str]]:
    """Rows of code, part, score and wording for every figure of the year; a score that is missing is empty.

    Raises UserError for a year without a framework. Four queries.
    """
    view = framework_get(fiscal_year)
    assessment = municipality.assessments.filter(framework=fiscal_year).first()
    scores: dict[tuple[str, int | None], Decimal | None] = {}
    official: dict[str, Decimal | None] = {}
    if assessment:
        scores = {
            (code, part): value
            for code, part, value in assessment.scores.values_list("question__code", "part", "value")
        }
        official = dict(assessment.official_figures.values_list("key", "value"))
    rows = []
    for instrument in view.spec.instruments:
        for indicator in instrument.indicators:
            for code in indicator.questions:
                for part in instrument.parts or (None,):
                    score = _plain(scores.get((code, part)))
                    rows.append((code, str(part or ""), score, view.questions[code].text))
    for number, row in view.indicators.items():
        rows.append((f"indicator-{number}", "", _plain(official.get(f"indicator-{number}")), row.name))
    for instrument in view.spec.instruments:
        keys = (instrument.code, *(f"{instrument.code}-{part}" for part in instrument.parts))
        rows += [(key, "", _plain(official.get(key)), f"คะแนนทางการของแบบวัด {key}") for key in keys]
    return [*rows, ("total", "", _plain(official.get("total")), "คะแนนรวมทางการ")]


def _plain(score: Decimal | None) -> str:
    """A score as it was entered, without zeros that the database adds."""
    return "" if score is None else f"{score.normalize():f}"
