"""Acts on editions of documents: submitted → approved, or returned with a reason (DESIGN: States).

What was approved is never opened again: a correction is a new edition, which names the one that it replaces.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import Municipality, User
from reports.approval_lines import ApprovalLines, approved_document, document_code
from reports.content import Document
from reports.models import Approval, Edition, EditionEvent, EditionFile, EditionState
from reports.proofreading.remark import Remark, Severity
from reports.public_addresses import check_address, edition_address
from reports.qr_codes import qr_png
from reports.queries.editions import (
    edition_approved,
    edition_document,
    edition_numbered,
    figures_dump,
    kept_picture,
    same_content,
)
from reports.snapshots import SnapshotError, document_dump, document_load, document_pictures, text_hash
from reports.verbs.edition_files import edition_file_checked, picture_keep, pictures_keep
from thaitext.dates import format_date
from thaitext.words import clean

NOTE_LENGTH = 1000
POSITION_LENGTH = 200

SEEN_BEFORE = "ข้อมูลเปลี่ยนไปหลังจากท่านเปิดหน้านี้ กรุณาตรวจสอบเนื้อหาและผลการตรวจทานล่าสุดในหน้านี้ แล้วเสนออีกครั้ง"
WAITS_ALREADY = "เอกสารนี้เสนอไว้แล้วและรอผู้บริหารพิจารณา กรุณารอผล หรือขอให้ผู้บริหารส่งคืนก่อนเสนอใหม่"
UNCHANGED = "เนื้อหาเหมือนฉบับที่ {} ซึ่งอนุมัติแล้วทุกประการ จึงไม่ต้องเสนอฉบับใหม่"
READ_THEM = "กรุณาอ่านข้อสังเกตให้ครบ แล้วทำเครื่องหมายว่าอ่านแล้วทุกข้อก่อนเสนอ"
DECIDED_ALREADY = "เอกสารนี้อยู่ในสถานะ “{}” แล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูผลล่าสุด"
OWN_DOCUMENT = "ผู้เสนอเอกสารอนุมัติเอกสารที่ตนเสนอไม่ได้ กรุณาให้ผู้บริหารท่านอื่นพิจารณา"
GIVE_A_REASON = "กรุณาระบุเหตุผล เพื่อให้เจ้าหน้าที่ทราบว่าต้องแก้ไขสิ่งใด"
PREPARE_FIRST = "ฉบับที่จะอนุมัติยังไม่พร้อม กรุณาจัดทำฉบับที่จะอนุมัติ แล้วเปิดอ่านก่อนอนุมัติ"


@dataclass(frozen=True, slots=True)
class Submission:
    """What is submitted, as it stands now: the document, the year of its figures, and what proofreading says of it.

    `figures` (`figures_dump`) are those of before the document was built.
    """

    document: Document
    result_year: int
    remarks: Sequence[Remark]
    figures: str


class UnreadRemarksError(UserError):
    """Warnings must be ticked as read first; `keys` are those that were not."""

    def __init__(self, keys: Collection[str]) -> None:
        super().__init__(READ_THEM)
        self.keys = keys


def edition_submit(
    *,
    municipality: Municipality,
    kind: str,
    fiscal_year: int,
    submission: Submission,
    content_hash_seen: str,
    remarks_read: Collection[str],
    note: str,
    by: User,
) -> Edition:
    """Freezes a document and lays it before the executive.

    `content_hash_seen` is the hash of the content that the person saw, `remarks_read` the keys of the warnings that the
    person ticked. Raises UserError when the content, the figures or a picture are other ones, while proofreading
    finds errors, for a warning that is not ticked (UnreadRemarksError), when an edition waits already, and for what was
    approved word for word.
    """
    try:
        content = document_dump(submission.document)
        sha256 = text_hash(content)
        if sha256 != content_hash_seen:
            raise UserError(SEEN_BEFORE)
        _expect_proofread(submission.remarks, remarks_read)
        pictures_keep(submission.document)
        # What is frozen opens with the pictures that are kept, or one was changed just now.
        pictures = sorted(document_pictures(document_load(content, pictures=kept_picture)))
    except SnapshotError as error:
        raise UserError(SEEN_BEFORE) from error
    warnings = [remark for remark in submission.remarks if remark.severity is Severity.WARNING]
    try:
        with transaction.atomic():
            Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
            before = edition_approved(municipality, kind, fiscal_year)
            if before and same_content(before, submission.document):
                raise UserError(UNCHANGED.format(before.number))
            if figures_dump(municipality, submission.result_year) != submission.figures:
                raise UserError(SEEN_BEFORE)  # what is frozen with the document would not be what it prints
            edition = Edition.objects.create(
                municipality=municipality,
                kind=kind,
                fiscal_year=fiscal_year,
                replaces=before,
                note=clean(note)[:NOTE_LENGTH],
                content=content,
                content_sha256=sha256,
                figures=submission.figures,
                pictures=pictures,
                remarks_read=[{"rule": each.rule, "place": each.place, "text": each.text} for each in warnings],
                submitted_by=by,
                submitted_at=timezone.now(),
            )
            _told(edition, EditionEvent.Act.SUBMIT, by, edition.note)
    except IntegrityError as error:  # the database lets one edition of a document wait
        raise UserError(WAITS_ALREADY) from error
    return edition


def edition_prepare(*, edition: Edition, position: str, acting: str, content_hash_seen: str, by: User) -> Approval:
    """Makes the document as `by` would approve it today: with the approval lines and the next number.

    Its PDF is still to be made (`edition_file_order`); this very file is what is approved then. Asked again for the
    same, it returns the same, as the one prepared last. Raises UserError without a position or a name to print, for
    whoever submitted the document, when the content is another one than the person saw, and when the edition does not
    wait any more.
    """
    _expect_waiting(edition, content_hash_seen)
    _expect_other(edition, by)
    lines = _lines(edition, position, acting, by)
    content = document_dump(approved_document(edition_document(edition), lines))
    sha256 = text_hash(content)
    with transaction.atomic():
        _expect_waiting(Edition.objects.select_for_update().get(pk=edition.pk), content_hash_seen)
        approval, made = Approval.objects.get_or_create(
            edition=edition,
            by=by,
            content_sha256=sha256,
            defaults={
                "name": lines.name,
                "position": lines.position,
                "acting": lines.acting,
                "day": lines.day,
                "number": lines.number,
                "code": lines.code,
                "content": content,
            },
        )
        if made:
            _told(edition, EditionEvent.Act.PREPARE, by, " ".join(lines.positions))
        else:
            approval.prepared_at = timezone.now()
            approval.save(update_fields=["prepared_at"])
    return approval


def edition_approve(*, approval: Approval, file_sha256_seen: str, by: User) -> Edition:
    """Approves the edition in the form that the approver read: the PDF with the SHA-256 `file_sha256_seen`.

    The password was asked for before. Raises UserError for whoever submitted the document, for a form made for
    somebody else or on another day, for a file that is not there, is another one or was changed, and when the edition
    was decided on in between: of two who approve at once one is told so.
    """
    edition = approval.edition
    _expect_other(edition, by)
    if approval.by_id != by.pk:
        raise UserError("ฉบับที่จะอนุมัตินี้จัดทำในชื่อของผู้อื่น กรุณาจัดทำฉบับที่จะอนุมัติในชื่อของท่าน")
    today = timezone.localdate()
    if approval.day != today:
        raise UserError(
            f"ฉบับที่จัดทำไว้ลงวันที่ {format_date(approval.day)} แต่วันนี้วันที่ {format_date(today)} "
            "กรุณาจัดทำฉบับที่จะอนุมัติอีกครั้ง เพื่อให้วันที่ในเอกสารตรงกับวันที่อนุมัติ"
        )
    file = EditionFile.objects.filter(approval=approval, format="pdf", digits="thai").first()
    if file is None or not file.made or file.sha256 != file_sha256_seen:
        raise UserError(PREPARE_FIRST)
    edition_file_checked(file)
    try:
        with transaction.atomic():
            approved = Edition.objects.filter(pk=edition.pk, state=EditionState.SUBMITTED).update(
                state=EditionState.APPROVED, number=approval.number, approval=approval
            )
            edition.refresh_from_db(fields=["state", "number", "approval"])
            if not approved:
                raise UserError(DECIDED_ALREADY.format(edition.get_state_display()))
            _told(edition, EditionEvent.Act.APPROVE, by)
    except IntegrityError as error:  # the number is another edition's
        raise UserError(PREPARE_FIRST) from error
    return edition


@transaction.atomic
def edition_return(*, edition: Edition, reason: str, content_hash_seen: str, by: User) -> Edition:
    """Gives a submitted edition back to be mended.

    Raises UserError without a reason, when the content is another one than the person saw, and when it was decided on.
    """
    reason = clean(reason)
    if not reason:
        raise UserError(GIVE_A_REASON)
    _expect_waiting(edition, content_hash_seen)
    returned = Edition.objects.filter(pk=edition.pk, state=EditionState.SUBMITTED).update(state=EditionState.RETURNED)
    edition.refresh_from_db(fields=["state"])
    if not returned:
        raise UserError(DECIDED_ALREADY.format(edition.get_state_display()))
    _told(edition, EditionEvent.Act.RETURN, by, reason)
    return edition


def _expect_proofread(remarks: Sequence[Remark], read: Collection[str]) -> None:
    errors = sum(remark.severity is Severity.ERROR for remark in remarks)
    if errors:
        raise UserError(f"การตรวจทานพบข้อผิดพลาด {errors} รายการ กรุณาแก้ไขให้ครบก่อนเสนอ")
    unread = {remark.key for remark in remarks if remark.severity is Severity.WARNING} - {*read}
    if unread:
        raise UnreadRemarksError(unread)


def _expect_waiting(edition: Edition, content_hash_seen: str) -> None:
    if not edition.waits:
        raise UserError(DECIDED_ALREADY.format(edition.get_state_display()))
    if edition.content_sha256 != content_hash_seen:
        raise UserError("เนื้อหาที่ท่านเปิดอ่านไม่ใช่ของฉบับนี้ กรุณาเปิดหน้านี้ใหม่แล้วอ่านอีกครั้ง")


def _expect_other(edition: Edition, by: User) -> None:
    if edition.submitted_by_id == by.pk:
        raise UserError(OWN_DOCUMENT)


def _lines(edition: Edition, position: str, acting: str, by: User) -> ApprovalLines:
    position, acting = clean(position), clean(acting)
    if not (by.first_name and by.last_name):
        raise UserError("บัญชีของท่านยังไม่มีชื่อและนามสกุลที่จะพิมพ์ในเอกสาร กรุณาแจ้งผู้ดูแลระบบให้เพิ่มก่อนอนุมัติ")
    if not position:
        raise UserError("กรุณาระบุตำแหน่งของท่าน ตำแหน่งจะพิมพ์ในเอกสาร")
    if max(len(position), len(acting)) > POSITION_LENGTH:
        raise UserError(f"ตำแหน่งยาวได้ไม่เกิน {POSITION_LENGTH} ตัวอักษร")
    number = edition_numbered(edition.municipality, edition.kind, edition.fiscal_year)
    address = edition_address(edition.municipality.slug, edition.kind, edition.fiscal_year, number)
    return ApprovalLines(
        name=by.get_full_name(),
        position=position,
        acting=acting,
        day=timezone.localdate(),
        number=number,
        code=document_code(edition.municipality.slug, edition.kind, edition.fiscal_year, number),
        content_sha256=edition.content_sha256,
        corrects=_corrects(edition),
        address=address,
        check=check_address(),
        code_picture=picture_keep(qr_png(address)),
    )


def _corrects(edition: Edition) -> tuple[int, date] | None:
    """The number and the day of the edition that this one replaces."""
    before = edition.replaces
    return (before.number, before.approval.day) if before and before.number and before.approval else None


def _told(edition: Edition, act: EditionEvent.Act, by: User, reason: str = "") -> None:
    EditionEvent.objects.create(edition=edition, act=act, reason=reason, by=by)
