"""Slips of typing and copying in Thai text, each with what should stand there: for a proofreader, never for storing.

What `thaitext.words.clean` mends when a text is stored is found here too: a text may have come in before, or from
elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thaitext.digits import to_arabic, to_thai
from thaitext.words import clean


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong from `start` to `end`, and what should stand there."""

    start: int
    end: int
    fix: str


# A unit of five signs or more twice. It begins with a whole syllable and no mark or vowel goes on with its last letter.
# Shorter ones are mostly right ("หน้าที่ที่", "โครงการการศึกษา", "ภายในใน"); of them only those that never are, some but
# behind a word that ends so (รายได้ได้, เจ้าของของ). Behind a blank a new clause may begin with the word that the last one
# ended with ("12 ขั้นตอน ขั้นตอนที่"): there only long ones, and verbs that stand alone before it.
_DOUBLED = re.compile(
    r"""(?<![เ-ไ]) (?P<unit>[ก-ฮเ-ไ][ก-๎]{4,40}?) (?P=unit) (?![ะ-ฺๅ็-๎])
      | (?<![ก-๎]) (?P<long>[ก-ฮเ-ไ][ก-๎]{13,60}) [ ] (?P=long) (?![ะ-ฺๅ็-๎])
      | (?<![เ-ไ]) (?P<short>และ|หรือ|โดย|ซึ่ง|แผน|ให้|หนด) (?P=short) (?![ะ-ฺๅ็-๎])
      | (?<!ราย)(?<!กำไร)(?<!เงิน) (?P<got>ได้) (?P=got)
      | (?<!ผู้)(?<!คน) (?P<has>มี) (?P=has) (?!ด|ชัย|ค่า)
      | (?<!เจ้า)(?<!สิ่ง)(?<!ข้าว)(?<!เป็น)(?<!แต่ง) (?P<of>ของ) (?P=of)
      | (?<![ก-๎]) (?P<link>และ|หรือ|โดย|ซึ่ง|ให้|ดำเนินการ|ประชาสัมพันธ์|เผยแพร่|ตรวจสอบ|จัดทำ|กำหนด) [ ] (?P=link) (?![ะ-ฺๅ็-๎])
      | (?<![A-Za-z]) (?P<latin>[A-Za-z]{3,}) [ ] (?P=latin) (?![A-Za-z])
      | ๆ (?P<again>[ ]?ๆ)""",
    re.VERBOSE,
)
# Words that are right twice, one behind the other: the one that serves and the service.
_TWICE = {"บริการ", "หน้าที่"}

_RUN = re.compile(r"[\u0e00-\u0e7f\u00ad\u200b-\u200f\u2060-\u2064\ufeff\uf700-\uf71a]+")
_MARK = re.compile("[ัิ-ฺ็-๎ำ]")
# What no Thai word holds, though each sign of it may stand alone: a mark without its letter, a vowel twice, ๅ for า.
_MISPLACED = re.compile(
    r"""(?: (?<![ก-๎]) (?P<loose>[ัิ-ฺ็-๎]+) | (?P<vowel>[ะาำเ-ไ])(?P=vowel)+ | (?P<mark>[ั-ฺ็-๎])(?P=mark)+
      | (?<=[ก-ฮ่-๋])(?<![ฤฦ])(?P<long>ๅ) )""",
    re.VERBOSE,
)

# A number that holds both systems, also with its points: "0๑๑", "๒5.50".
_NUMBER = re.compile(r"[0-9๐-๙](?:[0-9๐-๙]|[.,/:-](?=[0-9๐-๙]))*")
# A code of a question: ๐ or 0 for o, a letter before Thai digits ("ข้อ ๐15", "O๔๒", "0๑๑").
_CODE = re.compile(
    r"""(?<![0-9๐-๙A-Za-z./-]) (?:
          (?<=ข้อ[ ]) (?P<zero>[0๐]) (?P<first>[0-9๐-๙]{1,2})
        | (?<=ข้อ) (?P<zero_bound>[0๐]) (?P<bound>[0-9๐-๙]{1,2})
        | (?P<arabic_zero>0)(?P<thai>[๐-๙]{2}) | (?P<thai_zero>๐)(?P<arabic>[0-9]{2})
        | (?P<letter>[IiEeOo])(?P<number>[0-9๐-๙]{1,2})
      ) (?![0-9๐-๙A-Za-z]|[./:-][0-9๐-๙])""",
    re.VERBOSE,
)


def doubled(text: str) -> Iterator[Slip]:
    """Yield words that stand twice, one behind the other; the mend leaves one of them."""
    for found in _DOUBLED.finditer(text):
        unit = next((unit for unit in found.groups() if unit), "")
        if found["again"]:
            yield Slip(found.start(), found.end(), "ๆ")
        elif unit not in _TWICE:
            yield Slip(found.start(), found.end(), unit)


def unnormalised(text: str) -> Iterator[Slip]:
    """Yield stretches of Thai that are not written as Thai is stored, or that no word can hold.

    ํา for ำ, เเ for แ, marks twice or in another order, invisible signs, forms of old PDF files, a mark without its
    letter, a vowel twice, ๅ for า. Where the mend mends nothing, its `fix` is empty.
    """
    for run in _RUN.finditer(text):
        mended = clean(run[0])
        if (fixed := _MISPLACED.sub(_placed, mended)) != run[0]:
            start, end = _difference(run[0], fixed)
            yield Slip(run.start() + start, run.start() + end, fixed[start : len(fixed) - (len(run[0]) - end)])


def _placed(found: re.Match[str]) -> str:
    if found["long"]:
        return "า"
    return found["vowel"] or found["mark"] or ""


def _difference(before: str, after: str) -> tuple[int, int]:
    """Where two texts differ, as a stretch of `before` that begins and ends with whole letters."""
    start = next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(after))
    start = min(start, len(before))
    most = min(len(before), len(after)) - start
    tail = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    while start and _MARK.match(before, start):
        start -= 1
    return start, len(before) - tail


def code_slips(text: str) -> Iterator[Slip]:
    """Yield codes of questions that are written with ๐ or 0 for o, or with Thai digits behind their letter."""
    for found in _CODE.finditer(text):
        number = to_arabic(
            next(found[name] for name in ("first", "bound", "thai", "arabic", "number") if found[name] is not None)
        )
        code = f"{(found['letter'] or 'o').lower()}{int(number)}"
        if int(number) and not (found["letter"] and found["number"].isascii()):
            yield Slip(found.start(), found.end(), code)


def mixed_numbers(text: str) -> Iterator[Slip]:
    """Yield single numbers that hold digits of both systems; the mend is in Arabic digits."""
    for found in _NUMBER.finditer(text):
        if to_arabic(found[0]) != found[0] != to_thai(found[0]):
            yield Slip(found.start(), found.end(), to_arabic(found[0]))


def digit_systems(text: str) -> tuple[str, str]:
    """Return the first number in Arabic and the first in Thai digits that could as well be in the other; "" for none.

    Numbers in addresses, file names and words with Latin letters are bound to their system and do not count.
    """
    free = [n for n, (arabic, thai) in enumerate(zip(to_arabic(text), to_thai(text), strict=True)) if arabic != thai]
    places = set(free)
    numbers = [found[0] for found in _NUMBER.finditer(text) if found.start() in places]
    arabic = next((number for number in numbers if number[0] in "0123456789"), "")
    thai = next((number for number in numbers if number[0] in "๐๑๒๓๔๕๖๗๘๙"), "")
    return arabic, thai
