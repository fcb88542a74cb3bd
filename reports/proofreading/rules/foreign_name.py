"""Another municipality's name or kind in a text (seeds 001, 002 and 004: left in what was copied).

A name behind the word of a kind is an error, also one of one's own name behind another kind. Who works together with
another municipality must be able to say so: there it is a warning, and so is a name that neither the database knows nor
looks like one of a place. A bare name from the database is a hint, behind the bare word เทศบาล a warning.

Only what surely ends where it seems to is mended: one's own name, and those of the database where nothing goes on.
"""

import re
from collections.abc import Iterator, Mapping

from reports.proofreading.manuscript import Manuscript, Names, Passage
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from reports.proofreading.rules.own_name import slip_of
from thaitext.offices import (
    LONGEST_NAME,
    OfficePhrase,
    begins_like_place,
    name_length,
    names_nobody,
    office_phrases,
)

NAME = "foreign-name"

# Words before a name of whom one works with or speaks of; some of them only directly before it.
_PARTNER = re.compile(
    r"(?:ร่วมกับ|ร่วมมือกับ|ดูงาน|ประสานงานกับ|ประสานกับ|เครือข่าย|ข้อตกลงกับ|เรียนรู้กับ|เรียนรู้จาก|สนับสนุนจาก|เขตติดต่อกับ|ติดต่อกับ"
    r"|วิทยากร|ต้อนรับ|รับโอน|โอนย้าย|เยี่ยมชม|เปรียบเทียบกับ|เทียบกับ|(?<![ก-๎])ณ )[^.]{0,24}\Z"
    r"|(?:จาก|กับ|ให้แก่|ไปยัง|ถึง|(?<!หน้า)(?<!พื้น)ที่)[ ]?"
    r"(?:(?:คณะ|ผู้แทน|บุคลากร|เจ้าหน้าที่|ผู้บริหาร|พนักงาน|สำนักงาน|นายก|ปลัด)[ ]?)?\Z"
)
# What a guest or neighbour does, behind the name.
_GUEST = re.compile(r"[ ]?(?:(?:มา|ได้|ขอ)?(?:เข้า)?(?:ร่วม|ศึกษาดูงาน|เยี่ยม)|ขอใช้|ขออนุญาต|ขอความ)")
_AND = re.compile(r"[ ,]*(?:และ|หรือ|กับ|รวมทั้ง|รวมถึง)?[ ]*")
_FORMERLY = re.compile(r"(?:ยกฐานะ|เดิม|เปลี่ยนแปลงฐานะ|จัดตั้งเป็น|เปลี่ยนชื่อ)[^.]{0,24}\Z")
# Own name and such a word, with which the word ends, is another place: บ้านสวนใหญ่.
_QUALIFIED = re.compile(r"(?:ใหญ่|น้อย|เหนือ|ใต้|กลาง|ตะวันออก|ตะวันตก|(?P<doubtful>ใหม่|เก่า|ใน|นอก))(?![ก-๎])")
# Where a bare name may be meant: with a sign before it or such a word, and a sign behind it.
_BEFORE_BARE = re.compile(r"\A|[\s“\"'(\[/]|ในเขต|พื้นที่|ของ|(?P<office>(?<!โรงเรียน)เทศบาล)(?!นคร|เมือง|ตำบล)|ชาว|ให้แก่")
_BEHIND_BARE = re.compile(r"[^ก-๎]|\Z")
# How long a name must be to count without the word of a kind, and behind the bare word เทศบาล.
_LEAST_BARE, _LEAST_OFFICE = 5, 3


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every name that is not the municipality's own."""
    own, known = manuscript.own, {name: full for name, full in manuscript.known.items() if len(name) > 2}
    longest = min(max(map(len, known), default=0), LONGEST_NAME)
    ours = f"{own.full} {own.district} {own.province}"
    bare = {name: full for name, full in known.items() if len(name) >= _LEAST_OFFICE and name not in ours}
    for passage in manuscript.passages:
        ends: list[tuple[int, int]] = []
        partner_end = None
        for phrase in office_phrases(passage.text):
            if end := _foreign_end(passage.text, phrase, own, known, longest):
                ends.append((phrase.start, end))
                listed = partner_end is not None and _AND.fullmatch(passage.text, partner_end, phrase.start)
                partner = bool(listed) or _is_partner(passage.text, phrase, end, own)
                partner_end = end if partner else None
                yield _named(passage, phrase, end, own, known, partner=partner)
        if bare:
            yield from _bare(passage, bare, longest, ends)


