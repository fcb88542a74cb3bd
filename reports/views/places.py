"""What an address of a document names."""

from django.http import Http404, HttpRequest

from reports.content import Digits
from reports.documents.registry import KINDS, DocumentKind


def kind_of(kind: str) -> DocumentKind:
    """The kind that an address names; 404 when there is none."""
    if kind not in KINDS:
        raise Http404(f"ไม่รู้จักเอกสาร {kind}")
    return KINDS[kind]


def digits_of(request: HttpRequest) -> Digits:
    """The digits that an address asks for: Thai ones unless it says `arabic`."""
    return "arabic" if request.GET.get("digits") == "arabic" else "thai"
