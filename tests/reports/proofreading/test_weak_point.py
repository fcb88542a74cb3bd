"""Weak points without a measure."""

import pytest

from reports.proofreading.manuscript import WeakNote
from reports.proofreading.rules import weak_point
from tests.reports.proofreading.manuscripts import remarks

RULE = weak_point.RULE


@pytest.mark.parametrize(
    ("is_low", "named", "near", "dropped", "severities"),
    [
        (True, False, False, False, ["warning"]),
        (True, False, True, False, ["hint"]),
        (True, True, False, False, []),
        (True, False, False, True, []),
        (False, False, False, False, ["hint"]),
        (False, False, True, False, []),
    ],
)
def test_weak_point_asks_for_a_measure(
    is_low: bool, named: bool, near: bool, dropped: bool, severities: list[str]
) -> None:
    weak = (WeakNote("ข้อ i5", is_low, named, near, dropped, "/suggestions"),)

    assert [each.severity.value for each in remarks(RULE, weak=weak)] == severities
