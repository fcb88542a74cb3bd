"""Where a text says that something has a score: the number, and what it speaks of. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thaitext.digits import to_arabic
from thaitext.numbers import round_half_up

#: So far back a text is searched for what a score belongs to.
LOOK_BACK = 90

_NUMBER = r"(?P<{}>100(?:\.0{{1,3}})?|[0-9]{{1,2}}(?:\.[0-9]{{1,3}})?)"
_SCORE = re.compile(
    rf"(?<![0-9.,/]){_NUMBER.format('before')}[ ]?\)?[ ]?คะแนน(?!เต็ม)"
    rf"|คะแนน(?:ที่ได้|รวม|เฉลี่ย|ประเมิน)?[ ]?(?:เท่ากับ|คือ|อยู่ที่|ได้|:|=)?[ ]?{_NUMBER.format('behind')}"
    r"(?![0-9.,/]|[ ]?คะแนน)"
)
# What makes a number no score of the year's table: a difference, an aim, a limit, a scale.
_NO_SCORE = re.compile(
    r"(?:เพิ่มขึ้น|ลดลง|ต่างกัน|ต่างจาก\S*|ห่าง|ขาด|อีก|สูงขึ้น|ต่ำลง|เกณฑ์|เป้าหมาย|ต่ำกว่า|น้อยกว่า|มากกว่า|สูงกว่า"
    r"|เกิน|ตั้งแต่|ถึง|เต็ม|ให้ได้|อย่างน้อย|พึงพอใจ\S*|แบบทดสอบ\S*|ระดับคะแนน)[ ]?(?:\S{0,12}[ ])?\Z"
)
_OTHER_YEAR = re.compile(r"ปี(?:งบประมาณ)?[ ]?(?:พ\.ศ\.)?[ ]?(2[4-7][0-9]{2})")
_PLACE = re.compile(
    r"""(?<![A-Za-z0-9]) (?P<letter>[ieo]) (?P<question>[1-9][0-9]?) (?![0-9A-Za-z])
        (?:\ ?(?:ส่วนที่|-|/)\ ?(?P<question_part>[12]))?
      | ตัวชี้วัดที่\ ?(?P<indicator>[1-9][0-9]?)
      | (?<![A-Za-z]) (?P<instrument>IIT|EIT|OIT) (?:\ ?(?:ส่วนที่|-)\ ?(?P<part>[12]))?
      | (?P<total>คะแนนรวม|คะแนนภาพรวม|ภาพรวม)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class ScoreMention:
    """A score in a text, from `start` to `end`. `place` is what it is of, as `assessments.codes.place_key`.

    "" where the text names nothing; a question without its part is "e11" also where it has parts.
    """

    start: int
    end: int
    value: Decimal
    written: str
    place: str

    def equals(self, figure: Decimal | None) -> bool:
        """Whether it is that figure, as either is published."""
        return figure is not None and round_half_up(self.value) == round_half_up(figure)


def score_mentions(text: str, result_year: int) -> Iterator[ScoreMention]:
    """Yield the scores that a text tells of the result year (Buddhist Era), in either digits.

    Differences, aims, limits and scores of other years are no such scores.
    """
    text = to_arabic(text)
    for found in _SCORE.finditer(text):
        name = "before" if found["before"] else "behind"
        start, end = found.span(name)
        clause = text[max(text.rfind("\n", 0, start) + 1, start - LOOK_BACK) : start]
        if _NO_SCORE.search(clause) or any(year != str(result_year) for year in _OTHER_YEAR.findall(clause)):
            continue
        places = list(_PLACE.finditer(clause))
        yield ScoreMention(start, end, Decimal(found[name]), found[name], _key(places[-1]) if places else "")


def _key(found: re.Match[str]) -> str:
    if found["question"]:
        return _with_part(f"{found['letter']}{found['question']}", found["question_part"])
    if found["indicator"]:
        return f"indicator-{found['indicator']}"
    return _with_part(found["instrument"], found["part"]) if found["instrument"] else "total"


def _with_part(key: str, part: str | None) -> str:
    return f"{key}-{part}" if part else key
