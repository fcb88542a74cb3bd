"""The faults of the five seeds (reference ITA.md section 6), typed into a municipality of that name: each is found.

The faulty words are the seeds', in sentences of ours.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Kind, Municipality, Role
from accounts.verbs import municipality_create
from assessments.models import Assessment
from assessments.queries import overview_get
from assessments.verbs.findings import finding_edit
from assessments.verbs.limitations import limitation_edit
from assessments.verbs.scores import lowest_question_state
from measures.models import Measure, Status
from measures.periods import Period
from measures.verbs.measures import StepData, measure_create
from measures.verbs.progress import progress_record
from reports.proofreading import Remark, proofread
from tests.factories import assessment, department, framework, member

pytestmark = pytest.mark.django_db

#: A fault: its rule, the faulty words, and how grave it is.
Fault = tuple[str, str, str]


def place(slug: str, kind: Kind, name: str, province: str) -> Municipality:
    return municipality_create(slug=slug, name=name, kind=kind, province=province)


def type_findings(year: Assessment, texts: Mapping[int, str]) -> None:
    officer = member(year.municipality, Role.INTEGRITY_OFFICER)
    findings = {each.indicator.number: each for each in overview_get(year.municipality, year.fiscal_year).findings}
    for number, text in texts.items():
        finding = findings[number]
        finding_edit(
            assessment=year, indicator=finding.indicator, text=text, draft=finding.draft.analysis, version=0, by=officer
        )


def type_measure(own: Municipality, action_year: int, title: str, *steps: StepData, indicator: int = 1) -> Measure:
    indicators = [framework(action_year - 1).indicators[indicator]]
    return measure_create(municipality=own, action_year=action_year, title=title, indicators=indicators, steps=steps)


def step(own: Municipality, text: str, when: Period | None = None, supervision: str = "") -> StepData:
    return StepData(text, [department(own)], when or Period(quarters=(1, 4)), supervision)


def faults(remarks: Iterable[Remark]) -> set[Fault]:
    return {(remark.rule, remark.excerpt.found if remark.excerpt else "", remark.severity.value) for remark in remarks}


def test_seed_000() -> None:
    """Another kind of office's words, doubled words, no level."""
    own = place("seed-000", Kind.NAKHON, "บ้านสวน", "ชลบุรี")
    figures = ("98.28", "99.54", "99.93", "97.16", "98.68", "97.16", "94.68", "93.215", "100", "100")
    assessment(own, 2568, {f"indicator-{number}": score for number, score in enumerate(figures, 1)})
    type_measure(
        own, 2569, "เผยแพร่ขั้นตอนงานในภารกิจของสำนักงานฯ ให้ประชาชนทราบ",
        step(own, "กลุ่มงานป้องกันการทุจริต วิเคราะห์ความเสี่ยง และแจ้งให้ทุกภารกิจนำไปปฏิบัติ"),
        step(own, "จัดให้มีช่องทางจัดให้มีช่องทางการสื่อสารที่หลากหลาย"),
    )  # fmt: skip

    remarks = proofread(own, "indicator-analysis", 2568)

    assert faults(remarks) >= {
        ("office-words", "สำนักงานฯ", "warning"),
        ("office-words", "กลุ่มงานป้องกันการทุจริต", "warning"),
        ("office-words", "ทุกภารกิจ", "warning"),
        ("doubled-words", "จัดให้มีช่องทางจัดให้มีช่องทาง", "warning"),
        ("missing-scores", "", "hint"),
    }


