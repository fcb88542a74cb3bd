"""A score in a text that differs from the table (seed 002 carries other figures in its copied rows).

Where the text names what the score is of, another figure is an error; where that is in doubt, and in a finding that
names nothing and whose figure is none of its indicator's, a warning.
"""

from collections.abc import Iterator
from decimal import Decimal

from assessments.codes import place_key, place_name
from assessments.scoring import Result
from assessments.wording import place_words
from reports.proofreading.manuscript import FindingNote, Manuscript, Passage
from reports.proofreading.remark import Remark, Rule, Severity, remark_at
from reports.proofreading.score_mentions import ScoreMention, score_mentions
from thaitext.numbers import format_score
from thaitext.words import join_list

NAME = "score-in-text"


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every score that is not in the table."""
    result = manuscript.result
    if result is None:
        return
    figures = figures_of(result)
    findings = {finding.passage: finding for finding in manuscript.findings}
    for passage in manuscript.typed:
        for mention in score_mentions(passage.text, manuscript.result_year):
            if mention.place:
                yield from _named(passage, mention, figures)
            elif passage in findings and "." in mention.written:
                yield from _unnamed(passage, mention, findings[passage], figures)


def figures_of(result: Result) -> dict[str, list[Decimal]]:
    """All known figures by their key; those of a question in parts also by its bare code."""
    found: dict[str, list[Decimal]] = {}
    for (code, part), value in result.questions.items():
        for key in dict.fromkeys((code, place_key((code, part)))):
            found.setdefault(key, []).extend([] if value is None else [value])
    for scored in (*result.indicators.values(), *result.instruments.values(), result.total):
        both = (scored.figure.official, scored.figure.computed)
        found[scored.place] = [value for value in both if value is not None]
    return found


def _named(passage: Passage, mention: ScoreMention, figures: dict[str, list[Decimal]]) -> Iterator[Remark]:
    right = figures.get(mention.place)
    if not right:
        return  # not in the table, or of no score yet: nothing to differ from
    if not any(mention.equals(figure) for figure in right):
        name = _words(mention.place)
        shown = join_list(list(dict.fromkeys(format_score(figure, document=True) for figure in right)))
        says = f"{name} ในข้อความได้ {mention.written} คะแนน แต่ในตารางคะแนนได้ {shown}"
        # What may be another's score is never overwritten.
        fix = format_score(right[0], document=True) if len(set(right)) == 1 and not mention.doubtful else None
        severity = Severity.WARNING if mention.doubtful else Severity.ERROR
        yield remark_at(NAME, severity, passage, (mention.start, mention.end), says=says, fix=fix)


def _unnamed(
    passage: Passage, mention: ScoreMention, finding: FindingNote, figures: dict[str, list[Decimal]]
) -> Iterator[Remark]:
    """A score in a finding must be of its indicator or its questions, or of what stands above it."""
    own = [value for value in finding.cells.values() if value is not None]
    own += figures.get(f"indicator-{finding.number}", [])
    above = [value for key in ("total", "IIT", "EIT", "EIT-1", "EIT-2", "OIT") for value in figures.get(key, [])]
    if own and not any(mention.equals(figure) for figure in (*own, *above)):
        says = f"คะแนน {mention.written} ไม่ตรงกับคะแนนใดของตัวชี้วัดที่ {finding.number} และข้อคำถามในตัวชี้วัดนี้"
        yield remark_at(NAME, Severity.WARNING, passage, (mention.start, mention.end), says=says)


def _words(key: str) -> str:
    code, _, part = key.partition("-")
    if code[:1] in "ieo":
        return place_name((code, int(part) if part else None))
    return place_words(key)


RULE = Rule(NAME, "คะแนนในข้อความไม่ตรงกับตาราง", read)
