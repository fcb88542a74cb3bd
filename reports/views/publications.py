"""Publishing an approved edition, and taking it back: what the edition's page offers for it."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.access import PUBLISHERS, municipality_get
from accounts.errors import UserError
from accounts.models import User
from reports.file_names import edition_file_name
from reports.forms.publications import WithdrawForm
from reports.models import Publication
from reports.queries.publications import PUBLISHED_FORMATS, publication_files
from reports.tasks import jobs_enqueue
from reports.verbs.publications import publication_order, publication_publish, publication_withdraw
from reports.views.edition_pages import EditionRequest, edition_page
from reports.views.places import kind_of


@login_required
@require_POST
def publication_create(request: HttpRequest, slug: str, fiscal_year: int, kind: str, number: int) -> HttpResponse:
    """Begins to publish; once begun, orders files again whose job has failed."""
    at = _get(request, slug, fiscal_year, kind, number)
    names = {
        ending: edition_file_name(at.kind.name, at.municipality.name, fiscal_year, at.edition.number or 0, ending)
        for ending in PUBLISHED_FORMATS
    }
    try:
        if waiting := Publication.objects.prepared().filter(edition=at.edition).first():
            publication_order(publication=waiting, file_names=names, by=at.person)
        else:
            publication_publish(edition=at.edition, file_names=names, by=at.person)
    except UserError as error:
        return edition_page(request, at.latest(), errors=error.messages)
    jobs = [file.job for file in publication_files(at.edition).select_related("job") if file.job]
    transaction.on_commit(partial(jobs_enqueue, [job.pk for job in jobs if not job.ended]))
    return redirect(f"{at.url}#publication")


@login_required
@require_POST
def publication_remove(request: HttpRequest, slug: str, fiscal_year: int, kind: str, number: int) -> HttpResponse:
    """Takes a publication back, with the reason that the public reads."""
    at = _get(request, slug, fiscal_year, kind, number)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return edition_page(request, at, withdraw=form)
    publication = get_object_or_404(Publication.objects.filter(edition=at.edition)[:1])
    try:
        publication_withdraw(publication=publication, reason=form.cleaned_data["reason"], by=at.person)
    except UserError as error:
        return edition_page(request, at.latest(), errors=error.messages)
    messages.success(request, "ถอนการเผยแพร่แล้ว ที่อยู่ของเอกสารแสดงเหตุผลแทนเอกสาร")
    return redirect(f"{at.url}#publication")


def _get(request: HttpRequest, slug: str, fiscal_year: int, kind: str, number: int) -> EditionRequest:
    municipality = municipality_get(request.user, slug, roles=PUBLISHERS)
    assert isinstance(request.user, User)  # noqa: S101  # the decorator has let nobody else through
    return EditionRequest.of(request.user, municipality, kind_of(kind), fiscal_year, number)
