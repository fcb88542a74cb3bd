"""Reads what the pages show."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import overload

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Subquery

from accounts.access import SCORERS, roles_anywhere
from accounts.models import Municipality, Role, User
from assessments.models import Assessment, Framework
from measures.models import Measure


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A municipality as a person meets it: its result years (newest first) and what the person is there.

    `score_year` is the newest year that scores can be entered of, None where the person may not enter any.
    """

    municipality: Municipality
    years: Sequence[int]
    roles: Sequence[str]
    score_year: int | None


class HomeRows(Sequence[HomeRow]):
    """The municipalities that a person may see. A slice takes three queries, the length one, whatever their number."""

    def __init__(self, user: User | AnonymousUser) -> None:
        self.user = user
        newest = Framework.objects.order_by("-pk").values("pk")[:1]
        self.municipalities = Municipality.objects.visible_to(user).annotate(newest_year=Subquery(newest))

    def __len__(self) -> int:
        return self.municipalities.count()

    @overload
    def __getitem__(self, at: int) -> HomeRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[HomeRow]: ...

    def __getitem__(self, at: int | slice) -> HomeRow | list[HomeRow]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        municipalities = list(self.municipalities[at])
        years = result_years(municipalities)
        roles_in = roles_anywhere(self.user)
        return [self._row(each, years[each.pk], roles_in(each)) for each in municipalities]

    def _row(self, municipality: Municipality, years: Sequence[int], roles: set[Role]) -> HomeRow:
        words = ["ผู้ดูแลระบบ"] if self.user.is_superuser else [role.label for role in Role if role in roles]
        newest: int | None = municipality.newest_year  # type: ignore[attr-defined]  # annotated in __init__
        return HomeRow(municipality, years, words, newest if roles & SCORERS else None)


def municipalities_of(user: User | AnonymousUser) -> HomeRows:
    """The municipalities that a person may see, as rows of the first page, read a page at a time."""
    return HomeRows(user)


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
