"""The executive summary of the demo's municipalities: two pages, and the figures of the sources."""

from datetime import date

import pypdfium2
import pytest

from reports.approval_lines import ApprovalLines, approved_document, document_code
from reports.content import Digits
from reports.documents.executive_summary import build
from reports.renderers import pdf
from tests.reports.demo import SCORED, UNSCORED, municipality
from tests.reports.pdf import joined, pages_by_pdfium
from tests.reports.test_executive_summary import said, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.mark.parametrize(("slug", "year"), [*SCORED.items(), *UNSCORED.items()])
def test_summary_takes_two_pages(slug: str, year: int) -> None:
    document = build(municipality(slug), year)

    assert len(pypdfium2.PdfDocument(pdf.render(document))) == 2


@pytest.mark.parametrize("digits", ["thai", "arabic"])
@pytest.mark.parametrize(("slug", "year"), [*SCORED.items(), *UNSCORED.items()])
def test_approved_summary_takes_two_pages(slug: str, year: int, digits: Digits) -> None:
    """A deputy's approval of a correction has the most lines."""
    lines = ApprovalLines(
        name="นายประเสริฐศักดิ์ ตั้งใจมั่นคงธรรม",
        position="รองนายกเทศมนตรี",
        acting="นายกเทศมนตรีนครนครราชสีมา",
        day=date(2026, 11, 20),
        number=2,
        code=document_code(slug, "executive-summary", year, 2),
        content_sha256="ab12" * 16,
        corrects=(1, date(2026, 11, 3)),
    )
    document = approved_document(build(municipality(slug), year), lines)

    pages = pages_by_pdfium(pdf.render(document, digits=digits))

    assert len(pages) == 2
    assert joined("อนุมัติทางอิเล็กทรอนิกส์โดย (นายประเสริฐศักดิ์ ตั้งใจมั่นคงธรรม)") in joined(pages[1])
    assert joined("รหัสตรวจสอบเนื้อหา SHA256-ab12ab12ab12ab12") in joined(pages[1])


@pytest.mark.parametrize(("slug", "steps"), [("ban-chang", "10"), ("nakhon-ratchasima", "63")])
def test_summary_without_scores_tells_of_the_measures(slug: str, steps: str) -> None:
    document = build(municipality(slug), UNSCORED[slug])

    assert f"ยังไม่มีผลคะแนนของปีงบประมาณ พ.ศ. {UNSCORED[slug]} ในระบบ" in said(document)
    assert table(document, "จำนวนมาตรการและขั้นตอนตามสถานะ")[1][1] == steps


def test_figures_of_sateng_nok_are_those_of_the_source() -> None:
    """IIT = (93.60+80.28+88.69+82.71+81.64)/5 = 85.38; 95 - 85.38 = 9.62. 85 - 83.72 = 1.28."""
    document = build(municipality("sateng-nok"), 2566)

    rows = table(document, "คะแนนรายแบบวัดเทียบเกณฑ์ขั้นต่ำ")
    assert rows[0] == ["แบบวัด IIT", "85.38", "–", "–", "ขาด 9.62", "ถึงเกณฑ์"]
    assert rows[-1] == ["คะแนนรวม", "83.72", "–", "–", "ขาด 11.28", "ขาด 1.28"]
    weakest = table(document, "ข้อคำถามที่อ่อนที่สุดและมาตรการ")
    assert [(row[0], row[2]) for row in weakest] == [
        ("o35", "0"), ("o42", "0"), ("o43", "0"), ("e10", "10\nส่วนที่ 2"), ("i8", "52.98"),
    ]  # fmt: skip
