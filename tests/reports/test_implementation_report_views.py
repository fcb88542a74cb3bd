"""Documents of the action year on the pages: found on the year of the result, called by the year of the measures."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Municipality, Role
from reports.models import Job
from reports.tasks import render_job
from tests import factories
from tests.reports.steps import YEAR, measure, only_step

pytestmark = pytest.mark.django_db

RESULT_YEAR = YEAR - 1
KINDS = ("implementation-report", "progress-report-6", "progress-report")


def staff(town: Municipality) -> Client:
    """The browser of a member of the municipality's staff."""
    client = Client()
    client.force_login(factories.member(town, Role.STAFF))
    return client


def page(client: Client, name: str, *place: object) -> str:
    return unescape(client.get(reverse(name, args=place)).content.decode())


def previews(html: str) -> list[str]:
    """The addresses of the documents that a page offers, each once."""
    return list(dict.fromkeys(re.findall(r'href="(/m/[^"]+/documents/[^"]+)"', html)))


def addresses(town: Municipality, kinds: tuple[str, ...] = KINDS) -> list[str]:
    return [reverse("preview", args=[town.slug, YEAR, kind]) for kind in kinds]


def test_year_with_scores_offers_the_documents_of_its_measures() -> None:
    town = factories.municipality()
    factories.assessment(town, RESULT_YEAR, {"total": "90"})
    measure(town)

    html = page(staff(town), "year", town.slug, RESULT_YEAR)

    assert [address for address in previews(html) if f"/{YEAR}/" in address] == addresses(town)
    assert reverse("preview", args=[town.slug, RESULT_YEAR, "indicator-analysis"]) in previews(html)
    assert f'<span class="nowrap">ปีงบประมาณ {YEAR}</span> · ดูตัวอย่างและดาวน์โหลดได้' in html


def test_year_of_which_only_measures_are_known_offers_their_documents_alone() -> None:
    town = factories.municipality()
    measure(town)

    html = page(staff(town), "year", town.slug, RESULT_YEAR)

    summary = reverse("preview", args=[town.slug, RESULT_YEAR, "executive-summary"])
    assert previews(html) == [summary, *addresses(town)]


def test_year_without_measures_offers_no_documents_of_them() -> None:
    town = factories.municipality()
    factories.assessment(town, RESULT_YEAR, {"total": "90"})

    html = page(staff(town), "year", town.slug, RESULT_YEAR)

    assert [address for address in previews(html) if any(kind in address for kind in KINDS)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_preview_shows_the_document_and_leads_back_to_plan_and_result(kind: str) -> None:
    town = factories.municipality()
    measure(town)
    client = staff(town)

    html = page(client, "preview", town.slug, YEAR, kind)

    assert f"เทศบาลเมืองบ้านสวน ปีงบประมาณ {YEAR}" in html
    assert f'href="{reverse("plan", args=[town.slug, YEAR])}"' in html
    assert f'href="{reverse("year", args=[town.slug, RESULT_YEAR])}"' in html
    assert client.get(reverse("content", args=[town.slug, YEAR, kind])).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_preview_without_measures_says_what_to_do(kind: str) -> None:
    town = factories.municipality()
    client = staff(town)

    response = client.get(reverse("preview", args=[town.slug, YEAR, kind]))

    assert response.status_code == 404
    assert f'href="{reverse("plan", args=[town.slug, YEAR])}">ไปที่แผนมาตรการปี {YEAR}' in response.content.decode()
    assert f"กรุณากำหนดมาตรการจากผลการประเมินของปี {RESULT_YEAR} ก่อน" in response.content.decode()
    assert client.get(reverse("content", args=[town.slug, YEAR, kind])).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_preview_asks_few_queries(kind: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    town = factories.municipality()
    measure(town)
    client = staff(town)

    with django_assert_max_num_queries(10):
        client.get(reverse("preview", args=[town.slug, YEAR, kind]))


def test_documents_of_another_municipality_are_not_found() -> None:
    town, other = factories.municipality(), factories.municipality("ban-mai", proper_name="บ้านใหม่")
    measure(other)
    client = staff(town)

    statuses = [client.get(reverse("preview", args=[other.slug, YEAR, kind])).status_code for kind in KINDS]

    assert statuses == [404, 404, 404]


def test_worker_makes_the_file_and_its_page_leads_back_to_the_plan() -> None:
    town = factories.municipality()
    only_step(town)
    client = staff(town)
    client.post(
        reverse("job_create", args=[town.slug, YEAR, "progress-report-6"]), {"format": "xlsx", "digits": "thai"}
    )
    job = Job.objects.get()

    render_job(str(job.pk))

    job.refresh_from_db()
    html = page(client, "job", town.slug, YEAR, job.pk)
    assert job.file_name == f"รายงานความก้าวหน้าตามมาตรการ รอบ 6 เดือน เทศบาลเมืองบ้านสวน {YEAR}.xlsx"
    assert f'href="{reverse("plan", args=[town.slug, YEAR])}"' in html
    job.file.delete(save=False)
