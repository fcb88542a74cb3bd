"""A year's plan as a workbook to change and bring back, or to fill in: one row a step.

`measures.importers.measure_xlsx` reads it back: by the heads of its columns, by the mark of municipality and year, and
by each row's key, which says whose row it is and at which version it was taken away. The mark stands on both sheets, as
รหัสแบบกรอก and behind the last head; it and the keys lie off the printed page.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assessments.exporters import workbook_looks as looks
from assessments.exporters.workbook_pages import Part, numbered, set_page, write_guide
from measures.importers.measure_columns import OF_MEASURE, Field, key_written, plan_mark
from measures.models import Measure
from measures.period_texts import WAYS, period_written
from measures.plan_words import list_words, names_words
from measures.queries import Plan, PlanRow, PlanStep
from measures.queries.plan_choices import PlanChoices
from measures.verbs.measures import MAX_STEPS

PLAN, GUIDE = "แผน", "คำอธิบาย"
#: So many rows are ready to be filled in, below what is there.
SPARE_ROWS = 30

_SIZE = 14.0
_HEAD_ROW = 4
_LAST_ROW = 5_000
_GUIDE_WIDTHS = (34.0, 84.0)
_WIDTHS: dict[Field, float] = {
    Field.NUMBER: 8.0,
    Field.TITLE: 32.0,
    Field.INDICATORS: 9.0,
    Field.ISSUE: 20.0,
    Field.QUESTIONS: 10.0,
    Field.STEP_NUMBER: 8.0,
    Field.TEXT: 40.0,
    Field.DEPARTMENTS: 22.0,
    Field.PERIOD: 25.0,
    Field.SUPERVISION: 28.0,
    Field.BUDGET: 12.0,
    Field.KEY: 15.0,
}
_COLUMNS = {field: column for column, field in enumerate(_WIDTHS, 1)}
_CENTRED = {Field.NUMBER, Field.INDICATORS, Field.QUESTIONS, Field.STEP_NUMBER}
_PERIODS = (
    "ไตรมาส 1 - 4,ไตรมาส 1 - 2,ไตรมาส 3 - 4,ไตรมาส 1,ไตรมาส 2,ไตรมาส 3,ไตรมาส 4,"
    "ทุกเดือน,ทุกไตรมาส,รอบ 6 เดือน และ 12 เดือน,ตลอดปีงบประมาณ"
)

_Row: TypeAlias = dict[Field, str | int | float]


def plan_workbook(plan: Plan, choices: PlanChoices) -> bytes:
    """Returns the plan as .xlsx with rows to spare; the same plan gives the same bytes, one without measures a form."""
    book = Workbook()
    looks.set_default_font(book)
    title = f"แผนมาตรการยกระดับคุณธรรมและความโปร่งใส ปีงบประมาณ พ.ศ. {plan.action_year}"
    book.properties.title = f"{title} {plan.municipality.name}"
    book.properties.creator = plan.municipality.name
    book.properties.language = "th-TH"
    guide = book.create_sheet(GUIDE)
    headings = write_guide(guide, title, _guide_parts(choices), _GUIDE_WIDTHS)
    guide.protection.sheet = True
    _PlanWriter(book.worksheets[0], plan, choices).write(title, headings)
    return looks.saved(book)


class _PlanWriter:
    """Writes the sheet of the plan: title, heads, a row a step."""

    def __init__(self, worksheet: Worksheet, plan: Plan, choices: PlanChoices) -> None:
        self.worksheet = worksheet
        self.plan = plan
        self.choices = choices
        self.row = 1

    def write(self, title: str, headings: Mapping[str, int]) -> None:
        self.worksheet.title = PLAN
        for each, column in _COLUMNS.items():
            dimension = self.worksheet.column_dimensions[get_column_letter(column)]
            dimension.width = _WIDTHS[each]
            dimension.number_format = _format(each)  # for the rows below those that are written
            dimension.font = looks.font(size=_SIZE)
        self._line(title, size=20, bold=True)
        self._line(self.plan.municipality.name, size=looks.SIZE)
        self._line(f"หนึ่งแถวต่อหนึ่งขั้นตอน วิธีกรอกและรายชื่อที่ใช้ได้อยู่ที่แผ่นงาน “{GUIDE}”", size=14, color=looks.FAINT)
        self._heads()
        for place, row in enumerate(self.plan.measures, 1):
            for number, cells in enumerate(_rows(place, row)):
                self._cells(cells, begins=number == 0)
        printed = self.row - 1 if self.plan.measures else self.row + SPARE_ROWS - 1
        for _ in range(SPARE_ROWS):
            self._cells({}, lines=1 if self.plan.measures else 2)
        self._lists(headings)
        set_page(self.worksheet, head=_HEAD_ROW, columns=len(_COLUMNS) - 1, rows=printed, landscape=True)
        view = self.worksheet.sheet_view
        view.selection[-1].activeCell = view.selection[-1].sqref = f"B{_HEAD_ROW + 1}"

    def _line(self, words: str, *, size: float, bold: bool = False, color: str = looks.INK) -> None:
        """A line over the table; it runs over the empty cells beside it, so nothing is merged."""
        cell = self._cell(1)
        looks.write_text(cell, words)
        cell.font = looks.font(size=size, bold=bold, color=color)
        cell.alignment = Alignment(vertical="center")
        self._next(looks.row_height("", looks.SIZE, size=size))

    def _heads(self) -> None:
        mark = str(plan_mark(self.plan.municipality, self.plan.action_year))
        for column, words in enumerate((*_COLUMNS, mark), 1):
            cell = self._cell(column)
            looks.write_text(cell, words)
            is_table = words not in {Field.KEY, mark}
            cell.font = looks.font(size=_SIZE, bold=True) if is_table else looks.font(size=10, color=looks.FAINT)
            cell.alignment = Alignment(horizontal="center" if is_table else None, vertical="center", wrap_text=is_table)
            if is_table:
                cell.fill, cell.border = looks.HEAD_FILL, looks.EDGES
        self._next(looks.height(2, size=_SIZE))

    def _cells(self, values: _Row, *, begins: bool = False, lines: int = 1) -> None:
        """Writes a row of at least so many lines; the first of a measure is marked, its number repeated faintly."""
        height = looks.height(lines, size=_SIZE)
        for each, column in _COLUMNS.items():
            cell, value = self._cell(column), values.get(each, "")
            if isinstance(value, str) and value:
                looks.write_text(cell, value)
                if each is not Field.KEY:
                    height = max(height, looks.row_height(value, _WIDTHS[each], size=_SIZE))
            elif value != "":
                cell.value = value
            cell.number_format = _format(each)
            if each is Field.KEY:
                cell.font = looks.font(size=10, color=looks.FAINT)
                cell.alignment = Alignment(vertical="top", indent=1)
                continue
            is_repeated = each is Field.NUMBER and not begins
            cell.font = looks.font(size=_SIZE, color=looks.FAINT if is_repeated else looks.INK)
            cell.border = looks.EDGES
            cell.alignment = Alignment(
                horizontal="center" if each in _CENTRED else "right" if each is Field.BUDGET else "left",
                vertical="top",
                wrap_text=each is not Field.BUDGET,
            )
            if begins and each in {Field.NUMBER, *OF_MEASURE}:
                cell.fill = looks.GROUP_FILL
        self._next(height)

    def _lists(self, headings: Mapping[str, int]) -> None:
        """What cells offer to choose from. No wall: several names may stand in one, and the import checks all."""
        known = {
            Field.ISSUE: _range(headings, str(Field.ISSUE), len(self.choices.issues)),
            Field.DEPARTMENTS: _range(headings, "ส่วนราชการ", len(self.choices.departments)),
            Field.PERIOD: f'"{_PERIODS}"',
        }
        for each, formula in known.items():
            if formula:
                letter = get_column_letter(_COLUMNS[each])
                validation = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=False)
                validation.add(f"{letter}{_HEAD_ROW + 1}:{letter}{_LAST_ROW}")
                self.worksheet.add_data_validation(validation)

    def _cell(self, column: int) -> Cell:
        return cast(Cell, self.worksheet.cell(self.row, column))  # nothing is merged here

    def _next(self, height: float) -> None:
        self.worksheet.row_dimensions[self.row].height = height
        self.row += 1


def _format(each: Field) -> str:
    """Texts stay texts: "1/10/2568" is no day of Excel's, and "1,3" no number."""
    return {Field.NUMBER: "General", Field.STEP_NUMBER: "General", Field.BUDGET: "#,##0.00"}.get(each, "@")


