"""Files of evidence are served to those who may see the municipality, as what they are, and nothing in them runs."""

import io
from datetime import date
from html import unescape
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from accounts.models import Municipality, Role, User
from measures.models import Evidence, EvidenceFile, Step
from measures.verbs.evidence import evidence_add_file
from tests.factories import member, municipality, overseer
from tests.measures.files import PDF, XLSX_MAIN, office, photo, picture
from tests.measures.reports import Answer, errors, link, reported, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "media")]


def kept(place: Municipality, name: str = "คำสั่ง.pdf", content: bytes = PDF) -> Evidence:
    return evidence_add_file(municipality=place, caption="หลักฐานหนึ่ง", file=io.BytesIO(content), name=name, by=None)


def address(name: str, evidence: Evidence, *more: int, slug: str = "ban-suan") -> str:
    return reverse(name, args=[slug, evidence.pk, *more])


def body(response: HttpResponseBase) -> bytes:
    """A streamed file, read to its end."""
    assert isinstance(response, StreamingHttpResponse)
    return bytes(response.getvalue())


def described(evidence: Evidence, **other: str) -> dict[str, str]:
    """What the form of the caption sends."""
    return {"caption": "ใหม่", "proves_on": "", "seen_caption": evidence.caption, "seen_day": ""} | other


