"""The progress report (seed 004): instruments, ticks, and the state of a day, for six and for twelve months."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Municipality, Role
from measures.models import Status
from measures.periods import Cycle, Period
from reports.content import Document, Heading, Paragraph, Signature, Table
from reports.documents.progress_report import build, build_half, period_words
from reports.documents.step_results import check
from reports.renderers.registry import FORMATS
from tests import factories
from tests.reports.pdf import alternative_texts
from tests.reports.reading import inline_text, rows_of
from tests.reports.steps import (
    QUARTERLY,
    WHOLE_YEAR,
    YEAR,
    answering,
    issue,
    measure,
    only_step,
    report,
    step_data,
)

pytestmark = pytest.mark.django_db

AFTER = date(2026, 1, 1)  # the year has long been over
IIT = "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)"
EIT = "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)"
OIT = "แบบวัดการเปิดเผยข้อมูลสาธารณะ (OIT)"
BY_ISSUE = "มาตรการที่กำหนดตามประเด็นการวิเคราะห์"
NOT_YET, BEGUN, DONE = "[ยังไม่ดำเนินการ]", "[อยู่ระหว่างดำเนินการ]", "[ดำเนินการแล้ว]"


def place() -> Municipality:
    return factories.municipality()


def tables(document: Document) -> dict[str, list[list[str]]]:
    """The rows of each table, by the heading above."""
    found = {}
    for section in document.sections:
        (table,) = [block for block in section.blocks if isinstance(block, Table)]
        heading = section.blocks[section.blocks.index(table) - 1]
        assert isinstance(heading, Heading)
        found[heading.text] = rows_of(table)
    return found


def only_row(document: Document) -> list[str]:
    ((row,),) = tables(document).values()
    return row


def ticks(document: Document) -> list[str]:
    """The three columns of statuses of the only step."""
    return only_row(document)[5:8]


def title(document: Document) -> str:
    heading = next(block for block in document.sections[0].blocks if isinstance(block, Heading))
    return heading.text


def test_title_names_the_municipality_the_year_and_the_months() -> None:
    town = place()
    measure(town)

    year, half = build(town, YEAR, AFTER), build_half(town, YEAR, AFTER)

    name = "รายงานความก้าวหน้าของมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nเทศบาลเมืองบ้านสวน\n"
    assert title(year) == f"{name}ประจำปีงบประมาณ พ.ศ. 2567 รอบ 12 เดือน"
    assert title(half) == f"{name}ประจำปีงบประมาณ พ.ศ. 2567 รอบ 6 เดือน"
    assert (year.kind, half.kind) == ("progress-report", "progress-report-6")


def test_title_says_how_far_the_report_reaches_until_its_months_are_over() -> None:
    town = place()
    measure(town)

    titles = [title(make(town, YEAR, date(2024, 2, 5))) for make in (build, build_half)]

    assert [words.rpartition("พ.ศ. 2567 ")[2] for words in titles] == [
        "รอบ 12 เดือน (ถึงวันที่ 5 กุมภาพันธ์ 2567)",
        "รอบ 6 เดือน (ถึงวันที่ 5 กุมภาพันธ์ 2567)",
    ]


def test_measures_stand_by_instrument_in_the_order_of_their_indicators() -> None:
    town = place()
    answering(town, 9, title="ก")
    answering(town, 5, title="ข")
    answering(town, 8, 6, title="ค")
    answering(town, 2, title="ง")

    document = build(town, YEAR, AFTER)

    assert {heading: [row[0] for row in rows] for heading, rows in tables(document).items()} == {
        IIT: ["2. การใช้งบประมาณ", "5. การแก้ไขปัญหาการทุจริต"],
        EIT: ["6. คุณภาพการดำเนินงาน\n8. การปรับปรุงการทำงาน"],
        OIT: ["9. การเปิดเผยข้อมูล"],
    }
    assert [section.name for section in document.sections] == ["IIT", "EIT", "OIT"]


def test_measure_that_answers_two_instruments_stands_under_both_and_counts_once() -> None:
    town = place()
    answering(town, 2, 6)

    document = build(town, YEAR, AFTER)

    assert {heading: rows[0][0] for heading, rows in tables(document).items()} == {
        IIT: "2. การใช้งบประมาณ",
        EIT: "6. คุณภาพการดำเนินงาน",
    }
    closing = document.sections[-1].blocks[-2]
    assert isinstance(closing, Paragraph)
    assert "มี 1 มาตรการ 1 ขั้นตอน ณ วันที่ 30 กันยายน 2567" in inline_text(closing.text)


def test_measure_of_an_issue_stands_under_the_instruments_of_its_questions_or_apart() -> None:
    town = place()
    questions = factories.framework(YEAR - 1).questions
    measure(town, title="มีข้อคำถาม", issue=issue(1), questions=[questions["e1"], questions["e2"]])
    measure(town, title="ไม่มี", issue=issue(7))

    document = build(town, YEAR, AFTER)

    assert {heading: [row[0:3:2] for row in rows] for heading, rows in tables(document).items()} == {
        EIT: [["6. คุณภาพการดำเนินงาน", "มาตรการ : มีข้อคำถาม\n1. จัดทำคู่มือ"]],
        BY_ISSUE: [[str(issue(7)), "มาตรการ : ไม่มี\n1. จัดทำคู่มือ"]],
    }


def test_each_step_has_a_row_with_who_how_supervised_and_when() -> None:
    town = place()
    clerks, works = factories.department(town, "สำนักปลัดเทศบาล"), factories.department(town, "กองช่าง")
    first = step_data("ประกาศ", supervision="รายงานทุกไตรมาส", departments=[clerks, works])
    measure(town, first, step_data("เผยแพร่", QUARTERLY, departments=[works]))

    (rows,) = tables(build(town, YEAR, AFTER)).values()

    assert [row[:5] for row in rows] == [
        [
            str(issue(1)),
            "สำนักปลัดเทศบาล\nกองช่าง",
            "มาตรการ : ให้บริการอย่างเท่าเทียม\n1. ประกาศ",
            "รายงานทุกไตรมาส",
            "ต.ค. 2566 ถึง\nก.ย. 2567",
        ],
        ["(ต่อ)", "กองช่าง", "2. เผยแพร่", "–", "ทุกไตรมาส"],
    ]


@pytest.mark.parametrize(
    ("status", "ticked"),
    [
        (None, [NOT_YET, "", ""]),
        (Status.NOT_STARTED, [NOT_YET, "", ""]),
        (Status.IN_PROGRESS, ["", BEGUN, ""]),
        (Status.DONE, ["", "", DONE]),
        (Status.CANCELLED, ["–", "–", "–"]),
    ],
)
def test_tick_stands_in_the_column_of_the_status(status: Status | None, ticked: list[str]) -> None:
    town = place()
    step = only_step(town)
    if status:
        report(step, date(2024, 3, 1), status, reason="รวมกับงานอื่น")

    document = build(town, YEAR, AFTER)

    assert ticks(document) == ticked


def test_measure_without_steps_says_so() -> None:
    town = place()
    measure(town).steps.all().delete()

    row = only_row(build(town, YEAR, AFTER))

    assert row[2] == "มาตรการ : ให้บริการอย่างเท่าเทียม\nยังไม่ได้กำหนดขั้นตอน"
    assert [*row[3:8], row[8]] == ["", "", "", "", "", "ยังไม่มีรายงานผล"]


def test_half_year_shows_the_state_of_31_march() -> None:
    """Reported on 31 March: seen by both. On 1 April: by the twelve months alone."""
    town = place()
    step = only_step(town)
    report(step, date(2024, 3, 31), Status.IN_PROGRESS, summary="ร่างแล้ว")
    report(step, date(2024, 4, 1), summary="เผยแพร่แล้ว")

    half, year = build_half(town, YEAR, AFTER), build(town, YEAR, AFTER)

    assert (ticks(half), only_row(half)[8]) == (["", BEGUN, ""], "31 มี.ค. 2567 : ร่างแล้ว")
    assert (ticks(year), only_row(year)[8]) == (["", "", DONE], "1 เม.ย. 2567 : เผยแพร่แล้ว")


@pytest.mark.parametrize(
    "when",
    [Period(cycle=Cycle.HALF_YEARLY), Period(dates=(date(2023, 10, 1), date(2024, 3, 31)))],
    ids=["round", "days"],
)
def test_half_year_keeps_what_april_reports_on_march(when: Period) -> None:
    """Offices write the report in April: due 31 March, reported on 2 April."""
    town = place()
    step = only_step(town, when)
    report(step, date(2024, 4, 2), due=date(2024, 3, 31))

    before, half = build_half(town, YEAR, date(2024, 4, 1)), build_half(town, YEAR, date(2024, 4, 20))

    assert (ticks(before), only_row(before)[8]) == ([NOT_YET, "", ""], "ยังไม่มีรายงานผล")
    assert (ticks(half), only_row(half)[8]) == (["", "", DONE], "2 เม.ย. 2567 : เผยแพร่คู่มือแล้ว")


@pytest.mark.parametrize(
    ("answered", "ticked"),
    [(0, [NOT_YET, "", ""]), (1, ["", BEGUN, ""]), (2, ["", "", DONE])],
    ids=["none", "one", "all"],
)
def test_half_year_ticks_a_step_by_its_rounds_up_to_march(answered: int, ticked: list[str]) -> None:
    """As seed 004 does: what is due by then and done is done, though two more quarters follow."""
    town = place()
    step = only_step(town, QUARTERLY)
    for due in step.when.dues(YEAR)[:answered]:
        report(step, due, due=due)

    half, year = build_half(town, YEAR, AFTER), build(town, YEAR, AFTER)

    assert ticks(half) == ticked
    assert ticks(year) == ([NOT_YET, "", ""] if not answered else ["", BEGUN, ""])


def test_reporting_of_a_cycle_tells_of_every_round() -> None:
    town = place()
    step = only_step(town, QUARTERLY)
    for day, due in zip((date(2023, 12, 29), date(2024, 3, 29)), step.when.dues(YEAR), strict=False):
        report(step, day, due=due)

    row = only_row(build(town, YEAR, AFTER))

    assert row[8] == "29 ธ.ค. 2566 : เผยแพร่คู่มือแล้ว\n29 มี.ค. 2567 : เผยแพร่คู่มือแล้ว"


def test_report_without_a_summary_tells_its_status() -> None:
    town = place()
    report(only_step(town), date(2024, 3, 1), Status.IN_PROGRESS)

    row = only_row(build(town, YEAR, AFTER))

    assert row[8] == "1 มี.ค. 2567 : อยู่ระหว่างดำเนินการ"


def test_step_that_was_given_up_says_when_and_why() -> None:
    town = place()
    step = only_step(town)
    report(step, date(2024, 2, 1), Status.IN_PROGRESS, summary="ร่างแล้ว")
    report(step, date(2024, 3, 1), Status.CANCELLED, reason="รวมกับงานอื่น")

    row = only_row(build(town, YEAR, AFTER))

    assert row[8] == "ยกเลิกการดำเนินการเมื่อวันที่ 1 มี.ค. 2567\nเหตุผล : รวมกับงานอื่น\n1 ก.พ. 2567 : ร่างแล้ว"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (WHOLE_YEAR, "ต.ค. 2566 ถึง\nก.ย. 2567"),
        (Period(dates=(date(2024, 3, 1), date(2024, 3, 31))), "มี.ค. 2567"),
        (Period(dates=(date(2024, 2, 1), date(2024, 2, 29))), "ก.พ. 2567"),
        (Period(dates=(date(2024, 2, 1), date(2024, 2, 28))), "1 ก.พ. 2567 - 28 ก.พ. 2567"),
        (Period(dates=(date(2024, 3, 5), date(2024, 3, 5))), "5 มี.ค. 2567"),
        (Period(quarters=(1, 4)), "ไตรมาส 1 - 4"),
        (
            Period(dates=(date(2023, 12, 15), date(2024, 9, 15)), cycle=Cycle.MONTHLY, cycle_day=15),
            "ทุกวันที่ 15 ของเดือน\nตั้งแต่ 15 ธ.ค. 2566\nถึง 15 ก.ย. 2567",
        ),
        (Period(words="ตลอดปี"), "ตลอดปี"),
    ],
)
def test_period_is_short(period: Period, words: str) -> None:
    short = period_words(period)

    assert short == words


def test_signature_stands_at_the_end() -> None:
    town = place()
    measure(town)
    factories.member(town, Role.EXECUTIVE, "mayor")

    document = build(town, YEAR, AFTER)

    last = document.sections[-1].blocks[-1]
    assert isinstance(last, Signature)
    assert last.name == "mayor"


@pytest.mark.parametrize("act", [check, build, build_half])
@pytest.mark.parametrize("year", [2567, 10**20])
def test_year_without_measures_is_refused_with_what_to_do(act: type, year: int) -> None:
    town = place()
    factories.measure(town, action_year=2568)

    with pytest.raises(UserError) as refusal:
        act(town, year)

    assert str(refusal.value) == (
        f"เทศบาลเมืองบ้านสวน ยังไม่มีมาตรการของปีงบประมาณ {year} จึงยังจัดทำรายงานไม่ได้ "
        f"กรุณากำหนดมาตรการจากผลการประเมินของปี {year - 1} ก่อน"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_measures_and_reports(
    count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    town = place()
    questions = factories.framework(YEAR - 1).questions
    for number in range(count):
        answers = {"issue": issue(1), "questions": [questions["e1"]]}
        named = measure(town, step_data(), step_data(), title=f"มาตรการ {number}", **answers)
        for step in named.steps.all():
            report(step, date(2024, 3, 1))
        answering(town, number + 1)

    with django_assert_max_num_queries(15):
        build(town, YEAR, AFTER)


@pytest.mark.parametrize("digits", ["thai", "arabic"])
@pytest.mark.parametrize("kind", ["progress-report", "progress-report-6"])
@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("html", b"<!DOCTYPE html>")])
def test_command_renders_every_format(ending: str, begins: bytes, kind: str, digits: str, tmp_path: Path) -> None:
    town, output = place(), tmp_path / f"report.{ending}"
    report(only_step(town), date(2024, 3, 1))
    wanted = ["--municipality", town.slug, "--fiscal-year", str(YEAR), "--format", ending, "--digits", digits]

    call_command("render_document", kind, *wanted, "--output", str(output), stdout=io.StringIO())

    assert output.read_bytes().startswith(begins)


def test_ticks_are_heard_in_the_pdf_and_seen_in_the_workbook() -> None:
    town = place()
    begun, done, gone = measure(town, *[step_data()] * 3).steps.all()
    report(begun, date(2024, 3, 1), Status.IN_PROGRESS)
    report(done, date(2024, 3, 1))
    report(gone, date(2024, 3, 1), Status.CANCELLED, reason="รวมกับงานอื่น")
    document = build(town, YEAR, AFTER)

    pages = pypdfium2.PdfDocument(FORMATS["pdf"].render(document, digits="thai"))
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"].render(document, digits="thai"))).worksheets[0]

    assert [words for page in pages for words in alternative_texts(page)] == ["อยู่ระหว่างดำเนินการ", "ดำเนินการแล้ว"]
    rows = [[cell.value for cell in row[5:8]] for row in sheet.iter_rows() if row[8].value]
    assert rows[1:] == [[None, "✓", None], [None, None, "✓"], ["–", "–", "–"]]
