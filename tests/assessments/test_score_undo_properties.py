"""What can be taken back, and that taking back leaves the figures as if the act had never been."""

from datetime import datetime
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.codes import place_read
from assessments.models import ScoreAct
from assessments.queries import score_sheet_get, undoable_listed
from assessments.verbs.assessments import assessment_ensure
from assessments.verbs.scores import scores_import, scores_undo
from tests.assessments.test_score_undo import typed, undone
from tests.factories import assessment, framework, municipality, user

pytestmark = pytest.mark.django_db

LONG_AGO = datetime.fromisoformat("2020-01-01T00:00:00+07:00")


def test_undoable_listed_is_the_last_act_that_still_stands_in_one_query(
    place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = user()
    year = assessment(place)
    for value in ("90", "91", "92"):
        typed(place, "i1", value, person)
    undone(place, person)

    with django_assert_num_queries(1):
        acts = undoable_listed(year, person, LONG_AGO)

    assert acts[0] == ScoreAct.objects.get(changes__after=Decimal(91), kind="cell")


def test_undoable_listed_of_a_person_who_did_nothing_is_none(place: Municipality) -> None:
    year = assessment(place, scores={"i1": "90"})

    acts = undoable_listed(year, user(), LONG_AGO)

    assert acts == []


numbers = count(1)
CODES = ("i1", "i2", "total")
acts = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.dictionaries(st.sampled_from(CODES), st.sampled_from([None, "10", "20", "30"])) | st.just("undo"),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=acts)
def test_scores_undo_leaves_the_figures_as_if_the_act_had_never_been(
    place: Municipality, walk: list[tuple[int, dict[str, str | None] | str]]
) -> None:
    """Two people enter, empty and take back three figures in any order.

    The model keeps the acts that still stand: a figure is what the last of them made it, an act is taken back only if
    it is the last one of all its figures.
    """
    spec = framework(2568).spec
    where = municipality(f"town-{next(numbers)}")
    people = [user(), user()]
    standing: list[tuple[int, dict[str, str | None]]] = []

    for number, act in walk:
        now = {code: value for _, made in standing for code, value in made.items()}
        if isinstance(act, dict):
            read = {place_read(code, "", spec): Decimal(value) if value else None for code, value in act.items()}
            scores_import(municipality=where, fiscal_year=2568, figures=read, by=people[number])
            changed = {code: value for code, value in act.items() if now.get(code) != value}
            standing += [(number, changed)] if changed else []
            continue
        own = next((index for index in range(len(standing) - 1, -1, -1) if standing[index][0] == number), None)
        free = own is not None and not any(standing[own][1].keys() & later.keys() for _, later in standing[own + 1 :])
        try:
            scores_undo(
                assessment=assessment_ensure(municipality=where, fiscal_year=2568), since=LONG_AGO, by=people[number]
            )
        except UserError:
            assert not free
        else:
            assert own is not None
            assert free
            standing.pop(own)

    last = {code: value for _, made in standing for code, value in made.items()}
    cells = score_sheet_get(where, 2568).cells
    assert {code: cells[code].typed for code in CODES} == {code: last.get(code) or "" for code in CODES}
