"""Periods as people write them in one cell, and as they are written for them to be read back. Pure.

Every period that `period_written` writes is read back by `period_read` as the same. Words that look like days,
quarters or a cycle without being ones stand in quotation marks: a slip in a date must not pass for words.
"""

import re
from dataclasses import replace
from datetime import date

from measures.periods import Cycle, Period
from measures.text_limits import WORDS_LENGTH
from thaitext.dates import BUDDHIST_ERA_OFFSET, MONTHS, SHORT_MONTHS, UnreadableDate, format_date, parse_date
from thaitext.digits import to_arabic
from thaitext.words import clean, quote

#: Ways to write a period with what each means, for whoever fills in a form.
WAYS = (
    ("1 ตุลาคม 2568 - 31 มีนาคม 2569", "วันเริ่มต้นและวันสิ้นสุด เขียนย่อหรือเป็นตัวเลขได้ เช่น 01/10/2568 - 31/03/2569"),
    ("15 - 31 มีนาคม 2569", "วันในเดือนเดียวกัน"),
    ("25 มีนาคม 2569", "วันเดียว"),
    ("ไตรมาส 2", "ไตรมาสเดียว"),
    ("ไตรมาส 1 - 4", "หลายไตรมาส"),
    ("ทุกวันที่ 15 ของเดือน", "ทุกเดือน ภายในวันที่ที่ระบุ"),
    ("ทุกเดือน", "ทุกเดือน ภายในสิ้นเดือน"),
    ("ทุกไตรมาส", "ภายในสิ้นไตรมาส"),
    ("รอบ 6 เดือน และ 12 เดือน", "ภายในวันที่ 31 มีนาคม และ 30 กันยายน"),
    ("ทุกเดือน ตั้งแต่ 1 มกราคม 2569 ถึง 30 กันยายน 2569", "รอบใดก็ได้ที่มีวันเริ่มต้นและวันสิ้นสุด"),
    ("ตลอดปีงบประมาณ", "ข้อความอื่น ครบกำหนดเมื่อสิ้นปีงบประมาณ หากข้อความมีวันเดือนปีหรือไตรมาส ให้ใส่ในเครื่องหมาย “ ”"),
)

_SPAN = r"(?: ?[-–—] ?| ?(?:จน)?ถึง ?)"
_DASH = re.compile(_SPAN)
_LEAD = re.compile(r"(?:ตั้งแต่|ระหว่าง) ?")
_QUARTERS = re.compile(rf"ไตรมาส(?:ที่)? ?([0-9])(?:{_SPAN}(?:ไตรมาส(?:ที่)? ?)?([0-9]))?")
_DAY_OF_MONTH = re.compile(r"ทุกวันที่ ?([0-9]{1,2}) ?ของ(?:ทุก)?เดือน")
_CYCLES = {cycle.label.replace(" ", ""): cycle for cycle in Cycle} | {
    "รายเดือน": Cycle.MONTHLY,
    "รายไตรมาส": Cycle.QUARTERLY,
    "รอบ6และ12เดือน": Cycle.HALF_YEARLY,
}
_BOUNDED = re.compile(r"(ทุก|ราย|รอบ)(.+?) ?(?:ตั้งแต่|ระหว่าง) ?(.+)")
_IN_QUOTES = re.compile(r"[“\"](.+)[”\"]", re.DOTALL)
_MONTH = "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))
_LOOKS_EXACT = re.compile(
    rf"""
    [0-9]{{1,4}} \ ?[/.-]\ ? [0-9]{{1,2}} \ ?[/.-]\ ? [0-9]{{2,4}}       # 1/10/2568, 2568-10-01
    | [0-9]{{1,2}} \ ? (?:{_MONTH}) | (?:{_MONTH}) \ ? [0-9]{{2,4}}      # 1 ตุลาคม, ต.ค. 2568
    | (?<![0-9]) [0-9]{{1,2}} \ ? [ก-์.]{{2,12}} \ ? 2[4-7][0-9]{{2}}    # 1 ตลุาคม 2568: a slip
    | ไตรมาส(?:ที่)? \ ? [0-9] | ทุกวันที่ \ ? [0-9]
    | \A [0-9., ]+ \Z
    """,
    re.VERBOSE,
)


class UnreadablePeriod(ValueError):  # noqa: N818 - named for what the text is, as in "except UnreadablePeriod"
    """Text that is no period; the message is a Thai sentence that says what to write."""


def period_written(period: Period) -> str:
    """The period in words with Arabic digits, to be read back as the same."""
    label = period.label
    try:
        is_read_back = period_read(label) == period
    except UnreadablePeriod:
        is_read_back = False
    return label if is_read_back else f"“{label}”"


