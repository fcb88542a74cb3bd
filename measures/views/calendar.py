"""The calendar of the assessment with what is due next, and the private address that takes it along."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import DECIDERS, EDITORS, municipality_get, roles_in
from accounts.models import User
from measures import ics
from measures.queries.calendar import feed_events, feed_get, feed_of, year_calendar_get
from measures.queries.years import year_pages_get
from measures.verbs.feeds import feed_renew

#: Who may make and renew the private address: the integrity officer and the executive.
RENEWERS = EDITORS | DECIDERS
#: Steps of measures that the page shows at most: those that are late, those that are due next.
SHOWN_LATE, SHOWN_AHEAD = 5, 10
#: How often programs are asked to fetch the calendar again, and for how long an answer may be kept meanwhile.
REFRESH_HOURS = 6
KEPT_SECONDS = 15 * 60


@login_required
@require_GET
def calendar(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """What is due next, the whole calendar of the year, and the address to take it along."""
    municipality = municipality_get(request.user, slug)
    roles = roles_in(request.user, municipality)
    found = year_calendar_get(municipality, fiscal_year)
    feed = feed_of(municipality)
    address = request.build_absolute_uri(reverse("calendar_feed", args=[feed.token])) if feed else ""
    context = {
        "municipality": municipality,
        "fiscal_year": fiscal_year,
        "year_pages": year_pages_get(municipality, fiscal_year),
        "calendar": found,
        "late": found.late[:SHOWN_LATE],
        "more_late": max(len(found.late) - SHOWN_LATE, 0),
        "ahead": found.ahead[:SHOWN_AHEAD],
        "more_ahead": max(len(found.ahead) - SHOWN_AHEAD, 0),
        "feed": feed,
        "address": address,
        "subscription": address.replace(f"{request.scheme}://", "webcal://", 1),
        "may_edit": bool(roles & EDITORS),
        "may_renew": bool(roles & RENEWERS),
    }
    return render(request, "measures/calendar.html", context)


@login_required
@require_POST
def renew(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Makes the private address, or a new one in place of the old."""
    municipality = municipality_get(request.user, slug, roles=RENEWERS)
    assert isinstance(request.user, User)  # noqa: S101  # the getter has let nobody else through
    feed_renew(municipality=municipality, by=request.user)
    messages.success(request, "สร้างที่อยู่ปฏิทินใหม่แล้ว ที่อยู่เดิม (ถ้ามี) ใช้ไม่ได้แล้ว")
    response = redirect("calendar", slug, fiscal_year)
    response["Location"] += "#feed"
    return response


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar for programs, without log-in: whoever has the address may read it; eight queries.

    There is no Last-Modified: the rows do not know when they last changed, and a wrong one would hide a change.
    """
    found = feed_get(token)
    if found is None:
        raise Http404("ที่อยู่ปฏิทินนี้ใช้ไม่ได้แล้ว กรุณาขอที่อยู่ใหม่จากหน่วยงาน")
    name = f"ITA {found.municipality.name}"
    content = ics.calendar_bytes(name, feed_events(found), refresh_hours=REFRESH_HOURS)
    response = HttpResponse(content, content_type=ics.MEDIA_TYPE)
    response["Content-Disposition"] = f'inline; filename="ita-{found.municipality.slug}.ics"'
    response["ETag"] = quote_etag(hashlib.sha256(content).hexdigest())
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, max_age=KEPT_SECONDS)
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer or response
