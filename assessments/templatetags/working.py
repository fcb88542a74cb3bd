"""Filters of pages that show how figures came about."""

from django import template

from assessments.scoring import IndicatorResult, Result, place_words
from thaitext.words import join_list

register = template.Library()
register.filter("place_words", place_words)


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
