"""Open data as files: CSV, JSON and a workbook with its dictionary. Digits are Arabic, scores are numbers."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assessments.exporters import workbook_looks as looks
from reports.open_data import COLUMNS, DICTIONARY, LICENCE, LICENCE_URL, Row, Source
from thaitext.numbers import plain_score

_WIDTHS = {"municipality": 34.0, "item": 14.0, "instrument": 14.0, "level": 18.0}
_DICTIONARY_WIDTHS = (18.0, 18.0, 90.0)


def as_csv(source: Source, rows: Sequence[Row]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads Thai; missing scores are empty."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_plain(value) for value in asdict(row).values()])
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_json(source: Source, rows: Sequence[Row]) -> bytes:
    """An object with the source, the licence, the dictionary and the rows; missing scores are null."""
    said = {
        **asdict(source),
        "license": LICENCE,
        "license_url": LICENCE_URL,
        "dictionary": {name: {"type": kind, "description": words} for name, (kind, words) in DICTIONARY.items()},
        "figures": [{name: _number(value) for name, value in asdict(row).items()} for row in rows],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def as_xlsx(source: Source, rows: Sequence[Row]) -> bytes:
    """A sheet of the rows, and one of the dictionary with source and licence."""
    book = Workbook()
    looks.set_default_font(book)
    sheet, dictionary = book.worksheets[0], book.create_sheet("พจนานุกรมข้อมูล")
    sheet.title = "ข้อมูล"
    _write_row(sheet, 1, COLUMNS, head=True)
    for number, row in enumerate(rows, 2):
        _write_row(sheet, number, list(asdict(row).values()))
    for column, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, 12.0)
    sheet.freeze_panes = "A2"
    _write_row(dictionary, 1, ("คอลัมน์", "ชนิด", "ความหมาย"), head=True)
    lines = [(name, *words) for name, words in DICTIONARY.items()]
    about = [
        ("แหล่งที่มา", "", f"{source.edition} {source.municipality} จังหวัด{source.province}"),
        ("ที่อยู่", "", source.address),
        ("สัญญาอนุญาต", "", f"{LICENCE} {LICENCE_URL}"),
    ]
    for number, line in enumerate([*lines, *about], 2):
        _write_row(dictionary, number, line)
        dictionary.row_dimensions[number].height = looks.row_height(line[2], _DICTIONARY_WIDTHS[2])
    for letter, width in zip("ABC", _DICTIONARY_WIDTHS, strict=True):
        dictionary.column_dimensions[letter].width = width
    return looks.saved(book)


#: The files of open data by their ending, with their media types.
EXPORTERS: Mapping[str, tuple[str, Callable[[Source, Sequence[Row]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
    "xlsx": (looks.MEDIA_TYPE, as_xlsx),
}


def _write_row(sheet: Worksheet, number: int, values: Sequence[object], *, head: bool = False) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(number, column)
        assert isinstance(cell, Cell)  # noqa: S101  # nothing is merged here
        if isinstance(value, Decimal | int):
            cell.value = value
            cell.number_format = "0.00" if isinstance(value, Decimal) else "0"
        elif value is not None:
            looks.write_text(cell, str(value))
        cell.font = looks.font(bold=head)
        cell.alignment = Alignment(vertical="top", wrap_text=not head and sheet.title != "ข้อมูล")
        if head:
            cell.fill = looks.HEAD_FILL


def _plain(value: object) -> str:
    """A value as a CSV has it: no text that a spreadsheet would take for a formula."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_score(value)
    text = looks.cleaned(str(value))
    return f"'{text}" if looks.may_be_formula(text) else text


def _number(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value
