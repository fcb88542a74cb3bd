"""Dates in Thai: Buddhist Era years, Thai months. Dates have no time zone; "today" is the caller's business."""

import re
from datetime import date
from typing import Literal

from thaitext.digits import to_arabic
from thaitext.words import clean, quote

BUDDHIST_ERA_OFFSET = 543
FIRST_YEAR, LAST_YEAR = 2400, 2700

MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")

# A day inside a text, in either digits: "1 ตุลาคม 2567", "วันที่ 1 ต.ค. 67", "15 - 31 มีนาคม", and the last day of a period
# with the dash before it. What it finds is held on one line, so that a period breaks before its last day alone.
_DIGIT = "[0-9๐-๙]"
_DAY = f"{_DIGIT}{{1,2}}"
_MONTH = "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))
DAY_IN_TEXT = (
    rf"(?:(?:ตั้งแต่|ถึง|และ)?วันที่ )?(?<!{_DIGIT})(?:(?<=\s)- |{_DAY} ?[-–] ?)?{_DAY} (?:{_MONTH})"
    rf"(?: (?:พ\.ศ\. )?{_DIGIT}{{2,4}}(?!{_DIGIT}))?"
)

DateStyle = Literal["long", "short", "short_month", "month"]

_DOTS_AND_BLANKS = re.compile(r"[. ]")
_MONTH_NUMBER = {
    _DOTS_AND_BLANKS.sub("", name): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, start=1)
}

_DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2}) ?(?P<mark>[/.-]) ?(?P<month>[0-9]{1,2}) ?(?P=mark) ?(?P<year>[0-9]{2,4})")
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_IN_WORDS = re.compile(
    r"(?:วัน[ก-์]*ที่)? ?(?P<day>[0-9]{1,2}) ?(?P<month>[ก-์][ก-์. ]*?) ?(?P<era>[พค]\.? ?ศ\.?)? ?(?P<year>[0-9]{2,4})"
)
_COMMON_ERA_YEARS = range(1800, 2200)


class UnreadableDate(ValueError):  # noqa: N818 - named for what the text is, as in "except UnreadableDate"
    """Text that is not a date. `reason` is a Thai sentence for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def format_date(day: date, style: DateStyle = "long") -> str:
    """Return a date in Arabic digits with its Buddhist year.

    long "1 ตุลาคม 2567", short "1 ต.ค. 67", short_month "1 ต.ค. 2567", month "ต.ค. 2567".
    """
    year = day.year + BUDDHIST_ERA_OFFSET
    short_month = SHORT_MONTHS[day.month - 1]
    match style:
        case "long":
            return f"{day.day} {MONTHS[day.month - 1]} {year}"
        case "short":
            return f"{day.day} {short_month} {year % 100:02}"
        case "short_month":
            return f"{day.day} {short_month} {year}"
        case "month":
            return f"{short_month} {year}"


def format_period(start: date, end: date) -> str:
    """Return the days from `start` to `end` in the long style, naming month and year once where both days share them.

    "1 ตุลาคม 2566 - 30 กันยายน 2567", "1 ตุลาคม - 31 ธันวาคม 2566", "2 - 31 มีนาคม 2569", one day as that day.
    Raises ValueError when `end` is before `start`.
    """
    if end < start:
        raise ValueError(f"period ends on {end}, before its start on {start}")
    if start == end:
        return format_date(end)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} - {format_date(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} - {format_date(end)}"
    return f"{format_date(start)} - {format_date(end)}"


def parse_date(text: str) -> date:
    """Return the date that a person typed, in either digit system, with a year of the Buddhist Era.

    Takes "1 ตุลาคม 2567", "วันที่ 1 ตุลาคม พ.ศ. 2567", "1ธ.ค. พ.ศ. 2566", "1 ต.ค. 66", "25/03/2569" (also with - or .)
    and "2569-03-25". A year of two digits is 25xx. Raises UnreadableDate for anything else, for a day that does not
    exist and for years outside 2400-2700, among them years of the Common Era, which are never converted silently.
    """
    typed = to_arabic(clean(text))
    found = _DAY_FIRST.fullmatch(typed) or _YEAR_FIRST.fullmatch(typed) or _IN_WORDS.fullmatch(typed)
    if not found:
        example = "25/03/2569 หรือ 25 มี.ค. 2569"
        raise UnreadableDate(f"อ่าน {quote(typed)} เป็นวันที่ไม่ได้ กรุณากรอกวัน เดือน และปี พ.ศ. เช่น {example}")

    year = _buddhist_year(found)
    month = _month_number(found)
    try:
        return date(year - BUDDHIST_ERA_OFFSET, month, int(found["day"]))
    except ValueError:
        raise UnreadableDate(f"ไม่มีวันที่ {quote(typed)} ในปฏิทิน กรุณาตรวจสอบวันและเดือน") from None


def _buddhist_year(found: re.Match[str]) -> int:
    year = int(found["year"]) + (2500 if len(found["year"]) == 2 else 0)
    era = found.groupdict().get("era") or ""
    if era.startswith("ค") or year in _COMMON_ERA_YEARS:
        raise UnreadableDate(f"ปีใน {quote(found[0])} เป็นปี ค.ศ. กรุณาใช้ปี พ.ศ. เช่น 25/03/2569")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableDate(f"ปีใน {quote(found[0])} ต้องเป็น พ.ศ. {FIRST_YEAR} ถึง {LAST_YEAR} กรุณาตรวจสอบปี")
    return year


def _month_number(found: re.Match[str]) -> int:
    month = found["month"]
    if month.isdecimal():
        return int(month)
    try:
        return _MONTH_NUMBER[_DOTS_AND_BLANKS.sub("", month)]
    except KeyError:
        raise UnreadableDate(f"ไม่รู้จักเดือนใน {quote(found[0])} กรุณาใช้ชื่อเดือนเต็มหรือย่อ เช่น ตุลาคม หรือ ต.ค.") from None
