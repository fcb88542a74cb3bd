"""The pages of the score grid: one an instrument and one for the official figures, row by row as people copy them.

Pure: made from a `ScoreSheet`, shown by templates.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from assessments.codes import Place, place_key
from assessments.models import Indicator, OfficialFigure, Score, TextStatus
from assessments.queries import ScoreSheet, SheetCell
from assessments.score_checks import Check
from assessments.scoring import IndicatorResult, Scored
from assessments.specs import InstrumentSpec

#: The page of the official figures, beside those named after their instruments.
OFFICIAL = "official"
OFFICIAL_TITLE = "คะแนนทางการ"


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else stored in a cell while a person was filling it in."""

    value: Decimal | None
    version: int
    by: str
    at: datetime

    @classmethod
    def of(cls, row: Score | OfficialFigure) -> "Conflict":
        return cls(row.value, row.version, row.changed_by_name, row.changed_at)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person typed into a cell that could not be stored: the text, and why.

    `saw` is what stood in the cell then, as the plain form sends it.
    """

    text: str
    fault: str = ""
    conflict: Conflict | None = None
    saw: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as it is shown: the stored figure, or what a person typed and why it is not stored."""

    cell: SheetCell
    checks: tuple[Check, ...]
    label: str = ""
    entry: Entry | None = None
    remarks: int = 0

    @property
    def text(self) -> str:
        return self.entry.text if self.entry else self.cell.typed

    @property
    def saw(self) -> str:
        """What the plain form sends back as seen: version and figure. After a conflict, the latest: it was shown."""
        if self.entry and self.entry.saw and not self.entry.conflict:
            return self.entry.saw
        return f"{self.cell.version}:{self.cell.typed}"


