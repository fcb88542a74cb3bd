"""Reads frameworks and assessments, and hands plain values to the pure cores."""

from assessments.queries.frameworks import FrameworkView, framework_get
from assessments.queries.overviews import IndicatorFinding, Overview, assessment_get, overview_get
from assessments.queries.sheets import (
    Change,
    ScoreSheet,
    SheetCell,
    changes_listed,
    comments_listed,
    mark_get,
    mark_of,
    same_places,
    score_sheet_get,
    states_listed,
    undoable_listed,
)

__all__ = [
    "Change",
    "FrameworkView",
    "IndicatorFinding",
    "Overview",
    "ScoreSheet",
    "SheetCell",
    "assessment_get",
    "changes_listed",
    "comments_listed",
    "framework_get",
    "mark_get",
    "mark_of",
    "overview_get",
    "same_places",
    "score_sheet_get",
    "states_listed",
    "undoable_listed",
]
