"""Reads who is to be reminded of what, and what was sent."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from accounts.access import EDITORS, SCORERS
from accounts.models import Membership, Municipality, User
from measures.digests import DueReminder, reminders_due
from measures.models import Digest, ProgressReport, Reminder, Responsibility, Step
from measures.queries.measures import PlanStep, plan_step
from thaitext.fiscal import fiscal_year

#: So often a mail is tried, and for so long after the day of its digest.
MAX_ATTEMPTS = 5
MAILED_WITHIN = timedelta(days=7)
_STEPS_AT_ONCE = 1000

StepReminder: TypeAlias = DueReminder[PlanStep]


def reminders_by_person(day: date) -> dict[User, list[StepReminder]]:
    """Whom to remind of what on `day`, in measures of last fiscal year and later; what was told already is not known.

    A step is the assignee's; without one who belongs to the municipality still, it is that of the people who report for
    the responsible departments; else that of the integrity officers. Who has reported on the step since the mark was
    reached knows of it. Four queries for a thousand steps.
    """
    people = Membership.objects.filter(user__is_active=True).select_related("user").order_by("pk")
    steps = (
        Step.objects.filter(measure__action_year__gte=fiscal_year(day) - 1)
        .select_related("measure__municipality")
        .prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.select_related("department")),
            Prefetch("reports", ProgressReport.objects.only("step", "due", "status", "by", "at")),
            Prefetch("measure__municipality__memberships", people),
        )
        .order_by("measure__municipality", "measure__action_year", "measure__order", "measure", "order", "pk")
    )
    plans = (plan_step(step.measure, step, day) for step in steps.iterator(chunk_size=_STEPS_AT_ONCE))
    found: dict[User, list[StepReminder]] = defaultdict(list)
    for reminder in reminders_due(plans, day):
        memberships = reminder.step.measure.municipality.memberships.all()
        for person in _recipients(reminder.step, memberships):
            if not _reported(person, reminder):
                found[person].append(reminder)
    return dict(found)


def _recipients(plan: PlanStep, memberships: Iterable[Membership]) -> list[User]:
    """Whose the step is, each person once."""
    members = list(memberships)
    units = {department.pk for department in plan.departments}
    groups = (
        [each for each in members if each.user_id == plan.step.assignee_id],
        [each for each in members if each.department_id in units and each.role in SCORERS],
        [each for each in members if each.role in EDITORS],
    )
    return list(dict.fromkeys(each.user for each in next(filter(None, groups), [])))


def _reported(person: User, reminder: StepReminder) -> bool:
    return any(
        report.by_id == person.pk and timezone.localdate(report.at) >= reminder.since
        for report in reminder.step.reports
    )


def digests_to_mail(day: date) -> list[Digest]:
    """The digests of `day`, and of the week before it, whose mail has not gone and may still be tried. Two queries."""
    said = Reminder.objects.filter(digest=OuterRef("pk"))  # the steps may have been removed meanwhile
    waiting = Digest.objects.filter(
        Exists(said),
        mailed_at=None,
        attempts__lt=MAX_ATTEMPTS,
        day__lte=day,
        day__gt=day - MAILED_WITHIN,
        user__is_active=True,
    )
    reminders = Reminder.objects.select_related("step__measure__municipality")
    return list(waiting.exclude(address="").order_by("day", "pk").prefetch_related(Prefetch("reminders", reminders)))


def digests_listed(user: User) -> QuerySet[Digest]:
    """What `user` was told, the newest first; of municipalities that the person may not see any more, nothing."""
    visible = Municipality.objects.visible_to(user)
    reminders = Reminder.objects.filter(step__measure__municipality__in=visible)
    return Digest.objects.filter(user=user).prefetch_related(
        Prefetch("reminders", reminders.select_related("step__measure__municipality"))
    )


def reminders_listed(municipality: Municipality, action_year: int) -> QuerySet[Reminder]:
    """What was sent about the steps of a municipality's action year (Buddhist Era): the newest first, by person."""
    sent = Reminder.objects.filter(step__measure__municipality=municipality, step__measure__action_year=action_year)
    return sent.select_related("digest", "user", "step__measure").order_by("-digest__day", "digest", "due", "pk")
