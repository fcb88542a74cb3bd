"""Every request has a reference that the error page shows and every log line carries."""

import logging

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ita_portal.errors import failed
from ita_portal.middleware import ReferenceFilter, RequestReference, current_reference


def test_reference_is_one_for_a_request_and_another_for_the_next(rf: RequestFactory) -> None:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "x", None, None)
        ReferenceFilter().filter(record)
        seen.extend([current_reference(), record.__dict__["reference"]])
        return HttpResponse()

    for _ in range(2):
        RequestReference(view)(rf.get("/"))

    first, logged, second, _ = seen
    assert first == logged != second
    assert len(first) == 8
    assert current_reference() == "-"


def test_failed_page_shows_the_reference_of_the_log(rf: RequestFactory) -> None:
    shown: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        shown.append(current_reference())
        return failed(request)

    response = RequestReference(view)(rf.get("/"))

    assert response.status_code == 500
    assert shown[0] in response.content.decode()
