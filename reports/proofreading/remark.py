"""What a rule remarks on: how grave it is, where it stands, what is wrong, and what should stand there. Pure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from reports.proofreading.manuscript import Manuscript, Passage, Typed

#: So many letters before and behind a faulty stretch are shown with it.
CONTEXT = 36

_MARK = re.compile("[ัิ-ฺ็-๎ะาำๅ]")
_LEADING_VOWEL = re.compile("[เ-ไ]")


class Severity(StrEnum):
    """An error keeps the document from being submitted, a warning must be ticked as read, a hint may help."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The faulty stretch of a passage between what stands before and behind it."""

    before: str
    found: str
    behind: str

    def __str__(self) -> str:
        return f"{self.before}{self.found}{self.behind}"


@dataclass(frozen=True, slots=True)
class Mend:
    """The mend of a text that a person typed: `fix` in place of `found`, which begins at `start` of the whole text."""

    typed: Typed
    start: int
    found: str
    fix: str

    def of(self, text: str) -> str | None:
        """The text mended; None where it is not the one that was read."""
        end = self.start + len(self.found)
        return f"{text[: self.start]}{self.fix}{text[end:]}" if text[self.start : end] == self.found else None


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on a document.

    `place` says in words where it is, `url` is the page on which it is mended ("" where there is none), `text` a Thai
    sentence with the faulty passage, `fix` what should stand in its place ("" where only a person knows). `says` is the
    sentence alone and `excerpt` the passage, for a page; with a `mend` the portal itself can put the fix in.
    """

    rule: str
    severity: Severity
    place: str
    text: str
    fix: str = ""
    url: str = ""
    says: str = ""
    excerpt: Excerpt | None = None
    mend: Mend | None = None

    @property
    def key(self) -> str:
        """Names the remark as long as it says the same of the same place: 16 hexadecimal digits."""
        return sha256(f"{self.rule}\0{self.place}\0{self.text}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of proofreading: its name in code, what it looks for in a few Thai words, and the reading itself."""

    name: str
    title: str
    read: Callable[[Manuscript], Iterable[Remark]]

    def __call__(self, manuscript: Manuscript) -> Iterable[Remark]:
        return self.read(manuscript)


def remark_at(
    rule: str,
    severity: Severity,
    passage: Passage,
    stretch: tuple[int, int],
    *,
    says: str,
    fix: str | None = None,
) -> Remark:
    """A remark on a stretch (start, end) of a passage. With a `fix`, also an empty one, a typed text can be mended."""
    start, end = stretch
    excerpt = _excerpt(passage.text, start, end)
    mend = Mend(passage.typed, start, passage.text[start:end], fix) if passage.typed and fix is not None else None
    return Remark(
        rule=rule,
        severity=severity,
        place=passage.place,
        text=f"{says} : {excerpt}",
        fix=fix or "",
        url=passage.url,
        says=says,
        excerpt=excerpt,
        mend=mend,
    )


def remark_of(rule: str, severity: Severity, place: str, says: str, *, fix: str = "", url: str = "") -> Remark:
    """A remark on a place as a whole."""
    return Remark(rule=rule, severity=severity, place=place, text=says, fix=fix, url=url, says=says)


def _excerpt(text: str, start: int, end: int) -> Excerpt:
    """The stretch with what stands round it on its line, cut between syllables."""
    first = max(text.rfind("\n", 0, start) + 1, start - CONTEXT)
    while first < start and (_MARK.match(text, first) or (first and _LEADING_VOWEL.match(text, first - 1))):
        first += 1
    line_end = text.find("\n", end)
    last = min(len(text) if line_end < 0 else line_end, end + CONTEXT)
    while last < len(text) and _MARK.match(text, last):
        last += 1
    while last > end and _LEADING_VOWEL.match(text, last - 1):
        last -= 1
    before, behind = text[first:start], text[end:last]
    return Excerpt(
        f"{'…' if first else ''}{before}",
        text[start:end].replace("\n", " "),
        f"{behind}{'…' if last < len(text) else ''}",
    )
