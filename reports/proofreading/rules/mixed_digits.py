"""Two systems of digits in one number, or in one text (seeds 001 and 004).

A document is printed in one system whatever was typed: in a text it is a hint. Inside one number it is a slip.
"""

from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript, Passage
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.digits import to_arabic
from thaitext.slips import code_slips, digit_systems, mixed_numbers

NAME = "mixed-digits"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every number in two systems, and one for a typed text that uses both."""
    for passage in manuscript.passages:
        codes = [(slip.start, slip.end) for slip in code_slips(passage.text)]
        mixed = [
            slip for slip in mixed_numbers(passage.text)
            if not any(start <= slip.start < end for start, end in codes)
        ]  # fmt: skip
        for slip in mixed:
            says = "ตัวเลขเดียวมีทั้งเลขไทยและเลขอารบิก"
            yield remark_at(NAME, Severity.WARNING, passage, (slip.start, slip.end), says=says, fix=slip.fix)
        if passage.typed and not mixed:
            yield from _systems(passage)


def _systems(passage: Passage) -> Iterator[Remark]:
    arabic, thai = digit_systems(passage.text)
    if arabic and thai:
        start = passage.text.index(thai)
        says = f"ข้อความเดียวกันมีทั้งเลขไทย ({thai}) และเลขอารบิก ({arabic}) กรุณาใช้ระบบเดียว"
        yield remark_at(NAME, Severity.HINT, passage, (start, start + len(thai)), says=says, fix=to_arabic(thai))


RULE = Rule(NAME, "เลขไทยปนเลขอารบิก", read)
