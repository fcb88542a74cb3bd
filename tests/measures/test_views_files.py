"""The plan's workbook in the browser: download, preview, apply. Who may: tests/reports/test_permissions."""

import base64
import io
import re
from html import unescape
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from accounts.models import Municipality, Role
from assessments.importers.reading import MAX_BYTES
from measures.importers.measure_columns import Field
from measures.models import Measure
from measures.verbs.measures import StepData, measure_change, measure_create, step_change
from tests.assessments.workbooks import with_parts
from tests.factories import department, framework, measure, municipality
from tests.measures.pages import address, desk_of, faults, words
from tests.measures.plans import NEW, QUARTERS, changed, own, taken, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Municipality:
    framework(2568)
    return municipality()


@pytest.fixture
def plan(place: Municipality) -> Measure:
    return measure(place, steps=[StepData("ตรวจ", [department(place)], QUARTERS), StepData("สรุปผล", [], QUARTERS)])


@pytest.fixture
def officer(place: Municipality) -> Client:
    return desk_of(place)


def uploaded(client: Client, place: Municipality, raw: bytes) -> HttpResponse:
    """Sends a file: the answer shows what it would change."""
    response = client.post(address("measures_file", place), {"file": SimpleUploadedFile("แผน.xlsx", raw)})
    assert isinstance(response, HttpResponse)
    return response


def hidden(page: HttpResponse) -> dict[str, str]:
    """What the button of a preview sends; nothing where there is none."""
    return {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="(file|seen)" value="([^"]*)"', page.content.decode())
    }


def applied(client: Client, place: Municipality, page: HttpResponse, **ticked: str) -> HttpResponse:
    """Presses the button of a preview."""
    response = client.post(address("measures_apply", place), hidden(page) | ticked)
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize("role", [Role.STAFF, Role.EXECUTIVE, Role.INTEGRITY_OFFICER])
def test_whoever_sees_the_plan_may_take_it_away(role: Role, place: Municipality, plan: Measure) -> None:
    reader = desk_of(place, role)

    response = reader.get(address("measures_xlsx", place))

    assert response.headers["Content-Disposition"] == 'attachment; filename="ita-measures-ban-suan-2569.xlsx"'
    assert response.content == taken(place)
    assert address("measures_xlsx", place) in reader.get(address("plan", place)).content.decode()


def test_form_to_fill_in_is_empty_whatever_is_stored(place: Municipality, plan: Measure, officer: Client) -> None:
    response = officer.get(address("measures_xlsx", place), {"blank": "1"})

    assert response.headers["Content-Disposition"] == 'attachment; filename="ita-measures-ban-suan-2569-blank.xlsx"'
    sheet = load_workbook(io.BytesIO(response.content))["แผน"]
    assert {cell.value for row in sheet.iter_rows(min_row=5) for cell in row} == {None}


def test_page_of_the_file_offers_the_plan_once_there_is_one(place: Municipality, officer: Client) -> None:
    empty = officer.get(address("measures_file", place)).content.decode()
    measure(place)
    full = officer.get(address("measures_file", place)).content.decode()

    own_file = f'href="{address("measures_xlsx", place)}"'
    assert (own_file in empty, own_file in full) == (False, True)
    assert f"{address('measures_xlsx', place)}?blank=1" in empty


def test_tab_of_the_file_is_for_editors_alone(place: Municipality) -> None:
    pages = [desk_of(place, role).get(address("plan", place)) for role in (Role.INTEGRITY_OFFICER, Role.STAFF)]

    tab = f'<a href="{address("measures_file", place)}">นำเข้า</a>'
    assert [tab in page.content.decode() for page in pages] == [True, False]


