"""What is in a file decides: kinds, limits, files that lie, and pictures upright without the camera's marks."""

import io
from collections.abc import Callable
from hashlib import sha256
from typing import IO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import IFD

from measures.evidence_files import MAX_PARTS, PreparedFile, files_prepared
from measures.evidence_limits import MAX_BYTES, MAX_FILES
from measures.models import FileKind
from tests.measures.files import (
    DOCM_MAIN,
    PDF,
    XLSX_MAIN,
    office,
    office_claiming,
    photo,
    picture,
    png_claiming,
    upload,
    webp_claiming,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "ตั้งรหัสผ่านหรือจำกัดสิทธิ์ไว้ ผู้ตรวจจะเปิดอ่านไม่ได้ กรุณาบันทึกหรือพิมพ์เป็นไฟล์ใหม่ที่ไม่มีรหัสผ่าน"
DAMAGED = "ไฟล์ชำรุดหรือส่งมาไม่ครบ กรุณาเปิดดูไฟล์ บันทึกใหม่ แล้วเลือกอีกครั้ง"
UNKNOWN = "ไม่ใช่ไฟล์ชนิดที่รับ กรุณาใช้ PDF ภาพ (JPEG PNG WEBP) Word (.docx) หรือ Excel (.xlsx)"
SWOLLEN = "เมื่อคลายแล้วมีข้อมูลมากผิดปกติ กรุณาบันทึกเป็น PDF แล้วเลือกใหม่"
MACROS = "มีแมโคร กรุณาบันทึกเป็น .docx หรือ .xlsx ที่ไม่มีแมโคร"
TOO_MANY_PIXELS = "ภาพมีขนาดเกิน 50 ล้านพิกเซล กรุณาย่อภาพแล้วเลือกใหม่"


def told(file: PreparedFile) -> tuple[str, FileKind, bool]:
    """What a prepared file is called, its kind, and whether it is a picture."""
    return file.name, file.kind, file.web is not None


def refusal(name: str, content: bytes) -> str:
    """Why the only file of an upload is not taken, without its name."""
    with files_prepared([upload(name, content)]) as preparation:
        assert preparation.files == ()
        (sentence,) = preparation.refusals
    assert sentence.startswith(f"“{name}” ")
    return sentence.removeprefix(f"“{name}” ")


def opened(content: IO[bytes] | None) -> Image.Image:
    """A prepared picture as it would be read from the disk."""
    assert content
    content.seek(0)
    picture = Image.open(io.BytesIO(content.read()))
    picture.load()
    return picture


def rounded(picture: Image.Image, at: tuple[int, int]) -> tuple[int, ...]:
    """A pixel with each colour full or none: a JPEG is never exact."""
    pixel = picture.getpixel(at)
    assert isinstance(pixel, tuple)
    return tuple(255 if level > 127 else 0 for level in pixel)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("คำสั่ง.pdf", PDF, ("คำสั่ง.pdf", FileKind.PDF, False)),
        ("ภาพ.JPG", picture("JPEG"), ("ภาพ.jpg", FileKind.JPEG, True)),
        ("ภาพ.png", picture("PNG"), ("ภาพ.png", FileKind.PNG, True)),
        ("ภาพ.webp", picture("WEBP"), ("ภาพ.webp", FileKind.WEBP, True)),
        ("รายงาน.docx", office(), ("รายงาน.docx", FileKind.DOCX, False)),
        ("รายงาน.xlsx", office(XLSX_MAIN), ("รายงาน.xlsx", FileKind.XLSX, False)),
        ("ไม่มีนามสกุล", PDF, ("ไม่มีนามสกุล.pdf", FileKind.PDF, False)),
        ("คำสั่งที่ 12.2568", PDF, ("คำสั่งที่ 12.2568.pdf", FileKind.PDF, False)),
        ("ส่งทางแชต.jpg", picture("PNG"), ("ส่งทางแชต.png", FileKind.PNG, True)),
    ],
)
def test_file_is_what_its_content_says(name: str, content: bytes, expected: tuple[str, FileKind, bool]) -> None:
    with files_prepared([upload(name, content)]) as preparation:
        (file,) = preparation.files

        assert told(file) == expected
        assert file.sha256 == sha256(content).hexdigest()
        assert preparation.refusals == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd.pdf", "etc passwd.pdf"),
        ("C:\\งาน\\คำสั่ง.pdf", "C งาน คำสั่ง.pdf"),
        ('a"b\r\nc.pdf', "a b c.pdf"),
        (".pdf", "หลักฐาน.pdf"),
        ("คำสั่ง\u202egpj.pdf", "คำสั่งgpj.pdf"),
        ("ก" * 300 + ".pdf", "ก" * 80 + ".pdf"),
    ],
)
def test_name_is_safe_everywhere(name: str, expected: str) -> None:
    with files_prepared([upload(name, PDF)]) as preparation:
        assert [file.name for file in preparation.files] == [expected]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "ไฟล์ว่างเปล่า กรุณาเลือกไฟล์ใหม่"),
        ("a.pdf", PDF + b"x" * MAX_BYTES, "ไฟล์ใหญ่เกิน 20 MB กรุณาย่อขนาดหรือแบ่งไฟล์ แล้วเลือกใหม่"),
        ("a.pdf", b"MZ\x90\x00" + PDF, UNKNOWN),
        ("a.jpg", b"<html><script>alert(1)</script></html>", UNKNOWN),
        ("a.png", b"GIF89a" + b"\0" * 40, UNKNOWN),
        ("a.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 40, "เป็นภาพ HEIC ของ iPhone กรุณาบันทึกเป็น JPEG แล้วเลือกใหม่"),
        ("a.docx", OLE + b"\0" * 600, "เป็น Word หรือ Excel รุ่นเก่า กรุณาเปิดไฟล์แล้วบันทึกเป็น .docx หรือ .xlsx"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        ("a.pdf", PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 9 0 R"), LOCKED),
        ("a.pdf", PDF.replace(b"%%EOF", b""), DAMAGED),
        ("a.pdf", picture("JPEG"), "ชื่อลงท้ายด้วย .pdf แต่เนื้อหาเป็น JPEG กรุณาตรวจสอบว่าเลือกไฟล์ถูกต้อง"),
        ("a.jpg", PDF, "ชื่อลงท้ายด้วย .jpg แต่เนื้อหาเป็น PDF กรุณาตรวจสอบว่าเลือกไฟล์ถูกต้อง"),
        ("a.xlsx", office(), "ชื่อลงท้ายด้วย .xlsx แต่เนื้อหาเป็น Word กรุณาตรวจสอบว่าเลือกไฟล์ถูกต้อง"),
        ("a.jpg", picture("JPEG")[:-200], DAMAGED),
        ("a.png", png_claiming(30_000, 30_000), TOO_MANY_PIXELS),
        ("a.png", png_claiming(10_000, 9_000), TOO_MANY_PIXELS),
        ("a.png", png_claiming(7_072, 7_072), TOO_MANY_PIXELS),
        ("a.png", png_claiming(100, 100), DAMAGED),
        ("a.webp", webp_claiming(16_383, 16_383), TOO_MANY_PIXELS),
        ("a.webp", webp_claiming(100, 100), DAMAGED),
    ],
)
def test_file_that_is_not_what_it_should_be_is_refused(name: str, content: bytes, sentence: str) -> None:
    found = refusal(name, content)

    assert found == sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (office(parts={"word/document.xml": b"x", "word/vbaProject.bin": b"x"}), MACROS),
        (office(DOCM_MAIN), MACROS),
        (office(XLSX_MAIN, parts={"xl/macrosheets/sheet1.xml": b"x"}), MACROS),
        (office_claiming(20 * 1024**3), SWOLLEN),
        (office(parts={f"word/{number}.xml": b"" for number in range(MAX_PARTS)}), SWOLLEN),
        (office("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"), UNKNOWN),
        (office(types=b"<!DOCTYPE t [<!ENTITY a 'b'>]><t>&a;</t>"), UNKNOWN),
        (office(types="<Types/>".encode("utf-16")), UNKNOWN),
        (office(types=b"<Types"), DAMAGED),
        (office()[:-30], DAMAGED),
        (office(types=b" " * (1024 * 1024 + 1)), SWOLLEN),
    ],
)
def test_office_file_that_is_unsafe_is_refused_without_being_unpacked(content: bytes, sentence: str) -> None:
    found = refusal("a.docx", content)

    assert found == sentence


