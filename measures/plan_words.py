"""What a measure answers and who does its steps, in one cell: as workbooks write it and pages show it. Pure."""

import re
from collections.abc import Iterable

_COMMA = re.compile(r"[,;]")


def list_words(items: Iterable[object]) -> str:
    """Numbers or codes in a row: "1, 3"."""
    return ", ".join(map(str, items))


def names_words(names: Iterable[str]) -> str:
    """Names of departments in a row, one a line where a name has a comma of its own."""
    names = list(names)
    return ("\n" if any(map(_COMMA.search, names)) else ", ").join(names)
