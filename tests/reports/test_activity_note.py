"""Meetings and activities as a document (seed 002): words, lists, pictures two by two, in every format."""

import io
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.errors import UserError
from accounts.models import Municipality
from measures.models import Activity, EvidenceFile
from measures.verbs.activities import activity_create
from reports.content import BulletList, Document, Heading, PageBreak, Paragraph, Picture, Table
from reports.documents.activity_note import MISSING, build, check
from reports.documents.registry import kind_get
from reports.renderers.registry import FORMATS
from tests.factories import municipality
from tests.measures.pictures import jpeg, picture
from tests.reports.pdf import joined, pages_by_pdfium
from tests.reports.reading import block_texts, rows_of
from thaitext.digits import Digits, turn

pytestmark = pytest.mark.django_db

TITLE = "บันทึกการประชุมและกิจกรรมด้านการประเมินคุณธรรมและความโปร่งใส (ITA)\nของเทศบาลเมืองบ้านสวน ประจำปีงบประมาณ พ.ศ. 2568"
DIGITS: tuple[Digits, ...] = ("thai", "arabic")


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> None:
    """Files of a test go with the test."""
    settings.MEDIA_ROOT = tmp_path


def activity(owner: Municipality, *, month: int = 3, **words: Any) -> Activity:
    """A meeting of the 25th at ten o'clock."""
    said = {"title": "ประชุมประจำเดือน", "place": "ห้องประชุมเทศบาล", "text": "แจ้งผลการประเมิน"} | words
    starts = datetime(2025, month, 25, 10, tzinfo=timezone.get_default_timezone())
    return activity_create(municipality=owner, fiscal_year=2568, starts=starts, by=None, **said)


def lines(document: Document, section: int = 0) -> list[str]:
    """Every text of a section, its tables left out."""
    blocks = document.sections[section].blocks
    return [words for block in blocks if not isinstance(block, Table) for words in block_texts(block)]


def table(document: Document) -> Table:
    """The pictures of the first activity."""
    (found,) = [block for block in document.sections[0].blocks if isinstance(block, Table)]
    return found


def pictures_in(pdf: bytes) -> int:
    """How many pictures all pages of a PDF show."""
    document = pypdfium2.PdfDocument(pdf)
    count = sum(len(list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))) for page in document)
    document.close()
    return count


def test_note_says_when_where_who_and_what() -> None:
    place = municipality()
    activity(place, attendees="ผู้บริหารและหัวหน้าส่วนราชการ", text="ย่อหน้าแรก\n\nย่อหน้าที่สอง")

    document = build(place, 2568)

    assert lines(document) == [
        TITLE,
        "ประชุมประจำเดือน",
        "วันและเวลา : วันอังคารที่ 25 มีนาคม 2568 เวลา 10.00 น.",
        "สถานที่ : ห้องประชุมเทศบาล",
        "ผู้เข้าร่วม : ผู้บริหารและหัวหน้าส่วนราชการ",
        "สาระสำคัญและมติ",
        "ย่อหน้าแรก",
        "ย่อหน้าที่สอง",
    ]
    assert [block for block in document.sections[0].blocks if isinstance(block, Table)] == []


def test_lines_with_a_dash_or_a_bullet_are_lists_and_numbered_ones_keep_their_numbers() -> None:
    place = municipality()
    activity(
        place,
        attendees="- กองคลัง\n• กองช่าง",
        text="มติ\n- ก\n– ข\n•ค\n1) ข้อแรก\n2) ข้อสอง\n-5 องศา ไม่ใช่รายการ",
    )

    blocks = build(place, 2568).sections[0].blocks

    lists = [list(block_texts(block)) for block in blocks if isinstance(block, BulletList)]
    assert lists == [["กองคลัง", "กองช่าง"], ["ก", "ข", "ค"]]
    indented = [next(block_texts(block)) for block in blocks if isinstance(block, Paragraph) and block.indent]
    assert indented == ["มติ", "1) ข้อแรก", "2) ข้อสอง", "-5 องศา ไม่ใช่รายการ"]


def test_each_activity_begins_a_page_by_the_order_of_its_days() -> None:
    place = municipality()
    for month in (6, 4):
        activity(place, month=month, title=f"ประชุมเดือน {month}")

    document = build(place, 2568)

    assert [section.name for section in document.sections] == ["กิจกรรมที่ 1", "กิจกรรมที่ 2"]
    assert [isinstance(section.blocks[0], PageBreak) for section in document.sections] == [False, True]
    headings = [
        (block.level, block.text)
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Heading) and block.level < 3
    ]
    assert headings == [(1, TITLE), (2, "ประชุมเดือน 4"), (2, "ประชุมเดือน 6")]
    assert lines(document, 1)[0] == TITLE
    pages = [joined(page) for page in pages_by_pdfium(FORMATS["pdf"].render(document, digits="thai"))]
    assert ["ประชุมเดือน๔" in pages[0], "ประชุมเดือน๖" in pages[1], len(pages)] == [True, True, 2]


def test_pictures_stand_two_by_two_in_their_order_with_captions() -> None:
    place = municipality()
    activity(place, pictures=[picture(place, caption) for caption in ("ก", "ข", "ค")])

    document = build(place, 2568)

    found = table(document)
    assert (found.plain, found.head) == (True, ())
    assert rows_of(found) == [["ก\nก", "ข\nข"], ["ค\nค", ""]]  # each by its text and by its caption


