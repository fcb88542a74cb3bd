"""What an import or a paste would do, before anything is stored: the one frame, whatever is imported. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assessments.importers.reading import Fault


class Effect(StrEnum):
    """What happens to a row; the value is the Thai word."""

    ADDED = "เพิ่ม"
    CHANGED = "แก้ไข"
    CLEARED = "ลบ"
    SAME = "เท่าเดิม"
    #: It is stored and the source does not name it: it stays.
    KEPT = "คงไว้"


@dataclass(frozen=True, slots=True)
class Change:
    """What is stored and what would be, in words; "" is nothing. `label` names the field, where a row has several."""

    before: str
    after: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """Something that would change: its name, where the source has it, and what looks wrong about it then.

    `stored_at` and `stored_by` say who stored what stands now, where that is known.
    """

    words: str
    effect: Effect
    changes: tuple[Change, ...]
    where: str = ""
    checks: tuple[str, ...] = ()
    stored_at: datetime | None = None
    stored_by: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """All that an import would do: rows that change something, how many do not, and what cannot be taken.

    `effects` are those that can occur, `untouched` how many rows have one that changes nothing; `payload` is what the
    button to apply sends back.
    """

    rows: tuple[PreviewRow, ...]
    effects: tuple[Effect, ...]
    untouched: Mapping[Effect, int]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]
    payload: str = ""

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many rows each effect has, in the order of the effects."""
        counted = Counter(row.effect for row in self.rows)
        return [(effect.value, self.untouched.get(effect, counted[effect])) for effect in self.effects]

    @property
    def labelled(self) -> bool:
        """Whether the fields that change have names."""
        return any(change.label for row in self.rows for change in row.changes)
