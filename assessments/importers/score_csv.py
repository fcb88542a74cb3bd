"""Reads a CSV of scores: a table as `score_columns` knows it, one figure or one of each part a row."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from openpyxl.utils import get_column_letter

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.importers.reading import MAX_ROWS
from assessments.importers.score_columns import HEAD_ROWS, Columns, ColumnsError, Table, head_read
from assessments.importers.score_mark import has_mark
from assessments.importers.score_reading import FileRows, RawScore
from assessments.queries import FrameworkView
from thaitext.digits import to_arabic

COLUMNS = ("code", "part", "score")

LACKING = "แถวนี้มีช่องไม่ครบ กรุณาใส่ code,part,score ให้ครบทุกช่อง (ไม่ทราบคะแนนให้เว้นว่าง)"
SURPLUS = "มีช่องเกินหัวคอลัมน์ หากใช้จุลภาคเป็นจุดทศนิยม กรุณาเปลี่ยนเป็นจุด เช่น 98.28"
UNREADABLE = 'อ่านเป็น CSV ไม่ได้ เครื่องหมายคำพูด (") อาจไม่ครบคู่ หรือข้อความยาวเกินไป กรุณาแก้ไขแล้วบันทึกไฟล์เป็น CSV อีกครั้ง'
NO_LETTERS = "อ่านตัวอักษรในไฟล์ไม่ได้ กรุณาบันทึกไฟล์เป็น CSV แบบ UTF-8 หรือ Windows-874"


def csv_rows(raw: bytes, *, framework: FrameworkView, municipality: Municipality) -> FileRows:
    """Returns the scores of a CSV; rows are counted as a spreadsheet does ("แถว 3").

    Takes UTF-8 (with or without a mark) and Windows-874, commas, semicolons or tabs. Raises UserError for a file that
    cannot be read as CSV, has no table of scores, or more than `MAX_ROWS` rows; and for a sheet that was saved as CSV
    from a template for something else.
    """
    reader = _TableReader(_decoded(raw))
    rows = tuple(reader.rows())
    has_mark(reader.titles, framework=framework.framework, municipality=municipality)
    return FileRows(rows, tuple(filter(None, [reader.table.remark()])))


#: Beyond the rows in which a table may begin, empty ones among them.
_NOWHERE = 10 * HEAD_ROWS


class _TableReader:
    """Reads the one table of a text; `titles` is what stands over it and in its heads."""

    def __init__(self, text: str) -> None:
        self.table = Table()
        self.titles: list[str] = []
        self._delimiter = _delimiter(text)
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=self._delimiter, strict=True)
        self._width = 0

    def rows(self) -> Iterator[RawScore]:
        count, first = 0, list[str]()
        for number, row in self._filled_rows():
            first = first or row
            known = self.table.columns
            try:
                begins = self.table.begins({column: cell for column, cell in enumerate(row, 1) if cell.strip()})
            except ColumnsError as error:
                yield RawScore(f"แถว {number}", "", "", "", str(error))
                return
            columns = self.table.columns
            if columns is not known:
                self._width = len(row)
            if begins or columns is None:
                self.titles += row
                continue
            count += 1
            if count > MAX_ROWS:
                raise UserError(f"ไฟล์มีเกิน {MAX_ROWS:,} แถว กรุณาตรวจสอบว่าเป็นไฟล์คะแนน")
            yield from self._row(number, row, columns)
        if self.table.columns is None:
            heads = {head_read(title)[0] for title in first}
            missing = " ".join(column for column in COLUMNS if column not in heads)
            raise UserError(f"ไม่พบคอลัมน์ {missing} กรุณาใช้หัวคอลัมน์ code,part,score และบันทึกเป็น CSV")

    def _filled_rows(self) -> Iterator[tuple[int, list[str]]]:
        try:
            for number, row in enumerate(self._reader, 1):
                if any(cell.strip() for cell in row):
                    yield number, row
        except csv.Error as error:
            raise UserError(f"แถว {self._reader.line_num}: {UNREADABLE}") from error

    def _row(self, number: int, row: Sequence[str], columns: Columns) -> Iterator[RawScore]:
        """The scores of a row; its code alone says nothing."""
        cells = {column: cell for column, cell in enumerate(row, 1) if cell.strip()}
        scores = [column for column in columns.scores if column in cells]
        code, part = cells.get(columns.code, ""), cells.get(columns.part or 0, "")
        if len(row) < max(columns.read):
            yield RawScore(f"แถว {number}", code, part, "", LACKING)
        elif any(cell.strip() for cell in row[self._width :]) or self._splits_a_score(cells, columns):
            yield RawScore(f"แถว {number}", code, part, "", SURPLUS)
        else:
            self.table.passes_over(cells, columns)
            for column in scores:
                where = f" คอลัมน์ {get_column_letter(column)}" if len(columns.scores) > 1 else ""
                yield RawScore(f"แถว {number}{where}", code, part or columns.scores[column], cells[column])

    def _splits_a_score(self, cells: Mapping[int, str], columns: Columns) -> bool:
        """Whether 98,28 without quotation marks became two cells: the second must not fall under the table."""
        return self._delimiter == "," and any(
            column + 1 not in {*columns.read, *columns.last_year}
            and re.fullmatch("[0-9]{1,3}", to_arabic(cells.get(column + 1, "").strip()))
            and "." not in cells.get(column, "")
            for column in columns.scores
        )


def _delimiter(text: str) -> str:
    """What stands between the cells: that with which a table begins first."""
    delimiters = "\t;,"  # the comma last: it may stand for a decimal point, as in i1;98,28
    begins = {delimiter: _table_row(text, delimiter) for delimiter in delimiters}
    first = min(begins, key=begins.__getitem__)
    return first if begins[first] < _NOWHERE else max(delimiters, key=text.split("\n", 1)[0].count)


def _table_row(text: str, delimiter: str) -> int:
    """The row in which a table begins if this delimiter is the one; `_NOWHERE` without any."""
    table = Table()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(islice(reader, _NOWHERE)):
            filled = {column: cell for column, cell in enumerate(row, 1) if cell.strip()}
            if filled and (table.begins(filled) or table.columns):
                return number
    except ColumnsError:
        return number
    except csv.Error:
        pass
    return _NOWHERE


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(NO_LETTERS)
