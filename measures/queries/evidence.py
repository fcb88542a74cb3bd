"""Reads the evidence of a municipality, with how often it is used."""

from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Municipality
from measures.models import ActivityPicture, Evidence, EvidenceFile, ProgressReport


class Use(StrEnum):
    """Which evidence is looked for."""

    USED = "used"
    UNUSED = "unused"
    WITHDRAWN = "withdrawn"


def evidence_listed(municipality: Municipality, words: str = "", use: Use | None = None) -> QuerySet[Evidence]:
    """The municipality's evidence, the newest first, whose caption or a file's name has all the words.

    Each has `in_reports` and `in_activities`, how many use it. Two queries a page, with the files.
    """
    reports = ProgressReport.evidence.through.objects.filter(evidence=OuterRef("pk"))
    activities = ActivityPicture.objects.filter(evidence=OuterRef("pk"))
    found = Evidence.objects.filter(municipality=municipality)
    for word in words.split():
        named = EvidenceFile.objects.filter(evidence=OuterRef("pk"), name__icontains=word)
        found = found.filter(Q(caption__icontains=word) | Q(Exists(named)))
    if use is Use.WITHDRAWN:
        found = found.filter(withdrawn_at__isnull=False)
    elif use:
        used = Q(Exists(reports)) | Q(Exists(activities))
        found = found.filter(used if use is Use.USED else ~used, withdrawn_at=None)
    counted = found.annotate(in_reports=_number(reports), in_activities=_number(activities))
    return counted.select_related("by").prefetch_related("files")


def _number(uses: QuerySet[Any]) -> Coalesce:
    """How many rows use the evidence."""
    numbers = uses.order_by().values("evidence").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(numbers, output_field=IntegerField()), 0)
