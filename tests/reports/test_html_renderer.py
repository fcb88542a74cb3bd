"""The HTML page: structure, digits, safety."""

import base64
import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from reports.content import (
    Block,
    Cell,
    Digits,
    Document,
    Heading,
    Inline,
    PageBreak,
    PageSetup,
    Paragraph,
    Picture,
    Row,
    Run,
    Score,
    Section,
    Signature,
    Table,
    Tick,
    bullets,
    cell,
    head,
    text,
)
from reports.renderers.html import page as page_text
from reports.renderers.html import render, stylesheet
from reports.renderers.pictures import encode
from tests.reports.samples import indicator_analysis
from thaitext.digits import to_thai

HEADS = ("ระดับ/ผลเทียบเกณฑ์ ITA 2568", "ทางการ ผู้รับผิดชอบงาน", "เครื่องมือ")


def page(*blocks: Block, digits: Digits = "arabic", unbroken: tuple[str, ...] = ()) -> str:
    document = Document("note", "เรื่อง", "เทศบาล", (Section("หน้า", blocks),), unbroken)
    return render(document, digits=digits).decode()


def body(markup: str) -> str:
    """What stands inside the first section."""
    return re.search('<section class="portrait">(.*)</section>', markup, re.DOTALL)[1]  # type: ignore[index]


def test_page_is_well_formed_with_language_title_and_author() -> None:
    root = ET.fromstring(render(indicator_analysis()))  # noqa: S314  # our own markup

    assert root.get("lang") == "th"
    assert root.findtext("head/title", "").startswith("รายงานการวิเคราะห์ผลการประเมิน")
    assert root.find("head/meta[@name='author']").get("content") == "เทศบาลนครบ้านสวน"  # type: ignore[union-attr]


def test_page_asks_for_nothing_and_keeps_to_a_strict_policy() -> None:
    markup = render(indicator_analysis()).decode()

    assert not re.search(r"\sstyle=|<script|<link|@import|url\(|\ssrc=\"(?!data:)|\son\w+=", markup)


def test_blocks_become_the_elements_of_their_kind() -> None:
    markup = page(
        Heading("หัวเรื่อง", level=3, align="center"),
        Paragraph(text("ก", Run("ข", bold=True), Run("ค", underline=True), Score(Decimal("98.5"))), indent=True),
        bullets(["หนึ่ง", "สอง"]),
        PageBreak(),
        Signature("นายก", ("นายกเทศมนตรี", "รักษาราชการ")),
    )

    assert body(markup) == (
        '<h3 class="center">หัวเรื่อง</h3>'
        '<p class="indent">ก<b>ข</b><u>ค</u>98.50</p>'
        "<ul><li>- หนึ่ง</li><li>- สอง</li></ul>"
        '<div class="page-break"></div>'
        '<div class="signature"><p>(นายก)</p><p>นายกเทศมนตรี</p><p>รักษาราชการ</p></div>'
    )


def test_table_has_caption_scope_widths_and_spans() -> None:
    """Shares 1 and 3 of 4: 25 % and 75 %, in classes, since inline styles are refused."""
    total = Row((cell("รวม", columns=2, align="end"),), total=True)
    cells = (cell("ก", rows=2), Cell((Paragraph(text("ข"), align="center"), bullets(["ค"]))))
    markup = page(Table("ตาราง", (1, 3), (head("หัว", "ท้าย"),), (Row(cells), total)))

    assert body(markup) == (
        '<div class="table" role="region" aria-label="ตาราง" tabindex="0"><table><caption>ตาราง</caption>'
        '<colgroup><col class="w2500"/><col class="w7500"/></colgroup>'
        '<thead><tr><th scope="col" class="center tight"><b><span class="line">หัว</span></b></th>'
        '<th scope="col" class="center"><b><span class="line">ท้าย</span></b></th></tr>'
        '</thead><tbody><tr><td rowspan="2" class="tight">ก</td>'
        '<td><p class="center">ข</p><ul><li>- ค</li></ul></td></tr>'
        '<tr class="whole total"><td colspan="2" class="end">รวม</td></tr></tbody></table></div>'
    )
    assert ".w2500 { width: 25.00%; }\n.w7500 { width: 75.00%; }" in markup


def test_digits_are_turned_but_not_in_addresses_and_latin_words() -> None:
    words = "ข้อ 12 ของ i12 ที่ https://ita.go.th/2569 และ a2569@go.th ปี 2569"

    thai = body(page(Paragraph(text(words, Score(Decimal("98.28")))), digits="thai"))
    arabic = body(page(Paragraph(text("ปี ๒๕๖๙")), digits="arabic"))

    assert thai == "<p>ข้อ ๑๒ ของ i12 ที่ https://ita.go.th/2569 และ a2569@go.th ปี ๒๕๖๙๙๘.๒๘</p>"
    assert arabic == "<p>ปี 2569</p>"


@pytest.mark.parametrize(("digits", "counter"), [("thai", "counter(page, thai)"), ("arabic", "counter(page, decimal)")])
def test_page_numbers_follow_the_digits(digits: Digits, counter: str) -> None:
    assert counter in page(digits=digits)


