"""Acts on people and municipalities: one transaction each."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.errors import UserError
from accounts.models import Department, Kind, Municipality
from thaitext.words import clean

#: What people write for a kind besides its code and its full words.
KIND_WORDS = {
    "นคร": Kind.NAKHON,
    "เมือง": Kind.MUEANG,
    "ตำบล": Kind.TAMBON,
    "ทน.": Kind.NAKHON,
    "ทม.": Kind.MUEANG,
    "ทต.": Kind.TAMBON,
    "อบต.": Kind.SAO,
    "อบจ.": Kind.PAO,
}


def kind_read(text: str) -> Kind:
    """Reads a kind as people write it: ``นคร``, ``เทศบาลนคร``, ``ทน.``, ``nakhon``, ``อบต.`` …"""
    word = clean(text)
    for kind in Kind:
        if word.lower() == kind.value or word == kind.label:
            return kind
    if word in KIND_WORDS:
        return KIND_WORDS[word]
    raise UserError(f"ไม่รู้จักประเภท “{text}” กรุณาระบุ นคร เมือง ตำบล อบต. หรือ อบจ.")


@transaction.atomic
def municipality_create(
    *, slug: str, name: str, kind: Kind, province: str, district: str = "", proper_name: str = ""
) -> Municipality:
    """Registers a municipality.

    `name` may be the full official name or the proper name alone; the other is made from it and the kind.
    Raises UserError when the slug is taken, a name is missing or belongs to another kind.
    """
    name, province, district = clean(name), clean(province), clean(district)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise UserError(f"ชื่อในที่อยู่เว็บ “{slug}” ใช้ไม่ได้ กรุณาใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง เช่น ban-suan")
    proper_name = clean(proper_name) or _proper_name(name, kind)
    if not province:
        raise UserError(f"กรุณาระบุจังหวัดของ{kind.label}{proper_name}")
    municipality = Municipality(
        slug=slug,
        name=f"{kind.label}{proper_name}",
        proper_name=proper_name,
        kind=kind,
        district=district.removeprefix("อำเภอ"),
        province=province.removeprefix("จังหวัด"),
    )
    if Municipality.objects.filter(slug=slug).exists():
        raise UserError(f"มีหน่วยงานที่ใช้ชื่อ “{slug}” อยู่แล้ว กรุณาใช้ชื่ออื่น")
    try:
        municipality.full_clean()
    except ValidationError as error:
        raise UserError(*error.messages) from error
    municipality.save()
    return municipality


def _proper_name(name: str, kind: Kind) -> str:
    """The proper name inside `name`; refuses the words of another kind, which would make a false name."""
    for other in Kind:
        if name.startswith(other.label):
            if other != kind:
                raise UserError(f"ชื่อ “{name}” ไม่ตรงกับประเภท {kind.label} กรุณาตรวจสอบชื่อหรือประเภท")
            name = name.removeprefix(other.label).strip()
            break
    if not name or name.startswith(("เทศบาล", "องค์การบริหาร", "ทน.", "ทม.", "ทต.", "อบต.", "อบจ.")):
        raise UserError(f"ชื่อ “{name}” ใช้ไม่ได้ กรุณาระบุชื่อเต็ม เช่น {kind.label}บ้านสวน หรือชื่อเฉพาะ เช่น บ้านสวน")
    return name


@transaction.atomic
def departments_ensure(*, municipality: Municipality, names: Iterable[str]) -> dict[str, Department]:
    """Returns the municipality's departments by name, making those that are missing, in the given order."""
    return {
        name: Department.objects.get_or_create(municipality=municipality, name=clean(name), defaults={"order": order})[
            0
        ]
        for order, name in enumerate(names, start=1)
    }
