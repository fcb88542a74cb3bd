"""An edition on its way: submitted, returned or approved; what is refused, and what stays as it was."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounts.errors import UserError
from assessments.verbs.scores import score_record
from reports.content import Cell, Document, Picture, Row, Section, Table
from reports.models import Approval, Edition, EditionEvent, EditionState
from reports.proofreading.remark import Severity
from reports.queries.editions import (
    approval_document,
    edition_approved,
    edition_document,
    edition_tasks,
    events_listed,
    figures_dump,
    kept_picture,
    same_content,
)
from reports.snapshots import document_hash, picture_hash
from reports.verbs.editions import (
    Submission,
    UnreadRemarksError,
    edition_approve,
    edition_prepare,
    edition_return,
    edition_submit,
)
from tests.factories import assessment, municipality
from tests.reports.demo import picture
from tests.reports.editions import KIND, MAYOR, Office, document, office, remark

pytestmark = pytest.mark.django_db

READ_THEM = "กรุณาอ่านข้อสังเกตให้ครบ แล้วทำเครื่องหมายว่าอ่านแล้วทุกข้อก่อนเสนอ"
SEEN_BEFORE = "ข้อมูลเปลี่ยนไปหลังจากท่านเปิดหน้านี้ กรุณาตรวจสอบเนื้อหาและผลการตรวจทานล่าสุดในหน้านี้ แล้วเสนออีกครั้ง"
WAITS_ALREADY = "เอกสารนี้เสนอไว้แล้วและรอผู้บริหารพิจารณา กรุณารอผล หรือขอให้ผู้บริหารส่งคืนก่อนเสนอใหม่"
OWN_DOCUMENT = "ผู้เสนอเอกสารอนุมัติเอกสารที่ตนเสนอไม่ได้ กรุณาให้ผู้บริหารท่านอื่นพิจารณา"
PREPARE_FIRST = "ฉบับที่จะอนุมัติยังไม่พร้อม กรุณาจัดทำฉบับที่จะอนุมัติ แล้วเปิดอ่านก่อนอนุมัติ"
ANOTHER_CONTENT = "เนื้อหาที่ท่านเปิดอ่านไม่ใช่ของฉบับนี้ กรุณาเปิดหน้านี้ใหม่แล้วอ่านอีกครั้ง"
TAMPERED = "เอกสารที่เก็บไว้ไม่ตรงกับค่าตรวจสอบของฉบับนี้ จึงไม่แสดงและไม่จัดทำไฟล์ กรุณาแจ้งผู้ดูแลระบบให้กู้คืนจากข้อมูลสำรอง"
CHANGED_FILE = "ไฟล์ที่เก็บไว้ไม่ตรงกับค่าตรวจสอบของฉบับนี้ กรุณาแจ้งผู้ดูแลระบบให้กู้คืนจากข้อมูลสำรอง"


def decided(state: EditionState) -> str:
    """The sentence for an act on an edition that was decided on."""
    return f"เอกสารนี้อยู่ในสถานะ “{state.label}” แล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูผลล่าสุด"


def refused(act: Callable[..., Any], **arguments: Any) -> str:
    """The sentence with which an act is refused."""
    with pytest.raises(UserError) as caught:
        act(**arguments)
    return str(caught.value)


def acts(edition: Edition) -> list[tuple[str, str, str]]:
    """Act, reason and person of the edition's history, the first act first."""
    events = events_listed([edition])[edition.pk]
    return [(event.act, event.reason, event.by.get_full_name()) for event in reversed(events)]


def sealed(seal: Path) -> Document:
    """A document with a picture."""
    table = Table("ตรา", (1,), (), (Row((Cell((Picture(seal, "ตรา", 3.0),)),)),))
    return Document(KIND, "รายงาน", "เทศบาล", (Section("รายงาน", (table,)),))


@pytest.fixture
def town() -> Office:
    return office()


def test_edition_submit_freezes_content_figures_and_who(town: Office) -> None:
    year = assessment(town.place, scores={"i1": "97.82", "total": "95"})
    written = document()

    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        edition = town.submit(written, note="ฉบับแรกของปี")

    stored = Edition.objects.get(pk=edition.pk)
    figures = json.loads(stored.figures)
    assert (stored.state, stored.number, stored.approval, stored.replaces) == (EditionState.SUBMITTED, None, None, None)
    assert edition_document(stored) == written
    assert stored.content_sha256 == document_hash(written)
    assert (stored.submitted_by, stored.submitted_at.isoformat()) == (town.officer, "2026-11-20T02:00:00+00:00")
    assert (figures["fiscal_year"], figures["figures"], figures["mark"]) == (
        2568,
        {"i1": "97.82", "total": "95"},
        "2-0",
    )
    assert figures["framework"]["source_hash"] == year.framework.source_hash
    assert acts(stored) == [("submit", "ฉบับแรกของปี", "นายอนุชา รักงาน")]