def _range(headings: Mapping[str, int], heading: str, rows: int) -> str:
    """Where the guide lists something; "" where it lists nothing."""
    first = headings[heading] + 1
    return f"'{GUIDE}'!$B${first}:$B${first + rows - 1}" if rows else ""


def _rows(place: int, row: PlanRow) -> Iterator[_Row]:
    """The rows of a measure: what it is called and answers stands on the first alone, its number on each."""
    measure, steps = row
    cells: _Row = {Field.NUMBER: place} | _answers(measure)
    if not steps:
        yield cells | {Field.KEY: key_written(measure.pk, measure.version)}
    for number, step in enumerate(steps, 1):
        yield cells | {Field.STEP_NUMBER: number} | _step(measure, step)
        cells = {Field.NUMBER: place}


def _answers(measure: Measure) -> _Row:
    return {
        Field.TITLE: measure.title,
        Field.INDICATORS: list_words(each.number for each in measure.indicators.all()),
        Field.ISSUE: str(measure.issue or ""),
        Field.QUESTIONS: list_words(measure.questions.all()),
    }


def _step(measure: Measure, plan_step: PlanStep) -> _Row:
    step = plan_step.step
    return {
        Field.TEXT: step.text,
        Field.DEPARTMENTS: names_words(each.name for each in plan_step.departments),
        Field.PERIOD: period_written(step.when),
        Field.SUPERVISION: step.supervision,
        Field.BUDGET: "" if step.budget is None else float(step.budget),
        Field.KEY: key_written(measure.pk, measure.version, step.pk),
    }


