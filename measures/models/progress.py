"""What departments report of a step."""

from auditlog.registry import auditlog
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from measures.models.evidence import Evidence
from measures.models.measure import Step


class Status(models.TextChoices):
    """The three statuses of the official form (seed 004), and a step that is given up."""

    NOT_STARTED = "not_started", "ยังไม่ดำเนินการ"
    IN_PROGRESS = "in_progress", "อยู่ระหว่างดำเนินการ"
    DONE = "done", "ดำเนินการแล้ว"
    CANCELLED = "cancelled", "ยกเลิก"


class ProgressReport(models.Model):
    """ความก้าวหน้า of a step on a day: how far it is, what was done, and what came of it.

    `due` is the deadline that it reports on, one of `Period.dues`. `reason` says why a step is given up, or why one
    that is done has no evidence. `percent` is 0–100, None where nobody reckons it. `by` is who reported, `corrected_by`
    who corrected it last.
    """

    step = models.ForeignKey(Step, models.CASCADE, related_name="reports", verbose_name="ขั้นตอน")
    date = models.DateField("วันที่รายงาน")
    due = models.DateField("รอบที่รายงาน")
    status = models.CharField("สถานะ", max_length=11, choices=Status.choices)
    summary = models.TextField("สรุปผลการดำเนินการ", max_length=4000, blank=True)
    outcome = models.TextField("ผลลัพธ์หรือความสำเร็จ", max_length=4000, blank=True)
    percent = models.PositiveSmallIntegerField(
        "ร้อยละความก้าวหน้า", null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    reason = models.TextField("เหตุผล", max_length=1000, blank=True)
    evidence = models.ManyToManyField(Evidence, related_name="reports", blank=True, verbose_name="หลักฐาน")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="แก้ไขโดย"
    )
    corrected_at = models.DateTimeField("แก้ไขเมื่อ", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "รายงานความก้าวหน้า"
        verbose_name_plural = "รายงานความก้าวหน้า"
        ordering = ["-date", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100), name="report_percent_0_100"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step_id} {self.date} {self.get_status_display()}"


auditlog.register(ProgressReport, m2m_fields={"evidence"})
