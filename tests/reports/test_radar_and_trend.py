"""Radars and trends as markup, and as charts of a workbook. Places are reckoned by hand."""

from decimal import Decimal
from io import BytesIO
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from openpyxl.chart import LineChart, RadarChart

from reports.content import Beside, Block, Document, Paragraph, Radar, Section, Spoke, Trend, TrendYear, text
from reports.radar import radar, scale
from reports.renderers import html, pdf, xlsx
from reports.trend import trend, trend_start


def scores(*values: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if value is None else Decimal(value) for value in values)


def four_spokes(*rows: tuple[str | None, ...], series: tuple[str, ...] = ("ปี 2568", "ปี 2567")) -> Radar:
    """A radar with a spoke a row; the spokes point up, right, down and left."""
    spokes = tuple(Spoke(f"{number}. ด้าน", scores(*row)) for number, row in enumerate(rows, 1))
    return Radar("สองปี", spokes, series)


def years(*values: str | None, changed: int = 0) -> Trend:
    """A trend from 2562 on."""
    each = tuple(TrendYear(year, value, changed=year == changed) for year, value in enumerate(scores(*values), 2562))
    return Trend("คะแนนรวม", each, (Decimal(85), Decimal(95)), "คะแนนรวม", "เปลี่ยนกรอบ")


def document(*blocks: Block) -> Document:
    return Document("note", "เรื่อง", "เทศบาล", (Section("หน้า", blocks),))


@pytest.mark.parametrize(
    ("lowest", "rings"),
    [
        ("100", [80, 85, 90, 95, 100]),
        ("90.01", [80, 85, 90, 95, 100]),
        ("85", [80, 85, 90, 95, 100]),
        ("80", [70, 80, 90, 100]),
        ("55", [50, 70, 90, 100]),
        ("0", [0, 20, 40, 60, 80, 100]),
    ],
)
def test_scale_begins_at_a_ten_below_everything(lowest: str, rings: list[int]) -> None:
    figure = four_spokes((lowest, None), ("100", "100"), ("100", "100"))

    assert list(scale(figure)) == rings


def test_radar_places_scores_on_their_spokes() -> None:
    """From 80 to 100 on 100 units: 90 stands at 50, 100 at 100, 95 at 75, 85 at 25."""
    figure = four_spokes(("90", None), ("100", None), ("95", None), ("85", None))

    markup, _ = radar(figure, digits="arabic")

    for place in ("translate(0.0 -50.0)", "translate(100.0 -0.0)", "translate(0.0 75.0)", "translate(-25.0 0.0)"):
        assert place in markup
    assert markup.count("<g ") == 4
    assert "ปี 2568" in markup
    assert "ปี 2567" not in markup


def test_radar_breaks_where_a_score_is_missing() -> None:
    """Four spokes have four lines between them; the one without a score takes two of them away."""
    whole, _ = radar(four_spokes(("90", None), ("90", None), ("90", None), ("90", None)), digits="thai")
    broken, _ = radar(four_spokes(("90", None), (None, None), ("90", None), ("90", None)), digits="thai")

    assert whole.count("<line") - broken.count("<line") == 2
    assert whole.count("<g ") - broken.count("<g ") == 1


def test_radar_of_too_many_series_is_refused() -> None:
    figure = four_spokes(("1", "2", "3", "4"), series=("ก", "ข", "ค", "ง"))

    with pytest.raises(ValueError, match="a radar tells 3 series apart, not 4"):
        radar(figure, digits="thai")


def test_labels_stand_at_their_spokes_by_rules_and_not_by_styles() -> None:
    """A quarter to the right is 114 of 128 units off the middle: 50 + 50 · 114 / 128 = 94.5 per cent."""
    markup, rules = radar(four_spokes(*[("90", "90")] * 4), digits="thai")

    assert rules["radar-4-2"] == ".radar-4-2 { left: 94.5%; top: 50.0%; }"
    assert '<span class="radar-4-2">๒</span>' in markup
    assert "style=" not in markup


