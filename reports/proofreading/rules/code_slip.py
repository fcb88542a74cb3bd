"""๐ or 0 for the letter o in a question's code, or Thai digits behind its letter (seeds 001 and 004: ๐15, O๔๒)."""

from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.slips import code_slips

NAME = "code-slip"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every code that is written so."""
    for passage in manuscript.passages:
        for slip in code_slips(passage.text):
            found = passage.text[slip.start : slip.end]
            severity = Severity.HINT if found[0].isascii() and found[0].isalpha() else Severity.WARNING
            says = f"รหัสข้อคำถาม “{found}” ควรเขียนเป็น {slip.fix}"
            yield remark_at(NAME, severity, passage, (slip.start, slip.end), says=says, fix=slip.fix)


RULE = Rule(NAME, "รหัสข้อคำถามพิมพ์ผิด", read)
