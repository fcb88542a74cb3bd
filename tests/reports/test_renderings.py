"""Each scored demo municipality as HTML, PDF and workbook, with either digits. The formats' insides have own tests."""

import io
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from reports.content import Digits
from reports.renderers.registry import FORMATS
from tests.reports.demo import SCORED, analysis, municipality
from thaitext.digits import to_thai

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

DIGITS: tuple[Digits, ...] = ("thai", "arabic")


def year_in(digits: Digits, slug: str) -> str:
    """The result year as it is printed."""
    year = str(SCORED[slug])
    return to_thai(year) if digits == "thai" else year


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("slug", SCORED)
def test_html_carries_the_title(slug: str, digits: Digits) -> None:
    document = analysis(slug)

    html = FORMATS["html"].render(document, digits=digits).decode()

    title = document.title.replace(str(SCORED[slug]), year_in(digits, slug))
    assert f"<title>{title}</title>" in html


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("slug", SCORED)
def test_pdf_carries_the_title(slug: str, digits: Digits) -> None:
    document = analysis(slug)

    pdf = pypdfium2.PdfDocument(FORMATS["pdf"].render(document, digits=digits))

    year = year_in(digits, slug)
    page = pdf[0]
    text = page.get_textpage()
    words = text.get_text_range()
    for each in (text, page):
        each.close()
    assert pdf.get_metadata_dict()["Title"] == document.title.replace(str(SCORED[slug]), year)
    assert f"ของ{municipality(slug).name} ประจำปีงบประมาณ พ.ศ. {year}" in words
    pdf.close()


@pytest.mark.parametrize("digits", DIGITS)
@pytest.mark.parametrize("slug", SCORED)
def test_workbook_carries_the_title(slug: str, digits: Digits) -> None:
    document = analysis(slug)

    workbook = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(document, digits=digits)))

    title = document.title.replace(str(SCORED[slug]), year_in(digits, slug))
    first = workbook.worksheets[0]
    texts = {str(cell.value).replace("\n", " ") for row in first.iter_rows() for cell in row if cell.value}
    assert workbook.sheetnames[:3] == [section.name for section in document.sections]
    assert title in texts


def test_seal_is_drawn_where_the_municipality_has_one(seal: Path) -> None:
    html = FORMATS["html"].render(analysis("ban-suan"), digits="thai").decode()

    assert 'alt="ตราเทศบาลนครบ้านสวน" src="data:image/png;base64,' in html
    assert seal.exists()
