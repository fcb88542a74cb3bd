"""The pages of the score grid: queries, size, elements and time, for a small year and for the largest one."""

import gzip
import statistics
import time
from collections.abc import Iterator
from html.parser import HTMLParser

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Municipality, Role
from assessments.grids import grid_tabs
from assessments.queries import score_sheet_get
from tests.bench.years import year_filled
from tests.factories import member, municipality

ROUNDS = 20
YEARS = (2568, 2566)  # 52 questions and 88


class _Elements(HTMLParser):
    """Counts the elements of a page as they are written."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.count += 1


def run() -> Iterator[str]:
    """Yield the table. Both years are full, and so are the years before them."""
    yield "Pages of the score grid, full (budgets: 15 queries, 60 kB gzip, 3,000 elements, 200 ms)"
    yield f"{'':16}{'inputs':>8}{'queries':>9}{'size':>10}{'gzip':>9}{'elements':>10}{'median':>10}{'p95':>9}"
    place = municipality()
    staff = member(place, Role.STAFF)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(staff)
    for year in sorted({each - back for each in YEARS for back in (0, 1)}):
        year_filled(place, year, staff)
    for year in YEARS:
        for tab in grid_tabs(score_sheet_get(place, year)):
            yield _measured(client, place, year, tab.name)


def _measured(client: Client, place: Municipality, fiscal_year: int, name: str) -> str:
    address = f"/m/{place.slug}/{fiscal_year}/scores/{name}/"
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    queries = len(captured)  # the next request forgets them
    if answer.status_code != 200:
        return f"{fiscal_year} {name:10} answers {answer.status_code}"
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - start) * 1000)
    elements = _Elements()
    elements.feed(answer.content.decode())
    return (
        f"{fiscal_year} {name:11}{answer.content.count(b'inputmode'):8}{queries:9}"
        f"{len(answer.content) / 1000:7.1f} kB{len(gzip.compress(answer.content)) / 1000:6.1f} kB{elements.count:10}"
        f"{statistics.median(times):7.0f} ms{statistics.quantiles(times, n=20)[18]:6.0f} ms"
    )