def _foreign_end(text: str, phrase: OfficePhrase, own: Names, known: Mapping[str, str], longest: int) -> int | None:
    """Where the name of another municipality ends; None where there is no such name."""
    start = phrase.name_start
    other = _longest(text, start, known, longest)
    if text.startswith(own.proper, start):
        end = start + len(own.proper)
        if other > len(own.proper):
            return start + other
        if qualified := _QUALIFIED.match(text, end):
            return qualified.end()
        is_own = phrase.kind == own.kind or phrase.loose or _FORMERLY.search(text, 0, phrase.start)
        return None if is_own else end
    if other:
        return start + other
    if slip_of(text, phrase, own) or names_nobody(text, phrase) or _FORMERLY.search(text, 0, phrase.start):
        return None
    return None if phrase.loose else start + name_length(text, start)


def _is_partner(text: str, phrase: OfficePhrase, end: int, own: Names) -> bool:
    """Whether the text speaks of another municipality on purpose: words of work together, or its own name beside it."""
    if _PARTNER.search(text, 0, phrase.start) or _GUEST.match(text, end):
        return True
    names = "|".join(map(re.escape, (own.proper, *own.spellings)))
    beside = re.compile(rf"(?:{names})[ ]?(?:และ|หรือ|กับ)[ ]?\Z")
    return bool(beside.search(text, 0, phrase.start) or re.match(rf"[ ]?(?:และ|กับ)[ ]?(?:{names})", text[end:]))


def _longest(text: str, start: int, known: Mapping[str, str], longest: int) -> int:
    """How long the longest known name is that stands at `start`; 0 for none."""
    return next((n for n in range(longest, 2, -1) if text[start : start + n] in known), 0)


def _named(
    passage: Passage, phrase: OfficePhrase, end: int, own: Names, known: Mapping[str, str], *, partner: bool
) -> Remark:
    """The remark on a name behind the word of a kind."""
    text, name = passage.text, passage.text[phrase.name_start : end]
    found = text[phrase.start : end].replace("\n", " ")
    if name == own.proper:
        says = f"“{found}” ไม่ตรงกับประเภทของหน่วยงาน ซึ่งคือ{own.full}"
    elif name in known:
        says = f"“{found}” เป็นชื่อของหน่วยงานอื่น ({known[name]}) ไม่ใช่{own.full}"
    else:
        says = f"“{found}” ไม่ใช่ชื่อของ{own.full}"
    alone = name_length(text, phrase.name_start) == len(name) and not _QUALIFIED.match(text, end)
    certain = name == own.proper or (name in known and alone)
    tail = _QUALIFIED.fullmatch(name.removeprefix(own.proper)) if name.startswith(own.proper) else None
    unsure = (tail and tail["doubtful"]) or not (tail or certain or name in known or begins_like_place(text, phrase))
    of_province = phrase.kind == "องค์การบริหารส่วนจังหวัด" and name == own.province
    if partner or of_province or phrase.loose or unsure:
        severity = Severity.HINT if of_province else Severity.WARNING
        return remark_at(NAME, severity, passage, (phrase.start, end), says=f"{says} กรุณาตรวจสอบว่าตั้งใจกล่าวถึง")
    # "นายกเทศมนตรีเมือง…" keeps its own beginning, and "นายก อบต.…" gets it.
    mayor = text.startswith("เทศมนตรี", phrase.start) or text[: phrase.start].rstrip().endswith("นายก")
    fix = own.full.replace("เทศบาล", "เทศมนตรี", 1) if mayor else own.full
    return remark_at(NAME, Severity.ERROR, passage, (phrase.start, end), says=says, fix=fix if certain else None)


def _bare(passage: Passage, names: Mapping[str, str], longest: int, seen: list[tuple[int, int]]) -> Iterator[Remark]:
    """Names without the word of a kind, where nothing goes on with them: many are words of every day as well."""
    text = passage.text
    for before in _BEFORE_BARE.finditer(text):
        start = before.end()
        end = start + _longest(text, start, names, longest)
        least = _LEAST_OFFICE if before["office"] else _LEAST_BARE
        if end - start < least or not _BEHIND_BARE.match(text, end):
            continue
        if not any(first <= start < last for first, last in seen):
            severity = Severity.WARNING if before["office"] else Severity.HINT
            says = f"“{text[start:end]}” เป็นชื่อของหน่วยงานอื่นในระบบ ({names[text[start:end]]}) กรุณาตรวจสอบว่าตั้งใจกล่าวถึง"
            yield remark_at(NAME, severity, passage, (start, end), says=says)


RULE = Rule(NAME, "ชื่อหรือประเภทของหน่วยงานอื่น", read)
