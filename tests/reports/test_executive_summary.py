"""The executive summary: two pages, whatever is known. Its figures are reckoned by hand where they are asserted."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pypdfium2
import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.verbs.assessments import assessment_ensure
from assessments.verbs.scores import scores_import
from measures.models import Status
from measures.periods import Period
from measures.verbs.measures import StepData
from measures.verbs.progress import progress_record
from reports.content import Block, BulletList, Document, Radar, Table, Trend, stacked
from reports.documents.executive_summary import build, check
from reports.renderers import html, pdf, xlsx
from tests.factories import assessment, department, every_score, figures, framework, measure, municipality
from tests.reports.reading import block_texts, rows_of

pytestmark = pytest.mark.django_db

#: Official figures of 2566 and 2567, and the questions of 2568, all of them reckoned below.
OFFICIAL_2566 = {f"indicator-{number}": "80" for number in range(1, 11)} | {"total": "80"}
OFFICIAL_2567 = {f"indicator-{number}": "90" for number in range(1, 11)} | {"EIT-1": "92", "EIT-2": "88"}

T = TypeVar("T", bound=Block)


def blocks(document: Document, kind: type[T]) -> Iterator[T]:
    """The blocks of a kind, wherever they stand."""
    every = (block for section in document.sections for block in stacked(section.blocks))
    return (block for block in every if isinstance(block, kind))


def table(document: Document, caption: str) -> list[list[str]]:
    """The rows of the table with that caption."""
    return next(rows_of(each) for each in blocks(document, Table) if each.caption == caption)


def said(document: Document) -> str:
    """All that the document says."""
    return "\n".join(text for section in document.sections for block in section.blocks for text in block_texts(block))


def known(place: Municipality) -> None:
    """Results of three years: 2566 and 2567 by official figures, 2568 by its questions.

    Of 2568 every question has 90 but i1 with 50 and, in part 2, e1 with 60; every item of OIT has 100.
    """
    assessment(place, 2566, OFFICIAL_2566)
    assessment(place, 2567, OFFICIAL_2567)
    spec = framework(2568).spec
    scores = every_score(spec) | figures(spec, {"i1": "50", "e1/2": "60"})
    scores_import(municipality=place, fiscal_year=2568, figures=scores, by=None)


def step(text: str, end: date, place: Municipality) -> StepData:
    return StepData(text, [department(place)], Period(dates=(end, end)))


@pytest.fixture
def place() -> Municipality:
    """A municipality with three years, and a measure for i1 with a step that is late, one done and one to come."""
    place = municipality()
    known(place)
    steps = [
        step("ประชุมทุกกอง", date(2025, 12, 31), place),
        step("ออกคำสั่ง", date(2026, 1, 31), place),
        step("ติดตามผล", date(2026, 9, 30), place),
    ]
    view = framework(2568)
    made = measure(place, steps=steps, indicators=[view.indicators[1]], questions=[view.questions["i1"]])
    done = made.steps.all()[1]
    progress_record(
        step=done, date=date(2026, 1, 20), status=Status.DONE, summary="ออกแล้ว", outcome="มีคำสั่ง", reason="ไม่มี", by=None
    )
    return place


TODAY = date(2026, 3, 1)


def test_opening_says_total_level_change_and_gap(place: Municipality) -> None:
    """IIT 2568: 15 questions, indicator 1 has i1–i3: (50+90+90)/3 = 76.67, the others 90: (76.67+4·90)/5 = 87.33.

    EIT: indicator 6 has e1–e3: part 1 90, part 2 (60+90+90)/3 = 80, so 85; EIT = (85+90+90)/3 = 88.33. OIT 100.
    Total 0.3·87.3333 + 0.3·88.3333 + 0.4·100 = 92.70. EIT-2 = (80+90+90)/3 = 86.67, all over 85: ผ่านดี.
    2567: 90 everywhere, total 90, EIT parts 92 and 88: ผ่านดี too. 92.70 - 90 = 2.70; 95 - 92.70 = 2.30.
    """
    document = build(place, 2568, TODAY)

    opening = said(document).split("\n")[2]
    assert opening == (
        "เทศบาลเมืองบ้านสวน จังหวัดชลบุรี ได้คะแนน ITA รวม 92.70 คะแนน ระดับผลการประเมิน ผ่านดี เพิ่มขึ้น 2.70 คะแนน "
        "จากปี 2567 ที่ได้ 90 คะแนน (ผ่านดี) ต้องเพิ่มคะแนนรวม อีก 2.30 คะแนน แบบวัด IIT อีก 7.67 คะแนน "
        "แบบวัด EIT ส่วนที่ 1 อีก 5 คะแนน และแบบวัด EIT ส่วนที่ 2 อีก 8.33 คะแนน จึงจะถึงระดับผ่านดีเยี่ยม"
    )


def test_instruments_stand_against_their_minimums(place: Municipality) -> None:
    """95 - 87.33 = 7.67, 95 - 86.67 = 8.33. Of 2567 IIT and OIT are the means of 90."""
    document = build(place, 2568, TODAY)

    assert table(document, "คะแนนรายแบบวัดเทียบเกณฑ์ขั้นต่ำ") == [
        ["แบบวัด IIT", "87.33", "90", "ลดลง 2.67", "ขาด 7.67", "ถึงเกณฑ์"],
        ["แบบวัด EIT ส่วนที่ 1", "90", "92", "ลดลง 2", "ขาด 5", "ถึงเกณฑ์"],
        ["แบบวัด EIT ส่วนที่ 2", "86.67", "88", "ลดลง 1.33", "ขาด 8.33", "ถึงเกณฑ์"],
        ["แบบวัด OIT", "100", "90", "เพิ่มขึ้น 10", "ถึงเกณฑ์", "ถึงเกณฑ์"],
        ["คะแนนรวม", "92.70", "90", "เพิ่มขึ้น 2.70", "ขาด 2.30", "ถึงเกณฑ์"],
    ]


def test_indicators_stand_against_last_year_in_a_radar_and_a_table(place: Municipality) -> None:
    document = build(place, 2568, TODAY)

    (radar,) = blocks(document, Radar)
    rows = table(document, "คะแนนรายตัวชี้วัดเทียบกับปีก่อน")
    assert radar.series == ("ปี 2568", "ปี 2567")
    assert [[spoke.label, *spoke.values] for spoke in radar.spokes][5] == ["6. คุณภาพการดำเนินงาน", 85, 90]
    assert [row[1:] for row in rows[:2]] == [["76.67", "90", "ลดลง 13.33"], ["90", "90", "เท่าเดิม"]]
    assert len(rows) == len(radar.spokes) == 10


def test_trend_has_gaps_for_missing_years_and_marks_a_new_framework(place: Municipality) -> None:
    """2564 is known, 2565 is not; between 2564 and 2566 letters gave way to levels in words."""
    assessment(place, 2564, {"total": "84.10"})

    document = build(place, 2568, TODAY)

    (trend,) = blocks(document, Trend)
    assert [(year.year, year.value and format(year.value, ".2f"), year.changed) for year in trend.years] == [
        (2564, "84.10", False), (2565, None, False), (2566, "80.00", True), (2567, "90.00", False),
        (2568, "92.70", False),
    ]  # fmt: skip
    assert trend.title == "คะแนนรวมปี 2568 สูงที่สุดใน 4 ปีที่มีคะแนน คือ 92.70 คะแนน"
    assert table(document, "คะแนนรวมและระดับรายปี") == [
        ["2564", "84.10", "–", "B"],
        ["2565", "–", "–", "ไม่มีข้อมูล"],
        ["2566*", "80", "–", "ต้องปรับปรุง"],
        ["2567", "90", "เพิ่มขึ้น 10", "ผ่านดี"],
        ["2568", "92.70", "เพิ่มขึ้น 2.70", "ผ่านดี"],
    ]


def test_change_across_two_frameworks_is_only_an_observation() -> None:
    place = municipality()
    assessment(place, 2565, {"total": "80"})
    assessment(place, 2566, OFFICIAL_2566)

    text = said(build(place, 2566, TODAY))

    assert "ปี 2566 เปลี่ยนกรอบการประเมินหรือเกณฑ์ระดับจากปี 2565 ผลต่างของคะแนนสองปีนี้จึงเป็นเพียงข้อสังเกต" in text


def test_weakest_questions_come_with_their_measure(place: Municipality) -> None:
    """i1 has 50 and a measure; e1 60 in part 2 and none; then those of 90 in the framework's order."""
    document = build(place, 2568, TODAY)

    rows = table(document, "ข้อคำถามที่อ่อนที่สุดและมาตรการ")
    assert [row[0] for row in rows] == ["i1", "e1", "i2", "i3", "i4"]
    assert [row[2] for row in rows] == ["50", "60\nส่วนที่ 2", "90", "90", "90"]
    assert [row[3] for row in rows[:2]] == ["ประชุมติดตามผลทุกเดือน", "ยังไม่มีมาตรการ"]
    assert framework(2568).questions["i1"].text.startswith(rows[0][1][:40])


