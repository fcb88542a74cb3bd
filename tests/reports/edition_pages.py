"""What people do in the pages of editions: submitting, preparing, confirming with the password."""

import re
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from assessments.verbs.scores import score_record
from reports.models import Approval, Edition, EditionState, Job
from reports.verbs.edition_files import edition_file_store
from tests.reports.demo import PASSWORD, municipality, person
from tests.reports.editions import PDF, claimed

KIND = "indicator-analysis"
MAYOR = "นายกเทศมนตรีนครบ้านสวน"


def at(name: str, edition: Edition | None = None, **more: object) -> str:
    """An address of the document, or of an edition of it."""
    place: dict[str, object] = {"slug": "ban-suan", "fiscal_year": 2568}
    if name != "editions":
        place["kind"] = KIND
    return reverse(name, kwargs=place | ({"number": edition.pk} if edition else {}) | more)


def text_of(response: object) -> str:
    """The page's words, blanks run together."""
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]  # a response of Django's client


def keys(page: str) -> list[str]:
    """The keys of the warnings that the page asks to tick."""
    return re.findall(r'name="read"\s+value="([0-9a-f]{16})"', page)


def submitted(officer: Client, note: str = "") -> Edition:
    """The document as the officer submits it in the page."""
    page = officer.get(at("edition_submit")).content.decode()
    seen = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)[0]
    response = officer.post(at("edition_submit"), {"seen": seen, "read": keys(page), "note": note})
    assert response.status_code == 302, text_of(response)
    return Edition.objects.latest("pk")


def made(content: bytes = PDF) -> None:
    """The newest job's file is there: quicker than the worker draws it."""
    edition_file_store(job=claimed(Job.objects.latest("created")), content=content)


def prepared(mayor: Client, edition: Edition, **data: str) -> Approval:
    """The form in which the executive would approve, with its PDF."""
    data = {"position": MAYOR, "acting": "", "seen": edition.content_sha256, **data}
    response = mayor.post(at("edition_prepare", edition), data)
    assert response.status_code == 302, text_of(response)
    made()
    return Approval.objects.latest("pk")


def confirmed(mayor: Client, approval: Approval, password: str = PASSWORD) -> object:
    """The answer to the password."""
    file = approval.files.get()
    data = {"approval": approval.pk, "seen": file.sha256, "password": password}
    return mayor.post(at("edition_approve", approval.edition), data)


def approved(officer: Client, mayor: Client) -> Edition:
    edition = submitted(officer)
    confirmed(mayor, prepared(mayor, edition))
    edition.refresh_from_db()
    assert edition.state == EditionState.APPROVED
    return edition


def total_changed() -> None:
    """Somebody corrects the year's total afterwards."""
    cell = municipality("ban-suan").assessments.get().official_figures.filter(key="total").first()
    score_record(
        municipality=municipality("ban-suan"), fiscal_year=2568, place="total", value=None if cell else Decimal(91),
        version=cell.version if cell else 0, by=person("ban-suan.staff"),
    )  # fmt: skip