def test_paper_and_margins_come_from_the_document() -> None:
    rules = stylesheet("thai", PageSetup(width_cm=20, height_cm=30, left_cm=4))

    assert "@page { size: 20cm 30cm; margin: 2.5cm 2.0cm 2.0cm 4cm; }" in rules
    assert "@page landscape { size: 30cm 20cm; }" in rules
    assert "section { max-width: 20cm; padding: 2.5cm 2.0cm 2.0cm 4cm; }" in rules


def test_tick_is_drawn_and_says_what_it_means() -> None:
    table = Table("ตาราง", (1,), (), (Row((cell(Tick("แล้ว & ครบ 2"), align="center"),)),))

    markup = body(page(table, digits="thai"))

    (drawn,) = re.findall('<td class="center">(.*?)</td>', markup)
    assert drawn == (
        '<svg xmlns="http://www.w3.org/2000/svg" class="tick" role="img" viewBox="0 0 16 16">'
        "<title>แล้ว &amp; ครบ ๒</title>"
        '<path d="M2.5 9L6.5 13L13.5 3.5" fill="none" stroke="#000" stroke-width="1.8"/></svg>'
    )


def test_missing_score_is_a_dash() -> None:
    assert body(page(Paragraph(text(Score(None, bold=True))))) == "<p><b>–</b></p>"


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("เทศบาลเมืองแพร่ 5 เป็น", "เทศบาลเมือง<span>แพร่ ๕</span> เป็น"),
        ("จังหวัดแพร่ แพร่", "จังหวัด<span>แพร่</span> <span>แพร่</span>"),
        ("เผยแพร่ของแพร่", "เผยแพร่ของแพร่"),
        ("คือ “แพร่” (แพร่)", "คือ <span>“แพร่”</span> <span>(แพร่)</span>"),
    ],
)
def test_names_of_places_are_held_together_longest_first(words: str, held: str) -> None:
    markup = page(Paragraph(text(words)), digits="thai", unbroken=("แพร่", "แพร่ 5"))

    assert body(markup) == f"<p>{held}</p>".replace("<span>", '<span class="line">')


def test_opening_mark_is_held_to_its_first_word_where_a_program_needs_it() -> None:
    words = text("“งานของท่าน” “ดี” “แพร่” “", Run("งาน", bold=True), "“E-Service” “งาน")
    document = Document("note", "“งาน", "“งาน", (Section("หน้า", (Paragraph(words),)),), ("แพร่",))

    markup = page_text(document, digits="thai", first_word=lambda letters: letters.removesuffix("ของท่าน"))

    held = "<span>“งาน</span>ของท่าน” <span>“ดี”</span> <span>“แพร่”</span> “<b>งาน</b>“E-Service” <span>“งาน</span>"
    assert body(markup) == f"<p>{held}</p>".replace("<span>", '<span class="line">')
    assert "<title>“งาน</title>" in markup


def test_short_words_of_a_head_are_held_together_in_a_browser() -> None:
    """Of 16 cm the last column has 1.6, which hold 6 letters; more than 8 letters may always break."""
    document = Document("note", "", "", (Section("หน้า", (Table("", (8, 6.4, 1.6), (head(*HEADS),), ()),)),))

    browser = re.findall("<b>(.*?)</b>", body(page_text(document, digits="arabic", style="")))
    paper = re.findall("<b>(.*?)</b>", body(page_text(document, digits="arabic", style="", first_word=str)))

    assert [each.replace(' class="line"', "") for each in browser] == [
        "<span>ระดับ/</span>ผลเทียบเกณฑ์ ITA 2568",
        "<span>ทางการ</span> ผู้รับผิดชอบงาน",
        "เครื่องมือ",
    ]
    assert paper == list(HEADS)


def test_name_that_may_be_too_long_for_its_cell_can_break() -> None:
    """18 letters and 16 of the words beside it take 8.5 cm at 4 a centimetre; a third of 16 cm holds 21.3 letters."""
    name = "ก" * 18
    markup = page(Table("ตาราง", (1, 2), (), (Row((cell(name), cell(name))),)), unbroken=(name,))

    assert re.findall('<span class="(.*?)">', markup) == ["whole", "line"]


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("1 ตุลาคม 2566 - 31 มีนาคม 2567", "<span>1 ตุลาคม 2566</span> <span>- 31 มีนาคม 2567</span>"),
        ("1 ต.ค. - 5 พ.ย. 66", "<span>1 ต.ค.</span> <span>- 5 พ.ย. 66</span>"),
        ("(15 - 31 ธันวาคม พ.ศ. 2566)", "<span>(15 - 31 ธันวาคม พ.ศ. 2566)</span>"),
        ("รอบ 1–15 มีนาคม 12 ครั้ง", "รอบ <span>1–15 มีนาคม 12</span> ครั้ง"),
        ("ทุกวันที่ 15 ของเดือนมีนาคม 2567", "ทุกวันที่ 15 ของเดือนมีนาคม 2567"),
        ("และวันที่ 15 มีนาคม ถึงวันที่ 1 เมษายน", "<span>และวันที่ 15 มีนาคม</span> <span>ถึงวันที่ 1 เมษายน</span>"),
        ("ไตรมาส 1 - 4 ปี 25671 - 5 มีนาคม", "ไตรมาส 1 <span>- 4</span> ปี 25671 <span>- 5 มีนาคม</span>"),
        ("เลขที่ 1 มีนาคม 25671", "เลขที่ <span>1 มีนาคม</span> 25671"),
    ],
)
def test_day_month_and_year_are_held_together(words: str, held: str) -> None:
    arabic, thai = body(page(Paragraph(text(words)))), body(page(Paragraph(text(words)), digits="thai"))

    assert arabic == f"<p>{held}</p>".replace("<span>", '<span class="line">')
    assert thai == to_thai(arabic)


