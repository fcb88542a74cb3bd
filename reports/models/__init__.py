"""Documents that are made, approved and published."""

from reports.models.edition import Approval, Edition, EditionEvent, EditionFile, EditionState, edition_file_path
from reports.models.job import BATCH, ENDED, ZIP, Job, JobState, job_file_path
from reports.models.letterhead import Duty, Letterhead, NumbersPlace, Signatory
from reports.models.publication import Publication

__all__ = [
    "BATCH",
    "ENDED",
    "ZIP",
    "Approval",
    "Duty",
    "Edition",
    "EditionEvent",
    "EditionFile",
    "EditionState",
    "Job",
    "JobState",
    "Letterhead",
    "NumbersPlace",
    "Publication",
    "Signatory",
    "edition_file_path",
    "job_file_path",
]
