"""Writes scores and official figures, each change with its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db import transaction
from django.db.models import Manager
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import Municipality, User
from assessments.codes import CodeError, Place, place_key, place_name, score_checked, value_checked
from assessments.models import (
    Assessment,
    Indicator,
    LowestQuestion,
    OfficialFigure,
    Question,
    Score,
    ScoreAct,
    ScoreChange,
    ScoreComment,
)
from assessments.queries import FrameworkView, framework_get, undoable_listed
from assessments.verbs.assessments import assessment_ensure, figures_open
from thaitext.numbers import plain_score
from thaitext.words import clean, join_list

Kind = ScoreAct.Kind
R = TypeVar("R", Score, OfficialFigure)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, in numbers of figures."""

    added: int
    changed: int
    cleared: int
    same: int

    def __str__(self) -> str:
        words = {"เพิ่ม": self.added, "แก้ไข": self.changed, "ลบ": self.cleared, "เท่าเดิม": self.same}
        return " ".join(f"{word} {number} ช่อง" for word, number in words.items() if number or word != "ลบ")


class StaleFiguresError(UserError):
    """Somebody changed figures after the person saw them. `rows` are those figures as they stand, by place."""

    def __init__(self, rows: Mapping[Place, Score | OfficialFigure]) -> None:
        names = join_list([place_name(place) for place in rows])
        super().__init__(f"มีผู้แก้ไข{names} ก่อนท่านบันทึก กรุณาตรวจสอบค่าล่าสุดแล้วยืนยันอีกครั้ง")
        self.rows = rows


@transaction.atomic
def score_record(
    *, municipality: Municipality, fiscal_year: int, place: Place, value: Decimal | None, version: int, by: User | None
) -> Score | OfficialFigure:
    """Stores the figure that a person entered in one cell, None takes it back; returns the row as it stands.

    `version` is the one that the person saw (0: never entered). Raises StaleFiguresError if another value was stored
    since, LockedYearError unless the year is a draft, and UserError as `scores_import` does.
    """
    rows, _ = _record(municipality, fiscal_year, {place: value}, {place: version}, Kind.CELL, by)
    return rows[place]


@transaction.atomic
def scores_import(
    *,
    municipality: Municipality,
    fiscal_year: int,
    figures: Mapping[Place, Decimal | None],
    by: User | None,
    versions: Mapping[Place, int] | None = None,
    kind: ScoreAct.Kind = Kind.IMPORT,
) -> ImportOutcome:
    """Stores scores and official figures by place as one act; None takes a figure back, the others stay as they are.

    All or nothing: raises UserError for a year without a framework, and with every figure that cannot be stored
    (`assessments.codes.score_checked`); LockedYearError unless the year is a draft; with `versions`, those that the
    person saw, StaleFiguresError if other values were stored since. `by` is None on the command line.
    """
    rows, changed = _record(municipality, fiscal_year, figures, versions, kind, by)
    added = sum(before is None for before in changed.values())
    cleared = sum(figures[place] is None for place in changed)
    return ImportOutcome(added, len(changed) - added - cleared, cleared, len(rows) - len(changed))


@transaction.atomic
def scores_undo(*, assessment: Assessment, since: datetime, by: User) -> dict[Place, Score | OfficialFigure]:
    """Takes back the person's last act of this visit, which began at `since`; returns its figures as they stand now.

    Taking back is an act of its own. Acts with a figure that another act changed since are passed over. Raises
    UserError when no act is left that can be taken back; LockedYearError unless the year is a draft.
    """
    figures_open(assessment)
    acts = undoable_listed(assessment, by, since)
    if not acts:
        raise UserError("ไม่มีการแก้ไขของท่านที่เลิกทำได้ในการเข้าใช้ครั้งนี้")
    framework = framework_get(assessment.fiscal_year)
    keys = framework.places_by_key
    overtaken: set[str] = set()
    for act in acts:
        changes = {change.place: change for change in act.changes.all()}
        later = _later(act).intersection(changes)
        if not later:
            before = {keys[place]: change.before for place, change in changes.items()}
            rows = _rows(assessment, framework, before)
            _write(assessment, rows, before, Kind.UNDO, by, undoes=act)
            return rows
        overtaken |= later
    names = join_list([place_name(place) for key, place in keys.items() if key in overtaken])
    raise UserError(f"เลิกทำไม่ได้ เพราะมีผู้แก้ไข{names} หลังจากนั้นแล้ว กรุณาแก้ไขในช่องนั้นโดยตรง")


def _later(act: ScoreAct) -> set[str]:
    """The places that were changed after the act, by acts that still stand."""
    later = ScoreChange.objects.filter(assessment=act.assessment_id, act__pk__gt=act.pk, act__undone_by=None)
    return set(later.exclude(act__kind=Kind.UNDO).values_list("place", flat=True))


@transaction.atomic
def score_comment(*, municipality: Municipality, fiscal_year: int, place: Place, text: str, by: User) -> None:
    """Adds a remark on a figure. Raises UserError when it is empty; a locked year takes remarks too."""
    text = clean(text)
    if not text:
        raise UserError("กรุณาเขียนความเห็นก่อนบันทึก")
    assessment = assessment_ensure(municipality=municipality, fiscal_year=fiscal_year)
    ScoreComment.objects.create(assessment=assessment, place=place_key(place), text=text, by=by)


