"""What an approval writes into a document (UX.md section 4). Pure: a document in, a document out."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reports.content import Beside, Document, Paragraph, Picture, Signature, text
from thaitext.dates import format_date

#: What stands where others sign by hand: a general electronic signature, never said to be a certified one.
SIGNED = "อนุมัติทางอิเล็กทรอนิกส์โดย"
_HASH_LETTERS = 16
_CODE_CM = 2.4  # a telephone reads it from paper
_CODE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class ApprovalLines:
    """Who approves, as what, when, and which edition this is.

    `acting` is the office in whose stead the approver signs, or empty; `corrects` is the number and the day of the
    edition that this one replaces; `content_sha256` is of the document as it was submitted. `address` is where the
    edition stands once it is published, `code_picture` says it to a telephone, `check` is where anybody can ask
    whether a file is the approved one; without an address there are none.
    """

    name: str
    position: str
    acting: str
    day: date
    number: int
    code: str
    content_sha256: str
    corrects: tuple[int, date] | None = None
    address: str = ""
    check: str = ""
    code_picture: Path | None = None

    @property
    def positions(self) -> tuple[str, ...]:
        """As what the approver signs, line by line."""
        return (self.position, f"รักษาราชการแทน{self.acting}") if self.acting else (self.position,)


def document_code(slug: str, kind: str, fiscal_year: int, number: int) -> str:
    """The code of an approved edition: it names the document wherever it is met, and never changes."""
    return f"{slug}-{kind}-{fiscal_year}-{number}"


def content_mark(content_sha256: str) -> str:
    """The beginning of a content's SHA-256 as the document prints it: enough to compare, bound to Latin letters."""
    return f"SHA256-{content_sha256[:_HASH_LETTERS]}"


def approved_document(document: Document, lines: ApprovalLines) -> Document:
    """Returns the document with its approval at the end, as a signature block, and with its address on every page.

    It stands in the place of the signature block that the document ends with, if it does: a deputy signs as such, and
    no document names two who sign.
    """
    last = document.sections[-1]
    kept = last.blocks[:-1] if last.blocks and isinstance(last.blocks[-1], Signature) else last.blocks
    section = replace(last, blocks=(*kept, _signature(lines), *_address(lines)))
    page = replace(document.page, foot_line=lines.address)
    return replace(document, sections=(*document.sections[:-1], section), page=page)


def _signature(lines: ApprovalLines) -> Signature:
    edition = f"ฉบับที่ {lines.number}"
    if lines.corrects:
        number, day = lines.corrects
        edition += f" แทนฉบับที่ {number} ซึ่งอนุมัติเมื่อวันที่ {format_date(day)}"
    return Signature(
        lines.name,
        (
            *lines.positions,
            f"วันที่ {format_date(lines.day)}",
            edition,
            f"รหัสเอกสาร {lines.code}",
            f"รหัสตรวจสอบเนื้อหา {content_mark(lines.content_sha256)}",
        ),
        signed=SIGNED,
    )


def _address(lines: ApprovalLines) -> tuple[Beside, ...]:
    """Where the edition is found once it is published, for readers and for their telephones."""
    if not lines.address or lines.code_picture is None:
        return ()
    words = text(
        f"ที่อยู่ของฉบับนี้เมื่อเผยแพร่แล้ว\n{lines.address}\nตรวจสอบว่าเป็นฉบับที่อนุมัติได้ที่\n{lines.check}",
    )
    picture = Picture(lines.code_picture, f"คิวอาร์โค้ดของที่อยู่ {lines.address}", _CODE_CM)
    return (Beside(picture, Paragraph(words), _CODE_SHARE),)
