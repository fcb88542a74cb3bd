"""A figure's history and remarks, and last year's figure beside it: found by what was asked, not by the code."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db.models import ProtectedError
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Municipality, User
from assessments.codes import Place, place_key
from assessments.models import Assessment, Score, ScoreAct, ScoreComment
from assessments.queries import changes_listed, comments_listed, score_sheet_get
from assessments.verbs.frameworks import framework_store
from assessments.verbs.scores import score_comment, score_record, scores_import, scores_undo
from tests.factories import assessment, figures, framework, framework_data, municipality, user

pytestmark = pytest.mark.django_db

I1: Place = ("i1", None)


@pytest.fixture
def place() -> Municipality:
    """A municipality in whose year 2568 nothing was entered."""
    framework(2568)
    return municipality()


@pytest.fixture
def somchai() -> User:
    return user("somchai", title="นาย", first_name="สมชาย", last_name="รักไทย")


def commented(place: Municipality, text: str, by: User, cell: Place = I1) -> None:
    score_comment(municipality=place, fiscal_year=2568, place=cell, text=text, by=by)


# History


def test_changes_listed_tells_who_when_how_from_what_to_what(
    place: Municipality, somchai: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """A file, a cell, and that cell's undo; the latest first."""
    times = [datetime.fromisoformat(f"2026-11-20T09:0{minute}:00+07:00") for minute in range(3)]
    with time_machine.travel(times[0], tick=False):
        scores_import(municipality=place, fiscal_year=2568, figures={I1: Decimal(90)}, by=None)
    year = place.assessments.get()
    with time_machine.travel(times[1], tick=False):
        score_record(municipality=place, fiscal_year=2568, place=I1, value=Decimal("90.125"), version=1, by=somchai)
    with time_machine.travel(times[2], tick=False):
        scores_undo(assessment=year, since=times[0], by=somchai)

    with django_assert_num_queries(1):
        changes = changes_listed(year, "i1")

    assert [(each.before, each.after, each.how, each.by, each.at) for each in changes] == [
        (Decimal("90.125"), Decimal(90), "เลิกทำ", "นายสมชาย รักไทย", times[2]),
        (Decimal(90), Decimal("90.125"), "กรอกในตาราง", "นายสมชาย รักไทย", times[1]),
        (None, Decimal(90), "นำเข้าข้อมูล", "", times[0]),
    ]


@pytest.mark.parametrize(
    ("kind", "how"),
    [(ScoreAct.Kind.FORM, "บันทึกทั้งหน้า"), (ScoreAct.Kind.PASTE, "วางข้อมูล"), (ScoreAct.Kind.IMPORT, "นำเข้าข้อมูล")],
)
def test_changes_listed_says_how_the_figure_came_in(place: Municipality, kind: ScoreAct.Kind, how: str) -> None:
    scores_import(municipality=place, fiscal_year=2568, figures={"total": Decimal(90)}, by=user(), kind=kind)

    (change,) = changes_listed(place.assessments.get(), "total")

    assert change.how == how


def test_changes_listed_shows_one_figure_of_one_year_alone(place: Municipality) -> None:
    other = municipality("ban-chang", proper_name="บ้านฉาง")
    for where, fiscal_year, value in ((place, 2567, "81"), (place, 2568, "82"), (other, 2568, "83")):
        assessment(where, fiscal_year, {"e1/1": value, "e1/2": "70", "indicator-6": "71"})

    changes = changes_listed(place.assessments.get(framework=2568), "e1-1")

    assert [(change.before, change.after) for change in changes] == [(None, Decimal(82))]


@pytest.mark.parametrize("key", ["i2", "total", "i99", ""])
def test_changes_listed_of_a_figure_that_was_never_entered_is_empty(place: Municipality, key: str) -> None:
    year = assessment(place, scores={"i1": "90"})

    assert changes_listed(year, key) == []


def test_person_of_a_history_cannot_be_deleted(place: Municipality, somchai: User) -> None:
    """Not even one who has only remarked on something: who it was must stay known."""
    commented(place, "ตรวจแล้ว", somchai)

    with pytest.raises(ProtectedError):
        somchai.delete()


