"""Reads what is known of documents that were made."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Municipality
from reports.models import BATCH, Job, JobState


def stored_with(
    *, municipality: Municipality, fiscal_year: int, kind: str, ending: str, digits: str, mark: str
) -> QuerySet[Job]:
    """Jobs whose file is stored, of this document, format and digits, drawn by the programs of `mark`; newest first."""
    done = Job.objects.filter(state=JobState.DONE, mark=mark).exclude(file="").exclude(content_hash="")
    return done.filter(
        municipality=municipality, fiscal_year=fiscal_year, kind=kind, format=ending, digits=digits
    ).order_by("-finished")


def stored_get(jobs: QuerySet[Job], content_hash: str) -> Job | None:
    """The newest of the jobs that says what `content_hash` tells and whose file is still there. One query."""
    return next((job for job in jobs.filter(content_hash=content_hash) if job.has_file), None)


def files_made(municipality: Municipality, fiscal_year: int, kind: str) -> list[Job]:
    """The newest job of each format and digits whose file is stored. One query."""
    done = Job.objects.filter(
        municipality=municipality, fiscal_year=fiscal_year, kind=kind, state=JobState.DONE
    ).exclude(file="")
    newest: dict[tuple[str, str], Job] = {}
    for job in done.order_by("-finished"):
        newest.setdefault((job.format, job.digits), job)
    return [job for job in newest.values() if job.has_file]


def batches_listed(*, fiscal_year: int, municipality: Municipality | None = None, province: str = "") -> Sequence[Job]:
    """The five newest batches of a municipality's year, or of a province's. One query."""
    batches = Job.objects.filter(kind=BATCH, fiscal_year=fiscal_year, municipality=municipality, province=province)
    return list(batches.select_related("requested_by")[:5])


def batch_documents(batch: Job) -> QuerySet[Job]:
    """The jobs of a batch's documents in order, with their municipalities. One query."""
    return Job.objects.filter(parent=batch).select_related("municipality").order_by("place")


def batch_endings(batch: Job) -> list[str]:
    """The formats that a batch was ordered in, as they were ordered. One query."""
    return list(dict.fromkeys(batch_documents(batch).values_list("format", flat=True)))


@dataclass(frozen=True, slots=True)
class Missing:
    """The documents of a batch that could not be made: how many, and the first of them."""

    count: int
    jobs: Sequence[Job]

    @property
    def more(self) -> int:
        """How many are not among `jobs`."""
        return self.count - len(self.jobs)


def batch_missing(batch: Job) -> Missing:
    """What a batch lacks, with the reasons. Two queries."""
    lacking = batch_documents(batch).exclude(state=JobState.DONE)
    return Missing(lacking.count(), list(lacking[:20]))
