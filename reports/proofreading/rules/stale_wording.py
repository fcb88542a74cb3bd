"""A finding that was worded for other scores than today's: nobody has said since which text stands."""

from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_of

NAME = "stale-wording"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every finding whose draft has changed since."""
    for finding in manuscript.findings:
        if finding.stale:
            says = "คะแนนเปลี่ยนไปหลังจากแก้ไขข้อความนี้ กรุณาเลือกว่าจะใช้ข้อความเดิมหรือร่างใหม่"
            yield remark_of(NAME, Severity.WARNING, finding.passage.place, says, url=finding.passage.url)


RULE = Rule(NAME, "ข้อความเขียนไว้ก่อนคะแนนเปลี่ยน", read)
