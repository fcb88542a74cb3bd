"""Filters of pages that show how figures came about."""

from decimal import Decimal

from django import template

from assessments.grids import page_of
from assessments.scoring import IndicatorResult
from assessments.wording import place_words, undecided_words, warning_words
from thaitext.numbers import format_score

register = template.Library()
register.filter("place_words", place_words)
register.filter("undecided_words", undecided_words)
register.filter("warning_words", warning_words)


@register.filter
def has_questions(indicator: IndicatorResult) -> bool:
    """Whether the score of any of the indicator's questions is known."""
    nodes = [indicator, *indicator.parts.values(), *indicator.sub_indicators.values()]
    return any(operand.value is not None for node in nodes for operand in node.working.operands)


@register.filter
def mark(value: Decimal) -> str:
    """A bound of a level as people say it: "95", "84.50"."""
    return format_score(value, document=True)


@register.filter
def grid_page(key: str) -> str:
    """The page of the grid where a figure stands."""
    return page_of(key)


@register.filter
def minus(value: int, other: int) -> int:
    """A difference of two counts."""
    return value - other
