"""How a municipality's documents look: head line, margins, page numbers, and who signs."""

from dataclasses import dataclass
from decimal import Decimal

from auditlog.registry import auditlog
from django.db import models

from accounts.models import Municipality


class NumbersPlace(models.TextChoices):
    """Where page numbers stand, from the second page on."""

    TOP_CENTER = "top-center", "ด้านบน กึ่งกลาง"
    TOP_RIGHT = "top-right", "ด้านบน ชิดขวา"
    BOTTOM_CENTER = "bottom-center", "ด้านล่าง กึ่งกลาง"
    BOTTOM_RIGHT = "bottom-right", "ด้านล่าง ชิดขวา"
    NONE = "none", "ไม่แสดงเลขหน้า"


class Duty(models.TextChoices):
    """What a signatory did, in the order in which they sign."""

    PREPARED = "prepared", "ผู้จัดทำ"
    CHECKED = "checked", "ผู้ตรวจสอบ"
    APPROVED = "approved", "ผู้อนุมัติ"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: name, position in lines, and for whose position he or she acts (รักษาราชการแทน), if for anybody's."""

    name: str
    position: str = ""
    acting_for: str = ""


def margin(name: str, default: str) -> "models.DecimalField[Decimal, Decimal]":
    """A margin in centimetres."""
    return models.DecimalField(name, max_digits=3, decimal_places=1, default=Decimal(default))


class Letterhead(models.Model):
    """The look of a municipality's documents. The defaults are the official look (UX.md section 4).

    A duty without a name signs nothing; without an approver the registered executive does. `version` counts changes.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name="หน่วยงาน")
    head_line = models.CharField("ข้อความหัวกระดาษ", max_length=120, blank=True)
    left_cm = margin("ขอบซ้าย (ซม.)", "3")
    right_cm = margin("ขอบขวา (ซม.)", "2")
    top_cm = margin("ขอบบน (ซม.)", "2.5")
    bottom_cm = margin("ขอบล่าง (ซม.)", "2")
    numbers = models.CharField(
        "ตำแหน่งเลขหน้า", max_length=13, choices=NumbersPlace.choices, default=NumbersPlace.TOP_CENTER
    )
    prepared_name = models.CharField("ชื่อผู้จัดทำ", max_length=200, blank=True)
    prepared_position = models.CharField("ตำแหน่งผู้จัดทำ", max_length=300, blank=True)
    prepared_acting_for = models.CharField("ผู้จัดทำรักษาราชการแทน", max_length=200, blank=True)
    checked_name = models.CharField("ชื่อผู้ตรวจสอบ", max_length=200, blank=True)
    checked_position = models.CharField("ตำแหน่งผู้ตรวจสอบ", max_length=300, blank=True)
    checked_acting_for = models.CharField("ผู้ตรวจสอบรักษาราชการแทน", max_length=200, blank=True)
    approved_name = models.CharField("ชื่อผู้อนุมัติ", max_length=200, blank=True)
    approved_position = models.CharField("ตำแหน่งผู้อนุมัติ", max_length=300, blank=True)
    approved_acting_for = models.CharField("ผู้อนุมัติรักษาราชการแทน", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "รูปแบบเอกสาร"
        verbose_name_plural = "รูปแบบเอกสาร"
        constraints = [models.UniqueConstraint(fields=["municipality"], name="letterhead_once")]

    def __str__(self) -> str:
        return f"รูปแบบเอกสารของ{self.municipality}"

    def signatory(self, duty: Duty) -> Signatory:
        """Who has the duty; without a name nobody."""
        return Signatory(
            getattr(self, f"{duty}_name"), getattr(self, f"{duty}_position"), getattr(self, f"{duty}_acting_for")
        )


auditlog.register(Letterhead)
