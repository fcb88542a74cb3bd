"""Names of files that people download."""

import re
import unicodedata

#: Characters that Windows, a path or a header would take for something else, and control characters.
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
#: Linux takes 255 bytes, a Thai letter has three; room is left for the ending and a browser's " (1)".
MOST_BYTES = 200


def file_name(title: str, ending: str) -> str:
    """A Thai file name that is safe everywhere: ``รายงาน … 2568.pdf``, at most 200 bytes before the ending."""
    name = " ".join(_UNSAFE.sub(" ", unicodedata.normalize("NFC", title)).split()).strip(" .")
    while len(name.encode()) > MOST_BYTES:
        name = name[:-1].rstrip()
    return f"{name or 'เอกสาร'}.{ending}"
