"""What keeps a municipality from doing better: kept issue by issue with its version, written and read on one page."""

import re
from html import unescape

import pytest
from auditlog.models import LogEntry
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import Role, User
from assessments.models import FINDING_LENGTH, Assessment, Issue, Limitation
from assessments.queries.limitations import limitations_listed
from assessments.verbs.limitations import limitation_edit
from tests.factories import assessment, framework, member, municipality, overseer

pytestmark = pytest.mark.django_db

STALE = "มีผู้แก้ไขข้อความนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อความล่าสุด แล้วบันทึกอีกครั้ง"


@pytest.fixture
def year() -> Assessment:
    return assessment(municipality(), 2566, {"i1": "97.82"})


@pytest.fixture
def officer(year: Assessment) -> User:
    return member(year.municipality, Role.INTEGRITY_OFFICER, "ban-suan.officer")


@pytest.fixture
def desk(officer: User) -> Client:
    """The browser of the integrity officer."""
    return browser(officer)


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def issue(year: Assessment, number: int) -> Issue:
    return year.framework.issues.get(number=number)


def edit(year: Assessment, number: int, text: str, *, version: int = 0, by: User | None = None) -> None:
    limitation_edit(assessment=year, issue=issue(year, number), text=text, version=version, by=by)


def stored(year: Assessment) -> list[tuple[int, str, int]]:
    """Issue, text and version of what is stored."""
    return list(year.limitations.order_by("issue__number").values_list("issue__number", "text", "version"))


def address(fiscal_year: int = 2566) -> str:
    return reverse("limitations", args=["ban-suan", fiscal_year])


def typed(year: Assessment, texts: dict[int, str], **changes: str) -> dict[str, str]:
    """What the page sends: every issue as it stands, `texts` typed over it, `changes` of single fields."""
    data: dict[str, str] = {}
    for each in limitations_listed(year):
        number = each.issue.number
        data |= {f"text-{number}": each.text, f"seen-{number}": each.text, f"version-{number}": str(each.version)}
    return data | {f"text-{number}": text for number, text in texts.items()} | changes


def field(html: str, number: int) -> str:
    """What stands in an issue's field."""
    (value,) = re.findall(rf'<textarea name="text-{number}".*?>\s?(.*?)</textarea>', html, re.DOTALL)
    return unescape(str(value)).strip()


def test_limitation_edit_keeps_the_text_with_its_author(year: Assessment, officer: User) -> None:
    edit(year, 2, "  ประชาชนบางส่วน  ไม่มีสมาร์ตโฟน\u200b ", by=officer)

    kept = year.limitations.get()
    assert (kept.issue, kept.text, kept.version) == (issue(year, 2), "ประชาชนบางส่วน ไม่มีสมาร์ตโฟน", 1)
    assert kept.edited_by == officer


def test_limitation_edit_on_the_command_line_has_no_author(year: Assessment) -> None:
    edit(year, 2, "ข้อความ")

    assert year.limitations.get().edited_by is None


def test_limitation_edit_to_nothing_says_that_there_is_none(year: Assessment) -> None:
    edit(year, 2, "ข้อความ")
    edit(year, 2, " ", version=1)

    assert stored(year) == [(2, "", 2)]


def test_limitation_edit_that_changes_nothing_stores_nothing(year: Assessment) -> None:
    edit(year, 1, "")
    edit(year, 2, "ข้อความ")
    edit(year, 2, "ข้อความ", version=0)

    assert stored(year) == [(2, "ข้อความ", 1)]


def test_limitation_edit_refuses_a_stale_version(year: Assessment) -> None:
    edit(year, 2, "ฉบับแรก")
    edit(year, 2, "ฉบับที่สอง", version=1)

    for version in (0, 1, 3):
        with pytest.raises(UserError, match=STALE):
            edit(year, 2, "ของอีกคน", version=version)

    assert stored(year) == [(2, "ฉบับที่สอง", 2)]


def test_limitation_edit_refuses_an_issue_of_another_year(year: Assessment) -> None:
    other = framework(2567).framework.issues.get(number=1)

    with pytest.raises(UserError) as caught:
        limitation_edit(assessment=year, issue=other, text="ข้อความ", version=0, by=None)

    assert str(caught.value) == f"{other} ไม่ใช่ประเด็นของปีงบประมาณ 2566 กรุณาเลือกประเด็นของปีนี้"


