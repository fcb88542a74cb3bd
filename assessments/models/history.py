"""What people did to a year's figures: who, when, from what to what; and who handed the year on."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from assessments.models.assessment import Assessment, State, score_field


class ScoreAct(models.Model):
    """What one person did at once: a cell, a page, a paste, an import, or taking such an act back.

    An act is undone as a whole, by another act: nothing leaves the history. `by` is None on the command line alone:
    people of a history are not deleted, they are made inactive.
    """

    class Kind(models.TextChoices):
        """How the figures came in."""

        CELL = "cell", "กรอกในตาราง"
        FORM = "form", "บันทึกทั้งหน้า"
        PASTE = "paste", "วางข้อมูล"
        IMPORT = "import", "นำเข้าข้อมูล"
        UNDO = "undo", "เลิกทำ"

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="score_acts")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undone_by")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.assessment_id}"


class ScoreChange(models.Model):
    """One figure's change by an act. `place` is `assessments.codes.place_key`, `version` the one that it made.

    The year stands here too, so that the database itself refuses two changes of a figure to one version.
    """

    act = models.ForeignKey(ScoreAct, models.CASCADE, related_name="changes")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="score_changes")
    place = models.CharField(max_length=12)
    before = score_field(null=True)
    after = score_field(null=True)
    version = models.PositiveIntegerField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "place", "version"], name="score_change_once_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.before} → {self.after}"


class ScoreComment(models.Model):
    """What a person remarks on a figure, for those who enter and approve it."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="score_comments")
    place = models.CharField(max_length=12)
    text = models.TextField("ความเห็น", max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class StateChange(models.Model):
    """One step of a year's figures between entering, submission and approval (DESIGN: States).

    `missing` counts the cells that the person confirmed to have no score when submitting.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="state_changes")
    state = models.CharField(max_length=9, choices=State.choices)
    reason = models.TextField("เหตุผล", max_length=1000, blank=True)
    missing = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.assessment} {self.get_state_display()}"
