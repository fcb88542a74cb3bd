"""A day that no calendar has: 31 ก.ย., or a month that does not exist (seed 001: 6.ค. for ธ.ค., มี.ย.)."""

import re
from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.dates import MONTHS, SHORT_MONTHS, UnreadableDate, parse_date
from thaitext.digits import to_arabic
from thaitext.likeness import distance
from thaitext.words import join_list

NAME = "impossible-date"

# A day, a month in short or in full, and a year: "31 6.ค. พ.ศ. 2566", "31 กันยายน 2567". Where there is such a month the
# year may be missing. A short month that there is none of is at most two letters and a point, twice.
_ERA, _YEAR = r"\ ?(?:พ\.ศ\.)?\ ?", r"(?:2[4-7][0-9]{2}|[4-9][0-9](?![0-9.]))"
_DATE = re.compile(
    rf"""(?<![0-9.,/]) (?P<day>[0-9]{{1,2}}) \ ?
         (?: (?P<month>{"|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))})
             (?: {_ERA}(?P<year>{_YEAR}) )?
           | (?P<unknown>(?:[ก-ฮ][ิีุู]?|[0-9]|เ[ก-ฮ])\.[ก-ฮ]\.?) {_ERA}{_YEAR} )""",
    re.VERBOSE,
)
# A leap year, for days without one.
_ANY_YEAR = "2567"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every day that there is none of."""
    for passage in manuscript.passages:
        for found in _DATE.finditer(to_arabic(passage.text)):
            if found["unknown"]:
                if found["unknown"].rstrip(".") == "พ.ศ":
                    continue
                likely = [
                    month for month in SHORT_MONTHS if distance(found["unknown"].rstrip(".") + ".", month, 1) <= 1
                ]
                meant = f" อาจหมายถึง {join_list(likely)}" if likely else ""
                fix = likely[0] if len(likely) == 1 else None
                says = f"ไม่มีเดือน “{found['unknown']}”{meant}"
                yield remark_at(NAME, Severity.ERROR, passage, found.span("unknown"), says=says, fix=fix)
            elif not _exists(found["day"], found["month"], found["year"] or _ANY_YEAR):
                severity = Severity.WARNING if _may_be_none(found) else Severity.ERROR
                yield remark_at(NAME, severity, passage, found.span(), says=f"ไม่มีวันที่ {found[0]} ในปฏิทิน")


def _may_be_none(found: re.Match[str]) -> bool:
    """Whether it may be no day at all: a number that is too high, or "ข้อ 30 ก.พ." (the office), both without a year."""
    return not found["year"] and (not 1 <= int(found["day"]) <= 31 or found["month"] == "ก.พ.")


def _exists(day: str, month: str, year: str) -> bool:
    try:
        parse_date(f"{day} {month} {year}")
    except UnreadableDate:
        return False
    return True


RULE = Rule(NAME, "วันที่ไม่มีในปฏิทิน", read)
