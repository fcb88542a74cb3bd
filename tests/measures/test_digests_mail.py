"""How a digest goes by mail: when the server refuses it, when there is none, and when somebody left meanwhile."""

from collections.abc import Iterator
from datetime import date, datetime
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from accounts.models import Membership, Role
from measures.models import Digest, Reminder, Status
from measures.queries.digests import letters_to_mail
from measures.verbs.digests import Sent, digest_mail, reminders_send
from measures.verbs.progress import progress_record
from tests.factories import municipality
from tests.measures.test_digests_sent import BANGKOK, WEDNESDAY, step_of, worker


class RefusingBackend(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPRecipientsRefused({})


class AbsentBackend(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, email_messages: Any) -> int:
        raise ConnectionRefusedError("no server")


class LockedBackend(BaseEmailBackend):
    """A mail server that does not know the portal's password."""

    def send_messages(self, email_messages: Any) -> int:
        raise SMTPAuthenticationError(535, b"wrong password")


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Traveller]:
    """It is Wednesday, the 25th of March 2569, eight o'clock in Bangkok."""
    with time_machine.travel("2026-03-25T08:00:00+07:00", tick=False) as traveller:
        yield traveller


def test_refused_mail_is_tried_five_times_without_a_second_digest(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    place = municipality()
    anna = worker(place)
    step_of(place, date(2026, 4, 1), assignee=anna)

    runs = [reminders_send(day=WEDNESDAY) for _ in range(6)]

    digest = Digest.objects.get()
    assert [(run.digests, run.refused) for run in runs] == [(1, 1), (0, 1), (0, 1), (0, 1), (0, 1), (0, 0)]
    assert (digest.attempts, digest.mailed_at) == (5, None)


def test_refused_mail_goes_with_the_next_run(settings: Settings) -> None:
    settings.EMAIL_BACKEND, working = f"{__name__}.RefusingBackend", settings.EMAIL_BACKEND
    place = municipality()
    anna = worker(place)
    step_of(place, date(2026, 4, 1), assignee=anna)
    reminders_send(day=WEDNESDAY)

    settings.EMAIL_BACKEND = working
    sent = reminders_send(day=WEDNESDAY)

    digest = Digest.objects.get()
    assert (sent, len(mail.outbox)) == (Sent(0, 0, 1, 0), 1)
    assert (digest.attempts, digest.mailed_at) == (2, datetime(2026, 3, 25, 8, tzinfo=BANGKOK))


def test_server_that_is_down_is_not_asked_for_everybody(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    place = municipality()
    for number in range(5):
        step_of(place, date(2026, 4, 1), assignee=worker(place), text=str(number))

    assert reminders_send(day=WEDNESDAY) == Sent(digests=5, reminders=5, mails=0, refused=3)
    assert sorted(Digest.objects.values_list("attempts", flat=True)) == [0, 0, 1, 1, 1]


@pytest.mark.parametrize("backend", ["AbsentBackend", "LockedBackend"])
def test_mail_waits_without_a_count_where_there_is_no_server(backend: str, settings: Settings) -> None:
    settings.EMAIL_BACKEND, working = f"{__name__}.{backend}", settings.EMAIL_BACKEND
    place = municipality()
    for number in range(5):
        step_of(place, date(2026, 4, 1), assignee=worker(place), text=str(number))

    runs = [reminders_send(day=WEDNESDAY) for _ in range(6)]
    attempts = set(Digest.objects.values_list("attempts", "mailed_at"))
    settings.EMAIL_BACKEND = working

    assert runs == [Sent(5, 5, 0, 0), *[Sent(0, 0, 0, 0)] * 5]
    assert attempts == {(0, None)}
    assert reminders_send(day=WEDNESDAY) == Sent(0, 0, 5, 0)


def test_one_mail_tells_all_of_the_days_without_a_server(settings: Settings, clock: time_machine.Traveller) -> None:
    """Each day from Wednesday to Friday a mark is reached; on Monday the first step is done already."""
    settings.EMAIL_BACKEND, working = f"{__name__}.AbsentBackend", settings.EMAIL_BACKEND
    place = municipality()
    anna = worker(place)
    texts = {date(2026, 4, 1): "พุธ", date(2026, 4, 2): "พฤหัส", date(2026, 4, 3): "ศุกร์"}
    first, *_ = [step_of(place, due, assignee=anna, text=text) for due, text in texts.items()]
    for day in (25, 26, 27):
        clock.move_to(datetime(2026, 3, day, 8, tzinfo=BANGKOK))
        reminders_send(day=date(2026, 3, day))
    progress_record(step=first, date=WEDNESDAY, status=Status.DONE, summary="ทำแล้ว", outcome="ดี", reason="ไม่มี", by=None)
    settings.EMAIL_BACKEND = working

    clock.move_to(datetime(2026, 3, 30, 8, tzinfo=BANGKOK))
    runs = [reminders_send(day=date(2026, 3, 30)) for _ in range(2)]
    clock.move_to(datetime(2026, 3, 31, 8, tzinfo=BANGKOK))
    next_day = reminders_send(day=date(2026, 3, 31))

    assert runs == [Sent(0, 0, 1, 0), Sent(0, 0, 0, 0)]
    assert next_day == Sent(0, 0, 0, 0)
    assert mail.outbox[0].subject == "แจ้งเตือนงาน ITA 30 มี.ค. 2569: ครบกำหนดใน 7 วัน 2"
    assert "พฤหัส\n" in mail.outbox[0].body
    assert "(อีก 4 วัน)" in mail.outbox[0].body
    assert "พุธ\n" not in mail.outbox[0].body
    said = {digest.day.day: (digest.mailed_at is not None) for digest in Digest.objects.all()}
    assert said == {25: False, 26: False, 27: True}


def test_nobody_is_mailed_at_a_weekend(settings: Settings) -> None:
    settings.EMAIL_BACKEND, working = f"{__name__}.AbsentBackend", settings.EMAIL_BACKEND
    place = municipality()
    step_of(place, date(2026, 4, 1), assignee=worker(place))
    reminders_send(day=WEDNESDAY)
    settings.EMAIL_BACKEND = working

    assert reminders_send(day=date(2026, 3, 28)) == Sent(0, 0, 0, 0)
    assert reminders_send(day=date(2026, 3, 30)) == Sent(0, 0, 1, 0)


@pytest.mark.parametrize("left", ["elsewhere", "an executive now"])
def test_waiting_mail_does_not_go_to_somebody_who_left(left: str, settings: Settings) -> None:
    settings.EMAIL_BACKEND, working = f"{__name__}.AbsentBackend", settings.EMAIL_BACKEND
    place = municipality()
    anna = worker(place)
    step_of(place, date(2026, 4, 1), assignee=anna)
    reminders_send(day=WEDNESDAY)
    settings.EMAIL_BACKEND = working
    if left == "elsewhere":
        Membership.objects.filter(user=anna).delete()
    else:
        Membership.objects.filter(user=anna).update(role=Role.EXECUTIVE)

    assert reminders_send(day=WEDNESDAY) == Sent(0, 0, 0, 0)
    assert mail.outbox == []


def test_those_whose_mail_was_refused_do_not_hold_up_the_others(settings: Settings) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    place = municipality()
    for number in range(5):
        step_of(place, date(2026, 4, 1), assignee=worker(place), text=str(number))

    runs = [reminders_send(day=WEDNESDAY).refused for _ in range(2)]

    assert runs == [3, 3]
    assert sorted(Digest.objects.values_list("attempts", flat=True)) == [1, 1, 1, 1, 2]


def test_mail_that_another_worker_has_taken_is_left_to_it() -> None:
    place = municipality()
    anna = worker(place)
    step = step_of(place, date(2026, 4, 1), assignee=anna)
    digest = Digest.objects.create(user=anna, day=WEDNESDAY, address=anna.email)
    Reminder.objects.create(digest=digest, user=anna, step=step, due=date(2026, 4, 1), mark="7")
    [letter], [stale] = letters_to_mail(WEDNESDAY), letters_to_mail(WEDNESDAY)

    results = [digest_mail(letter=letter), digest_mail(letter=stale)]

    assert (results, len(mail.outbox)) == ([True, None], 1)
