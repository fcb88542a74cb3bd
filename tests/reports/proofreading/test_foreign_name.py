"""Another municipality's name or kind."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.proofreading.manuscript import Names
from reports.proofreading.rules import foreign_name, own_name
from tests.reports.proofreading.manuscripts import OWN, found, remarks
from thaitext.offices import KINDS

RULE = foreign_name.RULE

#: 2,400 names as real ones are made, and some that begin like other words or like one another.
NAMES = tuple(
    first + second
    for first, second in product(
        (
            "บ้าน", "บาง", "หนอง", "ท่า", "โพธิ์", "คลอง", "ดอน", "วัง", "ทุ่ง", "ห้วย",
            "นา", "เขา", "เกาะ", "โคก", "ป่า", "ปาก", "แม่", "เชียง",
            "สระ", "บึง", "บ่อ", "ลำ", "โนน", "พระ", "ศรี", "สาม", "หัว", "แหลม", "ไทร",
            "ควน", "เวียง", "สัน", "กุด", "ราช", "ชุม", "ไผ่", "คำ",
            "ตลาด", "ด่าน", "แก่ง",
        ),
        (
            "สวน", "ช้าง", "ใหญ่", "กลาง", "เหนือ", "ใต้", "แดง", "ดำ", "ขาว", "เงิน",
            "ทอง", "แก้ว", "หลวง", "ยาง", "ม่วง", "ขาม", "ไผ่", "มะค่า",
            "กระเบา", "ตะเคียน", "ประดู่", "แสง", "เสือ", "จระเข้", "พลวง", "ลาน",
            "ทราย", "หิน", "คู", "กรวด", "นาค", "สิงห์", "พราน", "หมื่น",
            "แสน", "บัว", "หว้า", "งิ้ว", "จิก", "รัง", "เต็ง", "พันธุ์", "ศรี", "ชัย",
            "เมือง", "นคร", "บุรี", "ธานี", "คาม", "พิสัย", "ราม",
            "เจริญ", "สำราญ", "เกษม", "สุข", "ปลา", "กุ้ง", "หอย", "เรือ", "เกวียน",
        ),
    )
)  # fmt: skip
REAL = (
    "สงขลา", "ท่าช้าง", "โพธาราม", "โพธิ์ชัย", "บ้านถ้ำ", "ยะลา", "หาดใหญ่", "ปากเกร็ด",
    "พระนครศรีอยุธยา", "จะนะ", "ในเมือง", "มีชัย", "หลังสวน",
    "ทำนบ", "ขอนแก่น", "แก่งคอย", "เพิ่มพูนทรัพย์", "พัฒนานิคม", "นครศรีธรรมราช",
    "เบตง", "สะเตง", "สุไหงโก-ลก", "ทุ่งสง", "กะทู้", "ปัตตานี",
    "ตะลุบัน", "เขารูปช้าง", "คอหงส์", "บ้านพรุ", "ควนลัง", "แกลง", "ร่วมจิต", "รับร่อ", "สร้างคอม",
)  # fmt: skip


def seen(text: str, own: Names = OWN, **fields: object) -> list[str]:
    """What either of the two rules of names calls an error."""
    rules = (foreign_name.RULE, own_name.RULE)
    return [
        stretch for rule in rules for severity, stretch in found(rule, text, own=own, **fields) if severity == "error"
    ]


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("เทศบาลเมืองสงขลาประกาศนโยบาย", "เทศบาลเมืองสงขลา"),
        ("ภายในเทศบาลตำบลท่าช้าง ให้บริการ", "เทศบาลตำบลท่าช้าง"),
        ("บุคลากรภายใน ทต.บ้านถ้ำ ทราบ", "ทต.บ้านถ้ำ"),
        ("สำนักงานเทศบาลเมืองโพธิ์ชัย", "เทศบาลเมืองโพธิ์ชัย"),
        ("นายกเทศมนตรีเมืองสงขลา", "เทศมนตรีเมืองสงขลา"),
        ("อบต.บางปลา", "อบต.บางปลา"),
    ],
)
def test_another_name_is_an_error_with_the_own_name_as_its_mend(text: str, stretch: str) -> None:
    (remark,) = remarks(RULE, text)

    assert (remark.severity.value, remark.excerpt and remark.excerpt.found) == ("error", stretch)
    assert remark.fix == ("เทศมนตรีเมืองสะเตงนอก" if stretch.startswith("เทศมนตรี") else "เทศบาลเมืองสะเตงนอก")
    assert remark.mend is not None


def test_own_name_behind_another_kind_is_an_error() -> None:
    (remark,) = remarks(RULE, "ประชาชนในเขตเทศบาลตำบลสะเตงนอกได้รับบริการ")

    assert remark.says == "“เทศบาลตำบลสะเตงนอก” ไม่ตรงกับประเภทของหน่วยงาน ซึ่งคือเทศบาลเมืองสะเตงนอก"
    assert remark.fix == "เทศบาลเมืองสะเตงนอก"


@pytest.mark.parametrize(
    "text",
    [
        "เทศบาลเมืองสะเตงนอก", "เทศบาลเมืองสะเตงนอกจัดทำคู่มือ", "ทม.สะเตงนอก", "ทม. สะเตงนอก", "นายกเทศมนตรีเมืองสะเตงนอก",
        "สำนักงานเทศบาลเมืองสะเตงนอก อำเภอเมืองยะลา จังหวัดยะลา", "ยกฐานะจากเทศบาลตำบลสะเตงนอกเมื่อปี 2555", "เทศบาลทุกแห่ง",
        "พระราชบัญญัติเทศบาล พ.ศ. 2496", "สันนิบาตเทศบาลแห่งประเทศไทย", "เทศบาลตำบลในเขตจังหวัดยะลา",
        "อบต.ใกล้เคียง", "องค์กรปกครองส่วนท้องถิ่น",
    ],
)  # fmt: skip
def test_own_name_and_general_words_are_left(text: str) -> None:
    assert found(RULE, text) == []


def test_work_with_another_municipality_is_a_warning() -> None:
    texts = ("ศึกษาดูงาน ณ เทศบาลเมืองเบตง", "ร่วมกับเทศบาลนครยะลาจัดอบรม")

    severities = [found(RULE, text)[0][0] for text in texts]

    assert severities == ["warning", "warning"]


def test_own_province_is_a_partner() -> None:
    assert found(RULE, "ได้รับงบประมาณจาก อบจ.ยะลา") == [("hint", "อบจ.ยะลา")]


def test_name_that_goes_on_behind_the_own_one_is_another_place() -> None:
    own = Names("เทศบาลเมือง", "บ้านสวน", "ชลบุรี")

    assert found(RULE, "เทศบาลเมืองบ้านสวนใหญ่ จัดทำ", own=own) == [("error", "เทศบาลเมืองบ้านสวนใหญ่")]
    assert found(RULE, "เทศบาลเมืองบ้านสวนจัดทำ", own=own) == []
    assert found(RULE, "เทศบาลเมืองบ้านสวนใหญ่โต", own=own) == []


def test_longest_known_name_counts() -> None:
    own, known = Names("เทศบาลตำบล", "บ้านสวน", "ชลบุรี"), {"บ้านสวนกล้วย": "เทศบาลตำบลบ้านสวนกล้วย"}

    assert found(RULE, "เทศบาลตำบลบ้านสวนกล้วยมีแผน", own=own, known=known) == [("error", "เทศบาลตำบลบ้านสวนกล้วย")]


def test_known_name_that_begins_like_another_word_is_found() -> None:
    known = {"จะได้ดี": "เทศบาลตำบลจะได้ดี"}

    assert found(RULE, "เทศบาลตำบลจะได้ดี", known=known) == [("error", "เทศบาลตำบลจะได้ดี")]
    assert found(RULE, "เทศบาลตำบลจะได้จัด", known=known) == []


@pytest.mark.parametrize(
    ("text", "hints"),
    [("ชาวโพธาราม", 1), ("ในเขตโพธาราม ให้", 1), ("อำเภอโพธาราม", 0), ("โพธารามวิทยา", 0), ("วัดโพธาราม", 0)],
)
def test_bare_name_of_the_database_is_a_hint(text: str, hints: int) -> None:
    known = {"โพธาราม": "เทศบาลเมืองโพธาราม"}

    assert found(RULE, text, known=known) == [("hint", "โพธาราม")] * hints


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([*NAMES, *REAL]),
    st.sampled_from([word for word in KINDS if len(word) > 3]),
    st.sampled_from(["", "ของ", "ภายใน", "ผู้บริหาร", "สำนักงาน", "เว็บไซต์ของ"]),
    st.sampled_from(["", " ", " จัดทำคู่มือ", "จัดทำคู่มือ", "และประชาชน", "\nต่อ"]),
)
def test_any_other_name_is_found(name: str, word: str, before: str, behind: str) -> None:
    assert len(seen(f"{before}{word}{name}{behind}")) == 1


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([*NAMES, *REAL]),
    st.sampled_from(["เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "องค์การบริหารส่วนตำบล"]),
    st.sampled_from(["", "ของ", "ภายใน", "ผู้บริหาร", "สำนักงาน", "เว็บไซต์ของ"]),
    st.sampled_from(["", " ", " จัดทำคู่มือ", "จัดทำคู่มือ", "และประชาชน", "มีหน้าที่", "ในปีงบประมาณ", "\nต่อ"]),
    st.sets(st.sampled_from([*NAMES, *REAL]), max_size=30),
)
def test_own_name_is_never_reported(name: str, kind: str, before: str, behind: str, others: set[str]) -> None:
    """Whatever others are called, but for a name that goes on behind one's own."""
    own = Names(kind, name, "ระยอง")
    known = {other: f"เทศบาลตำบล{other}" for other in others if not other.startswith(name)}

    assert seen(f"{before}{kind}{name}{behind}", own=own, known=known) == []


def test_list_has_2400_names() -> None:
    assert len(set(NAMES)) == 2400
