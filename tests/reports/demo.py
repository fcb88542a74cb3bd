"""The demo as the ground of tests: loaded once for a module and taken back at its end."""

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from PIL import Image
from pytest_django import DjangoDbBlocker

from accounts.models import Membership, Municipality, Role, User
from ita_portal.demo import demo_load
from reports.content import Document
from reports.documents.indicator_analysis import build

PASSWORD = "ita-tests"

#: The demo's municipalities whose scores are known, with the year of their result (Buddhist Era).
SCORED = {"ban-suan": 2568, "phon-phisai": 2568, "sateng-nok": 2566}
#: Those of which only measures are known, with the year whose result they answer.
UNSCORED = {"ban-chang": 2565, "nakhon-ratchasima": 2566}


@contextmanager
def demo_loaded(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Holds the frameworks and the demo in a transaction that is never committed; tests work in savepoints of it."""
    with ExitStack() as outer:
        with blocker.unblock():
            outer.enter_context(transaction.atomic())
            call_command("load_frameworks", stdout=io.StringIO())
            demo_load(settings.BASE_DIR / "fixtures/demo", PASSWORD)
        yield
        with blocker.unblock():
            transaction.set_rollback(True)
            outer.close()


def municipality(slug: str) -> Municipality:
    """A municipality of the demo."""
    return Municipality.objects.get(slug=slug)


def picture() -> bytes:
    """A small PNG, for a seal."""
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "#12436D").save(drawn, "PNG")
    return drawn.getvalue()


def analysis(slug: str) -> Document:
    """The analysis of a municipality of `SCORED`."""
    return build(municipality(slug), SCORED[slug])


def person(username: str) -> User:
    """A person of the demo."""
    return User.objects.get(username=username)


def overseer(province: str) -> User:
    """A new person who oversees a province."""
    user = User.objects.create_user("overseer.test", password=PASSWORD)
    Membership.objects.create(user=user, role=Role.OVERSEER, province=province)
    return user


def logged_in(username: str) -> Client:
    """A browser in which a person of the demo is logged in."""
    client = Client()
    client.force_login(person(username))
    return client
