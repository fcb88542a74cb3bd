"""The measures table of the analysis, and the faults of real documents that it must not have (ITA.md section 6)."""

import re
from itertools import pairwise

import pytest
import yaml
from django.conf import settings

from accounts.models import Municipality
from assessments.queries import framework_get, overview_get
from measures.models import Measure
from measures.verbs.measures import measure_create
from reports.content import BulletList, Table
from reports.documents.indicator_analysis import NO_MEASURE
from tests.reports.demo import SCORED, analysis, municipality
from tests.reports.reading import rows_of, table_of, texts, underlined
from thaitext.fiscal import bounds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

THAI_DIGITS = re.compile("[๐-๙]")
#: Words of another kind of office that the copied documents carried.
FOREIGN_OFFICE = ("สำนักงานฯ", "กลุ่มงานป้องกันการทุจริต")
#: Places named in the demo's sources that are nobody's own name here, and misspellings of own names.
FOREIGN_NAMES = (
    "สงขลา", "ท่าช้าง", "โพธาราม", "โพธิ์ชัย", "บ้านถ้ำ", "สระเตงนอก", "นครนครนคร",
)  # fmt: skip


def measure_rows(slug: str) -> list[list[str]]:
    """The measures table: a text a cell, a line a block or bullet."""
    return rows_of(table_of(analysis(slug).sections[2]))


def answered(rows: list[list[str]]) -> list[str]:
    """What the rows answer: an indicator or issue has a first row, and more for other periods or departments."""
    return [row[0].split("\n")[0] for row in rows]


@pytest.mark.parametrize("slug", ["ban-suan", "phon-phisai"])
def test_measures_that_answer_indicators_have_a_row_an_indicator(slug: str) -> None:
    year = SCORED[slug]
    names = [str(indicator) for indicator in framework_get(year).indicators.values()]

    rows = measure_rows(slug)

    assert [title for title in answered(rows) if not title.endswith("(ต่อ)")] == names


def test_measures_that_answer_issues_have_a_row_an_issue() -> None:
    issues = [str(issue) for issue in framework_get(2566).framework.issues.all()]

    rows = measure_rows("sateng-nok")

    assert len(issues) == 7
    assert [title for title in answered(rows) if not title.endswith("(ต่อ)")] == issues


@pytest.mark.parametrize("slug", SCORED)
def test_measures_table_is_of_the_following_year(slug: str) -> None:
    table = table_of(analysis(slug).sections[2])

    caption = table.caption

    assert caption == f"มาตรการของปีงบประมาณ พ.ศ. {SCORED[slug] + 1}"


@pytest.mark.parametrize("slug", SCORED)
def test_every_step_stands_beside_its_measure_owner_and_period(slug: str) -> None:
    measures = Measure.objects.filter(municipality=municipality(slug), action_year=SCORED[slug] + 1)

    rows = [[cell.split("\n") for cell in row] for row in measure_rows(slug)]

    for measure in measures:
        for step in measure.steps.all():
            owners = {department.name for department in step.departments.all()}
            assert [
                row
                for row in rows
                if measure.title in row[0] and step.text in row[2] and step.period in row[3] and owners <= set(row[4])
            ]


def test_row_holds_its_own_measure_with_its_own_steps() -> None:
    """Indicator 5 of ban-suan is answered by one measure, which has one step with two departments."""
    place = municipality("ban-suan")
    (measure,) = Measure.objects.filter(municipality=place, action_year=2569, indicators__number=5)
    (step,) = measure.steps.all()
    owners = [each.department.name for each in step.responsibilities.all()]

    rows = measure_rows("ban-suan")

    assert len(owners) == 2
    assert rows[4] == [
        f"ตัวชี้วัดที่ 5 การแก้ไขปัญหาการทุจริต\nมาตรการ/โครงการ/กิจกรรม\n{measure.title}",
        f"ตัวชี้วัดการแก้ไขปัญหาการทุจริต (ตัวชี้วัดที่ 5) {overview_get(place, 2568).findings[4].shows}",
        step.text,
        "ไตรมาส 1 - 2",
        "\n".join(owners),
    ]


@pytest.mark.parametrize("slug", SCORED)
def test_departments_stand_in_the_order_of_the_demo(slug: str) -> None:
    """The source names the responsible department first: an order by the alphabet would say something else."""
    source = yaml.safe_load((settings.BASE_DIR / f"fixtures/demo/{slug}.yaml").read_text(encoding="utf-8"))
    (items,) = [year["items"] for year in source["measures"] if year["action_year"] == SCORED[slug] + 1]
    measures = Measure.objects.filter(municipality=municipality(slug), action_year=SCORED[slug] + 1)

    named = [step["departments"] for item in items for step in item["steps"]]

    assert named == [
        [each.department.name for each in step.responsibilities.all()]
        for measure in measures
        for step in measure.steps.all()
    ]


