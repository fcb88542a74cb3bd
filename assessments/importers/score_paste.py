"""Reads a column or a block that is pasted from a spreadsheet into the grid (UX.md section 1, point 10)."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from accounts.errors import UserError
from assessments.codes import CodeError, Place, code_exactness, is_code, place_read
from assessments.importers.reading import MAX_BYTES
from assessments.importers.score_columns import Columns, ColumnsError, columns_read, head_read, is_count, is_score
from assessments.importers.score_reading import CLEARED, RawScore, ScoreReading, figures_read
from assessments.scoring import FrameworkSpec
from thaitext.digits import to_arabic
from thaitext.words import clean

#: A year has at most 88 questions; a larger block is something else.
MAX_BLOCK_ROWS, MAX_BLOCK_COLUMNS = 500, 50
#: The first columns of a block, where its codes are looked for.
CODE_COLUMNS = 5

NOTHING = "ไม่มีคะแนนในข้อมูลที่วาง กรุณาคัดลอกช่องคะแนนแล้ววางอีกครั้ง"
TOO_MUCH = f"วางได้ครั้งละไม่เกิน {MAX_BLOCK_ROWS} แถว {MAX_BLOCK_COLUMNS} คอลัมน์ กรุณาคัดลอกเฉพาะช่องคะแนน"
NO_START = "ไม่พบช่องเริ่มต้นในตาราง กรุณาเลือกช่องแรกแล้ววางอีกครั้ง"
BELOW = "เกินท้ายตาราง กรุณาตรวจสอบว่าเริ่มวางที่ช่องที่ถูกต้อง"
BESIDE = "เกินคอลัมน์สุดท้ายของตาราง กรุณาตรวจสอบว่าเริ่มวางที่ช่องที่ถูกต้อง"
NO_CELL = "แถวนี้ของตารางไม่มีช่องคะแนนในคอลัมน์นี้ กรุณาลบค่านี้ออกก่อนวาง"
TWO_CODES = "พบรหัสมากกว่าหนึ่งรหัสในแถวนี้ กรุณาคัดลอกเฉพาะรหัสและคะแนน"
TWO_SCORES = "พบคะแนนมากกว่าหนึ่งช่องในแถวนี้ กรุณาคัดลอกเฉพาะรหัสและคะแนน"

Row: TypeAlias = list[str]


def scores_block_read(
    text: str, *, columns: Sequence[Sequence[Place | None]], start: Place, spec: FrameworkSpec
) -> ScoreReading:
    """Reads a pasted block into figures and faults, each with its row and column in the block ("แถวที่ 3 คอลัมน์ 2").

    Codes in most rows of a column, or before the scores of lines without tabs ("i1 98"), say where each row belongs; a
    column that only counts is passed over then. Else the block goes down and to the right from `start`. `columns` are
    the grid's columns from left to right, each with its places from top to bottom, None where a row has no such cell.
    Whatever lies outside the grid is a fault. Raises UserError for a block without a score or a fault, one that is too
    large, and a `start` that the grid has not.
    """
    rows = _rows(text)
    split = [_split(row) for row in rows]
    try:
        layout = _layout(split)
    except ColumnsError as error:
        raise UserError(str(error)) from error
    raw = _by_code(split, layout, start, spec) if layout else _by_position(rows, columns, start)
    return figures_read(raw, spec).or_refused(NOTHING)


def _rows(text: str) -> list[Row]:
    """The cells of the block. Excel ends it with a line break, and puts a cell that holds one in quotation marks."""
    if len(text) > MAX_BYTES:
        raise UserError(TOO_MUCH)
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in text.split("\n")]  # a quotation mark that somebody typed
    if len(rows) > MAX_BLOCK_ROWS or any(len(row) > MAX_BLOCK_COLUMNS for row in rows):
        raise UserError(TOO_MUCH)
    return [[clean(cell) for cell in row] for row in rows]


def _split(row: Row) -> Row:
    """A row of one cell that holds a code among scores ("ข้อ i1 98.28"), cell by cell; any other row as it is."""
    words = " ".join(row).replace(" %", "%").split()
    if sum(map(bool, row)) != 1 or not 1 < len(words) <= CODE_COLUMNS:
        return row
    for length in range(len(words) - 1, 0, -1):
        for first in range(len(words) - length + 1):
            code, others = " ".join(words[first : first + length]), [*words[:first], *words[first + length :]]
            is_named = length == 1 or re.search("[A-Za-zก-ฮ]", code)  # "0 1" is no o1
            if is_named and is_code(code) and all(is_score(word) or word in CLEARED for word in others):
                return [*words[:first], code, *words[first + length :]]
    return row


def _layout(rows: Sequence[Row]) -> Columns | None:
    """The columns of a block by its heads or its codes; None for a block without codes. Raises ColumnsError."""
    filled = [row for row in rows if sum(map(bool, row)) > 1]
    if not filled:
        return None
    if layout := columns_read(dict(enumerate(filled[0]))):
        return layout
    columns = {
        column: [code_exactness(row[column]) if column < len(row) else 0 for row in filled]
        for column in range(CODE_COLUMNS)
    }
    column = max(columns, key=lambda each: (columns[each].count(3), -columns[each].count(0)))
    codes = len(filled) - columns[column].count(0)
    if 2 * codes > len(filled) or (column == 0 and columns[0][0]):
        return _layout_by_codes(filled, column)
    return None


def _layout_by_codes(rows: Sequence[Row], code: int) -> Columns:
    """The columns of a block without heads: those with a score in some row; wordings and numbers of a list are none."""
    cells: dict[int, list[str]] = {}
    for row in rows:
        for column, text in enumerate(row):
            if text and column != code:
                cells.setdefault(column, []).append(text)
    scored = [column for column in sorted(cells) if any(is_score(text) or text in CLEARED for text in cells[column])]
    behind = [column for column in scored if column > code]
    scores = [column for column in scored if column > code or not _counts(cells[column], beside_scores=bool(behind))]
    if scores == behind and len(scores) == 2:
        if all(re.fullmatch("(?:ส่วนที่ ?)?[12]", to_arabic(text)) for text in cells[scores[0]]):
            return Columns(code, scores[0], {scores[1]: ""})
        return Columns(code, None, {scores[0]: "1", scores[1]: "2"})
    return Columns(code, None, dict.fromkeys(scores, ""))


def _counts(texts: Sequence[str], *, beside_scores: bool) -> bool:
    numbers = [re.fullmatch(r"([0-9]{1,3})[.)]?", to_arabic(text)) for text in texts]
    return all(numbers) and is_count([int(each[1]) for each in numbers if each], beside_scores=beside_scores)


def _by_code(rows: Sequence[Row], layout: Columns, start: Place, spec: FrameworkSpec) -> Iterator[RawScore]:
    for number, row in enumerate(rows, 1):
        cells = {column: cell for column, cell in enumerate(row) if cell}
        scores = [column for column in layout.scores if column in cells]
        code, named = cells.get(layout.code, ""), cells.get(layout.part, "") if layout.part is not None else ""
        if not scores or head_read(code)[0] == "code":
            continue  # a heading
        if any(_is_as_exact(cell, code) for column, cell in cells.items() if column != layout.code):
            yield RawScore(f"แถวที่ {number}", code, "", "", TWO_CODES)
            continue
        parted = _parted(code, spec)
        if len(scores) > 1 and not (parted and len({layout.scores[column] for column in scores}) == len(scores)):
            yield RawScore(f"แถวที่ {number}", code, "", "", TWO_SCORES)
            continue
        for column in scores:
            part = named or (layout.scores[column] if parted else "")
            if parted and not part and isinstance(start, tuple):
                part = str(start[1] or "")  # one column of scores goes where it is pasted
            yield RawScore(_where(number, column + 1), code, part, cells[column])


def _is_as_exact(cell: str, code: str) -> bool:
    """Whether a cell holds a code beside the row's own; IIT beside i1 says nothing, and 05 may be a number."""
    return code_exactness(cell) >= max(1, code_exactness(code)) and re.search("[A-Za-zก-ฮ]", cell) is not None


