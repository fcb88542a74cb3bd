"""How a table of scores is laid out: by its heads, or without them as codes beside scores. The same in every source."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from openpyxl.utils import get_column_letter

from assessments.codes import MAX_CELL_LETTERS, is_code, quoted, score_read
from thaitext.digits import to_arabic
from thaitext.numbers import UnreadableNumber
from thaitext.words import clean, join_list

#: The first rows of a table, where its heads are looked for; empty ones do not count.
HEAD_ROWS = 30

#: What a column holds: the wording and last year's figures stand there for people to read; "" is an unknown one.
Head: TypeAlias = Literal["code", "part", "score", "wording", "last year", ""]

_HEADS: dict[str, Head] = {
    "code": "code",
    "รหัส": "code",
    "part": "part",
    "ส่วนที่": "part",
    "score": "score",
    "คะแนน": "score",
    "question": "wording",
    "ข้อคำถาม": "wording",
    "รายการ": "wording",
}
_SCORE_OF_PART = re.compile(r"(?:score|คะแนน)? ?(?:part|ส่วนที่) ?([0-9])")
_LAST_YEAR = re.compile(r"ปีก่อน(?: ส่วนที่ [0-9])? ?\([0-9]{4}\)")


class ColumnsError(ValueError):
    """Heads that leave open which column is meant; the message is a Thai sentence."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what.

    `scores` has the part that each column of scores is of, "" where its head names none.
    """

    code: int
    part: int | None
    scores: Mapping[int, str]
    wordings: frozenset[int] = frozenset()
    last_year: frozenset[int] = frozenset()

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
        return "last year", ""
    return _HEADS.get(name, ""), ""


def columns_read(titles: Mapping[int, str]) -> Columns | None:
    """The columns of a table by the titles in its first row; None where they are no titles of a table of scores.

    Raises ColumnsError when two columns have one meaning.
    """
    heads = {column: head_read(title) for column, title in titles.items()}
    if not {"code", "score"} <= {kind for kind, _ in heads.values()}:
        return None
    found: dict[tuple[Head, str], int] = {}
    for column, head in heads.items():
        if head[0] in {"code", "part", "score"}:
            if head in found:
                raise ColumnsError(f"มีคอลัมน์ {quoted(titles[column])} ซ้ำ กรุณาเหลือไว้คอลัมน์เดียว")
            found[head] = column
    return Columns(
        found["code", ""],
        found.get(("part", "")),
        {column: part for (kind, part), column in found.items() if kind == "score"},
        frozenset(column for column, (kind, _) in heads.items() if kind == "wording"),
        frozenset(column for column, (kind, _) in heads.items() if kind == "last year"),
    )


class Table:
    """A table of scores while its rows are read; columns count from 1.

    `columns` are those found so far (None: no table yet), `unread` others that have something beside codes and scores.
    """

    def __init__(self) -> None:
        self.columns: Columns | None = None
        self.unread: set[int] = set()
        self._rows = 0
        self._above: set[int] = set()

    def begins(self, titles: Mapping[int, str]) -> bool:
        """Whether a row names the columns, which are then taken from it; one table may follow another.

        A row of a code and a score alone begins a table without heads, if nothing above it may be the head of its
        score: "คะแนนเต็ม" must not pass for none. Raises ColumnsError.
        """
        if self.columns is None:
            self._rows += 1
            if self._rows > HEAD_ROWS:
                return False
            if self._is_pair(titles):
                code, score = sorted(titles)
                self.columns = Columns(code, None, {score: ""})
                return False
            self._above |= titles.keys()
        elif head_read(titles.get(self.columns.code, ""))[0] != "code":
            return False
        found = columns_read(titles)
        self.columns = found or self.columns
        return found is not None

    def passes_over(self, cells: Mapping[int, str], columns: Columns) -> None:
        """Takes note of the columns that have something beside a code or a score and are not read."""
        if is_code(cells.get(columns.code, "")) or not cells.keys().isdisjoint(columns.scores):
            self.unread |= cells.keys() - {*columns.read, *columns.wordings, *columns.last_year}

    def remark(self) -> str:
        """Which columns were not read; "" where all were."""
        letters = join_list([get_column_letter(column) for column in sorted(self.unread)])
        return f"ไม่ได้อ่านคอลัมน์ {letters}" if letters else ""

    def _is_pair(self, titles: Mapping[int, str]) -> bool:
        if len(titles) != 2 or max(titles) in self._above:
            return False
        return is_code(titles[min(titles)]) and is_score(titles[max(titles)])


def is_score(text: str) -> bool:
    """Whether a text looks like a score, or like a slip in writing one (98,28)."""
    try:
        return score_read(text) is not None
    except UnreadableNumber as error:
        return error.suggestion is not None


def is_count(numbers: Sequence[int], *, beside_scores: bool = True) -> bool:
    """Whether whole numbers are those of a list: 1, 2, 3 …, which may begin anew.

    A part of a list may begin elsewhere (12, 13, 14), if there are three of it and it stands beside scores: else 98, 99
    could be scores themselves.
    """
    first, *rest = numbers or [0]
    begins = first == 1 or (beside_scores and len(rest) > 1)
    return begins and all(number in {1, before + 1} for before, number in zip(numbers, rest, strict=False))
