"""The implementation report (seed 003): what stands in which row, and as of which day. The demo's: test_documents."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Municipality, Role
from measures.models import Status
from measures.periods import Cycle, Period
from reports.content import Document, Heading, Paragraph, Signature, Table
from reports.documents.implementation_report import build
from reports.documents.step_results import check
from reports.renderers.registry import FORMATS
from tests import factories
from tests.reports.pdf import dark_rows, joined, pages_by_pdfium
from tests.reports.reading import block_texts, inline_text, rows_of, table_of
from tests.reports.steps import (
    QUARTERLY,
    YEAR,
    answering,
    issue,
    link,
    measure,
    only_step,
    report,
    step_data,
)

pytestmark = pytest.mark.django_db

AFTER = date(2026, 1, 1)  # the year has long been over
LAST_DAY = "30 กันยายน 2567"
ISSUE_1 = "ประเด็นที่ 1 กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ"


def place() -> Municipality:
    return factories.municipality()


def tables(document: Document) -> dict[str, list[list[str]]]:
    """The rows of each table of steps, by the heading above."""
    found = {}
    for section in document.sections[1:]:
        heading, table = [block for block in section.blocks if isinstance(block, Heading | Table)]
        assert isinstance(heading, Heading)
        assert isinstance(table, Table)
        found[heading.text] = rows_of(table)
    return found


def told(document: Document) -> tuple[str, str]:
    """What the only step's row says was done, and what came of it."""
    ((row,),) = [rows for heading, rows in tables(document).items() if not heading.startswith("ภาคผนวก")]
    return row[4], row[5]


def closing(document: Document) -> str:
    """The last sentence before the signature."""
    *_, sentence, signature = next(s for s in reversed(document.sections) if isinstance(s.blocks[-1], Signature)).blocks
    assert isinstance(sentence, Paragraph)
    assert isinstance(signature, Signature)
    return inline_text(sentence.text)


def test_first_page_names_the_municipality_its_place_and_the_years() -> None:
    town = place()
    town.district = "เมืองชลบุรี"
    measure(town)

    blocks = build(town, YEAR, AFTER).sections[0].blocks

    assert [words for block in blocks[:4] for words in block_texts(block)] == [
        "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\nประจำปีงบประมาณ พ.ศ. 2567",
        "เทศบาลเมืองบ้านสวน",
        "อำเภอเมืองชลบุรี จังหวัดชลบุรี",
        (
            "รายงานฉบับนี้แสดงผลการดำเนินการตามมาตรการที่เทศบาลเมืองบ้านสวนกำหนดขึ้นจากผลการประเมิน ITA "
            f"ของปีงบประมาณ พ.ศ. 2566 ข้อมูล ณ วันที่ {LAST_DAY} สรุปได้ดังนี้"
        ),
    ]


def test_first_page_counts_measures_and_steps_by_heading_and_status() -> None:
    town = place()
    first = measure(town, step_data(), step_data(), step_data(), issue=issue(1))
    measure(town, step_data(), title="ให้บริการตามลำดับคิว", issue=issue(1))
    answering(town, 2)
    done, begun, _ = first.steps.all()
    report(done, date(2024, 3, 1))
    report(begun, date(2024, 3, 1), Status.IN_PROGRESS)

    summary = table_of(build(town, YEAR, AFTER).sections[0])

    assert rows_of(summary) == [
        [ISSUE_1, "2", "4", "1", "1", "2", "–"],
        ["ตัวชี้วัดที่ 2 การใช้งบประมาณ", "1", "1", "–", "–", "1", "–"],
        ["รวม", "3", "5", "1", "1", "3", "–"],
    ]