def test_limitation_edit_refuses_a_text_beyond_the_length(year: Assessment) -> None:
    edit(year, 1, "ก" * FINDING_LENGTH)

    with pytest.raises(UserError) as caught:
        edit(year, 2, "ก" * (FINDING_LENGTH + 1))

    assert str(caught.value) == "ข้อความยาว 3001 ตัวอักษร กรุณาย่อให้ไม่เกิน 3000 ตัวอักษร"
    assert [number for number, *_ in stored(year)] == [1]


def test_limitation_edit_is_audited(year: Assessment) -> None:
    edit(year, 2, "ข้อความ")

    kept: Model = year.limitations.get()
    assert [entry.action for entry in LogEntry.objects.get_for_object(kept)] == [LogEntry.Action.CREATE]


def test_limitations_listed_has_every_issue_in_two_queries(
    year: Assessment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    edit(year, 2, "ข้อความ")

    with django_assert_num_queries(2):
        listed = limitations_listed(year)

    assert [(each.issue.number, each.text, each.version) for each in listed] == [
        (1, "", 0), (2, "ข้อความ", 1), (3, "", 0), (4, "", 0), (5, "", 0), (6, "", 0), (7, "", 0),
    ]  # fmt: skip


def test_page_shows_the_seven_issues_to_the_officer_with_their_texts(desk: Client, year: Assessment) -> None:
    edit(year, 2, "บรรทัดแรก\nบรรทัดสอง")

    page = desk.get(address())

    html = page.content.decode()
    assert page.status_code == 200
    assert [field(html, number) for number in range(1, 8)] == ["", "บรรทัดแรก\nบรรทัดสอง", "", "", "", "", ""]
    assert 'name="version-2" value="1"' in html
    assert html.count("<h1>") == 1
    assert len(re.findall(r'<label\s+for="id_text-[1-7]"', html)) == 7


@pytest.mark.parametrize("role", [Role.STAFF, Role.EXECUTIVE])
def test_page_is_read_by_the_others(role: Role, year: Assessment) -> None:
    edit(year, 2, "<b>ไม่มีสมาร์ตโฟน</b>")

    html = browser(member(year.municipality, role)).get(address()).content.decode()

    assert "&lt;b&gt;ไม่มีสมาร์ตโฟน&lt;/b&gt;" in html
    assert html.count("ไม่มีข้อจำกัดของหน่วยงาน") == 6
    assert "<textarea" not in html


@pytest.mark.parametrize("role", [Role.STAFF, Role.EXECUTIVE])
def test_others_change_nothing(role: Role, year: Assessment) -> None:
    response = browser(member(year.municipality, role)).post(address(), typed(year, {2: "ข้อความ"}))

    assert response.status_code == 403
    assert stored(year) == []


def test_page_of_another_municipality_is_not_found(year: Assessment) -> None:
    stranger = member(municipality("ban-mai", proper_name="บ้านใหม่"), Role.INTEGRITY_OFFICER)

    statuses = {browser(stranger).get(address()).status_code, browser(stranger).post(address(), {}).status_code}

    assert statuses == {404}


def test_page_is_seen_by_the_overseer_of_the_province(year: Assessment) -> None:
    assert browser(overseer("ชลบุรี")).get(address()).status_code == 200


@pytest.mark.parametrize("fiscal_year", [2567, 2600])
def test_page_of_a_year_without_scores_or_framework_is_not_found(fiscal_year: int, desk: Client) -> None:
    framework(2567)

    assert desk.get(address(fiscal_year)).status_code == 404


def test_page_of_a_year_without_issues_leads_to_the_findings(desk: Client, year: Assessment) -> None:
    assessment(year.municipality, 2565, {"total": "90"})

    html = desk.get(address(2565)).content.decode()

    assert "ปีนี้ไม่มีประเด็นให้ระบุข้อจำกัด" in html
    assert f"{reverse('year', args=['ban-suan', 2565])}#findings" in html


def test_all_changed_texts_are_saved_at_once(desk: Client, year: Assessment, officer: User) -> None:
    response = desk.post(address(), typed(year, {2: "สอง", 5: "ห้า"}))

    page = desk.get(address()).content.decode()
    assert response.headers["Location"] == address()
    assert stored(year) == [(2, "สอง", 1), (5, "ห้า", 1)]
    assert set(year.limitations.values_list("edited_by", flat=True)) == {officer.pk}
    assert "บันทึกข้อจำกัดของประเด็นที่ 2 และ 5 แล้ว" in page


def test_one_text_is_saved_by_its_own_button(desk: Client, year: Assessment) -> None:
    response = desk.post(address(), typed(year, {2: "สอง"}, issue="2"))

    assert response.headers["Location"] == f"{address()}#issue-2"
    assert stored(year) == [(2, "สอง", 1)]


def test_other_texts_are_kept_on_the_page_when_one_is_saved(desk: Client, year: Assessment) -> None:
    page = desk.post(address(), typed(year, {2: "สอง", 5: "ห้า"}, issue="2"))

    html = page.content.decode()
    assert page.status_code == 200
    assert stored(year) == [(2, "สอง", 1)]
    assert (field(html, 2), field(html, 5)) == ("สอง", "ห้า")
    assert ('name="version-2" value="1"' in html, 'name="version-5" value="0"' in html) == (True, True)
    assert "ข้อความในประเด็นที่ 5 ยังไม่ได้บันทึก" in html


def test_nothing_changed_is_said(desk: Client, year: Assessment) -> None:
    desk.post(address(), typed(year, {}))

    assert stored(year) == []
    assert "ไม่มีข้อความใดเปลี่ยนแปลง จึงไม่ได้บันทึก" in desk.get(address()).content.decode()


def test_stale_text_is_refused_and_kept_beside_the_newer_one(desk: Client, year: Assessment) -> None:
    sent = typed(year, {2: "ของฉัน", 5: "ห้า"})
    edit(year, 2, "ของอีกคน")

    page = desk.post(address(), sent)

    html = page.content.decode()
    assert page.status_code == 422
    assert stored(year) == [(2, "ของอีกคน", 1), (5, "ห้า", 1)]
    assert field(html, 2) == "ของฉัน"
    assert html.count("ของอีกคน") == 2  # to read, and as what was seen
    assert html.count(STALE) == 2  # in the summary and beside the field
    assert "บันทึกข้อจำกัดของประเด็นที่ 5 แล้ว" in html


def test_text_that_was_not_touched_writes_over_nothing(desk: Client, year: Assessment) -> None:
    edit(year, 2, "ฉบับแรก")
    sent = typed(year, {5: "ห้า"})
    edit(year, 2, "ฉบับที่สอง", version=1)

    response = desk.post(address(), sent)

    assert response.status_code == 302
    assert stored(year) == [(2, "ฉบับที่สอง", 2), (5, "ห้า", 1)]


def test_refused_text_can_be_saved_again_over_the_newer_one(desk: Client, year: Assessment) -> None:
    edit(year, 2, "ของอีกคน")

    response = desk.post(address(), typed(year, {2: "ของฉัน"}))

    assert response.status_code == 302
    assert stored(year) == [(2, "ของฉัน", 2)]


@pytest.mark.parametrize("changes", [{"version-2": ""}, {"version-2": "x"}, {"text-2": "ก" * (FINDING_LENGTH + 1)}])
def test_broken_form_stores_nothing(changes: dict[str, str], desk: Client, year: Assessment) -> None:
    page = desk.post(address(), typed(year, {5: "ห้า"}, **changes))

    assert page.status_code == 422
    assert field(page.content.decode(), 5) == "ห้า"
    assert stored(year) == []


@pytest.mark.parametrize("texts", [1, 7])
def test_page_asks_as_often_whatever_the_number_of_texts(
    texts: int, desk: Client, year: Assessment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, user, municipality; year, framework check aside; issues, texts with authors; roles."""
    for number in range(1, texts + 1):
        edit(year, number, "ข้อความ")

    with django_assert_num_queries(7):
        desk.get(address())


def test_years_page_leads_to_the_limitations(desk: Client, year: Assessment) -> None:
    html = desk.get(reverse("year", args=["ban-suan", 2566])).content.decode()

    assert f'href="{address()}"' in html


def test_loading_the_page_writes_nothing(desk: Client, year: Assessment) -> None:
    desk.get(address())

    assert Limitation.objects.count() == 0
