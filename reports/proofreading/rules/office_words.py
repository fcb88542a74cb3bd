"""Words of another kind of office: สำนักงานฯ, กลุ่มงาน…, ทุกภารกิจ in a municipality's text (seeds 000 and 002).

The short form of an office that the same text has named before is right, and so is what a department of the
municipality is called.
"""

import re
from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript, Names, Passage
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.offices import OfficePhrase, names_nobody

NAME = "office-words"

_SHORT = re.compile(
    r"(?P<office>สำนักงาน|กรม|กระทรวง|มหาวิทยาลัย|วิทยาลัย|โรงพยาบาล|โรงเรียน|สถาบัน|ศูนย์|บริษัท|องค์การ)[ ]?ฯ(?!ล)"
)
_UNIT = re.compile(
    r"กลุ่มงาน(?:ป้องกันการทุจริต|ปราบปรามการทุจริต|ตรวจสอบทรัพย์สิน|[ก-๎]{0,30})"
    r"|(?<!ใน)(?<!ครบ)(?<!คลุม)(?<!ตาม)(?<!กับ)ทุกภารกิจ(?!ของ|ที่|ตาม|งาน|ใน|อย่าง|ให้)"
)
_GROUP = "กลุ่มงาน"
# What only one kind of local government says of itself, with what the others say.
_CITY = {"เทศบัญญัติ": "ข้อบัญญัติ", "พนักงานเทศบาล": "พนักงานส่วนท้องถิ่น", "สำนักปลัดเทศบาล": "สำนักปลัด", "สภาเทศบาล": "สภา",
         "เทศบาลฯ": "", "สำนักงานเทศบาล": "ที่ทำการ", "ปลัดเทศบาล": "ปลัด", "นายกเทศมนตรี": "นายก"}  # fmt: skip
_SAO = {"พนักงานส่วนตำบล": "พนักงานเทศบาล", "สำนักปลัด อบต.": "สำนักปลัดเทศบาล", "นายก อบต.": "นายกเทศมนตรี",
        "ปลัด อบต.": "ปลัดเทศบาล", "สภา อบต.": "สภาเทศบาล", "ที่ทำการ อบต.": "สำนักงานเทศบาล"}  # fmt: skip
_SELF = re.compile(r"(?:ของ|ภายใน|ว่า|โดย|ให้|เว็บไซต์)[ ]?(?P<word>อบต\.|อบจ\.)(?=\s|$|[”)\]])")


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every word that another kind of office uses of itself."""
    own = manuscript.own
    for passage in manuscript.passages:
        yield from _short_forms(passage, own)
        yield from _units(passage, own)
        yield from _self_words(passage, own)


def _short_forms(passage: Passage, own: Names) -> Iterator[Remark]:
    for found in _SHORT.finditer(passage.text):
        office = found["office"]
        # An office named in full before may be called so after.
        if not re.search(rf"{office}(?![ ]?ฯ)[ ]?[ก-ฮเ-ไ]", passage.text[: found.start()]):
            says = f"“{found[0]}” เป็นคำของหน่วยงานประเภทอื่น กรุณาใช้คำของ{own.full}"
            yield remark_at(
                NAME, Severity.WARNING, passage, found.span(), says=says, fix="เทศบาล" if own.is_city else None
            )


def _units(passage: Passage, own: Names) -> Iterator[Remark]:
    for found in _UNIT.finditer(passage.text):
        unit = found[0]
        if unit.startswith(_GROUP) and any(
            each.startswith(_GROUP) and unit.startswith(each) for each in own.departments
        ):
            continue
        start, end = found.span()
        if unit.startswith(_GROUP):
            unit = re.split(r"(?=วิเคราะห์|จัด|ดำเนิน|เป็น|และ|กำหนด|รวบรวม|รับผิดชอบ)", unit, maxsplit=1)[0]
            end = start + len(unit)
        says = f"“{unit}” เป็นส่วนงานของหน่วยงานประเภทอื่น กรุณาใช้ชื่อส่วนราชการของ{own.full}"
        yield remark_at(NAME, Severity.WARNING, passage, (start, end), says=says)


def _self_words(passage: Passage, own: Names) -> Iterator[Remark]:
    """What the municipality would say of itself in other words."""
    foreign = _SAO if own.is_city else _CITY
    for word, instead in foreign.items():
        for found in re.finditer(re.escape(word).replace(r"\ ", "[ ]?"), passage.text):
            if not _of_another(passage.text, found.end(), own):
                says = f"“{found[0]}” เป็นคำของหน่วยงานประเภทอื่น ไม่ใช่ของ{own.kind}"
                yield remark_at(NAME, Severity.WARNING, passage, found.span(), says=says, fix=instead or None)
    for found in _SELF.finditer(passage.text):
        if own.is_city or (found["word"] == "อบต.") != (own.kind == "องค์การบริหารส่วนตำบล"):
            says = f"“{found['word']}” เป็นคำของหน่วยงานประเภทอื่น ไม่ใช่ของ{own.kind}"
            yield remark_at(NAME, Severity.WARNING, passage, found.span("word"), says=says)


def _of_another(text: str, end: int, own: Names) -> bool:
    """Whether a name or a general word follows: then another municipality is meant, of which another rule speaks."""
    if re.match(r"[ ]?(?:นคร|เมือง|ตำบล|ใกล้|ทุกแห่ง|อื่น|[(])", text[end:]):
        return True
    gap = text[end : end + 1].isspace()
    phrase = OfficePhrase(end, end + gap, own.kind, gap)
    return own.is_city and not names_nobody(text, phrase)


RULE = Rule(NAME, "คำของหน่วยงานประเภทอื่น", read)