def test_edition_submit_of_a_year_without_a_framework_freezes_no_figures(town: Office) -> None:
    edition = town.submit()

    assert json.loads(edition.figures) == {"fiscal_year": 2568, "framework": None}


def test_edition_submit_of_another_content_than_was_seen_is_refused(town: Office) -> None:
    sentence = refused(
        edition_submit, municipality=town.place, kind=KIND, fiscal_year=2568,
        submission=Submission(document(score="99"), 2568, (), figures_dump(town.place, 2568)),
        content_hash_seen=document_hash(document(score="98")), remarks_read=(), note="", by=town.officer,
    )  # fmt: skip

    assert sentence == SEEN_BEFORE
    assert not Edition.objects.exists()


def test_edition_submit_of_figures_that_changed_since_the_document_was_built_is_refused(town: Office) -> None:
    """A score that the content does not print is saved between the two."""
    assessment(town.place, scores={"i1": "97.82"})
    submission = Submission(document(), 2568, (), figures_dump(town.place, 2568))
    score_record(
        municipality=town.place, fiscal_year=2568, place=("i2", None), value=Decimal(80), version=0, by=town.officer
    )

    sentence = refused(
        edition_submit, municipality=town.place, kind=KIND, fiscal_year=2568, submission=submission,
        content_hash_seen=document_hash(document()), remarks_read=(), note="", by=town.officer,
    )  # fmt: skip

    assert sentence == SEEN_BEFORE
    assert not Edition.objects.exists()


def test_edition_submit_while_a_picture_is_gone_or_replaced_is_refused(town: Office, tmp_path: Path) -> None:
    """An edition that could never be opened must not come into being."""
    seal = tmp_path / "seal.png"
    seal.write_bytes(picture())
    written = sealed(seal)
    seen = document_hash(written)
    submitting = partial(
        edition_submit, municipality=town.place, kind=KIND, fiscal_year=2568,
        submission=Submission(written, 2568, (), figures_dump(town.place, 2568)), content_hash_seen=seen,
        note="", by=town.officer,
    )  # fmt: skip

    class Replacing(list[str]):
        """Nothing is ticked; whoever asks replaces the seal, behind the reading of the content."""

        def __iter__(self) -> Iterator[str]:
            seal.write_bytes(b"another seal")
            return super().__iter__()

    replaced = refused(submitting, remarks_read=Replacing())
    seal.unlink()
    gone = refused(submitting, remarks_read=())

    assert (replaced, gone) == (SEEN_BEFORE, SEEN_BEFORE)
    assert not Edition.objects.exists()
    assert not same_content(town.submit(), written)


def test_edition_submit_with_errors_is_refused_even_if_ticked(town: Office) -> None:
    found = remark(Severity.ERROR)

    sentence = refused(town.submit, remarks=[found, remark(Severity.HINT)], read=[found.key])

    assert sentence == "การตรวจทานพบข้อผิดพลาด 1 รายการ กรุณาแก้ไขให้ครบก่อนเสนอ"
    assert not Edition.objects.exists()


def test_edition_submit_needs_every_warning_ticked(town: Office) -> None:
    first, second = remark(Severity.WARNING, "ไม่พบผู้รับผิดชอบ"), remark(Severity.WARNING, "ไม่พบระยะเวลา")

    with pytest.raises(UnreadRemarksError) as caught:
        town.submit(remarks=[first, second], read=[first.key])

    assert (str(caught.value), caught.value.keys) == (READ_THEM, {second.key})
    assert not Edition.objects.exists()


def test_edition_submit_keeps_the_warnings_that_were_read(town: Office) -> None:
    warning, hint = remark(Severity.WARNING), remark(Severity.HINT, "ควรเว้นวรรค")

    edition = town.submit(remarks=[warning, hint], read=[warning.key, "0" * 16])

    assert Edition.objects.get(pk=edition.pk).remarks_read == [
        {"rule": "measure-incomplete", "place": "มาตรการที่ 1", "text": "ไม่พบขั้นตอน"}
    ]


def test_edition_submit_while_one_waits_is_refused(town: Office) -> None:
    first = town.submit()

    sentence = refused(town.submit, written=document(score="99"))

    assert sentence == WAITS_ALREADY
    assert Edition.objects.get() == first


