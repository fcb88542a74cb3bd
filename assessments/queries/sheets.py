"""Reads the sheet of a year's figures: what the grid, the workbook, the preview and the checks are made from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count, Exists, Manager, OuterRef, Sum, prefetch_related_objects

from accounts.errors import UserError
from accounts.models import Municipality, User
from assessments.codes import Place, figures_evaluated, place_key, place_name
from assessments.models import (
    Assessment,
    OfficialFigure,
    Score,
    ScoreAct,
    ScoreChange,
    ScoreComment,
    State,
    StateChange,
)
from assessments.queries.frameworks import FrameworkView, framework_get
from assessments.score_checks import Check, score_checks
from assessments.scoring import Result
from thaitext.numbers import plain_score

#: How many of their own acts people can take back in one visit (UX.md section 1).
UNDO_STEPS = 20


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One figure of the sheet: what is stored, who stored it, and last year's where both years ask the same.

    `words` names it in a sentence, `asks` is the question's or indicator's own wording.
    """

    place: Place
    words: str
    asks: str
    value: Decimal | None
    version: int
    changed_by: str
    changed_at: datetime | None
    last_year: Decimal | None

    @property
    def key(self) -> str:
        return place_key(self.place)

    @property
    def typed(self) -> str:
        """The value as it was entered, without zeros that the database adds; empty when missing."""
        return plain_score(self.value)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """All figures of a municipality's year, entered or not; `cells` by key, in the framework's order."""

    municipality: Municipality
    fiscal_year: int
    framework: FrameworkView
    assessment: Assessment | None
    cells: Mapping[str, SheetCell]
    result: Result
    checks: tuple[Check, ...]

    @property
    def state(self) -> State:
        return State(self.assessment.state) if self.assessment else State.DRAFT

    @property
    def changes(self) -> int:
        """How many changes the figures have had so far."""
        return sum(cell.version for cell in self.cells.values())

    def checks_of(self, key: str) -> list[Check]:
        """What the checks say of one figure."""
        return [check for check in self.checks if check.concerns(key)]


def score_sheet_get(municipality: Municipality, fiscal_year: int) -> ScoreSheet:
    """Returns the sheet of a year, also of one that nothing was entered for. Eight queries, however many questions.

    Raises UserError for a year without a framework.
    """
    framework = framework_get(fiscal_year)
    assessment = municipality.assessments.filter(framework=fiscal_year).first()
    rows = _rows(municipality, framework)
    last_year = _last_year(municipality, framework)
    result = figures_evaluated(framework.spec, {place: row.value for place, row in rows.items()})
    cells = {
        key: _cell(place, _asks(place, framework), rows.get(place), last_year.get(place))
        for key, place in framework.places_by_key.items()
    }
    checks = score_checks(framework.spec, result, last_year)
    return ScoreSheet(municipality, fiscal_year, framework, assessment, cells, result, checks)


def _rows(municipality: Municipality, framework: FrameworkView) -> dict[Place, Score | OfficialFigure]:
    """The stored rows of a year by place. Three queries: those who changed them are few, and fetched once."""
    of = {"assessment__municipality": municipality, "assessment__framework": framework.framework}
    codes = {question.pk: question.code for question in framework.questions.values()}
    figures, scores = list(OfficialFigure.objects.filter(**of)), list(Score.objects.filter(**of))
    prefetch_related_objects([*figures, *scores], "changed_by")
    rows: dict[Place, Score | OfficialFigure] = {row.key: row for row in figures}
    return rows | {(codes[row.question_id], row.part): row for row in scores}


def _values(municipality: Municipality, fiscal_year: int) -> dict[Place, Decimal | None]:
    """The stored figures of a year by place, without the rest of their rows: a fourth of the time. Two queries."""
    of = {"assessment__municipality": municipality, "assessment__framework": fiscal_year}
    values: dict[Place, Decimal | None] = dict(OfficialFigure.objects.filter(**of).values_list("key", "value"))
    scores = Score.objects.filter(**of).values_list("question__code", "part", "value")
    return values | {(code, part): value for code, part, value in scores}


def _cell(place: Place, asks: str, row: Score | OfficialFigure | None, last_year: Decimal | None) -> SheetCell:
    if row is None:
        return SheetCell(place, place_name(place), asks, None, 0, "", None, last_year)
    changed = row.changed_by_name, row.changed_at
    return SheetCell(place, place_name(place), asks, row.value, row.version, *changed, last_year)


