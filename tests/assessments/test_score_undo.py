"""Taking one's own last acts back: as a whole, one after the other, never over somebody else's change."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import Municipality, User
from assessments.codes import Place, place_key
from assessments.models import Assessment, ScoreAct, ScoreChange, State
from assessments.queries.sheets import UNDO_STEPS
from assessments.verbs.assessments import LockedYearError
from assessments.verbs.scores import StaleFiguresError, score_record, scores_import, scores_undo
from tests.factories import figures, framework, municipality, user

pytestmark = pytest.mark.django_db

NOTHING_LEFT = "ไม่มีการแก้ไขของท่านที่เลิกทำได้ในการเข้าใช้ครั้งนี้"
LONG_AGO = datetime.fromisoformat("2020-01-01T00:00:00+07:00")


def typed(place: Municipality, code: str, value: str | None, by: User | None, fiscal_year: int = 2568) -> None:
    """A person, who has just seen the figure, enters another in its cell."""
    year = place.assessments.filter(framework=fiscal_year).first()
    ((cell, score),) = figures(framework(fiscal_year).spec, {code: value or "0"}).items()
    row = ScoreChange.objects.filter(assessment=year, place=place_key(cell)).first()
    score_record(
        municipality=place, fiscal_year=fiscal_year, place=cell, value=None if value is None else score,
        version=row.version if row else 0, by=by,
    )  # fmt: skip


def pasted(place: Municipality, by: User, scores: Mapping[str, str]) -> None:
    """A person enters several figures as one act."""
    read = figures(framework(2568).spec, scores)
    scores_import(municipality=place, fiscal_year=2568, figures=read, by=by, kind=ScoreAct.Kind.PASTE)


def undone(place: Municipality, by: User, since: datetime = LONG_AGO) -> dict[Place, Decimal | None]:
    """The figures that the person's undo in 2568 gave back."""
    rows = scores_undo(assessment=place.assessments.get(framework=2568), since=since, by=by)
    return {cell: row.value for cell, row in rows.items()}


def stored(place: Municipality, fiscal_year: int = 2568) -> dict[str, tuple[Decimal | None, int]]:
    """Every stored figure of the year with its version."""
    year = place.assessments.get(framework=fiscal_year)
    scores = {place_key((row.question.code, row.part)): (row.value, row.version) for row in year.scores.all()}
    return scores | {row.key: (row.value, row.version) for row in year.official_figures.all()}


def test_scores_undo_gives_the_former_value_back(place: Municipality) -> None:
    person = user()
    typed(place, "i1", "97.82", None)
    typed(place, "i1", "79.82", person)

    given_back = undone(place, person)

    assert given_back == {("i1", None): Decimal("97.82")}
    assert stored(place) == {"i1": (Decimal("97.82"), 3)}


def test_scores_undo_of_a_first_value_leaves_the_cell_empty(place: Municipality) -> None:
    person = user()
    typed(place, "total", "97.82", person)

    given_back = undone(place, person)

    assert given_back == {"total": None}
    assert stored(place) == {"total": (None, 2)}


def test_scores_undo_gives_back_what_was_emptied(place: Municipality) -> None:
    person = user()
    typed(place, "e1/2", "97.82", None)
    typed(place, "e1/2", None, person)

    given_back = undone(place, person)

    assert given_back == {("e1", 2): Decimal("97.82")}


def test_scores_undo_is_an_act_of_its_own_in_the_history(place: Municipality) -> None:
    """What was undone stays in the history; nothing leaves it."""
    person = user()
    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        typed(place, "i1", "97.82", person)

    with time_machine.travel("2026-11-20 09:05:00+07:00", tick=False):
        undone(place, person)
        now = timezone.now()

    undo, entered = ScoreAct.objects.all()
    assert (undo.kind, undo.by, undo.at, undo.undoes) == ("undo", person, now, entered)
    assert list(ScoreChange.objects.order_by("version").values_list("act", "place", "before", "after", "version")) == [
        (entered.pk, "i1", None, Decimal("97.82"), 1),
        (undo.pk, "i1", Decimal("97.82"), None, 2),
    ]
    assert place.assessments.get().scores.values_list("changed_by", "changed_at").get() == (person.pk, now)


