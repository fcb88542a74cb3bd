"""A full year's workbook: how long it takes to write it, to read it, and to preview what it would change."""

import statistics
import time
from collections.abc import Callable, Iterator

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Municipality, Role, User
from assessments.exporters.score_xlsx import score_workbook
from assessments.importers.score_file import scores_file_read
from assessments.queries import framework_get, score_sheet_get
from assessments.score_previews import preview_of
from assessments.verbs.scores import scores_import
from tests.bench.years import year_filled
from tests.factories import member, municipality

ROUNDS = 10
YEARS = (2568, 2566)


def run() -> Iterator[str]:
    """Yield the table; each time is the median of ten."""
    yield "Workbook of a full year, into an empty one (the page: upload, reading, preview, HTML)"
    yield f"{'':6}{'figures':>9}{'size':>9}{'write':>9}{'read':>9}{'preview':>9}{'page':>9}"
    place = municipality()
    client = Client(SERVER_NAME="127.0.0.1")
    staff = member(place, Role.STAFF)
    client.force_login(staff)
    for fiscal_year in YEARS:
        yield _measured(client, place, staff, fiscal_year)


def _measured(client: Client, place: Municipality, staff: User, fiscal_year: int) -> str:
    figures = year_filled(place, fiscal_year, staff)
    view = framework_get(fiscal_year)
    full = score_sheet_get(place, fiscal_year)
    raw = score_workbook(full)
    scores_import(municipality=place, fiscal_year=fiscal_year, figures=dict.fromkeys(figures), by=staff)
    reading = scores_file_read(raw, framework=view, municipality=place)

    def preview() -> int:
        return len(preview_of(score_sheet_get(place, fiscal_year), reading).rows)

    def upload() -> int:
        file = SimpleUploadedFile("scores.xlsx", raw)
        return client.post(f"/m/{place.slug}/{fiscal_year}/scores/file/", {"file": file}).status_code

    if preview() != len(figures) or upload() != 200:
        return f"{fiscal_year:<6} the workbook does not come back whole: {preview()} of {len(figures)}, {upload()}"
    times = [
        _median(lambda: score_workbook(full)),
        _median(lambda: scores_file_read(raw, framework=view, municipality=place)),
        _median(preview),
        _median(upload),
    ]
    return f"{fiscal_year:<6}{len(figures):9}{len(raw) / 1000:6.0f} kB" + "".join(f"{each:6.0f} ms" for each in times)


def _median(work: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000
