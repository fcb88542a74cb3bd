"""What an import would do to a plan: which stored measure and step each row is, and what would change. Pure.

A row is the stored one that its key names; without a key the one of the same measure's title or step's text, so that a
file that is brought twice changes nothing the second time. What the file does not name stays, in its place.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from assessments.importers.reading import Fault
from assessments.previews import Change, Effect, Preview, PreviewRow
from measures.importers.measure_columns import Field
from measures.importers.plan_reading import MeasureRead, PlanReading, StepRead
from measures.models import Measure, Step
from measures.period_texts import period_written
from measures.periods import Period
from measures.plan_words import list_words, names_words
from measures.queries import Plan, PlanStep
from measures.verbs.measures import MAX_STEPS, StepData
from measures.verbs.plan_import import MeasureRow
from measures.wording import baht
from thaitext.words import clean, quote

T = TypeVar("T")
R = TypeVar("R", MeasureRead, StepRead)
#: A stored step or a new one, and what becomes of it.
StepRow: TypeAlias = tuple[Step | None, StepData | None]

EFFECTS = (Effect.ADDED, Effect.CHANGED, Effect.SAME, Effect.KEPT)
#: So many things that the file does not name are listed.
KEPT_SHOWN = 10

GONE = "มาตรการนี้ถูกลบหลังจากดาวน์โหลดไฟล์ หากยังต้องการ กรุณาลบรหัสระบบในทุกแถวของมาตรการนี้เพื่อเพิ่มใหม่ หากไม่ต้องการ กรุณาลบแถวนี้"
STEP_GONE = "ขั้นตอนนี้ถูกลบหลังจากดาวน์โหลดไฟล์ หากยังต้องการ กรุณาลบรหัสระบบในแถวนี้เพื่อเพิ่มใหม่ หากไม่ต้องการ กรุณาลบแถวนี้"
STEP_ELSEWHERE = "ขั้นตอนนี้เป็นของอีกมาตรการหนึ่ง ย้ายข้ามมาตรการไม่ได้ กรุณาใส่ลำดับมาตรการเดิม หรือลบรหัสระบบเพื่อเพิ่มเป็นขั้นตอนใหม่"
NO_ANSWERS = "มาตรการต้องตอบตัวชี้วัดหรือประเด็นอย่างน้อยหนึ่งเรื่อง กรุณาใส่หมายเลขตัวชี้วัดหรือประเด็น"
TOO_MANY = f"มาตรการนี้จะมีเกิน {MAX_STEPS} ขั้นตอนเมื่อรวมกับที่บันทึกไว้ กรุณาแยกเป็นหลายมาตรการ"
STALE = "มีผู้แก้ไขมาตรการนี้หลังจากดาวน์โหลดไฟล์"


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """What the import would do, and the plan as it would be.

    `asks_outside`: a step would get days outside the action year. `asks_stale`: the file would put older values in the
    place of what somebody changed since it was taken away.
    """

    preview: Preview
    rows: tuple[MeasureRow, ...]
    asks_outside: bool
    asks_stale: bool


def plan_preview(plan: Plan, reading: PlanReading, payload: str = "") -> PlanPreview:
    """What the reading would do to the plan as it stands."""
    return _Comparison(plan, reading).made(payload)


class _Comparison:
    """Goes through the file's measures beside those of the plan."""

    def __init__(self, plan: Plan, reading: PlanReading) -> None:
        self.plan = plan
        self.reading = reading
        self.stored = {measure.pk: (measure, steps) for measure, steps in plan.measures}
        self.places = {pk: place for place, pk in enumerate(self.stored, 1)}
        self.step_keys = {step.step.pk for step in plan.steps}
        self.faults: list[Fault] = []
        self.shown: list[PreviewRow] = []
        self.same = self.kept = 0
        self.kept_names: list[str] = []
        self.asks_stale = False

    def made(self, payload: str) -> PlanPreview:
        rows = list(self._rows())
        self._order([row.measure for row in rows if row.measure])
        preview = Preview(
            rows=tuple(self.shown),
            effects=EFFECTS,
            untouched={Effect.SAME: self.same, Effect.KEPT: self.kept},
            faults=(*self.reading.faults, *self.faults),
            remarks=(*self.reading.remarks, *self._kept_remark()),
            payload=payload,
        )
        asks_outside = any(row.outside(self.plan.action_year) for row in rows)
        return PlanPreview(preview, tuple(rows), asks_outside, self.asks_stale)

    def _rows(self) -> Iterator[MeasureRow]:
        titles = {pk: clean(measure.title) for pk, (measure, _) in self.stored.items()}
        found = _matched(self.reading.measures, titles, lambda read: read.title)
        for pk, read in _in_order(list(self.stored), list(zip(found, self.reading.measures, strict=True))):
            if read is None:
                yield self._kept(*self.stored[pk or 0])
            elif pk is None and read.key is not None:
                self.faults.append(Fault(read.where, GONE))
            else:
                measure, steps = self.stored.get(pk or 0, (None, ()))
                yield self._compared(read, measure, steps)

    def _kept(self, measure: Measure, steps: Sequence[PlanStep]) -> MeasureRow:
        """A measure that the file does not name."""
        self.kept += 1 + len(steps)
        self.kept_names.append(f"มาตรการที่ {self.places[measure.pk]} {quote(measure.title)}")
        return _row(measure, None, [(step.step, None) for step in steps])

    def _compared(self, read: MeasureRead, measure: Measure | None, steps: Sequence[PlanStep]) -> MeasureRow:
        number = read.number or (self.places[measure.pk] if measure else None)
        name = f"มาตรการที่ {number}" if number else "มาตรการใหม่"
        checks = [STALE] if measure and read.version not in {None, measure.version} else []
        row = _row(measure, read, [])
        if not row.indicators and row.issue is None and not read.wrong & {Field.INDICATORS, Field.ISSUE}:
            self.faults.append(Fault(read.where, NO_ANSWERS))
        changes = _changes(_measure_words(_row(measure, None, [])) if measure else {}, _measure_words(row))
        self._show(f"{name} {quote(row.title)}", read.where, changes, is_new=measure is None, checks=checks)
        done = self._steps(name, read, steps, checks)
        if len(done) > MAX_STEPS:
            self.faults.append(Fault(read.where, TOO_MANY))
        is_reordered = self._step_order(name, read.where, [each.step.pk for each in steps], done)
        is_overwritten = bool(changes) or is_reordered or any(step and data for step, data in done)
        self.asks_stale = self.asks_stale or (bool(checks) and is_overwritten)
        is_changed = is_overwritten or any(data for _, data in done)
        return replace(row, steps=done, changed=is_changed)

    def _steps(self, name: str, read: MeasureRead, steps: Sequence[PlanStep], checks: list[str]) -> list[StepRow]:
        """The steps of a measure as they would be, in their order."""
        stored = {step.step.pk: step for step in steps}
        texts = {pk: clean(step.step.text) for pk, step in stored.items()}
        found = _matched(read.steps, texts, lambda step: step.text)
        done: list[StepRow] = []
        for number, (pk, step) in enumerate(_in_order(list(stored), list(zip(found, read.steps, strict=True))), 1):
            if step is None:
                kept = stored[pk or 0].step
                self.kept += 1
                self.kept_names.append(f"{name} ขั้นตอนที่ {number} {quote(kept.text)}")
                done.append((kept, None))
            elif pk is None and step.key is not None:
                self.faults.append(Fault(step.where, STEP_ELSEWHERE if step.key in self.step_keys else STEP_GONE))
            else:
                words = f"{name} ขั้นตอนที่ {number} {quote(step.text)}"
                done.append(self._step(words, step, stored.get(pk or 0), checks))
        return done

    def _step(self, name: str, read: StepRead, stored: PlanStep | None, checks: list[str]) -> StepRow:
        data = _step_data(read, stored)
        before = _step_words(_stored_data(stored)) if stored else {}
        changes = _changes(before, _step_words(data))
        checks = list(checks) if stored else []
        if data.when.outside(self.plan.action_year) and not (stored and stored.step.when == data.when):
            checks.append(f"มีวันที่อยู่นอกปีงบประมาณ {self.plan.action_year}")
        if stored and stored.reports:
            checks.append(f"มีรายงานความก้าวหน้าแล้ว {len(stored.reports)} ครั้ง ซึ่งยังคงอยู่")
        self._show(name, read.where, changes, is_new=stored is None, checks=checks)
        return (stored.step if stored else None), (data if changes or stored is None else None)

    def _show(self, name: str, where: str, changes: list[Change], *, is_new: bool, checks: list[str]) -> None:
        """Adds the row of something that changes; what is new is told in one cell."""
        if not changes and not is_new:
            self.same += 1
            return
        if is_new:
            changes = [Change("", "\n".join(f"{change.label}: {change.after}" for change in changes))]
        effect = Effect.ADDED if is_new else Effect.CHANGED
        self.shown.append(PreviewRow(name, effect, tuple(changes), where, tuple(checks)))

    def _step_order(self, name: str, where: str, before: list[int], done: Sequence[StepRow]) -> bool:
        """Tells whether stored steps would change places among themselves."""
        after = [step.pk for step, _ in done if step]
        numbers = {pk: number for number, pk in enumerate((pk for pk in before if pk in set(after)), 1)}
        if after == list(numbers):
            return False
        change = Change(list_words(numbers.values()), list_words(numbers[pk] for pk in after), "ลำดับขั้นตอน")
        self.shown.append(PreviewRow(name, Effect.CHANGED, (change,), where))
        return True

    def _order(self, measures: Sequence[Measure]) -> None:
        """Tells of measures that would change places."""
        named = [self.places[measure.pk] for measure in measures]
        if named != sorted(named):
            change = Change(list_words(sorted(named)), list_words(named), "ลำดับมาตรการ")
            self.shown.append(PreviewRow("ลำดับของแผน", Effect.CHANGED, (change,)))

    def _kept_remark(self) -> Iterator[str]:
        names = self.kept_names
        if names:
            more = f" และอีก {len(names) - KEPT_SHOWN} รายการ" if len(names) > KEPT_SHOWN else ""
            yield (
                f"ไม่มีในไฟล์ จึงคงไว้ตามเดิม: {', '.join(names[:KEPT_SHOWN])}{more} "
                "การนำเข้าไม่ลบรายการใด หากต้องการลบ กรุณาลบที่หน้าของมาตรการ"
            )


