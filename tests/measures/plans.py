"""Plans as workbooks for tests: taken away, changed, read again."""

import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from accounts.models import Municipality, Role
from assessments.queries import framework_get
from measures.exporters.measure_xlsx import PLAN, plan_workbook
from measures.importers.measure_columns import Field
from measures.importers.measure_xlsx import plan_file_read
from measures.importers.plan_reading import PlanReading
from measures.models import Measure
from measures.periods import Period
from measures.plan_previews import PlanPreview, plan_preview
from measures.queries import plan_get
from measures.queries.plan_choices import PlanChoices, plan_choices_get
from measures.verbs.measures import StepData, measure_create
from measures.verbs.plan_import import plan_import
from tests.factories import department, framework, measure, member

#: Where the table of a plan's workbook has its heads.
HEAD_ROW = 4


#: A measure with a step, as an officer fills them into a row.
NEW = {Field.TITLE: "เผยแพร่คู่มือ", Field.INDICATORS: "2", Field.TEXT: "จัดทำคู่มือ", Field.PERIOD: "ไตรมาส 1"}
QUARTERS = Period(quarters=(1, 4))


def planned(place: Municipality) -> Measure:
    """A plan of 2569: a measure with three steps, in rows 1 to 3, which is returned; and one with a step, in row 4."""
    units = [department(place, "กองคลัง"), department(place, "กองช่าง")]
    steps = [
        StepData("ตั้งคณะทำงาน", units, QUARTERS, "รายงานนายก", Decimal(5000), member(place, Role.STAFF)),
        StepData("ตรวจ", units[:1], QUARTERS),
        StepData("สรุปผล", [], QUARTERS),
    ]
    first = measure(place, steps=steps)
    measure_create(
        municipality=place, action_year=2569, title="อบรม", indicators=[framework(2568).indicators[5]],
        steps=[StepData("จัดอบรม", [], QUARTERS)],
    )  # fmt: skip
    return first


def choices(place: Municipality, action_year: int = 2569) -> PlanChoices:
    return plan_choices_get(place, framework_get(action_year - 1))


def taken(place: Municipality, action_year: int = 2569) -> bytes:
    """The plan's workbook as it is downloaded."""
    return plan_workbook(plan_get(place, action_year), choices(place, action_year))


def opened(raw: bytes) -> tuple[Workbook, Worksheet]:
    """A workbook and its sheet of the plan."""
    book = load_workbook(io.BytesIO(raw))
    return book, book[PLAN]


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def columns(sheet: Worksheet, head_row: int = HEAD_ROW) -> dict[str, str]:
    """The letter of each column by its head."""
    return {str(cell.value): cell.column_letter for cell in sheet[head_row] if cell.value}


def changed(raw: bytes, changes: Mapping[tuple[int, Field], object]) -> bytes:
    """The workbook with other values; rows count from 1 below the heads."""
    book, sheet = opened(raw)
    letters = columns(sheet)
    for (row, field), value in changes.items():
        sheet[f"{letters[field]}{HEAD_ROW + row}"] = value  # type: ignore[assignment]  # openpyxl says what it takes
    return saved(book)


def without(raw: bytes, *rows: int) -> bytes:
    """The workbook without some rows, counted from 1 below the heads."""
    book, sheet = opened(raw)
    for row in sorted(rows, reverse=True):
        sheet.delete_rows(HEAD_ROW + row)
    return saved(book)


def own(*rows: Mapping[Field, object], fields: Iterable[Field] | None = None) -> bytes:
    """A workbook that is not the portal's: the heads in row 1, the rows below."""
    heads = list(fields or dict.fromkeys(field for row in rows for field in row))
    return table([heads, *[[row.get(field) for field in heads] for row in rows]])


def table(rows: Iterable[Sequence[object]], title: str = PLAN) -> bytes:
    """A workbook of one sheet with these rows."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append([str(value) if isinstance(value, Field) else value for value in row])
    return saved(book)


def values(raw: bytes) -> list[dict[str, object]]:
    """The rows of the plan's table that have something in them, by the heads; keys and empty cells left out."""
    _, sheet = opened(raw)
    heads = {number: str(cell.value) for number, cell in enumerate(sheet[HEAD_ROW]) if cell.value in set(Field)}
    rows: list[dict[str, object]] = [
        {heads[n]: cell for n, cell in enumerate(row) if n in heads and cell is not None and heads[n] != Field.KEY}
        for row in sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    ]
    return [row for row in rows if row]


def read(place: Municipality, raw: bytes, action_year: int = 2569) -> PlanReading:
    return plan_file_read(raw, choices(place, action_year))


def faults(place: Municipality, raw: bytes) -> list[str]:
    return [str(fault) for fault in compared(place, raw).preview.faults]


def compared(place: Municipality, raw: bytes, action_year: int = 2569) -> PlanPreview:
    """What the file would do to the plan."""
    return plan_preview(plan_get(place, action_year), read(place, raw, action_year))


def shown(found: PlanPreview) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """The rows of a preview: name, effect, and each field with its old and new value."""
    return [
        (row.words, row.effect.value, [(each.label, each.before, each.after) for each in row.changes])
        for row in found.preview.rows
    ]


def counts(found: PlanPreview) -> dict[str, int]:
    return dict(found.preview.counts)


def imported(place: Municipality, raw: bytes, **more: bool) -> PlanPreview:
    """Stores what a file says, as the button of its preview does."""
    found = compared(place, raw)
    assert found.preview.faults == ()
    plan_import(
        municipality=place, action_year=2569, rows=found.rows, seen=plan_get(place, 2569).mark, **more
    )  # fmt: skip
    return found


def texts(place: Municipality) -> list[tuple[str, list[str]]]:
    """The plan in its order: titles with the texts of their steps."""
    return [(row.title, [step.step.text for step in steps]) for row, steps in plan_get(place, 2569).measures]