def refusal(response: Answer) -> str:
    (sentence,) = errors(response)
    return sentence


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("คำสั่ง.pdf", PDF, "application/pdf"),
        ("ร่าง.docx", office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("ผล.xlsx", office(XLSX_MAIN), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_file_comes_as_an_attachment_under_its_thai_name(
    name: str, content: bytes, media_type: str, desk: Client, place: Municipality
) -> None:
    evidence = kept(place, name, content)

    response = desk.get(address("evidence_file", evidence, 1))

    assert body(response) == content
    assert {key: response.headers[key] for key in (
        "Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy", "Cache-Control",
    )} == {
        "Content-Type": media_type,
        "Content-Disposition": f"attachment; filename*=utf-8''{quote(name)}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-cache",
    }  # fmt: skip


def test_name_of_a_file_cannot_break_out_of_its_header(desk: Client, place: Municipality) -> None:
    evidence = kept(place, '..\\"; filename=x.exe\r\nSet-Cookie: a=b\r\n.pdf')

    response = desk.get(address("evidence_file", evidence, 1))

    assert response.headers["Content-Disposition"] == 'attachment; filename="; filename=x.exe Set-Cookie a=b.pdf"'
    assert "a" not in response.cookies
    body(response)


def test_picture_for_pages_comes_inline_upright_and_bare(desk: Client, place: Municipality) -> None:
    evidence = kept(place, "ภาพ.jpg", photo())

    response = desk.get(address("evidence_web", evidence, 1))

    shown = Image.open(io.BytesIO(body(response)))
    assert (shown.size, dict(shown.getexif())) == ((300, 400), {})
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers.get("Content-Disposition", "inline").startswith("inline")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("name", ["evidence_file", "evidence_web"])
def test_file_that_the_browser_has_is_not_sent_again(name: str, desk: Client, place: Municipality) -> None:
    evidence = kept(place, "ภาพ.jpg", photo())
    first = desk.get(address(name, evidence, 1))
    body(first)

    again = desk.get(address(name, evidence, 1), headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_file_that_the_browser_has_is_still_not_shown_to_others(place: Municipality, client: Client) -> None:
    evidence = kept(place, "ภาพ.jpg", photo())
    mark = EvidenceFile.objects.get().sha256
    client.force_login(member(municipality("other"), Role.STAFF))

    status = client.get(address("evidence_file", evidence, 1), headers={"If-None-Match": f'"{mark}"'}).status_code

    assert status == 404


@pytest.mark.parametrize("name", ["evidence_file", "evidence_web"])
def test_file_is_served_to_whoever_may_see_the_municipality(name: str, place: Municipality, client: Client) -> None:
    evidence = kept(place, "ภาพ.png", picture())
    elsewhere = municipality("other", province="ยะลา")
    people = [
        *(member(place, role) for role in (Role.STAFF, Role.INTEGRITY_OFFICER, Role.EXECUTIVE)),
        overseer(place.province), member(elsewhere, Role.INTEGRITY_OFFICER), overseer("ยะลา"),
    ]  # fmt: skip

    statuses = [client.get(address(name, evidence, 1)).status_code]
    for person in people:
        client.force_login(person)
        response = client.get(address(name, evidence, 1))
        statuses.append(response.status_code)
        if response.streaming:
            body(response)

    assert statuses == [302, 200, 200, 200, 200, 404, 404]


def test_evidence_is_not_found_under_another_municipality(desk: Client, place: Municipality, staff: User) -> None:
    """Staff of two municipalities: each one's evidence is under its own address alone."""
    elsewhere = municipality("other")
    staff.memberships.create(municipality=elsewhere, role=Role.STAFF)
    evidence = kept(elsewhere, "ภาพ.png", picture())

    statuses = [
        desk.get(address("evidence_page", evidence)).status_code,
        desk.get(address("evidence_file", evidence, 1)).status_code,
        desk.get(address("evidence_web", evidence, 1)).status_code,
        desk.post(address("evidence_change", evidence), described(evidence)).status_code,
        desk.post(address("evidence_revise", evidence)).status_code,
        desk.get(address("evidence_file", evidence, 2, slug="other")).status_code,
    ]

    assert statuses == [404] * 6


def test_document_and_link_have_no_picture(desk: Client, place: Municipality) -> None:
    statuses = [
        desk.get(address("evidence_web", kept(place), 1)).status_code,
        desk.get(address("evidence_web", link(place), 1)).status_code,
        desk.get(address("evidence_file", link(place), 1)).status_code,
    ]

    assert statuses == [404, 404, 404]


def test_file_that_has_gone_from_the_disk_is_not_found(desk: Client, place: Municipality) -> None:
    evidence = kept(place)
    row = evidence.files.get()
    row.file.storage.delete(row.file.name or "")

    status = desk.get(address("evidence_file", evidence, 1)).status_code

    assert status == 404


def test_evidence_page_shows_all_revisions_and_where_it_is_used(
    desk: Client, place: Municipality, step: Step, staff: User
) -> None:
    evidence = kept(place)
    reported(step, staff, evidence=[evidence])
    desk.post(address("evidence_revise", evidence), {"revision": "1", "file": SimpleUploadedFile("ข.pdf", PDF + b"\n")})

    html = words(desk.get(address("evidence_page", evidence)))

    for shown in (
        address("evidence_file", evidence, 2), address("evidence_file", evidence, 1), "ฉบับที่ 2", "ประชุมติดตามผล",
        EvidenceFile.objects.get(revision=1).sha256, "ใช้ภายในเท่านั้น",
    ):  # fmt: skip
        assert shown in html
    first = desk.get(address("evidence_file", evidence, 1))
    assert body(first) == PDF


def test_evidence_page_asks_as_much_of_the_database_for_three_reports_as_for_one(
    desk: Client, place: Municipality, step: Step, staff: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, person, municipality and roles 4; evidence, revisions and reports 3."""
    evidence = kept(place)
    reported(step, staff, evidence=[evidence])
    desk.get(address("evidence_page", evidence))

    with django_assert_num_queries(8):
        desk.get(address("evidence_page", evidence))
    for _ in range(2):
        reported(step, staff, evidence=[evidence])
    with django_assert_num_queries(8):
        desk.get(address("evidence_page", evidence))


def test_caption_and_day_are_changed(desk: Client, place: Municipality) -> None:
    evidence = kept(place)

    response = desk.post(address("evidence_change", evidence), described(evidence, proves_on="๑ ม.ค. ๒๕๖๙"))

    evidence.refresh_from_db()
    assert response.headers["Location"] == address("evidence_page", evidence)
    assert (evidence.caption, evidence.proves_on) == ("ใหม่", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"caption": " "}, "คำอธิบาย: กรุณาเขียนคำอธิบายหลักฐาน"),
        ({"proves_on": "1/1/2026"}, "วันที่ของหลักฐาน (ไม่บังคับ): ปีใน “1/1/2026” เป็นปี ค.ศ. กรุณาใช้ปี พ.ศ. เช่น 25/03/2569"),
        (
            {"seen_caption": "เมื่อก่อน"},
            "มีผู้แก้ไขหลักฐานนี้หลังจากท่านเปิดหน้านี้ กรุณาตรวจสอบข้อมูลล่าสุด แล้วบันทึกอีกครั้ง",
        ),
    ],
)
def test_caption_that_cannot_be_stored_stays_in_its_field(
    sent: dict[str, str], sentence: str, desk: Client, place: Municipality
) -> None:
    evidence = kept(place)

    page = desk.post(address("evidence_change", evidence), described(evidence, **sent))

    evidence.refresh_from_db()
    assert (page.status_code, refusal(page), evidence.caption) == (422, sentence, "หลักฐานหนึ่ง")
    assert 'name="seen_caption" value="หลักฐานหนึ่ง"' in words(page)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"revision": "1"}, "ไฟล์ฉบับใหม่: กรุณาเลือกไฟล์ฉบับใหม่"),
        (
            {"revision": "1", "file": ("ข.pdf", b"MZ")},
            "ไฟล์ฉบับใหม่: “ข.pdf” ไม่ใช่ไฟล์ชนิดที่รับ กรุณาใช้ PDF ภาพ (JPEG PNG WEBP) Word (.docx) หรือ Excel (.xlsx)",
        ),
        (
            {"revision": "3", "file": ("ข.pdf", PDF + b"\n")},
            "ไฟล์ฉบับใหม่: มีผู้แก้ไขหลักฐานนี้หลังจากท่านเปิดหน้านี้ กรุณาตรวจสอบข้อมูลล่าสุด แล้วบันทึกอีกครั้ง",
        ),
    ],
)
def test_revision_that_cannot_be_taken_is_refused(
    sent: dict[str, object], sentence: str, desk: Client, place: Municipality
) -> None:
    evidence = kept(place)
    files = {name: SimpleUploadedFile(*value) for name, value in sent.items() if isinstance(value, tuple)}

    page = desk.post(address("evidence_revise", evidence), sent | files)

    assert (page.status_code, refusal(page), evidence.files.count()) == (422, sentence, 1)


def test_only_the_integrity_officer_opens_evidence_to_the_public(place: Municipality, client: Client) -> None:
    evidence = kept(place)

    statuses, shown = [], []
    for role in (Role.STAFF, Role.EXECUTIVE, Role.INTEGRITY_OFFICER):
        client.force_login(member(place, role))
        shown.append("ให้เผยแพร่ได้" in unescape(client.get(address("evidence_page", evidence)).content.decode()))
        statuses.append(client.post(address("evidence_open", evidence), {"is_public": "yes"}).status_code)

    evidence.refresh_from_db()
    assert (statuses, shown, evidence.is_public) == ([403, 403, 302], [False, False, True], True)


def test_evidence_is_closed_to_the_public_again(place: Municipality, client: Client) -> None:
    evidence = kept(place)
    client.force_login(member(place, Role.INTEGRITY_OFFICER))
    client.post(address("evidence_open", evidence), {"is_public": "yes"})

    client.post(address("evidence_open", evidence), {"is_public": "no"})

    evidence.refresh_from_db()
    assert not evidence.is_public


def test_those_who_only_read_change_nothing(place: Municipality, client: Client) -> None:
    evidence = kept(place)
    client.force_login(member(place, Role.EXECUTIVE))

    page = client.get(address("evidence_page", evidence))
    statuses = [
        client.post(address("evidence_change", evidence), described(evidence)).status_code,
        client.post(address("evidence_revise", evidence), {"revision": "1"}).status_code,
    ]

    assert isinstance(page, HttpResponse)
    assert statuses == [403, 403]
    assert "<form" not in words(page).split('id="content"')[1]


@pytest.mark.parametrize("name", ["evidence_file", "evidence_web"])
def test_file_of_a_number_that_no_database_holds_is_not_found(name: str, desk: Client, place: Municipality) -> None:
    status = desk.get(reverse(name, args=[place.slug, 10**25, 1])).status_code

    assert status == 404
