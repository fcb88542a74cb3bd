"""What looks like a person's own data is found before the public reads it, in either digits."""

import pytest

from reports.content import Document, Paragraph, Row, Section, Table, cell, head, text
from reports.personal_data import personal_data
from tests.reports.demo import SCORED, analysis

CITIZEN, PHONE, MAIL = "เลขสิบสามหลัก อาจเป็นเลขประจำตัวประชาชน", "หมายเลขโทรศัพท์", "ที่อยู่อีเมล"


def found(words: str) -> list[tuple[str, str]]:
    """What is found in a paragraph."""
    document = Document("x", "x", "x", (Section("รายงาน", (Paragraph(text(words)),)),))
    return [(each.looks, each.text) for each in personal_data(document)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("เลขประจำตัว 1234567890121 ของผู้ร้อง", [(CITIZEN, "1234567890121")]),
        ("เลขประจำตัว ๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑", [(CITIZEN, "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑")]),
        ("1 2345 67890 12 1", [(CITIZEN, "1 2345 67890 12 1")]),
        ("โทร. 081-234-5678", [(PHONE, "081-234-5678")]),
        ("โทร. ๐๓๘ ๑๒๓ ๔๕๖", [(PHONE, "๐๓๘ ๑๒๓ ๔๕๖")]),
        ("ส่งที่ somchai.t@example.go.th ภายในวันศุกร์", [(MAIL, "somchai.t@example.go.th")]),
    ],
)
def test_personal_data_are_found(words: str, expected: list[tuple[str, str]]) -> None:
    assert found(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "ได้คะแนน 98.28 คะแนน", "ปีงบประมาณ พ.ศ. 2568", "งบประมาณ 1,234,567,890 บาท", "รหัส 12345678901234",
        "SHA256-0123456789abcdef", "ตั้งแต่ 01/10/2567 ถึง 30/09/2568", "ตัวชี้วัดที่ 10",
    ],
)  # fmt: skip
def test_other_figures_are_left_alone(words: str) -> None:
    assert found(words) == []


def test_place_is_said_and_the_same_is_told_once() -> None:
    rows = (Row((cell("โทร 0812345678 และ 0812345678"),)),)
    document = Document("x", "x", "x", (Section("รายงาน", (Table("ผู้ติดต่อ", (1.0,), (head("ที่ติดต่อ"),), rows),)),))

    (datum,) = personal_data(document)

    assert (datum.place, datum.text) == ("ตาราง “ผู้ติดต่อ” แถวที่ 1 ช่อง “ที่ติดต่อ”", "0812345678")


@pytest.mark.usefixtures("demo", "db")
@pytest.mark.parametrize("slug", SCORED)
def test_documents_of_the_demo_hold_none(slug: str) -> None:
    assert personal_data(analysis(slug)) == []
