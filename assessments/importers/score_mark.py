"""The mark of a year's workbook of scores. Its version is the beginning of the framework's `source_hash`."""

from collections.abc import Iterable

from accounts.models import Municipality
from assessments.importers.marks import Mark, mark_found
from assessments.models import Framework


def score_mark(framework: Framework, municipality: Municipality) -> Mark:
    """The mark of the municipality's year as it is now."""
    return Mark("scores", framework.fiscal_year, municipality.slug, framework.source_hash[:12])


def has_mark(texts: Iterable[str], *, framework: Framework, municipality: Municipality) -> bool:
    """Whether one of the texts is the mark of the municipality's year. Raises UserError for one of something else."""
    outdated = (
        f"กรอบการประเมินปี {framework.fiscal_year} แก้ไขแล้วหลังจากจัดทำแบบกรอกนี้ กรุณาดาวน์โหลดแบบกรอกใหม่ แล้วคัดลอกคะแนนไปกรอก"
    )
    own = score_mark(framework, municipality)
    return mark_found(texts, own=own, municipality=municipality, outdated=outdated)
