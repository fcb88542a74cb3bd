"""What stands between the web server and the views: references, the limit of uploads, log-in for htmx."""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from accounts.seals import MAX_BYTES as SEAL_BYTES
from measures.evidence_limits import MAX_BYTES as FILE_BYTES
from measures.evidence_limits import MAX_FILES
from reports.public_addresses import CHECK_BYTES

#: The largest body of a request in bytes; the superuser's pages take a seal besides.
BODY_BYTES = 2 * 1024 * 1024
ADMIN_BODY_BYTES = BODY_BYTES + SEAL_BYTES
#: How many files of evidence the addresses take that take any; the rest of their forms fits into another megabyte.
FILES_TAKEN = {
    "step_page": MAX_FILES,
    "progress_correct": MAX_FILES,
    "evidence_revise": 1,
    "activity_upload": 4,  # measures.forms.activity.PICTURES_AT_ONCE, which is not there yet when this is read
}
FORM_BYTES = 1024 * 1024

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

    Nothing else does: Django's own limit leaves files out, and whoever has not logged in may send them too. Evidence
    is taken at its addresses alone, and from browsers alone that bring a session: whose it is, nobody knows yet.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = body_limit(request)
        length = request.META.get("CONTENT_LENGTH") or "0"
        told = length.isascii() and length.isdigit() and "HTTP_TRANSFER_ENCODING" not in request.META
        if not told or int(length) > limit:
            return render(request, "413.html", {"limit": limit}, status=413)
        return self.get_response(request)


def body_limit(request: HttpRequest) -> int:
    """How many bytes the address of a request takes."""
    if request.path.startswith(reverse("admin:index")):
        return ADMIN_BODY_BYTES
    if request.path_info == reverse("check"):  # whose file is hashed and not kept
        return CHECK_BYTES + FORM_BYTES
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return BODY_BYTES
    try:
        files = FILES_TAKEN.get(resolve(request.path_info).url_name or "", 0)
    except Resolver404:
        files = 0
    return files * FILE_BYTES + FORM_BYTES if files else BODY_BYTES


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


class PublicAnswer:
    """Makes what the public gets the same for everybody: no cookie is set, and no cache keeps it apart by visitors.

    Other middleware looks at the session of whoever asks; no public page says anything of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(response, "is_public", False):
            response.cookies.clear()
            response.headers["Vary"] = "Accept-Encoding"
        return response


class PostAddress:
    """Leads people who come from the log-in to an address that only takes a form's data back to the form (HTTP 405).

    The session had ended before they sent the form: the log-in knows the address alone, not what was sent to it. The
    page of the form stands above its address. Whoever else asks for such an address gets a page in Thai.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "GET" or response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        page = page_above(request.path)
        if urlsplit(request.headers.get("Referer", "")).path == resolve_url(settings.LOGIN_URL):
            messages.error(request, "เซสชันหมดอายุก่อนบันทึก กรุณาทำรายการอีกครั้ง")
            return redirect(page)
        refused = render(request, "405.html", {"page": page}, status=HTTPStatus.METHOD_NOT_ALLOWED)
        refused.headers["Allow"] = response.headers["Allow"]
        return refused


def page_above(path: str) -> str:
    """The nearest address above that there is, with or without a slash at its end."""
    while above := path.rstrip("/").rpartition("/")[0]:
        for address in (f"{above}/", above):
            with suppress(Resolver404):
                resolve(address)
                return address
        path = above
    return resolve_url("home")


def leads_to_login(response: HttpResponse) -> bool:
    """Whether the answer sends the person to log in."""
    return isinstance(response, HttpResponseRedirect) and urlsplit(response.url).path == resolve_url(settings.LOGIN_URL)
