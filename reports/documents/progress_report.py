"""The progress of a year's steps, each with a tick in its status, by instrument (seed 004; ITA.md section 4)."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from accounts.models import Municipality
from assessments.models import Indicator
from measures.models import Measure, Status
from measures.periods import Period
from measures.queries import Plan, PlanStep
from reports.content import (
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    Tick,
    cell,
    head,
    text,
)
from reports.documents.letterheads import page_of, signatures
from reports.documents.openings import seal
from reports.documents.step_results import (
    HEADS,
    NO_REPORT,
    NO_STEP,
    NONE,
    closing,
    dated,
    departments,
    given_up,
    half_end,
    plan_on,
    reported,
    year_end,
)
from reports.queries.letterheads import letterhead_get
from thaitext.dates import format_date

KIND, NAME = "progress-report", "รายงานความก้าวหน้าตามมาตรการ รอบ 12 เดือน"
HALF_KIND, HALF_NAME = "progress-report-6", "รายงานความก้าวหน้าตามมาตรการ รอบ 6 เดือน"

_TITLE = "รายงานความก้าวหน้าของมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"

_HALF_NOTE = " โดยขั้นตอนที่ทำเป็นรอบนับเฉพาะรอบที่ครบกำหนดภายในวันที่ 31 มีนาคม และรวมรายงานของกำหนดดังกล่าวที่ส่งภายหลัง"

_STATUSES = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.DONE)

# The columns, in cm of a landscape page. A status takes the room of "ดำเนินการ", which is not cut.
_WIDTHS = (2.8, 2.8, 3.8, 3.4, 2.1, 2.0, 2.0, 2.0, 3.8)


@dataclass(frozen=True, slots=True)
class _Group:
    """Measures under one heading, each with what it answers; `name` is short, for a worksheet."""

    name: str
    title: str
    answered: str  # the head of the first column
    measures: Sequence[tuple[Sequence[str], Measure, Sequence[PlanStep]]]


def build(municipality: Municipality, fiscal_year: int, today: date | None = None) -> Document:
    """Builds the report of the action year `fiscal_year` (Buddhist Era) as of a day (`step_results.plan_on`).

    At most fifteen queries. Raises UserError where the municipality has no measures of that year.
    """
    plan, day = plan_on(municipality, fiscal_year, today=today)
    return _document(KIND, "รอบ 12 เดือน", plan, day, complete=day >= year_end(fiscal_year))


def build_half(municipality: Municipality, fiscal_year: int, today: date | None = None) -> Document:
    """Builds the report of the year's first six months, as of 31 March or of `today` before that. Else as `build`."""
    plan, day = plan_on(municipality, fiscal_year, today=today, half=True)
    return _document(HALF_KIND, "รอบ 6 เดือน", plan, day, complete=day == half_end(fiscal_year), note=_HALF_NOTE)


def _document(kind: str, period: str, plan: Plan, day: date, *, complete: bool, note: str = "") -> Document:
    """The report; until its period is over, its title says how far it reaches. `note` says how it is reckoned."""
    municipality = plan.municipality
    letterhead = letterhead_get(municipality)
    until = "" if complete else f" (ถึงวันที่ {format_date(day)})"
    title = f"{_TITLE}\n{municipality.name}\nประจำปีงบประมาณ พ.ศ. {plan.action_year} {period}{until}"
    opening: tuple[Block, ...] = (
        *seal(municipality),
        Heading(title, level=1, align="center"),
        Paragraph(
            text(
                f"{municipality.name}ติดตามมาตรการที่กำหนดขึ้นจากผลการประเมิน ITA ของปีงบประมาณ พ.ศ. {plan.action_year - 1} "
                f"สถานะและผลการดำเนินการของแต่ละขั้นตอน ณ วันที่ {format_date(day)} เป็นดังนี้{note}"
            ),
            indent=True,
        ),
    )
    ending: tuple[Block, ...] = (Paragraph(text(closing(plan, day)), indent=True), *signatures(letterhead))
    groups = list(_groups(plan))
    sections = [
        Section(
            group.name,
            (
                *(opening if group is groups[0] else ()),
                Heading(group.title),
                _table(group),
                *(ending if group is groups[-1] else ()),
            ),
            orientation="landscape",
        )
        for group in groups
    ]
    return Document(
        kind=kind,
        title=title.replace("\n", " "),
        author=municipality.name,
        sections=tuple(sections),
        unbroken=municipality.unbroken_names,
        page=page_of(letterhead),
    )