def _matched(reads: Sequence[R], texts: Mapping[int, str], text_of: Callable[[R], str]) -> list[int | None]:
    """The stored key of each thing read: the one that it names, else the first free one of the same text."""
    claimed = {read.key for read in reads if read.key is not None}
    free: dict[str, list[int]] = {}
    for key, text in texts.items():
        if key not in claimed:
            free.setdefault(text, []).append(key)
    return [
        (read.key if read.key in texts else None)
        if read.key is not None
        else (free[text].pop(0) if free.get(text := text_of(read)) else None)
        for read in reads
    ]


def _in_order(stored: Sequence[int], found: Sequence[tuple[int | None, T]]) -> list[tuple[int | None, T | None]]:
    """What was found in its order, with each stored thing that was not found behind the one that stood before it."""
    placed: list[tuple[int | None, T | None]] = list(found)
    named = {key for key, _ in found}
    before: int | None = None
    for key in stored:
        if key not in named:
            at = next((place for place, (other, _) in enumerate(placed, 1) if other == before), 0) if before else 0
            placed.insert(at, (key, None))
        before = key
    return placed


def _row(measure: Measure | None, read: MeasureRead | None, steps: Sequence[StepRow]) -> MeasureRow:
    """The measure as it would be, not changed yet: what the file does not tell stays."""
    told = read.told if read else frozenset[Field]()
    before = _Answers(measure)
    return MeasureRow(
        measure=measure,
        changed=False,
        title=read.title if read and Field.TITLE in told else before.title,
        indicators=read.indicators if read and Field.INDICATORS in told else before.indicators,
        issue=read.issue if read and Field.ISSUE in told else before.issue,
        questions=read.questions if read and Field.QUESTIONS in told else before.questions,
        steps=steps,
    )


