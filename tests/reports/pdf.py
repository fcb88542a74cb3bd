"""Makes small PDF files and reads them back with two programs that are not ours: PDFium and Poppler."""

import re
import subprocess

import pypdfium2

from reports.content import Block, Document, Section
from reports.renderers import pdf


def note(*blocks: Block, unbroken: tuple[str, ...] = ()) -> bytes:
    return pdf.render(Document("note", "เรื่อง", "เทศบาล", (Section("หน้า", blocks),), unbroken))


def pages_by_pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def poppler(data: bytes, *command: str) -> str:
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode()


def joined(words: str) -> str:
    """Text without blanks and line ends: where a line breaks is no matter of its text."""
    return re.sub(r"\s", "", words)
