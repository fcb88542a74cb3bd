"""Scores that the document says it has not: of indicators, of the total, of questions (seeds 000 and 002).

Missing is not zero. The document tells what is missing, so nothing blocks; a missing indicator must be seen.
"""

from collections.abc import Iterator

from assessments.codes import place_name
from assessments.wording import undecided_words
from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_of
from thaitext.words import join_list

NAME = "missing-scores"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields at most one remark each on indicators, the level and questions."""
    result = manuscript.result
    if result is None:
        return
    url = manuscript.url_of("scores")
    missing = [str(number) for number, scored in result.indicators.items() if scored.figure.used is None]
    if missing:
        says = f"ยังไม่มีคะแนนของตัวชี้วัดที่ {join_list(missing)} จึงยังไม่มีคะแนนรวมและระดับที่แน่นอน กรุณากรอกคะแนนให้ครบ"
        yield remark_of(NAME, Severity.WARNING, "ตารางผลคะแนน", says, url=manuscript.url_of(f"indicator-{missing[0]}"))
    elif result.level is None:
        says = f"{undecided_words(result)} ระดับที่เป็นไปได้คือ {' หรือ '.join(result.possible_levels)}"
        yield remark_of(NAME, Severity.HINT, "ตารางผลคะแนน", says, url=url)
    partly = {number: scored.missing for number, scored in result.indicators.items() if scored.missing}
    if partly and result.known and manuscript.spec and manuscript.spec.scoreable:
        named = [place_name(cell).removeprefix("ข้อ ") for cells in partly.values() for cell in cells]
        several = f"{join_list(named[:8])}{f' และอีก {len(named) - 8} ข้อ' if len(named) > 8 else ''}"
        says = f"ยังไม่มีคะแนนรายข้อของข้อ {several}"
        yield remark_of(NAME, Severity.HINT, "คะแนนรายข้อ", says, url=url)


RULE = Rule(NAME, "คะแนนที่ยังไม่มี", read)
