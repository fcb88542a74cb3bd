"""The PDF, read back with two programs that are not ours: PDFium and Poppler."""

import os
import re
import statistics
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
import weasyprint
from weasyprint.pdf.stream import Stream

from reports.content import (
    Block,
    Digits,
    Dot,
    DotGroup,
    DotPlot,
    Heading,
    PageBreak,
    PageSetup,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Tick,
    cell,
    head,
    text,
)
from reports.renderers import pdf, pdf_engine, pdf_text
from reports.renderers.html import stylesheet
from reports.renderers.quick_start import deferred
from tests.reports.pdf import alternative_texts, joined, note, pages_by_pdfium, poppler
from tests.reports.samples import LIMITS, SERIES, indicator_analysis
from thaitext.digits import to_thai

GOLDEN = "ดำเนินการ น้ำ ใหญ่ ผู้ ปู่ กฎหมาย ทั้งนี้ กตัญญู ฐานข้อมูล ญี่ปุ่น เป็นผู้นำ ปี่ ฟ้า ฝั่ง ป้ำ"
SIGNATURE = Signature("นายทดสอบ", ("นายกเทศมนตรี",))


@cache
def sample(digits: Digits = "thai") -> bytes:
    return pdf.render(indicator_analysis(), digits=digits)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(text(GOLDEN)),
        Paragraph(text(Run(GOLDEN, bold=True))),
        Paragraph(text(Run(GOLDEN, underline=True))),
        Heading(GOLDEN, level=1),
        Table("ตาราง", (1,), (head(GOLDEN),), ()),
    ],
    ids=["plain", "bold", "underlined", "heading", "head cell"],
)
def test_words_with_thai_marks_read_back(block: Block) -> None:
    data = note(block)

    assert joined(pages_by_pdfium(data)[0]) == joined(GOLDEN)
    assert joined(poppler(data, "pdftotext", "-", "-")) == joined(GOLDEN)


def test_glyphs_read_back_where_a_program_does_not_know_actual_text() -> None:
    """Poppler's structure tree reads glyph by glyph, in the order drawn: no map makes ํ and า one ำ, or ้ follow ู."""
    words = "ใหญ่ ป้า ปี่ ฝั่ง กฎหมาย ทั้งนี้ กตัญญู ฟื้น ญาติ เป็น"

    tree = poppler(note(Paragraph(text(words))), "pdfinfo", "-struct-text", "-")

    assert re.findall('"(.*)"', tree) == [words]


def test_digits_can_be_arabic_in_text_and_page_numbers() -> None:
    thai, arabic = pages_by_pdfium(sample()), pages_by_pdfium(sample("arabic"))

    assert [page.splitlines()[-1] for page in thai[1:4]] == ["- ๒ -", "- ๓ -", "- ๔ -"]
    assert [page.splitlines()[-1] for page in arabic[1:4]] == ["- 2 -", "- 3 -", "- 4 -"]
    assert "๙๘.๒๘" in thai[0]
    assert "98.28" in arabic[0]
    assert not re.search("[๐-๙]", "".join(arabic))


def test_first_page_has_no_number_and_sections_turn_the_page() -> None:
    document = pypdfium2.PdfDocument(sample())
    sizes = [tuple(round(side / 72 * 2.54, 1) for side in page.get_size()) for page in document]

    assert len(document) == 8
    assert sizes == [(21.0, 29.7)] * 4 + [(29.7, 21.0)] * 4
    assert pages_by_pdfium(sample())[0].startswith("รายงานการวิเคราะห์")


def test_structure_tree_holds_headings_tables_and_their_texts() -> None:
    tree = poppler(sample(), "pdfinfo", "-struct-text", "-")

    assert len(re.findall(r"^ *H1 \(block\)", tree, re.MULTILINE)) == 1
    assert len(re.findall(r"^ *TR$", tree, re.MULTILINE)) >= 16 + 11 + 11
    assert '"ตัวชี้วัด"' in tree


def test_table_head_repeats_on_every_page_and_a_tall_row_loses_nothing() -> None:
    words = " ".join(f"ข้อที่{number}" for number in range(600))
    table = Table("ตาราง", (4, 12), (head("ตัวชี้วัด", "ผลการวิเคราะห์"),), (Row((cell("แถว"), cell(words))),) * 2)

    read = pages_by_pdfium(note(table))

    assert len(read) > 3
    assert all("ผลการวิเคราะห์" in page for page in read)
    assert joined("".join(read)).count(joined(to_thai("ข้อที่599"))) == 2


@pytest.mark.parametrize("rows", range(26, 40))
def test_signature_is_never_alone_on_a_page(rows: int) -> None:
    """Around a full first page, one row more or less: the page with the signature has a row too."""
    table = Table("ตาราง", (1,), (head("หัว"),), (Row((cell("แถว"),)),) * rows)

    last = pages_by_pdfium(note(table, SIGNATURE))[-1]

    assert "แถว" in last
    assert "(นายทดสอบ)" in last


def test_heading_is_never_left_at_the_foot_of_a_page() -> None:
    for lines in range(30, 36):
        filler = Paragraph(text("\n".join("ก" * lines)))

        pages = pages_by_pdfium(note(filler, Heading("หัวข้อ"), Paragraph(text("เนื้อความ"))))

        assert [("หัวข้อ" in page) == ("เนื้อความ" in page) for page in pages] == [True] * len(pages)