def test_file_is_shown_first_and_stored_by_the_button(place: Municipality, plan: Measure, officer: Client) -> None:
    shown = uploaded(officer, place, changed(taken(place), {(1, Field.TEXT): "สุ่มตรวจ", (2, Field.PERIOD): "ไตรมาส 4"}))
    before = texts(place)
    response = applied(officer, place, shown)

    assert shown.status_code == 200
    assert "ขั้นตอนที่ 1 “สุ่มตรวจ” แผ่นงาน แผน แถว 5 ขั้นตอน ตรวจ สุ่มตรวจ แก้ไข" in words(shown)
    assert "ขั้นตอนที่ 2 “สรุปผล” แผ่นงาน แผน แถว 6 ระยะเวลา ไตรมาส 1 - 4 ไตรมาส 4 แก้ไข" in words(shown)
    assert before == [("ประชุมติดตามผลทุกเดือน", ["ตรวจ", "สรุปผล"])]
    assert response.headers["Location"] == address("plan", place)
    assert texts(place) == [("ประชุมติดตามผลทุกเดือน", ["สุ่มตรวจ", "สรุปผล"])]
    assert "นำเข้าแผนแล้ว แก้ไข 2 รายการ เท่าเดิม 1 รายการ" in words(officer.get(address("plan", place)))


def test_unchanged_file_has_no_button(place: Municipality, plan: Measure, officer: Client) -> None:
    page = uploaded(officer, place, taken(place))

    assert "ไม่มีรายการที่เปลี่ยนแปลง" in words(page)
    assert hidden(page) == {}


def test_faults_are_all_shown_and_nothing_is_stored(place: Municipality, officer: Client) -> None:
    other = municipality("ban-chang", proper_name="บ้านฉาง")
    department(other, "กองการประปา")
    raw = own(NEW | {Field.DEPARTMENTS: "กองการประปา"}, {Field.TEXT: "แจก", Field.PERIOD: "ไตรมาส 4 - 1"})

    page = uploaded(officer, place, raw)

    assert page.status_code == 422
    assert "พบ 2 จุดที่ต้องแก้ไข" in words(page)
    assert [fault.partition(" ไ")[0] for fault in faults(page)] == ["แผ่นงาน แผน เซลล์ E2", "แผ่นงาน แผน เซลล์ D3"]
    assert hidden(page) == {}
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "ไฟล์นี้ว่างเปล่า"),
        (b"%PDF-1.7", "ไฟล์นี้ไม่ใช่สมุดงาน Excel"),
        (b"PK" + b"x" * 1024 * 1024, "ไฟล์ใหญ่เกิน 1 MB"),
    ],
)
def test_upload_of_something_else_is_refused(raw: bytes, sentence: str, place: Municipality, officer: Client) -> None:
    page = uploaded(officer, place, raw)

    assert page.status_code == 422
    assert any(sentence in fault for fault in faults(page))


def test_upload_without_a_file_is_refused(place: Municipality, officer: Client) -> None:
    page = officer.post(address("measures_file", place))

    assert (page.status_code, faults(page)) == (422, ["ไฟล์ Excel: กรุณาเลือกไฟล์"])


def test_somebody_else_was_faster(place: Municipality, plan: Measure, officer: Client) -> None:
    shown = uploaded(officer, place, changed(taken(place), {(1, Field.TEXT): "สุ่มตรวจ"}))
    step = plan.steps.get(order=1)
    step_change(step=step, data=StepData("ตรวจทุกเดือน", [], QUARTERS), version=plan.version)

    page = applied(officer, place, shown)
    refused = texts(place)
    unconfirmed = applied(officer, place, page)
    again = applied(officer, place, page, stale="on")

    assert page.status_code == 409
    assert "มีผู้แก้ไขแผนหลังจากที่ท่านเปิดหน้านี้ จึงยังไม่ได้บันทึก" in words(page)
    assert "ขั้นตอน ตรวจทุกเดือน สุ่มตรวจ แก้ไข" in words(page)
    assert refused == [("ประชุมติดตามผลทุกเดือน", ["ตรวจทุกเดือน", "สรุปผล"])]
    assert unconfirmed.status_code == 422
    assert again.status_code == 302
    assert texts(place) == [("ประชุมติดตามผลทุกเดือน", ["สุ่มตรวจ", "สรุปผล"])]


def test_older_file_needs_a_tick(place: Municipality, plan: Measure, officer: Client) -> None:
    older = taken(place)
    measure_change(measure=plan, title="ประชุมทุกสองเดือน", indicators=plan.indicators.all(), version=plan.version)

    shown = uploaded(officer, place, older)
    unticked = applied(officer, place, shown)
    ticked = applied(officer, place, unticked, stale="on")

    assert "มีผู้แก้ไขมาตรการนี้หลังจากดาวน์โหลดไฟล์" in words(shown)
    assert unticked.status_code == 422
    assert "กรุณาตรวจสอบรายการที่มีเครื่องหมายเตือน แล้วทำเครื่องหมายยืนยันหากต้องการใช้ค่าในไฟล์" in "".join(faults(unticked))
    assert ticked.status_code == 302
    assert texts(place)[0][0] == "ประชุมติดตามผลทุกเดือน"