def test_trend_joins_neighbours_and_leaves_gaps() -> None:
    """Known are 2562, 2563, 2565, 2566: two pairs of neighbours, and 2564 has neither line nor marker."""
    markup, _ = trend(years("85", "86", None, "90", "95"), digits="thai")

    assert markup.count('stroke="#12436D" stroke-width="2"') == 2 + 1  # and the one of the legend
    assert markup.count('overflow="visible"') == 4
    assert "๒๕๖๔" in markup


@pytest.mark.parametrize(("values", "start"), [(("85",), 80), (("80",), 70), ((None, "0"), 0), ((), 80)])
def test_trend_starts_at_a_ten_below_everything(values: tuple[str | None, ...], start: int) -> None:
    assert trend_start(years(*values)) == start


def test_trend_places_years_and_scores() -> None:
    """Two years: at 25 and 75 per cent. From 80 to 100, 4 per cent free at both ends: 90 stands at 4 + 92 / 2 = 50."""
    markup, _ = trend(years("90", "100"), digits="thai")

    assert '<svg x="25.00%" y="50.00%"' in markup
    assert '<svg x="75.00%" y="4.00%"' in markup


@pytest.mark.parametrize(("changed", "marks"), [(2563, 1), (0, 0), (2562, 0)])
def test_new_framework_is_marked_between_two_years(changed: int, marks: int) -> None:
    markup, _ = trend(years("90", "91", "92", changed=changed), digits="thai")

    assert markup.count('x1="33.33%"') == marks
    assert markup.count("เปลี่ยนกรอบ") == marks


def test_texts_are_escaped() -> None:
    figure = Radar("<b>", (Spoke("<i>", scores("1")),) * 3, ("<u>",))

    markup, _ = radar(figure, digits="thai")

    assert "<b>" not in markup
    assert "<u>" not in markup


def test_page_brings_the_rules_of_its_figures() -> None:
    page = html.render(document(Beside(four_spokes(*[("90", "80")] * 4), Paragraph(text("ข้าง")), 0.4))).decode()

    assert ".radar-4-2 { left: 94.5%; top: 50.0%; }" in page
    assert ".w4000 { width: 40.00%; }" in page
    assert ".w6000 { width: 60.00%; }" in page


def test_pdf_of_figures_can_be_read_and_is_the_same_twice() -> None:
    made = document(Beside(four_spokes(*[("90", "80")] * 4), years("85", None, "90")))

    assert pdf.render(made) == pdf.render(made)


def chart(*blocks: Block) -> tuple[Any, Any]:
    """The only chart of a workbook, and the sheet of its numbers."""
    book = load_workbook(BytesIO(xlsx.render(document(*blocks))))
    first, numbers = book.worksheets
    (only,) = cast(Any, first)._charts  # noqa: SLF001  # openpyxl has no other way
    return only, numbers


def test_workbook_has_a_radar_of_its_own_cells() -> None:
    figure = four_spokes(("90", "80"), (None, "85"), ("95", "90"))

    radar_chart, numbers = chart(Beside(figure, Paragraph(text("ข้าง"))))

    assert isinstance(radar_chart, RadarChart)
    assert [series.val.numRef.f.rpartition("!")[2] for series in radar_chart.series] == ["$B$4:$B$6", "$C$4:$C$6"]
    assert [[cell.value for cell in row] for row in numbers["A3:C6"]] == [
        ["รายการ", "ปี ๒๕๖๘", "ปี ๒๕๖๗"], ["๑. ด้าน", 90, 80], ["๒. ด้าน", None, 85], ["๓. ด้าน", 95, 90],
    ]  # fmt: skip
    assert numbers.sheet_state == "hidden"


def test_workbook_has_a_trend_with_gaps_and_a_mark() -> None:
    line_chart, numbers = chart(years("80", None, "90", changed=2564))

    assert isinstance(line_chart, LineChart)
    assert line_chart.display_blanks == "gap"
    assert [[cell.value for cell in row] for row in numbers["A3:E6"]] == [
        ["ปีงบประมาณ", "คะแนนรวม", "เกณฑ์ ๘๕ คะแนน", "เกณฑ์ ๙๕ คะแนน", "* เปลี่ยนกรอบ"],
        ["๒๕๖๒", 80, 85, 95, None], ["๒๕๖๓", None, 85, 95, None], ["๒๕๖๔*", 90, 85, 95, None],
    ]  # fmt: skip
