"""The page where anybody asks whether a file is an approved edition. Nothing that is sent to it is kept."""

import hashlib
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from reports.documents.registry import KINDS
from reports.public_addresses import CHECK_BYTES, edition_address
from reports.queries.publications import hash_found
from reports.views.public_answers import marked, public
from thaitext.digits import to_arabic

#: How often somebody may ask, from one address.
ASKED_AT_MOST, ASKED_WITHIN = 30, 60
#: The letters of a whole SHA-256, and of the mark that a document prints of it.
_WHOLE, _MARK = 64, 16

_PREFIX = re.compile(r"^SHA-?256[-: ]*", re.IGNORECASE)
_HEX = re.compile(r"[0-9a-f]+")

NO_PDF = "ไฟล์นี้ไม่ใช่ PDF, Excel หรือ Word กรุณาเลือกไฟล์ที่ดาวน์โหลดมา โดยไม่แปลงรูปแบบ"
TOO_LARGE = f"ไฟล์ใหญ่เกิน {CHECK_BYTES // 1024 // 1024} MB ระบบจึงไม่ได้ตรวจ กรุณาใช้ค่า SHA-256 ของไฟล์แทน"
NOTHING = "กรุณาเลือกไฟล์ หรือกรอกค่าตรวจสอบ"
NO_HASH = "ค่าตรวจสอบต้องเป็นเลขฐานสิบหก 64 ตัว (SHA-256 ของไฟล์) หรือ 16 ตัวที่พิมพ์หลังคำว่า SHA256- กรุณาคัดลอกให้ครบ"
TOO_OFTEN = "มีการตรวจสอบจากที่อยู่ของท่านหลายครั้งในเวลาสั้น ๆ กรุณารอหนึ่งนาทีแล้วลองใหม่"


class HashedFile(UploadedFile):  # type: ignore[type-arg]  # it is generic in the stubs alone
    """A file of which nothing was kept but its hash and how it began."""

    def __init__(self, name: str, size: int, sha256: str, beginning: bytes) -> None:
        super().__init__(file=None, name=name, size=size)
        self.sha256, self.beginning = sha256, beginning


class HashHandler(FileUploadHandler):
    """Reckons the hash of a file from its stream, and lets go of each piece."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.digest, self.beginning = hashlib.sha256(), b""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.digest.update(raw_data)
        self.beginning = self.beginning or raw_data[:8]

    def file_complete(self, file_size: int) -> HashedFile:
        return HashedFile(self.file_name or "", file_size, self.digest.hexdigest(), self.beginning)


@csrf_exempt  # it changes nothing, knows nobody, and sets no cookie that a token could be compared with
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponseBase:
    """Says for an uploaded file or a typed hash whether it is of an approved edition, and what became of that."""
    if request.method != "POST":
        return _page({"typed": request.GET.get("hash", ""), **_typed(request)})
    if _asked_too_often(request):
        return _page({"error": TOO_OFTEN}, HTTPStatus.TOO_MANY_REQUESTS)
    request.upload_handlers = [HashHandler(request)]
    file = request.FILES.get("file")
    if not isinstance(file, HashedFile):
        return _page({"error": NOTHING}, HTTPStatus.UNPROCESSABLE_ENTITY)
    if (file.size or 0) > CHECK_BYTES:
        return _page({"error": TOO_LARGE}, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not file.beginning.startswith((b"%PDF-", b"PK\x03\x04")):
        return _page({"error": NO_PDF}, HTTPStatus.UNPROCESSABLE_ENTITY)
    return _page({"file_name": file.name, "digest": file.sha256, **_found(file.sha256)})


@public
def site(request: HttpRequest) -> HttpResponseBase:
    """The site's policy, privacy, cookies and accessibility."""
    context = {"path": request.path, "portal_url": settings.PORTAL_URL}
    return HttpResponse(
        render_to_string("public/site.html", context), headers={"Cache-Control": "public, max-age=3600"}
    )


def _typed(request: HttpRequest) -> Mapping[str, object]:
    """What a typed hash is of. The address may be kept and passed on."""
    if "hash" not in request.GET:
        return {}
    digest = _PREFIX.sub("", "".join(to_arabic(request.GET["hash"]).split())).lower()
    if not digest:
        return {"error": NOTHING}
    if len(digest) not in (_WHOLE, _MARK) or not _HEX.fullmatch(digest):
        return {"error": NO_HASH}
    if _asked_too_often(request):
        return {"error": TOO_OFTEN}
    return {"digest": digest, **_found(digest)}


def _found(digest: str) -> Mapping[str, object]:
    found = hash_found(digest)
    if found is None:
        return {"asked": True}
    edition, publication = found.edition, found.publication
    shown = publication is not None and publication.withdrawn_at is None
    replaced_by = publication.replaced_by if publication else None
    slug, kind = edition.municipality.slug, KINDS[edition.kind]
    return {
        "asked": True,
        "found": found,
        "kind": kind,
        "shown": shown,
        "newer": replaced_by.edition if replaced_by else None,
        "url": edition_address(slug, edition.kind, edition.fiscal_year, edition.number or 0) if publication else "",
    }


def _asked_too_often(request: HttpRequest) -> bool:
    """Counts the question; whether there were too many from this address of late."""
    key = f"check:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, ASKED_WITHIN)
    try:
        return cache.incr(key) > ASKED_AT_MOST
    except ValueError:  # it ran out just now
        return False


def _page(context: Mapping[str, object], status: int = HTTPStatus.OK) -> HttpResponseBase:
    if "error" in context and status == HTTPStatus.OK:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if context["error"] != TOO_OFTEN else HTTPStatus.TOO_MANY_REQUESTS
    shared = {"path": reverse("check"), "portal_url": settings.PORTAL_URL, "megabytes": CHECK_BYTES // 1024 // 1024}
    answer = HttpResponse(render_to_string("public/check.html", {**shared, **context}), status=status)
    answer.headers["Cache-Control"] = "no-store"
    return marked(answer)
