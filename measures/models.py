"""Measures that answer the findings of a year, with the steps that carry them out."""

from auditlog.registry import auditlog
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from accounts.models import Department, Municipality
from assessments.models import Indicator, Issue
from thaitext.dates import FIRST_YEAR, LAST_YEAR, format_period
from thaitext.fiscal import format_quarters


class Measure(models.Model):
    """มาตรการ/โครงการ/กิจกรรม of an action year (Buddhist Era); it answers the result of the year before.

    It answers one or more indicators, an issue, or both, of the framework of the result year.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="measures", verbose_name="หน่วยงาน")
    action_year = models.PositiveSmallIntegerField("ปีที่ดำเนินการ")
    title = models.TextField("มาตรการ/โครงการ/กิจกรรม", max_length=1000)
    indicators = models.ManyToManyField(Indicator, related_name="measures", blank=True, verbose_name="ตัวชี้วัด")
    issue = models.ForeignKey(
        Issue, models.PROTECT, related_name="measures", null=True, blank=True, verbose_name="ประเด็น"
    )
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "มาตรการ"
        verbose_name_plural = "มาตรการ"
        ordering = ["action_year", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(action_year__gte=FIRST_YEAR, action_year__lte=LAST_YEAR),
                name="measure_year_is_buddhist_era",
                violation_error_message=f"ปีที่ดำเนินการต้องเป็นปี พ.ศ. ระหว่าง {FIRST_YEAR} ถึง {LAST_YEAR}",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """ขั้นตอน of a measure: who does it, and when, by dates, by quarters or in a rhythm."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="steps", verbose_name="มาตรการ")
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)
    text = models.TextField("ขั้นตอนและวิธีการ", max_length=2000)
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
    rhythm = models.CharField("รอบการดำเนินการ", max_length=300, blank=True)
    supervision = models.TextField("แนวทางการกำกับติดตาม", max_length=2000, blank=True)

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
                condition=Q(start__isnull=False, first_quarter__isnull=True, rhythm="")
                | Q(start__isnull=True, first_quarter__isnull=False, rhythm="")
                | Q(start__isnull=True, first_quarter__isnull=True) & ~Q(rhythm=""),
                name="step_has_one_period",
                violation_error_message="กรุณาระบุระยะเวลาแบบเดียว คือ วันที่ ไตรมาส หรือรอบการดำเนินการ",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def period(self) -> str:
        """The period in words, with Arabic digits."""
        if self.start and self.end:
            return format_period(self.start, self.end)
        if self.first_quarter and self.last_quarter:
            return format_quarters(self.first_quarter, self.last_quarter)
        return self.rhythm


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


auditlog.register(Measure, m2m_fields={"indicators"})
auditlog.register(Step)
auditlog.register(Responsibility)
