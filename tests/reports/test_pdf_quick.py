"""What is drawn in quicker ways is what WeasyPrint draws: lines of cells, streams."""

import re
import zlib

from reports.content import Document, Paragraph, Row, Section, Table, cell, head, text
from reports.renderers import pdf


def contents(data: bytes) -> list[bytes]:
    """The unpacked streams of a PDF that draw anything."""
    streams = re.findall(rb"/FlateDecode.*?stream\n(.*?)\nendstream", data, re.DOTALL)
    return [drawn for drawn in map(zlib.decompress, streams) if b" re\n" in drawn or b"BT\n" in drawn]


def test_lines_of_cells_are_rectangles_without_clipping() -> None:
    table = Table(caption="ตาราง", widths=(1, 1), head=(head("ก", "ข"),), rows=(Row((cell("1"), cell("2"))),))
    document = Document("x", "หัวข้อ", "ผู้เขียน", (Section("ก", (Paragraph(text("ดำเนินการ")), table)),))

    (page,) = contents(pdf.render(document))

    # Two cells in two rows have a line below and one at their left each, the last of a row one at its right.
    thin = [line for line in re.findall(rb"([\d.-]+) ([\d.-]+) re\n", page) if min(map(abs, map(float, line))) == 1.0]
    assert len(thin) == 2 * (2 + 3)
    assert page.count(b"\nW*\n") == 1  # the table's own line, above it
