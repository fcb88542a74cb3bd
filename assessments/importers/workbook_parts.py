"""The parts of an .xlsx file, which is a ZIP of XML: opened with bounds, before anything in it is unpacked or believed.

The sizes are added up before the first part is unpacked, so that a zip bomb is never set off; a ratio needs no bound of
its own beside the sum. They are added up again as parts are read, so that one cannot be set off piece by piece either.
No part may declare entities, so that XML cannot grow. Whatever is wrong with the file itself is one Thai sentence
(UserError); how large a file may be at all is for its reader to say.
"""

import posixpath
import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from accounts.errors import UserError

#: All parts together, unpacked, and all that is ever read of them, in bytes; a year's template has 0.1 MB.
MAX_UNPACKED = 10 * 1024 * 1024
MAX_PARTS = 500
#: XML elements of all parts read: each takes memory, however short it is written.
MAX_ELEMENTS = 500_000

_PIECE = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1

NO_WORKBOOK = "ไฟล์นี้ไม่ใช่สมุดงาน Excel กรุณาเปิดไฟล์แล้วบันทึกเป็นสมุดงาน Excel (.xlsx) ก่อนนำเข้า"
OLD_WORKBOOK = "ไฟล์นี้เป็นสมุดงาน Excel รุ่นเก่า (.xls) กรุณาเปิดไฟล์แล้วบันทึกเป็น .xlsx ก่อนนำเข้า"
WITH_PASSWORD = "สมุดงานนี้ตั้งรหัสผ่านไว้ กรุณาเปิดไฟล์ ยกเลิกรหัสผ่าน แล้วบันทึกใหม่ก่อนนำเข้า"  # noqa: S105  # a sentence
WITH_MACROS = "สมุดงานนี้มีแมโคร กรุณาบันทึกเป็นสมุดงาน Excel ที่ไม่มีแมโคร (.xlsx) ก่อนนำเข้า"
SWOLLEN = "ข้อมูลในสมุดงานมากผิดปกติ กรุณาคัดลอกเฉพาะข้อมูลที่ต้องการลงสมุดงานใหม่แล้วนำเข้าอีกครั้ง"
UNSAFE = "สมุดงานนี้มีเนื้อหาที่อาจไม่ปลอดภัย กรุณาคัดลอกข้อมูลลงสมุดงานใหม่แล้วนำเข้าอีกครั้ง"
DAMAGED = "สมุดงานนี้ชำรุด อ่านไม่ได้ กรุณาเปิดไฟล์ใน Excel แล้วบันทึกเป็นไฟล์ใหม่ก่อนนำเข้า"


class Parts:
    """The parts of a workbook by name ("xl/workbook.xml").

    Raises UserError for a file that is no workbook, of the old kind, or protected by a password; for one with macros;
    and for one of which more than `MAX_UNPACKED` bytes would be unpacked, however often a part is read.
    """

    def __init__(self, raw: bytes) -> None:
        if raw.startswith(_OLE):
            raise UserError(_ole_sentence(raw))
        if not raw.startswith(b"PK"):
            raise UserError(NO_WORKBOOK)
        try:
            self._archive = ZipFile(BytesIO(raw))
        except (BadZipFile, NotImplementedError, ValueError, OverflowError) as error:
            raise UserError(DAMAGED) from error
        members = self._archive.infolist()
        if len(members) > MAX_PARTS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise UserError(SWOLLEN)
        if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
            raise UserError(WITH_PASSWORD)
        self._elements = self._unpacked = 0
        self.names = {member.filename for member in members}
        if len(self.names) < len(members) or any(
            member.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for member in members
        ):
            raise UserError(DAMAGED)
        self._check_kind()

    def elements(self, name: str) -> Iterator[ET.Element]:
        """The elements of a part as they end. Whoever is done with one clears it."""
        content = self._content(name)
        # UTF-16 would hide a declaration from the look at the bytes; no program writes it here.
        if b"\x00" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise UserError(UNSAFE)
        try:
            for event, element in _events(content):
                self._elements += event == "start"
                if self._elements > MAX_ELEMENTS:
                    raise UserError(SWOLLEN)
                if event == "end":
                    yield element
        except (ET.ParseError, ValueError, LookupError) as error:
            raise UserError(DAMAGED) from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: (kind, part's name) by the reference's id; `name` is "" for the file itself."""
        folder, _, base = name.rpartition("/")
        source = posixpath.join(folder, "_rels", f"{base}.rels")
        if source not in self.names:
            return {}
        return {
            element.get("Id", ""): (
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))[1:],
            )
            for element in self.elements(source)
            if tag(element) == "Relationship" and element.get("TargetMode") != "External"
        }

    def workbook(self) -> str:
        """The name of the part that lists the sheets."""
        found = [part for kind, part in self.related("").values() if kind == "officeDocument"]
        if not found or not found[0].endswith(".xml"):
            raise UserError(NO_WORKBOOK)
        return found[0]

    def _check_kind(self) -> None:
        if "[Content_Types].xml" not in self.names:
            raise UserError(NO_WORKBOOK)
        macros = any(name.lower().endswith("vbaproject.bin") or "macrosheets/" in name.lower() for name in self.names)
        if macros or b"macroenabled" in self._content("[Content_Types].xml").lower():
            raise UserError(WITH_MACROS)

    def _content(self, name: str) -> bytes:
        """A part, unpacked; zipfile gives no more bytes than were declared, and checks their sum."""
        try:
            self._unpacked += self._archive.getinfo(name).file_size
            if self._unpacked > MAX_UNPACKED:
                raise UserError(SWOLLEN)
            return self._archive.read(name)
        except (BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, NotImplementedError) as error:
            raise UserError(DAMAGED) from error


def _events(content: bytes) -> Iterator[tuple[str, ET.Element]]:
    """Beginnings and ends of elements, read in large pieces: in small ones a long text is gone over again and again."""
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(("start", "end"))
    for start in range(0, len(content), _PIECE):
        parser.feed(content[start : start + _PIECE])
        yield from parser.read_events()  # type: ignore[misc]  # asked for, there are only these two kinds
    parser.close()
    yield from parser.read_events()  # type: ignore[misc]


def tag(element: ET.Element) -> str:
    """An element's name without its namespace: strict and transitional files differ in that alone."""
    return element.tag.rpartition("}")[2]


def _ole_sentence(raw: bytes) -> str:
    """What an OLE file is: its directory names its streams in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return WITH_PASSWORD
    if any(name.encode("utf-16-le") in raw for name in ("Workbook", "Book")):
        return OLD_WORKBOOK
    return NO_WORKBOOK
