"""What `tests.bench.saving` asks of its portal's database, in a process of its own."""

import json
import sys
from decimal import Decimal

from django.conf import settings
from django.test import Client
from django.utils.crypto import get_random_string

from accounts.models import Membership, Municipality, Role, User
from assessments.models import ScoreChange
from assessments.queries import framework_get, score_sheet_get
from tests.bench.saving import FISCAL_YEAR, MUNICIPALITIES, PEOPLE_EACH
from tests.bench.years import year_filled
from tests.factories import municipality


def people() -> None:
    """Makes the people and prints of each the municipality, the own cells, and the headers of a session.

    The year before is full: the pages show it beside.
    """
    keys = list(framework_get(FISCAL_YEAR).places_by_key)
    made = []
    for number in range(MUNICIPALITIES):
        place = municipality(f"bench-{number}", proper_name=f"ทดสอบ{number}")
        for nth in range(PEOPLE_EACH):
            person = User.objects.create_user(f"{place.slug}.{nth}")
            Membership.objects.create(user=person, municipality=place, role=Role.STAFF)
            client = Client()
            client.force_login(person)
            token = get_random_string(32)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            headers = {
                "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
                "X-CSRFToken": token,
                "HX-Request": "true",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            if nth == 0:
                year_filled(place, FISCAL_YEAR - 1, person)
            made.append({"slug": place.slug, "keys": keys[nth::PEOPLE_EACH], "headers": headers})
    sys.stdout.write(json.dumps(made))


def lost() -> None:
    """Prints how many acknowledged saves are not in the history, or were the last of their cell and do not stand."""
    acknowledged = [(slug, key, version, Decimal(value)) for slug, key, version, value in json.load(sys.stdin)]
    history = set(ScoreChange.objects.values_list("assessment__municipality__slug", "place", "version", "after"))
    last = {(slug, key): (version, value) for slug, key, version, value in acknowledged}
    sheets = {slug: score_sheet_get(Municipality.objects.get(slug=slug), FISCAL_YEAR) for slug, _ in last}
    gone = {each for each in acknowledged if each not in history}
    for (slug, key), figure in last.items():
        cell = sheets[slug].cells[key]
        if (cell.version, cell.value) != figure:
            gone.add((slug, key, *figure))
    sys.stdout.write(str(len(gone)))
