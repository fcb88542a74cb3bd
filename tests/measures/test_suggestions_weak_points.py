"""Which weak points a result has, and which measures answer them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Municipality, Role
from measures.models import SuggestionDrop
from measures.queries.suggestions import WeakPoints, weak_points_get
from measures.verbs.suggestions import suggestion_drop
from tests.factories import assessment, framework, measure, member, municipality

pytestmark = pytest.mark.django_db

TODAY = date(2025, 11, 1)


def weak(place: Municipality, scores: Mapping[str, str] | None = None, action_year: int = 2569) -> WeakPoints:
    """The weak points after these scores were entered for the result year."""
    if scores is not None:
        assessment(place, action_year - 1, scores)
    return weak_points_get(place, action_year, TODAY)


def said(points: WeakPoints) -> list[tuple[str, bool]]:
    """The weak points and whether they are below the pass mark."""
    return [(point.key, point.is_low) for point in points.points]


@pytest.mark.parametrize(
    ("scores", "points"),
    [
        ({"i1": "84.99", "i2": "90", "i3": "80"}, [("i1", True), ("i3", True)]),
        ({"i1": "84.995", "i2": "90", "i3": "88"}, [("i1", False)]),
        ({"i1": "90", "i2": "95", "i3": "95"}, [("i1", False)]),
        ({"i1": "90", "i2": "90", "i3": "90"}, []),
        ({"i1": "100", "i2": "100", "i3": "100"}, []),
        ({"e1/1": "90", "e1/2": "70", "e2/1": "95", "e2/2": "95", "e3/1": "95", "e3/2": "95"}, [("e1", True)]),
        ({"o1": "0", "o2": "100"}, [("o1", True)]),
        ({"o1": "100", "o2": "100"}, []),
        ({"indicator-3": "80"}, [("indicator-3", True)]),
        ({"indicator-3": "92"}, [("indicator-3", False)]),
        ({"indicator-3": "100"}, []),
    ],
    ids=[
        "all below 85",
        "85 as published",
        "lowest of one that passes",
        "all equal and passing",
        "all full",
        "one part below 85",
        "an item of 0",
        "items of 100",
        "indicator alone, low",
        "indicator alone, passing",
        "indicator alone, full",
    ],
)
def test_weak_are_low_questions_and_the_lowest_of_what_passes(
    scores: Mapping[str, str], points: list[tuple[str, bool]]
) -> None:
    assert said(weak(municipality(), scores)) == points


def test_questions_that_tie_for_the_lowest_are_all_weak() -> None:
    items = {"i4": "88", "i5": "88", "i6": "92"}

    assert said(weak(municipality(), items)) == [("i4", False), ("i5", False)]


def test_weak_point_shows_each_known_part() -> None:
    (point,) = weak(municipality(), {"e1/1": "90", "e1/2": "70.5"}).points

    assert point.scores == [(1, Decimal("90.000")), (2, Decimal("70.500"))]


def test_suggestion_is_the_questions_remedy() -> None:
    view = framework(2568)

    (point,) = weak(municipality(), {"i5": "60"}).points

    assert point.suggestion.title == view.questions["i5"].remedy
    assert point.suggestion.steps[0].quarters == (1, 1)
    assert "ข้อ i5" in point.suggestion.steps[0].text


def test_suggestion_of_a_whole_indicator_is_its_own_remedy() -> None:
    view = framework(2565)

    (point,) = weak(municipality(), {"indicator-4": "70"}, action_year=2566).points

    assert point.suggestion.title == view.indicators[4].remedy
    assert (point.words, point.question, point.drop) == ("ตัวชี้วัดที่ 4", None, None)


def test_measure_that_names_a_question_answers_it_alone() -> None:
    place, view = municipality(), framework(2568)
    made = measure(place, indicators=[view.indicators[2]], questions=[view.questions["i5"]])

    points = weak(place, {"i4": "60", "i5": "60"})

    assert [point.key for point in points.answered] == ["i5"]
    assert [(point.key, point.near) for point in points.open] == [("i4", [made])]


def test_measure_of_the_questions_issue_is_near() -> None:
    """Issue 5 of 2566 holds i7 (issue_map_2566.csv)."""
    place, view = municipality(), framework(2566)
    issue = view.framework.issues.get(number=5)
    assert "i7" in {question.code for question in issue.questions.all()}
    made = measure(place, action_year=2567, issue=issue)

    (point,) = weak(place, {"i7": "60"}, action_year=2567).points

    assert (point.near, point.is_open) == ([made], True)


def test_measures_of_other_years_and_municipalities_answer_nothing() -> None:
    place, other, view = municipality(), municipality("ban-chang", proper_name="บ้านฉาง"), framework(2568)
    measure(other, indicators=[view.indicators[2]], questions=[view.questions["i5"]])

    points = weak(place, {"i5": "60"})

    assert [(point.key, point.near) for point in points.open] == [("i5", [])]


def test_measure_of_an_indicator_answers_it_as_a_whole() -> None:
    place, view = municipality(), framework(2568)
    made = measure(place, indicators=[view.indicators[3]])

    (point,) = weak(place, {"indicator-3": "80"}).points

    assert (point.named_by, point.is_answered) == ([made], True)


def test_dropped_point_is_open_no_more_until_it_is_answered() -> None:
    place, view = municipality(), framework(2568)
    officer = member(place, Role.INTEGRITY_OFFICER)
    assessment(place, 2568, {"i4": "60", "i5": "60"})
    for code in ("i4", "i5"):
        suggestion_drop(municipality=place, action_year=2569, question=view.questions[code], by=officer)
    measure(place, indicators=[view.indicators[2]], questions=[view.questions["i5"]])

    points = weak(place)

    assert ([point.key for point in points.dropped], [point.key for point in points.answered]) == (["i4"], ["i5"])
    assert points.open == []


def test_drop_of_another_municipality_does_not_count() -> None:
    place, other, view = municipality(), municipality("ban-chang", proper_name="บ้านฉาง"), framework(2568)
    SuggestionDrop.objects.create(
        municipality=other, action_year=2569, question=view.questions["i5"], by=member(other, Role.INTEGRITY_OFFICER)
    )

    assert [point.key for point in weak(place, {"i5": "60"}).open] == ["i5"]


def test_result_without_scores_says_so() -> None:
    framework(2568)

    with pytest.raises(UserError) as caught:
        weak(municipality())

    assert str(caught.value) == "เทศบาลเมืองบ้านสวน ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2568 กรุณานำเข้าคะแนนก่อน"


@pytest.mark.parametrize("rows", [1, 3])
def test_weak_points_take_nine_queries_whatever_their_number(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place, view = municipality(), framework(2568)
    officer = member(place, Role.INTEGRITY_OFFICER)
    codes = ["i4", "i5", "i6"][:rows]
    assessment(place, 2568, dict.fromkeys([*codes, "i1"], "60"))
    for code in codes:
        measure(place, indicators=[view.indicators[1]], questions=[view.questions[code]])
    suggestion_drop(municipality=place, action_year=2569, question=view.questions["i1"], by=officer)
    weak(place)

    with django_assert_num_queries(9):
        points = [
            (
                point.words,
                str(point.drop.by) if point.drop else "",
                [str(each) for each in [*point.named_by, *point.near]],
            )
            for point in weak(place).points
        ]

    assert len(points) == rows + 1
