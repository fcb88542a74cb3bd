"""How a table of scores is laid out: by its heads, or without them as codes beside scores. The same in every source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from assessments.codes import MAX_CELL_LETTERS, is_code
from thaitext.digits import to_arabic
from thaitext.numbers import UnreadableNumber, read_score_text
from thaitext.words import clean, quote

#: What a column holds; "passed over" is a column of the portal's own template for people to read, "" an unknown one.
Head: TypeAlias = Literal["code", "part", "score", "passed over", ""]

_HEADS: dict[str, Head] = {
    "code": "code",
    "รหัส": "code",
    "part": "part",
    "ส่วนที่": "part",
    "score": "score",
    "คะแนน": "score",
    "question": "passed over",
    "ข้อคำถาม": "passed over",
    "รายการ": "passed over",
}
_SCORE_OF_PART = re.compile(r"(?:score|คะแนน)? ?(?:part|ส่วนที่) ?([0-9])")
_LAST_YEAR = re.compile(r"ปีก่อน(?: ส่วนที่ [0-9])? ?\([0-9]{4}\)")


class ColumnsError(ValueError):
    """Heads that leave open which column is meant; the message is a Thai sentence."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what.

    `scores` has the part that each column of scores is of, "" where its head names none; `passed_over` are columns of
    the portal's own template for people to read.
    """

    code: int
    part: int | None
    scores: Mapping[int, str]
    passed_over: frozenset[int] = frozenset()

    @property
    def read(self) -> tuple[int, ...]:
        """The columns that figures come from."""
        return (self.code, *(() if self.part is None else (self.part,)), *self.scores)


def head_read(title: str) -> tuple[Head, str]:
    """What a column of this title holds, and of which part its scores are: ("score", "2") for "คะแนน ส่วนที่ 2"."""
    if len(title) > MAX_CELL_LETTERS:
        return "", ""
    name = " ".join(to_arabic(clean(title)).lower().split())
    if of_part := _SCORE_OF_PART.fullmatch(name):
        return "score", of_part[1]
    if _LAST_YEAR.fullmatch(name):
        return "passed over", ""
    return _HEADS.get(name, ""), ""


def columns_read(titles: Mapping[int, str]) -> Columns | None:
    """The columns of a table by the titles in its first row; None where they are no titles of a table of scores.

    Raises ColumnsError when two columns have one meaning.
    """
    heads = {column: head_read(title) for column, title in titles.items()}
    found: dict[tuple[Head, str], int] = {}
    for column, head in heads.items():
        if head[0] not in {"", "passed over"}:
            if head in found:
                raise ColumnsError(f"มีคอลัมน์ {quote(clean(titles[column]))} ซ้ำ กรุณาเหลือไว้คอลัมน์เดียว")
            found[head] = column
    scores = {column: part for (head, part), column in found.items() if head == "score"}
    if ("code", "") not in found or not scores:
        return None
    passed_over = frozenset(column for column, (head, _) in heads.items() if head == "passed over")
    return Columns(found["code", ""], found.get(("part", "")), scores, passed_over)


def is_score(text: str) -> bool:
    """Whether a text looks like a score, or like a slip in writing one (98,28)."""
    try:
        return len(text) <= MAX_CELL_LETTERS and read_score_text(text) is not None
    except UnreadableNumber as error:
        return error.suggestion is not None


def is_pair(code: str, score: str) -> bool:
    """Whether two cells are a code and its score, as in a table without heads."""
    return is_code(code) and is_score(score)