def test_scores_undo_takes_an_import_back_as_a_whole(place: Municipality) -> None:
    person = user()
    pasted(place, user(), {"i1": "80", "i2": "81", "total": "82"})
    pasted(place, person, {"i1": "90", "i2": "81", "e1/1": "88", "total": "92", "IIT": "93"})

    given_back = undone(place, person)

    assert given_back == {("i1", None): Decimal(80), ("e1", 1): None, "total": Decimal(82), "IIT": None}
    assert stored(place) == {
        "i1": (Decimal(80), 3), "i2": (Decimal(81), 1), "e1-1": (None, 2), "total": (Decimal(82), 3), "IIT": (None, 2),
    }  # fmt: skip
    assert ScoreAct.objects.filter(kind="undo").count() == 1


def test_scores_undo_twice_in_a_row_walks_back(place: Municipality) -> None:
    person = user()
    typed(place, "i1", "90", person)
    typed(place, "i1", "91", person)
    typed(place, "i2", "70", person)
    typed(place, "i1", "92", person)

    walk = [undone(place, person) for _ in range(4)]

    assert walk == [
        {("i1", None): Decimal(91)},
        {("i2", None): None},
        {("i1", None): Decimal(90)},
        {("i1", None): None},
    ]
    assert stored(place) == {"i1": (None, 6), "i2": (None, 2)}


def test_scores_undo_after_an_undo_and_a_new_act_takes_the_new_one_first(place: Municipality) -> None:
    person = user()
    typed(place, "i1", "90", person)
    typed(place, "i1", "91", person)
    undone(place, person)
    typed(place, "i1", "95", person)

    walk = [undone(place, person) for _ in range(2)]

    assert walk == [{("i1", None): Decimal(90)}, {("i1", None): None}]


def test_scores_undo_does_not_take_an_undo_back(place: Municipality) -> None:
    person = user()
    typed(place, "i1", "90", person)
    undone(place, person)

    with pytest.raises(UserError) as caught:
        undone(place, person)

    assert str(caught.value) == NOTHING_LEFT
    assert stored(place) == {"i1": (None, 2)}


def test_scores_undo_after_somebody_elses_change_is_refused_and_changes_nothing(place: Municipality) -> None:
    first, second = user(), user()
    typed(place, "i1", "90", first)
    typed(place, "i1", "91", second)

    with pytest.raises(UserError) as caught:
        undone(place, first)

    assert str(caught.value) == "เลิกทำไม่ได้ เพราะมีผู้แก้ไขข้อ i1 หลังจากนั้นแล้ว กรุณาแก้ไขในช่องนั้นโดยตรง"
    assert stored(place) == {"i1": (Decimal(91), 2)}
    assert not ScoreAct.objects.filter(kind="undo").exists()


def test_scores_undo_of_an_import_names_the_figures_that_somebody_changed(place: Municipality) -> None:
    """In the order of the framework, each once; nothing of the import is taken back."""
    first, second = user(), user()
    pasted(place, first, {"i2": "90", "i10": "90", "e1/2": "90", "indicator-7": "90", "i1": "90"})
    for code, value in (("indicator-7", "91"), ("i10", "91"), ("e1/2", "92"), ("i10", "93"), ("i2", "94")):
        typed(place, code, value, second)

    with pytest.raises(UserError) as caught:
        undone(place, first)

    assert str(caught.value) == (
        "เลิกทำไม่ได้ เพราะมีผู้แก้ไขข้อ i2 ข้อ i10 ข้อ e1 ส่วนที่ 2 และตัวชี้วัดที่ 7 หลังจากนั้นแล้ว กรุณาแก้ไขในช่องนั้นโดยตรง"
    )
    assert stored(place)["i1"] == (Decimal(90), 1)


def test_scores_undo_after_a_change_that_its_person_took_back_is_done(place: Municipality) -> None:
    first, second = user(), user()
    typed(place, "i1", "90", first)
    typed(place, "i1", "91", second)
    undone(place, second)

    given_back = undone(place, first)

    assert given_back == {("i1", None): None}
    assert stored(place) == {"i1": (None, 4)}


