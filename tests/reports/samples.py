"""A realistic document of kind ``indicator-analysis``, for the renderers' tests and the bench.

Its facts stand in ``tests.reports.ban_suan``. EIT's two parts are not known, so their dots are missing.
"""

from decimal import Decimal

from reports.content import (
    Block,
    Cell,
    Document,
    Dot,
    DotGroup,
    DotPlot,
    Heading,
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
from tests.reports.ban_suan import INDICATORS, MUNICIPALITY, Indicator

LIMITS = (Decimal(85), Decimal(95))
SERIES = (
    ("IIT", "IIT ผู้มีส่วนได้ส่วนเสียภายใน"),
    ("EIT", "EIT ผู้มีส่วนได้ส่วนเสียภายนอก"),
    ("OIT", "OIT การเปิดเผยข้อมูลสาธารณะ"),
)


def _score_table() -> Table:
    rows = [
        Row(
            (
                cell(f"{i.number}. {i.name}"),
                cell(i.instrument, align="center"),
                cell(Score(Decimal(i.score)), align="center"),
                cell(Score(None), align="center"),
                cell("ผ่านเกณฑ์ 95" if Decimal(i.score) >= 95 else "ผ่านเกณฑ์ 85"),
            )
        )
        for i in INDICATORS
    ]
    # 98.718 = mean of indicators 1–5, 95.0183 = mean of 6–8, 98.1209 = 0.30 IIT + 0.30 EIT + 0.40 OIT.
    results = [
        ("แบบวัด IIT", "98.718", "ผ่านเกณฑ์ 95"),
        ("แบบวัด EIT", "95.0183", "ผ่านเกณฑ์ 95"),
        ("แบบวัด OIT", "100", "ผ่านเกณฑ์ 95"),
        ("คะแนนรวม", "98.1209", "ผ่านดีเยี่ยม หรือผ่านดี"),
    ]
    rows += [
        Row(
            (
                cell(Run(name, bold=True), columns=2),
                cell(Score(None, bold=True), align="center"),
                cell(Score(Decimal(score), bold=True), align="center"),
                cell(Run(remark, bold=True)),
            ),
            total=True,
        )
        for name, score, remark in results
    ]
    return Table(
        caption="ผลคะแนนรายตัวชี้วัดและรายเครื่องมือ",
        widths=(5.8, 1.9, 2.2, 2.4, 3.7),
        head=(head("ตัวชี้วัด", "เครื่องมือ", "คะแนนทางการ", "คะแนนที่คำนวณ", "ผลเทียบเกณฑ์"),),
        rows=tuple(rows),
    )


def _dot_plot() -> DotPlot:
    return DotPlot(
        title="ตัวชี้วัด 8 ใน 10 ตัวได้ 95 คะแนนขึ้นไป ต่ำสุดคือตัวชี้วัดที่ 8 (93.22 คะแนน)",
        groups=(
            DotGroup("ตัวชี้วัด", tuple(Dot(f"{i.number}. {i.name}", Decimal(i.score), i.instrument) for i in INDICATORS)),
            DotGroup(
                "เครื่องมือ",
                (
                    Dot("IIT", Decimal("98.718"), "IIT"),
                    Dot("EIT ส่วนที่ 1", None, "EIT"),
                    Dot("EIT ส่วนที่ 2", None, "EIT"),
                    Dot("OIT", Decimal(100), "OIT"),
                ),
            ),
        ),
        limits=LIMITS,
        series=SERIES,
    )


def _finding(indicator: Indicator) -> tuple[Block, ...]:
    score = Paragraph(
        text(
            f"ผลคะแนน : ผลการประเมินใน{indicator.title} {MUNICIPALITY} มีผลคะแนน ",
            Score(Decimal(indicator.score)),
            " คะแนน",
        )
    )
    if indicator.question is None:
        return score, Paragraph(text(f"ผลการวิเคราะห์ : จากผลคะแนนดังกล่าวแสดงให้เห็นว่า {indicator.shows}"))
    question, lowest = indicator.question
    quote = Run(f"“{question} ({lowest} คะแนน)”", underline=True)
    lead = "ผลการวิเคราะห์ : ข้อคำถามที่ได้คะแนนน้อยที่สุดในตัวชี้วัดนี้ คือ "
    return score, Paragraph(text(lead, quote, f" แสดงให้เห็นว่า {indicator.shows}"))


def _finding_table() -> Table:
    return Table(
        caption="ผลการวิเคราะห์รายตัวชี้วัด",
        widths=(4.2, 11.8),
        head=(head("ตัวชี้วัด", "ผลการวิเคราะห์"),),
        rows=tuple(Row((cell(i.title), Cell(_finding(i)))) for i in INDICATORS),
    )


def _measure_table() -> Table:
    rows = tuple(
        Row(
            (
                Cell(
                    (
                        Paragraph(text(i.title)),
                        Paragraph(text(Run("มาตรการ/โครงการ/กิจกรรม", underline=True))),
                        bullets(i.answer.measures),
                    )
                ),
                cell(f"ตัวชี้วัด{i.name} (ตัวชี้วัดที่ {i.number}) แสดงให้เห็นว่า {i.shows}"),
                Cell((bullets(i.answer.steps),)),
                cell(i.answer.period, align="center"),
                Cell((bullets(i.answer.departments),)),
            )
        )
        for i in INDICATORS
    )
    return Table(
        caption="มาตรการเพื่อยกระดับคุณธรรมและความโปร่งใส",
        widths=(6.3, 6.6, 6.5, 2.5, 2.8),
        head=(
            head(
                "มาตรการ/โครงการ/กิจกรรม",
                "ผลการวิเคราะห์ตัวชี้วัด ตามหลักเกณฑ์การประเมิน ITA ที่สอดคล้องกับมาตรการ/โครงการ/กิจกรรม",
                "ขั้นตอนและวิธีการ",
                "ช่วงระยะเวลาดำเนินการ",
                "ผู้รับผิดชอบ",
            ),
        ),
        rows=rows,
    )


def indicator_analysis() -> Document:
    """The sample document: three sections, about six pages, digits Arabic as in every content."""
    title = f"รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ของ{MUNICIPALITY} ประจำปีงบประมาณ พ.ศ. 2568"
    heading = "การนำผลการวิเคราะห์ไปสู่การปรับปรุงและพัฒนาองค์กร"
    return Document(
        kind="indicator-analysis",
        title=title,
        author=MUNICIPALITY,
        sections=(
            Section("ผลคะแนน", (Heading(title, level=1, align="center"), _score_table(), _dot_plot())),
            Section("ผลการวิเคราะห์", (_finding_table(),)),
            Section(
                "การนำผลไปปรับปรุง",
                (
                    Heading(heading, align="center"),
                    _measure_table(),
                    Signature("นายประสิทธิ์ ตั้งใจธรรม", ("นายกเทศมนตรีนครบ้านสวน",)),
                ),
                orientation="landscape",
            ),
        ),
        unbroken=("บ้านสวน",),
    )