def test_zip_of_anything_else_is_refused() -> None:
    content = office(parts={"a.txt": b"x"}).replace(b"[Content_Types].xml", b"[Content_Types].txt")

    found = refusal("a.docx", content)

    assert found == UNKNOWN


def test_all_refusals_come_at_once_and_name_their_files() -> None:
    files = [upload("ก.pdf", b""), upload("ข.png", picture()), upload("ค.jpg", b"MZ")]

    with files_prepared(files) as preparation:
        assert [file.name for file in preparation.files] == ["ข.png"]
        assert preparation.refusals == ("“ก.pdf” ไฟล์ว่างเปล่า กรุณาเลือกไฟล์ใหม่", f"“ค.jpg” {UNKNOWN}")


def test_more_than_ten_files_are_refused() -> None:
    with files_prepared([upload(f"{number}.pdf", PDF) for number in range(MAX_FILES + 1)]) as preparation:
        assert preparation.files == ()
        assert preparation.refusals == ("แนบไฟล์ได้ไม่เกิน 10 ไฟล์ต่อรายงาน กรุณาเลือกเฉพาะที่สำคัญ หรือรวมเป็นไฟล์เดียว",)


@pytest.mark.parametrize("size", ["content", "web"])
def test_photo_stands_upright_and_has_lost_what_the_camera_wrote(size: str) -> None:
    """Stored lying, 400 × 300 with red at the left: upright, 300 × 400 with red above."""
    taken = photo()
    assert Image.open(io.BytesIO(taken)).getexif().get_ifd(IFD.GPSInfo)

    with files_prepared([upload("ภาพ.jpg", taken)]) as preparation:
        (file,) = preparation.files
        found = opened(getattr(file, size))

    assert found.size == (300, 400)
    assert [rounded(found, (150, 50)), rounded(found, (150, 350))] == [(255, 0, 0), (0, 0, 255)]
    assert dict(found.getexif()) == {}
    assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_picture_for_pages_is_small_and_the_one_kept_as_large_as_it_came() -> None:
    with files_prepared([upload("ภาพ.jpg", picture("JPEG", (3200, 1200)))]) as preparation:
        (file,) = preparation.files

        assert (opened(file.content).size, opened(file.web).size) == ((3200, 1200), (1600, 600))
        assert file.size == file.content.seek(0, 2)


