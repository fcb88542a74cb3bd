"""Thai words: cleaning of pasted text, lists and quotations in a sentence, dictionary order, room on a line.

`clean` is our own and not `pythainlp.util.normalize`: that one also drops empty lines and repeated letters, turns the
key ๅ (typed for the digit 1) into า, and loads a tokenizer, but leaves U+2060 and U+FEFF in place.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

from thaitext.digits import to_arabic

_LINE_BREAKS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_BLANKS_ROUND_LINE_BREAK = re.compile(r" ?\n ?")

# Control characters (a database or a workbook refuses them), the soft hyphen, zero-width and direction characters,
# word joiner, byte order mark.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)

# What XML cannot hold, and so neither a page nor a workbook, with the control character U+007F.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# Copies from old PDF files hold the private characters U+F700-F71A: fonts stored shifted forms of these letters there.
_SHIFTED_FORMS = {
    0xF700 + offset: letter
    for offset, letter in enumerate(
        "\u0e10\u0e34\u0e35\u0e36\u0e37"  # ฐ without its foot, four upper vowels
        "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"  # tone marks and thanthakhat, twice
        "\u0e0d\u0e31\u0e4d\u0e47"  # ญ without its foot, mai han-akat, nikhahit, maitaikhu
        "\u0e48\u0e49\u0e4a\u0e4b\u0e4c"  # tone marks and thanthakhat, a third time
        "\u0e38\u0e39\u0e3a"  # lower vowels, phinthu
    )
}

# Marks on one consonant, in the order in which they are stored: it is also the order that NFC keeps.
_MARK_RANK = {
    mark: rank
    for rank, marks in enumerate(
        (
            "\u0e3a",  # phinthu
            "\u0e38\u0e39",  # lower vowels
            "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47",  # upper vowels
            "\u0e4d",  # nikhahit
            "\u0e48\u0e49\u0e4a\u0e4b",  # tone marks
            "\u0e4c\u0e4e",  # thanthakhat, yamakkan
        )
    )
    for mark in marks
}
_MARK = re.compile(r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_MARKS = re.compile(rf"{_MARK.pattern}{{2,}}")
_SPLIT_SARA_AM = re.compile(r"\u0e4d([\u0e48-\u0e4b]*)\u0e32")
_TONE_AFTER_VOWEL = re.compile(r"(?<=[ก-ฮ])([\u0e30\u0e32\u0e33])([\u0e48-\u0e4b]+)")

# For sorting. `\w` does not match Thai vowels above and below (they are marks to Unicode), hence the ranges.
_NO_LETTER = re.compile(r"[^\w\u0e30-\u0e3a\u0e47-\u0e4d]|[_ฯๆ]")
_SECOND_LEVEL = re.compile(r"[\u0e47-\u0e4c]")
_FIRST_LEVEL = re.compile(r"[^\u0e47-\u0e4c]")
_LEADING_VOWEL = re.compile(r"([เ-ไ])([ก-ฮ])")

_QUOTE_LENGTH = 40


def clean(text: str) -> str:
    """Return pasted or typed text as it is to be stored.

    NFC (never NFKC, which takes ำ apart); no invisible or control characters; one code sequence for what looks the same
    (เเ is แ, ํา is ำ, marks in stored order, a mark typed twice on one letter once); runs of blanks are one space, none
    at the ends of a line; line breaks stay, empty lines too. Spelling, digits and ๆ are not touched. Idempotent.
    """
    text = _INVISIBLE.sub("", _LINE_BREAKS.sub("\n", text)).translate(_SHIFTED_FORMS)
    text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    text = _MARKS.sub(_in_stored_order, text)
    text = _SPLIT_SARA_AM.sub("\\1\u0e33", text)
    text = _TONE_AFTER_VOWEL.sub(r"\2\1", text)
    return _BLANKS_ROUND_LINE_BREAK.sub("\n", _BLANKS.sub(" ", text)).strip()


def printable(text: str) -> str:
    """Return `text` without what XML forbids: people paste it from other programs, and it shows nothing."""
    return _UNPRINTABLE.sub("", text)


def visible_length(text: str) -> int:
    """Return the number of letters that take room on a line: vowels and marks above and below a letter take none."""
    return len(text) - len(_MARK.findall(text))


def join_list(items: Sequence[str]) -> str:
    """Return the items as a Thai sentence lists them: "ก", "ก และข", "ก ข และค", "๑ และ ๒"; "" for none.

    Thai separates the items of a list by spaces, without commas, and has none behind และ but before figures, Latin
    letters and signs (the Royal Society's rules of spacing).
    """
    if len(items) < 2:
        return "".join(items)
    *firsts, last = items
    return f"{' '.join(firsts)} และ{'' if 'ก' <= last[:1] <= 'ไ' else ' '}{last}"


def sort_key(text: str) -> tuple[str, str, str]:
    """Return a key for `sorted` that gives the order of the Royal Institute's dictionary, ก to ฮ.

    A leading vowel counts after its consonant (เกาะ stands under ก); tone marks, ็ and ์ decide only between words that
    are otherwise equal; spaces and punctuation only after that. Both digit systems are equal; Latin is before Thai.
    """
    letters = _NO_LETTER.sub("", to_arabic(text).casefold())
    first_level = _LEADING_VOWEL.sub(r"\2\1", _SECOND_LEVEL.sub("", letters))
    second_level = _FIRST_LEVEL.sub("\0", letters)  # each mark at the place of its letter; no mark is before any mark
    return first_level, second_level, text


def quote(text: str) -> str:
    """Return `text` in Thai quotation marks for a sentence to its author, cut to 40 characters."""
    return f"“{text}”" if len(text) <= _QUOTE_LENGTH else f"“{text[:_QUOTE_LENGTH]}…”"


def _in_stored_order(marks: re.Match[str]) -> str:
    return "".join(mark for mark, _ in groupby(sorted(marks[0], key=_MARK_RANK.__getitem__)))