@dataclass(frozen=True, slots=True)
class GridRow:
    """A question with a cell for each part, or an official figure. `heading` begins a sub-indicator."""

    code: str
    asks: str
    cells: tuple[GridCell, ...]
    confirmed: bool = True
    heading: str = ""
    computed: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GridGroup:
    """An indicator with its questions, or an instrument with its official figures."""

    key: str
    title: str
    rows: tuple[GridRow, ...]
    indicator: Indicator | None = None
    scored: IndicatorResult | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """One page of the sheet: `columns` are the parts' titles, or the one title "คะแนน"."""

    name: str
    title: str
    columns: tuple[str, ...]
    groups: tuple[GridGroup, ...]

    @property
    def width(self) -> int:
        """Columns of the table: code, wording, the cells, last year's figure, and the computed beside an official."""
        return 3 + len(self.columns) + (self.name == OFFICIAL)

    @property
    def unconfirmed(self) -> bool:
        """Whether the wording of any question is not confirmed."""
        return any(not row.confirmed for group in self.groups for row in group.rows)

    @property
    def places(self) -> list[list[Place]]:
        """The places of each column from top to bottom: where a pasted block goes."""
        rows = [row for group in self.groups for row in group.rows]
        return [[row.cells[column].cell.place for row in rows] for column in range(len(self.columns))]

    @property
    def cells(self) -> list[GridCell]:
        return [cell for group in self.groups for row in group.rows for cell in row.cells]

    def moved_by(self, key: str) -> list[GridGroup]:
        """The groups whose figures and checks a change of the figure `key` moves, which stands on this page."""
        if self.name == OFFICIAL:
            return list(self.groups)
        return [group for group in self.groups if any(cell.cell.key == key for row in group.rows for cell in row.cells)]

    def filled(self, entries: Mapping[str, Entry]) -> "Grid":
        """The page with what a person typed, by key, in the place of the stored figures."""

        return self._with(lambda cell: replace(cell, entry=entries.get(cell.cell.key)))

    def remarked(self, counts: Mapping[str, int]) -> "Grid":
        """The page with how many remarks each figure has, by key."""
        return self._with(lambda cell: replace(cell, remarks=counts.get(cell.cell.key, 0)))

    def _with(self, change: Callable[[GridCell], GridCell]) -> "Grid":
        def row_changed(row: GridRow) -> GridRow:
            return replace(row, cells=tuple(map(change, row.cells)))

        groups = tuple(replace(group, rows=tuple(map(row_changed, group.rows))) for group in self.groups)
        return replace(self, groups=groups)


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the grid among the others, with how many of its cells have a figure."""

    name: str
    title: str
    known: int
    expected: int


def grid_tabs(sheet: ScoreSheet) -> list[Tab]:
    """The pages of a year: instruments that have questions which can be scored, then the official figures."""
    tabs = [
        _tab(sheet, each.code, each.code, [key for key, place in _cells(sheet) if _belongs(place, each)])
        for each in _instruments(sheet)
    ]
    official = [key for key, place in sheet.framework.places_by_key.items() if isinstance(place, str)]
    return [*tabs, _tab(sheet, OFFICIAL, OFFICIAL_TITLE, official)]


def grid_of(sheet: ScoreSheet, name: str) -> Grid | None:
    """The page `name`, None where the year has none of that name."""
    builder = _Builder(sheet)
    if name == OFFICIAL:
        return Grid(name, OFFICIAL_TITLE, (OFFICIAL_TITLE,), tuple(builder.official()))
    instrument = next((each for each in _instruments(sheet) if each.code == name), None)
    if instrument is None:
        return None
    columns = tuple(f"ส่วนที่ {part}" for part in instrument.parts) or ("คะแนน",)
    return Grid(name, sheet.framework.instrument_names[name], columns, tuple(builder.questions(instrument)))


@dataclass(frozen=True, slots=True)
class _Builder:
    sheet: ScoreSheet

    def questions(self, instrument: InstrumentSpec) -> Iterator[GridGroup]:
        for spec in instrument.indicators:
            indicator = self.sheet.framework.indicators[spec.number]
            rows, before = [], ""
            for question in self.sheet.framework.questions_of(indicator):
                sub = question.sub_indicator
                heading = f"{sub.code} {sub.name}".strip() if sub and sub.code != before else ""
                before = sub.code if sub else ""
                rows.append(
                    GridRow(
                        code=question.code,
                        asks=question.text,
                        cells=tuple(
                            self.cell((question.code, part), f"ส่วนที่ {part}" if part else "")
                            for part in instrument.parts or (None,)
                        ),
                        confirmed=question.text_status == TextStatus.CONFIRMED,
                        heading=heading,
                    )
                )
            scored = self.sheet.result.indicators[spec.number]
            yield GridGroup(f"indicator-{spec.number}", str(indicator), tuple(rows), indicator, scored)

    def official(self) -> Iterator[GridGroup]:
        result = self.sheet.result
        for instrument in self.sheet.framework.spec.instruments:
            figures: list[Scored] = [result.indicators[each.number] for each in instrument.indicators]
            figures += [result.instruments[key] for key in (instrument.code, *_part_keys(instrument))]
            title = f"{instrument.code} {self.sheet.framework.instrument_names[instrument.code]}"
            rows = tuple(self.figure(scored.place, scored.figure.computed) for scored in figures)
            yield GridGroup(f"official-{instrument.code}", title, rows)
        yield GridGroup("official-total", "คะแนนรวม", (self.figure("total", result.total.figure.computed),))

    def figure(self, key: str, computed: Decimal | None) -> GridRow:
        code = key.removeprefix("indicator-") if key != "total" else "รวม"
        return GridRow(code=code, asks=self.sheet.cells[key].asks, cells=(self.cell(key),), computed=computed)

    def cell(self, place: Place, label: str = "") -> GridCell:
        cell = self.sheet.cells[place_key(place)]
        return GridCell(cell, tuple(self.sheet.checks_of(cell.key)), label)


def page_of(key: str) -> str:
    """The page where the figure `key` stands: questions on their instrument's, all else among the official figures."""
    return {"i": "IIT", "e": "EIT", "o": "OIT"}.get(key[0], OFFICIAL) if key[1:2].isdigit() else OFFICIAL


def _instruments(sheet: ScoreSheet) -> list[InstrumentSpec]:
    spec = sheet.framework.spec
    return [each for each in spec.instruments if spec.scoreable and any(part.questions for part in each.indicators)]


def _cells(sheet: ScoreSheet) -> list[tuple[str, Place]]:
    return list(sheet.framework.places_by_key.items())


def _belongs(place: Place, instrument: InstrumentSpec) -> bool:
    return not isinstance(place, str) and any(place[0] in each.questions for each in instrument.indicators)


def _tab(sheet: ScoreSheet, name: str, title: str, keys: list[str]) -> Tab:
    return Tab(name, title, sum(sheet.cells[key].value is not None for key in keys), len(keys))


def _part_keys(instrument: InstrumentSpec) -> list[str]:
    return [f"{instrument.code}-{part}" for part in instrument.parts]
