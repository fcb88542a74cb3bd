"""References of requests, the limit of a body, and what an htmx call of an ended session is told."""

import io
import logging
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import Role
from ita_portal.errors import failed
from ita_portal.middleware import (
    ADMIN_BODY_BYTES,
    BODY_BYTES,
    FILES_TAKEN,
    ReferenceFilter,
    RequestReference,
    current_reference,
)
from measures.forms.activity import PICTURES_AT_ONCE
from tests.factories import member, municipality

LOGIN = "/accounts/login/"
MEGABYTE = 1024 * 1024


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


class UnreadBody(io.BytesIO):
    """A body that nobody may read."""

    def read(self, size: int | None = -1) -> bytes:
        raise AssertionError("the body was read")


def unread(**told: str) -> dict[str, Any]:
    """What the server says of a request whose body must not be read."""
    return {"wsgi.input": UnreadBody(), **told}


def test_upload_over_the_limit_is_refused_unread_whoever_sends_it(client: Client) -> None:
    page = client.post(LOGIN, **unread(CONTENT_LENGTH=str(BODY_BYTES + 1)))

    assert page.status_code == 413
    assert "<h1>ข้อมูลที่ส่งมาใหญ่เกินไป</h1>" in page.content.decode()
    assert "ครั้งละไม่เกิน 2 MB " in page.content.decode()
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "told",
    [{"HTTP_TRANSFER_ENCODING": "chunked"}, {"CONTENT_LENGTH": "-1"}, {"CONTENT_LENGTH": "x"}, {"CONTENT_LENGTH": "๑"}],
)
def test_upload_that_does_not_say_its_length_is_refused_unread(client: Client, told: dict[str, str]) -> None:
    page = client.post(LOGIN, **unread(**told))

    assert page.status_code == 413


@pytest.mark.django_db
def test_upload_within_the_limit_reaches_its_page(client: Client) -> None:
    file = SimpleUploadedFile("x.csv", b"x" * (BODY_BYTES - 1024))

    page = client.post(LOGIN, {"login": "nobody", "password": "x", "file": file})

    assert page.status_code == 200
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in page.content.decode()


@pytest.mark.parametrize(("length", "status"), [(ADMIN_BODY_BYTES, 302), (ADMIN_BODY_BYTES + 1, 413)])
@pytest.mark.django_db
def test_upload_to_the_superusers_pages_may_hold_a_seal(client: Client, length: int, status: int) -> None:
    """2 MB for a form and 5 MB for the seal in it."""
    page = client.post(reverse("admin:index"), CONTENT_TYPE="text/plain", CONTENT_LENGTH=str(length))

    assert page.status_code == status
    assert ADMIN_BODY_BYTES == 7 * MEGABYTE


STEP = "/m/ban-suan/2569/measures/steps/1/"


@pytest.mark.parametrize(
    ("address", "megabytes"),
    [
        (STEP, 201),
        (f"{STEP}reports/1/", 201),
        ("/m/ban-suan/evidence/1/revise", 21),
        ("/m/ban-suan/2569/activities/1/upload", 81),
        ("/m/ban-suan/evidence/1/change", 2),
        ("/m/ban-suan/2568/scores/file/", 2),
        ("/nowhere/", 2),
    ],
)
@pytest.mark.django_db
def test_upload_of_evidence_is_taken_at_its_addresses_alone(client: Client, address: str, megabytes: int) -> None:
    """Ten files of 20 MB, one of them, four pictures, each with a megabyte for the form; 2 MB elsewhere."""
    client.force_login(member(municipality(), Role.STAFF))

    within = client.post(address, CONTENT_TYPE="text/plain", CONTENT_LENGTH=str(megabytes * MEGABYTE))
    over = client.post(address, **unread(CONTENT_LENGTH=str(megabytes * MEGABYTE + 1)))

    assert within.status_code != 413
    assert over.status_code == 413
    assert f"ครั้งละไม่เกิน {megabytes} MB " in over.content.decode()
    assert FILES_TAKEN["activity_upload"] == PICTURES_AT_ONCE


@pytest.mark.django_db
def test_upload_to_the_check_page_needs_no_session(client: Client) -> None:
    """A document of 20 MB with a megabyte for the form: it is hashed, not kept."""
    over = client.post("/check/", **unread(CONTENT_LENGTH=str(21 * MEGABYTE + 1)))
    within = client.post("/check/", CONTENT_TYPE="text/plain", CONTENT_LENGTH=str(21 * MEGABYTE))

    assert (over.status_code, within.status_code) == (413, 422)


def test_upload_of_evidence_without_a_session_is_refused_unread(client: Client) -> None:
    page = client.post(STEP, **unread(CONTENT_LENGTH=str(BODY_BYTES + 1)))

    assert page.status_code == 413


@pytest.mark.django_db
def test_htmx_call_of_an_ended_session_is_401_with_the_way_back(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/m/ban-suan/2568/?a=1"}

    part = client.get(reverse("home"), headers=headers)

    assert part.status_code == 401
    assert f'href="{LOGIN}?next=/m/ban-suan/2568/%3Fa%3D1"' in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.django_db
def test_page_of_an_ended_session_leads_to_the_log_in(client: Client) -> None:
    page = client.get(reverse("home"))

    assert (page.status_code, page.headers["Location"]) == (302, f"{LOGIN}?next=/")
    assert "HX-Request" in page.headers["Vary"]


@pytest.mark.django_db
def test_htmx_call_of_a_person_who_is_logged_in_passes(client: Client) -> None:
    client.force_login(member(municipality(), Role.STAFF))

    page = client.get(reverse("home"), headers={"HX-Request": "true"})

    assert page.status_code == 200
    assert "HX-Request" in page.headers["Vary"]
