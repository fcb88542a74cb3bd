"""Editing of findings in the browser. Who may do so: tests/reports/test_permissions."""

import re
from collections.abc import Iterator
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from accounts.models import User
from assessments.models import FINDING_LENGTH, Finding, LowestQuestion
from assessments.queries import IndicatorFinding, overview_get
from assessments.verbs.findings import finding_edit
from assessments.verbs.scores import scores_import
from tests.reports.demo import demo_loaded, logged_in, municipality, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

STALE = "มีผู้แก้ไขข้อความนี้ก่อนท่านบันทึก กรุณาตรวจสอบข้อความล่าสุด แล้วบันทึกอีกครั้ง"


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The frameworks and the five demo municipalities."""
    with demo_loaded(django_db_blocker):
        yield


@pytest.fixture
def officer(demo: None, db: None) -> Client:
    """The browser of the integrity officer of ban-suan."""
    return logged_in("ban-suan.officer")


def address(name: str = "finding_form", number: int = 2, fiscal_year: int = 2568) -> str:
    """The address of a view of a finding of ban-suan."""
    return reverse(name, args=["ban-suan", fiscal_year, number])


def finding(number: int = 2) -> IndicatorFinding:
    """The finding as it stands."""
    return overview_get(municipality("ban-suan"), 2568).findings[number - 1]


def edit(text: str, number: int = 2, *, by: User | None = None) -> Finding:
    """Somebody's wording, saved over what stood."""
    overview = overview_get(municipality("ban-suan"), 2568)
    before = overview.findings[number - 1]
    finding_edit(
        assessment=overview.assessment,
        indicator=before.indicator,
        text=text,
        draft=before.draft.analysis,
        version=before.version,
        by=by or person("ban-suan.officer"),
    )
    return Finding.objects.get(assessment=overview.assessment, indicator=before.indicator)


def typed(text: str, **changes: str) -> dict[str, str]:
    """What the form sends of a wording of indicator 2."""
    now = finding()
    return {"text": text, "draft": now.draft.analysis, "version": str(now.version)} | changes


def chosen(choice: str, /, **changes: str) -> dict[str, str]:
    """What a button of the choice sends for indicator 2 as the page shows it."""
    now = finding()
    return {"choice": choice, "draft": now.draft.analysis, "version": str(now.version)} | changes


def messages(page: str) -> list[tuple[str, str, str, str]]:
    """What the portal says above a page: the look, the role and the icon of each notice, and its sentence."""
    above = page[page.index('class="messages"') :]
    return re.findall(r'<div class="([^"]*)"\s+role="(\w+)">\s*<svg.*?bi bi-([\w-]+)".*?<p>(.*?)</p>', above, re.DOTALL)


def test_form_shows_the_draft_with_its_version(officer: Client) -> None:
    page = officer.get(address())

    html = unescape(page.content.decode())
    assert page.status_code == 200
    assert html.count(finding().draft.analysis) >= 2
    assert 'name="version" value="0"' in html


def test_form_shows_a_persons_wording_with_its_version(officer: Client) -> None:
    edit("ฉบับแรก")
    edit("ฉบับที่สอง")

    html = officer.get(address()).content.decode()

    assert "ฉบับที่สอง" in html
    assert 'name="version" value="2"' in html


@pytest.mark.parametrize("name", ["finding_form", "finding_choose", "lowest_question_form"])
@pytest.mark.parametrize(("number", "fiscal_year"), [(0, 2568), (11, 2568), (2, 2567), (2, 2600)])
def test_finding_that_does_not_exist_is_not_found(name: str, number: int, fiscal_year: int, officer: Client) -> None:
    url = address(name, number, fiscal_year)

    status = officer.post(url, {"text": "x", "choice": "draft", "draft": "x", "version": "0"}).status_code

    assert status == 404


def test_edit_is_stored_and_shown_on_the_years_page(officer: Client) -> None:
    response = officer.post(address(), typed("เทศบาลจะรายงานทุกเดือน"))

    stored = Finding.objects.get()
    year = officer.get(reverse("year", args=["ban-suan", 2568])).content.decode()
    assert response.headers["Location"] == reverse("year", args=["ban-suan", 2568]) + "#finding-2"
    assert (stored.text, stored.version, stored.edited_by) == (
        "เทศบาลจะรายงานทุกเดือน", 1, person("ban-suan.officer"),
    )  # fmt: skip
    assert stored.draft == finding().draft.analysis
    assert "เทศบาลจะรายงานทุกเดือน" in year
    assert "บันทึกผลการวิเคราะห์ของตัวชี้วัดที่ 2 การใช้งบประมาณ แล้ว" in year


def test_edit_equal_to_the_draft_stays_the_draft(officer: Client) -> None:
    response = officer.post(address(), typed(finding().draft.analysis))

    assert response.status_code == 302
    assert (finding().edited, finding().version) == (None, 1)


@pytest.mark.parametrize("text", ["", "   ", "\r\n\t"])
def test_empty_edit_is_refused(text: str, officer: Client) -> None:
    edit("ข้อความเดิม")

    page = officer.post(address(), typed(text))

    assert page.status_code == 422
    assert "กรุณาเขียนผลการวิเคราะห์" in page.content.decode()
    assert Finding.objects.get().text == "ข้อความเดิม"


