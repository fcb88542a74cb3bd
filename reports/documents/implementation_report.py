"""The report on what was done and what came of it, measure by measure (seed 003; ITA.md section 4)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from django.db.models import prefetch_related_objects

from accounts.models import Municipality
from measures.models import Evidence, Status
from measures.queries import Plan, PlanRow, PlanStep
from reports.content import (
    Block,
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    cell,
    head,
    text,
)
from reports.documents.letterheads import page_of, signatures
from reports.documents.openings import place, seal
from reports.documents.step_results import (
    HEADS,
    NO_REPORT,
    NO_STEP,
    NONE,
    ORDER,
    closing,
    dated,
    departments,
    given_up,
    plan_on,
    reported,
    tally,
)
from reports.queries.letterheads import letterhead_get
from thaitext.dates import format_date
from thaitext.words import join_list

KIND = "implementation-report"
NAME = "รายงานผลการดำเนินการส่งเสริมคุณธรรมและความโปร่งใส"

_TITLE = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"

# The columns, in cm of a landscape page. Days take the room of "- 30 กันยายน 2567", which is not cut.
_WIDTHS = (3.8, 4.4, 2.9, 3.8, 5.5, 4.3)


@dataclass(frozen=True, slots=True)
class _Group:
    """Measures under one heading; `name` is short, for a worksheet and for references."""

    name: str
    title: str
    measures: Sequence[PlanRow]

    @property
    def steps(self) -> list[PlanStep]:
        return [step for _, steps in self.measures for step in steps]

    def mark(self, measure: int, step: int | None = None) -> str:
        """The number of a measure, or of its step; a single measure has none, as in the seed."""
        if len(self.measures) == 1:
            return f"{step}." if step else ""
        return f"{measure}.{step or ''}"


# What proves the steps, with its number and the steps that it proves.
_Proofs: TypeAlias = Mapping[Evidence, tuple[int, Sequence[str]]]


def build(municipality: Municipality, fiscal_year: int, today: date | None = None) -> Document:
    """Builds the report of the action year `fiscal_year` (Buddhist Era) as of a day (`step_results.plan_on`).

    At most thirteen queries. Raises UserError where the municipality has no measures of that year.
    """
    plan, day = plan_on(municipality, fiscal_year, today=today)
    prefetch_related_objects([report for step in plan.steps for report in step.reports], "evidence__files")
    letterhead = letterhead_get(municipality)
    groups = list(_groups(plan))
    proofs = _proofs(groups)
    title = f"{_TITLE}\nประจำปีงบประมาณ พ.ศ. {fiscal_year}"
    ending: tuple[Block, ...] = (Paragraph(text(closing(plan, day)), indent=True), *signatures(letterhead))
    tables = [(group.name, (Heading(group.title), _table(group, proofs))) for group in groups]
    return Document(
        kind=KIND,
        title=f"{title} {municipality.name}".replace("\n", " "),
        author=municipality.name,
        sections=(
            Section("สรุป", tuple(_opening(municipality, title, plan, groups, day))),
            *(Section(name, blocks, orientation="landscape") for name, blocks in tables[:-1]),
            *(Section(name, (*blocks, *ending), orientation="landscape") for name, blocks in tables[-1:]),
            *_annex(proofs),
        ),
        unbroken=municipality.unbroken_names,
        page=page_of(letterhead),
    )


def _groups(plan: Plan) -> Iterator[_Group]:
    """By issue; then the measures without an issue, by the indicators that they answer."""
    by_issue: dict[int, list[PlanRow]] = {}
    by_indicators: dict[tuple[int, ...], list[PlanRow]] = {}
    for measure, steps in plan.measures:
        if measure.issue:
            by_issue.setdefault(measure.issue.number, []).append((measure, steps))
        else:
            numbers = tuple(indicator.number for indicator in measure.indicators.all())
            by_indicators.setdefault(numbers, []).append((measure, steps))
    for number, measures in sorted(by_issue.items()):
        yield _Group(f"ประเด็นที่ {number}", str(measures[0][0].issue), measures)
    for numbers, measures in sorted(by_indicators.items()):
        indicators = measures[0][0].indicators.all()
        name = f"ตัวชี้วัดที่ {join_list([str(number) for number in numbers])}"
        yield _Group(name, join_list([str(indicator) for indicator in indicators]), measures)


def _opening(
    municipality: Municipality, title: str, plan: Plan, groups: Sequence[_Group], day: date
) -> Iterator[Block]:
    yield from seal(municipality)
    yield Heading(title, level=1, align="center")
    yield Paragraph(text(Run(municipality.name, bold=True)), align="center")
    yield Paragraph(text(place(municipality).strip()), align="center")
    yield Paragraph(
        text(
            f"รายงานฉบับนี้แสดงผลการดำเนินการตามมาตรการที่{municipality.name}กำหนดขึ้นจากผลการประเมิน ITA "
            f"ของปีงบประมาณ พ.ศ. {plan.action_year - 1} ข้อมูล ณ วันที่ {format_date(day)} สรุปได้ดังนี้"
        ),
        indent=True,
    )
    yield _summary(plan, groups)


def _summary(plan: Plan, groups: Sequence[_Group]) -> Table:
    """How many steps of each group are how far."""
    rows = [_summary_row(group.title, group.measures, group.steps) for group in groups]
    rows.append(_summary_row("รวม", plan.measures, plan.steps, total=True))
    return Table(
        caption="จำนวนมาตรการและขั้นตอนตามสถานะ",
        widths=(4.5, 1.9, 1.8, 2.1, 2.1, 2.1, 1.5),
        head=(head("ประเด็น/ตัวชี้วัด", "มาตรการ", "ขั้นตอน", *(HEADS[status] for status in ORDER)),),
        rows=tuple(rows),
    )


def _summary_row(title: str, measures: Sequence[object], steps: Sequence[PlanStep], *, total: bool = False) -> Row:
    counts = tally(steps)
    figures = [len(measures), len(steps), *(counts[status] for status in ORDER)]
    return Row(
        (
            cell(Run(title, bold=total)),
            *(cell(Run(str(figure) if figure else NONE, bold=total), align="center") for figure in figures),
        ),
        total=total,
    )


def _table(group: _Group, proofs: _Proofs) -> Table:
    return Table(
        caption=group.title,
        widths=_WIDTHS,
        head=(
            head(
                "มาตรการ/โครงการ/กิจกรรม",
                "ขั้นตอน/วิธีการปฏิบัติ",
                "ผู้รับผิดชอบ",
                "ระยะเวลา",
                "สรุปผลการดำเนินการ",
                "ผลลัพธ์หรือความสำเร็จ",
            ),
        ),
        rows=tuple(_rows(group, proofs)),
    )


def _rows(group: _Group, proofs: _Proofs) -> Iterator[Row]:
    """A row a step; only the first names its measure."""
    for number, (measure, steps) in enumerate(group.measures, 1):
        mark = group.mark(number)
        named = cell(f"{mark} {measure.title}".strip())
        if not steps:
            yield Row((named, cell(NO_STEP), Cell(), Cell(), cell(NO_REPORT), cell(NONE)))
        for count, step in enumerate(steps, 1):
            yield Row(
                (
                    named,
                    cell(f"{group.mark(number, count)} {step.step.text}"),
                    departments(step),
                    cell(step.step.period),
                    Cell(tuple(_done(step, proofs))),
                    cell(_outcome(step)),
                )
            )
            named = cell(f"{mark} (ต่อ)".strip())


def _done(step: PlanStep, proofs: _Proofs) -> Iterator[Paragraph]:
    """How far a step is that is not done, what was done, and where that is proved."""
    told = reported(step)
    if step.standing.status == Status.CANCELLED:
        yield from (Paragraph(text(words)) for words in given_up(step))
    elif not step.reports:
        yield Paragraph(text(NO_REPORT))
    elif step.standing.status != Status.DONE or not told:
        yield Paragraph(text(f"({step.standing.status.label})"))
    for report in told:
        yield Paragraph(text(dated(report) if step.step.cycle else report.summary))
    if proved := [str(proofs[evidence][0]) for evidence in _evidence(step)]:
        yield Paragraph(text(f"(หลักฐานลำดับที่ {join_list(proved)})"))


def _outcome(step: PlanStep) -> str:
    return next((report.outcome for report in step.reports if report.outcome), NONE)


def _evidence(step: PlanStep) -> list[Evidence]:
    """What proves a step, each once, in the order in which it was reported."""
    return list(dict.fromkeys(each for report in reversed(step.reports) for each in report.evidence.all()))


def _proofs(groups: Iterable[_Group]) -> _Proofs:
    """What proves the steps, numbered in the order of the tables."""
    proves: dict[Evidence, list[str]] = {}
    for group in groups:
        for number, (_, steps) in enumerate(group.measures, 1):
            for count, step in enumerate(steps, 1):
                where = f"{group.name} ขั้นตอนที่ {group.mark(number, count).removesuffix('.')}"
                for evidence in _evidence(step):
                    proves.setdefault(evidence, []).append(where)
    return {evidence: (number, places) for number, (evidence, places) in enumerate(proves.items(), 1)}


def _annex(proofs: _Proofs) -> Iterator[Section]:
    """The list of evidence. The public reads where it is only of what was marked as public."""
    if not proofs:
        return
    table = Table(
        caption="หลักฐาน",
        widths=(1.5, 5.4, 7.6, 2.8, 7.4),
        head=(head("ลำดับที่", "ขั้นตอน", "หลักฐาน", "วันที่ของหลักฐาน", "ที่เก็บ"),),
        rows=tuple(
            Row(
                (
                    cell(str(number), align="center"),
                    Cell(tuple(Paragraph(text(each)) for each in places)),
                    cell(evidence.caption),
                    cell(_proved_on(evidence), align="center"),
                    cell(_where(evidence)),
                )
            )
            for evidence, (number, places) in proofs.items()
        ),
    )
    heading = Heading("ภาคผนวก หลักฐานการดำเนินการ", align="center")
    yield Section("หลักฐาน", (PageBreak(), heading, table), orientation="landscape")


def _proved_on(evidence: Evidence) -> str:
    return format_date(evidence.proves_on, "short_month") if evidence.proves_on else NONE


def _where(evidence: Evidence) -> str:
    """Where evidence is found."""
    if evidence.is_withdrawn:
        return "ถอนแล้ว"
    if evidence.is_public and evidence.url:
        return evidence.url
    file = next(iter(evidence.files.all()), None)
    kind = f" ({file.get_kind_display()})" if file else ""
    return f"เก็บไว้ที่หน่วยงาน{kind}"
