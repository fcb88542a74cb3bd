"""The page of the look of documents: form, refusals, seal and sample. Who may do so: test_permissions."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reports.models import Letterhead
from reports.queries.letterheads import letterhead_get
from tests.reports.demo import logged_in, municipality, picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

URL = "/m/ban-suan/letterhead/"


@pytest.fixture
def officer(demo: None, db: None) -> Client:
    """The browser of the integrity officer of ban-suan."""
    return logged_in("ban-suan.officer")


def typed(**changes: Any) -> dict[str, Any]:
    """What the form sends."""
    data: dict[str, Any] = {
        "version": "0",
        "head_line": "งานนโยบายและแผน",
        "top_cm": "๒.๕",
        "bottom_cm": "2 ซม.",
        "left_cm": "3",
        "right_cm": "2.0",
        "numbers": "bottom-center",
        "approved_name": "นายเอก ดี",
        "approved_position": "รองนายกเทศมนตรี",
        "approved_acting_for": "นายกเทศมนตรีนครบ้านสวน",
    }
    return data | changes


def test_form_stores_what_was_typed_and_says_so(officer: Client) -> None:
    response = officer.post(URL, typed(), follow=True)

    letterhead = letterhead_get(municipality("ban-suan"))
    assert response.redirect_chain == [(URL, 302)]
    assert "บันทึกรูปแบบเอกสารแล้ว" in response.content.decode()
    assert (letterhead.head_line, letterhead.numbers, letterhead.version) == ("งานนโยบายและแผน", "bottom-center", 1)
    assert [str(letterhead.top_cm), str(letterhead.bottom_cm)] == ["2.5", "2.0"]
    assert letterhead.approved_acting_for == "นายกเทศมนตรีนครบ้านสวน"


def test_form_says_which_document_keeps_margins_of_its_own(officer: Client) -> None:
    assert "บทสรุปผู้บริหารใช้ระยะขอบของตนเอง" in officer.get(URL).content.decode()


def test_form_says_at_the_head_line_that_it_has_no_room(officer: Client) -> None:
    response = officer.post(URL, typed(head_line="ก" * 59, numbers="top-center"))

    assert response.status_code == 422
    assert [*response.context["form"].errors] == ["head_line"]
    assert not Letterhead.objects.exists()


def test_form_shows_what_is_stored_with_its_version(officer: Client) -> None:
    officer.post(URL, typed())

    page = officer.get(URL).content.decode()

    assert 'name="version" value="1"' in page
    assert re.search(r'name="top_cm" value="2.5"', page)
    assert '<option value="bottom-center" selected>' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"left_cm": "กว้าง"}, "อ่าน “กว้าง” เป็นตัวเลขไม่ได้ กรุณากรอกเฉพาะตัวเลข เช่น 2.5"),
        ({"left_cm": ""}, "กรุณาระบุระยะขอบ เช่น 2.5"),
        ({"left_cm": "-"}, "กรุณาระบุระยะขอบ เช่น 2.5"),
        ({"left_cm": "6"}, "ขอบซ้ายต้องอยู่ระหว่าง 1 ถึง 5 ซม."),
        ({"left_cm": "4", "right_cm": "4"}, "ขอบซ้ายและขอบขวารวมกันต้องไม่เกิน 7 ซม. มิฉะนั้นตารางจะแคบเกินไป"),
        ({"numbers": "left"}, "left"),
        ({"approved_name": ""}, "กรุณาระบุชื่อผู้อนุมัติ หรือลบตำแหน่งของผู้อนุมัติออก"),
        ({"new_seal": SimpleUploadedFile("seal.png", b"<script>")}, "ไฟล์ตราไม่ใช่ภาพ PNG หรือ JPEG ที่อ่านได้"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_what_was_typed_stays(
    changes: dict[str, Any], sentence: str, officer: Client
) -> None:
    response = officer.post(URL, typed(**changes))

    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert sentence in page
    assert 'value="งานนโยบายและแผน"' in page
    assert not Letterhead.objects.exists()


def test_form_that_somebody_overtook_is_refused_with_what_stands_now(officer: Client) -> None:
    officer.post(URL, typed(head_line="ของคนแรก"))

    response = officer.post(URL, typed(head_line="ของคนหลัง"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "มีผู้แก้ไขรูปแบบเอกสารก่อนท่านบันทึก" in page
    assert 'value="ของคนหลัง"' in page
    assert 'name="version" value="1"' in page
    assert letterhead_get(municipality("ban-suan")).head_line == "ของคนแรก"


def test_form_with_a_version_of_thousands_of_digits_is_refused_as_a_stale_one(officer: Client) -> None:
    response = officer.post(URL, typed(version="9" * 5000))

    assert (response.status_code, Letterhead.objects.count()) == (422, 0)


def test_seal_is_set_and_taken_away(officer: Client) -> None:
    officer.post(URL, typed(new_seal=SimpleUploadedFile("ตรา.png", picture())))
    with_seal = municipality("ban-suan").seal_file

    officer.post(URL, typed(version="1", remove_seal="on"))

    assert with_seal is not None
    assert municipality("ban-suan").seal_file is None


def test_readers_see_what_stands_and_no_form() -> None:
    page = logged_in("ban-suan.executive").get(URL).content.decode()

    assert "(นายวิรัตน์ มิ่งชลธาร)" in page
    assert 'name="head_line"' not in page
    assert 'src="/m/ban-suan/letterhead/sample"' in page


def test_sample_shows_head_line_and_signatory_in_a_frame_of_ours(officer: Client) -> None:
    officer.post(URL, typed())

    response = officer.get(reverse("letterhead_sample", args=["ban-suan"]))

    page = response.content.decode()
    assert "งานนโยบายและแผน" in page
    assert "รองนายกเทศมนตรี รักษาราชการแทน" in page
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_year_leads_to_the_look_of_its_documents(officer: Client) -> None:
    page = officer.get("/m/ban-suan/2568/").content.decode()

    assert f'href="{URL}"' in page


def test_page_takes_few_queries(officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(10):
        officer.get(URL)