def test_editions_of_other_documents_do_not_wait_for_each_other(town: Office) -> None:
    town.submit()

    office("ban-chang").submit()
    for kind, year in (("calendar", 2568), (KIND, 2567)):
        edition_submit(
            municipality=town.place, kind=kind, fiscal_year=year,
            submission=Submission(document(), year, (), figures_dump(town.place, year)),
            content_hash_seen=document_hash(document()), remarks_read=(), note="", by=town.officer,
        )  # fmt: skip

    assert Edition.objects.filter(state=EditionState.SUBMITTED).count() == 4


def test_edition_approve_numbers_and_locks_what_the_approver_read(town: Office) -> None:
    edition = town.submit()
    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        approval = town.prepare(edition)
        file = town.printed(approval)

        approved = edition_approve(approval=approval, file_sha256_seen=file.sha256, by=town.mayor)

    stored = Edition.objects.get(pk=edition.pk)
    assert (approved.state, stored.state, stored.number) == (EditionState.APPROVED, EditionState.APPROVED, 1)
    assert (stored.approval, approval.name, approval.position) == (approval, "นายสมศักดิ์ ตั้งใจ", MAYOR)
    assert (approval.day.isoformat(), approval.code) == ("2026-11-20", "ban-suan-indicator-analysis-2568-1")
    assert stored.content == edition.content
    assert acts(stored) == [
        ("submit", "", "นายอนุชา รักงาน"),
        ("prepare", MAYOR, "นายสมศักดิ์ ตั้งใจ"),
        ("approve", "", "นายสมศักดิ์ ตั้งใจ"),
    ]


def test_edition_approve_of_one_s_own_document_is_refused(town: Office) -> None:
    edition = town.submit()
    theirs = town.prepare(edition)
    file = town.printed(theirs)

    sentences = [
        refused(town.prepare, edition=edition, by=town.officer),
        refused(edition_approve, approval=theirs, file_sha256_seen=file.sha256, by=town.officer),
    ]

    assert sentences == [OWN_DOCUMENT, OWN_DOCUMENT]
    assert Edition.objects.get().state == EditionState.SUBMITTED


def test_edition_approve_in_another_person_s_name_is_refused(town: Office) -> None:
    approval = town.prepare(town.submit())
    file = town.printed(approval)

    sentence = refused(edition_approve, approval=approval, file_sha256_seen=file.sha256, by=town.clerk)

    assert sentence == "ฉบับที่จะอนุมัตินี้จัดทำในชื่อของผู้อื่น กรุณาจัดทำฉบับที่จะอนุมัติในชื่อของท่าน"


def test_edition_approve_on_another_day_is_refused(town: Office) -> None:
    """In Bangkok it is the next day from 17:00 UTC on."""
    with time_machine.travel("2026-11-20 16:59:00+00:00", tick=False):
        approval = town.prepare(town.submit())
        file = town.printed(approval)

    with time_machine.travel("2026-11-20 17:01:00+00:00", tick=False):
        sentence = refused(edition_approve, approval=approval, file_sha256_seen=file.sha256, by=town.mayor)
        again = town.prepare(approval.edition)

    assert sentence == (
        "ฉบับที่จัดทำไว้ลงวันที่ 20 พฤศจิกายน 2569 แต่วันนี้วันที่ 21 พฤศจิกายน 2569 "
        "กรุณาจัดทำฉบับที่จะอนุมัติอีกครั้ง เพื่อให้วันที่ในเอกสารตรงกับวันที่อนุมัติ"
    )
    assert (again.pk != approval.pk, again.day.isoformat()) == (True, "2026-11-21")


def test_edition_approve_without_the_file_is_refused(town: Office) -> None:
    approval = town.prepare(town.submit())

    sentences = [refused(edition_approve, approval=approval, file_sha256_seen="", by=town.mayor)]
    file = town.printed(approval)
    sentences.append(refused(edition_approve, approval=approval, file_sha256_seen="0" * 64, by=town.mayor))
    Path(file.file.path).unlink()
    sentences.append(refused(edition_approve, approval=approval, file_sha256_seen=file.sha256, by=town.mayor))

    assert sentences == [PREPARE_FIRST] * 3
    assert Edition.objects.get().state == EditionState.SUBMITTED


def test_edition_approve_of_a_file_that_was_changed_is_refused(town: Office) -> None:
    approval = town.prepare(town.submit())
    file = town.printed(approval)
    Path(file.file.path).write_bytes(b"%PDF-1.7 another file")

    sentence = refused(edition_approve, approval=approval, file_sha256_seen=file.sha256, by=town.mayor)

    assert sentence == CHANGED_FILE
    assert Edition.objects.get().state == EditionState.SUBMITTED


