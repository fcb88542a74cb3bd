"""What a file, a workbook or a pasted text says of a year's figures: the one frame of all score importers.

A reader turns its source into `RawScore` rows; `figures_read` finds their places, reads their scores, and gathers every
fault with where it stands. Nothing is stored here: a person sees the preview first (`assessments.previews`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from accounts.errors import UserError
from assessments.codes import CodeError, Place, place_name, place_read, score_checked, score_read
from assessments.importers.reading import Fault
from assessments.scoring import FrameworkSpec
from thaitext.numbers import UnreadableNumber
from thaitext.words import clean

#: What says that a figure is to be taken back; an empty score says nothing.
CLEARED = ("-", "–")

NO_CODE = "แถวนี้มีคะแนนแต่ไม่มีรหัส กรุณาใส่รหัส เช่น i1"


@dataclass(frozen=True, slots=True)
class RawScore:
    """One score as the source has it. `where` says in Thai where it stands: "แถว 3", "แผ่นงาน IIT เซลล์ D5".

    `fault` is a Thai sentence where the reader itself found it wrong, `remark` one that a person should know.
    """

    where: str
    code: str
    part: str
    score: str
    fault: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FileRows:
    """What a file has: its scores, and remarks on what was not read."""

    rows: tuple[RawScore, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreReading:
    """What was read: figures by place (None: to be taken back) and where each stands, all faults, all remarks."""

    figures: Mapping[Place, Decimal | None]
    wheres: Mapping[Place, str]
    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]

    def sound(self) -> Mapping[Place, Decimal | None]:
        """The figures, where nothing is wrong. Raises UserError with every fault at once."""
        if self.faults:
            raise UserError(*map(str, self.faults))
        return self.figures

    def or_refused(self, sentence: str) -> Self:
        """The reading itself. Raises UserError with the sentence where it has neither a figure nor a fault."""
        if not self.figures and not self.faults:
            raise UserError(sentence)
        return self


def figures_read(rows: Iterable[RawScore], spec: FrameworkSpec) -> ScoreReading:
    """Reads rows into figures; a row without a score says nothing, "-" takes the stored figure back.

    Raises nothing of its own: whatever is wrong with a row is among the faults, all of them at once.
    """
    figures: dict[Place, Decimal | None] = {}
    wheres: dict[Place, str] = {}
    faults: list[Fault] = []
    remarks: list[str] = []
    for row in rows:
        try:
            place = _place(row, spec)
            if place in wheres:
                raise CodeError(f"{place_name(place)} ซ้ำกับ{wheres[place]} กรุณาเหลือไว้แห่งเดียว")
            wheres[place] = row.where
            score = score_read(row.score)
            if score is not None:
                figures[place] = score_checked(place, score, spec)
            elif clean(row.score) in CLEARED:
                figures[place] = None
        except (CodeError, UnreadableNumber) as error:
            faults.append(Fault(row.where, str(error)))
        else:
            if row.remark:
                remarks.append(f"{row.where}: {row.remark}")
    return ScoreReading(figures, {place: wheres[place] for place in figures}, tuple(faults), tuple(remarks))


def _place(row: RawScore, spec: FrameworkSpec) -> Place:
    if row.fault or not row.code.strip():
        raise CodeError(row.fault or NO_CODE)
    return place_read(row.code, row.part, spec)
