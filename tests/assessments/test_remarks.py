"""The drafting rules of remarks, one by one, with questions made by hand."""

from decimal import Decimal

import pytest

from assessments.remarks import Asked, Remark, Side, remark

TOWN = "เทศบาลเมืองบ้านสวน"
KEEP = "จึงควรรักษามาตรฐานการดำเนินงานไว้และพัฒนาอย่างต่อเนื่อง"
FAULTS = "มีข้อบกพร่องซึ่งควรแก้ไขและปรับปรุง ดังนี้"


def asked(code: str, *scores: str | None) -> Asked:
    """A question with its score, or one score a part; "i1" finds fault in "งาน 1" and asks for "แก้ 1"."""
    values = [None if score is None else Decimal(score) for score in scores]
    parts = range(1, len(values) + 1) if len(values) > 1 else (None,)
    return Asked(code, f"คำถาม {code}", f"งาน {code[1:]} ยังช้า", f"แก้ {code[1:]}", dict(zip(parts, values, strict=True)))


def drafted(*questions: Asked, instrument: str = "IIT") -> Remark:
    return remark(instrument=instrument, questions=questions, municipality=TOWN)


@pytest.mark.parametrize(
    ("scores", "side"),
    [
        (("85",), Side.KEPT),
        (("84.995",), Side.KEPT),
        (("84.994",), Side.WEAK),
        (("0",), Side.WEAK),
        ((None,), Side.UNKNOWN),
        (("85", "100"), Side.KEPT),
        (("100", "84.99"), Side.WEAK),
        (("85", None), Side.KEPT),
        ((None, "10"), Side.WEAK),
        ((None, None), Side.UNKNOWN),
    ],
)
def test_side_is_by_published_scores_of_every_part(scores: tuple[str | None, ...], side: Side) -> None:
    question = asked("e1", *scores)

    assert question.side is side


def test_questions_that_all_pass_are_kept_in_one_sentence() -> None:
    said = drafted(asked("i1", "85"), asked("i2", "100"))

    assert said == Remark(kept=f"ทุกข้อผ่านเกณฑ์ 85 คะแนน {KEEP}")


def test_only_question_is_called_by_its_code() -> None:
    kept, weak = drafted(asked("i1", "85")), drafted(asked("i1", "20"))

    assert kept == Remark(kept=f"ข้อ i1 ผ่านเกณฑ์ 85 คะแนน {KEEP}")
    assert weak == Remark(weak="ข้อ i1 ต่ำกว่าเกณฑ์ 85 คะแนน โดยยังมีเจ้าหน้าที่เห็นว่า งาน 1 ยังช้า จึงเห็นควรแก้ 1")


def test_questions_that_all_fall_short_each_get_a_line() -> None:
    said = drafted(asked("i1", "84.99"), asked("i2", "0"))

    assert said == Remark(
        weak=f"ทุกข้อต่ำกว่าเกณฑ์ 85 คะแนน โดยยังมีเจ้าหน้าที่เห็นว่า{FAULTS}",
        points=("ข้อ i1 งาน 1 ยังช้า จึงเห็นควรแก้ 1", "ข้อ i2 งาน 2 ยังช้า จึงเห็นควรแก้ 2"),
    )


def test_questions_on_both_sides_are_named_on_theirs() -> None:
    said = drafted(asked("i7", "63.49"), asked("i8", "52.98"), asked("i9", "83.75"), asked("i10", "94.57"))

    assert said.kept == f"ข้อ i10 ผ่านเกณฑ์ 85 คะแนน {KEEP}"
    assert said.weak == f"ข้อ i7 i8 และ i9 ต่ำกว่าเกณฑ์ 85 คะแนน โดยยังมีเจ้าหน้าที่เห็นว่า{FAULTS}"
    assert [point.partition(" งาน")[0] for point in said.points] == ["ข้อ i7", "ข้อ i8", "ข้อ i9"]
    assert said.missing == ""


def test_single_weak_point_is_told_in_the_sentence() -> None:
    said = drafted(asked("e1", "90", "91"), asked("e4", "83.97", "90"), instrument="EIT")

    assert said == Remark(
        kept=f"ข้อ e1 ผ่านเกณฑ์ 85 คะแนน {KEEP}",
        weak="ข้อ e4 ส่วนที่ 1 ต่ำกว่าเกณฑ์ 85 คะแนน โดยยังมีผู้รับบริการเห็นว่า งาน 4 ยังช้า จึงเห็นควรแก้ 4",
    )


def test_items_of_disclosure_are_the_municipalitys_own_faults() -> None:
    one = drafted(asked("o34", "100"), asked("o35", "0"), instrument="OIT")
    all_of_them = drafted(asked("o42", "0"), asked("o43", "0"), instrument="OIT")

    assert one.weak == f"ข้อ o35 ต่ำกว่าเกณฑ์ 85 คะแนน เนื่องจาก{TOWN} งาน 35 ยังช้า จึงเห็นควรแก้ 35"
    assert all_of_them.weak == f"ทุกข้อต่ำกว่าเกณฑ์ 85 คะแนน เนื่องจาก{TOWN}{FAULTS}"


def test_parts_are_named_where_they_stand_apart() -> None:
    said = drafted(
        asked("e1", "92", None),
        asked("e2", "89", None),
        asked("e4", "83", None),
        asked("e11", "87", "63"),
        asked("e12", "87", "59"),
        asked("e13", "60", "70"),
        instrument="EIT",
    )

    assert said.kept.startswith("ข้อ e1 และ e2 ส่วนที่ 1 ผ่านเกณฑ์")
    assert said.weak.startswith("ข้อ e4 ส่วนที่ 1 ข้อ e11 และ e12 ส่วนที่ 2 และข้อ e13 ต่ำกว่าเกณฑ์")
    assert said.missing == "ยังไม่มีผลคะแนนของข้อ e1 e2 และ e4 ส่วนที่ 2 จึงยังวิเคราะห์ไม่ได้"


def test_missing_score_is_never_a_weak_point() -> None:
    said = drafted(asked("i1", "90"), asked("i2", None))

    assert said == Remark(kept=f"ข้อ i1 ผ่านเกณฑ์ 85 คะแนน {KEEP}", missing="ยังไม่มีผลคะแนนของข้อ i2 จึงยังวิเคราะห์ไม่ได้")


def test_instrument_without_any_score_says_so_once() -> None:
    said = drafted(asked("e1", None, None), asked("e2", None, None), instrument="EIT")

    assert said == Remark(missing="ยังไม่มีผลคะแนนของข้อคำถามในแบบวัดนี้ จึงยังวิเคราะห์ไม่ได้")


def test_question_without_clauses_says_what_it_asks() -> None:
    bare = Asked("o5", "ข้อมูลการติดต่อ", "", "", {None: Decimal(0)})

    said = drafted(bare, instrument="OIT")

    assert said.weak == (
        f"ข้อ o5 ต่ำกว่าเกณฑ์ 85 คะแนน เนื่องจาก{TOWN} ยังไม่เป็นไปตามที่ประเมินในเรื่อง “ข้อมูลการติดต่อ” จึงเห็นควรตรวจสอบและแก้ไขให้ครบถ้วน"
    )


def test_no_questions_have_no_remark() -> None:
    assert drafted() == Remark()
