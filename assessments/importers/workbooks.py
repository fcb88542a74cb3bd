"""Reads the Excel workbooks (.xlsx) that people bring: every cell with what it shows and what hides behind it.

Not openpyxl, which writes our own: it makes a cell of each place that a merged range covers (17 thousand million, if a
file says so), needs two readings to tell a formula from its value, and, reading row by row, keeps hidden rows and
merged cells to itself. Here a workbook is read once, with bounds, and what is wrong with it is one Thai sentence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from xml.etree import ElementTree as ET

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, get_column_letter

from accounts.errors import UserError
from assessments.codes import quoted
from assessments.importers.number_formats import NumberFormat, Shows
from assessments.importers.reading import MAX_ROWS
from assessments.importers.workbook_parts import DAMAGED, MAX_UNPACKED, SWOLLEN, Parts, tag

MAX_COLUMNS = 50
MAX_SHEETS, MAX_CELLS, MAX_MERGED = 100, 50_000, 1_000

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_VALUE = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?", re.ASCII)
# Formats that a file names by number alone and openpyxl does not know: East Asian and Thai dates, Thai per cents.
_DATE_IDS = {*range(27, 37), *range(50, 59), *range(71, 82)}
_PERCENT_IDS = {67, 68}


class CellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    #: A number of which it is open whether it is shown in per cent.
    UNCLEAR = "unclear"
    #: A formula that was never calculated: the file holds no value of it.
    NO_VALUE = "no value"


_KINDS = {Shows.DATE: CellKind.DATE, Shows.UNCLEAR: CellKind.UNCLEAR}


@dataclass(frozen=True, slots=True)
class BookCell:
    """A cell that shows something. `text` is that, a number in full: "98.275", "12.5%" where it is shown so.

    `formula`: the value was calculated, and is the one that the file was saved with.
    """

    kind: CellKind
    text: str
    formula: bool = False

    @property
    def remark(self) -> str:
        """What a person should know of the value, in Thai; "" where it was typed."""
        return f"เป็นสูตร จึงใช้ค่าที่คำนวณไว้ล่าสุด คือ {quoted(self.text)}" if self.formula else ""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range; rows and columns count from 1, both ends are in it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: its cells by row and column (from 1), and what is hidden or merged on it."""

    name: str
    hidden: bool
    rows: Mapping[int, Mapping[int, BookCell]]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merged: tuple[Merged, ...]

    @property
    def texts(self) -> Iterator[str]:
        """What its cells of text hold."""
        return (cell.text for row in self.rows.values() for cell in row.values() if cell.kind == CellKind.TEXT)

    def where(self, row: int, column: int) -> str:
        """A cell in Thai: "แผ่นงาน IIT เซลล์ C5"."""
        return f"แผ่นงาน {self.name} เซลล์ {get_column_letter(column)}{row}"


@dataclass(frozen=True, slots=True)
class Workbook:
    """The worksheets in their order."""

    sheets: tuple[Sheet, ...]


def workbook_open(raw: bytes) -> Workbook:
    """Returns what a workbook shows, hidden sheets included.

    Raises UserError for everything that `Parts` refuses, for a damaged file, two sheets of one name or of one part, two
    values in one cell, or a sheet with more than `MAX_ROWS` rows or `MAX_COLUMNS` columns; and for nothing else.
    """
    return _Reader(Parts(raw)).workbook()


@dataclass(slots=True)
class _SheetDraft:
    """A worksheet while it is read."""

    name: str
    rows: dict[int, dict[int, BookCell]] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    last_row: int = 0


