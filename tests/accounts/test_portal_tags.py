"""Filters of every template: scores with two decimals, days of the Buddhist Era in Bangkok's time."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template, TemplateSyntaxError


def rendered(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("score", "expected"), [(Decimal("93.215"), "93.22"), (Decimal(100), "100.00"), (Decimal(0), "0.00"), (None, "–")]
)
def test_score_has_two_decimals_half_up_and_missing_is_not_zero(score: Decimal | None, expected: str) -> None:
    assert rendered("{{ value|score }}", value=score) == expected


def test_weight_has_two_decimals() -> None:
    assert rendered("{{ value|weight }}", value=Decimal("0.3")) == "0.30"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0 KB"),
        (1, "1 KB"),
        (12 * 1024, "12 KB"),
        (12 * 1024 + 1, "13 KB"),
        (2 * 1024 * 1024, "2 MB"),
        (4_718_592, "4.5 MB"),  # 4.5 · 1,048,576
    ],
)
def test_file_size_is_in_whole_kilobytes_and_from_a_megabyte_on_with_a_decimal(size: int, expected: str) -> None:
    assert rendered("{{ value|file_size }}", value=size) == expected


def test_thai_date_is_buddhist_and_a_moment_is_turned_to_bangkok() -> None:
    """18:30 in UTC is 01:30 of the next day in Bangkok, seven hours ahead."""
    moment = datetime(2026, 3, 24, 18, 30, tzinfo=UTC)

    assert rendered("{{ value|thai_date }}", value=date(2026, 3, 25)) == "25 มี.ค. 2569"
    assert rendered("{{ value|thai_date }}", value=moment) == "25 มี.ค. 2569"
    assert rendered("{{ value|thai_moment }}", value=moment) == "25 มี.ค. 2569 01:30 น."


def test_whole_days_holds_days_together_and_escapes_the_rest() -> None:
    words = "ทุกปี <1> 1 ตุลาคม - 31 ธันวาคม 2566"

    held = rendered("{{ value|whole_days }}", value=words)

    assert held == 'ทุกปี &lt;1&gt; <span class="whole">1 ตุลาคม</span> <span class="whole">- 31 ธันวาคม 2566</span>'


def test_icon_that_is_missing_says_where_to_add_it() -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        rendered("{% icon 'no-such-icon' %}")

    assert str(caught.value) == "no icon no-such-icon: add it to portal.icons in package.json"
