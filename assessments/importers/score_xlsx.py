"""Reads a workbook of scores: the year's own template, or plain sheets of codes and scores."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.importers.score_columns import Columns, ColumnsError, columns_read, head_read, is_pair
from assessments.importers.score_mark import Mark
from assessments.importers.score_reading import RawScore
from assessments.importers.workbooks import BookCell, CellKind, Merged, Sheet, Workbook, workbook_open
from assessments.queries import FrameworkView
from thaitext.words import clean, join_list, quote

#: The first rows of a sheet, where its heads are looked for.
HEAD_ROWS = 30

NO_TABLE = "ไม่พบตารางคะแนนในสมุดงาน กรุณาใช้แบบกรอกของระบบ หรือใส่หัวคอลัมน์ รหัส ส่วนที่ คะแนน ไว้เหนือคะแนน"
NO_CODE = "แถวนี้มีคะแนนแต่ไม่มีรหัส กรุณาใส่รหัส เช่น i1"
MERGED = "เซลล์นี้ถูกผสานกับเซลล์อื่น กรุณายกเลิกการผสานเซลล์ แล้วใส่รหัสและคะแนนทีละแถว"
HIDDEN_SHEET = "แผ่นงานนี้ถูกซ่อนไว้แต่มีคะแนน กรุณาเลิกซ่อนแล้วตรวจสอบคะแนน หรือลบแผ่นงานนี้"
HIDDEN_ROW = "แถวนี้ถูกซ่อนไว้แต่มีคะแนน กรุณาเลิกซ่อนแล้วตรวจสอบคะแนน หรือลบแถวนี้"
HIDDEN_COLUMN = "คอลัมน์นี้ของตารางคะแนนถูกซ่อนไว้ กรุณาเลิกซ่อนแล้วตรวจสอบคะแนน"
NO_NUMBER = {
    CellKind.DATE: "เซลล์นี้เป็นวันที่ ไม่ใช่คะแนน กรุณากรอกเป็นตัวเลข เช่น 98.28",
    CellKind.BOOLEAN: "เซลล์นี้เป็นค่าจริงหรือเท็จ ไม่ใช่คะแนน กรุณากรอกเป็นตัวเลข เช่น 98.28",
    CellKind.ERROR: "สูตรในเซลล์นี้คำนวณไม่ได้ กรุณากรอกเป็นตัวเลข เช่น 98.28",
    CellKind.NO_VALUE: "เซลล์นี้เป็นสูตรที่ยังไม่ได้คำนวณ กรุณาเปิดไฟล์ใน Excel แล้วบันทึกใหม่ หรือกรอกเป็นตัวเลข",
}


@dataclass(frozen=True, slots=True)
class WorkbookRows:
    """The scores of all sheets, and remarks on sheets and columns that were not read."""

    rows: tuple[RawScore, ...]
    remarks: tuple[str, ...]


def xlsx_rows(raw: bytes, *, framework: FrameworkView, municipality: Municipality) -> WorkbookRows:
    """Returns the scores of a workbook, each with its sheet and cell; a cell without a score says nothing.

    Raises UserError for what `workbook_open` refuses; for a template of another year or municipality, or of another
    version of the framework; and for a workbook without a table of scores.
    """
    book = workbook_open(raw)
    marked = _marked(book, framework, municipality)
    rows: list[RawScore] = []
    remarks: list[str] = []
    tables = False
    for sheet in book.sheets:
        reader = _SheetReader(sheet)
        rows += reader.rows()
        tables = tables or reader.columns is not None
        if reader.columns and reader.unread:
            letters = join_list([get_column_letter(column) for column in sorted(reader.unread)])
            remarks.append(f"แผ่นงาน {sheet.name}: ไม่ได้อ่านคอลัมน์ {letters}")
        elif not reader.columns and sheet.rows and not sheet.hidden and sheet.name not in marked:
            remarks.append(f"แผ่นงาน {sheet.name}: ไม่ได้อ่าน เพราะไม่พบหัวคอลัมน์ รหัส และคะแนน")
    if not tables and not rows:
        raise UserError(NO_TABLE)
    return WorkbookRows(tuple(rows), tuple(remarks))


def _marked(book: Workbook, framework: FrameworkView, municipality: Municipality) -> set[str]:
    """The names of the sheets that bear the template's mark. Refuses a template that was made for something else."""
    sheets: set[str] = set()
    for sheet in book.sheets:
        texts = (cell.text for row in sheet.rows.values() for cell in row.values() if cell.kind == CellKind.TEXT)
        for mark in filter(None, map(Mark.read, texts)):
            _check(mark, framework, municipality)
            sheets.add(sheet.name)
    return sheets


