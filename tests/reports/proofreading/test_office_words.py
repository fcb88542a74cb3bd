"""Words of another kind of office."""

import pytest

from reports.proofreading.manuscript import Names
from reports.proofreading.rules import office_words
from tests.reports.proofreading.manuscripts import OWN, found, remarks

RULE = office_words.RULE
SAO = Names("องค์การบริหารส่วนตำบล", "หนองแสง", "อุดรธานี")


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("เผยแพร่ขั้นตอนในภารกิจของสำนักงานฯ ให้ทราบ", "สำนักงานฯ"),
        ("กลุ่มงานป้องกันการทุจริต วิเคราะห์ความเสี่ยง", "กลุ่มงานป้องกันการทุจริต"),
        ("กลุ่มงานป้องกันการทุจริตวิเคราะห์ความเสี่ยง", "กลุ่มงานป้องกันการทุจริต"),
        ("แจ้งให้ทุกภารกิจนำไปปฏิบัติ", "ทุกภารกิจ"),
        ("ทุกภารกิจ มีการรวบรวมข้อมูล", "ทุกภารกิจ"),
        ("นักศึกษาของมหาวิทยาลัยฯ", "มหาวิทยาลัยฯ"),
        ("นายก อบต. มอบนโยบาย", "นายก อบต."),
        ("บุคลากรภายใน อบต. ทราบ", "อบต."),
    ],
)
def test_word_of_another_office_is_a_warning(text: str, stretch: str) -> None:
    assert (("warning", stretch)) in found(RULE, text)


def test_short_form_is_mended_by_one_word() -> None:
    (remark,) = remarks(RULE, "ในที่ประชุมของสำนักงานฯ")

    assert remark.mend is not None
    assert remark.mend.of("ในที่ประชุมของสำนักงานฯ") == "ในที่ประชุมของเทศบาล"


@pytest.mark.parametrize(
    "text",
    [
        "สำนักงาน ป.ป.ช. แจ้งผล และให้ส่งข้อมูลแก่สำนักงานฯ ภายในเดือน", "สำนักงานเทศบาล",
        "เทศบาลฯ ได้ประกาศนโยบาย", "ครอบคลุมทุกภารกิจของเทศบาล",
        "ในทุกภารกิจ", "ร่วมกับ อบต.หนองแสง", "สภาเทศบาล", "อบต.ใกล้เคียง", "ฯลฯ",
        "กองการศึกษาฯ", "ภารกิจของเทศบาล", "ทุกส่วนราชการ",
    ],
)  # fmt: skip
def test_words_of_the_own_office_are_left(text: str) -> None:
    assert found(RULE, text) == []


def test_department_of_that_name_is_left() -> None:
    own = Names(OWN.kind, OWN.proper, departments=("กลุ่มงานนิติการ",))

    assert found(RULE, "กลุ่มงานนิติการ จัดทำคำสั่ง", own=own) == []
    assert found(RULE, "กลุ่มงานจริยธรรม จัดทำคำสั่ง", own=own) == [("warning", "กลุ่มงานจริยธรรม")]


@pytest.mark.parametrize(
    ("text", "stretch"),
    [("สำนักปลัดเทศบาล", "สำนักปลัดเทศบาล"), ("พนักงานเทศบาลทุกคน", "พนักงานเทศบาล"), ("นายกเทศมนตรีมอบ", "นายกเทศมนตรี")],
)
def test_municipal_words_are_foreign_to_a_subdistrict_organisation(text: str, stretch: str) -> None:
    assert ("warning", stretch) in found(RULE, text, own=SAO)


@pytest.mark.parametrize(
    "text", ["นายก อบต. มอบนโยบาย", "บุคลากรภายใน อบต. ทราบ", "พนักงานส่วนตำบล", "ข้อบัญญัติ", "ที่ทำการ อบต."]
)
def test_words_of_a_subdistrict_organisation_are_its_own(text: str) -> None:
    assert found(RULE, text, own=SAO) == []
