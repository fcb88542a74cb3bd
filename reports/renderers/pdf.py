"""A document as a tagged PDF/UA-1 file with the official look and an exact text layer, made by WeasyPrint."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from types import ModuleType

from reports.content import Digits, Document
from reports.renderers.html import page
from reports.renderers.pdf_needs import FONT, FONT_PACKAGE, LIBRARY_PACKAGES, PdfUnavailableError
from reports.renderers.quick_start import deferred, libraries_by_file_name
from reports.renderers.steps import Progress

# What WeasyPrint imports for web fonts, variable fonts, colour profiles and tag soup: none is in our documents.
_UNUSED = ("fontTools.subset", "fontTools.varLib.instancer", "fontTools.ttLib.woff2", "tinyhtml5", "PIL.ImageCms")

_LOCK = Lock()  # Pango's font maps are not made for threads


def render(document: Document, *, digits: Digits = "thai", progress: Progress | None = None) -> bytes:
    """Return the document as PDF bytes, figures and page numbers in Thai or Arabic digits.

    The same content gives the same bytes. `progress` is told after each page that was laid out, and again after each
    that was drawn. Raises PdfUnavailableError where Pango or the font is missing, and what
    `reports.renderers.html.render` raises for pictures.
    """
    with _LOCK, _no_garbage_collection():
        engine = _engine()
        markup = page(document, digits=digits, first_word=engine.first_word, fits=engine.fits)
        data, families = engine.draw(markup, digits, document.page, progress)
    if families and FONT not in families:
        raise PdfUnavailableError(f"The font {FONT} is missing", FONT_PACKAGE)
    return data  # type: ignore[no-any-return]  # a module imported late has no types


@cache
def _engine() -> ModuleType:
    """Import what draws. Not before the first PDF: a portal whose machine lacks Pango must still start."""
    try:
        with deferred(*_UNUSED), libraries_by_file_name():
            from reports.renderers import pdf_engine  # noqa: PLC0415  # see the docstring
    except OSError as error:  # how WeasyPrint tells of a missing library
        raise PdfUnavailableError(f"A library is missing ({error})", LIBRARY_PACKAGES) from error
    return pdf_engine


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Spare a drawing the collector's passes over its hundred thousand living objects (a tenth of its time)."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
