"""Tags and filters of the pages of a year's measures."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.text import Truncator

from accounts.models import Municipality
from measures.queries.years import YearPages
from measures.standing import Standing
from measures.wording import baht, days_words
from thaitext import fiscal

register = template.Library()
register.filter("baht", baht)
register.filter("days_words", days_words)

#: The pages of a year's measures in their order: the address's name and the words on the tab. A page that the portal
#: does not have has no tab.
TABS = (
    ("plan", "แผน"),
    ("suggestions", "ยังไม่มีมาตรการ"),
    ("board", "กระดานสถานะ"),
    ("timeline", "ไทม์ไลน์"),
    ("mine", "งานของฉัน"),
    ("activities", "กิจกรรม"),
    ("evidence", "หลักฐาน"),
    ("calendar", "ปฏิทิน"),
    ("measures_file", "นำเข้า"),
)
#: Pages that only those who may edit can open.
FOR_EDITORS = frozenset({"measures_file"})
#: Pages of a year that has no plan, since the result that this would answer has no framework.
WITHOUT_PLAN = frozenset({"mine", "activities", "calendar", "evidence"})


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a year's measures."""

    name: str
    title: str
    url: str


@register.simple_tag
def measure_tabs(
    municipality: Municipality, fiscal_year: int, *, may_edit: bool, year_pages: YearPages | Literal[""] = ""
) -> list[Tab]:
    """The pages of the year's measures that the person can open; a page that says nothing of the year has a plan."""
    has_plan = not year_pages or year_pages.plan
    titles = {
        name: title
        for name, title in TABS
        if (may_edit or name not in FOR_EDITORS) and (has_plan or name in WITHOUT_PLAN)
    }
    addresses = {name: _address(name, municipality.slug, fiscal_year) for name in titles}
    return [Tab(name, title, url) for name, title in titles.items() if (url := addresses[name])]


def _address(name: str, *place: str | int) -> str | None:
    """Where the page is: of the municipality's year, of the municipality, or of all; None where there is none."""
    for arguments in (place, place[:1], ()):
        with suppress(NoReverseMatch):
            return reverse(name, args=arguments)
    return None


@register.filter
def days_left(standing: Standing) -> str:
    """How the next deadline of a step stands: "อีก 7 วัน", "เกินกำหนด 3 วัน"; "" without one."""
    return days_words(standing.days) if standing.due else ""


@register.filter
def one_line(text: str) -> str:
    """A text as one line of at most 150 letters."""
    return Truncator(" ".join(text.split())).chars(150)


@register.filter
def quarters(pair: tuple[int, int]) -> str:
    """Quarters in words: "ไตรมาส 1 - 2"."""
    return fiscal.format_quarters(*pair)
