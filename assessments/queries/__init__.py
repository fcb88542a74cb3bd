"""Reads frameworks and assessments, and hands plain values to the pure cores."""

from assessments.queries.frameworks import FrameworkView, framework_get
from assessments.queries.overviews import IndicatorFinding, Overview, assessment_get, overview_get
from assessments.queries.sheets import (
    Change,
    ScoreSheet,
    SheetCell,
    changes_listed,
    comments_counted,
    comments_listed,
    mark_get,
    mark_of,
    same_places,
    score_sheet_get,
    states_listed,
    undoable_listed,
)
from assessments.queries.states import Act, Revision, Step, given_back, revisions_listed, steps_of

__all__ = [
    "Act",
    "Change",
    "FrameworkView",
    "IndicatorFinding",
    "Overview",
    "Revision",
    "ScoreSheet",
    "SheetCell",
    "Step",
    "assessment_get",
    "changes_listed",
    "comments_counted",
    "comments_listed",
    "framework_get",
    "given_back",
    "mark_get",
    "mark_of",
    "overview_get",
    "revisions_listed",
    "same_places",
    "score_sheet_get",
    "states_listed",
    "steps_of",
    "undoable_listed",
]
