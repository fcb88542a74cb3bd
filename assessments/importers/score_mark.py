"""The mark by which a year's workbook is known again: whose it is, of which year, of which version of the framework."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from accounts.errors import UserError
from accounts.models import Municipality
from assessments.models import Framework

_MARK = re.compile(r"ita-scores/([0-9]{4})/([a-z0-9-]{1,80})/([0-9a-f]{12})")


@dataclass(frozen=True, slots=True)
class Mark:
    """`version` is the beginning of the framework's `source_hash`. As text: "ita-scores/2568/ban-suan/0123456789ab"."""

    fiscal_year: int
    slug: str
    version: str

    @classmethod
    def of(cls, framework: Framework, municipality: Municipality) -> Self:
        """The mark of the municipality's year as it is now."""
        return cls(framework.fiscal_year, municipality.slug, framework.source_hash[:12])

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The mark that a cell holds, None if it holds none."""
        found = _MARK.fullmatch(text.strip())
        return cls(int(found[1]), found[2], found[3]) if found else None

    def __str__(self) -> str:
        return f"ita-scores/{self.fiscal_year}/{self.slug}/{self.version}"


def has_mark(texts: Iterable[str], *, framework: Framework, municipality: Municipality) -> bool:
    """Whether one of the texts is the mark of the municipality's year. Raises UserError for one of something else."""
    own = Mark.of(framework, municipality)
    marks = {mark for mark in map(Mark.read, texts) if mark}
    for mark in marks - {own}:
        if mark.fiscal_year != own.fiscal_year:
            raise UserError(
                f"แบบกรอกนี้เป็นของปีงบประมาณ {mark.fiscal_year} แต่กำลังนำเข้าปีงบประมาณ {own.fiscal_year} "
                "กรุณาเลือกปีให้ตรงกับแบบกรอก"
            )
        if mark.slug != own.slug:
            raise UserError(
                f"แบบกรอกนี้เป็นของหน่วยงาน {mark.slug} ไม่ใช่ของ{municipality.name} กรุณาดาวน์โหลดแบบกรอกของหน่วยงานนี้"
            )
        raise UserError(
            f"กรอบการประเมินปี {own.fiscal_year} แก้ไขแล้วหลังจากจัดทำแบบกรอกนี้ กรุณาดาวน์โหลดแบบกรอกใหม่ แล้วคัดลอกคะแนนไปกรอก"
        )
    return bool(marks)
