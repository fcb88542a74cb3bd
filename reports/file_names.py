"""Names of files that people download."""

import re
import unicodedata

#: Characters that Windows, a path or a header would take for something else, and control characters.
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
#: Linux takes 255 bytes, a Thai letter has three; room is left for a browser's " (1)".
MOST_BYTES = 245


def file_name(title: str, mark: str, ending: str) -> str:
    """A Thai file name that is safe everywhere: ``รายงาน … 2568.pdf``, at most 245 bytes.

    `mark` (the year, the digits) tells two files of one title apart: a title that is too long is cut before it.
    """
    end = f" {_safe(mark)}.{ending}"
    name = _safe(title)
    while name and len((name + end).encode()) > MOST_BYTES:
        name = name[:-1].rstrip()
    return (name or "เอกสาร") + end


def edition_file_name(
    title: str, place: str, fiscal_year: int, number: int, ending: str, *, arabic: bool = False
) -> str:
    """The name of a file of an approved edition."""
    mark = f"{fiscal_year} ฉบับที่ {number}" + (" เลขอารบิก" if arabic else "")
    return file_name(f"{title} {place}", mark, ending)


def _safe(text: str) -> str:
    return " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", text)).split()).strip(" .")