def test_edition_approve_twice_is_refused_the_second_time(town: Office) -> None:
    edition = town.submit()
    mayor, clerk = town.prepare(edition), town.prepare(edition, town.clerk, position="ปลัดเทศบาล")
    files = town.printed(mayor), town.printed(clerk)
    edition_approve(approval=mayor, file_sha256_seen=files[0].sha256, by=town.mayor)

    sentences = [
        refused(edition_approve, approval=clerk, file_sha256_seen=files[1].sha256, by=town.clerk),
        refused(edition_approve, approval=mayor, file_sha256_seen=files[0].sha256, by=town.mayor),
    ]

    assert sentences == [decided(EditionState.APPROVED)] * 2
    assert Edition.objects.get().approval == mayor
    assert EditionEvent.objects.filter(act="approve").count() == 1


def test_edition_prepare_writes_the_lines_and_leaves_the_submitted_content(town: Office) -> None:
    edition = town.submit()

    approval = town.prepare(edition, town.clerk, position="ปลัดเทศบาล", acting=MAYOR)

    assert edition_document(edition) == document()
    assert (approval.position, approval.acting, approval.number) == ("ปลัดเทศบาล", MAYOR, 1)
    assert approval_document(approval).sections[-1].blocks[:2] == document().sections[-1].blocks[:2]
    assert acts(edition)[-1] == ("prepare", f"ปลัดเทศบาล รักษาราชการแทน{MAYOR}", "นายประเสริฐ มั่นคง")


def test_edition_prepare_twice_is_one_form(town: Office) -> None:
    edition = town.submit()

    first, second = town.prepare(edition), town.prepare(edition, position=f"  {MAYOR} ")

    assert first == second
    assert Approval.objects.count() == 1
    assert [act for act, *_ in acts(edition)] == ["submit", "prepare"]


@pytest.mark.parametrize(
    ("position", "acting", "sentence"),
    [
        ("", "", "กรุณาระบุตำแหน่งของท่าน ตำแหน่งจะพิมพ์ในเอกสาร"),
        (" \u200b ", "", "กรุณาระบุตำแหน่งของท่าน ตำแหน่งจะพิมพ์ในเอกสาร"),
        ("ก" * 201, "", "ตำแหน่งยาวได้ไม่เกิน 200 ตัวอักษร"),
        ("ปลัดเทศบาล", "ก" * 201, "ตำแหน่งยาวได้ไม่เกิน 200 ตัวอักษร"),
    ],
)
def test_edition_prepare_needs_a_position_that_can_be_printed(
    town: Office, position: str, acting: str, sentence: str
) -> None:
    edition = town.submit()

    assert refused(town.prepare, edition=edition, position=position, acting=acting) == sentence
    assert not Approval.objects.exists()


def test_edition_prepare_needs_a_name_that_can_be_printed(town: Office) -> None:
    edition = town.submit()
    town.mayor.first_name = ""

    sentence = refused(town.prepare, edition=edition)

    assert sentence == "บัญชีของท่านยังไม่มีชื่อและนามสกุลที่จะพิมพ์ในเอกสาร กรุณาแจ้งผู้ดูแลระบบให้เพิ่มก่อนอนุมัติ"


def test_acts_upon_another_content_than_was_seen_are_refused(town: Office) -> None:
    edition = town.submit()

    sentences = [
        refused(edition_prepare, edition=edition, position=MAYOR, acting="", content_hash_seen="0" * 64, by=town.mayor),
        refused(edition_return, edition=edition, reason="แก้", content_hash_seen="0" * 64, by=town.mayor),
    ]

    assert sentences == [ANOTHER_CONTENT] * 2


def test_edition_return_gives_the_document_back_with_the_reason(town: Office) -> None:
    edition = town.submit()

    town.give_back(edition, " แก้คะแนนข้อ i1\n")

    stored = Edition.objects.get()
    assert (stored.state, stored.number) == (EditionState.RETURNED, None)
    assert acts(stored)[-1] == ("return", "แก้คะแนนข้อ i1", "นายสมศักดิ์ ตั้งใจ")


def test_edition_return_without_a_reason_is_refused(town: Office) -> None:
    edition = town.submit()

    assert refused(town.give_back, edition=edition, reason=" \u200b\n") == (
        "กรุณาระบุเหตุผล เพื่อให้เจ้าหน้าที่ทราบว่าต้องแก้ไขสิ่งใด"
    )
    assert Edition.objects.get().state == EditionState.SUBMITTED


