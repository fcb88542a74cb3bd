"""A question's score without its part, where the two parts have different scores (seed 001: e10, e11, e12)."""

from collections.abc import Iterator

from reports.proofreading.manuscript import Manuscript
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from reports.proofreading.score_mentions import score_mentions
from thaitext.numbers import format_score

NAME = "unnamed-part"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every such score."""
    if manuscript.result is None:
        return
    parts: dict[str, dict[int, str]] = {}
    for (code, part), value in manuscript.result.questions.items():
        if part and value is not None:
            parts.setdefault(code, {})[part] = format_score(value, document=True)
    for passage in manuscript.typed:
        for mention in score_mentions(passage.text, manuscript.result_year):
            scores = parts.get(mention.place, {})
            if len(set(scores.values())) > 1:
                told = " ".join(f"ส่วนที่ {part} ได้ {score}" for part, score in scores.items())
                says = f"ข้อ {mention.place} มีคะแนนต่างกันในแต่ละส่วน ({told}) กรุณาระบุส่วน"
                yield remark_at(NAME, Severity.WARNING, passage, (mention.start, mention.end), says=says)


RULE = Rule(NAME, "คะแนนที่ไม่ระบุส่วน", read)
