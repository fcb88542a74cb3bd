"""What the mark of the drawing programs is made of."""

import ast
from pathlib import Path

from reports.renderers import marks

BASE = Path(marks.__file__).parents[2]


def imported(source: Path) -> set[Path]:
    """Our own files that a source imports, packages apart: what they hold is imported by name."""
    named = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            named |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Import):
            named |= {each.name for each in node.names}
    files = {BASE / f"{name.replace('.', '/')}.py" for name in named}
    return {file for file in files if file.is_file()}


def test_mark_changes_with_every_source_of_ours_that_a_renderer_draws_with() -> None:
    """Errors draw nothing: whoever meets one gets no file."""
    drawing = {BASE / "reports" / name for name in ("renderers/html.py", "radar.py", "trend.py", "content.py")}
    found = set(marks.SOURCES)
    behind = found | set().union(*(imported(source) for source in found if source.suffix == ".py"))

    assert drawing <= found
    assert {path for path in behind - found if path.relative_to(BASE).parts[0] != "accounts"} == set()
