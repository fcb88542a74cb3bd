"""How a plan's table is laid out: the heads of its columns, the key of a row, the mark of its workbook."""

import re
from collections.abc import Mapping
from enum import StrEnum

from accounts.models import Municipality
from assessments.codes import MAX_CELL_LETTERS
from assessments.importers.marks import Mark
from thaitext.digits import to_arabic
from thaitext.words import clean

#: Raised when a workbook that was made earlier cannot be read any more.
LAYOUT = "1"


class Field(StrEnum):
    """A column of the table; the value is its head."""

    NUMBER = "มาตรการที่"
    TITLE = "มาตรการ/โครงการ/กิจกรรม"
    INDICATORS = "ตัวชี้วัด"
    ISSUE = "ประเด็น"
    QUESTIONS = "ข้อคำถาม"
    STEP_NUMBER = "ขั้นตอนที่"
    TEXT = "ขั้นตอนและวิธีการ"
    DEPARTMENTS = "ผู้รับผิดชอบ"
    PERIOD = "ระยะเวลา"
    SUPERVISION = "แนวทางการกำกับติดตาม"
    BUDGET = "งบประมาณ (บาท)"
    KEY = "รหัสระบบ"


#: What a measure's row says of the measure, and what of its step, besides their numbers.
OF_MEASURE = (Field.TITLE, Field.INDICATORS, Field.ISSUE, Field.QUESTIONS)
OF_STEP = (Field.TEXT, Field.DEPARTMENTS, Field.PERIOD, Field.SUPERVISION, Field.BUDGET)
#: Without these a table is no plan.
NEEDED = (Field.TITLE, Field.TEXT, Field.PERIOD)

_OTHER_HEADS = {
    "มาตรการ": Field.TITLE,
    "มาตรการ/โครงการ": Field.TITLE,
    "ลำดับ": Field.NUMBER,
    "ลำดับที่": Field.NUMBER,
    "ที่": Field.NUMBER,
    "ตัวชี้วัดที่": Field.INDICATORS,
    "ประเด็นที่": Field.ISSUE,
    "ข้อคำถามที่มุ่งยกระดับ": Field.QUESTIONS,
    "ขั้นตอน": Field.TEXT,
    "ขั้นตอน/วิธีการ": Field.TEXT,
    "ส่วนราชการ": Field.DEPARTMENTS,
    "หน่วยงานที่รับผิดชอบ": Field.DEPARTMENTS,
    "ส่วนราชการผู้รับผิดชอบ": Field.DEPARTMENTS,
    "ระยะเวลาดำเนินการ": Field.PERIOD,
    "การกำกับติดตาม": Field.SUPERVISION,
    "งบประมาณ": Field.BUDGET,
}
_HEADS = {
    head.replace(" ", ""): field for head, field in [*((each.value, each) for each in Field), *_OTHER_HEADS.items()]
}
_KEY = re.compile(r"m([0-9]{1,18})\.([0-9]{1,9})(?:/s([0-9]{1,18}))?")


def plan_mark(municipality: Municipality, action_year: int) -> Mark:
    """The mark of the municipality's plan."""
    return Mark("measures", action_year, municipality.slug, LAYOUT)


def heads_read(titles: Mapping[int, str]) -> list[tuple[Field, int]]:
    """The columns (from 1) that the titles of a row name; none where they are no heads of a plan.

    One field twice is for the caller to refuse.
    """
    found = [(field, column) for column, title in titles.items() if (field := _head(title))]
    return found if {*NEEDED} <= {field for field, _ in found} else []


def _head(title: str) -> Field | None:
    if len(title) > MAX_CELL_LETTERS:
        return None
    return _HEADS.get("".join(to_arabic(clean(title)).split()))


def key_written(measure: int, version: int, step: int | None = None) -> str:
    """The key of a row: its measure and the version that was taken away, and its step: "m12.3/s45"."""
    return f"m{measure}.{version}" + ("" if step is None else f"/s{step}")


def key_read(text: str) -> tuple[int, int, int | None] | None:
    """Measure, version and step of a key; None for what is no key."""
    found = _KEY.fullmatch(text.strip().lower())
    if found is None:
        return None
    return int(found[1]), int(found[2]), int(found[3]) if found[3] else None
