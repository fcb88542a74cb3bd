"""The year's own workbook, filled in and brought back: read as it was meant, and refused for anything else."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from accounts.models import Municipality
from assessments.exporters.score_xlsx import score_workbook
from assessments.queries import ScoreSheet, score_sheet_get
from tests.assessments.workbooks import BAN_SUAN, opened, read, refused, replaced, saved, view, with_parts
from tests.factories import YEARS, assessment, every_score, framework, municipality

pytestmark = pytest.mark.django_db

PHON_PHISAI = Municipality(slug="phon-phisai", name="เทศบาลตำบลโพนพิสัย")
I1 = {("i1", None): Decimal("97.82")}


def sheet_of(fiscal_year: int, scores: dict[str, str] | None = None) -> ScoreSheet:
    """The sheet of ban-suan's year in the database, with some scores."""
    place = municipality()
    framework(fiscal_year)
    if scores:
        assessment(place, fiscal_year, scores)
    return score_sheet_get(place, fiscal_year)


def cells_of(worksheet: Worksheet) -> dict[str, str]:
    """Where each code of a template's sheet stands: its first cell of a score."""
    return {str(row[0].value): row[2].coordinate for row in worksheet.iter_rows() if row[0].value}


def test_template_filled_in_is_read() -> None:
    book_ = opened(score_workbook(sheet_of(2568, {"i1": "90", "i2": "80"})))
    iit, eit = book_["IIT"], book_["EIT"]
    iit[cells_of(iit)["i1"]] = 97.82
    iit[cells_of(iit)["i2"]] = None
    iit[cells_of(iit)["i3"]] = "-"
    eit[cells_of(eit)["e1"]] = "๘๘.๕"
    eit["D6"] = 79
    book_["คะแนนทางการ"]["C6"] = 98.125

    reading = read(saved(book_))

    assert reading.figures == I1 | {
        ("i3", None): None, ("e1", 1): Decimal("88.5"), ("e1", 2): Decimal(79), "indicator-1": Decimal("98.125"),
    }  # fmt: skip
    assert reading.wheres["e1", 2] == "แผ่นงาน EIT เซลล์ D6"
    assert (reading.faults, reading.remarks) == ((), ())


@pytest.mark.parametrize(
    ("fiscal_year", "place", "version", "sentence"),
    [
        (
            2567, BAN_SUAN, None,
            "แบบกรอกนี้เป็นของปีงบประมาณ 2568 แต่กำลังนำเข้าปีงบประมาณ 2567 กรุณาเลือกปีให้ตรงกับแบบกรอก",
        ),
        (
            2568, PHON_PHISAI, None,
            "แบบกรอกนี้เป็นของหน่วยงาน ban-suan ไม่ใช่ของเทศบาลตำบลโพนพิสัย กรุณาดาวน์โหลดแบบกรอกของหน่วยงานนี้",
        ),
        (
            2568, BAN_SUAN, "0123456789ab",
            "กรอบการประเมินปี 2568 แก้ไขแล้วหลังจากจัดทำแบบกรอกนี้ กรุณาดาวน์โหลดแบบกรอกใหม่ แล้วคัดลอกคะแนนไปกรอก",
        ),
    ],
    ids=["another year", "another municipality", "another version"],
)  # fmt: skip
def test_template_of_something_else_is_refused(
    fiscal_year: int, place: Municipality, version: str | None, sentence: str
) -> None:
    raw = score_workbook(sheet_of(2568, {"i1": "90"}))
    own = view(2568).framework.source_hash[:12]
    raw = with_parts(raw, {"xl/worksheets/sheet1.xml": replaced(own, version or own)})

    assert refused(raw, fiscal_year=fiscal_year, municipality=place) == sentence


