"""Reads last year's measures and what they would answer in the year after."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from accounts.models import Municipality
from assessments.models import Indicator, Issue, Question
from assessments.queries import framework_get, same_places
from measures.models import Measure, Responsibility, Step
from thaitext.digits import to_arabic

_YEAR = re.compile(r"(?<![0-9])25[0-9]{2}(?![0-9])")


@dataclass(frozen=True, slots=True)
class CarryMap:
    """What stands for last year's indicators, issues and questions in this year's framework, by their keys.

    Indicators and issues are the same by number, questions by wording: codes move from year to year.
    """

    indicators: Mapping[int, Indicator]
    issues: Mapping[int, Issue]
    questions: Mapping[int, Question]


@dataclass(frozen=True, slots=True)
class Carriable:
    """A measure of last year with what it would answer this year.

    `lost` says what has no counterpart, `carried` is this year's measure that was made from it, `years` are the years
    that its words speak of: those are not moved. `outside` counts the steps with days outside the action year.
    """

    measure: Measure
    steps: Sequence[Step]
    indicators: Sequence[Indicator]
    issue: Issue | None
    questions: Sequence[Question]
    lost: Sequence[str]
    carried: Measure | None
    years: Sequence[str]
    outside: int

    @property
    def can_be_carried(self) -> bool:
        """Whether it was not carried yet, and would answer something."""
        return self.carried is None and bool(self.indicators or self.issue)


def carriable_listed(municipality: Municipality, action_year: int) -> list[Carriable]:
    """Returns the measures of the year before `action_year` (Buddhist Era) in order; none where there are none.

    Ten queries, whatever the number of measures. Raises UserError where the result year has no framework.
    """
    measures = (
        Measure.objects.filter(municipality=municipality, action_year=action_year - 1)
        .select_related("issue")
        .prefetch_related(
            "indicators",
            "questions",
            "carried_to",
            Prefetch("steps", Step.objects.select_related("assignee")),
            Prefetch("steps__responsibilities", Responsibility.objects.select_related("department")),
        )
    )
    found = list(measures)
    if not found:
        return []
    carry_map = _carry_map(action_year - 1)
    return [_carriable(measure, carry_map) for measure in found]


def _carry_map(result_year: int) -> CarryMap:
    """The map from the framework before `result_year` to its own. Raises UserError where one of them is missing."""
    before, after = framework_get(result_year - 1), framework_get(result_year)
    # Both parts of a question lead to the same one.
    codes = {
        earlier[0]: place[0]
        for place, earlier in same_places(before, after).items()
        if not isinstance(place, str) and not isinstance(earlier, str)
    }
    issues = {issue.number: issue for issue in after.framework.issues.all()}
    numbers, wordings = before.indicators.items(), before.questions.items()
    return CarryMap(
        indicators={each.pk: after.indicators[number] for number, each in numbers if number in after.indicators},
        issues={each.pk: issues[each.number] for each in before.framework.issues.all() if each.number in issues},
        questions={each.pk: after.questions[codes[code]] for code, each in wordings if code in codes},
    )


def _carriable(measure: Measure, carry_map: CarryMap) -> Carriable:
    indicators, questions = list(measure.indicators.all()), list(measure.questions.all())
    lost = [f"ตัวชี้วัดที่ {each.number}" for each in indicators if each.pk not in carry_map.indicators]
    if measure.issue and measure.issue.pk not in carry_map.issues:
        lost.append(f"ประเด็นที่ {measure.issue.number}")
    lost += [f"ข้อ {each.code}" for each in questions if each.pk not in carry_map.questions]
    steps = list(measure.steps.all())
    words = " ".join([measure.title, *(f"{step.text} {step.rhythm} {step.supervision}" for step in steps)])
    return Carriable(
        measure=measure,
        steps=steps,
        indicators=[carry_map.indicators[each.pk] for each in indicators if each.pk in carry_map.indicators],
        issue=carry_map.issues.get(measure.issue.pk) if measure.issue else None,
        questions=[carry_map.questions[each.pk] for each in questions if each.pk in carry_map.questions],
        lost=lost,
        carried=next(iter(measure.carried_to.all()), None),
        years=sorted(set(_YEAR.findall(to_arabic(words)))),
        outside=sum(step.when.moved_one_year().outside(measure.action_year + 1) for step in steps),
    )
