"""What is read: a document's texts and the figures, findings and measures behind it, as plain values. Pure.

Rules read a `Manuscript` and nothing else, so that each can be tried on a few lines without a database.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from assessments.scoring import FrameworkSpec, Result
from measures.periods import Period
from thaitext.offices import KINDS

#: The place of what stands below a signature.
SIGNATURE = "ช่องลงนาม"


class Target(StrEnum):
    """What a person typed a text into."""

    FINDING = "finding"
    LIMITATION = "limitation"
    MEASURE = "measure"
    STEP = "step"
    REPORT = "report"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Typed:
    """Where a person typed a text: the row by its key, its field, and the version that was read.

    A finding's row is named by its indicator's number and a limitation's by its issue's: there may be none yet.
    """

    target: Target
    key: int
    field: str
    version: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the document: where it stands in words, the page on which it is mended, and where it was typed."""

    text: str
    place: str
    url: str = ""
    typed: Typed | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What the municipality is called. `kind` is in full: เทศบาลเมือง."""

    kind: str
    proper: str
    province: str = ""
    district: str = ""
    departments: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        return f"{self.kind}{self.proper}"

    @property
    def kind_word(self) -> str:
        """The last word of the kind, which some leave out or write twice: เมือง of เทศบาลเมือง."""
        return self.kind.removeprefix("เทศบาล").removeprefix("องค์การบริหารส่วน")

    @property
    def is_city(self) -> bool:
        """Whether it is one of the three kinds of เทศบาล."""
        return self.kind.startswith("เทศบาล")

    @property
    def spellings(self) -> tuple[str, ...]:
        """Its name behind each word for its kind."""
        return tuple(f"{word}{self.proper}" for word, kind in KINDS.items() if kind == self.kind)


@dataclass(frozen=True, slots=True)
class Gap:
    """Cells of a column that say nothing, in all tables: how many, and what they print ("" for nothing at all)."""

    column: str
    words: str
    count: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class FindingNote:
    """A person's wording of a finding, with the figures that it speaks of.

    `score` is the indicator's figure in use, `cells` are the scores of its questions.
    """

    number: int
    passage: Passage
    score: Decimal | None
    cells: Mapping[tuple[str, int | None], Decimal | None]
    stale: bool = False


@dataclass(frozen=True, slots=True)
class StatedLowest:
    """The lowest question of an indicator as a person stated it."""

    number: int
    code: str
    value: Decimal | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class StepNote:
    """A step: when it is done, who is responsible, and the page on which it is mended."""

    place: str
    when: Period
    departments: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class MeasureNote:
    """A measure with its steps."""

    place: str
    title: str
    steps: tuple[StepNote, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class WeakNote:
    """A weak point of the result: whether a measure names it, or at least answers its indicator or issue."""

    words: str
    is_low: bool
    named: bool
    near: bool
    dropped: bool
    url: str = ""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All that the rules read. Years are of the Buddhist Era; `known` has the other municipalities, by proper name.

    What the document does not print is left out: `result` is None in a document without scores.
    """

    own: Names
    result_year: int
    passages: tuple[Passage, ...] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    spec: FrameworkSpec | None = None
    result: Result | None = None
    questions: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[FindingNote, ...] = ()
    stated: tuple[StatedLowest, ...] = ()
    measures: tuple[MeasureNote, ...] = ()
    weak: tuple[WeakNote, ...] = ()
    urls: Mapping[str, str] = field(default_factory=dict)

    @property
    def action_year(self) -> int:
        return self.result_year + 1

    @property
    def years(self) -> tuple[int, int, int]:
        """Result, action and assessment year (ITA.md section 4)."""
        return self.result_year, self.result_year + 1, self.result_year + 2

    @property
    def typed(self) -> Iterator[Passage]:
        """What people typed."""
        return (passage for passage in self.passages if passage.typed)

    def indicator_of(self, code: str) -> int | None:
        """The number of the indicator that a question belongs to."""
        instruments = self.spec.instruments if self.spec else ()
        indicators = (indicator for instrument in instruments for indicator in instrument.indicators)
        return next((indicator.number for indicator in indicators if code in indicator.questions), None)

    def url_of(self, place: str) -> str:
        """The page of a figure ("indicator-3", "i5", "e1-2") or of all of them."""
        return self.urls.get(place) or self.urls.get("scores", "")
