"""A municipality's assessment of one year: its scores, official figures and edited findings."""

from __future__ import annotations

from typing import Any

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Municipality
from assessments.models.framework import Framework, Indicator, Issue, Question
from assessments.specs import SCORE_PLACES

FINDING_LENGTH = 3000


def score_field(**kwargs: Any) -> models.DecimalField[Any, Any]:
    """A score 0–100 with up to three decimals, as entered; missing is NULL, never 0."""
    return models.DecimalField("คะแนน", max_digits=6, decimal_places=SCORE_PLACES, **kwargs)


def within_0_100(name: str) -> models.CheckConstraint:
    """The constraint that a score lies within 0–100."""
    return models.CheckConstraint(
        condition=Q(value__isnull=True) | Q(value__gte=0, value__lte=100),
        name=name,
        violation_error_message="คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
    )


class State(models.TextChoices):
    """How far a year's figures have come (DESIGN: States). Only a draft can be changed."""

    DRAFT = "draft", "กำลังกรอกคะแนน"
    SUBMITTED = "submitted", "รอผู้บริหารอนุมัติ"
    APPROVED = "approved", "อนุมัติแล้ว"


class Assessment(models.Model):
    """A municipality's year."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="assessments")
    framework = models.ForeignKey(Framework, models.PROTECT, related_name="assessments")
    state = models.CharField("สถานะคะแนน", max_length=9, choices=State.choices, default=State.DRAFT)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "การประเมิน"
        verbose_name_plural = "การประเมิน"
        ordering = ["-framework"]
        constraints = [models.UniqueConstraint(fields=["municipality", "framework"], name="assessment_once")]

    def __str__(self) -> str:
        return f"{self.municipality} {self.fiscal_year}"

    @property
    def fiscal_year(self) -> int:
        """The fiscal year (Buddhist Era) whose result this is."""
        return self.framework_id


class Figure(models.Model):
    """What scores and official figures share: the value as it stands, who stored it, and when.

    `version` counts the changes. `changed_by` is None for what came in on the command line.
    """

    value = score_field(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    @property
    def changed_by_name(self) -> str:
        """Who stored the value; empty for the command line."""
        return self.changed_by.get_full_name() if self.changed_by else ""


class Score(Figure):
    """The score of a question, by part where the instrument has parts."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    question = models.ForeignKey(Question, models.PROTECT, related_name="scores")
    part = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], condition=Q(part=None), name="score_once"),
            models.UniqueConstraint(
                fields=["assessment", "question", "part"], condition=Q(part__isnull=False), name="score_once_a_part"
            ),
            within_0_100("score_within_0_100"),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.part or ''} = {self.value}"


class OfficialFigure(Figure):
    """A figure as ITAS prints it. `key` is indicator-1 … indicator-10, IIT, EIT, EIT-1, EIT-2, OIT or total."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="official_figures")
    key = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "key"], name="official_figure_once"),
            within_0_100("official_figure_within_0_100"),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"


class LowestQuestion(models.Model):
    """The lowest question of an indicator as a person states it, where the others' scores are not known.

    The score may be missing: a source that repeats the indicator's own figure there is not believed (seed 002).
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="lowest_questions")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name="ข้อคำถาม")
    value = score_field(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "indicator"], name="lowest_question_once"),
            within_0_100("lowest_question_within_0_100"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}: {self.question_id}"


class Finding(models.Model):
    """A person's wording of an indicator's analysis. Where it is empty, the drafting rules' own stands.

    `draft` is the draft that the person saw: when today's differs, the page shows both and asks. `version` counts the
    changes, also the return to the draft. `edited_by` is None where the person was deleted, which once was possible.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="findings")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    text = models.TextField("ผลการวิเคราะห์", max_length=FINDING_LENGTH, blank=True)
    draft = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        verbose_name = "ผลการวิเคราะห์"
        verbose_name_plural = "ผลการวิเคราะห์"
        constraints = [models.UniqueConstraint(fields=["assessment", "indicator"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.indicator_id}"


class Limitation(models.Model):
    """ข้อจำกัด of the municipality in an issue: what kept it from doing better (seed 001, part 3).

    An empty text says that there is none. `version` counts the changes.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="limitations")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="+")
    text = models.TextField("ข้อจำกัด", max_length=FINDING_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=0)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "ข้อจำกัด"
        verbose_name_plural = "ข้อจำกัด"
        constraints = [models.UniqueConstraint(fields=["assessment", "issue"], name="limitation_once")]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.issue_id}"


# Scores and official figures keep a history of their own: assessments.models.history.
for _model in (Assessment, LowestQuestion, Finding, Limitation):
    auditlog.register(_model)