@pytest.mark.parametrize(
    ("size", "width"), [((1600, 1200), 7.4), ((1600, 900), 7.4), ((900, 1600), 4.78), ((1000, 1000), 7.4)]
)
def test_high_picture_is_narrower_so_that_two_rows_fit_a_page(size: tuple[int, int], width: float) -> None:
    """8.5 cm at most: 8.5 · 900 / 1600 = 4.78."""
    place = municipality()
    activity(place, pictures=[picture(place, size=size)])

    (row,) = table(build(place, 2568)).rows

    (drawn,) = [block for block in row.cells[0].blocks if isinstance(block, Picture)]
    assert drawn.width_cm == width


def test_smaller_picture_for_the_web_is_taken() -> None:
    place = municipality()
    activity(place, pictures=[picture(place)])

    (row,) = table(build(place, 2568)).rows

    (drawn,) = [block for block in row.cells[0].blocks if isinstance(block, Picture)]
    assert drawn.path == Path(EvidenceFile.objects.get().web.path)


@pytest.mark.parametrize("damage", ["gone", "cut off", "no picture", "no smaller one"])
def test_picture_whose_file_is_missing_is_said(damage: str) -> None:
    place = municipality()
    activity(place, pictures=[picture(place, "ภาพหาย", size=(800, 600)), picture(place, "ภาพดี")])
    file = EvidenceFile.objects.get(evidence__caption="ภาพหาย")
    path = Path(file.web.path)
    match damage:
        case "gone":
            path.unlink()
        case "cut off":
            path.write_bytes(path.read_bytes()[:600])
        case "no picture":
            path.write_bytes(b"abc")
        case _:
            EvidenceFile.objects.filter(pk=file.pk).update(web="")

    document = build(place, 2568)

    assert rows_of(table(document)) == [[f"ภาพหาย\n{MISSING}", "ภาพดี\nภาพดี"]]
    assert [len(FORMATS[form].render(document, digits="thai")) > 0 for form in ("html", "pdf", "xlsx")] == [True] * 3


@pytest.mark.parametrize("digits", DIGITS)
def test_every_format_shows_words_and_pictures(digits: Digits) -> None:
    place = municipality()
    captions = ["ภาพที่ 1", "ภาพที่ 2", "ภาพที่ 3"]
    colours = ["#12436D", "#28A197", "#F46A25"]
    pictures = [picture(place, caption, colour=colour) for caption, colour in zip(captions, colours, strict=True)]
    activity(place, pictures=pictures)
    document = build(place, 2568)

    html, pdf, xlsx = (FORMATS[form].render(document, digits=digits) for form in ("html", "pdf", "xlsx"))

    said = [turn(caption, digits) for caption in captions]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx)).worksheets[0]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    words = joined("".join(pages_by_pdfium(pdf)))
    when = turn("วันอังคารที่ 25 มีนาคม 2568 เวลา 10.00 น.", digits)
    assert re.findall(r'<img class="w740cm" alt="([^"]*)" src="data:image/jpeg', html.decode()) == said
    assert html.decode().count("<caption>") == 0
    assert (pictures_in(pdf), [joined(caption) in words for caption in said]) == (3, [True] * 3)
    assert joined(when) in words
    assert set(said) <= cells
    places = [image.anchor._from for image in sheet._images]  # type: ignore[attr-defined]  # noqa: SLF001  # openpyxl has no public way
    assert [(each.row - places[0].row, each.col) for each in places] == [(0, 0), (0, 1), (1, 0)]


def test_pictures_table_has_no_lines_in_a_workbook() -> None:
    place = municipality()
    activity(place, pictures=[picture(place, "ก"), picture(place, "ข")])

    workbook = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(build(place, 2568), digits="thai")))

    (caption,) = [cell for row in workbook.worksheets[0].iter_rows() for cell in row if cell.value == "ก"]
    assert (caption.border.left.style, caption.border.top.style) == (None, None)
    assert (caption.alignment.vertical, caption.alignment.horizontal) == ("bottom", "center")


def test_seal_stands_on_every_activity() -> None:
    place = municipality()
    place.seal.save("seal.png", ContentFile(jpeg()))
    for month in (3, 4):
        activity(place, month=month)

    document = build(place, 2568)

    assert [sum(isinstance(block, Picture) for block in section.blocks) for section in document.sections] == [1, 1]


def test_year_without_activities_is_refused() -> None:
    place = municipality()
    activity(municipality("ban-chang", proper_name="บ้านฉาง"))

    said = []
    for make in (build, check):
        with pytest.raises(UserError) as caught:
            make(place, 2568)
        said.append(str(caught.value))

    assert said == ["เทศบาลเมืองบ้านสวน ยังไม่มีการประชุมหรือกิจกรรมของปีงบประมาณ 2568 จึงยังจัดทำเอกสารไม่ได้ กรุณาบันทึกกิจกรรมก่อน"] * 2


@pytest.mark.parametrize("rows", [1, 3])
def test_note_takes_four_queries(rows: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = municipality()
    for _ in range(rows):
        activity(place, pictures=[picture(place), picture(place)])

    with django_assert_num_queries(4):
        document = build(place, 2568)

    assert len(document.sections) == rows


def test_long_text_is_whole_on_several_pages() -> None:
    place = municipality()
    words = [f"ย่อหน้าที่ {number} " + "การประชุมชี้แจง" * 20 for number in range(1, 25)]
    activity(place, text="\n".join(words))

    pages = pages_by_pdfium(FORMATS["pdf"].render(build(place, 2568), digits="arabic"))

    whole = joined("".join(pages))
    assert len(pages) > 2
    assert [joined(each) in re.sub(r"-[0-9]+-", "", whole) for each in words] == [True] * 24


def test_note_is_known_by_its_name() -> None:
    kind = kind_get("activity-note")

    assert (kind.build, kind.check, kind.of_result(2568)) == (build, check, 2568)