def test_edit_of_invisible_characters_alone_is_refused(officer: Client) -> None:
    page = officer.post(address(), typed("\u200b\ufeff"))

    assert page.status_code == 422
    assert Finding.objects.count() == 0


def test_edit_beyond_the_length_is_refused(officer: Client) -> None:
    page = officer.post(address(), typed("ก" * (FINDING_LENGTH + 1)))

    assert page.status_code == 422
    assert Finding.objects.count() == 0


@pytest.mark.parametrize("changes", [{"version": "x"}, {"version": ""}, {"draft": ""}])
def test_edit_with_a_broken_form_is_refused(changes: dict[str, str], officer: Client) -> None:
    page = officer.post(address(), typed("ข้อความ", **changes))

    assert page.status_code == 422
    assert Finding.objects.count() == 0


def test_stale_edit_shows_both_texts_and_stores_nothing(officer: Client) -> None:
    sent = typed("ข้อความของฉัน")
    edit("ข้อความของอีกคน", by=person("phon-phisai.officer"))

    page = officer.post(address(), sent)

    html = page.content.decode()
    stored = Finding.objects.get()
    assert page.status_code == 422
    assert STALE in html
    assert "ข้อความของฉัน" in html
    assert "ข้อความของอีกคน" in html
    assert person("phon-phisai.officer").get_full_name() in html
    assert (stored.text, stored.version) == ("ข้อความของอีกคน", 1)


def test_stale_edit_can_be_saved_again_after_the_other_text_was_seen(officer: Client) -> None:
    sent = typed("ข้อความของฉัน")
    edit("ข้อความของอีกคน")

    refused = officer.post(address(), sent).content.decode()
    saved = officer.post(address(), sent | {"version": "1"})

    assert 'name="version" value="1"' in refused
    assert saved.status_code == 302
    assert (Finding.objects.get().text, Finding.objects.get().version) == ("ข้อความของฉัน", 2)


def test_edit_of_a_wording_that_was_taken_back_meanwhile_is_refused(officer: Client) -> None:
    edit("ข้อความเดิม")
    sent = typed("ข้อความใหม่")
    officer.post(address("finding_choose"), chosen("draft"))

    page = officer.post(address(), sent)

    assert page.status_code == 422
    assert STALE in page.content.decode()
    assert (finding().edited, finding().version) == (None, 2)


def test_markup_in_an_edit_is_shown_as_text(officer: Client) -> None:
    officer.post(address(), typed("<script>alert(1)</script>"))

    year = officer.get(reverse("year", args=["ban-suan", 2568])).content.decode()

    assert "<script>alert" not in year
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in year


def changed_draft() -> IndicatorFinding:
    """A person's wording whose draft differs since: i4 now scores 90 and i5 stays unknown."""
    edit("ข้อความของฉัน")
    scores_import(municipality=municipality("ban-suan"), fiscal_year=2568, figures={("i5", None): Decimal(90)}, by=None)
    return finding()


def test_changed_draft_is_shown_beside_the_wording(officer: Client) -> None:
    changed = changed_draft()

    html = unescape(officer.get(address()).content.decode())

    assert changed.draft_changed
    assert "ข้อความของฉัน" in html
    assert changed.draft.analysis in html
    assert re.findall(r'name="choice" value="(\w+)"', html) == ["keep", "draft"]
    assert html.count('name="version" value="1"') == 3
    assert html.count(f'name="draft" value="{changed.draft.analysis}"') == 3


@pytest.mark.parametrize("worded", [False, True])
def test_draft_is_offered_again_where_a_person_worded_it(worded: bool, officer: Client) -> None:
    if worded:
        edit("ข้อความของฉัน")

    html = officer.get(address()).content.decode()

    assert re.findall(r'name="choice" value="(\w+)"', html) == (["draft"] if worded else [])


def test_choice_of_the_draft_takes_the_wording_back(officer: Client) -> None:
    changed_draft()

    response = officer.post(address("finding_choose"), chosen("draft"))

    row = Finding.objects.get()
    year = unescape(officer.get(response.headers["Location"]).content.decode())
    assert response.headers["Location"] == reverse("year", args=["ban-suan", 2568]) + "#finding-2"
    assert (row.text, row.version, row.edited_by) == ("", 2, person("ban-suan.officer"))
    assert finding().analysis == finding().draft.analysis
    assert f"ใช้ร่างของระบบสำหรับ{finding().indicator} แล้ว" in year


def test_choice_of_the_wording_keeps_it(officer: Client) -> None:
    changed_draft()

    response = officer.post(address("finding_choose"), chosen("keep"))

    year = unescape(officer.get(response.headers["Location"]).content.decode())
    assert finding().analysis == "ข้อความของฉัน"
    assert (finding().draft_changed, finding().version) == (False, 2)
    assert messages(year) == [("notice", "status", "check-circle-fill", f"คงข้อความเดิมของ{finding().indicator} แล้ว")]


