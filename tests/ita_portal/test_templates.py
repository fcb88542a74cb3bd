"""One formatter for each kind of figure: Django's own, which differ from ours in Thai, are in no template."""

import re

import pytest
from django.conf import settings

FOREIGN = re.compile(
    r"\|\s*(?:date|time|timesince|timeuntil|floatformat|filesizeformat|localize|unlocalize|intcomma|naturaltime)\b"
    r"|{%-?\s*(?:now|localize|load\s[^%]*\b(?:humanize|l10n))\b"
)
TEMPLATES = sorted(settings.BASE_DIR.glob("**/templates/**/*.html"))
OURS = [path for path in TEMPLATES if not {".venv", "node_modules", "build"} & set(path.parts)]


def test_templates_format_by_our_own_filters_alone() -> None:
    found = {
        str(path.relative_to(settings.BASE_DIR)): FOREIGN.findall(path.read_text(encoding="utf-8")) for path in OURS
    }

    assert len(OURS) > 30
    assert {path: filters for path, filters in found.items() if filters} == {}


@pytest.mark.parametrize(
    "source",
    ["{{ x|date }}", '{{ x | date:"j M Y" }}', "{{ x|floatformat:2 }}", "{% load humanize %}", '{% now "Y" %}'],
)
def test_search_finds_what_it_forbids(source: str) -> None:
    assert FOREIGN.search(source)


@pytest.mark.parametrize("source", ["{{ x|thai_date }}", "{{ x|file_size }}", "{{ x.date }}", "{% load static %}"])
def test_search_passes_over_our_own(source: str) -> None:
    assert FOREIGN.search(source) is None
