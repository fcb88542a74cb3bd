"""All documents of a province of 100 municipalities as one ZIP: documents a minute with one worker and with two."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.portals import environment, output_of
from tests.services.programs import running

AIM = 1.8
READY = "ready."

_WORKER = ("celery", "--app", "ita_portal", "worker", "--concurrency", "1", "--loglevel", "INFO")
_APART = ("--without-gossip", "--without-mingle")
_FILL = "from django.core.management import call_command; call_command('migrate', verbosity=0); "
_FILL += "from tests.bench.province import fill; fill()"
_ORDER = "from tests.bench.province import order; print(*order())"


def run() -> Iterator[str]:
    """Yield the table. Each number of workers has a portal of its own, so that no file is stored yet."""
    yield f"ZIP of a province of 100 municipalities, all documents as PDF (aim: {AIM} times as many with two workers)"
    yield f"{'':12}{'documents':>10}{'listed':>9}{'time':>10}{'a minute':>10}{'size':>10}"
    rates = []
    for workers in (1, 2):
        with TemporaryDirectory(prefix="portal-bench-") as folder:
            rate, line = _measured(Path(folder), workers)
        rates.append(rate)
        yield line
    yield f"the second worker: {rates[1] / rates[0]:.2f} times as many"


def _measured(folder: Path, workers: int) -> tuple[float, str]:
    """The documents a minute, from the order to the finished file, and the line that tells of them."""
    portal = environment(folder)
    output_of(_FILL, environment=portal)
    with ExitStack() as stack:
        for number in range(workers):
            stack.enter_context(_working(folder / f"worker-{number}.log", portal))
        made, listed, seconds, size = output_of(_ORDER, environment=portal).split()
    rate = 60 * int(made) / float(seconds)
    words = "1 worker" if workers == 1 else f"{workers} workers"
    return rate, f"{words:12}{made:>10}{listed:>9}{float(seconds):8.1f} s{rate:10.0f}{int(size) / 1e6:7.1f} MB"


@contextmanager
def _working(log: Path, portal: dict[str, str]) -> Iterator[None]:
    """A worker of its own on the portal's queue, ready to work."""
    command = ["env", *(f"{name}={value}" for name, value in portal.items()), sys.executable, "-m", *_WORKER, *_APART]
    with running(command, log=log, ready=lambda: READY in log.read_text(encoding="utf-8")):
        yield
