"""Checks a file of evidence by its content and prepares it to be kept. Pure: files in, files and sentences out.

What a file is called says nothing about what is in it: its first bytes tell its kind, and what follows must agree.
Nothing is unpacked or drawn before its size is known. A picture is turned upright and drawn anew, so that nothing that
a camera wrote into it is left, the place least of all (UX.md section 3). Refusals are Thai sentences.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from tempfile import TemporaryFile
from threading import Lock
from typing import IO
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.conf import settings
from PIL import Image, ImageOps

from measures.evidence_limits import MAX_BYTES, MAX_FILES, MEGABYTE
from measures.models import FileKind
from thaitext.words import clean

#: What telephones take at most; drawn, it fills 150 MB of memory, and turned, another 150 MB.
MAX_PIXELS = 50_000_000
#: The longest side of the smaller picture for pages and documents.
WEB_PIXELS = 1600
#: What a Word or Excel file may say that it unpacks to, and in how many parts.
MAX_UNPACKED = 300 * MEGABYTE
MAX_PARTS = 5000
#: Linux takes 255 bytes, a Thai letter has three; room is left for a browser's " (1)".
MAX_NAME_BYTES = 245

WANTED = "PDF ภาพ (JPEG PNG WEBP) Word (.docx) หรือ Excel (.xlsx)"
EMPTY = "ไฟล์ว่างเปล่า กรุณาเลือกไฟล์ใหม่"
TOO_HEAVY = "ไฟล์ใหญ่เกิน 20 MB กรุณาย่อขนาดหรือแบ่งไฟล์ แล้วเลือกใหม่"
UNKNOWN = f"ไม่ใช่ไฟล์ชนิดที่รับ กรุณาใช้ {WANTED}"
HEIC = "เป็นภาพ HEIC ของ iPhone กรุณาบันทึกเป็น JPEG แล้วเลือกใหม่"
OLD_OFFICE = "เป็น Word หรือ Excel รุ่นเก่า กรุณาเปิดไฟล์แล้วบันทึกเป็น .docx หรือ .xlsx"
LOCKED = "ตั้งรหัสผ่านหรือจำกัดสิทธิ์ไว้ ผู้ตรวจจะเปิดอ่านไม่ได้ กรุณาบันทึกหรือพิมพ์เป็นไฟล์ใหม่ที่ไม่มีรหัสผ่าน"
MACROS = "มีแมโคร กรุณาบันทึกเป็น .docx หรือ .xlsx ที่ไม่มีแมโคร"
SWOLLEN = "เมื่อคลายแล้วมีข้อมูลมากผิดปกติ กรุณาบันทึกเป็น PDF แล้วเลือกใหม่"
DAMAGED = "ไฟล์ชำรุดหรือส่งมาไม่ครบ กรุณาเปิดดูไฟล์ บันทึกใหม่ แล้วเลือกอีกครั้ง"
TOO_MANY_PIXELS = "ภาพมีขนาดเกิน 50 ล้านพิกเซล กรุณาย่อภาพแล้วเลือกใหม่"
TOO_MANY_FILES = f"แนบไฟล์ได้ไม่เกิน {MAX_FILES} ไฟล์ต่อรายงาน กรุณาเลือกเฉพาะที่สำคัญ หรือรวมเป็นไฟล์เดียว"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC = re.compile(rb"....ftyp(?:hei|hev|mif|msf|avif)", re.DOTALL)
_PDF_LOCK = re.compile(rb"/Encrypt\s*(?:<<|[0-9]+\s+[0-9]+\s+R)")
_ENCRYPTED_FLAG = 0x1
_MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": FileKind.DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": FileKind.XLSX,
}
#: Kinds by the endings that files of them have; pictures are drawn anew, so that one may be called like another.
_PICTURES = frozenset(kind for kind in FileKind if kind.is_picture)
_ENDINGS = {
    "pdf": frozenset({FileKind.PDF}),
    "docx": frozenset({FileKind.DOCX}),
    "xlsx": frozenset({FileKind.XLSX}),
} | dict.fromkeys(("jpg", "jpeg", "jpe", "jfif", "png", "webp"), _PICTURES)
#: Characters that Windows, a path or a header would take for something else, and control characters.
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')

# Drawn pictures are large: one at a time in each process.
_drawing = Lock()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes, with the name that the person's machine gave it."""

    name: str
    file: IO[bytes]


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file that may be kept: `name` has the ending of its kind, `sha256` is of the file as it came.

    `content` is what is kept, `size` its bytes; `web` is the smaller picture, None for what is no picture.
    """

    name: str
    kind: FileKind
    size: int
    sha256: str
    content: IO[bytes]
    web: IO[bytes] | None


@dataclass(frozen=True, slots=True)
class Preparation:
    """What became of several files: those that may be kept, and a sentence for each of the others."""

    files: Sequence[PreparedFile]
    refusals: Sequence[str]


class _Refused(Exception):  # noqa: N818 - named for what the file is
    """Says why the file at hand is not taken."""


@contextmanager
def files_prepared(uploads: Sequence[Upload]) -> Iterator[Preparation]:
    """Checks and prepares all of them; the prepared files are there until the block ends.

    Of a file that is refused nothing is kept, and the sentence names it.
    """
    if len(uploads) > MAX_FILES:
        yield Preparation((), (TOO_MANY_FILES,))
        return
    files, refusals = [], []
    with ExitStack() as stack:
        for upload in uploads:
            try:
                files.append(_prepared(upload, stack))
            except _Refused as error:
                refusals.append(f"“{clean(upload.name)}” {error}")
        yield Preparation(tuple(files), tuple(refusals))


def _prepared(upload: Upload, stack: ExitStack) -> PreparedFile:
    upload.file.seek(0)
    data = upload.file.read(MAX_BYTES + 1)
    if not data:
        raise _Refused(EMPTY)
    if len(data) > MAX_BYTES:
        raise _Refused(TOO_HEAVY)
    kind = _kind(data)
    ending = upload.name.rpartition(".")[2].lower()
    if kind not in _ENDINGS.get(ending, (kind,)):
        raise _Refused(f"ชื่อลงท้ายด้วย .{ending} แต่เนื้อหาเป็น {kind.label} กรุณาตรวจสอบว่าเลือกไฟล์ถูกต้อง")
    name, mark = _name(upload.name, kind), sha256(data).hexdigest()
    if not kind.is_picture:
        return PreparedFile(name, kind, len(data), mark, upload.file, None)
    content, web = _drawn_anew(data, kind, stack)
    return PreparedFile(name, kind, content.tell(), mark, content, web)


def _kind(data: bytes) -> FileKind:
    """The kind that the first bytes tell and the rest bears out."""
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return FileKind.WEBP
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if data.startswith(_OLE):
        raise _Refused(LOCKED if "EncryptedPackage".encode("utf-16-le") in data else OLD_OFFICE)
    raise _Refused(HEIC if _HEIC.match(data) else UNKNOWN)


def _pdf(data: bytes) -> FileKind:
    if b"%%EOF" not in data:
        raise _Refused(DAMAGED)
    if _PDF_LOCK.search(data):
        raise _Refused(LOCKED)
    return FileKind.PDF


def _office(data: bytes) -> FileKind:
    """Whether a ZIP is a Word or Excel file; only the list of its parts is unpacked."""
    # Each entry of the directory begins so: counted before zipfile makes an object of each.
    if data.count(b"PK\x01\x02") > MAX_PARTS:
        raise _Refused(SWOLLEN)
    try:
        with ZipFile(BytesIO(data)) as archive:
            types = _content_types(archive)
    except _Refused:
        raise
    except Exception as error:  # zipfile and its unpackers raise whatever they stumble over
        raise _Refused(DAMAGED) from error
    kinds = {_MAIN_PARTS[each] for each in types if each in _MAIN_PARTS}
    if any("macroenabled" in each.lower() or "vbaproject" in each.lower() for each in types):
        raise _Refused(MACROS)
    if len(kinds) != 1:
        raise _Refused(UNKNOWN)
    return kinds.pop()


def _content_types(archive: ZipFile) -> set[str]:
    """What the file says its parts are."""
    members = archive.infolist()
    if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _Refused(SWOLLEN)
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names:
        raise _Refused(UNKNOWN)
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise _Refused(LOCKED)
    if len(names) < len(members) or any(each.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for each in members):
        raise _Refused(DAMAGED)
    if any(name.lower().endswith("vbaproject.bin") or "macrosheets/" in name.lower() for name in names):
        raise _Refused(MACROS)
    if archive.getinfo("[Content_Types].xml").file_size > MEGABYTE:
        raise _Refused(SWOLLEN)
    content = archive.read("[Content_Types].xml")
    # Entities would let it grow; UTF-16 would hide their declaration, and no program writes it here.
    if b"\x00" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _Refused(UNKNOWN)
    return {element.get("ContentType", "") for element in ET.fromstring(content)}  # noqa: S314 - no entities in it


def _drawn_anew(data: bytes, kind: FileKind, stack: ExitStack) -> tuple[IO[bytes], IO[bytes]]:
    """The picture upright and without what the camera wrote into it, and the smaller JPEG for pages."""
    try:
        with _drawing, Image.open(BytesIO(data), formats=(kind.name,)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise _Refused(TOO_MANY_PIXELS)
            upright = _upright(picture)
            return _saved(upright, kind.name, 90, stack), _saved(_for_pages(upright), "JPEG", 85, stack)
    except _Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _Refused(TOO_MANY_PIXELS) from error
    except Exception as error:  # Pillow raises whatever its readers stumble over
        raise _Refused(DAMAGED) from error


def _upright(picture: Image.Image) -> Image.Image:
    """In eight bits a colour, turned as the camera was held, and bare of all else."""
    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode.startswith("I"):  # 16 bits of grey: converted as they are, all would be white
        picture = picture.convert("I").point(lambda level: level / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    upright = picture if picture.mode == mode else picture.convert(mode)
    upright.info.clear()  # else the place, the colour profile and their like would be written again
    return upright


def _for_pages(upright: Image.Image) -> Image.Image:
    small = upright
    if max(upright.size) > WEB_PIXELS:
        small = ImageOps.contain(upright, (WEB_PIXELS, WEB_PIXELS))
    if small.mode == "RGB":
        return small
    paper = Image.new("RGB", small.size, "white")
    paper.paste(small, mask=small.getchannel("A"))
    return paper


def _saved(picture: Image.Image, form: str, quality: int, stack: ExitStack) -> IO[bytes]:
    """The picture in a file of its own, which stands at its end and goes with the stack."""
    file = stack.enter_context(TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR))  # noqa: SIM115 - the stack closes it
    picture.save(file, form, quality=quality)
    file.seek(0, 2)
    return file


def _name(name: str, kind: FileKind) -> str:
    """A name that is safe everywhere, with the ending of its kind, at most 245 bytes: ``ภาพการประชุม.jpg``."""
    stem, _, ending = _UNSAFE.sub(" ", clean(name)).rpartition(".")
    if ending.lower() not in _ENDINGS:
        stem = f"{stem}.{ending}" if stem else ending
    stem = " ".join(stem.split()).strip(" .")
    while len(f"{stem}.{kind}".encode()) > MAX_NAME_BYTES:
        stem = stem[:-1].rstrip(" .")
    return f"{stem or 'หลักฐาน'}.{kind}"
