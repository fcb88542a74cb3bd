"""Run the benchmarks: all, or those named on the command line (``python -m tests.bench pdf``)."""

import sys

from tests.bench import pdf

# A benchmark is a module with a function `run` that yields lines to print as soon as they are known.
BENCHMARKS = {"pdf": pdf.run}


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
