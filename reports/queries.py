"""Reads what the pages show."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from accounts.access import SCORERS, roles_anywhere
from accounts.models import Municipality, Role, User
from assessments.models import Assessment, Framework
from assessments.queries.frameworks import of_year
from measures.models import Measure


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A municipality as a person meets it: its result years (newest first) and what the person is there.

    `score_year` is the newest year whose questions can be scored, None where the person may not enter any scores.
    """

    municipality: Municipality
    years: Sequence[int]
    roles: Sequence[str]
    score_year: int | None


def home_rows(user: User | AnonymousUser, municipalities: Collection[Municipality]) -> list[HomeRow]:
    """The rows of the first page for municipalities that the person may see. Three queries, whatever their number."""
    years = result_years(municipalities)
    roles_in = roles_anywhere(user)
    newest = Framework.objects.filter(scoreable=True).order_by("-pk").values_list("pk", flat=True).first()
    rows = []
    for municipality in municipalities:
        roles = roles_in(municipality)
        words = ["ผู้ดูแลระบบ"] if user.is_superuser else [role.label for role in Role if role in roles]
        rows.append(HomeRow(municipality, years[municipality.pk], words, newest if roles & SCORERS else None))
    return rows


def framework_exists(fiscal_year: int) -> bool:
    """Whether scores of the fiscal year (Buddhist Era) can be entered at all. One query."""
    return of_year(Framework.objects.all(), fiscal_year, "pk").exists()


def result_years(municipalities: Collection[Municipality]) -> dict[int, list[int]]:
    """The years (Buddhist Era, newest first) of each municipality's results, by its key. One query.

    A year whose scores are not known counts too, where measures of the year after answer it.
    """
    scored = Assessment.objects.order_by().filter(municipality__in=municipalities)
    answered = Measure.objects.order_by().filter(municipality__in=municipalities)
    pairs = scored.values_list("municipality", "framework").union(
        answered.values_list("municipality", F("action_year") - 1)
    )
    years: dict[int, list[int]] = {each.pk: [] for each in municipalities}
    for municipality, year in sorted(pairs, reverse=True):
        years[municipality].append(year)
    return years
