"""Quicker ways for what WeasyPrint and pydyf do thousands of times in a long document; what is drawn stays the same.

A tenth of the time of a report of 60 pages (docs/decisions/0007-pdf-speed.md). `pdf_text.install` has proved the
version of WeasyPrint before these are put in.
"""

import zlib
from typing import Any

import pydyf
import weasyprint.draw
from weasyprint.draw.border import draw_border, get_color
from weasyprint.formatting_structure.boxes import TableCellBox

_SIDES = ("top", "right", "bottom", "left")
_COMPRESSION = 6  # pydyf's 9 takes longer for a file that is a thirtieth smaller

_list_pages = pydyf.PDF.page_references.fget


def install() -> None:
    """Put the quicker ways in the place of the libraries' own, in the whole process."""
    pydyf.PDF.page_references = property(_page_references)
    pydyf.Stream.data = property(_stream_data)
    weasyprint.draw.draw_border = _draw_border


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """Return the references to the pages that there are, listed once.

    pydyf lists them anew for each tag: of a document of 200 pages that takes a tenth of the time.
    """
    count = len(pdf.pages["Kids"])
    if getattr(pdf, "listed", (0,))[0] != count:
        pdf.listed = (count, _list_pages(pdf))
    references: tuple[bytes, ...] = pdf.listed[1]
    return references


def _stream_data(stream: Any) -> bytes:
    """Return a stream as it is written, compressed with less effort."""
    content = b"\n".join([item if type(item) is bytes else pydyf._to_bytes(item) for item in stream.stream])  # noqa: SLF001
    extra = pydyf.Dictionary(stream.extra.copy())
    if stream.compress:
        extra["Filter"] = "/FlateDecode"
        content = zlib.compress(content, _COMPRESSION)
    extra["Length"] = len(content)
    return b"\n".join((extra.data, b"stream", content, b"endstream"))


def _draw_border(stream: Any, box: Any) -> None:
    """Draw the lines of a table's cell as rectangles; other borders as WeasyPrint does, which clips each side."""
    widths = [getattr(box, f"border_{side}_width") for side in _SIDES]
    if not any(widths):
        return
    drawn = [side for side, width in zip(_SIDES, widths, strict=True) if width]
    colors = {get_color(box.style, f"border_{side}_color") for side in drawn}
    x, y, width, height, *corners = box.rounded_border_box()
    plain = (
        isinstance(box, TableCellBox)
        and len(colors) == 1
        and all(box.style[f"border_{side}_style"] == "solid" for side in drawn)
        and box.style["visibility"] == "visible"
        and box.style["border_image_source"][0] == "none"
        and not any(map(any, corners))
    )
    if not plain:
        draw_border(stream, box)
        return
    top, right, bottom, left = widths
    with stream.artifact(), stream.stacked():
        stream.set_color(colors.pop())
        for line in (
            (x, y, width, top),
            (x, y + height - bottom, width, bottom),
            (x, y, left, height),
            (x + width - right, y, right, height),
        ):
            if line[2] and line[3]:
                stream.rectangle(*line)
        stream.fill()
