"""Batches: all documents of a municipality's year, or of a province's, in one file."""

from collections.abc import Collection, Iterator
from functools import partial
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import municipality_get, province_get
from accounts.models import Municipality, User
from reports.content import Digits
from reports.documents.registry import KINDS
from reports.forms import BatchForm
from reports.models import Job
from reports.queries.home import result_years
from reports.queries.jobs import batches_listed
from reports.tasks import jobs_enqueue
from reports.verbs.batches import batch_next, batch_request
from reports.views.places import Place


@login_required
@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Orders all documents of a municipality's result year, or shows what was ordered."""
    municipality = municipality_get(request.user, slug)
    return _page(request, Place(fiscal_year, municipality), [municipality])


@login_required
@require_http_methods(["GET", "POST"])
def province(request: HttpRequest, province: str, fiscal_year: int) -> HttpResponse:
    """Orders all documents of a province's municipalities, or shows what was ordered."""
    place = Place(fiscal_year, province=province_get(request.user, province))
    return _page(request, place, list(_municipalities(place)))


def _page(request: HttpRequest, place: Place, municipalities: list[Municipality]) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101  # the decorator has let nobody else through
    form = BatchForm(request.POST if request.method == "POST" else None, initial={"formats": ["pdf"], "digits": "thai"})
    if request.method == "POST" and form.is_valid():
        ordered = batch_start(place, form.cleaned_data["formats"], form.cleaned_data["digits"], by=request.user)
        return redirect(place.job_urls(ordered)["job"])
    years = {year for each in result_years(municipalities).values() for year in each} | {place.fiscal_year}
    batches = batches_listed(fiscal_year=place.fiscal_year, municipality=place.municipality, province=place.province)
    context = {
        "place": place,
        "municipality": place.municipality,
        "fiscal_year": place.fiscal_year,
        "form": form,
        "kinds": [(kind, kind.of_result(place.fiscal_year)) for kind in KINDS.values()],
        "municipalities": municipalities,
        "years": sorted(years, reverse=True),
        "batches": [(each, _words(each), place.job_urls(each)["job"]) for each in batches],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "reports/batch.html", context, status=status)


def _words(batch: Job) -> str:
    """Where a batch stands, for the list."""
    made = f"กำลังจัดทำ {batch.done} จาก {batch.total} ฉบับ"
    return batch.get_state_display() if batch.ended else made


def batch_start(place: Place, endings: Collection[str], digits: Digits, *, by: User, repeats: Job | None = None) -> Job:
    """Orders all documents of a place's year and puts the first of them on the queue."""
    ordered = batch_request(
        municipality=place.municipality,
        province=place.province,
        documents=_documents(place),
        fiscal_year=place.fiscal_year,
        endings=endings,
        digits=digits,
        by=by,
        repeats=repeats,
    )
    transaction.on_commit(partial(_begin, ordered))
    return ordered


def _begin(batch: Job) -> None:
    jobs_enqueue(batch_next(batch_id=batch.pk))


def _documents(place: Place) -> Iterator[tuple[Municipality, str, int]]:
    for municipality in [place.municipality] if place.municipality else _municipalities(place):
        for kind in KINDS.values():
            yield municipality, kind.kind, kind.of_result(place.fiscal_year)


def _municipalities(place: Place) -> Iterator[Municipality]:
    """Those of the province: whoever oversees it sees them all."""
    return Municipality.objects.filter(province=place.province).iterator()
