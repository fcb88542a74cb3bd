"""Rows of any source become figures, or faults with where they stand: the frame of all importers."""

from decimal import Decimal

import pytest

from assessments.codes import Place
from assessments.importers.reading import Fault
from assessments.importers.score_reading import RawScore, figures_read
from tests.factories import framework_data

SPEC = framework_data(2568).spec


def row(code: str, score: str, *, part: str = "", where: str = "แถว 1", fault: str = "", remark: str = "") -> RawScore:
    return RawScore(where, code, part, score, fault, remark)


def test_figures_read_gives_figures_with_where_they_stand() -> None:
    rows = [
        row("i1", "๙๗.๘๒", where="แถว 1", remark="เป็นสูตร"),
        row("e1", "88", part="๒", where="แถว 2"),
        row("total", "-", where="แถว 3"),
        row("i2", " ", where="แถว 4"),
    ]

    reading = figures_read(rows, SPEC)

    assert reading.figures == {("i1", None): Decimal("97.82"), ("e1", 2): Decimal(88), "total": None}
    assert reading.wheres == {("i1", None): "แถว 1", ("e1", 2): "แถว 2", "total": "แถว 3"}
    assert (reading.faults, reading.remarks) == ((), ("แถว 1: เป็นสูตร",))


def test_figures_read_gathers_every_fault_and_keeps_what_is_right() -> None:
    rows = [
        row("i1", "90", where="แถว 1"),
        row("i1", "91", where="แถว 2"),
        row("i2", "98,28", where="แถว 3", remark="เป็นสูตร"),
        row("i3", "90", where="แถว 4", fault="เซลล์นี้เป็นวันที่"),
        row("x", "90", where="แถว 5"),
    ]

    reading = figures_read(rows, SPEC)

    assert reading.figures == {("i1", None): Decimal(90)}
    assert [str(fault) for fault in reading.faults] == [
        "แถว 2: ข้อ i1 ซ้ำกับแถว 1 กรุณาเหลือไว้แห่งเดียว",
        "แถว 3: อ่าน “98,28” เป็นตัวเลขไม่ได้ กรุณาใช้จุดทศนิยมแทนจุลภาค เช่น 98.28 (หมายถึง 98.28 หรือไม่)",
        "แถว 4: เซลล์นี้เป็นวันที่",
        "แถว 5: ไม่รู้จักรหัส “x” กรุณาใช้ i1 e1 o1 indicator-1 ถึง indicator-10 IIT EIT EIT-1 EIT-2 OIT หรือ total",
    ]
    assert reading.remarks == ()


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("e1 ส่วนที่ 2", ("e1", 2)),
        ("E1-๒", ("e1", 2)),
        ("ข้อ e1/2", ("e1", 2)),
        ("EIT ส่วนที่ 2", "EIT-2"),
        ("EIT-2", "EIT-2"),
        ("ตัวชี้วัดที่ 2", "indicator-2"),
        ("indicator-2", "indicator-2"),
        ("i-2", ("i2", None)),
    ],
)
def test_figures_read_takes_a_part_that_is_written_beside_its_code(code: str, place: Place) -> None:
    reading = figures_read([row(code, "90")], SPEC)

    assert (reading.figures, reading.faults) == ({place: Decimal(90)}, ())


@pytest.mark.parametrize(
    ("code", "score", "words"),
    [
        (
            "i" * 5_000,
            "90",
            f"ไม่รู้จักรหัส “{'i' * 30}…” กรุณาใช้ i1 e1 o1 indicator-1 ถึง indicator-10 IIT EIT EIT-1 EIT-2 OIT หรือ total",
        ),
        ("i1", "9" * 5_000, f"อ่าน “{'9' * 30}…” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28"),
    ],
)
def test_figures_read_of_an_endless_text_is_a_short_sentence(code: str, score: str, words: str) -> None:
    reading = figures_read([row(code, score)], SPEC)

    assert reading.faults == (Fault("แถว 1", words),)
