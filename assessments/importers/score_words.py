"""Codes, parts and numbers inside copied text: what stands on one line, in its order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum, auto
from typing import TypeAlias

from thaitext.digits import to_arabic
from thaitext.words import clean


class Rank(IntEnum):
    """How much a code says: where two stand before one score, it is the more exact one's."""

    TOTAL = 0
    INSTRUMENT = 1
    INDICATOR = 2
    QUESTION = 3


class Name(Enum):
    """What a text calls a number."""

    SCORE = auto()  # คะแนน 98.28, คิดเป็นร้อยละ 98.28
    PLAIN = auto()
    SHARE = auto()  # ร้อยละ 30, 30%: a score or a weight
    SCALE = auto()  # คะแนนเต็ม 5: whatever stands beside it may be on that scale
    OTHER = auto()  # น้ำหนัก 30, ถ่วงน้ำหนัก 27.15, ต่ำกว่าเกณฑ์ 85: never a score


@dataclass(frozen=True, slots=True)
class Code:
    """A code as `assessments.codes.place_read` takes it; `first`: no wording stands before it in its cell or line."""

    rank: Rank
    code: str
    part: str = ""
    first: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """The words "ส่วนที่ 1"."""

    number: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may be a score.

    `alone`: only numbers stand before it in its cell; `opens`: it begins the line and may be one of a list.
    """

    text: str
    name: Name = Name.PLAIN
    alone: bool = True
    opens: bool = False
    part: str = ""

    @property
    def live(self) -> bool:
        """Whether it may be a score, by its name."""
        return self.name not in {Name.OTHER, Name.SCALE}


Token: TypeAlias = Code | Part | Number

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
      (?: \s? [-/] \s? (?P<own_part>[1-9]) (?! [0-9A-Za-z.,%] ) )?
    | ข้อ \s* 0 (?P<zero>[1-9][0-9]?) (?! [0-9.] )
    | (?<![0-9.]) (?P<listed>{_LISTED})
    | (?: ตัวชี้วัด(?:ที่)? | indicator ) [\s_-]* 0* (?P<indicator>[1-9][0-9]?) (?! [0-9] | \.[0-9] )
    | (?<![A-Za-z]) (?P<instrument>IIT|EIT|OIT) (?![A-Za-z])
      (?: (?: [\s(]* (?:ส่วนที่|part) \s* | \s?-\s? ) (?P<of_part>[0-9]) (?![0-9.,%]) )?
    | (?: ส่วนที่ | part ) \s* (?P<part>[0-9]) (?![0-9.,%])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ZERO_FOR_O = re.compile(r"0([1-9][0-9]?)(?=[\s),;]|$)")
_TOTAL = re.compile(
    r"(?P<before>[\s(0-9.,%]*)(?:(?:ผล)?คะแนน(?:รวม|ภาพรวม)|(?:รวมทั้งหมด|รวม|ภาพรวม|total)(?![ก-๙A-Za-z]))",
    re.IGNORECASE,
)
#: What may stand before a code that has no wording before it: signs, words that only introduce it.
_BEFORE_FIRST = re.compile(r"[\s•*–\-/(\[\"“:;,.)%]*(?:ข้อ|แบบวัด|ผลคะแนน|คะแนน|ผลการประเมิน|รวม|คือ|ของ)*[\s(\[\"“:]*")
_LIST_NUMBER = re.compile(r"(?P<number>[0-9]{1,3})[.)](?=\s|$|[ก-๙A-Za-z])\s*")

_SPLIT_POINT = re.compile(r"(?<=[0-9]) \. ?(?=[0-9])")  # 98 . 28
_OUT_OF_100 = re.compile(r"(?:/|จาก|คะแนนเต็ม|เต็ม)\s*100(?:\.0+)?(?![0-9.])(?:\s*คะแนน)?")
#: A number, or several that commas bind. Dates, times, ranges, telephone numbers and 4.5/5 are none.
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.,/])(?<![0-9]:)(?<![0-9A-Za-z][-–])-?[0-9]+(?:[.,][0-9]+)*"
    r"(?![0-9A-Za-z/]|[.,:][0-9]|[-–][0-9A-Za-z])"
)
_VERSION = re.compile(r"-?[0-9]+(?:\.[0-9]+){2,}")  # 9.1.2, 25.03.2568
_ZEROS_FIRST = re.compile(r"0[0-9]+(?!\.)(?:,|$)")  # 011,012 are items of OIT
#: A whole number that stands behind one of these, or before one of those, counts or names something.
_COUNTING = re.compile(
    r"(?:ข้อ|ปี|พ\.ศ\.|ไตรมาส|ครั้ง|มาตรา|หมวด|หน้า|บท|เดือน|ระดับ|ฉบับ|ลำดับ|อันดับ|วัน|เวลา|รอบ|จำนวน|"
    r"(?:ข้อ|ครั้ง|วัน|ไตรมาส|ลำดับ|อันดับ|ฉบับ|ส่วน|ย่อย)ที่)\s?$"
)
_COUNTED = re.compile(r"\s?(?:วัน(?!ที่)|ชั่วโมง|ชม\.|นาที|เดือน|ปี(?!\s*[0-9]|งบ|ก่อน|ที่)|คน|ราย(?!การ)|ครั้ง|บาท|ล้าน|น\.|หน้า)")
#: The same of a number with decimals: ข้อ 9.1, เวลา 12.30 น.
_NAMING = re.compile(r"(?:ข้อ|มาตรา|หมวด|เวลา|ย่อย|ย่อยที่)\s?$")
_MEASURED = re.compile(r"\s?(?:บาท|ล้าน|น\.)")

_SIGNS = r"[\s()\[\].:;,=“”\"]*"
#: What may follow a number to the end of what it stands in: its unit, and the level that it gives.
_TAIL = re.compile(
    rf"\s?(?:%|คะแนน|เปอร์เซ็นต์)?{_SIGNS}"
    rf"(?:(?:ระดับ\s*)?(?:ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง|(?<=\s)(?:AA|[A-F])))?{_SIGNS}"
)
_INTRODUCING = re.compile(r"(?:ข้อ|แบบวัด|ของ|คือ)\s*$")
_UNIT = re.compile(r"\s?คะแนน(?![ก-๙])")
_PER_CENT = re.compile(r"\s?(?:%|เปอร์เซ็นต์)")

_FILLING = (
    r"(?:[\s():=%]|25[0-9]{2}|คะแนน|ร้อยละ|ที่ได้(?:รับ)?|ที่|ได้|รวม|เฉลี่ย|เท่ากับ|คือ|เป็น|อยู่ที่|ของหน่วยงาน|ของ|ประจำปี|ปี|งบประมาณ|พ\.ศ\.|"
    r"(?:ทั้ง|ทั่ว|ระดับ)?(?:ประเทศ|จังหวัด))*$"
)
#: What a number is called by the words close before it; the first that fits.
_CALLED: tuple[tuple[Name, re.Pattern[str]], ...] = (
    (
        Name.OTHER,
        re.compile(
            r"(?:น้ำหนัก|weight|(?<!ผ่าน)(?<!หลัก)เกณฑ์|(?<!ตาม)เป้าหมาย|ผลต่าง|ส่วนต่าง|เพิ่มขึ้น|ลดลง|น้อยกว่า|มากกว่า|ต่ำกว่า|สูงกว่า|"
            rf"ไม่ถึง|ไม่เกิน|อย่างน้อย|ปีก่อน|ปีที่แล้ว|ปีที่ผ่านมา|(?:ทั้ง|ทั่ว|ระดับ|ของ)(?:ประเทศ|จังหวัด)){_FILLING}",
            re.IGNORECASE,
        ),
    ),
    (Name.SCALE, re.compile(r"(?:เต็ม|จาก)[\s(:=]*$")),
    (Name.SCORE, re.compile(rf"(?:(?<!กลับ)คะแนน|score|(?:คิดเป็น|เท่ากับ|เป็น)ร้อยละ){_FILLING}", re.IGNORECASE)),
    (Name.SHARE, re.compile(r"ร้อยละ(?:ของ)?[\s(:=]*$")),
)
_LABEL_LETTERS = 80  # a name stands close to its number

_RULE = re.compile(r"[-–—:=_. ]*")  # a cell of a drawn line, or the dash of an empty one
_ONLY_SIGNS = re.compile(r"[\s()\[\]:;,=“”\"\-–•*]*")
#: Full-width forms of Latin letters and signs; the digits are for `to_arabic`.
_FULL_WIDTH = str.maketrans({0xFF01 + offset: chr(0x21 + offset) for offset in range(94)} | {0x3000: " "})

#: A line that begins a sub-indicator (9.1), whose figures are not asked for: it ends what stood before it.
ENDS_BLOCK = re.compile(r"(?:ตัวชี้วัด|[0-9]{1,2}\.[0-9]{1,2}\s+(?!คะแนน)[ก-๙A-Za-z])")


def cells_of(line: str) -> list[str]:
    """The cells of a line that hold something: what stands between tabs, or the strokes of a drawn table."""
    cells = (to_arabic(clean(cell)) for cell in re.split(r"[\t|]", line.translate(_FULL_WIDTH)))
    return [cell for cell in cells if not _RULE.fullmatch(cell)]


def tokens_of(cells: Sequence[str]) -> list[Token]:
    """Codes, parts and numbers of a line in their order; numbers in words ("ข้อ 3", "ปี 2568", "7 วัน") are left out.

    A sum or total beside codes that are more exact is theirs, and none of its own.
    """
    cells = [_OUT_OF_100.sub(" ", _SPLIT_POINT.sub(".", cell)) for cell in _joined(cells)]
    listed = _LIST_NUMBER.match(cells[0]) if cells else None
    if listed and (len(cells) > 1 or listed.end() < len(cells[0])):
        cells[0] = cells[0][listed.end() :]
        return [Number(listed["number"], Name.OTHER, opens=True), *tokens_of(cells)]
    tokens = _all_tokens(cells)
    exact = any(isinstance(token, Code) and token.rank >= Rank.INDICATOR for token in tokens)
    if not exact and any(map(_ZERO_FOR_O.match, cells)):
        tokens = _all_tokens([_ZERO_FOR_O.sub(r"o\1", cell) if _ZERO_FOR_O.match(cell) else cell for cell in cells])
        exact = True
    return [token for token in tokens if not (exact and isinstance(token, Code) and token.rank == Rank.TOTAL)]


def has_words(cell: str) -> bool:
    """Whether a cell says more than a number's unit and level."""
    return re.search("[A-Za-zก-ฮ]", cell) is not None and not _TAIL.fullmatch(f" {cell}")


