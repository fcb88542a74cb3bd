"""Where a text says that something has a score: the number, and what it speaks of. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from thaitext.digits import to_arabic
from thaitext.numbers import round_half_up

#: So far back a text is searched for what a score belongs to, and for what makes it another year's or an aim.
LOOK_BACK, LOOK_BACK_FOR_AIMS = 90, 160

_NUMBER = r"(?P<{}>100(?:\.0{{1,3}})?|[0-9]{{1,2}}(?:\.[0-9]{{1,3}})?)"
_SCORE = re.compile(
    rf"(?<![0-9.,/])(?:{_NUMBER.format('before')}|(?P<comma>[0-9]{{1,2}},[0-9]{{2}}))[ ]?\)?[ ]?คะแนน(?!เต็ม)"
    rf"|คะแนน(?:ที่ได้|รวม|เฉลี่ย|ประเมิน)?[ ]?(?:เท่ากับ|คือ|อยู่ที่|ได้|:|=)?[ ]?(?:ร้อยละ[ ]?)?{_NUMBER.format('behind')}"
    r"(?![0-9.,/]|[ ]?คะแนน)"
    r"|(?:เท่ากับ|อยู่ที่|=)[ ]?(?:ร้อยละ[ ]?)?(?P<equal>[0-9]{1,2}\.[0-9]{1,3})(?![0-9.,/]|[ ]?คะแนน)"
    r"|ร้อยละ[ ]?(?P<percent>[0-9]{1,2}\.[0-9]{1,3})(?![0-9.,/]|[ ]?(?:คะแนน|ของ|จาก))"
)
# Before "เท่ากับ 88.10" the text must speak of a score, before "ร้อยละ 88.10" of nothing else than what has one.
_OF_SCORE = re.compile(r"คะแนน[^\n0-9]{0,40}(?:[ieoIEO] ?[0-9]+|[0-9]+|IIT|EIT|OIT)[^\n0-9]{0,12}\Z")
_NOTHING_BETWEEN = re.compile(r"[ (]*(?:ได้|มี|อยู่ที่|คิดเป็น|เท่ากับ|ร้อยละ|[ ])*\Z")
# What makes a number no score of the year's table: a difference, an aim, a limit, a scale.
_NO_SCORE = re.compile(
    r"(?:เพิ่มขึ้น|ลดลง|ต่างกัน|ต่างจาก\S*|ห่าง|ขาด|อีก|สูงขึ้น|ต่ำลง|เกณฑ์|เป้าหมาย|ต่ำกว่า|น้อยกว่า|มากกว่า|สูงกว่า"
    r"|เกิน|ตั้งแต่|ถึง|เต็ม|ให้ได้|อย่างน้อย|พึงพอใจ\S*|แบบทดสอบ\S*|ระดับคะแนน)[ ]?(?:\S{0,12}[ ])?\Z"
)
# What does so anywhere before the number since the last score: another time, an aim, an average, a test, an answer.
_NOT_ITS_SCORE = re.compile(
    r"(?<!เหมือน)(?<!เช่น)(?<!คง)(?<!ดัง)เดิม|ปีที่ผ่านมา|ปีก่อน|ปีที่แล้ว|ปีถัดไป|ปีหน้า|ครั้งก่อน|เป้า|เพื่อให้|มุ่งให้|คาดว่า|คาดหวัง|ตั้งไว้|ควรได้|ต้องได้|หาก|ถ้า"
    r"|ค่าเฉลี่ย(?:ระดับ|(?:ของ|ทั้ง)?(?:ประเทศ|จังหวัด|ภาค))|เฉลี่ยทั้ง|ระดับ(?:ประเทศ|จังหวัด|ภาค)|ทดสอบ|(?:ก่อน|หลัง)(?:เรียน|อบรม)"
    r"|(?<!ทำ)(?<!ผล)ให้คะแนน|ตัวอย่าง"
)
# From here on a line speaks of this year's score again.
_ITS_SCORE = re.compile(r"ปีนี้|ปัจจุบัน|เป็น|เหลือ")
_SEVERAL = re.compile(r"[ ]?(?:ถึง|และ|[-–,])[ ]?(?:ข้อ[ ]?)?")
_LAST_SCORE = re.compile(r"[0-9][ ]?\)?[ ]?คะแนน(?!เต็ม)")
# Behind a score: an aim, or another time.
_AIM_BEHIND = re.compile(
    r"[ ]?\)?(?:[ ]?คะแนน)?[ ]?(?:ขึ้นไป|ใน(?:ปี|การประเมิน|ครั้ง)[ก-๎ ]{0,12}(?:ถัดไป|หน้า|ต่อไป|ก่อน|ที่ผ่านมา|ที่แล้ว))"
)
_YEAR_BEHIND = re.compile(
    r"[ ]?\)?(?:[ ]?คะแนน)?[ ]?(?:ใน|ของ|\()[ ]?ปี(?:งบประมาณ)?[ ]?(?:พ\.ศ\.)?[ ]?(2[4-7][0-9]{2})"
)
_OTHER_YEAR = re.compile(r"ปี(?:งบประมาณ)?[ ]?(?:พ\.ศ\.)?[ ]?(2[4-7][0-9]{2})")
_PLACE = re.compile(
    r"""(?<![A-Za-z0-9]) (?P<letter>[ieoIEO])\ ?(?P<question>[1-9][0-9]?) (?![0-9A-Za-z])
        (?:\ ?(?:ส่วนที่|-|/)\ ?(?P<question_part>[12]))?
      | ตัวชี้วัดที่\ ?(?P<indicator>[1-9][0-9]?)
      | (?<![A-Za-z]) (?P<instrument>IIT|EIT|OIT) (?:\ ?(?:ส่วนที่|-)\ ?(?P<part>[12]))?
      | (?P<total>คะแนนรวม|คะแนนภาพรวม|ภาพรวม)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class ScoreMention:
    """A score in a text, from `start` to `end`. `place` is what it is of, as `assessments.codes.place_key`.

    "" where the text names nothing; a question without its part is "e11" also where it has parts. `doubtful` where it
    may be no score of the year's table: another is spoken of before it, or it is written in a way that is a guess.
    """

    start: int
    end: int
    value: Decimal
    written: str
    place: str
    doubtful: bool = False

    def equals(self, figure: Decimal | None) -> bool:
        """Whether it is that figure, as either is published."""
        return figure is not None and round_half_up(self.value) == round_half_up(figure)


