"""The own name misspelt."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.proofreading.manuscript import Names
from reports.proofreading.rules import own_name
from tests.reports.proofreading.manuscripts import OWN, found, remarks

RULE = own_name.RULE
KORAT = Names("เทศบาลนคร", "นครราชสีมา", "นครราชสีมา", "เมืองนครราชสีมา")


@pytest.mark.parametrize(
    ("text", "own", "stretch"),
    [
        ("เทศบาลเมืองสระเตงนอกจัดทำโครงการ", OWN, "เทศบาลเมืองสระเตงนอก"),
        ("เทศบาลเมืองสะเตนอก", OWN, "เทศบาลเมืองสะเตนอก"),
        ("ทม.สะเต็งนอก", OWN, "ทม.สะเต็งนอก"),
        ("ทุกช่องทางของเทศบาลนครราชสีมา เพื่อ", KORAT, "เทศบาลนครราชสีมา"),
        ("เทศบาลนครนครนครราชสีมา", KORAT, "เทศบาลนครนครนครราชสีมา"),
        ("เทศบาลเมืองเมืองสะเตงนอก", OWN, "เทศบาลเมืองเมืองสะเตงนอก"),
        ("เทศบาลเมืองสะเตงนอกก จัดทำแผน", OWN, "เทศบาลเมืองสะเตงนอกก"),
        ("ท.ม.สะเต็งนอก", OWN, "ท.ม.สะเต็งนอก"),
    ],
)
def test_misspelling_is_an_error_with_its_mend(text: str, own: Names, stretch: str) -> None:
    (remark,) = remarks(RULE, text, own=own)

    assert (remark.severity.value, remark.excerpt and remark.excerpt.found) == ("error", stretch)
    assert remark.fix == own.full
    assert remark.mend is not None


def test_blank_inside_the_name_is_a_warning() -> None:
    (remark,) = remarks(RULE, "ส่วนราชการต่าง ๆ เทศบาลเมืองสะ เตงนอกจัดแผน")

    assert remark.severity.value == "warning"
    assert remark.says == "ชื่อหน่วยงาน “เทศบาลเมืองสะเตงนอก” มีวรรคคั่นอยู่ในชื่อ"
    assert remark.fix == "เทศบาลเมืองสะเตงนอก"


def test_bare_misspelling_is_a_warning_in_a_long_name_and_a_hint_in_a_short_one() -> None:
    short = Names("เทศบาลเมือง", "บ้านสวน", "ชลบุรี")

    assert found(RULE, "ชาวสระเตงนอกทุกคน") == [("warning", "สระเตงนอก")]
    assert found(RULE, "ชาวบ้านส่วน", own=short) == [("hint", "บ้านส่วน")]


@pytest.mark.parametrize(
    "text",
    [
        "เทศบาลเมืองสะเตงนอก", "เทศบาลเมืองสะเตงนอกลงพื้นที่", "ชาวสะเตงนอก",
        "เทศบาลเมืองสงขลา", "สะเตง", "ตำบลสะเตงนอก อำเภอเมืองยะลา",
        "เทศบาลนครยะลา", "สำนักปลัดเทศบาล", "เทศบาลเมือง สะเตงนอก",
        "เทศบาลเมืองสะเตงนอกณ วันที่", "เทศบาลเมืองสะเตงนอกอ.เมือง", "เทศบาลเมืองสะเตงนอกก็ทำ", "เทศบาลเมืองสะเตงนอกกลับมา",
    ],
)  # fmt: skip
def test_right_name_and_other_names_are_left(text: str) -> None:
    assert found(RULE, text) == []


def test_misspelt_tambon_of_an_address_is_no_kind() -> None:
    assert found(RULE, "สำนักงานเทศบาล ตำบลสะเตนอก") == [("warning", "สะเตนอก")]


def test_district_that_looks_alike_is_left() -> None:
    own = Names("เทศบาลเมือง", "โพนพิสัยใต้", "หนองคาย", "โพนพิสัย")

    assert found(RULE, "อำเภอโพนพิสัย จังหวัดหนองคาย", own=own) == []


def test_another_municipality_that_looks_alike_is_another_rules() -> None:
    assert found(RULE, "เทศบาลเมืองสะเตงใน", known={"สะเตงใน": "เทศบาลเมืองสะเตงใน"}) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text("กขคงจชตนมยรลวสอะาิี ", max_size=25), st.text("กขคงจชตนมยรลวสอะาิี ", max_size=25))
def test_right_name_is_never_called_misspelt(before: str, behind: str) -> None:
    name = "เทศบาลเมืองสะเตงนอก"

    assert [stretch for _, stretch in found(RULE, f"{before} {name} {behind}") if name in stretch] == []
