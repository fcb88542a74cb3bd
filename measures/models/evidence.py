"""Files and links that prove what was done."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Municipality


class FileKind(models.TextChoices):
    """What a file of evidence may be, told by its content."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "JPEG"
    PNG = "png", "PNG"
    WEBP = "webp", "WEBP"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"

    @property
    def is_picture(self) -> bool:
        return self in (FileKind.JPEG, FileKind.PNG, FileKind.WEBP)


class Evidence(models.Model):
    """หลักฐาน: a file with its revisions, or a link (`url`). `proves_on` is the day that it proves something of.

    Seen by those who may see the municipality; by the public only once it is marked so. What was withdrawn keeps its
    caption and the names and hashes of its files, with who withdrew it and why; the files are gone.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="evidence")
    caption = models.CharField("คำอธิบาย", max_length=300)
    url = models.URLField("ลิงก์", max_length=1000, blank=True)
    proves_on = models.DateField("วันที่ของหลักฐาน", null=True, blank=True)
    is_public = models.BooleanField("เผยแพร่ต่อสาธารณะได้", default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField("ถอนเมื่อ", null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = models.CharField("เหตุผลที่ถอน", max_length=500, blank=True)

    class Meta:
        verbose_name = "หลักฐาน"
        verbose_name_plural = "หลักฐาน"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.caption

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


def evidence_path(file: "EvidenceFile", filename: str) -> str:
    """Where a file is kept: under its hash, so that no name of a person's making reaches the disk."""
    return f"evidence/{file.evidence.municipality.slug}/{file.sha256}.{file.kind}"


def web_picture_path(file: "EvidenceFile", filename: str) -> str:
    """Where the smaller picture for pages and documents is kept."""
    return f"evidence/{file.evidence.municipality.slug}/{file.sha256}-web.jpg"


class EvidenceFile(models.Model):
    """One revision of a file. The newest counts; the older ones stay.

    `sha256` is of the file as it came; `file` is as it came but for a picture, which is turned upright and has lost
    where it was taken; `web` is the smaller picture.
    """

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="files")
    revision = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to=evidence_path, max_length=300)
    web = models.FileField(upload_to=web_picture_path, max_length=300, blank=True)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=4, choices=FileKind.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "revision"], name="evidence_revision_once"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="evidence_revision_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.revision})"


auditlog.register(Evidence)
auditlog.register(EvidenceFile)
