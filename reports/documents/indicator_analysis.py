"""The analysis by ten indicators with the measures that answer it (Format B; seeds 000 and 002)."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.findings import Draft, Lowest
from assessments.models import Indicator, Issue
from assessments.queries import IndicatorFinding, Overview, overview_get
from measures.models import Measure
from measures.queries import measures_for_result
from reports.content import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Paragraph,
    Row,
    Run,
    Score,
    Section,
    Table,
    bullets,
    cell,
    head,
    text,
)
from reports.documents.letterheads import page_of, signatures
from reports.documents.openings import notes, seal, summary, wording_note
from reports.documents.score_figures import score_plot, score_table
from reports.queries.letterheads import letterhead_get
from thaitext.numbers import format_score
from thaitext.words import join_list

KIND = "indicator-analysis"
NAME = "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด"

NO_MEASURE = "ยังไม่ได้กำหนดมาตรการ"
NO_STEP = "ยังไม่ได้กำหนดขั้นตอน"

# The columns of the measures, in cm of a landscape page. Days take the room of "- 30 กันยายน 2567", which is not cut.
_WIDTHS = (5.9, 6.3, 6.3, 3.0, 3.2)
_WIDTHS_WITH_DATES = (5.6, 6.3, 5.5, 4.1, 3.2)


def build(municipality: Municipality, fiscal_year: int) -> Document:
    """Builds the analysis of the result year `fiscal_year` (Buddhist Era).

    Twelve queries, thirteen where measures answer issues; three more the first time that a process reads the framework.
    Raises UserError where the municipality has no scores of that year.
    """
    overview = check(municipality, fiscal_year)
    measures = measures_for_result(municipality, fiscal_year)
    letterhead = letterhead_get(municipality)
    title = (
        "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน\n"
        f"ของ{municipality.name} ประจำปีงบประมาณ พ.ศ. {fiscal_year}"
    )
    return Document(
        kind=KIND,
        title=title.replace("\n", " "),
        author=municipality.name,
        sections=(
            Section(
                "ผลคะแนน",
                (
                    *seal(municipality),
                    Heading(title, level=1, align="center"),
                    Paragraph(summary(overview), indent=True),
                    score_table(overview),
                    *notes(overview),
                    score_plot(overview),
                ),
            ),
            Section(
                "ผลการวิเคราะห์",
                (Heading("ผลการวิเคราะห์รายตัวชี้วัด"), _finding_table(overview), *_wording_note(overview)),
            ),
            Section(
                "การนำผลไปปรับปรุง",
                (
                    Heading("การนำผลการวิเคราะห์ไปสู่การปรับปรุงและพัฒนาองค์กร", align="center"),
                    _measure_table(overview, measures),
                    *signatures(letterhead),
                ),
                orientation="landscape",
            ),
        ),
        unbroken=municipality.unbroken_names,
        page=page_of(letterhead),
    )


def check(municipality: Municipality, fiscal_year: int) -> Overview:
    """Returns what the analysis is built from. Six queries (nine the first time). Raises UserError as `build` does."""
    overview = overview_get(municipality, fiscal_year)
    if not overview.has_scores:
        raise UserError(
            f"{municipality.name} ยังไม่มีผลคะแนนของปีงบประมาณ {fiscal_year} จึงยังจัดทำรายงานไม่ได้ กรุณานำเข้าคะแนนก่อน"
        )
    return overview


def _finding_table(overview: Overview) -> Table:
    return Table(
        caption="ผลการวิเคราะห์รายตัวชี้วัด",
        widths=(4.2, 11.8),
        head=(head("ตัวชี้วัด", "ผลการวิเคราะห์"),),
        rows=tuple(
            Row((cell(str(finding.indicator)), Cell(tuple(_finding(overview, finding)))))
            for finding in overview.findings
        ),
    )


def _wording_note(overview: Overview) -> Iterable[Block]:
    quoted = (lowest.question for finding in overview.findings for lowest in finding.draft.lowest)
    return wording_note((question.code for question in quoted if not question.confirmed), "ที่ยกมาข้างต้น")


def _finding(overview: Overview, finding: IndicatorFinding) -> Iterable[Block]:
    """The score, then the lowest questions quoted and underlined, and the analysis."""
    if finding.draft.score is None:
        yield Paragraph(text(f"ผลคะแนน : ยังไม่มีผลคะแนนใน{finding.indicator}"))
    else:
        yield Paragraph(
            text(
                f"ผลคะแนน : {overview.assessment.municipality.name} มีผลคะแนนใน{finding.indicator} ",
                Score(finding.draft.score),
                " คะแนน",
            )
        )
    yield Paragraph(text("ผลการวิเคราะห์ : ", *quotation(finding.draft), finding.analysis))


def quotation(draft: Draft) -> Iterable[Inline]:
    """The draft's lead and the quoted questions, underlined as in the seeds; nothing where none is quoted."""
    if not draft.lead:
        return
    yield Run(f"{draft.lead} ")
    quoted = [list(parts) for _, parts in groupby(draft.lowest, attrgetter("question"))]
    for place, parts in enumerate(quoted):
        if place and place == len(quoted) - 1 and not draft.unquoted:
            yield Run("และ ")  # with a space, as `join_list` has one before signs
        yield Run(f"“{parts[0].question.text}{_score_of(parts)}”", underline=True)
        yield Run(" ")
    if draft.unquoted:
        yield Run(f"และข้อ {join_list(draft.unquoted)} ซึ่งได้คะแนนเท่ากัน ")


