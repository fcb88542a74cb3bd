"""Another municipality's name or kind in a text (seeds 001, 002 and 004: left in what was copied).

A name behind the word of a kind is an error, also one of one's own name behind another kind. Who works together with
another municipality must be able to say so: there it is a warning. A bare name from the database is a hint.
"""

import re
from collections.abc import Iterator, Mapping

from reports.proofreading.manuscript import Manuscript, Names, Passage
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from reports.proofreading.rules.own_name import slip_of
from thaitext.offices import LONGEST_NAME, OfficePhrase, name_length, names_nobody, office_phrases

NAME = "foreign-name"

_PARTNER = re.compile(
    r"(?:ร่วมกับ|ร่วมมือกับ|ดูงาน|ประสานงานกับ|ประสานกับ|เครือข่าย|ข้อตกลงกับ|เรียนรู้กับ|เรียนรู้จาก|สนับสนุนจาก|เขตติดต่อกับ|ติดต่อกับ)"
    r"[^.]{0,24}\Z"
)
_FORMERLY = re.compile(r"(?:ยกฐานะ|เดิม|เปลี่ยนแปลงฐานะ|จัดตั้งเป็น|เปลี่ยนชื่อ)[^.]{0,24}\Z")
# Own name and such a word, with which the word ends, is another place: บ้านสวนใหญ่.
_QUALIFIED = re.compile(r"(?:ใหญ่|น้อย|เหนือ|ใต้|กลาง|ตะวันออก|ตะวันตก)(?![ก-๎])")
# Where a bare name may be meant: with a sign before it or such a word, and a sign behind it.
_BEFORE_BARE = re.compile(r"\A|[\s“\"'(\[/]|ในเขต|พื้นที่|ของ|เทศบาล(?!นคร|เมือง|ตำบล)|ชาว|ให้แก่")
_BEHIND_BARE = re.compile(r"[^ก-๎]|\Z")
_LEAST_BARE = 5


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every name that is not the municipality's own."""
    own, known = manuscript.own, {name: full for name, full in manuscript.known.items() if len(name) > 2}
    longest = min(max(map(len, known), default=0), LONGEST_NAME)
    ours = f"{own.full} {own.district} {own.province}"
    bare = {name: full for name, full in known.items() if len(name) >= _LEAST_BARE and name not in ours}
    for passage in manuscript.passages:
        ends = []
        for phrase in office_phrases(passage.text):
            if end := _foreign_end(passage.text, phrase, own, known, longest):
                ends.append((phrase.start, end))
                yield _named(passage, phrase, end, own, known)
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
        is_own = phrase.kind == own.kind or _FORMERLY.search(text, 0, phrase.start)
        return None if is_own else end
    if other:
        return start + other
    if slip_of(text, phrase, own) or names_nobody(text, phrase) or _FORMERLY.search(text, 0, phrase.start):
        return None
    return start + name_length(text, start)


def _longest(text: str, start: int, known: Mapping[str, str], longest: int) -> int:
    """How long the longest known name is that stands at `start`; 0 for none."""
    return next((n for n in range(longest, 2, -1) if text[start : start + n] in known), 0)


def _named(passage: Passage, phrase: OfficePhrase, end: int, own: Names, known: Mapping[str, str]) -> Remark:
    """The remark on a name behind the word of a kind."""
    text, name = passage.text, passage.text[phrase.name_start : end]
    found = text[phrase.start : end].replace("\n", " ")
    if name == own.proper:
        says = f"“{found}” ไม่ตรงกับประเภทของหน่วยงาน ซึ่งคือ{own.full}"
    elif name in known:
        says = f"“{found}” เป็นชื่อของหน่วยงานอื่น ({known[name]}) ไม่ใช่{own.full}"
    else:
        says = f"“{found}” ไม่ใช่ชื่อของ{own.full}"
    partner = _PARTNER.search(text, 0, phrase.start)
    of_province = phrase.kind == "องค์การบริหารส่วนจังหวัด" and name == own.province
    if partner or of_province:
        severity = Severity.HINT if of_province else Severity.WARNING
        return remark_at(NAME, severity, passage, (phrase.start, end), says=f"{says} กรุณาตรวจสอบว่าตั้งใจกล่าวถึง")
    # "นายกเทศมนตรีเมือง…" keeps its own beginning.
    mayor = text.startswith("เทศมนตรี", phrase.start)
    fix = own.full.replace("เทศบาล", "เทศมนตรี", 1) if mayor else own.full
    return remark_at(NAME, Severity.ERROR, passage, (phrase.start, end), says=says, fix=fix)


def _bare(passage: Passage, names: Mapping[str, str], longest: int, seen: list[tuple[int, int]]) -> Iterator[Remark]:
    """Names without the word of a kind, where nothing goes on with them: many are words of every day as well."""
    text = passage.text
    for before in _BEFORE_BARE.finditer(text):
        start = before.end()
        end = start + _longest(text, start, names, longest)
        if end > start and _BEHIND_BARE.match(text, end) and not any(first <= start < last for first, last in seen):
            says = f"“{text[start:end]}” เป็นชื่อของหน่วยงานอื่นในระบบ ({names[text[start:end]]}) กรุณาตรวจสอบว่าตั้งใจกล่าวถึง"
            yield remark_at(NAME, Severity.HINT, passage, (start, end), says=says)


RULE = Rule(NAME, "ชื่อหรือประเภทของหน่วยงานอื่น", read)