def ends_in_code(cell: str) -> bool:
    """Whether nothing stands behind the last code of a cell."""
    return any(_ONLY_SIGNS.fullmatch(cell, end) for _, end, token in _codes(cell) if isinstance(token, Code))


def _joined(cells: Sequence[str]) -> Iterator[str]:
    """The cells; the number of an indicator is joined with its name."""
    rest = list(cells)
    while rest:
        cell = rest.pop(0)
        if rest and re.fullmatch(r"[0-9]{1,2}[.)]?", cell) and re.match(_LISTED, f"{cell} {rest[0]}"):
            cell = f"{cell} {rest.pop(0)}"
        yield cell


def _all_tokens(cells: Sequence[str]) -> list[Token]:
    reader = _LineReader()
    for number, cell in enumerate(cells):
        reader.cell(cell, last=number == len(cells) - 1)
    return reader.tokens


class _LineReader:
    """Finds the tokens of a line cell by cell; `label` is what has been written since the last of them."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.label = ""

    def cell(self, cell: str, *, last: bool) -> None:
        end = 0
        for start, after, token in _codes(cell):
            wording = self._gap(cell[end:start], begins=not end, before_code=True, last=last)
            previous = self.tokens[-1] if end else None
            goes_on = isinstance(previous, Code) and not previous.first  # … แต่ข้อ e11 e12 และ e14
            first = _BEFORE_FIRST.fullmatch(wording) is not None and not goes_on
            self.tokens.append(replace(token, first=first) if isinstance(token, Code) else token)
            self.label = ""
            end = after
        self._gap(cell[end:], begins=not end, before_code=False, last=last)
        self.label += " "

    def _gap(self, text: str, *, begins: bool, before_code: bool, last: bool) -> str:
        """Takes the numbers of the text before, between or behind codes; returns what follows the last of them."""
        found = list(_pieces(text))
        ends = _ends(text, found, before_code=before_code)
        ends_with_one = ends[-1:] == [True] and (last or before_code)
        taken = behind = 0
        alone = True
        for (start, end, number), at_end in zip(found, ends, strict=True):
            before, after = text[max(0, start - _LABEL_LETTERS) : start], text[end : end + _LABEL_LETTERS]
            alone = alone and _ONLY_SIGNS.fullmatch(text, behind, start) is not None
            behind = end
            name = self._name(text[max(taken, start - _LABEL_LETTERS) : start], after)
            if _is_none(number, before, after):
                continue
            whole = number.lstrip("-").isdecimal()
            in_words = not (at_end and (last or before_code or (alone and begins)))
            beside_code = alone and not begins
            called = name in {Name.SCORE, Name.SCALE} or _UNIT.match(after)
            rivals = ends_with_one and whole and 10 <= abs(int(number)) <= 100
            if whole and in_words and not (beside_code or called or rivals):
                continue
            opens = alone and begins and not self.tokens and whole and len(number) <= 3 and not self.label.strip()
            self.tokens.append(Number(number, name, alone, opens))
            self.label, taken = "", end
        self.label += text[taken:]
        return text[taken:]

    def _name(self, before: str, after: str) -> Name:
        """What the number between these words is called; one right behind a score shares its name."""
        label = (self.label + before)[-_LABEL_LETTERS:]
        previous = self.tokens[-1] if self.tokens else None
        if isinstance(previous, Number) and previous.name is Name.SCORE and _ONLY_SIGNS.fullmatch(label):
            return Name.SCORE
        called = next((name for name, words in _CALLED if words.search(label)), Name.PLAIN)
        return Name.SHARE if called is Name.PLAIN and _PER_CENT.match(after) else called


def _codes(cell: str) -> Iterator[tuple[int, int, Code | Part]]:
    """Codes and parts of a cell, each with where it begins and ends; separators behind a code belong to it."""
    total = _TOTAL.match(cell)
    if total:
        yield total.end("before"), total.end(), Code(Rank.TOTAL, "total")
    for found in _FOUND.finditer(cell, total.end() if total else 0):
        end = found.end()
        while end < len(cell) and cell[end] in ",;:= ":
            end += 1
        yield found.start(), end, _named(found)


def _named(found: re.Match[str]) -> Code | Part:
    if found["letter"]:
        return Code(Rank.QUESTION, f"{found['letter'].lower()}{found['number']}", found["own_part"] or "")
    if found["zero"]:
        return Code(Rank.QUESTION, f"o{found['zero']}")
    if number := found["indicator"] or found["listed"]:
        return Code(Rank.INDICATOR, f"indicator-{number}")
    if found["instrument"]:
        return Code(Rank.INSTRUMENT, found["instrument"].upper(), found["of_part"] or "")
    return Part(found["part"])


def _pieces(text: str) -> Iterator[tuple[int, int, str]]:
    """The numbers of a text as they are written, each with where it begins and ends.

    "92.25,66.70" is two of them; "98,28" stays whole, to be refused with a hint.
    """
    for found in _NUMBER.finditer(text):
        pieces = found[0].split(",")
        if len(pieces) > 1 and all("." in piece for piece in pieces):
            start = found.start()
            for piece in pieces:
                yield start, start + len(piece), piece
                start += len(piece) + 1
        elif not _VERSION.fullmatch(found[0]) and not _ZEROS_FIRST.match(found[0]):
            yield found.start(), found.end(), found[0]


def _ends(text: str, found: Sequence[tuple[int, int, str]], *, before_code: bool) -> list[bool]:
    """For each number whether nothing but others, units and levels follows it to the end of the text."""
    result: list[bool] = []
    follows = len(text)
    for start, end, _ in reversed(found):
        after = text[end:follows]
        if before_code and follows == len(text):
            after = _INTRODUCING.sub("", after)
        result.append(_TAIL.fullmatch(after) is not None and (not result or result[-1]))
        follows = start
    return result[::-1]


def _is_none(number: str, before: str, after: str) -> bool:
    """Whether a number is a year, or counts, names or measures something else."""
    if not number.lstrip("-").isdecimal():
        return bool(_NAMING.search(before) or _MEASURED.match(after))
    is_year = len(number) == 4 and 2400 <= int(number) <= 2700
    lists = after.startswith(")") and before.rfind("(") <= before.rfind(")")
    return is_year or lists or bool(_COUNTING.search(before) or _COUNTED.match(after))
