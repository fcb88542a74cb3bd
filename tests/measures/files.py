"""Files of evidence for tests, true ones and others: made here, so that each says what is in it."""

import io
import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from measures.evidence_files import Upload

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"
DOCX_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DOCM_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"


def upload(name: str, content: bytes) -> Upload:
    """A file as it comes."""
    return Upload(name, io.BytesIO(content))


def picture(
    form: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", colour: object = "#12436D"
) -> bytes:
    """A picture of one colour."""
    drawn = io.BytesIO()
    Image.new(mode, size, colour).save(drawn, form)  # type: ignore[arg-type]  # what a colour is depends on the mode
    return drawn.getvalue()


def photo(size: tuple[int, int] = (400, 300)) -> bytes:
    """A JPEG as a telephone takes it, held upright: stored lying (orientation 6), with the place.

    Stored, its left half is red and its right half blue: upright, the red is above the blue.
    """
    lying = Image.new("RGB", size, "blue")
    lying.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif[Base.Make] = "Camera"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (6.0, 32.0, 28.0)
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    drawn = io.BytesIO()
    lying.save(drawn, "JPEG", exif=exif, comment=b"taken at home", quality=95)
    return drawn.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header claims a size, without the pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def webp_claiming(width: int, height: int) -> bytes:
    """A WEBP whose header claims a size, without the pixels."""
    data = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"\0" * 65
    chunk = b"VP8L" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def office(main: str = DOCX_MAIN, parts: dict[str, bytes] | None = None, types: bytes | None = None) -> bytes:
    """A file of Word or Excel: the list of its parts and whatever `parts` says."""
    listed = f'<Types><Default Extension="xml" ContentType="application/xml"/><Override ContentType="{main}"/></Types>'
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types or listed)
        for name, content in (parts or {"word/document.xml": b"<document/>"}).items():
            archive.writestr(name, content)
    return made.getvalue()


def office_claiming(size: int) -> bytes:
    """A file of Word whose directory claims that a part unpacks to `size` bytes."""
    raw = office()
    at = raw.rindex(b"PK\x01\x02")
    name_length, extra_length = struct.unpack_from("<HH", raw, at + 28)
    end = at + 46 + name_length
    wide = struct.pack("<HHQ", 1, 8, size)  # ZIP64: sizes over 4 GB stand in an extra field
    entry = bytearray(raw[at:end])
    struct.pack_into("<I", entry, 24, 0xFFFFFFFF)
    struct.pack_into("<H", entry, 30, len(wide))
    tail = bytearray(raw[end + extra_length :])
    (directory_size,) = struct.unpack_from("<I", tail, 12)
    struct.pack_into("<I", tail, 12, directory_size - extra_length + len(wide))
    return raw[:at] + bytes(entry) + wide + bytes(tail)
