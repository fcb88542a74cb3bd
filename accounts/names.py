"""Reads names of municipalities, places and people as they are typed. No database is asked."""

from accounts.errors import UserError
from accounts.models import Kind
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
    word = " ".join(clean(text).split())
    for kind in Kind:
        if word.lower() == kind.value or word == kind.label:
            return kind
    for spelling in (word, f"{word}."):
        if spelling in KIND_WORDS:
            return KIND_WORDS[spelling]
    raise UserError(f"ไม่รู้จักประเภท “{text}” กรุณาระบุ นคร เมือง ตำบล อบต. หรือ อบจ.")


def province_read(text: str) -> str:
    """The bare name of a province as people write it: ``ยะลา`` of ``จังหวัดยะลา`` or ``จ.ยะลา``."""
    return _bare(text, "จังหวัด", "จ.")


def district_read(text: str) -> str:
    """The bare name of a district: ``เมืองยะลา`` of ``อำเภอเมืองยะลา`` or ``อ.เมืองยะลา``."""
    return _bare(text, "อำเภอ", "อ.")


def proper_name_read(name: str, kind: Kind) -> str:
    """The proper name in a full or proper `name`: ``บ้านสวน`` of ``เทศบาลนครบ้านสวน``.

    Raises UserError where it is missing, or where the words of another kind would make a false name.
    """
    name = line_read(name)
    for other in Kind:
        if name.startswith(other.label):
            if other != kind:
                raise UserError(f"ชื่อ “{name}” ไม่ตรงกับประเภท {kind.label} กรุณาตรวจสอบชื่อหรือประเภท")
            name = name.removeprefix(other.label).strip()
            break
    if not name or name.startswith(("เทศบาล", "องค์การบริหาร", "ทน.", "ทม.", "ทต.", "อบต.", "อบจ.")):
        raise UserError(f"ชื่อ “{name}” ใช้ไม่ได้ กรุณาระบุชื่อเต็ม เช่น {kind.label}บ้านสวน หรือชื่อเฉพาะ เช่น บ้านสวน")
    return name


def line_read(text: str) -> str:
    """Pasted or typed text as one line."""
    return clean(text).replace("\n", " ")


def _bare(text: str, *words: str) -> str:
    text = line_read(text)
    for word in words:
        text = text.removeprefix(word).strip()
    return text
