"""Remarks in Thai words, the same on the page and on the command line. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from reports.proofreading.remark import Remark, Severity


@dataclass(frozen=True, slots=True)
class SeverityWords:
    """What a severity is called, and what it asks of a person."""

    name: str
    asks: str


SEVERITIES = {
    Severity.ERROR: SeverityWords("ต้องแก้ไข", "ต้องแก้ให้หมดก่อน จึงจะส่งเอกสารให้ผู้บริหารได้"),
    Severity.WARNING: SeverityWords("ต้องตรวจสอบ", "อ่านและตรวจสอบทุกข้อ ข้อที่ถูกต้องอยู่แล้วให้ยืนยันว่าอ่านแล้วเมื่อส่งเอกสาร"),
    Severity.HINT: SeverityWords("ข้อแนะนำ", "ไม่กระทบการส่งเอกสาร แก้ไขตามที่เห็นสมควร"),
}
NOTHING = "ไม่พบสิ่งที่ต้องแก้ไขในเอกสารนี้"


def counted(remarks: Iterable[Remark]) -> str:
    """How many remarks there are of each severity: "ต้องแก้ไข 2 ข้อ ข้อแนะนำ 1 ข้อ"."""
    severities = [remark.severity for remark in remarks]
    counts = [(words.name, severities.count(severity)) for severity, words in SEVERITIES.items()]
    return " ".join(f"{name} {count} ข้อ" for name, count in counts if count) or NOTHING
