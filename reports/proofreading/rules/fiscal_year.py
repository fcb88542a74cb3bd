"""A fiscal year that is none of the document's three (seed 002: 2564 in a document on 2568).

A comparison with an earlier year may be meant: it is a warning, and a bare year a hint. The year of a law, of a date or
of a plan that runs over one of the three years is none of this rule's business.
"""

import re
from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.dates import BUDDHIST_ERA_OFFSET
from thaitext.digits import to_arabic
from thaitext.words import join_list

NAME = "fiscal-year"

_ERA = r"[ ]?(?:พ\.?ศ\.?|ค\.?ศ\.?)?[ ]?"
_YEARS = re.compile(
    rf"""(?P<word>ปีงบประมาณ|ปีงบฯ?|งบประมาณปี|ประจำปี|(?<![ก-๎])ปี) {_ERA} (?P<first>(?:2[0-7][0-9]|[4-9])[0-9](?![0-9]))
      (?: [ ]?(?P<mark>[-–]|ถึง|และ|/)[ ]?{_ERA} (?P<last>(?:2[0-7][0-9]|[4-9])[0-9](?![0-9])) )?""".replace(
        "[ ]", r"\ "
    ),
    re.VERBOSE,
)
_HISTORY = re.compile(
    r"(?:ตั้งแต่|เมื่อ|นับแต่|ภายใน|พระราช|พ\.ร\.บ|ระเบียบ|ประกาศ|กฎกระทรวง|รัฐธรรมนูญ|ฉบับ|มติ|ข้อบังคับ|แผนแม่บท|ยุทธศาสตร์ชาติ|ก่อตั้ง|จัดตั้ง)"
    r"[^.\n]{0,40}\Z"
)


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every other year that a person typed: the portal itself may compare with the year before."""
    for passage in manuscript.typed:
        text = to_arabic(passage.text)
        for found in _YEARS.finditer(text):
            bare = found["word"] == "ปี"
            if bare and _HISTORY.search(text, 0, found.start()):
                continue
            years = {name: _year(found[name]) for name in ("first", "last") if found[name]}
            if found["mark"] not in (None, "และ") and _runs_over(years["first"], years["last"], manuscript.years):
                continue
            for name, year in years.items():
                if year not in manuscript.years:
                    own = join_list([str(each) for each in manuscript.years])
                    says = f"ปี {found[name]} ไม่ใช่ปีของเอกสารนี้ ({own}) กรุณาตรวจสอบ"
                    severity = Severity.HINT if bare else Severity.WARNING
                    common = year + BUDDHIST_ERA_OFFSET
                    fix = str(common) if common in manuscript.years else None
                    yield remark_at(NAME, severity, passage, found.span(name), says=says, fix=fix)


def _year(digits: str) -> int:
    """The year, of the Buddhist Era where two digits stand alone."""
    return int(digits) + 2500 if len(digits) == 2 else int(digits)


def _runs_over(first: int, last: int, years: tuple[int, ...]) -> bool:
    return any(first <= year <= last for year in years)


RULE = Rule(NAME, "ปีงบประมาณไม่ตรงกับเอกสาร", read)
