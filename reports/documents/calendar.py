"""The year's calendar of the assessment with the municipality's own duties marked (seed 002)."""

from collections.abc import Iterable, Sequence

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.models import CalendarStep
from measures.queries.calendar import calendar_listed, calendar_years, closing_words
from reports.content import (
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    bullets,
    cell,
    head,
    text,
)
from reports.documents.letterheads import page_of
from reports.documents.openings import seal
from reports.queries.letterheads import letterhead_get
from thaitext.dates import format_period
from thaitext.words import join_list

KIND = "calendar"
NAME = "ปฏิทินการประเมิน ITA"

#: What marks an own duty, besides its bold title.
OWN_DUTY = "หน้าที่ของหน่วยงาน"

# The columns in cm of a landscape page: a period and a day with its weekday stand on one line each.
_WIDTHS = (1.4, 5.9, 7.0, 4.8, 5.6)


def build(municipality: Municipality, fiscal_year: int) -> Document:
    """Builds the calendar of the fiscal year (Buddhist Era), which is the year that is assessed.

    Two queries. Raises UserError for a year whose calendar is not known.
    """
    steps = check(municipality, fiscal_year)
    title = (
        "ปฏิทินการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ\n"
        f"(Integrity and Transparency Assessment: ITA) ประจำปีงบประมาณ พ.ศ. {fiscal_year}"
    )
    return Document(
        kind=KIND,
        title=title.replace("\n", " "),
        author=municipality.name,
        sections=(
            Section(
                f"ปฏิทิน {fiscal_year}",
                (
                    *seal(municipality),
                    Heading(title, level=1, align="center"),
                    Paragraph(text(_introduction(municipality, fiscal_year, steps)), indent=True),
                    _table(fiscal_year, steps),
                    *_notes(steps),
                ),
                orientation="landscape",
            ),
        ),
        unbroken=municipality.unbroken_names,
        page=page_of(letterhead_get(municipality)),
    )


def check(municipality: Municipality, fiscal_year: int) -> Sequence[CalendarStep]:
    """Returns the steps of the year's calendar. One query. Raises UserError as `build` does."""
    steps = calendar_listed(fiscal_year)
    if not steps:
        known = join_list([str(year) for year in calendar_years()])
        remedy = f"ขณะนี้มีปฏิทินของปี {known} " if known else ""
        raise UserError(
            f"ยังไม่มีปฏิทินการประเมินของปีงบประมาณ {fiscal_year} ในระบบ จึงยังจัดทำเอกสารไม่ได้ "
            f"{remedy}กรุณาเลือกปีที่มีปฏิทิน หรือแจ้งผู้ดูแลระบบเมื่อสำนักงาน ป.ป.ช. ประกาศปฏิทินของปีนั้นแล้ว"
        )
    return steps


def _introduction(municipality: Municipality, fiscal_year: int, steps: Sequence[CalendarStep]) -> str:
    duties = sum(step.own_duty for step in steps)
    return (
        f"{municipality.name}จัดทำปฏิทินนี้ให้ผู้บริหาร ผู้ดูแลระบบ ITAS และทุกส่วนราชการใช้เตรียมการและติดตามการประเมิน "
        f"ITA ประจำปีงบประมาณ พ.ศ. {fiscal_year} ตามกำหนดที่สำนักงาน ป.ป.ช. ประกาศ มีทั้งหมด {len(steps)} ขั้นตอน "
        f"ขั้นตอนที่หน่วยงานต้องดำเนินการเองมี {duties} ขั้นตอน พิมพ์ด้วยตัวหนาและมีคำว่า “{OWN_DUTY}” กำกับ"
    )


def _table(fiscal_year: int, steps: Sequence[CalendarStep]) -> Table:
    return Table(
        caption=f"ขั้นตอนการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {fiscal_year}",
        widths=_WIDTHS,
        head=(head("ลำดับ", "ช่วงเวลา", "ขั้นตอน", "ผู้ดำเนินการ", "ปิดระบบ"),),
        rows=tuple(
            Row(
                (
                    cell(str(step.number), align="center"),
                    cell(Run(format_period(step.start, step.end), bold=step.own_duty)),
                    _step(step),
                    cell(step.actor),
                    _closing(step),
                )
            )
            for step in steps
        ),
    )


def _step(step: CalendarStep) -> Cell:
    title = Paragraph(text(Run(step.title, bold=step.own_duty)))
    return Cell((title, Paragraph(text(Run(f"({OWN_DUTY})", bold=True))))) if step.own_duty else Cell((title,))


def _closing(step: CalendarStep) -> Cell:
    day, _, hour = closing_words(step).partition(" เวลา ")
    if not day:
        return cell("–")
    return cell(Run(f"{day}\nเวลา {hour}", bold=step.own_duty))


def _notes(steps: Sequence[CalendarStep]) -> Iterable[Block]:
    """What a reader must know of single steps: where the source is uncertain, what a duty takes; then a general one."""
    noted: dict[str, list[str]] = {}
    for step in steps:
        if step.note:
            noted.setdefault(step.note, []).append(str(step.number))
    if noted:
        yield Paragraph(text("หมายเหตุ :"))
        yield bullets(f"ขั้นตอนที่ {join_list(numbers)} : {note}" for note, numbers in noted.items())
    yield Paragraph(
        text("กำหนดเวลาอาจเปลี่ยนแปลงได้ กรุณาตรวจสอบกับประกาศฉบับล่าสุดของสำนักงาน ป.ป.ช. ก่อนดำเนินการ"), indent=True
    )