def _score_of(parts: Sequence[Lowest]) -> str:
    """The score that a question has, in each of `parts` alike: " (ส่วนที่ 2 ได้ 88.50 คะแนน)"."""
    value = parts[0].value
    if value is None:
        return ""
    where = join_list([f"ส่วนที่ {each.part}" for each in parts if each.part])
    return f" ({f'{where} ได้ ' if where else ''}{format_score(value, document=True)} คะแนน)"


def _measure_table(overview: Overview, measures: Sequence[Measure]) -> Table:
    """A row an indicator; measures that answer an issue alone follow, a row an issue."""
    rows: list[Row] = []
    by_issue = [measure for measure in measures if not measure.indicators.all()]
    for finding in overview.findings:
        answers = [measure for measure in measures if finding.indicator in measure.indicators.all()]
        if answers or not by_issue:
            rows += _answer_rows("ตัวชี้วัดที่", finding.indicator, cell(_addressed(finding)), answers)
    for issue in dict.fromkeys(measure.issue for measure in by_issue if measure.issue):
        answers = [measure for measure in by_issue if measure.issue == issue]
        rows += _answer_rows("ประเด็นที่", issue, _weak_points(overview, issue), answers)
    dated = any(step.start for measure in measures for step in measure.steps.all())
    return Table(
        caption=f"มาตรการของปีงบประมาณ พ.ศ. {overview.assessment.fiscal_year + 1}",
        widths=_WIDTHS_WITH_DATES if dated else _WIDTHS,
        head=(
            head(
                "มาตรการ/โครงการ/กิจกรรม",
                "ผลการวิเคราะห์ตัวชี้วัด ตามหลักเกณฑ์การประเมิน ITA ที่สอดคล้องกับมาตรการ/โครงการ/กิจกรรม",
                "ขั้นตอนและวิธีการ",
                "ช่วงระยะเวลา\nดำเนินการ",
                "ผู้รับผิดชอบ",
            ),
        ),
        rows=tuple(rows),
    )


def _answer_rows(word: str, answered: Indicator | Issue, analysis: Cell, measures: Sequence[Measure]) -> Iterable[Row]:
    """The measures that answer one finding: one row, or a row for each stretch of equal periods and departments."""
    heading = Paragraph(text(Run("มาตรการ/โครงการ/กิจกรรม", underline=True)))
    opening: tuple[Block, ...] = (Paragraph(text(str(answered))), heading)
    if not measures:
        yield Row((Cell((*opening, _text(NO_MEASURE))), analysis, Cell((_text(NO_MEASURE),)), Cell(), Cell()))
    for (periods, departments), stretch in groupby(measures, _when_and_who):
        steps = [(measure.title, [step.text for step in measure.steps.all()]) for measure in stretch]
        yield Row(
            (
                Cell((*opening, bullets(name for name, _ in steps))),
                analysis,
                Cell((bullets(step for _, texts in steps for step in texts),) if periods else (_text(NO_STEP),)),
                Cell(tuple(Paragraph(text(period)) for period in periods), align="center"),
                Cell((bullets(departments),) if departments else ()),
            )
        )
        number = f"{word} {answered.number}"
        opening = (_text(f"{number} (ต่อ)"),)
        analysis = cell(f"ตามผลการวิเคราะห์{number} ข้างต้น")


def _when_and_who(measure: Measure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The periods and the departments of a measure's steps, each once, in order."""
    steps = measure.steps.all()
    departments = (each.department.name for step in steps for each in step.responsibilities.all())
    return tuple(dict.fromkeys(step.period for step in steps)), tuple(dict.fromkeys(departments))


def _text(words: str) -> Paragraph:
    return Paragraph(text(words))


def _addressed(finding: IndicatorFinding) -> str:
    return f"ตัวชี้วัด{finding.indicator.name} (ตัวชี้วัดที่ {finding.indicator.number}) {finding.shows}"


def _weak_points(overview: Overview, issue: Issue) -> Cell:
    """The findings whose lowest question belongs to the issue."""
    codes = {question.code for question in issue.questions.all()}
    weak = [
        _addressed(finding)
        for finding in overview.findings
        if codes.intersection(lowest.question.code for lowest in finding.draft.lowest)
    ]
    if not weak:
        return cell("ไม่มีข้อคำถามที่ได้คะแนนน้อยที่สุดของตัวชี้วัดใดอยู่ในประเด็นนี้")
    return Cell((bullets(weak),))