def test_history_of_every_figure_ends_at_the_figure_as_it_stands(place: Municipality) -> None:
    """Each change begins where the one before ended, versions count 1, 2, 3; the last is what is stored."""
    person = user()
    spec = framework(2568).spec
    for given in ({"i1": "90", "i2": "80"}, {"i1": "91", "total": "95"}, {"i2": "81", "i1": "92"}):
        scores_import(municipality=place, fiscal_year=2568, figures=figures(spec, given), by=person)
    scores_undo(
        assessment=place.assessments.get(), since=datetime.fromisoformat("2020-01-01T00:00:00+07:00"), by=person
    )

    year = place.assessments.get()
    histories = {key: changes_listed(year, key)[::-1] for key in ("i1", "i2", "total")}

    assert {key: [change.after for change in changes] for key, changes in histories.items()} == {
        "i1": [Decimal(90), Decimal(91), Decimal(92), Decimal(91)],
        "i2": [Decimal(80), Decimal(81), Decimal(80)],
        "total": [Decimal(95)],
    }
    for changes in histories.values():
        assert [change.before for change in changes] == [None, *[change.after for change in changes[:-1]]]
    rows = {place_key((row.question.code, row.part)): row for row in Score.objects.all()}
    assert {key: (row.value, row.version) for key, row in rows.items()} == {
        "i1": (Decimal(91), 4),
        "i2": (Decimal(80), 3),
    }


# Remarks


