"""A weak point of the result without a measure.

Below the pass mark a measure must at least answer the indicator or the issue: else it is a warning, and a hint where
none names the question. What somebody dropped on purpose needs none; the lowest of what passes is a hint.
"""

from collections.abc import Iterator

from assessments.specs import PASS_MARK
from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_of

NAME = "weak-point"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every weak point that nobody works on."""
    for point in manuscript.weak:
        if point.named or point.dropped or (point.near and not point.is_low):
            continue
        if point.is_low and not point.near:
            says = f"{point.words} ต่ำกว่าเกณฑ์ {PASS_MARK} คะแนน แต่ยังไม่มีมาตรการรองรับ กรุณาเพิ่มมาตรการ"
            yield remark_of(NAME, Severity.WARNING, point.words, says, url=point.url)
        elif point.is_low:
            says = f"{point.words} ต่ำกว่าเกณฑ์ {PASS_MARK} คะแนน มีมาตรการของตัวชี้วัดหรือประเด็นเดียวกัน แต่ยังไม่มีมาตรการใดระบุข้อนี้"
            yield remark_of(NAME, Severity.HINT, point.words, says, url=point.url)
        else:
            says = f"{point.words} ได้คะแนนน้อยที่สุดในตัวชี้วัด และยังไม่มีมาตรการรองรับ"
            yield remark_of(NAME, Severity.HINT, point.words, says, url=point.url)


RULE = Rule(NAME, "จุดอ่อนที่ยังไม่มีมาตรการ", read)
