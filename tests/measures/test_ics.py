"""The text of calendars, read back by hand (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.ics import Event, calendar_bytes

REVISED = datetime(2026, 3, 1, 17, 30, tzinfo=timezone(timedelta(hours=7)))
DUTY = Event("duty-1@ita", date(2026, 6, 30), "ปิดระบบ ITAS", "เวลา 17.00 น.", REVISED, 3)


def written(*events: Event, name: str = "ปฏิทิน") -> bytes:
    return calendar_bytes(name, events, refresh_hours=6)


def unfolded(raw: bytes) -> list[str]:
    """The content lines as a program reads them."""
    return raw.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def value(raw: bytes, key: str) -> str:
    """The value of a property that stands once."""
    (line,) = [line for line in unfolded(raw) if line.partition(":")[0] == key]
    return line.partition(":")[2]


def unescaped(text: str) -> str:
    """A TEXT value as its author wrote it (RFC 5545, 3.3.11)."""
    letters, read = iter(text), ""
    for letter in letters:
        read += letter if letter != "\\" else {"n": "\n", "\\": "\\", ";": ";", ",": ","}[next(letters)]
    return read


def test_calendar_is_what_programs_expect() -> None:
    raw = written(DUTY)

    assert unfolded(raw) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ITA portal//Calendar//TH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:ปฏิทิน",
        "X-WR-CALNAME:ปฏิทิน",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
        "BEGIN:VEVENT",
        "UID:duty-1@ita",
        "DTSTAMP:20260301T103000Z",
        "SEQUENCE:3",
        "DTSTART;VALUE=DATE:20260630",
        "DTEND;VALUE=DATE:20260701",
        "SUMMARY:ปิดระบบ ITAS",
        "DESCRIPTION:เวลา 17.00 น.",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_day_ends_before_the_next_one_over_the_end_of_a_year() -> None:
    raw = written(Event("a", date(2026, 12, 31), "x", "", REVISED))

    assert (value(raw, "DTSTART;VALUE=DATE"), value(raw, "DTEND;VALUE=DATE")) == ("20261231", "20270101")


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("ก; ข, ค", r"ก\; ข\, ค"),
        ("a\\b", r"a\\b"),
        ("บรรทัดแรก\r\nบรรทัดสอง\rสาม\nสี่", r"บรรทัดแรก\nบรรทัดสอง\nสาม\nสี่"),
        ("ข้อ\tหนึ่ง", "ข้อ หนึ่ง"),
        ("ข้อ\x00\x07สอง", "ข้อสอง"),
        ('"คำพูด": ดี', '"คำพูด": ดี'),
        ("BEGIN:VEVENT\r\nUID:x", r"BEGIN:VEVENT\nUID:x"),
    ],
)
def test_text_is_escaped(words: str, escaped: str) -> None:
    raw = written(Event("a", date(2026, 6, 30), words, "", REVISED), name=words)

    assert value(raw, "SUMMARY") == escaped
    assert value(raw, "X-WR-CALNAME") == escaped


def test_long_lines_are_folded_at_75_octets_between_letters() -> None:
    """ "SUMMARY:" takes 8 octets, ก three: 22 ก fill 74 of the 75 octets, 24 fill 72 of the further lines' 74."""
    raw = written(Event("a", date(2026, 6, 30), "ก" * 60, "", REVISED))

    lines = raw.split(b"\r\n")
    start = next(place for place, line in enumerate(lines) if line.startswith(b"SUMMARY:"))
    assert [len(line) for line in lines[start : start + 3]] == [8 + 22 * 3, 1 + 24 * 3, 1 + 14 * 3]
    assert lines[start + 1].decode() == " " + "ก" * 24
    assert value(raw, "SUMMARY") == "ก" * 60


@pytest.mark.parametrize("length", [66, 67, 68])
def test_line_of_75_octets_stays_whole(length: int) -> None:
    raw = written(Event("a", date(2026, 6, 30), "x" * length, "", REVISED))

    (first,) = [line for line in raw.split(b"\r\n") if line.startswith(b"SUMMARY:")]
    assert len(first) == min(8 + length, 75)
    assert value(raw, "SUMMARY") == "x" * length


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_any_text_comes_back(words: str) -> None:
    raw = written(Event("a", date(2026, 6, 30), words, words, REVISED))

    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    kept = words.replace("\ufffe", "").replace("\uffff", "")
    assert (unescaped(value(raw, "SUMMARY")), unescaped(value(raw, "DESCRIPTION"))) == (kept, kept)


def test_same_events_give_the_same_bytes() -> None:
    utc = Event("duty-1@ita", date(2026, 6, 30), "ปิดระบบ ITAS", "เวลา 17.00 น.", REVISED.astimezone(UTC), 3)

    assert written(DUTY) == written(utc)
