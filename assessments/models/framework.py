"""A year's framework: instruments, indicators, questions, issues, levels and calendar.

Frameworks are data: ``load_frameworks`` writes them from ``fixtures/frameworks/`` and nothing else does.
"""

import uuid

from auditlog.registry import auditlog
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from thaitext.dates import FIRST_YEAR, LAST_YEAR


class Framework(models.Model):
    """The rules of one fiscal year (Buddhist Era). `source_hash` is the SHA-256 of the file it was loaded from.

    `revision` is new each time the framework or anything in it is stored: what was read of it stays right so long.
    """

    fiscal_year = models.PositiveSmallIntegerField(
        "ปีงบประมาณ", primary_key=True, validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    scoreable = models.BooleanField("คำนวณคะแนนได้")
    note = models.TextField("หมายเหตุ", blank=True)
    source_hash = models.CharField(max_length=64)
    revision = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = "กรอบการประเมิน"
        verbose_name_plural = "กรอบการประเมิน"
        ordering = ["-fiscal_year"]

    def __str__(self) -> str:
        return f"ITA {self.fiscal_year}"


class TextStatus(models.TextChoices):
    """How sure a wording is (ITA.md, marks)."""

    CONFIRMED = "confirmed", "ยืนยันแล้ว"
    DERIVED = "derived", "อนุมาน"
    UNCONFIRMED = "unconfirmed", "ยังไม่ยืนยัน"


class Instrument(models.Model):
    """แบบวัด IIT, EIT or OIT, with its weight in the total and its parts (EIT: 2)."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="instruments")
    code = models.CharField(max_length=3)
    name = models.CharField(max_length=200)
    weight = models.DecimalField(max_digits=4, decimal_places=3)
    parts = models.PositiveSmallIntegerField(default=0)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="instrument_once")]

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    """ตัวชี้วัด 1–10. The clauses complete the drafting rules' sentences (assessments.findings)."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="indicators")
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="indicators")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    kept = models.TextField(blank=True)
    shortfall = models.TextField(blank=True)
    remedy = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="indicator_once")]

    def __str__(self) -> str:
        return f"ตัวชี้วัดที่ {self.number} {self.name}"


class SubIndicator(models.Model):
    """ตัวชี้วัดย่อย 9.1 …, of OIT alone."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="sub_indicators")
    code = models.CharField(max_length=5)
    name = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["indicator", "code"], name="sub_indicator_once")]

    def __str__(self) -> str:
        return self.code


class Question(models.Model):
    """ข้อคำถาม i1, e1, o1 with its official wording, how sure that is, and our clauses for the drafting rules."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="questions")
    framework = models.ForeignKey(Framework, models.CASCADE, related_name="questions")
    sub_indicator = models.ForeignKey(SubIndicator, models.SET_NULL, related_name="questions", null=True, blank=True)
    code = models.CharField(max_length=4)
    order = models.PositiveSmallIntegerField()
    text = models.TextField("ข้อความ")
    text_status = models.CharField(max_length=12, choices=TextStatus.choices)
    group = models.CharField(max_length=200, blank=True)
    source = models.TextField(blank=True)
    finding = models.TextField("ข้อค้นพบ", blank=True)
    remedy = models.TextField("ข้อเสนอ", blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="question_once")]

    def __str__(self) -> str:
        return self.code


class Issue(models.Model):
    """ประเด็น 1–7 of Format A, with the questions that belong to it where they are known."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="issues")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250)
    questions = models.ManyToManyField(Question, related_name="issues", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="issue_once")]

    def __str__(self) -> str:
        return f"ประเด็นที่ {self.number} {self.title}"


class RatingLevel(models.Model):
    """A level of the year, best first: reached at `total_from`, and by each of four scores at `each_from`."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="levels")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=50)
    total_from = models.DecimalField(max_digits=5, decimal_places=2)
    each_from = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["framework", "name"], name="level_once")]

    def __str__(self) -> str:
        return self.name


class CalendarStep(models.Model):
    """A step of the year's assessment calendar; dates are Gregorian in the database, as everywhere."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="calendar")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250)
    actor = models.CharField(max_length=250)
    start = models.DateField()
    end = models.DateField()
    closes_at = models.DateTimeField(null=True, blank=True)
    own_duty = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="calendar_step_once"),
            models.CheckConstraint(condition=models.Q(end__gte=models.F("start")), name="calendar_step_forwards"),
        ]

    def __str__(self) -> str:
        return self.title


for _model in (Framework, Instrument, Indicator, SubIndicator, Question, Issue, RatingLevel, CalendarStep):
    auditlog.register(_model)
