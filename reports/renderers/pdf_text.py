"""The text layer of our PDFs: what a search, a copy or a screen reader finds, exactly as it was written.

WeasyPrint keeps one text a glyph, the first it sees. Thai shapes one glyph from several texts and draws ำ as two
glyphs, so words would read wrong (ผู้ as ผ้้). Two cures, both in the page stream that WeasyPrint draws on:
each glyph's text comes from the font itself, and each stretch of text carries its own words as ``ActualText``.
Why, and what to do when WeasyPrint changes: docs/decisions/0004-pdf-text-layer.md.
"""

import io
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from inspect import signature
from typing import Any

import pydyf
import weasyprint
import weasyprint.pdf
from fontTools.ttLib import TTFont
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.pdf.stream import Stream

_KNOWN_VERSION = "70.0"


class TextLayerError(RuntimeError):
    """WeasyPrint is not the version whose page stream this module extends."""


class GlyphTexts(dict[int, str]):
    """A font's glyph → text map that believes the font before the text that a glyph happened to be drawn for."""

    def __init__(self, known: dict[int, str]) -> None:
        super().__init__()
        self._known = known

    def __setitem__(self, glyph: int, drawn_for: str) -> None:
        super().__setitem__(glyph, self._known.get(glyph, drawn_for))


class TextStream(Stream):
    """WeasyPrint's page stream with a right text layer."""

    def add_font(self, pango_font: Any) -> tuple[Any, float]:
        font, size = super().add_font(pango_font)
        if not isinstance(font.to_unicode, GlyphTexts):
            font.to_unicode = GlyphTexts(glyph_texts(font.file_content, font.index))
        return font, size

    @contextmanager
    def marked(self, box: Any, tag: str) -> Iterator[None]:
        """Mark content for the structure tree; text carries its words in the same mark, so that none is nested."""
        mark: AbstractContextManager[None] = super().marked(box, tag)
        with mark:
            if isinstance(box, TextBox) and self._tags is not None and not box.text.isascii():
                *_, properties, _operator = self.stream
                properties["ActualText"] = pydyf.String(box.text)
            yield


def install() -> None:
    """Make WeasyPrint draw on a `TextStream`. Raises TextLayerError, before anything is drawn, where that is unsafe."""
    if weasyprint.pdf.Stream is TextStream:
        return
    if (
        weasyprint.__version__ != _KNOWN_VERSION
        or weasyprint.pdf.Stream is not Stream
        or list(signature(Stream.marked).parameters) != ["self", "box", "tag"]
        or list(signature(Stream.add_font).parameters) != ["self", "pango_font"]
    ):
        raise TextLayerError(
            f"The PDF text layer was proved with WeasyPrint {_KNOWN_VERSION}, not {weasyprint.__version__}:"
            " see docs/decisions/0004-pdf-text-layer.md"
        )
    weasyprint.pdf.Stream = TextStream


@lru_cache(maxsize=16)
def glyph_texts(font_file: bytes, index: int) -> dict[int, str]:
    """Return glyph id → text for a font: its character map, carried on to the variants of each glyph.

    A variant is named after its glyph and a point (uni0E49.low is uni0E49 set lower), as the Adobe Glyph List says.
    Private-use code points, by which old programs reach such variants, are no text.
    """
    font = TTFont(io.BytesIO(font_file), fontNumber=index, lazy=True)
    texts: dict[str, str] = {}
    for code, name in sorted(font.getBestCmap().items()):
        if not 0xE000 <= code < 0xF900:
            texts.setdefault(name, chr(code))
    glyphs = ((glyph, name.partition(".")[0]) for glyph, name in enumerate(font.getGlyphOrder()))
    return {glyph: texts[base] for glyph, base in glyphs if base in texts}
