"""Measures without steps, owner or period."""

from measures.periods import Period
from reports.proofreading.manuscript import MeasureNote, StepNote
from reports.proofreading.rules import measure_incomplete
from tests.reports.proofreading.manuscripts import remarks

RULE = measure_incomplete.RULE


def test_everything_that_lacks_is_an_error_with_its_page() -> None:
    steps = (
        StepNote("มาตรการที่ 2 ขั้นตอนที่ 1", Period(quarters=(1, 4)), (), "/step-1"),
        StepNote("มาตรการที่ 2 ขั้นตอนที่ 2", Period(words=" - "), ("กองคลัง",), "/step-2"),
        StepNote("มาตรการที่ 2 ขั้นตอนที่ 3", Period(quarters=(1, 4)), ("กองคลัง",), "/step-3"),
    )
    measures = (MeasureNote("มาตรการที่ 1", "ประชุม", (), "/1"), MeasureNote("มาตรการที่ 2", "อบรม", steps, "/2"))

    lacking = remarks(RULE, measures=measures)

    assert [(each.severity.value, each.place, each.url) for each in lacking] == [
        ("error", "มาตรการที่ 1", "/1"),
        ("error", "มาตรการที่ 2 ขั้นตอนที่ 1", "/step-1"),
        ("error", "มาตรการที่ 2 ขั้นตอนที่ 2", "/step-2"),
    ]
