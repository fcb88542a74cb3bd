"""Evidence is kept with its hash and all its revisions; what fails leaves neither a row nor a file."""

import io
from contextlib import ExitStack
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from auditlog.models import LogEntry
from django.db import IntegrityError
from PIL import Image

from accounts.errors import UserError
from accounts.models import Municipality, Role
from measures.evidence_files import files_prepared
from measures.models import Evidence, EvidenceFile, FileKind
from measures.verbs.evidence import (
    NewFile,
    NewLink,
    evidence_add_file,
    evidence_add_link,
    evidence_describe,
    evidence_publish,
    evidence_replace,
    link_checked,
    new_evidence,
)
from tests.factories import member, municipality
from tests.measures.files import PDF, photo, picture, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

SEEN_BEFORE = "มีผู้แก้ไขหลักฐานนี้หลังจากท่านเปิดหน้านี้ กรุณาตรวจสอบข้อมูลล่าสุด แล้วบันทึกอีกครั้ง"


def kept(media: Path) -> list[str]:
    """The files on the disk."""
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def pdf(place: Municipality, content: bytes = PDF, name: str = "คำสั่ง.pdf") -> Evidence:
    """A document kept as evidence."""
    return evidence_add_file(
        municipality=place, caption="คำสั่งแต่งตั้ง", file=io.BytesIO(content), name=name, by=None
    )  # fmt: skip


def replaced(evidence: Evidence, content: bytes, revision: int = 1, name: str = "ใหม่.pdf") -> EvidenceFile:
    """A newer revision of evidence."""
    with files_prepared([upload(name, content)]) as preparation:
        assert preparation.refusals == ()
        return evidence_replace(evidence=evidence, file=preparation.files[0], revision=revision, by=None)


def test_evidence_add_file_keeps_it_under_its_hash(media: Path) -> None:
    place = municipality()
    staff = member(place, Role.STAFF)

    made = evidence_add_file(
        municipality=place,
        caption="  คำสั่ง  แต่งตั้ง\nคณะทำงาน ",
        file=io.BytesIO(PDF),
        name="คำสั่ง 12/2568.pdf",
        proves_on=date(2025, 1, 10),
        by=staff,
    )

    (file,) = made.files.all()
    mark = sha256(PDF).hexdigest()
    assert (made.caption, made.url, made.proves_on, made.is_public, made.by) == (
        "คำสั่ง แต่งตั้ง คณะทำงาน", "", date(2025, 1, 10), False, staff,
    )  # fmt: skip
    assert (file.revision, file.name, file.kind, file.size, file.sha256, file.by) == (
        1, "คำสั่ง 12 2568.pdf", FileKind.PDF, len(PDF), mark, staff,
    )  # fmt: skip
    assert kept(media) == [f"evidence/ban-suan/{mark}.pdf"]
    assert file.file.read() == PDF
    file.file.close()


def test_evidence_add_file_keeps_a_photo_without_the_place(media: Path) -> None:
    taken = photo()

    made = evidence_add_file(municipality=municipality(), caption="ภาพ", file=io.BytesIO(taken), name="a.jpg", by=None)

    (file,) = made.files.all()
    mark = sha256(taken).hexdigest()
    assert kept(media) == [f"evidence/ban-suan/{mark}-web.jpg", f"evidence/ban-suan/{mark}.jpg"]
    assert file.size == Path(file.file.path).stat().st_size
    for path in media.rglob("*.jpg"):
        assert dict(Image.open(io.BytesIO(path.read_bytes())).getexif()) == {}
        assert b"taken at home" not in path.read_bytes()


def test_evidence_add_file_refuses_a_file_that_lies(media: Path) -> None:
    with pytest.raises(UserError) as error:
        pdf(municipality(), picture())

    assert str(error.value) == "“คำสั่ง.pdf” ชื่อลงท้ายด้วย .pdf แต่เนื้อหาเป็น PNG กรุณาตรวจสอบว่าเลือกไฟล์ถูกต้อง"
    assert (Evidence.objects.count(), kept(media)) == (0, [])


def test_evidence_add_file_leaves_an_audit_entry_for_both_rows() -> None:
    made = pdf(municipality())

    entries = [LogEntry.objects.get_for_object(row).get() for row in (made, made.files.get())]
    assert [entry.action for entry in entries] == [LogEntry.Action.CREATE] * 2


