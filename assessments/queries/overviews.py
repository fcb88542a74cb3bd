"""Reads a municipality's year: figures, level and findings, as pages and documents show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.errors import UserError
from accounts.models import Municipality
from assessments import findings
from assessments.models import Assessment, Finding, Indicator, Question, TextStatus
from assessments.queries.frameworks import FrameworkView, framework_get, of_year
from assessments.scoring import Result, evaluate
from thaitext.words import clean


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
    assessment = of_year(municipality.assessments.select_related("municipality"), fiscal_year).first()
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
    return overview_of(assessment, framework, result, changed_at)


def overview_of(
    assessment: Assessment, framework: FrameworkView, result: Result, changed_at: datetime | None
) -> Overview:
    """Returns the overview of a result that was evaluated already. Two queries."""
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
