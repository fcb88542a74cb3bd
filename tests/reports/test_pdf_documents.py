"""The PDF of real documents, read back with two programs that are not ours: PDFium and Poppler."""

import re
import zlib
from collections.abc import Iterator
from functools import cache

import pypdfium2
import pytest

from reports.content import Block, BulletList, Document, DotPlot, Heading, Paragraph, Signature, Table
from reports.renderers import pdf
from tests.reports.pdf import joined, pages_by_pdfium, poppler
from tests.reports.reading import inline_text
from thaitext.digits import to_thai

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@cache
def drawn(document: Document) -> bytes:
    """The PDF of a real document, drawn once for all that read it."""
    return pdf.render(document)


def streams(data: bytes) -> list[bytes]:
    """The file and all that is packed in it."""
    packed = re.findall(rb"stream\n(x.*?)\nendstream", data, re.DOTALL)  # no \r: it may be the last of the bytes
    return [data, *map(zlib.decompress, packed)]


def passages(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text that a reader of the page sees, in Arabic digits."""
    for block in blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield inline_text(block.text)
            case BulletList():
                yield from map(inline_text, block.items)
            case Table():
                for row in (*block.head, *block.rows):
                    for each in row.cells:
                        yield from passages(each.blocks)
            case DotPlot():
                yield from (block.title, *(dot.label for dot in block.dots), *(name for _, name in block.series))
            case Signature():
                yield from (f"({block.name})", *block.position)


@pytest.mark.parametrize("reader", ["pdfium", "poppler"])
def test_every_passage_of_a_document_reads_back(reader: str, real_document: Document) -> None:
    written = [joined(to_thai(words)) for section in real_document.sections for words in passages(section.blocks)]
    data = drawn(real_document)

    read = "".join(pages_by_pdfium(data)) if reader == "pdfium" else poppler(data, "pdftotext", "-raw", "-", "-")

    assert len(written) > 100
    assert [words for words in written if words not in joined(read)] == []
    assert re.findall("[\ue000-\uf8ff\ufffd\u200b]", read) == []


def test_file_is_tagged_with_title_language_author_and_bookmarks(real_document: Document) -> None:
    data = drawn(real_document)
    headings = [
        joined(to_thai(block.text))
        for section in real_document.sections
        for block in section.blocks
        if isinstance(block, Heading)
    ]

    document = pypdfium2.PdfDocument(data)

    assert pypdfium2.raw.FPDFCatalog_IsTagged(document) == 1
    assert document.get_metadata_value("Title") == to_thai(real_document.title)
    assert document.get_metadata_value("Author") == real_document.author
    assert [joined(item.get_title()) for item in document.get_toc()] == headings
    assert headings[0] == joined(to_thai(real_document.title))
    assert len(headings) >= 2
    assert any(b"/Lang (th)" in stream for stream in streams(data))
    assert any(b'pdfuaid:part="1"' in stream for stream in streams(data))


def test_all_text_is_marked_once_and_marks_are_not_nested(real_document: Document) -> None:
    data = drawn(real_document)

    pages = [content for content in streams(data) if b"\nBT\n" in content]

    for content in pages:
        depth = 0
        for operator in re.findall(rb"^(?:.* )?(BMC|BDC|EMC|BT)$", content, re.MULTILINE):
            depth += {b"BMC": 1, b"BDC": 1, b"EMC": -1}.get(operator, 0)
            assert depth in (0, 1)
            assert operator != b"BT" or depth == 1
        marks = re.findall(rb"/MCID (\d+)", content)
        assert len(marks) == len(set(marks)) > 0
        assert b"/ActualText" in content
    assert len(pages) == len(pypdfium2.PdfDocument(data)) >= 6


def test_fonts_are_embedded_laksaman_only(real_document: Document) -> None:
    table = poppler(drawn(real_document), "pdffonts", "-").splitlines()[2:]

    assert sorted(line.split()[0].partition("+")[2] for line in table) == ["Laksaman", "Laksaman-Bold"]
    assert [line.split()[-5:-2] for line in table] == [["yes", "yes", "yes"]] * 2  # embedded, subset, Unicode


def test_heads_of_a_documents_tables_repeat_on_every_page(real_document: Document) -> None:
    """The tables of findings and of measures run over several pages; each page of a section shows its head."""
    pages = pages_by_pdfium(drawn(real_document))

    findings = [page for page in pages if "ผลคะแนน:" in joined(page)]
    measures = [page for page in pages if "ขั้นตอนและวิธีการ" in joined(page)]
    landscape = [page for page in pypdfium2.PdfDocument(drawn(real_document)) if page.get_width() > page.get_height()]
    assert len(findings) >= 2
    assert ["ตัวชี้วัดผลการวิเคราะห์" in joined(page) for page in findings] == [True] * len(findings)
    assert len(measures) == len(landscape) >= 2
