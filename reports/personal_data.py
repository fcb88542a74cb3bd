"""What in a document looks like a person's own data: asked for before the public reads it (UX.md section 5). Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.content import Document
from reports.proofreading.leaves import leaves_of
from thaitext.digits import to_arabic

_GAP = r"[ \u00a0\u2010-\u2014-]?"
#: A citizen's number has thirteen digits, a telephone's nine or ten, in groups or not.
_CITIZEN = re.compile(rf"(?<![A-Za-z\d.,-])\d(?:{_GAP}\d){{12}}(?![\d.,]*\d|[A-Za-z])", re.ASCII)
_PHONE = re.compile(rf"(?<![A-Za-z\d.,/-])0[2-9](?:{_GAP}\d){{7,8}}(?![\d.,]*\d|[A-Za-z])", re.ASCII)
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")

_WORDS = (
    (_CITIZEN, "เลขสิบสามหลัก อาจเป็นเลขประจำตัวประชาชน"),
    (_PHONE, "หมายเลขโทรศัพท์"),
    (_MAIL, "ที่อยู่อีเมล"),
)


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """A stretch of text that may be somebody's own: where it stands, and what it looks like."""

    place: str
    looks: str
    text: str


def personal_data(document: Document) -> list[PersonalDatum]:
    """All of them in reading order, each text once; digits may be Thai. They are warnings: an office has telephones."""
    return list(dict.fromkeys(_found(document)))


def _found(document: Document) -> Iterator[PersonalDatum]:
    leaves, _ = leaves_of(document)
    for leaf in leaves:
        text = to_arabic(leaf.text)
        for pattern, looks in _WORDS:
            for match in pattern.finditer(text):
                yield PersonalDatum(leaf.place, looks, leaf.text[match.start() : match.end()])
