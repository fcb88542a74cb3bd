"""Our PDF against headless Chromium printing the same HTML: time and memory, cold and warm."""

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
_OURS_WARM = f"""
import time, statistics
{_OURS_COLD}
seconds = []
for _ in range({ROUNDS}):
    start = time.perf_counter()
    pdf.render(indicator_analysis())
    seconds.append(time.perf_counter() - start)
print(statistics.median(seconds))
"""


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
            "warm": (_warm_ours(), _warm_theirs(chromium, page)),
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


def _warm_ours() -> float:
    done = subprocess.run([sys.executable, "-c", _OURS_WARM], check=True, capture_output=True, text=True)
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
