"""What each state of a year leaves open, and how its steps are listed."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Assessment, LowestQuestion, ScoreAct, State
from assessments.queries import mark_get, states_listed
from assessments.verbs.assessments import LockedYearError
from assessments.verbs.scores import (
    lowest_question_state,
    score_comment,
    score_record,
    scores_import,
    scores_undo,
)
from assessments.verbs.states import assessment_approve, assessment_return, assessment_submit
from tests.assessments.test_score_states import (
    locked,
    record,
    year_in,
)
from tests.factories import assessment, framework, municipality, user

pytestmark = pytest.mark.django_db

SURE = ("warning", "hint")


def record_the_same(year: Assessment, person: User) -> None:
    score_record(
        municipality=year.municipality, fiscal_year=2568, place=("i1", None), value=Decimal(90), version=1, by=person
    )


def record_official(year: Assessment, person: User) -> None:
    score_record(
        municipality=year.municipality, fiscal_year=2568, place="total", value=Decimal(91), version=0, by=person
    )


def take_in(year: Assessment, person: User) -> None:
    scores_import(municipality=year.municipality, fiscal_year=2568, figures={("i2", None): Decimal(91)}, by=person)


def take_back(year: Assessment, person: User) -> None:
    ScoreAct.objects.update(by=person)
    scores_undo(assessment=year, since=datetime.fromisoformat("2020-01-01T00:00:00+07:00"), by=person)


def state_lowest(year: Assessment, person: User) -> None:
    view = framework()
    lowest_question_state(
        assessment=year, indicator=view.indicators[1], question=view.questions["i2"], value=Decimal(80)
    )


def state_no_lowest(year: Assessment, person: User) -> None:
    lowest_question_state(assessment=year, indicator=framework().indicators[2], question=None, value=None)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
@pytest.mark.parametrize(
    "change", [record, record_the_same, record_official, take_in, take_back, state_lowest, state_no_lowest]
)
def test_no_figure_changes_in_a_year_that_is_no_draft(state: State, change: Callable[[Assessment, User], None]) -> None:
    year = assessment(municipality(), scores={"i1": "90"})
    stated = {"indicator": framework().indicators[2], "question": framework().questions["i4"]}
    LowestQuestion.objects.create(assessment=year, value=Decimal(70), **stated)
    assessment_submit(assessment=year, seen=mark_get(year), confirmed=SURE, by=user())
    if state == State.APPROVED:
        assessment_approve(assessment=year, seen=mark_get(year), by=user())

    with pytest.raises(LockedYearError) as caught:
        change(year, user())

    assert caught.value.messages == (locked(state),)
    assert list(year.scores.values_list("question__code", "value", "version")) == [("i1", Decimal(90), 1)]
    assert not year.official_figures.exists()
    assert list(year.lowest_questions.values_list("question__code", "value")) == [("i4", Decimal(70))]
    assert year.score_acts.count() == 1


@pytest.mark.parametrize("state", list(State))
def test_score_comment_is_taken_in_every_state(state: State) -> None:
    year, person = year_in(state), user()

    score_comment(municipality=year.municipality, fiscal_year=2568, place=("i1", None), text="ตรวจแล้ว", by=person)

    assert list(year.score_comments.values_list("place", "text", "by")) == [("i1", "ตรวจแล้ว", person.pk)]


def test_state_of_one_year_leaves_the_others_open() -> None:
    year = year_in(State.APPROVED)
    framework(2567)

    row = score_record(
        municipality=year.municipality, fiscal_year=2567, place="total", value=Decimal(90), version=0, by=None
    )

    assert row.version == 1
    assert list(Assessment.objects.order_by("framework").values_list("framework", "state")) == [
        (2567, "draft"),
        (2568, "approved"),
    ]


@pytest.mark.parametrize("rounds", [1, 3])
def test_states_listed_shows_every_step_the_latest_first_in_one_query(
    rounds: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """60 of the 61 cells are empty; one more is filled in each round."""
    staff = user("staff", first_name="สมหญิง", last_name="ใจดี")
    executive = user("executive", first_name="สมชาย", last_name="รักไทย")
    year = assessment(municipality(), scores={"i1": "90"})
    for number in range(1, rounds + 1):
        assessment_submit(assessment=year, seen=mark_get(year), confirmed=SURE, by=staff)
        assessment_return(assessment=year, seen=mark_get(year), reason=f"ครั้งที่ {number}", by=executive)
        scores_import(
            municipality=year.municipality, fiscal_year=2568, figures={(f"i{number + 1}", None): Decimal(90)}, by=staff
        )
    assessment_submit(assessment=year, seen=mark_get(year), confirmed=SURE, by=staff)

    with django_assert_num_queries(1):
        steps = [(step.state, step.by.get_full_name(), step.reason, step.missing) for step in states_listed(year)]

    expected = [("submitted", "สมหญิง ใจดี", "", 60)]
    for number in range(1, rounds + 1):
        expected += [
            ("draft", "สมชาย รักไทย", f"ครั้งที่ {number}", 0),
            ("submitted", "สมหญิง ใจดี", "", 60 - number),
        ]
    assert steps == expected[::-1]
