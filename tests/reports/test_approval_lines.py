"""What an approval writes into a document: who, as what, when, which edition; the approver signs, nobody else."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest

from reports.approval_lines import ApprovalLines, approved_document, document_code
from reports.content import Document, Paragraph, Section, Signature, text
from reports.renderers.registry import FORMATS
from tests.reports.editions import document
from tests.reports.pdf import joined, pages_by_pdfium

LINES = ApprovalLines(
    name="นายสมศักดิ์ ตั้งใจ",
    position="นายกเทศมนตรีเมืองบ้านสวน",
    acting="",
    day=date(2026, 11, 20),
    number=1,
    code="ban-suan-indicator-analysis-2568-1",
    content_sha256="ab12" * 16,
)

_TAG = re.compile("<[^>]*>")


def parts(content: bytes) -> str:
    """The text of all parts of a Word or Excel file."""
    with ZipFile(BytesIO(content)) as archive:
        return " ".join(
            unescape(_TAG.sub("", archive.read(name).decode())) for name in archive.namelist() if name.endswith("xml")
        )


READERS: dict[str, Callable[[bytes], str]] = {
    "html": lambda content: _TAG.sub("", content.decode()),
    "pdf": lambda content: "".join(pages_by_pdfium(content)),
    "xlsx": parts,
    "docx": parts,
}


def signature(written: Document) -> Signature:
    """The block at the document's end."""
    block = written.sections[-1].blocks[-1]
    assert isinstance(block, Signature)
    return block


def test_approval_says_who_as_what_when_and_which_document_it_is() -> None:
    written = approved_document(document(), LINES)

    assert signature(written).lines == (
        "อนุมัติทางอิเล็กทรอนิกส์โดย",
        "(นายสมศักดิ์ ตั้งใจ)",
        "นายกเทศมนตรีเมืองบ้านสวน",
        "วันที่ 20 พฤศจิกายน 2569",
        "ฉบับที่ 1",
        "รหัสเอกสาร ban-suan-indicator-analysis-2568-1",
        "รหัสตรวจสอบเนื้อหา SHA256-ab12ab12ab12ab12",
    )


def test_deputy_signs_as_such_in_the_place_of_the_registered_executive() -> None:
    lines = replace(LINES, name="นายประเสริฐ มั่นคง", position="ปลัดเทศบาล", acting="นายกเทศมนตรีเมืองบ้านสวน")

    written = approved_document(document(), lines)

    assert signature(written).lines[:4] == (
        "อนุมัติทางอิเล็กทรอนิกส์โดย",
        "(นายประเสริฐ มั่นคง)",
        "ปลัดเทศบาล",
        "รักษาราชการแทนนายกเทศมนตรีเมืองบ้านสวน",
    )
    assert [block for block in written.sections[-1].blocks if isinstance(block, Signature)] == [signature(written)]


def test_correction_names_the_edition_that_it_replaces() -> None:
    lines = replace(LINES, number=2, corrects=(1, date(2026, 11, 3)))

    written = approved_document(document(), lines)

    assert signature(written).lines[4] == "ฉบับที่ 2 แทนฉบับที่ 1 ซึ่งอนุมัติเมื่อวันที่ 3 พฤศจิกายน 2569"


def test_all_else_stays_as_it_was_submitted() -> None:
    before = document()

    written = approved_document(before, LINES)

    assert written.sections[-1].blocks[:-1] == before.sections[-1].blocks[:-1]
    assert replace(written, sections=()) == replace(before, sections=())


def test_document_without_a_signature_block_gets_one() -> None:
    blocks = (Paragraph(text("ปฏิทิน")),)
    before = Document("calendar", "ปฏิทิน", "เทศบาล", (Section("ปฏิทิน", blocks),))

    written = approved_document(before, LINES)

    assert written.sections[-1].blocks == (*blocks, signature(written))


@pytest.mark.parametrize("ending", ["html", "pdf", "xlsx", "docx"])
def test_every_format_shows_the_approval(ending: str) -> None:
    """Latin letters bind the digits of a code and of a hash to them: Thai digits leave both alone."""
    lines = replace(LINES, corrects=(1, date(2026, 11, 3)), number=2, content_sha256="0123456789" * 6 + "0123")
    written = approved_document(document(), lines)

    said = joined(READERS[ending](FORMATS[ending].render(written, digits="thai")))

    for words in (
        "อนุมัติทางอิเล็กทรอนิกส์โดย",
        "(นายสมศักดิ์ ตั้งใจ)",
        "วันที่ ๒๐ พฤศจิกายน ๒๕๖๙",
        "ฉบับที่ ๒ แทนฉบับที่ ๑",
        "ban-suan-indicator-analysis-2568-1",
        "SHA256-0123456789012345",
    ):
        assert joined(words) in said


def test_code_names_municipality_document_year_and_edition() -> None:
    assert document_code("ban-suan", "progress-report", 2569, 12) == "ban-suan-progress-report-2569-12"
