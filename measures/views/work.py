"""What a person has to do, what the person was told of it, and what was sent about a municipality's steps."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.models import User
from measures.queries.digests import MAX_ATTEMPTS, digests_listed, reminders_listed
from measures.queries.measures import PlanStep
from measures.queries.work import Work, WorkList, work_get
from measures.views.places import plan_place_get
from measures.wording import days_words

#: Digests and reminders on a page.
DIGESTS, REMINDERS = 20, 100
#: So many steps of each kind stand in a list; the rest is in the plans.
SHOWN = {"late": 20, "soon": 20, "later": 10, "done": 10}


@dataclass(frozen=True, slots=True)
class Cut:
    """The first steps of a list of `number`; `more` leads to the plans in which the others are: words and address."""

    number: int
    rows: Sequence[PlanStep]
    more: Sequence[tuple[str, str]]


def _cut(work: WorkList, kind: str, query: Mapping[str, str]) -> Cut:
    steps: Sequence[PlanStep] = getattr(work, kind)
    shown, query = SHOWN[kind], dict(query) | ({"late": "on"} if kind == "late" else {})
    left = Counter((step.measure.municipality, step.measure.action_year) for step in steps[shown:])
    more = [
        (
            f"และอีก {number} ขั้นตอน ดูในแผนมาตรการปี {year} ของ{place.name}",
            reverse("plan", args=[place.slug, year], query=query or None),
        )
        for (place, year), number in left.items()
    ]
    return Cut(len(steps), steps[:shown], more)


def _lists(work: Work, person: User) -> list[tuple[str, str, dict[str, Cut]]]:
    """The lists that hold anything: key, title, and the steps of each kind as far as they are shown."""
    unit = {"department": str(work.departments[0].pk)} if len(work.departments) == 1 else {}
    names = " · ".join(each.name for each in work.departments)
    lists: Sequence[tuple[str, str, WorkList, dict[str, str]]] = (
        ("assigned", "มอบหมายให้ฉัน", work.assigned, {"text": person.get_full_name()}),
        ("departmental", f"ของส่วนราชการ {names}", work.departmental, unit),
        ("unowned", "ยังไม่มีผู้รายงานผล", work.unowned, {}),
    )
    return [
        (key, title, {kind: _cut(found, kind, query) for kind in SHOWN}) for key, title, found, query in lists if found
    ]


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the person has to do: what is late, what is due soon, the rest, and what was done lately."""
    assert isinstance(request.user, User)  # noqa: S101  # the decorator has let nobody else through
    work = work_get(request.user)
    context = {"work": work, "lists": _lists(work, request.user), "today": timezone.localdate()}
    return render(request, "measures/mine.html", context)


@login_required
@require_GET
def digests(request: HttpRequest) -> HttpResponse:
    """What the person was told, day by day."""
    assert isinstance(request.user, User)  # noqa: S101  # the decorator has let nobody else through
    page = Paginator(digests_listed(request.user), DIGESTS).get_page(request.GET.get("page"))
    told = [
        (digest, [(each, days_words((each.due - digest.day).days)) for each in digest.reminders.all()])
        for digest in page.object_list
    ]
    return render(request, "measures/digests.html", {"page": page, "told": told, "max_attempts": MAX_ATTEMPTS})


@login_required
@require_GET
def reminders_sent(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    """Who was told what of the year's steps, and when."""
    place = plan_place_get(request, slug, fiscal_year, editing=True)
    sent = reminders_listed(place.municipality, fiscal_year)
    page = Paginator(sent, REMINDERS).get_page(request.GET.get("page"))
    rows = [(each, days_words((each.due - each.digest.day).days)) for each in page.object_list]
    context = {"page": page, "rows": rows, "max_attempts": MAX_ATTEMPTS}
    return render(request, "measures/digests_sent.html", place.context() | context)
