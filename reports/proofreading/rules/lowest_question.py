"""A "lowest question" that is not the lowest, or equals its indicator (seed 002, three times: the wrong number copied).

In a text, as a person stated it, and in the table, where a question equals its indicator's official figure.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assessments.codes import place_key, place_name
from assessments.scoring import Cell
from reports.proofreading.manuscript import FindingNote, Manuscript, StatedLowest
from reports.proofreading.remark import Remark, Rule, Severity, remark_at, remark_of
from reports.proofreading.score_mentions import score_mentions
from thaitext.digits import to_arabic
from thaitext.numbers import format_score, round_half_up

NAME = "lowest-question"

_LOWEST = re.compile(r"(?:คะแนน)?(?:น้อย|ต่ำ)(?:ที่)?สุด")
_CODE = re.compile(r"(?<![A-Za-z0-9])([ieoIEO])\ ?([1-9][0-9]?)(?![0-9A-Za-z])")
#: So far behind the word the lowest question is told: a long one, quoted.
_REACH = 260


def read(manuscript: Manuscript) -> Iterator[Remark]:
    """Yields a remark for every lowest question that cannot be one."""
    if manuscript.result is None:
        return
    for finding in manuscript.findings:
        yield from _told(finding, manuscript)
    for stated in manuscript.stated:
        yield from _stated(stated, manuscript)
    yield from _copied(manuscript)


def _told(finding: FindingNote, manuscript: Manuscript) -> Iterator[Remark]:
    passage = finding.passage
    text = to_arabic(passage.text)
    known = {cell: round_half_up(value) for cell, value in finding.cells.items() if value is not None}
    mentions = [each for each in score_mentions(text, manuscript.result_year) if not each.doubtful]
    complete = len(known) == len(finding.cells)
    for word in _LOWEST.finditer(text):
        reach = text[word.end() : word.end() + _REACH]
        mention = next((each for each in mentions if word.end() <= each.start < word.end() + _REACH), None)
        if mention:
            stretch = (mention.start, mention.end)
            value = round_half_up(mention.value)
            if why := _too_high(value, finding.score, known):
                yield remark_at(NAME, Severity.ERROR, passage, stretch, says=f"{why} จึงไม่ใช่ข้อที่ได้คะแนนน้อยที่สุด")
                continue
        if (
            complete
            and known
            and (code := _named(reach[: mention.start - word.end() if mention else _REACH], manuscript))
        ):
            own = [value for (each, _), value in known.items() if each == code]
            if own and min(own) > min(known.values()):
                least = min(known, key=lambda cell: known[cell])
                says = (
                    f"ข้อ {code} ({format_score(min(own), document=True)} คะแนน) ไม่ใช่ข้อที่ได้คะแนนน้อยที่สุด "
                    f"ข้อที่น้อยที่สุดคือ{place_name(least)} ({format_score(known[least], document=True)} คะแนน)"
                )
                yield remark_at(NAME, Severity.ERROR, passage, word.span(), says=says)


def _too_high(value: Decimal, score: Decimal | None, known: Mapping[Cell, Decimal]) -> str:
    """Why a score cannot be the lowest; "" where it can. Where all questions are equal, so is the indicator."""
    figure = format_score(value, document=True)
    if known and min(known.values()) < value:
        least = min(known, key=lambda cell: known[cell])
        return f"คะแนน {figure} สูงกว่า{place_name(least)} ซึ่งได้ {format_score(known[least], document=True)} คะแนน"
    even = len(set(known.values())) == 1 and next(iter(known.values())) == value
    if score is not None and value >= round_half_up(score) and not even and value < 100:
        relation = "เท่ากับ" if value == round_half_up(score) else "สูงกว่า"
        return f"คะแนน {figure} {relation}คะแนนของตัวชี้วัด ({format_score(score, document=True)})"
    return ""


def _named(reach: str, manuscript: Manuscript) -> str:
    """The code of the question that is called the lowest: by its code, or quoted word for word."""
    if found := _CODE.search(reach):
        code = f"{found[1].lower()}{found[2]}"
        return code if code in manuscript.questions else ""
    bare = "".join(reach.split())
    return next((code for code, text in manuscript.questions.items() if "".join(text.split()) in bare), "")


def _stated(stated: StatedLowest, manuscript: Manuscript) -> Iterator[Remark]:
    result = manuscript.result
    if result is None or stated.value is None or stated.number not in result.indicators:
        return
    score = result.indicators[stated.number].figure.used
    known = {
        cell: round_half_up(value)
        for cell, value in result.questions.items()
        if value is not None and manuscript.indicator_of(cell[0]) == stated.number
    }
    if why := _too_high(round_half_up(stated.value), score, known):
        place = f"ข้อคำถามที่ได้คะแนนน้อยที่สุดของตัวชี้วัดที่ {stated.number}"
        yield remark_of(NAME, Severity.ERROR, place, f"ข้อ {stated.code} {why}", url=stated.url)


def _copied(manuscript: Manuscript) -> Iterator[Remark]:
    """Questions that equal their indicator's official figure to the last decimal: mostly a row too far."""
    spec, result = manuscript.spec, manuscript.result
    for instrument in spec.instruments if spec and result else ():
        for indicator in instrument.indicators:
            assert result is not None  # noqa: S101 tells mypy what the line above says
            official = result.indicators[indicator.number].figure.official
            cells = [(code, part) for code in indicator.questions for part in instrument.parts or (None,)]
            even = len({result.questions[cell] for cell in cells}) == 1
            if len(cells) < 2 or even or official in (None, Decimal(0), Decimal(100)):
                continue
            for cell in cells:
                if result.questions[cell] == official:
                    whose = f"คะแนนทางการของตัวชี้วัดที่ {indicator.number}"
                    says = f"{place_name(cell)} ได้เท่ากับ{whose} พอดี กรุณาตรวจสอบว่าไม่ได้คัดลอกผิดแถว"
                    url = manuscript.url_of(place_key(cell))
                    yield remark_of(NAME, Severity.WARNING, place_name(cell), says, url=url)


RULE = Rule(NAME, "ข้อที่ได้คะแนนน้อยที่สุดไม่ถูกต้อง", read)