def test_row_of_an_issue_holds_the_findings_of_its_questions() -> None:
    """Issue 2 of 2566 holds i1 (lowest of indicator 1) and e12 (lowest of indicator 8), no other lowest question."""
    rows = measure_rows("sateng-nok")

    (analysed,) = [row[1] for row in rows if row[0].startswith("ประเด็นที่ 2 การให้บริการ")]
    assert [line.split(" ")[0] for line in analysed.split("\n")] == [
        "ตัวชี้วัดการปฏิบัติหน้าที่",
        "ตัวชี้วัดการปรับปรุงการทำงาน",
    ]


def test_row_that_goes_on_with_an_issue_refers_to_its_analysis() -> None:
    """Issue 2 has one row; the others have one for each stretch of equal periods and departments."""
    rows = measure_rows("sateng-nok")

    referring = [(row[0].split("\n")[0], row[1]) for row in rows if row[0].split("\n")[0].endswith("(ต่อ)")]
    assert list(dict.fromkeys(referring)) == [
        (f"ประเด็นที่ {number} (ต่อ)", f"ตามผลการวิเคราะห์ประเด็นที่ {number} ข้างต้น") for number in (1, 3, 4, 5, 6, 7)
    ]
    assert [row for row in rows if not row[1]] == []


@pytest.mark.parametrize(("slug", "room"), [("ban-suan", 3.0), ("phon-phisai", 3.0), ("sateng-nok", 4.1)])
def test_periods_have_more_room_where_they_are_days(slug: str, room: float) -> None:
    table = table_of(analysis(slug).sections[2])

    assert table.widths[3] == room
    assert round(sum(table.widths), 1) == 24.7  # the page's own, in cm


def test_measure_that_answers_two_indicators_stands_in_both_rows() -> None:
    framework = framework_get(2568)
    both = [framework.indicators[2], framework.indicators[5]]
    measure_create(municipality=municipality("ban-suan"), action_year=2569, title="อบรมพนักงาน", indicators=both)

    rows = measure_rows("ban-suan")

    assert [title for title, row in zip(answered(rows), rows, strict=True) if "อบรมพนักงาน" in row[0]] == [
        "ตัวชี้วัดที่ 2 (ต่อ)",
        "ตัวชี้วัดที่ 5 (ต่อ)",
    ]


def test_measure_that_answers_indicator_and_issue_stands_once() -> None:
    framework = framework_get(2566)
    measure_create(
        municipality=municipality("sateng-nok"),
        action_year=2567,
        title="อบรมพนักงาน",
        indicators=[framework.indicators[2]],
        issue=framework.framework.issues.get(number=5),
    )

    rows = measure_rows("sateng-nok")

    assert [title for title, row in zip(answered(rows), rows, strict=True) if "อบรมพนักงาน" in row[0]] == [
        "ตัวชี้วัดที่ 2 การใช้งบประมาณ"
    ]


def test_indicators_without_measures_say_so() -> None:
    Measure.objects.filter(municipality=municipality("ban-suan")).delete()

    rows = measure_rows("ban-suan")

    assert len(rows) == 10
    assert all(row[0].endswith(NO_MEASURE) and row[2:] == [NO_MEASURE, "", ""] for row in rows)


def test_measure_without_steps_leaves_no_empty_list() -> None:
    indicator = framework_get(2568).indicators[1]
    measure_create(municipality=municipality("ban-suan"), action_year=2569, title="อบรม", indicators=[indicator])

    table = table_of(analysis("ban-suan").sections[2])

    blocks = [block for row in table.rows for cell in row.cells for block in cell.blocks]
    assert [block for block in blocks if isinstance(block, BulletList) and not block.items] == []


def test_measures_of_other_years_and_places_are_left_out() -> None:
    indicator = framework_get(2567).indicators[1]
    measure_create(municipality=municipality("ban-suan"), action_year=2568, title="ของปีอื่น", indicators=[indicator])
    indicator = framework_get(2568).indicators[1]
    measure_create(municipality=municipality("ban-chang"), action_year=2569, title="ของที่อื่น", indicators=[indicator])

    document = "\n".join(texts(analysis("ban-suan")))

    assert "ของปีอื่น" not in document
    assert "ของที่อื่น" not in document


