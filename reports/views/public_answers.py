"""Answers to the public: kept in the cache until what is published changes, and the same for everybody.

No answer depends on who asks: no session is opened and no cookie is set (`ita_portal.middleware.PublicAnswer` takes
away what other middleware has added). Whoever keeps a copy asks before showing it: what was withdrawn is gone at once.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import cache as store
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from accounts.models import Municipality
from reports.queries.publications import LastChange, last_change

#: How long a page lies in the cache at most, in seconds.
KEPT = 60 * 60
_CACHED = "public, max-age=0, must-revalidate"
_TEMPLATES = settings.BASE_DIR / "templates/public"

P = ParamSpec("P")


def public(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorates a view that answers everybody alike, and changes nothing."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        return marked(response)

    return answer


def marked(response: HttpResponseBase) -> HttpResponseBase:
    """Says that an answer is the public's, so that the middleware leaves no cookie on it."""
    response.is_public = True  # type: ignore[attr-defined]
    return response


def place_shown(slug: str) -> tuple[Municipality, LastChange]:
    """The municipality and when its publications last changed. Two queries.

    Raises Http404 where nothing was ever published: nobody learns which municipalities work with the portal.
    """
    municipality = get_object_or_404(Municipality, slug=slug)
    change = last_change(municipality)
    if change is None:
        raise Http404("หน่วยงานนี้ยังไม่เคยเผยแพร่เอกสาร")
    return municipality, change


def page(
    request: HttpRequest, change: LastChange, template: str, context: Callable[[], Mapping[str, Any]], status: int = 200
) -> HttpResponseBase:
    """A page as it was rendered since the last change; `context` is asked only where it was not.

    Answers 304 to whoever has it already. A page of what is gone (`status` 410) is sent whole.
    """
    mark = hashlib.sha256(f"{request.path}\0{change.mark}\0{template}\0{_templates_mark()}".encode()).hexdigest()
    etag = f'"{mark[:32]}"'
    response: HttpResponseBase | None = None
    if status == 200:
        response = get_conditional_response(request, etag=etag, last_modified=int(change.at.timestamp()))
    if response is None:
        key = f"public:{mark}"
        content = store.get(key)
        if content is None:
            shared = {"last_change": change.at, "portal_url": settings.PORTAL_URL, "path": request.path}
            content = render_to_string(template, {**shared, **context()})
            store.set(key, content, KEPT)
        response = HttpResponse(content, status=status)
    return kept_by_asking(response, etag, change)


def kept_by_asking(response: HttpResponseBase, etag: str, change: LastChange) -> HttpResponseBase:
    """Says that anybody may keep the answer, who asks each time whether it still holds."""
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(change.at.timestamp())
    response.headers["Cache-Control"] = _CACHED
    return response


@cache
def _templates_mark() -> str:
    """What pages are drawn with, reckoned once a process: another release draws them anew."""
    digest = hashlib.sha256()
    for path in sorted(_TEMPLATES.glob("*.html")):
        digest.update(path.read_bytes())
    for path in sorted((settings.BASE_DIR / "static/css").glob("*.css")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
