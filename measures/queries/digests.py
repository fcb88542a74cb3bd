"""Reads who is to be reminded of what, and what was sent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.access import SCORERS
from accounts.models import Membership, Municipality, User
from measures.digests import DAYS_BEFORE, LATE_WEEKS, DueReminder, reminders_due
from measures.models import Digest, ProgressReport, Reminder, Responsibility, Step
from measures.queries.measures import PlanStep, plan_step
from measures.queries.reporters import NOBODY, reporters_by_municipality
from measures.standing import standing
from thaitext.fiscal import fiscal_year

#: So often a mail is tried, and for so long after the day of its digest.
MAX_ATTEMPTS = 5
MAILED_WITHIN = timedelta(days=7)
_STEPS_AT_ONCE = 1000

StepReminder: TypeAlias = DueReminder[PlanStep]


def reminders_by_person(day: date) -> dict[User, list[StepReminder]]:
    """Whom to remind of what on `day`, in measures of last fiscal year and later; what was told already is not known.

    Whose a step is, `measures.queries.reporters` says, as for the lists of work. Who has reported on the step since the
    mark was reached knows of it. Four queries for a thousand steps, three for each further thousand.
    """
    reports = ProgressReport.objects.only("step", "date", "due", "status", "by", "at")
    steps = (
        Step.objects.filter(_may_be_told(day))
        .select_related("measure")
        .defer("text", "supervision", "measure__title")
        .prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.select_related("department")),
            Prefetch("reports", reports),
        )
        .order_by("measure__municipality", "measure__action_year", "measure__order", "measure", "order", "pk")
    )
    people = reporters_by_municipality()
    plans = (plan_step(step.measure, step, day) for step in steps.iterator(chunk_size=_STEPS_AT_ONCE))
    found: dict[User, list[StepReminder]] = defaultdict(list)
    for reminder in reminders_due(plans, day):
        reporters = people.get(reminder.step.measure.municipality_id, NOBODY)
        for person in reporters.of(reminder.step.step, reminder.step.departments):
            if not _reported(person, reminder):
                found[person].append(reminder)
    return dict(found)


def _may_be_told(day: date) -> Q:
    """The steps of which a deadline may be told on `day`; the others need not be read.

    Those of a time of their own end about then; those of the year are of an action year that is not over for longer.
    """
    first, last = day - timedelta(weeks=LATE_WEEKS), day + timedelta(days=max(DAYS_BEFORE))
    open_years = Q(measure__action_year__gte=fiscal_year(day) - 1)
    by_days = Q(start__isnull=False, end__gte=first, end__lte=last)
    by_year = Q(
        start__isnull=True, measure__action_year__gte=fiscal_year(first), measure__action_year__lte=fiscal_year(last)
    )
    return open_years & (by_days | by_year)


def _reported(person: User, reminder: StepReminder) -> bool:
    return any(
        report.by_id == person.pk and timezone.localdate(report.at) >= reminder.since
        for report in reminder.step.reports
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is mailed on `day`: the newest digest, with what older ones said whose mail never went."""

    digest: Digest
    day: date
    reminders: Sequence[Reminder]


def letters_to_mail(day: date) -> list[Letter]:
    """The mail of `day`, those tried least first: one a person, of the digests of the week whose mail has not gone.

    Told is what still waits: no deadline that was reported on meanwhile, and nothing of a municipality in which the
    person may not report any more. Nobody who has had a mail today gets another. Three queries.
    """
    later = Digest.objects.filter(user=OuterRef("user"), day__gt=OuterRef("day"), mailed_at__isnull=False)
    today = Digest.objects.filter(user=OuterRef("user"), mailed_at__date=timezone.localdate())
    waiting = Digest.objects.filter(
        ~Exists(later), ~Exists(today), mailed_at=None, day__lte=day, day__gt=day - MAILED_WITHIN, user__is_active=True
    )
    steps = Step.objects.select_related("measure__municipality").prefetch_related(
        Prefetch("reports", ProgressReport.objects.only("step", "date", "due", "status"))
    )
    still = Membership.objects.filter(
        user=OuterRef("user"), municipality=OuterRef("step__measure__municipality"), role__in=SCORERS
    )
    reminders = Reminder.objects.filter(Exists(still)).prefetch_related(Prefetch("step", steps))
    found: dict[int, list[Digest]] = defaultdict(list)
    for digest in waiting.order_by("-day").prefetch_related(Prefetch("reminders", reminders)):
        found[digest.user_id].append(digest)
    letters = [Letter(newest, day, _still_open([newest, *older], day)) for newest, *older in found.values()]
    wanted = [
        each for each in letters if each.reminders and each.digest.address and each.digest.attempts < MAX_ATTEMPTS
    ]
    return sorted(wanted, key=lambda letter: (letter.digest.attempts, letter.digest.pk))


def _still_open(digests: Iterable[Digest], day: date) -> list[Reminder]:
    """What the digests say, the newest first, that is open still; each deadline once."""
    found: dict[tuple[int, date], Reminder] = {}
    for reminder in (each for digest in digests for each in digest.reminders.all()):
        step = reminder.step
        due = standing(step.when.dues(step.measure.action_year), step.reports.all(), day).due
        if due is not None and due <= reminder.due:
            found.setdefault((step.pk, reminder.due), reminder)
    return sorted(found.values(), key=lambda reminder: (reminder.due, reminder.pk))


def _with_mailing(digests: QuerySet[Digest]) -> QuerySet[Digest]:
    """The digests with what their page says of the mail: whether a newer one stands for it, and whether it is over."""
    newer = Digest.objects.filter(user=OuterRef("user"), day__gt=OuterRef("day"))
    is_over = Q(day__lte=timezone.localdate() - MAILED_WITHIN)
    return digests.annotate(superseded=Exists(newer), over=ExpressionWrapper(is_over, BooleanField()))


def digests_listed(user: User) -> QuerySet[Digest]:
    """What `user` was told, the newest first; of municipalities that the person may not see any more, nothing."""
    visible = Municipality.objects.visible_to(user)
    reminders = Reminder.objects.filter(step__measure__municipality__in=visible)
    return _with_mailing(Digest.objects.filter(user=user)).prefetch_related(
        Prefetch("reminders", reminders.select_related("step__measure__municipality"))
    )


def reminders_listed(municipality: Municipality, action_year: int) -> QuerySet[Reminder]:
    """What was sent about the steps of a municipality's action year (Buddhist Era): the newest first, by person."""
    sent = Reminder.objects.filter(step__measure__municipality=municipality, step__measure__action_year=action_year)
    digests = Prefetch("digest", _with_mailing(Digest.objects.all()))
    sent = sent.select_related("user", "step__measure").prefetch_related(digests)
    return sent.order_by("-digest__day", "digest", "due", "pk")