def test_measures_stand_by_issue_then_by_indicators() -> None:
    town = place()
    answering(town, 8, 6, title="ก")
    answering(town, 2, title="ข")
    measure(town, title="ค", issue=issue(7))
    measure(town, title="ง", issue=issue(1))
    answering(town, 6, 8, title="จ")

    document = build(town, YEAR, AFTER)

    assert {heading: [row[0] for row in rows] for heading, rows in tables(document).items()} == {
        ISSUE_1: ["ง"],
        "ประเด็นที่ 7 กลไกและมาตรการในการแก้ไขและป้องกันการทุจริตภายในหน่วยงาน": ["ค"],
        "ตัวชี้วัดที่ 2 การใช้งบประมาณ": ["ข"],
        "ตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน และตัวชี้วัดที่ 8 การปรับปรุงการทำงาน": ["1. ก", "2. จ"],
    }
    assert [section.name for section in document.sections] == [
        "สรุป",
        "ประเด็นที่ 1",
        "ประเด็นที่ 7",
        "ตัวชี้วัดที่ 2",
        "ตัวชี้วัดที่ 6 และ 8",
    ]


def test_each_step_has_a_row_with_who_and_when() -> None:
    town = place()
    clerks, works = factories.department(town, "สำนักปลัดเทศบาล"), factories.department(town, "กองช่าง")
    quarters = Period(quarters=(1, 2))
    measure(town, step_data("จัดทำคู่มือ", departments=[works, clerks]), step_data("เผยแพร่", quarters, departments=[works]))

    (rows,) = tables(build(town, YEAR, AFTER)).values()

    assert rows == [
        [
            "ให้บริการอย่างเท่าเทียม",
            "1. จัดทำคู่มือ",
            "กองช่าง\nสำนักปลัดเทศบาล",
            f"1 ตุลาคม 2566 - {LAST_DAY}",
            "ยังไม่มีรายงานผล",
            "–",
        ],
        ["(ต่อ)", "2. เผยแพร่", "กองช่าง", "ไตรมาส 1 - 2", "ยังไม่มีรายงานผล", "–"],
    ]


def test_steps_carry_the_number_of_their_measure_where_there_are_several() -> None:
    town = place()
    measure(town, step_data("ก"), step_data("ข"), title="หนึ่ง")
    measure(town, step_data("ค"), title="สอง")

    (rows,) = tables(build(town, YEAR, AFTER)).values()

    assert [row[:2] for row in rows] == [["1. หนึ่ง", "1.1 ก"], ["1. (ต่อ)", "1.2 ข"], ["2. สอง", "2.1 ค"]]


def test_measure_without_steps_says_so() -> None:
    town = place()
    measure(town).steps.all().delete()

    ((row,),) = tables(build(town, YEAR, AFTER)).values()

    assert row == ["ให้บริการอย่างเท่าเทียม", "ยังไม่ได้กำหนดขั้นตอน", "", "", "ยังไม่มีรายงานผล", "–"]


def test_summary_and_outcome_are_those_of_the_newest_report_that_has_them() -> None:
    town = place()
    step = only_step(town)
    report(step, date(2024, 1, 15), Status.IN_PROGRESS, summary="ร่างแรก", outcome="ได้ร่าง")
    report(step, date(2024, 2, 15), Status.IN_PROGRESS, summary="ร่างที่สอง")
    report(step, date(2024, 3, 15), Status.IN_PROGRESS)

    document = build(town, YEAR, AFTER)

    assert told(document) == ("(อยู่ระหว่างดำเนินการ)\nร่างที่สอง", "ได้ร่าง")


def test_step_that_is_done_says_what_was_done_alone() -> None:
    town = place()
    report(only_step(town), date(2024, 3, 15))

    document = build(town, YEAR, AFTER)

    assert told(document) == ("เผยแพร่คู่มือแล้ว", "ประชาชนทราบขั้นตอน")


def test_step_of_a_cycle_tells_of_every_round_with_its_date() -> None:
    """Each round is told by its newest report; the outcome is the newest of all."""
    town = place()
    step = only_step(town, QUARTERLY)
    first, second = step.when.dues(YEAR)[:2]
    report(step, date(2023, 12, 20), Status.IN_PROGRESS, due=first, summary="เริ่มรอบแรก")
    report(step, date(2024, 4, 2), due=second, summary="รอบสองเสร็จ", outcome="ผลรอบสอง")
    report(step, date(2024, 1, 5), due=first, summary="รอบแรกเสร็จ", outcome="ผลรอบแรก")

    document = build(town, YEAR, AFTER)

    assert told(document) == (
        "(อยู่ระหว่างดำเนินการ)\n5 ม.ค. 2567 : รอบแรกเสร็จ\n2 เม.ย. 2567 : รอบสองเสร็จ",
        "ผลรอบสอง",
    )


