"""Meetings and other activities about ITA, with their pictures (seed 002)."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models

from accounts.models import Municipality
from measures.models.evidence import Evidence


class Activity(models.Model):
    """A meeting or activity about ITA: when, where, who came, and what was decided."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="activities")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ")
    title = models.CharField("เรื่อง", max_length=300)
    starts = models.DateTimeField("วันและเวลา")
    place = models.CharField("สถานที่", max_length=300)
    attendees = models.TextField("ผู้เข้าร่วม", max_length=3000, blank=True)
    text = models.TextField("สาระสำคัญและมติ", max_length=8000)
    pictures = models.ManyToManyField(Evidence, through="ActivityPicture", related_name="activities", blank=True)
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "กิจกรรม"
        verbose_name_plural = "กิจกรรม"
        ordering = ["starts", "pk"]

    def __str__(self) -> str:
        return self.title


class ActivityPicture(models.Model):
    """A picture of an activity, in the order in which they are laid out."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="laid_out")
    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "evidence"], name="activity_picture_once")]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.evidence_id}"


auditlog.register(Activity)