def _record(  # noqa: PLR0917  # as its two verbs hand them on
    municipality: Municipality,
    fiscal_year: int,
    figures: Mapping[Place, Decimal | None],
    versions: Mapping[Place, int] | None,
    kind: ScoreAct.Kind,
    by: User | None,
) -> tuple[dict[Place, Score | OfficialFigure], dict[Place, Decimal | None]]:
    """Stores the figures; returns their rows as they stand, and what stood before for those that changed."""
    framework = framework_get(fiscal_year)
    _check(figures, framework)
    assessment = assessment_ensure(municipality=municipality, fiscal_year=fiscal_year)
    figures_open(assessment)
    rows = _rows(assessment, framework, figures)
    changed = {place: row for place, row in rows.items() if row.value != figures[place]}
    if versions is not None:
        stale = {place: row for place, row in changed.items() if row.version != versions.get(place, 0)}
        if stale:
            raise StaleFiguresError(stale)
    before = {place: row.value for place, row in changed.items()}
    if changed:
        _write(assessment, changed, figures, kind, by)
    return rows, before


def _check(figures: Mapping[Place, Decimal | None], framework: FrameworkView) -> None:
    refused = []
    for place, value in figures.items():
        try:
            if value is not None:
                score_checked(place, value, framework.spec)
        except CodeError as error:
            refused.append(str(error))
    if refused:
        raise UserError(*refused)


def _rows(
    assessment: Assessment, framework: FrameworkView, places: Mapping[Place, object]
) -> dict[Place, Score | OfficialFigure]:
    """The rows of the places, new ones for figures that were never entered. At most two queries."""
    rows: dict[Place, Score | OfficialFigure] = {
        place: OfficialFigure(assessment=assessment, key=place)
        if isinstance(place, str)
        else Score(assessment=assessment, question=framework.questions[place[0]], part=place[1])
        for place in places
    }
    if keys := [place for place in places if isinstance(place, str)]:
        rows |= {row.key: row for row in assessment.official_figures.filter(key__in=keys).select_related("changed_by")}
    if codes := {place[0] for place in places if not isinstance(place, str)}:
        stored = assessment.scores.filter(question__code__in=codes).select_related("question", "changed_by")
        rows |= {cell: row for row in stored if (cell := (row.question.code, row.part)) in rows}
    return rows


def _write(
    assessment: Assessment,
    rows: Mapping[Place, Score | OfficialFigure],
    figures: Mapping[Place, Decimal | None],
    kind: ScoreAct.Kind,
    by: User | None,
    *,
    undoes: ScoreAct | None = None,
) -> None:
    """Writes the figures with their versions, who changed them and when, and their history, as one act."""
    now = timezone.now()
    act = ScoreAct.objects.create(assessment=assessment, kind=kind, by=by, at=now, undoes=undoes)
    changes = []
    for place, row in rows.items():
        row.version += 1
        changes.append(
            ScoreChange(
                act=act, assessment=assessment, place=place_key(place),
                before=row.value, after=figures[place], version=row.version,
            )
        )  # fmt: skip
        row.value, row.changed_by, row.changed_at = figures[place], by, now
    ScoreChange.objects.bulk_create(changes)
    _save(Score.objects, [row for row in rows.values() if isinstance(row, Score)])
    _save(OfficialFigure.objects, [row for row in rows.values() if isinstance(row, OfficialFigure)])


def _save(manager: Manager[R], rows: Sequence[R]) -> None:
    manager.bulk_create([row for row in rows if row.version == 1])
    stored = [row for row in rows if row.version > 1]
    if stored:
        manager.bulk_update(stored, ["value", "version", "changed_by", "changed_at"])


@transaction.atomic
def lowest_question_state(
    *, assessment: Assessment, indicator: Indicator, question: Question | None, value: Decimal | None
) -> None:
    """Records which question a person states as the lowest of the indicator; no question takes it back.

    Raises UserError when the question belongs to another indicator, the score is none, or it is no lower than the
    indicator's official figure (a lowest question that equals its indicator is a copying fault, ITA.md section 6).
    """
    figures_open(assessment)
    if question is None:
        assessment.lowest_questions.filter(indicator=indicator).delete()
        return
    if question.indicator_id != indicator.pk:
        raise UserError(f"ข้อ {question.code} ไม่อยู่ใน{indicator} กรุณาเลือกข้อคำถามของตัวชี้วัดนี้")
    if value is not None:
        _check_stated(assessment, indicator, question, value)
    LowestQuestion.objects.update_or_create(
        assessment=assessment, indicator=indicator, defaults={"question": question, "value": value}
    )


def _check_stated(assessment: Assessment, indicator: Indicator, question: Question, value: Decimal) -> None:
    try:
        value_checked(f"ข้อ {question.code}", value, all_or_nothing=question.code.startswith("o"))
    except CodeError as error:
        raise UserError(str(error)) from error
    official = assessment.official_figures.filter(key=f"indicator-{indicator.number}", value__lte=value).first()
    if official and official.value is not None:
        raise UserError(
            f"คะแนนของข้อที่ต่ำสุด ({plain_score(value)}) ต้องต่ำกว่าคะแนนของตัวชี้วัด ({plain_score(official.value)}) "
            "กรุณาตรวจสอบกับระบบ ITAS"
        )
