"""The formats of documents. A renderer is imported when it is used: WeasyPrint and openpyxl take their time."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from accounts.errors import UserError
from reports.content import Digits, Document
from reports.renderers.pdf_needs import PdfUnavailableError
from reports.renderers.pictures import PictureError
from reports.renderers.steps import Progress


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its file ending, its media type, and the word and the icon on its button, if it is offered on one."""

    ending: str
    media_type: str
    name: str
    icon: str = ""

    @property
    def downloadable(self) -> bool:
        """Whether people download it; the page itself shows the others."""
        return bool(self.icon)

    def render(self, document: Document, *, digits: Digits, progress: Progress | None = None) -> bytes:
        """Returns the document's bytes in this format; `progress` is told (done, total) on the way.

        Raises UserError for a picture that cannot be opened, and for a machine that cannot draw a PDF.
        """
        render: Callable[..., bytes] = import_module(f"reports.renderers.{self.ending}").render
        try:
            return render(document, digits=digits, progress=progress)
        except PictureError as error:
            raise UserError(f"เปิดรูปภาพ {error.path.name} ไม่ได้ กรุณาตั้งรูปภาพใหม่ แล้วจัดทำเอกสารอีกครั้ง") from error
        except PdfUnavailableError as error:
            raise UserError(
                "ระบบยังจัดทำ PDF ไม่ได้ เพราะเครื่องนี้ขาดส่วนประกอบที่จำเป็น "
                f"กรุณาแจ้งผู้ดูแลระบบให้ติดตั้งแพ็กเกจ {error.packages} ของ Debian"
            ) from error


FORMATS = {
    each.ending: each
    for each in (
        Format("pdf", "application/pdf", "PDF", "file-earmark-pdf"),
        Format(
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", "file-earmark-excel"
        ),
        Format(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Word",
            "file-earmark-word",
        ),
        Format("html", "text/html; charset=utf-8", "หน้าเว็บ"),
    )
}


def format_get(ending: str) -> Format:
    """Returns the format, or raises UserError that lists what there is."""
    try:
        return FORMATS[ending]
    except KeyError:
        raise UserError(f"ไม่รู้จักรูปแบบ “{ending}” กรุณาใช้ {' '.join(FORMATS)}") from None
