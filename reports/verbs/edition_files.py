"""Keeps the files of editions: the pictures of what was submitted, and what is made of what is approved."""

import hashlib
import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import User
from reports.content import Digits, Document
from reports.models import Approval, EditionFile, Job, JobState
from reports.models.edition import edition_file_path
from reports.queries.editions import kept_picture
from reports.snapshots import SnapshotError, document_pictures, picture_hash
from reports.verbs.jobs import job_request

CHANGED_FILE = "ไฟล์ที่เก็บไว้ไม่ตรงกับค่าตรวจสอบของฉบับนี้ กรุณาแจ้งผู้ดูแลระบบให้กู้คืนจากข้อมูลสำรอง"


def pictures_keep(document: Document) -> list[str]:
    """Keeps the pictures of a document under the SHA-256 of their bytes, and returns these in order.

    A picture appears whole or not at all; one that is there already stays. Whatever becomes of a seal or a photograph,
    a snapshot finds its own. Raises SnapshotError for a picture that cannot be read, and OSError when the disk is full,
    and leaves nothing behind.
    """
    kept = {picture_keep(_picture_read(path)).name for path in document_pictures(document).values()}
    return sorted(kept)


def _picture_read(path: Path) -> bytes:
    """Reads a picture once, so that it is kept under the hash of these very bytes."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise SnapshotError(f"the picture {path.name} cannot be read") from error


def picture_keep(data: bytes) -> Path:
    """Keeps a picture that was drawn here under its SHA-256, as `pictures_keep` does, and returns where."""
    digest = hashlib.sha256(data).hexdigest()
    kept = kept_picture(digest)
    if not (kept.exists() and picture_hash(kept) == digest):
        _written_whole(kept, data)
    return kept


def _written_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix="new-", delete=False) as file:
        draft = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


@transaction.atomic
def edition_file_order(*, approval: Approval, ending: str, digits: Digits, file_name: str, by: User) -> EditionFile:
    """Returns the file of an approval in a format, with the job that makes it, which the caller puts on the queue.

    People see it as `file_name`. A file that is made or being made is not ordered again.
    """
    Approval.objects.select_for_update().get(pk=approval.pk)
    file, _ = EditionFile.objects.select_related("job").get_or_create(
        approval=approval, format=ending, digits=digits, defaults={"file_name": file_name}
    )
    if file.made or (file.job and not file.job.ended):
        return file
    edition = approval.edition
    file.job = job_request(
        municipality=edition.municipality,
        fiscal_year=edition.fiscal_year,
        kind=edition.kind,
        ending=ending,
        digits=digits,
        by=by,
    )
    file.save(update_fields=["job"])
    return file


def edition_file_store(*, job: Job, content: bytes) -> None:
    """Keeps what a job made for an edition, with its hash, and ends the job: both or neither.

    Nothing where the job is not this worker's any more. The file appears whole or not at all. A file that was lost from
    the disk comes back only as what it was. Raises UserError where it would be another one, and OSError when the disk
    is full; both leave nothing behind.
    """
    file = EditionFile.objects.select_related("approval__edition__municipality").get(job=job)
    sha256 = hashlib.sha256(content).hexdigest()
    with TemporaryUploadedFile(f"edition.{job.format}", None, len(content), None) as draft:
        draft.write(content)
        draft.flush()
        name = default_storage.save(edition_file_path(file), draft)
    kept = False
    try:
        with transaction.atomic():
            ours = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
            ended = ours.update(state=JobState.DONE, finished=timezone.now())
            same = EditionFile.objects.filter(pk=file.pk, sha256__in=("", sha256))
            if ended and not same.update(file=name, sha256=sha256, size=len(content), made_at=timezone.now()):
                raise UserError(CHANGED_FILE)
        kept = bool(ended)
    finally:
        if not kept:
            default_storage.delete(name)


def edition_file_open(file: EditionFile) -> IO[bytes]:
    """Opens the stored file for reading. Raises UserError where it is not the one that was made."""
    edition_file_checked(file)
    opened: IO[bytes] = file.file.open("rb")
    return opened


def edition_file_checked(file: EditionFile) -> None:
    """Raises UserError where the stored bytes are not those that the SHA-256 was taken of."""
    try:
        with default_storage.open(file.file.name or "", "rb") as stored:
            digest = hashlib.file_digest(stored, "sha256").hexdigest()
    except OSError as error:
        raise UserError(CHANGED_FILE) from error
    if digest != file.sha256:
        raise UserError(CHANGED_FILE)