class _Answers:
    """What a stored measure is called and answers; nothing of one that is not stored."""

    def __init__(self, measure: Measure | None) -> None:
        self.title = measure.title if measure else ""
        self.indicators = tuple(measure.indicators.all()) if measure else ()
        self.issue = measure.issue if measure else None
        self.questions = tuple(measure.questions.all()) if measure else ()


def _stored_data(stored: PlanStep) -> StepData:
    step = stored.step
    return StepData(step.text, stored.departments, step.when, step.supervision, step.budget, step.assignee)


def _step_data(read: StepRead, stored: PlanStep | None) -> StepData:
    """The step as it would be: what the file does not tell stays, as does whoever sees to it."""
    data = StepData(read.text, read.departments, read.when, read.supervision, read.budget)
    if stored is None:
        return data
    before = _stored_data(stored)
    return replace(
        data,
        text=data.text if Field.TEXT in read.told else before.text,
        when=data.when if Field.PERIOD in read.told else before.when,
        departments=data.departments if Field.DEPARTMENTS in read.told else before.departments,
        supervision=data.supervision if Field.SUPERVISION in read.told else before.supervision,
        budget=data.budget if Field.BUDGET in read.told else before.budget,
        assignee=before.assignee,
    )


def _measure_words(row: MeasureRow) -> dict[str, str]:
    questions = sorted(row.questions, key=lambda each: each.order)
    return {
        "มาตรการ": row.title,
        "ตัวชี้วัด": list_words(sorted(each.number for each in row.indicators)),
        "ประเด็น": str(row.issue or ""),
        "ข้อคำถาม": list_words(questions),
    }


def _step_words(data: StepData) -> dict[str, str]:
    return {
        "ขั้นตอน": data.text,
        "ผู้รับผิดชอบ": names_words(each.name for each in data.departments),
        "ระยะเวลา": period_written(data.when) if data.when != Period() else "",
        "กำกับติดตาม": data.supervision,
        "งบประมาณ": "" if data.budget is None else f"{baht(data.budget)} บาท",
    }


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """The fields that differ, by how they are written."""
    return [
        Change(before.get(label, ""), words, label)
        for label, words in after.items()
        if clean(before.get(label, "")) != clean(words)
    ]
