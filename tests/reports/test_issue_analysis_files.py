"""The analysis by seven issues as people get it: the pages read back, the workbook opened, the command run."""

from functools import cache
from io import BytesIO

import openpyxl
import pypdfium2
import pytest
from django.core.management import call_command
from openpyxl.cell.cell import MergedCell

from reports.content import Digits, Document, Heading, Table
from reports.documents.issue_analysis import build
from reports.documents.registry import KINDS
from reports.renderers import html, pdf, xlsx
from tests.reports.demo import SCORED, municipality
from tests.reports.pdf import joined, pages_by_pdfium
from tests.reports.reading import block_texts
from thaitext.digits import turn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

HEAD = joined("ลำดับหัวข้อเครื่องมือการประเมินข้อคำถามคะแนนข้อบกพร่อง/ข้อแก้ไข/ปรับปรุง/รักษาระดับ")


@pytest.fixture
def document(demo: None, db: None) -> Document:
    return build(municipality("sateng-nok"), SCORED["sateng-nok"])


@cache
def drawn(document: Document, digits: Digits = "thai") -> bytes:
    return pdf.render(document, digits=digits)


def shown(document: Document) -> list[str]:
    """Every line of text that paper shows: captions are for those who hear a table."""
    blocks = [block for section in document.sections for block in section.blocks]
    captions = {block.caption for block in blocks if isinstance(block, Table)}
    told = [text for block in blocks for text in block_texts(block) if text not in captions]
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    return [line for text in (*told, *headings) for line in text.split("\n")]


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_every_text_reads_back_from_the_pdf(digits: Digits, document: Document) -> None:
    """Some paragraphs run over a page's end: both halves are there."""
    written = [joined(turn(line, digits)) for line in shown(document)]

    read = joined("\n".join(pages_by_pdfium(drawn(document, digits))))

    lost = [words for words in written if words not in read]
    halves = [any(words[:end] in read and words[end:] in read for end in range(len(words))) for words in lost]
    assert len(written) > 400
    assert len(lost) < 20
    assert all(halves)


def test_head_stands_on_every_page_of_the_questions(document: Document) -> None:
    pages = [joined(page) for page in pages_by_pdfium(drawn(document))]

    asking = [page for page in pages if "ข้อi" in page or "ข้อo" in page or "ข้อe" in page]

    assert len(asking) >= 8
    assert [HEAD in page for page in asking] == [True] * len(asking)


def test_practice_has_its_head_on_every_page_and_the_end_a_page_of_its_own(document: Document) -> None:
    read = pypdfium2.PdfDocument(drawn(document))
    pages = [joined(page) for page in pages_by_pdfium(drawn(document))]

    wide = [page.get_width() > page.get_height() for page in read]
    practice = [page for page in pages if "ผู้รับผิดชอบ" in page and "ขั้นตอน/วิธีปฏิบัติ" in page]
    assert (wide[0], set(wide[1:-1]), wide[-1]) == (False, {True}, False)
    assert len(practice) >= 4
    assert "ส่วนที่๓" in pages[-1]
    assert "(นายมะรูดิงยะลาวงศ์)" in pages[-1]


def test_question_and_score_stand_on_one_line_wherever_the_page_ends(document: Document) -> None:
    """Spans are cut by pages; a row of questions never is."""
    pages = "".join(joined(page) for page in pages_by_pdfium(drawn(document, "arabic")))

    assert [row for row in ("ข้อi763.49", "ข้อe10ส่วนที่210", "ข้อo350") if row in pages] == [
        "ข้อi763.49", "ข้อe10ส่วนที่210", "ข้อo350",
    ]  # fmt: skip


def test_workbook_has_a_sheet_an_issue_with_its_own_repeated_head(document: Document) -> None:
    book = openpyxl.load_workbook(BytesIO(xlsx.render(document)))

    issues = [f"ประเด็นที่ {turn(str(number), 'thai')}" for number in range(1, 8)]
    assert book.sheetnames == ["ผลคะแนน", *issues, "ส่วนที่ ๒", "ส่วนที่ ๓"]
    assert [book[name].print_title_rows for name in issues] == ["$3:$3", *["$2:$2"] * 6]
    assert {book[name].page_setup.orientation for name in [*issues, "ส่วนที่ ๒"]} == {"landscape"}


def test_workbook_holds_every_text_and_number(document: Document) -> None:
    """Long remarks stand in several merged pieces: together they say all."""
    sheet = openpyxl.load_workbook(BytesIO(xlsx.render(document, digits="arabic")))["ประเด็นที่ 7"]

    cells = [cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell) and cell.value]
    remark = "\n".join(str(cell.value).strip("\xa0- ") for cell in cells if cell.column == 6)
    scores = [cell.value for cell in cells if cell.column == 5]
    wanted = [text for text in block_texts(document.sections[7].blocks[1]) if len(text) > 70]
    assert len(wanted) > 10
    assert [text for text in wanted if text not in remark] == []
    assert scores[1:10] == [87, 81.57, 83.2, 78.28, 80.97, 97.37, 10, 90.37, "–"]


def test_workbook_has_rows_for_all_lines_of_merged_cells(document: Document) -> None:
    """A line takes 26.5 points; a piece that holds n of them, told by its line breaks, has room for n."""
    book = openpyxl.load_workbook(BytesIO(xlsx.render(document)))

    cut = []
    for sheet in book:
        for area in sheet.merged_cells.ranges:
            text = str(sheet.cell(area.min_row, area.min_col).value or "")
            room = sum(sheet.row_dimensions[row].height or 0 for row in range(area.min_row, area.max_row + 1))
            if (text.count("\n") + 1) * 26.5 > room:
                cut.append((sheet.title, area.coord))

    assert cut == []


def test_screen_keeps_true_spans(document: Document) -> None:
    markup = html.render(document).decode()

    assert 'rowspan="22"' in markup
    assert 'class="nest' not in markup


@pytest.mark.parametrize("slug", SCORED)
@pytest.mark.parametrize("ending", ["html", "pdf", "xlsx"])
def test_command_renders_it_for_every_municipality_with_scores(
    slug: str, ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    output = tmp_path_factory.mktemp("rendered") / f"analysis.{ending}"

    call_command(
        "render_document", "issue-analysis", municipality=slug, fiscal_year=SCORED[slug], format=ending,
        output=output, digits="arabic", verbosity=0,
    )  # fmt: skip

    assert output.stat().st_size > 5_000


def test_registry_knows_it() -> None:
    assert KINDS["issue-analysis"].name == "รายงานการวิเคราะห์ผลการประเมิน ITA รายประเด็น"
