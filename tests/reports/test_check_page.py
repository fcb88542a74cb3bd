"""The page where anybody asks whether a file is the approved one."""

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.models import EditionFile
from reports.public_addresses import CHECK_BYTES
from reports.verbs.publications import publication_withdraw
from reports.views.check import ASKED_AT_MOST, NO_HASH, NO_PDF, NOTHING, TOO_LARGE, TOO_OFTEN
from tests.reports.editions import PDF, document, office
from tests.reports.publications import DOCUMENT, approved, published

pytestmark = pytest.mark.django_db

CURRENT = "เป็นฉบับที่อนุมัติและเผยแพร่อยู่"
UNKNOWN = "ไม่พบในเอกสารที่อนุมัติของระบบนี้"


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Nobody has asked yet."""
    cache.clear()
    yield
    cache.clear()


def sent(content: bytes, name: str = "เอกสาร.pdf") -> tuple[int, str]:
    """The answer to a file."""
    response = Client(enforce_csrf_checks=True).post("/check/", {"file": SimpleUploadedFile(name, content)})
    assert not response.cookies
    return response.status_code, html.unescape(response.content.decode())


def asked(digest: str) -> tuple[int, str]:
    """The answer to a typed hash."""
    response = Client().get("/check/", {"hash": digest})
    return response.status_code, html.unescape(response.content.decode())


def test_published_file_is_the_approved_one() -> None:
    town = office()
    published(town)

    status, said = sent(PDF)

    assert status == 200
    for words in (CURRENT, "ปีงบประมาณ 2568 ฉบับที่ 1", town.place.name, "นายสมศักดิ์ ตั้งใจ", f"{DOCUMENT}1/"):
        assert words in said
    assert "รักงาน" not in said


@pytest.mark.parametrize("typed", ["{}", " SHA256-{} ", "SHA-256: {}", "{}\n"])
def test_typed_hash_is_found_as_people_write_it(typed: str) -> None:
    published(office())
    digest = EditionFile.objects.get(format="pdf").sha256

    assert CURRENT in asked(typed.format(digest.upper()))[1]
    assert CURRENT in asked(typed.format(digest))[1]


def test_file_with_one_letter_changed_is_unknown() -> None:
    published(office())

    status, said = sent(PDF[:-1] + b"!")

    assert (status, UNKNOWN in said, CURRENT in said) == (200, True, False)


def test_file_that_waits_for_its_approval_is_unknown() -> None:
    """The executive has its PDF, but has not approved it: nobody learns that there is one."""
    town = office()
    town.printed(town.prepare(town.submit()))

    assert UNKNOWN in sent(PDF)[1]
    assert UNKNOWN in asked(EditionFile.objects.get().sha256)[1]


def test_approved_file_is_known_before_it_is_published() -> None:
    approved(office())

    _, said = sent(PDF)

    assert "เป็นฉบับที่อนุมัติแล้ว แต่ยังไม่เผยแพร่" in said
    assert f"{DOCUMENT}1/" not in said


def test_withdrawn_file_says_why() -> None:
    town = office()
    publication_withdraw(publication=published(town), reason="ตาราง 2 คลาดเคลื่อน", by=town.mayor)

    _, said = sent(PDF)

    assert "แต่ถอนการเผยแพร่แล้ว" in said
    assert "ตาราง 2 คลาดเคลื่อน" in said


def test_replaced_file_names_the_newer_edition() -> None:
    town = office()
    published(town)
    digest = EditionFile.objects.get(format="xlsx").sha256
    published(town, document(score="99"))

    _, said = asked(digest)

    assert "เป็นฉบับที่อนุมัติแล้ว แต่มีฉบับใหม่แทน" in said
    assert "ฉบับที่ 2" in said


def test_mark_that_a_document_prints_says_nothing_of_the_file() -> None:
    publication = published(office())

    _, said = asked(f"SHA256-{publication.edition.content_sha256[:16]}")

    assert "ค่านี้เป็นของเอกสารที่อนุมัติแล้ว แต่ยังไม่ได้ตรวจไฟล์" in said
    assert CURRENT not in said


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", NOTHING), ("  ", NOTHING), ("12", NO_HASH), ("z" * 64, NO_HASH), ("a" * 65, NO_HASH), ("%" * 16, NO_HASH)],
)
def test_what_is_no_hash_is_refused_with_a_sentence(typed: str, sentence: str) -> None:
    status, said = asked(typed)

    assert (status, sentence in said) == (422, True)


@pytest.mark.parametrize("content", [b"", b"<script>alert(1)</script>", b"\x89PNG\r\n"])
def test_what_is_no_document_is_refused_with_a_sentence(content: bytes) -> None:
    status, said = sent(content)

    assert status == 422
    assert (NO_PDF in said) or (NOTHING in said)


def test_form_without_a_file_is_refused_with_a_sentence() -> None:
    response = Client().post("/check/", {})

    assert (response.status_code, NOTHING in response.content.decode()) == (422, True)


def test_file_that_is_too_large_is_refused_with_a_sentence() -> None:
    status, said = sent(b"%PDF-" + bytes(CHECK_BYTES))

    assert (status, TOO_LARGE in said) == (422, True)


def test_file_is_not_kept_anywhere() -> None:
    """A megabyte, which would wait on the disk in any other form."""
    uploads = Path(settings.FILE_UPLOAD_TEMP_DIR)
    before = sorted(uploads.iterdir()), sorted(Path(settings.MEDIA_ROOT).rglob("*"))

    status, _ = sent(b"%PDF-" + bytes(1024 * 1024))

    assert status == 200
    assert (sorted(uploads.iterdir()), sorted(Path(settings.MEDIA_ROOT).rglob("*"))) == before


def test_script_in_a_file_name_or_a_hash_is_only_words() -> None:
    client = Client()

    typed = client.get("/check/", {"hash": '"><script>alert(1)</script>'}).content.decode()
    named = client.post("/check/", {"file": SimpleUploadedFile("<script>x.pdf", PDF)}).content.decode()

    assert "<script" not in typed + named


def test_who_asks_too_often_is_told_to_wait() -> None:
    statuses = [asked("a" * 64)[0] for _ in range(ASKED_AT_MOST)]

    status, said = asked("a" * 64)
    uploaded, _ = sent(PDF)

    assert statuses == [200] * ASKED_AT_MOST
    assert (status, TOO_OFTEN in said, uploaded) == (429, True, 429)
    assert Client().get("/check/").status_code == 200
