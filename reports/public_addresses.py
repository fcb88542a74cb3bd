"""The addresses under which the public finds documents, as they are printed: with the portal's own name."""

from django.conf import settings
from django.urls import reverse

#: The largest file that the check page reads, in bytes. A document with many pictures weighs half as much.
CHECK_BYTES = 20 * 1024 * 1024


def edition_address(slug: str, kind: str, fiscal_year: int, number: int) -> str:
    """Where an edition stands once it is published. It never changes: it is printed in the document."""
    return settings.PORTAL_URL + reverse("public_edition", args=[slug, kind, fiscal_year, number])


def check_address() -> str:
    """Where anybody asks whether a file is the approved one."""
    return settings.PORTAL_URL + reverse("check")
