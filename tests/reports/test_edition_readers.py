"""Who reads a form that says “approved”: everybody the one that counts, its signer his own while he decides."""

from http import HTTPStatus

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from reports.models import Approval, Edition, EditionFile
from tests.factories import member, overseer
from tests.reports.editions import KIND, MAYOR, Office, office

pytestmark = pytest.mark.django_db

CLERK = "ปลัดเทศบาล"
SIGNED = "อนุมัติทางอิเล็กทรอนิกส์"


@pytest.fixture
def town() -> Office:
    cache.clear()  # of what was counted against the password
    return office()


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, edition: Edition, **more: object) -> str:
    place = {"slug": edition.municipality.slug, "fiscal_year": 2568, "kind": KIND, "number": edition.pk}
    return reverse(name, kwargs=place | more)


def answers(person: User, edition: Edition, file: EditionFile) -> tuple[int, int]:
    """How the form's PDF and its content are answered."""
    client = browser(person)
    content = client.get(address("edition_content", edition), {"approval": file.approval_id})
    assert (content.status_code == HTTPStatus.OK) == (SIGNED in content.content.decode())
    pdf = client.get(address("edition_file", edition, file=file.pk))
    pdf.getvalue()  # reads the file, and so closes it
    return pdf.status_code, content.status_code


def shown(person: User, edition: Edition) -> int:
    """The form whose approval the edition's page asks for."""
    prepared: Approval = browser(person).get(address("edition", edition)).context["prepared"]
    return prepared.pk


def readers(town: Office) -> dict[str, User]:
    staff = member(town.place, Role.STAFF)
    return {
        "officer": town.officer,
        "staff": staff,
        "overseer": overseer(town.place.province),
        "clerk": town.clerk,
        "mayor": town.mayor,
    }


def test_form_that_is_not_approved_is_its_signer_s_alone(town: Office) -> None:
    edition = town.submit()
    file = town.printed(town.prepare(edition))

    found = {who: answers(person, edition, file) for who, person in readers(town).items()}

    assert found.pop("mayor") == (200, 200)
    assert set(found.values()) == {(404, 404)}


def test_form_of_a_returned_edition_is_nobody_s(town: Office) -> None:
    edition = town.submit()
    file = town.printed(town.prepare(edition))
    town.give_back(edition)

    found = {answers(person, edition, file) for person in readers(town).values()}

    assert found == {(404, 404)}


def test_approved_form_is_every_reader_s_and_another_one_nobody_s(town: Office) -> None:
    edition = town.submit()
    other = town.printed(town.prepare(edition, town.clerk, position=CLERK))
    town.approve(edition)
    assert edition.approval is not None
    approved = edition.approval.files.get()

    found = {(answers(person, edition, approved), answers(person, edition, other)) for person in readers(town).values()}

    assert found == {((200, 200), (404, 404))}


def test_form_that_was_asked_for_last_is_the_one_to_sign(town: Office) -> None:
    """First in his own office, then in another's stead, and then in his own after all: on the same day."""
    edition = town.submit()
    own = town.prepare(edition)
    acting = town.prepare(edition, position=CLERK, acting=MAYOR)
    between = shown(town.mayor, edition)

    again = town.prepare(edition)

    assert (between, again, shown(town.mayor, edition)) == (acting.pk, own, own.pk)
    assert Approval.objects.count() == 2


def test_approval_by_a_number_of_thousands_of_digits_is_not_found(town: Office) -> None:
    edition = town.submit()
    file = town.printed(town.prepare(edition))

    response = browser(town.mayor).post(
        address("edition_approve", edition), {"approval": "9" * 5000, "seen": file.sha256, "password": "x"}
    )

    assert response.status_code == HTTPStatus.NOT_FOUND
