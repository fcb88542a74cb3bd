"""The getter is the check: a foreign municipality is not found, a missing role is refused."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from accounts.access import EDITORS, READERS, SCORERS, municipality_get, roles_anywhere, roles_in
from accounts.models import Membership, Municipality, Role
from tests.factories import member, municipality, overseer, user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "scores", "edits"),
    [
        (Role.STAFF, True, False),
        (Role.INTEGRITY_OFFICER, True, True),
        (Role.EXECUTIVE, False, False),
    ],
)
def test_municipality_get_gives_each_role_its_own_acts(role: Role, scores: bool, edits: bool) -> None:
    place = municipality()
    person = member(place, role)

    allowed = {}
    for act, roles in (("read", READERS), ("score", SCORERS), ("edit", EDITORS)):
        try:
            allowed[act] = municipality_get(person, place.slug, roles=roles) == place
        except PermissionDenied:
            allowed[act] = False

    assert allowed == {"read": True, "score": scores, "edit": edits}


def test_municipality_get_hides_a_foreign_municipality() -> None:
    place = municipality()
    person = member(municipality("ban-chang", proper_name="บ้านฉาง"), Role.INTEGRITY_OFFICER)

    with pytest.raises(Http404):
        municipality_get(person, place.slug)


def test_municipality_get_tells_a_foreign_one_from_none_by_nothing() -> None:
    municipality()
    person = member(municipality("ban-chang", proper_name="บ้านฉาง"), Role.STAFF)

    sentences = []
    for slug in ("ban-suan", "no-such-place"):
        with pytest.raises(Http404) as caught:
            municipality_get(person, slug)
        sentences.append(str(caught.value))

    assert sentences[0] == sentences[1]


def test_municipality_get_lets_an_overseer_read_the_whole_province_and_no_more() -> None:
    place = municipality(province="ยะลา")
    other = municipality("betong", proper_name="เบตง", province="ยะลา")
    foreign = municipality("ban-chang", proper_name="บ้านฉาง", province="ระยอง")
    person = overseer("ยะลา")

    assert municipality_get(person, place.slug) == place
    assert municipality_get(person, other.slug) == other
    with pytest.raises(PermissionDenied):
        municipality_get(person, place.slug, roles=SCORERS)
    with pytest.raises(Http404):
        municipality_get(person, foreign.slug)


def test_municipality_get_gives_a_superuser_every_role() -> None:
    place = municipality()
    person = user(is_superuser=True)

    found = municipality_get(person, place.slug, roles=EDITORS)

    assert found == place
    assert roles_in(person, place) == set(Role)


@pytest.mark.parametrize("superuser", [False, True])
def test_municipality_get_knows_no_inactive_person(superuser: bool) -> None:
    place = municipality()
    person = member(place, Role.STAFF)
    person.is_active, person.is_superuser = False, superuser
    person.save()

    with pytest.raises(Http404):
        municipality_get(person, place.slug)

    assert roles_in(person, place) == set()


def test_municipality_get_knows_no_stranger() -> None:
    place = municipality()

    with pytest.raises(Http404):
        municipality_get(AnonymousUser(), place.slug)

    assert roles_in(AnonymousUser(), place) == set()


def test_municipality_get_takes_two_queries_at_most_however_many_places(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    place = municipality()
    person = member(place, Role.STAFF)
    for number in range(3):
        another = municipality(f"town-{number}", proper_name=f"เมืองใหม่ {number}")
        Membership.objects.create(user=person, municipality=another, role=Role.EXECUTIVE)

    with django_assert_num_queries(1):
        found = municipality_get(person, place.slug)
    with django_assert_num_queries(2):
        municipality_get(person, place.slug, roles=SCORERS)
    with django_assert_num_queries(1):
        roles = roles_in(person, place)

    assert (found, roles) == (place, {Role.STAFF})


def test_roles_anywhere_takes_one_query_for_all_places(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    places = [municipality(f"town-{number}", proper_name=f"เมืองใหม่ {number}") for number in range(3)]
    person = member(places[0], Role.STAFF)
    Membership.objects.create(user=person, municipality=places[2], role=Role.EXECUTIVE)

    with django_assert_num_queries(1):
        roles_of = roles_anywhere(person)
        roles = [roles_of(place) for place in places]

    assert roles == [{Role.STAFF}, set(), {Role.EXECUTIVE}]


def test_visible_to_lists_a_municipality_once_for_two_roles() -> None:
    place = municipality()
    municipality("ban-chang", proper_name="บ้านฉาง")
    person = member(place, Role.STAFF)
    Membership.objects.create(user=person, municipality=place, role=Role.INTEGRITY_OFFICER)
    Membership.objects.create(user=person, role=Role.OVERSEER, province=place.province)

    seen = list(Municipality.objects.visible_to(person).filter(slug=place.slug))

    assert seen == [place]
    assert roles_in(person, place) == {Role.STAFF, Role.INTEGRITY_OFFICER, Role.OVERSEER}
