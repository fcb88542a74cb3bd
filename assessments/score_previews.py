"""What an import or a paste of scores would do. Pure: a sheet and a reading in, rows to show out."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from assessments.codes import Place, figures_evaluated, place_key
from assessments.importers.score_reading import ScoreReading
from assessments.previews import Change, Effect, Preview, PreviewRow
from assessments.queries import ScoreSheet, SheetCell
from assessments.score_checks import Check, score_checks
from thaitext.numbers import plain_score

_EFFECTS = (Effect.ADDED, Effect.CHANGED, Effect.CLEARED, Effect.SAME)


def preview_of(sheet: ScoreSheet, reading: ScoreReading) -> Preview:
    """What the reading would do to the sheet.

    The payload has the changes with the versions that the person saw, as JSON: `assessments.forms.ApplyForm` reads it.
    """
    checks = _checks_after(sheet, reading.figures)
    rows, changed = [], []
    for place, after in reading.figures.items():
        cell = sheet.cells[place_key(place)]
        if cell.value != after:
            rows.append(_row(cell, after, reading.wheres.get(place, ""), checks))
            changed.append([cell.key, None if after is None else f"{after:f}", cell.version])
    same = {Effect.SAME: len(reading.figures) - len(rows)}
    return Preview(tuple(rows), _EFFECTS, same, reading.faults, reading.remarks, json.dumps(changed))


def _row(cell: SheetCell, after: Decimal | None, where: str, checks: Sequence[Check]) -> PreviewRow:
    effect = Effect.ADDED if cell.value is None else Effect.CLEARED if after is None else Effect.CHANGED
    return PreviewRow(
        words=cell.words,
        effect=effect,
        changes=(Change(cell.typed, plain_score(after)),),
        where=where,
        checks=tuple(check.words for check in checks if check.concerns(cell.key)),
        stored_at=cell.changed_at,
        stored_by=str(cell.changed_by or "ผู้ดูแลระบบ"),
    )


def _checks_after(sheet: ScoreSheet, figures: Mapping[Place, Decimal | None]) -> tuple[Check, ...]:
    """What would look wrong once the figures were stored."""
    spec = sheet.framework.spec
    after = {cell.place: cell.value for cell in sheet.cells.values()} | dict(figures)
    last_year = {cell.place: cell.last_year for cell in sheet.cells.values() if cell.last_year is not None}
    return score_checks(spec, figures_evaluated(spec, after), last_year)
