"""Measures of the action year 2567 with reported steps, for the tests of the documents that tell of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.models import Department, Municipality
from assessments.models import Issue
from measures.models import Evidence, Measure, ProgressReport, Status, Step
from measures.periods import Cycle, Period
from measures.verbs.evidence import evidence_add_link
from measures.verbs.measures import StepData, measure_create
from measures.verbs.progress import progress_record
from tests import factories

YEAR = 2567
WHOLE_YEAR = Period(dates=(date(2023, 10, 1), date(2024, 9, 30)))
QUARTERLY = Period(cycle=Cycle.QUARTERLY)


def step_data(text: str = "จัดทำคู่มือ", when: Period = WHOLE_YEAR, supervision: str = "", **more: Any) -> StepData:
    departments: Sequence[Department] = more.pop("departments", ())
    return StepData(text=text, departments=departments, when=when, supervision=supervision)


def issue(number: int) -> Issue:
    """An issue of the result year."""
    return factories.framework(YEAR - 1).framework.issues.get(number=number)


def measure(place: Municipality, *steps: StepData, title: str = "ให้บริการอย่างเท่าเทียม", **answers: Any) -> Measure:
    """A measure that answers issue 1, unless `answers` name others."""
    answers = answers or {"issue": issue(1)}
    return measure_create(municipality=place, action_year=YEAR, title=title, steps=steps or [step_data()], **answers)


def answering(place: Municipality, *numbers: int, title: str = "ให้บริการอย่างเท่าเทียม") -> Measure:
    """A measure that answers the indicators of these numbers."""
    indicators = factories.framework(YEAR - 1).indicators
    return measure(place, title=title, indicators=[indicators[number] for number in numbers])


def only_step(place: Municipality, when: Period = WHOLE_YEAR, **more: Any) -> Step:
    """The step of a new measure."""
    return measure(place, step_data(when=when, **more)).steps.get()


def report(step: Step, day: date, status: Status = Status.DONE, **said: Any) -> ProgressReport:
    """What was reported of a step; one that is done says what was done, what came of it, and why nothing proves it."""
    if status == Status.DONE:
        said = {"summary": "เผยแพร่คู่มือแล้ว", "outcome": "ประชาชนทราบขั้นตอน", "reason": "ยังไม่ได้รวบรวม"} | said
    return progress_record(step=step, date=day, status=status, by=None, **said)


def link(place: Municipality, caption: str = "ภาพการประชุม", *, public: bool = False) -> Evidence:
    """Evidence of 15 January 2567."""
    url = "https://example.go.th/2567"
    evidence = evidence_add_link(municipality=place, caption=caption, url=url, proves_on=date(2024, 1, 15), by=None)
    evidence.is_public = public
    evidence.save()
    return evidence
