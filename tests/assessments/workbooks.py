"""Workbooks for the tests of the importers, and what is read of them; frameworks come from their files."""

import io
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.codes import places_by_key
from assessments.importers.score_file import scores_file_read
from assessments.importers.score_reading import ScoreReading
from assessments.models import Framework
from assessments.queries import FrameworkView
from tests.factories import framework_data

BAN_SUAN = Municipality(slug="ban-suan", name="เทศบาลเมืองบ้านสวน")
HEADS = ("รหัส", "ส่วนที่", "คะแนน")


@cache
def view(fiscal_year: int = 2568) -> FrameworkView:
    """The real framework as far as reading scores needs it."""
    data = framework_data(fiscal_year)
    framework = Framework(fiscal_year=fiscal_year, scoreable=data.scoreable, source_hash=data.source_hash)
    return FrameworkView(framework, {}, {}, {}, data.spec, places_by_key(data.spec))


def book(
    *rows: Sequence[object], heads: Sequence[object] = HEADS, change: Callable[[Worksheet], object] | None = None
) -> bytes:
    """A workbook of one sheet "คะแนน": heads in row 1, the rows below; `change` may do more to the sheet."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "คะแนน"
    for row in (heads, *rows) if heads else rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    return saved(workbook)


def books(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A workbook of several sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(workbook)


def opened(raw: bytes) -> Workbook:
    return load_workbook(io.BytesIO(raw))


def saved(workbook: Workbook) -> bytes:
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def with_parts(raw: bytes, changes: Mapping[str, Callable[[bytes], bytes] | None]) -> bytes:
    """The workbook with some parts of its archive changed, added (from nothing) or, with None, left out."""
    result = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        parts = {name: source.read(name) for name in source.namelist()}
        for name, change in changes.items():
            content = parts.pop(name, b"")
            if change:
                parts[name] = change(content)
        for name, content in parts.items():
            target.writestr(name, content)
    return result.getvalue()


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """A change of a part: `old`, which must be in it, becomes `new`."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return change


def read(raw: bytes, *, fiscal_year: int = 2568, municipality: Municipality = BAN_SUAN) -> ScoreReading:
    return scores_file_read(raw, framework=view(fiscal_year), municipality=municipality)


def refused(raw: bytes, *, fiscal_year: int = 2568, municipality: Municipality = BAN_SUAN) -> str:
    """The sentence with which a file is refused as a whole."""
    with pytest.raises(UserError) as caught:
        read(raw, fiscal_year=fiscal_year, municipality=municipality)
    (message,) = caught.value.messages
    return message


def faults(raw: bytes) -> list[str]:
    return [str(fault) for fault in read(raw).faults]
