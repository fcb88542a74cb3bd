"""The addresses that only take a form's data, opened after a log-in: back to the form, with a sentence."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Municipality, Role
from tests.factories import framework, member, municipality

pytestmark = pytest.mark.django_db

AGAIN = "เซสชันหมดอายุก่อนบันทึก กรุณาทำรายการอีกครั้ง"
LOGIN = "http://testserver/accounts/login/"


@pytest.fixture
def place() -> Municipality:
    """Of the year 2568."""
    framework(2568)
    return municipality()


def browser(place: Municipality) -> Client:
    """Of the municipality's staff."""
    client = Client()
    client.force_login(member(place, Role.STAFF))
    return client


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("scores/submit/", "scores/"),
        ("scores/apply/", "scores/"),
        ("scores/text/", "scores/"),
        ("scores/undo/", "scores/"),
        ("scores/IIT/paste", "scores/IIT/"),
        ("scores/cells/i1/comments", "scores/cells/i1"),
        ("documents/indicator-analysis/jobs", "documents/indicator-analysis/"),
    ],
)
def test_address_leads_back_to_its_form_after_a_login(address: str, form: str, place: Municipality) -> None:
    year = reverse("year", args=[place.slug, 2568])

    response = browser(place).get(year + address, headers={"Referer": f"{LOGIN}?next={year}{address}"}, follow=True)

    assert response.redirect_chain == [(year + form, 302)]
    if form.startswith("scores/"):
        assert AGAIN in response.content.decode()


def test_address_opened_otherwise_says_in_thai_what_it_is(place: Municipality) -> None:
    address = reverse("scores_submit", args=[place.slug, 2568])

    response = browser(place).get(address)

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "เปิดหน้านี้โดยตรงไม่ได้" in response.content.decode()
    assert f'href="{reverse("scores", args=[place.slug, 2568])}"' in response.content.decode()


def test_session_that_ended_before_a_form_was_sent_is_told_after_the_login(place: Municipality) -> None:
    client, address = browser(place), reverse("scores_submit", args=[place.slug, 2568])
    client.logout()

    sent = client.post(address)
    client.force_login(place.memberships.get().user)
    back = client.get(address, headers={"Referer": f"http://testserver{sent.headers['Location']}"}, follow=True)

    assert sent.headers["Location"] == f"{reverse('account_login')}?next={address}"
    assert AGAIN in back.content.decode()
