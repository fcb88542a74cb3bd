"""A report of 200 measures with five steps each: time, pages and memory of every format, and the queries."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pypdfium2
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Municipality
from measures.models import ProgressReport, Status
from measures.periods import Period
from measures.verbs.measures import StepData, measure_create
from reports.content import Document
from reports.documents.implementation_report import build
from reports.renderers.registry import FORMATS
from tests.bench.processes import run_peak_mb
from tests.factories import department, framework, municipality

YEAR, MEASURES, STEPS = 2567, 200, 5
PAGES, AIM = 60, 3.0
ROUNDS = 3

_STEP = "จัดทำและเผยแพร่คู่มือการให้บริการที่แสดงขั้นตอน ระยะเวลา และค่าธรรมเนียมของแต่ละงาน"
_SUMMARY = "ปรับปรุงคู่มือให้เป็นปัจจุบัน แจ้งเวียนทุกส่วนราชการ และเผยแพร่ทางเว็บไซต์ของเทศบาลเมื่อวันที่ 15 มกราคม 2567"
_OUTCOME = "ประชาชนทราบขั้นตอนและเอกสารที่ต้องใช้ล่วงหน้า"

# A program of its own, on the portal's database: what this module measures besides is no cost of the report.
_RENDER = f"""
import sys, django; django.setup()
from accounts.models import Municipality
from reports.documents.implementation_report import build
from reports.renderers.registry import FORMATS
FORMATS[sys.argv[1]].render(build(Municipality.objects.get(), {YEAR}), digits="thai")
"""


def run() -> Iterator[str]:
    """Yield the table: warm is the median of three in one process, cold a new one; memory is the cold one's."""
    town = municipality()
    _fill(town)
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        document = build(town, YEAR)
    built = time.perf_counter() - start
    yield f"implementation-report of {MEASURES} measures with {STEPS} steps each, every step reported as done:"
    yield f"{len(captured)} queries, built in {built:.2f} s"
    yield f"{'':6}{'warm':>9}{'cold':>9}{'memory':>10}{'size':>10}"
    for ending in ("html", "xlsx", "pdf"):
        content, warm = _rendered(document, ending)
        command = [sys.executable, "-c", _RENDER, ending]
        start = time.perf_counter()
        subprocess.run(command, check=True)
        cold, memory = time.perf_counter() - start, run_peak_mb(command)
        yield f"{ending:6}{warm:7.2f} s{cold:7.2f} s{memory:7.0f} MB{len(content) / 1000:7.0f} kB"
    pages = len(pypdfium2.PdfDocument(BytesIO(content)))
    whole = f"{pages} pages, {1000 * warm / pages:.0f} ms a page"
    yield f"pdf: {whole}, {PAGES * warm / pages:.2f} s for {PAGES} of them (aim: under {AIM:.0f} s)"


def _fill(town: Municipality) -> None:
    """The seven issues share the measures; each step was reported as done."""
    issues = list(framework(YEAR - 1).framework.issues.all())
    owners = [department(town, "สำนักปลัดเทศบาล"), department(town, "กองยุทธศาสตร์และงบประมาณ")]
    whole_year = Period(dates=(date(2023, 10, 1), date(2024, 9, 30)))
    for number in range(MEASURES):
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


def _rendered(document: Document, ending: str) -> tuple[bytes, float]:
    """The bytes of a format, and the median of the seconds that they took."""
    FORMATS[ending].render(document, digits="thai")
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        content = FORMATS[ending].render(document, digits="thai")
        seconds.append(time.perf_counter() - start)
    return content, statistics.median(seconds)
