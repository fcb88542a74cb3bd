"""Keeps files and links that prove what was done, and replaces files by newer revisions."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import IO
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone

from accounts.access import EDITORS, SCORERS
from accounts.errors import UserError
from accounts.models import Municipality, Role, User
from measures.evidence_files import PreparedFile, Upload, files_prepared
from measures.models import Evidence, EvidenceFile, Status
from thaitext.dates import format_date
from thaitext.words import clean, quote

CAPTION_LENGTH = 300
REASON_LENGTH = 500
URL_LENGTH = 1000
WITHDRAWN = "หลักฐานนี้ถูกถอนไปแล้ว กรุณาเปิดหน้าหลักฐานนี้เพื่อดูข้อมูลล่าสุด"
SEEN_BEFORE = "มีผู้แก้ไขหลักฐานนี้หลังจากท่านเปิดหน้านี้ กรุณาตรวจสอบข้อมูลล่าสุด แล้วบันทึกอีกครั้ง"

_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be kept as new evidence; `proves_on` is the day that it proves something of, if it is of a day."""

    prepared: PreparedFile
    caption: str
    proves_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link to be kept as new evidence."""

    url: str
    caption: str
    proves_on: date | None = None


def evidence_add_link(
    *, municipality: Municipality, caption: str, url: str, proves_on: date | None = None, by: User | None
) -> Evidence:
    """Keeps a link. Raises UserError for what is no address of a web page, without a caption, and for a day to come."""
    with new_evidence(municipality, [], [NewLink(url, caption, proves_on)], by) as (evidence,):
        return evidence


def evidence_add_file(
    *,
    municipality: Municipality,
    caption: str,
    file: IO[bytes],
    name: str,
    proves_on: date | None = None,
    by: User | None,
) -> Evidence:
    """Keeps a file. Raises UserError for a file that `measures.evidence_files` refuses, otherwise as for a link."""
    with files_prepared([Upload(name, file)]) as preparation:
        if preparation.refusals:
            raise UserError(*preparation.refusals)
        new = NewFile(preparation.files[0], caption, proves_on)
        with new_evidence(municipality, [new], [], by) as (evidence,):
            return evidence


def evidence_replace(*, evidence: Evidence, file: PreparedFile, revision: int, by: User | None) -> EvidenceFile:
    """Keeps a newer revision of a file; the older ones stay. `revision` is the newest that the person saw.

    The public does not see it until somebody says again that it may.
    Raises UserError when somebody replaced it in between, for a link, for the file that is there already, and for a
    picture in the place of something else or the other way round: pages and documents show it as what it is.
    """
    with _written(evidence.municipality, [file], by) as (row,), transaction.atomic():
        evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if evidence.is_withdrawn:
            raise UserError(WITHDRAWN)
        newest = evidence.files.first()
        if newest is None:
            raise UserError("หลักฐานนี้เป็นลิงก์ จึงไม่มีไฟล์ให้เปลี่ยน กรุณาเพิ่มไฟล์เป็นหลักฐานใหม่ในรายงาน")
        if newest.revision != revision:
            raise UserError(SEEN_BEFORE)
        if newest.sha256 == file.sha256:
            raise UserError(f"{quote(file.name)} เป็นไฟล์เดียวกับฉบับปัจจุบัน กรุณาเลือกไฟล์ฉบับใหม่")
        if bool(newest.web) != bool(row.web):
            kind = "ภาพ" if newest.web else "เอกสาร"
            raise UserError(f"ฉบับปัจจุบันเป็น{kind} ฉบับใหม่ต้องเป็น{kind}ด้วย หากต่างกัน กรุณาเพิ่มเป็นหลักฐานใหม่ในรายงาน")
        row.evidence, row.revision = evidence, revision + 1
        row.save()
        if evidence.is_public:  # what the public may see was decided of the file before
            evidence.is_public = False
            evidence.save(update_fields=["is_public"])
    return row


@transaction.atomic
def evidence_describe(
    *, evidence: Evidence, caption: str, proves_on: date | None, seen: tuple[str, date | None]
) -> None:
    """Words the caption and the day anew; `seen` are those that the person saw.

    Raises UserError when somebody changed them in between, without a caption, and for a day to come.
    """
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if (evidence.caption, evidence.proves_on) != seen:
        raise UserError(SEEN_BEFORE)
    evidence.caption, evidence.proves_on = _caption(caption), _past(proves_on)
    evidence.save(update_fields=["caption", "proves_on"])


@transaction.atomic
def evidence_publish(*, evidence: Evidence, is_public: bool) -> None:
    """Says whether the public may see it. Raises UserError for what was withdrawn."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.is_withdrawn and is_public:
        raise UserError(WITHDRAWN)
    evidence.is_public = is_public
    evidence.save(update_fields=["is_public"])


def evidence_withdraw(*, evidence: Evidence, reason: str, by: User) -> None:
    """Takes evidence back that should not be here: its files leave the disk, link and publication end.

    Caption, names, hashes, who withdrew it and why stay. Raises UserError without a reason, when it is withdrawn
    already, and where a report that a step is done would be left without evidence and without a reason for that.
    """
    reason = " ".join(clean(reason).split())
    if not reason:
        raise UserError("กรุณาเขียนเหตุผลที่ถอน เช่น ส่งไฟล์ผิด มีข้อมูลส่วนบุคคล")
    if len(reason) > REASON_LENGTH:
        raise UserError(f"เหตุผลยาวเกิน {REASON_LENGTH} ตัวอักษร กรุณาเขียนให้สั้นลง")
    with transaction.atomic():
        evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if evidence.is_withdrawn:
            raise UserError(WITHDRAWN)
        _check_uses(evidence)
        evidence.withdrawn_at, evidence.withdrawn_by, evidence.withdrawn_because = timezone.now(), by, reason
        evidence.url, evidence.is_public = "", False
        evidence.save()
        for row in evidence.files.all():
            for field in (row.file, row.web):
                if field.name:
                    transaction.on_commit(partial(field.storage.delete, field.name), robust=True)
            row.file, row.web = "", ""
            row.save()


