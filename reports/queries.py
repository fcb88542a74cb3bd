"""Reads what the pages show."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch

from accounts.models import Municipality, MunicipalityQuerySet, User
from assessments.models import Assessment


def municipalities_of(user: User | AnonymousUser) -> MunicipalityQuerySet:
    """The municipalities that a person may see, each with its years, newest first. Two queries."""
    years = Assessment.objects.order_by("-framework")
    return Municipality.objects.visible_to(user).prefetch_related(Prefetch("assessments", years))
