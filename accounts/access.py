"""Who may do what. The getter is the check: a foreign municipality is not found, a missing role is refused."""

from collections.abc import Callable, Collection

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Membership, Municipality, Role, User

#: Who may see a municipality's figures and documents.
READERS = frozenset(Role)
#: Who may enter scores.
SCORERS = frozenset({Role.STAFF, Role.INTEGRITY_OFFICER})
#: Who approves figures, gives them back, and opens them again.
DECIDERS = frozenset({Role.EXECUTIVE})
#: Who may remark on a figure.
REMARKERS = SCORERS | DECIDERS
#: Who may write findings and measures.
EDITORS = frozenset({Role.INTEGRITY_OFFICER})
#: Who may show the public what was approved, and take it back.
PUBLISHERS = EDITORS | DECIDERS


def municipality_get(user: User | AnonymousUser, slug: str, *, roles: Collection[Role] = READERS) -> Municipality:
    """Returns the municipality `slug` if `user` has one of `roles` there.

    Raises Http404 for a municipality that the person has nothing to do with, as for one that does not exist,
    and PermissionDenied where the person may look but lacks the role. One query, two where a role is asked for.
    """
    municipality = get_object_or_404(Municipality.objects.visible_to(user), slug=slug)
    # Whoever sees the municipality has some role there.
    if roles is not READERS and not roles_in(user, municipality).intersection(roles):
        raise PermissionDenied
    return municipality


def province_get(user: User | AnonymousUser, province: str) -> str:
    """Returns the province if `user` oversees it.

    Raises Http404 where the person has to do with no municipality of it, PermissionDenied where with some, but not as
    its overseer. Two queries at most.
    """
    if not Municipality.objects.visible_to(user).filter(province=province).exists():
        raise Http404(f"ไม่พบจังหวัด {province}")
    overseers = Membership.objects.filter(user=user.pk, role=Role.OVERSEER, province=province)
    if not user.is_superuser and not overseers.exists():
        raise PermissionDenied
    return province


def roles_in(user: User | AnonymousUser, municipality: Municipality) -> set[Role]:
    """The roles of `user` in `municipality`, its province's overseer among them; all for a superuser. One query."""
    return roles_anywhere(user)(municipality)


def roles_anywhere(user: User | AnonymousUser) -> Callable[[Municipality], set[Role]]:
    """Returns what tells the roles of `user` in one municipality after the other. One query for all of them."""
    if not user.is_authenticated or not user.is_active:
        return lambda municipality: set()
    if user.is_superuser:
        return lambda municipality: set(Role)
    memberships = list(Membership.objects.filter(user=user).values_list("role", "municipality_id", "province"))
    return lambda municipality: {
        Role(role)
        for role, place, province in memberships
        if place == municipality.pk or (role == Role.OVERSEER and province == municipality.province)
    }
