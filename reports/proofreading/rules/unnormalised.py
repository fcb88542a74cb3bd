"""Thai that looks right and is not, or cannot be read: ํา for ำ, เเ for แ, doubled and loose marks, invisible signs."""

from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.slips import unnormalised

NAME = "unnormalised"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every such stretch."""
    for passage in manuscript.passages:
        for slip in unnormalised(passage.text):
            stretch = (slip.start, slip.end)
            says = "อักขระภาษาไทยไม่ถูกต้อง เช่น สระหรือวรรณยุกต์ซ้ำ ผิดลำดับ หรือพิมพ์แยกตัว ทำให้ค้นหาคำไม่พบ"
            yield remark_at(NAME, Severity.WARNING, passage, stretch, says=says, fix=slip.fix)


RULE = Rule(NAME, "อักขระไทยไม่ถูกต้อง", read)
