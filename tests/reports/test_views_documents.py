"""Preview, content, the order of a file, how far it is, and the file. Who may do so: test_permissions."""

import base64
import json
import re
import uuid
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import Membership
from reports.content import Digits
from reports.models import Job, JobState
from reports.renderers.registry import FORMATS
from reports.tasks import render_job
from reports.verbs.jobs import job_claim, job_fail, job_request
from tests.reports.demo import SCORED, analysis, logged_in, municipality, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

KIND = "indicator-analysis"
FILE_NAME = "รายงานการวิเคราะห์ผลการประเมิน ITA รายตัวชี้วัด เทศบาลนครบ้านสวน 2568"


def address(name: str, slug: str = "ban-suan", fiscal_year: int = 2568, kind: str = KIND) -> str:
    """The address of a view of a document."""
    return reverse(name, args=[slug, fiscal_year, kind])


def order(**changes: Any) -> Job:
    """A job of the staff of ban-suan."""
    wanted: dict[str, Any] = {"fiscal_year": 2568, "kind": KIND, "ending": "html", "digits": "thai"}
    return job_request(municipality=municipality("ban-suan"), by=person("ban-suan.staff"), **{**wanted, **changes})


def claimed(job: Job) -> Job:
    """The job as the worker has it that took it."""
    taken = job_claim(job_id=job.pk)
    assert taken is not None
    return taken


def job_url(name: str, job: Job) -> str:
    """The address of a view of a job."""
    return reverse(name, args=["ban-suan", job.fiscal_year, job.pk])


def queue() -> set[Path]:
    """What waits in the folder queue."""
    return set((settings.DATA_DIR / "queue/messages").iterdir())


@pytest.fixture
def staff(demo: None, db: None) -> Client:
    """The browser of the staff of ban-suan."""
    return logged_in("ban-suan.staff")


@pytest.mark.parametrize("slug", SCORED)
def test_preview_frames_the_document_and_offers_every_format(slug: str) -> None:
    page = logged_in(f"{slug}.executive").get(address("preview", slug, SCORED[slug]))

    html = page.content.decode()
    assert page.status_code == 200
    assert re.findall(r'name="format" value="(\w+)"', html) == ["pdf", "xlsx", "docx"]
    assert re.search(rf'<iframe[^>]*src="{address("content", slug, SCORED[slug])}\?digits=thai"[^>]*sandbox', html)
    assert html.count(f'action="{address("job_create", slug, SCORED[slug])}"') == 3


@pytest.mark.parametrize(("asked", "digits"), [("", "thai"), ("thai", "thai"), ("arabic", "arabic"), ("roman", "thai")])
def test_preview_takes_the_digits_of_the_address(asked: str, digits: str, staff: Client) -> None:
    page = staff.get(address("preview"), {"digits": asked})

    assert f'src="{address("content")}?digits={digits}"' in page.content.decode()


def test_preview_without_scores_is_not_found_and_says_why() -> None:
    page = logged_in("ban-chang.staff").get(address("preview", "ban-chang", 2566))

    assert page.status_code == 404
    assert "เทศบาลตำบลบ้านฉาง ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2566 กรุณานำเข้าคะแนนก่อน" in page.content.decode()
    assert "<iframe" not in page.content.decode()


@pytest.mark.parametrize("name", ["preview", "content"])
def test_document_of_an_unknown_kind_is_not_found(name: str, staff: Client) -> None:
    status = staff.get(address(name, kind="poem")).status_code

    assert status == 404


def test_order_of_an_unknown_kind_is_not_found(staff: Client) -> None:
    status = staff.post(address("job_create", kind="poem"), {"format": "pdf", "digits": "thai"}).status_code

    assert status == 404
    assert Job.objects.count() == 0


@pytest.mark.parametrize("year", ["99999", "99999999999999999999999"])
def test_order_for_a_senseless_year_is_not_found(year: str, staff: Client) -> None:
    url = address("job_create").replace("2568", year)

    status = staff.post(url, {"format": "pdf", "digits": "thai"}).status_code

    assert status == 404
    assert Job.objects.count() == 0


