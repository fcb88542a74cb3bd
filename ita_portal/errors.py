"""Error pages: a sentence in Thai, and for our own faults the reference that the log carries."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ita_portal.middleware import current_reference


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The person may look at the municipality, but lacks the role for this."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or none for this person: the two are not told apart."""
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Something of ours went wrong."""
    return render(request, "500.html", {"reference": current_reference()}, status=500)
