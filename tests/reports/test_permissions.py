"""Every address against every kind of person: one table. A new address without a row here fails."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from measures.models import (
    Activity,
    CalendarFeed,
    Evidence,
    EvidenceFile,
    FileKind,
    Measure,
    ProgressReport,
    Status,
    Step,
)
from reports.models import Job, JobState
from reports.verbs.jobs import job_finish
from tests.reports.demo import PASSWORD, logged_in, municipality, overseer, person, picture
from tests.reports.editions import editions_furnished
from tests.reports.publications import publication_furnished

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo", "furnished")]

JOB = uuid.UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
BATCH = uuid.UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964fe")
PEOPLE = (
    "anonymous", "staff", "officer", "executive", "overseer", "overseer elsewhere", "staff elsewhere", "superuser",
)  # fmt: skip
LOGIN = 302

Statuses = tuple[int, int, int, int, int, int, int, int]


def everybody(status: int) -> Statuses:
    """Whoever is logged in."""
    return (LOGIN, *[status] * 7)  # type: ignore[return-value]  # mypy does not count a starred list


def readers(status: int) -> Statuses:
    """Who has to do with the municipality; nobody else learns that it exists."""
    return (LOGIN, status, status, status, status, 404, 404, status)


def scorers(status: int) -> Statuses:
    """Who enters scores."""
    return (LOGIN, status, status, 403, 403, 404, 404, status)


def deciders(status: int) -> Statuses:
    """Who approves figures."""
    return (LOGIN, 403, 403, status, 403, 404, 404, status)


def publishers(status: int) -> Statuses:
    """Who shows the public what was approved."""
    return (LOGIN, 403, status, status, 403, 404, 404, status)


def overseers(status: int) -> Statuses:
    """Who oversees the province; people of its municipalities are told so, others learn nothing."""
    return (LOGIN, 403, 403, 403, status, 404, 404, status)


def editors(status: int) -> Statuses:
    """Who writes findings."""
    return (LOGIN, 403, status, 403, 403, 404, 404, status)


def status_of(response: HttpResponseBase) -> int:
    """The status of an answer that is read to its end, so that its file is closed."""
    if isinstance(response, StreamingHttpResponse):
        response.getvalue()
    return response.status_code


@dataclass(frozen=True)
class Address:
    """A named address of Sateng Nok 2566 (Yala) with what it answers to `PEOPLE`."""

    name: str
    method: str
    expected: Statuses
    place: dict[str, object] = field(default_factory=dict)
    data: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return reverse(self.name, kwargs=self.place)

    def asked_by(self, client: Client) -> int:
        """The status of the answer."""
        ask = client.post if self.method == "POST" else client.get
        return status_of(ask(self.url, self.data))


PLACE: dict[str, object] = {"slug": "sateng-nok"}
YEAR = PLACE | {"fiscal_year": 2566}
PROVINCE: dict[str, object] = {"province": "ยะลา", "fiscal_year": 2566}
GRID = YEAR | {"name": "IIT"}
CELL = YEAR | {"key": "i1"}
FINDING = YEAR | {"number": 2}
CHOICE = {"choice": "draft", "draft": "x", "version": "0"}
DOCUMENT = YEAR | {"kind": "indicator-analysis"}
PUBLISHED = PLACE | {"kind": "issue-analysis", "fiscal_year": 2566}
WAITING = DOCUMENT | {"number": 9100}
APPROVED = DOCUMENT | {"number": 9110}
ACTIVITY = YEAR | {"number": 66}
TOKEN = "t" * 43
PLAN = PLACE | {"fiscal_year": 2567}
MEASURE = PLAN | {"number": 9000}
STEP = MEASURE | {"step_number": 9001}
WEAK_POINT = PLAN | {"key": "i1"}
REPORTED = PLAN | {"pk": 9001}
REPORT = REPORTED | {"number": 9002}
EVIDENCE = PLACE | {"pk": 9003}

TABLE = [
    Address("home", "GET", everybody(200)),
    Address("seal", "GET", readers(200), PLACE),
    Address("letterhead", "GET", readers(200), PLACE),
    Address("letterhead", "POST", editors(422), PLACE),
    Address("letterhead_sample", "GET", readers(200), PLACE),
    Address("year", "GET", readers(200), YEAR),
    Address("scores", "GET", readers(200), YEAR),
    Address("scores_file", "GET", scorers(200), YEAR),
    Address("scores_file", "POST", scorers(422), YEAR),
    Address("scores_text", "POST", scorers(422), YEAR),
    Address("scores_apply", "POST", scorers(302), YEAR, {"figures": '[["i1", "90", 1]]', "kind": "import"}),
    Address("scores_print", "GET", readers(200), YEAR),
    Address("scores_undo", "POST", scorers(302), YEAR),
    Address("scores_submit", "POST", scorers(422), YEAR),
    Address("scores_approve", "POST", deciders(422), YEAR),
    Address("scores_return", "POST", deciders(422), YEAR),
    Address("scores_mark", "GET", readers(200), YEAR),
    Address("scores_xlsx", "GET", scorers(200), YEAR),
    Address("scores_csv", "GET", scorers(200), YEAR),
    Address("grid", "GET", readers(200), GRID),
    Address("grid", "POST", scorers(302), GRID),
    Address("scores_paste", "POST", scorers(200), GRID, {"start": "i1", "text": "90\n91"}),
    Address("cell", "GET", readers(200), CELL),
    Address("cell", "POST", scorers(200), CELL, {"value": "90", "version": "1"}),
    Address("cell_comment", "POST", (LOGIN, 302, 302, 302, 403, 404, 404, 302), CELL, {"text": "ตรวจแล้ว"}),
    Address("finding_form", "GET", editors(200), FINDING),
    Address("finding_form", "POST", editors(422), FINDING, {"text": ""}),
    Address("finding_choose", "POST", editors(302), FINDING, CHOICE),
    Address("lowest_question_form", "POST", editors(302), FINDING, {"question": ""}),
    Address("limitations", "GET", readers(200), YEAR),
    Address("limitations", "POST", editors(422), YEAR),
    Address("preview", "GET", readers(200), DOCUMENT),
    Address("content", "GET", readers(200), DOCUMENT),
    Address("edition_submit", "GET", editors(200), DOCUMENT),
    Address("edition_submit", "POST", editors(422), DOCUMENT),
    Address("edition", "GET", readers(200), WAITING),
    Address("edition_content", "GET", readers(200), WAITING),
    Address("edition_prepare", "POST", deciders(422), WAITING),
    Address("edition_approve", "POST", deciders(422), WAITING, {"approval": "9101"}),
    Address("edition_return", "POST", deciders(422), WAITING),
    Address("edition_file_create", "POST", readers(302), APPROVED, {"format": "xlsx", "digits": "thai"}),
    Address("edition_file", "GET", readers(200), APPROVED | {"file": 9112}),
    Address("publication_create", "POST", publishers(302), APPROVED),
    Address("publication_remove", "POST", publishers(422), APPROVED),
    Address("editions", "GET", readers(200), YEAR),
    Address("proofread", "GET", readers(200), DOCUMENT),
    Address("proofread_mend", "POST", scorers(302), DOCUMENT, {"remark": "0" * 16, "version": "0"}),
    Address("job_create", "POST", readers(302), DOCUMENT, {"format": "pdf", "digits": "thai"}),
    Address("job", "GET", readers(200), YEAR | {"job_id": JOB}),
    Address("job_file", "GET", readers(200), YEAR | {"job_id": JOB}),
    # Who ordered it cancels it; whoever may read makes it again.
    Address("job_cancel", "POST", (LOGIN, 302, 403, 403, 403, 404, 404, 302), YEAR | {"job_id": JOB}),
    Address("job_repeat", "POST", readers(302), YEAR | {"job_id": JOB}),
    Address("batch", "GET", readers(200), YEAR),
    Address("batch", "POST", readers(422), YEAR),
    Address("province", "GET", overseers(200), PROVINCE),
    Address("province", "POST", overseers(422), PROVINCE),
    Address("province_job", "GET", overseers(200), PROVINCE | {"job_id": BATCH}),
    Address("province_job_file", "GET", overseers(200), PROVINCE | {"job_id": BATCH}),
    Address("province_job_cancel", "POST", overseers(302), PROVINCE | {"job_id": BATCH}),
    Address("province_job_repeat", "POST", overseers(302), PROVINCE | {"job_id": BATCH}),
    Address("calendar", "GET", readers(200), YEAR),
    Address("feed_renew", "POST", (LOGIN, 403, 302, 302, 403, 404, 404, 302), YEAR),
    Address("calendar_feed", "GET", (200,) * 8, {"token": TOKEN}),
    Address("activities", "GET", readers(200), YEAR),
    Address("activity_new", "GET", scorers(200), YEAR),
    Address("activity_new", "POST", scorers(422), YEAR),
    Address("activity", "GET", readers(200), ACTIVITY),
    Address("activity_form", "GET", scorers(200), ACTIVITY),
    Address("activity_form", "POST", scorers(422), ACTIVITY),
    Address("activity_delete", "POST", scorers(302), ACTIVITY, {"version": "0"}),
    Address("activity_pictures", "GET", scorers(200), ACTIVITY),
    Address("activity_pictures", "POST", scorers(302), ACTIVITY, {"arrange": "add"}),
    Address("activity_upload", "POST", scorers(302), ACTIVITY),
    Address("plan", "GET", readers(200), PLAN),
    Address("plan_carry", "GET", editors(200), PLAN),
    Address("plan_carry", "POST", editors(422), PLAN),
    Address("measures_file", "GET", editors(200), PLAN),
    Address("measures_file", "POST", editors(422), PLAN),
    Address("measures_apply", "POST", editors(422), PLAN, {"file": "AAAA", "seen": "x"}),  # no workbook
    Address("measures_xlsx", "GET", readers(200), PLAN),
    Address("board", "GET", readers(200), PLAN),
    Address("timeline", "GET", readers(200), PLAN),
    Address("bulk", "GET", editors(200), PLAN),
    Address("bulk", "POST", editors(422), PLAN),
    Address("bulk_dates", "GET", editors(200), PLAN),
    Address("bulk_dates", "POST", editors(422), PLAN),
    Address("reminders_sent", "GET", editors(200), PLAN),
    Address("mine", "GET", everybody(200)),
    Address("digests", "GET", everybody(200)),
    Address("measure_new", "GET", editors(200), PLAN),
    Address("measure_new", "POST", editors(422), PLAN),
    Address("measure", "GET", readers(200), MEASURE),
    Address("measure_form", "GET", editors(200), MEASURE),
    Address("measure_form", "POST", editors(422), MEASURE),
    Address("measure_move", "POST", editors(302), MEASURE, {"move": "up-0"}),
    Address("measure_delete", "GET", editors(200), MEASURE),
    Address("measure_delete", "POST", editors(422), MEASURE, {"version": "0"}),  # progress was reported on it
    Address("step_new", "GET", editors(200), MEASURE),
    Address("step_new", "POST", editors(422), MEASURE),
    Address("step_form", "GET", editors(200), STEP),
    Address("step_form", "POST", editors(422), STEP),
    Address("step_move", "POST", editors(302), STEP, {"move": "up-0"}),
    Address("step_remove", "GET", editors(200), STEP),
    Address("step_remove", "POST", editors(422), STEP, {"version": "0"}),  # the same
    Address("suggestions", "GET", readers(200), PLAN),
    Address("suggestion_form", "GET", editors(200), WEAK_POINT),
    Address("suggestion_form", "POST", editors(422), WEAK_POINT),
    Address("suggestion_accept", "POST", editors(302), WEAK_POINT),
    Address("suggestion_drop", "POST", editors(302), WEAK_POINT),
    Address("suggestion_restore", "POST", editors(302), WEAK_POINT),
    Address("step_page", "GET", readers(200), REPORTED),
    Address("step_page", "POST", scorers(422), REPORTED),
    Address("progress_correct", "GET", scorers(200), REPORT),
    Address("progress_correct", "POST", scorers(422), REPORT),
    Address("evidence", "GET", readers(200), PLACE),
    Address("evidence_page", "GET", readers(200), EVIDENCE),
    Address("evidence_withdrawal", "GET", editors(200), EVIDENCE),  # nobody of them is its author
    Address("evidence_withdrawal", "POST", editors(422), EVIDENCE),
    Address("evidence_change", "POST", scorers(422), EVIDENCE),
    Address("evidence_revise", "POST", scorers(422), EVIDENCE),
    Address("evidence_open", "POST", editors(302), EVIDENCE),
    Address("evidence_file", "GET", readers(200), EVIDENCE | {"revision": 1}),
    Address("evidence_web", "GET", readers(200), EVIDENCE | {"revision": 1}),
    *(
        Address(name, "GET", (200,) * 8, PUBLISHED | more)
        for name, more in (
            ("public_document", {}),
            ("public_edition", {"number": 1}),
            ("public_file", {"number": 1, "ending": "pdf"}),
        )
    ),
    Address("public_home", "GET", (200,) * 8, PLACE),
    Address("public_seal", "GET", (200,) * 8, PLACE),
    Address("public_evidence", "GET", (404,) * 8, PLACE | {"number": 9003}),  # of no published report
    Address("open_data", "GET", (404,) * 8, YEAR),  # an edition without figures
    Address("open_data_file", "GET", (404,) * 8, YEAR | {"ending": "csv"}),
    Address("check", "GET", (200,) * 8),
    Address("site", "GET", (200,) * 8),
    Address("account_login", "GET", (200, 302, 302, 302, 302, 302, 302, 302)),
    Address("account_inactive", "GET", (200,) * 8),
    Address("account_logout", "GET", everybody(200)),
    Address("account_change_password", "GET", everybody(200)),
    Address("admin:index", "GET", (302, 302, 302, 302, 302, 302, 302, 200)),
]
#: What asks for a log-in: all but the log-in itself, the calendar, whose address is the key, and the public pages.
OPEN = ("account_", "admin:", "calendar_feed", "public_", "open_data", "check", "site")
GUARDED = [address for address in TABLE if not address.name.startswith(OPEN)]
POSTS = [address for address in TABLE if address.method == "POST"]


def named(addresses: list[Address]) -> list[str]:
    """The names of the cases."""
    return [f"{address.method} {address.name}" for address in addresses]


@pytest.fixture
def furnished(demo: None) -> Iterator[None]:
    """Sateng Nok gets a seal and a finished job, its province a finished batch."""
    place = municipality("sateng-nok")
    place.seal.save("seal.png", ContentFile(picture()))
    job = Job.objects.create(
        pk=JOB, municipality=place, fiscal_year=2566, kind="indicator-analysis", format="html", digits="thai",
        requested_by=person("sateng-nok.staff"), state=JobState.RUNNING,
    )  # fmt: skip
    job_finish(job=job, content=b"x", file_name="x.html")
    job.refresh_from_db()
    batch = Job.objects.create(
        pk=BATCH, province="ยะลา", fiscal_year=2566, kind="all-documents", format="zip", digits="thai",
        requested_by=person("overseer.yala"), state=JobState.RUNNING,
    )  # fmt: skip
    job_finish(job=batch, content=b"x", file_name="x.zip")
    batch.refresh_from_db()
    Job.objects.create(
        municipality=place, fiscal_year=2566, kind="indicator-analysis", format="html", digits="thai", parent=batch,
        requested_by=person("overseer.yala"), state=JobState.DONE,
    )  # fmt: skip
    edition_file = editions_furnished(place, person("sateng-nok.officer"), person("sateng-nok.executive"))
    published_file = publication_furnished(place, person("sateng-nok.officer"), person("sateng-nok.executive"))
    Activity.objects.create(
        pk=66, municipality=place, fiscal_year=2566, title="ประชุม", starts=timezone.now(), place="ห้องประชุม", text="มติ"
    )
    measure = Measure.objects.create(pk=9000, municipality=place, action_year=2567, title="ประชุมติดตาม", order=99)
    Step.objects.create(pk=9001, measure=measure, text="ประชุม", rhythm="ทุกเดือน")
    CalendarFeed.objects.create(municipality=place, token=TOKEN, made_by=person("sateng-nok.officer"))
    today = timezone.localdate()
    ProgressReport.objects.create(pk=9002, step_id=9001, date=today, due=today, status=Status.IN_PROGRESS)
    proof = EvidenceFile(
        evidence=Evidence.objects.create(pk=9003, municipality=place, caption="ภาพ"), revision=1, name="ภาพ.png",
        kind=FileKind.PNG, size=1, sha256="0",
    )  # fmt: skip
    proof.file.save("", ContentFile(picture()), save=False)
    proof.web.save("", ContentFile(picture()))
    yield
    edition_file.file.delete(save=False)
    published_file.file.delete(save=False)
    proof.file.delete(save=False)
    proof.web.delete(save=False)
    job.file.delete(save=False)
    batch.file.delete(save=False)
    place.seal.delete(save=False)


def client_of(who: str) -> Client:
    """The browser of a person of the table."""
    client = Client()
    match who:
        case "anonymous":
            pass
        case "overseer":
            client = logged_in("overseer.yala")
        case "overseer elsewhere":
            client.force_login(overseer("ชลบุรี"))
        case "staff elsewhere":
            client = logged_in("ban-suan.staff")
        case "superuser":
            client.force_login(User.objects.create_superuser("superuser", password=PASSWORD))
        case _:
            client = logged_in(f"sateng-nok.{who}")
    return client


def names(patterns: list[URLPattern | URLResolver]) -> set[str]:
    """The names of all addresses; of an included set with a namespace its index."""
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.add(pattern.name or str(pattern.pattern))
        else:
            found |= {f"{pattern.namespace}:index"} if pattern.namespace else names(pattern.url_patterns)
    return found


def test_table_has_every_address() -> None:
    every = names(get_resolver().url_patterns)

    assert {address.name for address in TABLE} == every


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("address", TABLE, ids=named(TABLE))
def test_address_answers_as_the_table_says(address: Address, who: str) -> None:
    client = client_of(who)

    status = address.asked_by(client)

    assert status == address.expected[PEOPLE.index(who)]


@pytest.mark.parametrize("address", GUARDED, ids=named(GUARDED))
def test_address_leads_strangers_to_the_login_and_back(address: Address) -> None:
    response = Client().generic(address.method, address.url)

    assert response.headers["Location"] == f"{reverse('account_login')}?next={quote(address.url)}"


@pytest.mark.parametrize("address", GUARDED, ids=named(GUARDED))
def test_address_refuses_other_methods(address: Address) -> None:
    allowed = {each.method for each in GUARDED if each.name == address.name}
    client = client_of("superuser")

    statuses = {method: status_of(client.generic(method, address.url)) for method in ("GET", "POST", "PUT", "DELETE")}

    assert {method for method, status in statuses.items() if status == 405} == {
        "GET",
        "POST",
        "PUT",
        "DELETE",
    } - allowed


@pytest.mark.parametrize("address", POSTS, ids=named(POSTS))
def test_address_refuses_a_post_without_the_token(address: Address) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("sateng-nok.officer"))

    response = client.post(address.url, address.data)

    assert response.status_code == 403
    assert "หน้านี้หมดอายุ" in response.content.decode()


@pytest.mark.parametrize("address", GUARDED, ids=named(GUARDED))
def test_address_of_an_unknown_municipality_is_not_found(address: Address) -> None:
    if "slug" not in address.place:
        return
    url = reverse(address.name, kwargs=address.place | {"slug": "atlantis"})

    status = status_of(client_of("superuser").generic(address.method, url))

    assert status == 404


@pytest.mark.parametrize("address", GUARDED, ids=named(GUARDED))
def test_address_refuses_a_person_who_was_locked_out(address: Address) -> None:
    officer = person("sateng-nok.officer")
    client = logged_in(officer.username)
    officer.is_active = False
    officer.save()

    status = client.generic(address.method, address.url).status_code

    assert status == LOGIN


def test_overseer_of_the_province_cannot_order_for_another_one() -> None:
    client = client_of("overseer")
    url = reverse("year", args=["ban-suan", 2568])

    status = client.get(url).status_code

    assert status == 404


@pytest.mark.parametrize("name", ["job", "job_file"])
@pytest.mark.parametrize(
    ("slug", "fiscal_year"), [("ban-suan", 2566), ("sateng-nok", 2567)], ids=["another municipality", "another year"]
)
def test_job_is_not_found_but_under_its_own_municipality_and_year(name: str, slug: str, fiscal_year: int) -> None:
    client = logged_in(f"{slug}.officer")

    status = client.get(reverse(name, args=[slug, fiscal_year, JOB])).status_code

    assert status == 404
