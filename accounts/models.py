"""People, municipalities, departments and memberships."""

from pathlib import Path
from typing import Self

from auditlog.registry import auditlog
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower


class User(AbstractUser):
    """A person who logs in by user name.

    User names are ASCII: Django normalises them by NFKC, which takes Thai ำ apart.
    """

    username = models.CharField(
        "ชื่อผู้ใช้",
        max_length=150,
        unique=True,
        validators=[ASCIIUsernameValidator(message="ชื่อผู้ใช้ใช้ได้เฉพาะอักษรอังกฤษ ตัวเลข และ @ . + - _")],
        error_messages={"unique": "มีชื่อผู้ใช้นี้แล้ว กรุณาใช้ชื่ออื่น"},
    )
    title = models.CharField("คำนำหน้า", max_length=50, blank=True)

    class Meta:
        verbose_name = "ผู้ใช้"
        verbose_name_plural = "ผู้ใช้"
        constraints = [
            # People log in whatever the case: two names that differ by case alone would lock both out.
            models.UniqueConstraint(
                Lower("username"), name="username_once", violation_error_message="มีชื่อผู้ใช้นี้แล้ว กรุณาใช้ชื่ออื่น"
            )
        ]

    def get_full_name(self) -> str:
        """Title, first name and last name as a signature block prints them."""
        return f"{self.title}{self.first_name} {self.last_name}".strip() or self.username


class Kind(models.TextChoices):
    """Kinds of local government, with the words that stand before the proper name."""

    NAKHON = "nakhon", "เทศบาลนคร"
    MUEANG = "mueang", "เทศบาลเมือง"
    TAMBON = "tambon", "เทศบาลตำบล"
    SAO = "sao", "องค์การบริหารส่วนตำบล"
    PAO = "pao", "องค์การบริหารส่วนจังหวัด"


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Municipalities, scoped to a person."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those where `user` has a role, or oversees the province; all for a superuser, none for strangers."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        mine = Membership.objects.filter(user=user)
        return self.filter(
            models.Q(pk__in=mine.filter(municipality__isnull=False).values("municipality"))
            | models.Q(province__in=mine.filter(role=Role.OVERSEER).values("province"))
        )


#: What addresses of the portal itself begin with: no municipality's public page can stand there.
RESERVED_SLUGS = frozenset(
    {"accounts", "admin", "api", "calendar", "check", "health", "m", "media", "provinces", "site", "static", "work"}
)


def slug_free(slug: str) -> None:
    """Raises ValidationError for a slug that addresses of the portal itself begin with."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(f"ชื่อในที่อยู่เว็บ “{slug}” เป็นที่อยู่ของระบบเอง กรุณาใช้ชื่ออื่น เช่น เติมชื่อจังหวัดต่อท้าย")


def seal_path(municipality: "Municipality", filename: str) -> str:
    """Where a municipality's seal is kept, whatever the file was called: always as PNG (accounts.seals)."""
    return f"seals/{municipality.slug}.png"


class Municipality(models.Model):
    """A local government: a tenant of the portal. `name` is the full official name."""

    slug = models.CharField(
        "ชื่อในที่อยู่เว็บ",
        max_length=80,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
                "ชื่อในที่อยู่เว็บ “%(value)s” ใช้ไม่ได้ กรุณาใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง เช่น ban-suan",
            ),
            slug_free,
        ],
        error_messages={
            "blank": "กรุณาระบุชื่อในที่อยู่เว็บ เช่น ban-suan",
            "unique": "มีหน่วยงานที่ใช้ชื่อในที่อยู่เว็บนี้อยู่แล้ว กรุณาใช้ชื่ออื่น",
        },
    )
    name = models.CharField("ชื่อเต็ม", max_length=200)
    proper_name = models.CharField("ชื่อเฉพาะ", max_length=150)
    kind = models.CharField("ประเภท", max_length=10, choices=Kind.choices)
    district = models.CharField("อำเภอ", max_length=100, blank=True)
    province = models.CharField("จังหวัด", max_length=100, db_index=True)
    seal = models.ImageField("ตราประจำหน่วยงาน", upload_to=seal_path, blank=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "หน่วยงาน"
        verbose_name_plural = "หน่วยงาน"
        ordering = ["province", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def seal_file(self) -> Path | None:
        """The picture of the seal; None where there is none, or where its file has gone from the disk."""
        if not self.seal:
            return None
        path = Path(self.seal.path)
        return path if path.exists() else None

    @property
    def unbroken_names(self) -> tuple[str, ...]:
        """Names that a document must not cut at a line's end. Other names are made of words, and break between them."""
        return (self.proper_name, self.province)


class Department(models.Model):
    """A department (ส่วนราชการ) that is responsible for steps."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="departments", verbose_name="หน่วยงาน")
    name = models.CharField("ชื่อส่วนราชการ", max_length=200)
    order = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = "ส่วนราชการ"
        verbose_name_plural = "ส่วนราชการ"
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="department_once",
                violation_error_message="มีส่วนราชการชื่อนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a person does here (DESIGN: People)."""

    STAFF = "staff", "เจ้าหน้าที่"
    INTEGRITY_OFFICER = "integrity_officer", "เจ้าหน้าที่คุณธรรม"
    EXECUTIVE = "executive", "ผู้บริหาร"
    OVERSEER = "overseer", "ผู้กำกับ"


class Membership(models.Model):
    """A person's role in a municipality, or, for an overseer, in a province."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name="ผู้ใช้")
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="memberships", null=True, blank=True, verbose_name="หน่วยงาน"
    )
    role = models.CharField("บทบาท", max_length=20, choices=Role.choices)
    province = models.CharField("จังหวัดที่กำกับ", max_length=100, blank=True)
    position = models.CharField("ตำแหน่ง", max_length=200, blank=True)
    department = models.ForeignKey(
        Department, models.SET_NULL, related_name="memberships", null=True, blank=True, verbose_name="ส่วนราชการ"
    )

    class Meta:
        verbose_name = "สมาชิก"
        verbose_name_plural = "สมาชิก"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "municipality", "role"],
                condition=models.Q(municipality__isnull=False),
                name="membership_once",
                violation_error_message="ผู้ใช้มีบทบาทนี้ในหน่วยงานอยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["user", "province"],
                condition=models.Q(role=Role.OVERSEER),
                name="overseer_once",
                violation_error_message="ผู้ใช้กำกับจังหวัดนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(role=Role.OVERSEER, municipality__isnull=True) & ~models.Q(province="")
                    | ~models.Q(role=Role.OVERSEER) & models.Q(municipality__isnull=False, province="")
                ),
                name="overseer_of_a_province_others_of_a_municipality",
                violation_error_message="ผู้กำกับต้องระบุจังหวัดและไม่ระบุหน่วยงาน บทบาทอื่นต้องระบุหน่วยงานและไม่ระบุจังหวัด",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.municipality or self.province}"


for _model in (User, Municipality, Department, Membership):
    auditlog.register(_model, exclude_fields=["last_login", "password"] if _model is User else [])
