"""Publishing and withdrawing: whole or not at all, and only what was approved."""

import pytest
from django.core.files.storage import default_storage

from accounts.errors import UserError
from accounts.models import Membership
from reports.documents.registry import KINDS
from reports.models import EditionEvent, EditionFile, Job, JobState, Publication
from reports.queries.publications import PUBLISHED_FORMATS, REPORT_KINDS, SCORE_KINDS, publication_files
from reports.renderers.registry import FORMATS
from reports.tasks import sweep_jobs
from reports.verbs.publications import (
    publication_complete,
    publication_order,
    publication_publish,
    publication_withdraw,
    publications_complete,
)
from tests.reports.editions import PDF, document, office
from tests.reports.publications import NAMES, approved, begun, made, published

pytestmark = pytest.mark.django_db


def test_publication_is_seen_when_the_last_file_is_there() -> None:
    town = office()
    edition = approved(town)

    publication = begun(edition, town.officer)
    before = Publication.objects.shown().count()
    made(edition, "xlsx")
    publications_complete()
    half = Publication.objects.shown().count()
    made(edition, "docx")
    publications_complete()

    publication.refresh_from_db()
    assert (before, half, Publication.objects.shown().count()) == (0, 0, 1)
    assert (publication.visible, publication.requested_by) == (True, town.officer)
    assert edition.events.values_list("act", flat=True)[0] == "publish"
    assert set(publication_files(edition).values_list("format", flat=True)) == set(PUBLISHED_FORMATS)


def test_worker_that_was_killed_after_the_last_file_publishes_late() -> None:
    town = office()
    edition = approved(town)
    publication = begun(edition, town.officer)
    made(edition)  # and dies before it looks whether all are there

    sweep_jobs()

    publication.refresh_from_db()
    assert publication.visible


def test_approved_pdf_is_published_and_not_made_anew() -> None:
    town = office()
    edition = approved(town)
    before = EditionFile.objects.get(format="pdf")

    begun(edition, town.officer)

    after = EditionFile.objects.get(format="pdf")
    assert (after.pk, after.sha256, after.job_id, after.size) == (before.pk, before.sha256, before.job_id, len(PDF))
    assert sorted(Job.objects.filter(state=JobState.QUEUED).values_list("format", flat=True)) == ["docx", "xlsx"]


def test_publication_again_is_seen_at_once() -> None:
    town = office()
    first = published(town)
    publication_withdraw(publication=first, reason="แก้ไขภาคผนวก", by=town.mayor)

    second = begun(first.edition, town.mayor)

    assert (second.visible, second.requested_by) == (True, town.mayor)
    assert Publication.objects.live().get() == second


def test_edition_that_waits_is_not_published() -> None:
    town = office()
    edition = town.submit()

    with pytest.raises(UserError, match="เผยแพร่ได้เฉพาะฉบับที่ผู้บริหารอนุมัติแล้ว"):
        begun(edition, town.officer)

    assert not Publication.objects.exists()
    assert not EditionFile.objects.exists()


def test_edition_before_the_newest_is_not_published() -> None:
    town = office()
    first = approved(town)
    approved(town, document(score="99"))

    with pytest.raises(UserError, match="มีฉบับที่ 2 ซึ่งอนุมัติหลังจากฉบับนี้"):
        begun(first, town.officer)


def test_newer_edition_takes_the_place_of_the_one_before() -> None:
    town = office()
    first = published(town)

    second = published(town, document(score="99"))

    first.refresh_from_db()
    assert (first.replaced_by, first.visible) == (second, True)
    assert Publication.objects.live().get() == second


def test_edition_before_stays_until_the_newer_one_is_whole() -> None:
    town = office()
    first = published(town)
    edition = approved(town, document(score="99"))

    begun(edition, town.officer)
    made(edition, "xlsx")
    publications_complete()

    assert Publication.objects.live().get() == first


def test_new_edition_that_waits_does_not_hinder_publishing() -> None:
    town = office()
    edition = approved(town)
    publication = begun(edition, town.officer)

    town.submit(document(score="99"))
    made(edition)
    publications_complete()

    publication.refresh_from_db()
    assert publication.visible


