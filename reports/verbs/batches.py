"""Acts on batches: jobs that gather the files of other jobs."""

import uuid
from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.errors import UserError
from accounts.models import Municipality, User
from reports.content import Digits
from reports.models import BATCH, ENDED, ZIP, Job, JobState
from reports.queries.jobs import batch_endings

#: So many documents of one batch are on the queue at once: enough for several workers, and few enough that a person
#: who wants one document does not wait for a whole province.
MOST_AT_ONCE = 8


@transaction.atomic
def batch_request(
    *,
    municipality: Municipality | None = None,
    province: str = "",
    documents: Iterable[tuple[Municipality, str, int]],
    fiscal_year: int,
    endings: Collection[str],
    digits: Digits,
    by: User,
    repeats: Job | None = None,
) -> Job:
    """Makes the rows of a batch of a municipality or of a province, and of its documents, each in all formats.

    `documents` are (municipality, kind, year that the document is called by). Nothing is queued yet: `batch_next` tells
    what is. The person's own batch of the same place, year, formats and digits that has not ended is returned in place
    of a second one. Raises UserError when nothing is wanted.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # of two clicks one waits for the other's batch
    same = Job.objects.filter(
        municipality=municipality, province=province, fiscal_year=fiscal_year, kind=BATCH, digits=digits,
        requested_by=by,
    ).exclude(state__in=ENDED)  # fmt: skip
    for under_way in same:
        if {*batch_endings(under_way)} == {*endings}:
            return under_way
    wanted = [(*document, ending) for document in documents for ending in endings]
    if not wanted:
        raise UserError("ยังไม่ได้เลือกเอกสาร กรุณาเลือกรูปแบบอย่างน้อยหนึ่งรูปแบบ")
    batch = Job.objects.create(
        municipality=municipality, province=province, fiscal_year=fiscal_year, kind=BATCH, format=ZIP, digits=digits,
        requested_by=by, state=JobState.WAITING, total=len(wanted), repeats=repeats,
    )  # fmt: skip
    Job.objects.bulk_create(
        (
            Job(
                municipality=place, fiscal_year=year, kind=kind, format=ending, digits=digits, requested_by=by,
                state=JobState.WAITING, parent=batch, place=number,
            )
            for number, (place, kind, year, ending) in enumerate(wanted, 1)
        ),
        batch_size=200,
    )  # fmt: skip
    return batch


def batch_next(*, batch_id: uuid.UUID) -> list[uuid.UUID]:
    """Counts what has ended and returns the numbers to queue: further documents, or in the end the batch.

    Several workers may ask at once: each number is given to one of them. Four queries and one a number.
    """
    batch = Job.objects.filter(pk=batch_id, state=JobState.WAITING)
    counts = Job.objects.filter(parent=batch_id).aggregate(
        ended=Count("pk", filter=Q(state__in=ENDED)),
        waiting=Count("pk", filter=Q(state=JobState.WAITING)),
        all=Count("pk"),
    )
    if not batch.update(done=counts["ended"], heartbeat=timezone.now()):
        return []
    room = MOST_AT_ONCE - (counts["all"] - counts["ended"] - counts["waiting"])
    waiting = Job.objects.filter(parent=batch_id, state=JobState.WAITING)
    numbers = list(waiting.order_by("place").values_list("pk", flat=True)[: max(0, room)])
    if counts["ended"] == counts["all"]:
        waiting, numbers = batch, [batch_id]
    return [
        number
        for number in numbers
        if waiting.filter(pk=number).update(state=JobState.QUEUED, heartbeat=timezone.now())
    ]


def batches_next() -> list[uuid.UUID]:
    """What `batch_next` returns for all batches: a worker that was killed did not ask."""
    batches = Job.objects.filter(kind=BATCH, state=JobState.WAITING).values_list("pk", flat=True)
    return [number for batch in list(batches) for number in batch_next(batch_id=batch)]
