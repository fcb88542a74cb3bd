"""The page of remarks, and the button that mends. Who may see it at all: test_permissions."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Municipality, Role
from measures.models import Measure, ProgressReport
from reports.proofreading import proofread
from tests.factories import framework, member, municipality
from tests.measures.pages import words
from tests.reports.proofreading.places import DOUBLED, MENDED, furnished

pytestmark = pytest.mark.django_db

KIND = "indicator-analysis"


def desk(own: Municipality, role: Role = Role.INTEGRITY_OFFICER) -> Client:
    client = Client()
    client.force_login(member(own, role))
    return client


def url(own: Municipality, name: str = "proofread", kind: str = KIND, year: int = 2568) -> str:
    return reverse(name, args=[own.slug, year, kind])


def asked(own: Municipality, target: str, kind: str = KIND, year: int = 2568) -> dict[str, object]:
    """What the button of the first remark on such a text sends."""
    remark = next(each for each in proofread(own, kind, year) if each.mend and each.mend.typed.target.value == target)
    assert remark.mend is not None
    return {"remark": remark.key, "version": remark.mend.typed.version}


def test_page_lists_remarks_by_severity_with_their_way_and_mend() -> None:
    own = furnished()
    Measure.objects.update(title="เทศบาลตำบลบ้านสวน จัดประชุม")

    page = desk(own).get(url(own))

    html, said = page.content.decode(), words(page)
    assert page.status_code == 200
    assert re.findall(r'<section class="panel"\s+id="(\w+)"', html) == ["error", "warning", "hint"]
    assert "<mark>เทศบาลตำบลบ้านสวน</mark>" in html
    assert "แก้เป็น เทศบาลเมืองบ้านสวน" in said
    assert f'href="/m/ban-suan/2569/measures/{Measure.objects.get().pk}/change/#id_title"' in html
    assert html.count(f'action="{url(own, "proofread_mend")}"') == 4
    assert "<script" not in html


def test_preview_leads_to_the_page() -> None:
    own = furnished()

    html = desk(own).get(url(own, "preview")).content.decode()

    assert f'href="{url(own)}"' in html


def test_clean_document_says_so() -> None:
    own = furnished()
    framework(2569)

    page = desk(own).get(url(own, kind="calendar", year=2569))

    assert page.status_code == 200
    assert "เอกสารเรียบร้อยดี ไม่พบสิ่งที่ต้องแก้ไขในเอกสารนี้" in words(page)


def test_missing_document_is_not_found_and_says_why() -> None:
    own = furnished()
    framework(2567)

    page = desk(own).get(url(own, year=2567))

    assert page.status_code == 404
    assert "กรุณานำเข้าคะแนนก่อน" in words(page)
    assert desk(own).get(url(own, kind="poem")).status_code == 404


@pytest.mark.parametrize(("role", "buttons"), [(Role.INTEGRITY_OFFICER, 5), (Role.STAFF, 1), (Role.EXECUTIVE, 0)])
def test_buttons_are_for_those_who_may_write_the_text(role: Role, buttons: int) -> None:
    """The report prints five: the measure, of its step the text, the supervision and the period, of its report one."""
    own = furnished()

    html = desk(own, role).get(url(own, kind="progress-report", year=2569)).content.decode()

    assert html.count(f'action="{url(own, "proofread_mend", "progress-report", 2569)}"') == buttons


@pytest.mark.parametrize(
    ("role", "forms"), [(Role.INTEGRITY_OFFICER, True), (Role.STAFF, False), (Role.EXECUTIVE, False)]
)
def test_way_to_a_form_is_shown_to_those_who_may_open_it(role: Role, forms: bool) -> None:
    own = furnished()
    client = desk(own, role)

    html = client.get(url(own)).content.decode()

    ways = re.findall(r'href="(/m/[^"]*)">ไปแก้ไข', html)
    assert any("/findings/" in way for way in ways) == forms
    assert {client.get(way).status_code for way in ways} == {200}


def test_button_mends_and_comes_back() -> None:
    own = furnished()

    response = desk(own).post(url(own, "proofread_mend"), asked(own, "measure"), follow=True)

    assert response.redirect_chain == [(url(own), 302)]
    assert Measure.objects.get().title == f"มาตรการ 1 {MENDED}"
    assert "แก้ไข “เป็นไปตามเป็นไปตาม” ในมาตรการที่ 1 แล้ว" in words(response)


def test_button_pressed_twice_says_that_the_text_has_changed() -> None:
    own = furnished()
    client, data = desk(own), asked(own, "measure")
    client.post(url(own, "proofread_mend"), data)

    response = client.post(url(own, "proofread_mend"), data, follow=True)

    assert "ข้อความนี้เปลี่ยนไปแล้วหลังจากท่านเปิดหน้านี้" in words(response)
    assert Measure.objects.get().title == f"มาตรการ 1 {MENDED}"


def test_version_that_is_not_the_one_seen_is_refused() -> None:
    own = furnished()
    data = asked(own, "measure") | {"version": 9}

    response = desk(own).post(url(own, "proofread_mend"), data, follow=True)

    assert "ข้อความนี้เปลี่ยนไปแล้วหลังจากท่านเปิดหน้านี้" in words(response)
    assert Measure.objects.get().title == f"มาตรการ 1 {DOUBLED}"


def test_staff_mend_reports_and_nothing_else() -> None:
    own = furnished()
    client = desk(own, Role.STAFF)

    own_text = client.post(
        url(own, "proofread_mend", "progress-report", 2569), asked(own, "report", "progress-report", 2569)
    )
    others = client.post(url(own, "proofread_mend"), asked(own, "measure"))

    assert (own_text.status_code, others.status_code) == (302, 403)
    assert ProgressReport.objects.get().summary == f"สรุปผล 1 {MENDED}"
    assert Measure.objects.get().title == f"มาตรการ 1 {DOUBLED}"


@pytest.mark.parametrize(
    "data", [{}, {"remark": "x", "version": "0"}, {"remark": "0" * 16}, {"remark": "0" * 16, "version": "-1"}]
)
def test_incomplete_request_is_not_found(data: dict[str, str]) -> None:
    own = furnished()

    assert desk(own).post(url(own, "proofread_mend"), data).status_code == 404


def test_other_municipality_is_not_found() -> None:
    own, other = furnished(), municipality("tha-chang", proper_name="ท่าช้าง")
    client = desk(other)

    assert client.get(url(own)).status_code == 404
    assert client.post(url(own, "proofread_mend"), asked(own, "measure")).status_code == 404
    assert Measure.objects.get().title == f"มาตรการ 1 {DOUBLED}"


def test_script_in_a_text_is_shown_as_text() -> None:
    own = furnished()
    Measure.objects.update(title="<script>alert(1)</script> เทศบาลตำบลท่าช้าง")

    html = desk(own).get(url(own)).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_page_asks_as_much_for_three_as_for_one() -> None:
    one, three = furnished("one", 1), furnished("three", 3)
    clients = [desk(one), desk(three)]
    clients[0].get(url(one))
    counts = []

    for client, own in zip(clients, (one, three), strict=True):
        with CaptureQueriesContext(connection) as queries:
            client.get(url(own))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 45
