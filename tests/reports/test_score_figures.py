"""The score table, the dot plot and the words about scores, by hand cases."""

from decimal import Decimal

import pytest

from assessments.queries import Overview, overview_get
from reports.content import Dot, Paragraph, Run, Score, Table
from reports.documents.score_figures import instrument_verdict, plot_title, score_plot, score_table, verdict
from tests import factories
from tests.reports.reading import inline_text

pytestmark = pytest.mark.django_db


def overview(**scores: str) -> Overview:
    """The year 2568 with figures by key: ``i1="90"``, ``indicator_1="97"``, ``EIT_2="88"``, ``total="95"``."""
    return overview_of(2568, scores)


def overview_of(fiscal_year: int, scores: dict[str, str]) -> Overview:
    """A municipality's year with the given figures."""
    place = factories.municipality()
    factories.assessment(place, fiscal_year, {key.replace("_", "-"): score for key, score in scores.items()})
    return overview_get(place, fiscal_year)


def ten(*scores: str) -> dict[str, str]:
    """Official figures of indicators 1, 2, 3 …"""
    return {f"indicator_{number}": score for number, score in enumerate(scores, 1)}


def row_of(table: Table, name: str) -> list[str | Decimal | None]:
    """The texts and scores of the row called `name`."""
    values: list[str | Decimal | None] = []
    for row in table.rows:
        parts = []
        for cell in row.cells:
            (paragraph,) = cell.blocks
            assert isinstance(paragraph, Paragraph)
            (part,) = paragraph.text
            parts.append(part)
        if isinstance(parts[0], Run) and parts[0].text == name:
            values = [part.value if isinstance(part, Score) else inline_text((part,)) for part in parts[1:]]
    return values


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (None, "ยังไม่มีคะแนน"),
        (Decimal(0), "ต่ำกว่าเกณฑ์"),
        (Decimal("84.99"), "ต่ำกว่าเกณฑ์"),
        (Decimal("84.994"), "ต่ำกว่าเกณฑ์"),
        (Decimal("84.995"), "ผ่านเกณฑ์"),  # published with two decimals it is 85.00
        (Decimal(85), "ผ่านเกณฑ์"),
        (Decimal(100), "ผ่านเกณฑ์"),
    ],
)
def test_verdict_compares_the_published_score_with_85(score: Decimal | None, words: str) -> None:
    said = verdict(score)

    assert said == words


@pytest.mark.parametrize(
    ("fiscal_year", "scores", "words"),
    [
        (2568, {"EIT": "95.02"}, "รอคะแนนแยกส่วน"),
        (2568, {"EIT": "95.02", "EIT_1": "99"}, "รอคะแนนแยกส่วน"),
        (2568, {"EIT": "95.02", "EIT_1": "99", "EIT_2": "91.04"}, "ผ่านเกณฑ์"),
        (2568, {"EIT": "84.99"}, "ต่ำกว่าเกณฑ์"),
        (2564, {"EIT": "95.02"}, "ผ่านเกณฑ์"),  # the total alone decided
    ],
)
def test_instrument_whose_parts_are_asked_for_does_not_pass_without_them(
    fiscal_year: int, scores: dict[str, str], words: str
) -> None:
    given = overview_of(fiscal_year, scores)

    assert instrument_verdict(given, "EIT") == words
    assert row_of(score_table(given), "แบบวัด EIT")[-1] == words


def test_score_table_row_shows_official_beside_computed() -> None:
    """i1 = 90, i2 = 92, i3 = 94: mean 92; the official 93 stands beside it and decides how the indicator stands."""
    scores = {"i1": "90", "i2": "92", "i3": "94", "indicator_1": "93"}

    row = row_of(score_table(overview(**scores)), "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่")

    assert row == ["IIT", Decimal(93), Decimal(92), "ผ่านเกณฑ์"]


def test_score_table_keeps_an_official_figure_of_three_decimals() -> None:
    row = row_of(score_table(overview(indicator_8="93.215")), "ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน")

    assert row == ["EIT", Decimal("93.215"), None, "ผ่านเกณฑ์"]


def test_score_table_without_scores_shows_dashes() -> None:
    table = score_table(overview(indicator_1="90"))

    assert row_of(table, "ตัวชี้วัดที่ 2 การใช้งบประมาณ") == ["IIT", None, None, "ยังไม่มีคะแนน"]
    assert row_of(table, "แบบวัด OIT") == ["OIT", None, None, "ยังไม่มีคะแนน"]
    assert row_of(table, "คะแนนรวม") == ["", None, None, "–"]


def test_score_table_of_full_scores_has_total_and_level() -> None:
    """Every instrument 96: 0.3 x 96 + 0.3 x 96 + 0.4 x 96 = 96; with both EIT parts at 96 the level is decided."""
    scores = ten(*["96"] * 10) | {"EIT_1": "96", "EIT_2": "96"}

    table = score_table(overview(**scores))

    assert row_of(table, "คะแนนรวม") == ["", None, Decimal("96.00"), "ผ่านดีเยี่ยม"]


def test_score_table_marks_instruments_and_total_as_results() -> None:
    table = score_table(overview(indicator_1="90"))

    assert [row.total for row in table.rows] == [False] * 10 + [True] * 4


