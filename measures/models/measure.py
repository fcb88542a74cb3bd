"""Measures that answer the findings of a year, with the steps that carry them out."""

from auditlog.registry import auditlog
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Department, Municipality
from assessments.models import Indicator, Issue, Question
from measures.periods import Cycle, Period
from measures.text_limits import TEXT_LENGTH, TITLE_LENGTH, WORDS_LENGTH
from thaitext.dates import FIRST_YEAR, LAST_YEAR


class Measure(models.Model):
    """มาตรการ/โครงการ/กิจกรรม of an action year (Buddhist Era); it answers the result of the year before.

    It answers one or more indicators, an issue, or both, of the framework of the result year, and may name the
    questions that it should lift. `version` counts the changes of the measure and its steps.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="measures", verbose_name="หน่วยงาน")
    action_year = models.PositiveSmallIntegerField("ปีที่ดำเนินการ")
    title = models.TextField("มาตรการ/โครงการ/กิจกรรม", max_length=TITLE_LENGTH)
    indicators = models.ManyToManyField(Indicator, related_name="measures", blank=True, verbose_name="ตัวชี้วัด")
    issue = models.ForeignKey(
        Issue, models.PROTECT, related_name="measures", null=True, blank=True, verbose_name="ประเด็น"
    )
    questions = models.ManyToManyField(Question, related_name="measures", blank=True, verbose_name="ข้อคำถามที่มุ่งยกระดับ")
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, related_name="carried_to", null=True, blank=True, verbose_name="ยกมาจากมาตรการ"
    )
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "มาตรการ"
        verbose_name_plural = "มาตรการ"
        ordering = ["action_year", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["carried_from"], name="measure_carried_once"),
            models.CheckConstraint(
                condition=Q(action_year__gte=FIRST_YEAR, action_year__lte=LAST_YEAR),
                name="measure_year_is_buddhist_era",
                violation_error_message=f"ปีที่ดำเนินการต้องเป็นปี พ.ศ. ระหว่าง {FIRST_YEAR} ถึง {LAST_YEAR}",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def result_year(self) -> int:
        """The fiscal year (Buddhist Era) whose result it answers."""
        return self.action_year - 1


class Step(models.Model):
    """ขั้นตอน of a measure: who does it, and when: by dates, by quarters, in a cycle, or in words (`rhythm`).

    With a cycle `start` and `end` are its first and last day; without them it goes round the whole action year.
    `assignee` is the person who sees to it for the departments, if one is named; `budget` is in baht.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps", verbose_name="มาตรการ")
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)
    text = models.TextField("ขั้นตอนและวิธีการ", max_length=TEXT_LENGTH)
    departments = models.ManyToManyField(
        Department, through="Responsibility", related_name="steps", verbose_name="ผู้รับผิดชอบ"
    )
    start = models.DateField("วันเริ่มต้น", null=True, blank=True)
    end = models.DateField("วันสิ้นสุด", null=True, blank=True)
    first_quarter = models.PositiveSmallIntegerField(
        "ตั้งแต่ไตรมาส", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    last_quarter = models.PositiveSmallIntegerField(
        "ถึงไตรมาส", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    cycle = models.CharField("รอบ", max_length=11, choices=Cycle.choices(), blank=True)
    cycle_day = models.PositiveSmallIntegerField(
        "ภายในวันที่ของเดือน", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    rhythm = models.CharField("ระยะเวลาเป็นข้อความ", max_length=WORDS_LENGTH, blank=True)
    supervision = models.TextField("แนวทางการกำกับติดตาม", max_length=TEXT_LENGTH, blank=True)
    budget = models.DecimalField(
        "งบประมาณ (บาท)", max_digits=13, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="steps", null=True, blank=True,
        verbose_name="ผู้รับมอบหมาย",
    )  # fmt: skip

    class Meta:
        verbose_name = "ขั้นตอน"
        verbose_name_plural = "ขั้นตอน"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                # In SQL a comparison with NULL is not false: a start without an end has to be named.
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gte=F("start")),
                name="step_forwards",
                violation_error_message="กรุณาระบุวันเริ่มต้นและวันสิ้นสุด โดยวันสิ้นสุดไม่มาก่อนวันเริ่มต้น",
            ),
            models.CheckConstraint(
                condition=Q(first_quarter__isnull=True, last_quarter__isnull=True)
                | Q(
                    first_quarter__isnull=False,
                    last_quarter__isnull=False,
                    first_quarter__gte=1,
                    last_quarter__gte=F("first_quarter"),
                    last_quarter__lte=4,
                ),
                name="step_quarters_forwards",
                violation_error_message="กรุณาระบุไตรมาสเริ่มต้นและไตรมาสสิ้นสุด 1 ถึง 4 ตามลำดับ",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=False, first_quarter__isnull=True, cycle="", rhythm="")
                | Q(start__isnull=True, first_quarter__isnull=False, cycle="", rhythm="")
                | Q(first_quarter__isnull=True, rhythm="") & ~Q(cycle="")  # with or without a first and a last day
                | Q(start__isnull=True, first_quarter__isnull=True, cycle="") & ~Q(rhythm=""),
                name="step_has_one_period",
                violation_error_message="กรุณาระบุระยะเวลาแบบเดียว คือ วันที่ ไตรมาส รอบ หรือข้อความ",
            ),
            models.CheckConstraint(
                condition=Q(cycle_day__isnull=True) | Q(cycle=Cycle.MONTHLY.value, cycle_day__gte=1, cycle_day__lte=31),
                name="step_day_of_the_month",
                violation_error_message="วันที่ของเดือนใช้กับรอบรายเดือน และต้องอยู่ระหว่าง 1 ถึง 31",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def when(self) -> Period:
        """When it is done, for `measures.periods` to reckon with."""
        return Period(
            dates=(self.start, self.end) if self.start and self.end else None,
            quarters=(self.first_quarter, self.last_quarter) if self.first_quarter and self.last_quarter else None,
            cycle=Cycle(self.cycle) if self.cycle else None,
            cycle_day=self.cycle_day,
            words=self.rhythm,
        )

    @property
    def period(self) -> str:
        """The period in words, with Arabic digits."""
        return self.when.label


class Responsibility(models.Model):
    """A department that is responsible for a step, in the order in which the departments were named."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="responsibilities")
    # RESTRICT, not PROTECT: a department in use stays, but goes with its municipality, and the steps with it.
    department = models.ForeignKey(Department, models.RESTRICT, related_name="responsibilities")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["step", "department"], name="responsibility_once")]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.department_id}"


class SuggestionDrop(models.Model):
    """A suggestion that a person does not want: the question is not suggested again in that year."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="suggestion_drops")
    action_year = models.PositiveSmallIntegerField()
    question = models.ForeignKey(Question, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "action_year", "question"], name="suggestion_drop_once")
        ]

    def __str__(self) -> str:
        return f"{self.action_year}: {self.question_id}"


auditlog.register(Measure, m2m_fields={"indicators", "questions"})
auditlog.register(Step)
auditlog.register(Responsibility)
