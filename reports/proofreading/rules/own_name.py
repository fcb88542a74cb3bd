"""The municipality's own name misspelt (seed 001: สระเตงนอก, 003: นครราชสีมา for นครนครราชสีมา).

Behind the word of a kind a likeness by edit distance is an error. Without it, one slip in a longer name is a warning,
or a hint where the name is short.
"""

import re
from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript, Names, Passage
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.likeness import begins_like, distance, misspelt, slips_allowed
from thaitext.offices import OfficePhrase, office_phrases

NAME = "own-name"

_LEAST_BARE, _LONG = 7, 8
# A letter that hangs on the right name and on nothing else: "สะเตงนอกก". ณ is a word, and อ. an abbreviation.
_LOOSE_LETTER = re.compile(r"(?!ณ)[ก-ฮ](?![ก-๎.])")


def slip_of(text: str, phrase: OfficePhrase, own: Names) -> int | None:
    """Where the municipality's misspelt name ends that begins at the phrase; None where it is not one.

    Also with the word of the kind left out or twice: เทศบาลนครราชสีมา, เทศบาลเมืองเมืองสะเตงนอก.
    """
    start, rest = phrase.name_start, text[phrase.name_start : phrase.name_start + len(own.proper) + 8]
    if phrase.kind == own.kind:
        short = own.proper.removeprefix(own.kind_word)
        if short != own.proper and rest.startswith(short):
            return start + len(short)
        if rest.startswith(own.kind_word + own.proper):
            return start + len(own.kind_word + own.proper)
    if apart := _parted(rest, own.proper):
        return start + apart
    length = begins_like(rest, own.proper, slips_allowed(own.proper))
    return start + length if length else None


def _parted(rest: str, proper: str) -> int | None:
    """How long the name is where blanks stand inside it, as at the end of a line; None where it is not there."""
    length = 0
    for letter in proper:
        while rest[length : length + 1].isspace():
            length += 1
        if rest[length : length + 1] != letter:
            return None
        length += 1
    return length if length > len(proper) else None


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every misspelling of the own name."""
    own = manuscript.own
    close = slips_allowed(own.proper)
    # The names of others that look like slips of the own one.
    others = tuple(
        name for name in manuscript.known if name != own.proper and distance(name, own.proper, close) <= close
    )
    for passage in manuscript.passages:
        seen = []
        for phrase in office_phrases(passage.text):
            name = passage.text[phrase.name_start :]
            if name.startswith(own.proper) and _LOOSE_LETTER.match(name, len(own.proper)):
                tail = phrase.name_start + len(own.proper) + 1
                if passage.text[phrase.name_start : tail] not in manuscript.known:
                    seen.append((phrase.start, tail))
                    yield _behind_kind(passage, phrase, tail, own)
                continue
            if name.startswith((own.proper, *others)) or (phrase.loose and phrase.kind != own.kind):
                continue
            if end := slip_of(passage.text, phrase, own):
                seen.append((phrase.start, end))
                yield _behind_kind(passage, phrase, end, own)
        if len(own.proper) >= _LEAST_BARE:
            yield from _bare(passage, manuscript, seen)


def _behind_kind(passage: Passage, phrase: OfficePhrase, end: int, own: Names) -> Remark:
    found = passage.text[phrase.start : end]
    mayor = own.is_city and found.startswith("เทศมนตรี")
    fix = own.full.replace("เทศบาล", "เทศมนตรี", 1) if mayor else own.full
    if "".join(found.split()) in (fix, *own.spellings):
        says = f"ชื่อหน่วยงาน “{own.full}” มีวรรคคั่นอยู่ในชื่อ"
        return remark_at(NAME, Severity.WARNING, passage, (phrase.start, end), says=says, fix=fix)
    says = f"ชื่อหน่วยงานสะกดผิด “{found}” ที่ถูกคือ {own.full}"
    return remark_at(NAME, Severity.ERROR, passage, (phrase.start, end), says=says, fix=fix)


def _bare(passage: Passage, manuscript: Manuscript, seen: list[tuple[int, int]]) -> Iterator[Remark]:
    own = manuscript.own
    others = {own.district, own.province, *own.departments, *manuscript.known}
    severity = Severity.WARNING if len(own.proper) >= _LONG else Severity.HINT
    for start, end in misspelt(passage.text, own.proper):
        found = passage.text[start:end]
        inside = any(first < end and start < last for first, last in seen)
        if not inside and not any(found in other or other.startswith(found) for other in others if other):
            says = f"“{found}” อาจเป็นชื่อหน่วยงานที่สะกดผิด ที่ถูกคือ {own.proper}"
            yield remark_at(NAME, severity, passage, (start, end), says=says, fix=own.proper)


RULE = Rule(NAME, "ชื่อหน่วยงานสะกดผิด", read)
