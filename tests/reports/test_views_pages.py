"""The first page, the year's page, the seal and the error pages. Who may see them: test_permissions."""

import logging
import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Municipality, Role, User
from assessments.models import TextStatus
from assessments.queries import overview_get
from assessments.verbs.findings import finding_edit
from assessments.verbs.scores import scores_import
from measures.queries import measures_listed
from reports.models import Job, JobState
from tests.factories import wordings_are
from tests.reports.demo import PASSWORD, SCORED, UNSCORED, logged_in, municipality, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def words(content: bytes) -> str:
    """The words of a page without its tags, single-spaced."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content.decode())).split())


def superuser() -> Client:
    """The browser of a superuser."""
    client = Client()
    client.force_login(User.objects.create_superuser("superuser", password=PASSWORD))
    return client


def test_year_page_and_summary_judge_an_instrument_alike() -> None:
    client = logged_in("ban-suan.staff")

    pages = [
        words(client.get(address).content)
        for address in ("/m/ban-suan/2568/", "/m/ban-suan/2568/documents/executive-summary/content?digits=arabic")
    ]

    assert ["95.02 รอคะแนนแยกส่วน" in pages[0], "รอคะแนนแยกส่วน" in pages[1]] == [True, True]
    assert "95.02 ผ่านเกณฑ์" not in pages[0]


def test_home_lists_ones_own_municipality_with_its_years() -> None:
    client = logged_in("ban-suan.staff")

    page = client.get(reverse("home"))

    assert "เทศบาลนครบ้านสวน" in words(page.content)
    assert reverse("year", args=["ban-suan", 2568]) in page.content.decode()
    others = Municipality.objects.exclude(slug="ban-suan")
    assert [each.name for each in others if each.name in words(page.content)] == []


def test_home_of_an_overseer_lists_the_province() -> None:
    client = logged_in("overseer.yala")

    page = words(client.get(reverse("home")).content)

    assert [each.name for each in Municipality.objects.all() if each.name in page] == ["เทศบาลเมืองสะเตงนอก"]


def test_home_of_a_superuser_lists_all() -> None:
    page = words(superuser().get(reverse("home")).content)

    assert [each.slug for each in Municipality.objects.order_by("slug") if each.name in page] == [
        "ban-chang", "ban-suan", "nakhon-ratchasima", "phon-phisai", "sateng-nok",
    ]  # fmt: skip


def test_home_without_a_municipality_says_what_to_do() -> None:
    client = Client()
    client.force_login(User.objects.create_user("nobody", password=PASSWORD))

    page = client.get(reverse("home"))

    assert page.status_code == 200
    assert "กรุณาแจ้งผู้ดูแลระบบ" in words(page.content)


def test_home_shows_fifty_municipalities_a_page() -> None:
    Municipality.objects.bulk_create(
        Municipality(slug=f"m{n}", name=f"เทศบาลตำบลลำดับ{n:02}", proper_name=f"ลำดับ{n:02}", kind="tambon", province="ก")
        for n in range(50)
    )
    client = superuser()

    pages = [words(client.get(reverse("home"), {"page": number}).content) for number in ("1", "2", "99", "x")]

    assert "เทศบาลตำบลลำดับ49" in pages[0]
    assert "เทศบาลนครบ้านสวน" not in pages[0]
    assert "เทศบาลนครบ้านสวน" in pages[1]
    assert pages[2] == pages[1]
    assert pages[3] == pages[0]


def test_home_asks_as_many_queries_for_three_municipalities_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for slug in ("ban-chang", "phon-phisai"):
        Membership.objects.create(user=person("sateng-nok.staff"), municipality=municipality(slug), role=Role.STAFF)

    with time_machine.travel("2023-12-01T09:00:00+07:00"):  # both have steps to work on
        for client in (logged_in("ban-suan.staff"), logged_in("sateng-nok.staff")):
            with django_assert_num_queries(15):
                client.get(reverse("home"))


@pytest.mark.parametrize("slug", SCORED)
def test_year_shows_figures_level_findings_and_documents(slug: str) -> None:
    client = logged_in(f"{slug}.executive")

    page = client.get(reverse("year", args=[slug, SCORED[slug]]))

    assert page.status_code == 200
    assert [f'id="finding-{number}"' in page.content.decode() for number in range(1, 11)] == [True] * 10
    assert municipality(slug).name in words(page.content)
    assert reverse("preview", args=[slug, SCORED[slug], "indicator-analysis"]) in page.content.decode()


@pytest.mark.parametrize(
    ("slug", "shown"),
    [
        ("ban-suan", ["98.12", "ผ่านดีเยี่ยม หรือ ผ่านดี", "93.22", "97.82"]),
        ("sateng-nok", ["83.72", "83.71", "ต้องปรับปรุง", "73.75", "52.98"]),
        ("phon-phisai", ["98.96", "ยังไม่มีคะแนน"]),
    ],
)
def test_year_shows_the_figures_of_the_document(slug: str, shown: list[str]) -> None:
    page = words(logged_in(f"{slug}.executive").get(reverse("year", args=[slug, SCORED[slug]])).content)

    assert [text for text in shown if text not in page] == []


@pytest.mark.parametrize(
    ("role", "edits", "scores"), [("staff", 0, True), ("officer", 10, True), ("executive", 0, False)]
)
def test_year_offers_what_the_role_may_do(role: str, edits: int, scores: bool) -> None:
    client = logged_in(f"ban-suan.{role}")

    page = client.get(reverse("year", args=["ban-suan", 2568])).content.decode()

    assert len(re.findall(r'href="/m/ban-suan/2568/findings/\d+/"', page)) == edits
    assert reverse("scores", args=["ban-suan", 2568]) in page
    assert ("</svg> กรอกคะแนน" in page) is scores
    assert "คะแนน: กำลังกรอกคะแนน" in words(page.encode())


@pytest.mark.parametrize(
    ("fiscal_year", "reason", "offers"),
    [
        (2567, "เทศบาลนครบ้านสวน ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2567 กรุณานำเข้าคะแนนก่อน", True),
        (2600, "ไม่มีกรอบการประเมินของปีงบประมาณ 2600 (มีกรอบของปี 2562–2569) กรุณาตรวจสอบปี พ.ศ.", False),
        (2401, "ไม่มีกรอบการประเมินของปีงบประมาณ 2401 (มีกรอบของปี 2562–2569) กรุณาตรวจสอบปี พ.ศ.", False),
    ],
)
def test_year_of_which_nothing_is_known_is_not_found_and_says_what_to_do(
    fiscal_year: int, reason: str, offers: bool
) -> None:
    """Scores can be entered only of a year that has a framework: nothing leads to a page that is not there."""
    client = logged_in("ban-suan.staff")

    page = client.get(reverse("year", args=["ban-suan", fiscal_year]))

    assert page.status_code == 404
    assert reason in words(page.content)
    assert (reverse("scores", args=["ban-suan", fiscal_year]) in page.content.decode()) is offers
    assert f'href="{reverse("home")}"' in page.content.decode()
    assert 'id="measures"' not in page.content.decode()


@pytest.mark.parametrize(("slug", "fiscal_year"), UNSCORED.items())
def test_year_of_which_only_measures_are_known_lists_them(slug: str, fiscal_year: int) -> None:
    place = municipality(slug)

    page = logged_in(f"{slug}.staff").get(reverse("year", args=[slug, fiscal_year]))

    listed = measures_listed(place, fiscal_year)
    shown = words(page.content)
    assert page.status_code == 200
    assert f"{place.name} ยังไม่มีผลคะแนน ITA ของปีงบประมาณ {fiscal_year} กรุณานำเข้าคะแนนก่อน" in shown
    assert f"มาตรการที่สอดคล้องกับผลการประเมินปี {fiscal_year}" in shown
    assert listed
    assert [measure.title for measure in listed if " ".join(measure.title.split()) not in shown] == []
    assert reverse("scores", args=[slug, fiscal_year]) in page.content.decode()


def test_year_of_which_only_measures_are_known_asks_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = logged_in("nakhon-ratchasima.staff")

    with django_assert_max_num_queries(15):
        client.get(reverse("year", args=["nakhon-ratchasima", 2566]))


def test_year_shows_the_measures_that_answer_it_with_their_periods() -> None:
    listed = measures_listed(municipality("ban-suan"), 2568)

    page = words(logged_in("ban-suan.executive").get(reverse("year", args=["ban-suan", 2568])).content)

    said = page[page.index("มาตรการที่สอดคล้องกับผลการประเมินปี 2568") :]
    expected = [measure.title for measure in listed] + [step.period for each in listed for step in each.steps.all()]
    assert listed
    assert [text for text in expected if " ".join(text.split()) not in said] == []


def test_year_without_figures_leads_to_the_years_that_have_some() -> None:
    page = logged_in("ban-suan.executive").get(reverse("year", args=["ban-suan", 2567])).content.decode()

    assert reverse("year", args=["ban-suan", 2568]) in page
    assert re.findall(r"</svg>\s*กรอกคะแนน", page) == []


def test_year_marks_a_quoted_wording_that_is_not_confirmed() -> None:
    wordings_are(TextStatus.CONFIRMED, besides={"i4": TextStatus.UNCONFIRMED})
    url = reverse("year", args=["ban-suan", 2568])

    page = words(logged_in("ban-suan.executive").get(url).content)

    assert page.count("(ถ้อยคำยังไม่ยืนยันกับเอกสารของสำนักงาน ป.ป.ช.)") == 1


def test_year_says_which_findings_wait_for_a_choice() -> None:
    overview = overview_get(municipality("ban-suan"), 2568)
    second = overview.findings[1]
    finding_edit(
        assessment=overview.assessment, indicator=second.indicator, text="ข้อความ", draft=second.draft.analysis,
        version=0, by=person("ban-suan.officer"),
    )  # fmt: skip
    client, url = logged_in("ban-suan.officer"), reverse("year", args=["ban-suan", 2568])

    before = client.get(url).content.decode()
    scores_import(
        municipality=overview.assessment.municipality, fiscal_year=2568, figures={("i5", None): Decimal(90)}, by=None
    )
    after = client.get(url).content.decode()

    assert "เทียบสองข้อความแล้วเลือก" not in before
    assert after.count("เทียบสองข้อความแล้วเลือก") == 1
    assert re.findall(r'<section class="notice[^>]*>.*?href="#finding-(\d+)"', after, re.DOTALL) == ["2"]
    assert "มีผลการวิเคราะห์ 1 รายการรอการพิจารณา" in after


def test_year_without_questions_counts_none() -> None:
    """2564 has indicators alone. 2566 has 30 + 2 × 15 + 43 = 103 scores, of which 30 + 18 + 43 = 91 are known."""
    place = municipality("sateng-nok")
    scores_import(municipality=place, fiscal_year=2564, figures={"indicator-1": Decimal(90)}, by=None)
    client = logged_in("sateng-nok.executive")

    letters = client.get(reverse("year", args=["sateng-nok", 2564]))
    questions = client.get(reverse("year", args=["sateng-nok", 2566]))

    assert letters.status_code == 200
    assert "<progress" not in letters.content.decode()
    assert "คะแนนรายข้อที่มีแล้ว" not in words(letters.content)
    assert '<progress id="known" value="91" max="103"></progress>' in questions.content.decode()


@pytest.mark.parametrize("number", ["0", "0999", "2025", "2399", "99999", "99999999999999999999999"])
def test_year_of_a_senseless_number_is_not_found(number: str) -> None:
    client = logged_in("ban-suan.staff")

    status = client.get(f"/m/ban-suan/{number}/").status_code

    assert status == 404


@pytest.mark.parametrize("slug", SCORED)
@pytest.mark.parametrize("role", ["staff", "officer", "executive"])
def test_year_asks_at_most_fifteen_queries(
    slug: str, role: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = logged_in(f"{slug}.{role}")

    with django_assert_max_num_queries(15):
        client.get(reverse("year", args=[slug, SCORED[slug]]))


def test_year_is_drawn_without_scripts_and_styles_of_its_own() -> None:
    page = logged_in("sateng-nok.officer").get(reverse("year", args=["sateng-nok", 2566]))

    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Frame-Options"] == "DENY"
    assert re.findall(r"\sstyle=|\son\w+=|<style", page.content.decode()) == []


def test_seal_is_served_as_a_picture(seal: Path) -> None:
    response = logged_in("ban-suan.staff").get(reverse("seal", args=["ban-suan"]))

    assert response.headers["Content-Type"] == "image/png"
    assert response.getvalue() == seal.read_bytes()


def test_seal_that_is_not_there_is_not_found() -> None:
    response = logged_in("ban-suan.staff").get(reverse("seal", args=["ban-suan"]))

    assert response.status_code == 404


def test_seal_whose_file_has_gone_is_not_found(seal: Path) -> None:
    seal.unlink()

    response = logged_in("ban-suan.staff").get(reverse("seal", args=["ban-suan"]))

    assert response.status_code == 404


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/m/ban-suan/", "/m/sateng-nok/2566/", "/m/ban-suan/2568/findings/1/x"]
)
def test_page_not_found_helps_on_in_thai(address: str) -> None:
    page = logged_in("ban-suan.staff").get(address)

    assert page.status_code == 404
    assert "ไม่พบหน้านี้" in words(page.content)
    assert f'href="{reverse("home")}"' in page.content.decode()


def test_page_refused_says_so_in_thai() -> None:
    page = logged_in("ban-suan.executive").get(reverse("finding_form", args=["ban-suan", 2568, 1]))

    assert page.status_code == 403
    assert "ท่านไม่มีสิทธิ์ใช้หน้านี้" in words(page.content)


def test_failed_page_shows_the_reference_that_the_log_carries(caplog: pytest.LogCaptureFixture) -> None:
    """A finished job of a format that the portal does not know any more: a fault of ours."""
    job = Job.objects.create(
        municipality=municipality("ban-suan"), fiscal_year=2568, kind="indicator-analysis", format="odt", digits="thai",
        requested_by=person("ban-suan.staff"), state=JobState.DONE, file=ContentFile(b"", name="document.odt"),
    )  # fmt: skip
    client = logged_in("ban-suan.staff")
    client.raise_request_exception = False

    page = client.get(reverse("job_file", args=["ban-suan", 2568, job.pk]))

    shown = re.search(r"รหัสอ้างอิง ([0-9A-F]{8})\b", words(page.content))
    assert page.status_code == 500
    assert shown is not None
    assert [record.__dict__["reference"] for record in caplog.records if record.levelno >= logging.ERROR] == [shown[1]]
    assert "Traceback" not in page.content.decode()
    assert str(settings.MEDIA_ROOT) not in page.content.decode()
