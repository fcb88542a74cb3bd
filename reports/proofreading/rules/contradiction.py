"""A narrative that says the opposite of its score, or a complaint that is praise (seed 002, indicators 5 to 8).

Only what a person wrote: the portal's own drafts are made from the scores. Most of such words stand in right sentences
too ("ไม่มีข้อที่ไม่ผ่านเกณฑ์", "ปีที่ผ่านมาต่ำกว่าเกณฑ์"): an error is only what says it of the result itself.
"""

import re
from collections.abc import Iterator

from assessments.specs import PASS_MARK
from reports.proofreading.manuscript import FindingNote, Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.numbers import format_score, round_half_up

NAME = "contradiction"

_NEGATED = r"(?<!ไม่)(?<!ยังไม่)(?<!ไม่ได้)(?<!มิได้)(?<!ให้)(?<!จะ)(?<!เพื่อ)"
_PASSED = rf"{_NEGATED}ผ่านเกณฑ์"
_PRAISE = re.compile(
    rf"(?P<sure>(?:ควร|ให้|จึง)รักษา(?:มาตรฐาน|ระดับ|คุณภาพ)|{_NEGATED}อยู่ในระดับ(?:ดี|สูง))|รักษา(?:มาตรฐาน|ระดับ|คุณภาพ)"
    rf"|(?P<passed>{_PASSED})|ดีเยี่ยม|เป็นที่น่าพอใจ"
)
_BLAME = re.compile(r"(?:ต่ำกว่าเกณฑ์|ไม่ผ่านเกณฑ์|ไม่ถึงเกณฑ์|ต้องปรับปรุงโดยด่วน)(?!ได้)")
_WEAK = re.compile(
    r"ต่ำกว่าเกณฑ์|ไม่ผ่านเกณฑ์|ข้อบกพร่อง|บกพร่อง|ยังไม่|ไม่เป็นไป|ปรับปรุง|แก้ไข|ยกระดับ|ยังมี|ยังขาด|ล่าช้า|ควรพัฒนา|ควรเพิ่ม|เร่ง"
)
#: So far before such words stands what they are said of.
_CLAUSE = 48
# Before them: another time, or what would be if. In the same word group, a denial.
_NOT_NOW = re.compile(
    r"หาก|ถ้า|กรณี|เมื่อใด|เพื่อ|ปีที่ผ่านมา|ปีก่อน|ปีที่แล้ว|เดิม|เคย|ครั้งก่อน|ปี(?:งบประมาณ)?[ ]?(?:พ\.ศ\.)?[ ]?(?:2[0-9]{3}|๒[๐-๙]{3})"
)
_NOW = re.compile(r"ปีนี้|ปัจจุบัน")
_DENIED = re.compile(r"ไม่|มิได้|มิให้|ปราศจาก|ป้องกัน")
# They are said of some questions only: before them, or behind them with a number.
_SOME = re.compile(r"(?<!ทุก)(?:ข้อ(?!มูล)|ประเด็น|ด้าน|บาง|ส่วนใหญ่|ส่วนที่|[0-9๐-๙]+ ?ตัวชี้วัด)")
_SOME_BEHIND = re.compile(r"[ก-๎]{0,12}?[ ]?(?:เพียง|จำนวน|แค่)?[ ]?[0-9๐-๙]+ ?(?:ข้อ|ด้าน|ประเด็น|คน|ราย|เรื่อง|ตัวชี้วัด)")
# The result itself, with what may stand between it and such words.
_RESULT = re.compile(
    r"(?:\A|\n|คะแนน|ผลการประเมิน|ตัวชี้วัด(?:ที่ ?[0-9๐-๙]+|นี้)|ทุกข้อ|ทุกตัวชี้วัด|ในภาพรวม)"
    r"(?:[ 0-9๐-๙.]|จึง|ยัง|มี|อยู่|ซึ่ง|ได้|ดังกล่าว|คะแนน|ที่|ผล)*\Z"
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
    if score < PASS_MARK and not _WEAK.search(text) and (graver := _gravest(_PRAISE, text)):
        severity, span = graver
        says = f"{name} ซึ่งต่ำกว่าเกณฑ์ {PASS_MARK} แต่ข้อความกล่าวว่าดีหรือควรรักษามาตรฐาน"
        yield remark_at(NAME, severity, passage, span, says=says)
    elif score < PASS_MARK and not _BLAME.search(text) and (graver := _gravest(re.compile(_PASSED), text)):
        severity, span = graver
        says = f"{name} ซึ่งต่ำกว่าเกณฑ์ {PASS_MARK} แต่ข้อความกล่าวว่าผ่านเกณฑ์"
        yield remark_at(NAME, severity, passage, span, says=says)
    elif min(figures) >= PASS_MARK and (graver := _gravest(_BLAME, text)):
        severity, span = graver
        says = f"{name} และทุกข้อที่มีคะแนนผ่านเกณฑ์ {PASS_MARK} แต่ข้อความกล่าวว่าต่ำกว่าเกณฑ์"
        yield remark_at(NAME, severity, passage, span, says=says)
    if score == 100:
        for opinion in _OPINION.finditer(text):
            if _NEGATIVE.search(opinion["clause"]) and not _of_another_time(_before(text, opinion.start())):
                says = f"{name} เต็ม แต่ข้อความกล่าวว่ายังมีผู้เห็นว่าบกพร่อง"
                yield remark_at(NAME, Severity.ERROR, passage, opinion.span(), says=says)


def _gravest(words: re.Pattern[str], text: str) -> tuple[Severity, tuple[int, int]] | None:
    """The first stretch that surely says it of the result, as an error, else the first that may, as a warning."""
    doubtful = None
    for found in words.finditer(text):
        before = _before(text, found.start())
        group = before[before.rfind(" ") + 1 :]
        if _of_another_time(before) or _DENIED.search(group) or _of_some(found, group, before):
            continue
        if found.groupdict().get("sure") or (_is_of_result(found, before) and not _DENIED.search(before)):
            return Severity.ERROR, found.span()
        doubtful = doubtful or (Severity.WARNING, found.span())
    return doubtful


def _before(text: str, start: int) -> str:
    """What stands before a stretch on its line."""
    return text[max(text.rfind("\n", 0, start) + 1, start - _CLAUSE) : start]


def _of_another_time(before: str) -> bool:
    """Whether the last word of time is not of this year, or all of it only would be."""
    others = [found.end() for found in _NOT_NOW.finditer(before)]
    return bool(others) and not _NOW.search(before, others[-1])


def _of_some(found: re.Match[str], group: str, before: str) -> bool:
    """Whether it is said of single questions, and not of praise that would hold for all."""
    behind = _SOME_BEHIND.match(found.string, found.end())
    return bool(behind or _SOME.search(group) or re.search(r"(?:บางข้อ|[0-9๐-๙]+ ?ข้อ)[^ ]* ?\Z", before))


def _is_of_result(found: re.Match[str], before: str) -> bool:
    """Whether nothing stands between the result and what is said, and what is said is of the mark."""
    of_mark = "เกณฑ์" in found[0] or "ปรับปรุง" in found[0]
    start = found.string.rfind("\n", 0, found.start()) + 1
    cut = len(before) < found.start() - start
    return of_mark and bool(_RESULT.search(f"…{before}" if cut else before))


def _praising_complaints(finding: FindingNote) -> Iterator[Remark]:
    """Some find fault, it says, and then comes nothing but praise: the question's words were copied unturned."""
    for opinion in _OPINION.finditer(finding.passage.text):
        if not _NEGATIVE.search(opinion["clause"]):
            says = f"ข้อความบอกว่า{opinion['who']}เห็นว่ามีจุดอ่อน แต่สิ่งที่เห็นกลับเป็นข้อดี กรุณาตรวจสอบถ้อยคำ"
            yield remark_at(NAME, Severity.WARNING, finding.passage, opinion.span("clause"), says=says)


RULE = Rule(NAME, "ข้อความขัดแย้งกับคะแนน", read)
