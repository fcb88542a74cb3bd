"""Tasks of the worker."""

from celery import shared_task
from django.utils import timezone

from measures.verbs.digests import reminders_send


@shared_task
def send_reminders() -> None:
    """Tells people what is due today. Doing it again tells nothing twice."""
    reminders_send(day=timezone.localdate())
