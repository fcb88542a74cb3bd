"""Settings, addresses and processes of the portal. It knows every app; no app knows it."""

from ita_portal.celery import app as celery_app

__all__ = ["celery_app"]
