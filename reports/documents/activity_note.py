"""Meetings and activities about ITA of a year, with their pictures two by two (seed 002)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from django.utils import timezone
from PIL import Image

from accounts.errors import UserError
from accounts.models import Municipality
from measures.models import Activity, Evidence
from measures.queries.activities import activities_listed, picture_file, pictures_of
from reports.content import (
    Block,
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
    bullets,
    text,
)
from reports.documents.letterheads import page_of
from reports.documents.openings import seal
from reports.queries.letterheads import letterhead_get
from thaitext.hours import format_hour, format_weekday_date

KIND = "activity-note"
NAME = "บันทึกการประชุมและกิจกรรมด้าน ITA"

WITHDRAWN = "(ภาพนี้ถูกถอนแล้ว)"
MISSING = "(ไม่พบไฟล์ภาพนี้ในระบบ กรุณาเพิ่มภาพใหม่ในหน้ากิจกรรม)"

# In cm: two pictures with their captions beside each other, two such rows on a page.
_PICTURE_WIDTH, _PICTURE_HEIGHT = 7.4, 8.5

_ITEM = re.compile(r"(?:[-–—*]\s+|[•·▪●]\s*)(?=\S)")


def build(municipality: Municipality, fiscal_year: int) -> Document:
    """Builds the note of all activities of the fiscal year (Buddhist Era), each on pages of its own.

    Four queries, whatever the number of activities. Raises UserError for a year without any.
    """
    activities = check(municipality, fiscal_year)
    title = (
        "บันทึกการประชุมและกิจกรรมด้านการประเมินคุณธรรมและความโปร่งใส (ITA)\n"
        f"ของ{municipality.name} ประจำปีงบประมาณ พ.ศ. {fiscal_year}"
    )
    return Document(
        kind=KIND,
        title=title.replace("\n", " "),
        author=municipality.name,
        sections=tuple(
            Section(f"กิจกรรมที่ {number}", tuple(_blocks(municipality, title, activity, first=number == 1)))
            for number, activity in enumerate(activities, 1)
        ),
        unbroken=municipality.unbroken_names,
        page=page_of(letterhead_get(municipality)),
    )


def check(municipality: Municipality, fiscal_year: int) -> Sequence[Activity]:
    """Returns the activities of the year. Three queries. Raises UserError as `build` does."""
    activities = activities_listed(municipality, fiscal_year)
    if not activities:
        raise UserError(
            f"{municipality.name} ยังไม่มีการประชุมหรือกิจกรรมของปีงบประมาณ {fiscal_year} จึงยังจัดทำเอกสารไม่ได้ กรุณาบันทึกกิจกรรมก่อน"
        )
    return activities


def _blocks(municipality: Municipality, title: str, activity: Activity, *, first: bool) -> Iterator[Block]:
    if not first:
        yield PageBreak()
    yield from seal(municipality)
    # The title is the document's heading once; on the pages of the further activities it is a line.
    yield Heading(title, level=1, align="center") if first else Paragraph(text(Run(title, bold=True)), align="center")
    yield Heading(activity.title, align="center")
    starts = timezone.localtime(activity.starts)
    yield _line("วันและเวลา", f"{format_weekday_date(starts.date())} เวลา {format_hour(starts.time())}")
    yield _line("สถานที่", activity.place)
    yield from _attendees(activity.attendees)
    yield Heading("สาระสำคัญและมติ", level=3)
    yield from _text(activity.text)
    if pictures := pictures_of(activity):
        yield Heading("ภาพกิจกรรม", level=3)
        yield _pictures(activity, pictures)


def _line(name: str, words: str) -> Paragraph:
    return Paragraph(text(Run(f"{name} : ", bold=True), words))


def _attendees(words: str) -> Iterable[Block]:
    """One in its line; several as a list."""
    lines = [_ITEM.sub("", line, count=1) for line in words.split("\n") if line]
    if len(lines) == 1:
        yield _line("ผู้เข้าร่วม", lines[0])
    elif lines:
        yield Paragraph(text(Run("ผู้เข้าร่วม :", bold=True)))
        yield bullets(lines)


def _text(words: str) -> Iterator[Block]:
    """A paragraph for each line; lines that begin with a dash or a bullet are items of a list."""
    lines = [line for line in words.split("\n") if line]
    for listed, stretch in groupby(lines, lambda line: bool(_ITEM.match(line))):
        if listed:
            yield bullets(_ITEM.sub("", line, count=1) for line in stretch)
        else:
            yield from (Paragraph(text(line), indent=True) for line in stretch)


def _pictures(activity: Activity, pictures: Sequence[Evidence]) -> Table:
    cells = [_cell(evidence) for evidence in pictures]
    cells += [Cell()] * (len(cells) % 2)
    return Table(
        caption=f"ภาพกิจกรรม {activity.title}",
        widths=(1, 1),
        head=(),
        rows=tuple(Row((cells[place], cells[place + 1])) for place in range(0, len(cells), 2)),
        plain=True,
    )


def _cell(evidence: Evidence) -> Cell:
    """A picture over its caption; a picture whose file is gone or damaged is said."""
    file = picture_file(evidence)
    path = Path(file.web.path) if file and file.web else None
    width = _width(path) if path else None
    caption = Paragraph(text(evidence.caption))
    if path is None or width is None:
        return Cell((caption, Paragraph(text(WITHDRAWN if evidence.is_withdrawn else MISSING))), align="center")
    return Cell((Picture(path, evidence.caption, width_cm=width), caption), align="center")


def _width(path: Path) -> float | None:
    """How wide the picture is laid out: as wide as its cell, but not too high. None for no picture that can be read."""
    try:
        with Image.open(path) as picture:
            width, height = picture.size
            picture.draft("RGB", (1, 1))  # a smaller reading is enough to know that nothing is cut off
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # what Pillow raises, by format
        return None
    return min(_PICTURE_WIDTH, round(_PICTURE_HEIGHT * width / height, 2))
