"""Cells that span rows: where they stand, and where a page may end beside them."""

import re

import pypdfium2

from reports.content import Cell, Document, Paragraph, Row, Section, Table, cell, head
from reports.renderers import pdf
from reports.renderers.html import page
from reports.renderers.spans import Nest, Placed, lines, placed
from tests.reports.pdf import joined, pages_by_pdfium

ISSUE = (
    Row((cell("๑", rows=4), cell("IIT", rows=2), cell("i1"), cell("ดี", rows=2))),
    Row((cell("i2"),)),
    Row((cell("EIT", rows=2), cell("e1"), cell("แก้", rows=2))),
    Row((cell("e2"),)),
)


def names(items: tuple[Placed | Nest, ...]) -> list[object]:
    """The text of each cell; of a table in a cell the texts of its lines."""
    return [[names(line.items) for line in item.lines] if isinstance(item, Nest) else said(item.cell) for item in items]


def said(of: Cell) -> str:
    (paragraph,) = of.blocks
    assert isinstance(paragraph, Paragraph)
    return "".join(getattr(part, "text", "") for part in paragraph.text)


def pages(*rows: Row, widths: tuple[float, ...] = (1, 1, 1, 5)) -> bytes:
    table = Table("ตาราง", widths, (head("ลำดับ", "แบบ", "ข้อ", "ข้อบกพร่อง"),), rows)
    return pdf.render(Document("k", "เรื่อง", "เทศบาล", (Section("หน้า", (table,), orientation="landscape"),)))


def test_cells_stand_in_the_columns_that_spans_leave() -> None:
    grid = placed(ISSUE, 4)

    assert [[(each.column, each.rows) for each in row] for row in grid] == [
        [(0, 4), (1, 2), (2, 1), (3, 2)], [(2, 1)], [(1, 2), (2, 1), (3, 2)], [(2, 1)],
    ]  # fmt: skip


def test_spans_end_with_the_table() -> None:
    ((only,),) = placed([Row((cell("ก", rows=9, columns=9),))], 3)

    assert (only.rows, only.columns) == (1, 3)


def test_rows_that_are_too_short_can_be_filled() -> None:
    grid = placed([Row((cell("ก", rows=2),)), Row(())], 2, fill=True)

    assert [[(each.column, each.cell) for each in row] for row in grid] == [
        [(0, cell("ก", rows=2)), (1, Cell())], [(1, Cell())],
    ]  # fmt: skip


def test_rows_that_spans_hold_together_become_one_line_with_tables_inside() -> None:
    (line,) = lines(ISSUE, 4, nested=True)

    assert line.rows == 4
    assert names(line.items) == ["๑", [["IIT", [["i1"], ["i2"]], "ดี"], ["EIT", [["e1"], ["e2"]], "แก้"]]]


def test_rows_without_spans_stay_lines() -> None:
    rows = (Row((cell("ก"), cell("ข"))), Row((cell("รวม", columns=2),), total=True))

    assert [(line.rows, line.total, len(line.items)) for line in lines(rows, 2, nested=True)] == [
        (1, False, 2), (1, True, 1),
    ]  # fmt: skip


def test_total_row_keeps_its_look_beside_a_span() -> None:
    (line,) = lines((Row((cell("ก", rows=2), cell("ข"))), Row((cell("รวม"),), total=True)), 2, nested=True)

    assert isinstance(line.items[1], Nest)
    assert [inner.total for inner in line.items[1].lines] == [False, True]


def test_spans_that_overlap_like_steps_stay_spans() -> None:
    rows = (
        Row((cell("ก", rows=2), cell("ข"))),
        Row((cell("ค", rows=2),)),
        Row((cell("ง"),)),
    )

    found = lines(rows, 2, nested=True)

    assert [names(line.items) for line in found] == [["ก", "ข"], ["ค"], ["ง"]]
    assert [line.rows for line in found] == [1, 1, 1]


def test_line_stands_alone_where_it_has_a_cell_in_every_column() -> None:
    rows = (Row((cell("ก"), cell("ข"))), Row((cell("ค", rows=2), cell("ง"))), Row((cell("จ"),)))

    alone = [line.stands_alone(2) for line in lines(rows, 2)]

    assert alone == [True, True, False]
    assert [line.stands_alone(2) for line in lines(rows, 2, nested=True)] == [True, False]


def test_page_on_a_screen_keeps_spans_and_paper_holds_tables() -> None:
    document = Document("k", "", "", (Section("หน้า", (Table("", (1, 1, 1, 5), (), ISSUE),)),))

    screen, paper = page(document, digits="arabic"), page(document, digits="arabic", first_word=str)

    assert re.findall('rowspan="(.)"', screen) == ["4", "2", "2", "2", "2"]
    assert "nest" not in screen
    assert "rowspan" not in paper
    assert paper.count("<table>") == 4
    assert sorted(re.findall(r'<td(?: colspan="3")? class="nest (nest-\d)">', paper)) == ["nest-1", "nest-2", "nest-2"]


def test_span_taller_than_a_page_loses_nothing_and_keeps_the_head() -> None:
    """A remark of some 90 lines beside three rows, on pages of 22; every word of it once, under a head each time."""
    words = [f"ข้อบกพร่องที่{number}ต้องแก้ไขโดยเร็วเพื่อประชาชน" for number in range(200)]
    remark = cell(" ".join(words), rows=3)
    data = pages(
        Row((cell("๑", rows=3), cell("IIT", rows=3), cell("i1"), remark)),
        *[Row((cell(f"i{number}"),)) for number in (2, 3)],
        Row((cell("๒"), cell("OIT"), cell("o1"), cell("จบ"))),
    )

    read = [joined(each) for each in pages_by_pdfium(data)]

    whole = "".join(read)
    assert len(read) >= 4
    assert all("ลำดับแบบข้อข้อบกพร่อง" in each for each in read)
    assert [number for number in range(200) if whole.count(f"ข้อบกพร่องที่{to_thai(number)}ต้องแก้ไข") != 1] == []
    assert [whole.count(code) for code in ("i1", "i2", "i3", "o1")] == [1, 1, 1, 1]


def test_many_rows_beside_a_span_go_on_over_pages_with_the_head() -> None:
    rows = [Row((cell(f"x{number}y"),)) for number in range(2, 61)]
    data = pages(Row((cell("๑", rows=60), cell("IIT", rows=60), cell("x1y"), cell("ดี", rows=60))), *rows)

    read = [joined(each) for each in pages_by_pdfium(data)]

    assert len(read) >= 3
    assert all("ลำดับแบบข้อข้อบกพร่อง" in each for each in read)
    assert [number for number in range(1, 61) if "".join(read).count(f"x{number}y") != 1] == []


def test_lines_of_the_columns_run_to_the_end_of_a_longer_cell_beside() -> None:
    """Down the page at the border between two columns whose cells have ended: black all the way, white beside it."""
    data = pages(
        Row((cell("๑"), cell("IIT", rows=2), cell("i1"), cell("ยาว " * 700, rows=2))), Row((cell("๒"), cell("i2")))
    )
    image = pypdfium2.PdfDocument(data)[0].render(scale=4).to_pil().convert("L")
    width, height = image.size
    border = next(x for x in range(int(width * 0.29), int(width * 0.33)) if image.getpixel((x, height // 2)) < 128)

    column = [image.getpixel((border, y)) for y in range(int(height * 0.2), int(height * 0.85))]
    beside = [image.getpixel((border + 20, y)) for y in range(int(height * 0.4), int(height * 0.85))]

    assert max(column) < 200
    assert min(beside) > 200


def to_thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
