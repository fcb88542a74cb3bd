"""Reports of 60 and 200 measures with five steps each: time, pages and memory of every format, and the queries."""

import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date

import pypdfium2
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Municipality
from measures.models import ProgressReport, Status
from measures.periods import Period
from measures.verbs.measures import StepData, measure_create
from reports.documents.implementation_report import build
from reports.renderers.registry import FORMATS
from tests.bench.processes import run_peak_mb
from tests.factories import department, framework, municipality

YEAR, STEPS = 2567, 5
SIZES = (60, 200)
PAGES, AIM = 60, 3.0
ROUNDS = 3

_STEP = "จัดทำและเผยแพร่คู่มือการให้บริการที่แสดงขั้นตอน ระยะเวลา และค่าธรรมเนียมของแต่ละงาน"
_SUMMARY = "ปรับปรุงคู่มือให้เป็นปัจจุบัน แจ้งเวียนทุกส่วนราชการ และเผยแพร่ทางเว็บไซต์ของเทศบาลเมื่อวันที่ 15 มกราคม 2567"
_OUTCOME = "ประชาชนทราบขั้นตอนและเอกสารที่ต้องใช้ล่วงหน้า"

# A program of its own, on the portal's database: what this module measures besides is no cost of the report.
_COLD = f"""
import sys, django; django.setup()
from accounts.models import Municipality
from reports.documents.implementation_report import build
from reports.renderers.registry import FORMATS
FORMATS[sys.argv[1]].render(build(Municipality.objects.get(slug=sys.argv[2]), {YEAR}), digits="thai")
"""


def run() -> Iterator[str]:
    """Yield the table. Warm is the median of three in one process, cold a new one; the memory is the cold one's."""
    yield f"implementation-report, {STEPS} steps a measure, all reported as done (aim: {PAGES} pages under {AIM:.0f} s)"
    yield f"{'':22}{'warm':>9}{'cold':>9}{'memory':>10}{'size':>10}"
    for size in SIZES:
        town = municipality(f"town-{size}")
        _fill(town, size)
        start = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            build(town, YEAR)
        seconds = time.perf_counter() - start
        yield f"{size:4} measures, built {seconds:7.2f} s in {len(captured)} queries"
        for ending in ("html", "xlsx", "pdf"):
            content, warm = _warm(town, ending)
            start = time.perf_counter()
            memory = run_peak_mb([sys.executable, "-c", _COLD, ending, town.slug])
            cold = time.perf_counter() - start
            kept = len(content) / 1000
            yield f"{size:4} measures, {ending:8}{warm:7.2f} s{cold:7.2f} s{memory:7.0f} MB{kept:7.0f} kB"
        pages = len(pypdfium2.PdfDocument(content))
        share = f"{PAGES * warm / pages:.2f} s for {PAGES}"
        yield f"{size:4} measures: {pages} pages of PDF, warm {1000 * warm / pages:.0f} ms a page, {share}"


def _fill(town: Municipality, size: int) -> None:
    """The seven issues share the measures."""
    issues = list(framework(YEAR - 1).framework.issues.all())
    owners = [department(town, "สำนักปลัดเทศบาล"), department(town, "กองยุทธศาสตร์และงบประมาณ")]
    whole_year = Period(dates=(date(2023, 10, 1), date(2024, 9, 30)))
    for number in range(size):
        measure = measure_create(
            municipality=town,
            action_year=YEAR,
            title=f"ให้บริการประชาชนอย่างเท่าเทียมและตรวจสอบได้ งานที่ {number + 1}",
            issue=issues[number % len(issues)],
            steps=[StepData(_STEP, owners[: 1 + place % 2], whole_year) for place in range(STEPS)],
            order=number,
        )
        ProgressReport.objects.bulk_create(
            ProgressReport(
                step=step, date=date(2024, 1, 31), due=date(2024, 9, 30), status=Status.DONE,
                summary=_SUMMARY, outcome=_OUTCOME,
            )
            for step in measure.steps.all()
        )  # fmt: skip


def _warm(town: Municipality, ending: str) -> tuple[bytes, float]:
    """The bytes of a format, and the median of the seconds that they took."""
    document = build(town, YEAR)
    content = FORMATS[ending].render(document, digits="thai")
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        FORMATS[ending].render(document, digits="thai")
        seconds.append(time.perf_counter() - start)
    return content, statistics.median(seconds)
