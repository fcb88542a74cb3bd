"""One's own account: logging in and out, a password changed by the old one or set by a person who has none."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, user

pytestmark = pytest.mark.django_db

NEW = "another-secret-2568"


def test_log_in_and_log_out_are_said_in_the_portals_words(client: Client) -> None:
    user("somchai")

    entered = client.post(reverse("account_login"), {"login": "somchai", "password": PASSWORD}, follow=True)
    left = client.post(reverse("account_logout"), follow=True)

    said = [[str(message) for message in page.context["messages"]] for page in (entered, left)]
    assert said == [["เข้าสู่ระบบแล้ว"], ["ออกจากระบบแล้ว"]]


def test_password_is_changed_by_the_old_one(client: Client) -> None:
    person = user("somchai")
    client.force_login(person)

    shown = client.get(reverse("account_change_password"))
    client.post(shown.request["PATH_INFO"], {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    person.refresh_from_db()
    assert b'name="oldpassword"' in shown.content
    assert person.check_password(NEW)


def test_password_is_set_by_a_person_who_has_none(client: Client) -> None:
    person = user("somchai")
    person.set_unusable_password()
    person.save()
    client.force_login(person)

    shown = client.get(reverse("account_change_password"))
    client.post(shown.request["PATH_INFO"], {"password1": NEW, "password2": NEW})

    person.refresh_from_db()
    assert (shown.status_code, b'name="oldpassword"' in shown.content) == (200, False)
    assert person.check_password(NEW)