def test_seed_001() -> None:
    """Other names, own name misspelt, periods and months that cannot be, codes and parts mixed up, missing items."""
    own = place("seed-001", Kind.MUEANG, "สะเตงนอก", "ยะลา")
    scores = {"i1": "85.93", "e10/1": "97.37", "e10/2": "10.00", "e11/1": "87.25", "e11/2": "63.30", "o35": "0"}
    year = assessment(own, 2566, scores | {"indicator-10": "73.75", "indicator-1": "93.60"})
    type_measure(
        own, 2567, "เทศบาลเมืองสงขลาประกาศเจตนารมณ์ No Gift Policy และเทศบาลเมืองสระเตงนอกเผยแพร่",
        step(own, "ติดตามงาน", supervision="วันเริ่มต้น 1 ต.ค. 2567 วันสิ้นสุด 30 ก.ย. 2567"),
        step(own, "ประเมินผลงาน", Period(dates=(date(2023, 9, 1), date(2023, 9, 30)))),
        step(own, "ออกคำสั่ง", Period(words="1 6.ค. พ.ศ. 2566 ถึง 30 มี.ย. พ.ศ. 2567")),
        step(own, "จัดทำโครงการโครงการส่งเสริมคุณธรรม และมีการมีการบันทึก กำหนดหนดแนวทาง"),
        step(own, "แก้ไขข้อ ๐35 และ 0๑๑"),
        step(own, "ประชุมจำนวน ๒ รอบ ภายใน 30 วัน"),
        step(own, "ข้อ e11 ได้ 87.25 คะแนน ข้อ e10 ได้ 10.00 คะแนน และข้อ i1 ได้ 58.93 คะแนน"),
        indicator=10,
    )  # fmt: skip
    issue = framework(2566).framework.issues.get(number=2)
    limitation_edit(assessment=year, issue=issue, text="ต้องเดินทางมาที่สำนักงานเทศบาลเมืองสะ เตงนอก", version=0, by=None)

    remarks = [*proofread(own, "indicator-analysis", 2566), *proofread(own, "issue-analysis", 2566)]

    assert faults(remarks) >= {
        ("foreign-name", "เทศบาลเมืองสงขลา", "error"),
        ("own-name", "เทศบาลเมืองสระเตงนอก", "error"),
        ("own-name", "เทศบาลเมืองสะ เตงนอก", "warning"),
        ("period", "1 ต.ค. 2567 วันสิ้นสุด 30 ก.ย. 2567", "error"),
        ("period", "", "warning"),
        ("impossible-date", "6.ค.", "error"),
        ("impossible-date", "มี.ย.", "error"),
        ("doubled-words", "โครงการโครงการ", "warning"),
        ("doubled-words", "มีการมีการ", "warning"),
        ("doubled-words", "หนดหนด", "warning"),
        ("code-slip", "๐35", "warning"),
        ("code-slip", "0๑๑", "warning"),
        ("mixed-digits", "๒", "hint"),
        ("unnamed-part", "87.25", "warning"),
        ("unnamed-part", "10.00", "warning"),
        ("score-in-text", "58.93", "error"),
        ("missing-scores", "", "warning"),
    }
    (missing,) = [remark for remark in proofread(own, "issue-analysis", 2566) if remark.place == "คะแนนรายข้อ"]
    assert missing.severity.value == "hint"


def test_seed_002() -> None:
    """Three other names, the indicator's figure for its lowest question, narratives against scores, a wrong year."""
    own = place("seed-002", Kind.MUEANG, "โพธิ์พิสัย", "หนองคาย")
    figures = ("99.79", "98.96", "100", "100", "100", "99.20", "99.31", "99.54")
    year = assessment(own, 2568, {f"indicator-{number}": score for number, score in enumerate(figures, 1)})
    lowest = "ข้อคำถามที่ได้คะแนนน้อยที่สุดในตัวชี้วัดนี้ คือ"
    type_findings(
        year,
        {
            1: "เจ้าหน้าที่ภายในเทศบาลตำบลท่าช้าง ให้บริการตามระยะเวลา และเทศบาลเมืองโพธาราม มีผลคะแนน 99.79 คะแนน",
            2: "ใช้จ่ายงบประมาณ เป็นไปตามเป็นไปตามวัตถุประสงค์",
            5: "พบว่าเจ้าหน้าที่บางส่วนคิดว่า มาตรการของหน่วยงานยังไม่สามารถป้องกันการทุจริตได้ จึงเห็นควรวิเคราะห์ความเสี่ยง",
            6: f"{lowest} “ให้บริการอย่างเท่าเทียมกัน (99.20 คะแนน)” จึงเห็นควรยกระดับ",
            7: f"{lowest} “ประชาสัมพันธ์อย่างชัดเจน (๙๙.๓๑ คะแนน)” "
            "ยังมีผู้มารับบริการบางส่วนมีความเห็นว่าหน่วยงานมีการประชาสัมพันธ์อย่างชัดเจน เห็นควรยกระดับ",
            8: f"{lowest} “เปิดโอกาสให้มีส่วนร่วม (๙๙.๕๔) คะแนน” เพราะสำนักงานฯ ยังไม่ได้เปิดโอกาส จึงเห็นควรยกระดับ",
            9: "สำนักงานเทศบาลเมืองโพธิ์ชัย เปิดเผยข้อมูลอย่างเป็นระบบ",
        },
    )
    type_measure(
        own, 2569, "ยกระดับผลการประเมินในปีงบประมาณ พ.ศ. ๒๕๖๔",
        step(own, "ลงทะเบียนก่อนปิดระบบในวันอังคารที่ ๓๑ มีนาคม ๒๕๖๔"),
    )  # fmt: skip

    remarks = proofread(own, "indicator-analysis", 2568)

    assert faults(remarks) >= {
        ("foreign-name", "เทศบาลตำบลท่าช้าง", "error"),
        ("foreign-name", "เทศบาลเมืองโพธาราม", "error"),
        ("foreign-name", "เทศบาลเมืองโพธิ์ชัย", "error"),
        ("doubled-words", "เป็นไปตามเป็นไปตาม", "warning"),
        ("lowest-question", "99.20", "error"),
        ("lowest-question", "๙๙.๓๑", "error"),
        ("lowest-question", "๙๙.๕๔", "error"),
        ("contradiction", "หน่วยงานมีการประชาสัมพันธ์อย่างชัดเจน ", "warning"),
        ("office-words", "สำนักงานฯ", "warning"),
        ("fiscal-year", "๒๕๖๔", "warning"),
        ("weekday", "วันอังคารที่ ๓๑ มีนาคม ๒๕๖๔", "warning"),
        ("missing-scores", "", "warning"),
    }
    contradictions = [each for each in remarks if each.rule == "contradiction" and each.severity.value == "error"]
    assert [each.place for each in contradictions] == ["ผลการวิเคราะห์ ตัวชี้วัดที่ 5"]


