"""A calendar as programs read it: the text of RFC 5545. Pure: events in, bytes out; no time zone, no alarm.

All events last whole days: a municipality and its calendar are in one time zone, and a deadline is a day.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from thaitext.words import printable

MEDIA_TYPE = "text/calendar; charset=utf-8"

_LONGEST = 75  # octets of a line, its end not counted (RFC 5545, 3.1)
_ESCAPED = re.compile(r"[\\;,]")
_LINE_BREAKS = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day. `uid` stays the same for as long as it is the same thing; `revised` (with a time zone) and
    `revision` (from 0) tell a program which of two versions is the newer.
    """

    uid: str
    day: date
    summary: str
    description: str
    revised: datetime
    revision: int = 0


def calendar_bytes(name: str, events: Iterable[Event], *, refresh_hours: int) -> bytes:
    """Returns the calendar `name`; programs are asked to fetch it again after `refresh_hours`.

    The same events give the same bytes.
    """
    properties = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//ITA portal//Calendar//TH"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", _text(name)),
        ("X-WR-CALNAME", _text(name)),  # what programs asked for before NAME (RFC 7986)
        ("REFRESH-INTERVAL;VALUE=DURATION", f"PT{refresh_hours}H"),
        ("X-PUBLISHED-TTL", f"PT{refresh_hours}H"),  # the same for older programs
        *(each for event in events for each in _properties(event)),
        ("END", "VCALENDAR"),
    ]
    return b"".join(_folded(f"{key}:{value}") for key, value in properties)


def _properties(event: Event) -> Iterable[tuple[str, str]]:
    yield "BEGIN", "VEVENT"
    yield "UID", _text(event.uid)
    yield "DTSTAMP", f"{event.revised.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "SEQUENCE", str(event.revision)
    yield "DTSTART;VALUE=DATE", f"{event.day:%Y%m%d}"
    yield "DTEND;VALUE=DATE", f"{event.day + timedelta(days=1):%Y%m%d}"  # the first day that is no part of it
    yield "SUMMARY", _text(event.summary)
    yield "DESCRIPTION", _text(event.description)
    yield "TRANSP", "TRANSPARENT"  # nobody is busy all day because of a deadline
    yield "END", "VEVENT"


def _text(words: str) -> str:
    r"""A text as a property holds it: ``\`` ``;`` ``,`` and line ends escaped, no control characters."""
    escaped = _ESCAPED.sub(r"\\\g<0>", _LINE_BREAKS.sub("\n", words))
    return printable(escaped).replace("\n", r"\n").replace("\t", " ")


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, of which all but the first begin with a space; no letter is cut."""
    left, pieces, room = line.encode(), [], _LONGEST
    while len(left) > room:
        end = room
        while left[end] & 0xC0 == 0x80:  # in the middle of a letter
            end -= 1
        pieces.append(left[:end])
        left, room = left[end:], _LONGEST - 1
    return b"\r\n ".join([*pieces, left]) + b"\r\n"
