"""The file of a batch: its documents' files under names of their own, and a list with what is missing and why."""

import csv
import io
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db.models.fields.files import FieldFile
from django.utils import timezone

from assessments.exporters.workbook_looks import cleaned, may_be_formula

#: The name of the list in the file.
LIST = "รายการ.csv"
_HEAD = ("ลำดับ", "หน่วยงาน", "เอกสาร", "ปีงบประมาณ", "รูปแบบ", "ผล", "ชื่อไฟล์", "เหตุผล")
_MADE, _MISSING = "จัดทำแล้ว", "ไม่มีในชุดนี้"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a batch: `file` is its stored file, None where there is none, for the `reason`."""

    place: str
    slug: str
    document: str
    fiscal_year: int
    format: str
    file: FieldFile | None
    file_name: str
    reason: str


def batch_zip(entries: Sequence[Entry], *, into: IO[bytes], folders: bool, step: Callable[[], object]) -> int:
    """Writes the file, piece by piece, and returns how many documents are in it. `step` is called before each.

    With `folders` each municipality has one, called by its name; two of the same name are told apart by their slugs.
    Names are UTF-8 and each is there once, whatever the case. What cannot be opened any more is missing.
    """
    named = list(_named(entries, folders=folders))
    lines = []
    with ZipFile(into, "w") as archive:
        for entry, name in zip(entries, named, strict=True):
            step()
            stored = entry.file is not None and _copied(archive, entry.file, name)
            reason = "" if stored else entry.reason or "ไม่มีไฟล์นี้ในระบบแล้ว กรุณาจัดทำใหม่"
            lines.append((entry, name if stored else "", reason))
        archive.writestr(_info(LIST, ZIP_DEFLATED), _listed(lines))
    return sum(bool(name) for _, name, _ in lines)


def _copied(archive: ZipFile, file: FieldFile, name: str) -> bool:
    try:
        source = file.open("rb")
    except FileNotFoundError:
        return False
    # Documents are packed already: packing them again would only take time.
    with source, archive.open(_info(name, ZIP_STORED), "w", force_zip64=True) as target:
        shutil.copyfileobj(source, target, 1024 * 1024)
    return True


def _info(name: str, packing: int) -> ZipInfo:
    now = timezone.localtime()
    info = ZipInfo(name, (now.year, now.month, now.day, now.hour, now.minute, now.second))
    info.compress_type = packing
    info.external_attr = 0o644 << 16
    return info


def _named(entries: Sequence[Entry], *, folders: bool) -> Iterator[str]:
    """A name for each document that no other has."""
    slugs = {entry.slug: entry.place for entry in entries}
    names = Counter(slugs.values())
    taken = {LIST.casefold()}
    for entry in entries:
        same = names[entry.place] > 1
        folder = f"{entry.place} ({entry.slug})" if same else entry.place
        stem, dot, ending = entry.file_name.rpartition(".")
        wanted, number = entry.file_name, 1
        while (name := f"{folder}/{wanted}" if folders else wanted).casefold() in taken:
            number += 1
            wanted = f"{stem} ({number}){dot}{ending}"
        taken.add(name.casefold())
        yield name


def _listed(lines: Sequence[tuple[Entry, str, str]]) -> bytes:
    """The list as CSV that Excel opens in Thai."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    for number, (entry, name, reason) in enumerate(lines, 1):
        result = _MADE if name else _MISSING
        words = (entry.place, entry.document, str(entry.fiscal_year), entry.format, result, name, reason)
        writer.writerow([number, *map(_safe, words)])
    return text.getvalue().encode("utf-8-sig")


def _safe(words: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    safe = cleaned(words).replace("\n", " ")
    return f"'{safe}" if may_be_formula(safe) else safe
