"""Our PDF against headless Chromium, and against WeasyPrint as it comes, printing the same HTML: time and memory."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
from playwright.sync_api import sync_playwright

from reports.renderers import html, pdf
from tests.bench.processes import peak_mb, run_peak_mb, run_seconds
from tests.reports.samples import indicator_analysis
from tests.services.chromium import CHROMIUM_ARGUMENTS

ROUNDS = 10
# Programs of their own: what this module imports for the comparison is no cost of ours.
_OURS_COLD = """
from reports.renderers import pdf
from tests.reports.samples import indicator_analysis
pdf.render(indicator_analysis())
"""
_WARM = f"""
import time, statistics
{{prepare}}
seconds = []
for _ in range({ROUNDS}):
    start = time.perf_counter()
    {{render}}
    seconds.append(time.perf_counter() - start)
print(statistics.median(seconds))
"""
_OURS_WARM = _WARM.format(prepare=_OURS_COLD, render="pdf.render(indicator_analysis())")
# WeasyPrint as its manual says, with one font configuration and style sheet for all: what our own arrangements gain.
_PLAIN_WARM = _WARM.format(
    prepare="""
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from reports.renderers.html import page, stylesheet
from tests.reports.samples import indicator_analysis
document, fonts = indicator_analysis(), FontConfiguration()
markup, style = page(document, digits="thai"), CSS(string=stylesheet("thai", document.page), font_config=fonts)
def render():
    HTML(string=markup).write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
render()
""",
    render="render()",
)


def run() -> Iterator[str]:
    """Yield the table. Cold is a new process from its start to its end, warm the median of ten in one process."""
    chromium = shutil.which("chromium")
    if chromium is None:
        yield "pdf: Chromium is not installed (apt-get install chromium): nothing to compare with"
        return
    with tempfile.TemporaryDirectory() as folder:
        page, ours, theirs = (Path(folder, name) for name in ("page.html", "ours.pdf", "theirs.pdf"))
        page.write_bytes(html.render(indicator_analysis()))
        ours.write_bytes(pdf.render(indicator_analysis()))
        cold_ours = [sys.executable, "-c", _OURS_COLD]
        cold_theirs = [
            chromium,
            "--headless",
            *CHROMIUM_ARGUMENTS,
            f"--user-data-dir={folder}/profile",  # its own, not the user's
            "--no-pdf-header-footer",
            f"--print-to-pdf={theirs}",
            page.as_uri(),
        ]
        times = {
            "cold": (_median(lambda: run_seconds(cold_ours), 3), _median(lambda: run_seconds(cold_theirs), 3)),
            "warm": (_warm(_OURS_WARM), _warm_theirs(chromium, page)),
        }
        memories = {
            "cold": (run_peak_mb(cold_ours), run_peak_mb(cold_theirs)),
            "warm": (run_peak_mb([sys.executable, "-c", _OURS_WARM]), _warm_memory(chromium, page)),
        }
        yield f"PDF of the sample document: {_pages(ours)} pages, {ours.stat().st_size / 1000:.0f} kB;"
        yield f"Chromium: {_pages(theirs)} pages, {theirs.stat().st_size / 1000:.0f} kB"
    yield f"{'':6}{'ours':>9}{'Chromium':>11}{'ratio':>8}{'ours':>11}{'Chromium':>11}{'ratio':>8}"
    for name in ("cold", "warm"):
        (our_time, their_time), (our_memory, their_memory) = times[name], memories[name]
        yield (
            f"{name:6}{our_time:7.3f} s{their_time:9.3f} s{our_time / their_time:8.2f}"
            f"{our_memory:8.0f} MB{their_memory:8.0f} MB{our_memory / their_memory:8.2f}"
        )
    plain = _warm(_PLAIN_WARM)
    yield f"WeasyPrint as it comes, warm: {plain:.3f} s; ours against it {times['warm'][0] / plain:.2f}"


def _warm(program: str) -> float:
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return float(done.stdout)


def _warm_theirs(chromium: str, page: Path) -> float:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        tab = browser.new_page()

        def print_page() -> None:
            tab.goto(page.as_uri())
            tab.pdf(prefer_css_page_size=True)

        print_page()
        seconds = _median(lambda: _seconds(print_page), ROUNDS)
        browser.close()
    return seconds


def _warm_memory(chromium: str, page: Path) -> float:
    with peak_mb(os.getpid(), name="chrom") as peak:
        _warm_theirs(chromium, page)
    return peak[0]


def _median(measure: Callable[[], float], rounds: int) -> float:
    return statistics.median(measure() for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    pages = len(document)
    document.close()
    return pages