def test_measures_are_counted_and_the_worst_late_steps_named(place: Municipality) -> None:
    """On 1 March 2026 the step due on 31 December 2025 is 60 days late: 31 of January, 28 of February, 1 of March."""
    document = build(place, 2568, TODAY)

    assert table(document, "จำนวนมาตรการและขั้นตอนตามสถานะ") == [
        ["มาตรการ", "1", "–", "1", "–", "–", "1"],
        ["ขั้นตอน", "3", "1", "–", "2", "–", "1"],
    ]
    assert table(document, "ขั้นตอนที่เกินกำหนดนานที่สุด") == [["ประชุมทุกกอง", "กองคลัง", "31 ธ.ค. 2568", "60 วัน"]]


def test_next_are_duties_late_steps_and_weak_points_without_a_measure(place: Municipality) -> None:
    framework(2569)

    document = build(place, 2568, TODAY)

    (items,) = blocks(document, BulletList)
    texts = list(block_texts(items))
    assert [text for text in texts if "อีก" in text and "วัน)" in text] == texts[:3]
    assert texts[3] == "เร่งรัดขั้นตอนที่เกินกำหนด 1 ขั้นตอน ส่วนราชการ: กองคลัง"
    assert texts[4].startswith("กำหนดมาตรการสำหรับจุดอ่อนที่ยังไม่มีมาตรการ ")
    assert "ข้อ e1" in texts[4]
    assert "ข้อ i1 " not in texts[4]