def test_seed_002_stated_without_the_portal_is_refused_where_it_is_typed_in() -> None:
    """The form refuses such a figure; one that came before the official one is found by proofreading."""
    own = place("seed-002", Kind.MUEANG, "โพธิ์พิสัย", "หนองคาย")
    year = assessment(own, 2568, {"i1": "90"})
    view = framework(2568)
    lowest_question_state(
        assessment=year, indicator=view.indicators[6], question=view.questions["e2"], value=Decimal(95)
    )
    assessment(own, 2568, {"indicator-6": "94"})

    remarks = proofread(own, "indicator-analysis", 2568)

    assert ("lowest-question", "", "error") in faults(remarks)


def test_seed_003() -> None:
    """Own name with a word left out, doubled words, in what was reported."""
    own = place("seed-003", Kind.NAKHON, "นครราชสีมา", "นครราชสีมา")
    measure = type_measure(own, 2567, "ปรับปรุงการให้บริการ", step(own, "จัดทำคู่มือ"))
    day = min(timezone.localdate(), date(2024, 9, 30)) - timedelta(days=1)
    progress_record(
        step=measure.steps.get(), date=day, status=Status.DONE, by=None, reason="เอกสารอยู่ที่หน่วยงาน",
        summary="ประชาสัมพันธ์ในทุกช่องทางของเทศบาลนครราชสีมา", outcome="จากแผนแผนการบริหารทำให้เจ้าหน้าที่ทำงานได้ดีขึ้น",
    )  # fmt: skip

    remarks = proofread(own, "implementation-report", 2567)

    assert faults(remarks) >= {
        ("own-name", "เทศบาลนครราชสีมา", "error"),
        ("doubled-words", "แผนแผน", "warning"),
    }


def test_seed_004() -> None:
    """Another place's name in its short form, a code in two systems of digits."""
    own = place("seed-004", Kind.TAMBON, "บ้านฉาง", "ระยอง")
    type_measure(
        own, 2566, "ขับเคลื่อนมาตรการตาม O๔๒ ของ ทต.บ้านฉาง",
        step(own, "ให้บุคลากรภายใน ทต.บ้านถ้ำ ทราบ", supervision="ปรับปรุงขั้นตอนของ ทต.บ้านถ้ำ"),
    )  # fmt: skip

    remarks = proofread(own, "progress-report", 2566)

    names = [each for each in remarks if each.rule == "foreign-name"]
    assert [(each.place, each.excerpt and each.excerpt.found, each.severity.value) for each in names] == [
        ("มาตรการที่ 1 ขั้นตอนที่ 1 ช่องขั้นตอนและวิธีการ", "ทต.บ้านถ้ำ", "error"),
        ("มาตรการที่ 1 ขั้นตอนที่ 1 ช่องแนวทางการกำกับติดตาม", "ทต.บ้านถ้ำ", "error"),
    ]
    assert ("code-slip", "O๔๒", "hint") in faults(remarks)
