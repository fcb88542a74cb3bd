"""What people are reminded of, and the calendar that they can take with them."""

from django.conf import settings
from django.db import models

from accounts.models import Municipality
from measures.models.measure import Step


class Digest(models.Model):
    """What one person is told on one day, in the portal and by e-mail: at most one a day.

    `mailed_at` is None until the mail has gone; `address` is where to, empty for a person without one.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    day = models.DateField()
    address = models.EmailField(blank=True)
    mailed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class Reminder(models.Model):
    """One line of a digest: a step, the deadline, and why now: "30", "7", "1" days before, or "late-1", "late-2" …"""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    step = models.ForeignKey(Step, models.CASCADE, related_name="reminders")
    due = models.DateField()
    mark = models.CharField(max_length=8)

    class Meta:
        ordering = ["due", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "step", "due", "mark"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.step_id} {self.due} {self.mark}"


class CalendarFeed(models.Model):
    """The private address of a municipality's calendar; a new token ends the old address."""

    municipality = models.OneToOneField(Municipality, models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.municipality_id)
