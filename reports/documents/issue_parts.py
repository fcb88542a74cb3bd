"""The tables of the analysis by seven issues: questions with their remarks, and the measures that answer them."""

from collections.abc import Iterator, Mapping, Sequence

from assessments.models import Issue
from assessments.queries import Overview
from assessments.remarks import Asked, Remark, remark
from measures.models import Measure, Step
from reports.content import Block, Cell, Paragraph, Row, Score, Table, bullets, cell, head, text
from thaitext.words import join_list

NO_MEASURE = "ยังไม่ได้กำหนดมาตรการในประเด็นนี้"
NO_STEP = "ยังไม่ได้กำหนดขั้นตอน"

# In cm of a landscape page. Codes with their part, and days ("- 30 กันยายน 2567"), are not cut.
_QUESTION_WIDTHS = (1.3, 5.8, 2.3, 3.2, 1.8, 10.3)
_PRACTICE_WIDTHS = (4.0, 5.5, 3.7, 6.9, 4.6)


def questions_of(overview: Overview) -> dict[str, list[Asked]]:
    """The year's questions with clauses and scores, by instrument, in the framework's order."""
    rows, scores = overview.framework.questions, overview.result.questions
    return {
        instrument.code: [
            Asked(
                code=code,
                text=rows[code].text,
                finding=rows[code].finding,
                remedy=rows[code].remedy,
                scores={part: scores[code, part] for part in instrument.parts or (None,)},
            )
            for indicator in instrument.indicators
            for code in indicator.questions
        ]
        for instrument in overview.framework.spec.instruments
    }


def asked_in(issue: Issue, questions: Mapping[str, Sequence[Asked]]) -> dict[str, list[Asked]]:
    """The issue's questions by instrument; empty where the year's map is not known."""
    codes = {question.code for question in issue.questions.all()}
    own = {instrument: [each for each in asked if each.code in codes] for instrument, asked in questions.items()}
    return {instrument: asked for instrument, asked in own.items() if asked}


def question_table(issue: Issue, questions: Mapping[str, Sequence[Asked]], municipality: str) -> Table:
    """A row a question and part, instrument by instrument (`asked_in`), with one remark an instrument.

    The issue's number and title span all rows, instrument and remark those of the instrument.
    """
    count = sum(len(each.scores) for asked in questions.values() for each in asked)
    before = [cell(f"{issue.number}.", align="center", rows=count), cell(issue.title, rows=count)]
    rows = []
    for instrument, asked in questions.items():
        for row in _instrument_rows(instrument, asked, municipality):
            rows.append(Row((*before, *row)))
            before = []
    return Table(
        caption=str(issue),
        widths=_QUESTION_WIDTHS,
        head=(head("ลำดับ", "หัวข้อ", "เครื่องมือ\nการประเมิน", "ข้อคำถาม", "คะแนน", "ข้อบกพร่อง/ข้อแก้ไข/ปรับปรุง/รักษาระดับ"),),
        rows=tuple(rows),
    )


def _instrument_rows(instrument: str, asked: Sequence[Asked], municipality: str) -> Iterator[list[Cell]]:
    scored = [(each.code, part, score) for each in asked for part, score in each.scores.items()]
    drafted = remark(instrument=instrument, questions=asked, municipality=municipality)
    before = [cell(instrument, align="center", rows=len(scored))]
    after = [Cell(tuple(_remark_blocks(drafted)), rows=len(scored))]
    for code, part, score in scored:
        label = f"ข้อ {code} ส่วนที่ {part}" if part else f"ข้อ {code}"
        yield [*before, cell(label), cell(Score(score), align="center"), *after]
        before = after = []


def _remark_blocks(drafted: Remark) -> Iterator[Block]:
    for sentence, points in ((drafted.kept, ()), (drafted.weak, drafted.points), (drafted.missing, ())):
        if sentence:
            yield Paragraph(text(sentence))
        if points:
            yield bullets(points)


def practice_table(answers: Mapping[str, Sequence[Measure]], action_year: int) -> Table:
    """A row a measure, under the topic that it answers; a topic without one says so."""
    rows: list[Row] = []
    for topic, measures in answers.items():
        before = [cell(topic, rows=len(measures) or 1)]
        if not measures:
            rows.append(Row((*before, cell(NO_MEASURE, columns=4))))
        for measure in measures:
            rows.append(Row((*before, *_measure_cells(measure))))
            before = []
    return Table(
        caption=f"การนำผลการวิเคราะห์ไปสู่การปฏิบัติ ในปีงบประมาณ พ.ศ. {action_year}",
        widths=_PRACTICE_WIDTHS,
        head=(head("หัวข้อ", "วิธีการนำผลวิเคราะห์ไปสู่การปฏิบัติ", "ผู้รับผิดชอบ", "ขั้นตอน/วิธีปฏิบัติ", "ระยะเวลาดำเนินงาน"),),
        rows=tuple(rows),
    )


def _measure_cells(measure: Measure) -> tuple[Cell, ...]:
    steps = list(measure.steps.all())
    if not steps:
        return cell(measure.title), Cell(), cell(NO_STEP), Cell()
    numbered = tuple(Paragraph(text(f"{number}. {step.text}")) for number, step in enumerate(steps, 1))
    return (
        cell(measure.title),
        Cell(tuple(_by_step([_departments(step) for step in steps]))),
        Cell(numbered),
        Cell(tuple(_by_step([_period(step) for step in steps]))),
    )


def _departments(step: Step) -> str:
    return "\n".join(each.department.name for each in step.responsibilities.all())


def _period(step: Step) -> str:
    return f"{step.period}\n({step.supervision})" if step.supervision else step.period


def _by_step(said: Sequence[str]) -> Iterator[Paragraph]:
    """What is said of the steps, each once: of all as it is, of some behind their numbers."""
    numbers: dict[str, list[str]] = {}
    for number, words in enumerate(said, 1):
        numbers.setdefault(words, []).append(str(number))
    for words, of in numbers.items():
        behind = f"ขั้นตอนที่ {join_list(of)} : " if len(numbers) > 1 else ""
        if words:
            yield Paragraph(text(f"{behind}{words}"))