@pytest.mark.parametrize("slug", SCORED)
def test_no_other_municipality_is_named(slug: str) -> None:
    own = municipality(slug)
    others = Municipality.objects.exclude(pk=own.pk)
    foreign = {name for other in others for name in other.unbroken_names} - set(own.unbroken_names)

    document = "\n".join(texts(analysis(slug)))

    assert len(others) == 4
    assert {name for name in (*foreign, *FOREIGN_NAMES) if name in document} == set()


@pytest.mark.parametrize("slug", SCORED)
def test_no_words_of_another_kind_of_office(slug: str) -> None:
    document = "\n".join(texts(analysis(slug)))

    assert [words for words in FOREIGN_OFFICE if words in document] == []


@pytest.mark.parametrize("slug", SCORED)
def test_no_thai_digits_in_the_content(slug: str) -> None:
    """One numeral system in a document: the renderer turns the digits, all of them."""
    document = texts(analysis(slug))

    assert [text for text in document if THAI_DIGITS.search(text)] == []


@pytest.mark.parametrize("slug", SCORED)
def test_no_doubled_words_and_no_doubled_blanks(slug: str) -> None:
    document = texts(analysis(slug))

    doubled = [
        text
        for text in document
        if "  " in text or any(first == second for first, second in pairwise(re.split(r"[\s(]+", text)))
    ]
    stuttered = [text for text in document if re.search(r"([ก-๛]{6,})\1", text)]

    assert doubled == []
    assert stuttered == []


@pytest.mark.parametrize("slug", SCORED)
def test_no_lowest_question_reaches_its_indicators_score(slug: str) -> None:
    """But where cells are unknown, and the text says so: Sateng Nok's e4 part 1 (83.97) in indicator 6 (80.09)."""
    overview = overview_get(municipality(slug), SCORED[slug])

    reaching = [
        (finding.indicator.number, lowest.question.code)
        for finding in overview.findings
        for lowest in finding.draft.lowest
        if lowest.value is not None and finding.draft.score is not None and lowest.value >= finding.draft.score
    ]

    assert reaching == ([(6, "e4")] if slug == "sateng-nok" else [])
    assert "เท่าที่มีข้อมูล" in overview.findings[5].draft.lead or slug != "sateng-nok"


@pytest.mark.parametrize("slug", SCORED)
def test_quoted_question_is_the_lowest_of_those_known(slug: str) -> None:
    overview = overview_get(municipality(slug), SCORED[slug])

    beaten = [
        (cell, value, lowest.value)
        for finding in overview.findings
        for lowest in finding.draft.lowest
        for cell, value in overview.result.questions.items()
        if overview.framework.questions[cell[0]].indicator_id == finding.indicator.pk
        if value is not None and lowest.value is not None and value < lowest.value
    ]

    assert beaten == []


@pytest.mark.parametrize("slug", SCORED)
def test_years_are_the_result_year_and_the_action_year_alone(slug: str) -> None:
    """Result year Y, action year Y + 1, which begins in October of Y: a wrong year is one of the seeds' faults."""
    year = SCORED[slug]

    years = {int(found) for text in texts(analysis(slug)) for found in re.findall(r"25\d\d", text)}

    assert years <= {year, year + 1}


@pytest.mark.parametrize("slug", SCORED)
def test_narrative_does_not_contradict_the_score_table(slug: str) -> None:
    """An indicator below 100 is never told that all is well, one at 100 never that something is amiss."""
    document = analysis(slug)
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    scores, findings, _ = tables

    full = [row[2] == "100" for row in rows_of(scores)[:10]]

    kept = ["รักษามาตรฐานนี้ไว้" in row[1] for row in rows_of(findings)]
    quoted = [bool(underlined(row.cells[1])) for row in findings.rows]
    assert kept == full
    assert not any(quotation and whole for quotation, whole in zip(quoted, full, strict=True))


@pytest.mark.parametrize("slug", SCORED)
def test_periods_lie_within_the_action_year(slug: str) -> None:
    measures = Measure.objects.filter(municipality=municipality(slug), action_year=SCORED[slug] + 1)

    years = [bounds(measure.action_year) for measure in measures]

    assert years
    for measure, (first, last) in zip(measures, years, strict=True):
        for step in measure.steps.exclude(start=None):
            assert step.start is not None
            assert step.end is not None
            assert first <= step.start <= step.end <= last
