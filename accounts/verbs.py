"""Acts on people and municipalities: one transaction each."""

from collections.abc import Iterable
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.errors import UserError
from accounts.models import Department, Kind, Membership, Municipality, Role, User
from accounts.names import district_read, line_read, proper_name_read, province_read
from accounts.seals import seal_png
from thaitext.words import clean


def municipality_create(*, slug: str, name: str, kind: Kind, province: str, district: str = "") -> Municipality:
    """Registers a municipality; see `municipality_change`."""
    return municipality_change(
        municipality=Municipality(), slug=slug, name=name, kind=kind, province=province, district=district
    )


@transaction.atomic
def municipality_change(
    *, municipality: Municipality, slug: str, name: str, kind: Kind, province: str, district: str = ""
) -> Municipality:
    """Stores what a municipality is called and where it lies.

    `name` may be the full official name or the proper name alone; the other is made from it and the kind.
    Raises UserError when the slug is wrong or taken, the province is missing, the name too or of another kind.
    """
    proper_name = proper_name_read(name, kind)
    municipality.slug = slug
    municipality.name = f"{kind.label}{proper_name}"
    municipality.proper_name = proper_name
    municipality.kind = kind
    municipality.district = district_read(district)
    municipality.province = province_read(province)
    if not municipality.province:
        raise UserError(f"กรุณาระบุจังหวัดของ{municipality.name}")
    _save(municipality)
    return municipality


def seal_set(*, municipality: Municipality, file: IO[bytes] | None) -> None:
    """Gives the municipality the seal in `file`, or takes its seal away. Raises UserError as `seal_png` does."""
    png = seal_png(file) if file else b""
    old = municipality.seal.name
    if png:
        municipality.seal.save("seal.png", ContentFile(png), save=False)
    else:
        municipality.seal = ""
    municipality.save(update_fields=["seal"])
    if old:
        transaction.on_commit(lambda: municipality.seal.storage.delete(old))


@transaction.atomic
def departments_ensure(*, municipality: Municipality, names: Iterable[str]) -> dict[str, Department]:
    """Returns the municipality's departments by name, making those that are missing, in the given order."""
    return {
        name: Department.objects.get_or_create(municipality=municipality, name=clean(name), defaults={"order": order})[
            0
        ]
        for order, name in enumerate(names, start=1)
    }


@transaction.atomic
def person_create(
    *, username: str, password: str, first_name: str, last_name: str, title: str = "", email: str = ""
) -> User:
    """Registers a person who logs in by `password`, which whoever asks for it has checked (AUTH_PASSWORD_VALIDATORS).

    Raises UserError when the user name is wrong or taken.
    """
    person = User(
        username=username,
        first_name=line_read(first_name),
        last_name=line_read(last_name),
        title=line_read(title),
        email=email,
    )
    person.set_password(password)
    _save(person)
    return person


@transaction.atomic
def membership_grant(
    *,
    user: User,
    role: Role,
    municipality: Municipality | None = None,
    province: str = "",
    position: str = "",
    department: Department | None = None,
) -> Membership:
    """Gives a person a role: an overseer in a province, others in a municipality, perhaps in one of its departments.

    Raises UserError when the place or the department does not fit, or the person has the role there already.
    """
    if department and department.municipality_id != (municipality.pk if municipality else None):
        raise UserError(f"{department} ไม่ใช่ส่วนราชการของหน่วยงานนี้ กรุณาเลือกใหม่")
    membership = Membership(
        user=user,
        role=role,
        municipality=municipality,
        province=province_read(province),
        position=line_read(position),
        department=department,
    )
    _save(membership)
    return membership


def _save(row: Municipality | User | Membership) -> None:
    """Stores the row; what its model refuses is the user's error."""
    try:
        row.full_clean()
    except ValidationError as error:
        raise UserError(*error.messages) from error
    row.save()
