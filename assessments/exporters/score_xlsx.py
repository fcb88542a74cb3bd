"""The year's workbook to fill in: codes and questions locked, cells of scores open, stored figures in their places.

`assessments.importers.score_xlsx` reads it back: by the heads of its columns, and by the mark of municipality, year and
framework, so that no figure goes into another year. The mark stands on the first sheet, as รหัสแบบกรอก, and on each
sheet of scores again, behind the last head of its columns and off the printed page: a sheet that is copied into another
workbook, or saved as CSV, takes it along.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessments.exporters import workbook_looks as looks
from assessments.exporters.workbook_pages import Part, numbered, set_page, write_guide
from assessments.importers.score_mark import score_mark
from assessments.queries import ScoreSheet, SheetCell
from assessments.scoring import InstrumentSpec
from assessments.wording import place_words

GUIDE, OFFICIAL = "วิธีกรอก", "คะแนนทางการ"

_TEXT_WIDTH, _SCORE_WIDTH = 50.0, 11.0  # in digits of the face
_HEAD_ROW = 4


@dataclass(frozen=True, slots=True)
class _Group:
    """A heading over rows: an indicator, or a sub-indicator inside it."""

    words: str
    inner: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row to fill in; one cell of the sheet for each column of scores."""

    code: str
    asks: str
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet of the workbook. `heads` are those of its columns of scores; `items`: only 0 and 100 fit its cells."""

    name: str
    title: str
    asks: str
    heads: tuple[str, ...]
    rows: tuple[_Group | _Row, ...]
    code_width: float = 9.0
    items: bool = False

    @property
    def cells(self) -> list[SheetCell]:
        return [cell for row in self.rows if isinstance(row, _Row) for cell in row.cells]


def score_workbook(sheet: ScoreSheet) -> bytes:
    """Returns the year's .xlsx with the figures stored so far; the same sheet gives the same bytes.

    A year whose questions cannot be scored, or that has none, takes official figures alone.
    """
    book = Workbook()
    looks.set_default_font(book)
    title = f"แบบกรอกคะแนน ITA ปีงบประมาณ พ.ศ. {sheet.fiscal_year}"
    book.properties.title = f"{title} {sheet.municipality.name}"
    book.properties.creator = sheet.municipality.name
    book.properties.language = "th-TH"
    pages = list(_pages(sheet))
    _guide(book.worksheets[0], title, sheet, pages)
    for page in pages:
        _PageWriter(book.create_sheet(page.name), sheet, page).write()
    return looks.saved(book)


def _pages(sheet: ScoreSheet) -> Iterator[_Page]:
    spec = sheet.framework.spec
    for instrument in spec.instruments:
        rows = tuple(_instrument_rows(sheet, instrument)) if spec.scoreable else ()
        if any(isinstance(row, _Row) for row in rows):
            yield _Page(
                name=instrument.code,
                title=f"{instrument.code} {sheet.framework.instrument_names[instrument.code]}",
                asks="ข้อคำถาม",
                heads=tuple(f"คะแนน\nส่วนที่ {part}" for part in instrument.parts) or ("คะแนน",),
                rows=rows,
                items=instrument.code == "OIT",
            )
    yield _Page(
        name=OFFICIAL,
        title="คะแนนทางการของตัวชี้วัด แบบวัด และคะแนนรวม",
        asks="รายการ",
        heads=("คะแนน",),
        rows=tuple(_official_rows(sheet)),
        code_width=15.0,
    )


def _instrument_rows(sheet: ScoreSheet, instrument: InstrumentSpec) -> Iterator[_Group | _Row]:
    parts = instrument.parts or (None,)
    names = {
        question.sub_indicator.code: question.sub_indicator.name
        for question in sheet.framework.questions.values()
        if question.sub_indicator
    }
    by_place = {cell.place: cell for cell in sheet.cells.values()}
    for indicator in instrument.indicators:
        yield _Group(str(sheet.framework.indicators[indicator.number]))
        firsts = {sub.questions[0]: sub.code for sub in indicator.sub_indicators}
        for code in indicator.questions:
            if code in firsts:
                yield _Group(f"{firsts[code]} {names[firsts[code]]}".strip(), inner=True)
            cells = tuple(by_place[code, part] for part in parts)
            yield _Row(code, cells[0].asks, cells)


def _official_rows(sheet: ScoreSheet) -> Iterator[_Group | _Row]:
    official = [cell for cell in sheet.cells.values() if isinstance(cell.place, str)]
    yield _Group("ตัวชี้วัด")
    yield from (_Row(cell.words, cell.asks, (cell,)) for cell in official if cell.key.startswith("indicator-"))
    yield _Group("แบบวัดและคะแนนรวม")
    for cell in official:
        if not cell.key.startswith("indicator-"):
            code = "คะแนนรวม" if cell.key == "total" else cell.key
            yield _Row(code, _instrument_words(sheet, cell.key), (cell,))


def _instrument_words(sheet: ScoreSheet, key: str) -> str:
    code, _, part = key.partition("-")
    name = sheet.framework.instrument_names.get(code, "")
    return f"{name} ส่วนที่ {part}" if part else name or f"{place_words(key)} ITA ทั้งปี"


class _PageWriter:
    """Writes a page: title, heads, groups and rows, one below the other."""

    def __init__(self, worksheet: Worksheet, sheet: ScoreSheet, page: _Page) -> None:
        self.worksheet = worksheet
        self.sheet = sheet
        self.page = page
        self.open_cells: list[str] = []
        with_last_year = any(cell.last_year is not None for cell in page.cells)
        self.last_year = tuple(self._last_year_head(head) for head in page.heads) if with_last_year else ()
        self.columns = 2 + len(page.heads) + len(self.last_year)
        self.row = 1

    def write(self) -> None:
        for column, width in enumerate(self._widths(), 1):
            self.worksheet.column_dimensions[get_column_letter(column)].width = width
        self._line(self.page.title, size=20, bold=True)
        self._line(f"{self.sheet.municipality.name} ปีงบประมาณ พ.ศ. {self.sheet.fiscal_year}", size=looks.SIZE)
        self._line("กรอกเฉพาะช่องสีเหลืองอ่อน", size=14, color=looks.FAINT)
        self._heads()
        for row in self.page.rows:
            if isinstance(row, _Group):
                self._group(row)
            else:
                self._scores(row)
        self.worksheet.add_data_validation(self._validation())
        _protect(self.worksheet)
        set_page(self.worksheet, head=_HEAD_ROW, columns=self.columns, rows=self.row - 1)
        view = self.worksheet.sheet_view
        view.selection[-1].activeCell = view.selection[-1].sqref = self.open_cells[0]

    def _widths(self) -> list[float]:
        return [self.page.code_width, _TEXT_WIDTH, *([_SCORE_WIDTH] * (self.columns - 2))]

    def _last_year_head(self, head: str) -> str:
        """The head beside "คะแนน ส่วนที่ 1" for last year's: it must not be taken for a column to read."""
        part = head.partition("\n")[2]
        return "\n".join(filter(None, ("ปีก่อน", part, f"({self.sheet.fiscal_year - 1})")))

    def _line(self, words: str, *, size: float, bold: bool = False, color: str = looks.INK) -> None:
        """A line of text over the table; it runs over the empty cells beside it, so nothing is merged."""
        cell = self._text(1, words)
        cell.font = looks.font(size=size, bold=bold, color=color)
        cell.alignment = Alignment(vertical="center")
        self._next(looks.row_height("", looks.SIZE, size=size))

    def _heads(self) -> None:
        heads = ("รหัส", self.page.asks, *self.page.heads, *self.last_year)
        for column, head in enumerate(heads, 1):
            cell = self._text(column, head)
            cell.font = looks.font(bold=True)
            cell.fill = looks.HEAD_FILL
            cell.border = looks.EDGES
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        mark = self._text(self.columns + 1, str(score_mark(self.sheet.framework.framework, self.sheet.municipality)))
        mark.font = looks.font(size=10, color=looks.FAINT)
        mark.alignment = Alignment(vertical="center")
        widths = self._widths()
        self._next(max(looks.row_height(head, width) for head, width in zip(heads, widths, strict=True)))

    def _group(self, group: _Group) -> None:
        for column in range(1, self.columns + 1):
            cell = self._cell(column)
            cell.fill = looks.GROUP_FILL
            cell.border = looks.edges(left=column == 1, right=column == self.columns)
        cell = self._text(1, group.words)
        cell.font = looks.font(bold=not group.inner)
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=2 if group.inner else 1)
        self._next(looks.row_height("", looks.SIZE))

    def _scores(self, row: _Row) -> None:
        code, asks = self._text(1, row.code), self._text(2, row.asks)
        for cell in (code, asks):
            cell.font = looks.font()
            cell.border = looks.EDGES
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=cell is asks, indent=1)
        for number, figure in enumerate(row.cells):
            self._score(3 + number, figure)
            if self.last_year:
                self._last_year_score(3 + len(row.cells) + number, figure)
        self._next(looks.row_height(row.asks, _TEXT_WIDTH))

    def _score(self, column: int, figure: SheetCell) -> None:
        cell = self._cell(column)
        cell.value = None if figure.value is None else float(figure.value)
        cell.font, cell.fill, cell.border = looks.font(), looks.OPEN_FILL, looks.EDGES
        cell.number_format = self._format()
        cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)
        cell.protection = Protection(locked=False)
        self.open_cells.append(cell.coordinate)

    def _last_year_score(self, column: int, figure: SheetCell) -> None:
        cell = self._cell(column)
        cell.value = "–" if figure.last_year is None else float(figure.last_year)
        cell.font, cell.border = looks.font(color=looks.FAINT), looks.EDGES
        cell.number_format = self._format()
        cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)

    def _format(self) -> str:
        """Shows at least two decimals and keeps a third; an OIT item is 0 or 100, and whatever else it is must show."""
        return "General" if self.page.items else "0.00#"

    def _validation(self) -> DataValidation:
        """What the open cells take. A warning, no wall: "-" takes a stored figure back, and the import checks all."""
        if self.page.items:
            validation = DataValidation(type="list", formula1='"100,0"')
            validation.prompt = "เลือก 100 หรือ 0 เว้นว่างหากยังไม่ทราบ"
            validation.error = "คะแนนของข้อ OIT มีได้เฉพาะ 100 หรือ 0 (ใส่ - เพื่อลบคะแนนเดิม)"
        else:
            validation = DataValidation(type="decimal", operator="between", formula1="0", formula2="100")
            validation.prompt = "ตัวเลข 0 ถึง 100 ทศนิยมไม่เกิน 3 ตำแหน่ง เว้นว่างหากยังไม่ทราบ"
            validation.error = "คะแนนต้องเป็นตัวเลข 0 ถึง 100 เช่น 98.28 (ใส่ - เพื่อลบคะแนนเดิม)"
        validation.allow_blank = True
        validation.errorStyle, validation.errorTitle = "warning", "กรุณาตรวจสอบคะแนน"
        validation.promptTitle = "คะแนน"
        validation.showInputMessage = validation.showErrorMessage = True
        for coordinate in self.open_cells:
            validation.add(coordinate)
        return validation

    def _text(self, column: int, words: str) -> Cell:
        cell = self._cell(column)
        looks.write_text(cell, words)
        return cell

    def _cell(self, column: int) -> Cell:
        return cast(Cell, self.worksheet.cell(self.row, column))  # nothing is merged here

    def _next(self, height: float) -> None:
        self.worksheet.row_dimensions[self.row].height = height
        self.row += 1


