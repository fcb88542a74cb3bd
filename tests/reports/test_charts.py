"""The dot plot's markup: one row a dot, shapes in SVG, words in HTML."""

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from reports.charts import axis_start, dot_plot
from reports.content import Dot, DotGroup, DotPlot

SERIES = (("IIT", "ภายใน"), ("EIT", "ภายนอก"), ("OIT", "สาธารณะ"))


def plot(*values: str | None, series: tuple[tuple[str, str], ...] = SERIES) -> DotPlot:
    dots = tuple(
        Dot(f"ตัวที่ {number}", None if value is None else Decimal(value), series[number % len(series)][0])
        for number, value in enumerate(values)
    )
    return DotPlot("สูงสุด 99.5 คะแนน", (DotGroup("ตัวชี้วัด", dots),), (Decimal(85), Decimal(95)), series)


def parse(markup: str) -> ET.Element:
    return ET.fromstring(markup)  # noqa: S314  # our own markup


def rows(markup: str) -> list[list[str]]:
    """The texts of the cells of each body row; SVG inside a cell has none that is shown."""
    return [[cell.text or "" for cell in row] for row in parse(markup).iterfind("div/table/tbody/tr")]


def test_dot_plot_shows_label_and_score_of_each_dot() -> None:
    markup = dot_plot(plot("97.825", "100", "0"), digits="arabic")

    assert rows(markup) == [
        ["ตัวชี้วัด", "", "คะแนน"],
        ["ตัวที่ 0", "", "97.83"],
        ["ตัวที่ 1", "", "100"],
        ["ตัวที่ 2", "", "0"],
    ]


def test_dot_plot_turns_digits_of_title_labels_and_scores() -> None:
    markup = dot_plot(plot("97.82"), digits="thai")

    assert "<figcaption>สูงสุด ๙๙.๕ คะแนน</figcaption>" in markup
    assert rows(markup)[1] == ["ตัวที่ ๐", "", "๙๗.๘๒"]


def test_dot_plot_says_that_a_score_is_missing_and_draws_no_marker() -> None:
    markup = dot_plot(plot(None), digits="thai")

    assert rows(markup)[1] == ["ตัวที่ ๐", "", "ยังไม่มีคะแนน"]
    assert markup.count('overflow="visible"') == len(SERIES)  # the legend's own


def test_dot_plot_places_scores_and_limits_between_two_and_ninety_eight_per_cent() -> None:
    """The axis runs from 80 to 100 over 2–98 %: 85 → 2 + 96·5/20 = 26, 90 → 50, 95 → 74, 97.82 → 87.536."""
    markup = dot_plot(plot("90", "97.82", "100"), digits="arabic")

    assert re.findall(r'<svg x="([\d.]+)%"', markup)[len(SERIES) :] == ["50.00", "87.54", "98.00"]
    assert set(re.findall(r'<line x1="([\d.]+)%"', markup)) == {"26.00", "74.00"}
    assert re.findall(r'<span class="([^"]+)">(\d+)</span>', markup) == [
        ("at-2", "80"),
        ("at-26 limit", "85"),
        ("at-74 limit", "95"),
        ("at-98", "100"),
    ]


@pytest.mark.parametrize(
    ("least", "labels"),
    [
        ("81", [("at-2", "80"), ("at-26 limit", "85"), ("at-74 limit", "95"), ("at-98", "100")]),
        ("71", [("at-2", "70"), ("at-50 limit", "85"), ("at-82 limit", "95"), ("at-98 crowded", "100")]),
        ("51", [("at-2", "50"), ("at-69 limit", "85"), ("at-88 limit", "95"), ("at-98 crowded", "100")]),
        ("41", [("at-2", "40"), ("at-74 limit before", "85"), ("at-90 limit after", "95")]),
    ],
)
def test_dot_plot_marks_labels_that_would_touch_on_a_phone(least: str, labels: list[tuple[str, str]]) -> None:
    """From 70 on 1 point takes 96/30 = 3.2 %: 95 stands 16 % before 100; from 50 on 1.92 %: 9.6 %, and 85 19.2 %.

    From 40 on 1.6 %: 95 stands 8 % before 100, which is left out everywhere, and 16 % behind 85.
    """
    markup = dot_plot(plot(least), digits="arabic")

    assert re.findall(r'<span class="([^"]+)">(\d+)</span>', markup) == labels


@pytest.mark.parametrize(
    ("values", "start"),
    [
        (("99.93", "93.22"), 80),
        (("80.01",), 80),
        (("80",), 70),
        (("63.3", "99"), 60),
        (("10", "0"), 0),
        ((None,), 80),
        ((), 80),
    ],
)
def test_axis_start_is_a_multiple_of_ten_below_everything_shown(values: tuple[str | None, ...], start: int) -> None:
    assert axis_start(plot(*values)) == start


def test_dot_plot_tells_series_apart_by_shape_and_colour() -> None:
    markup = dot_plot(plot("90", "91", "92"), digits="arabic")

    assert markup.count('<circle r="4.5" fill="#12436D"/>') == 2  # legend and dot
    assert markup.count('<rect x="-4" y="-4" width="8" height="8" fill="#28A197"/>') == 2
    assert markup.count('<path d="M0 -5.5L5.5 0L0 5.5L-5.5 0Z" fill="#F46A25"/>') == 2


def test_dot_plot_refuses_a_fourth_series() -> None:
    series = (*SERIES, ("รวม", "คะแนนรวม"))

    with pytest.raises(ValueError, match="tells 3 series apart, not 4"):
        dot_plot(plot("90", series=series), digits="thai")


def test_dot_plot_keeps_to_a_strict_policy_and_writes_no_text_in_svg() -> None:
    markup = dot_plot(plot("90", None), digits="thai")

    assert not re.search(r"style=|<style|<script|<text|\son\w+=", markup)


def test_dot_plot_escapes_what_people_typed() -> None:
    hostile = '<b onclick="x">&'
    chart = DotPlot(hostile, (DotGroup(hostile, (Dot(hostile, Decimal(90), "IIT"),)),), (), (("IIT", hostile),))

    figure = parse(dot_plot(chart, digits="arabic"))

    assert figure.findtext("figcaption") == hostile
    assert figure.findtext("div/table/tbody/tr/th") == hostile
    assert "onclick" not in "".join(key for element in figure.iter() for key in element.attrib)


def test_dot_plot_drops_what_xml_forbids() -> None:
    chart = DotPlot("ก\x0bข", (), (), (("IIT", "ค\x00"),))

    figure = parse(dot_plot(chart, digits="thai"))

    assert figure.findtext("figcaption") == "กข"
