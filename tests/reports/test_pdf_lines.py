"""Where the PDF ends lines and pages: names, quotations, rows of a table."""

import pypdfium2
import pytest

from reports.content import Cell, Paragraph, Row, Run, Table, cell, head, text
from reports.renderers import pdf_engine
from tests.reports.pdf import dark_rows, joined, note, pages_by_pdfium, poppler
from thaitext.digits import to_thai


def test_proper_name_is_not_cut_at_the_end_of_a_line() -> None:
    name = "สะเตงนอก"
    words = text(*(f"{'ก' * number} เทศบาลเมือง{name} " for number in range(1, 60)))

    cut = poppler(note(Paragraph(words)), "pdftotext", "-layout", "-", "-")
    whole = poppler(note(Paragraph(words), unbroken=(name,)), "pdftotext", "-layout", "-", "-")

    assert cut.count(name) < 59
    assert whole.count(name) == 59


def drawn_lines(data: bytes, page: int) -> list[tuple[str, float]]:
    """Each line of a page: its text without blanks, and the place of its right end in points."""
    shown = pypdfium2.PdfDocument(data)[page].get_textpage()
    boxes = [shown.get_rect(number) for number in range(shown.count_rects())]
    return [(joined(shown.get_text_bounded(*box)), box[2]) for box in boxes]


def test_no_name_runs_through_the_border_of_its_cell() -> None:
    """Columns of 1.9 to 6 cm from the left margin of 3 cm: every text ends before its column does."""
    name, shares = "พระนครศรีอยุธยา", (1.9, 2.5, 2.7, 2.9, 6)
    full = f"องค์การบริหารส่วนจังหวัด{name}"
    for number in range(len(shares)):
        contents = [cell(full if number == column else "") for column in range(len(shares))]
        data = note(Table("ตาราง", shares, (), (Row(tuple(contents)),)), unbroken=(name,))

        most = (3 + sum(shares[: number + 1])) / 2.54 * 72
        assert max(end for _, end in drawn_lines(data, 0)) < most
        assert joined("".join(pages_by_pdfium(data))) == full


def test_long_name_breaks_after_the_words_of_its_kind() -> None:
    """A column of 3.8 cm holds the proper name, not the whole."""
    name = "พระนครศรีอยุธยา"
    table = Table("ตาราง", (3.8, 12.2), (), (Row((cell(f"องค์การบริหารส่วนจังหวัด{name}"), cell(""))),))

    lines = poppler(note(table, unbroken=(name,)), "pdftotext", "-layout", "-", "-").split()

    assert lines[-1] == name


def test_opening_mark_is_never_alone_at_the_end_of_a_line() -> None:
    words = text(
        *(part for number in range(1, 60) for part in ("ก" * number, " “หน่วยงานของท่าน ", Run("“ดี”", underline=True)))
    )

    read = poppler(note(Paragraph(words)), "pdftotext", "-layout", "-", "-")

    assert read.count("“หน่วย") == read.count("“ดี”") == 59


@pytest.mark.parametrize(
    ("letters", "word"), [("หน่วยงานของท่าน", "หน่วย"), ("บุคลากรใน", "บุคลากร"), ("ดี", "ดี"), ("ก", "ก"), ("๒๕๖๘", "๒๕๖๘")]
)
def test_first_word_ends_where_a_line_may_end(letters: str, word: str) -> None:
    first = pdf_engine.first_word(letters)

    assert first == word


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (2.2, ["๑ตุลาคม", "๒๕๖๖", "-๓๐", "กันยายน", "๒๕๖๗"]),
        (3.0, ["๑ตุลาคม๒๕๖๖", "-๓๐กันยายน", "๒๕๖๗"]),
        (4.1, ["๑ตุลาคม๒๕๖๖", "-๓๐กันยายน๒๕๖๗"]),
        (6.0, ["๑ตุลาคม๒๕๖๖", "-๓๐กันยายน๒๕๖๗"]),
        (8.0, ["๑ตุลาคม๒๕๖๖-๓๐กันยายน๒๕๖๗"]),
    ],
)
def test_period_breaks_before_its_last_day_and_elsewhere_only_where_it_must(width: float, lines: list[str]) -> None:
    """Its two days take 2.57 and 3.30 cm; a cell's padding and border take 0.33 cm."""
    period = cell("1 ตุลาคม 2566 - 30 กันยายน 2567", align="center")

    data = note(Table("ตาราง", (width, 16 - width), (), (Row((period, cell(""))),)))

    read = poppler(data, "pdftotext", "-layout", "-", "-")
    assert [joined(line) for line in read.splitlines() if line.strip()] == lines
    assert max(end for _, end in drawn_lines(data, 0)) < (3 + width) / 2.54 * 72