def test_step_that_was_given_up_says_when_and_why() -> None:
    town = place()
    step = only_step(town)
    report(step, date(2024, 1, 15), Status.IN_PROGRESS, summary="ร่างแรก")
    report(step, date(2024, 2, 15), Status.CANCELLED, reason="รวมกับงานอื่น")

    document = build(town, YEAR, AFTER)

    assert told(document) == ("ยกเลิกการดำเนินการเมื่อวันที่ 15 ก.พ. 2567\nเหตุผล : รวมกับงานอื่น\nร่างแรก", "–")


def test_closing_sentence_counts_measures_and_steps() -> None:
    """Of five steps one is done, two are begun, one is not, and one was given up."""
    town = place()
    done, begun, too, gone, _ = measure(town, *[step_data()] * 5).steps.all()
    report(done, date(2024, 3, 1))
    for step in (begun, too):
        report(step, date(2024, 3, 1), Status.IN_PROGRESS)
    report(gone, date(2024, 3, 1), Status.CANCELLED, reason="รวมกับงานอื่น")

    sentence = closing(build(town, YEAR, AFTER))

    assert sentence == (
        f"มาตรการประจำปีงบประมาณ พ.ศ. 2567 มี 1 มาตรการ 5 ขั้นตอน ณ วันที่ {LAST_DAY} "
        "ดำเนินการแล้ว 1 ขั้นตอน อยู่ระหว่างดำเนินการ 2 ขั้นตอน ยังไม่ดำเนินการ 1 ขั้นตอน และยกเลิก 1 ขั้นตอน"
    )


def test_closing_sentence_says_when_all_is_done() -> None:
    town = place()
    report(only_step(town), date(2024, 3, 1))

    sentence = closing(build(town, YEAR, AFTER))

    assert sentence.endswith(f"1 มาตรการ 1 ขั้นตอน ณ วันที่ {LAST_DAY} ดำเนินการแล้วทุกขั้นตอน")


@pytest.mark.parametrize(
    ("today", "reported", "day", "row"),
    [
        (date(2024, 5, 1), date(2024, 3, 1), "1 พฤษภาคม 2567", "เผยแพร่คู่มือแล้ว"),
        (date(2024, 5, 1), date(2024, 5, 1), "1 พฤษภาคม 2567", "เผยแพร่คู่มือแล้ว"),
        (date(2024, 5, 1), date(2024, 5, 2), "1 พฤษภาคม 2567", "ยังไม่มีรายงานผล"),
        (AFTER, date(2024, 9, 30), LAST_DAY, "เผยแพร่คู่มือแล้ว"),
        (AFTER, date(2024, 10, 7), "7 ตุลาคม 2567", "เผยแพร่คู่มือแล้ว"),
        (date(2024, 10, 2), date(2024, 10, 7), "2 ตุลาคม 2567", "ยังไม่มีรายงานผล"),
    ],
    ids=["during the year", "today", "later", "year over", "a late report", "before the late report"],
)
def test_report_is_of_its_day(today: date, reported: date, day: str, row: str) -> None:
    town = place()
    report(only_step(town), reported)

    document = build(town, YEAR, today)

    assert told(document)[0] == row
    assert f" ณ วันที่ {day} " in f"{closing(document)} "


def test_today_is_the_present_day_unless_it_is_given() -> None:
    town = place()
    measure(town)

    document = build(town, YEAR)

    assert document == build(town, YEAR, AFTER)