def test_edition_that_is_overtaken_while_its_files_are_made_is_never_seen() -> None:
    """The public is not shown today what a correction replaced yesterday."""
    town = office()
    edition = approved(town)
    publication = begun(edition, town.officer)

    newer = approved(town, document(score="99"))
    made(edition)
    publications_complete()

    publication.refresh_from_db()
    assert (publication.published_at, publication.withdrawn_by) == (None, None)
    assert publication.reason == "มีฉบับที่ 2 ซึ่งอนุมัติหลังจากฉบับนี้ กรุณาเผยแพร่ฉบับที่อนุมัติล่าสุด"
    assert begun(newer, town.officer).edition == newer


def test_right_that_was_taken_away_meanwhile_publishes_nothing() -> None:
    town = office()
    edition = approved(town)
    publication = begun(edition, town.officer)
    Membership.objects.filter(user=town.officer).delete()

    made(edition)
    publications_complete()

    publication.refresh_from_db()
    assert (publication.published_at, publication.reason) == (
        None,
        "ผู้สั่งเผยแพร่ไม่มีสิทธิ์เผยแพร่ของหน่วยงานนี้แล้ว จึงไม่ได้เผยแพร่",
    )


def test_failed_file_is_ordered_again() -> None:
    town = office()
    edition = approved(town)
    publication = begun(edition, town.officer)
    Job.objects.filter(format="docx").update(state=JobState.FAILED, error="ดิสก์เต็ม")
    made(edition, "xlsx")

    publications_complete()
    publication_order(publication=publication, file_names=NAMES, by=town.officer)
    made(edition)
    publications_complete()

    publication.refresh_from_db()
    assert publication.visible
    assert Job.objects.filter(format="docx").count() == 2
    assert Job.objects.filter(format="xlsx").count() == 1


def test_changed_file_is_not_published() -> None:
    town = office()
    edition = approved(town)
    publication = begun(edition, town.officer)
    made(edition)
    pdf = EditionFile.objects.get(format="pdf")
    with default_storage.open(pdf.file.name or "", "wb") as file:
        file.write(b"%PDF-1.7 another file")

    with pytest.raises(UserError, match="ไม่ตรงกับค่าตรวจสอบ"):
        publication_complete(publication=publication)
    publications_complete()  # which goes on to the next

    publication.refresh_from_db()
    assert publication.published_at is None


def test_withdrawal_needs_a_reason() -> None:
    town = office()
    publication = published(town)

    with pytest.raises(UserError, match="กรุณาระบุเหตุผล"):
        publication_withdraw(publication=publication, reason=" \n ", by=town.officer)

    publication.refresh_from_db()
    assert publication.visible


def test_withdrawn_publication_cannot_be_withdrawn_again() -> None:
    town = office()
    publication = published(town)
    publication_withdraw(publication=publication, reason="ข้อมูลคลาดเคลื่อน", by=town.officer)

    with pytest.raises(UserError, match="ถอนไปแล้ว"):
        publication_withdraw(publication=publication, reason="อีกครั้ง", by=town.mayor)

    publication.refresh_from_db()
    assert (publication.reason, publication.withdrawn_by) == ("ข้อมูลคลาดเคลื่อน", town.officer)
    told = EditionEvent.objects.filter(act="withdraw")
    assert [(event.reason, event.by) for event in told] == [("ข้อมูลคลาดเคลื่อน", town.officer)]


def test_publication_that_was_called_off_is_not_seen_when_its_files_come() -> None:
    town = office()
    edition = approved(town)
    publication = begun(edition, town.officer)

    publication_withdraw(publication=publication, reason="กดผิด", by=town.officer)
    made(edition)
    publications_complete()

    publication.refresh_from_db()
    assert publication.published_at is None
    with pytest.raises(UserError, match="ไม่มีการเผยแพร่ที่รอจัดทำไฟล์อยู่"):
        publication_order(publication=publication, file_names=NAMES, by=town.officer)


def test_published_edition_is_not_published_twice() -> None:
    town = office()
    publication = published(town)

    with pytest.raises(UserError, match="มีผู้สั่งเผยแพร่เอกสารนี้แล้ว"):
        publication_publish(edition=publication.edition, file_names=NAMES, by=town.mayor)


def test_kinds_and_formats_that_publishing_names_are_there() -> None:
    assert {*SCORE_KINDS, *REPORT_KINDS} <= set(KINDS)
    assert set(PUBLISHED_FORMATS) == {form.ending for form in FORMATS.values() if form.downloadable}
