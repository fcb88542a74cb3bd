"""The calendar as a document (seed 002): what it says, and that every format carries it in both digit systems."""

import io

import openpyxl
import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from reports.content import Cell, Document, Paragraph, Run
from reports.documents.calendar import build, check
from reports.documents.registry import kind_get
from reports.renderers.registry import FORMATS
from tests.factories import framework, municipality
from tests.reports.pdf import joined, pages_by_pdfium
from tests.reports.reading import rows_of, table_of, texts
from thaitext.digits import Digits, turn

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar() -> Document:
    """The calendar of 2569 for a municipality."""
    framework(2569)
    return build(municipality(), 2569)


def bold(cell: Cell) -> list[bool]:
    """Whether each run of a cell is bold."""
    return [
        part.bold
        for block in cell.blocks
        if isinstance(block, Paragraph)
        for part in block.text
        if isinstance(part, Run)
    ]


def test_calendar_has_every_step_with_its_days_in_words(calendar: Document) -> None:
    """Days, actors and closings as seed 002 prints them, its years mended to 2569."""
    rows = rows_of(table_of(calendar.sections[0]))

    assert len(rows) == 12
    assert rows[0] == [
        "1",
        "2 - 31 มีนาคม 2569",
        "การลงทะเบียนเข้าสู่ระบบ ITAS\n(หน้าที่ของหน่วยงาน)",
        "หน่วยงาน (Admin และผู้บริหาร)",
        "วันอังคารที่ 31 มีนาคม 2569\nเวลา 17.00 น.",
    ]
    assert [row[1] for row in rows[1:6]] == [
        "2 มีนาคม - 30 กันยายน 2569",
        "2 มีนาคม - 30 กันยายน 2569",
        "2 มีนาคม - 30 มิถุนายน 2569",
        "2 มีนาคม - 30 พฤษภาคม 2569",
        "2 มีนาคม - 30 มิถุนายน 2569",
    ]
    assert [row[4].partition("\n")[0] for row in rows] == [
        "วันอังคารที่ 31 มีนาคม 2569", "วันอังคารที่ 30 มิถุนายน 2569", "วันพุธที่ 30 กันยายน 2569",
        "วันอังคารที่ 30 มิถุนายน 2569", "–", "–", "วันศุกร์ที่ 31 กรกฎาคม 2569", "วันศุกร์ที่ 7 สิงหาคม 2569",
        "วันศุกร์ที่ 21 สิงหาคม 2569", "–", "–", "–",
    ]  # fmt: skip


def test_own_duties_are_marked_by_words_and_in_bold(calendar: Document) -> None:
    """ITA.md section 5: registration, OIT, appeal."""
    rows = table_of(calendar.sections[0]).rows

    marked = [number for number, row in enumerate(rows_of(table_of(calendar.sections[0])), 1) if "(หน้าที่" in row[2]]
    in_bold = [number for number, row in enumerate(rows, 1) if all(bold(row.cells[2]))]
    assert marked == in_bold == [1, 4, 8]
    assert "ขั้นตอนที่หน่วยงานต้องดำเนินการเองมี 3 ขั้นตอน" in " ".join(texts(calendar))


def test_what_is_uncertain_is_noted_once(calendar: Document) -> None:
    said = texts(calendar)

    assert [each for each in said if each.startswith("ขั้นตอนที่ 2 :")] == [
        "ขั้นตอนที่ 2 : ประกาศกำหนดช่วงเวลาถึงวันที่ 30 กันยายน 2569 แต่ให้ระบบ ITAS ปิดรับข้อมูลก่อน คือวันที่ 30 มิถุนายน 2569"
    ]
    assert [each for each in said if "องค์กรปกครองส่วนท้องถิ่นไม่ต้องดำเนินการ" in each] == [
        "ขั้นตอนที่ 5 และ 6 : องค์กรปกครองส่วนท้องถิ่นไม่ต้องดำเนินการ"
    ]


def test_note_on_the_first_step_says_where_to_register_and_which_announcement_it_is(calendar: Document) -> None:
    """Seed 002: the address in step 1, the day at the announcement's end."""
    (note,) = [each for each in texts(calendar) if each.startswith("ขั้นตอนที่ 1 :")]

    assert "https://itas.nacc.go.th" in note
    assert "ประกาศ ณ วันที่ 26 กุมภาพันธ์ 2569" in note


def test_year_without_a_calendar_is_refused_with_the_years_that_have_one() -> None:
    framework(2568)
    framework(2569)
    place = municipality()

    said = []
    for make in (build, check):
        with pytest.raises(UserError) as caught:
            make(place, 2568)
        said.append(str(caught.value))

    sentence = (
        "ยังไม่มีปฏิทินการประเมินของปีงบประมาณ 2568 ในระบบ จึงยังจัดทำเอกสารไม่ได้ ขณะนี้มีปฏิทินของปี 2569 "
        "กรุณาเลือกปีที่มีปฏิทิน หรือแจ้งผู้ดูแลระบบเมื่อสำนักงาน ป.ป.ช. ประกาศปฏิทินของปีนั้นแล้ว"
    )
    assert said == [sentence] * 2


def test_calendar_takes_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    framework(2569)
    place = municipality()

    with django_assert_num_queries(2):
        build(place, 2569)


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_every_format_carries_the_calendar(digits: Digits, calendar: Document) -> None:
    html, pdf, xlsx = (FORMATS[form].render(calendar, digits=digits) for form in ("html", "pdf", "xlsx"))

    day, closing = turn("2 - 31 มีนาคม 2569", digits), turn("เวลา 17.00 น.", digits)
    pages = [joined(page) for page in pages_by_pdfium(pdf)]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert (day in html.decode(), closing in html.decode()) == (True, True)
    assert len(pages) == 2
    assert (joined(day) in pages[0], pages[0].count("(หน้าที่ของหน่วยงาน)")) == (True, 3)
    assert all("ผู้ดำเนินการ" in page for page in pages)
    assert day in cells
    assert sheet.title == turn("ปฏิทิน 2569", digits)


def test_calendar_is_known_by_its_name() -> None:
    kind = kind_get("calendar")

    assert (kind.build, kind.check, kind.of_result(2569)) == (build, check, 2569)
