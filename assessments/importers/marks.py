"""The mark by which a workbook of ours is known again: what it is about, whose it is, of which year and version."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from accounts.errors import UserError
from accounts.models import Municipality

#: What a workbook can be about: its name in a sentence, and the page that takes it.
KINDS = {"scores": ("แบบกรอกคะแนน", "หน้านำเข้าคะแนน"), "measures": ("แบบกรอกแผนมาตรการ", "หน้านำเข้าของแผนมาตรการ")}

_MARK = re.compile(r"ita-(scores|measures)/([0-9]{4})/([a-z0-9-]{1,80})/([0-9a-z]{1,12})")


@dataclass(frozen=True, slots=True)
class Mark:
    """As text: "ita-scores/2568/ban-suan/0123456789ab". `kind` is one of `KINDS`."""

    kind: str
    fiscal_year: int
    slug: str
    version: str

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The mark that a cell holds, None if it holds none."""
        found = _MARK.fullmatch(text.strip())
        return cls(found[1], int(found[2]), found[3], found[4]) if found else None

    def __str__(self) -> str:
        return f"ita-{self.kind}/{self.fiscal_year}/{self.slug}/{self.version}"


def mark_found(texts: Iterable[str], *, own: Mark, municipality: Municipality, outdated: str) -> bool:
    """Whether one of the texts is the mark `own`. Raises UserError for one of something else.

    `outdated` is the sentence for a mark that differs in its version alone.
    """
    marks = {mark for mark in map(Mark.read, texts) if mark}
    for mark in marks - {own}:
        if mark.kind != own.kind:
            name, page = KINDS[mark.kind]
            raise UserError(f"ไฟล์นี้เป็น{name} ไม่ใช่{KINDS[own.kind][0]} กรุณานำเข้าที่{page}")
        if mark.fiscal_year != own.fiscal_year:
            raise UserError(
                f"แบบกรอกนี้เป็นของปีงบประมาณ {mark.fiscal_year} แต่กำลังนำเข้าปีงบประมาณ {own.fiscal_year} "
                "กรุณาเลือกปีให้ตรงกับแบบกรอก"
            )
        if mark.slug != own.slug:
            raise UserError(
                f"แบบกรอกนี้เป็นของหน่วยงาน {mark.slug} ไม่ใช่ของ{municipality.name} กรุณาดาวน์โหลดแบบกรอกของหน่วยงานนี้"
            )
        raise UserError(outdated)
    return bool(marks)
