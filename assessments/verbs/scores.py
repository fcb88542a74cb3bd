"""Writes scores and official figures."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.db import transaction

from accounts.errors import UserError
from accounts.models import Municipality, User
from assessments.codes import CodeError, Place, score_checked, value_checked
from assessments.models import Assessment, Indicator, LowestQuestion, OfficialFigure, Question, Score
from assessments.queries import framework_get
from assessments.verbs.assessments import assessment_ensure, assessment_open


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, in numbers of figures."""

    added: int
    changed: int
    same: int


@transaction.atomic
def scores_import(
    *, municipality: Municipality, fiscal_year: int, figures: Mapping[Place, Decimal | None], by: User | None
) -> ImportOutcome:
    """Stores scores and official figures by place, None takes a figure back; those not named stay as they are.

    All or nothing: raises UserError for a year without a framework, and with every figure that cannot be stored
    (`assessments.codes.score_checked`). Every changed figure leaves an audit entry. `by` is None on the command line.
    """
    framework = framework_get(fiscal_year)
    refused = []
    for place, value in figures.items():
        try:
            if value is not None:
                score_checked(place, value, framework.spec)
        except CodeError as error:
            refused.append(str(error))
    if refused:
        raise UserError(*refused)
    assessment = assessment_ensure(municipality=municipality, fiscal_year=fiscal_year)
    assessment_open(assessment)
    rows: dict[Place, Score | OfficialFigure] = {figure.key: figure for figure in assessment.official_figures.all()}
    rows |= {(row.question.code, row.part): row for row in assessment.scores.select_related("question")}
    done = Counter(
        _store(rows.get(place) or _new(assessment, place, framework.questions), value, by)
        for place, value in figures.items()
    )
    return ImportOutcome(done["added"], done["changed"], done["same"])


def _new(assessment: Assessment, place: Place, questions: Mapping[str, Question]) -> Score | OfficialFigure:
    if isinstance(place, str):
        return OfficialFigure(assessment=assessment, key=place)
    code, part = place
    return Score(assessment=assessment, question=questions[code], part=part)


def _store(row: Score | OfficialFigure, value: Decimal | None, by: User | None) -> Literal["added", "changed", "same"]:
    """Writes one figure with its version and who changed it, if it is another than before."""
    if row.value == value:
        return "same"
    before, row.value, row.changed_by = row.value, value, by
    row.version += 1
    row.save()
    return "added" if before is None else "changed"


@transaction.atomic
def lowest_question_state(
    *, assessment: Assessment, indicator: Indicator, question: Question | None, value: Decimal | None
) -> None:
    """Records which question a person states as the lowest of the indicator; no question takes it back.

    Raises UserError when the question belongs to another indicator, the score is none, or it is no lower than the
    indicator's official figure (a lowest question that equals its indicator is a copying fault, ITA.md section 6).
    """
    assessment_open(assessment)
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
            f"คะแนนของข้อที่ต่ำสุด ({value.normalize():f}) ต้องต่ำกว่าคะแนนของตัวชี้วัด ({official.value.normalize():f}) "
            "กรุณาตรวจสอบกับระบบ ITAS"
        )
