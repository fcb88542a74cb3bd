"""Reads the calendar of the assessment, what is due next, and what the private calendar address tells.

The municipality's own duties are in the framework of the year (ITA.md section 5); the deadlines of measures are those
of `measures.standing`. No name of a person goes into the calendar that people take with them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import itemgetter

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Municipality
from assessments.models import CalendarStep
from assessments.queries.frameworks import of_year
from measures.ics import Event
from measures.models import CalendarFeed, Step
from measures.queries.measures import PlanStep, plan_steps
from thaitext.dates import format_period
from thaitext.fiscal import fiscal_year
from thaitext.hours import format_hour, format_weekday_date

#: A title in a calendar is one line; the whole text stands below it.
_TITLE_LENGTH = 120


class Phase(StrEnum):
    """How a day in the calendar stands to today."""

    PAST = "past"
    NOW = "now"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A step of the assessment's calendar as it stands today."""

    step: CalendarStep
    today: date

    @property
    def phase(self) -> Phase:
        if self.last_day < self.today:
            return Phase.PAST
        return Phase.AHEAD if self.step.start > self.today else Phase.NOW

    @property
    def period(self) -> str:
        return format_period(self.step.start, self.step.end)

    @property
    def closing(self) -> str:
        return closing_words(self.step)

    @property
    def last_day(self) -> date:
        """The day on which ITAS closes, which may be before the period's end; else that end."""
        return timezone.localtime(self.step.closes_at).date() if self.step.closes_at else self.step.end

    @property
    def days(self) -> int:
        """Days until it begins, or, once it has begun, until its last day."""
        return ((self.step.start if self.phase is Phase.AHEAD else self.last_day) - self.today).days


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """A fiscal year's calendar (Buddhist Era), and the municipality's measures of that year that are not done.

    `rows` is empty for a year whose calendar is not known; `open_steps` are by their deadlines, the late ones first.
    """

    rows: Sequence[CalendarRow]
    open_steps: Sequence[PlanStep]

    @property
    def duties(self) -> list[CalendarRow]:
        """The own duties that are not over, the nearest last day first."""
        left = [row for row in self.rows if row.step.own_duty and row.phase is not Phase.PAST]
        return sorted(left, key=lambda row: row.last_day)

    @property
    def late(self) -> list[PlanStep]:
        """The steps of measures that are past their deadline."""
        return [each for each in self.open_steps if each.standing.late]

    @property
    def ahead(self) -> list[PlanStep]:
        """The steps of measures whose deadline is to come, or today."""
        return [each for each in self.open_steps if not each.standing.late]


def closing_words(step: CalendarStep) -> str:
    """When ITAS closes: "วันอังคารที่ 31 มีนาคม 2569 เวลา 17.00 น."; "" where the announcement names no hour."""
    if step.closes_at is None:
        return ""
    moment = timezone.localtime(step.closes_at)
    return f"{format_weekday_date(moment.date())} เวลา {format_hour(moment.time())}"


def calendar_listed(year: int) -> list[CalendarStep]:
    """The steps of a fiscal year's calendar in order, none where it is not known. One query."""
    return list(of_year(CalendarStep.objects.all(), year))


def calendar_years() -> list[int]:
    """The fiscal years whose calendar is known, the newest first. One query."""
    years = CalendarStep.objects.order_by("-framework").values_list("framework", flat=True)
    return list(years.distinct())


def duties_ahead(years: Iterable[int], today: date) -> list[CalendarRow]:
    """The own duties in the calendars of those years that are not over, the nearest last day first. One query."""
    duties = CalendarStep.objects.filter(own_duty=True, framework__in=list(years)).order_by("framework", "number")
    left = [row for row in (CalendarRow(duty, today) for duty in duties) if row.phase is not Phase.PAST]
    return sorted(left, key=lambda row: row.last_day)


def year_calendar_get(municipality: Municipality, year: int, today: date | None = None) -> YearCalendar:
    """The calendar of a fiscal year as it stands on `today`. Seven queries, however many measures there are."""
    today = today or timezone.localdate()
    steps = Step.objects.filter(measure__municipality=municipality, measure__action_year=year)
    return YearCalendar([CalendarRow(step, today) for step in calendar_listed(year)], _open_steps(steps, today))


def feed_of(municipality: Municipality) -> CalendarFeed | None:
    """The private address of the municipality's calendar, if one was made. One query."""
    return CalendarFeed.objects.filter(municipality=municipality).first()


def feed_get(token: str) -> CalendarFeed | None:
    """The calendar of a private address, None for an address that was replaced or never was. One query, by an index."""
    return CalendarFeed.objects.filter(token=token).select_related("municipality").first()


def feed_events(feed: CalendarFeed, today: date | None = None) -> list[Event]:
    """What the calendar tells: own duties of every known year, open deadlines of measures from last year on.

    The same rows give the same events, whatever the day within a fiscal year. Seven queries.
    """
    today = today or timezone.localdate()
    duties = CalendarStep.objects.filter(own_duty=True).order_by("framework", "number")
    steps = Step.objects.filter(
        measure__municipality=feed.municipality, measure__action_year__gte=fiscal_year(today) - 1
    )
    events = [event for duty in duties for event in _duty_events(feed, duty)]
    return events + [event for step in _open_steps(steps, today) for event in _step_events(feed, step)]


def _open_steps(steps: QuerySet[Step], today: date) -> list[PlanStep]:
    """Those of the steps that have an open deadline, the earliest first. Five queries."""
    in_order = ("measure__action_year", "measure__order", "measure", "order", "pk")
    plans = plan_steps(steps.order_by(*in_order), today)
    return [plan for _, plan in sorted(((p.standing.due, p) for p in plans if p.standing.due), key=itemgetter(0))]


def _duty_events(feed: CalendarFeed, duty: CalendarStep) -> Iterator[Event]:
    row = CalendarRow(duty, duty.start)
    lines = [duty.title, f"ช่วงเวลา: {row.period}", f"ผู้ดำเนินการ: {duty.actor}"]
    lines += [f"ปิดระบบ: {row.closing}"] if row.closing else []
    description = "\n".join([*lines, f"ปฏิทินการประเมิน ITA ปีงบประมาณ {duty.framework_id}"])
    uid = f"{feed.municipality.slug}-duty-{duty.framework_id}-{duty.number}"
    hour = f" (ปิดระบบ {format_hour(timezone.localtime(duty.closes_at).time())})" if duty.closes_at else ""
    if duty.start < row.last_day:
        yield Event(f"{uid}-first@ita-portal", duty.start, f"เริ่ม: {duty.title}", description, feed.made_at)
    yield Event(f"{uid}-last@ita-portal", row.last_day, f"วันสุดท้าย: {duty.title}{hour}", description, feed.made_at)


def _step_events(feed: CalendarFeed, plan: PlanStep) -> Iterator[Event]:
    step, measure = plan.step, plan.measure
    lines = [step.text, f"มาตรการ: {measure.title}", f"ระยะเวลา: {step.period}"]
    lines += [f"ผู้รับผิดชอบ: {' '.join(each.name for each in plan.departments)}"] if plan.departments else []
    title = step.text.replace("\n", " ")
    title = title if len(title) <= _TITLE_LENGTH else f"{title[:_TITLE_LENGTH]}…"
    for due in step.when.dues(measure.action_year):
        if plan.standing.due and due >= plan.standing.due:
            yield Event(
                f"{feed.municipality.slug}-step-{step.pk}-{due:%Y%m%d}@ita-portal",
                due,
                f"ครบกำหนด: {title}",
                "\n".join(lines),
                feed.made_at,
                measure.version,
            )