@pytest.mark.parametrize(
    ("parts", "held"),
    [
        ((Score(Decimal("83.72"), bold=True), " คะแนน ระดับ"), "<span><b>83.72</b> คะแนน</span> ระดับ"),
        ((Score(Decimal(85)), " คะแนน"), "<span>85 คะแนน</span>"),
        (("ได้ 9.5 คะแนนขึ้นไป",), "ได้ <span>9.5 คะแนน</span>ขึ้นไป"),
        ((Run("“ดี (92 คะแนน)”", underline=True), " "), "<u>“ดี <span>(92 คะแนน)”</span></u> "),
        ((Score(None), " คะแนน"), "– คะแนน"),
        ((Run("ได้ 92", bold=True), " คะแนน"), "<b>ได้ 92</b> คะแนน"),
    ],
)
def test_figure_and_its_unit_are_held_together(parts: tuple[str | Inline, ...], held: str) -> None:
    markup = page(Paragraph(text(*parts)))

    assert body(markup) == f"<p>{held}</p>".replace("<span>", '<span class="line">')


def test_dates_and_figures_in_narrow_cells_may_break_where_they_must() -> None:
    """Columns of 4 and 12 cm hold 16 and 48 letters. A day takes 12, a figure with its unit 8, and 16 beside each."""
    words = "1 ตุลาคม 2566 92 คะแนน"
    markup = page(Table("ตาราง", (1, 3), (), (Row((cell(words), cell(words))),)))

    assert re.findall('<span class="(.*?)">', markup) == ["whole", "whole", "line", "line"]


def test_only_cells_with_words_longer_than_a_line_may_break_them() -> None:
    """Columns of 4 and 12 cm: a narrow one always may, a wide one for an address."""
    address = "https://example.go.th/2568/o42"
    rows = tuple(Row((cell("ก"), cell(words))) for words in ("สั้น", address))
    markup = page(Table("ตาราง", (1, 3), (), rows))

    assert re.findall("<td(.*?)>", markup) == [' class="tight"', "", ' class="tight"', ' class="tight"']


def test_typed_text_is_escaped_and_unprintable_characters_are_dropped() -> None:
    markup = page(Paragraph(text('<script>"&\x0b\x00\ud800', "บรรทัด\nใหม่")))

    assert body(markup) == "<p>&lt;script&gt;&quot;&amp;บรรทัด<br/>ใหม่</p>"
    ET.fromstring(markup)  # noqa: S314  # our own markup


def test_picture_is_carried_inside_the_page(tmp_path: Path) -> None:
    seal = tmp_path / "ตรา.png"
    Image.new("RGBA", (4, 2), (0, 0, 0, 0)).save(seal)

    markup = page(Picture(seal, 'ตรา "เทศบาล"', 2.5))

    source = base64.b64encode(encode(seal, width_cm=2.5).data).decode()
    assert body(markup) == (
        f'<p class="center"><img class="w250cm" alt="ตรา &quot;เทศบาล&quot;" src="data:image/png;base64,{source}"/></p>'
    )
    assert ".w250cm { width: 2.50cm; }" in markup


def test_picture_in_a_head_keeps_what_it_says(tmp_path: Path) -> None:
    seal = tmp_path / "ตรา.png"
    Image.new("RGB", (4, 2)).save(seal)

    markup = page(Table("", (1,), (Row((Cell((Picture(seal, "ตรา ของ", 2.5),)),)),), ()))

    assert re.findall('alt="(.*?)"', markup) == ["ตรา ของ"]


def test_only_rows_that_surely_fit_are_kept_whole() -> None:
    """A column of 16 cm sets about 80 letters a line; 16 lines are half a page."""
    widths = (1.0,)
    short, long = cell("ก" * 600), cell("ก" * 2000)
    markup = page(Table("ตาราง", widths, (), (Row((short,)), Row((long,)))))

    assert re.findall("<tr[^>]*><td>(ก)", markup) == ["ก", "ก"]
    assert re.findall("<tr([^>]*)><td>", markup) == [' class="whole"', ' class="tall"']
