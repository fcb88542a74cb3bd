"""What a browser may do with the HTML of a document: show it in a frame of ours, and nothing else."""

from collections.abc import Callable
from typing import TypeVar

from csp.decorators import csp_replace
from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])

_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "font-src": ["'self'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'self'"],
}


def document_policy(view: View) -> View:
    """Decorates a view that answers a document's own HTML."""
    return csp_replace(_POLICY)(view)  # type: ignore[return-value]  # it knows only views without arguments