class _Reader:
    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.main = parts.workbook()
        self.related = parts.related(self.main)
        self.texts = list(self._texts())
        self.formats = list(self._formats())
        self.read: set[str] = set()
        self.cells = 0
        self.letters = 0

    def workbook(self) -> Workbook:
        found = [element for element in self.parts.elements(self.main) if tag(element) == "sheet"]
        names: set[str] = set()
        for element in found:
            name = element.get("name", "")
            if name.casefold() in names:
                raise UserError(f"สมุดงานมีแผ่นงานชื่อ {quoted(name)} ซ้ำกัน กรุณาเปลี่ยนชื่อหรือลบให้เหลือแผ่นเดียว")
            names.add(name.casefold())
        if not found or len(found) > MAX_SHEETS:
            raise UserError(SWOLLEN if found else DAMAGED)
        return Workbook(tuple(sheet for element in found for sheet in self._sheet(element)))

    def _sheet(self, element: ET.Element) -> Iterator[Sheet]:
        """The worksheet that an entry of the list names; a sheet that is a chart has no cells and is left out."""
        reference = next((value for key, value in element.items() if key.endswith("}id")), "")
        kind, part = self.related.get(reference, ("", ""))
        if not kind or part in self.read:
            raise UserError(DAMAGED)
        self.read.add(part)
        if kind == "worksheet":
            draft = _SheetDraft(element.get("name", ""))
            for each in self.parts.elements(part):
                self._element(each, draft)
            yield Sheet(
                name=draft.name,
                hidden=element.get("state", "visible") != "visible",
                rows={number: row for number, row in sorted(draft.rows.items()) if row},
                hidden_rows=frozenset(draft.hidden_rows),
                hidden_columns=frozenset(draft.hidden_columns),
                merged=tuple(draft.merged),
            )

    def _element(self, element: ET.Element, draft: _SheetDraft) -> None:
        match tag(element):
            case "row":
                self._row(element, draft)
                element.clear()
            case "col" if _hidden(element, "width"):
                first, last = _whole(element.get("min")), _whole(element.get("max"))
                draft.hidden_columns.update(range(first, min(last, MAX_COLUMNS) + 1))
            case "mergeCell":
                if len(draft.merged) >= MAX_MERGED:
                    raise UserError(SWOLLEN)
                corner, _, opposite = element.get("ref", "").partition(":")
                (top, left), (bottom, right) = _place(corner), _place(opposite or corner)
                draft.merged.append(Merged(top, left, bottom, right))

    def _row(self, element: ET.Element, draft: _SheetDraft) -> None:
        number = _whole(element.get("r"), draft.last_row + 1)
        draft.last_row = number
        row = draft.rows.setdefault(number, {})
        column = 0
        for each in element:
            if tag(each) != "c":
                continue
            place = each.get("r")
            line, column = _place(place) if place else (number, column + 1)
            if line != number:
                raise UserError(DAMAGED)
            cell = self._cell(each)
            if cell:
                self._count(draft.name, number, column, cell)
                if column in row:
                    where = f"แผ่นงาน {draft.name} เซลล์ {get_column_letter(column)}{number}"
                    raise UserError(f"{where}: เซลล์นี้มีสองค่า กรุณาเปิดไฟล์ใน Excel ตรวจสอบเซลล์นี้ แล้วบันทึกใหม่ก่อนนำเข้า")
                row[column] = cell
        if row and _hidden(element, "ht"):
            draft.hidden_rows.add(number)

    def _count(self, name: str, row: int, column: int, cell: BookCell) -> None:
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise UserError(
                f"แผ่นงาน {quoted(name)} มีข้อมูลเกิน {MAX_ROWS:,} แถวหรือ {MAX_COLUMNS} คอลัมน์ "
                "กรุณาลบส่วนที่ไม่เกี่ยวข้องแล้วนำเข้าอีกครั้ง"
            )
        self.cells += 1
        self.letters += len(cell.text)  # a long text may stand in many cells, and be stored once
        if self.cells > MAX_CELLS or self.letters > MAX_UNPACKED:
            raise UserError(SWOLLEN)

    def _cell(self, element: ET.Element) -> BookCell | None:
        """What a cell shows; None for an empty one."""
        children = {tag(child): child for child in element}
        formula = "f" in children
        value = children["v"].text or "" if "v" in children else ""
        kind = element.get("t", "n")
        if kind in {"s", "str", "inlineStr"}:
            text = self._text(kind, value, children)
            return BookCell(CellKind.TEXT, text, formula) if text.strip() else None
        if not value.strip():
            return BookCell(CellKind.NO_VALUE, "", formula) if formula else None
        match kind:
            case "b":
                return BookCell(CellKind.BOOLEAN, "TRUE" if value.strip() == "1" else "FALSE", formula)
            case "e":
                return BookCell(CellKind.ERROR, value, formula)
            case "d":
                return BookCell(CellKind.DATE, value, formula)
            case _:
                return self._number(value, element.get("s"), formula=formula)

    def _text(self, kind: str, value: str, children: Mapping[str, ET.Element]) -> str:
        if kind == "inlineStr":
            return _written(children["is"]) if "is" in children else ""
        if kind == "str" or not value.strip():
            return value
        number = _whole(value)
        if number >= len(self.texts):
            raise UserError(DAMAGED)
        return self.texts[number]

    def _number(self, value: str, style: str | None, *, formula: bool) -> BookCell:
        value = value.strip()
        if not _VALUE.fullmatch(value):  # float() would take ٩٨ and 1_0 too
            raise UserError(DAMAGED)
        # 15 digits, as Excel shows and compares them: 98.27999999999999 is how 98.28 may be stored.
        number = Decimal(f"{float(value):.15g}")
        style_number = _whole(style, 0)
        shows = self.formats[style_number].shows(number) if style_number < len(self.formats) else Shows.NUMBER
        if shows is Shows.PERCENT and number.is_finite():
            return BookCell(CellKind.NUMBER, f"{(number * 100).normalize():f}%", formula)
        return BookCell(_KINDS.get(shows, CellKind.NUMBER), f"{number:f}", formula)

    def _part(self, kind: str) -> Iterator[ET.Element]:
        names = [part for each, part in self.related.values() if each == kind]
        return self.parts.elements(names[0]) if names else iter(())

    def _texts(self) -> Iterator[str]:
        """The texts that cells refer to by number."""
        for element in self._part("sharedStrings"):
            if tag(element) == "si":
                yield _written(element)
                element.clear()

    def _formats(self) -> Iterator[NumberFormat]:
        """The number format of each style."""
        codes: dict[int, str] = dict(BUILTIN_FORMATS)
        codes |= dict.fromkeys(_DATE_IDS - codes.keys(), "d") | dict.fromkeys(_PERCENT_IDS - codes.keys(), "0%")
        formats: dict[int, NumberFormat] = {}  # many styles may share one
        for element in self._part("styles"):
            if tag(element) == "numFmt":
                codes[_whole(element.get("numFmtId"))] = element.get("formatCode", "")
            elif tag(element) == "cellXfs":
                for style in element:
                    number = _whole(style.get("numFmtId"), 0)
                    if number not in formats:
                        formats[number] = NumberFormat.of(codes.get(number, "General"))
                    yield formats[number]


def _written(element: ET.Element) -> str:
    """The text of a shared or inline string, its runs joined, without the hints of reading that Japanese adds."""
    pieces: list[str] = []
    for child in element:
        if tag(child) == "t":
            pieces.append(child.text or "")
        elif tag(child) == "r":
            pieces += [piece.text or "" for piece in child if tag(piece) == "t"]
    return "".join(pieces)


def _hidden(element: ET.Element, size: str) -> bool:
    """Whether a row or column is hidden, or so small that nobody sees it."""
    try:
        return element.get("hidden") in {"1", "true"} or float(element.get(size, "1")) <= 0
    except ValueError as error:
        raise UserError(DAMAGED) from error


def _place(reference: str) -> tuple[int, int]:
    """Row and column of "C5"."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        raise UserError(DAMAGED)
    return int(match[2]), column_index_from_string(match[1])


def _whole(text: str | None, otherwise: int | None = None) -> int:
    """A whole number of the file's own bookkeeping."""
    if text is None and otherwise is not None:
        return otherwise
    if text is None or not re.fullmatch(r"[0-9]{1,9}", text.strip()):
        raise UserError(DAMAGED)
    return int(text)