@pytest.mark.parametrize(
    ("parts", "rows"),
    [
        ({}, []),
        ({"EIT_1": "99"}, [["EIT", Decimal(99), None, "ผ่านเกณฑ์"]]),
        (
            {"EIT_1": "99", "EIT_2": "84.99"},
            [["EIT", Decimal(99), None, "ผ่านเกณฑ์"], ["EIT", Decimal("84.99"), None, "ต่ำกว่าเกณฑ์"]],
        ),
    ],
)
def test_score_table_shows_the_parts_that_are_known(parts: dict[str, str], rows: list[list[str | Decimal]]) -> None:
    table = score_table(overview(**parts, IIT="90"))

    shown = [row_of(table, f"แบบวัด EIT ส่วนที่ {part}") for part in (1, 2)]
    assert [row for row in shown if row] == rows
    assert row_of(table, "แบบวัด EIT") == ["EIT", None, None, "ยังไม่มีคะแนน"]
    assert [row.total for row in table.rows] == [False] * 10 + [True] * (4 + len(rows))


@pytest.mark.parametrize(
    ("fiscal_year", "scores", "level"),
    [
        (2568, ten(*["96"] * 10), "ผ่านดีเยี่ยม หรือ ผ่านดี"),  # EIT 96: a part may be as low as 92
        (2568, ten(*["96"] * 10) | {"EIT_1": "99", "EIT_2": "93"}, "ผ่านดี"),
        (2568, ten(*["96"] * 9), "–"),
        (2564, ten(*["95"] * 5, *["80"] * 3, *["90"] * 2), "A"),  # by the total alone: 28.5 + 24 + 36 = 88.5
    ],
)
def test_score_table_says_the_level_beside_the_total(fiscal_year: int, scores: dict[str, str], level: str) -> None:
    row = row_of(score_table(overview_of(fiscal_year, scores)), "คะแนนรวม")

    assert row[3] == level


def test_plot_has_a_dot_an_indicator_in_its_instruments_series() -> None:
    plot = score_plot(overview(indicator_1="90.5", indicator_6="80", indicator_9="0"))

    indicators = plot.groups[0].dots
    assert [dot.series for dot in indicators] == ["IIT"] * 5 + ["EIT"] * 3 + ["OIT"] * 2
    assert indicators[0] == Dot("1. การปฏิบัติหน้าที่", Decimal("90.5"), "IIT")
    assert indicators[8] == Dot("9. การเปิดเผยข้อมูล", Decimal(0), "OIT")
    assert [dot.value for dot in indicators[1:5]] == [None] * 4


def test_plot_shows_one_dot_of_an_instrument_whose_parts_are_unknown() -> None:
    plot = score_plot(overview(EIT="88"))

    assert plot.groups[1].dots == (Dot("IIT", None, "IIT"), Dot("EIT", Decimal(88), "EIT"), Dot("OIT", None, "OIT"))


def test_plot_shows_the_parts_that_decide_the_level() -> None:
    plot = score_plot(overview(EIT="88", EIT_1="90"))

    assert plot.groups[1].dots[1:3] == (Dot("EIT ส่วนที่ 1", Decimal(90), "EIT"), Dot("EIT ส่วนที่ 2", None, "EIT"))


@pytest.mark.parametrize(
    ("scores", "title"),
    [
        ((), "ยังไม่มีคะแนนรายตัวชี้วัด"),
        (("84.995",), "มีคะแนน 1 ตัวชี้วัด คือการปฏิบัติหน้าที่ 85 คะแนน"),
        (("100",), "มีคะแนน 1 ตัวชี้วัด คือการปฏิบัติหน้าที่ 100 คะแนน"),
        (("95", "94.99"), "1 จาก 2 ตัวชี้วัดที่มีคะแนน ได้ 95 คะแนนขึ้นไป ต่ำสุดคือการใช้งบประมาณ 94.99 คะแนน"),
        (("85", "84.99"), "1 จาก 2 ตัวชี้วัดที่มีคะแนน ได้ต่ำกว่า 85 คะแนน ต่ำสุดคือการใช้งบประมาณ 84.99 คะแนน"),
        (("85", "85"), "0 จาก 2 ตัวชี้วัดที่มีคะแนน ได้ 95 คะแนนขึ้นไป ต่ำสุดคือ 2 ตัวชี้วัดที่ได้เท่ากัน 85 คะแนน"),
        (
            ("96", "84.995", "85"),
            "1 จาก 3 ตัวชี้วัดที่มีคะแนน ได้ 95 คะแนนขึ้นไป ต่ำสุดคือ 2 ตัวชี้วัดที่ได้เท่ากัน 85 คะแนน",
        ),
        (("100", "99.995"), "ทั้ง 2 ตัวชี้วัดที่มีคะแนน ได้ 100 คะแนน"),
        (("96", *["97"] * 9), "10 ใน 10 ตัวชี้วัดได้ 95 คะแนนขึ้นไป ต่ำสุดคือการปฏิบัติหน้าที่ 96 คะแนน"),
        (("97", "84.99", *["97"] * 8), "1 ใน 10 ตัวชี้วัดได้ต่ำกว่า 85 คะแนน ต่ำสุดคือการใช้งบประมาณ 84.99 คะแนน"),
        (("100",) * 10, "ทั้ง 10 ตัวชี้วัดได้ 100 คะแนน"),
    ],
)
def test_plot_title_is_a_sentence_of_the_figures(scores: tuple[str, ...], title: str) -> None:
    year = overview(**ten(*scores))

    assert plot_title(year) == title
