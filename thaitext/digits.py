"""Thai and Arabic digits: the one place that turns the one into the other."""

import re
from typing import Literal, TypeAlias

Digits: TypeAlias = Literal["thai", "arabic"]

_ARABIC = "0123456789"
_THAI = "๐๑๒๓๔๕๖๗๘๙"
_FULL_WIDTH = "".join(chr(0xFF10 + digit) for digit in range(10))

_ARABIC_TABLE = str.maketrans(_THAI + _FULL_WIDTH, _ARABIC * 2)
_THAI_TABLE = str.maketrans(_ARABIC + _FULL_WIDTH, _THAI * 2)

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"
_ANY_LETTER = re.compile(f"[{_LETTER}]")
_FILE_TYPES = "pdf|docx?|xlsx?|pptx?|od[tsp]|csv|txt|rtf|zip|rar|7z|jpe?g|png|gif|svg|webp|mp[34]|html?|json|xml"

# Every stretch of text that can hold digits, the widest reading first. Digits are always `\d`, which takes both
# systems: so turning digits never changes where a stretch begins or ends, and `to_thai` is idempotent.
_STRETCH = re.compile(
    rf"""
      # An address with its scheme, or www. It may hold Thai letters and ends at a space or a quotation mark.
      (?: [A-Za-z]+:// | (?i:www)\. ) [^\s<>"“”]+

      # An e-mail address.
    | (?<! [A-Za-z\d._%+-] ) [A-Za-z\d._%+-]+ @ [A-Za-z\d-]+ (?: \.[A-Za-z\d-]+ )+

      # A file name or path, Thai or not: from the last character that no file name may hold up to its type.
    | (?<! [^\s<>:"|?*“”] ) [^\s<>:"|?*“”]+ \.(?i:{_FILE_TYPES}) (?! [A-Za-z\d] )

      # A bare host with port and path. A label of one or two digits numbers a list: "1.Facebook", "2.itas.go.th/a".
    | (?<! [A-Za-z\d-] ) (?<! [A-Za-z-]\. ) (?: (?: (?= [\d-]*[A-Za-z] ) [A-Za-z\d-]++ | \d{{3,}}+ ) \. ){{1,9}}
      [A-Za-z]{{2,}} (?: :\d+ )? (?: [/?\#] [^\s<>"“”]* )?

      # A word or number, with what hyphens (or points between digits) bind to it: COVID-19, i1-i15, v1.2, 98.28.
    | [{_LETTER}\d_]+ (?: (?: [-\u2010\u2011\u2013] | (?<=\d)\.(?=\d) ) [{_LETTER}\d_]+ )*
    """,
    re.VERBOSE,
)


def turn(text: str, digits: Digits) -> str:
    """Return `text` with its digits in the system `digits`: what `to_thai` or `to_arabic` returns."""
    return to_thai(text) if digits == "thai" else to_arabic(text)


def to_arabic(text: str) -> str:
    """Return `text` with Thai and full-width digits as ASCII digits, everything else unchanged."""
    return text.translate(_ARABIC_TABLE)


def to_thai(text: str) -> str:
    """Return `text` with its digits as Thai digits, for documents.

    Left as they are: web addresses with or without a scheme, e-mail addresses, file names, and every word that contains
    Latin letters or is bound to them by hyphens (i12, o42, A4, H1N1, COVID-19, ITA2568, hashes). A code made of digits
    alone cannot be told from a number: whoever prints one that must stay does not pass it through here.

    Only digits change, one for one, so `to_arabic(to_thai(text)) == to_arabic(text)`; turning twice changes nothing.
    Source: DESIGN.md "Text".
    """
    return _STRETCH.sub(_turn_unless_latin, text)


def _turn_unless_latin(stretch: re.Match[str]) -> str:
    return stretch[0] if _ANY_LETTER.search(stretch[0]) else stretch[0].translate(_THAI_TABLE)
