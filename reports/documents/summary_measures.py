"""The second page of the executive summary: the weakest questions, the measures, and what must happen next."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assessments.models import TextStatus
from assessments.queries import Overview
from measures.queries import PlanStep
from measures.queries.calendar import CalendarRow
from measures.queries.suggestions import WeakPoints
from measures.queries.work import SOON_DAYS
from reports.content import (
    Block,
    BulletList,
    Cell,
    Heading,
    Paragraph,
    Row,
    Run,
    Score,
    Table,
    cell,
    head,
    text,
)
from reports.documents.openings import wording_note
from reports.documents.step_results import NONE, ORDER
from reports.documents.summary_facts import Facts, WeakQuestion, weakest
from thaitext.dates import format_date
from thaitext.words import join_list, visible_length

#: Two pages hold so much: the letters of a wording, of a measure, of a step, of its owners; late steps, duties, codes.
_WORDING, _MEASURE, _STEP, _OWNERS = 170, 90, 100, 60
_LATE, _DUTIES, _CODES = 5, 3, 12

NO_MEASURE = "ยังไม่มีมาตรการ"
WHOLE = "(ตอบทั้งตัวชี้วัดหรือประเด็น) "
NO_QUESTIONS = "ยังไม่มีคะแนนรายข้อคำถาม จึงยังระบุข้อที่อ่อนที่สุดไม่ได้"
ALL_FULL = "ข้อคำถามที่ทราบคะแนนได้ 100 คะแนนทุกข้อ"
NO_PLAN = "ยังไม่ได้กำหนดมาตรการของปีงบประมาณ พ.ศ. {year}"
NO_STEPS = "มาตรการยังไม่มีขั้นตอน จึงยังติดตามกำหนดเวลาไม่ได้"
NONE_LATE = "ไม่มีขั้นตอนที่เกินกำหนด"
NO_DUTIES = "ไม่มีกำหนดของการประเมิน ITA ที่ยังเหลืออยู่ในปฏิทินที่ระบบทราบ (ปีงบประมาณ พ.ศ. {first} และ {last})"


def measure_blocks(facts: Facts) -> Iterator[Block]:
    """The page's blocks."""
    yield Heading("ข้อคำถามที่อ่อนที่สุดและมาตรการ")
    yield from _weakest(facts)
    yield Heading(f"มาตรการของปีงบประมาณ พ.ศ. {facts.action_year} ณ วันที่ {format_date(facts.day)}")
    yield from _measures(facts)
    yield Heading("สิ่งที่ต้องดำเนินการต่อไป")
    yield from _next(facts)


def _weakest(facts: Facts) -> Iterator[Block]:
    overview, weak = facts.overview, facts.weak
    if overview is None or weak is None:
        yield Paragraph(text(NO_QUESTIONS))
        return
    questions = weakest(overview)
    if not questions:
        full = overview.result.known == overview.result.expected > 0
        yield Paragraph(text(ALL_FULL if full else NO_QUESTIONS))
        return
    yield Table(
        caption="ข้อคำถามที่อ่อนที่สุดและมาตรการ",
        widths=(1.2, 8.6, 2.2, 5.0),
        head=(head("ข้อ", "ข้อคำถาม", "คะแนน", "มาตรการที่ตอบ"),),
        rows=tuple(_question(each, weak) for each in questions),
    )
    yield from wording_note(
        (each.question.code for each in questions if each.question.text_status != TextStatus.CONFIRMED), "ข้างต้น"
    )


def _question(weak_question: WeakQuestion, weak: WeakPoints) -> Row:
    question, value = weak_question.question, weak_question.value
    part = f"ส่วนที่ {weak_question.part}" if weak_question.part else ""
    score = (Paragraph(text(Score(value))), *([Paragraph(text(part))] if part else []))
    return Row(
        (
            cell(question.code, align="center"),
            cell(_short(question.text, _WORDING)),
            Cell(score, align="center"),
            _answer(weak_question, weak),
        )
    )


def _answer(weak_question: WeakQuestion, weak: WeakPoints) -> Cell:
    """The first measure that names the question, else one that answers its indicator or issue, and says so."""
    named, near = weak.answers.naming(weak_question.question), weak.answers.near(weak_question.question)
    found = named or near
    if not found:
        return cell(Run(NO_MEASURE, bold=True))
    whole = "" if named else WHOLE
    more = f" และอีก {len(found) - 1} มาตรการ" if len(found) > 1 else ""
    return cell(f"{whole}{_short(found[0].title, _MEASURE)}{more}")


def _measures(facts: Facts) -> Iterator[Block]:
    if not facts.measures:
        yield Paragraph(text(NO_PLAN.format(year=facts.action_year)))
        return
    yield _counts(facts)
    if not facts.steps:
        yield Paragraph(text(NO_STEPS))
    elif not facts.late:
        yield Paragraph(text(NONE_LATE))
    else:
        yield _late(facts.late)


