"""Acts on publications: an approved edition becomes public whole, or not at all.

First all of its files are made, by the worker and from the approved content; only then it is shown, in one transaction
that also puts it in the place of the edition that was shown before.
"""

import logging
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.access import PUBLISHERS, roles_in
from accounts.errors import UserError
from accounts.models import Municipality, User
from reports.models import Edition, EditionEvent, Publication
from reports.queries.publications import PUBLISHED_FORMATS, edition_newest, publication_files
from reports.verbs.edition_files import edition_file_checked, edition_file_order
from thaitext.words import clean

logger = logging.getLogger(__name__)

REASON_LENGTH = 1000

NOT_APPROVED = "เผยแพร่ได้เฉพาะฉบับที่ผู้บริหารอนุมัติแล้ว"
NOT_NEWEST = "มีฉบับที่ {} ซึ่งอนุมัติหลังจากฉบับนี้ กรุณาเผยแพร่ฉบับที่อนุมัติล่าสุด"
BEGUN_ALREADY = "มีผู้สั่งเผยแพร่เอกสารนี้แล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูผลล่าสุด"
NOT_BEGUN = "ไม่มีการเผยแพร่ที่รอจัดทำไฟล์อยู่ กรุณาเปิดหน้านี้ใหม่เพื่อดูผลล่าสุด"
WITHDRAWN_ALREADY = "การเผยแพร่นี้ถอนไปแล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูผลล่าสุด"
GIVE_A_REASON = "กรุณาระบุเหตุผล ประชาชนที่เปิดที่อยู่ของเอกสารนี้จะเห็นเหตุผล"
MAY_NOT = "ผู้สั่งเผยแพร่ไม่มีสิทธิ์เผยแพร่ของหน่วยงานนี้แล้ว จึงไม่ได้เผยแพร่"


@transaction.atomic
def publication_publish(*, edition: Edition, file_names: Mapping[str, str], by: User) -> Publication:
    """Orders what an edition still lacks of its files, and shows it as soon as all are there: at once if they are.

    The caller puts the jobs of `publication_files` on the queue. People see the files as `file_names`, by format.
    Raises UserError for an edition that is not approved, that is not the newest one, and where the document's
    publication was begun already: of two who publish at once one is told so.
    """
    _expect_newest(edition)
    Municipality.objects.select_for_update(no_key=True).get(pk=edition.municipality_id)
    try:
        with transaction.atomic():
            publication = Publication.objects.create(
                edition=edition, municipality=edition.municipality, kind=edition.kind, fiscal_year=edition.fiscal_year,
                requested_by=by,
            )  # fmt: skip
    except IntegrityError as error:  # the database lets one publication of a document be under way, or stand
        raise UserError(BEGUN_ALREADY) from error
    publication_order(publication=publication, file_names=file_names, by=by)
    publication_complete(publication=publication)
    publication.refresh_from_db()
    return publication


@transaction.atomic
def publication_order(*, publication: Publication, file_names: Mapping[str, str], by: User) -> None:
    """Orders the files that are neither made nor being made; those whose job has failed once more.

    Raises UserError for a publication whose files nobody waits for.
    """
    if not Publication.objects.prepared().filter(pk=publication.pk).exists():
        raise UserError(NOT_BEGUN)
    approval = publication.edition.approval
    assert approval is not None  # noqa: S101  # only approved editions have publications
    for ending in PUBLISHED_FORMATS:
        edition_file_order(approval=approval, ending=ending, digits="thai", file_name=file_names[ending], by=by)


def publications_complete() -> None:
    """Shows what was ordered to be published and has all of its files by now.

    After each file that is made, and every minute: a worker that was killed in between shows nothing.
    """
    for publication in Publication.objects.prepared():
        try:
            publication_complete(publication=publication)
        except UserError:
            logger.exception("Publication %s cannot be shown", publication.pk)


def publication_complete(*, publication: Publication) -> bool:
    """Shows a publication if all of its files are there and as they were made; False where it is not the time.

    It takes the place of the edition that was shown before. One whose person may not publish any more, or to which a
    newer edition was approved in between, is withdrawn with the reason, unseen. Raises UserError for a changed file.
    """
    files = list(publication_files(publication.edition))
    if len(files) != len(PUBLISHED_FORMATS) or not all(file.made for file in files):
        return False
    for file in files:
        edition_file_checked(file)
    with transaction.atomic():
        place = Municipality.objects.select_for_update(no_key=True).get(pk=publication.municipality_id)
        prepared = Publication.objects.prepared().filter(pk=publication.pk)
        if not prepared.exists():
            return False
        if reason := _refusal(publication, place):
            prepared.update(withdrawn_at=timezone.now(), reason=reason)
            return False
        same = {"municipality": place, "kind": publication.kind, "fiscal_year": publication.fiscal_year}
        Publication.objects.filter(**same).live().update(replaced_by=publication)
        prepared.update(published_at=timezone.now())
        _told(publication, EditionEvent.Act.PUBLISH, publication.requested_by)
    return True


@transaction.atomic
def publication_withdraw(*, publication: Publication, reason: str, by: User) -> Publication:
    """Takes a publication back; one whose files are still being made will not be shown.

    Raises UserError without a reason, and when it was withdrawn already: of two who do it at once one is told so.
    """
    reason = clean(reason)[:REASON_LENGTH]
    if not reason:
        raise UserError(GIVE_A_REASON)
    withdrawn = Publication.objects.filter(pk=publication.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now(), withdrawn_by=by, reason=reason
    )
    if not withdrawn:
        raise UserError(WITHDRAWN_ALREADY)
    publication.refresh_from_db()
    _told(publication, EditionEvent.Act.WITHDRAW, by, reason)
    return publication


def _expect_newest(edition: Edition) -> None:
    if not edition.approved:
        raise UserError(NOT_APPROVED)
    newest = edition_newest(edition)
    if newest != edition.number:
        raise UserError(NOT_NEWEST.format(newest))


def _refusal(publication: Publication, place: Municipality) -> str:
    """Why a publication must not be shown after all; empty where it may."""
    if not roles_in(publication.requested_by, place) & PUBLISHERS:
        return MAY_NOT
    newest = edition_newest(publication.edition)
    return "" if newest == publication.edition.number else NOT_NEWEST.format(newest)


def _told(publication: Publication, act: EditionEvent.Act, by: User, reason: str = "") -> None:
    EditionEvent.objects.create(edition=publication.edition, act=act, reason=reason, by=by)