def _guide_parts(choices: PlanChoices) -> list[Part]:
    facts = [
        ("หน่วยงาน", choices.municipality.name),
        ("ปีที่ดำเนินการ", f"พ.ศ. {choices.action_year}"),
        ("ตอบผลการประเมินปี", f"พ.ศ. {choices.action_year - 1}"),
        ("รหัสแบบกรอก", str(plan_mark(choices.municipality, choices.action_year))),
    ]
    return [
        Part("", facts),
        Part("วิธีกรอก", numbered(_how())),
        Part("วิธีเขียนระยะเวลา", WAYS),
        Part("ส่วนราชการ", numbered(each.name for each in choices.departments)),
        Part(str(Field.INDICATORS), [(str(number), each.name) for number, each in choices.indicators.items()]),
        Part(str(Field.ISSUE), [(str(number), str(each)) for number, each in choices.issues.items()]),
        Part(str(Field.QUESTIONS), [(code, each.text) for code, each in choices.questions.items()]),
    ]


def _how() -> Iterator[str]:
    yield "หนึ่งแถวต่อหนึ่งขั้นตอน ขั้นตอนของมาตรการเดียวกันใส่ลำดับมาตรการเดียวกันทุกแถว"
    yield "ชื่อมาตรการ ตัวชี้วัด ประเด็น และข้อคำถาม ใส่เฉพาะแถวแรกของมาตรการ แถวต่อไปเว้นว่าง"
    yield "มาตรการต้องตอบตัวชี้วัดหรือประเด็นอย่างน้อยหนึ่งเรื่อง ใส่หมายเลขตัวชี้วัดและรหัสข้อคำถามหลายข้อโดยคั่นด้วยจุลภาค เช่น 1, 3"
    yield "ผู้รับผิดชอบใส่ได้หลายส่วนราชการโดยคั่นด้วยจุลภาค ใช้ชื่อตามรายชื่อด้านล่าง"
    yield f"เพิ่มมาตรการหรือขั้นตอนได้โดยแทรกแถว และเว้น{Field.KEY}ว่างไว้ มาตรการหนึ่งมีได้ไม่เกิน {MAX_STEPS} ขั้นตอน"
    yield "แถวที่ลบออกจากไฟล์จะไม่ลบสิ่งที่บันทึกไว้ หากต้องการลบ ให้ลบที่หน้าของมาตรการ"
    yield "ช่องของขั้นตอนเดิมที่ลบข้อความออก เช่น งบประมาณ จะเป็นช่องว่างหลังนำเข้า"
    yield f"ไม่ต้องแก้{Field.KEY} ซึ่งบอกว่าแถวเป็นของขั้นตอนใดและแผนเปลี่ยนไปหลังดาวน์โหลดหรือไม่"
    yield "บันทึกเป็นไฟล์ .xlsx แล้วนำเข้าในปีงบประมาณเดียวกัน ระบบจะแสดงรายการให้ตรวจสอบก่อนบันทึก"
