"""Tags and filters of every template: one for each kind of figure.

Django's own are not used: in Thai its `date` prints Gregorian years, and the others write figures in their own way.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString

from thaitext.dates import DAY_IN_TEXT, format_date
from thaitext.numbers import format_score, plain_score, round_half_up

register = template.Library()

KILOBYTE, MEGABYTE = 1024, 1024 * 1024
_DAY_IN_TEXT = re.compile(DAY_IN_TEXT)


@register.filter
def score(value: Decimal | None) -> str:
    """A score with two decimals half-up, "–" when missing."""
    return format_score(value)


@register.filter
def score_typed(value: Decimal | None) -> str:
    """A score as it was entered, without zeros that the database adds; empty when missing."""
    return plain_score(value)


@register.filter
def weight(value: Decimal) -> str:
    """A weight between 0 and 1 with two decimals: 0.30."""
    return str(round_half_up(value))


@register.filter
def file_size(size: int) -> str:
    """A size in bytes in whole KB (of 1,024 bytes), rounded up, from 1 MB on in MB: 12 KB, 2 MB, 4.5 MB."""
    if size < MEGABYTE:
        return f"{-(-size // KILOBYTE)} KB"
    return f"{round_half_up(Decimal(size) / MEGABYTE, 1)} MB".replace(".0 ", " ")


@register.filter
def thai_date(day: date) -> str:
    """A day in the Buddhist Era: 25 มี.ค. 2569. A moment is turned to Bangkok's time first."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return format_date(day, "short_month")


@register.filter
def thai_moment(moment: datetime) -> str:
    """A day with the hour: 25 มี.ค. 2569 14:05 น."""
    return f"{thai_date(moment)} {thai_hour(moment)}"


@register.filter
def thai_hour(moment: datetime) -> str:
    """The hour alone: 14:05 น."""
    return f"{timezone.localtime(moment):%H:%M} น."


@register.filter
def whole_days(words: str) -> SafeString:
    """A text of which a line's end parts no day from its month and year."""
    return SafeString(_DAY_IN_TEXT.sub(r'<span class="whole">\g<0></span>', escape(words)))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A Bootstrap icon drawn in the page itself; it only decorates the words beside it."""
    return _icon(name)


@cache
def _icon(name: str) -> SafeString:
    path = finders.find(f"icons/{name}.svg")
    if not isinstance(path, str):
        raise template.TemplateSyntaxError(f"no icon {name}: add it to portal.icons in package.json")
    svg = re.sub(r"\s+", " ", Path(path).read_text(encoding="utf-8")).strip()
    return SafeString(svg.replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))
