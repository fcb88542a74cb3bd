"""People before pages of measures, and what they read there."""

import re
from html import unescape
from typing import Protocol

from django.test import Client
from django.urls import reverse

from accounts.models import Municipality, Role
from tests.factories import member


class Answer(Protocol):
    """A page as a test's client got it."""

    @property
    def content(self) -> bytes: ...


def desk_of(place: Municipality, role: Role = Role.INTEGRITY_OFFICER) -> Client:
    """The browser of somebody with this role in the municipality."""
    client = Client()
    client.force_login(member(place, role))
    return client


def address(name: str, place: Municipality, action_year: int = 2569, *more: object) -> str:
    """A page of the year's measures."""
    return reverse(name, args=[place.slug, action_year, *more])


def words(page: Answer) -> str:
    """What the page says, without its tags, on one line."""
    body = re.sub(r"<(svg|script|style|head)\b.*?</\1>", " ", page.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


def faults(page: Answer) -> list[str]:
    """What the summary at the top of a form says is wrong."""
    found = re.findall(
        r'<div class="notice notice-wrong" role="alert".*?</svg>(.*?)\n  </div>', page.content.decode(), re.DOTALL
    )
    lines = re.findall(r"<(?:li|p)>(.*?)</(?:li|p)>", "".join(found), re.DOTALL)
    return [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", line))).strip() for line in lines]
