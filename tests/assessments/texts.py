"""What is read of copied text, for the tests of its reader."""

from assessments.importers.score_reading import ScoreReading
from assessments.importers.score_text import scores_text_read
from tests.factories import figures, framework_data

SPEC = framework_data(2568).spec


def scores(text: str) -> dict[str, str]:
    """The figures of a text that has no fault, written as `figures` takes them."""
    reading = scores_text_read(text, SPEC)
    assert reading.faults == ()
    return {
        place if isinstance(place, str) else f"{place[0]}/{place[1]}" if place[1] else place[0]: str(value)
        for place, value in reading.figures.items()
    }


def faults(text: str) -> list[str]:
    return [str(fault) for fault in scores_text_read(text, SPEC).faults]


def assert_nothing_wrong(reading: ScoreReading, truth: dict[str, str]) -> None:
    """Where nothing is a fault, each figure is its own code's."""
    if not reading.faults:
        assert reading.figures.items() <= figures(SPEC, truth).items()