def _counts(facts: Facts) -> Table:
    """How many measures and steps are how far; what is late is among them."""
    measures = Counter(facts.status_of(measure) for measure in facts.measures)
    steps = Counter(step.standing.status for step in facts.steps)
    late = {step.measure.pk for step in facts.late}
    rows = (
        ("มาตรการ", len(facts.measures), measures, len(late)),
        ("ขั้นตอน", len(facts.steps), steps, len(facts.late)),
    )
    return Table(
        caption="จำนวนมาตรการและขั้นตอนตามสถานะ",
        widths=(2.2, 1.8, 2.6, 3.2, 2.8, 1.6, 2.8),
        head=(head("", "ทั้งหมด", *(status.label for status in ORDER), "เกินกำหนด"),),
        rows=tuple(
            Row(
                (
                    cell(name),
                    *(
                        cell(str(count) if count else NONE, align="center")
                        for count in (whole, *(counts[status] for status in ORDER))
                    ),
                    cell(Run(str(overdue) if overdue else NONE, bold=True), align="center"),
                )
            )
            for name, whole, counts, overdue in rows
        ),
    )


def _late(late: Sequence[PlanStep]) -> Table:
    """The steps that are overdue longest."""
    more = f" (แสดง {_LATE} จาก {len(late)} ขั้นตอน)" if len(late) > _LATE else ""
    return Table(
        caption="ขั้นตอนที่เกินกำหนดนานที่สุด",
        widths=(8.0, 4.2, 2.6, 2.2),
        head=(head(f"ขั้นตอนที่เกินกำหนดนานที่สุด{more}", "ส่วนราชการ", "ครบกำหนด", "เกินมาแล้ว"),),
        rows=tuple(
            Row(
                (
                    cell(_short(step.step.text, _STEP)),
                    cell(_short(join_list([each.name for each in step.departments]) or NONE, _OWNERS)),
                    cell(format_date(step.standing.due, "short_month") if step.standing.due else NONE, align="center"),
                    cell(f"{-step.standing.days} วัน", align="center"),
                )
            )
            for step in late[:_LATE]
        ),
    )


def _next(facts: Facts) -> Iterator[Block]:
    """Duties in the calendar, late and soon due steps, weak points without a measure, scores that are missing."""
    items = [_duty(duty) for duty in facts.duties[:_DUTIES]]
    if facts.late:
        owners = dict.fromkeys(each.name for step in facts.late for each in step.departments)
        who = f" ส่วนราชการ: {_short(join_list(list(owners)), _STEP)}" if owners else ""
        items.append(f"เร่งรัดขั้นตอนที่เกินกำหนด {len(facts.late)} ขั้นตอน{who}")
    soon = [step for step in facts.steps if step.standing.due and 0 <= step.standing.days <= SOON_DAYS]
    if soon:
        items.append(f"ดำเนินการขั้นตอนที่ครบกำหนดภายใน {SOON_DAYS} วัน {len(soon)} ขั้นตอน")
    items += _unanswered(facts)
    if not facts.duties:
        yield Paragraph(text(NO_DUTIES.format(first=facts.action_year, last=facts.action_year + 1)))
    if items:
        yield BulletList(tuple(text(item) for item in items))


def _duty(duty: CalendarRow) -> str:
    when = "เริ่ม" if duty.phase == "ahead" else "ภายใน"
    day = duty.step.start if duty.phase == "ahead" else duty.last_day
    return f"{duty.step.title} {when}วันที่ {format_date(day)} (อีก {duty.days} วัน)"


def _unanswered(facts: Facts) -> Iterator[str]:
    if facts.weak is not None and (left := facts.weak.open):
        names = [point.words for point in left[:_CODES]]
        more = f" และอีก {len(left) - _CODES} จุด" if len(left) > _CODES else ""
        listed = " ".join(names) if more else join_list(names)
        yield f"กำหนดมาตรการสำหรับจุดอ่อนที่ยังไม่มีมาตรการ {len(left)} จุด ได้แก่ {listed}{more}"
    if facts.overview is None:
        yield f"นำเข้าผลคะแนนของปีงบประมาณ พ.ศ. {facts.fiscal_year}"
    elif missing := _missing(facts.overview):
        yield f"บันทึกคะแนนของตัวชี้วัดที่ {join_list(missing)} ให้ครบ"
    if not facts.measures:
        yield f"กำหนดมาตรการของปีงบประมาณ พ.ศ. {facts.action_year} จากผลการประเมินนี้"


def _missing(overview: Overview) -> list[str]:
    indicators = overview.result.indicators.items()
    return [str(number) for number, scored in indicators if scored.figure.used is None]


def _short(words: str, most: int) -> str:
    """Words on one line, cut at a space where they take more room than so many letters."""
    words = " ".join(words.split())
    if visible_length(words) <= most:
        return words
    end = most
    while visible_length(words[: end + 1]) <= most:
        end += 1
    kept = words[:end].rstrip("เแโใไ")
    at_space = kept.rpartition(" ")[0]
    return f"{at_space if visible_length(at_space) > most // 2 else kept}…"
