"""The analysis by seven issues: scores and remarks, practice, limitations (Format A; seed 001)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from django.db.models import prefetch_related_objects

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.models import Issue, TextStatus
from assessments.queries import Overview
from assessments.queries.limitations import IssueLimitation, limitations_listed
from assessments.remarks import Asked, Side
from measures.models import Measure
from measures.queries import measures_for_result
from reports.content import Block, Document, Heading, Paragraph, Section, text
from reports.documents import indicator_analysis
from reports.documents.issue_parts import asked_in, practice_table, question_table, questions_of
from reports.documents.letterheads import page_of, signatures
from reports.documents.openings import notes, place, seal, summary, wording_note
from reports.documents.score_figures import score_table
from reports.queries.letterheads import letterhead_get
from thaitext.numbers import format_score
from thaitext.words import join_list

KIND = "issue-analysis"
NAME = "รายงานการวิเคราะห์ผลการประเมิน ITA รายประเด็น"

NO_LIMITATION = "ไม่มีข้อจำกัดของหน่วยงาน"
NO_ISSUE = "ไม่ได้จัดเข้าประเด็นใด"


def build(municipality: Municipality, fiscal_year: int) -> Document:
    """Builds the analysis of the result year `fiscal_year` (Buddhist Era).

    Seventeen queries; three more the first time that a process reads the framework. Raises UserError where the
    municipality has no scores of that year, and for a year that knows no issues.
    """
    overview = indicator_analysis.check(municipality, fiscal_year)
    limitations = limitations_listed(overview.assessment)
    if not limitations:
        raise _no_issues(fiscal_year)
    issues = [each.issue for each in limitations]
    prefetch_related_objects(issues, "questions")
    measures = measures_for_result(municipality, fiscal_year)
    prefetch_related_objects(measures, "questions")
    letterhead = letterhead_get(municipality)
    title = (
        "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน\n"
        f"ของหน่วยงานภาครัฐ รายประเด็น ประจำปีงบประมาณ พ.ศ. {fiscal_year}\n"
        f"{municipality.name}{place(municipality)}"
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
                ),
            ),
            *_question_sections(overview, issues),
            Section("ส่วนที่ 2", tuple(_practice(overview, issues, measures)), orientation="landscape"),
            Section("ส่วนที่ 3", (*_limitations(limitations), *signatures(letterhead))),
        ),
        unbroken=municipality.unbroken_names,
        page=page_of(letterhead),
    )


def check(municipality: Municipality, fiscal_year: int) -> None:
    """Raises UserError as `build` does. Seven queries, ten the first time."""
    overview = indicator_analysis.check(municipality, fiscal_year)
    if not overview.framework.framework.issues.exists():
        raise _no_issues(fiscal_year)


def _no_issues(fiscal_year: int) -> UserError:
    return UserError(
        f"กรอบการประเมินของปีงบประมาณ {fiscal_year} ไม่ได้แบ่งเป็นประเด็น จึงจัดทำรายงานรายประเด็นไม่ได้ "
        f"กรุณาใช้{indicator_analysis.NAME}"
    )


def _question_sections(overview: Overview, issues: Sequence[Issue]) -> Iterator[Section]:
    """Part 1: an issue a section, and so a worksheet with its own repeated head; issues without questions share one."""
    year, municipality = overview.assessment.fiscal_year, overview.assessment.municipality.name
    questions = questions_of(overview)
    asked = {issue.number: asked_in(issue, questions) for issue in issues}
    opening: tuple[Block, ...] = (Heading(f"ส่วนที่ 1 รายละเอียดการวิเคราะห์ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. {year}"),)
    last = max((number for number, own in asked.items() if own), default=None)
    for known, run in groupby(issues, lambda issue: bool(asked[issue.number])):
        some = list(run)
        if not known:
            yield Section(_numbered(some), (*opening, *(block for issue in some for block in _unknown(issue, year))))
            opening = ()
        for issue in some if known else ():
            own = asked[issue.number]
            blocks = (Heading(str(issue), level=3), question_table(issue, own, municipality))
            closing = tuple(_question_notes(overview, questions, asked.values())) if issue.number == last else ()
            yield Section(_numbered([issue]), (*opening, *blocks, *closing), orientation="landscape")
            opening = ()


def _numbered(issues: Sequence[Issue]) -> str:
    """A worksheet's name: "ประเด็นที่ 1", "ประเด็นที่ 1 - 7"."""
    return f"ประเด็นที่ {' - '.join(dict.fromkeys(str(issue.number) for issue in (issues[0], issues[-1])))}"