def score_mentions(text: str, result_year: int) -> Iterator[ScoreMention]:
    """Yield the scores that a text tells of the result year (Buddhist Era), in either digits.

    Differences, aims, limits, averages, tests and scores of other years are no such scores.
    """
    text = to_arabic(text)
    for found in _SCORE.finditer(text):
        name = str(found.lastgroup)
        start, end = found.span(name)
        line = text[max(text.rfind("\n", 0, start) + 1, start - LOOK_BACK_FOR_AIMS) : start]
        clause = line[-LOOK_BACK:]
        if _is_none(name, clause) or _is_anothers(line, text, end, result_year):
            continue
        places = list(_PLACE.finditer(clause))
        if name == "percent" and not (places and _NOTHING_BETWEEN.match(clause, places[-1].end())):
            continue
        of_several = len(places) > 1 and _SEVERAL.fullmatch(clause, places[-2].end(), places[-1].start())
        doubtful = name in ("comma", "percent") or bool(of_several) or _speaks_of_another(line)
        place = _key(places[-1]) if places else ""
        yield ScoreMention(start, end, Decimal(found[name].replace(",", ".")), found[name], place, doubtful)


def _is_none(name: str, clause: str) -> bool:
    """Whether the number is no score at all."""
    return bool(_NO_SCORE.search(clause)) or (name == "equal" and not _OF_SCORE.search(clause))


def _is_anothers(line: str, text: str, end: int, result_year: int) -> bool:
    """Whether the number is an aim, an average, or a score of another year, as the words round it say."""
    years = _OTHER_YEAR.findall(line[-LOOK_BACK:])
    if behind := _YEAR_BEHIND.match(text, end):
        years.append(behind[1])
    if any(year != str(result_year) for year in years) or _AIM_BEHIND.match(text, end):
        return True
    last = [found.end() for found in _LAST_SCORE.finditer(line)]
    since = line[last[-1] if last else 0 :]
    others = [found.end() for found in _NOT_ITS_SCORE.finditer(since)]
    return bool(others) and not re.search(r"ปีนี้|ปัจจุบัน", since[others[-1] :])


def _speaks_of_another(line: str) -> bool:
    """Whether an earlier score of the line is another's, and nothing says that this one is not."""
    others = [found.end() for found in _NOT_ITS_SCORE.finditer(line)]
    return bool(others) and not _ITS_SCORE.search(line, others[-1])


def _key(found: re.Match[str]) -> str:
    if found["question"]:
        return _with_part(f"{found['letter'].lower()}{found['question']}", found["question_part"])
    if found["indicator"]:
        return f"indicator-{found['indicator']}"
    return _with_part(found["instrument"], found["part"]) if found["instrument"] else "total"


def _with_part(key: str, part: str | None) -> str:
    return f"{key}-{part}" if part else key