def test_choice_of_a_wording_that_is_not_there_is_refused(officer: Client) -> None:
    response = officer.post(address("finding_choose"), {"choice": "keep", "draft": "ร่าง", "version": "0"})

    form = unescape(officer.get(response.headers["Location"]).content.decode())
    sentence = f"{finding().indicator} ใช้ร่างของระบบอยู่แล้ว จึงไม่มีข้อความเดิมให้คงไว้ กรุณาตรวจสอบข้อความล่าสุด"
    assert response.headers["Location"] == address()
    assert messages(form) == [("notice notice-wrong", "alert", "exclamation-triangle-fill", sentence)]
    assert not Finding.objects.exists()


@pytest.mark.parametrize("choice", ["draft", "keep"])
def test_stale_choice_goes_back_to_the_form_with_a_message(choice: str, officer: Client) -> None:
    changed_draft()
    sent = chosen(choice)
    edit("ข้อความของอีกคน", by=person("phon-phisai.officer"))

    response = officer.post(address("finding_choose"), sent)

    form = unescape(officer.get(response.headers["Location"]).content.decode())
    assert response.headers["Location"] == address()
    assert messages(form) == [("notice notice-wrong", "alert", "exclamation-triangle-fill", STALE)]
    assert "ข้อความของอีกคน" in form
    assert (finding().analysis, finding().version) == ("ข้อความของอีกคน", 2)


@pytest.mark.parametrize(
    "changes", [{"choice": "both"}, {"choice": ""}, {"version": ""}, {"version": "x"}, {"draft": ""}]
)
def test_choice_with_a_broken_form_is_not_found(changes: dict[str, str], officer: Client) -> None:
    edit("ข้อความของฉัน")

    response = officer.post(address("finding_choose"), chosen("draft", **changes))

    assert response.status_code == 404
    assert finding().analysis == "ข้อความของฉัน"


def test_choice_keeps_the_draft_that_the_person_saw(officer: Client) -> None:
    """The scores change once more between the page and the click: the page asks again."""
    changed_draft()
    sent = chosen("keep")
    scores_import(municipality=municipality("ban-suan"), fiscal_year=2568, figures={("i6", None): Decimal(80)}, by=None)

    officer.post(address("finding_choose"), sent)

    assert Finding.objects.get().draft == sent["draft"]
    assert finding().draft_changed


def test_choice_touches_no_other_indicator(officer: Client) -> None:
    edit("ของตัวชี้วัดที่ 3", number=3)
    edit("ของตัวชี้วัดที่ 2")

    officer.post(address("finding_choose"), chosen("draft"))

    assert finding(3).analysis == "ของตัวชี้วัดที่ 3"
    assert finding(2).edited is None


def lowest(number: int = 2) -> tuple[str, Decimal | None] | None:
    """What is stated as the lowest question: its code and score."""
    row = LowestQuestion.objects.filter(
        assessment__municipality__slug="ban-suan", indicator__number=number
    ).select_related("question").first()  # fmt: skip
    return (row.question.code, row.value) if row else None


def question(code: str) -> str:
    """The value that the form sends for a question of 2568."""
    questions = overview_get(municipality("ban-suan"), 2568).framework.questions
    return str(questions[code].pk)


@pytest.mark.parametrize(
    ("score", "stored"), [("๙๙.๐๐", Decimal(99)), (" 98.5 % ", Decimal("98.5")), ("", None), ("–", None)]
)
def test_lowest_question_is_stated_in_either_digits(score: str, stored: Decimal | None, officer: Client) -> None:
    response = officer.post(address("lowest_question_form"), {"question": question("i5"), "value": score})

    assert response.status_code == 302
    assert lowest() == ("i5", stored)


def test_lowest_question_is_taken_back_by_stating_none(officer: Client) -> None:
    officer.post(address("lowest_question_form"), {"question": "", "value": ""})

    assert lowest() is None


@pytest.mark.parametrize(
    ("code", "score", "sentence"),
    [
        ("i5", "98,5", "98.5"),
        ("i5", "เก้าสิบ", "เป็นตัวเลขไม่ได้"),
        ("i5", "101", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("i5", "-1", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("i5", "98.5555", "ทศนิยมเกิน 3 ตำแหน่ง"),
        ("i5", "99.54", "ต้องต่ำกว่าคะแนนของตัวชี้วัด"),
        ("i1", "90", "ตัวเลือก"),
    ],
)
def test_wrong_lowest_question_is_refused(code: str, score: str, sentence: str, officer: Client) -> None:
    page = officer.post(address("lowest_question_form"), {"question": question(code), "value": score})

    assert page.status_code == 422
    assert sentence in unescape(page.content.decode())
    assert lowest() == ("i4", Decimal("99.21"))


def test_score_without_a_lowest_question_is_refused(officer: Client) -> None:
    page = officer.post(address("lowest_question_form"), {"question": "", "value": "90"})

    assert page.status_code == 422
    assert "กรุณาเลือกข้อคำถามของคะแนนนี้" in page.content.decode()
    assert lowest() == ("i4", Decimal("99.21"))


def test_form_asks_at_most_twenty_queries(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(20):
        officer.get(address())
