"""Reads which weak points of a result have a measure, and drafts one for those that have none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.db.models import Value
from django.utils import timezone

from accounts.models import Municipality
from assessments.findings import Kind
from assessments.models import Indicator, Question
from assessments.queries import IndicatorFinding, Overview, overview_get
from assessments.specs import PASS_MARK
from measures.models import Measure, SuggestionDrop
from measures.suggestions import Suggestion, open_quarter, suggest
from thaitext.numbers import round_half_up


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """A question to be lifted, or an indicator as a whole where no question of it is known.

    `scores` are the question's own, by part where it has parts. `named_by` are the measures that name it, `near` those
    that answer its indicator or issue without naming it. Whatever lies below the pass mark `is_low`; the lowest
    question of an indicator that passes is not.
    """

    indicator: Indicator
    question: Question | None
    scores: Sequence[tuple[int | None, Decimal]]
    is_low: bool
    named_by: Sequence[Measure]
    near: Sequence[Measure]
    drop: SuggestionDrop | None
    suggestion: Suggestion

    @property
    def key(self) -> str:
        """Names it in an address: "i5", "indicator-3"."""
        return self.question.code if self.question else f"indicator-{self.indicator.number}"

    @property
    def words(self) -> str:
        """What it is called in a sentence."""
        return point_words(self.indicator, self.question)

    @property
    def is_answered(self) -> bool:
        return bool(self.named_by)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a measure."""
        return not self.named_by and self.drop is None


@dataclass(frozen=True, slots=True)
class Answers:
    """The measures of a year, and which of them answer what: an indicator, a question by its name, a question's issue;
    each by its key."""

    measures: Sequence[Measure]
    indicators: Mapping[int, Sequence[Measure]]
    questions: Mapping[int, Sequence[Measure]]
    issues: Mapping[int, Sequence[Measure]]

    def naming(self, question: Question) -> Sequence[Measure]:
        """The measures that name the question."""
        return self.questions.get(question.pk, [])

    def near(self, question: Question) -> list[Measure]:
        """The measures that answer its indicator or issue without naming it."""
        near = [*self.indicators.get(question.indicator_id, []), *self.issues.get(question.pk, [])]
        return [measure for measure in dict.fromkeys(near) if measure not in self.naming(question)]


@dataclass(frozen=True, slots=True)
class WeakPoints:
    """The weak points of the result that an action year (Buddhist Era) answers, in the framework's order."""

    overview: Overview
    points: Sequence[WeakPoint]
    answers: Answers

    @property
    def open(self) -> list[WeakPoint]:
        return [point for point in self.points if point.is_open]

    @property
    def open_by_indicator(self) -> list[tuple[Indicator, list[WeakPoint]]]:
        return [(indicator, list(points)) for indicator, points in groupby(self.open, lambda point: point.indicator)]

    @property
    def answered(self) -> list[WeakPoint]:
        return [point for point in self.points if point.is_answered]

    @property
    def dropped(self) -> list[WeakPoint]:
        return [point for point in self.points if point.drop and not point.is_answered]

    def get(self, key: str) -> WeakPoint | None:
        return next((point for point in self.points if point.key == key), None)


