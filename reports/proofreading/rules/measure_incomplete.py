"""A measure without steps, a step without an owner or a period: the official item asks for each (ITA.md section 4)."""

from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_of
from thaitext.words import quote

NAME = "measure-incomplete"

_NO_PERIOD = " -–—."


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for everything that a measure lacks."""
    for measure in manuscript.measures:
        if not measure.steps:
            says = f"มาตรการ {quote(measure.title)} ยังไม่มีขั้นตอน กรุณาเพิ่มขั้นตอน ผู้รับผิดชอบ และระยะเวลา"
            yield remark_of(NAME, Severity.ERROR, measure.place, says, url=measure.url)
        for step in measure.steps:
            if not step.departments:
                says = "ขั้นตอนนี้ยังไม่มีผู้รับผิดชอบ กรุณาเลือกส่วนราชการ"
                yield remark_of(NAME, Severity.ERROR, step.place, says, url=step.url)
            if not step.when.label.strip(_NO_PERIOD):
                says = "ขั้นตอนนี้ยังไม่มีระยะเวลา กรุณาระบุวันที่ ไตรมาส หรือรอบ"
                yield remark_of(NAME, Severity.ERROR, step.place, says, url=step.url)


RULE = Rule(NAME, "มาตรการไม่ครบองค์ประกอบ", read)
