"""Scores as numbers and as text (0-100, ITA.md section 2).

Range and number of decimals are checked where a score is stored, not here.
"""

import re
from decimal import Decimal
from fractions import Fraction

from thaitext.digits import to_arabic
from thaitext.words import clean, quote

NO_SCORE = "–"

#: More digits than any key or version has, and no more than a database's whole number holds.
_MOST_DIGITS = 18

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_BLANK_AT_SIGN = re.compile(r" ?([.%]) ?")
_SIGNS = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\uff0b\uff0e\uff0c\uff05", "-------+.,%")
_THOUSANDS = re.compile(r"(?:^|[^0-9])(?:[1-9],[0-9]{3}|[0-9]{1,3},000)(?![0-9])")
_SLIPS = str.maketrans({",": ".", "O": "0", "o": "0"})


class UnreadableNumber(ValueError):  # noqa: N818 - named for what the text is, as in "except UnreadableNumber"
    """Text that is not a number. `reason` is a Thai sentence for the user, `suggestion` what was probably meant.

    Its string is the whole sentence: the reason, and in brackets the question whether the suggestion was meant.
    """

    def __init__(self, reason: str, suggestion: str | None = None) -> None:
        super().__init__(reason if suggestion is None else f"{reason} (หมายถึง {suggestion} หรือไม่)")
        self.reason = reason
        self.suggestion = suggestion


def round_half_up(value: Decimal | Fraction, places: int = 2) -> Decimal:
    """Return `value` with exactly `places` decimals, halves away from zero: 82.705 is 82.71, -0.125 is -0.13.

    The rounding function of the project. Exact: neither binary floats nor the decimal context take part, so a mean is
    best handed over as a Fraction. Raises ValueError or OverflowError for NaN and infinity. Source: ITA.md section 2.5.
    """
    exact = Fraction(value) * 10**places
    units = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return Decimal(f"{units if exact >= 0 else -units}E-{places}")


def format_score(value: Decimal | None, *, document: bool = False) -> str:
    """Return a score (0-100) with two decimals half-up in Arabic digits, "–" when there is none.

    `document=True` drops ".00", and only that: "100", "98.50". Source: DESIGN.md "Numbers".
    """
    if value is None:
        return NO_SCORE
    text = str(round_half_up(value))
    return text.removesuffix(".00") if document else text


def plain_score(value: Decimal | None) -> str:
    """Return a score as it was entered, in Arabic digits and without zeros at its end: "98.5", "100"; "" for none."""
    return "" if value is None else f"{value.normalize():f}"


def read_score_text(text: str) -> Decimal | None:
    """Return the number that a person typed as a score, exactly as typed; None for nothing, "-" or "–".

    Takes both digit systems (mixed too), full-width characters, invisible characters, blanks at the ends or at the
    point, and a percent sign. A negative number is read, so that the range check can name it. Raises UnreadableNumber
    for anything else; a comma is refused, not guessed ("98,28" has the suggestion "98.28"). Source: UX.md section 1.
    """
    typed = _BLANK_AT_SIGN.sub(r"\1", to_arabic(clean(text)).translate(_SIGNS)).strip()
    if typed in ("", "-"):
        return None
    digits = typed.removesuffix("%")
    if not _NUMBER.fullmatch(digits):
        raise _unreadable(digits)
    number = Decimal(digits)
    return number or number.copy_abs()  # "-0" is 0


def whole_number(text: str) -> int | None:
    """Return the number that a page of ours put into a form or an address, a key or a version, in digits alone.

    None for anything else, and for more digits than a number of ours has: Python refuses to read thousands of them.
    """
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def _unreadable(typed: str) -> UnreadableNumber:
    remedy = "กรุณาใช้จุดทศนิยมแทนจุลภาค" if "," in typed else "กรุณากรอกเฉพาะตัวเลข"
    return UnreadableNumber(f"อ่าน {quote(typed)} เป็นตัวเลขไม่ได้ {remedy} เช่น 98.28", _probably_meant(typed))


def _probably_meant(typed: str) -> str | None:
    """Return the score that slips of the hand turned into `typed`: comma for point, O for 0, a plus sign, the unit.

    None for thousands: "1,000" is no score written wrong, while "98,125" may be.
    """
    if _THOUSANDS.search(typed):
        return None
    candidate = typed.removesuffix("คะแนน").strip().lstrip("+").translate(_SLIPS)
    return candidate if _NUMBER.fullmatch(candidate) and 0 <= Decimal(candidate) <= 100 else None
