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
        ("-", "-"), ("…", "…"),
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
        "E-Service",
        "XL",
        "i12",
        "Q&A?",
    ],
)
def test_filled_text_is_left(text: str) -> None:
    assert found(RULE, text) == []


def test_dots_for_a_signature_are_a_warning() -> None:
    read = manuscript(passages=(Passage("." * 50, "ช่องลงนาม"),))

    assert [remark.severity.value for remark in RULE(read)] == ["warning"]
