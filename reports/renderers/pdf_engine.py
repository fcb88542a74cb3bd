"""WeasyPrint as `reports.renderers.pdf` uses it. Importing this module needs Pango and takes half a second."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from math import inf
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from PIL import ImageFile
from weasyprint import CSS, HTML
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.document import Page
from weasyprint.layout import page as layout_page
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import get_log_attrs, split_first_line
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from reports.content import Digits, PageSetup
from reports.renderers import pdf_quick, pdf_text
from reports.renderers.html import stylesheet
from reports.renderers.pdf_needs import FONT
from reports.renderers.steps import Progress

pdf_text.install()
pdf_quick.install()

# WeasyPrint lets Pillow read half a picture, in the whole process: an upload that was cut off must not pass for a seal.
ImageFile.LOAD_TRUNCATED_IMAGES = False

# One font configuration and one parsed style sheet serve all documents of a process: without, every document costs
# time, and memory that never comes back.
_FONTS = FontConfiguration()

# Nothing is fetched but pictures inside the page; anything else stops the document.
_FETCHER = URLFetcher(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)

# WeasyPrint's own style sheet knows all of HTML: our pages use two dozen elements, and a tenth of the time is saved.
_ELEMENTS = CSS(filename=Path(__file__).with_name("elements.css"), font_config=_FONTS, url_fetcher=_FETCHER)

# What brings a signature company, tried in turn: the row before it comes along, or, where that row fills a page, pages
# hold a little less, so that its end comes along.
_REMEDIES = (".company { break-before: page }", "@page { margin-bottom: 4cm }", "@page { margin-bottom: 5cm }")


_lay_out_page = layout_page.remake_page  # WeasyPrint tells nobody that a page is laid out, but for a log

# What each part of the work takes, in hundredths: reading the page and its styles, laying out, drawing, and the rest.
_READING, _LAYOUT, _DRAWING, _WHOLE = 14, 37, 37, 100


def draw(markup: str, digits: Digits, setup: PageSetup, progress: Progress | None = None) -> tuple[bytes, set[str]]:
    """Return the PDF of a page made by `reports.renderers.html.page`, and the families of the fonts it used.

    Raises ValueError for a page that refers to anything outside itself.
    """
    try:
        for remedy in ("", *_REMEDIES):
            page = Markup(markup)
            with _watched_layout(page, progress):
                drawing = page.render(_FONTS, stylesheets=[_style(digits, setup), _rule(remedy)])
            if not any(map(_holds_a_signature_alone, drawing.pages)):
                break
    except FatalURLFetchingError as error:  # no Exception: left alone, it would end a worker
        raise ValueError(str(error)) from error
    _watch_drawing(drawing.pages, progress)
    data = drawing.write_pdf(pdf_variant="pdf/ua-1")
    return data, {font.family for font in drawing.fonts.values()}


@contextmanager
def _watched_layout(page: "Markup", progress: Progress | None) -> Iterator[None]:
    """Tell in this block, after each page, how much of the document has found its place: which element came last.

    How many pages there will be is known at the end alone. A page that is laid out once more tells less than before.
    """
    if progress is None:
        yield
        return
    places = {element: place for place, element in enumerate(page.etree_element.iter(), 1)}

    def tell(index: int, context: Any, root_box: Any, html: Any) -> Any:
        laid_out = _lay_out_page(index, context, root_box, html)
        box, last = laid_out[0].children[0], 0
        while box is not None:
            last = max(last, places.get(box.element, 0))
            children = getattr(box, "children", ())
            box = children[-1] if children else None
        progress(_READING * len(places) + _LAYOUT * last, _WHOLE * len(places))
        return laid_out

    layout_page.remake_page = tell
    try:
        yield
    finally:
        layout_page.remake_page = _lay_out_page


def _watch_drawing(pages: Sequence[Page], progress: Progress | None) -> None:
    """Tell, after each page that is drawn from now on, how many of them are."""
    if progress is None:
        return
    for number, page in enumerate(pages, 1):
        page.paint = partial(_paint, page.paint, progress, number, len(pages))


def _paint(paint: Callable[..., None], progress: Progress, number: int, pages: int, *args: Any, **kwargs: Any) -> None:
    paint(*args, **kwargs)
    progress((_READING + _LAYOUT) * pages + _DRAWING * number, _WHOLE * pages)


def _holds_a_signature_alone(page: Page) -> bool:
    """Whether a page shows a signature and nothing that it signs, which it never may (UX.md section 4).

    WeasyPrint does not keep a block with the table before it: `break-before: avoid` is not enough.
    """
    boxes = [box for box in page._page_box.descendants() if box.element is not None]  # noqa: SLF001  # no public way
    signatures = [box.element for box in boxes if box.element.get("class") == "signature"]
    signed = {id(line) for signature in signatures for line in signature.iter("p")}
    # What stands behind a signature (an approval's address) is no company either.
    boxes = boxes[: 1 + max((place for place, box in enumerate(boxes) if id(box.element) in signed), default=-1)]
    shown = {box.element_tag for box in boxes} & {"td", "li", "figure", "h1", "h2", "h3", "img"}
    lines = {id(box.element) for box in boxes if box.element_tag == "p"}
    return bool(signatures) and not shown and lines <= signed


@cache
def _rule(rule: str) -> CSS:
    return CSS(string=rule, font_config=_FONTS, url_fetcher=_FETCHER)


def first_word(letters: str) -> str:
    """Return the first of some Thai words: it ends where Pango would allow the first break of a line."""
    breaks = get_log_attrs(letters, "th")
    end = next((place for place in range(1, len(letters)) if breaks[place].is_line_break), len(letters))
    return letters[:end]


def last_word(letters: str) -> str:
    """Return the last of some Thai words: it begins where Pango would allow the last break of a line."""
    breaks = get_log_attrs(letters, "th")
    start = next((place for place in range(len(letters) - 1, 0, -1) if breaks[place].is_line_break), 0)
    return letters[start:]


class _Type(dict[str, Any]):
    """A style as WeasyPrint reads it: the type of a document's text, for measuring words."""

    font_config = _FONTS


_TYPE = _Type(INITIAL_VALUES | {"font_family": (FONT,), "font_size": 10.64 / 72 * 96, "lang": "th"})
_BOLDER = 1.03  # bold letters are up to so much wider
_PADDING_CM = 0.33  # of a cell, with its line


def fits(words: str, before: str, after: str, room_cm: float) -> bool:
    """Return whether words on one line surely fit into a cell, with the ones beside that no line's end parts from them.

    `before` and `after` are the letters up to the next blank. A box that breaks where it must takes ten times as long.
    """
    return _width_cm(last_word(before) + words + first_word(after)) + _PADDING_CM <= room_cm


@lru_cache(maxsize=4096)
def _width_cm(words: str) -> float:
    _, _, _, pixels, _, _ = split_first_line(words, _TYPE, context=None, max_width=inf, justification_spacing=0)
    return float(pixels) / 96 * 2.54 * _BOLDER


class Markup(HTML):
    """A page of ours, which is well-formed XML: the C parser takes a twentieth of the time of WeasyPrint's own."""

    def __init__(self, markup: str) -> None:
        root = ET.fromstring(markup)  # noqa: S314  # our own renderer wrote it, and escaped what people typed
        self.base_url, self.url_fetcher, self.media_type = None, _FETCHER, "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_ELEMENTS]


@lru_cache(maxsize=16)
def _style(digits: Digits, setup: PageSetup) -> CSS:
    return CSS(string=stylesheet(digits, setup), font_config=_FONTS, url_fetcher=_FETCHER)
