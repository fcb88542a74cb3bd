"""Reads editions: what was submitted and approved, their history, and the documents that they froze."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import default_storage
from django.db.models import Exists, Max, OuterRef, QuerySet

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.codes import place_key
from assessments.queries import mark_of, score_sheet_get, states_listed
from reports.content import Document
from reports.models import Approval, Edition, EditionEvent, EditionState, Job
from reports.snapshots import SnapshotError, document_dump, document_load, text_hash
from thaitext.numbers import plain_score

#: What lists leave in the database: whole documents.
_HEAVY = ("content", "figures", "approval__content")


@dataclass(frozen=True, slots=True)
class EditionTask:
    """A document that waits for a person: to decide on it, or to mend and submit it once more; `words` say which."""

    kind: str
    fiscal_year: int
    edition: int
    words: str
    to_decide: bool


def kept_picture(digest: str) -> Path:
    """Where the picture of a snapshot with this SHA-256 is kept."""
    return Path(default_storage.path(f"editions/pictures/{digest}"))


def edition_document(edition: Edition) -> Document:
    """The document as it was submitted. Raises UserError where the database or a picture was tampered with."""
    return _document(edition.content, edition.content_sha256)


def approval_document(approval: Approval) -> Document:
    """The document with its approval lines. Raises UserError as `edition_document` does."""
    return _document(approval.content, approval.content_sha256)


def _document(content: str, sha256: str) -> Document:
    try:
        if text_hash(content) != sha256:
            raise SnapshotError("the stored content is not the one that was hashed")
        return document_load(content, pictures=kept_picture)
    except SnapshotError as error:
        raise UserError(
            "เอกสารที่เก็บไว้ไม่ตรงกับค่าตรวจสอบของฉบับนี้ จึงไม่แสดงและไม่จัดทำไฟล์ กรุณาแจ้งผู้ดูแลระบบให้กู้คืนจากข้อมูลสำรอง"
        ) from error


def same_content(edition: Edition, document: Document) -> bool:
    """Whether a document says what the edition froze; not so while one of its pictures cannot be read.

    Not the hashes alone: a snapshot from before a part of documents came into being has another text.
    """
    try:
        dump = document_dump(document)
    except SnapshotError:
        return False
    return text_hash(dump) == edition.content_sha256 or dump == document_dump(edition_document(edition))


def job_document(job: Job) -> Document | None:
    """The frozen document that a job makes a file of; None for a job that draws today's data. One query."""
    file = job.edition_files.select_related("approval").first()
    return approval_document(file.approval) if file else None


def editions_of(municipality: Municipality, kind: str, fiscal_year: int) -> QuerySet[Edition]:
    """The editions of a document, the latest first, without their contents."""
    editions = Edition.objects.filter(municipality=municipality, kind=kind, fiscal_year=fiscal_year)
    return editions.select_related("approval", "replaces", "submitted_by").defer(*_HEAVY, "replaces__content")


def edition_numbered(municipality: Municipality, kind: str, fiscal_year: int) -> int:
    """The number that the next approved edition of a document gets. One query."""
    approved = Edition.objects.filter(municipality=municipality, kind=kind, fiscal_year=fiscal_year)
    return (approved.aggregate(last=Max("number"))["last"] or 0) + 1


def edition_approved(municipality: Municipality, kind: str, fiscal_year: int) -> Edition | None:
    """The newest approved edition of a document, with its content. One query."""
    approved = Edition.objects.filter(
        municipality=municipality, kind=kind, fiscal_year=fiscal_year, state=EditionState.APPROVED
    )
    return approved.select_related("approval").order_by("-number").first()


def editions_of_year(municipality: Municipality, years: Mapping[str, int]) -> list[Edition]:
    """All editions of the documents of a year, by kind and the year that each is called by. One query."""
    editions = Edition.objects.filter(municipality=municipality, fiscal_year__in=set(years.values()))
    listed = editions.select_related("approval", "replaces", "submitted_by").defer(*_HEAVY, "replaces__content")
    return [each for each in listed if years.get(each.kind) == each.fiscal_year]


def events_listed(editions: Collection[Edition]) -> dict[int, list[EditionEvent]]:
    """What was done with each edition, the latest first, by its key. One query."""
    events: dict[int, list[EditionEvent]] = {each.pk: [] for each in editions}
    for event in EditionEvent.objects.filter(edition__in=events).select_related("by"):
        events[event.edition_id].append(event)
    return events


def edition_tasks(municipalities: Collection[Municipality], names: Mapping[str, str]) -> dict[int, list[EditionTask]]:
    """The documents that wait for somebody (newest year first), by the municipality's key. One query.

    A returned edition waits until another one of the same document is submitted. `names` are those of the kinds.
    """
    same = {name: OuterRef(name) for name in ("municipality", "kind", "fiscal_year")}
    later = Edition.objects.filter(pk__gt=OuterRef("pk"), **same)
    waiting = Edition.objects.filter(~Exists(later), municipality__in=municipalities).exclude(
        state=EditionState.APPROVED
    )
    tasks: dict[int, list[EditionTask]] = {each.pk: [] for each in municipalities}
    listed = waiting.order_by("-fiscal_year", "-pk")
    for key, place, kind, year, state in listed.values_list("pk", "municipality", "kind", "fiscal_year", "state"):
        to_decide = state == EditionState.SUBMITTED
        words = f"{names.get(kind, kind)} ปี {year} {'รออนุมัติ' if to_decide else 'ส่งคืนให้แก้ไข'}"
        tasks[place].append(EditionTask(kind, year, key, words, to_decide=to_decide))
    return tasks


def figures_dump(municipality: Municipality, result_year: int) -> str:
    """The year's figures and the framework that they were scored by, as text to be frozen. About ten queries.

    A year without a framework has none: calendars and notes of activities go back to no figures.
    """
    try:
        sheet = score_sheet_get(municipality, result_year)
    except UserError:
        return json.dumps({"fiscal_year": result_year, "framework": None})
    framework = sheet.framework.framework
    steps: Sequence[object] = states_listed(sheet.assessment) if sheet.assessment else ()
    said = {
        "fiscal_year": result_year,
        "framework": {"source_hash": framework.source_hash, "revision": str(framework.revision)},
        "state": sheet.state.value,
        "mark": mark_of(sheet.changes, len(steps)),
        "figures": {
            place_key(cell.place): plain_score(cell.value) for cell in sheet.cells.values() if cell.value is not None
        },
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
