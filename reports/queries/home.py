"""Reads what the first page and the lists of years show."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, OuterRef, Subquery

from accounts.access import DECIDERS, EDITORS, SCORERS, roles_anywhere
from accounts.models import Municipality, Role, User
from assessments.models import Assessment, Framework, State, StateChange
from assessments.queries import Act
from assessments.queries.frameworks import of_year
from measures.models import Measure
from reports.queries.editions import EditionTask, edition_tasks

#: What a superuser is called in place of roles.
SUPERUSER = "ผู้ดูแลระบบ"


@dataclass(frozen=True, slots=True)
class ScoreTask:
    """A year whose scores wait for a person: to approve them, or to change them once more; `words` say which."""

    fiscal_year: int
    words: str
    to_decide: bool


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A municipality as a person meets it: its result years (newest first) and what the person is there.

    `score_year` is the newest year whose questions can be scored, None where the person may not enter any scores.
    `tasks` are the years whose scores wait for this person, `documents` the editions of documents, newest first.
    """

    municipality: Municipality
    years: Sequence[int]
    roles: Sequence[str]
    score_year: int | None
    tasks: Sequence[ScoreTask] = ()
    documents: Sequence[EditionTask] = ()


def home_rows(
    user: User | AnonymousUser, municipalities: Collection[Municipality], document_names: Mapping[str, str]
) -> list[HomeRow]:
    """The rows of the first page for municipalities that the person may see. Five queries, whatever their number.

    `document_names` are those of the kinds of documents.
    """
    years = result_years(municipalities)
    waiting = score_tasks(municipalities)
    editions = edition_tasks(municipalities, document_names)
    roles_in = roles_anywhere(user)
    newest = Framework.objects.filter(scoreable=True).order_by("-pk").values_list("pk", flat=True).first()
    rows = []
    for municipality in municipalities:
        roles = roles_in(municipality)
        words = [SUPERUSER] if user.is_superuser else [role.label for role in Role if role in roles]
        tasks = [task for task in waiting[municipality.pk] if roles & (DECIDERS if task.to_decide else SCORERS)]
        score_year = newest if roles & SCORERS else None
        documents = [each for each in editions[municipality.pk] if roles & (DECIDERS if each.to_decide else EDITORS)]
        rows.append(HomeRow(municipality, years[municipality.pk], words, score_year, tasks, documents))
    return rows


def provinces_overseen(rows: Iterable[HomeRow]) -> list[tuple[str, int]]:
    """The provinces among the rows that the person oversees, each with the newest year of a result in it. No query."""
    newest: dict[str, int] = {}
    for row in rows:
        if row.years and {Role.OVERSEER.label, SUPERUSER}.intersection(row.roles):
            newest[row.municipality.province] = max(row.years[0], newest.get(row.municipality.province, 0))
    return sorted(newest.items())


def score_tasks(municipalities: Collection[Municipality]) -> dict[int, list[ScoreTask]]:
    """The years that wait for somebody (newest first), by the municipality's key. One query."""
    states = StateChange.objects.filter(assessment=OuterRef("pk")).order_by("-pk").values("state")
    years = Assessment.objects.filter(municipality__in=municipalities).order_by("-framework")
    handed_on = years.annotate(last=Subquery(states[:1]), before=Subquery(states[1:2])).exclude(last=None)
    tasks: dict[int, list[ScoreTask]] = {each.pk: [] for each in municipalities}
    for place, year, state, before in handed_on.values_list("municipality", "framework", "state", "before"):
        if state == State.SUBMITTED:
            tasks[place].append(ScoreTask(year, f"คะแนนปี {year} รออนุมัติ", to_decide=True))
        elif state == State.DRAFT:
            tasks[place].append(ScoreTask(year, f"คะแนนปี {year} {Act.of(state, before).label}", to_decide=False))
    return tasks


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
