"""A file of scores is read as what it is, whatever it is called; a file of nothing is refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import UserError
from assessments.importers.reading import MAX_BYTES
from tests.assessments.workbooks import book, faults, read, refused
from tests.factories import csv_file

NEITHER = "ไฟล์นี้ไม่ใช่สมุดงาน Excel หรือ CSV กรุณาใช้แบบกรอกของระบบ (.xlsx) หรือบันทึกเป็น CSV ก่อนนำเข้า"
NO_SCORES = "ไฟล์ไม่มีคะแนนแม้แต่ช่องเดียว กรุณากรอกคะแนนแล้วนำเข้าอีกครั้ง"


def test_scores_file_read_reads_a_workbook_and_a_csv_alike() -> None:
    as_workbook = read(book(("i1", "", 97.82), ("e1", 2, "-")))
    as_csv = read(csv_file("i1,,97.82", "e1,2,-"))

    assert as_workbook.figures == as_csv.figures
    assert list(as_workbook.wheres.values()) == ["แผ่นงาน คะแนน เซลล์ C2", "แผ่นงาน คะแนน เซลล์ C3"]
    assert list(as_csv.wheres.values()) == ["แถว 2", "แถว 3"]


def test_scores_file_read_hands_on_faults_beside_figures() -> None:
    raw = csv_file("i1,,97.82", "i2,,101", "i1,,90")

    assert faults(raw) == [
        "แถว 3: ข้อ i2 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข",
        "แถว 4: ข้อ i1 ซ้ำกับแถว 2 กรุณาเหลือไว้แห่งเดียว",
    ]


def test_scores_file_read_takes_a_file_up_to_one_megabyte() -> None:
    start = csv_file("i1,,90")

    reading = read(start + b"\n" * (MAX_BYTES - len(start)))

    assert reading.figures == {("i1", None): Decimal(90)}


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"%PDF-1.7\n", NEITHER),
        (b"\x89PNG\r\n\x1a\n\x00\x00", NEITHER),
        (csv_file("i1,,90", encoding="utf-16"), NEITHER),
        (csv_file("i1,,", "i2,, "), NO_SCORES),
        (book(("i1", "", None), ("i2", "", " ")), NO_SCORES),
        (b"\n" * (MAX_BYTES + 1), "ไฟล์ใหญ่เกิน 1 MB กรุณาตรวจสอบว่าเป็นไฟล์คะแนน"),
        (b"PK" + b"\x00" * MAX_BYTES, "ไฟล์ใหญ่เกิน 1 MB กรุณาตรวจสอบว่าเป็นไฟล์คะแนน"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 99, "ไฟล์นี้ไม่ใช่สมุดงาน Excel กรุณาเปิดไฟล์แล้วบันทึกเป็นสมุดงาน Excel (.xlsx) ก่อนนำเข้า"),
    ],
)
def test_scores_file_read_refuses_what_holds_no_scores(raw: bytes, sentence: str) -> None:
    assert refused(raw) == sentence


@given(st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"i1,"]), st.binary(max_size=300))
def test_scores_file_read_of_any_bytes_is_a_reading_or_a_sentence(start: bytes, rest: bytes) -> None:
    try:
        reading = read(start + rest)
    except UserError:
        return

    assert reading.figures or reading.faults
