"""The Word renderer: files are opened again with python-docx, and their XML is read."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docx.enum.section import WD_ORIENT
from PIL import Image

from reports.content import (
    Beside,
    Digits,
    Document,
    Heading,
    PageBreak,
    PageNumbers,
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
    text,
)
from reports.renderers.docx import render
from reports.renderers.pictures import PictureError
from tests.reports.samples import indicator_analysis
from tests.reports.word import NAMES, WP, W, body, document, opened, paragraphs, part, parts, plain, said, values, word

FACE = "TH Sarabun New"


def cell_table(words: str) -> Table:
    return Table("ตาราง", (1,), (), (Row((cell(words),)),))


def test_default_text_is_16_points_in_one_face_for_latin_and_thai() -> None:
    styles = part(render(document()), "word/styles.xml")

    default = styles.find("w:docDefaults/w:rPrDefault/w:rPr", NAMES)

    assert default is not None
    fonts, language = default.find("w:rFonts", NAMES), default.find("w:lang", NAMES)
    assert fonts is not None
    assert language is not None
    assert fonts.attrib == {f"{W}{script}": FACE for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert (values(default, "w:sz"), values(default, "w:szCs")) == (["32"], ["32"])
    assert (language.get(f"{W}bidi"), language.get(f"{W}val")) == ("th-TH", "en-US")


def test_no_part_names_a_theme() -> None:
    content = render(indicator_analysis())

    themed = [name for name, data in parts(content).items() if b"Theme=" in data or "theme" in name]

    assert themed == []


def test_sizes_and_bold_of_styles_hold_for_complex_script_too() -> None:
    styles = part(render(document()), "word/styles.xml")

    looks = styles.findall(".//w:rPr", NAMES)

    assert len(looks) > 10
    for look in looks:
        assert values(look, "w:sz") == values(look, "w:szCs")
        assert len(look.findall("w:b", NAMES)) == len(look.findall("w:bCs", NAMES))


def test_thai_runs_are_complex_script_and_bold_in_it() -> None:
    found = body(Paragraph(text(Run("เทศบาล", bold=True), "ITA", Run("ถาม", underline=True))))

    runs = [
        (said(run), [each.tag.removeprefix(W) for each in run.find("w:rPr", NAMES) or ()])
        for run in found.iter(f"{W}r")
    ]
    assert runs == [("เทศบาล", ["b", "bCs", "cs"]), ("ITA", []), ("ถาม", ["u", "cs"])]


def test_headings_are_words_own_styles() -> None:
    found = word(Heading("หนึ่ง\nบรรทัดสอง", level=1, align="center"), Heading("สอง"), Heading("สาม", level=3))

    headings = [(each.style.name, each.text) for each in found.paragraphs if each.style]
    assert headings == [("Heading 1", "หนึ่ง\nบรรทัดสอง"), ("Heading 2", "สอง"), ("Heading 3", "สาม")]
    styles = part(render(document()), "word/styles.xml")
    levels = [values(styles, f".//w:style[@w:styleId='Heading{level}']//w:outlineLvl") for level in (1, 2, 3)]
    assert levels == [["0"], ["1"], ["2"]]


def test_first_lines_are_indented_by_a_style() -> None:
    found = word(Paragraph(text("เรียน"), indent=True), Paragraph(text("ลงชื่อ"), align="end"))

    first, second = found.paragraphs
    assert first.style is not None
    assert first.style.name == "Body Text First Indent"
    assert first.style.paragraph_format.first_line_indent is not None
    assert round(first.style.paragraph_format.first_line_indent.cm, 2) == 2.5
    assert second.alignment is not None
    assert second.alignment.name == "RIGHT"


def test_lists_are_lists_with_a_dash() -> None:
    content = render(document(bullets(["งานแรก", "งานที่ 2"])))

    found, numbering = opened(content), part(content, "word/numbering.xml")

    assert [(each.style.name, each.text) for each in found.paragraphs if each.style] == [
        ("List Bullet", "งานแรก"),
        ("List Bullet", "งานที่ ๒"),
    ]
    styles = part(content, "word/styles.xml")
    (number,) = values(styles, ".//w:style[@w:styleId='ListBullet']/w:pPr/w:numPr/w:numId")
    (abstract,) = values(numbering, f"w:num[@w:numId='{number}']/w:abstractNumId")
    level = f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl"
    assert (values(numbering, f"{level}/w:numFmt"), values(numbering, f"{level}/w:lvlText")) == (["bullet"], ["-"])


@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("thai", "i12 ปี ๒๕๖๘ ได้ ๙๘.๒๘ และ ๑๐๐ ที่ https://a.example/2568 และ COVID-19"),
        ("arabic", "i12 ปี 2568 ได้ 98.28 และ 100 ที่ https://a.example/2568 และ COVID-19"),
    ],
)
def test_digits_are_turned_but_not_in_codes_and_addresses(digits: Digits, shown: str) -> None:
    scores = Score(Decimal("98.275")), " และ ", Score(Decimal(100))
    line = text("i12 ปี 2568 ได้ ", *scores, " ที่ https://a.example/2568 และ COVID-19")

    found = body(Paragraph(line), digits=digits)

    assert said(found) == shown


@pytest.mark.parametrize(("digits", "form"), [("thai", "thaiNumbers"), ("arabic", "decimal")])
def test_pages_are_numbered_in_the_documents_digits_from_the_second(digits: Digits, form: str) -> None:
    content = render(document(Heading("ก")), digits=digits)

    (section,) = opened(content).sections
    paper = part(content, "word/document.xml")

    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == ""
    head = ET.fromstring(section.header.part.blob)  # noqa: S314 – our own file
    (field,) = head.iter(f"{W}fldSimple")
    assert (said(head), field.get(f"{W}instr")) == ("- ๒ -" if digits == "thai" else "- 2 -", " PAGE ")
    assert values(head, "w:p/w:pPr/w:jc") == ["center"]
    assert [each.get(f"{W}fmt") for each in paper.iter(f"{W}pgNumType")] == [form]


@pytest.mark.parametrize(
    ("numbers", "head", "foot"),
    [
        ("top-center", [("center", "- ๒ -")], [(None, "")]),
        ("top-right", [("right", "- ๒ -")], [(None, "")]),
        ("bottom-center", [(None, "")], [("center", "- ๒ -")]),
        ("bottom-right", [(None, "")], [("right", "- ๒ -")]),
        ("none", [(None, "")], [(None, "")]),
    ],
)
def test_page_numbers_stand_where_the_municipality_wants_them(
    numbers: PageNumbers, head: list[tuple[str | None, str]], foot: list[tuple[str | None, str]]
) -> None:
    content = render(document(Heading("ก"), page=PageSetup(numbers=numbers)))

    (section,) = opened(content).sections

    shown = [ET.fromstring(each.part.blob) for each in (section.header, section.footer)]  # noqa: S314 – our own file
    assert [[(next(iter(values(each, "w:p/w:pPr/w:jc")), None), said(each))] for each in shown] == [head, foot]


def test_head_line_stands_on_every_page_before_its_number() -> None:
    """The text is 21 − 3 − 2 = 16 cm wide: its middle is 8 cm = 4535 or 4536 twips from its edge."""
    content = render(document(Heading("ก"), page=PageSetup(head_line="ที่ ชบ 52001/2568")))

    (section,) = opened(content).sections

    head, first = (ET.fromstring(each.part.blob) for each in (section.header, section.first_page_header))  # noqa: S314
    assert (said(head), said(first)) == ("ที่ ชบ ๕๒๐๐๑/๒๕๖๘- ๒ -", "ที่ ชบ ๕๒๐๐๑/๒๕๖๘")
    (stop,) = head.findall("w:p/w:pPr/w:tabs/w:tab", NAMES)
    assert (stop.get(f"{W}val"), stop.get(f"{W}pos")) == ("center", "4535")


def test_sections_turn_the_paper_and_keep_the_margins() -> None:
    setup = PageSetup(left_cm=4, right_cm=1.5, top_cm=3, bottom_cm=2.2)
    sections = (
        Section("หนึ่ง", (Heading("ก"),)),
        Section("สอง", (Heading("ข"),)),
        Section("สาม", (Heading("ค"),), "landscape"),
        Section("สี่", (Heading("ง"),)),
    )

    found = opened(render(Document("test", "เรื่อง", "เทศบาล", sections, page=setup)))

    lengths = ("page_width", "page_height", "left_margin", "right_margin", "top_margin", "bottom_margin")
    papers = [[round(getattr(section, length).cm, 1) for length in lengths] for section in found.sections]
    assert papers == [
        [21, 29.7, 4, 1.5, 3, 2.2],
        [29.7, 21, 4, 1.5, 3, 2.2],
        [21, 29.7, 4, 1.5, 3, 2.2],
    ]
    assert [section.orientation for section in found.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert [section.different_first_page_header_footer for section in found.sections] == [True, False, False]


def test_page_break_goes_with_what_follows() -> None:
    found = body(Paragraph(text("หนึ่ง")), PageBreak(), Heading("สอง"), PageBreak())

    broken = [said(each) for each in found.iter(f"{W}p") if each.find("w:pPr/w:pageBreakBefore", NAMES) is not None]
    assert broken == ["สอง"]


def test_names_days_and_figures_are_held_on_one_line() -> None:
    words = "ของเทศบาลเมืองสะเตงนอก วันที่ 1 ตุลาคม 2567 ได้ 98.28 คะแนน"

    found = body(Paragraph(text(words)), unbroken=("สะเตงนอก",))

    held = "ของเทศบาลเมืองสะ\u200dเต\u200dง\u200dน\u200dอ\u200dก วันที่\u00a0๑\u00a0ตุลาคม\u00a0๒๕๖๗ ได้ ๙๘.๒๘\u00a0คะแนน"
    assert said(found) == held
    assert plain(held) == "ของเทศบาลเมืองสะเตงนอก วันที่ ๑ ตุลาคม ๒๕๖๗ ได้ ๙๘.๒๘ คะแนน"


def test_unit_is_held_to_a_figure_in_another_look() -> None:
    found = body(Paragraph(text("ได้ ", Score(Decimal("98.275"), bold=True), " คะแนน")))

    assert said(found) == "ได้ ๙๘.๒๘\u00a0คะแนน"


def test_tick_is_a_sign_that_can_be_copied() -> None:
    found = body(Paragraph(text("ข้อ ", Tick("ครบ"))))

    (run,) = [run for run in found.iter(f"{W}r") if run.find("w:rPr/w:rStyle", NAMES) is not None]
    assert (said(run), values(run, "w:rPr/w:rStyle")) == ("✓", ["Tick"])


def test_signature_stands_in_the_right_half_and_never_alone() -> None:
    """Half of 16 cm is 8 cm = 4535 or 4536 twips."""
    found = body(Paragraph(text("จึงเรียนมา")), Signature("นาย ก", ("นายกเทศมนตรี", "ตำบลตัวอย่าง")))

    last = [each for each in found.iter(f"{W}p") if said(each)]
    assert [said(each) for each in last] == ["จึงเรียนมา", "(นาย ก)", "นายกเทศมนตรี", "ตำบลตัวอย่าง"]
    assert [each.find("w:pPr/w:keepNext", NAMES) is not None for each in last] == [True, True, True, False]
    indents = [each.find("w:pPr/w:ind", NAMES) for each in last[1:]]
    assert [None if each is None else each.get(f"{W}left") for each in indents] == ["4535"] * 3
    assert values(part(render(document()), "word/styles.xml"), ".//w:style[@w:styleId='Signature']//w:jc") == ["center"]


def test_signature_made_electronically_needs_no_room_for_ink() -> None:
    found = [
        body(Signature("นาย ก", (), signed)) for signed in ("", "อนุมัติทางอิเล็กทรอนิกส์โดย")
    ]  # fmt: skip

    rooms = [each.find("w:p/w:pPr/w:spacing", NAMES) for each in found]
    assert [None if each is None else each.get(f"{W}before") for each in rooms] == ["958", "213"]
    assert [[words for _, words in paragraphs(each)] for each in found] == [
        ["(นาย ก)"],
        ["อนุมัติทางอิเล็กทรอนิกส์โดย", "(นาย ก)"],
    ]


def test_picture_keeps_its_width_and_says_what_it_shows(tmp_path: Path) -> None:
    """2.54 cm are 914400 EMU; 2:1 makes half of it high."""
    path = tmp_path / "seal.png"
    Image.new("RGBA", (200, 100), (0, 0, 0, 0)).save(path)

    content = render(document(Picture(path, "ตรา ปี 2568", 2.54), Picture(path, "อีกครั้ง", 2.54)))

    found = part(content, "word/document.xml")
    sizes = [(each.get("cx"), each.get("cy")) for each in found.iter(f"{WP}extent")]
    names = [(each.get("id"), each.get("descr")) for each in found.iter(f"{WP}docPr")]
    assert sizes == [("914400", "457200")] * 2
    assert names == [("1", "ตรา ปี ๒๕๖๘"), ("2", "อีกครั้ง")]
    assert [name for name in parts(content) if "media" in name] == ["word/media/image1.png"]
    assert len(opened(content).inline_shapes) == 2


def test_tall_picture_is_no_higher_than_a_page(tmp_path: Path) -> None:
    path = tmp_path / "tall.png"
    Image.new("RGB", (100, 400)).save(path)

    found = body(Picture(path, "สูง", 15))

    (size,) = found.iter(f"{WP}extent")
    assert int(size.get("cy", "")) / 360_000 < 21 - 2.5 - 2


def test_missing_picture_is_an_error() -> None:
    with pytest.raises(PictureError, match=r"no-such-picture\.png is missing"):
        render(document(Picture(Path("no-such-picture.png"), "ตรา", 3)))


def test_blocks_stand_beside_each_other_in_a_table_without_lines() -> None:
    found = word(Beside(Paragraph(text("ซ้าย")), Paragraph(text("ขวา")), share=0.25))

    (table,) = found.tables
    assert [each.text for each in table.rows[0].cells] == ["ซ้าย", "ขวา"]
    assert [round(each.width.cm, 1) for each in table.rows[0].cells if each.width] == [4, 12]
    assert table.style is not None
    assert table.style.name == "Normal Table"


def test_dense_section_is_set_in_smaller_type() -> None:
    sections = (Section("เล็ก", (Paragraph(text("เล็ก")),), dense=True), Section("ปกติ", (Paragraph(text("ปกติ")),)))

    found = part(render(Document("test", "เรื่อง", "เทศบาล", sections)), "word/document.xml")

    sizes = [(said(run), values(run, "w:rPr/w:szCs"), values(run, "w:rPr/w:sz")) for run in found.iter(f"{W}r")]
    assert sizes == [("เล็ก", ["27"], ["27"]), ("ปกติ", [], [])]


def test_properties_name_title_author_and_language_but_no_time() -> None:
    content = render(document(Heading("ก")))

    properties = opened(content).core_properties
    assert (properties.title, properties.author, properties.language) == (
        "รายงาน ปี ๒๕๖๘",
        "เทศบาลตำบลตัวอย่าง",
        "th-TH",
    )
    assert b"dcterms" not in parts(content)["docProps/core.xml"]


def test_markup_in_a_text_stays_text() -> None:
    typed = '<script>alert("1")</script> & </w:t> \x00\x0b'

    found = word(Heading(typed), Paragraph(text(typed)), cell_table(typed), digits="arabic")

    kept = '<script>alert("1")</script> & </w:t> '
    assert [each.text for each in found.paragraphs if each.text] == [kept, kept]
    assert found.tables[0].cell(0, 0).text == kept


@pytest.mark.parametrize("sections", [(), (Section("ว่าง", ()),), (Section("ว่าง", (PageBreak(),), "landscape"),)])
def test_document_without_blocks_opens(sections: tuple[Section, ...]) -> None:
    found = opened(render(Document("test", "", "", sections)))

    assert [each.text for each in found.paragraphs if each.text] == []
    assert len(found.sections) == 1


def test_every_block_and_row_is_told_on_the_way() -> None:
    told: list[tuple[int, int]] = []

    render(document(Heading("ก"), cell_table("ข"), Paragraph(text("ค"))), progress=lambda *step: told.append(step))

    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_same_content_gives_the_same_bytes(digits: Digits) -> None:
    first = render(indicator_analysis(), digits=digits)

    second = render(replace(indicator_analysis()), digits=digits)

    assert first == second