def test_summary_of_a_year_that_is_over_stays_as_it_was(place: Municipality) -> None:
    """The year of action 2569 ends on 30 September 2026; later days change nothing."""
    at_its_end, later = build(place, 2568, date(2026, 9, 30)), build(place, 2568, date(2027, 5, 5))

    assert later == at_its_end
    assert "ณ วันที่ 30 กันยายน 2569" in said(later)


def test_summary_without_last_year_measures_and_calendar_says_so() -> None:
    """2566 alone, by official figures: no questions, no trend, no measures, no calendar."""
    place = municipality()
    assessment(place, 2566, OFFICIAL_2566)

    document = build(place, 2566, date(2024, 3, 1))

    text = said(document)
    assert "ยังไม่มีผลคะแนนของปีงบประมาณ พ.ศ. 2565 จึงยังเปรียบเทียบกับปีก่อนไม่ได้" in text
    assert "ยังไม่มีคะแนนรวมตั้งแต่สองปีขึ้นไป จึงยังแสดงแนวโน้มไม่ได้" in text
    assert "ยังไม่มีคะแนนรายข้อคำถาม จึงยังระบุข้อที่อ่อนที่สุดไม่ได้" in text
    assert "ยังไม่ได้กำหนดมาตรการของปีงบประมาณ พ.ศ. 2567" in text
    assert "ไม่มีกำหนดของการประเมิน ITA ที่ยังเหลืออยู่ในปฏิทินที่ระบบทราบ (ปีงบประมาณ พ.ศ. 2567 และ 2568)" in text
    assert [list(radar.drawn) for radar in blocks(document, Radar)] == [[0]]
    assert list(blocks(document, Trend)) == []


def test_summary_of_a_lettered_year_has_no_minimums_of_instruments() -> None:
    place = municipality()
    assessment(place, 2564, {"IIT": "88", "EIT": "84.10", "OIT": "90", "total": "87.63"})

    document = build(place, 2564, date(2022, 3, 1))

    assert table(document, "คะแนนรายแบบวัดเทียบเกณฑ์ขั้นต่ำ") == [
        ["แบบวัด IIT", "88", "–", "–", "ไม่กำหนด", "ไม่กำหนด"],
        ["แบบวัด EIT", "84.10", "–", "–", "ไม่กำหนด", "ไม่กำหนด"],
        ["แบบวัด OIT", "90", "–", "–", "ไม่กำหนด", "ไม่กำหนด"],
        ["คะแนนรวม", "87.63", "–", "–", "ขาด 7.37", "ถึงเกณฑ์"],
    ]


