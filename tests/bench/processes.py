"""Time and memory of processes with all their children (a browser is many)."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

_PERIOD = 0.02  # seconds between two looks at the memory


def run_seconds(command: list[str]) -> float:
    """Return how long a command runs, in seconds. Raises CalledProcessError if it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def run_peak_mb(command: list[str]) -> float:
    """Return the most memory a command and its children held at once, in MB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with process, peak_mb(process.pid) as peak:
        process.wait()
    return peak[0]


@contextmanager
def peak_mb(pid: int, name: str = "") -> Iterator[list[float]]:
    """Watch a process and its children (those whose program holds `name`) and give their peak in MB, in a list of one.

    Resident memory with pages that several processes share divided among them (PSS): a browser's processes are
    not charged twice for the same code.
    """
    peak, done = [0.0], Event()

    def watch() -> None:
        while not done.wait(_PERIOD):
            peak[0] = max(peak[0], sum(_resident_mb(each) for each in _tree(pid) if name in _program(each)))

    watcher = Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(children).split():
            yield from _tree(int(child))


def _program(pid: int) -> str:
    return _read(Path(f"/proc/{pid}/comm"))


def _resident_mb(pid: int) -> float:
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process ended between two looks
        return ""
