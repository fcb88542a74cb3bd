"""Tags and filters of every template. Django's own `date` filter is not used: in Thai it prints Gregorian years."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.safestring import SafeString

from thaitext.dates import format_date
from thaitext.numbers import format_score

register = template.Library()


@register.filter
def score(value: Decimal | None) -> str:
    """A score with two decimals half-up, "–" when missing."""
    return format_score(value)


@register.filter
def thai_date(day: date) -> str:
    """A day in the Buddhist Era: 25 มี.ค. 2569. A moment is turned to Bangkok's time first."""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return format_date(day, "short_month")


@register.filter
def thai_moment(moment: datetime) -> str:
    """A day with the hour: 25 มี.ค. 2569 14:05 น."""
    return f"{thai_date(moment)} {timezone.localtime(moment):%H:%M} น."


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