@pytest.mark.parametrize("state", [EditionState.RETURNED, EditionState.APPROVED])
def test_edition_that_was_decided_on_stays_so(town: Office, state: EditionState) -> None:
    edition = town.submit()
    seen = Edition.objects.get()  # what another person has open
    town.give_back(edition) if state == EditionState.RETURNED else town.approve(edition)

    sentences = [refused(town.give_back, edition=seen), refused(town.prepare, edition=seen)]

    assert sentences == [decided(state)] * 2
    assert Edition.objects.get().state == state


def test_returned_document_is_submitted_as_a_new_edition_that_leaves_no_gap_in_the_numbers(town: Office) -> None:
    town.give_back(town.submit())

    approved = town.approve(town.submit(document(score="99")))

    assert list(Edition.objects.order_by("pk").values_list("state", "number")) == [("returned", None), ("approved", 1)]
    assert approved.replaces is None


def test_correction_names_the_edition_that_it_replaces(town: Office) -> None:
    first = town.approve(town.submit())

    second = town.approve(town.submit(document(score="99")))

    assert (second.number, second.replaces) == (2, first)
    assert second.approval is not None
    assert "แทนฉบับที่ 1 ซึ่งอนุมัติเมื่อวันที่" in second.approval.content
    assert edition_approved(town.place, KIND, 2568) == second
    assert Edition.objects.get(pk=first.pk).state == EditionState.APPROVED


def test_correction_that_corrects_nothing_is_refused(town: Office) -> None:
    town.approve(town.submit())

    sentence = refused(town.submit)

    assert sentence == "เนื้อหาเหมือนฉบับที่ 1 ซึ่งอนุมัติแล้วทุกประการ จึงไม่ต้องเสนอฉบับใหม่"


def test_content_that_was_tampered_with_is_neither_shown_nor_approved_anew(town: Office) -> None:
    edition = town.submit()
    approval = town.prepare(edition)
    Edition.objects.update(content=edition.content.replace("98.28", "99.28"))
    Approval.objects.update(content=approval.content.replace("98.28", "99.28"))

    sentences = [
        refused(edition_document, edition=Edition.objects.get()),
        refused(approval_document, approval=Approval.objects.get()),
        refused(town.prepare, edition=Edition.objects.get()),
    ]

    assert sentences == [TAMPERED] * 3


def test_database_lets_one_edition_wait_and_no_number_be_given_twice(town: Office) -> None:
    town.approve(town.submit())
    second = town.submit(document(score="99"))
    fields = {"municipality": town.place, "kind": KIND, "fiscal_year": 2568, "submitted_by": town.officer}

    for state, number in ((EditionState.SUBMITTED, None), (EditionState.APPROVED, 1), (EditionState.RETURNED, 5)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(
                **fields, state=state, number=number, submitted_at=second.submitted_at,
                approval=Approval.objects.first() if state == EditionState.APPROVED else None,
            )  # fmt: skip

    assert Edition.objects.count() == 2


def test_people_and_places_of_a_history_cannot_be_deleted(town: Office) -> None:
    town.approve(town.submit())

    for each in (town.officer, town.mayor, town.place):
        with pytest.raises(ProtectedError):
            each.delete()


def test_pictures_are_kept_with_the_edition(town: Office, tmp_path: Path) -> None:
    """The seal is changed afterwards: the edition still shows the one that it was submitted with."""
    seal = tmp_path / "seal.png"
    seal.write_bytes(picture())
    digest = picture_hash(seal)
    written = sealed(seal)

    edition = town.submit(written)
    seal.write_bytes(b"another seal")

    assert edition.pictures == [digest]
    assert kept_picture(digest).read_bytes() == picture()
    assert document_hash(edition_document(edition)) == edition.content_sha256
    assert not same_content(edition, written)


def test_tasks_tell_the_executive_what_waits_and_the_officer_what_came_back(town: Office) -> None:
    names = {KIND: "รายงานการวิเคราะห์"}
    other = municipality("phon-phisai")

    def tasks() -> list[tuple[str, bool]]:
        found = edition_tasks([town.place, other], names)
        assert found[other.pk] == []
        return [(task.words, task.to_decide) for task in found[town.place.pk]]

    told = [tasks()]
    first = town.submit()
    told.append(tasks())
    town.give_back(first)
    told.append(tasks())
    second = town.submit(document(score="99"))
    told.append(tasks())
    town.approve(second)
    told.append(tasks())

    waits, returned = ("รายงานการวิเคราะห์ ปี 2568 รออนุมัติ", True), ("รายงานการวิเคราะห์ ปี 2568 ส่งคืนให้แก้ไข", False)
    assert told == [[], [waits], [returned], [waits], []]
