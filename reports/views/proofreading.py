"""Proofreading: what is to be mended in a document, each with a way to it, and the fixes that one button puts in."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.views.decorators.http import require_GET, require_POST

from accounts.access import EDITORS, SCORERS, municipality_get, roles_in
from accounts.errors import UserError
from accounts.models import Role, User
from reports.forms.proofreading import MendForm
from reports.proofreading import RULES, Remark, Severity, proofread
from reports.proofreading.gathering import result_year_of
from reports.proofreading.mending import CHANGED, may_mend, remark_mend
from reports.proofreading.wording import SEVERITIES, SeverityWords, counted
from reports.views.places import kind_of
from thaitext.words import quote

_TITLES = {rule.name: rule.title for rule in RULES}
#: Who may open the forms that remarks lead to; every other page is for all readers.
_WRITERS = {
    "finding_form": EDITORS,
    "measure_form": EDITORS,
    "step_form": EDITORS,
    "progress_correct": SCORERS,
    "activity_form": SCORERS,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A remark on the page: what its rule is called, where this person can go to, and whether one button mends it."""

    remark: Remark
    title: str
    url: str
    mendable: bool

    @classmethod
    def of(cls, remark: Remark, roles: Collection[Role]) -> "Entry":
        """The remark as somebody with these roles meets it: without the way to a form that is not theirs."""
        page = resolve(urlsplit(remark.url).path).url_name if remark.url else None
        writers = _WRITERS.get(page or "")
        url = remark.url if writers is None or not writers.isdisjoint(roles) else ""
        return cls(remark, _TITLES[remark.rule], url, may_mend(remark, roles))


@dataclass(frozen=True, slots=True)
class Group:
    """The remarks of one severity."""

    severity: Severity
    words: SeverityWords
    entries: list[Entry]


@login_required
@require_GET
def proofreading(request: HttpRequest, slug: str, fiscal_year: int, kind: str) -> HttpResponse:
    """The remarks on a document, by severity."""
    municipality = municipality_get(request.user, slug)
    context: dict[str, object] = {"municipality": municipality, "fiscal_year": fiscal_year, "kind": kind_of(kind)}
    try:
        remarks = proofread(municipality, kind, fiscal_year)
    except UserError as error:
        return render(request, "reports/proofread.html", context | {"reason": str(error)}, status=404)
    roles = roles_in(request.user, municipality)
    entries = [Entry.of(remark, roles) for remark in remarks]
    groups = [
        Group(severity, words, own)
        for severity, words in SEVERITIES.items()
        if (own := [entry for entry in entries if entry.remark.severity is severity])
    ]
    return render(request, "reports/proofread.html", context | {"groups": groups, "counted": counted(remarks)})


@login_required
@require_POST
def proofread_mend(request: HttpRequest, slug: str, fiscal_year: int, kind: str) -> HttpResponse:
    """Puts the fix of one remark into the text that a person typed, and shows what is left."""
    municipality = municipality_get(request.user, slug, roles=SCORERS)
    form = MendForm(request.POST)
    back = redirect("proofread", slug, fiscal_year, kind_of(kind).kind)
    if not form.is_valid() or not isinstance(request.user, User):
        raise Http404("คำขอไม่ครบ")
    try:
        remarks = {remark.key: remark for remark in proofread(municipality, kind, fiscal_year)}
        remark = remarks.get(form.cleaned_data["remark"])
        if remark is None or remark.mend is None:
            raise UserError(CHANGED)
        if not may_mend(remark, roles_in(request.user, municipality)):
            raise PermissionDenied
        remark_mend(
            municipality=municipality,
            result_year=result_year_of(kind, fiscal_year),
            mend=remark.mend,
            version=form.cleaned_data["version"],
            by=request.user,
        )
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"แก้ไข {quote(remark.mend.found)} ใน{remark.place} แล้ว")
    return back