def _unknown(issue: Issue, fiscal_year: int) -> Iterator[Block]:
    yield Heading(str(issue), level=3)
    yield Paragraph(
        text(
            f"ยังไม่มีข้อมูลว่าข้อคำถามใดของปีงบประมาณ พ.ศ. {fiscal_year} จัดอยู่ในประเด็นนี้ "
            "จึงยังแสดงคะแนนรายข้อของประเด็นไม่ได้ โปรดดูผลการวิเคราะห์รายตัวชี้วัดประกอบ"
        ),
        indent=True,
    )


def _question_notes(
    overview: Overview, questions: Mapping[str, Sequence[Asked]], issues: Iterable[Mapping[str, Sequence[Asked]]]
) -> Iterator[Block]:
    """What no issue holds, so that no weak point gets lost, and which wordings the remarks rest on are not sure."""
    used = {each.code for own in issues for asked in own.values() for each in asked}
    every = [each for asked in questions.values() for each in asked]
    left = [f"{each.code} ({_scores(each)})" for each in every if each.code not in used]
    if left:
        yield Paragraph(text(f"หมายเหตุ : ข้อคำถามที่ไม่ได้จัดอยู่ในประเด็นใด ได้แก่ {join_list(left)}"))
    weak = (each.code for each in every if each.code in used and each.side is Side.WEAK)
    unsure = (code for code in weak if overview.framework.questions[code].text_status != TextStatus.CONFIRMED)
    yield from wording_note(unsure, "ที่ใช้ร่างข้อบกพร่องและข้อแก้ไขข้างต้น")


def _scores(asked: Asked) -> str:
    known = [
        f"{f'ส่วนที่ {part} ' if part else ''}{format_score(score, document=True)} คะแนน"
        for part, score in asked.scores.items()
        if score is not None
    ]
    return join_list(known) or "ยังไม่มีผลคะแนน"


def _practice(overview: Overview, issues: Sequence[Issue], measures: Sequence[Measure]) -> Iterator[Block]:
    """Part 2: the measures of the year after, by the issues that they answer."""
    year = overview.assessment.fiscal_year + 1
    yield Heading(f"ส่วนที่ 2 การนำผลการวิเคราะห์แต่ละประเด็นไปสู่การปฏิบัติ ในปีงบประมาณ พ.ศ. {year}")
    if not measures:
        yield Paragraph(text(f"ยังไม่ได้กำหนดมาตรการของปีงบประมาณ พ.ศ. {year} สำหรับผลการประเมินนี้"), indent=True)
        return
    found = {issue.pk: [measure for measure in measures if _answers(measure, issue, overview)] for issue in issues}
    answers = {f"{issue.number}. {issue.title}": found[issue.pk] for issue in issues}
    placed = {measure for some in found.values() for measure in some}
    for measure in measures:
        if measure not in placed:
            topic = "\n".join((NO_ISSUE, *map(str, measure.indicators.all())))
            answers[topic] = [*answers.get(topic, ()), measure]
    yield practice_table(answers, year)


def _answers(measure: Measure, issue: Issue, overview: Overview) -> bool:
    """Whether a measure belongs to an issue: it names it; else by its questions; else by its indicators' findings.

    Of an indicator those questions count that its finding quotes as lowest, all where it quotes none.
    """
    if measure.issue_id:
        return measure.issue_id == issue.pk
    codes = {question.code for question in measure.questions.all()}
    for finding in overview.findings if not codes else ():
        if finding.indicator in measure.indicators.all():
            quoted = {lowest.question.code for lowest in finding.draft.lowest}
            codes |= quoted or {question.code for question in overview.framework.questions_of(finding.indicator)}
    return not codes.isdisjoint(question.code for question in issue.questions.all())


def _limitations(limitations: Sequence[IssueLimitation]) -> Iterator[Block]:
    """Part 3: what keeps the municipality from doing better, issue by issue."""
    yield Heading("ส่วนที่ 3 การวิเคราะห์ข้อจำกัดของหน่วยงานในการดำเนินการประเมินคุณธรรมและความโปร่งใส")
    for each in limitations:
        yield Heading(f"3.{each.issue.number} ข้อจำกัดด้าน{each.issue.title}", level=3)
        yield Paragraph(text(each.text or NO_LIMITATION), indent=True)
