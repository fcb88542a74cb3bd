"""The analysis by ten indicators, built for the demo's municipalities and read block by block."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Membership, Role
from assessments.models import TextStatus
from assessments.queries import overview_get
from assessments.verbs.assessments import assessment_ensure
from assessments.verbs.findings import finding_edit
from reports.content import Document, DotPlot, Heading, Paragraph, Score, Signature, Table
from reports.documents.indicator_analysis import build, check
from tests.assessments.cases import BAN_SUAN_2568, SATENG_NOK, SATENG_NOK_OFFICIAL, indicators
from tests.factories import wordings_are
from tests.reports.demo import SCORED, UNSCORED, analysis, municipality, person
from tests.reports.reading import block_texts, cell_texts, rows_of, table_of, texts, underlined
from thaitext.numbers import format_score

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

PHON_PHISAI_2568 = {
    **indicators("99.79", "98.96", "100", "100", "100", "99.20", "99.31", "99.54"),
    "indicator-9": None,
    "indicator-10": None,
}
OFFICIAL = {
    "ban-suan": BAN_SUAN_2568,
    "phon-phisai": PHON_PHISAI_2568,
    "sateng-nok": {key: value for key, value in SATENG_NOK_OFFICIAL.items() if key != "total"},
}
#: What indicators 1 to 10 quote as lowest: the question of that wording's beginning, and what follows it.
LOWEST = {
    "ban-suan": [
        ("เจ้าหน้าที่ในหน่วยงานของท่าน มีการเลือกปฏิบัติ", "(97.82 คะแนน)”"),
        ("หน่วยงานของท่าน ใช้จ่ายงบประมาณเป็นไปตามวัตถุประสงค์", "(99.21 คะแนน)”"),
        ("ท่านเคยถูกผู้บังคับบัญชาของท่าน สั่งให้ทำธุระส่วนตัว", "(99.80 คะแนน)”"),
        ("เจ้าหน้าที่ในหน่วยงานของท่าน มีการขอยืมหรือขอใช้", "(94.85 คะแนน)”"),
        ("ท่านคิดว่า การดำเนินการเพื่อป้องกันการทุจริต", "(97.82 คะแนน)”"),
        ("เจ้าหน้าที่ปฏิบัติงานหรือให้บริการแก่ท่าน เป็นไปตามขั้นตอน", "(94.50 คะแนน)”"),
        ("หน่วยงานมีช่องทางการเผยแพร่ข้อมูลข่าวสารที่เข้าถึงง่าย", "(92 คะแนน)”"),
        ("หน่วยงานมีการเปิดโอกาสให้บุคคลภายนอก", "(88.50 คะแนน)”"),
    ],
    "phon-phisai": [
        ("เจ้าหน้าที่ปฏิบัติงานหรือให้บริการแก่ท่าน และผู้อื่นอย่างเท่าเทียมกัน", "”"),
        ("หน่วยงานมีการประชาสัมพันธ์ข้อมูลข่าวสาร", "อย่างชัดเจน”"),
        ("หน่วยงานมีการเปิดโอกาสให้บุคคลภายนอก", "ของหน่วยงาน”"),
    ],
    "sateng-nok": [
        ("บุคลากรในหน่วยงานของท่าน ปฏิบัติงาน/ให้บริการ", "(85.93 คะแนน)”"),
        ("หน่วยงานของท่าน เปิดโอกาสให้ท่าน มีส่วนร่วม", "(52.98 คะแนน)”"),
        ("ผู้บังคับบัญชาของท่าน มีการคัดเลือกผู้เข้ารับการฝึกอบรม", "(80.46 คะแนน)”"),
        ("ท่านรู้แนวปฏิบัติของหน่วยงานของท่าน เกี่ยวกับการใช้ทรัพย์สิน", "(76.10 คะแนน)”"),
        ("หน่วยงานของท่าน มีการนำผลการตรวจสอบ", "(78.28 คะแนน)”"),
        ("ในระยะเวลา 1 ปีที่ผ่านมา ท่านเคยถูกเจ้าหน้าที่", "83.97 คะแนน)”"),
        ("หน่วยงานที่ท่านติดต่อ มีช่องทางให้ผู้มาติดต่อร้องเรียนการทุจริต", "10 คะแนน)”"),
        ("หน่วยงานที่ท่านติดต่อ มีการปรับปรุงวิธีการและขั้นตอน", "59.90 คะแนน)”"),
        ("การดำเนินการเพื่อจัดการความเสี่ยงการทุจริต", "(0 คะแนน)”"),
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "(0 คะแนน)”"),
        ("การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส", "(0 คะแนน)”"),
    ],
}


def score_column(document: Document, column: int) -> list[Decimal | None]:
    """The scores of a column of the score table."""
    values = []
    for row in table_of(document.sections[0]).rows:
        (paragraph,) = row.cells[column].blocks
        assert isinstance(paragraph, Paragraph)
        (score,) = paragraph.text
        assert isinstance(score, Score)
        values.append(score.value)
    return values


def finding_texts(document: Document) -> list[str]:
    """The ten analyses, each as one text."""
    return [row[1] for row in rows_of(table_of(document.sections[1]))]


@pytest.mark.parametrize("slug", SCORED)
def test_document_has_the_sections_of_the_published_ones(slug: str) -> None:
    year, name = SCORED[slug], municipality(slug).name

    document = analysis(slug)

    assert document.title == (
        f"รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ของ{name} ประจำปีงบประมาณ พ.ศ. {year}"
    )
    assert document.author == name
    assert [(section.name, section.orientation) for section in document.sections] == [
        ("ผลคะแนน", "portrait"),
        ("ผลการวิเคราะห์", "portrait"),
        ("การนำผลไปปรับปรุง", "landscape"),
    ]
    headings = [block for section in document.sections for block in section.blocks if isinstance(block, Heading)]
    assert [(heading.level, heading.text.replace("\n", " ")) for heading in headings] == [
        (1, document.title),
        (2, "ผลการวิเคราะห์รายตัวชี้วัด"),
        (2, "การนำผลการวิเคราะห์ไปสู่การปรับปรุงและพัฒนาองค์กร"),
    ]  # fmt: skip
    assert document.unbroken == (municipality(slug).proper_name, municipality(slug).province)


@pytest.mark.parametrize("slug", SCORED)
def test_tables_have_the_columns_of_the_published_ones(slug: str) -> None:
    document = analysis(slug)

    tables = [table_of(section) for section in document.sections]

    assert [["".join(cell_texts(cell)) for cell in table.head[0].cells] for table in tables] == [
        ["ตัวชี้วัด", "แบบวัด", "ทางการ", "คำนวณ", "ระดับ/ผลเทียบเกณฑ์"],
        ["ตัวชี้วัด", "ผลการวิเคราะห์"],
        [
            "มาตรการ/โครงการ/กิจกรรม",
            "ผลการวิเคราะห์ตัวชี้วัด ตามหลักเกณฑ์การประเมิน ITA ที่สอดคล้องกับมาตรการ/โครงการ/กิจกรรม",
            "ขั้นตอนและวิธีการ",
            "ช่วงระยะเวลา\nดำเนินการ",
            "ผู้รับผิดชอบ",
        ],
    ]
    assert all(len(table.widths) == len(row.cells) for table in tables for row in table.rows)


@pytest.mark.parametrize("slug", SCORED)
def test_score_table_has_ten_indicators_three_instruments_and_the_total(slug: str) -> None:
    document = analysis(slug)

    rows = rows_of(table_of(document.sections[0]))

    assert [row[0].split(" ")[1] for row in rows[:10]] == [str(number) for number in range(1, 11)]
    assert [row[1] for row in rows] == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2 + ["IIT", "EIT", "OIT", ""]
    assert [row[0] for row in rows[10:]] == ["แบบวัด IIT", "แบบวัด EIT", "แบบวัด OIT", "คะแนนรวม"]


@pytest.mark.parametrize("slug", SCORED)
def test_official_figures_are_those_of_the_source(slug: str) -> None:
    document = analysis(slug)

    official = score_column(document, 2)

    assert official[:10] == list(OFFICIAL[slug].values())
    assert official[10:] == [None, None, None, Decimal("83.72") if slug == "sateng-nok" else None]


def test_computed_figures_of_indicators_without_questions_are_missing() -> None:
    """Of the instruments and the total of ban-suan only the mean is known (ITA.md section 2.4).

    IIT (98.28 + 99.54 + 99.93 + 97.16 + 98.68) / 5 = 98.718 → 98.72;
    EIT (97.16 + 94.68 + 93.215) / 3 = 95.0183 → 95.02; OIT 100;
    total 0.3 x 98.718 + 0.3 x 95.018333 + 40 = 98.1209 → 98.12.
    """
    document = analysis("ban-suan")

    computed = score_column(document, 3)

    assert computed == [None] * 10 + [Decimal("98.72"), Decimal("95.02"), Decimal(100), Decimal("98.12")]


def test_computed_figures_stand_beside_the_official_ones() -> None:
    """Sateng Nok: five IIT means, none in EIT (parts missing), 100 and 73.75 in OIT (ITA.md section 2).

    IIT (93.60 + 80.28 + 88.69 + 82.71 + 81.64) / 5 = 85.384; EIT (80.09 + 73.50 + 79.89) / 3 = 77.8267;
    OIT (100 + 73.75) / 2 = 86.875 → 86.88; total 25.6152 + 23.348 + 34.75 = 83.7132 → 83.71.
    """
    document = analysis("sateng-nok")

    computed = [None if value is None else f"{value:.2f}" for value in score_column(document, 3)]

    assert computed == [
        "93.60", "80.28", "88.69", "82.71", "81.64", None, None, None, "100.00", "73.75",
        "85.38", "77.83", "86.88", "83.71",
    ]  # fmt: skip


def test_question_scores_are_those_of_the_source() -> None:
    assessment = municipality("sateng-nok").assessments.get()

    stored = {
        (code, part): value for code, part, value in assessment.scores.values_list("question__code", "part", "value")
    }

    assert stored == SATENG_NOK


@pytest.mark.parametrize("slug", SCORED)
def test_plot_shows_the_scores_of_the_table(slug: str) -> None:
    document = analysis(slug)

    (plot,) = [block for block in document.sections[0].blocks if isinstance(block, DotPlot)]

    assert [group.title for group in plot.groups] == ["ตัวชี้วัด", "แบบวัด"]
    assert [dot.value for dot in plot.groups[0].dots] == list(OFFICIAL[slug].values())
    assert [dot.value for dot in plot.groups[1].dots] == score_column(document, 3)[10:13]
    assert plot.limits == (Decimal(85), Decimal(95))


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("ban-suan", "ได้คะแนน ITA รวม 98.12 คะแนน ระดับผลการประเมิน ผ่านดีเยี่ยม หรือ ผ่านดี ดังนี้"),
        ("sateng-nok", "ได้คะแนน ITA รวม 83.72 คะแนน ระดับผลการประเมิน ต้องปรับปรุง ดังนี้"),
        ("phon-phisai", "ยังไม่มีคะแนนรวม เนื่องจากคะแนนรายตัวชี้วัดยังไม่ครบ คะแนนที่มีเป็นดังนี้"),
    ],
)
def test_opening_sentence_says_total_and_level(slug: str, sentence: str) -> None:
    place = municipality(slug)
    who = f"{place.name} อำเภอ{place.district} จังหวัด{place.province} "

    document = analysis(slug)

    assert who + sentence in texts(document)


@pytest.mark.parametrize(
    ("slug", "notes"),
    [
        ("ban-suan", ["หมายเหตุ : ยังชี้ขาดระดับไม่ได้ เนื่องจากยังไม่มีคะแนนของแบบวัด EIT ส่วนที่ 1 และแบบวัด EIT ส่วนที่ 2"]),
        ("sateng-nok", []),
        ("phon-phisai", ["หมายเหตุ : ยังไม่มีผลคะแนนของตัวชี้วัดที่ 9 และ 10"]),
    ],
)
def test_notes_name_what_is_missing(slug: str, notes: list[str]) -> None:
    figures = analysis(slug).sections[0]

    said = [text for block in figures.blocks for text in block_texts(block)]

    assert [text for text in said if text.startswith("หมายเหตุ")] == notes


def test_quoted_wordings_that_are_not_confirmed_are_noted_once_under_the_findings() -> None:
    """Of indicators 1 and 4 ban-suan quotes i2 and i10; i1 is quoted nowhere, and so not named."""
    unsure = {"i2": TextStatus.DERIVED, "i10": TextStatus.UNCONFIRMED, "i1": TextStatus.UNCONFIRMED}
    wordings_are(TextStatus.CONFIRMED, besides=unsure)

    blocks = analysis("ban-suan").sections[1].blocks

    assert [type(block) for block in blocks] == [Heading, Table, Paragraph]
    assert list(block_texts(blocks[2])) == [
        "หมายเหตุ : ถ้อยคำของข้อคำถาม i2 และ i10 ที่ยกมาข้างต้น ยังไม่ได้ตรวจสอบยืนยันกับเอกสารของสำนักงาน ป.ป.ช."
    ]


def test_wordings_that_are_all_confirmed_are_not_noted() -> None:
    wordings_are(TextStatus.CONFIRMED)

    blocks = analysis("ban-suan").sections[1].blocks

    assert [type(block) for block in blocks] == [Heading, Table]


@pytest.mark.parametrize("slug", SCORED)
def test_findings_state_the_score_of_each_indicator(slug: str) -> None:
    name = municipality(slug).name

    findings = rows_of(table_of(analysis(slug).sections[1]))

    assert [(title, text.split("\n")[0]) for title, text in findings] == [
        (
            title,
            f"ผลคะแนน : ยังไม่มีผลคะแนนใน{title}"
            if value is None
            else f"ผลคะแนน : {name} มีผลคะแนนใน{title} {format_score(value, document=True)} คะแนน",
        )
        for (title, _), value in zip(findings, OFFICIAL[slug].values(), strict=True)
    ]


def test_last_of_several_quotations_is_joined_as_a_list_is() -> None:
    """Before a sign และ has a space behind it, as in "๑ และ ๒"."""
    (tenth,) = finding_texts(analysis("sateng-nok"))[9:]

    assert tenth.count("(0 คะแนน)” “มาตรการ") == tenth.count("(0 คะแนน)” และ “การดำเนินการ") == 1


@pytest.mark.parametrize("slug", SCORED)
def test_lowest_questions_are_quoted_underlined_with_their_score(slug: str) -> None:
    document = analysis(slug)

    quoted = [text for row in table_of(document.sections[1]).rows for text in underlined(row.cells[1])]

    assert len(quoted) == len(LOWEST[slug])
    for text, (beginning, end) in zip(quoted, LOWEST[slug], strict=True):
        assert text.startswith(f"“{beginning}")
        assert text.endswith(end)


def test_lowest_questions_of_a_two_part_instrument_name_their_part() -> None:
    document = analysis("sateng-nok")

    quoted = [text for row in table_of(document.sections[1]).rows[5:8] for text in underlined(row.cells[1])]

    assert ["ส่วนที่ 1" in text or "ส่วนที่ 2" in text for text in quoted] == [True, True, True]
    assert ["ส่วนที่ 1" in text for text in quoted] == [True, False, False]


def test_indicators_at_100_are_told_to_keep_their_standard() -> None:
    findings = finding_texts(analysis("phon-phisai"))

    kept = [number for number, text in enumerate(findings, 1) if "รักษามาตรฐานนี้ไว้" in text]

    assert kept == [3, 4, 5]


def test_indicators_without_a_score_are_not_analysed() -> None:
    findings = finding_texts(analysis("phon-phisai"))

    assert all(text.endswith("ยังไม่มีผลคะแนนของตัวชี้วัดนี้ จึงยังวิเคราะห์ไม่ได้") for text in findings[8:])


def test_scores_below_the_pass_mark_are_said_to_be_so() -> None:
    findings = finding_texts(analysis("sateng-nok"))

    urgent = [number for number, text in enumerate(findings, 1) if "ต่ำกว่าเกณฑ์ที่กำหนด" in text]

    assert urgent == [2, 3, 4, 5, 6, 7, 8, 10]


def test_edited_finding_is_printed_with_the_quotation_kept() -> None:
    overview = overview_get(municipality("ban-suan"), 2568)
    finding = overview.findings[1]
    finding_edit(
        assessment=overview.assessment,
        indicator=finding.indicator,
        text="เทศบาลจะรายงานการใช้จ่ายทุกเดือน",
        draft=finding.draft.analysis,
        version=0,
        by=person("ban-suan.officer"),
    )

    document = analysis("ban-suan")

    second = finding_texts(document)[1]
    assert second.endswith("(99.21 คะแนน)” เทศบาลจะรายงานการใช้จ่ายทุกเดือน")
    assert "เทศบาลจะรายงานการใช้จ่ายทุกเดือน" in rows_of(table_of(document.sections[2]))[1][1]
    assert finding.draft.analysis not in second


@pytest.mark.parametrize("slug", SCORED)
def test_document_ends_with_the_executives_signature(slug: str) -> None:
    executive = municipality(slug).memberships.get(role=Role.EXECUTIVE)

    document = analysis(slug)

    assert document.sections[-1].blocks[-1] == Signature(executive.user.get_full_name(), (executive.position,))


def test_signature_is_left_to_fill_in_without_an_executive() -> None:
    Membership.objects.filter(municipality=municipality("ban-suan"), role=Role.EXECUTIVE).delete()

    signature = analysis("ban-suan").sections[-1].blocks[-1]

    assert signature == Signature("." * 50, ("ตำแหน่ง" + "." * 45,))


def test_signature_leaves_out_an_executive_who_left() -> None:
    executive = person("ban-suan.executive")
    executive.is_active = False
    executive.save()

    signature = analysis("ban-suan").sections[-1].blocks[-1]

    assert isinstance(signature, Signature)
    assert executive.get_full_name() != signature.name


@pytest.mark.parametrize("slug", UNSCORED)
def test_year_without_scores_is_refused_with_what_is_missing(slug: str) -> None:
    year, place = UNSCORED[slug], municipality(slug)

    with pytest.raises(UserError) as refusal:
        build(place, year)

    assert str(refusal.value) == (f"{place.name} ยังไม่มีผลคะแนน ITA ของปีงบประมาณ {year} กรุณานำเข้าคะแนนก่อน")


def test_year_whose_scores_are_all_empty_is_refused() -> None:
    place = municipality("ban-chang")
    assessment_ensure(municipality=place, fiscal_year=2566)

    with pytest.raises(UserError) as refusal:
        build(place, 2566)

    assert str(refusal.value) == ("เทศบาลตำบลบ้านฉาง ยังไม่มีผลคะแนนของปีงบประมาณ 2566 จึงยังจัดทำรายงานไม่ได้ กรุณานำเข้าคะแนนก่อน")


def test_year_without_a_framework_is_refused() -> None:
    with pytest.raises(UserError) as refusal:
        build(municipality("ban-suan"), 2600)

    assert str(refusal.value) == "ไม่มีกรอบการประเมินของปีงบประมาณ 2600 (มีกรอบของปี 2562–2569) กรุณาตรวจสอบปี พ.ศ."


@pytest.mark.parametrize(("slug", "year"), [("ban-suan", 2567), ("ban-suan", 2600), *UNSCORED.items()])
def test_check_refuses_what_build_would_refuse(slug: str, year: int) -> None:
    place = municipality(slug)

    with pytest.raises(UserError) as built:
        build(place, year)
    with pytest.raises(UserError) as checked:
        check(place, year)

    assert str(checked.value) == str(built.value)


@pytest.mark.parametrize("slug", SCORED)
def test_check_asks_less_than_build(slug: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = municipality(slug)
    build(place, SCORED[slug])

    with django_assert_num_queries(6):
        check(place, SCORED[slug])


@pytest.mark.parametrize(("slug", "queries"), [("ban-suan", 12), ("phon-phisai", 12), ("sateng-nok", 13)])
def test_document_is_built_with_few_queries(
    slug: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """One query more where measures answer issues: those of Sateng Nok answer seven."""
    place = municipality(slug)

    with django_assert_num_queries(queries):
        build(place, SCORED[slug])
