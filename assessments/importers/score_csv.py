"""Reads a CSV of scores: columns ``code,part,score``, one row a figure."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal

from accounts.errors import UserError
from assessments.codes import CodeError, Place, place_name, place_read, score_checked
from assessments.scoring import FrameworkSpec
from thaitext.digits import to_arabic
from thaitext.numbers import UnreadableNumber, read_score_text
from thaitext.words import clean, quote

MAX_BYTES = 1024 * 1024
COLUMNS = ("code", "part", "score")
#: A column of the portal's own template, for people to read.
REMARK = "question"
#: What says that a figure is to be taken back; an empty score says nothing.
CLEARED = ("-", "–")


def scores_read(raw: bytes, spec: FrameworkSpec) -> dict[Place, Decimal | None]:
    """Returns the figures of the file by place.

    A row without a score says nothing and is left out; "-" takes the stored figure back (None).

    Takes UTF-8 (with or without a mark) and Windows-874, commas, semicolons or tabs. Raises UserError with every
    fault at once, each with its row.
    """
    figures: dict[Place, Decimal | None] = {}
    rows: dict[Place, int] = {}
    errors: list[str] = []
    for number, row in _rows(raw):
        try:
            place = _place(row, spec)
            if place in rows:
                raise CodeError(f"{place_name(place)} ซ้ำกับแถว {rows[place]} กรุณาเหลือไว้แถวเดียว")
            rows[place] = number
            score = read_score_text(row["score"])
            if score is not None:
                figures[place] = score_checked(place, score, spec)
            elif clean(row["score"]) in CLEARED:
                figures[place] = None
        except UnreadableNumber as error:
            hint = f" (หมายถึง {error.suggestion} หรือไม่)" if error.suggestion else ""
            errors.append(f"แถว {number}: {error.reason}{hint}")
        except CodeError as error:
            errors.append(f"แถว {number}: {error}")
    if errors:
        raise UserError(*errors)
    if not figures:
        raise UserError("ไฟล์ไม่มีคะแนนแม้แต่แถวเดียว กรุณากรอกคอลัมน์ score แล้วนำเข้าอีกครั้ง")
    return figures


def _place(row: dict[str, str], spec: FrameworkSpec) -> Place:
    """The place that a row names, if it has as many cells as it should."""
    if row["lacking"]:
        raise CodeError("แถวนี้มีช่องไม่ครบ กรุณาใส่ code,part,score ให้ครบทุกช่อง (ไม่ทราบคะแนนให้เว้นว่าง)")
    if row["surplus"]:
        raise CodeError("มีช่องเกินหัวคอลัมน์ หากใช้จุลภาคเป็นจุดทศนิยม กรุณาเปลี่ยนเป็นจุด เช่น 98.28")
    return place_read(row["code"], row["part"], spec)


def _rows(raw: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their numbers as a spreadsheet counts them; blank rows are left out."""
    text = _decoded(raw)
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [title.strip().lower() for title in next(reader, [])]
        _check_header(header)
        indexes = {column: header.index(column) for column in header}
        for number, row in enumerate(reader, 2):
            values = dict.fromkeys((*COLUMNS, REMARK), "") | {
                column: row[index] for column, index in indexes.items() if index < len(row)
            }
            # 98,28 without quotation marks is two cells: the second must not fall under the table.
            remark = values[REMARK] if re.fullmatch(r"[0-9]*", to_arabic(values[REMARK].strip())) else ""
            values["surplus"] = "".join([remark, *row[len(header) :]]).strip()
            values["lacking"] = "" if len(row) >= len(COLUMNS) else "lacking"
            if any(value.strip() for value in row):
                yield number, values
    except csv.Error as error:
        raise UserError(f"แถว {reader.line_num}: อ่านเป็น CSV ไม่ได้ ({error}) กรุณาบันทึกไฟล์เป็น CSV อีกครั้ง") from error


def _check_header(header: list[str]) -> None:
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise UserError(f"แถว 1: ไม่พบคอลัมน์ {' '.join(missing)} กรุณาใช้หัวคอลัมน์ code,part,score และบันทึกเป็น CSV")
    for column in header:
        if header.count(column) > 1 or column not in (*COLUMNS, REMARK):
            fault = "ซ้ำ" if header.count(column) > 1 else "ที่ไม่รู้จัก"
            raise UserError(f"แถว 1: มีคอลัมน์{fault} {quote(column)} กรุณาเหลือเฉพาะ code,part,score")


def _decoded(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise UserError("ไฟล์ใหญ่เกิน 1 MB กรุณาตรวจสอบว่าเป็นไฟล์คะแนน")
    if b"\x00" in raw or raw.startswith((b"PK", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UserError("ไฟล์นี้ไม่ใช่ CSV กรุณาเปิดไฟล์แล้วบันทึกเป็น CSV (UTF-8) ก่อนนำเข้า")
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("อ่านตัวอักษรในไฟล์ไม่ได้ กรุณาบันทึกไฟล์เป็น CSV แบบ UTF-8 หรือ Windows-874")
