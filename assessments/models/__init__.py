"""Frameworks (a year's rules) and assessments (a municipality's figures in a year)."""

from assessments.models.assessment import (
    FINDING_LENGTH,
    Assessment,
    Finding,
    Limitation,
    LowestQuestion,
    OfficialFigure,
    Score,
    State,
)
from assessments.models.framework import (
    CalendarStep,
    Framework,
    Indicator,
    Instrument,
    Issue,
    Question,
    RatingLevel,
    SubIndicator,
    TextStatus,
)
from assessments.models.history import ScoreAct, ScoreChange, ScoreComment, StateChange

__all__ = [
    "FINDING_LENGTH",
    "Assessment",
    "CalendarStep",
    "Finding",
    "Framework",
    "Indicator",
    "Instrument",
    "Issue",
    "Limitation",
    "LowestQuestion",
    "OfficialFigure",
    "Question",
    "RatingLevel",
    "Score",
    "ScoreAct",
    "ScoreChange",
    "ScoreComment",
    "State",
    "StateChange",
    "SubIndicator",
    "TextStatus",
]
