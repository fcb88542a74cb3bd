"""Tells people what is due: one digest a person and day, in the portal and by mail.

Two workers at once, and a job that runs again, tell nothing twice: the database holds one digest a person and day and
each mark of a deadline once. A mail is marked as sent before it is handed to the server, and unmarked when the server
refuses it: it goes once, or, if the machine stops in that moment, not at all; the digest stands in the portal. After
days without a server a person gets one mail: that of the newest digest, with what the older ones said and still is so.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPHeloError,
    SMTPServerDisconnected,
)

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from measures.digests import SATURDAY, subject
from measures.models import Digest, Reminder
from measures.queries.digests import Letter, StepReminder, letters_to_mail, reminders_by_person
from measures.wording import days_words
from thaitext.hours import format_weekday_date

logger = logging.getLogger(__name__)

#: After so many refused mails in a row the server is taken to be down: the others wait for the next run.
REFUSALS = 3
#: What a server says, or does, before it has looked at a mail.
_NO_SERVER = (SMTPServerDisconnected, SMTPConnectError, SMTPHeloError, SMTPAuthenticationError)


class MailUnreachedError(Exception):
    """There is no mail server to be asked at present."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a run did: digests made, their lines, mails sent, mails that the server refused."""

    digests: int
    reminders: int
    mails: int
    refused: int


def reminders_send(*, day: date) -> Sent:
    """Makes the digests of `day` and mails what waits, nothing at a weekend. Doing it again does what is left to do."""
    if day.weekday() >= SATURDAY:
        return Sent(0, 0, 0, 0)
    made = [
        digest
        for person, reminders in reminders_by_person(day).items()
        if (digest := digest_make(user=person, day=day, reminders=reminders))
    ]
    lines = Reminder.objects.filter(digest__in=made).count()
    mails, refused, in_a_row = 0, 0, 0
    try:
        for letter in letters_to_mail(day):
            sent = digest_mail(letter=letter)
            mails += sent is True
            refused += sent is False
            in_a_row = in_a_row + 1 if sent is False else 0
            if in_a_row == REFUSALS:
                logger.error("The mail server refused %s mails in a row: the others wait for the next run", REFUSALS)
                break
    except MailUnreachedError as error:
        logger.error("The mail server cannot be reached, all mail waits for the next run: %s", error)
    return Sent(len(made), lines, mails, refused)


def digest_make(*, user: User, day: date, reminders: Sequence[StepReminder]) -> Digest | None:
    """Stores what `user` is told on `day`; None where a digest of the day is there, or all of it was told before."""
    try:
        with transaction.atomic():
            if Digest.objects.filter(user=user, day=day).exists():
                return None
            steps = [each.step.step for each in reminders]
            told = set(Reminder.objects.filter(user=user, step__in=steps).values_list("step", "due", "mark"))
            new = [each for each in reminders if (each.step.step.pk, each.due, each.mark) not in told]
            if not new:
                return None
            digest = Digest.objects.create(user=user, day=day, address=user.email)
            Reminder.objects.bulk_create(
                Reminder(digest=digest, user=user, step=each.step.step, due=each.due, mark=each.mark) for each in new
            )
            return digest
    except IntegrityError:  # another worker was first, or a step went meanwhile: the next run sees how it is
        return None


def digest_mail(*, letter: Letter) -> bool | None:
    """Mails a digest: whether the server took it; None where another worker has taken the digest since it was read.

    Raises MailUnreachedError where there was no server to take or refuse it; that counts as no attempt.
    """
    message = _message(letter)
    own = Digest.objects.filter(pk=letter.digest.pk)
    mine = own.filter(mailed_at=None, attempts=letter.digest.attempts)
    if not mine.update(mailed_at=timezone.now(), attempts=F("attempts") + 1):
        return None
    try:
        message.send()
    except Exception as error:  # whatever the server does, the others get theirs
        if _unreached(error):
            own.update(mailed_at=None, attempts=F("attempts") - 1)
            raise MailUnreachedError(str(error)) from error
        logger.exception("The mail of digest %s was refused", letter.digest.pk)
        own.update(mailed_at=None)
        return False
    return True


def _unreached(error: Exception) -> bool:
    """Whether there was no connection, or none that the server let us use: no fault of this mail."""
    if isinstance(error, SMTPException):
        return isinstance(error, _NO_SERVER)
    return isinstance(error, OSError)


def _message(letter: Letter) -> EmailMessage:
    lines = []
    for reminder in letter.reminders:
        measure = reminder.step.measure
        days = (reminder.due - letter.day).days
        address = reverse("step_page", args=[measure.municipality.slug, measure.action_year, reminder.step_id])
        lines.append((days, days_words(days), reminder, f"{settings.PORTAL_URL}{address}"))
    context = {
        "day": format_weekday_date(letter.day),
        "groups": [
            (title, found)
            for title, found in (
                ("เกินกำหนดแล้ว", [line for line in lines if line[0] < 0]),
                ("ใกล้ครบกำหนด", [line for line in lines if line[0] >= 0]),
            )
            if found
        ],
        "work": f"{settings.PORTAL_URL}{reverse('mine')}",
    }
    return EmailMessage(
        subject(letter.day, [days for days, *_ in lines]),
        render_to_string("measures/mail/digest.txt", context),
        to=[letter.digest.address],
    )
