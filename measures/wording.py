"""Figures of measures in words, the same on every page. Pure."""

from decimal import Decimal

#: Behind the name of an assignee who has left the municipality or lost the role.
CANNOT_REPORT = "รายงานผลไม่ได้แล้ว"


def baht(amount: Decimal) -> str:
    """An amount with its thousands, and satang only where there are any: "12,500", "12,500.50"."""
    return f"{amount:,.2f}".removesuffix(".00")


def days_words(days: int) -> str:
    """How a deadline stands that is so many days ahead: "อีก 7 วัน", "ครบกำหนดวันนี้", "เกินกำหนด 3 วัน"."""
    if days < 0:
        return f"เกินกำหนด {-days} วัน"
    return f"อีก {days} วัน" if days else "ครบกำหนดวันนี้"
