"""Gives a municipality's calendar its private address."""

import secrets

from django.db import transaction

from accounts.models import Municipality, User
from measures.models import CalendarFeed

#: Bytes of chance in an address: 43 letters, which nobody guesses.
_TOKEN_BYTES = 32


@transaction.atomic
def feed_renew(*, municipality: Municipality, by: User) -> CalendarFeed:
    """Makes the private address of the municipality's calendar, or a new one that ends the old at once."""
    feed, _ = CalendarFeed.objects.update_or_create(
        municipality=municipality, defaults={"token": secrets.token_urlsafe(_TOKEN_BYTES), "made_by": by}
    )
    return feed