def _check(mark: Mark, framework: FrameworkView, municipality: Municipality) -> None:
    own = Mark.of(framework.framework, municipality)
    if mark.fiscal_year != own.fiscal_year:
        raise UserError(
            f"แบบกรอกนี้เป็นของปีงบประมาณ {mark.fiscal_year} แต่กำลังนำเข้าปีงบประมาณ {own.fiscal_year} กรุณาเลือกปีให้ตรงกับแบบกรอก"
        )
    if mark.slug != own.slug:
        raise UserError(f"แบบกรอกนี้เป็นของหน่วยงาน {mark.slug} ไม่ใช่ของ{municipality.name} กรุณาดาวน์โหลดแบบกรอกของหน่วยงานนี้")
    if mark.version != own.version:
        raise UserError(
            f"กรอบการประเมินปี {own.fiscal_year} แก้ไขแล้วหลังจากจัดทำแบบกรอกนี้ กรุณาดาวน์โหลดแบบกรอกใหม่ แล้วคัดลอกคะแนนไปกรอก"
        )


class _SheetReader:
    """Reads one sheet; `columns` are those found (None: no table), `unread` others that have something in the table."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.columns: Columns | None = None
        self.unread: set[int] = set()
        self._merged: set[Merged] = set()

    def rows(self) -> list[RawScore]:
        rows = list(self._rows())
        read = [row for row in rows if not row.fault]
        if rows and self.sheet.hidden:
            return [_fault(f"แผ่นงาน {self.sheet.name}", HIDDEN_SHEET)]
        hidden = sorted(self.sheet.hidden_columns.intersection(self.columns.read if self.columns and read else ()))
        return [
            *(_fault(f"แผ่นงาน {self.sheet.name} คอลัมน์ {get_column_letter(each)}", HIDDEN_COLUMN) for each in hidden),
            *rows,
        ]

    def _rows(self) -> Iterator[RawScore]:
        for count, (number, cells) in enumerate(self.sheet.rows.items()):
            try:
                if self._heads(cells, look=count < HEAD_ROWS):
                    continue
            except ColumnsError as error:
                yield _fault(f"แผ่นงาน {self.sheet.name} แถว {number}", str(error))
                return
            if self.columns:
                yield from self._row(number, cells, self.columns)

    def _heads(self, cells: Mapping[int, BookCell], *, look: bool) -> bool:
        """Whether a row names the columns, which are then taken from it. A table may follow another on one sheet."""
        if self.columns is None:
            if not look:
                return False
            if len(cells) == 2:
                (code, first), (score, second) = sorted(cells.items())
                if is_pair(first.text, second.text):
                    self.columns = Columns(code, None, {score: ""})
                    return False
        elif self.columns.code not in cells or head_read(cells[self.columns.code].text)[0] != "code":
            return False
        found = columns_read({column: cell.text for column, cell in cells.items()})
        self.columns = found or self.columns
        return found is not None

    def _row(self, number: int, cells: Mapping[int, BookCell], columns: Columns) -> Iterator[RawScore]:
        scores = [column for column in columns.scores if column in cells]
        code = clean(cells[columns.code].text) if columns.code in cells else ""
        if merged := self._merged_over(number, columns, code=bool(code), scores=bool(scores)):
            if merged not in self._merged:
                self._merged.add(merged)
                yield _fault(self.sheet.where(merged.top, merged.left), MERGED)
            return
        if scores and number in self.sheet.hidden_rows:
            yield _fault(self.sheet.where(number, scores[0]), HIDDEN_ROW)
            return
        part = cells[columns.part].text if columns.part is not None and columns.part in cells else ""
        if scores:
            self.unread |= cells.keys() - set(columns.read) - columns.passed_over
        for column in scores:
            cell, where = cells[column], self.sheet.where(number, column)
            fault = NO_NUMBER.get(cell.kind, "") if code else NO_CODE
            remark = f"เป็นสูตร จึงใช้ค่าที่คำนวณไว้ล่าสุด คือ {quote(clean(cell.text))}" if cell.formula else ""
            yield RawScore(where, code, part or columns.scores[column], cell.text, fault, remark)

    def _merged_over(self, number: int, columns: Columns, *, code: bool, scores: bool) -> Merged | None:
        """The merged range that keeps a row from being read; a heading that runs over the table is none."""
        for each in self.sheet.merged:
            if not each.top <= number <= each.bottom or (each.top, each.left) == (each.bottom, each.right):
                continue
            over_code = each.left <= columns.code <= each.right
            over_scores = any(each.left <= column <= each.right for column in columns.scores)
            if scores and (over_code or over_scores):
                return each
            if code and over_scores and not over_code:
                return each
        return None


def _fault(where: str, words: str) -> RawScore:
    return RawScore(where, "", "", "", words)
