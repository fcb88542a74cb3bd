"""A sample of how the municipality's documents look: its first page, with nothing of a real document in it."""

from reports.content import Document, Heading, Paragraph, Row, Section, Table, cell, head, text
from reports.documents.letterheads import page_of, signatures
from reports.documents.openings import seal
from reports.models import Letterhead


def sample(letterhead: Letterhead) -> Document:
    """Builds the sample. At most one query."""
    municipality = letterhead.municipality
    title = f"ตัวอย่างเอกสารของ{municipality.name}"
    return Document(
        kind="letterhead-sample",
        title=title,
        author=municipality.name,
        sections=(
            Section(
                "ตัวอย่าง",
                (
                    *seal(municipality),
                    Heading(title, level=1, align="center"),
                    Paragraph(
                        text(
                            "ข้อความนี้แสดงความกว้างของเนื้อที่พิมพ์ ขนาดตัวอักษร และการย่อหน้าของเอกสารทุกฉบับ "
                            "ส่วนเลขหน้าพิมพ์ตั้งแต่หน้าที่ 2 เป็นต้นไป ตามตำแหน่งที่กำหนดไว้"
                        ),
                        indent=True,
                    ),
                    Table(
                        caption="ตัวอย่างตาราง",
                        widths=(1.5, 10.5, 4),
                        head=(head("ลำดับ", "รายการ", "ผลการดำเนินการ"),),
                        rows=tuple(
                            Row(
                                (
                                    cell(str(number), align="center"),
                                    cell(f"รายการตัวอย่างที่ {number}"),
                                    cell("–", align="center"),
                                )
                            )
                            for number in (1, 2, 3)
                        ),
                    ),
                    *signatures(letterhead),
                ),
            ),
        ),
        unbroken=municipality.unbroken_names,
        page=page_of(letterhead),
    )
