"""Jobs: documents being made."""

import uuid

from django.conf import settings
from django.db import models

from accounts.models import Municipality

#: The kind and the format of a batch: many documents in one file.
BATCH, ZIP = "all-documents", "zip"


class JobState(models.TextChoices):
    """Where a job stands. A batch is `WAITING` for its documents, and each of these until its turn comes."""

    WAITING = "waiting", "รอลำดับ"
    QUEUED = "queued", "รอคิว"
    RUNNING = "running", "กำลังจัดทำ"
    DONE = "done", "เสร็จแล้ว"
    FAILED = "failed", "ไม่สำเร็จ"
    CANCELLED = "cancelled", "ยกเลิกแล้ว"


#: What nothing more will happen to.
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


def job_file_path(job: "Job", filename: str = "") -> str:
    """Where a job's file is kept, a province's in a folder of its own; the name that people see is `Job.file_name`."""
    folder = f"documents/{job.municipality.slug}" if job.municipality else "batches"
    return f"{folder}/{job.pk}.{job.format}"


class Job(models.Model):
    """A document, or a batch of them, being made in the worker. The queue carries only its number; all else is here.

    A batch (`format` "zip") is the parent of its documents' jobs; one of a whole province has a `province` in place of
    the municipality. A failed job stays as it ended: the one that tries again is a new row, which `repeats` it.
    `content_hash` is of what the document says, `mark` of the programs that drew it: with format and digits they tell
    whether a stored file is what would be made anew. Jobs of the same may share one stored file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="jobs", null=True, blank=True)
    province = models.CharField(max_length=100, blank=True)
    fiscal_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40)
    format = models.CharField(max_length=5)
    digits = models.CharField(max_length=6)
    parent = models.ForeignKey("self", models.CASCADE, related_name="children", null=True, blank=True)
    place = models.PositiveIntegerField(default=0)
    repeats = models.ForeignKey("self", models.SET_NULL, related_name="repeated_by", null=True, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    created = models.DateTimeField(auto_now_add=True)
    heartbeat = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    file = models.FileField(upload_to=job_file_path, max_length=200, blank=True)
    file_name = models.CharField(max_length=300, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    mark = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "งานจัดทำเอกสาร"
        verbose_name_plural = "งานจัดทำเอกสาร"
        ordering = ["-created"]
        indexes = [
            models.Index(fields=["state", "heartbeat"], name="job_state_heartbeat"),
            models.Index(fields=["municipality", "fiscal_year", "kind"], name="job_document"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(municipality__isnull=False, province="")
                | models.Q(municipality__isnull=True, kind=BATCH) & ~models.Q(province=""),
                name="job_of_a_municipality_or_a_province",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.municipality or self.province} {self.fiscal_year} {self.format}"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ENDED

    @property
    def is_batch(self) -> bool:
        """Whether it gathers other jobs' files."""
        return self.kind == BATCH

    @property
    def has_file(self) -> bool:
        """Whether it is done and its file is still kept."""
        name = self.file.name or ""
        return self.state == JobState.DONE and name != "" and self.file.storage.exists(name)

    @property
    def was_swept(self) -> bool:
        """Whether its file was removed because it was kept long enough; a file that is merely lost still has a name."""
        return self.state == JobState.DONE and not self.file

    @property
    def reference(self) -> str:
        """What a person tells the administrator, who finds it in the worker's log."""
        return str(self.pk)[:8].upper()

    @property
    def tens(self) -> int:
        """How much is done, 0–100, rounded down to tens: a screen reader says each change."""
        return 10 * self.done // self.total * 10 if self.total else 0
