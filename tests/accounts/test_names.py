"""Names as people write them: kinds, places, proper names."""

import pytest

from accounts.errors import UserError
from accounts.models import Kind
from accounts.names import district_read, kind_read, line_read, proper_name_read, province_read


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("นคร", Kind.NAKHON),
        ("เมือง", Kind.MUEANG),
        ("ตำบล", Kind.TAMBON),
        ("อบต.", Kind.SAO),
        ("อบจ.", Kind.PAO),
        ("ทน.", Kind.NAKHON),
        ("ทม.", Kind.MUEANG),
        ("ทต.", Kind.TAMBON),
        ("เทศบาลนคร", Kind.NAKHON),
        ("เทศบาลเมือง", Kind.MUEANG),
        ("เทศบาลตําบล", Kind.TAMBON),  # ํ + า as some keyboards write ำ
        ("องค์การบริหารส่วนตำบล", Kind.SAO),
        ("องค์การบริหารส่วนจังหวัด", Kind.PAO),
        ("nakhon", Kind.NAKHON),
        ("Tambon", Kind.TAMBON),
        (" อบต. ", Kind.SAO),
    ],
)
def test_kind_read_takes_what_people_write(text: str, kind: Kind) -> None:
    assert kind_read(text) == kind


@pytest.mark.parametrize("text", ["", "อำเภอ", "เทศบาล", "นครนครราชสีมา"])
def test_kind_read_refuses_the_rest_with_the_choices(text: str) -> None:
    with pytest.raises(UserError) as caught:
        kind_read(text)

    assert caught.value.messages == (f"ไม่รู้จักประเภท “{text}” กรุณาระบุ นคร เมือง ตำบล อบต. หรือ อบจ.",)


@pytest.mark.parametrize("text", ["ยะลา", " จังหวัดยะลา", "จังหวัด ยะลา", "จ.ยะลา", "จ. ยะลา\n"])
def test_province_read_leaves_the_bare_name(text: str) -> None:
    assert province_read(text) == "ยะลา"


@pytest.mark.parametrize("text", ["เมืองยะลา", "อำเภอเมืองยะลา", "อ.เมืองยะลา", "อ. เมืองยะลา"])
def test_district_read_leaves_the_bare_name(text: str) -> None:
    assert district_read(text) == "เมืองยะลา"


@pytest.mark.parametrize("name", ["เทศบาลเมืองสะเตงนอก", " เทศบาลเมือง สะเตงนอก ", "สะเตงนอก"])
def test_proper_name_read_leaves_out_the_kind(name: str) -> None:
    assert proper_name_read(name, Kind.MUEANG) == "สะเตงนอก"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("เทศบาลนครสะเตงนอก", "ชื่อ “เทศบาลนครสะเตงนอก” ไม่ตรงกับประเภท เทศบาลเมือง กรุณาตรวจสอบชื่อหรือประเภท"),
        (
            "ทม.สะเตงนอก",
            "ชื่อ “ทม.สะเตงนอก” ใช้ไม่ได้ กรุณาระบุชื่อเต็ม เช่น เทศบาลเมืองบ้านสวน หรือชื่อเฉพาะ เช่น บ้านสวน",
        ),
        ("เทศบาลเมือง", "ชื่อ “” ใช้ไม่ได้ กรุณาระบุชื่อเต็ม เช่น เทศบาลเมืองบ้านสวน หรือชื่อเฉพาะ เช่น บ้านสวน"),
    ],
)
def test_proper_name_read_refuses_a_false_name(name: str, sentence: str) -> None:
    with pytest.raises(UserError) as caught:
        proper_name_read(name, Kind.MUEANG)

    assert caught.value.messages == (sentence,)


def test_line_read_makes_one_line_of_what_was_pasted() -> None:
    assert line_read(" นาย \r\n สมชาย\u200b ") == "นาย สมชาย"
