"""What a file says of a plan: measures with their steps, and every fault with where it stands. Nothing is stored.

A reader turns its source into `RawRow`s, one a step; `plan_read` finds what their texts name. The rows of a measure
carry its number; what the measure itself is called and answers stands on one of them, the others leave it empty.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TypeVar

from accounts.models import Department
from assessments.importers.reading import Fault
from assessments.models import Indicator, Issue, Question
from measures.importers.measure_columns import OF_MEASURE, OF_STEP, Field, key_read
from measures.importers.plan_cells import CellError, CellReader
from measures.periods import Period
from measures.queries.plan_choices import PlanChoices
from measures.verbs.measures import MAX_STEPS

T = TypeVar("T")

NO_MEASURE = "แถวนี้ไม่มีลำดับมาตรการ และไม่มีมาตรการในแถวข้างบน กรุณาใส่ลำดับหรือชื่อมาตรการ"
NO_TITLE = "มาตรการนี้ไม่มีชื่อ กรุณาระบุมาตรการ/โครงการ/กิจกรรม หรือลบแถวนี้"
NO_TEXT = "แถวนี้มีข้อมูลของขั้นตอนแต่ไม่มีขั้นตอนและวิธีการ กรุณาระบุ หรือลบข้อมูลของแถวนี้"
NO_KEY = "อ่านรหัสระบบไม่ได้ กรุณาใช้รหัสเดิมจากไฟล์ที่ดาวน์โหลด หรือเว้นว่างหากเป็นรายการใหม่"
OTHER_KEY = "รหัสระบบเป็นของอีกมาตรการหนึ่ง (เทียบกับ{}) กรุณาตรวจสอบลำดับมาตรการ หรือลบรหัสในเซลล์นี้หากเป็นรายการใหม่"
SAME_KEY = "รหัสระบบซ้ำกับ{} หากเป็นขั้นตอนใหม่ กรุณาลบรหัสในเซลล์นี้"
SAME_NUMBER = "ขั้นตอนที่ {} ซ้ำกับ{} กรุณาแก้ลำดับ หรือเว้นว่างเพื่อให้ต่อจากแถวข้างบน"
DIFFERS = "ไม่ตรงกับ{} ซึ่งเป็นมาตรการเดียวกัน กรุณาแก้ให้ตรงกันหรือเว้นว่าง หากเป็นอีกมาตรการหนึ่ง กรุณาใช้ลำดับมาตรการที่ไม่ซ้ำ"
TOO_MANY = f"มาตรการนี้มีเกิน {MAX_STEPS} ขั้นตอน กรุณาแยกเป็นหลายมาตรการ"


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as the source has it: the cleaned texts of its cells, and where each field of the table stands, in Thai.

    `order` counts the rows of the source; `faults` are what the reader itself found wrong, in the cells `unread`.
    """

    order: int
    where: str
    texts: Mapping[Field, str]
    places: Mapping[Field, str]
    unread: frozenset[Field] = frozenset()
    faults: tuple[Fault, ...] = ()

    def text(self, each: Field) -> str:
        return self.texts.get(each, "")

    def has(self, fields: Iterable[Field]) -> bool:
        """Whether one of the fields says something."""
        return any(self.text(each) or each in self.unread for each in fields)


@dataclass(frozen=True, slots=True)
class StepRead:
    """A step. `key` is the stored step's; `told` are the fields that the source has a column for and could be read."""

    where: str
    number: int | None
    key: int | None
    told: frozenset[Field]
    text: str
    departments: tuple[Department, ...]
    when: Period
    supervision: str
    budget: Decimal | None


@dataclass(frozen=True, slots=True)
class MeasureRead:
    """A measure with its steps in order; `told` as in a step, `wrong` are the fields that could not be read.

    `key` and `version` are those of the stored measure when it was taken away.
    """

    where: str
    number: int | None
    key: int | None
    version: int | None
    told: frozenset[Field]
    wrong: frozenset[Field]
    title: str
    indicators: tuple[Indicator, ...]
    issue: Issue | None
    questions: tuple[Question, ...]
    steps: tuple[StepRead, ...]


