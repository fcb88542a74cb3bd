"""`import_scores`: a file goes in whole, or not at all with every fault."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.core.management import CommandError, call_command

from assessments.models import Assessment, OfficialFigure, Score
from tests.assessments.workbooks import books, opened, saved
from tests.factories import assessment, csv_file, framework, municipality

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "คะแนน 2568.csv"


def imported(path: Path, *, slug: str = "ban-suan", fiscal_year: int = 2568) -> str:
    output = io.StringIO()
    call_command("import_scores", path, municipality=slug, fiscal_year=fiscal_year, stdout=output)
    return output.getvalue()


def test_import_scores_says_what_it_did_and_again_changes_nothing(path: Path) -> None:
    municipality()
    framework(2568)
    path.write_bytes(csv_file("ข้อ i๑,,๙๗.๘๒", "e1,1,88", "e1,2,79", "indicator-1,,98.28", "i2,,", encoding="cp874"))

    first = imported(path)
    entries = LogEntry.objects.count()
    second = imported(path)

    assert first == "เทศบาลเมืองบ้านสวน ปีงบประมาณ 2568: เพิ่ม 4 รายการ แก้ไข 0 รายการ เท่าเดิม 0 รายการ\n"
    assert second == "เทศบาลเมืองบ้านสวน ปีงบประมาณ 2568: เพิ่ม 0 รายการ แก้ไข 0 รายการ เท่าเดิม 4 รายการ\n"
    assert list(Score.objects.order_by("pk").values_list("question__code", "part", "value", "version")) == [
        ("i1", None, Decimal("97.82"), 1),
        ("e1", 1, Decimal(88), 1),
        ("e1", 2, Decimal(79), 1),
    ]
    assert OfficialFigure.objects.get().value == Decimal("98.28")
    assert LogEntry.objects.count() == entries


def test_import_scores_stores_nothing_of_a_file_with_faults(path: Path) -> None:
    municipality()
    framework(2568)
    path.write_bytes(csv_file("i1,,97.82", "i2,,101", "i1,,97"))

    with pytest.raises(CommandError) as caught:
        imported(path)

    assert str(caught.value).splitlines() == [
        "แถว 3: ข้อ i2 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข",
        "แถว 4: ข้อ i1 ซ้ำกับแถว 2 กรุณาเหลือไว้แห่งเดียว",
    ]
    assert caught.value.returncode == 1
    assert not Assessment.objects.exists()
    assert not LogEntry.objects.get_for_model(Score).exists()


def test_import_scores_names_a_municipality_a_year_or_a_file_that_is_not_there(path: Path) -> None:
    municipality()
    framework(2568)
    sentences = []

    for written, slug, fiscal_year in ((True, "ban-sua", 2568), (True, "ban-suan", 2570), (False, "ban-suan", 2568)):
        path.write_bytes(csv_file("i1,,97.82")) if written else path.unlink()
        with pytest.raises(CommandError) as caught:
            imported(path, slug=slug, fiscal_year=fiscal_year)
        sentences.append(str(caught.value))

    assert sentences == [
        "ไม่พบหน่วยงาน “ban-sua” กรุณาตรวจสอบชื่อ หรือสร้างด้วยคำสั่ง create_municipality",
        "ไม่มีกรอบการประเมินของปีงบประมาณ 2570 (มีกรอบของปี 2568–2568) กรุณาตรวจสอบปี พ.ศ.",
        f"เปิดไฟล์ {path} ไม่ได้ (No such file or directory) กรุณาตรวจสอบชื่อไฟล์",
    ]
    assert not Assessment.objects.exists()


def test_import_scores_of_a_folder_says_so(tmp_path: Path) -> None:
    municipality()
    framework(2568)

    with pytest.raises(CommandError) as caught:
        imported(tmp_path)

    assert str(caught.value) == f"เปิดไฟล์ {tmp_path} ไม่ได้ (Is a directory) กรุณาตรวจสอบชื่อไฟล์"


def test_import_scores_takes_the_years_workbook_and_says_what_a_person_should_know(tmp_path: Path) -> None:
    assessment(municipality(), 2568, {"i1": "97.82", "i2": "90"})
    path = tmp_path / "แบบกรอก.xlsx"
    call_command("export_scores", municipality="ban-suan", fiscal_year=2568, output=path, stdout=io.StringIO())
    workbook = opened(path.read_bytes())
    workbook["IIT"]["C7"] = "๙๑"
    workbook["IIT"]["C8"] = 92.5
    workbook.create_sheet("บันทึก")["A1"] = "ตรวจแล้ว"
    path.write_bytes(saved(workbook))

    said = imported(path)

    assert said.splitlines() == [
        "ข้อสังเกต แผ่นงาน บันทึก: ไม่ได้อ่าน เพราะไม่พบหัวคอลัมน์ รหัส และคะแนน",
        "เทศบาลเมืองบ้านสวน ปีงบประมาณ 2568: เพิ่ม 1 รายการ แก้ไข 1 รายการ เท่าเดิม 1 รายการ",
    ]
    assert dict(Score.objects.values_list("question__code", "value")) == {
        "i1": Decimal("97.82"), "i2": Decimal(91), "i3": Decimal("92.5"),
    }  # fmt: skip


def test_import_scores_stores_nothing_of_a_workbook_with_faults(tmp_path: Path) -> None:
    municipality()
    framework(2568)
    path = tmp_path / "แบบกรอก.xlsx"
    path.write_bytes(books({"IIT": [("รหัส", "คะแนน"), ("i1", 90), ("i2", 101)], "OIT": [("o1", 50)]}))

    with pytest.raises(CommandError) as caught:
        imported(path)

    assert str(caught.value).splitlines() == [
        "แผ่นงาน IIT เซลล์ B3: ข้อ i2 ได้ 101 คะแนน แต่คะแนนต้องอยู่ระหว่าง 0 ถึง 100 กรุณาแก้ไข",
        "แผ่นงาน OIT เซลล์ B1: ข้อ o1 ได้ 50 คะแนน แต่ข้อ OIT มีได้เฉพาะ 0 หรือ 100 กรุณาตรวจสอบ",
    ]
    assert not Assessment.objects.exists()
