"""Charts of Word files: words and figures as text, marks as pictures that say what they show."""

from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from reports.content import Digits, Dot, DotGroup, DotPlot, Radar, Spoke, Trend, TrendYear
from reports.renderers.docx import render
from reports.renderers.docx_drawing import Drawing
from tests.reports.word import NAMES, WP, W, body, document, paragraphs, parts, said, word

PLOT = DotPlot(
    "2 ใน 3 ตัวชี้วัดได้ 95 คะแนนขึ้นไป",
    (DotGroup("ตัวชี้วัด", (Dot("1. ก", Decimal("98.28"), "IIT"), Dot("2. ข", None, "EIT"))),),
    (Decimal(85), Decimal(95)),
    (("IIT", "ภายใน"), ("EIT", "ภายนอก")),
)
RADAR = Radar("ต่ำสุดคือ ข", (Spoke("ก", (Decimal(90), None)), Spoke("ข", (Decimal(80), None))), ("ปี 2568", "ปี 2567"))
TREND = Trend(
    "สูงขึ้น 5 คะแนน",
    (TrendYear(2566, Decimal(85)), TrendYear(2567, None), TrendYear(2568, Decimal(90), changed=True)),
    (Decimal(85),),
    "คะแนนรวม",
    "เปลี่ยนวิธีประเมิน",
)


def alternatives(element: ET.Element) -> list[str | None]:
    """What the pictures say to those who hear the document; "" for one that tells nothing of its own."""
    return [each.get("descr") for each in element.iter(f"{WP}docPr")]


def images(content: bytes) -> list[Image.Image]:
    return [Image.open(BytesIO(data)) for name, data in parts(content).items() if name.startswith("word/media/")]


@pytest.mark.parametrize(
    ("digits", "axis", "row"),
    [("thai", "๘๐๘๕๙๕๑๐๐", ["๑. ก", "", "๙๘.๒๘"]), ("arabic", "808595100", ["1. ก", "", "98.28"])],
)
def test_dot_plot_is_text_with_a_picture_a_row(digits: Digits, axis: str, row: list[str]) -> None:
    found = word(PLOT, digits=digits)

    (table,) = found.tables
    rows = [[cell.text for cell in each.cells] for each in table.rows]
    assert rows[0] == ["ตัวชี้วัด", "", "คะแนน"]
    assert rows[1] == row
    assert rows[2][1:] == ["", "ยังไม่มีคะแนน"]
    title, legend, scale = (each.text for each in found.paragraphs[:3])
    assert (legend.split(), scale.replace("\t", "")) == (["ภายใน", "ภายนอก"], axis)
    assert title in ("๒ ใน ๓ ตัวชี้วัดได้ ๙๕\u00a0คะแนนขึ้นไป", "2 ใน 3 ตัวชี้วัดได้ 95\u00a0คะแนนขึ้นไป")


def test_dot_plot_says_its_dots_and_leaves_the_rest_silent() -> None:
    found = body(PLOT)

    assert alternatives(found) == ["", "", "", "๑. ก ๙๘.๒๘ คะแนน", ""]


def test_dot_plot_stays_on_one_page() -> None:
    found = body(PLOT)

    (table,) = found.findall("w:tbl", NAMES)
    assert [each.find("w:pPr/w:keepNext", NAMES) is not None for each in table.iter(f"{W}p")] == [True] * 9
    assert [each.find("w:trPr/w:cantSplit", NAMES) is not None for each in table.iter(f"{W}tr")] == [True] * 3


def test_axis_stands_over_the_strips() -> None:
    """Of 16 cm the strip begins at 38 % and takes 42 %, of which 2 % stay free at both ends; it shows 80–100.

    85 stands at (0.38 + 0.42 × (0.02 + 0.96 × 0.25)) × 16 cm = 7.8272 cm = 4437 twips.
    """
    found = body(PLOT)

    stops = [each.get(f"{W}pos") for each in found.findall("w:p/w:pPr/w:tabs/w:tab", NAMES)]
    assert len(stops) == 4
    assert stops[1] == "4437"


def test_marker_is_drawn_in_its_colour_where_the_score_stands() -> None:
    """98.28 stands at 2 % + 96 % × 0.914 = 89.74 % of the strip."""
    strips = [image for image in images(render(document(PLOT))) if image.width > 200]

    (marked,) = [image for image in strips if (0x12, 0x43, 0x6D) in colours(image)]

    pixels = marked.convert("RGBA")
    blue = [x for x in range(pixels.width) if pixels.getpixel((x, pixels.height // 2)) == (0x12, 0x43, 0x6D, 255)]
    middle = (blue[0] + blue[-1]) / 2 / pixels.width
    assert round(middle, 2) == 0.90


def colours(image: Image.Image) -> set[tuple[int, ...]]:
    """The colours of an image without what is seen through."""
    pixels = image.convert("RGBA")
    found = (colour for _, colour in pixels.getcolors(100_000) or () if isinstance(colour, tuple))
    return {colour[:3] for colour in found if colour[3] == 255}


def test_radar_says_its_spokes_and_names_only_the_years_it_shows() -> None:
    found = body(RADAR)

    assert alternatives(found) == ["ต่ำสุดคือ ข แกน ๑. ก ๒. ข", ""]
    assert [words.strip() for _, words in paragraphs(found)] == ["ต่ำสุดคือ ข", "ปี ๒๕๖๘"]


def test_trend_has_its_years_as_text_and_says_its_figures() -> None:
    found = body(TREND)

    (table,) = found.findall("w:tbl", NAMES)
    assert [said(each) for each in table.iter(f"{W}tc")] == ["", "๒๕๖๖", "๒๕๖๗", "๒๕๖๘"]
    assert [each for each in alternatives(found) if each] == [
        "สูงขึ้น ๕ คะแนน ปี ๒๕๖๖ ๘๕ คะแนน ปี ๒๕๖๗ ยังไม่มีคะแนน ปี ๒๕๖๘ ๙๐ คะแนน"
    ]
    legend = [words for style, words in paragraphs(found) if style == "FigureText" and "รวม" in words]
    assert [words.split() for words in legend] == [["คะแนนรวม", "เปลี่ยนวิธีประเมิน"]]


def test_drawing_is_the_same_each_time_and_clear_where_nothing_is_drawn() -> None:
    drawings = [Drawing(2, 1), Drawing(2, 1)]
    for drawing in drawings:
        drawing.line((0, 0.5), (2, 0.5), "505A5F", 0.75, (1.5, 1.5))
        drawing.figure((1, 0.2), "๘๕", 13)

    first, second = (drawing.png() for drawing in drawings)

    image = Image.open(BytesIO(first)).convert("RGBA")
    assert first == second
    assert image.size == (174, 87)
    assert image.getpixel((0, 86)) == (0, 0, 0, 0)
