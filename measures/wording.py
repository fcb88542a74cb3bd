"""Figures of measures in words, the same on every page. Pure."""

import re
from decimal import Decimal

from thaitext.digits import to_arabic
from thaitext.words import clean, quote

_BAHT = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?")

#: More than any municipality has, and what the database holds.
MOST_BAHT = Decimal("99999999999.99")

#: Behind the name of an assignee who has left the municipality or lost the role.
CANNOT_REPORT = "รายงานผลไม่ได้แล้ว"


def baht(amount: Decimal) -> str:
    """An amount with its thousands, and satang only where there are any: "12,500", "12,500.50"."""
    return f"{amount:,.2f}".removesuffix(".00")


def baht_read(text: str) -> Decimal | None:
    """Returns the amount that a person wrote: 12,500, ๑๒๕๐๐.๕๐ บาท; None for nothing or "-".

    Raises ValueError with the Thai sentence to show.
    """
    text = to_arabic(clean(text)).removesuffix("บาท").strip()
    if text in {"", "-", "–"}:
        return None
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not _BAHT.fullmatch(text):
        raise ValueError(f"อ่าน {quote(text)} เป็นจำนวนเงินไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 12,500 หรือ 12,500.50")
    if Decimal(text) > MOST_BAHT:
        raise ValueError(f"งบประมาณ {baht(Decimal(text))} บาทสูงเกินไป กรุณาตรวจสอบจำนวนหลัก")
    return Decimal(text)


def days_words(days: int) -> str:
    """How a deadline stands that is so many days ahead: "อีก 7 วัน", "ครบกำหนดวันนี้", "เกินกำหนด 3 วัน"."""
    if days < 0:
        return f"เกินกำหนด {-days} วัน"
    return f"อีก {days} วัน" if days else "ครบกำหนดวันนี้"