@dataclass(frozen=True, slots=True)
class PlanReading:
    """What was read, in the order of the numbers, with all faults and remarks."""

    measures: tuple[MeasureRead, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...] = ()


def plan_read(rows: Iterable[RawRow], choices: PlanChoices) -> PlanReading:
    """Reads rows into measures and steps.

    Raises nothing of its own: whatever is wrong with a row is among the faults, all of them at once.
    """
    reader = _PlanReader(CellReader(choices))
    for row in rows:
        reader.add(row)
    measures = tuple(reader.measures())
    faults = sorted(reader.faults, key=lambda each: each[0])
    return PlanReading(measures, tuple(fault for _, fault in faults))


@dataclass(slots=True)
class _Draft:
    """A measure while its rows are gathered. `said` is the row that says what it is called and answers."""

    number: int | None
    place: tuple[int, int]
    first: RawRow
    said: RawRow | None = None
    key: int | None = None
    version: int | None = None
    steps: list[tuple[int, StepRead]] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)
    last_number: int = 0


class _PlanReader:
    """Gathers rows into drafts, then reads what each says. `faults` stand with the order of their rows."""

    def __init__(self, cells: CellReader) -> None:
        self.cells = cells
        self.faults: list[tuple[int, Fault]] = []
        self._drafts: list[_Draft] = []
        self._above: _Draft | None = None
        self._by_number: dict[int, _Draft] = {}
        self._by_key: dict[int, _Draft] = {}
        self._step_keys: dict[int, str] = {}
        self._wrong: set[tuple[int, Field]] = set()

    def add(self, row: RawRow) -> None:
        """Takes a row in which something stands."""
        self.faults += [(row.order, fault) for fault in row.faults]
        if not row.has((*OF_MEASURE, *OF_STEP)) and row.text(Field.KEY):
            return  # what the row said was emptied: what is stored stays
        draft = self._draft(row)
        if draft is None:
            return
        self._above = draft
        step_key = self._key(row, draft)
        if row.has(OF_MEASURE):
            self._answers(row, draft)
        if row.has(OF_STEP):
            self._step(row, draft, step_key)

    def measures(self) -> Iterator[MeasureRead]:
        """What was gathered, in the order of the numbers."""
        for draft in sorted(self._drafts, key=lambda each: each.place):
            if draft.key is None and (draft.said is None or not draft.said.has([Field.TITLE])):
                self._fault(draft.first, Field.TITLE, NO_TITLE)
            else:
                yield self._measure(draft)

    def _draft(self, row: RawRow) -> _Draft | None:
        """The measure that the row belongs to; None where that cannot be told."""
        number = self._read(row, Field.NUMBER, self.cells.number, None)
        if Field.NUMBER in row.unread or (number is None and row.text(Field.NUMBER)):
            return None
        above = self._above
        if number is not None and number in self._by_number:
            return self._by_number[number]
        if number is None and above and not _begins_another(row, above):
            return above
        if number is None and not row.has(OF_MEASURE):
            self._fault(row, Field.NUMBER, NO_MEASURE)
            return None
        before = above.place[0] if above else 0
        draft = _Draft(number, (before if number is None else number, len(self._drafts)), row)
        self._drafts.append(draft)
        if number is not None:
            self._by_number[number] = draft
        return draft

    def _key(self, row: RawRow, draft: _Draft) -> int | None:
        """The stored step of the row; its measure is noted."""
        key = key_read(row.text(Field.KEY))
        if key is None:
            if row.text(Field.KEY):
                self._fault(row, Field.KEY, NO_KEY)
            return None
        measure, version, step = key
        if draft.key not in {None, measure} or self._by_key.setdefault(measure, draft) is not draft:
            other = self._by_key.get(measure, draft)
            self._fault(row, Field.KEY, OTHER_KEY.format((draft if other is draft else other).first.where))
            return None
        draft.key, draft.version = measure, version
        if step in self._step_keys:
            self._fault(row, Field.KEY, SAME_KEY.format(self._step_keys[step]))
            return None
        if step is not None:
            self._step_keys[step] = row.where
        return step

    def _answers(self, row: RawRow, draft: _Draft) -> None:
        """Notes the row that says what the measure is; another may say the same once more."""
        if draft.said is None or (not draft.said.text(Field.TITLE) and row.text(Field.TITLE)):
            draft.said = row
            return
        for each in OF_MEASURE:
            if row.text(each) not in {"", draft.said.text(each)}:
                self._fault(row, each, DIFFERS.format(draft.said.where))

    def _step(self, row: RawRow, draft: _Draft, key: int | None) -> None:
        number = self._read(row, Field.STEP_NUMBER, self.cells.number, None)
        if number in draft.numbers:
            self._fault(row, Field.STEP_NUMBER, SAME_NUMBER.format(number, draft.numbers[number]))
        elif number is not None:
            draft.numbers[number] = row.where
        draft.last_number = number or draft.last_number
        if not row.has([Field.TEXT]):
            self._fault(row, Field.TEXT, NO_TEXT)
        elif len(draft.steps) == MAX_STEPS:
            self._fault(row, Field.TEXT, TOO_MANY)
        step = StepRead(
            where=row.where,
            number=number,
            key=key,
            told=frozenset(),
            text=self._read(row, Field.TEXT, self.cells.text, ""),
            departments=self._read(row, Field.DEPARTMENTS, self.cells.departments, ()),
            when=self._read(row, Field.PERIOD, self.cells.period, Period()),
            supervision=self._read(row, Field.SUPERVISION, self.cells.text, ""),
            budget=self._read(row, Field.BUDGET, self.cells.budget, None),
        )
        step = replace(step, told=self._told(row))
        draft.steps.append((draft.last_number, step))

    def _measure(self, draft: _Draft) -> MeasureRead:
        """What the rows say; where none has a title, empty cells say nothing."""
        said = draft.said or RawRow(draft.first.order, draft.first.where, {}, {})
        found = MeasureRead(
            where=said.where,
            number=draft.number,
            key=draft.key,
            version=draft.version,
            told=frozenset(),
            wrong=frozenset(),
            title=self._read(said, Field.TITLE, self.cells.title, ""),
            indicators=self._read(said, Field.INDICATORS, self.cells.indicators, ()),
            issue=self._read(said, Field.ISSUE, self.cells.issue, None),
            questions=self._read(said, Field.QUESTIONS, self.cells.questions, ()),
            steps=tuple(step for _, step in sorted(draft.steps, key=lambda each: each[0])),
        )
        told = self._told(said)
        wrong = frozenset(said.places) - told
        return replace(found, told=told if said.text(Field.TITLE) else frozenset(filter(said.text, told)), wrong=wrong)

    def _told(self, row: RawRow) -> frozenset[Field]:
        """The fields of a row that could be read."""
        return frozenset(each for each in row.places if each not in row.unread and (row.order, each) not in self._wrong)

    def _read(self, row: RawRow, each: Field, read: Callable[[str], T], otherwise: T) -> T:
        """What a cell names; `otherwise` where it cannot be taken, which is among the faults then."""
        if each not in row.places or each in row.unread:
            return otherwise
        try:
            return read(row.text(each))
        except CellError as error:
            self._fault(row, each, str(error))
            self._wrong.add((row.order, each))
            return otherwise

    def _fault(self, row: RawRow, each: Field, words: str) -> None:
        self.faults.append((row.order, Fault(row.places.get(each, row.where), words)))


def _begins_another(row: RawRow, above: _Draft) -> bool:
    """Whether a row without a number begins a measure: it has a title, and not the one above."""
    title = row.text(Field.TITLE)
    return bool(title) and above.said is not None and title != above.said.text(Field.TITLE)