def test_instrument_whose_parts_are_unknown_waits_unless_its_mean_falls_short() -> None:
    """EIT of 90 says nothing of its parts and 95 does: a mean below 95 has a part below 95."""
    place = municipality()
    assessment(place, 2567, {f"indicator-{number}": "90" for number in range(1, 11)})

    rows = table(build(place, 2567, TODAY), "คะแนนรายแบบวัดเทียบเกณฑ์ขั้นต่ำ")

    assert rows[1] == ["แบบวัด EIT", "90", "–", "–", "ไม่ถึงเกณฑ์", "รอคะแนนแยกส่วน"]


def test_summary_of_nothing_is_refused() -> None:
    place = municipality()
    framework(2568)
    assessment_ensure(municipality=place, fiscal_year=2568)

    for refuse in (build, check):
        with pytest.raises(UserError, match="เทศบาลเมืองบ้านสวน ยังไม่มีผลคะแนนของปีงบประมาณ 2568"):
            refuse(place, 2568)


@pytest.mark.parametrize("count", [1, 3])
def test_build_takes_fifteen_queries_whatever_there_is(
    count: int, place: Municipality, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        measure(place, steps=[step(f"ขั้นที่ {number}", date(2026, 1, number + 1), place)])
    build(place, 2568, TODAY)

    with django_assert_num_queries(15):
        build(place, 2568, TODAY)


def full(place: Municipality) -> None:
    """More of everything than two pages can hold: eight years, long wordings, measures, steps and names."""
    long = "ดำเนินการประชุมชี้แจงและติดตามผลการปฏิบัติงานของทุกส่วนราชการอย่างต่อเนื่อง " * 12
    for year in range(2562, 2568):
        scores = {f"indicator-{number}": f"{60 + number + (year - 2562) * 4}.37" for number in range(1, 11)}
        assessment(place, year, scores | {"total": f"{70 + (year - 2562) * 4}.53", "EIT": "10"})
    view = framework(2568)
    framework(2569)
    scores_import(municipality=place, fiscal_year=2568, figures=every_score(view.spec, "33.33"), by=None)
    longest = sorted(view.questions.values(), key=lambda question: -len(question.text))[:5]
    lowered = {f"{question.code}{'/1' if question.code[0] == 'e' else ''}": "0" for question in longest}
    scores_import(municipality=place, fiscal_year=2568, figures=figures(view.spec, lowered), by=None)
    owners = [department(place, f"กองส่งเสริมการบริหารราชการและการพัฒนาท้องถิ่นอย่างยั่งยืนที่ {number}") for number in range(8)]
    for number, question in enumerate(longest):
        late = StepData(long, owners, Period(dates=(date(2025, 10, 1), date(2025, 10, 2 + number))))
        soon = StepData(long, owners, Period(dates=(TODAY, date(2026, 3, 20))))
        made = measure(place, steps=[late, soon], indicators=[question.indicator], questions=[question])
        made.title = long[:1000]
        made.save()


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_fullest_summary_takes_two_pages(digits: str) -> None:
    place = municipality(proper_name="ศรีสัชนาลัยราชธานีเฉลิมพระเกียรติ", province="พระนครศรีอยุธยา")
    full(place)

    document = build(place, 2568, TODAY)

    data = pdf.render(document, digits="arabic" if digits == "arabic" else "thai")
    assert len(pypdfium2.PdfDocument(data)) == 2


def test_page_and_workbook_hold_the_summary(place: Municipality) -> None:
    document = build(place, 2568, TODAY)

    page, workbook = html.render(document).decode(), xlsx.render(document)

    assert '<figure class="radar">' in page
    assert '<figure class="trend">' in page
    assert "๙๒.๗๐" in page
    assert workbook[:2] == b"PK"


def test_score_of_a_missing_value_is_no_zero() -> None:
    """Only indicator 1 is known: the others have no place on their spokes."""
    place = municipality()
    assessment(place, 2568, {"indicator-1": "90"})

    document = build(place, 2568, TODAY)

    (radar,) = blocks(document, Radar)
    assert [spoke.values for spoke in radar.spokes][:2] == [(Decimal("90.000"), None), (None, None)]