def _parted(code: str, spec: FrameworkSpec) -> bool:
    """Whether the framework has a score in each part at this code, which names none itself."""
    try:
        return all(isinstance(place_read(code, part, spec), tuple) for part in "12")
    except CodeError:
        return False


def _by_position(rows: Sequence[Row], columns: Sequence[Sequence[Place | None]], start: Place) -> Iterator[RawScore]:
    found = next(((left, list(each).index(start)) for left, each in enumerate(columns) if start in each), None)
    if found is None:
        raise UserError(NO_START)
    left, top = found
    last = max(len(column) for column in columns[left:])
    for down, row in enumerate(rows):
        if top + down >= last:
            if any(row):
                yield RawScore(f"แถวที่ {down + 1}", "", "", "", BELOW)
            continue
        for right, score in enumerate(row):
            if score:
                yield _placed(score, _where(down + 1, right + 1), columns[left + right : left + right + 1], top + down)


def _placed(score: str, where: str, columns: Sequence[Sequence[Place | None]], row: int) -> RawScore:
    """A score at the row of the one column that it falls into, or the fault that it falls into none."""
    if not columns:
        return RawScore(where, "", "", "", BESIDE)
    place = columns[0][row] if row < len(columns[0]) else None
    if place is None:
        return RawScore(where, "", "", "", NO_CELL)
    code, part = (place, None) if isinstance(place, str) else place
    return RawScore(where, code, str(part or ""), score)


def _where(row: int, column: int) -> str:
    return f"แถวที่ {row} คอลัมน์ {column}"
