"""Takes, drops and takes back suggested measures."""

from collections.abc import Sequence

from django.db import transaction

from accounts.errors import UserError
from accounts.models import Department, Municipality, User
from assessments.models import Question
from measures.models import Measure, SuggestionDrop
from measures.periods import Period
from measures.queries.suggestions import WeakPoint
from measures.verbs.measures import StepData, measure_create


@transaction.atomic
def suggestion_accept(
    *, municipality: Municipality, action_year: int, point: WeakPoint, departments: Sequence[Department]
) -> Measure:
    """Makes the measure that is suggested for a weak point, with `departments` responsible for each of its steps.

    Raises UserError when a measure of the action year (Buddhist Era) names the weak point already, and as
    `measures.verbs.measures.measure_create` does.
    """
    # Two who take the same suggestion at once wait for each other here.
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    own = Measure.objects.filter(municipality=municipality, action_year=action_year)
    named = own.filter(questions=point.question) if point.question else own.filter(indicators=point.indicator)
    if measure := named.first():
        raise UserError(f"{point.words} มีมาตรการแล้ว คือ “{measure.title}” กรุณาตรวจสอบแผนล่าสุด")
    steps = [
        StepData(step.text, departments, Period(quarters=step.quarters), supervision=step.supervision)
        for step in point.suggestion.steps
    ]
    return measure_create(
        municipality=municipality,
        action_year=action_year,
        title=point.suggestion.title,
        indicators=[point.indicator],
        issue=point.question.issues.first() if point.question else None,
        questions=[point.question] if point.question else [],
        steps=steps,
    )


@transaction.atomic
def suggestion_drop(*, municipality: Municipality, action_year: int, question: Question, by: User) -> None:
    """Remembers that no measure is wanted for a question in the action year (Buddhist Era); once is enough.

    Raises UserError when the question is not of the year before.
    """
    if question.framework_id != action_year - 1:
        raise UserError(f"ข้อ {question.code} ไม่ใช่ข้อคำถามของปี {action_year - 1} กรุณาเปิดหน้านี้ใหม่")
    SuggestionDrop.objects.get_or_create(
        municipality=municipality, action_year=action_year, question=question, defaults={"by": by}
    )


@transaction.atomic
def suggestion_restore(*, municipality: Municipality, action_year: int, question: Question) -> None:
    """Suggests a dropped question again; nothing happens where it is suggested already."""
    SuggestionDrop.objects.filter(municipality=municipality, action_year=action_year, question=question).delete()