@pytest.mark.parametrize("slug", SCORED)
def test_preview_asks_few_queries(slug: str, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = logged_in(f"{slug}.officer")

    with django_assert_max_num_queries(15):
        client.get(address("preview", slug, SCORED[slug]))


@pytest.mark.parametrize("digits", ["thai", "arabic"])
def test_content_is_the_documents_own_html(digits: Digits, staff: Client) -> None:
    response = staff.get(address("content"), {"digits": digits})

    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.content == FORMATS["html"].render(analysis("ban-suan"), digits=digits)


def test_content_may_be_framed_by_the_portal_alone_and_asks_for_nothing(staff: Client) -> None:
    response = staff.get(address("content"))

    policy = {line.split()[0]: line.split()[1:] for line in response.headers["Content-Security-Policy"].split(";")}
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert policy["style-src"] == ["'unsafe-inline'"]
    assert policy["img-src"] == ["data:"]
    assert "script-src" not in policy


def test_content_without_scores_is_not_found() -> None:
    status = logged_in("ban-chang.staff").get(address("content", "ban-chang", 2566)).status_code

    assert status == 404


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "docx", "html"])
def test_order_makes_a_job_and_puts_its_number_on_the_queue(
    ending: str, staff: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    waiting = queue()

    with django_capture_on_commit_callbacks(execute=True):
        response = staff.post(address("job_create"), {"format": ending, "digits": "arabic"})

    job = Job.objects.get()
    (message,) = queue() - waiting
    assert (job.format, job.digits, job.kind, job.fiscal_year) == (ending, "arabic", KIND, 2568)
    assert (job.requested_by, job.state) == (person("ban-suan.staff"), JobState.QUEUED)
    assert response.headers["Location"] == job_url("job", job)
    assert json.loads(base64.b64decode(json.loads(message.read_text())["body"]))[0] == [str(job.pk)]


@pytest.mark.parametrize(
    "data",
    [{}, {"format": "txt", "digits": "thai"}, {"format": "pdf"}, {"format": "pdf", "digits": "roman"}],
)
def test_order_of_an_unknown_format_is_refused(
    data: dict[str, str], staff: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        status = staff.post(address("job_create"), data).status_code

    assert status == 404
    assert Job.objects.count() == 0
    assert callbacks == []


def test_order_for_a_year_without_scores_fails_with_its_sentence() -> None:
    client = logged_in("ban-chang.staff")
    client.post(address("job_create", "ban-chang", 2566), {"format": "pdf", "digits": "thai"})
    job = Job.objects.get()

    render_job(str(job.pk))

    page = client.get(reverse("job", args=["ban-chang", 2566, job.pk])).content.decode()
    assert "เทศบาลตำบลบ้านฉาง ยังไม่มีผลคะแนน ITA ของปีงบประมาณ 2566 กรุณานำเข้าคะแนนก่อน" in page


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda job: None, "รอคิว"),
        (lambda job: job_claim(job_id=job.pk), "กำลังจัดทำ"),
        (lambda job: render_job(str(job.pk)), "เอกสารพร้อมแล้ว"),
        (lambda job: job_fail(job=claimed(job), sentence="ไม่มีคะแนน <b>"), "ไม่มีคะแนน &lt;b&gt;"),
    ],
    ids=["queued", "running", "done", "failed"],
)
def test_job_page_says_how_far_it_is(act: Callable[[Job], None], words: str, staff: Client) -> None:
    job = order()
    act(job)

    page = staff.get(job_url("job", job)).content.decode()

    assert words in page


def test_job_page_asks_again_until_the_job_has_ended(staff: Client) -> None:
    job = order()

    waiting = staff.get(job_url("job", job)).content.decode()
    render_job(str(job.pk))
    done = staff.get(job_url("job", job)).content.decode()

    assert f'hx-get="{job_url("job", job)}"' in waiting
    assert '<meta http-equiv="refresh"' in waiting
    assert "hx-get=" not in done
    assert '<meta http-equiv="refresh"' not in done
    assert f'href="{job_url("job_file", job)}"' in done


def test_job_page_gives_its_moving_part_alone_when_asked_for(staff: Client) -> None:
    job = order()

    part = staff.get(job_url("job", job), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in part
    assert 'id="job-state"' in part


@pytest.mark.parametrize("name", ["job", "job_file"])
def test_job_that_does_not_exist_is_not_found(name: str, staff: Client) -> None:
    urls = [reverse(name, args=["ban-suan", 2568, uuid.uuid4()]), "/m/ban-suan/2568/jobs/7/"]

    statuses = [staff.get(url).status_code for url in urls]

    assert statuses == [404, 404]


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "docx", "html"])
def test_file_is_downloaded_under_its_thai_name(ending: str, staff: Client) -> None:
    """RFC 5987: ``filename*=utf-8''`` and the name in percent code."""
    job = order(ending=ending)
    render_job(str(job.pk))

    response = staff.get(job_url("job_file", job))

    content = response.getvalue()
    kept = Job.objects.get(pk=job.pk)
    kind, _, name = response.headers["Content-Disposition"].partition("; filename*=utf-8''")
    assert kind == "attachment"
    assert unquote(name) == f"{FILE_NAME}.{ending}"
    assert name.isascii()
    assert response.headers["Content-Type"] == FORMATS[ending].media_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert int(response.headers["Content-Length"]) == len(content)
    with kept.file.open() as file:
        assert file.read() == content


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.FAILED])
def test_file_of_a_job_that_is_not_done_is_not_found(state: JobState, staff: Client) -> None:
    job = order()
    Job.objects.filter(pk=job.pk).update(state=state)

    status = staff.get(job_url("job_file", job)).status_code

    assert status == 404


def test_job_whose_file_has_gone_says_so_and_offers_to_make_it_anew(staff: Client) -> None:
    job = order(ending="xlsx", digits="arabic")
    render_job(str(job.pk))
    Job.objects.get(pk=job.pk).file.delete(save=False)

    response = staff.get(job_url("job", job))
    download = staff.get(job_url("job_file", job))

    page = response.content.decode()
    assert (response.status_code, download.status_code) == (200, 404)
    assert "ไม่มีไฟล์นี้ในระบบแล้ว" in page
    assert job_url("job_file", job) not in page
    assert "hx-get=" not in page
    assert f'action="{job_url("job_repeat", job)}"' in page


def test_file_is_kept_from_a_person_who_left(staff: Client) -> None:
    job = order()
    render_job(str(job.pk))
    Membership.objects.filter(user=job.requested_by).delete()

    status = staff.get(job_url("job_file", job)).status_code

    assert status == 404


def test_every_form_of_the_preview_carries_the_token(staff: Client) -> None:
    page = unescape(staff.get(address("preview")).content.decode())

    assert page.count('name="csrfmiddlewaretoken"') == page.count('<form method="post"')
