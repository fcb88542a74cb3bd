"""Reads a CSV of scores: columns ``code,part,score``, one row a figure."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from accounts.errors import UserError
from assessments.codes import CodeError, Place, place_name, place_read
from assessments.models import SCORE_PLACES
from assessments.scoring import FrameworkSpec
from thaitext.numbers import UnreadableNumber, read_score_text

MAX_BYTES = 1024 * 1024
COLUMNS = ("code", "part", "score")


def scores_read(raw: bytes, spec: FrameworkSpec) -> dict[Place, Decimal]:
    """Returns the figures of the file by place. A row without a score says nothing and is left out.

    Takes UTF-8 (with or without a mark) and Windows-874, commas, semicolons or tabs. Raises UserError with every
    fault at once, each with its row.
    """
    figures: dict[Place, Decimal] = {}
    rows: dict[Place, int] = {}
    errors: list[str] = []
    for number, row in _rows(raw):
        try:
            if row["surplus"]:
                raise CodeError("มีช่องเกินหัวคอลัมน์ หากใช้จุลภาคเป็นจุดทศนิยม กรุณาเปลี่ยนเป็นจุด เช่น 98.28")
            place = place_read(row["code"], row["part"], spec)
            if place in rows:
                raise CodeError(f"{place_name(place)} ซ้ำกับแถว {rows[place]} กรุณาเหลือไว้แถวเดียว")
            rows[place] = number
            score = read_score_text(row["score"])
            if score is not None:
                figures[place] = score_checked(place, score, spec)
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


def score_checked(place: Place, score: Decimal, spec: FrameworkSpec) -> Decimal:
    """Returns the score if it can be stored: 0–100, up to three decimals, an OIT item 0 or 100 (ITA.md section 2).

    Raises CodeError with the sentence to show.
    """
    name = place_name(place)
    if not 0 <= score <= 100:
        raise CodeError(f"{name} ได้ {score:f} คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข")
    if Fraction(score) * 10**SCORE_PLACES % 1:  # exact, however many digits were typed
        raise CodeError(f"{name} ได้ {score:f} คะแนน มีทศนิยมเกิน {SCORE_PLACES} ตำแหน่ง กรุณาปัดก่อนนำเข้า")
    if isinstance(place, tuple) and place[0].startswith("o") and score not in (0, 100):
        raise CodeError(f"{name} ได้ {score:f} คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ")
    if isinstance(place, tuple) and not spec.scoreable:
        raise CodeError(f"{name}: กรอบปี {spec.fiscal_year} ยังคำนวณคะแนนไม่ได้ บันทึกได้เฉพาะคะแนนทางการ")
    return score


def _rows(raw: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their numbers as a spreadsheet counts them; blank rows are left out."""
    text = _decoded(raw)
    first_line = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [title.strip().lower() for title in next(reader, [])]
        missing = [column for column in COLUMNS if column not in header]
        if missing:
            raise UserError(f"แถว 1: ไม่พบคอลัมน์ {' '.join(missing)} กรุณาใช้หัวคอลัมน์ code,part,score และบันทึกเป็น CSV")
        indexes = {column: header.index(column) for column in COLUMNS}
        for number, row in enumerate(reader, 2):
            values = {column: row[index] if index < len(row) else "" for column, index in indexes.items()}
            # 98,28 without quotation marks is two cells: the second must not fall under the table.
            values["surplus"] = "".join(row[len(header) :]).strip()
            if any(value.strip() for value in row):
                yield number, values
    except csv.Error as error:
        raise UserError(f"แถว {reader.line_num}: อ่านเป็น CSV ไม่ได้ ({error}) กรุณาบันทึกไฟล์เป็น CSV อีกครั้ง") from error


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