def test_days_outside_the_year_need_a_tick(place: Municipality, officer: Client) -> None:
    shown = uploaded(officer, place, own(NEW | {Field.PERIOD: "15/09/2568 - 31/12/2568"}))

    unticked = applied(officer, place, shown)
    nothing = texts(place)
    ticked = applied(officer, place, unticked, outside="on")

    assert (unticked.status_code, nothing) == (422, [])
    assert ticked.status_code == 302
    assert texts(place) == [("เผยแพร่คู่มือ", ["จัดทำคู่มือ"])]


def test_department_that_has_gone_since_is_a_fault_again(place: Municipality, officer: Client) -> None:
    unit = department(place)
    shown = uploaded(officer, place, own(NEW | {Field.DEPARTMENTS: "กองคลัง"}))
    unit.delete()

    page = applied(officer, place, shown)

    assert page.status_code == 422
    assert "ไม่พบส่วนราชการ “กองคลัง”" in words(page)
    assert texts(place) == []


@pytest.mark.parametrize(
    "data",
    [{}, {"file": "", "seen": "x"}, {"file": "!!!", "seen": "x"}, {"file": "AAAA"}, {"file": "ก", "seen": "x"}],
)
def test_request_that_no_preview_sent_is_not_found(data: dict[str, str], place: Municipality, officer: Client) -> None:
    assert officer.post(address("measures_apply", place), data).status_code == 404


@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"", b"\x00" * 99])
def test_file_that_no_preview_showed_leads_back_to_the_form(raw: bytes, place: Municipality, officer: Client) -> None:
    data = {"file": base64.urlsafe_b64encode(raw or b"x").decode(), "seen": "x"}

    page = officer.post(address("measures_apply", place), data)

    assert page.status_code == 422
    assert faults(page)
    assert "ตรวจสอบก่อนบันทึก" in words(page)


def test_largest_file_can_be_sent_and_applied(place: Municipality, officer: Client) -> None:
    """A workbook of just under 1 MB: the preview sends it back as text, 4/3 as long, in a form of at most 2 MB."""
    noise = Random(1).randbytes(MAX_BYTES - 20_000)  # noqa: S311 - no secret, only nothing to pack
    raw = with_parts(own(NEW), {"docProps/noise.bin": lambda _: noise})

    shown = uploaded(officer, place, raw)

    assert applied(officer, place, shown).status_code == 302


def test_markup_in_a_file_is_shown_as_text(place: Municipality, officer: Client) -> None:
    page = uploaded(officer, place, own(NEW | {Field.TITLE: "<script>alert(1)</script>"}))

    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("name", ["measures_file", "measures_xlsx"])
@pytest.mark.parametrize("action_year", [2562, 2571, 2700])
def test_file_of_a_year_without_a_framework_is_not_found(
    name: str, action_year: int, place: Municipality, officer: Client
) -> None:
    assert officer.get(address(name, place, action_year)).status_code == 404


def many(place: Municipality, number: int) -> None:
    view = framework(2568)
    units = [department(place, name) for name in ("กองคลัง", "กองช่าง")]
    for n in range(number):
        measure_create(
            municipality=place, action_year=2569, title=f"มาตรการ {n}", indicators=[view.indicators[1]],
            questions=[view.questions["i1"]], steps=[StepData(f"ขั้นตอน {n}", units, QUARTERS)],
        )  # fmt: skip


@pytest.mark.parametrize("number", [5, 200])
def test_pages_ask_as_much_for_many_measures_as_for_few(
    number: int, place: Municipality, officer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(place, number)
    raw = changed(taken(place), {(row, Field.TEXT): f"ใหม่ {row}" for row in range(1, number + 1)})
    officer.get(address("measures_file", place))

    with django_assert_num_queries(6):
        officer.get(address("measures_file", place))
    with django_assert_num_queries(14):
        page = uploaded(officer, place, raw)
    with django_assert_num_queries(14):
        officer.get(address("measures_xlsx", place))

    assert f"แก้ไข {number}" in words(page)
