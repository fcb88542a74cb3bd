"""The year's workbook to fill in, as the program makes it and as `export_scores` writes it."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assessments.exporters.score_xlsx import score_workbook
from assessments.queries import score_sheet_get
from tests.assessments.workbooks import opened
from tests.factories import YEARS, assessment, framework, municipality

pytestmark = pytest.mark.django_db


def exported(
    fiscal_year: int = 2568, *, before: dict[str, str] | None = None, scores: dict[str, str] | None = None
) -> Workbook:
    """The workbook of ban-suan's year, opened; `before` are last year's scores."""
    place = municipality()
    framework(fiscal_year)
    if before:
        assessment(place, fiscal_year - 1, before)
    if scores:
        assessment(place, fiscal_year, scores)
    return opened(score_workbook(score_sheet_get(place, fiscal_year)))


def texts(sheet: Worksheet, *, rows: slice = slice(None)) -> list[tuple[object, ...]]:
    """The values of a sheet row by row, without empty cells at the end."""
    return [tuple(value for value in row if value is not None) for row in list(sheet.values)[rows]]


def open_cells(sheet: Worksheet) -> list[str]:
    return [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked]


@pytest.mark.parametrize("fiscal_year", YEARS)
def test_workbook_has_a_sheet_for_each_instrument_that_can_be_scored(fiscal_year: int) -> None:
    view = framework(fiscal_year)

    workbook = exported(fiscal_year)

    scored = ["IIT", "EIT", "OIT"] if 2566 <= fiscal_year <= 2568 else []
    assert workbook.sheetnames == ["วิธีกรอก", *scored, "คะแนนทางการ"]
    cells = [cell for name in workbook.sheetnames for cell in open_cells(workbook[name])]
    assert len(cells) == len([key for key, place in view.places_by_key.items() if scored or isinstance(place, str)])


def test_first_sheet_says_whose_it_is_and_how_it_is_filled_in() -> None:
    version = framework(2568).framework.source_hash[:12]

    sheet = exported()["วิธีกรอก"]

    assert texts(sheet) == [
        ("แบบกรอกคะแนน ITA ปีงบประมาณ พ.ศ. 2568",),
        ("หน่วยงาน", "เทศบาลเมืองบ้านสวน"),
        ("ปีงบประมาณ", "พ.ศ. 2568"),
        ("รหัสแบบกรอก", f"ita-scores/2568/ban-suan/{version}"),
        ("วิธีกรอก",),
        ("1.", "กรอกเฉพาะช่องสีเหลืองอ่อน รหัสและข้อคำถามล็อกไว้ แก้ไขไม่ได้"),
        ("2.", "คะแนนเป็นตัวเลข 0 ถึง 100 ทศนิยมไม่เกิน 3 ตำแหน่ง ใช้จุดทศนิยม เช่น 98.28"),
        ("3.", "แบบวัด EIT แต่ละข้อมีสองคะแนน คือ ส่วนที่ 1 และส่วนที่ 2"),
        ("4.", "แบบวัด OIT แต่ละข้อได้ 100 หรือ 0 เท่านั้น"),
        ("5.", "แผ่นงาน “คะแนนทางการ” ให้กรอกตามที่ระบบ ITAS ประกาศ ไม่ต้องคำนวณเอง"),
        ("6.", "ช่องที่เว้นว่างไม่เปลี่ยนคะแนนที่บันทึกไว้ หากต้องการลบคะแนนเดิม ให้ใส่เครื่องหมาย - ในช่องนั้น"),
        ("7.", "บันทึกเป็นไฟล์ .xlsx แล้วนำเข้าในปีงบประมาณเดียวกัน ระบบจะแสดงรายการให้ตรวจสอบก่อนบันทึก"),
    ]
    assert open_cells(sheet) == []


def test_year_that_is_not_scoreable_says_so_on_the_first_sheet() -> None:
    note = framework(2569).framework.note

    rows = texts(exported(2569)["วิธีกรอก"])

    assert ("หมายเหตุ", note) in rows


def test_rows_stand_under_their_indicators_with_stored_figures_in_place() -> None:
    workbook = exported(scores={"i2": "97.82", "e1/2": "66.7", "o5": "0", "indicator-8": "93.215"})

    iit, eit, oit, official = (workbook[name] for name in ("IIT", "EIT", "OIT", "คะแนนทางการ"))
    mark = f"ita-scores/2568/ban-suan/{framework(2568).framework.source_hash[:12]}"
    assert texts(iit, rows=slice(3, 8)) == [
        ("รหัส", "ข้อคำถาม", "คะแนน", mark),
        ("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่",),
        ("i1", framework(2568).questions["i1"].text),
        ("i2", framework(2568).questions["i2"].text, 97.82),
        ("i3", framework(2568).questions["i3"].text),
    ]
    assert texts(eit, rows=slice(3, 5)) == [
        ("รหัส", "ข้อคำถาม", "คะแนน\nส่วนที่ 1", "คะแนน\nส่วนที่ 2", mark),
        ("ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน",),
    ]
    assert (eit["A6"].value, eit["C6"].value, eit["D6"].value) == ("e1", None, 66.7)
    assert [row[0] for row in texts(oit, rows=slice(3, 12))] == [
        "รหัส", "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล", "9.1 ข้อมูลพื้นฐาน", "o1", "o2", "o3", "o4", "9.2 การบริหารงาน", "o5",
    ]  # fmt: skip
    assert oit["C12"].value == 0
    assert [row[0] for row in texts(official, rows=slice(3, None))] == [
        "รหัส", "ตัวชี้วัด", *(f"ตัวชี้วัดที่ {number}" for number in range(1, 11)),
        "แบบวัดและคะแนนรวม", "IIT", "EIT", "EIT-1", "EIT-2", "OIT", "คะแนนรวม",
    ]  # fmt: skip
    assert (official["A13"].value, official["C13"].value) == ("ตัวชี้วัดที่ 8", 93.215)


def test_last_years_figures_stand_beside_where_the_question_is_the_same() -> None:
    before = {"i1": "90", "e1/1": "80.5", "e1/2": "70", "indicator-1": "91", "total": "92.125"}

    workbook = exported(before=before, scores={"i1": "95"})

    iit, eit, official = workbook["IIT"], workbook["EIT"], workbook["คะแนนทางการ"]
    assert [cell.value for cell in iit[4]][:-1] == ["รหัส", "ข้อคำถาม", "คะแนน", "ปีก่อน\n(2567)"]
    assert [(iit[f"C{row}"].value, iit[f"D{row}"].value) for row in (6, 7)] == [(95, 90), (None, "–")]
    assert [cell.value for cell in eit[4]][4:-1] == ["ปีก่อน\nส่วนที่ 1\n(2567)", "ปีก่อน\nส่วนที่ 2\n(2567)"]
    assert [eit["E6"].value, eit["F6"].value] == [80.5, 70]
    assert [official["D6"].value, official["D22"].value] == [91, 92.125]
    assert iit["D6"].protection.locked
    assert len(workbook["OIT"][4]) == 4


@pytest.mark.parametrize(
    ("name", "cell", "kind", "limits", "number_format"),
    [
        ("IIT", "C6", "decimal", ("0", "100"), "0.00#"),
        ("EIT", "D6", "decimal", ("0", "100"), "0.00#"),
        ("OIT", "C7", "list", ('"100,0"', None), "General"),
        ("คะแนนทางการ", "C6", "decimal", ("0", "100"), "0.00#"),
    ],
)
def test_only_cells_of_scores_are_open_and_they_are_checked_as_one_types(
    name: str, cell: str, kind: str, limits: tuple[str, str | None], number_format: str
) -> None:
    sheet = exported()[name]

    (validation,) = sheet.data_validations.dataValidation
    assert sheet.protection.sheet is True
    assert sheet.protection.password is None
    assert {place.coord for place in validation.sqref.ranges} == set(open_cells(sheet))
    assert (validation.type, (validation.formula1, validation.formula2)) == (kind, limits)
    assert (validation.showErrorMessage, validation.showInputMessage, validation.promptTitle) == (True, True, "คะแนน")
    assert (sheet[cell].protection.locked, sheet[cell].number_format) == (False, number_format)
    assert sheet["A6"].protection.locked
    assert sheet["B6"].protection.locked


def test_every_sheet_bears_the_mark_beside_its_heads_and_off_the_printed_page() -> None:
    workbook = exported(before={"i1": "90"})

    marks = {sheet.title: str(sheet.cell(4, sheet.max_column).value) for sheet in workbook.worksheets[1:]}
    assert set(marks) == {"IIT", "EIT", "OIT", "คะแนนทางการ"}
    assert set(marks.values()) == {f"ita-scores/2568/ban-suan/{framework(2568).framework.source_hash[:12]}"}
    assert [workbook[name].print_area for name in ("IIT", "OIT")] == ["'IIT'!$A$1:$D$24", "'OIT'!$A$1:$C$41"]
    assert [workbook[name].max_column for name in ("IIT", "OIT")] == [5, 4]


def test_sheets_are_set_for_print_on_a4_with_their_heads_on_every_page() -> None:
    sheet = exported()["IIT"]

    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.print_area) == ("A5", "$4:$4", "'IIT'!$A$1:$C$24")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet["B6"].font.name == "TH Sarabun New"
    assert sheet["B6"].alignment.wrap_text
    assert all(sheet.row_dimensions[row].height for row in range(1, 25))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_text_that_a_spreadsheet_would_evaluate_is_text(start: str) -> None:
    place = municipality()
    framework(2568)
    place.name = f"{start}HYPERLINK(A1)"

    sheet = opened(score_workbook(score_sheet_get(place, 2568)))["วิธีกรอก"]

    assert sheet["B2"].data_type == "s"
    assert str(sheet["B2"].value).strip()[0] == "'"


def test_same_figures_give_the_same_bytes() -> None:
    place = municipality()
    assessment(place, 2568, {"i1": "90"})

    first = score_workbook(score_sheet_get(place, 2568))

    assert score_workbook(score_sheet_get(place, 2568)) == first


def export(path: Path, *, slug: str = "ban-suan", fiscal_year: int = 2568) -> str:
    output = io.StringIO()
    call_command("export_scores", municipality=slug, fiscal_year=fiscal_year, output=path, stdout=output)
    return output.getvalue()


def test_export_scores_writes_the_workbook_and_says_so(tmp_path: Path) -> None:
    assessment(municipality(), 2568, {"i1": "97.82"})
    path = tmp_path / "แบบกรอก.xlsx"

    said = export(path)

    assert said == f"แบบกรอกคะแนน เทศบาลเมืองบ้านสวน ปีงบประมาณ 2568 → {path} ({path.stat().st_size:,} ไบต์)\n"
    assert opened(path.read_bytes())["IIT"]["C6"].value == 97.82


def test_export_scores_names_what_is_not_there(tmp_path: Path) -> None:
    municipality()
    framework(2568)
    path = tmp_path / "nowhere" / "a.xlsx"
    sentences = []

    for slug, fiscal_year in (("ban-sua", 2568), ("ban-suan", 2570), ("ban-suan", 2568)):
        with pytest.raises(CommandError) as caught:
            export(path, slug=slug, fiscal_year=fiscal_year)
        sentences.append(str(caught.value))

    assert sentences == [
        "ไม่พบหน่วยงาน “ban-sua” กรุณาตรวจสอบชื่อ หรือสร้างด้วยคำสั่ง create_municipality",
        "ไม่มีกรอบการประเมินของปีงบประมาณ 2570 (มีกรอบของปี 2568–2568) กรุณาตรวจสอบปี พ.ศ.",
        f"เขียนไฟล์ {path} ไม่ได้ (No such file or directory) กรุณาตรวจสอบโฟลเดอร์",
    ]
