"""A framework as plain values: what a file of ``fixtures/frameworks/`` says, before it is in the database."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from assessments.specs import FrameworkSpec, LevelSpec, framework_spec


@dataclass(frozen=True, slots=True)
class InstrumentData:
    code: str
    name: str
    weight: Decimal
    parts: int


@dataclass(frozen=True, slots=True)
class IndicatorData:
    number: int
    instrument: str
    name: str
    kept: str
    shortfall: str
    remedy: str


@dataclass(frozen=True, slots=True)
class SubIndicatorData:
    code: str
    indicator: int
    name: str


@dataclass(frozen=True, slots=True)
class QuestionData:
    code: str
    indicator: int
    sub_indicator: str
    group: str
    text: str
    text_status: str
    source: str
    finding: str
    remedy: str


@dataclass(frozen=True, slots=True)
class IssueData:
    number: int
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarStepData:
    number: int
    title: str
    actor: str
    start: date
    end: date
    closes_at: datetime | None
    own_duty: bool
    note: str


@dataclass(frozen=True, slots=True)
class FrameworkData:
    """One year's framework (fiscal year in Buddhist Era); `source_hash` is the SHA-256 of its file."""

    fiscal_year: int
    scoreable: bool
    note: str
    source_hash: str
    instruments: tuple[InstrumentData, ...]
    indicators: tuple[IndicatorData, ...]
    sub_indicators: tuple[SubIndicatorData, ...]
    questions: tuple[QuestionData, ...]
    issues: tuple[IssueData, ...]
    levels: tuple[LevelSpec, ...]
    calendar: tuple[CalendarStepData, ...]

    @property
    def spec(self) -> FrameworkSpec:
        """The structure that scoring needs; two frameworks of equal structure have equal specs."""
        return framework_spec(
            fiscal_year=self.fiscal_year,
            scoreable=self.scoreable,
            instruments=[(each.code, each.weight, each.parts) for each in self.instruments],
            indicators=[(each.number, each.instrument) for each in self.indicators],
            questions=[(each.code, each.indicator, each.sub_indicator) for each in self.questions],
            levels=self.levels,
        )
