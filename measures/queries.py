"""Reads measures."""

from django.db.models import Prefetch

from accounts.models import Municipality
from measures.models import Measure, Responsibility


def measures_listed(municipality: Municipality, result_year: int) -> list[Measure]:
    """The measures that answer the result of `result_year`, with their steps. Two queries."""
    measures = Measure.objects.filter(municipality=municipality, action_year=result_year + 1)
    return list(measures.prefetch_related("steps"))


def measures_for_result(municipality: Municipality, result_year: int) -> list[Measure]:
    """The measures that answer the result of `result_year`, with all that documents print of them.

    At most five queries, whatever the number of measures.
    """
    responsible = Responsibility.objects.select_related("department")
    return list(
        Measure.objects.filter(municipality=municipality, action_year=result_year + 1)
        .select_related("issue")
        .prefetch_related("indicators", "issue__questions", Prefetch("steps__responsibilities", responsible))
    )
