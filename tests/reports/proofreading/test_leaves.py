"""The texts of a document with their places, and the cells that say nothing."""

from decimal import Decimal

from reports.content import (
    Cell,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Score,
    Section,
    Signature,
    Table,
    bullets,
    cell,
    head,
    text,
)
from reports.proofreading.leaves import Blank, Leaf, leaves_of, lines_of, prints_scores


def document(*blocks: object) -> Document:
    return Document("x", "x", "x", (Section("สรุป", blocks),))  # type: ignore[arg-type]


def test_every_text_has_its_place() -> None:
    table = Table(
        "มาตรการ", (1, 1), (head("มาตรการ", "ผู้รับผิดชอบ"),), (Row((cell("ประชุม"), Cell((bullets(["กองคลัง"]),)))),)
    )
    read = document(
        Heading("รายงาน", level=1), Paragraph(text("ได้ ", Score(Decimal(90)),
        " คะแนน")), Heading("ส่วนที่ 1"), table, PageBreak(),
        Signature("นายก", ("ตำแหน่ง",)),
    )  # fmt: skip

    leaves, blanks = leaves_of(read)

    assert leaves == [
        Leaf("รายงาน", "ส่วน “สรุป” หัวเรื่อง"),
        Leaf("ได้ # คะแนน", "ส่วน “สรุป”"),
        Leaf("ส่วนที่ 1", "ส่วน “สรุป” หัวเรื่อง"),
        Leaf("ประชุม", "ตาราง “มาตรการ” แถวที่ 1 ช่อง “มาตรการ”"),
        Leaf("กองคลัง", "ตาราง “มาตรการ” แถวที่ 1 ช่อง “ผู้รับผิดชอบ” รายการที่ 1"),
        Leaf("นายก", "ช่องลงนาม"),
        Leaf("ตำแหน่ง", "ช่องลงนาม"),
    ]
    assert blanks == []
    assert prints_scores(read)
    assert not prints_scores(document(table))


def test_blank_cells_of_needed_columns_are_found_below_spans() -> None:
    """The first column spans two rows, so the second row's first cell stands in the second column."""
    rows = (
        Row((cell("1", rows=2), cell("ประชุม"), Cell(), cell("ไตรมาส 1"))),
        Row((cell("อบรม"), cell("–"), Cell())),
        Row((cell("2"), cell("ยังไม่ได้กำหนดมาตรการ"), Cell(), Cell())),
    )
    table = Table("แผน", (1, 3, 2, 2), (head("ลำดับ", "(1)\nมาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา"),), rows)

    _, blanks = leaves_of(document(table))

    assert blanks == [Blank("ผู้รับผิดชอบ", ""), Blank("ผู้รับผิดชอบ", "–"), Blank("มาตรการ", "ยังไม่ได้กำหนดมาตรการ")]


def test_blank_cells_of_other_columns_and_of_pictures_are_left() -> None:
    ticks = Table("สถานะ", (1,), (head("ดำเนินการแล้ว"),), (Row((Cell(),)),))
    pictures = Table("ภาพ", (1,), (head("ผลลัพธ์"),), (Row((Cell(),)),), plain=True)

    assert leaves_of(document(ticks, pictures))[1] == []


def test_lines_are_as_documents_print_them() -> None:
    assert lines_of("- กองคลัง\n\n• งานนิติการ\nปกติ") == ["กองคลัง", "งานนิติการ", "ปกติ"]


def test_bold_runs_are_one_text() -> None:
    leaves, _ = leaves_of(document(Paragraph((Run("เทศบาลเมือง"), Run("สะเตงนอก", bold=True)))))

    assert [leaf.text for leaf in leaves] == ["เทศบาลเมืองสะเตงนอก"]
