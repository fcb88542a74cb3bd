"""Codes, parts and scores inside copied text: what stands on one line, in its order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from thaitext.digits import to_arabic
from thaitext.words import clean


class Rank(IntEnum):
    """How much a code says: where two stand before one score, it is the more exact one's."""

    TOTAL = 0
    INSTRUMENT = 1
    INDICATOR = 2
    QUESTION = 3


@dataclass(frozen=True, slots=True)
class Code:
    """A code as `assessments.codes.place_read` takes it; `first`: it begins its cell or line."""

    rank: Rank
    code: str
    part: str = ""
    first: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """The words "ส่วนที่ 1"."""

    number: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers that stand together and may be scores; `alone`: nothing else is before them in their cell or line."""

    texts: tuple[str, ...]
    alone: bool


Token: TypeAlias = Code | Part | Numbers

# A row of the result sheet is "1 การปฏิบัติหน้าที่ 98.28". Names differ between years (ITA.md section 1), so a name
# alone says nothing; number and name together do.
_NAMES = (
    "การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สิน", "การแก้(?:ไข)?ปัญหาการทุจริต",
    "คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุง(?:ระบบ)?การทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต",
)  # fmt: skip
_LISTED = "|".join(rf"{number}(?=[.)]?\s*{name})" for number, name in enumerate(_NAMES, 1))

_FOUND = re.compile(
    rf"""
      (?<![A-Za-z0-9.]) (?P<letter>[ieo]) \s? -? 0* (?P<number>[1-9][0-9]{{0,2}}) (?! [A-Za-z0-9] | \.[0-9] | % )
    | ข้อ \s* 0 (?P<zero>[1-9][0-9]?) (?! [0-9.,] )
    | (?<![0-9.]) (?P<listed>{_LISTED})
    | (?: ตัวชี้วัด(?:ที่)? | indicator ) [\s_-]* 0* (?P<indicator>[1-9][0-9]?) (?! [0-9] | \.[0-9] )
    | (?<![A-Za-z]) (?P<instrument>IIT|EIT|OIT) (?![A-Za-z])
      (?: (?: [\s(]* (?:ส่วนที่|part) \s* | \s?-\s? ) (?P<of_part>[0-9]) (?![0-9.,%]) )?
    | (?: ส่วนที่ | part ) \s* (?P<part>[0-9]) (?![0-9.,%])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ZERO_FOR_O = re.compile(r"0([1-9][0-9]?)(?=[\s)]|$)")
_TOTAL = re.compile(r"(?:ผล)?คะแนน(?:รวม|ภาพรวม)|(?:รวมทั้งหมด|รวม|ภาพรวม|total)(?![ก-๙A-Za-z])", re.IGNORECASE)
#: What may stand before a code that begins its cell: a bullet, a number in a list, words that only introduce it.
_BEFORE_FIRST = re.compile(
    r"[\s•*–([\"“-]*(?:[0-9]{1,3}[.)]?(?=\s|$))?\s*(?:ข้อ|แบบวัด|ผลคะแนน|คะแนน|ผลการประเมิน|รวม)*[\s([\"“:]*"
)

_OUT_OF_100 = re.compile(r"(?:/|จาก|คะแนนเต็ม|เต็ม)\s*100(?:\.0+)?(?![0-9.])(?:\s*คะแนน)?")
_LAST_NUMBER = re.compile(
    r"(?:^|(?<=[\s(=“\"])|(?<=[^0-9]:)|(?<=คะแนน)|(?<=ได้))(-?[0-9]+(?:[.,][0-9]+)?)\s?(?:%|คะแนน)?$"
)
_MOST_NUMBERS = 5  # more than any code has; which of them counts is then open anyway
_AFTER_NUMBER = ' \n).]:;”"'
#: A whole number after one of these counts or names something.
_COUNTING = re.compile(
    r"(?:ข้อ|ปี|พ\.ศ\.|ไตรมาส|ครั้ง|มาตรา|หมวด|หน้า|บท|เดือน|ระดับ|ฉบับ|ลำดับ|วัน|รอบ|จำนวน|"
    r"(?:ข้อ|ครั้ง|วัน|ไตรมาส|ลำดับ|ฉบับ|ส่วน)ที่|น้อยกว่า|มากกว่า|ไม่เกิน|อย่างน้อย)$"
)
_LEVEL = re.compile(r"\s(?:ระดับ\s*)?(?:ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง|AA|[A-F])$")
_SAID = re.compile(r"(?<![0-9.,])(-?[0-9]+(?:[.,][0-9]+)?)\s?คะแนน")
_RULE = re.compile(r"[-–—:=_. ]*")  # a cell of a drawn line, or the dash of an empty one

#: A line that begins a sub-indicator (9.1), whose figures are not asked for: it ends what stood before it.
ENDS_BLOCK = re.compile(r"(?:ตัวชี้วัด|[0-9]{1,2}\.[0-9]{1,2}\s+(?!คะแนน)[ก-๙A-Za-z])")


def cells_of(line: str) -> list[str]:
    """The cells of a line that hold something: what stands between tabs, or the strokes of a drawn table."""
    cells = (to_arabic(clean(cell)) for cell in re.split(r"[\t|]", line))
    return [cell for cell in cells if not _RULE.fullmatch(cell)]


def tokens_of(cells: Sequence[str]) -> list[Token]:
    """Codes, parts and numbers of a line in their order; a number in a list before the first code is left out."""
    cells = list(_joined(cells))
    tokens = _all_tokens(cells)
    if not any(isinstance(token, Code) and token.rank >= Rank.INDICATOR for token in tokens):
        for number, cell in enumerate(cells):
            if zero := _ZERO_FOR_O.match(cell):
                return [Code(Rank.QUESTION, f"o{zero[1]}"), *_all_tokens([cell[zero.end() :], *cells[number + 1 :]])]
    match tokens:
        case [Numbers(texts=(counted,), alone=True), Code(), *_] if counted.isdecimal():
            return tokens[1:]
    return tokens


def _all_tokens(cells: Sequence[str]) -> list[Token]:
    last = max((number for number, cell in enumerate(cells) if cell.strip()), default=0)
    return [token for number, cell in enumerate(cells) for token in _tokens(cell, last=number == last)]


def _joined(cells: Sequence[str]) -> Iterator[str]:
    """The cells, a number in a list joined with the words that it counts."""
    counted = ""
    for cell in cells:
        if counted and not "ก" <= cell[0] <= "๙":
            yield counted
            counted = ""
        if re.fullmatch(r"[0-9]{1,3}[.)]?", cell) and not counted:
            counted = cell
        else:
            yield f"{counted} {cell}".lstrip()
            counted = ""
    if counted:
        yield counted


def _tokens(cell: str, *, last: bool) -> Iterator[Token]:
    total = _TOTAL.match(cell)
    if total:
        yield Code(Rank.TOTAL, "total")
    end = total.end() if total else 0
    for found in _FOUND.finditer(cell, end):
        yield from _numbers(cell[end : found.start()])
        yield _named(found, first=_BEFORE_FIRST.fullmatch(cell, 0, found.start()) is not None)
        end = found.end()
    for numbers in _numbers(cell[end:]):
        if last or numbers.alone:
            yield numbers


def _named(found: re.Match[str], *, first: bool) -> Code | Part:
    if found["letter"]:
        return Code(Rank.QUESTION, f"{found['letter'].lower()}{found['number']}", first=first)
    if found["zero"]:
        return Code(Rank.QUESTION, f"o{found['zero']}", first=first)
    if number := found["indicator"] or found["listed"]:
        return Code(Rank.INDICATOR, f"indicator-{number}", first=first)
    if found["instrument"]:
        return Code(Rank.INSTRUMENT, found["instrument"].upper(), found["of_part"] or "", first)
    return Part(found["part"])


def _numbers(text: str) -> Iterator[Numbers]:
    """The numbers at the end of a text, else the only one that it calls "คะแนน".

    Years, and whole numbers that count something, are none.
    """
    rest = _LEVEL.sub("", _OUT_OF_100.sub("", text).rstrip(_AFTER_NUMBER)).rstrip(_AFTER_NUMBER)
    said = _SAID.findall(rest)
    found: list[str] = []
    while len(found) < _MOST_NUMBERS and (match := _LAST_NUMBER.search(rest)):
        before = rest[: match.start()]
        if match[1].isdecimal() and (_COUNTING.search(before.rstrip()) or _is_year(match[1])):
            break
        found.insert(0, match[1])
        rest = before.rstrip()
        if before and not before[-1].isspace():
            break
    if found:
        yield Numbers(tuple(found), alone=not rest.strip(' (:=“"-–'))
    elif len(said) == 1:
        yield Numbers((said[0],), alone=False)


def _is_year(number: str) -> bool:
    return len(number) == 4 and 2400 <= int(number) <= 2700
