"""Tables of Word files: heads that repeat, spans, widths, and rows that are kept whole only where they fit."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from reports.content import Cell, PageBreak, Paragraph, Row, Run, Section, Signature, Table, bullets, cell, head, text
from reports.renderers.docx import render
from tests.reports.word import NAMES, W, body, document, part, said, values, word

SENTENCE = "เจ้าหน้าที่ส่วนหนึ่งยังไม่ทราบว่างบประมาณแต่ละรายการใช้ไปเพื่อการใด จึงควรชี้แจงแผนและผลการใช้จ่าย "


def rows(table: Table) -> list[ET.Element]:
    return list(body(table).iter(f"{W}tr"))


def flags(row: ET.Element) -> list[str]:
    """What is said of a row as a whole."""
    return [each.tag.removeprefix(W) for each in row.find("w:trPr", NAMES) or ()]


def cells(row: ET.Element) -> list[tuple[str, str, str | None]]:
    """Each cell of a row: its text, how many columns it takes, and whether it begins or goes on over rows."""
    found = []
    for each in row.findall("w:tc", NAMES):
        merge = each.find("w:tcPr/w:vMerge", NAMES)
        over = None if merge is None else merge.get(f"{W}val", "continue")
        found.append((said(each), (values(each, "w:tcPr/w:gridSpan") or ["1"])[0] or "", over))
    return found


def test_head_rows_repeat_and_rows_that_fit_are_kept_whole() -> None:
    table = Table("ตาราง", (1, 1), (head("ก", "ข"), head("ค", "ง")), (Row((cell("สั้น"), cell("สั้น"))),))

    found = rows(table)

    assert [flags(row) for row in found] == [["cantSplit", "tblHeader"], ["cantSplit", "tblHeader"], ["cantSplit"]]


def test_row_that_may_not_fit_a_page_can_be_parted() -> None:
    table = Table("ตาราง", (1, 1), (head("ก", "ข"),), (Row((cell(SENTENCE * 40), cell("ข"))), Row((cell("ค"),))))

    found = rows(table)

    assert [flags(row) for row in found] == [["cantSplit", "tblHeader"], [], ["cantSplit"]]


def test_head_is_bold_centred_and_shaded_by_style() -> None:
    table = Table("ตาราง", (1,), (head("ก"),), (Row((cell("ข"),), total=True), Row((cell("ค", align="end"),))))

    found = rows(table)

    fills = [[each.get(f"{W}fill") for each in row.iter(f"{W}shd")] for row in found]
    styles = [values(row, "w:tc/w:p/w:pPr/w:pStyle") for row in found]
    assert (fills, styles) == ([["ECECEC"], ["F6F6F6"], []], [["TableHead"], ["TableText"], ["TableText"]])
    assert values(found[2], "w:tc/w:p/w:pPr/w:jc") == ["right"]


def test_cells_span_rows_and_columns() -> None:
    table = Table(
        "ตาราง",
        (1, 1, 2),
        (Row((cell("ชั้น", rows=2), cell("สองช่อง", columns=2))), head("ก", "ข")),
        (Row((cell("x", rows=3), cell("y"), cell("z"))), Row((cell("ค"), cell("ง"))), Row((cell("จ", columns=2),))),
    )

    found = [cells(row) for row in rows(table)]

    assert found == [
        [("ชั้น", "1", "restart"), ("สองช่อง", "2", None)],
        [("", "1", "continue"), ("ก", "1", None), ("ข", "1", None)],
        [("x", "1", "restart"), ("y", "1", None), ("z", "1", None)],
        [("", "1", "continue"), ("ค", "1", None), ("ง", "1", None)],
        [("", "1", "continue"), ("จ", "2", None)],
    ]
    read = word(table).tables[0]
    assert [each.text for each in read.columns[0].cells] == ["ชั้น", "ชั้น", "x", "x", "x"]


def test_missing_cells_are_filled_so_that_every_row_is_as_wide() -> None:
    table = Table("ตาราง", (1, 1), (), (Row((cell("ก"),)), Row(())))

    found = [cells(row) for row in rows(table)]

    assert found == [[("ก", "1", None), ("", "1", None)], [("", "1", None)] * 2]


def test_columns_take_their_shares_of_the_page() -> None:
    """16 cm are 9071 twips: a quarter ends at 2268."""
    found = body(Table("ตาราง", (1, 3), (head("ก", "ข"),), ()))

    grid = [each.get(f"{W}w") for each in found.iter(f"{W}gridCol")]
    widths = [each.get(f"{W}w") for each in found.iter(f"{W}tcW")]
    layout = [each.get(f"{W}type") for each in found.iter(f"{W}tblLayout")]
    assert (grid, widths, layout) == (["2268", "6803"], ["2268", "6803"], ["fixed"])


def test_table_says_what_it_shows_and_that_it_has_a_head() -> None:
    found = body(Table('คะแนน "ปี" 2568', (1,), (head("ก"),), (Row((cell("ข"),)),)))

    assert values(found, "w:tbl/w:tblPr/w:tblCaption") == ['คะแนน "ปี" ๒๕๖๘']
    (look,) = found.iter(f"{W}tblLook")
    assert look.get(f"{W}firstRow") == "1"
    assert values(found, "w:tbl/w:tblPr/w:tblStyle") == ["TableGrid"]


def test_plain_table_has_no_lines_and_no_caption() -> None:
    found = body(Table("ภาพ", (1, 1), (), (Row((cell("ก"), cell("ข"))),), plain=True))

    assert values(found, "w:tbl/w:tblPr/w:tblStyle") == ["TableNormal"]
    assert values(found, "w:tbl/w:tblPr/w:tblCaption") == []


def test_cell_holds_paragraphs_and_a_real_list() -> None:
    content = Cell((Paragraph(text("มาตรการ", Run(" เน้น", underline=True))), bullets(["งานแรก", "งานที่ 2"])))

    found = word(Table("ตาราง", (1,), (), (Row((content,)),))).tables[0].cell(0, 0)

    assert [(each.style.name, each.text) for each in found.paragraphs if each.style] == [
        ("ข้อความในตาราง", "มาตรการ เน้น"),
        ("รายการในตาราง", "งานแรก"),
        ("รายการในตาราง", "งานที่ ๒"),
    ]


def test_every_cell_ends_with_a_paragraph() -> None:
    """Word refuses a file where one does not."""
    inner = Table("ใน", (1,), (), (Row((cell("ใน"),)),))
    contents = (Cell(), Cell((inner,)), Cell((PageBreak(),)), Cell((Paragraph(text("ก")), Signature("นาย ก", ()))))

    found = rows(Table("นอก", (1,), (), tuple(Row((each,)) for each in contents)))

    assert [[each.tag.removeprefix(W) for each in row.findall("w:tc/*", NAMES)][-1] for row in found] == ["p"] * 5


def test_tables_below_each_other_stay_two() -> None:
    table = Table("ตาราง", (1,), (), (Row((cell("ก"),)),))

    found = body(table, table)

    assert [each.tag.removeprefix(W) for each in found] == ["tbl", "p", "tbl", "p", "sectPr"]


def test_table_without_rows_leaves_nothing_broken() -> None:
    found = word(Table("ว่าง", (1,), (), ()))

    assert found.tables == []


def test_last_row_goes_with_the_signature() -> None:
    table = Table("ตาราง", (1, 1), (head("ก", "ข"),), tuple(Row((cell(word), cell(word))) for word in ("แรก", "ท้าย")))

    found = body(table, Signature("นาย ก", ()))

    kept = [each for each in found.iter(f"{W}p") if each.find("w:pPr/w:keepNext", NAMES) is not None]
    assert [said(each) for each in kept] == ["ท้าย", "ท้าย", ""]


def test_last_row_that_may_be_parted_is_not_bound_to_the_signature() -> None:
    """LibreOffice would cut its text at the page's end."""
    table = Table("ตาราง", (1,), (), (Row((cell(SENTENCE * 60),)),))

    found = body(table, Signature("นาย ก", ()))

    kept = [said(each) for each in found.iter(f"{W}p") if each.find("w:pPr/w:keepNext", NAMES) is not None]
    assert kept == [""]


def test_table_on_a_new_page_begins_it() -> None:
    found = body(Paragraph(text("ก")), PageBreak(), Table("ตาราง", (1,), (), (Row((cell("ข"),)),)))

    broken = [each.find("w:pPr/w:pageBreakBefore", NAMES) is not None for each in found.findall("w:p", NAMES)]
    assert [each.tag.removeprefix(W) for each in found] == ["p", "p", "tbl", "p", "sectPr"]
    assert broken == [False, True, False]


def test_table_before_a_turned_page_is_closed_by_its_own_paragraph() -> None:
    sections = (Section("ก", (Table("ต", (1,), (), (Row((cell("ข"),)),)),)), Section("ข", (), "landscape"))

    found = part(render(replace(document(), sections=sections)), "word/document.xml")[0]

    assert [each.tag.removeprefix(W) for each in found] == ["tbl", "p", "p", "sectPr"]
    assert [each.find("w:pPr/w:sectPr", NAMES) is not None for each in found.findall("w:p", NAMES)] == [False, True]
