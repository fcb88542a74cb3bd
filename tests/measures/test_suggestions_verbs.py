"""A suggestion is taken once, dropped, and taken back."""

from datetime import date

import pytest

from accounts.errors import UserError
from accounts.models import Municipality, Role
from measures.models import Measure, SuggestionDrop
from measures.queries.suggestions import WeakPoint, weak_points_get
from measures.verbs.suggestions import suggestion_accept, suggestion_drop, suggestion_restore
from tests.factories import assessment, department, framework, measure, member, municipality

pytestmark = pytest.mark.django_db


def point(place: Municipality, key: str = "i7", action_year: int = 2567) -> WeakPoint:
    """A weak point of the municipality; the year is over, so that suggestions begin in its first quarter."""
    found = weak_points_get(place, action_year, date(2026, 1, 1)).get(key)
    assert found
    return found


def test_accept_makes_the_suggested_measure() -> None:
    place, view = municipality(), framework(2566)
    finance, clerk = department(place), department(place, "สำนักปลัดเทศบาล")
    assessment(place, 2566, {"i7": "60"})

    made = suggestion_accept(municipality=place, action_year=2567, point=point(place), departments=[clerk, finance])

    stored = Measure.objects.get(pk=made.pk)
    assert (stored.title, stored.action_year) == (view.questions["i7"].remedy, 2567)
    assert [each.number for each in stored.indicators.all()] == [2]
    assert [each.code for each in stored.questions.all()] == ["i7"]
    assert stored.issue == view.questions["i7"].issues.first()
    assert [step.period for step in stored.steps.all()] == ["ไตรมาส 1", "ไตรมาส 1 - 2", "ไตรมาส 2 - 3", "ไตรมาส 3 - 4"]
    assert [[each.department for each in step.responsibilities.all()] for step in stored.steps.all()] == [
        [clerk, finance]
    ] * 4
    assert all(step.supervision for step in stored.steps.all())


def test_accept_answers_a_whole_indicator() -> None:
    place = municipality()
    assessment(place, 2565, {"indicator-4": "70"})

    made = suggestion_accept(
        municipality=place, action_year=2566, point=point(place, "indicator-4", 2566), departments=[]
    )

    assert [each.number for each in made.indicators.all()] == [4]
    assert (list(made.questions.all()), made.issue) == ([], None)


def test_accept_takes_a_suggestion_only_once() -> None:
    place = municipality()
    assessment(place, 2566, {"i7": "60"})
    seen = point(place)
    suggestion_accept(municipality=place, action_year=2567, point=seen, departments=[])

    with pytest.raises(UserError) as caught:
        suggestion_accept(municipality=place, action_year=2567, point=seen, departments=[])

    assert str(caught.value) == f"ข้อ i7 มีมาตรการแล้ว คือ “{seen.suggestion.title}” กรุณาตรวจสอบแผนล่าสุด"
    assert Measure.objects.count() == 1


def test_accept_takes_an_indicator_only_once() -> None:
    place, view = municipality(), framework(2565)
    assessment(place, 2565, {"indicator-4": "70"})
    seen = point(place, "indicator-4", 2566)
    measure(place, action_year=2566, indicators=[view.indicators[4]])

    with pytest.raises(UserError) as caught:
        suggestion_accept(municipality=place, action_year=2566, point=seen, departments=[])

    assert str(caught.value) == "ตัวชี้วัดที่ 4 มีมาตรการแล้ว คือ “ประชุมติดตามผลทุกเดือน” กรุณาตรวจสอบแผนล่าสุด"


def test_accept_refuses_a_department_of_another_municipality() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    assessment(place, 2566, {"i7": "60"})

    with pytest.raises(UserError):
        suggestion_accept(municipality=place, action_year=2567, point=point(place), departments=[department(other)])

    assert not Measure.objects.exists()


def test_drop_is_remembered_once_with_who_dropped_it() -> None:
    place, question = municipality(), framework(2566).questions["i7"]
    first, second = member(place, Role.INTEGRITY_OFFICER), member(place, Role.INTEGRITY_OFFICER)
    suggestion_drop(municipality=place, action_year=2567, question=question, by=first)

    suggestion_drop(municipality=place, action_year=2567, question=question, by=second)

    drop = SuggestionDrop.objects.get()
    assert (drop.municipality, drop.action_year, drop.question, drop.by) == (place, 2567, question, first)


def test_drop_refuses_a_question_of_another_year() -> None:
    place, question = municipality(), framework(2566).questions["i7"]
    officer = member(place, Role.INTEGRITY_OFFICER)

    with pytest.raises(UserError) as caught:
        suggestion_drop(municipality=place, action_year=2569, question=question, by=officer)

    assert str(caught.value) == "ข้อ i7 ไม่ใช่ข้อคำถามของปี 2568 กรุณาเปิดหน้านี้ใหม่"


def test_restore_takes_back_the_own_drop_alone() -> None:
    place, other = municipality(), municipality("ban-chang", proper_name="บ้านฉาง")
    question = framework(2566).questions["i7"]
    officer = member(place, Role.INTEGRITY_OFFICER)
    for each in (place, other):
        suggestion_drop(municipality=each, action_year=2567, question=question, by=officer)

    suggestion_restore(municipality=place, action_year=2567, question=question)
    suggestion_restore(municipality=place, action_year=2567, question=question)

    assert [drop.municipality for drop in SuggestionDrop.objects.all()] == [other]
