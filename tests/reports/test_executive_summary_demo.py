"""The executive summary of the demo's municipalities: two pages, and the figures of the sources."""

import pypdfium2
import pytest

from reports.documents.executive_summary import build
from reports.renderers import pdf
from tests.reports.demo import SCORED, UNSCORED, municipality
from tests.reports.test_executive_summary import said, table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.mark.parametrize(("slug", "year"), [*SCORED.items(), *UNSCORED.items()])
def test_summary_takes_two_pages(slug: str, year: int) -> None:
    document = build(municipality(slug), year)

    assert len(pypdfium2.PdfDocument(pdf.render(document))) == 2


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
