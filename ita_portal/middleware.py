"""A reference number for every request, so that a person can tell us which of the logged errors was theirs."""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

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