def may_withdraw(evidence: Evidence, person: User, roles: Collection[Role]) -> bool:
    """Whether somebody with these roles in the municipality may withdraw it: an integrity officer, or its author."""
    return not EDITORS.isdisjoint(roles) or (evidence.by_id == person.pk and not SCORERS.isdisjoint(roles))


def _check_uses(evidence: Evidence) -> None:
    """Raises UserError where a report would be left that says done and proves nothing; locks those that use it."""
    uses = evidence.reports.select_for_update(of=("self",)).select_related("step")
    for report in uses.filter(status=Status.DONE, reason=""):
        if not report.evidence.filter(withdrawn_at=None).exclude(pk=evidence.pk).exists():
            raise UserError(
                f"รายงานวันที่ {format_date(report.date, 'short_month')} ของขั้นตอน {quote(report.step.text)} "
                "จะไม่เหลือหลักฐาน กรุณาแก้ไขรายงานนั้นก่อน โดยแนบหลักฐานอื่นหรือเขียนเหตุผลที่ไม่มีหลักฐาน แล้วถอนอีกครั้ง"
            )


def link_checked(url: str) -> str:
    """The address of a web page as it is kept. Raises UserError for anything else, and for one with a password."""
    url = clean(url)
    try:
        _web_address(url)
        parts = urlsplit(url)
    except (ValidationError, ValueError):
        raise UserError(f"ลิงก์ {quote(url)} ใช้ไม่ได้ กรุณาคัดลอกที่อยู่เว็บทั้งหมด ที่ขึ้นต้นด้วย https:// หรือ http://") from None
    if "@" in parts.netloc:
        raise UserError("ลิงก์มีชื่อผู้ใช้หรือรหัสผ่าน กรุณาใช้ที่อยู่เว็บที่เปิดดูได้โดยไม่ต้องมีรหัสผ่าน")
    if len(url) > URL_LENGTH:
        raise UserError(f"ลิงก์ {quote(url)} ยาวเกิน {URL_LENGTH} ตัวอักษร กรุณาใช้ลิงก์แบบย่อ")
    return url


@contextmanager
def new_evidence(
    municipality: Municipality, files: Sequence[NewFile], links: Sequence[NewLink], by: User | None
) -> Iterator[list[Evidence]]:
    """Makes new evidence for the transaction that the block is: where it fails, no row and no file is left.

    Files are written before the transaction begins, since writing takes its time. A file that a caller's own
    transaction takes back after the block stays on the disk, under a name that nothing refers to.
    Raises UserError as the verbs above do.
    """
    together: list[NewFile | NewLink] = [*files, *links]
    unsaved = [
        Evidence(
            municipality=municipality,
            caption=_caption(new.caption),
            url=link_checked(new.url) if isinstance(new, NewLink) else "",
            proves_on=_past(new.proves_on),
            by=by,
        )
        for new in together
    ]
    with _written(municipality, [new.prepared for new in files], by) as rows, transaction.atomic():
        for evidence in unsaved:
            evidence.save()
        for row, evidence in zip(rows, unsaved, strict=False):  # the files come first
            row.evidence = evidence
            row.save()
        yield unsaved


@contextmanager
def _written(
    municipality: Municipality, files: Sequence[PreparedFile], by: User | None
) -> Iterator[list[EvidenceFile]]:
    """Rows to be stored, with their files on the disk; these are taken away again where the block fails.

    Each row has files of its own, even of the same content: nobody's failure takes away what another refers to.
    """
    owner = Evidence(municipality=municipality)
    rows: list[EvidenceFile] = []
    try:
        for file in files:
            row = EvidenceFile(
                evidence=owner, revision=1, name=file.name, kind=file.kind, size=file.size, sha256=file.sha256, by=by
            )
            rows.append(row)
            row.file.save(file.name, File(file.content), save=False)
            if file.web:
                row.web.save(file.name, File(file.web), save=False)
        yield rows
    except BaseException:
        for row in rows:
            for written in (row.file, row.web):
                if written.name:
                    written.storage.delete(written.name)
        raise


def _caption(text: str) -> str:
    caption = " ".join(clean(text).split())
    if not caption:
        raise UserError("กรุณาเขียนคำอธิบายหลักฐาน เช่น ภาพการประชุมวันที่ 25 มี.ค. 2569")
    if len(caption) > CAPTION_LENGTH:
        raise UserError(f"คำอธิบาย {quote(caption)} ยาวเกิน {CAPTION_LENGTH} ตัวอักษร กรุณาเขียนให้สั้นลง")
    return caption


def _past(day: date | None) -> date | None:
    if day and day > timezone.localdate():
        raise UserError(f"วันที่ของหลักฐาน {format_date(day, 'short_month')} ยังมาไม่ถึง กรุณาตรวจสอบวัน เดือน และปี พ.ศ.")
    return day
