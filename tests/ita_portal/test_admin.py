"""The superuser's pages as the portal sets them up."""

import contextlib
import io

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.factories import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client: Client) -> Client:
    """The browser of a superuser."""
    client.force_login(user(is_superuser=True, is_staff=True))
    return client


def test_pages_bear_the_portals_name_and_sign(superuser: Client) -> None:
    page = superuser.get(reverse("admin:index")).content.decode()

    assert "<title>ข้อมูลหลักของระบบ | ผู้ดูแลระบบวิเคราะห์ผล ITA</title>" in page
    assert '<link rel="icon" href="/static/img/logo.svg" type="image/svg+xml">' in page
    assert "Django" not in page


def test_lists_are_those_that_the_portal_uses(superuser: Client) -> None:
    page = superuser.get(reverse("admin:index"))

    apps = page.context["app_list"]
    assert {app["name"]: [model["name"] for model in app["models"]] for app in apps} == {
        "ประวัติการแก้ไข": ["รายการแก้ไข"],
        "ผู้ใช้และหน่วยงาน": ["ผู้ใช้", "หน่วยงาน"],
    }


def test_person_has_roles_and_neither_groups_nor_single_permissions(superuser: Client) -> None:
    page = superuser.get(reverse("admin:accounts_user_change", args=[user("somchai").pk]))

    fields = page.context["adminform"].form.fields
    assert {"groups", "user_permissions"} & set(fields) == set()


def test_sign_is_there_for_browsers_that_ask_unasked(client: Client) -> None:
    with contextlib.closing(client.get("/favicon.ico")) as answer:
        sizes = Image.open(io.BytesIO(answer.getvalue())).info["sizes"]

    assert answer["Content-Type"] == "image/x-icon"
    assert sizes == {(16, 16), (32, 32), (48, 48)}