def _groups(plan: Plan) -> Iterator[_Group]:
    """By the instruments of a measure's indicators, else of its questions; last what answers an issue alone.

    A measure that answers indicators of two instruments stands under both.
    """
    prefetch_related_objects([measure for measure, _ in plan.measures], "questions__indicator__instrument")
    answers = [(_indicators(measure), measure, steps) for measure, steps in plan.measures]
    instruments = {each.instrument.order: each.instrument for indicators, _, _ in answers for each in indicators}
    for _, instrument in sorted(instruments.items()):
        own = [
            ([each for each in indicators if each.instrument_id == instrument.pk], measure, steps)
            for indicators, measure, steps in answers
        ]
        measures = sorted((each for each in own if each[0]), key=lambda each: each[0][0].number)
        yield _Group(
            instrument.code,
            f"{instrument.name} ({instrument.code})",
            "ตัวชี้วัดของการประเมิน ITA",
            [
                ([f"{each.number}. {each.name}" for each in indicators], measure, steps)
                for indicators, measure, steps in measures
            ],
        )
    by_issue = [(str(measure.issue), measure, steps) for indicators, measure, steps in answers if not indicators]
    if by_issue:
        title = "มาตรการที่กำหนดตามประเด็นการวิเคราะห์"
        yield _Group("ประเด็น", title, "ประเด็น", [([issue], measure, steps) for issue, measure, steps in by_issue])


def _indicators(measure: Measure) -> list[Indicator]:
    """The indicators that a measure answers, in their order."""
    indicators = list(measure.indicators.all()) or [question.indicator for question in measure.questions.all()]
    return sorted(dict.fromkeys(indicators), key=lambda indicator: indicator.number)


def _table(group: _Group) -> Table:
    return Table(
        caption=group.title,
        widths=_WIDTHS,
        head=(
            head(
                group.answered,
                "(1)\nผู้รับผิดชอบ",
                "(2)\nขั้นตอนหรือวิธีปฏิบัติ",
                "(3)\nแนวทางการกำกับติดตาม",
                "(4)\nระยะเวลา\nดำเนินการ",
                *(HEADS[status] for status in _STATUSES),
                "(5)\nการรายงานผล\nการดำเนินการ",
            ),
        ),
        rows=tuple(row for answered, measure, steps in group.measures for row in _rows(answered, measure, steps)),
    )


def _rows(answered: Sequence[str], measure: Measure, steps: Sequence[PlanStep]) -> Iterator[Row]:
    """A row a step; only the first says what the measure is and what it answers."""
    first = tuple(Paragraph(text(each)) for each in answered)
    named: tuple[Block, ...] = (Paragraph(text(f"มาตรการ : {measure.title}")),)
    if not steps:
        how = Cell((*named, Paragraph(text(NO_STEP))))
        yield Row((Cell(first), Cell(), how, *[Cell()] * 5, cell(NO_REPORT)))
    for place, step in enumerate(steps, 1):
        yield Row(
            (
                Cell(first),
                departments(step),
                Cell((*named, Paragraph(text(f"{place}. {step.step.text}")))),
                cell(step.step.supervision or NONE),
                cell(period_words(step.step.when)),
                *_status(step.standing.status),
                Cell(tuple(_reporting(step))),
            )
        )
        first, named = (Paragraph(text("(ต่อ)")),), ()


def _status(status: Status) -> Iterator[Cell]:
    """The three columns of statuses: one tick, or three dashes for a step that was given up."""
    for each in _STATUSES:
        if status == Status.CANCELLED:
            yield cell(NONE, align="center")
        else:
            yield Cell((Paragraph((Tick(each.label),)),), align="center") if each == status else Cell()


def period_words(period: Period) -> str:
    """A period for a narrow column: whole months by their names, as in the seed, other days with short months."""
    if period.dates is None:
        return period.label
    start, end = period.dates
    if period.cycle:
        first, last = (format_date(day, "short_month") for day in period.dates)
        return f"{period.rhythm}\nตั้งแต่ {first}\nถึง {last}"
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        months = dict.fromkeys(format_date(day, "month") for day in (start, end))
        return " ถึง\n".join(months)
    return " - ".join(dict.fromkeys(format_date(day, "short_month") for day in (start, end)))


def _reporting(step: PlanStep) -> Iterator[Paragraph]:
    """What was reported, each with its date, or why the step was given up."""
    ended = given_up(step)
    yield from (Paragraph(text(words)) for words in ended)
    for report in reported(step) or step.reports[: 0 if ended else 1]:
        yield Paragraph(text(dated(report)))
    if not step.reports:
        yield Paragraph(text(NO_REPORT))
