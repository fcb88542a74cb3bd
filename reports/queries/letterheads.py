"""Reads the look of a municipality's documents."""

from accounts.models import Municipality
from reports.models import Letterhead


def letterhead_get(municipality: Municipality) -> Letterhead:
    """Returns the municipality's letterhead, one with the official look where none was set. One query."""
    letterhead = Letterhead.objects.filter(municipality=municipality).first() or Letterhead()
    letterhead.municipality = municipality
    return letterhead