def _asks(place: Place, framework: FrameworkView) -> str:
    """What the figure is of: the question's wording, the indicator's name, or the official figure's own words."""
    if not isinstance(place, str):
        return framework.questions[place[0]].text
    if place.startswith("indicator-"):
        return framework.indicators[int(place.removeprefix("indicator-"))].name
    return place_name(place) if place == "total" else f"คะแนนของ{place_name(place)}"


def _last_year(municipality: Municipality, framework: FrameworkView) -> dict[Place, Decimal]:
    """Last year's figures at this year's places: of questions with the same wording, indicators of the same name.

    Codes move from year to year (2568 left out two items of 2567), so a code alone says nothing.
    """
    try:
        before = framework_get(framework.framework.pk - 1)
    except UserError:
        return {}
    values = _values(municipality, before.framework.pk)
    same = same_places(before, framework)
    return {place: value for place in same if (value := values.get(same[place])) is not None}


@lru_cache(maxsize=32)
def same_places(before: FrameworkView, after: FrameworkView) -> dict[Place, Place]:
    """This year's places with last year's that ask the same: questions by wording, the rest by number and name."""
    codes = {_asked(question.code, question.text): question.code for question in before.questions.values()}
    same: dict[Place, Place] = {}
    for place in after.places_by_key.values():
        if not isinstance(place, str):
            code, part = place
            if earlier := codes.get(_asked(code, after.questions[code].text)):
                same[place] = (earlier, part)
        elif place.startswith("indicator-"):
            number = int(place.removeprefix("indicator-"))
            if number in before.indicators and before.indicators[number].name == after.indicators[number].name:
                same[place] = place
        else:
            same[place] = place
    return same


def _asked(code: str, text: str) -> tuple[str, str]:
    """What a question asks whom: its instrument's letter and its wording without blanks and years."""
    return code[0], re.sub(r"\s+|(?:พ\.ศ\.\s*)?25[0-9]{2}", "", text)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a figure's history."""

    before: Decimal | None
    after: Decimal | None
    how: str
    by: str
    at: datetime


def changes_listed(assessment: Assessment, key: str) -> list[Change]:
    """A figure's history, the latest change first. One query."""
    changes = ScoreChange.objects.filter(assessment=assessment, place=key).select_related("act__by")
    return [
        Change(
            before=change.before,
            after=change.after,
            how=ScoreAct.Kind(change.act.kind).label,
            by=change.act.by.get_full_name() if change.act.by else "",
            at=change.act.at,
        )
        for change in changes
    ]


def comments_listed(assessment: Assessment, key: str) -> list[ScoreComment]:
    """The remarks on a figure, the latest first. One query."""
    return list(assessment.score_comments.filter(place=key).select_related("by"))


def comments_counted(assessment: Assessment) -> dict[str, int]:
    """How many remarks each figure has, by key; figures without any are left out. One query."""
    return dict(assessment.score_comments.order_by().values_list("place").annotate(Count("pk")))


def states_listed(assessment: Assessment) -> list[StateChange]:
    """How the year was handed on, the latest step first. One query."""
    return list(assessment.state_changes.select_related("by"))


def mark_get(assessment: Assessment) -> str:
    """What tells the year as it stands from the year as a person saw it. Three queries."""
    rows: tuple[Manager[Score], Manager[OfficialFigure]] = (assessment.scores, assessment.official_figures)
    changes = sum(each.aggregate(changes=Sum("version"))["changes"] or 0 for each in rows)
    return mark_of(changes, assessment.state_changes.count())


def mark_of(changes: int, steps: int) -> str:
    """The mark of a year whose figures changed so many times, and which was handed on in so many steps."""
    return f"{changes}-{steps}"


def undoable_listed(assessment: Assessment, person: User, since: datetime) -> list[ScoreAct]:
    """The person's acts since then that were not taken back, among the last `UNDO_STEPS`, the latest first.

    One query; `figures` of each is the number of figures that it changed.
    """
    acts = assessment.score_acts.filter(by=person, at__gte=since).exclude(kind=ScoreAct.Kind.UNDO)
    told = acts.annotate(taken_back=Exists(ScoreAct.objects.filter(undoes=OuterRef("pk"))), figures=Count("changes"))
    return [act for act in told.order_by("-pk")[:UNDO_STEPS] if not act.taken_back]
