"""What an import or a paste would do, before anything is stored. Pure: a sheet and a reading in, rows to show out."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.codes import Place, figures_evaluated, place_key
from assessments.importers.score_reading import Fault, ScoreReading
from assessments.queries import ScoreSheet, SheetCell
from assessments.score_checks import Check, score_checks


class Effect(StrEnum):
    """What happens to a figure; the value is the Thai word."""

    ADDED = "เพิ่ม"
    CHANGED = "แก้ไข"
    CLEARED = "ลบ"
    SAME = "เท่าเดิม"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A figure with what is stored and what would be, where the source has it, and what looks wrong about it then."""

    cell: SheetCell
    after: Decimal | None
    where: str
    effect: Effect
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """All that an import would do: rows that change something, how many do not, and what cannot be taken."""

    rows: tuple[PreviewRow, ...]
    same: int
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many figures each effect has, in the order of the effects."""
        counted = Counter(row.effect for row in self.rows)
        return [(effect.value, self.same if effect is Effect.SAME else counted[effect]) for effect in Effect]

    @property
    def figures(self) -> str:
        """The changes with the versions that the person saw, as JSON: what the button to apply sends back."""
        return json.dumps([[row.cell.key, _text(row.after), row.cell.version] for row in self.rows])


def preview_of(sheet: ScoreSheet, reading: ScoreReading) -> Preview:
    """What the reading would do to the sheet."""
    checks = _checks_after(sheet, reading.figures)
    rows, same = [], 0
    for place, after in reading.figures.items():
        cell = sheet.cells[place_key(place)]
        effect = _effect(cell.value, after)
        if effect is Effect.SAME:
            same += 1
        else:
            own = tuple(check for check in checks if check.concerns(cell.key))
            rows.append(PreviewRow(cell, after, reading.wheres.get(place, ""), effect, own))
    return Preview(tuple(rows), same, reading.faults, reading.remarks)


def _effect(before: Decimal | None, after: Decimal | None) -> Effect:
    if before == after:
        return Effect.SAME
    if before is None:
        return Effect.ADDED
    return Effect.CLEARED if after is None else Effect.CHANGED


def _checks_after(sheet: ScoreSheet, figures: Mapping[Place, Decimal | None]) -> tuple[Check, ...]:
    """What would look wrong once the figures were stored."""
    spec = sheet.framework.spec
    after = {cell.place: cell.value for cell in sheet.cells.values()} | dict(figures)
    last_year = {cell.place: cell.last_year for cell in sheet.cells.values() if cell.last_year is not None}
    return score_checks(spec, figures_evaluated(spec, after), last_year)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
