"""Acts on the stored files of jobs."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from reports.models import Job

#: A file that no row knows may be one that is being stored right now: it is left alone so long.
UNDER_WAY = timedelta(days=1)

#: Where jobs keep their files (`reports.models.job_file_path`), with the depth of folders in them. The files of
#: submitted, approved and published documents are their editions' own, in folders of theirs: they are never swept.
_FOLDERS = (("documents", 1), ("batches", 0))


def files_sweep(*, keep_days: int) -> int:
    """Removes the files of jobs that ended more than `keep_days` ago (0: none), and files that belong to no job.

    The rows stay: their pages say that the file was removed, and offer to make it again. A file that a younger job
    shares is kept. Drafts that a killed worker left among the uploads go too. Returns how many files went.
    """
    now = timezone.now()
    names = set(_too_old(now - timedelta(days=keep_days))) if keep_days else set()
    for name in sorted(names):
        # The row first: a file without a row is removed next time, a row without a file would offer what is not there.
        Job.objects.filter(file=name).update(file="")
        default_storage.delete(name)
    return len(names) + sum(_orphans(now - UNDER_WAY)) + sum(_drafts(now - UNDER_WAY))


def _too_old(before: datetime) -> Iterator[str]:
    kept = Job.objects.exclude(file="")
    young = set(kept.filter(finished__gte=before).values_list("file", flat=True))
    for name in kept.filter(finished__lt=before).values_list("file", flat=True).distinct().order_by("file"):
        if name not in young:
            yield name


def _orphans(before: datetime) -> Iterator[int]:
    """Removes what lies in the folders of jobs and belongs to none; yields 1 for each file."""
    for top, depth in _FOLDERS:
        for folder in _folders(top, depth):
            files = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
            for name in sorted(files.difference(Job.objects.filter(file__in=files).values_list("file", flat=True))):
                if default_storage.get_modified_time(name) < before:
                    default_storage.delete(name)
                    yield 1


def _folders(top: str, depth: int) -> list[str]:
    if not default_storage.exists(top):
        return []
    return [f"{top}/{name}" for name in sorted(default_storage.listdir(top)[0])] if depth else [top]


def _drafts(before: datetime) -> Iterator[int]:
    """Removes what was left among the uploads under way; yields 1 for each file."""
    for draft in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        if draft.is_file() and draft.stat().st_mtime < before.timestamp():
            draft.unlink(missing_ok=True)
            yield 1
