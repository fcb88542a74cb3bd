"""A weekday that is not that of its day: one of the two is wrong (seed 002: the weekdays prove 2569 for 2564)."""

import re
from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.dates import MONTHS, SHORT_MONTHS, UnreadableDate, parse_date
from thaitext.digits import to_arabic
from thaitext.hours import WEEKDAYS

NAME = "weekday"

_MONTH = "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))
_DATE = re.compile(
    rf"วัน(?P<weekday>{'|'.join(WEEKDAYS)}) ?ที่ ?(?P<date>[0-9]{{1,2}} ?(?:{_MONTH}) ?(?:พ\.ศ\.)? ?[0-9]{{4}})"
)


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every day whose weekday is another."""
    for passage in manuscript.passages:
        for found in _DATE.finditer(to_arabic(passage.text)):
            try:
                day = parse_date(found["date"])
            except UnreadableDate:
                continue  # of another rule
            right = WEEKDAYS[day.weekday()]
            if right != found["weekday"]:
                says = f"{found['date']} เป็นวัน{right} ไม่ใช่วัน{found['weekday']} กรุณาตรวจสอบวันหรือปี"
                yield remark_at(NAME, Severity.WARNING, passage, found.span(), says=says)


RULE = Rule(NAME, "วันในสัปดาห์ไม่ตรงกับวันที่", read)
