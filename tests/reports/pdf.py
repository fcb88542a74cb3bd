"""Makes small PDF files and reads them back with two programs that are not ours: PDFium and Poppler."""

import ctypes
import re
import subprocess

import pypdfium2
from pypdfium2 import raw

from reports.content import Block, Document, Section
from reports.renderers import pdf


def note(*blocks: Block, unbroken: tuple[str, ...] = ()) -> bytes:
    return pdf.render(Document("note", "เรื่อง", "เทศบาล", (Section("หน้า", blocks),), unbroken))


def pages_by_pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def dark_rows(data: bytes, page: int, *, left_cm: float) -> list[int]:
    """Heights on a page, in pixels of 1/4 point, where a horizontal line is drawn around `left_cm`."""
    image = pypdfium2.PdfDocument(data)[page].render(scale=4).to_pil().convert("L")
    start = round(left_cm / 2.54 * 288)
    return [y for y in range(image.height) if all(image.getpixel((x, y)) < 90 for x in range(start, start + 150))]


def alternative_texts(page: pypdfium2.PdfPage) -> list[str]:
    """What a page's pictures and drawings say to those who hear it, in the order of its structure tree."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    found: list[str] = []

    def gather(element: object) -> None:
        size = raw.FPDF_StructElement_GetAltText(element, None, 0)
        if size > 2:  # two bytes end it
            words = (ctypes.c_char * size)()
            raw.FPDF_StructElement_GetAltText(element, words, size)
            found.append(words.raw[:-2].decode("utf-16-le"))
        for number in range(raw.FPDF_StructElement_CountChildren(element)):
            if child := raw.FPDF_StructElement_GetChildAtIndex(element, number):
                gather(child)

    for number in range(raw.FPDF_StructTree_CountChildren(tree)):
        gather(raw.FPDF_StructTree_GetChildAtIndex(tree, number))
    raw.FPDF_StructTree_Close(tree)
    return found


def poppler(data: bytes, *command: str) -> str:
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode()


def joined(words: str) -> str:
    """Text without blanks and line ends: where a line breaks is no matter of its text."""
    return re.sub(r"\s", "", words)
