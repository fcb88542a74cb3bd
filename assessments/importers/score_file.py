"""Reads a file of scores, whatever kind it is: chosen by what is in it, not by its name."""

from dataclasses import replace

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.importers.reading import MAX_BYTES
from assessments.importers.score_csv import csv_rows
from assessments.importers.score_reading import ScoreReading, figures_read
from assessments.importers.score_xlsx import xlsx_rows
from assessments.queries import FrameworkView

TOO_LARGE = "ไฟล์ใหญ่เกิน 1 MB กรุณาตรวจสอบว่าเป็นไฟล์คะแนน"
NEITHER = "ไฟล์นี้ไม่ใช่สมุดงาน Excel หรือ CSV กรุณาใช้แบบกรอกของระบบ (.xlsx) หรือบันทึกเป็น CSV ก่อนนำเข้า"
NO_SCORES = "ไฟล์ไม่มีคะแนนแม้แต่ช่องเดียว กรุณากรอกคะแนนแล้วนำเข้าอีกครั้ง"

#: How an .xlsx file begins, and the old and the protected kinds of Excel's files.
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")


def scores_file_read(raw: bytes, *, framework: FrameworkView, municipality: Municipality) -> ScoreReading:
    """Reads a workbook or a CSV into figures and faults; nothing is stored.

    Raises UserError for a file that is neither, is too large or cannot be opened; for a template of another year,
    municipality or version of the framework; and for a file with neither a score nor a fault.
    """
    if len(raw) > MAX_BYTES:
        raise UserError(TOO_LARGE)
    is_workbook = raw.startswith(_WORKBOOKS)
    if not is_workbook and (b"\x00" in raw or raw.startswith(b"%PDF")):
        raise UserError(NEITHER)
    file = (xlsx_rows if is_workbook else csv_rows)(raw, framework=framework, municipality=municipality)
    reading = figures_read(file.rows, framework.spec).or_refused(NO_SCORES)
    return replace(reading, remarks=(*reading.remarks, *file.remarks))
