"""What the executive summary tells, read once: the results of all years, the measures, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from accounts.models import Municipality
from assessments.models import Question
from assessments.queries import Overview, framework_get
from assessments.queries.overviews import overview_of
from assessments.queries.sheets import same_places
from assessments.queries.years import YearResult, results_by_year
from assessments.scoring import Result
from measures.models import Measure, Status, Step
from measures.queries import PlanStep
from measures.queries.calendar import CalendarRow, duties_ahead
from measures.queries.measures import plan_steps
from measures.queries.suggestions import WeakPoints, weak_points_of
from reports.documents import indicator_analysis
from reports.documents.step_results import as_of, last_day
from thaitext.numbers import round_half_up

#: So many questions are called the weakest.
WEAKEST = 5


@dataclass(frozen=True, slots=True)
class WeakQuestion:
    """A question with its lowest score, None where only its being the lowest is known, and the part that has it."""

    question: Question
    value: Decimal | None
    part: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A result year of a municipality and what followed, as of a day. Without scores there is no `overview`."""

    municipality: Municipality
    fiscal_year: int
    day: date
    years: Mapping[int, YearResult]
    overview: Overview | None
    weak: WeakPoints | None
    measures: Sequence[Measure]
    steps: Sequence[PlanStep]
    duties: Sequence[CalendarRow]

    @property
    def action_year(self) -> int:
        return self.fiscal_year + 1

    @property
    def last_year(self) -> Result | None:
        """The result of the year before, None where nothing is known of it."""
        before = self.years.get(self.fiscal_year - 1)
        return before.result if before and _any_figure(before.result) else None

    @property
    def late(self) -> list[PlanStep]:
        """The steps whose deadline had passed, the longest overdue first."""
        return sorted((step for step in self.steps if step.standing.late), key=lambda step: step.standing.days)

    def before(self, place: str) -> Decimal | None:
        """Last year's figure at a place of this year ("indicator-3", "EIT-1", "total") that asks the same."""
        last = self.years.get(self.fiscal_year - 1)
        if last is None or self.overview is None:
            return None
        same = same_places(last.framework, self.overview.framework).get(place)
        return used(last.result, same) if isinstance(same, str) else None

    def steps_of(self, measure: Measure) -> list[PlanStep]:
        return [step for step in self.steps if step.measure.pk == measure.pk]

    def status_of(self, measure: Measure) -> Status:
        """A measure is done, given up or not begun when all its steps are; steps given up do not keep it open."""
        steps = self.steps_of(measure)
        statuses = {step.standing.status for step in steps} - {Status.CANCELLED}
        if len(statuses) == 1:
            return statuses.pop()
        if statuses:
            return Status.IN_PROGRESS
        return Status.CANCELLED if steps else Status.NOT_STARTED


def facts_get(municipality: Municipality, fiscal_year: int, today: date | None = None) -> Facts:
    """Returns what is known of the result year (Buddhist Era), as of `today`, once the year of action is over as of its
    end. Twelve queries, however much there is. Raises UserError where there are neither scores nor measures.
    """
    years = results_by_year(municipality)
    own = years.get(fiscal_year)
    overview = overview_of(own.assessment, own.framework, own.result, own.changed_at) if own else None
    if overview is not None and not overview.has_scores:
        overview = None
    today = today or timezone.localdate()
    steps = plan_steps(
        Step.objects.filter(measure__municipality=municipality, measure__action_year=fiscal_year + 1).order_by(
            "measure__order", "measure", "order", "pk"
        ),
        today,
    )
    day = min(today, last_day(fiscal_year + 1, steps))
    weak = weak_points_of(overview, day) if overview else None
    answering = weak.answers.measures if weak else municipality.measures.filter(action_year=fiscal_year + 1)
    measures = list(answering)
    if overview is None and not measures:
        check(municipality, fiscal_year)
    duties = duties_ahead((fiscal_year + 1, fiscal_year + 2), day)
    return Facts(
        municipality, fiscal_year, day, years, overview, weak, measures, [as_of(step, day) for step in steps], duties
    )


def check(municipality: Municipality, fiscal_year: int) -> None:
    """Raises UserError where there are neither scores of the year nor measures that answer it. At most ten queries."""
    framework_get(fiscal_year)
    if not municipality.measures.filter(action_year=fiscal_year + 1).exists():
        indicator_analysis.check(municipality, fiscal_year)


def weakest(overview: Overview) -> list[WeakQuestion]:
    """The weakest questions: those with the lowest scores below 100; then those of which only their place is known.

    A question whose parts differ counts by its lower one. Of a question without a score the indicator's figure says
    where it stands.
    """
    questions = overview.framework.questions
    lowest: dict[str, WeakQuestion] = {}
    for (code, part), value in overview.result.questions.items():
        if value is not None and (code not in lowest or value < (lowest[code].value or 0)):
            lowest[code] = WeakQuestion(questions[code], value, part)
    placed: list[WeakQuestion] = []
    for finding in sorted(overview.findings, key=lambda finding: finding.draft.score or Decimal(0)):
        for stated in finding.draft.lowest:
            code = stated.question.code
            if code not in lowest and stated.value is not None:
                lowest[code] = WeakQuestion(questions[code], stated.value, stated.part)
            elif code not in lowest:
                placed.append(WeakQuestion(questions[code], None, None))
    scored = [each for each in lowest.values() if each.value is not None and round_half_up(each.value) < 100]
    order = {code: place for place, code in enumerate(questions)}
    scored.sort(key=lambda each: (each.value or Decimal(0), order[each.question.code]))
    return [*scored, *placed][:WEAKEST]


def used(result: Result, place: str) -> Decimal | None:
    """The figure in use at a place: "indicator-3", "EIT", "EIT-1", "total"."""
    if place == "total":
        return result.total.figure.used
    if place.startswith("indicator-"):
        return result.indicators[int(place.removeprefix("indicator-"))].figure.used
    return result.instruments[place].figure.used


def _any_figure(result: Result) -> bool:
    scored = (*result.indicators.values(), *result.instruments.values(), result.total)
    return any(each.figure.used is not None for each in scored)