@pytest.mark.parametrize("name", ["IIT", "EIT", "OIT", "คะแนนทางการ"])
def test_sheet_copied_out_of_a_template_still_belongs_to_its_year(name: str) -> None:
    book_ = opened(score_workbook(sheet_of(2568, {"i1": "97.82", "e1/2": "79", "o1": "100", "total": "95"})))
    for other in set(book_.sheetnames) - {name}:
        del book_[other]
    raw = saved(book_)

    reading = read(raw)

    assert (len(reading.figures), reading.faults, reading.remarks) == (1, (), ())
    assert refused(raw, fiscal_year=2567).startswith("แบบกรอกนี้เป็นของปีงบประมาณ 2568 แต่กำลังนำเข้าปีงบประมาณ 2567")
    assert refused(raw, municipality=PHON_PHISAI).startswith("แบบกรอกนี้เป็นของหน่วยงาน ban-suan")


def test_sheet_of_another_year_in_this_years_template_is_refused() -> None:
    place = municipality()
    framework(2568)
    assessment(place, 2567, {"i1": "90"})
    old = opened(score_workbook(score_sheet_get(place, 2567)))["IIT"]
    book_ = opened(score_workbook(score_sheet_get(place, 2568)))
    copied = book_.create_sheet("IIT (2)")
    for row in old.iter_rows():
        for cell in row:
            copied[cell.coordinate].value = cell.value

    assert refused(saved(book_)).startswith("แบบกรอกนี้เป็นของปีงบประมาณ 2567 แต่กำลังนำเข้าปีงบประมาณ 2568")


def test_sheet_of_a_template_saved_as_csv_is_read_and_belongs_to_its_year() -> None:
    sheet = opened(score_workbook(sheet_of(2568, {"e1/1": "88.5", "e1/2": "79"})))["EIT"]
    file = io.StringIO()
    csv.writer(file).writerows(sheet.values)
    raw = file.getvalue().encode("utf-8-sig")

    reading = read(raw)

    assert reading.figures == {("e1", 1): Decimal("88.5"), ("e1", 2): Decimal(79)}
    assert reading.wheres["e1", 2] == "แถว 6 คอลัมน์ D"
    assert (reading.faults, reading.remarks) == ((), ())
    assert refused(raw, fiscal_year=2567).startswith("แบบกรอกนี้เป็นของปีงบประมาณ 2568")


def sheet_with(sheet: ScoreSheet, values: dict[str, Decimal]) -> ScoreSheet:
    cells = {key: replace(cell, value=values.get(key)) for key, cell in sheet.cells.items()}
    return replace(sheet, cells=cells)


SCORES = st.decimals(0, 100, places=3) | st.decimals(0, 100, places=2) | st.sampled_from([Decimal(0), Decimal(100)])


@pytest.mark.parametrize("fiscal_year", YEARS)
def test_exported_figures_import_back_unchanged(fiscal_year: int) -> None:
    """Any figures of any year, some missing, up to three decimals; questions only where they can be scored."""
    sheet = sheet_of(fiscal_year)
    spec = sheet.framework.spec
    items = {key for key in sheet.cells if key.startswith("o")}
    keys = [key for key, cell in sheet.cells.items() if spec.scoreable or isinstance(cell.place, str)]

    @settings(max_examples=12, deadline=None)
    @given(st.fixed_dictionaries({}, optional=dict.fromkeys(keys, SCORES)), st.sampled_from([0, 100]))
    def holds(drawn: dict[str, Decimal], item: int) -> None:
        values = {key: Decimal(item) if key in items else value for key, value in drawn.items()}
        if values:
            reading = read(score_workbook(sheet_with(sheet, values)), fiscal_year=fiscal_year)
            assert reading.figures == {sheet.cells[key].place: value for key, value in values.items()}
            assert (reading.faults, reading.remarks) == ((), ())

    holds()


def test_exported_full_year_imports_back_unchanged() -> None:
    place = municipality()
    scores = every_score(framework(2566).spec, "97.125")
    sheet = sheet_with(score_sheet_get(place, 2566), {})
    cells = {key: replace(cell, value=scores.get(cell.place, Decimal("93.215"))) for key, cell in sheet.cells.items()}

    reading = read(score_workbook(replace(sheet, cells=cells)), fiscal_year=2566)

    assert reading.figures == {cell.place: cell.value for cell in cells.values()}
    assert (reading.faults, reading.remarks) == ((), ())
