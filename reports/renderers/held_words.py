"""Which words of a text belong on one line: names of places, days, the last figure of a range.

Each renderer finds them with these patterns in texts whose digits are turned, and holds them by its format's own means.
"""

import re
from collections.abc import Iterable

from thaitext.dates import DAY_IN_TEXT

# A name of a place stands behind one of these words, or where no Thai letter is before it: แพร่ is a province, not a
# part of เผยแพร่. Marks that belong to it go with it.
_PLACE_WORDS = ("นคร", "เมือง", "ตำบล", "อำเภอ", "จังหวัด")
_NAME_STARTS = "|".join([r"(?<![ก-๎])", *(f"(?<={word})" for word in _PLACE_WORDS)])

#: Marks before and behind words that go with them.
OPENING, CLOSING = "[“(]*", "[”)]*"

#: A hyphen at a line's end reads as a soft one in some programs: in a range it goes with what follows.
DAY_OR_RANGE = re.compile(rf"{OPENING}(?:{DAY_IN_TEXT}){CLOSING}|(?P<range>(?<=\s)- [0-9๐-๙]+)")


def names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Returns what finds any of the names, the longest first; None where there is none."""
    some_name = "|".join(map(re.escape, sorted({name for name in names if name}, key=len, reverse=True)))
    return re.compile(f"{OPENING}(?:{_NAME_STARTS})(?:{some_name}){CLOSING}") if some_name else None
