"""A narrative that says the opposite of its score, or a complaint that is praise (seed 002, indicators 5 to 8).

Only what a person wrote: the portal's own drafts are made from the scores.
"""

import re
from collections.abc import Iterator

from assessments.specs import PASS_MARK
from reports.proofreading.manuscript import FindingNote, Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.numbers import format_score, round_half_up

NAME = "contradiction"

_NEGATED = r"(?<!ไม่)(?<!ยังไม่)(?<!ไม่ได้)(?<!มิได้)(?<!ให้)(?<!จะ)(?<!เพื่อ)"
_PRAISE = re.compile(
    rf"(?:ควร|ให้|จึง|สามารถ)?รักษา(?:มาตรฐาน|ระดับ|คุณภาพ)|{_NEGATED}ผ่านเกณฑ์|{_NEGATED}อยู่ในระดับ(?:ดี|สูง|ดีมาก|ดีเยี่ยม)|ดีเยี่ยม|เป็นที่น่าพอใจ"
)
_BLAME = re.compile(r"(?:ต่ำกว่าเกณฑ์|ไม่ผ่านเกณฑ์|ไม่ถึงเกณฑ์|ต้องปรับปรุงโดยด่วน)(?!ได้)")
_WEAK = re.compile(
    r"ต่ำกว่าเกณฑ์|ไม่ผ่านเกณฑ์|ข้อบกพร่อง|บกพร่อง|ยังไม่|ไม่เป็นไป|ปรับปรุง|แก้ไข|ยกระดับ|ยังมี|ยังขาด|ล่าช้า|ควรพัฒนา|ควรเพิ่ม|เร่ง"
)
# Somebody thinks: what they think, up to what follows from it.
_OPINION = re.compile(
    r"(?P<who>(?:เจ้าหน้าที่|บุคลากร|ผู้รับบริการ|ผู้มารับบริการ|ผู้มาติดต่อ\S{0,20}|ประชาชน)(?:บางส่วน|บางราย|จำนวนหนึ่ง|จำนวนมาก))[ ]?"
    r"(?:มี|ได้)?(?:ความ)?(?:คิด|เห็น|คิดเห็น)ว่า[ ]?(?P<clause>.{3,300}?)(?=เห็นควร|จึง|แสดงให้|ดังนั้น|อย่างไรก็|\n|[”\"]|\Z)",
    re.DOTALL,
)
_NEGATIVE = re.compile(
    r"ไม่|มิ(?!ถุ)|ยัง(?!ให้|ผล)|ขาด|น้อย|ยาก|ล่าช้า|ช้า|สินบน|ทุจริต|เลือกปฏิบัติ|เอื้อ|ส่วนตัว|ส่วนตน|พวกพ้อง|ควร|ต้อง|ซับซ้อน|ซ้ำซ้อน|ปัญหา|บกพร่อง|ปิด|เท็จ|ต่ำ"
    r"|เสี่ยง|อุปสรรค|เรียกรับ|จำกัด|นาน|ละเลย|ปรับปรุง|แก้ไข|เพิ่ม|อาจ|บางกรณี|เพียงพอ|น่าจะ|สั่ง|โอกาสเกิด"
)


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every contradiction in a finding."""
    for finding in manuscript.findings if manuscript.result else ():
        yield from _against_score(finding)
        yield from _praising_complaints(finding)


def _against_score(finding: FindingNote) -> Iterator[Remark]:
    text, passage = finding.passage.text, finding.passage
    figures = [round_half_up(value) for value in (finding.score, *finding.cells.values()) if value is not None]
    if not figures or finding.score is None:
        return
    score, shown = round_half_up(finding.score), format_score(finding.score, document=True)
    name = f"ตัวชี้วัดที่ {finding.number} ได้ {shown} คะแนน"
    if score < PASS_MARK and (found := _PRAISE.search(text)) and not _WEAK.search(text):
        says = f"{name} ซึ่งต่ำกว่าเกณฑ์ {PASS_MARK} แต่ข้อความกล่าวว่าดีหรือควรรักษามาตรฐาน"
        yield remark_at(NAME, Severity.ERROR, passage, found.span(), says=says)
    elif score < PASS_MARK and (found := re.search(rf"{_NEGATED}ผ่านเกณฑ์", text)) and not _BLAME.search(text):
        says = f"{name} ซึ่งต่ำกว่าเกณฑ์ {PASS_MARK} แต่ข้อความกล่าวว่าผ่านเกณฑ์"
        yield remark_at(NAME, Severity.ERROR, passage, found.span(), says=says)
    elif min(figures) >= PASS_MARK and (found := _BLAME.search(text)):
        says = f"{name} และทุกข้อที่มีคะแนนผ่านเกณฑ์ {PASS_MARK} แต่ข้อความกล่าวว่าต่ำกว่าเกณฑ์"
        yield remark_at(NAME, Severity.ERROR, passage, found.span(), says=says)
    if score == 100:
        for opinion in _OPINION.finditer(text):
            if _NEGATIVE.search(opinion["clause"]):
                says = f"{name} เต็ม แต่ข้อความกล่าวว่ายังมีผู้เห็นว่าบกพร่อง"
                yield remark_at(NAME, Severity.ERROR, passage, opinion.span(), says=says)


def _praising_complaints(finding: FindingNote) -> Iterator[Remark]:
    """Some find fault, it says, and then comes nothing but praise: the question's words were copied unturned."""
    for opinion in _OPINION.finditer(finding.passage.text):
        if not _NEGATIVE.search(opinion["clause"]):
            says = f"ข้อความบอกว่า{opinion['who']}เห็นว่ามีจุดอ่อน แต่สิ่งที่เห็นกลับเป็นข้อดี กรุณาตรวจสอบถ้อยคำ"
            yield remark_at(NAME, Severity.WARNING, finding.passage, opinion.span("clause"), says=says)


RULE = Rule(NAME, "ข้อความขัดแย้งกับคะแนน", read)