def period_read(text: str) -> Period:
    """Returns the period that a person wrote: days, quarters, a cycle, or words. Takes both digit systems.

    Raises UnreadablePeriod for nothing, for a period that ends before it begins, and for what looks like days, quarters
    or a cycle but is none.
    """
    text = clean(text)
    if not text:
        raise UnreadablePeriod("กรุณาระบุระยะเวลา เช่น ไตรมาส 1 - 4 หรือ 1 ตุลาคม 2568 - 30 กันยายน 2569")
    if quoted := _IN_QUOTES.fullmatch(text):
        return _words(clean(quoted[1]))
    typed = " ".join(to_arabic(text).split())
    found = _cycle(typed) or _quarters(typed) or _dates(typed)
    if found is None and _LOOKS_EXACT.search(typed):
        raise UnreadablePeriod(_slip(typed) or _unread(typed))
    return found or _words(text)


def _words(text: str) -> Period:
    if not text:
        raise UnreadablePeriod("กรุณาเขียนระยะเวลาในเครื่องหมาย “ ” เช่น “ตลอดปีงบประมาณ”")
    if len(text) > WORDS_LENGTH:
        raise UnreadablePeriod(f"ระยะเวลายาว {len(text):,} ตัวอักษร กรุณาเขียนให้ไม่เกิน {WORDS_LENGTH} ตัวอักษร")
    return Period(words=text)


def _cycle(typed: str) -> Period | None:
    """How often it comes round, and between which days where they are named."""
    bounded = _BOUNDED.fullmatch(typed)
    if bounded is None:
        return _rhythm(typed)
    rhythm, within = _rhythm(bounded[1] + bounded[2]), _dates(bounded[3])
    return replace(rhythm, dates=within.dates) if rhythm and within else None


def _rhythm(typed: str) -> Period | None:
    if cycle := _CYCLES.get(typed.replace(" ", "")):
        return Period(cycle=cycle)
    found = _DAY_OF_MONTH.fullmatch(typed)
    if found is None:
        return None
    if not 1 <= int(found[1]) <= 31:
        raise UnreadablePeriod(f"วันที่ของเดือนต้องอยู่ระหว่าง 1 ถึง 31 แต่เขียนว่า {found[1]} กรุณาแก้ไข")
    return Period(cycle=Cycle.MONTHLY, cycle_day=int(found[1]))


def _quarters(typed: str) -> Period | None:
    found = _QUARTERS.fullmatch(typed)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    if not {first, last} <= {1, 2, 3, 4}:
        raise UnreadablePeriod(f"ปีงบประมาณมีไตรมาส 1 ถึง 4 แต่เขียนว่า {quote(typed)} กรุณาแก้ไข")
    if last < first:
        raise UnreadablePeriod(f"ไตรมาส {last} อยู่ก่อนไตรมาสเริ่มต้น {first} กรุณาแก้ไข")
    return Period(quarters=(first, last))


def _dates(typed: str) -> Period | None:
    """One day, or two with a dash; the first may leave out month and year where both share them."""
    lead = _LEAD.match(typed)
    typed = typed[lead.end() :] if lead else typed
    try:
        day = parse_date(typed)
    except UnreadableDate:
        pass
    else:
        return Period(dates=(day, day))
    for dash in _DASH.finditer(typed):
        try:
            end = parse_date(typed[dash.end() :])
            year = end.year + BUDDHIST_ERA_OFFSET
            start = _first_read(typed[: dash.start()], "", f" {year}", f" {MONTHS[end.month - 1]} {year}")
        except UnreadableDate:
            continue
        if end < start:
            days = f"{format_date(end, 'short_month')} อยู่ก่อนวันเริ่มต้น {format_date(start, 'short_month')}"
            raise UnreadablePeriod(f"วันสิ้นสุด {days} กรุณาตรวจสอบวัน เดือน และปี")
        return Period(dates=(start, end))
    return None


def _first_read(text: str, *tails: str) -> date:
    """The day in `text` with the first tail that makes it one. Raises UnreadableDate."""
    for tail in tails[:-1]:
        try:
            return parse_date(text + tail)
        except UnreadableDate:
            continue
    return parse_date(text + tails[-1])


def _slip(typed: str) -> str:
    """What is wrong with a day that was meant as one, "" where that is not known: its month, its year, the calendar."""
    for part in (typed, *_DASH.split(typed)):
        try:
            parse_date(part)
        except UnreadableDate as error:
            if not error.reason.startswith("อ่าน"):
                return error.reason
    return ""


def _unread(typed: str) -> str:
    return (
        f"อ่าน {quote(typed)} เป็นระยะเวลาไม่ได้ กรุณาเขียน เช่น 1 ตุลาคม 2568 - 30 กันยายน 2569 หรือ ไตรมาส 1 - 4 "
        "หากตั้งใจให้เป็นข้อความ กรุณาใส่ในเครื่องหมาย “ ”"
    )