@pytest.mark.parametrize("count", [1, 3])
def test_comments_listed_shows_the_remarks_the_latest_first_in_one_query(
    place: Municipality, somchai: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    year = assessment(place)
    for number in range(1, count + 1):
        commented(place, f"ความเห็นที่ {number}", somchai)

    with django_assert_num_queries(1):
        comments = [(each.text, each.by.get_full_name()) for each in comments_listed(year, "i1")]

    assert comments == [(f"ความเห็นที่ {number}", "นายสมชาย รักไทย") for number in range(count, 0, -1)]


def test_comments_listed_shows_those_of_one_figure_alone(place: Municipality, somchai: User) -> None:
    other = municipality("ban-chang", proper_name="บ้านฉาง")
    commented(place, "หนึ่ง", somchai, ("e1", 1))
    commented(place, "สอง", somchai, ("e1", 2))
    commented(place, "รวม", somchai, "indicator-6")
    commented(other, "อื่น", somchai, ("e1", 2))

    comments = comments_listed(place.assessments.get(), "e1-2")

    assert [comment.text for comment in comments] == ["สอง"]


def test_score_comment_is_stored_as_cleaned_text_and_changes_no_figure(place: Municipality, somchai: User) -> None:
    year = assessment(place, scores={"i1": "90"})

    commented(place, "  ตรวจ\u200bแล้ว  กับ ITAS\r\nเมื่อวาน \n", somchai)

    comment = ScoreComment.objects.get()
    assert (comment.assessment, comment.place, comment.by) == (year, "i1", somchai)
    assert comment.text == "ตรวจแล้ว กับ ITAS\nเมื่อวาน"
    assert year.scores.values_list("value", "version").get() == (Decimal(90), 1)
    assert year.score_acts.count() == 1


@pytest.mark.parametrize("text", ["", " \r\n\t ", "\u200b\u2060"])
def test_score_comment_without_words_is_refused(place: Municipality, somchai: User, text: str) -> None:
    with pytest.raises(UserError) as caught:
        commented(place, text, somchai)

    assert str(caught.value) == "กรุณาเขียนความเห็นก่อนบันทึก"
    assert not Assessment.objects.exists()


def test_score_comment_of_a_year_without_a_framework_is_refused(place: Municipality, somchai: User) -> None:
    with pytest.raises(UserError) as caught:
        score_comment(municipality=place, fiscal_year=2570, place=I1, text="ตรวจแล้ว", by=somchai)

    assert str(caught.value) == "ไม่มีกรอบการประเมินของปีงบประมาณ 2570 (มีกรอบของปี 2568–2568) กรุณาตรวจสอบปี พ.ศ."
    assert not ScoreComment.objects.exists()


# Last year


@pytest.mark.parametrize(
    ("before", "now"),
    [("o9", "o7"), ("o13", "o10"), ("o12", "o11"), ("o19", "o15"), ("o34", "o27")],
    ids=["moved up", "over another", "under another", "its year in the wording", "the last"],
)
def test_last_years_figure_is_that_of_the_same_wording_under_whatever_code(
    place: Municipality, before: str, now: str
) -> None:
    """2568 left out items of 2567 and moved others. It adds “พ.ศ. 2567” to the wording of o19, now o15: a year in the
    wording makes no other question.
    """
    assessment(place, 2567, {before: "100"})

    cells = score_sheet_get(place, 2568).cells

    assert {key: cell.last_year for key, cell in cells.items() if cell.last_year is not None} == {now: Decimal(100)}


def test_last_years_figure_of_a_question_that_is_not_asked_any_more_stands_nowhere(place: Municipality) -> None:
    """2568 words o1 anew, and asks neither o6 nor o11 of 2567 in the same words."""
    assessment(place, 2567, {"o1": "100", "o6": "100", "o11": "100"})

    cells = score_sheet_get(place, 2568).cells

    assert {cell.last_year for cell in cells.values()} == {None}


def test_last_years_figure_stays_in_its_part(place: Municipality) -> None:
    assessment(place, 2567, {"e1/1": "81", "e2/2": "82"})

    cells = score_sheet_get(place, 2568).cells

    assert {key: cell.last_year for key, cell in cells.items() if cell.last_year is not None} == {
        "e1-1": Decimal(81),
        "e2-2": Decimal(82),
    }


def test_last_years_figure_is_not_found_in_another_instrument(place: Municipality) -> None:
    """Staff and public are asked the same in the same words: two questions all the same."""
    assessment(place, 2567, {"i1": "70", "e1/1": "81"})
    data = framework_data(2567)
    text = next(each.text for each in data.questions if each.code == "i1")
    questions = tuple(replace(each, text=text) if each.code == "e1" else each for each in data.questions)
    framework_store(data=replace(data, questions=questions, source_hash="e1 asks what i1 asks"))

    cells = score_sheet_get(place, 2568).cells

    assert (cells["i1"].last_year, cells["e1-1"].last_year) == (Decimal(70), None)


def test_last_years_official_figures_stand_beside_those_of_the_same_name(place: Municipality) -> None:
    assessment(place, 2567, {"indicator-6": "81", "indicator-7": "82", "EIT": "83", "EIT-2": "84"})
    data = framework_data(2567)
    indicators = tuple(replace(each, name="ชื่ออื่น") if each.number == 7 else each for each in data.indicators)
    framework_store(data=replace(data, indicators=indicators, source_hash="indicator 7 has another name"))

    cells = score_sheet_get(place, 2568).cells

    assert {key: cell.last_year for key, cell in cells.items() if cell.last_year is not None} == {
        "indicator-6": Decimal(81),
        "EIT": Decimal(83),
        "EIT-2": Decimal(84),
    }


def test_last_years_figures_of_a_year_without_questions_are_the_official_ones(place: Municipality) -> None:
    """2565 knows indicators and letters alone: the trend reaches back through them."""
    framework(2566)
    assessment(place, 2565, {"indicator-1": "81", "IIT": "82", "total": "83"})

    cells = score_sheet_get(place, 2566).cells

    assert {key: cell.last_year for key, cell in cells.items() if cell.last_year is not None} == {
        "indicator-1": Decimal(81),
        "IIT": Decimal(82),
        "total": Decimal(83),
    }


def test_last_years_figures_are_those_of_the_same_municipality_one_year_back(place: Municipality) -> None:
    assessment(place, 2566, {"total": "81"})
    framework(2567)
    assessment(municipality("ban-chang", proper_name="บ้านฉาง"), 2567, {"i1": "82", "total": "82"})

    cells = score_sheet_get(place, 2568).cells

    assert {cell.last_year for cell in cells.values()} == {None}


def test_last_years_figure_that_was_taken_back_is_none(place: Municipality) -> None:
    assessment(place, 2567, {"i1": "90"})
    scores_import(municipality=place, fiscal_year=2567, figures={I1: None}, by=None)

    cells = score_sheet_get(place, 2568).cells

    assert cells["i1"].last_year is None


def test_sheet_asks_about_a_figure_far_from_last_years_of_the_same_wording(place: Municipality) -> None:
    """o15 of 2568 asks what o19 asked in 2567: 100, now 0. The o19 of 2568 asks something else and is left alone."""
    assessment(place, 2567, {"o19": "100"})
    assessment(place, 2568, {"o15": "0", "o19": "0"})

    sheet = score_sheet_get(place, 2568)

    assert [check.words for check in sheet.checks if check.severity == "warning"] == [
        "ข้อ o15 ได้ 0.00 ต่างจากปีก่อน (100.00) 100.00 คะแนน กรุณาตรวจสอบกับระบบ ITAS"
    ]
    assert [check.words for check in sheet.checks_of("o15")] == [
        "ข้อ o15 ได้ 0.00 ต่างจากปีก่อน (100.00) 100.00 คะแนน กรุณาตรวจสอบกับระบบ ITAS"
    ]
    assert sheet.checks_of("o19") == []


def test_sheet_shows_a_figure_as_it_was_typed_with_who_and_when(place: Municipality, somchai: User) -> None:
    """The database adds zeros; people do not see them, nor 1E+2 for 100."""
    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        given = figures(framework().spec, {"i1": "97.820", "i2": "100", "i3": "0", "total": "93.215"})
        scores_import(municipality=place, fiscal_year=2568, figures=given, by=somchai)

    cells = score_sheet_get(place, 2568).cells

    assert [cells[key].typed for key in ("i1", "i2", "i3", "i4", "total")] == ["97.82", "100", "0", "", "93.215"]
    assert (cells["i1"].changed_by, cells["i1"].changed_at) == (
        "นายสมชาย รักไทย",
        datetime.fromisoformat("2026-11-20T09:00:00+07:00"),
    )
    assert (cells["i4"].changed_by, cells["i4"].changed_at) == ("", None)
