"""Writes scores and official figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.codes import Place
from assessments.models import Assessment, Indicator, LowestQuestion, OfficialFigure, Question, Score
from assessments.queries import framework_get


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, in numbers of figures."""

    added: int
    changed: int
    same: int


@transaction.atomic
def scores_import(*, municipality: Municipality, fiscal_year: int, figures: Mapping[Place, Decimal]) -> ImportOutcome:
    """Stores scores (0–100) and official figures; those that are not named stay as they are. All or nothing.

    Raises UserError for a year without a framework. Every changed figure leaves an audit entry.
    """
    framework = framework_get(fiscal_year)
    assessment = assessment_ensure(municipality=municipality, fiscal_year=fiscal_year)
    scores = {(score.question.code, score.part): score for score in assessment.scores.select_related("question")}
    official = {figure.key: figure for figure in assessment.official_figures.all()}
    added = changed = same = 0
    for place, value in figures.items():
        row = scores.get(place) if isinstance(place, tuple) else official.get(place)
        if row is None:
            added += 1
            if isinstance(place, tuple):
                code, part = place
                Score.objects.create(assessment=assessment, question=framework.questions[code], part=part, value=value)
            else:
                OfficialFigure.objects.create(assessment=assessment, key=place, value=value)
        elif row.value == value:
            same += 1
        else:
            changed += 1
            row.value = value
            row.version += 1
            row.save()
    return ImportOutcome(added, changed, same)


@transaction.atomic
def assessment_ensure(*, municipality: Municipality, fiscal_year: int) -> Assessment:
    """Returns the municipality's year, made if missing, locked until the transaction ends.

    Raises UserError for a year without a framework.
    """
    framework = framework_get(fiscal_year).framework
    assessment, _ = Assessment.objects.get_or_create(municipality=municipality, framework=framework)
    return Assessment.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=assessment.pk)


@transaction.atomic
def lowest_question_state(
    *, assessment: Assessment, indicator: Indicator, question: Question | None, value: Decimal | None
) -> None:
    """Records which question a person states as the lowest of the indicator; no question takes it back.

    Raises UserError when the question belongs to another indicator, or the score is no lower than the indicator's
    official figure (a lowest question that equals its indicator is a copying fault, ITA.md section 6).
    """
    if question is None:
        assessment.lowest_questions.filter(indicator=indicator).delete()
        return
    if question.indicator_id != indicator.pk:
        raise UserError(f"ข้อ {question.code} ไม่อยู่ใน{indicator} กรุณาเลือกข้อคำถามของตัวชี้วัดนี้")
    official = assessment.official_figures.filter(key=f"indicator-{indicator.number}").first()
    if value is not None and official and official.value is not None and value >= official.value != 100:
        raise UserError(
            f"คะแนนของข้อที่ต่ำสุด ({value.normalize():f}) ต้องต่ำกว่าคะแนนของตัวชี้วัด ({official.value.normalize():f}) "
            "กรุณาตรวจสอบกับระบบ ITAS"
        )
    LowestQuestion.objects.update_or_create(
        assessment=assessment, indicator=indicator, defaults={"question": question, "value": value}
    )
