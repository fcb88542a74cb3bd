"""Official and computed figures that are further apart than 0.02 (ITA.md section 2.5): neither overwrites the other."""

from collections.abc import Iterator

from assessments.wording import place_words, warning_words
from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_of

NAME = "official-apart"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every place whose two figures differ."""
    for warning in manuscript.result.warnings if manuscript.result else ():
        says = f"{warning_words(warning)} กรุณาตรวจสอบกับระบบ ITAS"
        url = manuscript.url_of(warning.place)
        yield remark_of(NAME, Severity.WARNING, place_words(warning.place), says, url=url)


RULE = Rule(NAME, "คะแนนทางการต่างจากที่คำนวณได้", read)