def test_transparent_picture_is_shown_on_white() -> None:
    with files_prepared([upload("ตรา.png", picture(mode="RGBA", colour=(0, 0, 0, 0)))]) as preparation:
        (file,) = preparation.files

        kept, shown = opened(file.content), opened(file.web)
    assert (kept.mode, kept.getpixel((5, 5))) == ("RGBA", (0, 0, 0, 0))
    assert (shown.format, shown.getpixel((5, 5))) == ("JPEG", (255, 255, 255))


def test_grey_picture_of_sixteen_bits_keeps_its_grey() -> None:
    """40,000 of 65,535 is 156 of 255."""
    with files_prepared([upload("สแกน.png", picture(mode="I;16", colour=40_000))]) as preparation:
        (file,) = preparation.files

        assert opened(file.content).getpixel((5, 5)) == (156, 156, 156)


def test_prepared_pictures_are_gone_after_the_block() -> None:
    with files_prepared([upload("ภาพ.jpg", photo())]) as preparation:
        (file,) = preparation.files

    assert file.content.closed
    assert file.web
    assert file.web.closed


HEADS = [b"%PDF-1.7", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"PK\x03\x04", OLE, b""]


@settings(max_examples=200)
@given(head=st.sampled_from(HEADS), rest=st.binary(max_size=300))
def test_whatever_comes_is_taken_or_refused_in_a_sentence(head: bytes, rest: bytes) -> None:
    with files_prepared([upload("a", head + rest)]) as preparation:
        assert len(preparation.files) + len(preparation.refusals) == 1


WHOLE: list[Callable[[], bytes]] = [photo, office, picture, lambda: picture("WEBP"), lambda: PDF]


@settings(max_examples=100)
@given(make=st.sampled_from(WHOLE), cut=st.floats(0, 1), noise=st.binary(min_size=1, max_size=8))
def test_true_file_with_a_fault_in_it_is_taken_or_refused_in_a_sentence(
    make: Callable[[], bytes], cut: float, noise: bytes
) -> None:
    content = make()
    at = int(cut * len(content))

    with files_prepared([upload("a", content[:at] + noise + content[at + len(noise) :])]) as preparation:
        assert len(preparation.files) + len(preparation.refusals) == 1
