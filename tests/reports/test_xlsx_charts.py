"""The charts of the Excel renderer: their parts are read as XML, their data as cells."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import pytest

from reports.content import DotPlot, Section
from reports.renderers.xlsx import render
from tests.reports.samples import indicator_analysis

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def first_chart(content: bytes) -> ET.Element:
    with ZipFile(BytesIO(content)) as archive:
        return ET.fromstring(archive.read("xl/charts/chart1.xml"))  # noqa: S314 – our own file


def values(element: ET.Element, path: str) -> Iterator[str | None]:
    return (found.get("val") for found in element.iterfind(path))


def test_dot_plot_is_a_native_chart_of_cells() -> None:
    content = render(indicator_analysis())

    chart = first_chart(content)
    series = chart.findall(f".//{CHART}ser")
    shown = series[:5]
    assert chart.find(f".//{CHART}scatterChart") is not None
    assert [next(values(one, f"{CHART}marker/{CHART}symbol")) for one in shown] == [
        "circle", "square", "diamond", "none", "none",
    ]  # fmt: skip
    assert [next(values(one, f"{CHART}marker//{DRAWING}srgbClr")) for one in shown[:3]] == [
        "12436D",
        "28A197",
        "F46A25",
    ]
    assert [one.find(f"{CHART}spPr/{DRAWING}ln/{DRAWING}noFill") is not None for one in shown] == [True] * 3 + [
        False
    ] * 2
    assert list(values(chart, f".//{CHART}valAx/{CHART}delete")) == ["0", "0"]
    assert list(values(chart, f".//{CHART}scaling/{CHART}orientation")) == ["minMax", "maxMin"]
    assert list(values(chart, f".//{CHART}scaling/{CHART}min")) == ["80", "0"]
    formats = [found.get("formatCode") for found in chart.iterfind(f".//{CHART}valAx/{CHART}numFmt")]
    assert formats == ["[$-D00041E]0", ";;;"]
    assert len(list(values(chart, f".//{CHART}legendEntry/{CHART}delete"))) == len(series) - 5


def test_chart_names_the_typeface_for_latin_and_for_thai() -> None:
    content = render(indicator_analysis())

    chart = first_chart(content)
    styles = [*chart.iter(f"{DRAWING}defRPr"), *chart.iter(f"{DRAWING}rPr"), *chart.iter(f"{DRAWING}endParaRPr")]
    faces = [
        [face.get("typeface") for face in style if face.tag in (f"{DRAWING}latin", f"{DRAWING}cs")] for style in styles
    ]
    assert len(styles) > 10
    assert {tuple(face) for face in faces} == {("TH Sarabun New", "TH Sarabun New")}


def test_chart_data_stand_in_a_tidy_sheet() -> None:
    book = openpyxl.load_workbook(BytesIO(render(indicator_analysis(), digits="arabic")))

    sheet = book["ข้อมูลกราฟ"]
    rows = [[item.value for item in row] for row in sheet.iter_rows(min_row=4, max_row=6)]
    assert book.sheetnames[-1] == "ข้อมูลกราฟ"
    assert [item.value for item in sheet[3]][:3] == ["ตำแหน่ง", "รายการ", "คะแนน"]
    assert rows == [
        [1, "ตัวชี้วัด", None, None, None, None],
        [2, "1. การปฏิบัติหน้าที่", 98.28, 2, None, None],
        [3, "2. การใช้งบประมาณ", 99.54, 3, None, None],
    ]


def test_chart_data_are_hidden_from_print_and_still_drawn() -> None:
    content = render(indicator_analysis())

    book = openpyxl.load_workbook(BytesIO(content))
    assert [sheet.sheet_state for sheet in book] == ["visible", "visible", "visible", "hidden"]
    assert [bool(sheet.print_area) for sheet in book] == [True, True, True, False]
    assert list(values(first_chart(content), f"{CHART}chart/{CHART}plotVisOnly")) == ["0"]


def test_chart_refers_to_the_cells_of_its_dots() -> None:
    content = render(indicator_analysis())

    chart = first_chart(content)
    first = chart.find(f".//{CHART}ser")
    assert first is not None
    assert [found.text for found in first.iter(f"{CHART}f")] == [
        "'ข้อมูลกราฟ'!$D$3",
        "'ข้อมูลกราฟ'!$C$4:$C$19",
        "'ข้อมูลกราฟ'!$D$4:$D$19",
    ]


def test_chart_refuses_a_fourth_series() -> None:
    """As on the page: a colour would stand for two series."""
    document = indicator_analysis()
    *_, plot = document.sections[0].blocks
    assert isinstance(plot, DotPlot)
    four = replace(plot, series=(*plot.series, ("รวม", "คะแนนรวม")))

    with pytest.raises(ValueError, match="tells 3 series apart, not 4"):
        render(replace(document, sections=(Section("หน้า", (four,)),)))


def test_chart_below_a_full_page_begins_a_new_one() -> None:
    """A page holds 714 points: the sample's table and chart together are higher."""
    sheet = openpyxl.load_workbook(BytesIO(render(indicator_analysis()))).worksheets[0]

    anchor = vars(sheet)["_charts"][0].anchor._from.row  # noqa: SLF001  # openpyxl has no other way to ask

    assert [row_break.id for row_break in sheet.row_breaks.brk] == [anchor]


def test_chart_with_little_above_stays_on_its_page() -> None:
    document = indicator_analysis()
    heading, *_, plot = document.sections[0].blocks
    short = replace(document, sections=(replace(document.sections[0], blocks=(heading, plot)),))

    sheet = openpyxl.load_workbook(BytesIO(render(short))).worksheets[0]

    assert sheet.row_breaks.brk == []
