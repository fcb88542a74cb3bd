"""What stands between the web server and the views: references, the limit of uploads, log-in for htmx."""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from accounts.seals import MAX_BYTES as SEAL_BYTES

#: The largest body of a request in bytes; the superuser's pages take a seal besides.
BODY_BYTES = 2 * 1024 * 1024
ADMIN_BODY_BYTES = BODY_BYTES + SEAL_BYTES

_reference: ContextVar[str] = ContextVar("reference", default="-")


def current_reference() -> str:
    """The reference of the request at hand, or "-" outside of one."""
    return _reference.get()


class RequestReference:
    """Gives each request a short reference; the error page shows it and every log line carries it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _reference.set(secrets.token_hex(4).upper())
        try:
            return self.get_response(request)
        finally:
            _reference.reset(token)


class ReferenceFilter(logging.Filter):
    """Adds the reference to a log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.reference = current_reference()
        return True


class UploadLimit:
    """Refuses a body that is too large, or does not say how large it is, by 413 and before anything reads it.

    Nothing else does: Django's own limit leaves files out, and whoever has not logged in may send them too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = ADMIN_BODY_BYTES if request.path.startswith(reverse("admin:index")) else BODY_BYTES
        length = request.META.get("CONTENT_LENGTH") or "0"
        told = length.isascii() and length.isdigit() and "HTTP_TRANSFER_ENCODING" not in request.META
        if not told or int(length) > limit:
            return render(request, "413.html", {"limit": limit}, status=413)
        return self.get_response(request)


class HtmxRequest(HttpRequest):
    """A request after django_htmx's middleware."""

    htmx: HtmxDetails


class HtmxLogin:
    """Answers an htmx call of an ended session by 401 and a sentence, where a page is led to the log-in (UX 1.9).

    A redirect would be followed unseen, and the whole log-in page put in the place of a part of the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HtmxRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.htmx and leads_to_login(response):
            response = render(request, "parts/session_over.html", status=401)
        # One address answers a page or a part of it: a browser's store must not give one for the other.
        patch_vary_headers(response, ["HX-Request"])
        return response


def leads_to_login(response: HttpResponse) -> bool:
    """Whether the answer sends the person to log in."""
    return isinstance(response, HttpResponseRedirect) and urlsplit(response.url).path == resolve_url(settings.LOGIN_URL)
