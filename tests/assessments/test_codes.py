"""Codes as people write them: every spelling leads to one place, every wrong one to a sentence."""

from decimal import Decimal

import pytest

from assessments.codes import (
    MAX_CELL_LETTERS,
    CodeError,
    Place,
    is_code,
    place_name,
    place_read,
    quoted,
    score_checked,
    score_read,
    value_checked,
)
from tests.factories import framework_data
from thaitext.numbers import UnreadableNumber

SPEC = framework_data(2566).spec


@pytest.mark.parametrize(
    ("code", "part", "place"),
    [
        *(
            (code, "", ("i1", None))
            for code in ("i1", "I1", "i๑", "ข้อ i1", "ข้อi1", "ข้อ I๑", " i1 ", "i 1", "i-1", "i01")
        ),
        *(
            (code, "", ("o1", None))
            for code in ("o1", "O1", "01", "๐1", "๐๑", "o๑", "0๑", "ข้อ o1", "ข้อ ๐๑", "o-1", "o01")
        ),
        *((code, "", ("o10", None)) for code in ("o10", "010", "๐๑๐", "O๑๐")),
        ("o43", "", ("o43", None)),
        *(("e10", part, ("e10", 1)) for part in ("1", "๑", " 1 ", "ส่วนที่ 1", "ส่วนที่๑")),
        *((code, part, ("e10", 2)) for code in ("e10", "E๑๐", "ข้อ e10") for part in ("2", "๒")),
        ("i1\u200b", "\ufeff", ("i1", None)),
        *(
            (code, "", "indicator-7")
            for code in (
                "indicator-7", "Indicator-7", "INDICATOR 7", "indicator7", "indicator_7", "indicator-๗", "indicator-07",
                "ind7", "ind-7", "ตัวชี้วัดที่ 7", "ตัวชี้วัดที่๗", "ตัวชี้วัด 7",
            )
        ),
        ("indicator-10", "", "indicator-10"),
        *((code, "", code.upper()) for code in ("IIT", "iit", "EIT", "Eit", "OIT")),
        *((code, "", "EIT-1") for code in ("EIT-1", "eit-1", "EIT 1", "EIT_1", "EIT1", "EIT-๑")),
        ("EIT", "1", "EIT-1"),
        ("EIT", "๒", "EIT-2"),
        ("EIT-2", "2", "EIT-2"),
        *((code, "", "EIT-2") for code in ("EIT ส่วนที่ 2", "EIT/๒", "eit ส่วนที่2")),
        *((code, "", ("e10", 2)) for code in ("e10-2", "E๑๐-๒", "ข้อ e10/2", "e10 ส่วนที่ 2", "e-10-2")),
        ("e10-2", "ส่วนที่ 2", ("e10", 2)),
        *((code, "", "total") for code in ("total", "Total", "TOTAL", "รวม", "คะแนนรวม", "ภาพรวม")),
    ],
)  # fmt: skip
def test_place_read_takes_every_spelling(code: str, part: str, place: Place) -> None:
    assert place_read(code, part, SPEC) == place


