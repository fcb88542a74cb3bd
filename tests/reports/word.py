"""Reads Word files back: with python-docx, and their parts as XML."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument

from reports.content import Block, Digits, Document, Orientation, Section
from reports.renderers.docx import render

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
NAMES = {"w": W[1:-1], "wp": WP[1:-1]}


def document(*blocks: Block, orientation: Orientation = "portrait", **changes: Any) -> Document:
    return Document("test", "รายงาน ปี 2568", "เทศบาลตำบลตัวอย่าง", (Section("ส่วน", blocks, orientation),), **changes)


def word(*blocks: Block, digits: Digits = "thai", **changes: Any) -> WordDocument:
    """A document of blocks, as python-docx reads it."""
    return opened(render(document(*blocks, **changes), digits=digits))


def body(*blocks: Block, digits: Digits = "thai", **changes: Any) -> ET.Element:
    """The body of a document of blocks, as XML."""
    return part(render(document(*blocks, **changes), digits=digits), "word/document.xml")[0]


def opened(content: bytes) -> WordDocument:
    return docx.Document(BytesIO(content))


def part(content: bytes, name: str) -> ET.Element:
    with ZipFile(BytesIO(content)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 – our own file


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def said(element: ET.Element) -> str:
    """The words of an element; a line break is one."""
    found = (
        each.text or "" if each.tag == f"{W}t" else "\n" for each in element.iter() if each.tag in (f"{W}t", f"{W}br")
    )
    return "".join(found)


def paragraphs(element: ET.Element) -> Iterator[tuple[str, str]]:
    """The style and the words of every paragraph that says something."""
    for paragraph in element.iter(f"{W}p"):
        style = paragraph.find("w:pPr/w:pStyle", NAMES)
        if words := said(paragraph):
            yield ("" if style is None else style.get(f"{W}val", "")), words


def plain(words: str) -> str:
    """Words without what holds them on one line."""
    return re.sub("\u200d", "", words).replace("\u00a0", " ")


def values(element: ET.Element, path: str) -> list[str | None]:
    """The `val` of each element on a path."""
    return [each.get(f"{W}val") for each in element.findall(path, NAMES)]
