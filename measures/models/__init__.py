"""Measures of a year, what was done about them, and what proves it."""

from measures.models.activity import Activity, ActivityPicture
from measures.models.evidence import Evidence, EvidenceFile, FileKind
from measures.models.measure import Measure, Responsibility, Step, SuggestionDrop
from measures.models.progress import ProgressReport, Status
from measures.models.reminder import CalendarFeed, Digest, Reminder

__all__ = [
    "Activity",
    "ActivityPicture",
    "CalendarFeed",
    "Digest",
    "Evidence",
    "EvidenceFile",
    "FileKind",
    "Measure",
    "ProgressReport",
    "Reminder",
    "Responsibility",
    "Status",
    "Step",
    "SuggestionDrop",
]
