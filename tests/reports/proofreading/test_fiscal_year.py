"""A fiscal year that is none of the document's three. The document is on the result of 2566: 2566, 2567 and 2568."""

import pytest

from reports.proofreading.manuscript import Passage
from reports.proofreading.rules import fiscal_year
from tests.reports.proofreading.manuscripts import found, manuscript, remarks

RULE = fiscal_year.RULE


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("ในปีงบประมาณ พ.ศ. ๒๕๖๔", "๒๕๖๔"), ("ประจำปีงบประมาณ พ.ศ.2569", "2569"),
        ("แผนประจำปี 2563", "2563"), ("ปีงบประมาณ 65", "65"), ("งบประมาณปี ๖๓", "๖๓"), ("งบประมาณปี 2563", "2563"),
        ("ปีงบประมาณ พ.ศ. 2566 และ 2570", "2570"),
    ],
)  # fmt: skip
def test_other_year_is_a_warning(text: str, stretch: str) -> None:
    assert found(RULE, text) == [("warning", stretch)]


def test_bare_year_is_a_hint() -> None:
    assert found(RULE, "ผลการประเมิน ปี 2564 ได้คะแนน") == [("hint", "2564")]


@pytest.mark.parametrize(
    "text",
    [
        "ปีงบประมาณ พ.ศ. 2566", "ประจำปี พ.ศ. 2567", "ปีงบประมาณ ๒๕๖๘",
        "ปีงบประมาณ 67", "งบประมาณปี ๖๗", "งบประมาณปีละ 50 บาท",
        "พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540",
        "แผนปฏิบัติการ ประจำปี พ.ศ. 2566 - 2570", "แผนพัฒนาท้องถิ่น ปี พ.ศ. 2566-2570",
        "ตั้งแต่ปี 2560", "พระราชบัญญัติ ปี 2542", "1 ตุลาคม 2560",
        "โทร. 0 7321 2345", "ปีละ 2 ครั้ง", "ประกาศเมื่อปี 2561", "มติคณะรัฐมนตรี ปี 2561",
    ],
)  # fmt: skip
def test_years_of_the_document_and_of_laws_are_left(text: str) -> None:
    assert found(RULE, text) == []


def test_common_era_is_mended() -> None:
    (remark,) = remarks(RULE, "ปีงบประมาณ ค.ศ. 2023")

    assert remark.fix == "2566"


def test_what_the_portal_says_of_the_year_before_is_left() -> None:
    read = manuscript(passages=(Passage("คะแนนของปีงบประมาณ พ.ศ. 2565", "บทสรุป"),))

    assert list(RULE(read)) == []
