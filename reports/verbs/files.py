"""Acts on the stored files of jobs."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from reports.models import EditionFile, Job

#: A file that no row knows may be one that is being stored right now: it is left alone so long.
UNDER_WAY = timedelta(days=1)

#: Where files are kept (`job_file_path`, `edition_file_path`): the depth of the folders in it, and the rows that know
#: them. What an edition knows is never swept, however old; what a killed worker left beside it is. The pictures of
#: editions, named by their contents, stay (`kept_picture`).
_FOLDERS: tuple[tuple[str, int, type[Job | EditionFile]], ...] = (
    ("documents", 1, Job),
    ("batches", 0, Job),
    ("editions", 2, EditionFile),
)


def files_sweep(*, keep_days: int) -> int:
    """Removes the files of jobs that ended more than `keep_days` ago (0: none), and files that belong to nothing.

    The rows stay: their pages say that the file was removed, and offer to make it again. A file that a younger job
    shares is kept. Drafts that a killed worker left among the uploads go too. Returns how many files went.
    """
    now = timezone.now()
    before = now - timedelta(days=keep_days)
    swept = 0
    for name in _too_old(before) if keep_days else ():
        # The rows first: a file without a row is removed next time, a row without a file would offer what is not there.
        if _given_up(name, before):
            default_storage.delete(name)
            swept += 1
    return swept + sum(_orphans(now - UNDER_WAY)) + sum(_drafts(now - UNDER_WAY))


def _too_old(before: datetime) -> list[str]:
    kept = Job.objects.exclude(file="")
    young = set(kept.filter(finished__gte=before).values_list("file", flat=True))
    return sorted({*kept.filter(finished__lt=before).values_list("file", flat=True)} - young)


@transaction.atomic
def _given_up(name: str, before: datetime) -> bool:
    """Takes a file from the rows that are too old; False where a younger job has adopted it meanwhile."""
    rows = Job.objects.filter(file=name)
    list(rows.select_for_update().values_list("pk"))  # whoever adopts it (`job_adopt`) waits, or has done so
    if rows.filter(finished__gte=before).exists():
        return False
    rows.update(file="")
    return True


def _orphans(before: datetime) -> Iterator[int]:
    """Removes what lies in the folders of jobs and of editions and belongs to none; yields 1 for each file."""
    for top, depth, model in _FOLDERS:
        for folder in _folders(top, depth):
            files = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
            known = model.objects.filter(file__in=files).values_list("file", flat=True)
            for name in sorted(files.difference(known)):
                if default_storage.get_modified_time(name) < before:
                    default_storage.delete(name)
                    yield 1


def _folders(top: str, depth: int) -> list[str]:
    if not default_storage.exists(top):
        return []
    folders = [top]
    for _ in range(depth):
        folders = [f"{above}/{name}" for above in folders for name in sorted(default_storage.listdir(above)[0])]
    return folders


def _drafts(before: datetime) -> Iterator[int]:
    """Removes what was left among the uploads under way; yields 1 for each file."""
    for draft in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        if draft.is_file() and draft.stat().st_mtime < before.timestamp():
            draft.unlink(missing_ok=True)
            yield 1
