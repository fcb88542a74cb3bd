"""The package stands alone: it loads nothing but the standard library."""

import subprocess
import sys

MODULES = ("digits", "words", "numbers", "dates", "hours", "fiscal")


def test_importing_thaitext_loads_nothing_but_the_standard_library() -> None:
    program = f"""
import sys
before = set(sys.modules)
{"; ".join(f"import thaitext.{name}" for name in MODULES)}
loaded = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(*sorted(loaded - sys.stdlib_module_names))
"""

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout == "thaitext\n"
