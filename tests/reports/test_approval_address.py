"""The address of an edition and its QR code, as the approved document carries them."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import segno
from openpyxl import load_workbook
from PIL import Image

from reports.approval_lines import approved_document
from reports.content import Document, PageBreak, PageNumbers, Paragraph, Section, text
from reports.public_addresses import check_address, edition_address
from reports.qr_codes import qr_png
from reports.queries.editions import approval_document, kept_picture
from reports.renderers.registry import FORMATS
from reports.snapshots import document_pictures
from tests.reports.editions import document, office
from tests.reports.pdf import joined, pages_by_pdfium
from tests.reports.test_approval_lines import LINES, READERS

ADDRESS = "https://ita.example.go.th/ban-suan/indicator-analysis/2568/1/"
CHECK = "https://ita.example.go.th/check/"


@pytest.fixture
def written(tmp_path: Path) -> Document:
    """A document of two pages as it is approved, with its address."""
    code = tmp_path / "code.png"
    code.write_bytes(qr_png(ADDRESS))
    before = document()
    first = Section("ก่อน", (Paragraph(text("หน้าแรก")), PageBreak(), Paragraph(text("หน้าที่สอง"))))
    before = replace(before, sections=(first, *before.sections))
    return approved_document(before, replace(LINES, address=ADDRESS, check=CHECK, code_picture=code))


def test_code_says_the_address() -> None:
    """The picture's modules are those of the code, eight pixels each with four modules of white around it."""
    drawn = Image.open(BytesIO(qr_png(ADDRESS))).convert("1")
    matrix = segno.make_qr(ADDRESS, error="q").matrix

    modules = [
        [drawn.getpixel((8 * (4 + column) + 3, 8 * (4 + row) + 3)) == 0 for column in range(len(matrix))]
        for row in range(len(matrix))
    ]

    assert modules == [[module in (1, True) for module in row] for row in matrix]
    assert drawn.size == (8 * (len(matrix) + 8),) * 2
    assert qr_png(ADDRESS) == qr_png(ADDRESS) != qr_png(CHECK)


@pytest.mark.parametrize("ending", ["html", "pdf", "xlsx", "docx"])
def test_every_format_shows_the_address_in_its_own_digits(written: Document, ending: str) -> None:
    """Thai digits leave addresses alone: what is typed from paper must lead there."""
    read = READERS[ending](FORMATS[ending].render(written, digits="thai"))
    said = joined(read.replace("\ufffe", "-"))  # how PDFium reads a hyphen at a line's end

    assert joined(f"ที่อยู่ของฉบับนี้เมื่อเผยแพร่แล้ว{ADDRESS}") in said
    assert CHECK in said


@pytest.mark.parametrize("numbers", ["top-center", "bottom-center", "bottom-right", "none"])
def test_address_stands_at_the_foot_of_every_page(written: Document, numbers: PageNumbers) -> None:
    paper = replace(written, page=replace(written.page, numbers=numbers))

    pages = pages_by_pdfium(FORMATS["pdf"].render(paper, digits="thai"))

    assert len(pages) == 2
    assert ("-๒" in joined(pages[1])) == (numbers != "none")
    assert all(ADDRESS in joined(page) for page in pages)


def test_workbook_prints_the_address_on_every_sheet(written: Document) -> None:
    book = load_workbook(BytesIO(FORMATS["xlsx"].render(written, digits="thai")))

    feet = [
        (foot.left.text, foot.left.size)
        for foot in (*(sheet.oddFooter for sheet in book.worksheets), book.worksheets[0].firstFooter)
        if foot
    ]

    assert feet == [(ADDRESS, 12)] * (len(book.worksheets) + 1)


def test_signature_keeps_company_before_the_address(written: Document) -> None:
    """The code behind the signature is not what it signs: a page of both alone would be a signature alone."""
    long = tuple(Paragraph(text(f"บรรทัดที่ {number}")) for number in range(1, 30))
    last = written.sections[-1]
    full = replace(written, sections=(replace(last, blocks=(*long, *last.blocks[-2:])),))

    pages = pages_by_pdfium(FORMATS["pdf"].render(full, digits="thai"))

    signed = next(page for page in pages if "อนุมัติทางอิเล็กทรอนิกส์" in joined(page))
    assert "บรรทัดที่" in joined(signed)


@pytest.mark.django_db
def test_approval_carries_the_address_that_the_edition_will_have() -> None:
    town = office()

    approval = town.prepare(town.submit())

    frozen = approval_document(approval)
    address = "http://127.0.0.1:8000/ban-suan/indicator-analysis/2568/1/"
    assert edition_address("ban-suan", "indicator-analysis", 2568, 1) == address == frozen.page.foot_line
    assert check_address() == "http://127.0.0.1:8000/check/"
    (path,) = document_pictures(frozen).values()
    assert path.read_bytes() == qr_png(address)
    assert path.parent == kept_picture("x").parent
