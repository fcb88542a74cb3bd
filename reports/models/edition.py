"""Editions of documents: what was submitted, who decided, and the files of what was approved."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Municipality
from reports.models.job import Job


class EditionState(models.TextChoices):
    """Where an edition stands (DESIGN: States). Only a submitted one can still be decided on."""

    SUBMITTED = "submitted", "รอผู้บริหารพิจารณา"
    RETURNED = "returned", "ส่งคืนให้แก้ไข"
    APPROVED = "approved", "อนุมัติแล้ว"


class Edition(models.Model):
    """A document as it was submitted: frozen, whatever becomes of the data that it was made from.

    `content` is the document (`reports.snapshots`), `figures` the year's figures that it goes back to, `pictures` the
    SHA-256 of the pictures that are kept with it. `number` (1, 2, …) is given at approval, so that what was returned
    leaves no gap; `replaces` is the approved edition that this one corrects. `approval` is the one that counts.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=40)
    fiscal_year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField("ฉบับที่", null=True)
    state = models.CharField("สถานะ", max_length=9, choices=EditionState.choices, default=EditionState.SUBMITTED)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    approval = models.ForeignKey("Approval", models.PROTECT, null=True, related_name="+")
    note = models.TextField("ข้อความถึงผู้บริหาร", max_length=1000, blank=True)
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    figures = models.TextField()
    pictures = models.JSONField(default=list)
    remarks_read = models.JSONField(default=list)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        verbose_name = "ฉบับของเอกสาร"
        verbose_name_plural = "ฉบับของเอกสาร"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "fiscal_year"],
                condition=Q(state=EditionState.SUBMITTED),
                name="edition_waits_once",
            ),
            models.UniqueConstraint(
                fields=["municipality", "kind", "fiscal_year", "number"], name="edition_number_once"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=EditionState.APPROVED, number__isnull=False, approval__isnull=False)
                    | ~Q(state=EditionState.APPROVED) & Q(number__isnull=True, approval__isnull=True)
                ),
                name="edition_approved_has_number_and_approval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.municipality} {self.fiscal_year} {self.number or self.get_state_display()}"

    @property
    def waits(self) -> bool:
        """Whether nobody has decided on it yet."""
        return self.state == EditionState.SUBMITTED

    @property
    def approved(self) -> bool:
        """Whether it was approved, and therefore never changes again."""
        return self.state == EditionState.APPROVED


class Approval(models.Model):
    """The document with its approval lines as one approver would sign it, before he does and after.

    He reads this very content and its PDF (`files`) and then confirms; an edition names the one that was confirmed. The
    lines are `name`, `position`, `acting` (the office in whose stead, or empty), `day`, `number` and `code`; `content`
    is the whole document with them. `prepared_at` is when he asked for this form last: whoever goes back to an earlier
    one signs that.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="approvals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField("ชื่อผู้อนุมัติ", max_length=320)
    position = models.CharField("ตำแหน่ง", max_length=200)
    acting = models.CharField("รักษาราชการแทน", max_length=200, blank=True)
    day = models.DateField("วันที่อนุมัติ")
    number = models.PositiveSmallIntegerField("ฉบับที่")
    code = models.CharField("รหัสเอกสาร", max_length=160)
    content = models.TextField()
    content_sha256 = models.CharField(max_length=64, db_index=True)
    prepared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "การอนุมัติ"
        verbose_name_plural = "การอนุมัติ"
        ordering = ["-prepared_at", "-pk"]

    def __str__(self) -> str:
        return self.code


def edition_file_path(file: "EditionFile", filename: str = "") -> str:
    """Where a file of an approval is kept; each writing has a name of its own, so that none overwrites another."""
    approval = file.approval
    return f"editions/{approval.edition.municipality.slug}/{approval.code}/{uuid.uuid4().hex}.{file.format}"


class EditionFile(models.Model):
    """A file of an approved document, or of one about to be approved. It is written once, by the `job` that makes it.

    Without `sha256` it is not made yet. `file_name` is the name that people see.
    """

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="files")
    format = models.CharField(max_length=5)
    digits = models.CharField(max_length=6)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="edition_files")
    file = models.FileField(upload_to=edition_file_path, max_length=300, blank=True)
    file_name = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "ไฟล์ของเอกสาร"
        verbose_name_plural = "ไฟล์ของเอกสาร"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["approval", "format", "digits"], name="edition_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.approval} {self.format} {self.digits}"

    @property
    def made(self) -> bool:
        """Whether the file is there to be read."""
        name = self.file.name or ""
        return self.sha256 != "" and name != "" and self.file.storage.exists(name)


class EditionEvent(models.Model):
    """One act upon an edition: who, when, why. People of a history are not deleted, they are made inactive."""

    class Act(models.TextChoices):
        """What was done."""

        SUBMIT = "submit", "เสนอให้ผู้บริหารพิจารณา"
        PREPARE = "prepare", "จัดทำฉบับที่จะอนุมัติ"
        RETURN = "return", "ส่งคืนให้แก้ไข"
        APPROVE = "approve", "อนุมัติ"
        PUBLISH = "publish", "เผยแพร่ต่อสาธารณะ"
        WITHDRAW = "withdraw", "ถอนการเผยแพร่"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="events")
    act = models.CharField(max_length=10, choices=Act.choices)
    reason = models.TextField("เหตุผล", max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.edition} {self.get_act_display()}"
