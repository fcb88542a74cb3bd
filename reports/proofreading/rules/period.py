"""A period that ends before it starts, or lies outside the action year (seed 001: 1 ต.ค. 2567 – 30 ก.ย. 2567)."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from reports.proofreading.manuscript import Manuscript, Passage
from reports.proofreading.remark import Remark, Rule, Severity, remark_at, remark_of
from thaitext import fiscal
from thaitext.dates import MONTHS, SHORT_MONTHS, UnreadableDate, format_period, parse_date
from thaitext.digits import to_arabic

NAME = "period"

_MONTH = "|".join(re.escape(month).replace(r"\.", r"\.?\ ?") for month in (*MONTHS, *SHORT_MONTHS))
_ERA = r"\ ?(?:พ\.ศ\.)?\ ?"
_NUMERIC = r"(?<![0-9./])[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}(?![0-9/])"
_DAY = rf"(?:[0-9]{{1,2}}\ ?(?:{_MONTH})(?:{_ERA}[0-9]{{2,4}})?|{_NUMERIC})"
_TO = r"\s*(?:[-–]|ถึง|จนถึง)\s*"
# Months without their days, both with a year, and quarters without one.
_MONTHS = re.compile(
    rf"""(?<![0-9]\ )(?<![0-9ก-๎.]) (?:เดือน|ตั้งแต่เดือน|ตั้งแต่|ระหว่างเดือน|ระหว่าง)?
         (?P<first>{_MONTH}){_ERA}(?P<first_year>[0-9]{{4}}|[0-9]{{2}}) {_TO} (?:เดือน)?
         (?P<last>{_MONTH}){_ERA}(?P<last_year>[0-9]{{4}}|[0-9]{{2}})(?![0-9])""",
    re.VERBOSE,
)
_QUARTERS = re.compile(
    rf"ไตรมาส(?:ที่)?[ ]?(?P<first>[1-4]){_TO}(?:ไตรมาส(?:ที่)?)?[ ]?(?P<last>[1-4])"
    r"(?![0-9/.]|[ ]?(?:ของ|ใน)?(?:ปี|พ\.ศ|[(]))"
)
_SPAN = re.compile(
    rf"""(?P<first>{_DAY}) \s*
         (?:[-–]|ถึง(?:วันที่)?|(?:วันที่|วัน)?สิ้นสุด(?:วันที่)?|จนถึง(?:วันที่)?) \s* (?:วันที่\ ?)?
         (?P<last>{_DAY})""",
    re.VERBOSE,
)
_YEAR = re.compile(r"(?<![0-9])[0-9]{2,4}\Z")


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every such period: in texts where it ends too early, in steps where it lies outside."""
    for passage in manuscript.passages:
        yield from _backwards(passage)
    year = manuscript.action_year
    bounds = format_period(*fiscal.bounds(year))
    for measure in manuscript.measures:
        for step in measure.steps:
            if step.when.dates and step.when.dates[1] < step.when.dates[0]:
                says = f"วันสิ้นสุดมาก่อนวันเริ่มต้น ({step.when.dates[0]} - {step.when.dates[1]})"
                yield remark_of(NAME, Severity.ERROR, step.place, says, url=step.url)
            elif step.when.outside(year):
                says = f"ระยะเวลา {step.when.label} อยู่นอกปีงบประมาณ {year} ({bounds})"
                yield remark_of(NAME, Severity.WARNING, step.place, says, url=step.url)
            elif step.when.words and (outside := _outside(step.when.words, year)):
                says = f"ระยะเวลา “{outside}” อยู่นอกปีงบประมาณ {year} ({bounds})"
                yield remark_of(NAME, Severity.WARNING, step.place, says, url=step.url)


def _backwards(passage: Passage) -> Iterator[Remark]:
    text = to_arabic(passage.text)
    for found in _SPAN.finditer(text):
        days = _days(found["first"], found["last"])
        if days and days[1] < days[0]:
            yield remark_at(NAME, Severity.ERROR, passage, found.span(), says="วันสิ้นสุดมาก่อนวันเริ่มต้น กรุณาตรวจสอบปีของวันที่")
    for found in _MONTHS.finditer(text):
        first, last = (_day(f"1 {found[end]} {found[f'{end}_year']}") for end in ("first", "last"))
        if first and last and last < first:
            stretch = (found.start("first"), found.end())
            yield remark_at(NAME, Severity.ERROR, passage, stretch, says="เดือนสิ้นสุดมาก่อนเดือนเริ่มต้น กรุณาตรวจสอบปี")
    for found in _QUARTERS.finditer(text):
        if found["last"] < found["first"]:
            # It may run into the next year.
            says = "ไตรมาสสิ้นสุดมาก่อนไตรมาสเริ่มต้น กรุณาตรวจสอบ หรือระบุปีของแต่ละไตรมาส"
            yield remark_at(NAME, Severity.WARNING, passage, found.span(), says=says)


def _outside(words: str, year: int) -> str:
    """The first day in the words that lies outside the fiscal year; "" where there is none."""
    text = to_arabic(words)
    first, last = fiscal.bounds(year)
    for found in re.finditer(_DAY, text, re.VERBOSE):
        day = _day(found[0])
        if day and not first <= day <= last:
            return words[found.start() : found.end()]
    return ""


def _days(first: str, last: str) -> tuple[date, date] | None:
    """Both days. None where one cannot be read.

    The first has the year of the last where it names none, or the year before: "1 ธ.ค. - 31 ม.ค. 2567" runs forwards.
    """
    end = _day(last)
    if _YEAR.search(first) or not (year := _YEAR.search(last)):
        start = _day(first)
    else:
        start = _day(f"{first} {year[0]}")
        if end and (not start or end < start):
            start = _day(f"{first} {int(year[0]) - 1}")
    return (start, end) if start and end else None


def _day(words: str) -> date | None:
    with suppress(UnreadableDate):
        return parse_date(words)
    return None


RULE = Rule(NAME, "ระยะเวลาไม่ถูกต้อง", read)
