"""Reads what a plan of a year can name: indicators, issues, questions, departments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts.models import Department, Municipality
from assessments.models import Indicator, Issue, Question
from assessments.queries import FrameworkView


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """Indicators and issues by number and questions by code, of the result that the action year's plan answers."""

    municipality: Municipality
    action_year: int
    indicators: Mapping[int, Indicator]
    issues: Mapping[int, Issue]
    questions: Mapping[str, Question]
    departments: Sequence[Department]


def plan_choices_get(municipality: Municipality, framework: FrameworkView) -> PlanChoices:
    """Returns what the plan that answers the framework's year can name. Two queries."""
    return PlanChoices(
        municipality=municipality,
        action_year=framework.framework.fiscal_year + 1,
        indicators=framework.indicators,
        issues={issue.number: issue for issue in framework.framework.issues.all()},
        questions=framework.questions,
        departments=list(municipality.departments.all()),
    )
