"""Part 2 of the analysis by seven issues: which measures stand under which issue, and what a row says."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Department
from assessments.models import Issue
from assessments.queries import framework_get
from measures.models import Measure
from measures.periods import Period
from measures.verbs.measures import StepData, measure_create
from reports.content import Document, Section, Table
from reports.documents.issue_analysis import build
from tests.reports.demo import SCORED, municipality
from tests.reports.reading import block_texts, cell_texts, rows_of, table_of
from thaitext.dates import parse_date

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

NONE = "ยังไม่ได้กำหนดมาตรการในประเด็นนี้"
NO_ISSUE = "ไม่ได้จัดเข้าประเด็นใด"


def practice(slug: str = "sateng-nok") -> Section:
    document: Document = build(municipality(slug), SCORED[slug])
    (found,) = [each for each in document.sections if each.name == "ส่วนที่ 2"]
    return found


def by_topic(part: Section) -> dict[str, list[list[str]]]:
    """The rows under each topic, without it; a topic by its number, or as it is."""
    found: dict[str, list[list[str]]] = {}
    topic = ""
    for row, told in zip(table_of(part).rows, rows_of(table_of(part)), strict=True):
        begins = len(row.cells) == 5 or row.cells[-1].columns == 4
        topic = told[0].split(".")[0] if begins else topic
        found.setdefault(topic, []).append(told[1:] if begins else told)
    return found


def titles(part: Section) -> dict[str, list[str]]:
    return {topic: [row[0] for row in rows] for topic, rows in by_topic(part).items()}


def alone(**answers: Any) -> None:
    """Leaves sateng-nok one measure, with these answers."""
    place = municipality("sateng-nok")
    Measure.objects.filter(municipality=place).delete()
    measure_create(municipality=place, action_year=2567, title="มาตรการเดียว", steps=[], **answers)


def step(text: str, when: Period, *names: str, supervision: str = "") -> StepData:
    departments = [Department.objects.get(municipality__slug="sateng-nok", name=name) for name in names]
    return StepData(text=text, departments=departments, when=when, supervision=supervision)


def test_every_measure_of_the_demo_stands_under_its_issue() -> None:
    measures = Measure.objects.filter(municipality__slug="sateng-nok")
    expected = {
        str(number): list(measures.filter(issue__number=number).values_list("title", flat=True))
        for number in range(1, 8)
    }

    found = titles(practice())

    assert found == expected
    assert all(expected.values())


def test_topic_spans_the_rows_of_its_measures() -> None:
    table = table_of(practice())

    spans = [row.cells[0].rows for row in table.rows if len(row.cells) == 5]

    assert sum(spans) == len(table.rows)
    assert ["".join(cell_texts(cell)) for cell in table.head[0].cells] == [
        "หัวข้อ", "วิธีการนำผลวิเคราะห์ไปสู่การปฏิบัติ", "ผู้รับผิดชอบ", "ขั้นตอน/วิธีปฏิบัติ", "ระยะเวลาดำเนินงาน",
    ]  # fmt: skip
    assert table.caption == "การนำผลการวิเคราะห์ไปสู่การปฏิบัติ ในปีงบประมาณ พ.ศ. 2567"


def test_steps_are_numbered_and_what_they_share_is_said_once() -> None:
    Measure.objects.filter(municipality__slug="sateng-nok").delete()
    days = Period(dates=(parse_date("1 ธ.ค. 2566"), parse_date("31 ธ.ค. 2566")))
    measure_create(
        municipality=municipality("sateng-nok"),
        action_year=2567,
        title="คู่มือการยืม",
        issue=Issue.objects.get(framework=2566, number=4),
        steps=[step("จัดทำคู่มือ", days, "งานพัสดุ", "กองคลัง"), step("ชี้แจงคู่มือ", days, "งานพัสดุ", "กองคลัง")],
    )

    (row,) = by_topic(practice())["4"]

    assert row == ["คู่มือการยืม", "งานพัสดุ\nกองคลัง", "1. จัดทำคู่มือ\n2. ชี้แจงคู่มือ", "1 - 31 ธันวาคม 2566"]


def test_steps_that_differ_are_called_by_their_numbers() -> None:
    Measure.objects.filter(municipality__slug="sateng-nok").delete()
    quarter, words = Period(quarters=(1, 4)), Period(words="ทุกสิ้นเดือน")
    measure_create(
        municipality=municipality("sateng-nok"),
        action_year=2567,
        title="อบรม",
        issue=Issue.objects.get(framework=2566, number=3),
        steps=[
            step("เขียนโครงการ", quarter, "กองคลัง"),
            step("เชิญวิทยากร", words, "กองคลัง", supervision="รายงานปลัดเทศบาล"),
            step("สรุปผล", quarter, "งานพัสดุ"),
        ],
    )

    (row,) = by_topic(practice())["3"]

    assert row[1] == "ขั้นตอนที่ 1 และ 2 : กองคลัง\nขั้นตอนที่ 3 : งานพัสดุ"
    assert row[3] == "ขั้นตอนที่ 1 และ 3 : ไตรมาส 1 - 4\nขั้นตอนที่ 2 : ทุกสิ้นเดือน\n(รายงานปลัดเทศบาล)"


def test_measure_without_steps_says_so() -> None:
    alone(issue=Issue.objects.get(framework=2566, number=5))

    found = by_topic(practice())

    assert found["5"] == [["มาตรการเดียว", "", "ยังไม่ได้กำหนดขั้นตอน", ""]]
    assert [found[number] for number in "123467"] == [[[NONE]]] * 6


def test_measure_of_questions_alone_stands_in_all_their_issues() -> None:
    """i1 belongs to issues 1 and 2, e10 to 3 and 7."""
    questions = framework_get(2566).questions
    alone(indicators=[framework_get(2566).indicators[1]], questions=[questions["i1"], questions["e10"]])

    found = titles(practice())

    assert [topic for topic, measures in found.items() if measures == ["มาตรการเดียว"]] == ["1", "2", "3", "7"]


def test_measure_that_names_an_issue_stands_there_alone() -> None:
    questions = framework_get(2566).questions
    alone(issue=Issue.objects.get(framework=2566, number=6), questions=[questions["i1"]])

    found = titles(practice())

    assert [topic for topic, measures in found.items() if measures == ["มาตรการเดียว"]] == ["6"]


def test_measure_of_an_indicator_stands_where_its_lowest_question_does() -> None:
    """The lowest of indicator 5 is i29, of issue 7; i27 of the same indicator belongs to issue 6."""
    alone(indicators=[framework_get(2566).indicators[5]])

    found = titles(practice())

    assert [topic for topic, measures in found.items() if measures == ["มาตรการเดียว"]] == ["7"]


@pytest.mark.parametrize("slug", ["ban-suan", "phon-phisai"])
def test_measures_that_no_issue_claims_stand_under_their_indicators(slug: str) -> None:
    """The issues of 2568 have no questions yet, and these measures answer one indicator each."""
    expected: dict[str, list[str]] = {str(number): [NONE] for number in range(1, 8)}
    for measure in Measure.objects.filter(municipality__slug=slug, action_year=2569):
        expected.setdefault(f"{NO_ISSUE}\n{measure.indicators.get()}", []).append(measure.title)

    found = titles(practice(slug))

    assert found == expected
    assert len(found) > 10


def test_year_without_measures_says_so_instead_of_a_table() -> None:
    Measure.objects.filter(municipality__slug="sateng-nok").delete()

    part = practice()

    assert not any(isinstance(block, Table) for block in part.blocks)
    assert list(block_texts(part.blocks[1])) == ["ยังไม่ได้กำหนดมาตรการของปีงบประมาณ พ.ศ. 2567 สำหรับผลการประเมินนี้"]


@pytest.mark.parametrize("each", [1, 3])
def test_document_asks_seventeen_times_whatever_the_number_of_measures(
    each: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = municipality("sateng-nok")
    Measure.objects.filter(municipality=place).delete()
    for issue in Issue.objects.filter(framework=2566):
        for number in range(each):
            measure_create(
                municipality=place,
                action_year=2567,
                title=f"มาตรการ {number}",
                issue=issue,
                questions=issue.questions.all()[:number],
                indicators=[framework_get(2566).indicators[1]],
                steps=[step("ทำ", Period(quarters=(1, 2)), "กองคลัง", "งานพัสดุ")] * each,
            )
    build(place, 2566)

    with django_assert_num_queries(17):
        build(place, 2566)
