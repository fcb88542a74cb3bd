"""Hours in Thai, and days with their weekday, as letters and announcements write them."""

import re
from datetime import date, time

from thaitext.dates import format_date
from thaitext.digits import to_arabic
from thaitext.words import clean, quote

WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

_HOUR = re.compile(r"(?:เวลา)? ?(?P<hour>[0-9]{1,2})(?: ?[.:] ?(?P<minute>[0-9]{2}))? ?(?:น\.?|นาฬิกา)?")
_EXAMPLE = "เช่น 10.00 น."


class UnreadableHour(ValueError):  # noqa: N818 - named for what the text is, as in "except UnreadableHour"
    """Text that is not an hour of the day. `reason` is a Thai sentence for the user."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def format_hour(hour: time) -> str:
    """Return "10.00 น.", in Arabic digits and with the point that Thai letters have in an hour."""
    return f"{hour:%H.%M} น."


def format_weekday_date(day: date) -> str:
    """Return "วันอังคารที่ 25 มีนาคม 2568"."""
    return f"วัน{WEEKDAYS[day.weekday()]}ที่ {format_date(day)}"


def parse_hour(text: str) -> time:
    """Return the hour that a person typed, in either digit system: "10.00 น.", "๑๐.๓๐", "เวลา 9:05 น.", "9 น.".

    Raises UnreadableHour for anything else and for what no clock shows, 24.00 among it.
    """
    typed = to_arabic(clean(text))
    found = _HOUR.fullmatch(typed)
    if not found:
        raise UnreadableHour(f"อ่าน {quote(typed)} เป็นเวลาไม่ได้ กรุณากรอกชั่วโมงและนาที {_EXAMPLE}")
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if hour > 23 or minute > 59:
        raise UnreadableHour(f"ไม่มีเวลา {quote(typed)} กรุณากรอกเวลาระหว่าง 00.00 น. ถึง 23.59 น. {_EXAMPLE}")
    return time(hour, minute)
