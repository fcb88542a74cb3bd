"""Run the benchmarks: all, or those named on the command line (``python -m tests.bench pdf``)."""

import sys
from collections.abc import Callable, Iterator
from functools import partial

from tests.bench import batch, pdf, saving
from tests.bench.portals import lines_in_portal

# A benchmark is a function that yields lines to print as soon as they are known.
BENCHMARKS: dict[str, Callable[[], Iterator[str]]] = {
    "pdf": pdf.run,
    "saving": saving.run,
    "importing": partial(lines_in_portal, "tests.bench.importing"),
    "pages": partial(lines_in_portal, "tests.bench.pages"),
    "batch": batch.run,
    "measures": partial(lines_in_portal, "tests.bench.measures"),
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(BENCHMARKS)}")
        return 2
    for name in names or BENCHMARKS:
        for line in BENCHMARKS[name]():
            print(line, flush=True)
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
