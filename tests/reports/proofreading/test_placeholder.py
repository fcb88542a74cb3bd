"""What was to be filled in and was not."""

import pytest

from reports.proofreading.manuscript import Passage
from reports.proofreading.rules import placeholder
from tests.reports.proofreading.manuscripts import found, manuscript

RULE = placeholder.RULE


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("มอบหมาย ........ ดำเนินการ", "........"), ("กอง___", "___"), ("จำนวน xxx คน", "xxx"),
        ("จำนวน XXXX บาท", "XXXX"), ("[ระบุชื่อหน่วยงาน]", "[ระบุชื่อหน่วยงาน]"),
        ("(ระบุ)", "(ระบุ)"), ("<<ชื่อเทศบาล>>", "<<ชื่อเทศบาล>>"), ("{{ name }}", "{{ name }}"),
        ("TODO เพิ่ม", "TODO"), ("ปี 25xx", "25xx"), ("ผลเป็นอย่างไร ??", "??"),
        ("-", "-"), ("…", "…"), ("โทร xxx-xxx-xxxx", "xxx-xxx-xxxx"),
        ("ประชุมร่วมกับ (ระบุชื่อ) เมื่อวันที่ 5", "(ระบุชื่อ)"), ("รอข้อมูล", "รอข้อมูล"),
        ("จำนวน (รอเพิ่มเติม)", "รอเพิ่มเติม"),
    ],
)  # fmt: skip
def test_unfilled_text_is_an_error(text: str, stretch: str) -> None:
    assert found(RULE, text) == [("error", stretch)]


@pytest.mark.parametrize(
    "text",
    [
        "รายละเอียด ฯลฯ",
        "เช่น กองคลัง...",
        "มาตรา 5 (1)",
        "(ระบุความเสี่ยงเป็นรายประเด็น)",
        "ระบุและจัดลำดับความเสี่ยง",
        "ตัวอย่าง ประชุมติดตาม",
        "เบอร์โทร 081-xxx-xxxx ปกปิดข้อมูลส่วนบุคคล",
        "โทร ๐๘๑-xxx-๑๒๓๔",
        "อยู่ระหว่างรอข้อมูลจากกองคลัง จะรายงานภายในไตรมาสที่ 2",
        "รอข้อมูลจากกองคลัง",
        "เช่น กองคลัง กองช่าง …",
        "E-Service",
        "XL",
        "i12",
        "Q&A?",
    ],
)
def test_filled_text_is_left(text: str) -> None:
    assert found(RULE, text) == []


@pytest.mark.parametrize(
    ("text", "stretch"),
    [("แบบคำร้องมีช่อง (ระบุชื่อ) ให้ผู้ร้องกรอก", "(ระบุชื่อ)"), ("เรื่อง …", "…"), ("ออกคำสั่ง เรื่อง …\nและประกาศ", "…")],
)
def test_what_may_be_meant_is_a_warning(text: str, stretch: str) -> None:
    assert found(RULE, text) == [("warning", stretch)]


def test_dots_for_a_signature_are_a_warning() -> None:
    read = manuscript(passages=(Passage("." * 50, "ช่องลงนาม"),))

    assert [remark.severity.value for remark in RULE(read)] == ["warning"]
