"""What the public sees of a municipality, and what it does not."""

from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.errors import UserError
from accounts.models import RESERVED_SLUGS
from measures.models import Evidence, EvidenceFile, FileKind, Measure, ProgressReport, Status, Step
from measures.verbs.evidence import evidence_publish
from reports.models import Edition, EditionFile, Publication
from reports.queries.publications import PUBLISHED_FORMATS
from reports.verbs.publications import publication_withdraw
from tests.factories import municipality
from tests.reports.demo import picture
from tests.reports.editions import Office, document, office
from tests.reports.publications import DOCUMENT, HOME, approved, begun, made, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]

PAGES = [HOME, DOCUMENT, f"{DOCUMENT}1/"]
FILES = [f"{DOCUMENT}1.{ending}" for ending in PUBLISHED_FORMATS]
DATA = ["/ban-suan/open-data/2568/", "/ban-suan/open-data/2568.csv"]
SITES = ["/check/", "/site/"]


@pytest.fixture
def empty_cache() -> None:
    cache.clear()


def read(address: str, **headers: str) -> tuple[int, str]:
    """What a stranger gets."""
    response = Client().get(address, headers=headers)
    content = response.getvalue()
    return response.status_code, content.decode(errors="replace")


@pytest.mark.parametrize("address", [*PAGES, *FILES, *DATA, "/ban-suan/seal.png", "/ban-suan/evidence/1/"])
@pytest.mark.parametrize("state", ["nothing", "waits", "approved", "prepared", "called off"])
def test_nothing_is_seen_before_it_is_published(address: str, state: str) -> None:
    town = office()
    if state == "waits":
        town.submit()
    elif state != "nothing":
        edition = approved(town)
        if state != "approved":
            publication = begun(edition, town.officer)
            made(edition, "xlsx")
            if state == "called off":
                publication_withdraw(publication=publication, reason="กดผิด", by=town.officer)

    status, _ = read(address)

    assert status == 404


def test_home_shows_years_documents_and_files() -> None:
    town = office()
    published(town)

    status, said = read(HOME)

    assert status == 200
    assert "ปีงบประมาณ 2568" in said
    for address in (DOCUMENT, *FILES):
        assert f'href="{address}"' in said


def test_edition_shows_who_approved_and_its_stable_addresses() -> None:
    town = office()
    publication = published(town)
    approval = publication.edition.approval
    assert approval is not None

    status, said = read(f"{DOCUMENT}1/")

    assert status == 200
    for words in ("นายสมศักดิ์ ตั้งใจ", approval.code, f"http://127.0.0.1:8000{DOCUMENT}1/", *FILES):
        assert words in said
    for file in EditionFile.objects.all():
        assert file.sha256 in said


@pytest.mark.parametrize("address", PAGES)
def test_pages_name_nobody_but_the_signatory(address: str) -> None:
    town = office()
    published(town)

    _, said = read(address)

    for person in (town.officer, town.clerk):
        assert person.username not in said
        assert person.last_name not in said


@pytest.mark.parametrize("address", [*PAGES, *FILES, *SITES])
@pytest.mark.parametrize("known", [False, True], ids=["stranger", "logged in"])
def test_answers_are_the_same_for_everybody_and_set_no_cookie(address: str, known: bool) -> None:
    town = office()
    published(town)
    client = Client()
    if known:
        client.force_login(town.officer)

    response = client.get(address)
    said = response.getvalue().decode(errors="replace")

    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Vary"] == "Accept-Encoding"
    assert "<script" not in said
    assert "csrfmiddlewaretoken" not in said
    assert "รักงาน" not in said


@pytest.mark.parametrize("address", [*PAGES, *FILES])
def test_answer_is_kept_and_asked_for_again(address: str) -> None:
    town = office()
    published(town)

    first = Client().get(address)
    first.getvalue()
    again = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Last-Modified" in first.headers
    assert (again.status_code, again.content) == (304, b"")


