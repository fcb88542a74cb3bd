"""Reads a workbook of scores: the year's own template, or plain sheets of codes and scores."""

from collections.abc import Iterator, Mapping

from openpyxl.utils import get_column_letter

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.importers.score_columns import Columns, ColumnsError, Table
from assessments.importers.score_mark import has_mark
from assessments.importers.score_reading import FileRows, RawScore
from assessments.importers.workbooks import BookCell, CellKind, Merged, Sheet, workbook_open
from assessments.queries import FrameworkView

NO_TABLE = "ไม่พบตารางคะแนนในสมุดงาน กรุณาใช้แบบกรอกของระบบ หรือใส่หัวคอลัมน์ รหัส ส่วนที่ คะแนน ไว้เหนือคะแนน"
MERGED = "เซลล์นี้ถูกผสานกับเซลล์อื่น กรุณายกเลิกการผสานเซลล์ แล้วใส่รหัสและคะแนนทีละแถว"
HIDDEN_SHEET = "แผ่นงานนี้ถูกซ่อนไว้แต่มีคะแนน กรุณาเลิกซ่อนแล้วตรวจสอบคะแนน หรือลบแผ่นงานนี้"
HIDDEN_ROW = "แถวนี้ถูกซ่อนไว้แต่มีคะแนน กรุณาเลิกซ่อนแล้วตรวจสอบคะแนน หรือลบแถวนี้"
HIDDEN_COLUMN = "คอลัมน์นี้ของตารางคะแนนถูกซ่อนไว้ กรุณาเลิกซ่อนแล้วตรวจสอบคะแนน"
NO_NUMBER = {
    CellKind.DATE: "เซลล์นี้เป็นวันที่ ไม่ใช่คะแนน กรุณากรอกเป็นตัวเลข เช่น 98.28",
    CellKind.BOOLEAN: "เซลล์นี้เป็นค่าจริงหรือเท็จ ไม่ใช่คะแนน กรุณากรอกเป็นตัวเลข เช่น 98.28",
    CellKind.ERROR: "สูตรในเซลล์นี้คำนวณไม่ได้ กรุณากรอกเป็นตัวเลข เช่น 98.28",
    CellKind.UNCLEAR: "รูปแบบตัวเลขของเซลล์นี้แสดงค่าได้ทั้งเป็นร้อยละและไม่เป็น กรุณาเปลี่ยนรูปแบบเซลล์เป็นทั่วไป แล้วกรอกคะแนนอีกครั้ง",
    CellKind.NO_VALUE: "เซลล์นี้เป็นสูตรที่ยังไม่ได้คำนวณ กรุณาเปิดไฟล์ใน Excel แล้วบันทึกใหม่ หรือกรอกเป็นตัวเลข",
}


def xlsx_rows(raw: bytes, *, framework: FrameworkView, municipality: Municipality) -> FileRows:
    """Returns the scores of a workbook, each with its sheet and cell; a cell without a score says nothing.

    Raises UserError for what `workbook_open` refuses; for a sheet of a template that was made for another year or
    municipality, or upon another version of the framework; and for a workbook without a table of scores.
    """
    book = workbook_open(raw)
    of_year, place = framework.framework, municipality
    marked = {each.name for each in book.sheets if has_mark(each.texts, framework=of_year, municipality=place)}
    rows: list[RawScore] = []
    remarks: list[str] = []
    tables = False
    for sheet in book.sheets:
        reader = _SheetReader(sheet)
        rows += reader.rows()
        remarks += reader.remarks
        tables = tables or reader.table.columns is not None
        if reader.table.columns:
            remarks += [f"แผ่นงาน {sheet.name}: {words}" for words in [reader.table.remark()] if words]
        elif sheet.rows and not sheet.hidden and sheet.name not in marked:
            remarks.append(f"แผ่นงาน {sheet.name}: ไม่ได้อ่าน เพราะไม่พบหัวคอลัมน์ รหัส และคะแนน")
    if not tables and not rows:
        raise UserError(NO_TABLE)
    return FileRows(tuple(rows), tuple(remarks))


class _SheetReader:
    """Reads one sheet; `remarks` are on cells beside its scores."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.table = Table()
        self.remarks: list[str] = []
        self._merged: set[Merged] = set()

    def rows(self) -> list[RawScore]:
        rows = list(self._rows())
        read = [row for row in rows if not row.fault]
        if rows and self.sheet.hidden:
            return [_fault(f"แผ่นงาน {self.sheet.name}", HIDDEN_SHEET)]
        columns = self.table.columns.read if self.table.columns and read else ()
        hidden = sorted(self.sheet.hidden_columns.intersection(columns))
        return [
            *(_fault(f"แผ่นงาน {self.sheet.name} คอลัมน์ {get_column_letter(each)}", HIDDEN_COLUMN) for each in hidden),
            *rows,
        ]

    def _rows(self) -> Iterator[RawScore]:
        for number, cells in self.sheet.rows.items():
            try:
                if self.table.begins({column: cell.text for column, cell in cells.items()}):
                    continue
            except ColumnsError as error:
                yield _fault(f"แผ่นงาน {self.sheet.name} แถว {number}", str(error))
                return
            if self.table.columns:
                yield from self._row(number, cells, self.table.columns)

    def _row(self, number: int, cells: Mapping[int, BookCell], columns: Columns) -> Iterator[RawScore]:
        scores = [column for column in columns.scores if column in cells]
        code = cells[columns.code].text if columns.code in cells else ""
        if merged := self._merged_over(number, columns, code=bool(code.strip()), scores=bool(scores)):
            if merged not in self._merged:
                self._merged.add(merged)
                yield _fault(self.sheet.where(merged.top, merged.left), MERGED)
            return
        if scores and number in self.sheet.hidden_rows:
            yield _fault(self.sheet.where(number, scores[0]), HIDDEN_ROW)
            return
        self.table.passes_over({column: cell.text for column, cell in cells.items()}, columns)
        part = cells[columns.part].text if columns.part is not None and columns.part in cells else ""
        for column in set(columns.read) - columns.scores.keys():
            if scores and column in cells and cells[column].formula:
                self.remarks.append(f"{self.sheet.where(number, column)}: {cells[column].remark}")
        for column in scores:
            cell, where = cells[column], self.sheet.where(number, column)
            fault = NO_NUMBER.get(cell.kind, "") if code.strip() else ""
            yield RawScore(where, code, part or columns.scores[column], cell.text, fault, cell.remark)

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