def test_failure_after_the_files_were_written_leaves_neither_row_nor_file(media: Path) -> None:
    place = municipality()
    pdf(place)
    before = kept(media)

    with files_prepared([upload("a.jpg", photo()), upload("b.pdf", PDF)]) as preparation:
        new = [NewFile(file, "ภาพ") for file in preparation.files]
        with pytest.raises(IntegrityError), new_evidence(place, new, [], None):
            EvidenceFile.objects.create(
                evidence=Evidence.objects.latest("pk"), revision=0, name="x", kind="pdf", size=1
            )

    assert (Evidence.objects.count(), EvidenceFile.objects.count()) == (1, 1)
    assert kept(media) == before


def test_same_file_twice_is_kept_twice(media: Path) -> None:
    """Whatever becomes of one, the other stays."""
    place = municipality()
    first, second = pdf(place), pdf(place)

    names = {evidence.files.get().file.name for evidence in (first, second)}
    assert len(names) == 2
    assert set(kept(media)) == names


@pytest.mark.parametrize(
    ("caption", "proves_on", "sentence"),
    [
        (" \u200b ", None, "กรุณาเขียนคำอธิบายหลักฐาน เช่น ภาพการประชุมวันที่ 25 มี.ค. 2569"),
        ("ก" * 301, None, f"คำอธิบาย “{'ก' * 40}…” ยาวเกิน 300 ตัวอักษร กรุณาเขียนให้สั้นลง"),
        ("ภาพ", date(2026, 3, 26), "วันที่ของหลักฐาน 26 มี.ค. 2569 ยังมาไม่ถึง กรุณาตรวจสอบวัน เดือน และปี พ.ศ."),
    ],
)
def test_evidence_add_link_needs_a_caption_and_a_day_that_has_come(
    caption: str, proves_on: date | None, sentence: str
) -> None:
    with time_machine.travel("2026-03-25T23:59:00+07:00"), pytest.raises(UserError) as error:
        evidence_add_link(
            municipality=municipality(), caption=caption, url="https://a.go.th/", proves_on=proves_on, by=None
        )

    assert str(error.value) == sentence
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.go.th/ข่าว/1?a=ข&b=2",
        "http://example.go.th:8080/a",
        "https://เทศบาล.ไทย/",
        "HTTPS://Example.go.th/A",
    ],
)
def test_link_to_a_web_page_is_taken(url: str) -> None:
    made = evidence_add_link(municipality=municipality(), caption="ประกาศ", url=f" {url}\u200b ", by=None)

    assert (made.url, list(made.files.all())) == (url, [])


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "data:text/html,x", "ftp://example.go.th/a", "file:///etc/passwd", "//example.go.th/a",
        "https://", "https:///a", "www.example.go.th", "https://a.go.th/a b", "", "https://a.go.th:99999999/",
    ],
)  # fmt: skip
def test_link_to_anything_else_is_refused(url: str) -> None:
    with pytest.raises(UserError, match=r"^ลิงก์ “.*” ใช้ไม่ได้ กรุณาคัดลอกที่อยู่เว็บทั้งหมด ที่ขึ้นต้นด้วย https:// หรือ http://$"):
        link_checked(url)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://me:secret@a.go.th/", "ลิงก์มีชื่อผู้ใช้หรือรหัสผ่าน กรุณาใช้ที่อยู่เว็บที่เปิดดูได้โดยไม่ต้องมีรหัสผ่าน"),
        ("https://a.go.th\\@b.go.th/", "ลิงก์มีชื่อผู้ใช้หรือรหัสผ่าน กรุณาใช้ที่อยู่เว็บที่เปิดดูได้โดยไม่ต้องมีรหัสผ่าน"),
        ("https://me@a.go.th/", "ลิงก์มีชื่อผู้ใช้หรือรหัสผ่าน กรุณาใช้ที่อยู่เว็บที่เปิดดูได้โดยไม่ต้องมีรหัสผ่าน"),
        (
            "https://a.go.th/" + "a" * 1000,
            f"ลิงก์ “https://a.go.th/{'a' * 24}…” ยาวเกิน 1000 ตัวอักษร กรุณาใช้ลิงก์แบบย่อ",
        ),
    ],
)
def test_link_with_a_password_or_without_end_is_refused(url: str, sentence: str) -> None:
    with pytest.raises(UserError) as error:
        link_checked(url)

    assert str(error.value) == sentence


