"""What a person has to do, what the person was told of it, and what was sent about a municipality's steps."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import User
from measures.queries.digests import MAX_ATTEMPTS, digests_listed, reminders_listed
from measures.queries.work import work_get
from measures.views.places import plan_place_get
from measures.wording import days_words

#: Digests and reminders on a page.
DIGESTS, REMINDERS = 20, 100


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the person has to do: what is late, what is due soon, the rest, and what was done lately."""
    assert isinstance(request.user, User)  # noqa: S101  # the decorator has let nobody else through
    return render(request, "measures/mine.html", {"work": work_get(request.user), "today": timezone.localdate()})


@login_required
@require_GET
def digests(request: HttpRequest) -> HttpResponse:
    """What the person was told, day by day."""
    assert isinstance(request.user, User)  # noqa: S101  # the decorator has let nobody else through
    page = Paginator(digests_listed(request.user), DIGESTS).get_page(request.GET.get("page"))
    told = [
        (digest, [(each, days_words((each.due - digest.day).days)) for each in digest.reminders.all()])
        for digest in page.object_list
    ]
    return render(request, "measures/digests.html", {"page": page, "told": told, "max_attempts": MAX_ATTEMPTS})


@login_required
@require_GET
def reminders_sent(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Who was told what of the year's steps, and when."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    sent = reminders_listed(place.municipality, fiscal_year)
    page = Paginator(sent, REMINDERS).get_page(request.GET.get("page"))
    rows = [(each, days_words((each.due - each.digest.day).days)) for each in page.object_list]
    context = {"page": page, "rows": rows, "max_attempts": MAX_ATTEMPTS}
    return render(request, "measures/digests_sent.html", place.context() | context)
