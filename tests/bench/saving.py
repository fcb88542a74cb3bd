"""Fifty people in ten municipalities type scores at once, through the real web server: how long a cell takes to save.

The time runs from the moment when a person leaves the cell to the whole answer, also when the answer before was late.
CPU is what the portal's processes used in all, for each save: it stays the same on a busy machine.
"""

import json
import os
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

from tests.bench.portals import cpu_seconds, environment, output_of, portal_serving, postgresql_database
from thaitext.digits import to_thai

MUNICIPALITIES, PEOPLE_EACH = 10, 5
OPENING, SECONDS = 10.0, 60.0  # in which they open their pages, and in which they type
PACE = (2.0, 4.0)  # seconds from one figure to the next
FISCAL_YEAR = 2568
_DATA = "from tests.bench import saving_data; saving_data"


@dataclass
class Person:
    """Somebody with a fifth of the municipality's cells, and what became of the figures typed into them."""

    number: int
    slug: str
    keys: list[str]
    headers: dict[str, str]
    port: int
    times: list[float] = field(default_factory=list)
    acknowledged: list[tuple[str, str, int, str]] = field(default_factory=list)  # slug, key, version, value
    failed: Counter[str] = field(default_factory=Counter)

    def work(self, start: float) -> None:
        """Opens a page of the grid before the start, then types one figure after the other until the time is over."""
        chance = random.Random(self.number)  # noqa: S311  # the same people each time
        versions = dict.fromkeys(self.keys, 0)
        _wait_until(start - chance.uniform(1, OPENING))
        self._answer("GET", "IIT/")
        due = start + chance.uniform(0, PACE[1])
        turn = 0
        while due < start + SECONDS:
            _wait_until(due)
            key = self.keys[turn % len(self.keys)]
            self._save(key, _figure(key, chance), versions, due)
            turn += 1
            due = max(due + chance.uniform(*PACE), time.perf_counter())

    def _save(self, key: str, value: str, versions: dict[str, int], due: float) -> None:
        typed = to_thai(value) if self.number % 2 else value
        saved = self._answer("POST", f"cells/{key}", urlencode({"value": typed, "version": versions[key]}))
        self.times.append(time.perf_counter() - due)
        if saved:
            answer = json.loads(saved)["score-saved"]
            versions[key] = answer["version"]
            self.acknowledged.append((self.slug, key, answer["version"], value))

    def _answer(self, method: str, address: str, body: str | None = None) -> str:
        """The answer's HX-Trigger; empty when it failed, or has none."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, f"/m/{self.slug}/{FISCAL_YEAR}/scores/{address}", body, self.headers)
            response = connection.getresponse()
            response.read()
        except (OSError, HTTPException) as error:
            self.failed[type(error).__name__] += 1
            return ""
        finally:
            connection.close()
        if response.status != 200:
            self.failed[str(response.status)] += 1
            return ""
        return response.headers.get("HX-Trigger", "")


def run() -> Iterator[str]:
    """Yield the table, a line for each database."""
    people = MUNICIPALITIES * PEOPLE_EACH
    yield (
        f"Saving a cell: {people} people in {MUNICIPALITIES} municipalities for {SECONDS:.0f} s, "
        f"a figure every {PACE[0]:.0f}–{PACE[1]:.0f} s each"
    )
    yield f"({os.cpu_count()} cores, which others kept busy at {os.getloadavg()[0]:.1f} before)"
    yield f"{'':12}{'saves':>7}{'p50':>9}{'p95':>9}{'longest':>10}{'CPU':>9}{'failed':>8}{'lost':>6}"
    yield _measured("SQLite")
    with postgresql_database() as database:
        yield _measured("PostgreSQL", database) if database else "PostgreSQL is not installed here"


def _measured(name: str, database: str = "") -> str:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-bench-")))
        surroundings = environment(folder, database)
        port = stack.enter_context(portal_serving(folder, surroundings))
        made = json.loads(output_of(f"{_DATA}.people()", environment=surroundings))
        people = [Person(number, each["slug"], each["keys"], each["headers"], port) for number, each in enumerate(made)]
        start = time.perf_counter() + OPENING
        processor = cpu_seconds(port)
        threads = [Thread(target=person.work, args=(start,)) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        processor = cpu_seconds(port) - processor
        acknowledged = [each for person in people for each in person.acknowledged]
        lost = int(output_of(f"{_DATA}.lost()", environment=surroundings, given=json.dumps(acknowledged)))
    times = [seconds * 1000 for person in people for seconds in person.times]
    failed = sum((person.failed for person in people), Counter[str]())
    percentiles = statistics.quantiles(times, n=20)
    return (
        f"{name:12}{len(acknowledged):7}{percentiles[9]:6.0f} ms{percentiles[18]:6.0f} ms{max(times):7.0f} ms"
        f"{processor / len(times) * 1000:6.0f} ms{failed.total():8}{lost:6}"
        + "".join(f"  {reason} ×{count}" for reason, count in failed.most_common())
    )


def _wait_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.perf_counter()))


def _figure(key: str, chance: random.Random) -> str:
    """A score as ITAS prints it; an OIT item is done or not."""
    if key[0] == "o":
        return chance.choice(["0", "100"])
    return f"{chance.randint(6000, 9999) / 100:.2f}"
