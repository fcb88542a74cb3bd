"""A plan of many measures, quickly: rows in bulk, as the verbs would store them one by one."""

from collections.abc import Sequence
from datetime import date

from accounts.models import Municipality, User
from measures.models import Measure, ProgressReport, Responsibility, Status, Step
from tests.factories import department, framework

#: One step ends with each quarter, and one goes on all year.
QUARTERS = ((1, 1), (2, 2), (3, 3), (4, 4), (1, 4))


def many_measures(
    place: Municipality,
    number: int,
    *,
    steps: int = 5,
    assignee: User | None = None,
    action_year: int = 2569,
    begun: bool = True,
) -> Sequence[Step]:
    """So many measures that answer indicator 1 and its first question, each with so many steps of a department.

    The first step of each is reported on as begun, unless not wanted.
    """
    view = framework(action_year - 1)
    indicator = view.indicators[1]
    question = view.questions_of(indicator)[0]
    made = Measure.objects.bulk_create(
        Measure(municipality=place, action_year=action_year, title=f"มาตรการที่ {n}", order=n)
        for n in range(1, number + 1)
    )
    Measure.indicators.through.objects.bulk_create(
        Measure.indicators.through(measure=each, indicator=indicator) for each in made
    )
    Measure.questions.through.objects.bulk_create(
        Measure.questions.through(measure=each, question=question) for each in made
    )
    rows = Step.objects.bulk_create(
        Step(
            measure=each, order=order + 1, text=f"ขั้นตอนที่ {order + 1} ของ {each.title}", assignee=assignee,
            first_quarter=QUARTERS[order % 5][0], last_quarter=QUARTERS[order % 5][1],
        )
        for each in made
        for order in range(steps)
    )  # fmt: skip
    unit = department(place)
    Responsibility.objects.bulk_create(Responsibility(step=row, department=unit) for row in rows)
    if begun:
        day = date(action_year - 544, 10, 5)
        ProgressReport.objects.bulk_create(
            ProgressReport(step=row, date=day, due=date(action_year - 544, 12, 31), status=Status.IN_PROGRESS)
            for row in rows
            if row.order == 1
        )
    return rows