@dataclass(frozen=True, slots=True)
class _Ground:
    """All that weak points are made from."""

    overview: Overview
    answers: Answers
    drops: Mapping[int, SuggestionDrop]
    quarter: int

    def points(self) -> Iterable[WeakPoint]:
        for finding in self.overview.findings:
            for question in _weak(self.overview, finding):
                yield self._of_question(finding.indicator, question) if question else self._whole(finding.indicator)

    def _of_question(self, indicator: Indicator, question: Question) -> WeakPoint:
        cells = self.overview.result.questions.items()
        scores = [(part, value) for (code, part), value in cells if code == question.code and value is not None]
        return WeakPoint(
            indicator=indicator,
            question=question,
            scores=scores,
            is_low=any(_is_low(value) for _, value in scores),
            named_by=self.answers.naming(question),
            near=self.answers.near(question),
            drop=self.drops.get(question.pk),
            suggestion=self._suggestion(indicator, point_words(indicator, question), question.remedy),
        )

    def _whole(self, indicator: Indicator) -> WeakPoint:
        figure = self.overview.result.indicators[indicator.number].figure.used
        return WeakPoint(
            indicator=indicator,
            question=None,
            scores=[] if figure is None else [(None, figure)],
            is_low=_is_low(figure),
            named_by=self.answers.indicators.get(indicator.pk, []),
            near=[],
            drop=None,
            suggestion=self._suggestion(indicator, point_words(indicator, None)),
        )

    def _suggestion(self, indicator: Indicator, weak_point: str, remedy: str = "") -> Suggestion:
        return suggest(
            instrument=indicator.instrument.code,
            weak_point=weak_point,
            remedies=[remedy, indicator.remedy],
            name=indicator.name,
            from_quarter=self.quarter,
        )


def weak_points_get(municipality: Municipality, action_year: int, today: date | None = None) -> WeakPoints:
    """Returns what the result of the year before `action_year` asks to be lifted. Nine queries, twelve the first time.

    Weak is what lies below the pass mark, in any part, and the lowest question of an indicator that passes. Raises
    UserError for a year without a framework or without scores.
    """
    return weak_points_of(overview_get(municipality, action_year - 1), today)


def weak_points_of(overview: Overview, today: date | None = None) -> WeakPoints:
    """Returns the weak points of a result that was read already. Three queries."""
    municipality, action_year = overview.assessment.municipality, overview.assessment.fiscal_year + 1
    drops = SuggestionDrop.objects.filter(municipality=municipality, action_year=action_year).select_related("by")
    ground = _Ground(
        overview=overview,
        answers=_answers(municipality, action_year),
        drops={drop.question_id: drop for drop in drops},
        quarter=open_quarter(action_year, today or timezone.localdate()),
    )
    return WeakPoints(overview, list(ground.points()), ground.answers)


def point_words(indicator: Indicator, question: Question | None) -> str:
    """What a weak point is called in a sentence: "ข้อ i5", "ตัวชี้วัดที่ 3"."""
    return f"ข้อ {question.code}" if question else f"ตัวชี้วัดที่ {indicator.number}"


def _weak(overview: Overview, finding: IndicatorFinding) -> Iterable[Question | None]:
    """The questions of an indicator to be lifted; None stands for the indicator as a whole."""
    draft, questions = finding.draft, overview.framework.questions
    low = {
        code
        for (code, _), value in overview.result.questions.items()
        if questions[code].indicator_id == finding.indicator.pk and _is_low(value)
    }
    if draft.kind is Kind.LOWEST:
        low |= {lowest.question.code for lowest in draft.lowest} | {*draft.unquoted}
    if low:
        yield from (question for code, question in questions.items() if code in low)
    elif draft.kind is Kind.SHORTFALL:
        yield None


def _is_low(value: Decimal | None) -> bool:
    return value is not None and round_half_up(value) < PASS_MARK


def _answers(municipality: Municipality, action_year: int) -> Answers:
    """What the measures of a year answer. Two queries, whatever the number of measures."""
    own = Measure.objects.filter(municipality=municipality, action_year=action_year)
    measures = {measure.pk: measure for measure in own}
    rows = own.order_by()
    pairs = rows.values_list("pk", Value("indicator"), "indicators").union(
        rows.values_list("pk", Value("question"), "questions"),
        rows.values_list("pk", Value("issue"), "issue__questions"),
    )
    found: dict[str, dict[int, list[Measure]]] = {"indicator": {}, "question": {}, "issue": {}}
    order = {number: place for place, number in enumerate(measures)}
    for number, kind, answered in sorted((pair for pair in pairs if pair[2]), key=lambda pair: order[pair[0]]):
        found[kind].setdefault(answered, []).append(measures[number])
    return Answers(list(measures.values()), found["indicator"], found["question"], found["issue"])