def test_page_is_rendered_once_until_something_is_published(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The municipality, the last change, the public evidence: nothing else is asked of the database."""
    town = office()
    published(town)
    etag = Client().get(HOME).headers["ETag"]
    client = Client()
    with django_assert_num_queries(4):  # the fourth is the cache's own
        client.get(HOME)

    publication = Publication.objects.get()
    publication_withdraw(publication=publication, reason="ข้อมูลคลาดเคลื่อน", by=town.officer)
    after = client.get(HOME, headers={"If-None-Match": etag})

    assert after.status_code == 200
    assert FILES[0] not in after.content.decode()
    assert "ขณะนี้ไม่มีเอกสารที่เผยแพร่" in after.content.decode()


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(address: str, count: int, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    town = office()
    for number in range(count):
        published(town, document(score=str(90 + number)))

    with django_assert_max_num_queries(13):
        response = Client().get(address)

    assert response.status_code == 200


@pytest.mark.parametrize("address", [DOCUMENT, f"{DOCUMENT}1/", *FILES])
def test_withdrawn_document_is_gone_and_says_why(address: str) -> None:
    town = office()
    publication = published(town)
    etag = Client().get(f"{DOCUMENT}1/").headers["ETag"]

    publication_withdraw(publication=publication, reason="ตาราง 2 คลาดเคลื่อน <script>alert(1)</script>", by=town.officer)
    status, said = read(address, **{"If-None-Match": etag})

    assert status == 410
    assert "ตาราง 2 คลาดเคลื่อน &lt;script&gt;alert(1)&lt;/script&gt;" in said
    assert "รักงาน" not in said


def test_replaced_edition_answers_and_names_the_one_that_takes_its_place() -> None:
    town = office()
    published(town)
    published(town, document(score="99"))

    first, current = read(f"{DOCUMENT}1/"), read(DOCUMENT)

    assert (first[0], current[0]) == (200, 200)
    assert "มีฉบับใหม่แทนฉบับนี้แล้ว" in first[1]
    assert f'href="{DOCUMENT}2/"' in first[1]
    assert f'href="{DOCUMENT}2.pdf"' in current[1]
    assert read(f"{DOCUMENT}1.pdf")[0] == 200


def test_document_whose_current_edition_was_withdrawn_is_gone() -> None:
    town = office()
    published(town)
    publication_withdraw(publication=published(town, document(score="99")), reason="ผิดฉบับ", by=town.mayor)

    assert read(DOCUMENT)[0] == 410
    assert read(f"{DOCUMENT}1/")[0] == 200
    assert read(f"{DOCUMENT}2/")[0] == 410


@pytest.mark.parametrize(
    "address",
    [
        "/atlantis/", "/sateng-nok/", "/ban-suan/indicator-analysis/2567/", "/ban-suan/no-such-kind/2568/",
        f"{DOCUMENT}2/", f"{DOCUMENT}0/", f"{DOCUMENT}2.pdf", f"{DOCUMENT}1.html", f"{DOCUMENT}1.exe",
        "/ban-suan/open-data/2567/", "/ban-suan/open-data/2568.html", "/ban-suan/evidence/1/", "/ban-suan/seal.png",
        "/sateng-nok/indicator-analysis/2568/1.pdf",
    ],
)  # fmt: skip
def test_what_was_never_published_is_not_found(address: str) -> None:
    town = office()
    published(town)
    municipality("sateng-nok")

    assert read(address)[0] == 404


def test_file_comes_under_its_thai_name_as_it_was_approved() -> None:
    town = office()
    published(town)

    pdf, xlsx = Client().get(f"{DOCUMENT}1.pdf"), Client().get(f"{DOCUMENT}1.xlsx")

    assert pdf.getvalue() == b"%PDF-1.7 the very file"
    assert unquote(pdf.headers["Content-Disposition"]) == "inline; filename*=utf-8''รายงาน.pdf"
    assert unquote(xlsx.headers["Content-Disposition"]) == "attachment; filename*=utf-8''รายงาน ฉบับที่ 1.xlsx"
    assert xlsx.getvalue() == b"xlsx of 1"
    assert xlsx.headers["X-Content-Type-Options"] == "nosniff"


def test_script_in_a_name_is_only_words() -> None:
    town = office()
    published(town)
    place = town.place
    place.name, place.proper_name = '"><script>alert(1)</script>', "x"
    place.save()

    for address in PAGES:
        _, said = read(address)

        assert "<script" not in said
        assert "&lt;script&gt;alert(1)" in said


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_change_nothing(address: str, method: str) -> None:
    town = office()
    published(town)

    assert getattr(Client(), method)(address).status_code == 405


def proof(town: Office, *, is_public: bool, caption: str) -> EvidenceFile:
    """A picture that proves what was done of a measure of 2568."""
    evidence = Evidence.objects.create(municipality=town.place, caption=caption, is_public=is_public)
    file = EvidenceFile(evidence=evidence, revision=1, name="ภาพ.png", kind=FileKind.PNG, size=8, sha256="0" * 64)
    file.file.save("", ContentFile(picture()))
    return file


def test_evidence_is_served_that_is_public_and_in_a_published_report() -> None:
    """Of two files of a report one is marked as public; a third, public too, belongs to no report."""
    town = office()
    measure = Measure.objects.create(municipality=town.place, action_year=2568, title="ประชุมติดตาม", order=1)
    step = Step.objects.create(measure=measure, text="ประชุม", rhythm="ทุกเดือน")
    day = timezone.localdate()
    report = ProgressReport.objects.create(step=step, date=day, due=day, status=Status.IN_PROGRESS)
    shown = proof(town, is_public=True, caption="ภาพการประชุม")
    kept = proof(town, is_public=False, caption="บัญชีรายชื่อ")
    loose = proof(town, is_public=True, caption="ภาพอื่น")
    report.evidence.add(shown.evidence, kept.evidence)
    published(town)
    files = (shown, kept, loose)

    def statuses() -> list[int]:
        return [read(f"/ban-suan/evidence/{file.evidence_id}/")[0] for file in files]

    of_an_analysis = statuses()
    Edition.objects.update(kind="implementation-report")
    Publication.objects.update(kind="implementation-report")
    of_a_report = statuses()
    _, said = read("/ban-suan/implementation-report/2568/1/")
    publication_withdraw(publication=Publication.objects.get(), reason="ผิดฉบับ", by=town.mayor)

    assert of_an_analysis == [404, 404, 404]
    assert of_a_report == [200, 404, 404]
    assert ("ภาพการประชุม" in said, "บัญชีรายชื่อ" in said, "ภาพอื่น" in said) == (True, False, False)
    assert statuses() == [404, 404, 404]


def test_evidence_that_is_closed_again_is_gone_from_page_and_address() -> None:
    town = office()
    measure = Measure.objects.create(municipality=town.place, action_year=2568, title="ประชุมติดตาม", order=1)
    step = Step.objects.create(measure=measure, text="ประชุม", rhythm="ทุกเดือน")
    day = timezone.localdate()
    report = ProgressReport.objects.create(step=step, date=day, due=day, status=Status.IN_PROGRESS)
    shown = proof(town, is_public=True, caption="ภาพการประชุม")
    report.evidence.add(shown.evidence)
    published(town)
    Edition.objects.update(kind="implementation-report")
    Publication.objects.update(kind="implementation-report")
    before = read("/ban-suan/implementation-report/2568/")[1]

    evidence_publish(evidence=shown.evidence, is_public=False)

    assert "ภาพการประชุม" in before
    assert "ภาพการประชุม" not in read("/ban-suan/implementation-report/2568/")[1]
    assert read(f"/ban-suan/evidence/{shown.evidence_id}/")[0] == 404


def test_evidence_that_came_after_the_report_is_not_part_of_it() -> None:
    town = office()
    measure = Measure.objects.create(municipality=town.place, action_year=2568, title="ประชุมติดตาม", order=1)
    step = Step.objects.create(measure=measure, text="ประชุม", rhythm="ทุกเดือน")
    day = timezone.localdate()
    report = ProgressReport.objects.create(step=step, date=day, due=day, status=Status.IN_PROGRESS)
    published(town)
    Edition.objects.update(kind="implementation-report")
    Publication.objects.update(kind="implementation-report")

    late = proof(town, is_public=True, caption="ภาพภายหลัง")
    report.evidence.add(late.evidence)

    assert read(f"/ban-suan/evidence/{late.evidence_id}/")[0] == 404


def test_reserved_slugs_are_what_addresses_of_the_portal_begin_with() -> None:
    """A municipality called "work" would have a page that nobody can reach."""
    firsts = {str(pattern.pattern).split("/")[0] for pattern in get_resolver().url_patterns}

    assert {first for first in firsts if first and not first.startswith("<")} <= RESERVED_SLUGS


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_municipality_does_not_take_an_address_of_the_portal(slug: str) -> None:
    with pytest.raises(UserError, match="เป็นที่อยู่ของระบบเอง"):
        municipality(slug)
