"""Every kind of document as a Word file, opened in LibreOffice and laid beside its PDF."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import pypdfium2
import pytest
from PIL import Image
from pytest_django import DjangoDbBlocker

from reports.content import Block, BulletList, Digits, Document, Heading, Paragraph, Signature, Table, stacked
from reports.documents.registry import KINDS
from reports.renderers import docx, pdf
from tests.reports.demo import municipality
from tests.reports.office import as_pdf
from tests.reports.pdf import joined, pages_by_pdfium
from tests.reports.reading import inline_text
from tests.reports.word import opened, paragraphs, part, plain
from thaitext.digits import turn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

#: Of each kind a municipality of the demo and the year that the document is called by.
OF_THE_DEMO = {
    "indicator-analysis": ("ban-suan", 2568),
    "issue-analysis": ("sateng-nok", 2566),
    "calendar": ("phon-phisai", 2569),
    "activity-note": ("phon-phisai", 2568),
    "executive-summary": ("sateng-nok", 2566),
    "implementation-report": ("ban-chang", 2566),
    "progress-report-6": ("ban-chang", 2566),
    "progress-report": ("ban-chang", 2566),
}


#: What is opened in LibreOffice: every kind as it is by default, and two in the other digits.
LAID: list[tuple[str, Digits]] = [
    *((kind, "thai") for kind in OF_THE_DEMO),
    ("indicator-analysis", "arabic"),
    ("calendar", "arabic"),
]


class Laid(NamedTuple):
    """A document in one digit system: its content, its Word file as LibreOffice prints it, and its PDF."""

    content: Document
    digits: Digits
    printed: bytes
    pdf: bytes


@pytest.fixture(scope="module")
def contents(demo: None, django_db_blocker: DjangoDbBlocker) -> dict[str, Document]:
    with django_db_blocker.unblock():
        return {kind: KINDS[kind].build(municipality(slug), year) for kind, (slug, year) in OF_THE_DEMO.items()}


@pytest.fixture(scope="module")
def all_laid(contents: dict[str, Document], tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, Digits], Laid]:
    files = {f"{kind}-{digits}": docx.render(contents[kind], digits=digits) for kind, digits in LAID}
    printed = as_pdf(files, tmp_path_factory.mktemp("word"))
    return {
        (kind, digits): Laid(content, digits, printed[f"{kind}-{digits}"], pdf.render(content, digits=digits))
        for kind, digits in LAID
        for content in [contents[kind]]
    }


@pytest.fixture(params=LAID, ids="-".join)
def laid(request: pytest.FixtureRequest, all_laid: dict[tuple[str, Digits], Laid]) -> Laid:
    return all_laid[request.param]


def passages(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every text of the document but those of charts, in reading order."""
    for block in stacked(blocks):
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield _TICK.sub("✓", inline_text(block.text))
            case BulletList():
                yield from map(inline_text, block.items)
            case Table():
                for row in (*block.head, *block.rows):
                    for cell in row.cells:
                        yield from passages(cell.blocks)
            case Signature():
                yield from block.lines


def letters(words: str) -> str:
    """Words without blanks, marks, and what holds them on one line."""
    return _MARKS.sub("", plain(joined(words)))


_MARKS = re.compile("[ัิ-ฺ็-๎ำ]")
_TICK = re.compile(r"\[[^\[\]]*\]")
_CHARTS = ("Caption", "FigureText")
_PAGE_NUMBER = re.compile("- ?[0-9๐-๙]+ ?-")


def written(content: Document, digits: Digits) -> list[str]:
    texts = (words for section in content.sections for words in passages(section.blocks))
    return [turn(words, digits) for words in texts if words]


def pages(data: bytes) -> list[Image.Image]:
    """The pages as grey pictures, 100 dots to the inch."""
    document = pypdfium2.PdfDocument(data)
    found = [page.render(scale=100 / 72).to_pil().convert("L") for page in document]
    document.close()
    return found


def turns(data: bytes) -> list[str]:
    """Which way the paper lies, from page to page where it changes."""
    ways = ["landscape" if page.width > page.height else "portrait" for page in pages(data)]
    return [way for way, _ in groupby(ways)]


def test_every_kind_is_laid_beside_its_pdf() -> None:
    assert list(OF_THE_DEMO) == sorted(OF_THE_DEMO, key=list(KINDS).index)
    assert set(OF_THE_DEMO) == set(KINDS)


@pytest.mark.parametrize("digits", ["thai", "arabic"])
@pytest.mark.parametrize("kind", OF_THE_DEMO)
def test_word_file_says_all_in_the_same_order(kind: str, digits: Digits, contents: dict[str, Document]) -> None:
    content = contents[kind]

    word = docx.render(content, digits=digits)

    body = part(word, "word/document.xml")
    found = [plain(words) for style, words in paragraphs(body) if style not in _CHARTS]
    assert found == written(content, digits)
    assert opened(word).core_properties.title == turn(content.title, digits)


def test_libreoffice_prints_every_passage(laid: Laid) -> None:
    """A page's end may part a passage: its beginning and its end are looked for; headings, which it may not, in order.

    Marks above and below letters are left out: LibreOffice writes some of them behind the wrong letter.
    """
    printed = letters("".join(pages_by_pdfium(laid.printed)))

    passed = list(map(letters, written(laid.content, laid.digits)))

    assert [words for words in passed if words[:8] not in printed or words[-8:] not in printed] == []
    blocks = (block for section in laid.content.sections for block in section.blocks)
    headings = (letters(turn(block.text, laid.digits)) for block in blocks if isinstance(block, Heading))
    assert re.search(".*?".join(map(re.escape, headings)), printed, re.DOTALL)


def test_libreoffice_takes_about_as_many_pages_as_the_pdf(laid: Laid) -> None:
    """Word sets lines a seventh further apart than the PDF's tables; a sheet in smaller type keeps its pages."""
    count, expected = len(pages(laid.printed)), len(pages(laid.pdf))

    dense = any(section.dense for section in laid.content.sections)
    assert expected - 1 <= count <= (expected if dense else 1.2 * expected + 1)
    assert turns(laid.printed) == turns(laid.pdf)


def test_first_page_begins_at_the_same_edges(laid: Laid) -> None:
    """Within 1.5 mm, six dots of 100 to the inch, at the left and at the top."""
    boxes = [pages(data)[0].point(lambda grey: 255 * (grey < 160)).getbbox() for data in (laid.printed, laid.pdf)]

    word, drawn = boxes
    assert word is not None
    assert drawn is not None
    assert [abs(word[edge] - drawn[edge]) <= 6 for edge in (0, 1)] == [True, True]


def test_pages_after_the_first_are_numbered(laid: Laid) -> None:
    """LibreOffice knows no Thai page numbers and prints Arabic ones."""
    numbers = [_PAGE_NUMBER.findall(page) for page in map(joined, pages_by_pdfium(laid.printed))]

    assert [f"-{number}-" in found for number, found in enumerate(numbers[1:], 2)] == [True] * (len(numbers) - 1)
    assert "-1-" not in numbers[0]