def test_scores_undo_of_people_in_turn_walks_back_in_their_order_alone(place: Municipality) -> None:
    """first 90, second 91, first 92: the second waits for the first's 92, the first's 90 for the second's 91."""
    first, second = user(), user()
    typed(place, "i1", "90", first)
    typed(place, "i1", "91", second)
    typed(place, "i1", "92", first)
    refused = []

    with pytest.raises(UserError) as too_early:
        undone(place, second)
    refused.append(str(too_early.value))
    walk = [undone(place, first)]
    with pytest.raises(UserError) as too_far:
        undone(place, first)
    refused.append(str(too_far.value))
    walk += [undone(place, second), undone(place, first)]

    assert refused == ["เลิกทำไม่ได้ เพราะมีผู้แก้ไขข้อ i1 หลังจากนั้นแล้ว กรุณาแก้ไขในช่องนั้นโดยตรง"] * 2
    assert walk == [{("i1", None): Decimal(91)}, {("i1", None): Decimal(90)}, {("i1", None): None}]


def test_scores_undo_leaves_what_others_entered_elsewhere(place: Municipality) -> None:
    first, second = user(), user()
    typed(place, "i1", "90", first)
    typed(place, "i2", "91", second)

    undone(place, first)

    assert stored(place) == {"i1": (None, 2), "i2": (Decimal(91), 1)}


@pytest.mark.parametrize("somebody", [True, False], ids=["another person", "the command line"])
def test_scores_undo_takes_back_own_acts_alone(place: Municipality, *, somebody: bool) -> None:
    typed(place, "i1", "90", user() if somebody else None)

    with pytest.raises(UserError) as caught:
        undone(place, user())

    assert str(caught.value) == NOTHING_LEFT
    assert stored(place) == {"i1": (Decimal(90), 1)}


def test_scores_undo_takes_back_acts_of_this_year_alone(place: Municipality) -> None:
    person = user()
    other = municipality("ban-chang", proper_name="บ้านฉาง")
    typed(place, "i1", "90", person)
    typed(place, "i1", "91", person, fiscal_year=2567)
    typed(other, "i1", "92", person)

    undone(place, person)

    assert stored(place) == {"i1": (None, 2)}
    assert (stored(place, 2567), stored(other)) == ({"i1": (Decimal(91), 1)}, {"i1": (Decimal(92), 1)})


@pytest.mark.parametrize(("late", "done"), [(timedelta(0), True), (timedelta(microseconds=1), False)])
def test_scores_undo_reaches_back_to_the_beginning_of_the_visit(
    place: Municipality, late: timedelta, *, done: bool
) -> None:
    """An act at the very moment at which the visit began is of this visit, one before it is not."""
    person = user()
    typed(place, "i1", "90", person)
    began = ScoreAct.objects.get().at + late

    try:
        undone(place, person, since=began)
    except UserError as error:
        sentence = str(error)
    else:
        sentence = ""

    assert sentence == ("" if done else NOTHING_LEFT)
    assert stored(place) == {"i1": (None, 2) if done else (Decimal(90), 1)}


def test_scores_undo_takes_twenty_acts_back_and_no_more(place: Municipality) -> None:
    person = user()
    for number in range(UNDO_STEPS + 1):
        typed(place, "i1", f"{70 + number}", person)

    walk = [undone(place, person)["i1", None] for _ in range(UNDO_STEPS)]
    with pytest.raises(UserError) as caught:
        undone(place, person)

    assert UNDO_STEPS == 20
    assert walk == [Decimal(value) for value in range(89, 69, -1)]
    assert str(caught.value) == NOTHING_LEFT
    assert stored(place) == {"i1": (Decimal(70), 41)}


def test_scores_undo_makes_the_version_that_others_saw_stale(place: Municipality) -> None:
    first, second = user(), user()
    typed(place, "i1", "90", None)
    typed(place, "i1", "91", first)
    undone(place, first)

    with pytest.raises(StaleFiguresError) as caught:
        score_record(municipality=place, fiscal_year=2568, place=("i1", None), value=Decimal(92), version=2, by=second)

    row = caught.value.rows["i1", None]
    assert (row.value, row.version) == (Decimal(90), 3)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_scores_undo_in_a_locked_year_is_refused(place: Municipality, state: State) -> None:
    person = user()
    typed(place, "i1", "90", person)
    Assessment.objects.update(state=state)

    with pytest.raises(LockedYearError) as caught:
        undone(place, person)

    assert str(caught.value) == (
        f"คะแนนปีงบประมาณ 2568 อยู่ในสถานะ “{state.label}” จึงแก้ไขไม่ได้ หากต้องแก้ไข กรุณาแจ้งผู้บริหารให้ส่งคืนหรือเปิดให้แก้ไข"
    )
    assert stored(place) == {"i1": (Decimal(90), 1)}
