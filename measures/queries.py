"""Reads measures."""

from accounts.models import Municipality
from measures.models import Measure


def measures_for_result(municipality: Municipality, result_year: int) -> list[Measure]:
    """The measures that answer the result of `result_year`, with indicators, steps and departments. Four queries."""
    return list(
        Measure.objects.filter(municipality=municipality, action_year=result_year + 1)
        .select_related("issue")
        .prefetch_related("indicators", "steps__departments")
    )
