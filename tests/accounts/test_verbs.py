"""Registering municipalities and people: names as people write them, wrong ones refused with what to do."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Department, Kind, Membership, Municipality, Role, User
from accounts.verbs import (
    departments_ensure,
    membership_grant,
    municipality_change,
    municipality_create,
    person_create,
)
from tests.factories import municipality, user


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kind", "full", "proper"),
    [
        ("เทศบาลนครบ้านสวน", Kind.NAKHON, "เทศบาลนครบ้านสวน", "บ้านสวน"),
        ("บ้านสวน", Kind.NAKHON, "เทศบาลนครบ้านสวน", "บ้านสวน"),
        ("นครราชสีมา", Kind.NAKHON, "เทศบาลนครนครราชสีมา", "นครราชสีมา"),
        ("เทศบาลนครนครราชสีมา", Kind.NAKHON, "เทศบาลนครนครราชสีมา", "นครราชสีมา"),
        ("เมืองพล", Kind.MUEANG, "เทศบาลเมืองเมืองพล", "เมืองพล"),
        (" เทศบาลตำบล บ้านฉาง ", Kind.TAMBON, "เทศบาลตำบลบ้านฉาง", "บ้านฉาง"),
        ("องค์การบริหารส่วนตำบลบ้านฉาง", Kind.SAO, "องค์การบริหารส่วนตำบลบ้านฉาง", "บ้านฉาง"),
        ("ระยอง", Kind.PAO, "องค์การบริหารส่วนจังหวัดระยอง", "ระยอง"),
    ],
)
def test_municipality_create_makes_full_and_proper_name(name: str, kind: Kind, full: str, proper: str) -> None:
    place = municipality_create(slug="town", name=name, kind=kind, province="จังหวัดชลบุรี", district="อำเภอเมืองชลบุรี")

    stored = Municipality.objects.get(pk=place.pk)

    assert (stored.name, stored.proper_name, stored.kind) == (full, proper, kind)
    assert (stored.district, stored.province) == ("เมืองชลบุรี", "ชลบุรี")
    assert str(stored) == full


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("เทศบาลเมืองบ้านสวน", "ชื่อ “เทศบาลเมืองบ้านสวน” ไม่ตรงกับประเภท เทศบาลนคร กรุณาตรวจสอบชื่อหรือประเภท"),
        (
            "องค์การบริหารส่วนตำบลบ้านสวน",
            "ชื่อ “องค์การบริหารส่วนตำบลบ้านสวน” ไม่ตรงกับประเภท เทศบาลนคร กรุณาตรวจสอบชื่อหรือประเภท",
        ),
        *(
            (name, f"ชื่อ “{name}” ใช้ไม่ได้ กรุณาระบุชื่อเต็ม เช่น เทศบาลนครบ้านสวน หรือชื่อเฉพาะ เช่น บ้านสวน")
            for name in ("", "ทน.บ้านสวน", "ทต.บ้านสวน", "อบต.บ้านสวน", "เทศบาลบ้านสวน", "องค์การบริหารบ้านสวน")
        ),
    ],
)
def test_municipality_create_refuses_a_false_name(name: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        municipality_create(slug="ban-suan", name=name, kind=Kind.NAKHON, province="ชลบุรี")

    assert caught.value.messages == (message,)
    assert not Municipality.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "slug", ["Ban-Suan", "ban suan", "บ้านสวน", "Sateng_NOK", "-ban", "ban--suan", "ban-", "../", "ban\n", "ban\u200b"]
)
def test_municipality_create_refuses_a_bad_slug(slug: str) -> None:
    with pytest.raises(UserError) as caught:
        municipality_create(slug=slug, name="บ้านสวน", kind=Kind.NAKHON, province="ชลบุรี")

    assert caught.value.messages == (f"ชื่อในที่อยู่เว็บ “{slug}” ใช้ไม่ได้ กรุณาใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง เช่น ban-suan",)


@pytest.mark.django_db
def test_municipality_create_refuses_a_taken_slug() -> None:
    municipality("ban-suan")

    with pytest.raises(UserError) as caught:
        municipality("ban-suan", proper_name="บ้านสวนใหม่")

    assert caught.value.messages == ("มีหน่วยงานที่ใช้ชื่อในที่อยู่เว็บนี้อยู่แล้ว กรุณาใช้ชื่ออื่น",)
    assert Municipality.objects.count() == 1


@pytest.mark.django_db
def test_municipality_create_says_what_is_missing() -> None:
    with pytest.raises(UserError) as caught:
        municipality_create(slug="ban-suan", name="บ้านสวน", kind=Kind.NAKHON, province=" ")

    assert caught.value.messages == ("กรุณาระบุจังหวัดของเทศบาลนครบ้านสวน",)


@pytest.mark.django_db
def test_municipality_create_says_that_the_slug_is_missing() -> None:
    with pytest.raises(UserError) as caught:
        municipality_create(slug="", name="บ้านสวน", kind=Kind.NAKHON, province="ชลบุรี")

    assert caught.value.messages == ("กรุณาระบุชื่อในที่อยู่เว็บ เช่น ban-suan",)


@pytest.mark.django_db
def test_municipality_create_asks_once_whether_the_slug_is_taken(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """A savepoint and its release, the question, the row, and two of the audit trail: its kind and its entry."""
    municipality()

    with django_assert_num_queries(5) as queries:
        municipality("ban-chang", proper_name="บ้านฉาง")

    asked = [query["sql"] for query in queries.captured_queries if query["sql"].startswith("SELECT")]
    assert len([sql for sql in asked if "accounts_municipality" in sql]) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["ยะลา", "จังหวัดยะลา", "จ.ยะลา", "จ. ยะลา", " จังหวัด\u200bยะลา ", "จังหวัด ยะลา\n"])
def test_province_is_stored_bare_so_that_its_overseer_finds_it(text: str) -> None:
    place = municipality(province=text)
    person = user()

    membership = membership_grant(user=person, role=Role.OVERSEER, province=text)

    assert (place.province, membership.province) == ("ยะลา", "ยะลา")
    assert list(Municipality.objects.visible_to(person)) == [place]


@pytest.mark.django_db
def test_municipality_change_keeps_the_rules_of_registering() -> None:
    place = municipality()

    municipality_change(
        municipality=place, slug="ban-suan", name="เทศบาลนคร\u200bบ้านสวน", kind=Kind.NAKHON,
        province="จังหวัดชลบุรี", district="อ.เมืองชลบุรี",
    )  # fmt: skip
    with pytest.raises(UserError) as caught:
        municipality_change(
            municipality=place, slug="ban-suan", name="เทศบาลเมืองบ้านสวน", kind=Kind.NAKHON, province="ชลบุรี"
        )

    stored = Municipality.objects.get()
    assert (stored.name, stored.proper_name, stored.kind) == ("เทศบาลนครบ้านสวน", "บ้านสวน", Kind.NAKHON)
    assert (stored.district, stored.province) == ("เมืองชลบุรี", "ชลบุรี")
    assert caught.value.messages == ("ชื่อ “เทศบาลเมืองบ้านสวน” ไม่ตรงกับประเภท เทศบาลนคร กรุณาตรวจสอบชื่อหรือประเภท",)


@pytest.mark.django_db
def test_person_create_registers_who_can_log_in() -> None:
    person = person_create(
        username="somchai", password="ita-secret", first_name=" สม\u200bชาย ", last_name="ใจดี", title="นาย"
    )

    stored = User.objects.get(pk=person.pk)

    assert stored.get_full_name() == "นายสมชาย ใจดี"
    assert stored.check_password("ita-secret")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("username", "message"),
    [
        ("Somchai", "มีชื่อผู้ใช้นี้แล้ว กรุณาใช้ชื่ออื่น"),
        ("กำนัน", "ชื่อผู้ใช้ใช้ได้เฉพาะอักษรอังกฤษ ตัวเลข และ @ . + - _"),
    ],
)
def test_person_create_refuses_a_wrong_user_name(username: str, message: str) -> None:
    user("somchai")

    with pytest.raises(UserError) as caught:
        person_create(username=username, password="x", first_name="สมชาย", last_name="ใจดี")

    assert caught.value.messages == (message,)
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_membership_grant_gives_a_role_once_and_in_its_own_place() -> None:
    place, person = municipality(), user()
    membership_grant(user=person, role=Role.STAFF, municipality=place, position=" นิติกร ")

    with pytest.raises(UserError) as again:
        membership_grant(user=person, role=Role.STAFF, municipality=place)
    with pytest.raises(UserError) as nowhere:
        membership_grant(user=person, role=Role.OVERSEER, province="จังหวัด")

    assert list(Membership.objects.values_list("role", "position")) == [(Role.STAFF, "นิติกร")]
    assert again.value.messages == ("ผู้ใช้มีบทบาทนี้ในหน่วยงานอยู่แล้ว",)
    assert nowhere.value.messages == ("ผู้กำกับต้องระบุจังหวัดและไม่ระบุหน่วยงาน บทบาทอื่นต้องระบุหน่วยงานและไม่ระบุจังหวัด",)


@pytest.mark.django_db
def test_departments_ensure_makes_only_those_that_are_missing() -> None:
    place = municipality()
    first = departments_ensure(municipality=place, names=["สำนักปลัดเทศบาล", "กองคลัง"])

    second = departments_ensure(municipality=place, names=["กองคลัง", "กองช่าง"])

    assert second["กองคลัง"] == first["กองคลัง"]
    assert list(Department.objects.values_list("name", "order")) == [
        ("สำนักปลัดเทศบาล", 1),
        ("กองคลัง", 2),
        ("กองช่าง", 2),
    ]