def _guide(worksheet: Worksheet, title: str, sheet: ScoreSheet, pages: Sequence[_Page]) -> None:
    """The first sheet: whose workbook it is, and how it is filled in."""
    facts = [
        ("หน่วยงาน", sheet.municipality.name),
        ("ปีงบประมาณ", f"พ.ศ. {sheet.fiscal_year}"),
        ("รหัสแบบกรอก", str(score_mark(sheet.framework.framework, sheet.municipality))),
    ]
    if note := sheet.framework.framework.note:
        facts.append(("หมายเหตุ", note))
    worksheet.title = GUIDE
    write_guide(worksheet, title, [Part("", facts), Part("วิธีกรอก", numbered(_steps(pages)))])
    _protect(worksheet)


def _steps(pages: Sequence[_Page]) -> Iterator[str]:
    names = {page.name for page in pages}
    yield "กรอกเฉพาะช่องสีเหลืองอ่อน รหัสและข้อคำถามล็อกไว้ แก้ไขไม่ได้"
    yield "คะแนนเป็นตัวเลข 0 ถึง 100 ทศนิยมไม่เกิน 3 ตำแหน่ง ใช้จุดทศนิยม เช่น 98.28"
    if "EIT" in names and any(len(page.heads) > 1 for page in pages):
        yield "แบบวัด EIT แต่ละข้อมีสองคะแนน คือ ส่วนที่ 1 และส่วนที่ 2"
    if "OIT" in names:
        yield "แบบวัด OIT แต่ละข้อได้ 100 หรือ 0 เท่านั้น"
    yield f"แผ่นงาน “{OFFICIAL}” ให้กรอกตามที่ระบบ ITAS ประกาศ ไม่ต้องคำนวณเอง"
    yield "ช่องที่เว้นว่างไม่เปลี่ยนคะแนนที่บันทึกไว้ หากต้องการลบคะแนนเดิม ให้ใส่เครื่องหมาย - ในช่องนั้น"
    yield "บันทึกเป็นไฟล์ .xlsx แล้วนำเข้าในปีงบประมาณเดียวกัน ระบบจะแสดงรายการให้ตรวจสอบก่อนบันทึก"


def _protect(worksheet: Worksheet) -> None:
    """Locks what is not open, without a password; columns and rows may still be made wider."""
    worksheet.protection.sheet = True
    worksheet.protection.formatColumns = worksheet.protection.formatRows = False
