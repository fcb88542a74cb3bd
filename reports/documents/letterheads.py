"""What every document takes from its municipality's letterhead: the paper and the signatures."""

from dataclasses import replace

from accounts.models import Municipality, Role
from reports.content import PageSetup, Signature
from reports.models import Duty, Letterhead, Signatory


def page_of(letterhead: Letterhead) -> PageSetup:
    """The paper, its head line and the place of page numbers."""
    return PageSetup(
        left_cm=float(letterhead.left_cm),
        right_cm=float(letterhead.right_cm),
        top_cm=float(letterhead.top_cm),
        bottom_cm=float(letterhead.bottom_cm),
        head_line=letterhead.head_line,
        numbers=letterhead.numbers,  # type: ignore[arg-type]  # the choices are the literals
    )


def signatures(letterhead: Letterhead) -> tuple[Signature, ...]:
    """The signature blocks: who prepared and checked, where they are named, and who approves.

    Without an approver it is the registered executive, by one query; dots to fill in by hand where there is none.
    """
    before = [duty for duty in (Duty.PREPARED, Duty.CHECKED) if letterhead.signatory(duty).name]
    approver = letterhead.signatory(Duty.APPROVED)
    last = _signature(approver) if approver.name else executive(letterhead.municipality)
    if before:  # the only signature needs no word for its duty
        last = replace(last, position=(*last.position, Duty.APPROVED.label))
    return (*(_signature(letterhead.signatory(duty), duty.label) for duty in before), last)


def executive(municipality: Municipality) -> Signature:
    """The registered executive's signature block."""
    membership = (
        municipality.memberships.filter(role=Role.EXECUTIVE, user__is_active=True).select_related("user").first()
    )
    if membership is None:
        return Signature("." * 50, ("ตำแหน่ง" + "." * 45,))
    return Signature(membership.user.get_full_name(), (membership.position,))


def _signature(signatory: Signatory, duty: str = "") -> Signature:
    """A block with the duty below the position; whoever acts for another says for whom."""
    position = [line for line in signatory.position.split("\n") if line]
    if signatory.acting_for:
        position = [*position[:-1], f"{position[-1]} รักษาราชการแทน", signatory.acting_for]
    return Signature(signatory.name, (*position, *([duty] if duty else [])))
