"""The pages of what was approved: changes afterwards, further files, history, and what they cost."""

import re
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from reports.models import Approval, Edition, EditionFile, EditionState, Job
from reports.queries.editions import approval_document
from reports.renderers.registry import FORMATS
from reports.tasks import render_job
from reports.verbs.editions import edition_return
from tests.reports.demo import PASSWORD, logged_in, municipality, person
from tests.reports.edition_pages import (
    approved,
    at,
    keys,
    made,
    prepared,
    submitted,
    text_of,
    total_changed,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

CHANGED = "มีข้อมูลเปลี่ยนหลังอนุมัติ"


@pytest.fixture
def officer() -> Client:
    return logged_in("ban-suan.officer")


@pytest.fixture
def mayor() -> Client:
    cache.clear()  # of what was counted against the password
    return logged_in("ban-suan.executive")


def test_document_page_says_that_data_changed_after_the_approval(officer: Client, mayor: Client) -> None:
    edition = approved(officer, mayor)
    before = text_of(officer.get(at("preview")))
    total_changed()

    after = text_of(officer.get(at("preview")))
    for_executive = text_of(mayor.get(at("preview")))

    assert "อนุมัติโดย นายวิรัตน์ มิ่งชลธาร" in before
    assert (CHANGED in before, CHANGED in after, CHANGED in for_executive) == (False, True, True)
    assert ("เสนอฉบับแก้ไข" in before, "ตรวจทานและเสนอฉบับแก้ไข" in after) == (False, True)
    assert "ตรวจทานและเสนอฉบับแก้ไข" not in for_executive
    assert at("edition", edition) in after


def test_another_day_alone_is_no_change(mayor: Client) -> None:
    """The report on measures says how they stand on a day."""
    kind, officer = "progress-report", logged_in("phon-phisai.officer")
    place = {"slug": "phon-phisai", "fiscal_year": 2569, "kind": kind}
    with time_machine.travel("2026-08-03 09:00:00+07:00", tick=False):
        officer = logged_in("phon-phisai.officer")
        page = officer.get(reverse("edition_submit", kwargs=place)).content.decode()
        if 'name="seen"' not in page:
            pytest.fail(page)
        seen = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)[0]
        officer.post(reverse("edition_submit", kwargs=place), {"seen": seen, "read": keys(page)})
        edition = Edition.objects.get()
        boss = logged_in("phon-phisai.executive")
        boss.post(reverse("edition_prepare", kwargs=place | {"number": edition.pk}), {"position": "นายก", "seen": seen})
        made()
        approval = Approval.objects.get()
        boss.post(
            reverse("edition_approve", kwargs=place | {"number": edition.pk}),
            {"approval": approval.pk, "seen": approval.files.get().sha256, "password": PASSWORD},
        )
        assert Edition.objects.get().state == EditionState.APPROVED

    with time_machine.travel("2026-08-20 09:00:00+07:00", tick=False):
        page = text_of(logged_in("phon-phisai.officer").get(reverse("preview", kwargs=place)))

    assert CHANGED not in page


def test_approved_edition_can_be_read_when_the_data_are_gone(officer: Client, mayor: Client) -> None:
    edition = approved(officer, mayor)
    municipality("ban-suan").assessments.all().delete()

    page = text_of(officer.get(at("preview")))
    frame = officer.get(at("edition_content", edition), {"approval": str(edition.approval_id)})

    assert "ฉบับที่ 1" in page
    assert frame.status_code == 200


def test_file_in_another_format_is_made_of_the_approved_content(officer: Client, mayor: Client) -> None:
    edition = approved(officer, mayor)
    total_changed()

    officer.post(at("edition_file_create", edition), {"format": "xlsx", "digits": "arabic"})
    render_job(str(Job.objects.latest("created").pk))
    page = text_of(officer.get(at("edition", edition)))
    file = EditionFile.objects.get(format="xlsx")
    answer = officer.get(at("edition_file", edition, file=file.pk))

    assert file.sha256 in page
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert file.file_name.endswith("2568 ฉบับที่ 1 เลขอารบิก.xlsx")
    assert edition.approval is not None
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file
    assert content == FORMATS["xlsx"].render(approval_document(edition.approval), digits="arabic")


@pytest.mark.parametrize("data", [{"format": "exe", "digits": "thai"}, {"format": "html", "digits": "thai"}, {}])
def test_file_of_no_format_is_not_found(officer: Client, mayor: Client, data: dict[str, str]) -> None:
    edition = approved(officer, mayor)

    assert officer.post(at("edition_file_create", edition), data).status_code == 404


def test_file_of_an_edition_that_waits_cannot_be_ordered(officer: Client) -> None:
    edition = submitted(officer)

    response = officer.post(at("edition_file_create", edition), {"format": "pdf", "digits": "thai"})

    assert response.status_code == 404


def test_file_that_was_forged_is_not_given_out(officer: Client, mayor: Client) -> None:
    edition = approved(officer, mayor)
    file = EditionFile.objects.get()
    Path(file.file.path).write_bytes(b"%PDF forged")

    assert officer.get(at("edition_file", edition, file=file.pk)).status_code == 404


def test_edition_is_not_found_under_another_document_or_municipality(officer: Client) -> None:
    edition = submitted(officer)

    statuses = [
        officer.get(at("edition", edition, kind="issue-analysis")).status_code,
        officer.get(at("edition", edition, fiscal_year=2567)).status_code,
        logged_in("sateng-nok.officer").get(at("edition", edition, slug="sateng-nok")).status_code,
        logged_in("sateng-nok.officer").get(at("edition", edition)).status_code,
    ]

    assert statuses == [404] * 4


def test_history_tells_every_act_of_every_edition_on_one_page(officer: Client, mayor: Client) -> None:
    first = submitted(officer)
    edition_return(
        edition=first, reason="คะแนนผิด", content_hash_seen=first.content_sha256, by=person("ban-suan.executive")
    )
    approved(officer, mayor)

    page = text_of(officer.get(at("editions")))

    assert "เหตุผล: คะแนนผิด" in page
    for words in ("ฉบับที่ 1", "ส่งคืนให้แก้ไข", "จัดทำฉบับที่จะอนุมัติ", "อนุมัติแล้ว"):
        assert words in page


def test_history_of_a_year_without_editions_says_what_to_do(officer: Client) -> None:
    assert "ยังไม่มีเอกสารที่เสนอ" in text_of(officer.get(at("editions")))


@pytest.mark.parametrize("rounds", [1, 4])
def test_pages_ask_few_queries_however_many_editions_there_are(
    officer: Client, mayor: Client, django_assert_max_num_queries: DjangoAssertNumQueries, rounds: int
) -> None:
    boss = person("ban-suan.executive")
    for _ in range(rounds - 1):
        edition = submitted(officer)
        edition_return(edition=edition, reason="แก้", content_hash_seen=edition.content_sha256, by=boss)
    edition = submitted(officer)
    prepared(mayor, edition)

    for client in (officer, mayor):
        for address, most in ((at("edition", edition), 9), (at("editions"), 5), (at("preview"), 13)):
            with django_assert_max_num_queries(most):
                client.get(address)


def test_page_of_an_approved_document_builds_it_once(
    officer: Client, mayor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """What tells a change is the document itself: twelve queries build it, six are the page's own."""
    approved(officer, mayor)

    with django_assert_max_num_queries(18):
        officer.get(at("preview"))
