"""Reads a CSV of scores: columns ``code,part,score``, or codes and scores alone; one row a figure."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accounts.errors import UserError
from assessments.importers.score_columns import head_read, is_pair
from assessments.importers.score_reading import MAX_ROWS, RawScore
from thaitext.digits import to_arabic
from thaitext.words import quote

COLUMNS = ("code", "part", "score")
#: A column of the portal's own template, for people to read.
REMARK = "question"

LACKING = "แถวนี้มีช่องไม่ครบ กรุณาใส่ code,part,score ให้ครบทุกช่อง (ไม่ทราบคะแนนให้เว้นว่าง)"
SURPLUS = "มีช่องเกินหัวคอลัมน์ หากใช้จุลภาคเป็นจุดทศนิยม กรุณาเปลี่ยนเป็นจุด เช่น 98.28"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where each column stands, from 0; `width` is how many cells a row may have, `least` how many it needs."""

    indexes: dict[str, int]
    width: int
    least: int


def csv_rows(raw: bytes) -> Iterator[RawScore]:
    """The rows of a CSV, counted as a spreadsheet does ("แถว 3"); blank rows are left out.

    Takes UTF-8 (with or without a mark) and Windows-874, commas, semicolons or tabs. Raises UserError for a file that
    cannot be read as CSV, has other columns, or more than `MAX_ROWS` rows.
    """
    text = _decoded(raw)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    count = 0
    try:
        layout: _Layout | None = None
        for number, row in enumerate(reader, 1):
            if layout is None:
                pair = len(row) == 2 and is_pair(*row)
                layout = _Layout({"code": 0, "score": 1}, 2, 2) if pair else _layout(row)
                if not pair:
                    continue
            if any(cell.strip() for cell in row):
                count += 1
                if count > MAX_ROWS:
                    raise UserError(f"ไฟล์มีเกิน {MAX_ROWS:,} แถว กรุณาตรวจสอบว่าเป็นไฟล์คะแนน")
                yield _raw_score(number, row, layout)
        if layout is None:
            _layout([])
    except csv.Error as error:
        raise UserError(f"แถว {reader.line_num}: อ่านเป็น CSV ไม่ได้ ({error}) กรุณาบันทึกไฟล์เป็น CSV อีกครั้ง") from error


def _raw_score(number: int, row: Sequence[str], layout: _Layout) -> RawScore:
    values = {column: row[index] if index < len(row) else "" for column, index in layout.indexes.items()}
    # 98,28 without quotation marks is two cells: the second must not fall under the table.
    beside = values.get(REMARK, "")
    remark = beside if re.fullmatch(r"[0-9]*", to_arabic(beside.strip())) else ""
    surplus = "".join([remark, *row[layout.width :]]).strip()
    fault = LACKING if len(row) < layout.least else SURPLUS if surplus else ""
    return RawScore(f"แถว {number}", values["code"], values.get("part", ""), values["score"], fault)


def _layout(titles: Sequence[str]) -> _Layout:
    """The columns that the first row names."""
    names = [head_read(title) for title in titles]
    heads = [REMARK if head == "passed over" else "" if part else head for head, part in names]
    missing = [column for column in COLUMNS if column not in heads]
    if missing not in ([], ["part"]):
        raise UserError(f"แถว 1: ไม่พบคอลัมน์ {' '.join(missing)} กรุณาใช้หัวคอลัมน์ code,part,score และบันทึกเป็น CSV")
    for title, head in zip(titles, heads, strict=True):
        if not head or heads.count(head) > 1:
            fault = "ซ้ำ" if head else "ที่ไม่รู้จัก"
            raise UserError(f"แถว 1: มีคอลัมน์{fault} {quote(title.strip().lower())} กรุณาเหลือเฉพาะ code,part,score")
    indexes = {head: index for index, head in enumerate(heads)}
    return _Layout(indexes, len(heads), len(COLUMNS) - len(missing))


def _delimiter(text: str) -> str:
    first_line = text.split("\n", 1)[0]
    return max("\t;,", key=first_line.count)  # on a tie the comma may stand for a decimal point: i1;98,28


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("อ่านตัวอักษรในไฟล์ไม่ได้ กรุณาบันทึกไฟล์เป็น CSV แบบ UTF-8 หรือ Windows-874")
