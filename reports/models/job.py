"""Jobs: documents being made."""

import uuid

from django.conf import settings
from django.db import models

from accounts.models import Municipality


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "รอคิว"
    RUNNING = "running", "กำลังจัดทำ"
    DONE = "done", "เสร็จแล้ว"
    FAILED = "failed", "ไม่สำเร็จ"


def job_file_path(job: "Job", filename: str = "") -> str:
    """Where a job's file is kept; the name that people see is `Job.file_name`."""
    return f"documents/{job.municipality.slug}/{job.pk}.{job.format}"


class Job(models.Model):
    """A document being made in the worker. The queue carries only its number; all else stands here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="jobs")
    fiscal_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    format = models.CharField(max_length=5)
    digits = models.CharField(max_length=6)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.QUEUED)
    created = models.DateTimeField(auto_now_add=True)
    heartbeat = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    file = models.FileField(upload_to=job_file_path, blank=True)
    file_name = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "งานจัดทำเอกสาร"
        verbose_name_plural = "งานจัดทำเอกสาร"
        ordering = ["-created"]
        indexes = [models.Index(fields=["state", "heartbeat"], name="job_state_heartbeat")]

    def __str__(self) -> str:
        return f"{self.kind} {self.municipality} {self.fiscal_year} {self.format}"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (JobState.DONE, JobState.FAILED)

    @property
    def has_file(self) -> bool:
        """Whether it is done and its file is still kept."""
        name = self.file.name or ""
        return self.state == JobState.DONE and name != "" and self.file.storage.exists(name)