@pytest.mark.parametrize(
    ("code", "part", "sentence"),
    [
        *(
            (
                code,
                "",
                f"ไม่รู้จักรหัส “{shown}” กรุณาใช้ i1 e1 o1 indicator-1 ถึง indicator-10 IIT EIT EIT-1 EIT-2 OIT หรือ total",
            )
            for code, shown in [
                ("x1", "x1"), ("i", "i"), ("i0", "i0"), ("i1.5", "i1.5"), ("10", "10"), ("๑๐", "10"),
                ("i1 i2", "i1 i2"), ("indicator", "indicator"), ("indicator-0", "indicator-0"), ("=i1", "=i1"),
                ("EIT-12", "EIT-12"), ("e1 2", "e1 2"), ("e1-12", "e1-12"), ("İIT", "İIT"),
                ("indicator-" + "9" * 5000, "indicator-" + "9" * 20 + "…"),
            ]
        ),
        ("i31", "", "กรอบการประเมินปี 2566 ไม่มีข้อ i31 (มี i1–i30) กรุณาตรวจสอบรหัส"),
        ("e16", "1", "กรอบการประเมินปี 2566 ไม่มีข้อ e16 (มี e1–e15) กรุณาตรวจสอบรหัส"),
        ("๐๔๔", "", "กรอบการประเมินปี 2566 ไม่มีข้อ o44 (มี o1–o43) กรุณาตรวจสอบรหัส"),
        ("indicator-11", "", "กรอบการประเมินปี 2566 ไม่มีตัวชี้วัดที่ 11 กรุณาใช้ 1 ถึง 10"),
        ("i1", "1", "ข้อ i1 ไม่มีส่วนที่ 1 (แบบวัดนี้ไม่แบ่งส่วน กรุณาเว้นว่าง)"),
        ("o1", "2", "ข้อ o1 ไม่มีส่วนที่ 2 (แบบวัดนี้ไม่แบ่งส่วน กรุณาเว้นว่าง)"),
        ("e1", "", "ข้อ e1 ของแบบวัด EIT ต้องระบุส่วนที่ 1 หรือ 2"),
        ("e1", "3", "ข้อ e1 ไม่มีส่วนที่ 3 (ระบุได้เฉพาะส่วนที่ 1 หรือ 2)"),
        ("e1", "0", "ข้อ e1 ไม่มีส่วนที่ 0 (ระบุได้เฉพาะส่วนที่ 1 หรือ 2)"),
        ("e1", "x", "ส่วนที่ “x” ใช้ไม่ได้ กรุณาระบุ 1 หรือ 2 หรือเว้นว่าง"),
        ("e1", "-1", "ส่วนที่ “-1” ใช้ไม่ได้ กรุณาระบุ 1 หรือ 2 หรือเว้นว่าง"),
        ("IIT", "1", "แบบวัด IIT ไม่มีส่วนที่ 1 ในปี 2566 กรุณาเว้นว่าง"),
        ("OIT-1", "", "แบบวัด OIT ไม่มีส่วนที่ 1 ในปี 2566 กรุณาเว้นว่าง"),
        ("EIT-3", "", "แบบวัด EIT ไม่มีส่วนที่ 3 ในปี 2566 กรุณาเว้นว่าง"),
        ("e" + "0" * 90 + "1-1", "2", f"รหัส e{'0' * 29}… กับส่วนที่ 2 ไม่ตรงกัน กรุณาเว้นช่องส่วนที่ให้ว่าง"),
        ("e1", "9" * 5000, f"ส่วนที่ “{'9' * 30}…” ใช้ไม่ได้ กรุณาระบุ 1 หรือ 2 หรือเว้นว่าง"),
        ("EIT-1", "2", "รหัส EIT-1 กับส่วนที่ 2 ไม่ตรงกัน กรุณาเว้นช่องส่วนที่ให้ว่าง"),
        ("e10 ส่วนที่ ๑", "2", "รหัส e10 ส่วนที่ 1 กับส่วนที่ 2 ไม่ตรงกัน กรุณาเว้นช่องส่วนที่ให้ว่าง"),
        ("i1-2", "", "ข้อ i1 ไม่มีส่วนที่ 2 (แบบวัดนี้ไม่แบ่งส่วน กรุณาเว้นว่าง)"),
        ("indicator-6-1", "", "ตัวชี้วัดที่ 6 ไม่แบ่งส่วน กรุณาเว้นช่องส่วนที่ให้ว่าง"),
        ("indicator-6", "1", "ตัวชี้วัดที่ 6 ไม่แบ่งส่วน กรุณาเว้นช่องส่วนที่ให้ว่าง"),
        ("total", "1", "คะแนนรวม ไม่แบ่งส่วน กรุณาเว้นช่องส่วนที่ให้ว่าง"),
    ],
)  # fmt: skip
def test_place_read_refuses_the_rest_in_a_sentence(code: str, part: str, sentence: str) -> None:
    with pytest.raises(CodeError) as caught:
        place_read(code, part, SPEC)

    assert str(caught.value) == sentence


def test_place_read_of_a_year_without_questions_says_so() -> None:
    spec = framework_data(2565).spec

    with pytest.raises(CodeError) as question:
        place_read("i1", "", spec)
    with pytest.raises(CodeError) as part:
        place_read("EIT-1", "", spec)

    assert (
        str(question.value)
        == "กรอบการประเมินปี 2565 ไม่มีข้อ i1 (กรอบการประเมินปีนี้ไม่มีข้อคำถามของแบบวัดนี้) กรุณากรอกเฉพาะคะแนนทางการ"
    )
    assert str(part.value) == "แบบวัด EIT ไม่มีส่วนที่ 1 ในปี 2565 กรุณาเว้นว่าง"
    assert place_read("indicator-1", "", spec) == "indicator-1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, True) for text in ("i1", " ข้อ I๙๙ ", "๐1", "e1-2", "EIT ส่วนที่ 1", "ตัวชี้วัดที่ 20", "คะแนนรวม")),
        *((text, False) for text in ("", "1", "97.82", "i", "i1 i2", "i1.5", "รหัส", "IIT การรับรู้")),
        ("i" + "0" * 99 + "1", False),
    ],
)
def test_is_code_of_whatever_year(text: str, expected: bool) -> None:
    assert is_code(text) is expected


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (("i1", None), "ข้อ i1"),
        (("e10", 2), "ข้อ e10 ส่วนที่ 2"),
        ("indicator-7", "ตัวชี้วัดที่ 7"),
        ("IIT", "แบบวัด IIT"),
        ("EIT-2", "แบบวัด EIT ส่วนที่ 2"),
        ("total", "คะแนนรวม"),
    ],
)
def test_place_name_says_a_place_in_thai(place: Place, name: str) -> None:
    assert place_name(place) == name


