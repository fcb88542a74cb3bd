"""Gathers what is read: the document's texts with those who typed them, and the figures and measures behind it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse

from accounts.errors import UserError
from accounts.models import Kind, Municipality
from assessments.codes import Place, place_key
from assessments.queries import Overview
from assessments.queries.limitations import limitations_listed
from measures.models import Activity
from measures.queries import PlanStep, plan_get
from measures.queries.activities import activities_listed, pictures_of
from measures.queries.suggestions import WeakPoints, weak_points_get
from reports.content import Document
from reports.documents.registry import kind_get
from reports.proofreading.leaves import Blank, Leaf, leaves_of, lines_of, prints_scores
from reports.proofreading.manuscript import (
    FindingNote,
    Gap,
    Manuscript,
    MeasureNote,
    Names,
    Passage,
    StatedLowest,
    StepNote,
    Target,
    Typed,
    WeakNote,
)
from thaitext.dates import format_date

#: What a builder puts before a typed text: a number, or a word or date and a colon.
_BEFORE_TEXT = re.compile(r"\A(?:[0-9][0-9.]*\s|[^:\n]{1,40} : )")
#: Documents of a year of work: their year is the action year, although they are called by no result.
_OF_ACTION_YEAR = frozenset({"calendar", "activity-note"})


def manuscript_get(
    municipality: Municipality, kind: str, fiscal_year: int, *, document: Document | None = None
) -> Manuscript:
    """Returns a document as the rules read it; `fiscal_year` is the year that it is called by.

    `document` is it where it is built already, so that both say the same. The queries of its builder and at most 29
    more, however long it is. Raises UserError for an unknown kind, and as the builder does.
    """
    if document is None:
        document = kind_get(kind).build(municipality, fiscal_year)
    return _Gathering(municipality, document, kind, fiscal_year, result_year_of(kind, fiscal_year)).manuscript()


def result_year_of(kind: str, fiscal_year: int) -> int:
    """The year whose result a document goes back to, called as it is by `fiscal_year` (both Buddhist Era)."""
    return fiscal_year - (1 if kind in _OF_ACTION_YEAR else kind_get(kind).years_on)


@dataclass(frozen=True, slots=True)
class _Source:
    """A text behind the document; where it was typed is known, or at least the page on which it is mended."""

    passage: Passage
    lines: Sequence[str]

    @classmethod
    def of(cls, text: str, place: str, url: str, typed: Typed | None = None) -> "_Source":
        return cls(Passage(text, place, url, typed), lines_of(text))


class _Gathering:
    """One gathering: what each step finds is kept for the next."""

    def __init__(
        self, municipality: Municipality, document: Document, kind: str, fiscal_year: int, result_year: int
    ) -> None:
        self.municipality, self.result_year = municipality, result_year
        self.leaves, self.blanks = leaves_of(document)
        self.scored = prints_scores(document)
        self.page = reverse("preview", args=[municipality.slug, fiscal_year, kind])
        self.activities = activities_listed(municipality, fiscal_year)
        self.plan = plan_get(municipality, result_year + 1)
        prefetch_related_objects([report for step in self.plan.steps for report in step.reports], "evidence")
        self.weak = _weak_points(municipality, result_year + 1)
        self.printed = "\n".join(leaf.text for leaf in self.leaves)

    @property
    def overview(self) -> Overview | None:
        return self.weak.overview if self.weak else None

    def manuscript(self) -> Manuscript:
        sources = [source for source in self._sources() if self._is_printed(source)]
        overview = self.overview if self.scored else None
        return Manuscript(
            own=self._names(),
            result_year=self.result_year,
            passages=(*(source.passage for source in sources), *self._others(sources)),
            known=self._known(),
            gaps=tuple(self._gaps()),
            spec=overview.framework.spec if overview else None,
            result=overview.result if overview else None,
            questions={code: each.text for code, each in overview.framework.questions.items()} if overview else {},
            findings=tuple(self._findings(overview, sources)) if overview else (),
            stated=tuple(self._stated(overview)) if overview else (),
            measures=tuple(self._measures()),
            weak=tuple(self._weak_notes()) if overview else (),
            urls=self._score_urls(overview) if overview else {},
        )

    def _url(self, name: str, year: int, *more: object, at: str = "") -> str:
        return reverse(name, args=[self.municipality.slug, year, *more], fragment=at or None)

    def _names(self) -> Names:
        own = self.municipality
        departments = tuple(own.departments.values_list("name", flat=True))
        return Names(Kind(own.kind).label, own.proper_name, own.province, own.district, departments)

    def _known(self) -> dict[str, str]:
        own = self.municipality
        others = Municipality.objects.order_by().exclude(proper_name=own.proper_name)
        return dict(others.values_list("proper_name", "name"))

    # Texts

    def _sources(self) -> Iterator[_Source]:
        """All texts of the year that a document may print."""
        if self.overview:
            yield from self._finding_texts(self.overview)
            yield from self._limitation_texts(self.overview)
        for number, (measure, steps) in enumerate(self.plan.measures, 1):
            place, typed = f"มาตรการที่ {number}", Typed(Target.MEASURE, measure.pk, "title", measure.version)
            url = self._url("measure_form", self.plan.action_year, measure.pk, at="id_title")
            yield _Source.of(measure.title, place, url, typed)
            for count, step in enumerate(steps, 1):
                yield from self._step_texts(step, f"{place} ขั้นตอนที่ {count}")
        for activity in self.activities:
            yield from self._activity_texts(activity)

    def _finding_texts(self, overview: Overview) -> Iterator[_Source]:
        for finding in overview.findings:
            number = finding.indicator.number
            url = self._url("finding_form", self.result_year, number, at="id_text")
            place = f"ผลการวิเคราะห์ ตัวชี้วัดที่ {number}"
            if finding.edited:
                typed = Typed(Target.FINDING, number, "text", finding.version)
                yield _Source.of(finding.edited.text, place, url, typed)
            else:
                for text in dict.fromkeys((finding.analysis, finding.shows)):
                    yield _Source.of(text, place, url)

    def _limitation_texts(self, overview: Overview) -> Iterator[_Source]:
        for each in limitations_listed(overview.assessment):
            number = each.issue.number
            url = self._url("limitations", self.result_year, at=f"id_text-{number}")
            typed = Typed(Target.LIMITATION, number, "text", each.version)
            yield _Source.of(each.text, f"ข้อจำกัด ประเด็นที่ {number}", url, typed)

    def _step_texts(self, step: PlanStep, place: str) -> Iterator[_Source]:
        year, measure, row = self.plan.action_year, step.measure, step.step
        fields = (("text", "ขั้นตอนและวิธีการ"), ("supervision", "แนวทางการกำกับติดตาม"), ("rhythm", "ระยะเวลา"))
        for name, words in fields:
            anchor = "id_words" if name == "rhythm" else f"id_{name}"
            url = self._url("step_form", year, measure.pk, row.pk, at=anchor)
            typed = Typed(Target.STEP, row.pk, name, measure.version)
            yield _Source.of(getattr(row, name), f"{place} ช่อง{words}", url, typed)
        for report in step.reports:
            where = f"{place} รายงานวันที่ {format_date(report.date, 'short_month')}"
            for name, words in (("summary", "สรุปผลการดำเนินการ"), ("outcome", "ผลลัพธ์หรือความสำเร็จ"), ("reason", "เหตุผล")):
                url = self._url("progress_correct", year, row.pk, report.pk, at=f"id_{name}")
                typed = Typed(Target.REPORT, report.pk, name, report.version)
                yield _Source.of(getattr(report, name), f"{where} ช่อง{words}", url, typed)
            for evidence in report.evidence.all():
                yield self._caption(evidence.pk, evidence.caption)

    def _activity_texts(self, activity: Activity) -> Iterator[_Source]:
        fields = (("title", "เรื่อง"), ("place", "สถานที่"), ("attendees", "ผู้เข้าร่วม"), ("text", "สาระสำคัญและมติ"))
        starts = format_date(activity.starts.date(), "short_month")
        for name, words in fields:
            url = self._url("activity_form", activity.fiscal_year, activity.pk, at=f"id_{name}")
            typed = Typed(Target.ACTIVITY, activity.pk, name, activity.version)
            yield _Source.of(getattr(activity, name), f"กิจกรรมวันที่ {starts} ช่อง{words}", url, typed)
        for evidence in pictures_of(activity):
            yield self._caption(evidence.pk, evidence.caption)

    def _caption(self, pk: int, caption: str) -> _Source:
        url = reverse("evidence_page", args=[self.municipality.slug, pk])
        return _Source.of(caption, "คำอธิบายหลักฐาน", url)

    def _is_printed(self, source: _Source) -> bool:
        return bool(source.lines) and any(line in self.printed for line in source.lines)

    def _others(self, sources: Iterable[_Source]) -> Iterator[Passage]:
        """The document's texts without those that are read where they were typed, each once."""
        lines = {line for source in sources for line in source.lines}
        ordered = sorted(lines, key=len, reverse=True)
        seen = set()
        for leaf in self.leaves:
            rest = _without(leaf, lines, ordered)
            if rest.strip() and rest not in seen:
                seen.add(rest)
                yield Passage(rest, leaf.place, self.page)

    def _gaps(self) -> Iterator[Gap]:
        """The blank cells, those of one column together."""
        counts: dict[Blank, int] = {}
        for blank in self.blanks:
            counts[blank] = counts.get(blank, 0) + 1
        url = self._url("plan", self.plan.action_year) if self.plan.measures else self.page
        for blank, count in counts.items():
            yield Gap(blank.column, blank.words, count, url)

    # Figures, findings, measures

    def _findings(self, overview: Overview, sources: Sequence[_Source]) -> Iterator[FindingNote]:
        """The findings that a person worded, where the document prints them."""
        passages = {
            source.passage.typed.key: source.passage
            for source in sources
            if source.passage.typed and source.passage.typed.target is Target.FINDING
        }
        for finding in overview.findings:
            number = finding.indicator.number
            if number in passages:
                codes = {question.code for question in overview.framework.questions_of(finding.indicator)}
                cells = {cell: value for cell, value in overview.result.questions.items() if cell[0] in codes}
                score = overview.result.indicators[number].figure.used
                yield FindingNote(number, passages[number], score, cells, finding.draft_changed)

    def _stated(self, overview: Overview) -> Iterator[StatedLowest]:
        numbers = {indicator.pk: number for number, indicator in overview.framework.indicators.items()}
        for lowest in overview.assessment.lowest_questions.select_related("question"):
            number = numbers[lowest.indicator_id]
            url = self._url("finding_form", self.result_year, number, at="lowest-title")
            yield StatedLowest(number, lowest.question.code, lowest.value, url)

    def _measures(self) -> Iterator[MeasureNote]:
        year = self.plan.action_year
        for number, (measure, steps) in enumerate(self.plan.measures, 1):
            if not any(line in self.printed for line in lines_of(measure.title)):
                continue
            place = f"มาตรการที่ {number}"
            notes = tuple(
                StepNote(
                    f"{place} ขั้นตอนที่ {count}",
                    step.step.when,
                    tuple(each.name for each in step.departments),
                    self._url("step_form", year, measure.pk, step.step.pk),
                )
                for count, step in enumerate(steps, 1)
            )
            yield MeasureNote(place, measure.title, notes, self._url("measure", year, measure.pk))

    def _weak_notes(self) -> Iterator[WeakNote]:
        for point in self.weak.points if self.weak else ():
            anchor = f"indicator-{point.indicator.number}"
            url = self._url("suggestions", self.plan.action_year, at=anchor)
            dropped = point.drop is not None
            yield WeakNote(point.words, point.is_low, bool(point.named_by), bool(point.near), dropped, url)

    def _score_urls(self, overview: Overview) -> dict[str, str]:
        """The page of the grid of each figure, by its key."""
        pages = {
            code: instrument.code
            for instrument in overview.framework.spec.instruments
            for indicator in instrument.indicators
            for code in indicator.questions
        }
        grids = {
            name: self._url("grid", self.result_year, name) for name in {*pages.values(), "official"}
        }  # fmt: skip
        urls = {"scores": self._url("scores", self.result_year)}
        for key, place in overview.framework.places_by_key.items():
            urls[key] = f"{grids[_grid(place, pages)]}#{place_key(place)}"
        return urls


def _grid(place: Place, pages: dict[str, str]) -> str:
    return "official" if isinstance(place, str) else pages[place[0]]


def _weak_points(municipality: Municipality, action_year: int) -> WeakPoints | None:
    """The weak points with the overview that they come from; None for a year without a framework or scores."""
    try:
        return weak_points_get(municipality, action_year)
    except UserError:
        return None


def _without(leaf: Leaf, lines: set[str], ordered: Sequence[str]) -> str:
    """What is left of a text of the document without the typed lines in it, a line for each piece."""
    left = []
    for printed in leaf.text.split("\n"):
        line, bare = printed, printed.strip()
        if bare in lines or _BEFORE_TEXT.sub("", bare) in lines:
            continue
        for typed in ordered:
            if len(typed) <= len(line) and typed in line:
                line = line.replace(typed, "\n")
        left.append(line)
    return "\n".join(left)
