"""What an address of a document or of a job names."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import reverse

from accounts.access import municipality_get, province_get
from accounts.models import Municipality, User
from reports.content import Digits
from reports.documents.registry import KINDS, DocumentKind
from reports.models import Job

#: The acts on a job that have an address.
_JOB_ADDRESSES = ("job", "job_file", "job_cancel", "job_repeat")


def kind_of(kind: str) -> DocumentKind:
    """The kind that an address names; 404 when there is none."""
    if kind not in KINDS:
        raise Http404(f"ไม่รู้จักเอกสาร {kind}")
    return KINDS[kind]


def digits_of(request: HttpRequest) -> Digits:
    """The digits that an address asks for: Thai ones unless it says `arabic`."""
    return digits_named(request.GET.get("digits", ""))


def digits_named(name: str) -> Digits:
    """The digits of a name: Thai ones unless it is `arabic`."""
    return "arabic" if name == "arabic" else "thai"


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality's year, or a province's, in which documents are made."""

    fiscal_year: int
    municipality: Municipality | None = None
    province: str = ""

    @property
    def name(self) -> str:
        """As people call it."""
        return self.municipality.name if self.municipality else f"จังหวัด{self.province}"

    @property
    def arguments(self) -> dict[str, object]:
        """What its addresses begin with."""
        where = {"slug": self.municipality.slug} if self.municipality else {"province": self.province}
        return where | {"fiscal_year": self.fiscal_year}

    @property
    def batch_url(self) -> str:
        """Where all of its documents are ordered at once."""
        return reverse("batch" if self.municipality else "province", kwargs=self.arguments)

    def job_urls(self, job: Job) -> dict[str, str]:
        """The addresses of a job, by the names of its views."""
        prefix = "" if self.municipality else "province_"
        where = self.arguments | {"job_id": job.pk}
        return {name: reverse(prefix + name, kwargs=where) for name in _JOB_ADDRESSES}


def place_get(user: User | AnonymousUser, fiscal_year: int, slug: str = "", province: str = "") -> Place:
    """The place that an address names. Raises Http404 and PermissionDenied as the getters of `accounts.access` do."""
    if province:
        return Place(fiscal_year, province=province_get(user, province))
    return Place(fiscal_year, municipality=municipality_get(user, slug))
