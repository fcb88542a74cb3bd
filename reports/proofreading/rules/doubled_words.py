"""Words that stand twice, one behind the other (seed 002: เป็นไปตามเป็นไปตาม; seed 000: จัดให้มีช่องทางจัดให้มีช่องทาง)."""

from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from thaitext.slips import doubled

NAME = "doubled-words"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every doubled word that is not part of the municipality's own names."""
    own = manuscript.own
    names = (own.full, own.proper, own.district, own.province)
    for passage in manuscript.passages:
        for slip in doubled(passage.text):
            found = passage.text[slip.start : slip.end]
            if not any(found in name for name in names):
                says = f"คำซ้ำ “{slip.fix}”"
                yield remark_at(NAME, Severity.WARNING, passage, (slip.start, slip.end), says=says, fix=slip.fix)


RULE = Rule(NAME, "คำซ้ำ", read)
