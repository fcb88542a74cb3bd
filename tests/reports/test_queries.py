"""The rows of the first page: years, roles in words, and what a person may do, in a fixed number of queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Municipality, Role, User
from assessments.models import Assessment, State, StateChange
from reports.queries.home import HomeRow, framework_exists, home_rows, result_years
from tests.factories import assessment, framework, measure, member, municipality, overseer, user

pytestmark = pytest.mark.django_db


def row_of(person: User) -> HomeRow:
    """The only row of a person."""
    (row,) = home_rows(person, list(Municipality.objects.visible_to(person)), {})
    return row


def test_row_names_the_years_of_results_and_those_that_measures_answer() -> None:
    """Measures of 2567 and 2569 answer the results of 2566 and 2568; 2568 has scores as well and stands once."""
    place = municipality()
    municipality("ban-chang", proper_name="บ้านฉาง")
    assessment(place, 2568)
    assessment(place, 2567)
    for action_year in (2567, 2567, 2569):
        measure(place, action_year=action_year)

    row = row_of(member(place, Role.EXECUTIVE))

    assert row.municipality == place
    assert row.years == [2568, 2567, 2566]


@pytest.mark.parametrize(
    ("role", "words", "score_year"),
    [
        (Role.STAFF, ["เจ้าหน้าที่"], 2568),
        (Role.INTEGRITY_OFFICER, ["เจ้าหน้าที่คุณธรรม"], 2568),
        (Role.EXECUTIVE, ["ผู้บริหาร"], None),
    ],
)
def test_row_says_what_the_person_is_and_may_do(role: Role, words: list[str], score_year: int | None) -> None:
    """Of 2569 only the items are known: its questions cannot be scored yet, so that 2568 is the newest to enter."""
    for year in (2567, 2568, 2569):
        framework(year)

    row = row_of(member(municipality(), role))

    assert (row.roles, row.score_year, row.years) == (words, score_year, [])


def test_row_names_two_roles_in_their_order_and_an_overseers_too() -> None:
    place = municipality(province="ยะลา")
    person = overseer("ยะลา")
    for role in (Role.EXECUTIVE, Role.STAFF):
        Membership.objects.create(user=person, municipality=place, role=role)

    row = row_of(person)

    assert row.roles == ["เจ้าหน้าที่", "ผู้บริหาร", "ผู้กำกับ"]


def test_row_of_a_superuser_is_one_of_all() -> None:
    municipality()
    framework(2568)

    row = row_of(user(is_superuser=True))

    assert (row.roles, row.score_year) == (["ผู้ดูแลระบบ"], 2568)


@pytest.mark.parametrize("places", [1, 50])
def test_rows_take_five_queries_however_many_there_are(
    django_assert_num_queries: DjangoAssertNumQueries, places: int
) -> None:
    """The years, the years and the documents that wait for somebody, the person's roles, the newest year to enter."""
    person = user()
    for number in range(places):
        place = municipality(f"m{number}", proper_name=f"ลำดับ {number}")
        Membership.objects.create(user=person, municipality=place, role=Role.STAFF)

    municipalities = list(Municipality.objects.visible_to(person))

    with django_assert_num_queries(5):
        rows = home_rows(person, municipalities, {})

    assert [row.municipality for row in rows] == municipalities
    assert len(rows) == places


DECIDE, AGAIN, REOPENED = "คะแนนปี 2568 รออนุมัติ", "คะแนนปี 2568 ส่งคืนให้แก้ไข", "คะแนนปี 2568 เปิดให้แก้ไขอีกครั้ง"


def handed_on(year: Assessment, *states: State) -> None:
    """Takes the year through the states."""
    person = user()
    for state in states:
        StateChange.objects.create(assessment=year, state=state, by=person)
    year.state = states[-1]
    year.save()


@pytest.mark.parametrize(
    ("states", "staff", "executive"),
    [
        ((State.SUBMITTED,), [], [DECIDE]),
        ((State.SUBMITTED, State.DRAFT), [AGAIN], []),
        ((State.SUBMITTED, State.DRAFT, State.SUBMITTED), [], [DECIDE]),
        ((State.SUBMITTED, State.APPROVED), [], []),
        ((State.SUBMITTED, State.APPROVED, State.DRAFT), [REOPENED], []),
    ],
)
def test_row_says_whose_turn_it_is(states: tuple[State, ...], staff: list[str], executive: list[str]) -> None:
    place = municipality()
    assessment(place, 2567)
    handed_on(assessment(place, 2568), *states)
    people = {role: member(place, role, role.value) for role in (Role.STAFF, Role.EXECUTIVE, Role.INTEGRITY_OFFICER)}

    tasks = {role: [task.words for task in row_of(person).tasks] for role, person in people.items()}

    assert tasks == {Role.STAFF: staff, Role.INTEGRITY_OFFICER: staff, Role.EXECUTIVE: executive}


def test_row_without_a_year_that_can_be_scored_offers_none() -> None:
    framework(2569)

    row = row_of(member(municipality(), Role.STAFF))

    assert row.score_year is None


@pytest.mark.parametrize(("fiscal_year", "there"), [(2568, True), (2567, False), (2600, False), (10**30, False)])
def test_framework_exists_for_the_years_that_are_loaded(fiscal_year: int, there: bool) -> None:
    framework(2568)

    assert framework_exists(fiscal_year) is there


def test_result_years_of_nothing_are_none() -> None:
    place = municipality()

    assert result_years([place]) == {place.pk: []}
    assert result_years(Municipality.objects.none()) == {}