def test_one_wrong_link_keeps_nothing_of_the_rest(media: Path) -> None:
    links = [NewLink("https://a.go.th/", "ก"), NewLink("ftp://a.go.th/", "ข")]
    place = municipality()

    with files_prepared([upload("a.pdf", PDF)]) as preparation, ExitStack() as stack:
        new = new_evidence(place, [NewFile(preparation.files[0], "ค")], links, None)
        with pytest.raises(UserError):
            stack.enter_context(new)

    assert (Evidence.objects.count(), kept(media)) == (0, [])


def test_evidence_replace_makes_a_revision_and_keeps_the_old(media: Path) -> None:
    made = pdf(municipality())

    replaced(made, PDF + b"\n", name="คำสั่งแก้ไข.pdf")

    newest, oldest = made.files.all()
    assert [(file.revision, file.name) for file in (newest, oldest)] == [(2, "คำสั่งแก้ไข.pdf"), (1, "คำสั่ง.pdf")]
    assert {str(media / path) for path in kept(media)} == {newest.file.path, oldest.file.path}


@pytest.mark.parametrize(
    ("content", "revision", "sentence"),
    [
        (PDF + b"\n", 2, SEEN_BEFORE),
        (PDF, 1, "“ใหม่.pdf” เป็นไฟล์เดียวกับฉบับปัจจุบัน กรุณาเลือกไฟล์ฉบับใหม่"),
        (picture(), 1, "ฉบับปัจจุบันเป็นเอกสาร ฉบับใหม่ต้องเป็นเอกสารด้วย หากต่างกัน กรุณาเพิ่มเป็นหลักฐานใหม่ในรายงาน"),
    ],
)
def test_evidence_replace_refuses_what_would_surprise(
    content: bytes, revision: int, sentence: str, media: Path
) -> None:
    made = pdf(municipality())
    before = kept(media)

    with pytest.raises(UserError) as error:
        replaced(made, content, revision, name="ใหม่" if content == picture() else "ใหม่.pdf")

    assert str(error.value) == sentence
    assert (made.files.count(), kept(media)) == (1, before)


def test_evidence_replace_refuses_a_link(media: Path) -> None:
    made = evidence_add_link(municipality=municipality(), caption="ก", url="https://a.go.th/", by=None)

    with pytest.raises(UserError, match="หลักฐานนี้เป็นลิงก์"):
        replaced(made, PDF)

    assert kept(media) == []


def test_evidence_describe_changes_the_words_that_were_seen() -> None:
    made = pdf(municipality())

    evidence_describe(
        evidence=made, caption=" คำสั่งที่  12 ", proves_on=date(2025, 1, 10), seen=("คำสั่งแต่งตั้ง", None)
    )  # fmt: skip

    made.refresh_from_db()
    assert (made.caption, made.proves_on) == ("คำสั่งที่ 12", date(2025, 1, 10))


def test_evidence_describe_refuses_what_somebody_changed_in_between() -> None:
    made = pdf(municipality())
    evidence_describe(evidence=made, caption="ของคนแรก", proves_on=None, seen=("คำสั่งแต่งตั้ง", None))

    with pytest.raises(UserError) as error:
        evidence_describe(evidence=made, caption="ของคนที่สอง", proves_on=None, seen=("คำสั่งแต่งตั้ง", None))

    made.refresh_from_db()
    assert (str(error.value), made.caption) == (SEEN_BEFORE, "ของคนแรก")


def test_evidence_publish_is_audited() -> None:
    made = pdf(municipality())

    evidence_publish(evidence=made, is_public=True)

    made.refresh_from_db()
    entry = LogEntry.objects.get_for_object(made).filter(action=LogEntry.Action.UPDATE).get()
    assert (made.is_public, entry.changes_dict) == (True, {"is_public": ["False", "True"]})


def test_new_revision_is_not_public_until_somebody_says_so_again() -> None:
    made = pdf(municipality())
    evidence_publish(evidence=made, is_public=True)

    replaced(made, PDF + b"\n")

    made.refresh_from_db()
    assert not made.is_public