def test_dots_stand_exactly_on_their_limits() -> None:
    """Drawn with four pixels a point: the columns that hold the lines' grey, and those that hold the dots' blue."""
    dots = tuple(Dot(f"ตัวที่ {limit}", limit, "IIT") for limit in LIMITS)
    data = note(DotPlot("กราฟ", (DotGroup("ตัวชี้วัด", dots),), LIMITS, SERIES[:1]))
    image = pypdfium2.PdfDocument(data)[0].render(scale=4).to_pil().convert("RGB")
    seen = [(x, image.getpixel((x, y))) for x in range(800, 1700) for y in range(250, 900)]

    lines = Counter(x for x, colour in seen if colour == (0x50, 0x5A, 0x5F))
    blue = sorted({x for x, colour in seen if colour == (0x12, 0x43, 0x6D)})

    first, second = (x for x, count in lines.items() if count > 40 and x - 1 not in lines)
    gap = next(index for index, x in enumerate(blue) if x + 1 not in blue) + 1
    assert [statistics.mean(blue[:gap]), statistics.mean(blue[gap:])] == [first + 0.5, second + 0.5]


def test_tick_is_drawn_and_heard() -> None:
    """A stroke from (2.5, 9) over (6.5, 13) to (13.5, 3.5) of a box of 16, in the middle of its cell."""
    data = note(Table("ตาราง", (1,), (), (Row((cell(Tick("ดำเนินการแล้ว"), align="center"),)),)))
    page = pypdfium2.PdfDocument(data)[0]
    image = page.render(scale=8).to_pil().convert("L")
    middle = round(11 / 2.54 * 72 * 8)  # 3 cm of margin, then half of 16 cm
    box = [(x, y) for x in range(middle - 60, middle + 60) for y in range(600, 750) if image.getpixel((x, y)) < 128]

    across, down = ({place[axis] for place in box} for axis in (0, 1))

    assert alternative_texts(page) == ["ดำเนินการแล้ว"]
    assert abs((min(across) + max(across)) / 2 - middle) < 3
    assert 0.8 < (max(down) - min(down)) / (max(across) - min(across)) < 0.95


def test_page_break_starts_a_new_page() -> None:
    pages = pages_by_pdfium(note(Paragraph(text("ก่อน")), PageBreak(), Paragraph(text("หลัง"))))

    assert [joined(page) for page in pages] == ["ก่อน", "หลัง-๒-"]


def test_same_content_gives_the_same_bytes() -> None:
    assert pdf.render(indicator_analysis()) == sample()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname", "http://127.0.0.1:9/x.png", "https://127.0.0.1:9/x.png", "http://10.0.0.1/x.png",
        "http://169.254.169.254/latest/meta-data/", "http://[::1]:9/x.png", "ftp://192.168.1.1/x.png",
    ],
)  # fmt: skip
def test_nothing_outside_the_page_is_fetched(address: str) -> None:
    markup = f'<html lang="th"><body><img alt="x" src="{address}"/></body></html>'

    with pytest.raises(ValueError, match=re.escape(f'Error fetching "{address}"')):
        pdf_engine.draw(markup, "thai", PageSetup())


def test_nothing_outside_the_page_is_fetched_by_its_styles() -> None:
    style = "<style>p { background: url(http://10.0.0.1/x.png) }</style>"
    markup = f'<html lang="th"><head>{style}</head><body><p>x</p></body></html>'

    with pytest.raises(ValueError, match=re.escape('Error fetching "http://10.0.0.1/x.png"')):
        pdf_engine.draw(markup, "thai", PageSetup())


def fail_in_new_process(program: str, **environment: str) -> str:
    """The last line that a failing program prints, in a process that has not drawn yet."""
    program += "\nfrom reports.renderers import pdf\nfrom tests.reports.samples import indicator_analysis"
    program += "\npdf.render(indicator_analysis())"
    command, env = [sys.executable, "-c", program], {**os.environ, **environment}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr.splitlines()[-1].rpartition("PdfUnavailableError: ")[2]


def test_missing_font_is_an_error_that_names_the_package(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text("<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>")

    message = fail_in_new_process("", FONTCONFIG_FILE=str(fonts))

    assert message == "The font Laksaman is missing: install from Debian fonts-tlwg-laksaman-ttf"


def test_missing_library_is_an_error_that_names_the_packages() -> None:
    message = fail_in_new_process("""
import sys
class NoPango:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango'")
sys.meta_path.insert(0, NoPango())
""")

    assert message == (
        "A library is missing (cannot load library 'libpango'): install from Debian"
        " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    )


def test_style_sheet_and_page_give_no_warning(caplog: pytest.LogCaptureFixture) -> None:
    weasyprint.CSS(string=stylesheet("thai", PageSetup()))
    pdf.render(indicator_analysis())

    assert caplog.messages == []


def test_text_layer_refuses_another_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint.pdf, "Stream", Stream)
    monkeypatch.setattr(weasyprint, "__version__", "70.1")

    with pytest.raises(pdf_text.TextLayerError, match=r"proved with WeasyPrint 70\.0, not 70\.1"):
        pdf_text.install()


def test_deferred_module_is_imported_at_its_first_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)

    with deferred("colorsys"):
        from colorsys import rgb_to_hls  # noqa: PLC0415  # what is tested
    before = "colorsys" in sys.modules
    answer = rgb_to_hls(1.0, 1.0, 1.0)

    assert not before
    assert answer == (0.0, 1.0, 0.0)
    assert "colorsys" in sys.modules