@pytest.mark.parametrize(
    ("place", "score"),
    [
        (("i1", None), "0"),
        (("i1", None), "100"),
        (("e10", 2), "93.215"),
        (("o1", None), "0"),
        (("o1", None), "100.000"),
        ("indicator-10", "98.281"),
        ("EIT-2", "90"),
        ("OIT", "55"),
        ("total", "83.72"),
    ],
)
def test_score_checked_gives_the_score_back(place: Place, score: str) -> None:
    assert score_checked(place, Decimal(score), SPEC) == Decimal(score)


@pytest.mark.parametrize(
    ("place", "score", "sentence"),
    [
        (("i1", None), "-5", "ข้อ i1 ได้ -5 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        ("total", "100.001", "คะแนนรวม ได้ 100.001 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        (("e1", 2), "98.28111", "ข้อ e1 ส่วนที่ 2 ได้ 98.28111 คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง"),
        ("EIT-1", "0.0001", "แบบวัด EIT ส่วนที่ 1 ได้ 0.0001 คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง"),
        (("i1", None), "5." + "1" * 98, f"ข้อ i1 ได้ 5.{'1' * 28}… คะแนน มีทศนิยมเกิน 3 ตำแหน่ง กรุณาปัดเศษให้เหลือ 3 ตำแหน่ง"),
        (("i1", None), "9" * 100, f"ข้อ i1 ได้ {'9' * 30}… คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข"),
        (("o1", None), "55", "ข้อ o1 ได้ 55 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ"),
        (("i31", None), "90", "กรอบการประเมินปี 2566 ไม่มีข้อ i31 กรุณาตรวจสอบรหัส"),
        (("i1", 1), "90", "กรอบการประเมินปี 2566 ไม่มีข้อ i1 ส่วนที่ 1 กรุณาตรวจสอบรหัส"),
        (("e1", None), "90", "กรอบการประเมินปี 2566 ไม่มีข้อ e1 กรุณาตรวจสอบรหัส"),
        ("indicator-11", "90", "กรอบการประเมินปี 2566 ไม่มีตัวชี้วัดที่ 11 กรุณาตรวจสอบรหัส"),
        ("OIT-1", "90", "กรอบการประเมินปี 2566 ไม่มีแบบวัด OIT ส่วนที่ 1 กรุณาตรวจสอบรหัส"),
    ],
)
def test_score_checked_refuses_what_cannot_be_stored(place: Place, score: str, sentence: str) -> None:
    with pytest.raises(CodeError) as caught:
        score_checked(place, Decimal(score), SPEC)

    assert str(caught.value) == sentence


def test_score_checked_of_a_year_that_is_not_scoreable_takes_official_figures_alone() -> None:
    spec = framework_data(2569).spec

    with pytest.raises(CodeError) as caught:
        score_checked(("o1", None), Decimal(100), spec)

    assert str(caught.value) == "ข้อ o1: กรอบการประเมินปี 2569 ยังคำนวณคะแนนไม่ได้ กรุณากรอกเฉพาะคะแนนทางการ"
    assert score_checked("total", Decimal(95), spec) == 95


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("๙๘.๒๘", "98.28"),
        ("-5", "-5"),
        ("0" * 99 + "5", "5"),
        (" " * 500, None),
        ("-", None),
        ("98.28" + "\u200b" * 90, "98.28"),
    ],
)
def test_score_read_reads_what_fits_a_cell(text: str, score: str | None) -> None:
    assert score_read(text) == (None if score is None else Decimal(score))


@pytest.mark.parametrize(
    "text", ["9" * 300_000, "0." + "1" * 300_000, "x" * 300_000, "9" * (MAX_CELL_LETTERS + 1), "1" * 31 + "x"]
)
def test_score_read_refuses_an_endless_text_before_it_is_a_number(text: str) -> None:
    with pytest.raises(UnreadableNumber) as caught:
        score_read(text)

    assert str(caught.value) == f"อ่าน “{text[:30]}…” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 98.28"


def test_score_read_says_what_was_probably_meant() -> None:
    with pytest.raises(UnreadableNumber) as caught:
        score_read("98,28")

    assert caught.value.suggestion == "98.28"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("i1", "“i1”"),
        ("ก" * 30, f"“{'ก' * 30}”"),
        ("ก" * 31, f"“{'ก' * 30}…”"),
        (" ก\u200b ", "“ก”"),
        ("ก" * 300_000, f"“{'ก' * 30}…”"),
    ],
)
def test_quoted_repeats_thirty_letters_at_most(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_value_checked_asks_for_all_or_nothing_where_it_is_told_to() -> None:
    with pytest.raises(CodeError) as caught:
        value_checked("ข้อ o1", Decimal("99.999"), all_or_nothing=True)

    assert str(caught.value) == "ข้อ o1 ได้ 99.999 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ"
    assert value_checked("ข้อ i1", Decimal("99.999"), all_or_nothing=False) == Decimal("99.999")
