"""Filters of pages that show how figures came about."""

import re

from django import template

from assessments.scoring import IndicatorResult, Result
from thaitext.words import join_list

register = template.Library()

# A place is what `assessments.scoring` calls a figure: the key of an official one, or a part of an indicator.
_WORDS = (
    (re.compile(r"indicator-\d+-part-(\d)"), r"ส่วนที่ \1"),
    (re.compile(r"indicator-(\d+)"), r"ตัวชี้วัดที่ \1"),
    (re.compile(r"([A-Z]+)-(\d)"), r"\1 ส่วนที่ \2"),
    (re.compile(r"total"), "คะแนนรวม"),
)


@register.filter
def place_words(place: str) -> str:
    """A figure's place as people call it: "EIT-1" is "EIT ส่วนที่ 1"; codes such as "i1" and "9.1" stay."""
    for pattern, words in _WORDS:
        if match := pattern.fullmatch(place):
            return match.expand(words)
    return place


@register.filter
def has_questions(indicator: IndicatorResult) -> bool:
    """Whether the score of any of the indicator's questions is known."""
    nodes = [indicator, *indicator.parts.values(), *indicator.sub_indicators.values()]
    return any(operand.value is not None for node in nodes for operand in node.working.operands)


@register.filter
def undecided_because(result: Result) -> str:
    """Which of the figures that decide the level are not known yet, in a sentence."""
    missing = [place_words(operand.place) for operand in result.level_operands[1:] if operand.value is None]
    return f"ยังสรุประดับไม่ได้ เพราะยังไม่มีคะแนน {join_list(missing or ['รวม'])}"
