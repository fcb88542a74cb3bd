"""Which programs draw a document: two files of the same content and the same mark are the same."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_HERE = Path(__file__).parent
_BASE = _HERE.parents[1]
#: What our renderers draw with, source by source: no version number that somebody must remember to raise.
SOURCES = (
    *sorted(_HERE.glob("*.py")),
    *sorted(_HERE.glob("*.css")),
    *(_BASE / "reports" / f"{name}.py" for name in ("charts", "content", "file_names", "palette", "radar", "trend")),
    _BASE / "assessments/exporters/workbook_looks.py",
    _BASE / "static/css/charts.css",
    _BASE / "static/css/figures.css",
    *sorted((_BASE / "thaitext").glob("*.py")),
)
_LIBRARIES = ("weasyprint", "pydyf", "fonttools", "pillow", "openpyxl")
_FONTS = Path("/usr/share/fonts")


@cache
def renderer_mark() -> str:
    """A SHA-256 of our renderers, of the libraries' versions and of the documents' font, reckoned once a process.

    It changes with every release that could change a document, for all formats at once. The system's own text engine
    (Pango) is not in it: an update of Debian leaves stored files as they are.
    """
    digest = hashlib.sha256()
    for path in SOURCES:
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}\0".encode())
    for path in sorted(_FONTS.rglob("Laksaman*")):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # not every portal has every format
        return "–"
