"""Drafts a measure for a weak point: the framework's remedy with steps of the usual kind. Pure: words in, words out.

The steps are our own: prepare, do, tell, check and report. OIT is answered once a year by the end of June, so what is
to be published has to stand before the third quarter ends (ITA.md section 5). Digits are Arabic.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from thaitext import fiscal

SUPERVISION = "หัวหน้าส่วนราชการติดตามและรายงานความก้าวหน้าต่อที่ประชุมประจำเดือน"
REPORTING = "สรุปผลเป็นหนังสือเสนอผู้บริหารเมื่อสิ้นไตรมาส"

#: What departments are called that usually see to an indicator, the likeliest first.
_USUALLY = {
    1: ("ปลัด", "ธุรการ", "บริหารงานทั่วไป"),
    2: ("คลัง", "งบประมาณ"),
    3: ("การเจ้าหน้าที่", "ปลัด"),
    4: ("พัสดุ", "คลัง"),
    5: ("ตรวจสอบภายใน", "นิติการ", "ปลัด"),
    6: ("ปลัด", "ธุรการ", "บริหารงานทั่วไป"),
    7: ("ประชาสัมพันธ์", "ยุทธศาสตร์", "ปลัด"),
    8: ("ยุทธศาสตร์", "ปลัด"),
    9: ("ประชาสัมพันธ์", "ยุทธศาสตร์", "ปลัด"),
    10: ("นิติการ", "ตรวจสอบภายใน", "ปลัด"),
}


@dataclass(frozen=True, slots=True)
class SuggestedStep:
    """A step of a suggestion: what is done, in which quarters (1–4), and how it is followed up."""

    text: str
    quarters: tuple[int, int]
    supervision: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A measure that is ready to be taken, changed or dropped."""

    title: str
    steps: tuple[SuggestedStep, ...]


def suggest(
    *, instrument: str, weak_point: str, remedies: Iterable[str], name: str, from_quarter: int = 1
) -> Suggestion:
    """Drafts the measure for a weak point of an instrument (IIT, EIT or OIT).

    `weak_point` is what the steps call it ("ข้อ i5", "ตัวชี้วัดที่ 3"), `remedies` are the framework's clauses, the
    closest first, of which empty ones are passed over, `name` what the indicator is called. No step lies before
    `from_quarter`: a measure that is taken late in the year does not begin late.
    """
    title = next((remedy for remedy in remedies if remedy), f"ยกระดับ{name}")
    steps = {"IIT": _among_staff, "EIT": _with_citizens, "OIT": _on_the_website}[instrument](weak_point)
    return Suggestion(
        title,
        tuple(
            SuggestedStep(text, (max(first, from_quarter), max(last, from_quarter)), supervision)
            for text, first, last, supervision in steps
        ),
    )


def open_quarter(action_year: int, today: date) -> int:
    """The first quarter of the action year (Buddhist Era) that has not passed; 1 before and after the year."""
    return fiscal.quarter(today) if fiscal.fiscal_year(today) == action_year else 1


def usual_department(number: int, names: Sequence[str]) -> str | None:
    """Which of the departments usually sees to the indicator of that number; None where no name tells."""
    wanted = _USUALLY.get(number, ())
    return next((name for word in wanted for name in names if word in name), None)


def _among_staff(weak_point: str) -> Iterable[tuple[str, int, int, str]]:
    return (
        (f"ประชุมส่วนราชการที่เกี่ยวข้องเพื่อหาสาเหตุของผลคะแนน{weak_point} และมอบหมายผู้รับผิดชอบ", 1, 1, SUPERVISION),
        ("จัดทำแนวปฏิบัติตามมาตรการ เสนอผู้บริหารเห็นชอบ และเริ่มใช้ในทุกส่วนราชการที่เกี่ยวข้อง", 1, 2, SUPERVISION),
        ("แจ้งเวียนและชี้แจงแนวปฏิบัติให้บุคลากรทุกคนทราบ พร้อมช่องทางสอบถามและเสนอความเห็น", 2, 3, SUPERVISION),
        (f"สอบถามความเห็นของบุคลากรใน{weak_point} หลังดำเนินการ และรายงานผลพร้อมข้อเสนอแนะ", 3, 4, REPORTING),
    )


def _with_citizens(weak_point: str) -> Iterable[tuple[str, int, int, str]]:
    return (
        (f"รวบรวมความเห็นและข้อร้องเรียนของผู้รับบริการที่เกี่ยวกับ{weak_point} และเลือกเรื่องที่ต้องแก้ไขก่อน", 1, 1, SUPERVISION),
        ("ปรับปรุงการให้บริการหรือช่องทางตามมาตรการ ทั้ง ณ จุดบริการและทางออนไลน์", 1, 2, SUPERVISION),
        ("ประชาสัมพันธ์สิ่งที่ปรับปรุงแล้วทางเว็บไซต์ สื่อสังคมออนไลน์ เสียงตามสาย และป้าย ณ จุดบริการ", 2, 3, SUPERVISION),
        (f"สอบถามผู้รับบริการใน{weak_point} หลังการปรับปรุง และรายงานผลพร้อมข้อเสนอแนะ", 3, 4, REPORTING),
    )


def _on_the_website(weak_point: str) -> Iterable[tuple[str, int, int, str]]:
    return (
        (f"เทียบข้อมูลบนเว็บไซต์กับองค์ประกอบของ{weak_point} และรวบรวมส่วนที่ยังขาดจากส่วนราชการ", 1, 1, SUPERVISION),
        ("จัดทำข้อมูลให้ครบทุกองค์ประกอบ เสนอผู้บริหารเห็นชอบ และเผยแพร่บนเว็บไซต์", 1, 2, SUPERVISION),
        (f"ให้ผู้ที่ไม่ได้จัดทำเปิดตรวจทุกลิงก์ของ{weak_point} และแก้ไขให้ครบก่อนตอบแบบวัด OIT", 3, 3, SUPERVISION),
        ("ปรับปรุงข้อมูลที่เผยแพร่ให้เป็นปัจจุบัน และรายงานผล", 4, 4, REPORTING),
    )
