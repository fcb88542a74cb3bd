"""The kinds of documents, by the names that commands and addresses use."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.errors import UserError
from accounts.models import Municipality
from reports.content import Document
from reports.documents import indicator_analysis


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document: its Thai name and its builder (municipality, fiscal year in Buddhist Era).

    `check` raises the UserError that `build` would raise, and builds nothing.
    """

    kind: str
    name: str
    build: Callable[[Municipality, int], Document]
    check: Callable[[Municipality, int], object]


KINDS = {
    module.KIND: DocumentKind(module.KIND, module.NAME, module.build, module.check) for module in (indicator_analysis,)
}


def kind_get(kind: str) -> DocumentKind:
    """Returns the kind, or raises UserError that lists what there is."""
    try:
        return KINDS[kind]
    except KeyError:
        raise UserError(f"ไม่รู้จักเอกสาร “{kind}” กรุณาใช้ {' '.join(KINDS)}") from None
