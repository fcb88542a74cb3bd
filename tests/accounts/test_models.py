"""What the database itself refuses, and how people and places are named."""

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import Department, Membership, Role, User, seal_path
from tests.factories import department, member, municipality, overseer, user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "in_municipality", "province"),
    [
        (Role.OVERSEER, False, ""),
        (Role.OVERSEER, True, ""),
        (Role.OVERSEER, True, "ยะลา"),
        (Role.STAFF, False, ""),
        (Role.STAFF, False, "ยะลา"),
        (Role.EXECUTIVE, True, "ยะลา"),
    ],
)
def test_membership_names_a_province_for_an_overseer_and_a_municipality_for_others(
    role: Role, in_municipality: bool, province: str
) -> None:
    place = municipality() if in_municipality else None
    membership = Membership(user=user(), municipality=place, role=role, province=province)

    with pytest.raises(ValidationError) as caught:
        membership.full_clean()
    with pytest.raises(IntegrityError, match="overseer_of_a_province_others_of_a_municipality"):
        membership.save()

    assert caught.value.messages == ["ผู้กำกับต้องระบุจังหวัดและไม่ระบุหน่วยงาน บทบาทอื่นต้องระบุหน่วยงานและไม่ระบุจังหวัด"]


def test_membership_stands_once_for_a_role_in_a_municipality() -> None:
    place = municipality()
    person = member(place, Role.STAFF)

    with pytest.raises(ValidationError) as caught:
        Membership(user=person, municipality=place, role=Role.STAFF).full_clean()
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=person, municipality=place, role=Role.STAFF)

    assert caught.value.messages == ["ผู้ใช้มีบทบาทนี้ในหน่วยงานอยู่แล้ว"]


def test_membership_stands_once_for_an_overseer_of_a_province() -> None:
    person = overseer("ยะลา")

    with pytest.raises(ValidationError) as caught:
        Membership(user=person, role=Role.OVERSEER, province="ยะลา").full_clean()
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=person, role=Role.OVERSEER, province="ยะลา")

    assert caught.value.messages == ["ผู้ใช้กำกับจังหวัดนี้อยู่แล้ว"]


def test_membership_allows_two_provinces_and_two_roles() -> None:
    person = member(municipality(), Role.STAFF)

    Membership.objects.create(user=person, role=Role.OVERSEER, province="ยะลา")
    Membership.objects.create(user=person, role=Role.OVERSEER, province="ปัตตานี")

    assert person.memberships.count() == 3


def test_user_name_is_taken_once() -> None:
    user("somchai")

    with pytest.raises(ValidationError) as caught:
        User(username="somchai", password="x").full_clean()
    with pytest.raises(IntegrityError):
        user("somchai")

    assert caught.value.message_dict == {"username": ["มีชื่อผู้ใช้นี้แล้ว กรุณาใช้ชื่ออื่น"]}


def test_user_name_is_taken_whatever_its_case() -> None:
    """People log in as somchai or Somchai: with two such users neither could."""
    user("somchai")

    with pytest.raises(ValidationError) as caught:
        User(username="Somchai", password="x").full_clean()
    with pytest.raises(IntegrityError):
        user("Somchai")

    assert caught.value.messages == ["มีชื่อผู้ใช้นี้แล้ว กรุณาใช้ชื่ออื่น"]


def test_user_name_in_thai_is_refused_with_what_it_may_hold() -> None:
    person = User(username="กำนัน", password="x")

    with pytest.raises(ValidationError) as caught:
        person.full_clean()

    assert caught.value.message_dict == {"username": ["ชื่อผู้ใช้ใช้ได้เฉพาะอักษรอังกฤษ ตัวเลข และ @ . + - _"]}


@pytest.mark.parametrize(
    ("title", "first_name", "last_name", "expected"),
    [
        ("นางสาว", "ซารีนา", "วาจิ", "นางสาวซารีนา วาจิ"),
        ("", "ซารีนา", "", "ซารีนา"),
        ("", "", "", "somchai"),
    ],
)
def test_user_full_name_is_what_a_signature_prints(title: str, first_name: str, last_name: str, expected: str) -> None:
    person = User(username="somchai", title=title, first_name=first_name, last_name=last_name)

    name = person.get_full_name()

    assert name == expected


def test_department_stands_once_in_a_municipality() -> None:
    place = municipality()
    department(place, "กองคลัง")

    with pytest.raises(IntegrityError):
        Department.objects.create(municipality=place, name="กองคลัง")


def test_seal_is_kept_under_the_slug_whatever_the_file_was_called() -> None:
    place = municipality()

    path = seal_path(place, "../../ตรา เทศบาล.JPG")

    assert path == "seals/ban-suan.png"


def test_audit_leaves_out_passwords_and_log_ins() -> None:
    person = user("somchai")
    LogEntry.objects.all().delete()

    person.set_password("another-2568")
    person.title = "นาย"
    person.save()

    assert [entry.changes for entry in LogEntry.objects.all()] == [{"title": ["", "นาย"]}]