def test_evidence_is_numbered_and_listed_behind_the_signature() -> None:
    """A link is printed only where it was marked as public."""
    town = place()
    first, second = measure(town, step_data("ก"), step_data("ข")).steps.all()
    meeting, page = link(town), link(town, "หน้าเว็บคู่มือ", public=True)
    report(first, date(2024, 3, 1), evidence=[meeting])
    report(second, date(2024, 3, 1), Status.IN_PROGRESS, evidence=[meeting])
    report(second, date(2024, 4, 1), evidence=[page])

    document = build(town, YEAR, AFTER)

    steps, annex = tables(document).values()
    assert isinstance(document.sections[1].blocks[-1], Signature)
    assert [row[4].split("\n")[-1] for row in steps] == ["(หลักฐานลำดับที่ 1)", "(หลักฐานลำดับที่ 1 และ 2)"]
    assert annex == [
        ["1", "ประเด็นที่ 1 ขั้นตอนที่ 1\nประเด็นที่ 1 ขั้นตอนที่ 2", "ภาพการประชุม", "15 ม.ค. 2567", "เก็บไว้ที่หน่วยงาน"],
        ["2", "ประเด็นที่ 1 ขั้นตอนที่ 2", "หน้าเว็บคู่มือ", "15 ม.ค. 2567", "https://example.go.th/2567"],
    ]


def test_measures_of_other_years_and_places_are_left_out() -> None:
    town = place()
    measure(town, title="ของเรา")
    factories.measure(town, action_year=2568)
    measure(factories.municipality("ban-mai", proper_name="บ้านใหม่"), title="ของที่อื่น")

    (rows,) = tables(build(town, YEAR, AFTER)).values()

    assert [row[0] for row in rows] == ["ของเรา"]


def test_signature_is_the_executives() -> None:
    town = place()
    measure(town)
    executive = factories.member(town, Role.EXECUTIVE)
    executive.first_name, executive.last_name = "ประทีป", "ทองคำ"
    executive.save()

    document = build(town, YEAR, AFTER)

    signature = document.sections[-1].blocks[-1]
    assert isinstance(signature, Signature)
    assert signature.name == "ประทีป ทองคำ"


@pytest.mark.parametrize("act", [check, build])
@pytest.mark.parametrize("year", [2567, 2400, 10**20])
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
    for number in range(count):
        for step in measure(town, step_data(), step_data(), issue=issue(number + 1)).steps.all():
            report(step, date(2024, 3, 1), evidence=[link(town)])

    with django_assert_max_num_queries(13):
        build(town, YEAR, AFTER)


@pytest.mark.parametrize("digits", ["thai", "arabic"])
@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("html", b"<!DOCTYPE html>")])
def test_command_renders_every_format(ending: str, begins: bytes, digits: str, tmp_path: Path) -> None:
    town, output = place(), tmp_path / f"report.{ending}"
    report(only_step(town, Period(cycle=Cycle.MONTHLY, cycle_day=15)), date(2024, 3, 1))
    wanted = ["--municipality", town.slug, "--fiscal-year", str(YEAR), "--format", ending, "--digits", digits]

    call_command("render_document", "implementation-report", *wanted, "--output", str(output), stdout=io.StringIO())

    assert output.read_bytes().startswith(begins)


def test_cell_taller_than_a_page_loses_nothing_and_is_closed_on_every_page() -> None:
    """A summary of 300 words fills six pages: each has the head above and a line below, here in the first column."""
    town, words = place(), [f"ผลงาน A{number}" for number in range(300)]
    first, second = measure(town, step_data("ก"), step_data("ข")).steps.all()
    report(first, date(2024, 3, 1), summary=" ".join(words))
    report(second, date(2024, 3, 1))

    data = FORMATS["pdf"].render(build(town, YEAR, AFTER), digits="arabic")

    pages = [joined(page) for page in pages_by_pdfium(data)][1:]
    tall = [number for number, page in enumerate(pages, 1) if "ผลงาน" in page]
    assert tall == [1, 2, 3, 4, 5, 6]
    assert [page.count("สรุปผลการดำเนินการ") for page in pages[: len(tall)]] == [1] * 6
    assert re.findall(r"A\d+", "".join(pages)) == [f"A{number}" for number in range(300)]
    for number in tall[:-1]:
        lines = dark_rows(data, number, left_cm=4.5)
        assert len([y for y in lines if y - 1 not in lines]) == 3
        assert lines[-1] / 288 * 2.54 > 17