@pytest.mark.parametrize("width", [2.2, 3.0, 4.3, 4.7, 5.0, 5.3, 5.6, 6.5])
def test_day_between_words_never_runs_through_the_border(width: float) -> None:
    """A line's end parts the day from neither word beside it, เมื่อ and แล้ว: with them it takes 5.2 cm."""
    words = "เผยแพร่ทางเว็บไซต์ของเทศบาลเมื่อวันที่ 12 มิถุนายน 2567แล้ว"

    data = note(Table("ตาราง", (width, 16 - width), (), (Row((cell(words), cell(""))),)))

    assert joined(pages_by_pdfium(data)[0]) == joined(to_thai(words))
    assert max(end for _, end in drawn_lines(data, 0)) < (3 + width) / 2.54 * 72


@pytest.mark.parametrize(("letters", "word"), [("ของเทศบาลเมื่อ", "เมื่อ"), ("ดี", "ดี"), ("", "")])
def test_last_word_begins_where_a_line_may_end(letters: str, word: str) -> None:
    last = pdf_engine.last_word(letters)

    assert last == word


def test_figure_is_never_parted_from_its_unit() -> None:
    words = text(*(f"{'ก' * number} ได้ 83.72 คะแนน " for number in range(1, 60)))

    read = poppler(note(Paragraph(words)), "pdftotext", "-layout", "-", "-")

    assert read.count("๘๓.๗๒ คะแนน") == 59


def test_row_cut_by_the_end_of_a_page_is_closed_there_and_opened_again() -> None:
    """The second column is empty, so that all it shows are borders: head above, head below, and the cut row's foot."""
    tall = Row((cell(" ".join(f"ข้อที่{number}" for number in range(700))), cell("")))
    data = note(Table("ตาราง", (8, 8), (head("ก", ""),), (tall,)))

    borders = [dark_rows(data, page, left_cm=13) for page in range(2)]

    for lines in borders:
        assert len([y for y in lines if y - 1 not in lines]) == 3
    assert borders[0][-1] / 288 * 2.54 > 26


def test_row_cut_by_the_end_of_a_page_begins_with_all_its_cells() -> None:
    """Beside 40 lines stand a name, six lines, and three paragraphs: they never stand alone at the foot of a page."""
    beside = (cell("ผู้รับผิดชอบ"), cell("\n".join("ขั้นตอน" for _ in range(6))))
    several = Cell(tuple(Paragraph(text(f"วันที่{number}")) for number in range(20)))
    tall = Row((*beside, cell("\n".join(f"ข้อที่{number}" for number in range(40))), several))
    for rows in range(14, 36):
        table = Table(
            "ตาราง", (1, 1, 1, 1), (head("หัว", "", "", ""),), (*[Row((cell("แถว"), *[Cell()] * 3))] * rows, tall)
        )

        pages = [joined(page) for page in pages_by_pdfium(note(table))]

        begins = [["ผู้รับผิดชอบ" in page, page.count("ขั้นตอน"), "ข้อที่๐" in page, "วันที่๐" in page] for page in pages]
        assert [each for each in begins if any(each)] == [[True, 6, True, True]]


def test_row_cut_by_the_end_of_a_page_leaves_four_lines_on_both_sides() -> None:
    """A row of 30 lines below others: never fewer than four of its lines begin or end a page."""
    tall = Row((cell("\n".join(f"ข้อที่{number}" for number in range(30))),))
    for rows in range(8, 36):
        table = Table("ตาราง", (1,), (head("หัว"),), (*[Row((cell("แถว"),))] * rows, tall))

        counts = [page.count("ข้อที่") for page in pages_by_pdfium(note(table))]

        assert sum(counts) == 30
        assert not {1, 2, 3} & set(counts)
