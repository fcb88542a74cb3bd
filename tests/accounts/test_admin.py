"""The superuser's pages keep the rules of the verbs, and say on the form what is wrong."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Department, Membership, Municipality, Role
from accounts.seals import NOT_A_PICTURE
from tests.accounts.test_seals import picture
from tests.factories import municipality, user

pytestmark = pytest.mark.django_db

ADD = "admin:accounts_municipality_add"
CHANGE = "admin:accounts_municipality_change"


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """An empty folder for the seals of a test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def superuser(client: Client) -> Client:
    """The browser of a superuser."""
    client.force_login(user(is_superuser=True, is_staff=True))
    return client


def rows(prefix: str, *forms: dict[str, Any]) -> dict[str, Any]:
    """What a page sends of the rows below its form."""
    sent = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": 0}
    return sent | {
        f"{prefix}-{place}-{name}": value for place, form in enumerate(forms) for name, value in form.items()
    }


def filled(*departments: dict[str, Any], **values: Any) -> dict[str, Any]:
    """What the page of a municipality sends."""
    form = {"slug": "sateng-nok", "name": "สะเตงนอก", "kind": "mueang", "district": "", "province": "ยะลา"}
    return form | values | rows("departments", *departments)


def errors(page: HttpResponse) -> dict[str, list[str]]:
    """The errors of the form on the page, by field."""
    found: dict[str, list[str]] = page.context["adminform"].form.errors  # type: ignore[attr-defined]
    return {name: list(sentences) for name, sentences in found.items()}


def test_municipality_is_stored_as_the_verb_stores_it(superuser: Client) -> None:
    page = superuser.post(
        reverse(ADD),
        filled(
            {"name": "กอง\u200bคลัง", "order": 1},
            name="เทศบาลเมือง\u200bสะเตงนอก",
            province="จังหวัดยะลา",
            district="อำเภอเมืองยะลา",
        ),
    )

    assert page.status_code == 302
    place = Municipality.objects.get()
    assert (place.name, place.proper_name) == ("เทศบาลเมืองสะเตงนอก", "สะเตงนอก")
    assert (place.district, place.province) == ("เมืองยะลา", "ยะลา")
    assert list(Department.objects.values_list("municipality__slug", "name")) == [("sateng-nok", "กองคลัง")]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"slug": "Sateng_NOK"},
            {"slug": ["ชื่อในที่อยู่เว็บ “Sateng_NOK” ใช้ไม่ได้ กรุณาใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง เช่น ban-suan"]},
        ),
        ({"slug": "ban-suan"}, {"slug": ["มีหน่วยงานที่ใช้ชื่อในที่อยู่เว็บนี้อยู่แล้ว กรุณาใช้ชื่ออื่น"]}),
        (
            {"name": "เทศบาลนครสะเตงนอก"},
            {"name": ["ชื่อ “เทศบาลนครสะเตงนอก” ไม่ตรงกับประเภท เทศบาลเมือง กรุณาตรวจสอบชื่อหรือประเภท"]},
        ),
        ({"province": "จังหวัด"}, {"province": ["กรุณาระบุจังหวัด"]}),
        ({"new_seal": SimpleUploadedFile("seal.png", b"<svg/>", "image/png")}, {"new_seal": [NOT_A_PICTURE]}),
    ],
    ids=["slug", "taken", "kind", "province", "seal"],
)
def test_municipality_that_breaks_a_rule_comes_back_with_the_sentence(
    superuser: Client, values: dict[str, Any], expected: dict[str, list[str]]
) -> None:
    municipality("ban-suan")

    page = superuser.post(reverse(ADD), filled(**values))

    assert page.status_code == 200
    assert errors(page) == expected  # type: ignore[arg-type]  # the test client's answer knows its context
    assert [place.slug for place in Municipality.objects.all()] == ["ban-suan"]


def test_municipality_gets_a_seal_and_loses_it(superuser: Client) -> None:
    place = municipality("sateng-nok", proper_name="สะเตงนอก", province="ยะลา")
    address = reverse(CHANGE, args=[place.pk])

    superuser.post(address, filled(new_seal=SimpleUploadedFile("ตรา.jpg", picture(form="JPEG").getvalue())))
    given = Municipality.objects.get().seal_file
    superuser.post(address, filled())
    kept = Municipality.objects.get().seal_file
    superuser.post(address, filled(remove_seal="on"))

    assert given is not None
    assert given.name == "sateng-nok.png"
    assert kept == given
    assert Municipality.objects.get().seal_file is None


def test_person_and_province_are_named_the_verbs_name_them(superuser: Client) -> None:
    place, person = municipality(province="ยะลา"), user("overseer")
    change = reverse("admin:accounts_user_change", args=[person.pk])
    joined = {"date_joined_0": "2026-11-20", "date_joined_1": "10:00:00"}
    role = {"role": "overseer", "province": "จังหวัด\u200bยะลา", "position": "ท้องถิ่นจังหวัด"}
    name = {"username": "overseer", "title": "นาย", "first_name": "อับดุล\u200bเลาะ", "last_name": " สุขสถาพร"}

    page = superuser.post(change, {"is_active": "on", **name, **joined, **rows("memberships", role)})

    assert page.status_code == 302
    person.refresh_from_db()
    assert person.get_full_name() == "นายอับดุลเลาะ สุขสถาพร"
    assert list(Membership.objects.values_list("role", "province")) == [(Role.OVERSEER, "ยะลา")]
    assert list(Municipality.objects.visible_to(person)) == [place]
