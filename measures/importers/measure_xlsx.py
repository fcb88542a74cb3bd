"""Reads a plan from a workbook: the portal's own, or any sheet whose heads name measures, steps and periods."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from openpyxl.utils import get_column_letter

from accounts.errors import UserError
from assessments.exporters.workbook_looks import read_text
from assessments.importers.marks import mark_found
from assessments.importers.reading import MAX_BYTES, Fault
from assessments.importers.workbooks import BookCell, CellKind, Merged, Sheet, workbook_open
from measures.importers.measure_columns import OF_MEASURE, OF_STEP, Field, heads_read, plan_mark
from measures.importers.plan_reading import PlanReading, RawRow, plan_read
from measures.queries.plan_choices import PlanChoices
from thaitext.words import clean

#: The first rows of a sheet, where its heads are looked for; empty ones do not count.
HEAD_ROWS = 30

TOO_LARGE = "ไฟล์ใหญ่เกิน 1 MB กรุณาตรวจสอบว่าเป็นไฟล์แผนมาตรการ"
NO_TABLE = (
    "ไม่พบตารางแผนมาตรการในสมุดงาน กรุณาใช้แบบกรอกของระบบ หรือใส่หัวคอลัมน์ "
    f"{Field.TITLE} {Field.TEXT} และ{Field.PERIOD} ไว้เหนือข้อมูล"
)
NO_ROWS = "ไฟล์ไม่มีมาตรการแม้แต่รายการเดียว กรุณากรอกแผนแล้วนำเข้าอีกครั้ง"
OUTDATED = "แบบกรอกนี้เป็นรุ่นเก่า กรุณาดาวน์โหลดแบบกรอกใหม่ แล้วคัดลอกข้อมูลไปกรอก"
TWICE = "มีคอลัมน์ “{}” ซ้ำ กรุณาเหลือไว้คอลัมน์เดียว"
MERGED = "เซลล์นี้ถูกผสานกับเซลล์อื่น กรุณายกเลิกการผสานเซลล์ แล้วกรอกขั้นตอนละแถว"
HIDDEN_SHEET = "แผ่นงานนี้ถูกซ่อนไว้แต่มีแผน กรุณาเลิกซ่อนแล้วตรวจสอบ หรือลบแผ่นงานนี้"
HIDDEN_ROW = "แถวนี้ถูกซ่อนไว้แต่มีข้อมูล กรุณาเลิกซ่อนแล้วตรวจสอบ หรือลบแถวนี้"
HIDDEN_COLUMN = "คอลัมน์นี้ของแผนถูกซ่อนไว้ กรุณาเลิกซ่อนแล้วตรวจสอบ"
NO_TEXT = {
    CellKind.DATE: "เซลล์นี้เป็นวันที่ของ Excel กรุณาเปลี่ยนรูปแบบเซลล์เป็นข้อความ แล้วเขียน เช่น 1 ตุลาคม 2568 - 30 กันยายน 2569",
    CellKind.BOOLEAN: "เซลล์นี้เป็นค่าจริงหรือเท็จ กรุณากรอกเป็นข้อความ",
    CellKind.ERROR: "สูตรในเซลล์นี้คำนวณไม่ได้ กรุณากรอกเป็นข้อความ",
    CellKind.UNCLEAR: "รูปแบบตัวเลขของเซลล์นี้แสดงค่าได้หลายอย่าง กรุณาเปลี่ยนรูปแบบเซลล์เป็นข้อความ แล้วกรอกอีกครั้ง",
    CellKind.NO_VALUE: "เซลล์นี้เป็นสูตรที่ยังไม่ได้คำนวณ กรุณาเปิดไฟล์ใน Excel แล้วบันทึกใหม่ หรือกรอกเป็นข้อความ",
}

#: A measure's cells may be merged downwards over its steps: the rows below say nothing of it anyway.
_MERGED_DOWN = {Field.NUMBER, *OF_MEASURE}


def plan_file_read(raw: bytes, choices: PlanChoices) -> PlanReading:
    """Reads a workbook into measures, faults and remarks; nothing is stored.

    Raises UserError for a file that is too large, for what `workbook_open` refuses, for a workbook of another kind,
    year or municipality, and for one without a plan or with an empty one.
    """
    if len(raw) > MAX_BYTES:
        raise UserError(TOO_LARGE)
    book = workbook_open(raw)
    place = choices.municipality
    own = plan_mark(place, choices.action_year)
    marked = {
        each.name for each in book.sheets if mark_found(each.texts, own=own, municipality=place, outdated=OUTDATED)
    }
    readers = [_SheetReader(sheet) for sheet in book.sheets]
    rows = [row for reader in readers for row in reader.rows()]
    tables = [reader for reader in readers if reader.columns]
    if not tables:
        raise UserError(NO_TABLE)
    reading = plan_read([replace(row, order=order) for order, row in enumerate(rows)], choices)
    faults = (*(fault for reader in readers for fault in reader.faults), *reading.faults)
    if not reading.measures and not faults:
        raise UserError(NO_ROWS)
    remarks = [remark for reader in readers for remark in reader.remarks]
    unread = [each.sheet for each in readers if not each.columns and each.sheet.rows and not each.sheet.hidden]
    remarks += [f"แผ่นงาน {each.name}: ไม่ได้อ่าน เพราะไม่พบหัวคอลัมน์ของแผน" for each in unread if each.name not in marked]
    return PlanReading(reading.measures, faults, tuple(remarks))


class _SheetReader:
    """Reads one sheet. `columns` are those of its table; `faults` are of the sheet as a whole."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.columns: dict[Field, int] = {}
        self.faults: list[Fault] = []
        self.remarks: list[str] = []
        self._refused: set[Merged] = set()

    def rows(self) -> list[RawRow]:
        """The rows below the heads in which something stands."""
        rows = list(self._rows())
        if not rows:
            return []
        if self.sheet.hidden:
            self.faults = [Fault(f"แผ่นงาน {self.sheet.name}", HIDDEN_SHEET)]
            return []
        self.faults += [
            Fault(f"แผ่นงาน {self.sheet.name} คอลัมน์ {get_column_letter(column)}", HIDDEN_COLUMN)
            for each, column in self.columns.items()
            if column in self.sheet.hidden_columns and each is not Field.KEY
        ]
        return rows

    def _rows(self) -> Iterator[RawRow]:
        for passed, (number, cells) in enumerate(self.sheet.rows.items()):
            found = heads_read({column: cell.text for column, cell in cells.items()})
            if found and not self.columns:
                self._begin(number, found)
            elif self.columns and not found and (row := self._row(number, cells)):
                yield row
            elif not self.columns and passed >= HEAD_ROWS:
                return

    def _begin(self, number: int, found: list[tuple[Field, int]]) -> None:
        for each, column in found:
            if each in self.columns:
                self.faults.append(Fault(self.sheet.where(number, column), TWICE.format(each)))
            else:
                self.columns[each] = column

    def _row(self, number: int, cells: Mapping[int, BookCell]) -> RawRow | None:
        known = {each: cells[column] for each, column in self.columns.items() if column in cells}
        if not known:
            return None
        places = {each: self.sheet.where(number, column) for each, column in self.columns.items()}
        where = f"แผ่นงาน {self.sheet.name} แถว {number}"
        faults = self._faults(number, where, known)
        wrong = {each: NO_TEXT[cell.kind] for each, cell in known.items() if cell.kind in NO_TEXT}
        faults += [Fault(places[each], words) for each, words in wrong.items()]
        self.remarks += [f"{places[each]}: {cell.remark}" for each, cell in known.items() if cell.remark]
        texts = {each: clean(read_text(cell.text)) for each, cell in known.items() if each not in wrong}
        return RawRow(0, where, texts, places, frozenset(wrong), tuple(faults))

    def _faults(self, number: int, where: str, known: Mapping[Field, BookCell]) -> list[Fault]:
        """What is wrong with the row as a whole."""
        faults = []
        if number in self.sheet.hidden_rows and any(each in known for each in (*OF_MEASURE, *OF_STEP)):
            faults.append(Fault(where, HIDDEN_ROW))
        for merged in self.sheet.merged:
            if merged.top <= number <= merged.bottom and merged not in self._refused and self._hides(merged):
                self._refused.add(merged)
                faults.append(Fault(self.sheet.where(merged.top, merged.left), MERGED))
        return faults

    def _hides(self, merged: Merged) -> bool:
        """Whether a merged range leaves open to which step something belongs."""
        over = {each for each, column in self.columns.items() if merged.left <= column <= merged.right}
        if not over or (merged.top, merged.left) == (merged.bottom, merged.right):
            return False
        return merged.left != merged.right or not over <= _MERGED_DOWN
