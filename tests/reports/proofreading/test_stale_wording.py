"""Findings worded for other scores."""

from dataclasses import replace

from reports.proofreading.rules import stale_wording
from tests.reports.proofreading.manuscripts import scored, with_finding

RULE = stale_wording.RULE


def test_wording_whose_draft_has_changed_is_a_warning() -> None:
    fresh = with_finding(scored({}, {"indicator-5": "90"}), 5, "ควรรักษามาตรฐานไว้")
    stale = replace(fresh, findings=tuple(replace(finding, stale=True) for finding in fresh.findings))

    assert list(RULE(fresh)) == []
    assert [(each.severity.value, each.url) for each in RULE(stale)] == [("warning", "/finding")]
